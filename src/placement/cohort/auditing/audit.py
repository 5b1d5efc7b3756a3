"""Audits a data frame: reads it once for every table of counts, and computes everything from those."""

import warnings
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, Literal

from placement.assessment.assessment import given_or_shipped
from placement.cohort.auditing.agreement import Sureness, agreements, confusion
from placement.cohort.auditing.data_quality import quality
from placement.cohort.auditing.groups import groups
from placement.cohort.auditing.people import People, Table
from placement.cohort.auditing.reading import Reader, given_reader, reason_reader
from placement.cohort.auditing.reasons import decided, recorded
from placement.cohort.auditing.result import Audit
from placement.cohort.auditing.source import OTHER_ENDS, Source
from placement.cohort.auditing.tally import At, Ladder, Tally, ladder
from placement.cohort.auditing.withholding import withholding
from placement.cohort.column_mapping import Codes
from placement.cohort.row_errors import CohortWarning, warning_of
from placement.engines.columns.counting import PEOPLE
from placement.errors import CohortError, NotComparable
from placement.recommendation.recommendation import RulebookReference
from placement.rulebook.rulebook import Rulebook

_ROWS_NAMED: Final = 5
_MOST_GROUPS: Final = 1_000
_MOST_CLUSTERS: Final = 10_000
_FEWEST_RESAMPLES: Final = 100


def audit(  # noqa: PLR0913 - a table has many sides
    frame: object,
    rulebook: Rulebook | None = None,
    *,
    actual: str,
    by: str | Sequence[str] = (),
    reference: str | Mapping[str, str] | None = None,
    cluster: str | None = None,
    at: At = "level",
    codes: Mapping[Any, str | None] | None = None,
    reason: str | None = None,
    compare: Rulebook | None = None,
    columns: Mapping[str, str] | None = None,
    ignore: Sequence[str] = (),
    id: str | None = None,  # noqa: A002 - what such a column is called
    missing: Codes = (),
    unsure: Codes = (),
    errors: Literal["raise", "null"] = "raise",
    suppress_below: int = 11,
    confidence: float = 0.95,
    resamples: int = 2_000,
    seed: int = 0,
) -> Audit:
    """Say how far past decisions agree with what a rulebook recommends; where not, for whom, why, and how sure that is.

    The frame is placed and counted. Of a frame in memory the answers are kept for `explain`, so that it may change; of
    any other, nothing of a person. What was given never enters what is recommended.

    Args:
        frame: A row for each person, in a frame of pandas, Polars (eager or lazy), PyArrow or PySpark, or a DuckDB
            relation. A frame that is not in memory is read once for each table of counts.
        rulebook: What recommends; the shipped rulebook if none is given.
        actual: The column of what each person was given: a level (`2`, `"2"`) or a service (`"2.1"`). An empty cell is
            not known: counted, not guessed. So is the text `None`, with a warning, unless `codes` has it: Python writes
            it where there is nothing.
        by: Columns whose groups are compared; at most 1,000 groups in each.
        reference: The group that all others of a column are compared with, by column, or alone for the one column of
            `by`. Without it groups are compared with each other, but for those that stand out.
        cluster: The column of those whose decisions belong together, such as the clinician, at most 10,000: intervals
            and tests then allow for decisions of one clinician being alike. Rows where it is empty are one cluster.
        at: Compare level by level, or service by service; then `actual` has to hold services.
        codes: What other values of `actual` mean: the name of a level or service, or None for "not known". A number
            stands for its text too.
        reason: The column of recorded reasons why something else was given: ids of discrepancy reasons. Empty where
            none is recorded.
        compare: Another rulebook: who would move under it.
        columns: As for `place_cohort`, like the arguments that follow it.
        ignore: See `place_cohort`.
        id: A column whose values `explain` takes.
        missing: See `place_cohort`.
        unsure: See `place_cohort`.
        errors: `raise` for a cell that cannot be read, or `null` to take it for not known and count it.
        suppress_below: Counts of people from 1 up to this one, exclusive, are not shown, nor those by which they could
            be worked out; 0 shows everything.
        confidence: Of every interval.
        resamples: How often people are drawn again for the interval of a kappa, and groups for a test; 100 or more.
        seed: Where chance begins: the same frame and seed give the same audit.

    Returns:
        The audit.

    Raises:
        CohortError: Columns are missing, or cells cannot be read. Names columns, counts and rows, never a value.
        NotComparable: The other rulebook has other levels or services.
        MissingExtra: The extra `audit` is not installed.
        ValueError: `confidence`, `resamples` or `suppress_below` is out of range, or a code means no level or service.
    """
    sureness = _sureness(confidence, resamples, seed, suppress_below)
    grouped = (by,) if isinstance(by, str) else tuple(dict.fromkeys(by))
    book = given_or_shipped(rulebook)
    source = Source(frame, book, columns or {}, ignore, id, missing, unsure, errors)
    steps = ladder(book, at)
    given, why = given_reader(actual, steps, codes or {}), None if reason is None else reason_reader(reason)
    other = None if compare is None else _comparable(book, compare, at)
    asked = {
        "actual": [actual],
        "by": grouped,
        "cluster": [] if cluster is None else [cluster],
        "reason": [] if reason is None else [reason],
    }
    _check_columns(source.names(), asked)
    needed: list[str] = [column for columns_asked in asked.values() for column in columns_asked]

    placed = source.placed(tuple(dict.fromkeys(needed)), compare)
    people = People(placed.results, book, steps, given, other)
    decisions = people.count_by_rule(reason)
    unread = _check_cells(source, decisions, [given, *([] if why is None else [why])])
    nones = _rows_holding(decisions, actual, filter(given.is_none_as_text, decisions[actual]))
    if placed.faults or unread or nones:
        warning = warning_of(placed.faults, book)
        unread = {**warning.counts, **unread}
        warnings.warn(
            CohortWarning(unread, warning.minors, {actual: nones} if nones else None, book.ages), stacklevel=2
        )
    by_column = {column: people.count(column, cluster) for column in grouped}
    for column, table in by_column.items():
        _check_few(column, table, _MOST_GROUPS, "groups; join some, or leave the column out")
    if cluster is None:
        whole = people.tally(decisions)
    else:
        clusters = people.count(cluster)
        _check_few(cluster, clusters, _MOST_CLUSTERS, "clusters")
        whole = people.tally(clusters, cluster=cluster)
    people_by_rule = people.by_rule(decisions, why)
    tallies = {
        column: people.tally(table, column, None if column == cluster else cluster)
        for column, table in by_column.items()
    }
    references = _references(reference, tallies)
    by_rule, by_criterion = decided(
        people_by_rule,
        {rule.id: rule.summary for rule in book.rules if rule.raises.fact == steps.track},
        {criterion.id: criterion.summary for criterion in book.criteria},
        confidence,
        reasons=why is not None,
    )
    agreement = agreements(whole, sureness)[-1]
    reason_kinds, reasons = recorded(people_by_rule) if why is not None else ((), ())
    figures = Audit(
        rulebook=RulebookReference.to(book),
        actual=actual,
        at=at,
        agreement=agreement,
        confusion=confusion(whole),
        by={
            column: replace(groups(column, tally, sureness, references.get(column)), overall=agreement)
            for column, tally in tallies.items()
        },
        rules=by_rule,
        criteria=by_criterion,
        reason_kinds=reason_kinds,
        reasons=reasons,
        quality=quality(
            book,
            placed.unknown(),
            placed.helped(steps, sum(decisions[PEOPLE]), seed),
            columns={fact: question.column for fact, question in placed.plan.questions.items()},
            people=sum(decisions[PEOPLE]),
            determined=int((whole.people_by_end() * whole.determined()).sum()),
            unread=unread,
        ),
        changed=people.changed(decisions, by_column, sureness),
        sureness=sureness,
        rows=placed.rows(),
        codebook=placed.codebook(),
    )
    return withholding(figures)


