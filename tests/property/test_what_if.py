"""What would change somebody's level, against everybody above them and below them one by one."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from hypothesis import given, settings
from hypothesis import strategies as st

from placement import Answers, Recommendation, Rulebook, place
from placement.analysis.results import AnswerChange, WhatIf
from placement.engines.reference import Person
from placement.language.graded import Graded
from tests.often import OFTEN
from tests.property.everybody import at_most, between, cases, level_of, position_named

often = settings(max_examples=OFTEN)

Changed = frozenset[tuple[str, int]]


@dataclass
class Known:
    """One person under one rulebook, and the levels of others, each worked out alone."""

    rulebook: Rulebook
    assessment: Answers

    def __post_init__(self) -> None:
        self.low, self.high = self.assessment.ends()
        self.said: Recommendation = place(self.assessment, self.rulebook, engine="reference")
        self._levels: dict[tuple[int, ...], Graded] = {}

    def level(self, person: Person) -> Graded:
        """Return the level that the specification gives; each person is looked at once."""
        positions = tuple(person[scale.id] for scale in self.rulebook.scales)
        if positions not in self._levels:
            self._levels[positions] = level_of(self.rulebook, person)
        return self._levels[positions]

    def changed(self, answers: Iterable[AnswerChange]) -> dict[str, int]:
        """Return the positions that answers would be at."""
        return {one.scale: position_named(self.rulebook.scale_named[one.scale], one.becomes) for one in answers}

    def require_described(self, answers: Iterable[AnswerChange], before: Person) -> None:
        """Require that each change says what it is, beside what was recorded."""
        for one in answers:
            scale = self.rulebook.scale_named[one.scale]
            assert one.title == scale.title()
            assert one.steps == position_named(scale, one.becomes) - before[one.scale] != 0
            recorded = self.assessment.answered().get(one.scale)
            state = "not recorded" if self.assessment.answer(one.scale) is None else "unsure"
            headlines = " and ".join(headline.title() for headline in self.assessment.covering(scale))
            if headlines:
                state = f"covered by {headlines}, unsure" if state == "unsure" else f"covered by {headlines}"
            assert one.recorded == (state if recorded is None else recorded.label)
            assert one.can_change is not scale.fixed


known = cases.map(lambda case: Known(*case))


@dataclass(frozen=True)
class Asked:
    """What is asked for: the arguments of `what_would_change`, and the scales that may change by them."""

    to: Graded | None
    vary: list[str] | None
    keep: list[str]

    def varied(self, rulebook: Rulebook) -> set[str]:
        may = {one.id for one in rulebook.scales if one.dimension.need} if self.vary is None else {*self.vary}
        return may - {*self.keep}


def asked_of(one: Known) -> st.SearchStrategy[Asked]:
    scales = st.lists(st.sampled_from([scale.id for scale in one.rulebook.scales]), unique=True)
    return st.builds(
        Asked, st.none() | st.sampled_from(list(one.rulebook.level_type)), st.none() | scales, st.just([]) | scales
    )


def difference(before: Person, after: Person) -> Changed:
    return frozenset((name, position) for name, position in after.items() if before[name] != position)


def nearest(people: Iterator[dict[str, int]], leads: Callable[[Person], bool], step: int) -> list[dict[str, int]]:
    """Return those who lead there and of whom nobody one step nearer does; `step` goes nearer to where we began."""
    judged = {tuple(person.items()): leads(person) for person in people}
    return [
        dict(person)
        for person, led in judged.items()
        if led and not any(judged.get(tuple({**dict(person), name: at + step}.items())) for name, at in person)
    ]


def up_from(one: Known, varied: set[str]) -> Iterator[dict[str, int]]:
    top = {name: one.rulebook.scale_named[name].highest() for name in varied}
    return between(one.low, {**one.low, **top})


def down_from(one: Known, varied: set[str]) -> Iterator[dict[str, int]]:
    return between({**one.high, **dict.fromkeys(varied, 0)}, one.high)


def require(one: Known, found: tuple[WhatIf, ...], before: Person, expected: list[dict[str, int]]) -> None:
    """Require just these people, each once, the fewest steps first, and told rightly."""
    changes = [one.changed(change.answers) for change in found]
    assert {frozenset(change.items()) for change in changes} == {difference(before, after) for after in expected}
    assert len(found) == len(expected)
    assert [change.steps for change in found] == sorted(change.steps for change in found)
    for change, answers in zip(found, changes, strict=True):
        assert change.level == one.level({**before, **answers})
        assert change.steps == sum(abs(answer.steps) for answer in change.answers)
        assert change.can_change == all(answer.can_change for answer in change.answers)
        one.require_described(change.answers, before)


def target_of(asked: Asked, next_one: Graded | None, possible: list[Graded]) -> Graded | None:
    """Return the level to reach: the one asked for where it lies in this direction, else the next one."""
    if asked.to is None:
        return next_one
    return asked.to if asked.to in possible else None


@often
@given(st.data())
def test_the_changes_are_all_the_smallest_additions_and_removals(data: st.DataObject) -> None:
    """Up: of everybody above the floor, within what may change, the smallest who reach the level; down: the like."""
    one = data.draw(known)
    asked = data.draw(asked_of(one))
    found = one.said.what_would_change(to=asked.to, vary=asked.vary, keep=asked.keep)
    floor, ceiling = one.level(one.low), one.level(one.high)
    above: list[Graded] = [level for level in one.rulebook.level_type if level > floor]
    below: list[Graded] = [level for level in one.rulebook.level_type if level < ceiling]
    up, down = target_of(asked, min(above, default=None), above), target_of(asked, max(below, default=None), below)
    assert (found.floor, found.higher_to, found.higher_in_all) == (floor, up, len(found.higher))
    assert (found.ceiling, found.lower_to, found.lower_in_all) == (ceiling, down, len(found.lower))
    varied = asked.varied(one.rulebook)
    expected = [] if up is None else nearest(up_from(one, varied), lambda person: one.level(person) >= up, -1)
    require(one, found.higher, one.low, expected)
    expected = [] if down is None else nearest(down_from(one, varied), lambda person: one.level(person) <= down, 1)
    require(one, found.lower, one.high, expected)


@given(known)
def test_a_change_leads_there_however_open_answers_turn_out_and_no_step_of_it_can_be_spared(one: Known) -> None:
    """Every way the other answers can turn out is at the level or past it; with a step undone, some way is not."""
    found = one.said.what_would_change()
    ways = list(between(one.low, one.high))
    further: list[tuple[tuple[WhatIf, ...], int, Callable[[Graded], bool]]] = [
        (found.higher, -1, lambda level: level > found.floor),
        (found.lower, 1, lambda level: level < found.ceiling),
    ]
    for changes, step, leads in further:
        for change in changes:
            answers = one.changed(change.answers)
            assert all(leads(one.level({**way, **answers})) for way in ways)
            for name, position in answers.items():
                eased = {**answers, name: position + step}
                assert not all(leads(one.level({**way, **eased})) for way in ways)


@given(known, st.integers(0, 4))
def test_a_limit_keeps_those_of_the_fewest_steps(one: Known, limit: int) -> None:
    """The list is cut, and what there is in all is said."""
    whole, cut = one.said.what_would_change(), one.said.what_would_change(limit=limit)
    assert (cut.higher, cut.lower) == (whole.higher[:limit], whole.lower[:limit])
    assert (cut.higher_in_all, cut.lower_in_all) == (len(whole.higher), len(whole.lower))


def differing(one: Known, start: Person, moved: Callable[[Graded], bool]) -> tuple[int | None, set[Changed]]:
    """Return the fewest steps, in either direction, of recorded answers that move the level; and all that do.

    Walks from one person to the next, each a single step of one recorded answer away from the one before.
    """
    highest = {name: one.rulebook.scale_named[name].highest() for name in one.assessment.answered()}
    seen, shore = {tuple(start.items())}, [dict(start)]
    steps = 0
    while shore:
        arrived = {difference(start, person) for person in shore if moved(one.level(person))}
        if arrived:
            return steps, arrived
        steps += 1
        following: list[dict[str, int]] = []
        for person in shore:
            for name, most in highest.items():
                for position in (person[name] - 1, person[name] + 1):
                    after = {**person, name: position}
                    if 0 <= position <= most and tuple(after.items()) not in seen:
                        seen.add(tuple(after.items()))
                        following.append(after)
        shore = following
    return None, set()


@often
@given(known)
def test_stability_is_the_fewest_steps_between_two_raters_that_move_the_level(one: Known) -> None:
    """Upwards from the ceiling and downwards from the floor; and every set of answers for which that few do it."""
    found = one.said.stability()
    floor, ceiling = one.level(one.low), one.level(one.high)
    assert (found.floor, found.ceiling) == (floor, ceiling)
    for steps, listed, start, moved in (
        (found.steps_up, found.up, one.high, lambda level: level > ceiling),
        (found.steps_down, found.down, one.low, lambda level: level < floor),
    ):
        fewest, sets = differing(one, start, moved)
        assert steps == fewest
        assert {frozenset(one.changed(answers).items()) for answers in listed} == sets
        assert len(listed) == len(sets)
        for answers in listed:
            one.require_described(answers, start)


@often
@given(known)
def test_turning_points_are_the_level_at_each_anchor(one: Known) -> None:
    """All else equal: both ends with just this answer at each of its anchors."""
    found = {point.scale: point for point in one.said.turning_points().scales}
    assert list(found) == [scale.id for scale in one.rulebook.scales if scale.dimension.need]
    for name, point in found.items():
        scale = one.rulebook.scale_named[name]
        assert (point.title, point.anchors) == (scale.title(), tuple(anchor.label for anchor in scale))
        assert point.floors == tuple(one.level({**one.low, name: int(anchor)}) for anchor in scale)
        assert point.ceilings == tuple(one.level({**one.high, name: int(anchor)}) for anchor in scale)
        recorded = one.assessment.answered().get(name)
        assert point.recorded == (None if recorded is None else int(recorded))
        assert point.turns_at == tuple(
            at
            for at in range(1, len(scale))
            if (point.floors[at - 1], point.ceilings[at - 1]) != (point.floors[at], point.ceilings[at])
        )
    assert [*one.said.turning_points().turning()] == [point for point in found.values() if point.turns_at]


@given(known)
def test_a_recorded_answer_turns_the_level_as_if_it_had_been_recorded_otherwise(one: Known) -> None:
    """The same as placing the person again with another anchor in its place."""
    for point in one.said.turning_points().scales:
        if point.recorded is None:
            continue
        for at, ends in enumerate(zip(point.floors, point.ceilings, strict=True)):
            given_: Mapping[str, object] = {**dict(one.assessment), point.scale: at}
            again = place(type(one.assessment).model_validate(given_), one.rulebook, engine="reference")
            assert (again.floor.level, again.ceiling.level) == ends


@given(known)
def test_the_reasons_for_a_level_are_just_what_a_way_down_has_to_break(one: Known) -> None:
    """Down is a minimal transversal: the person after it is above no minimal person of the level left behind."""
    found = one.said.what_would_change()
    if found.lower_to is None:
        return
    lattice = one.rulebook.lattice
    left = list(one.rulebook.level_type)[found.lower_to.position + 1]
    reasons = [
        lattice.decode(bits)
        for bits in lattice.least(one.rulebook.reach(left))
        if at_most(lattice.decode(bits), one.high)
    ]
    for change in found.lower:
        answers = one.changed(change.answers)
        assert not any(at_most(reason, {**one.high, **answers}) for reason in reasons)
        for name, position in answers.items():
            assert any(at_most(reason, {**one.high, **answers, name: position + 1}) for reason in reasons)
