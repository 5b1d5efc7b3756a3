"""One person under one rulebook: the answers, both ends of the range, and what the rulebook said of each end."""

from dataclasses import dataclass, field
from typing import Self

from placement.assessment.answers import UNSURE, Answers, AnswerState
from placement.engines.reference import Outcome, Person
from placement.language.scale import Graded, Scale
from placement.recommendation.reasoning import Tested, Verdict
from placement.rulebook.rulebook import Rulebook

__all__ = ["Case", "level_of", "verdict"]


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
        return Tested.made_of(
            kind="test",
            fact=fact,
            title=title,
            answer=answer,
            needed=wanted,
            distance=max(0, needed - low),
            verdict=verdict(at_floor=low >= needed, at_ceiling=high >= needed),
        )
