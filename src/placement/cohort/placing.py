"""Placing many people: a data frame in, a data frame of the same kind out."""

import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar, cast

from placement.assessment.assessment import given_or_shipped
from placement.cohort.codebook import Codebook, codebook
from placement.cohort.column_mapping import Codes, listed, questions
from placement.cohort.row_errors import fault_said, warning_of
from placement.engines.columns.cells import AGE
from placement.engines.columns.checks import Fault, Scope
from placement.engines.columns.frames import Frame, wrapped
from placement.engines.columns.placing import FlagForm, Plan, Result, results
from placement.errors import CohortError
from placement.language.words import Ages
from placement.rulebook.rulebook import Rulebook

_F = TypeVar("_F")


def place_cohort(  # noqa: PLR0913 - a table has many sides
    frame: _F,
    rulebook: Rulebook | None = None,
    *,
    columns: Mapping[str, str] | None = None,
    ignore: Sequence[str] = (),
    keep: Sequence[str] = (),
    id: str | None = None,  # noqa: A002 - the usual name of such a column
    missing: Codes = (),
    unsure: Codes = (),
    flags: FlagForm = "columns",
    detail: bool = False,
    errors: Literal["raise", "null"] = "raise",
    report: Callable[[Codebook], object] | None = None,
) -> _F:
    """Recommend a level of care for each row of a data frame, as `place` does for one person.

    One row is one person; one column holds the answers to one scale, and `age` may be another. A cell holds a position,
    the key or the label of an anchor, or `unsure`. An empty one means that it was not asked, and so does a scale that
    no column answers; where a column is called nearly like such a scale, or like `age`, the frame is refused until
    `columns` or `ignore` says what it is. The need is worked out at both ends of the range, without reasons: `place`
    gives those, one person at a time.

    Everything is looked at before it is used. That reads a frame which is not in memory (lazy Polars, DuckDB, PySpark)
    once, for counts alone; the result is then as lazy as the frame. If something is wrong, it is read again to say in
    which rows. If such a frame changes before its result is read, numbers that are no answers count as not asked, and
    people of other ages have no result.

    The result has a row for each row, in the same order, and these columns:

    - `id` and `keep`, as they were; no other column is carried through;
    - `level` and `service`, where every way the open answers can turn out gives the same;
    - `determined`: the level is so;
    - `level_floor`, `level_ceiling`, `service_floor`, `service_ceiling`, then both ends of every other track and, as
      `rating_<dimension>_floor` and `_ceiling`, of the rating of each dimension;
    - `deciding_rule`: of the rules met at the floor that raise the service the most, the first in the rulebook;
    - a column for each flag, named by its id: true where it is raised, empty where it is possible, false elsewhere; or
      the lists `flags` and `flags_possible`;
    - with `detail`, such a column for each criterion and rule: true where it is met, empty where that is unknown.

    Levels, values and rules are ordered categories in Polars and pandas, and text elsewhere. The columns of the service
    are called by the id of the rulebook's headline track; without declared levels, each of its values is a level.

    Args:
        frame: A data frame of pandas, Polars (eager or lazy), PyArrow or PySpark, or a DuckDB relation.
        rulebook: The rulebook; the shipped one if none is given.
        columns: Names of columns by scale, for those that are not called like their scale; and for `age`.
        ignore: Columns that answer no scale, although they are called like one, or nearly.
        keep: Columns to carry through.
        id: A column that tells rows apart, to carry through. A repeated or empty one is an error.
        missing: Codes that mean "not asked": for every column, or by column.
        unsure: Codes that mean "unsure", beside the text `unsure`: for every column, or by column.
        flags: A column for each flag, or lists of ids where the library has lists; pandas has none.
        detail: Add a column for each criterion and rule.
        errors: `raise` refuses the frame if any cell cannot be read or any age is not one that the rulebook is for.
            `null` takes such a cell as unsure (it was answered, and cannot be told how), leaves the results of
            people of other ages empty, and counts both in a `CohortWarning`. Everything else is refused either way.
        report: Called once with how the frame was read: for every column each code, what it means and how many people
            have it, and which scales no column answers; `print` prints it. Counting reads a lazy frame once more.

    Returns:
        A frame of the same kind.

    Raises:
        CohortError: Columns are missing or mistyped, or cells cannot be used; every mistake with its number of rows and
            the first of them, counted from 1, and no value. Rows of PySpark are counted in the order of `id`.
        ValueError: `flags` or `errors` is none of the above.
    """
    book = given_or_shipped(rulebook)
    known, plan, faults = planned(
        frame,
        book,
        columns=columns or {},
        ignore=ignore,
        carried=[*([] if id is None else [id]), *listed(keep)],
        id=id,
        missing=missing,
        unsure=unsure,
        flags=flags,
        detail=detail,
        errors=errors,
    )
    if faults:
        warnings.warn(warning_of(faults, book), stacklevel=2)
    if report is not None:
        report(codebook(book, plan.questions, *known.code_counts(plan)))
    return cast("_F", known.placed(plan))


