"""Reading TEDS-A: a file of admissions in, a frame of people with answers, slices and the level given out."""

import warnings
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from placement.assessment.answers import UNSURE
from placement.cohort.row_errors import CohortWarning
from placement.cohort.tables import pl
from placement.cohort.teds.codebook import MISSING, Variable
from placement.cohort.teds.crosswalk import ANSWERS, MINORS, SETTINGS, SLICES, VARIABLES, Crossing, Reading
from placement.cohort.teds.facts import SERVICES
from placement.cohort.teds.slices import AGE
from placement.errors import CohortError
from placement.language.scale import Scale
from placement.rules.levels import Level

Bounds: TypeAlias = Literal["least", "unsure"]
"""How "at least so much" is written."""

_ROWS_NAMED: Final = 3
_CODE: Final = pl.Int16
_NAMES: Final = frozenset(name for variable in VARIABLES for name in (variable.name, *variable.also))
_OF_DISCHARGES: Final = frozenset({"DISYR", "LOS", *(f"{variable.name}_D" for variable in VARIABLES)})
"""Columns that a file of discharges (TEDS-D) has, which otherwise has those of admissions too."""

_STRAY: Final = 100
"""So many unknown codes may stand in any column; more, and more than known ones, are of another codebook."""

_Back: TypeAlias = Callable[[pl.DataFrame], Any]


@dataclass(frozen=True, slots=True)
class TedsReading:
    """What became of the rows of a file.

    Attributes:
        admissions: Rows of the file.
        minors: People under 18, who are left out.
        of_unknown_age: People of whom it is not recorded whether they are adults, who are left out.
        unknown_codes: Cells by column whose code is not in the codebook, and which count as missing.
    """

    admissions: int
    minors: int
    of_unknown_age: int
    unknown_codes: Mapping[str, int] = field(default_factory=dict[str, int])

    @property
    def read(self) -> int:
        """Rows of the frame."""
        return self.admissions - self.minors - self.of_unknown_age

    def __str__(self) -> str:
        """Return all of it in a sentence."""
        unknown = f", {self.of_unknown_age:,} of unknown age left out" if self.of_unknown_age else ""
        codes = ", ".join(f"{count:,} in {name}" for name, count in self.unknown_codes.items())
        return (
            f"{self.admissions:,} admissions: {self.minors:,} of people under 18 left out{unknown}, {self.read:,} read"
            + (f"; codes that the codebook does not have, taken for missing: {codes}" if codes else "")
        )


