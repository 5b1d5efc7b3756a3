"""How far an answer can rise: by one step of one answer, and by what a headline answer stands for.

Theorem: if taking some steps away lowers a value for anyone, it does so for one of the value's smallest people, and no
less far: that one is below the person, has one of the steps, and without them is given no more. So the largest rise
that some steps can cause is found among the smallest people of the values.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter

from placement.analysis.conclusions import Side, sides
from placement.analysis.example import described, in_short
from placement.analysis.report import Entry, Rise
from placement.language.graded import LEVEL
from placement.language.scale import Dimension, Scale
from placement.rulebook.rulebook import Rulebook

_MOST_LEVELS = 1
"""Levels by which an answer may rise without a written reason."""


@dataclass(frozen=True, slots=True)
class _Lift:
    """A rise of one side of the answer, from a person without some steps to the person with them."""

    side: Side
    below: int
    above: int
    person: int

    @property
    def steps(self) -> int:
        return self.above - self.below

    @property
    def size(self) -> tuple[int, int]:
        """What lifts are compared by: of equal ones, that of the person with less need is the larger."""
        return self.steps, -self.person.bit_count()


def _lift(side: Side, person: int, above: int, steps: int) -> _Lift:
    return _Lift(side, side.position(person & ~steps), above, person)


def _shown(rulebook: Rulebook, lift: _Lift, of: Iterable[str]) -> Rise:
    person = described(rulebook, lift.person)
    return Rise(
        of=lift.side.of,
        steps=lift.steps,
        below=lift.side.values[lift.below],
        above=lift.side.values[lift.above],
        by=tuple(answer for answer in person if answer.scale in set(of)),
        person=person,
    )


def _moves(rise: Rise) -> str:
    return f"{'the level' if rise.of == LEVEL else f'`{rise.of}`'} from `{rise.below}` to `{rise.above}`"


def _deciding(rulebook: Rulebook) -> str:
    """Return the side on which a rise may be too far: the level, or the headline track where each value is a level."""
    return LEVEL if rulebook.levels else rulebook.headline_track.id


def _sides(rulebook: Rulebook) -> list[Side]:
    """Return every side of the answer, the deciding one first."""
    return sorted(sides(rulebook), key=lambda side: side.of != _deciding(rulebook))


def _too_far(rise: Rise, rulebook: Rulebook) -> bool:
    return rise.of == _deciding(rulebook) and rise.steps > _MOST_LEVELS


# ---------------------------------------------------------------------------------------------------------------- steps


def _by_step(rulebook: Rulebook, side: Side) -> dict[tuple[str, int], _Lift]:
    """Return the largest rise of a side by the step to each anchor; none where it never rises."""
    lattice = rulebook.lattice
    lifts: dict[tuple[str, int], _Lift] = {}
    for above, people in enumerate(side.reached):
        for person in people:
            for fact, position in lattice.decode(person).items():
                step = lattice.step(fact, position) & ~lattice.step(fact, position - 1)
                lift = _lift(side, person, above, step)
                lifts[fact, position] = max(lifts.get((fact, position), lift), lift, key=attrgetter("size"))
    return lifts


def jumps(rulebook: Rulebook) -> Iterator[Entry]:
    """Return an entry for each step of each scale of need: how far it can lift the level and each track.

    `jump.SCALE.POSITION` is about the step to that anchor from the one below. It is a finding where the step can lift
    the level by more than one level; without levels, each value of the headline track is one. `rises` holds the largest
    rise of the level and of each track that it can lift.
    """
    every = [_by_step(rulebook, side) for side in _sides(rulebook)]
    for scale in rulebook.scales:
        if scale.dimension.need:
            for position in range(1, 1 + scale.highest()):
                lifts = [by_step[scale.id, position] for by_step in every if (scale.id, position) in by_step]
                yield _jump(rulebook, scale, position, [_shown(rulebook, lift, [scale.id]) for lift in lifts])


def _jump(rulebook: Rulebook, scale: type[Scale], position: int, rises: list[Rise]) -> Entry:
    name = f"jump.{scale.id}.{position}"
    below, above = scale.anchor(position - 1).label, scale.anchor(position).label
    step = f"{scale.title()}, from “{below}” to “{above}”: this step"
    if not rises:
        return Entry(id=name, kind="jump", verdict="clean", text=f"{step} lifts nothing.")
    return Entry(
        id=name,
        kind="jump",
        verdict="finding" if _too_far(rises[0], rulebook) else "clean",
        text=f"{step} can lift {_moves(rises[0])}.",
        person=rises[0].person,
        rises=tuple(rises),
    )


# ------------------------------------------------------------------------------------------------------------ headlines


def closing(rulebook: Rulebook) -> Iterator[Entry]:
    """Return an entry for each dimension of need: what its headline answers can hide.

    Once its headlines are answered, a detail of the dimension that was not asked counts as 0, unless it is a fact of
    its own. `closing.DIMENSION` is a finding where such details can lift the level by more than one level.
    """
    every = _sides(rulebook)
    for dimension in rulebook.dimensions:
        if dimension.need:
            yield _closing(rulebook, dimension, every)


def _closing(rulebook: Rulebook, dimension: Dimension, every: Iterable[Side]) -> Entry:
    name, lattice = f"closing.{dimension.id}", rulebook.lattice
    scales = [scale for scale in rulebook.scales if scale.dimension == dimension]
    hidden = [scale.id for scale in scales if not (scale.closes or scale.separate)]
    if not any(scale.closes for scale in scales):
        text = f"No answer closes “{dimension.title}”: what was not asked stays open."
        return Entry(id=name, kind="closing", verdict="clean", text=text)
    steps = sum(lattice.step(fact, lattice.highest[fact]) for fact in hidden)
    lifts = (
        max(
            (_lift(side, person, above, steps) for above, people in enumerate(side.reached) for person in people),
            key=attrgetter("size"),
        )
        for side in every
    )
    rises = [_shown(rulebook, lift, hidden) for lift in lifts if lift.steps]
    if not rises:
        text = f"A headline answer to “{dimension.title}” hides nothing that lifts anything."
        return Entry(id=name, kind="closing", verdict="clean", text=text)
    return Entry(
        id=name,
        kind="closing",
        verdict="finding" if _too_far(rises[0], rulebook) else "clean",
        text=f"A headline answer to “{dimension.title}” can hide {in_short(rises[0].by)}; "
        f"that can lift {_moves(rises[0])}.",
        person=rises[0].person,
        rises=tuple(rises),
    )