def planned(  # noqa: PLR0913 - as above
    frame: object,
    rulebook: Rulebook,
    *,
    columns: Mapping[str, str],
    ignore: Sequence[str],
    carried: Iterable[str],
    id: str | None,  # noqa: A002 - as above
    missing: Codes,
    unsure: Codes,
    flags: FlagForm,
    detail: bool,
    errors: Literal["raise", "null"],
) -> tuple[Frame, Plan, list[Fault]]:
    """Look at everything in a frame, and return how it will be placed; and what cannot be read and is let through.

    Takes, and raises, what `place_cohort` does; `carried` are the columns to carry through.
    """
    if flags not in {"columns", "list"}:
        raise ValueError("`flags`: expected `columns` or `list`")
    if errors not in {"raise", "null"}:
        raise ValueError("`errors`: expected `raise` or `null`")
    known = wrapped(frame)
    asked, mistakes = questions(rulebook, known, columns=columns, ignore=ignore, missing=missing, unsure=unsure)
    kept: list[str] = list(dict.fromkeys(carried))
    levels = [str(level) for level in rulebook.level_of_service]
    made = [*results(rulebook, rulebook.headline_track, levels, flags=flags, detail=detail)]
    mistakes += _carrying_mistaken(known, kept, made)
    if flags == "list" and not known.has_lists:
        mistakes.append("`flags`: pandas has no lists of text: expected `columns`")
    if mistakes:
        raise CohortError(mistakes)
    faults = known.faults(Scope(asked, rulebook.ages, id))
    refused = [fault for fault in faults if errors == "raise" or fault.kind in {"repeated", "nameless"}]
    if refused:
        raise CohortError([fault_said(fault, rulebook) for fault in refused])
    may_change = not known.in_memory and AGE in asked and rulebook.ages != Ages()
    plan = Plan(
        rulebook=rulebook,
        questions=asked,
        carried=kept,
        results=made,
        doubtful=frozenset(fault.fact for fault in faults if fault.kind == "unreadable"),
        ages=rulebook.ages if any(fault.kind == "outside" for fault in faults) or may_change else None,
        lasting=known.in_memory,
    )
    return known, plan, faults


def _carrying_mistaken(frame: Frame, carried: Sequence[str], made: Sequence[Result]) -> Iterable[str]:
    there = {*frame.columns}
    names = Counter(frame.key(column.name) for column in made)
    for column in carried:
        if column not in there:
            yield f"`{column}`: the frame has no such column to carry through"
        elif frame.key(column) in names:
            yield f"`{column}`: the result has a column of this name: rename yours"
    for name, count in names.items():
        if count > 1:
            yield f"`{name}`: two columns of the result would be called so: rename what the rulebook declares"
