"""One person under one rulebook: the answers, both ends of the range, and what the rulebook said of each end."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Self

from placement.assessment.answers import UNSURE, Answers, AnswerState
from placement.engines.reference import Outcome, Person
from placement.language.condition import All, AtLeast, Condition
from placement.language.graded import Graded, Track
from placement.language.scale import Scale
from placement.recommendation.contents import unchecked
from placement.recommendation.reasoning import Tested, Verdict
from placement.rulebook.lattice import Ways
from placement.rulebook.rulebook import Rulebook


def verdict(*, at_floor: bool, at_ceiling: bool) -> Verdict:
    """Return what can be said of something that more need can only make true."""
    if at_floor:
        return "met"
    return "unknown" if at_ceiling else "not met"


def level_of(rulebook: Rulebook, outcome: Outcome) -> Graded:
    """Return the level that an outcome's value of the headline track belongs to."""
    return rulebook.level_of_service[outcome.tracks[rulebook.headline_track.id]]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Case:
    """Everything from which a recommendation and its reasons are made.

    Attributes:
        rulebook: The rulebook.
        assessment: The answers.
        low: The least needy person who fits the answers.
        high: The neediest person who fits the answers.
        floor: What the rulebook says of `low`.
        ceiling: What the rulebook says of `high`.
        compared: Comparisons made so far: conditions share most of them.
    """

    rulebook: Rulebook
    assessment: Answers
    low: Person
    high: Person
    floor: Outcome
    ceiling: Outcome
    compared: dict[tuple[str, int], Tested] = field(default_factory=dict[tuple[str, int], Tested])

    def __deepcopy__(self, memo: object) -> Self:
        """Return this one: nothing in it changes."""
        return self

    @property
    def floor_level(self) -> Graded:
        """The level at the floor."""
        return level_of(self.rulebook, self.floor)

    @property
    def ceiling_level(self) -> Graded:
        """The level at the ceiling."""
        return level_of(self.rulebook, self.ceiling)

    @property
    def floor_service(self) -> int:
        """Position of the headline track's value at the floor."""
        return self.floor.tracks[self.rulebook.headline_track.id]

    @property
    def ceiling_service(self) -> int:
        """Position of the headline track's value at the ceiling."""
        return self.ceiling.tracks[self.rulebook.headline_track.id]

    def state(self, scale: str) -> AnswerState:
        """Return whether there is a definite answer to a scale, and what stands in its place if not."""
        return self.assessment.state(self.rulebook.scale_named[scale])

    def answer(self, scale: str) -> str:
        """Return the label of the recorded anchor, or that there is none and what an instrument shows at the least."""
        given, asked = self.assessment.answer(scale), self.rulebook.scale_named[scale]
        if isinstance(given, Scale):
            return given.label
        least = f"at least {asked.anchor(self.low[scale]).label}" if self.low[scale] else ""
        headlines = self.assessment.covering(asked)
        if not headlines:
            return ", ".join(filter(None, (self.state(scale), least)))
        covered = f"covered by {' and '.join(headline.title() for headline in headlines)}"
        return ", ".join(filter(None, (covered, UNSURE if given == UNSURE else "", least)))

    def tested(self, fact: str, needed: int) -> Tested:
        """Return the comparison of a scale or a rating with the position that is needed."""
        known = self.compared.get((fact, needed))
        if known is None:
            known = self.compared[fact, needed] = self._compare(fact, needed)
        return known

    def _compare(self, fact: str, needed: int) -> Tested:
        scale = self.rulebook.scale_named.get(fact)
        if fact in self.rulebook.track_named:
            track = self.rulebook.track_named[fact]
            low, high, values = self.floor.tracks[fact], self.ceiling.tracks[fact], list(track)
            answer = str(values[low]) if low == high else f"{values[low]} to {values[high]}"
            title, wanted = track.title(), str(values[needed])
        elif scale is None:
            low, high = self.floor.ratings[fact], self.ceiling.ratings[fact]
            answer = f"rated {low}" if low == high else f"rated {low} to {high}"
            title, wanted = self.rulebook.dimension_named[fact].title, f"rated {needed}"
        else:
            low, high = self.low[fact], self.high[fact]
            answer, title, wanted = self.answer(fact), scale.title(), scale.anchor(needed).label
        return unchecked(
            Tested,
            kind="test",
            fact=fact,
            title=title,
            answer=answer,
            needed=wanted,
            distance=max(0, needed - low),
            verdict=verdict(at_floor=low >= needed, at_ceiling=high >= needed),
        )


_ALWAYS: Final = All(())


def possible_services(case: Case) -> tuple[Track, ...]:
    """Return the services that some completion gives, from the least intensive to the most."""
    return services_where(_ALWAYS, case, [str(service) for service in case.rulebook.headline_track])


def services_where(condition: Condition, case: Case, among: Sequence[str]) -> tuple[Track, ...]:
    """Return which of some services completions who meet a condition are given, in their order.

    A person who meets it is above one of its smallest people, so the search goes from each of these upwards.
    """
    lattice, headline = case.rulebook.lattice, case.rulebook.headline_track
    low, high = lattice.encode(case.low), lattice.encode(case.high)
    parts = [Ways(lattice, low | added, high) for added in Ways(lattice, low, high).to(condition)]

    def given(service: Track) -> bool:
        reached, more = (AtLeast(headline.id, service.position + beyond) for beyond in (0, 1))
        return any(ways.exists(reached if service.position else _ALWAYS, unless=more) for ways in parts)

    within = range(case.floor_service, case.ceiling_service + 1)
    named = (headline(name) for name in among)
    return tuple(service for service in named if service.position in within and given(service))


def deciding(condition: Condition, case: Case) -> tuple[str, ...]:
    """Return the ids of the scales whose open answers decide a condition that is met at the ceiling only."""
    lattice = case.rulebook.lattice
    return Ways(lattice, lattice.encode(case.low), lattice.encode(case.high)).scales(condition)