def read_teds(
    source: Any,  # noqa: ANN401 - a path, or a frame of one of several libraries
    *,
    bounds: Bounds = "unsure",
    report: Callable[[TedsReading], object] | None = None,
) -> Any:  # noqa: ANN401 - a frame of the same library
    """Read a public file of SAMHSA's TEDS-A as a cohort: real admissions, one a row.

    The codebook is that of 2021; later files call `GENDER` `SEX`, which is read too.

    Little of what a level of care rests on is recorded there: nothing of withdrawal, physical illness, suicide,
    willingness, relapse, support or exposure. So nobody's level comes out determined, and all that can be said is how
    many were given less than even the little that is known calls for. The how-to page says what may be concluded.

    Args:
        source: Path of the official CSV (unpacked), or a frame of Polars, pandas or PyArrow with its columns. Of about
            sixty columns twenty-one are read, as the file is scanned.
        bounds: How an answer is written of which only a bound is recorded (a dependence is at least a mild disorder).
            `"unsure"` writes that it is unsure: nothing is said that is not known, and the floor is lower than it need
            be. `"least"` writes the bound as the answer: for a question about the floor alone, which is then exact. The
            levels, tracks and ratings of the shipped rulebook keep their ceiling, since whole dimensions are not
            recorded; but a flag is then not shown as possible that needs more than the bound, or a detail of a
            dimension whose main question the bound now answers.
        report: Called once with what was left out or could not be read; `print` prints a sentence.

    Returns:
        A frame for `place_cohort` and `audit` with a column for each scale of which TEDS records something (keys of
        anchors, `unsure`, or null), `level_given`, and the slices (`AGE`, `GENDER`, `RACE`, `ETHNIC`, `REGION`,
        `STFIPS`, `VET`, `HLTHINS`, `PRIMPAY`, `PSOURCE`) and `SERVICES` with the labels of the public codebook. Missing
        (-9) is null everywhere, never a zero, and so is a code that the codebook does not have: such cells are counted
        for `report`, or without one in a `CohortWarning`. Of the same library as `source`; Polars for a path. People
        under 18 are left out.

    Raises:
        CohortError: A column is missing, or holds something else than codes, or mostly codes that the codebook does not
            have; or these are discharges (TEDS-D). All of it at once, with counts and the first rows, never values.
        OSError: The file cannot be opened.
        MissingExtra: The extra `cohort` is not installed.
    """
    if bounds not in {"least", "unsure"}:
        message = "`bounds`: expected one of `least`, `unsure`"
        raise ValueError(message)
    scanned, back = _opened(source)
    coded = _coded(scanned)
    _raise_unreadable(coded)
    unknown = {
        variable.name: count for variable in VARIABLES if (count := int((coded[variable.name] == _UNKNOWN).sum()))
    }
    coded = coded.with_columns(pl.all().replace({_UNKNOWN: MISSING}))
    adults = coded.filter(~pl.col(AGE.name).is_in([MISSING, *MINORS]))
    if report is not None:
        minors = int(coded[AGE.name].is_in(MINORS).sum())
        report(TedsReading(coded.height, minors, coded.height - minors - adults.height, unknown))
    elif unknown:
        warnings.warn(CohortWarning(unknown, 0), stacklevel=2)
    return back(adults.lazy().select(_columns(bounds)).collect(engine="streaming"))


def _opened(source: Any) -> tuple[pl.LazyFrame, _Back]:  # noqa: ANN401 - as above
    """Return what is to be read, and what makes of the result a frame of the same library."""
    if isinstance(source, str | Path):
        path = str(source)
        with open(path, "rb"):  # noqa: PTH123 - so that the error for a file that is not there is Python's own
            return pl.scan_csv(path, infer_schema=False), lambda frame: frame
    if isinstance(source, pl.LazyFrame):
        return source, lambda frame: frame
    if isinstance(source, pl.DataFrame):
        return source.lazy(), lambda frame: frame
    library = type(source).__module__.partition(".")[0]
    if library not in {"pandas", "pyarrow"} or not hasattr(source, "columns"):
        raise CohortError(["expected the path of a CSV, or a frame of Polars, pandas or PyArrow"])
    used = _NAMES | _OF_DISCHARGES
    if library == "pyarrow":
        return pl.LazyFrame(
            source.select([name for name in source.column_names if name in used])
        ), pl.DataFrame.to_arrow
    columns: Any = source[[name for name in source.columns if name in used]]
    return pl.LazyFrame(columns), pl.DataFrame.to_pandas


def _coded(scanned: pl.LazyFrame) -> pl.DataFrame:
    """Return what is read, as whole numbers."""
    try:
        present = scanned.collect_schema()
        mistakes = [*_columns_mistaken(present)]
        if not mistakes:
            return scanned.select(_code(variable, present) for variable in VARIABLES).collect(engine="streaming")
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException):  # a panic is no `Exception`
        mistakes = ["cannot be read as a table with a header"]
    raise CohortError(mistakes)  # outside the handler: what Polars says may quote the file


def _columns_mistaken(present: Collection[str]) -> Iterator[str]:
    if not _OF_DISCHARGES.isdisjoint(present):
        yield "these are discharges (TEDS-D): expected admissions (TEDS-A)"
    for variable in VARIABLES:
        there = [name for name in (variable.name, *variable.also) if name in present]
        if not there:
            yield f"`{variable.name}`: no such column"
        elif len(there) > 1:
            yield f"{' and '.join(f'`{name}`' for name in there)}: expected one of the two"


