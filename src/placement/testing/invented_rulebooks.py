"""Invented conditions and rulebooks: strategies for hypothesis."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any as Anything
from typing import Final

from hypothesis import strategies as st

from placement.engines.reference import Facts, evaluate, raised
from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.language.declarations import (
    CeilingGuarantee,
    Criterion,
    Flag,
    FloorGuarantee,
    Guarantee,
    LevelDescription,
    Rule,
)
from placement.language.graded import Track, new_track
from placement.language.scale import Dimension, Scale, Source, new_scale
from placement.language.words import Ages
from placement.rulebook.guarantees import guarantee_person
from placement.rulebook.rulebook import Rulebook
from placement.testing.invented_people import people

_MOST_SCALES: Final = 8
_CITED: Final = (Source("INVENTED", "An invented source", "rulebooks for tests", "general"),)
_AGES: Final = (Ages(), Ages(18), Ages(12, 17), Ages(greatest=11))
_KINDS: Final = st.sampled_from(("test", "test", "all", "any", "count"))
_FEW: Final = st.integers(1, 3)
_MOSTLY: Final = st.sampled_from((True, True, False))


@dataclass(frozen=True)
class _Reading:
    """What a condition may read: the highest position of each fact."""

    highest: Mapping[str, int]

    def condition(self, draw: st.DrawFn, deepest: int = 2) -> Condition:
        # Drawn step by step and not with `st.recursive`, which costs milliseconds to set up: a rulebook has many.
        kind = draw(_KINDS) if deepest else "test"
        if kind == "test":
            fact = draw(st.sampled_from(list(self.highest)))
            return AtLeast(fact, draw(st.integers(1, self.highest[fact])))
        parts = tuple(self.condition(draw, deepest - 1) for _ in range(draw(_FEW)))
        if kind == "count":
            return Count(draw(st.integers(1, len(parts))), parts)
        return All(parts) if kind == "all" else Any(parts)

    def several(self, draw: st.DrawFn, most: int) -> list[Condition]:
        return [self.condition(draw) for _ in range(draw(st.integers(0, most)))]


def _reading(scales: Iterable[type[Scale]], dimensions: Iterable[Dimension] = ()) -> _Reading:
    return _Reading(
        {scale.id: scale.highest() for scale in scales} | {dimension.id: dimension.highest for dimension in dimensions}
    )


@st.composite
def _conditions(draw: st.DrawFn, reading: _Reading, deepest: int) -> Condition:
    return reading.condition(draw, deepest)


def conditions(
    scales: Iterable[type[Scale]], *, dimensions: Iterable[Dimension] = (), deepest: int = 2
) -> st.SearchStrategy[Condition]:
    """Return a strategy for conditions: nested, often redundant, always well-formed. Shrinks towards one comparison.

    Args:
        scales: Scales that a condition may read.
        dimensions: Rated dimensions whose ratings it may read as well.
        deepest: How deep *all*, *any* and *count* are nested at the most; 0 gives single comparisons.

    Raises:
        ValueError: There is nothing to read, or `deepest` is negative.
    """
    reading = _reading(scales, dimensions)
    if not reading.highest:
        raise ValueError("`scales` and `dimensions`: expected at least one to read")
    if deepest < 0:
        raise ValueError("`deepest`: expected 0 or more")
    return _conditions(reading, deepest)


def _scale(fact: str, highest: int, dimension: Dimension, **marks: bool) -> type[Scale]:
    anchors = [(f"at_{position}", f"position {position}") for position in range(highest + 1)]
    return new_scale(fact, f"Invented {fact}", anchors, dimension=dimension, sources=_CITED, **marks)


def _dimensions(draw: st.DrawFn) -> tuple[Dimension, ...]:
    """Draw two dimensions that may be rated, each up to a rating of its own, and two that are not."""
    return (
        *(
            Dimension(name, name.capitalize(), rated=draw(_MOSTLY), highest=draw(st.integers(2, 5)))
            for name in ("mind", "body")
        ),
        Dimension("use", "Use", rated=False),
        Dimension("duties", "Duties", rated=False, need=False),
    )


class _Draft:
    """What the rules of an invented rulebook are written about: dimensions, scales and criteria."""

    def __init__(self, draw: st.DrawFn, most: int) -> None:
        self.dimensions = _dimensions(draw)
        need = [dimension for dimension in self.dimensions if dimension.need]
        self.rated = [dimension for dimension in self.dimensions if dimension.rated]
        self.scales = tuple(
            _scale(
                f"fact_{number}",
                draw(_FEW),
                draw(st.sampled_from(self.dimensions if number else need)),  # so there is something to read
                closes=draw(st.booleans()),
                danger=draw(st.booleans()),
                separate=draw(st.booleans()),
            )
            for number in range(draw(st.integers(1, most)))
        )
        self.need = [scale for scale in self.scales if scale.dimension.need]
        raised = draw(st.lists(st.sampled_from(self.rated), max_size=4)) if self.rated else []
        self.criteria = tuple(
            Criterion(
                f"{dimension.id}.criterion-{number}",
                f"Criterion {number}.",
                _reading(self.need).condition(draw),
                dimension.at(draw(st.integers(1, dimension.highest))),
                _CITED,
            )
            for number, dimension in enumerate(raised)
        )
        self.reading = _reading(self.need, self.rated)

    def facts(self, positions: Mapping[str, int]) -> Facts:
        """Return what rules read of a person; scales left out are at 0."""
        person = {**dict.fromkeys((scale.id for scale in self.scales), 0), **positions}
        met = (criterion for criterion in self.criteria if criterion.when.holds(person))
        return person | raised((dimension.id for dimension in self.rated), met)


def _rules(draw: st.DrawFn, track: str, when: Sequence[Condition], witnesses: Sequence[Facts]) -> list[Rule]:
    """Choose what each condition raises a track to, so that every value up to the largest is given to some person.

    The first witness gets the first value, and so on. So a condition raises the track at most to the value of the
    first witness who meets it, and one such condition does just that; a value that no condition is left for is dropped.
    """
    most = [next((place for place, facts in enumerate(witnesses, 1) if test.holds(facts)), 0) for test in when]
    values = sorted({*most} - {0})
    rules: list[Rule] = []
    for place, (condition, value) in enumerate(zip(when, most, strict=True)):
        free = value == 0 or value in most[:place]
        chosen = draw(st.sampled_from([lower for lower in values if not value or lower <= value])) if free else value
        name = f"{track.replace('_', '-')}.rule-{place}"
        rules.append(Rule(name, f"Rule {place}.", condition, AtLeast(track, 1 + values.index(chosen)), _CITED))
    return rules


def _tracks(draw: st.DrawFn, draft: _Draft) -> tuple[list[type[Track]], list[Rule]]:
    """Draw one to three tracks with their rules, which may read the tracks before their own."""
    anyone = st.fixed_dictionaries({scale.id: st.integers(0, scale.highest()) for scale in draft.scales})
    worst = {scale.id: scale.highest() for scale in draft.scales}
    tracks: list[type[Track]] = []
    rules: list[Rule] = []

    def facts(positions: Mapping[str, int]) -> Facts:
        known = {**draft.facts(positions)}
        for track in tracks:
            raising = (rule for rule in rules if rule.raises.fact == track.id and rule.when.holds(known))
            known |= raised([track.id], raising)
        return known

    for number in range(draw(_FEW)):
        scale = draw(st.sampled_from(draft.need))
        least = draw(st.integers(1, scale.highest()))
        rungs = range(least, 1 + draw(st.integers(least, scale.highest())))  # each leads to a value by itself
        witnesses = [*draw(st.lists(anyone, max_size=3)), *({scale.id: rung} for rung in rungs), worst]
        reading = _Reading({**draft.reading.highest, **{track.id: track.highest() for track in tracks}})
        when = [*map(scale.at, rungs), *reading.several(draw, 4)]
        raising = _rules(draw, f"track_{number}", when, [facts(witness) for witness in witnesses])
        values = range(1 + max(rule.raises.at_least for rule in raising))
        tracks.append(new_track(f"track_{number}", f"Track {number}", [f"value {value}" for value in values]))
        rules += raising
    return tracks, rules


def _levels(draw: st.DrawFn, headline: type[Track]) -> tuple[LevelDescription, ...]:
    """Draw no levels, or two or more that the values of the headline track are divided among."""
    if draw(st.booleans()):
        return ()
    firsts = sorted({0, *draw(st.sets(st.integers(1, headline.highest()), min_size=1))})
    services = [str(value) for value in headline]
    return tuple(
        LevelDescription(f"level {first}", f"Level {first}", tuple(services[first:end]))
        for first, end in zip(firsts, [*firsts[1:], len(services)], strict=True)
    )


def _guarantee(draw: st.DrawFn, rulebook: Rulebook, number: int) -> Guarantee:
    """Promise of some people just what the rulebook gives to the one who decides the promise."""
    track = rulebook.tracks[draw(st.integers(0, len(rulebook.tracks) - 1))]
    if draw(st.booleans()):
        whose = tuple(AtLeast(name, position) for name, position in draw(people(rulebook)).items() if position)
        floor = FloorGuarantee(f"g.floor-{number}", "An invented promise.", AtLeast(track.id, 1), whose)
        position = evaluate(rulebook, guarantee_person(rulebook, floor)).tracks[track.id]
        if position:
            return replace(floor, promises=AtLeast(track.id, position))
    names = [*(scale.id for scale in rulebook.scales), *(dimension.id for dimension in rulebook.dimensions)]
    without = draw(st.lists(st.sampled_from(names), unique=True))
    present = [scale for scale in rulebook.scales if not {scale.id, scale.dimension.id} & {*without}]
    capped = tuple(AtMost(scale.id, draw(st.integers(0, scale.highest()))) for scale in present)
    promise = AtMost(track.id, track.highest())
    ceiling = CeilingGuarantee(f"g.ceiling-{number}", "An invented promise.", promise, tuple(without), capped)
    position = evaluate(rulebook, guarantee_person(rulebook, ceiling)).tracks[track.id]
    return replace(ceiling, promises=AtMost(track.id, position))


@st.composite
def _rulebooks(draw: st.DrawFn, most_scales: int) -> Rulebook:
    draft = _Draft(draw, most_scales)
    tracks, rules = _tracks(draw, draft)
    headline = draw(st.sampled_from(tracks))
    spoken_of = st.lists(st.sampled_from([str(value) for value in headline]), unique=True)
    flags = tuple(
        Flag(f"flag.flag-{number}", "Do it.", when, _CITED, urgent=draw(st.booleans()), services=tuple(draw(spoken_of)))
        for number, when in enumerate(draft.reading.several(draw, 3))
    )
    parts: dict[str, Anything] = {
        "id": "invented",
        "version": "1",
        "title": "An invented rulebook",
        "dimensions": draft.dimensions,
        "scales": draft.scales,
        "tracks": tuple(tracks),
        "criteria": draft.criteria,
        "rules": tuple(rules),
        "flags": flags,
        "sources": _CITED,
        "levels": _levels(draw, headline),
        "headline": "" if headline is tracks[0] else headline.id,
        "ages": draw(st.sampled_from(_AGES)),
    }
    promises = draw(st.integers(0, 2))
    if promises:
        promised = Rulebook(**parts)
        parts["guarantees"] = tuple(_guarantee(draw, promised, number) for number in range(promises))
    # Drawn as a call, so that a failing example shows what the rulebook says, which its `repr` does not.
    return draw(st.builds(Rulebook, **{name: st.just(value) for name, value in parts.items()}))


def rulebooks(*, most_scales: int = 4) -> st.SearchStrategy[Rulebook]:
    """Return a strategy for small rulebooks that can stand: random criteria, rules, flags and promises.

    They are of any shape: one to three tracks, of which later ones may read earlier ones; levels or none; dimensions
    rated or not, each up to a rating of its own; for people of some ages or of any.

    Args:
        most_scales: Facts that they ask about at the most, 1 to 8, each with two to four anchors.

    Raises:
        ValueError: `most_scales` is out of range.
    """
    if not 1 <= most_scales <= _MOST_SCALES:
        message = f"`most_scales`: expected 1 to {_MOST_SCALES}"
        raise ValueError(message)
    return _rulebooks(most_scales)
