"""What `compare` says of two rulebooks is so of every possible person: counted out, one by one, on small rulebooks."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations, product
from typing import NamedTuple

from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from placement import DefinitionError, Flag, Rule, Rulebook
from placement.analysis import Comparison, agree, compare, first_difference
from placement.analysis.difference import Difference
from placement.engines.reference import Person, evaluate
from placement.language.condition import All, Any, AtLeast, Condition, all_of, any_of, comparisons, count_of
from placement.language.declarations import Criterion
from placement.language.scale import Scale, new_scale
from placement.testing import assessments, rulebooks
from tests.often import OFTEN

often = settings(max_examples=OFTEN)
Declared = Criterion | Rule | Flag


class Pair(NamedTuple):
    """Two rulebooks, and what the scales of the first are called in the second where they are called otherwise."""

    old: Rulebook
    new: Rulebook
    renamed: Mapping[str, str]

    def compared(self) -> Comparison:
        return compare(self.old, self.new, renamed=self.renamed)


# ------------------------------------------------------------------------------------------------------ another edition


def with_facts(condition: Condition, called: Mapping[str, str]) -> Condition:
    match condition:
        case AtLeast(fact, position):
            return AtLeast(called.get(fact, fact), position)
        case All(parts):
            return all_of(*(with_facts(part, called) for part in parts))
        case Any(parts):
            return any_of(*(with_facts(part, called) for part in parts))
        case _:
            return count_of(condition.count, *(with_facts(part, called) for part in condition.of))


def called(scale: type[Scale], name: str) -> type[Scale]:
    anchors = [(anchor.key, anchor.label) for anchor in scale]
    return new_scale(
        name, scale.title(), anchors, dimension=scale.dimension, closes=scale.closes, sources=scale.sources
    )


def other_condition(draw: st.DrawFn, condition: Condition, book: Rulebook) -> Condition:
    """Return a condition that says something else, or the same in other words."""
    kind = draw(st.sampled_from(["twice", "less", "more", "and", "or"]))
    test = draw(st.sampled_from(list(comparisons(condition))))
    scale = draw(st.sampled_from([one for one in book.scales if one.dimension.need]))
    extra = scale.at(draw(st.integers(1, scale.highest())))
    match kind:
        case "twice":
            return any_of(condition, all_of(condition, test))
        case "less":
            return any_of(condition, extra)
        case "more":
            return all_of(condition, extra)
        case "and":
            return all_of(condition, test)
        case _:
            return any_of(condition, test)


def changed(draw: st.DrawFn, one: Declared, book: Rulebook) -> Declared | None:
    """Return another declaration in the place of one; None takes it away."""
    match draw(st.sampled_from(["drop", "when", "when", "when", "raise", "id"])):
        case "drop":
            return None
        case "raise" if not isinstance(one, Flag):
            return replace(one, raises=replace(one.raises, at_least=draw(st.integers(1, 2))))
        case "id":
            return replace(one, id=f"{one.id}-again")
        case _:
            return replace(one, when=other_condition(draw, one.when, book))


def new_names(draw: st.DrawFn, names: list[str]) -> dict[str, str]:
    """Draw what the scales are called in the other edition: as before, one otherwise, or one by another's name."""
    shuffled = [dict(zip(names[:3], one, strict=True)) for one in permutations(names[:3])]
    return draw(st.sampled_from([{}, {}, {names[0]: "another"}, *shuffled]))