_UNREADABLE: Final = -32_768
_UNKNOWN: Final = -32_767


def _code(variable: Variable, present: pl.Schema) -> pl.Expr:
    """Return codes: `MISSING` for an empty cell, `_UNKNOWN` for no code of the codebook, else `_UNREADABLE`."""
    name = next(name for name in (variable.name, *variable.also) if name in present)
    cell, dtype = pl.col(name), present[name]
    gap = cell.is_null()
    if dtype == pl.String:  # where a column has gaps, libraries write 3 as 3.0
        cell, dtype = cell.cast(pl.Float64, strict=False), pl.Float64()
    elif not dtype.is_numeric():
        cell, dtype = pl.lit(None, pl.Float64), pl.Int64()
    elif dtype.is_float():
        gap |= cell.is_nan()
    whole = pl.when(cell == cell.round()).then(cell) if dtype.is_float() else cell
    number = whole.cast(pl.Int64, strict=False)
    known = number.is_in([MISSING, *(code.value for code in variable.codes)])
    code = pl.when(known).then(number).when(number.is_not_null()).then(_UNKNOWN).otherwise(_UNREADABLE)
    return pl.when(gap).then(MISSING).otherwise(code).cast(_CODE).alias(variable.name)


def _raise_unreadable(coded: pl.DataFrame) -> None:
    mistakes: list[str] = []
    for variable in VARIABLES:
        codes = coded[variable.name]
        known = len(codes) - int(codes.is_in([_UNREADABLE, _UNKNOWN, MISSING]).sum())
        strays = int((codes == _UNKNOWN).sum())
        wrong = [_UNREADABLE, _UNKNOWN] if strays > max(known, _STRAY) else [_UNREADABLE]
        rows = codes.is_in(wrong).arg_true()
        if len(rows):
            listed = ", ".join(f"{row + 1:,}" for row in rows.head(_ROWS_NAMED)) + (", ..." * (len(rows) > _ROWS_NAMED))
            many = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
            mistakes.append(
                f"`{variable.name}`: {many} ({listed}) hold{'s' * (len(rows) == 1)} no code of the codebook:"
                f" expected {_expected(variable)}, or {MISSING} for missing"
            )
    if mistakes:
        raise CohortError(mistakes)


def _expected(variable: Variable) -> str:
    values = [code.value for code in variable.codes]
    if values == list(range(values[0], values[-1] + 1)):
        return f"{values[0]} to {values[-1]}"
    return f"{len(values)} codes from {values[0]} to {values[-1]}"


def _columns(bounds: Bounds) -> Iterator[pl.Expr]:
    yield from (_labelled(variable) for variable in (*SLICES, SERVICES))
    yield from (_answer(crossing, bounds) for crossing in ANSWERS)
    levels = {setting.code: str(setting.level) for setting in SETTINGS}
    yield _named(SERVICES, levels, [str(level) for level in Level]).alias("level_given")


def _labelled(variable: Variable) -> pl.Expr:
    labels = {code.value: code.label for code in variable.codes}
    return _named(variable, labels, list(labels.values()))


def _named(variable: Variable, names: dict[int, str], every: Sequence[str]) -> pl.Expr:
    known = pl.col(variable.name)
    return known.replace_strict(list(names), list(names.values()), default=None, return_dtype=pl.Enum(every))


def _answer(crossing: Crossing, bounds: Bounds) -> pl.Expr:
    every = pl.Enum([*(anchor.key for anchor in crossing.scale), UNSURE])
    answer = pl.lit(None, every)
    for reading in reversed(crossing.readings):
        fits = pl.any_horizontal(pl.col(variable.name).is_in(reading.codes) for variable in reading.variables)
        answer = pl.when(fits).then(pl.lit(_written(reading, bounds), every)).otherwise(answer)
    return answer.alias(crossing.scale.id)


def _written(reading: Reading, bounds: Bounds) -> str | None:
    if reading.at_least and bounds == "unsure":
        return UNSURE
    return reading.answer.key if isinstance(reading.answer, Scale) else reading.answer
