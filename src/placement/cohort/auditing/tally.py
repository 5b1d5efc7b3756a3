"""Everything an audit knows of people: how many there are of each kind. All figures are computed from these counts.

A kind is a group, the service at the floor, the service at the ceiling, and what was given. The number of kinds does
not grow with the number of people, so neither does what an audit holds, or does after people were counted once.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from placement.cohort.auditing.estimates import Counts
from placement.language.graded import LEVEL
from placement.rulebook.rulebook import Rulebook

At: TypeAlias = Literal["level", "service"]
"""Whether what was given is compared level by level, or service by service: by values of the headline track."""


@dataclass(frozen=True, slots=True)
class Ladder:
    """The steps on which what is recommended and what was given are compared, from the least to the most.

    Attributes:
        at: What the steps are.
        track: Id of the headline track, whose values are the services.
        names: Their names, in the rulebook's order.
        services: Names of the services, in the rulebook's order.
        step_of_service: The step that each service is on.
    """

    at: At
    track: str
    names: tuple[str, ...]
    services: tuple[str, ...]
    step_of_service: tuple[int, ...]

    @property
    def ends(self) -> tuple[str, str]:
        """Columns of the service at the floor and at the ceiling."""
        return f"{self.track}_floor", f"{self.track}_ceiling"


def ladder(rulebook: Rulebook, at: At) -> Ladder:
    """Return the levels, or the services, of a rulebook in order."""
    track, levels = rulebook.headline_track.id, rulebook.names[LEVEL]
    services = rulebook.names[track]
    if at == "service":
        return Ladder(at, track, services, services, tuple(range(len(services))))
    return Ladder(at, track, levels, services, tuple(level.position for level in rulebook.level_of_service))


@dataclass(frozen=True, slots=True, eq=False)
class Clusters:
    """Whose decisions belong together: the people of a tally by group and cluster.

    Attributes:
        rows: A group for each pair of a group and a cluster that occurs.
        group: The group's place in the tally, by row.
        cluster: The cluster's place, by row; a cluster can be in several groups.
    """

    rows: "Tally"
    group: Counts
    cluster: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """How many people there are of each kind.

    Attributes:
        ladder: What is compared.
        groups: Labels of the groups.
        people: Counts by group, service at the floor, service at the ceiling, and step of what was given; the last of
            these stands for people of whom that is not known.
        clusters: The same people by group and cluster; None where decisions are taken one by one.
    """

    ladder: Ladder
    groups: tuple[str, ...]
    people: Counts
    clusters: Clusters | None = None

    def confusion(self) -> Counts:
        """Return, for each group, the determined by what is recommended and what was given."""
        steps = len(self.ladder.names)
        squares = np.zeros((len(self.groups), steps, steps), dtype=np.int64)
        for floor, ceiling in zip(*self.determined().nonzero(), strict=True):
            squares[:, self.ladder.step_of_service[floor]] += self.people[:, floor, ceiling, :-1]
        return squares

    def beside(self) -> Counts:
        """Return, for each group, the people of whom it is known what was given: below the floor, within, above.

        By group, service at the floor, service at the ceiling, and these three. No completion of their answers
        would change where they are.
        """
        steps = self.ladder.step_of_service
        given = np.arange(len(self.ladder.names))
        floors, ceilings = np.array(steps)[:, None, None], np.array(steps)[None, :, None]
        below, above = given < floors, given > ceilings
        known = self.people[..., :-1]
        where = (below, ~below & ~above, above)
        return np.stack([(known * np.broadcast_to(side, known.shape[1:])).sum(axis=-1) for side in where], axis=-1)

    def determined(self) -> Counts:
        """Return an array of services at floor and ceiling that is 1 where both are on the same step, else 0."""
        steps = np.array(self.ladder.step_of_service)
        same: Counts = np.equal.outer(steps, steps).astype(np.int64)
        return same

    def people_by_end(self) -> Counts:
        """Return the people by service at the floor and service at the ceiling."""
        people: Counts = self.people.sum(axis=(0, 3))
        return people

    def unknown(self) -> Counts:
        """Return, for each group, how many there are of whom it is not known what was given."""
        many: Counts = self.people[..., -1].sum(axis=(1, 2))
        return many
