"""Which people open answers leave possible, and what those people can still reach.

Those who fit some answers lie between a floor and a ceiling. Where a headline stands for details that were not asked,
some of them contradict it; a *region* leaves these out.

Theorem: let those left out be the people above certain people, none of them below the floor. Then a conclusion is
reached in the region if, and only if, for one of its smallest people below the ceiling, the floor joined with that
person is in the region: whoever reaches it is above such a person, and fewer needs never lead out of the region.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from placement.assessment.answers import UNSURE, Answers
from placement.language.condition import AtLeast, Condition
from placement.language.scale import Scale
from placement.rulebook.lattice import Lattice, covered, smallest
from placement.rulebook.rulebook import Rulebook

Until: TypeAlias = Literal["level", "service", "all"]
"""What is to be settled: the level, the service within it, or every track and every flag."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """Conclusions of which each takes in the one before: the values of a track, or a flag alone.

    Attributes:
        id: Id of the track or the flag.
        rungs: For each conclusion, from the least, the smallest people who reach it.
    """

    id: str
    rungs: tuple[Sequence[int], ...]


@lru_cache(maxsize=256)
def ladders(rulebook: Rulebook, until: Until) -> tuple[Ladder, ...]:
    """Return the conclusions that are asked for.

    Raises:
        ValueError: `until` is none of the three.
    """

    def ladder(name: str, *conditions: Condition) -> Ladder:
        return Ladder(name, tuple(rulebook.lattice.least(condition) for condition in conditions))

    def track(name: str) -> Ladder:
        highest = rulebook.track_named[name].highest()
        return ladder(name, *(AtLeast(name, position) for position in range(1, highest + 1)))

    headline = rulebook.headline_track.id
    match until:
        case "level":
            lowest = list(rulebook.lowest_service.values())[1:]
            return (ladder(headline, *(AtLeast(headline, position) for position in lowest)),)
        case "service":
            return (track(headline),)
        case "all":
            tracks = (track(raised.id) for raised in rulebook.tracks)
            return (*tracks, *(ladder(flag.id, flag.when) for flag in rulebook.flags))
    raise ValueError("`until`: expected one of `level`, `service`, `all`")


def scales_in(lattice: Lattice, bits: int) -> list[str]:
    """Return the scales that have a step among these bits, in the order of asking."""
    return [fact for fact, highest in lattice.highest.items() if lattice.step(fact, highest) & bits]


def _reached(rungs: Sequence[Sequence[int]], person: int) -> int:
    """Return how many conclusions of a ladder a person reaches, who is given as bits."""
    return next((at for at in range(len(rungs), 0, -1) if covered(person, rungs[at - 1])), 0)


@dataclass(frozen=True, slots=True, repr=False)
class Region:
    """People from `low` to `high`, except those above a person of `without`. All are given as bits.

    Attributes:
        low: The floor.
        high: The ceiling, if no one were left out; above `low`.
        without: No person in the region is above one of these; none of them is below `low`.
    """

    low: int
    high: int
    without: tuple[int, ...] = ()

    def ways(self, least: Sequence[int]) -> list[int]:
        """Return the smallest sets of steps that lead from the floor to above one of these people."""
        beyond, rest = ~self.high, ~self.low
        return smallest([person & rest for person in least if not person & beyond and self._allows(person)])

    def _allows(self, added: int) -> bool:
        person = added | self.low
        return all(out & ~person for out in self.without) if self.without else True

    def floor(self, ladder: Ladder) -> int:
        """Return how many conclusions of a ladder every person reaches."""
        return _reached(ladder.rungs, self.low)

    def ceiling(self, ladder: Ladder) -> int:
        """Return how many conclusions of a ladder some person reaches."""
        beyond = ~self.high
        for at in range(len(ladder.rungs), 0, -1):
            for rung in ladder.rungs[at - 1]:
                if not rung & beyond and self._allows(rung):
                    return at
        return 0

    def still_open(self, asked_for: Sequence[Ladder]) -> int:
        """Return how many conclusions some people reach and others do not."""
        return sum(self.ceiling(ladder) - self.floor(ladder) for ladder in asked_for)

    def moving(self, asked_for: Sequence[Ladder]) -> list[int]:
        """Return the smallest ways to each conclusion that is still open.

        Theorem: an answer can still move what is asked for just if it has a step in one of these.
        """
        return [way for ladder in asked_for for least in ladder.rungs[self.floor(ladder) :] for way in self.ways(least)]


def between(rulebook: Rulebook, assessment: Answers) -> Region:
    """Return the people who fit an assessment, as `place` sees it."""
    low, high = assessment.ends()
    encode = rulebook.lattice.encode
    floor = encode(low)
    return Region(floor, floor if high is low else encode(high))


@dataclass(frozen=True, slots=True)
class Judged:
    """A dimension that headline answers close, and the details that they stand for.

    Attributes:
        dimension: Its id.
        headlines: The scales that close it.
        details: The scales that they stand for: neither headlines nor facts of their own.
        by_headlines: For each rating, the smallest people of headline answers alone who have it; empty if not rated.
        by_details: The same, of details alone.
    """

    dimension: str
    headlines: tuple[type[Scale], ...]
    details: tuple[type[Scale], ...]
    by_headlines: tuple[tuple[int, ...], ...]
    by_details: tuple[tuple[int, ...], ...]

    def contradicting(self, person: int) -> tuple[int, ...]:
        """Return the smallest people of details alone who are worse than the headline answers of a person."""
        rating = _reached(self.by_headlines, person)
        return self.by_details[rating] if rating < len(self.by_details) else ()


@lru_cache(maxsize=256)
def judged(rulebook: Rulebook) -> tuple[Judged, ...]:
    """Return the dimensions that headline answers close."""
    lattice = rulebook.lattice
    judgements: list[Judged] = []
    for dimension in rulebook.dimensions:
        of_it = [scale for scale in rulebook.scales if scale.dimension.id == dimension.id]
        headlines = tuple(scale for scale in of_it if scale.closes)
        details = tuple(scale for scale in of_it if not scale.closes and not scale.separate)
        rated = range(1, dimension.highest + 1 if dimension.rated else 1)
        ratings = [lattice.least(dimension.at(rating)) for rating in rated]

        def alone(scales: tuple[type[Scale], ...], ratings: list[list[int]] = ratings) -> tuple[tuple[int, ...], ...]:
            beyond = ~sum(lattice.step(scale.id, scale.highest()) for scale in scales)
            return tuple(tuple(person for person in least if not person & beyond) for least in ratings)

        if headlines and dimension.need:
            judgements.append(Judged(dimension.id, headlines, details, alone(headlines), alone(details)))
    return tuple(judgements)


def coherent(rulebook: Rulebook, assessment: Answers, asked: Collection[str]) -> Region:
    """Return the people who fit an assessment and do not contradict its headline answers.

    A person contradicts them if, in a dimension that is judged, the details taken by themselves would be rated worse
    than the headline answers by themselves. Details that were never asked about may be anything short of that; where
    `place` reads a judged dimension, it takes them to be 0.

    An answer that does contradict its headline stands, as everywhere; so does "unsure" to a detail that can mean
    danger. What contradicts the headline only together with them is then no longer left out.

    Args:
        rulebook: The rulebook.
        assessment: The answers.
        asked: Ids of the scales that were asked about, whatever came of it.
    """
    region = between(rulebook, assessment)
    step, closed = rulebook.lattice.step, assessment.closed_dimensions()
    high, without = region.high, list[int]()
    for judgement in judged(rulebook):
        if judgement.dimension not in closed:
            continue
        unsure = 0
        for detail in judgement.details:
            if detail.id not in asked:
                high |= step(detail.id, detail.highest())
            elif detail.danger and assessment.answer(detail.id) == UNSURE:
                unsure |= step(detail.id, detail.highest())
        left_out = judgement.contradicting(region.low)
        without += [out for out in left_out if out & ~region.low and not out & unsure]
    return Region(region.low, high, tuple(without))