def _references(reference: str | Mapping[str, str] | None, tallies: Mapping[str, Tally]) -> Mapping[str, str]:
    """Return the group that others are compared with, by column, where one is named."""
    if isinstance(reference, str):
        if len(tallies) != 1:
            raise CohortError(["`reference`: expected a group for each column by name, unless `by` is one column"])
        reference = dict.fromkeys(tallies, reference)
    named = reference or {}
    mistakes = [f"`reference`: `{column}` is no column of `by`" for column in named if column not in tallies]
    mistakes += [
        f"`reference`: `{column}` has no such group"
        for column, group in named.items()
        if column in tallies and group not in tallies[column].groups
    ]
    if mistakes:
        raise CohortError(mistakes)
    return named


def _sureness(confidence: float, resamples: int, seed: int, suppress_below: int) -> Sureness:
    if not 0 < confidence < 1:
        raise ValueError("`confidence`: expected more than 0 and less than 1")
    if resamples < _FEWEST_RESAMPLES:
        message = f"`resamples`: expected {_FEWEST_RESAMPLES} or more"
        raise ValueError(message)
    if suppress_below < 0 or seed < 0:
        raise ValueError("`suppress_below` and `seed`: expected 0 or more")
    return Sureness(confidence, resamples, seed, suppress_below)


def _comparable(rulebook: Rulebook, other: Rulebook, at: At) -> tuple[Rulebook, Ladder]:
    steps = ladder(other, at)
    if steps.names != ladder(rulebook, at).names:
        raise NotComparable(f"`{rulebook.id}` and `{other.id}`", [f"their {at}s are not the same"])
    return other, steps


def _check_columns(names: Sequence[str], asked: Mapping[str, Sequence[str]]) -> None:
    there = set(names)
    mistakes = [
        f"`{argument}`: the frame has no column `{column}`"
        for argument, columns in asked.items()
        for column in columns
        if column not in there
    ]
    mistakes += [
        f"`{name}`: a column of this name is needed: rename yours" for name in (PEOPLE, *OTHER_ENDS) if name in there
    ]
    if mistakes:
        raise CohortError(mistakes)


def _check_few(column: str, table: Table, most: int, what: str) -> None:
    if len(set(table[column])) > most:
        raise CohortError([f"`{column}`: expected at most {most:,} {what}"])


def _rows_holding(table: Table, column: str, cells: Iterable[object]) -> int:
    wanted = [*cells]
    return sum(people for cell, people in zip(table[column], table[PEOPLE], strict=True) if cell in wanted)


def _check_cells(source: Source, table: Table, readers: Iterable[Reader]) -> dict[str, int]:
    """Return how many cells of each column cannot be read, where such are let through."""
    mistakes: list[str] = []
    unread: dict[str, int] = {}
    for reader in readers:
        cells = reader.unread(table[reader.column])
        many = _rows_holding(table, reader.column, cells)
        if many and source.errors == "null":
            unread[reader.column] = many
        elif many:
            where = source.rows_where(reader.column, cells, _ROWS_NAMED)
            rows = f"{many:,} row{'' if many == 1 else 's'}{where} {'holds' if many == 1 else 'hold'}"
            mistakes.append(
                f"`{reader.column}`: {rows} nothing that can be read: expected {reader.expected}, or nothing"
            )
    if mistakes:
        raise CohortError(mistakes)
    return unread
