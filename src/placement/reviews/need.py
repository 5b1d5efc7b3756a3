"""What one assessment says of the need at a review: both ends of it, what drives it, and what would settle it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain

from placement.assessment.answers import Answers
from placement.engines.reference import Facts, Person, evaluate
from placement.language.condition import AtLeast, Condition
from placement.language.graded import Track
from placement.language.scale import Scale
from placement.recommendation.place import Engine, place
from placement.recommendation.recommendation import Placement, Recommendation
from placement.reviews.known import Asked, Known, Visit, all_known
from placement.rulebook.lattice import Ways
from placement.rulebook.rulebook import Rulebook


@dataclass(frozen=True, eq=False, repr=False)
class Need:
    """The need of one person as an assessment tells of it.

    Attributes:
        rulebook: The rulebook.
        assessment: The answers.
        recommendation: What is recommended.
        visit: When the person was assessed.
    """

    rulebook: Rulebook
    assessment: Answers
    recommendation: Recommendation
    visit: Visit
    _openings: dict[tuple[Condition, str], tuple[Asked, ...]] = field(
        default_factory=dict[tuple[Condition, str], tuple[Asked, ...]], init=False
    )

    @property
    def track(self) -> str:
        """Id of the headline track."""
        return self.rulebook.headline_track.id

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

    @cached_property
    def _facts(self) -> tuple[Facts, Facts]:
        low, high = self.ends
        floor = self._of(low)
        return floor, floor if high is low else self._of(high)

    def _of(self, person: Person) -> Facts:
        outcome = evaluate(self.rulebook, person)
        return {**person, **outcome.ratings, **outcome.tracks}

    def rating(self, dimension: str) -> tuple[int, int]:
        """Return the least and the most that a dimension may be rated."""
        low, high = self._facts
        return low[dimension], high[dimension]

    def rated(self) -> list[str]:
        """Return the dimensions that are rated, in the order of the rulebook."""
        return [dimension.id for dimension in self.rulebook.dimensions if dimension.rated]

    def reaches(self, condition: Condition) -> Known:
        """Return whether a condition is met, however the open answers turn out."""
        low, high = (condition.holds(facts) for facts in self._facts)
        if low or not high:
            return Known(so=low)
        return Known(None, decides=self.opening(condition))

    def is_at(self, service: Track) -> Known:
        """Return whether the need is this service."""
        more = AtLeast(self.track, service.position + 1)
        return all_known((self.reaches(service.or_more), self.reaches(more).negated()))

    def rests_on(self, rule: str, service: Track) -> Known:
        """Return whether the need is this service, by this rule and by no other one."""
        met = (
            self.reaches(giver.when) if giver.id == rule else self.reaches(giver.when).negated()
            for giver in self.rulebook.rules
            if giver.raises.fact == self.track and giver.raises.at_least >= service.position
        )
        return all_known(chain([self.is_at(service)], met))

    def opening(self, condition: Condition, *, spared: str = "") -> tuple[Asked, ...]:
        """Return the open answers that could bring a condition about, what can mean danger first.

        Args:
            condition: On scales, ratings and tracks.
            spared: Id of a dimension whose answers are taken to be at 0.
        """
        known = self._openings.get((condition, spared))
        if known is None:
            known = self._openings[condition, spared] = self._open(condition, spared)
        return known

    def _open(self, condition: Condition, spared: str) -> tuple[Asked, ...]:
        lattice = self.rulebook.lattice
        low, high = (lattice.encode(self._without(spared, person)) for person in self.ends)
        danger = {scale.id for scale in self.rulebook.scales if scale.danger}
        names = sorted(Ways(lattice, low, high).scales(condition), key=lambda name: name not in danger)
        return tuple(Asked(name, self.visit) for name in names)

    def between(self, least: Track, most: Track) -> tuple[Asked, ...]:
        """Return the open answers that decide which service above one, up to another, is needed."""
        return self._opening_any(range(least.position + 1, most.position + 1), "")

    def _without(self, dimension: str, person: Person) -> Person:
        return {**person, **{scale.id: 0 for scale in self.rulebook.scales if scale.dimension.id == dimension}}

    def _service_without(self, dimension: str, person: Person) -> int:
        return evaluate(self.rulebook, self._without(dimension, person)).tracks[self.track]

    @cached_property
    def drivers(self) -> dict[str, Known]:
        """Dimensions without which the service would be lower, or might be; the foremost first, then the highest."""
        holding = {name: self._holds(name) for name in self.rated()}
        names = [name for name, known in holding.items() if known.so is not False]
        names.sort(key=lambda name: (name not in self.rulebook.reviews.foremost, -self.rating(name)[0]))
        return {name: holding[name] for name in names}

    def _holds(self, dimension: str) -> Known:
        (low, high), (floor, ceiling) = self.ends, self._facts
        if self._service_without(dimension, high) < floor[self.track]:
            return Known(so=True)
        rungs = range(self._service_without(dimension, low) + 1, ceiling[self.track] + 1)
        if high is low or not any(self._may_hold(dimension, rung) for rung in rungs):
            return Known(so=False)
        # Where the need itself is open, what decides it decides this too; else it is what is open in the others.
        decides = self._opening_any(rungs, "") or self._opening_any(rungs, dimension)
        return Known(None, decides=decides)

    def _opening_any(self, rungs: Iterable[int], spared: str) -> tuple[Asked, ...]:
        openings = (self.opening(AtLeast(self.track, rung), spared=spared) for rung in rungs)
        return tuple(dict.fromkeys(name for names in openings for name in names))

    def _may_hold(self, dimension: str, rung: int) -> bool:
        """Return whether a person who fits the answers reaches a service, and would not without this dimension.

        Without it, its answers make no difference: so they may be at their worst, and the others at their least.
        """
        lattice, (low, high) = self.rulebook.lattice, self.ends
        worst = {scale.id: high[scale.id] for scale in self.rulebook.scales if scale.dimension.id == dimension}
        least = lattice.encode({**low, **worst})
        ways = Ways(lattice, least, lattice.encode(high)).to(AtLeast(self.track, rung))
        reaching = ({**dict.fromkeys(low, 0), **lattice.decode(least | steps)} for steps in ways)
        return any(self._service_without(dimension, person) < rung for person in reaching)


def unsuccessful(now: Need, placed: Track) -> Scale | None:
    """Return the answer that records a service as unsuccessful, at the least; None where that cannot be recorded."""
    recorded = next(
        (failure.recorded for failure in now.rulebook.reviews.failures if failure.service == str(placed)), None
    )
    if recorded is None:
        return None
    scale = now.rulebook.scale_named[recorded.fact]
    return scale.anchor(max(recorded.at_least, now.ends[0][scale.id]))


def open_failure(now: Need, recorded: Scale) -> tuple[Asked, ...]:
    """Return what decides whether a more intensive service than this one failed before."""
    return (Asked(recorded.id),) if now.ends[1][recorded.id] > recorded else ()


def need_after_failure(now: Need, recorded: Scale, engine: Engine) -> Need:
    """Return the need once a service is recorded as unsuccessful."""
    assessment = now.assessment.model_copy(update={recorded.id: recorded})
    return Need(now.rulebook, assessment, place(assessment, now.rulebook, engine), now.visit)
