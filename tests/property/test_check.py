"""What `check` says of a rulebook is so of every possible person: counted out, one by one, on small rulebooks."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import product

from hypothesis import given, settings

from placement import Flag, Rulebook
from placement.analysis import check
from placement.analysis.branches import Branch, branches, idle
from placement.analysis.example import Answered
from placement.analysis.report import Entry, Rise
from placement.engines.reference import Outcome, Person, evaluate
from placement.language.condition import All, Any, AtLeast, Condition, Count, all_of, any_of, comparisons
from placement.language.declarations import Declared
from placement.rulebook.declarations import Declarations
from placement.testing import conditions, rulebooks
from tests.often import OFTEN
from tests.small_rulebooks import scale

often = settings(max_examples=OFTEN)

LEVEL = "level"


def everybody(book: Rulebook) -> list[Person]:
    """Every possible person; nothing reads the duties, so they are left at 0."""
    need = [one for one in book.scales if one.dimension.need]
    nobody = {one.id: 0 for one in book.scales}
    ranges = [range(len(one)) for one in need]
    return [nobody | dict(zip((one.id for one in need), at, strict=True)) for at in product(*ranges)]


def draft(book: Rulebook) -> Declarations:
    """Return what a rulebook declares, to be changed without being checked."""
    return Declarations(**{field.name: getattr(book, field.name) for field in fields(book)})


def answer(book: Declared, person: Person) -> tuple[Mapping[str, int], frozenset[str]]:
    outcome = evaluate(book, person)
    return outcome.tracks, outcome.flags


def changed(book: Rulebook, name: str, when: Condition) -> Declarations:
    """Return the rulebook with another condition in one of its declarations."""
    return replace(
        draft(book),
        criteria=tuple(replace(one, when=when) if one.id == name else one for one in book.criteria),
        rules=tuple(replace(one, when=when) if one.id == name else one for one in book.rules),
        flags=tuple(replace(one, when=when) if one.id == name else one for one in book.flags),
    )


def whole(book: Rulebook, person: Sequence[Answered]) -> Person:
    return {one.id: 0 for one in book.scales} | {one.scale: one.position for one in person}


def require(entry: Entry, book: Rulebook, other: Declared, people: Sequence[Person]) -> None:
    """Require that an entry finds just that everybody is answered the same, and else names somebody who is not."""
    same = all(answer(book, person) == answer(other, person) for person in people)
    assert (entry.verdict == "finding") is same, entry.id
    if entry.verdict == "clean":
        assert entry.person is not None
        person = whole(book, entry.person)
        assert answer(book, person) != answer(other, person), entry.id


def joined(found: Sequence[Branch]) -> Condition:
    return any_of(*(all_of(*branch.tests) for branch in found))


@often
@given(book=rulebooks(most_scales=3))
def test_what_decides_nothing_is_just_what_can_be_taken_away(book: Rulebook) -> None:
    """A declaration, a branch or a comparison is a finding if, and only if, everybody is answered the same without."""
    entries = {one.id: one for one in check(book).entries if one.kind == "decisive"}
    people = everybody(book)
    looked_at = 0
    for name, declared in book.declared.items():
        found = branches(book.lattice, declared)
        assert all(answer(book, person) == answer(changed(book, name, joined(found)), person) for person in people), (
            "the branches together are the declaration"
        )
        require(entries[f"redundant.{name}"], book, changed(book, name, any_of()), people)
        looked_at += 1
        if entries[f"redundant.{name}"].verdict == "finding":
            continue
        looked_at += 1
        assert (entries[f"idle.{name}"].verdict == "finding") is bool(idle(declared))
        for branch in found:
            others = [one for one in found if one != branch]
            if others:
                require(entries[f"redundant.{branch.id}"], book, changed(book, name, joined(others)), people)
                looked_at += 1
                if entries[f"redundant.{branch.id}"].verdict == "finding":
                    continue
            for test in branch.tests:
                rest = all_of(*(one for one in branch.tests if one != test))
                other = changed(book, name, any_of(joined(others), rest))
                require(entries[f"unneeded.{branch.id}.{test.fact}"], book, other, people)
                looked_at += 1
    assert looked_at == len(entries)


ASKED = tuple(scale(fact, 3) for fact in ("drink", "home", "mood"))


def holders(condition: Condition) -> list[bool]:
    """Say of everybody whether the condition holds of them."""
    facts = [one.id for one in ASKED]
    return [condition.holds(dict(zip(facts, at, strict=True))) for at in product(range(4), repeat=len(facts))]


@often
@given(condition=conditions(ASKED, deepest=3))
def test_an_idle_comparison_is_just_one_that_can_be_left_out_of_an_alternative(condition: Condition) -> None:
    """It can be taken to be met, or not to be met, wherever it is written in one of the alternatives."""
    alternatives = condition.any if isinstance(condition, Any) else (condition,)
    expected: set[AtLeast] = set()
    for part in alternatives:
        if isinstance(part, Any):
            expected |= set(written(part))
            continue
        meant = holders(part)
        for number, test in enumerate(comparisons(part)):
            if meant in (holders(replaced(part, number, any_of())), holders(replaced(part, number, all_of()))):
                expected.add(test)
    assert set(written(condition)) == expected


def written(condition: Condition) -> tuple[AtLeast, ...]:
    return idle(Flag("flag.invented", "Do something.", condition, ()))


def replaced(condition: Condition, number: int, instead: Condition) -> Condition:
    """Return the condition with something else in the place of its comparison of this number."""
    if isinstance(condition, AtLeast):
        return condition if number else instead
    parts = list(
        condition.all if isinstance(condition, All) else condition.any if isinstance(condition, Any) else condition.of
    )
    for at, part in enumerate(parts):
        written = len(list(comparisons(part)))
        if number < written:
            parts[at] = replaced(part, number, instead)
            break
        number -= written
    if isinstance(condition, Count):
        return Count(condition.count, tuple(parts))
    return all_of(*parts) if isinstance(condition, All) else any_of(*parts)


# --------------------------------------------------------------------------- what one step, or a headline, can do


class Counted:
    """What everybody is given on each side of the answer, counted out."""

    def __init__(self, book: Rulebook) -> None:
        self.book = book
        self.people = everybody(book)
        self.values = {track.id: [str(value) for value in track] for track in book.tracks}
        if book.levels:
            self.values[LEVEL] = [one.level for one in book.levels]
        self.deciding = LEVEL if book.levels else book.headline_track.id
        self._given = {self._key(person): self._positions(evaluate(book, person)) for person in self.people}

    def _key(self, person: Person) -> tuple[int, ...]:
        return tuple(person[one.id] for one in self.book.scales)

    def _positions(self, outcome: Outcome) -> dict[str, int]:
        given = dict(outcome.tracks)
        if self.book.levels:
            given[LEVEL] = self.values[LEVEL].index(str(self.book.level_of_service[given[self.book.headline_track.id]]))
        return given

    def rise(self, of: str, person: Person, fewer: Mapping[str, int]) -> int:
        """Return how much more somebody is given than they would be with some answers at other positions."""
        return self._given[self._key(person)][of] - self._given[self._key({**person, **fewer})][of]

    def require(self, rises: Sequence[Rise], largest: Mapping[str, int], fewer: Mapping[str, int]) -> None:
        """Require that these rises are the largest by side, and that each is seen in the person it names."""
        assert {one.of: one.steps for one in rises} == {of: steps for of, steps in largest.items() if steps}
        for one in rises:
            person = whole(self.book, one.person)
            assert self.rise(one.of, person, fewer) == one.steps
            above = self._given[self._key(person)][one.of]
            assert (one.below, one.above) == (self.values[one.of][above - one.steps], self.values[one.of][above])


BOOKS = rulebooks(most_scales=3)


@often
@given(book=BOOKS)
def test_no_step_of_one_answer_lifts_anything_further_than_is_said(book: Rulebook) -> None:
    """For each step to each anchor, the largest rise of each side; a finding where it is more than one level."""
    report, counted = check(book), Counted(book)
    steps = [(one.id, position) for one in book.scales if one.dimension.need for position in range(1, len(one))]
    assert [entry.id for entry in report.entries if entry.kind == "jump"] == [f"jump.{fact}.{at}" for fact, at in steps]
    for fact, position in steps:
        entry, below = report.entry(f"jump.{fact}.{position}"), {fact: position - 1}
        there = [person for person in counted.people if person[fact] == position]
        largest = {of: max(counted.rise(of, person, below) for person in there) for of in counted.values}
        counted.require(entry.rises, largest, below)
        assert all([(by.scale, by.position) for by in rise.by] == [(fact, position)] for rise in entry.rises)
        assert (entry.verdict == "finding") is (largest[counted.deciding] > 1)


@often
@given(book=BOOKS)
def test_no_headline_hides_more_than_is_said(book: Rulebook) -> None:
    """For each dimension that can be closed, the largest rise that details can cause which then count as 0."""
    report, counted = check(book), Counted(book)
    for dimension in book.dimensions:
        if not dimension.need:
            continue
        entry = report.entry(f"closing.{dimension.id}")
        scales = [one for one in book.scales if one.dimension == dimension]
        fewer = {one.id: 0 for one in scales if not one.closes and not one.separate}
        closes = any(one.closes for one in scales)
        largest = {of: max(counted.rise(of, person, fewer) for person in counted.people) for of in counted.values}
        counted.require(entry.rises, largest if closes else {}, fewer)
        assert (entry.verdict == "finding") is (closes and largest[counted.deciding] > 1)


@often
@given(book=BOOKS)
def test_what_is_said_to_be_reached_is_given_to_somebody_and_nothing_else(book: Rulebook) -> None:
    outcomes = [evaluate(book, person) for person in everybody(book)]
    given = {(fact, at) for one in outcomes for fact, at in {**one.ratings, **one.tracks}.items()}
    expected = {
        f"unreachable.{track.id}.{value.position}": (track.id, value.position) in given
        for track in book.tracks
        for value in track
    }
    expected |= {
        f"unreachable.{dimension.id}.{rating}": (dimension.id, rating) in given
        for dimension in book.dimensions
        if dimension.rated
        for rating in range(1, 1 + dimension.highest)
    }
    expected |= {f"unreachable.{flag.id}": any(flag.id in one.flags for one in outcomes) for flag in book.flags}
    entries = {one.id: one for one in check(book).entries if one.kind == "reachable"}
    assert {name: entry.verdict == "clean" for name, entry in entries.items()} == expected
    for entry in entries.values():
        if entry.person is not None:
            outcome = evaluate(book, whole(book, entry.person))
            *_, fact, position = entry.id.split(".")
            facts = {**outcome.ratings, **outcome.tracks}
            assert (
                facts[fact] == int(position)
                if fact in facts
                else entry.id.removeprefix("unreachable.") in outcome.flags
            )
