"""Which one answer would help whom, of people whose result is still open.

For every scale the rulebook is worked out twice more: as if everybody's answer to it were the most favourable (how far
the most that is needed comes down), and as if it were the worst (how far the least goes up). No answer does more in
either direction, because more need never lowers a result. Only what depends on the scale is worked out again.

That is still some thirty times the work of placing, so it is done for a part of very many people, and always in Polars,
which can do it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final

import narwhals.stable.v2 as nw

from placement.condition import AtLeast
from placement.declarations import Criterion, Rule
from placement.engines.columns.bits import Bit, both, compiled, either, inverted
from placement.engines.columns.cells import Answers
from placement.engines.columns.counting import in_memory
from placement.engines.columns.dialect import Table
from placement.engines.columns.ends import is_open, judged, passes, tests_at_both_ends, tests_in
from placement.engines.columns.gaps import coded, opened, reread, summed
from placement.engines.columns.placing import Plan
from placement.engines.columns.sheet import Sheet
from placement.scale import HIGHEST_RATING

__all__ = ["MOST", "Helped", "Leading", "helped"]

MOST: Final = 200_000
"""Of more people than this, a part is looked at: about as many."""


@dataclass(frozen=True, slots=True)
class Helped:
    """Counts of people who were looked at.

    Attributes:
        people: How many were looked at.
        undetermined: Those whose result is open.
        narrows: By scale: the undetermined whom this one answer could bring nearer.
        settles: By scale: the undetermined whom this one answer could determine.
    """

    people: int
    undetermined: int
    narrows: Mapping[str, int]
    settles: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Leading:
    """What is to be determined.

    Attributes:
        track: Id of the track.
        names: What each of its values counts as: its level, or itself.
    """

    track: str
    names: tuple[str, ...]


@dataclass(slots=True)
class _Case:
    """The rulebook at one end, for everybody as they are or with one answer changed; only what differs is held."""

    base: "_Case | None"
    tests: dict[AtLeast, Bit]
    met: dict[str, Bit] = field(default_factory=dict[str, Bit])
    reached: list[Bit] = field(default_factory=list[Bit])

    def test(self, one: AtLeast) -> Bit:
        if one in self.tests or self.base is None:
            return self.tests[one]
        return self.base.test(one)

    def is_met(self, name: str) -> Bit:
        if name in self.met or self.base is None:
            return self.met[name]
        return self.base.is_met(name)

    def differs(self, one: Criterion | Rule) -> bool:
        return self.base is None or any(test in self.tests for test in tests_in(one.when))


class _Rulebook:
    """Works out the leading track for many cases at once, layer by layer, each thing once."""

    def __init__(self, plan: Plan, leading: Leading, sheet: Sheet) -> None:
        self._plan, self._sheet = plan, sheet
        self._criteria = plan.rulebook.criteria
        self._rules = [one for one in plan.rulebook.rules if one.raises.fact == leading.track]
        names = leading.names
        self._bounds = [at for at in range(1, len(names)) if names[at] != names[at - 1]]

    def work_out(self, cases: Iterable[_Case]) -> None:
        """Fill in what differs: criteria, ratings, rules, and which levels are reached."""
        every = [*cases]
        for case in every:
            self._meet(case, self._criteria)
        self._sheet.step()
        for case in every:
            for dimension in self._plan.rulebook.dimensions:
                if dimension.rated:
                    self._rate(case, dimension.id)
        self._sheet.step()
        for case in every:
            self._meet(case, self._rules)
        self._sheet.step()
        for case in every:
            case.reached = [self._raised(case, self._rules, bound) for bound in self._bounds]
        self._sheet.step()

    def _meet(self, case: _Case, declared: Iterable[Criterion | Rule]) -> None:
        for one in declared:
            if case.differs(one):
                case.met[one.id] = self._sheet.hold_bit(compiled(one.when, case.test))

    def _rate(self, case: _Case, dimension: str) -> None:
        raising = [one for one in self._criteria if one.raises.fact == dimension]
        if case.base is None or any(one.id in case.met for one in raising):
            for rating in range(1, HIGHEST_RATING + 1):
                case.tests[AtLeast(dimension, rating)] = self._raised(case, raising, rating)

    def _raised(self, case: _Case, raising: Iterable[Criterion | Rule], position: int) -> Bit:
        reaching = [one.id for one in raising if one.raises.at_least >= position]
        return self._sheet.hold_bit(either(*(case.is_met(name) for name in reaching)))


def _at_best(plan: Plan, scale: str, answers: Mapping[str, Answers], ceiling: _Case) -> _Case:
    """Return the neediest person who fits, as if this answer were the most favourable; it may close its dimension."""
    changed = {**answers, scale: Answers(nw.lit(0, nw.Int8), definite=True, unsure=False, unreadable=False)}
    asked = {one.id: one for one in plan.rulebook.scales}
    own = asked[scale]
    closed = judged(plan.rulebook, changed)
    tests: dict[AtLeast, Bit] = {}
    for test in ceiling.tests:
        other = asked[test.fact]
        if other is own:
            tests[test] = test.at_least <= 0
        elif own.closes and other.dimension == own.dimension:
            is_left_open = is_open(other, changed[other.id], closed.get(other.dimension.id, False))
            beyond = test.at_least > other.highest()
            tests[test] = either(passes(test, changed[other.id]), False if beyond else is_left_open)
    return _Case(ceiling, tests)


def _at_worst(plan: Plan, scale: str, floor: _Case) -> _Case:
    highest = next(one.highest() for one in plan.rulebook.scales if one.id == scale)
    return _Case(floor, {test: test.at_least <= highest for test in floor.tests if test.fact == scale})


def _below(lower: _Case, upper: _Case) -> Bit:
    """Return where one case reaches less than another that reaches at least as much."""
    return either(*(both(more, inverted(less)) for less, more in zip(lower.reached, upper.reached, strict=True)))


def _part(table: Table, people: int, seed: int) -> Table:
    """Return about `MOST` of the rows of a table, or all of them if they are no more than that."""
    every = ceil(people / MOST)
    if every <= 1:
        return table
    native: Any = table.to_native()
    if table.implementation.is_pyspark():
        native = native.sample(fraction=1 / every, seed=seed)
    elif table.implementation.is_duckdb():
        percent = 100 / every
        native = native.query("people", f"from people using sample bernoulli({percent} percent) repeatable ({seed})")
    else:
        return table.gather_every(every, offset=seed % every)
    found: Table = nw.from_native(native)
    return found


def _in_polars(table: Table) -> nw.LazyFrame[Any]:
    if table.implementation.is_polars():
        return table.lazy()
    return nw.from_native(in_memory(table).to_polars()).lazy()


def helped(table: Table, plan: Plan, leading: Leading, people: int, seed: int) -> Helped:
    """Count whom which answer would help.

    Args:
        table: The answers.
        plan: Where they are.
        leading: What is to be determined.
        people: How many people there are; of very many a part is looked at.
        seed: Where chance begins.
    """
    codes = _in_polars(coded(_part(table, people, seed), plan))
    sheet = Sheet(codes, codes.collect_schema().names())
    answers = reread(plan, sheet)
    ends = tests_at_both_ends(plan.rulebook, answers, sheet)
    floor, ceiling = _Case(None, {**ends["floor"]}), _Case(None, {**ends["ceiling"]})
    left_open = opened(plan.rulebook, answers, sheet)
    best = {name: _at_best(plan, name, answers, ceiling) for name in left_open}
    worst = {name: _at_worst(plan, name, floor) for name in left_open}
    work = _Rulebook(plan, leading, sheet)
    work.work_out([floor, ceiling])
    work.work_out([*best.values(), *worst.values()])

    undetermined = sheet.hold_bit(_below(floor, ceiling))
    sheet.step()
    bits: dict[tuple[str, str], Bit] = {("undetermined", ""): undetermined}
    for name, waiting in left_open.items():
        here = both(undetermined, waiting)
        nearer = either(_below(best[name], ceiling), _below(floor, worst[name]))
        there = either(inverted(_below(floor, best[name])), inverted(_below(worst[name], ceiling)))
        bits["narrows", name], bits["settles", name] = both(here, nearer), both(here, there)
    many = summed(sheet, bits)
    return Helped(
        people=many["people", ""],
        undetermined=many["undetermined", ""],
        narrows={name: many["narrows", name] for name in left_open},
        settles={name: many["settles", name] for name in left_open},
    )
