"""Reading TEDS-A: a file of admissions in, a frame of people with answers, slices and the level given out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal, TypeAlias

from placement.assessment.answers import UNSURE
from placement.cohort.tables import pl
from placement.cohort.teds.codebook import MISSING, Variable
from placement.cohort.teds.crosswalk import ANSWERS, MINORS, SETTINGS, SLICES, VARIABLES, Crossing, Says
from placement.cohort.teds.facts import SERVICES
from placement.cohort.teds.slices import AGE
from placement.errors import CohortError
from placement.language.scale import Scale
from placement.rules.levels import Level

__all__ = ["Bounds", "TedsReading", "read_teds"]

Bounds: TypeAlias = Literal["least", "unsure"]
"""How "at least so much" is written."""

_ROWS_NAMED: Final = 3
_CODE: Final = pl.Int16
_NAMES: Final = frozenset(one.name for one in VARIABLES)
_Back: TypeAlias = Callable[[pl.DataFrame], Any]


@dataclass(frozen=True, slots=True)
class TedsReading:
    """What became of the rows of a file.

    Attributes:
        admissions: Rows of the file.
        minors: People under 18, who are left out.
        of_unknown_age: People of whom it is not recorded whether they are adults, who are left out.
    """

    admissions: int
    minors: int
    of_unknown_age: int

    @property
    def read(self) -> int:
        """Rows of the frame."""
        return self.admissions - self.minors - self.of_unknown_age

    def __str__(self) -> str:
        """Return all of it in a sentence."""
        unknown = f", {self.of_unknown_age:,} of unknown age left out" if self.of_unknown_age else ""
        return (
            f"{self.admissions:,} admissions: {self.minors:,} of people under 18 left out{unknown}, {self.read:,} read"
        )


def read_teds(
    source: Any,  # noqa: ANN401 - a path, or a frame of one of several libraries
    *,
    bounds: Bounds = "unsure",
    report: Callable[[TedsReading], object] | None = None,
) -> Any:  # noqa: ANN401 - a frame of the same library
    """Read a public file of SAMHSA's TEDS-A as a cohort: real admissions, one a row.

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
        report: Called once with what was left out; `print` prints a sentence.

    Returns:
        A frame for `place_cohort` and `audit` with a column for each scale of which TEDS records something (keys of
        anchors, `unsure`, or null), `level_given`, and the slices (`AGE`, `GENDER`, `RACE`, `ETHNIC`, `REGION`,
        `STFIPS`, `VET`, `HLTHINS`, `PRIMPAY`, `PSOURCE`) and `SERVICES` with the labels of the public codebook. Missing
        (-9) is null everywhere, never a zero. Of the same library as `source`; Polars for a path. People under 18 are
        left out.

    Raises:
        CohortError: A column is missing, or holds codes that the codebook does not have: all of them, with counts and
            the first rows, never values.
        OSError: The file cannot be opened.
        MissingExtra: The extra `cohort` is not installed.
    """
    if bounds not in {"least", "unsure"}:
        message = "`bounds`: expected one of `least`, `unsure`"
        raise ValueError(message)
    scanned, back = _opened(source)
    coded = _coded(scanned)
    _raise_unreadable(coded)
    adults = coded.filter(~pl.col(AGE.name).is_in([MISSING, *MINORS]))
    if report is not None:
        minors = int(coded[AGE.name].is_in(MINORS).sum())
        report(TedsReading(coded.height, minors, coded.height - minors - adults.height))
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
    if library == "pyarrow":
        return pl.LazyFrame(source.select([name for name in source.column_names if name in _NAMES])), _arrow
    columns: Any = source[[name for name in source.columns if name in _NAMES]]
    return pl.LazyFrame(columns), _pandas


def _pandas(frame: Any) -> Any:  # noqa: ANN401 - of pandas, which need not be there
    return frame.to_pandas()


def _arrow(frame: Any) -> Any:  # noqa: ANN401 - of PyArrow, which need not be there
    return frame.to_arrow()


def _coded(scanned: pl.LazyFrame) -> pl.DataFrame:
    """Return what is read, as whole numbers."""
    try:
        present = scanned.collect_schema()
        absent = [f"`{one.name}`: no such column" for one in VARIABLES if one.name not in present]
        if not absent:
            return scanned.select(_code(one, present[one.name]) for one in VARIABLES).collect(engine="streaming")
    except pl.exceptions.PolarsError:
        absent = ["cannot be read as a table with a header"]
    raise CohortError(absent)  # outside the handler: what Polars says may quote the file


_UNREADABLE: Final = -32_768


def _code(variable: Variable, dtype: pl.DataType) -> pl.Expr:
    """Return whole numbers: `MISSING` where the cell is empty, `_UNREADABLE` where it holds something else."""
    cell = pl.col(variable.name)
    gap = cell.is_null()
    if dtype.is_float():
        gap |= cell.is_nan()
        cell = pl.when(cell == cell.round()).then(cell)
    number = cell.cast(_CODE, strict=False) if dtype.is_numeric() or dtype == pl.String else pl.lit(None, _CODE)
    return pl.when(gap).then(pl.lit(MISSING, _CODE)).otherwise(number.fill_null(_UNREADABLE)).alias(variable.name)


def _raise_unreadable(coded: pl.DataFrame) -> None:
    mistakes: list[str] = []
    for variable in VARIABLES:
        known = [MISSING, *(one.value for one in variable.codes)]
        if set(coded[variable.name].unique()) - set(known):
            rows = (~coded[variable.name].is_in(known)).arg_true()
            listed = ", ".join(f"{row + 1:,}" for row in rows.head(_ROWS_NAMED)) + (", ..." * (len(rows) > _ROWS_NAMED))
            many = "1 row" if len(rows) == 1 else f"{len(rows):,} rows"
            mistakes.append(
                f"`{variable.name}`: {many} ({listed}) hold{'s' * (len(rows) == 1)} no code of the codebook:"
                f" expected {_expected(variable)}, or {MISSING} for missing"
            )
    if mistakes:
        raise CohortError(mistakes)


def _expected(variable: Variable) -> str:
    values = [one.value for one in variable.codes]
    if values == list(range(values[0], values[-1] + 1)):
        return f"{values[0]} to {values[-1]}"
    return f"{len(values)} codes from {values[0]} to {values[-1]}"


def _columns(bounds: Bounds) -> Iterator[pl.Expr]:
    yield from (_labelled(one) for one in (*SLICES, SERVICES))
    yield from (_answer(one, bounds) for one in ANSWERS)
    levels = {one.code: str(one.level) for one in SETTINGS}
    yield _named(SERVICES, levels, [str(one) for one in Level]).alias("level_given")


def _labelled(variable: Variable) -> pl.Expr:
    labels = {one.value: one.label for one in variable.codes}
    return _named(variable, labels, list(labels.values()))


def _named(variable: Variable, names: dict[int, str], every: Sequence[str]) -> pl.Expr:
    known = pl.col(variable.name)
    return known.replace_strict(list(names), list(names.values()), default=None, return_dtype=pl.Enum(every))


def _answer(crossing: Crossing, bounds: Bounds) -> pl.Expr:
    every = pl.Enum([*(anchor.key for anchor in crossing.scale), UNSURE])
    answer = pl.lit(None, every)
    for one in reversed(crossing.says):
        fits = pl.any_horizontal(pl.col(variable.name).is_in(one.codes) for variable in one.variables)
        answer = pl.when(fits).then(pl.lit(_written(one, bounds), every)).otherwise(answer)
    return answer.alias(crossing.scale.id)


def _written(one: Says, bounds: Bounds) -> str | None:
    if one.at_least and bounds == "unsure":
        return UNSURE
    return one.answer.key if isinstance(one.answer, Scale) else one.answer
