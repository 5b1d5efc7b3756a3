"""A rulebook as expressions over the columns of a data frame: what `place` says of one person, of every row at once.

Only what is needed is computed, not the reasons. It is held to the reference by property tests, on every kind of
frame.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, Literal, TypeAlias

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit, as_column, both, either, inverted
from placement.engines.columns.cells import AGE, Question, outside, read, unread
from placement.engines.columns.dialect import Dialect, Table
from placement.engines.columns.outcome import BOTH_ENDS, End, Ladder, Outcome, outcomes
from placement.engines.columns.sheet import Sheet
from placement.language.declarations import Criterion, Declared, Rule
from placement.language.graded import Track
from placement.language.words import Ages

Ends: TypeAlias = Mapping[End, Outcome]
FlagForm: TypeAlias = Literal["columns", "list"]

_BETWEEN: Final = ","
"""Stands between ids in a text; no id holds one."""


@dataclass(frozen=True, slots=True)
class Result:
    """A column of the result.

    Attributes:
        name: What it is called.
        holds: Truth values, small whole numbers, names, or lists of names.
        column: Returns the column, given what the rulebook says at both ends.
    """

    name: str
    holds: Literal["bits", "numbers", "names", "lists"]
    column: Callable[[Ends, Dialect], nw.Expr]


def results(
    rulebook: Declared, leading: type[Track], levels: Sequence[str], *, flags: FlagForm, detail: bool
) -> Iterator[Result]:
    """Return the columns of the result, in their order.

    Args:
        rulebook: What is declared.
        leading: The track that comes first, and that `determined` and `deciding_rule` are about.
        levels: Name of the level of each value of the leading track; empty where there are no levels.
        flags: A column for each flag, or lists of ids.
        detail: A column for each criterion and rule as well.
    """
    yield from _of_tracks(rulebook, leading, levels)
    for dimension in rulebook.dimensions:
        for end in BOTH_ENDS if dimension.rated else ():
            yield Result(f"rating_{dimension.id}_{end}", "numbers", partial(_rated, dimension.id, end))
    raising = [rule for rule in rulebook.rules if rule.raises.fact == leading.id]
    yield Result("deciding_rule", "names", partial(_deciding, raising))
    names = [flag.id for flag in rulebook.flags]
    if flags == "list":
        yield Result("flags", "lists", partial(_raised, names))
        yield Result("flags_possible", "lists", partial(_possible, names))
    else:
        yield from (Result(name, "bits", partial(_met, name)) for name in names)
    if detail:
        declared: tuple[Criterion | Rule, ...] = (*rulebook.criteria, *rulebook.rules)
        yield from (Result(declaration.id, "bits", partial(_met, declaration.id)) for declaration in declared)


def _of_tracks(rulebook: Declared, leading: type[Track], levels: Sequence[str]) -> Iterator[Result]:
    values = {track.id: [str(value) for value in track] for track in rulebook.tracks}
    main = {"level": levels} if levels else {}
    main[leading.id] = values.pop(leading.id)
    for name, names in main.items():
        yield Result(name, "names", partial(_settled, leading.id, names))
    yield Result("determined", "bits", partial(_determined, leading.id, next(iter(main.values()))))
    for name, names in main.items():
        for end in BOTH_ENDS:
            yield Result(f"{name}_{end}", "names", partial(_reached, leading.id, names, end))
    for name, names in values.items():
        for end in BOTH_ENDS:
            yield Result(f"{name}_{end}", "names", partial(_reached, name, names, end))


def _first(cases: Iterable[tuple[Bit, nw.Expr]], otherwise: nw.Expr) -> nw.Expr:
    """Return the first of some columns whose bit is true."""
    chain: nw.Then | None = None
    for bit, column in cases:
        if bit is True:
            otherwise = column
            break
        if not isinstance(bit, bool):
            chain = (nw.when(bit) if chain is None else chain.when(bit)).then(column)
    return otherwise if chain is None else chain.otherwise(otherwise)


def _steps(ladder: Ladder, names: Sequence[str]) -> list[tuple[int, Bit]]:
    """Return the steps of a ladder at which the name changes, each with its place."""
    return [(place, bit) for place, bit in enumerate(ladder, start=1) if names[place] != names[place - 1]]


def _reached(track: str, names: Sequence[str], end: End, ends: Ends, dialect: Dialect) -> nw.Expr:
    """Return the name of the value that is reached at one end."""
    every = [*dict.fromkeys(names)]
    steps = [(bit, dialect.constant(names[place], every)) for place, bit in _steps(ends[end].tracks[track], names)]
    return _first(reversed(steps), dialect.constant(names[0], every))


def _agree(track: str, names: Sequence[str], ends: Ends) -> Bit:
    """Return where both ends reach a value of the same name. The floor never reaches further than the ceiling."""
    floor = ends["floor"].tracks[track]
    beyond = (both(bit, inverted(floor[place - 1])) for place, bit in _steps(ends["ceiling"].tracks[track], names))
    return inverted(either(*beyond))


def _settled(track: str, names: Sequence[str], ends: Ends, dialect: Dialect) -> nw.Expr:
    """Return the name of the value where it is the same at both ends, and nothing elsewhere."""
    return nw.when(as_column(_agree(track, names, ends))).then(_reached(track, names, "floor", ends, dialect))


def _determined(track: str, names: Sequence[str], ends: Ends, _: Dialect) -> nw.Expr:
    return as_column(_agree(track, names, ends))


def _rated(dimension: str, end: End, ends: Ends, dialect: Dialect) -> nw.Expr:
    steps = [(bit, dialect.small(place)) for place, bit in enumerate(ends[end].ratings[dimension], start=1)]
    return _first(reversed(steps), dialect.small(0))


def _deciding(raising: Sequence[Rule], ends: Ends, dialect: Dialect) -> nw.Expr:
    """Return which of the rules met at the floor raises the most; of several the first; nothing where none is met."""
    every = [rule.id for rule in raising]
    highest_first = sorted(raising, key=lambda rule: -rule.raises.at_least)  # stable: of equals, the first stays first
    cases = [(ends["floor"].met[level.id], dialect.constant(level.id, every)) for level in highest_first]
    return _first(cases, dialect.constant(None, every))


def _met(name: str, ends: Ends, _: Dialect) -> nw.Expr:
    """Return true where it is met at both ends, false where it is met at neither, and nothing where it is open."""
    low, high = ends["floor"].met[name], ends["ceiling"].met[name]
    if isinstance(low, bool) and isinstance(high, bool):
        return as_column(low) if low == high else nw.lit(None, nw.Boolean)
    return nw.when(as_column(either(low, inverted(high)))).then(as_column(low))


def _raised(names: Sequence[str], ends: Ends, _: Dialect) -> nw.Expr:
    return _listed({name: ends["floor"].met[name] for name in names})


def _possible(names: Sequence[str], ends: Ends, _: Dialect) -> nw.Expr:
    return _listed({name: both(ends["ceiling"].met[name], inverted(ends["floor"].met[name])) for name in names})


def _listed(bits: Mapping[str, Bit]) -> nw.Expr:
    """Return a list of the names whose bit is true."""
    marked = [nw.when(as_column(bit)).then(nw.lit(name)) for name, bit in bits.items() if bit is not False]
    empty: Any = []  # narwhals takes it, and does not say so
    none = nw.lit(empty, nw.List(nw.String))
    if not marked:
        return none
    joined = nw.concat_str(marked, separator=_BETWEEN, ignore_nulls=True)
    return nw.when(joined != nw.lit("")).then(joined.str.split(_BETWEEN)).otherwise(none)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is computed, and from which columns.

    Attributes:
        rulebook: What is declared.
        questions: How each question's column is written: scales by id, and `age`.
        carried: Columns that come out as they went in.
        results: Columns that are computed.
        doubtful: Questions with cells that are neither an answer nor a code nor a gap.
        ages: Whom the rulebook is for: nothing is said of other rows; None where there are none.
        lasting: The cells stay what they were when they were looked at.
    """

    rulebook: Declared
    questions: Mapping[str, Question]
    carried: Sequence[str]
    results: Sequence[Result]
    doubtful: AbstractSet[str]
    ages: Ages | None
    lasting: bool = True


def placed(table: Table, plan: Plan) -> Table:
    """Return what is carried, and what the rulebook says of every row."""
    sheet = Sheet(table, [*plan.carried, *(question.column for question in plan.questions.values())])
    types = table.collect_schema()
    answers = {scale.id: unread() for scale in plan.rulebook.scales}
    for fact, asks in plan.questions.items():
        valid = fact not in plan.doubtful
        answers[fact] = read(asks, types[asks.column], sheet, valid=valid, lasting=plan.lasting)
    sheet.step()
    age = answers.pop(AGE, unread())
    ends = outcomes(plan.rulebook, answers, sheet)
    columns = {result.name: result.column(ends, sheet.dialect) for result in plan.results}
    if plan.ages is not None:
        refused = sheet.hold_bit(both(age.definite, outside(plan.ages, age.position)))
        sheet.step()
        columns = {name: nw.when(as_column(inverted(refused))).then(column) for name, column in columns.items()}
    return sheet.finished(plan.carried, columns)
