"""What is not known of the people in a frame, what it leaves open, and which one answer would help whom.

For every scale the rulebook is worked out twice more: as if everybody's answer to it were the most favourable (how far
the most that is needed comes down), and as if it were the worst (how far the least goes up). No answer does more in
either direction, because more need never lowers a result. Only what depends on the scale is worked out again.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import narwhals.stable.v2 as nw

from placement.condition import AtLeast, AtMost
from placement.declarations import Conflict, Criterion, Rule
from placement.engines.columns.bits import Bit, as_column, both, compiled, either, inverted
from placement.engines.columns.cells import AGE, Answers, read, unread
from placement.engines.columns.counting import in_memory
from placement.engines.columns.dialect import Table
from placement.engines.columns.ends import is_open, judged, passes, tests_at_both_ends, tests_in
from placement.engines.columns.placing import Plan
from placement.engines.columns.sheet import Sheet
from placement.scale import HIGHEST_RATING

__all__ = ["Gaps", "Leading", "gaps"]

_HELD_BY_ALL: Final = "people"


@dataclass(frozen=True, slots=True)
class Gaps:
    """Counts of people.

    Attributes:
        people: Rows.
        not_placed: Rows of which nothing is said, because of age.
        determined: Placed, with the same level at both ends.
        missing: By scale: placed and with no answer.
        unsure: By scale: placed, asked, and not to be determined.
        open: By scale: placed, and the answer is open.
        narrows: By scale: undetermined, and this one answer could bring them nearer.
        settles: By scale: undetermined, and this one answer could determine them.
        conflicts: By conflict: placed, and the answers contradict each other so.
    """

    people: int
    not_placed: int
    determined: int
    missing: Mapping[str, int]
    unsure: Mapping[str, int]
    open: Mapping[str, int]
    narrows: Mapping[str, int]
    settles: Mapping[str, int]
    conflicts: Mapping[str, int]


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
        other = asked.get(test.fact)
        if other is None:
            continue
        if other is own:
            tests[test] = test.at_least <= 0
        elif own.closes and other.dimension == own.dimension:
            opened = is_open(other, changed[other.id], closed.get(other.dimension.id, False))
            tests[test] = either(passes(test, changed[other.id]), opened if test.at_least <= other.highest() else False)
    return _Case(ceiling, tests)


def _at_worst(plan: Plan, scale: str, floor: _Case) -> _Case:
    highest = next(one.highest() for one in plan.rulebook.scales if one.id == scale)
    return _Case(floor, {test: test.at_least <= highest for test in floor.tests if test.fact == scale})


def _contradicted(conflict: Conflict, answers: Mapping[str, Answers]) -> Bit:
    def holds(statement: AtLeast | AtMost) -> Bit:
        answer = answers[statement.fact]
        if answer.definite is False:
            return False
        if isinstance(statement, AtLeast):
            return both(answer.definite, answer.position >= nw.lit(statement.at_least))
        return both(answer.definite, answer.position <= nw.lit(statement.at_most))

    if not conflict.any_of:  # the product raises it itself: no age was given
        return inverted(answers[AGE].definite)
    return either(*(both(*map(holds, statements)) for statements in conflict.any_of))


def _below(lower: _Case, upper: _Case) -> Bit:
    """Return where one case reaches less than another that reaches at least as much."""
    return either(*(both(more, inverted(less)) for less, more in zip(lower.reached, upper.reached, strict=True)))


def gaps(table: Table, plan: Plan, leading: Leading, conflicts: Iterable[Conflict]) -> Gaps:
    """Count what is not known, and whom which answer would help.

    Args:
        table: The answers.
        plan: Where they are.
        leading: What is to be determined.
        conflicts: What contradicts what.
    """
    sheet = Sheet(table, [one.column for one in plan.questions.values()])
    types = table.collect_schema()
    answers = {name: unread() for name in (*(one.id for one in plan.rulebook.scales), AGE)}
    for fact, question in plan.questions.items():
        answers[fact] = read(question, types[question.column], sheet, valid=fact not in plan.doubtful)
    sheet.step()
    age = answers[AGE]
    adult = inverted(both(age.definite, age.position < nw.lit(plan.adult))) if plan.adult else True

    ends = tests_at_both_ends(plan.rulebook, answers, sheet)
    floor, ceiling = _Case(None, {**ends["floor"]}), _Case(None, {**ends["ceiling"]})
    needed = [one for one in plan.rulebook.scales if one.dimension.need]
    closed = judged(plan.rulebook, answers)
    opened = {
        one.id: sheet.hold_bit(is_open(one, answers[one.id], closed.get(one.dimension.id, False))) for one in needed
    }
    best = {one.id: _at_best(plan, one.id, answers, ceiling) for one in needed}
    worst = {one.id: _at_worst(plan, one.id, floor) for one in needed}
    work = _Rulebook(plan, leading, sheet)
    work.work_out([floor, ceiling])
    work.work_out([*best.values(), *worst.values()])

    undetermined = sheet.hold_bit(both(adult, _below(floor, ceiling)))
    sheet.step()
    counts: dict[tuple[str, str], Bit] = {("", "adult"): adult, ("", "undetermined"): undetermined}
    for one in needed:
        answer, name = answers[one.id], one.id
        counts["missing", name] = both(adult, inverted(either(answer.definite, answer.unsure)))
        counts["unsure", name] = both(adult, answer.unsure)
        counts["open", name] = both(adult, opened[name])
        waiting = both(undetermined, opened[name])
        counts["narrows", name] = both(waiting, either(_below(best[name], ceiling), _below(floor, worst[name])))
        counts["settles", name] = both(
            waiting, either(inverted(_below(floor, best[name])), inverted(_below(worst[name], ceiling)))
        )
    for conflict in conflicts:
        counts["conflicts", conflict.id] = both(adult, _contradicted(conflict, answers))

    short = {key: f"n{place}" for place, key in enumerate(counts)}
    said = sheet.finished((), {short[key]: as_column(bit).cast(nw.Int8) for key, bit in counts.items()})
    found = in_memory(said.select(nw.len().alias(_HELD_BY_ALL), *(nw.col(name).sum() for name in short.values())))
    many = {name: int(found.get_column(name).to_list()[0] or 0) for name in found.columns}

    def by(what: str) -> dict[str, int]:
        return {name: many[short[kind, name]] for kind, name in counts if kind == what}

    people, adults = many[_HELD_BY_ALL], many[short["", "adult"]]
    return Gaps(
        people=people,
        not_placed=people - adults,
        determined=adults - many[short["", "undetermined"]],
        missing=by("missing"),
        unsure=by("unsure"),
        open=by("open"),
        narrows=by("narrows"),
        settles=by("settles"),
        conflicts=by("conflicts"),
    )