@st.composite
def editions(draw: st.DrawFn) -> Pair:
    """Return a rulebook and another edition of it, in which much or little is changed."""
    old = draw(rulebooks(most_scales=3))
    renamed = new_names(draw, [one.id for one in old.scales])
    declared: list[Declared] = list(old.declared.values())
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(declared) - 1))
        one = changed(draw, declared[at], old)
        declared[at : at + 1] = [] if one is None else [one]
        assume(declared)
    declared = [replace(one, when=with_facts(one.when, renamed)) for one in declared]
    scales = [called(one, renamed.get(one.id, one.id)) for one in old.scales]
    if draw(st.booleans()):  # the new edition asks something more, perhaps under a name that is free now
        free = [name for name in renamed if name not in renamed.values()]
        more = called(draw(st.sampled_from(old.scales)), draw(st.sampled_from([*free, "more"])))
        scales.append(more)
        if more.dimension.need:
            declared.append(Flag("flag.more", "Do more.", more.at(1), old.sources))
            at = draw(st.integers(0, len(declared) - 2))
            declared[at] = replace(declared[at], when=any_of(declared[at].when, more.at(more.highest())))
    if draw(st.booleans()):
        declared.reverse()
    try:
        new = replace(
            old,
            guarantees=(),
            scales=tuple(scales),
            criteria=tuple(one for one in declared if isinstance(one, Criterion)),
            rules=tuple(one for one in declared if isinstance(one, Rule)),
            flags=tuple(one for one in declared if isinstance(one, Flag)),
        )
    except DefinitionError:
        reject()
    if draw(st.booleans()):
        return Pair(old, new, renamed)
    return Pair(new, old, {after: before for before, after in renamed.items()})


# ---------------------------------------------------------------------------------------------------------- counted out


class Everybody:
    """All people of two rulebooks, with what both give them."""

    def __init__(self, pair: Pair) -> None:
        """Join the scales: of the old rulebook all, of the new one those that are none of the old."""
        self.pair = pair
        before = {after: one for one, after in pair.renamed.items()}
        shared = {one.id for one in pair.old.scales} - set(pair.renamed)
        self.name = {
            one.id: before.get(one.id, one.id if one.id in shared else f"{one.id} of new") for one in pair.new.scales
        }
        self.old = {one.id for one in pair.old.scales}
        self.highest = {one.id: one.highest() for one in pair.old.scales}
        self.highest |= {self.name[one.id]: one.highest() for one in pair.new.scales}
        ranges = (range(1 + highest) for highest in self.highest.values())
        self.people = [dict(zip(self.highest, at, strict=True)) for at in product(*ranges)]
        self.given = {self.key(one): (self.by_old(one), self.by_new(one)) for one in self.people}

    def key(self, person: Person) -> tuple[int, ...]:
        return tuple(person[name] for name in self.highest)

    def by_old(self, person: Person) -> dict[str, int]:
        return self.reached(self.pair.old, {one.id: person[one.id] for one in self.pair.old.scales})

    def by_new(self, person: Person) -> dict[str, int]:
        return self.reached(self.pair.new, {one.id: person[self.name[one.id]] for one in self.pair.new.scales})

    def reached(self, book: Rulebook, person: Person) -> dict[str, int]:
        outcome = evaluate(book, person)
        level = (
            {"level": list(book.level_named).index(book.level_of_service[outcome.tracks[book.headline_track.id]])}
            if book.levels
            else {}
        )
        flags = [*self.pair.old.flags, *self.pair.new.flags]
        return {**outcome.tracks, **level, **{one.id: int(one.id in outcome.flags) for one in flags}}

    def agree(self) -> bool:
        return all(old == new for old, new in self.given.values())

    def smallest(self) -> Counter[tuple[str, int, str, tuple[int, ...]]]:
        """Return the smallest people who reach something, by what it is, under one rulebook and not under the other."""
        found: Counter[tuple[str, int, str, tuple[int, ...]]] = Counter()
        facts = {fact for old, new in self.given.values() for fact in (*old, *new)} - {"level"}
        for fact in facts:
            for value in range(1, 1 + max(max(old[fact], new[fact]) for old, new in self.given.values())):
                for only in (0, 1):
                    there = [
                        key for key, both in self.given.items() if both[only][fact] >= value > both[1 - only][fact]
                    ]
                    for key in there:
                        if not any(other != key and all(map(int.__le__, other, key)) for other in there):
                            found[fact, value, ("old", "new")[only], key] += 1
        return found


def position(pair: Pair, one: Difference) -> int:
    """Return the position of the value that somebody reaches under one rulebook only."""
    if one.id not in pair.old.track_named:
        return 1
    names = [str(value) for value in pair.old.track_named[one.id]]
    return names.index(one.text.rpartition(": ")[2].removesuffix(" or more"))


