"""What one assessment says of the need at a review: both ends of it, what drives it, and what would settle it."""

from dataclasses import dataclass
from functools import cached_property

from placement.analysis.region import scales_in
from placement.assessment.answers import Answers
from placement.engines.reference import Outcome, Person, evaluate
from placement.language.condition import AtLeast, Condition
from placement.recommendation.recommendation import Placement, Recommendation
from placement.rulebook.lattice import Ways
from placement.rulebook.rulebook import Rulebook
from placement.rules.levels import Service

__all__ = ["Need"]


@dataclass(frozen=True, eq=False, repr=False)
class Need:
    """The need of one person as an assessment tells of it.

    Attributes:
        rulebook: The rulebook.
        assessment: The answers.
        recommendation: What is recommended.
    """

    rulebook: Rulebook
    assessment: Answers
    recommendation: Recommendation

    @property
    def floor(self) -> Placement:
        """What is needed at the least."""
        return self.recommendation.floor

    @property
    def ceiling(self) -> Placement:
        """What may be needed at the most."""
        return self.recommendation.ceiling

    @cached_property
    def ends(self) -> tuple[Person, Person]:
        """The least and the neediest person who fit the answers."""
        return self.assessment.ends()

    def rating(self, dimension: str) -> tuple[int, int]:
        """Return the least and the most that a dimension may be rated."""
        low: dict[str, int] = dict(self.floor.ratings)
        high: dict[str, int] = dict(self.ceiling.ratings)
        return low[dimension], high[dimension]

    def rated(self) -> list[str]:
        """Return the dimensions that are rated, in the order of the rulebook."""
        known: dict[str, int] = dict(self.floor.ratings)
        return [one.id for one in self.rulebook.dimensions if one.id in known]

    @cached_property
    def drivers(self) -> tuple[str, ...]:
        """The dimensions without which the service would be lower: withdrawal first, then the highest rating."""
        low, service = self.ends[0], self.floor.service.position
        found = [one for one in self.rated() if self._without(one, low).tracks[Service.id] < service]
        return tuple(sorted(found, key=lambda one: (one != "withdrawal", -self.rating(one)[0])))

    def _without(self, dimension: str, person: Person) -> Outcome:
        spared = {one.id: 0 for one in self.rulebook.scales if one.dimension.id == dimension}
        return evaluate(self.rulebook, {**person, **spared})

    def rests_on(self, rule: str) -> bool:
        """Say whether, of the rules that give the service or more, this is the only one that may be met."""
        needed = self.floor.service.position
        met = evaluate(self.rulebook, self.ends[1]).met
        giving = [
            one.id
            for one in self.rulebook.rules
            if one.raises.fact == Service.id and one.raises.at_least >= needed and one.id in met
        ]
        return giving == [rule]

    def opening(self, condition: Condition) -> tuple[str, ...]:
        """Return the scales whose open answers could still bring a condition about, what can mean danger first."""
        lattice = self.rulebook.lattice
        low, high = (lattice.encode(one) for one in self.ends)
        moving = 0
        for bits in Ways(lattice, low, high).to(condition):
            moving |= bits
        danger = {one.id for one in self.rulebook.scales if one.danger}
        return tuple(sorted(scales_in(lattice, moving), key=lambda one: one not in danger))

    def flagged(self, flags: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some flags that are raised whatever the open answers turn out to be."""
        return tuple(one for one in flags if one in self.floor.flags)

    def possibly(self, flags: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some flags that only open answers could raise."""
        return tuple(one for one in flags if one in self.ceiling.flags and one not in self.floor.flags)

    def deciding_flags(self, flags: tuple[str, ...]) -> tuple[str, ...]:
        """Return the scales that decide whether some flags are raised."""
        conditions = [one.when for one in self.rulebook.flags if one.id in flags]
        return tuple(dict.fromkeys(name for one in conditions for name in self.opening(one)))

    def deciding_rating(self, dimension: str, rating: int) -> tuple[str, ...]:
        """Return the scales that decide whether a dimension is rated this or worse."""
        return self.opening(AtLeast(dimension, rating))