@often
@given(pair=editions())
def test_two_rulebooks_agree_just_if_everybody_is_given_the_same(pair: Pair) -> None:
    """And the smallest people of whom they differ are named, all of them and nobody else."""
    everybody, found = Everybody(pair), pair.compared()
    assert found.agree is everybody.agree()
    assert agree(pair.old, pair.new, renamed=pair.renamed) is found.agree
    first = first_difference(pair.old, pair.new, renamed=pair.renamed)
    assert first == (found.differences[0] if found.differences else None)
    named = Counter[tuple[str, int, str, tuple[int, ...]]]()
    for one in found.differences:
        at = {answer.scale: answer.position for answer in one.person}
        person = {
            name: at.pop(name, at.pop(name.replace(" of new", "_2"), 0) if " " in name else 0)
            for name in everybody.highest
        }
        if at:  # a scale that only the new rulebook asks, by its own name
            person |= {f"{name} of new": one for name, one in at.items()}
        named[one.id, position(pair, one), one.only, everybody.key(person)] += 1
        old, new = everybody.given[everybody.key(person)]
        for said, positions in ((one.old, old), (one.new, new)):
            if one.id in pair.old.track_named:
                assert said.value == str(list(pair.old.track_named[one.id])[positions[one.id]])
            else:
                assert said.value == ("raised" if positions[one.id] else "not raised")
    assert named == everybody.smallest()


@often
@given(pair=editions())
def test_what_is_responsible_is_not_the_same_in_the_other_rulebook(pair: Pair) -> None:
    back = {after: before for before, after in pair.renamed.items()}
    for one in pair.compared().differences:
        here, there = (pair.old, pair.new) if one.only == "old" else (pair.new, pair.old)
        names = pair.renamed if one.only == "old" else back
        assert one.responsible in (one.old if one.only == "old" else one.new).because
        declared, twin = here.declared[one.responsible], there.declared.get(one.responsible)
        assert one.absent is (twin is None)
        assert twin is None or twin != replace(declared, when=with_facts(declared.when, names))


@often
@given(pair=editions())
def test_those_who_move_are_counted_exactly(pair: Pair) -> None:
    everybody, found = Everybody(pair), pair.compared()
    assert [one.of for one in found.everybody] == (
        ["level"] if pair.old.levels else [one.id for one in pair.old.tracks]
    )
    for moves in found.everybody:
        places = range(len(moves.values))
        many = Counter((old[moves.of], new[moves.of]) for old, new in everybody.given.values())
        assert moves.counts == tuple(tuple(many[before, after] for after in places) for before in places)
        assert moves.people == len(everybody.people)
        assert moves.up == sum(many[pair] for pair in many if pair[0] < pair[1])
        assert moves.down == sum(many[pair] for pair in many if pair[0] > pair[1])


@often
@given(pair=editions(), data=st.data())
def test_those_of_a_cohort_who_move_are_counted_at_both_ends(pair: Pair, data: st.DataObject) -> None:
    """Each rulebook completes the answers by its own rules; what only the new one asks was not asked."""
    everybody = Everybody(pair)
    people = data.draw(st.lists(assessments(pair.old), max_size=4), "people")
    found = compare(pair.old, pair.new, renamed=pair.renamed, cohort=people).cohort
    assert found is not None
    assert (found.people, found.left_out) == (len(people), 0)
    for end, moved in ((0, found.floor), (1, found.ceiling)):
        pairs: list[tuple[dict[str, int], dict[str, int]]] = []
        for one in people:
            said = {
                scale.id: one.answer(everybody.name[scale.id])
                for scale in pair.new.scales
                if everybody.name[scale.id] in everybody.old
            }
            told = {name: int(answer) if isinstance(answer, Scale) else answer for name, answer in said.items()}
            again = pair.new.assessment_model().model_validate({"age": one.age, **told})
            pairs.append((everybody.reached(pair.old, one.ends()[end]), everybody.reached(pair.new, again.ends()[end])))
        for moves in moved:
            many = Counter((old[moves.of], new[moves.of]) for old, new in pairs)
            assert moves.counts == tuple(
                tuple(many[before, after] for after in range(len(moves.values))) for before in range(len(moves.values))
            )
