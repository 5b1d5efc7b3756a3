"""Two rulebooks side by side: all people that either of them can describe, and what each reads of a person."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count

from placement.analysis.example import Answered, answered
from placement.engines.reference import Person
from placement.errors import NotComparable
from placement.language.scale import Scale, new_scale
from placement.rulebook.declarations import Declarations
from placement.rulebook.lattice import Lattice
from placement.rulebook.rulebook import Rulebook


@dataclass(frozen=True)
class Alignment:
    """Two rulebooks and the people of both, who answer each scale of the old one and each that only the new one has.

    Attributes:
        old: The old rulebook.
        new: The new rulebook.
        named: For each scale of the new rulebook, what it is called among the people of both.
    """

    old: Rulebook
    new: Rulebook
    named: Mapping[str, str]

    @cached_property
    def scales(self) -> Mapping[str, type[Scale]]:
        """What every person has an answer to, by what it is called here."""
        shared = {scale.id: scale for scale in self.old.scales}
        return shared | {self.named[scale.id]: scale for scale in self.new.scales if self.named[scale.id] not in shared}

    @cached_property
    def lattice(self) -> Lattice:
        """The order of these people. A person of the old rulebook is the same number here."""
        scales = tuple(_renamed(scale, name) for name, scale in self.scales.items())
        bare = Declarations(
            id="",
            version="",
            title="",
            dimensions=(),
            scales=scales,
            tracks=(),
            criteria=(),
            rules=(),
            flags=(),
            sources=(),
        )
        return bare.lattice

    @cached_property
    def only_old(self) -> tuple[str, ...]:
        """Ids of the scales that only the old rulebook has."""
        return tuple(scale.id for scale in self.old.scales if scale.id not in self.named.values())

    @cached_property
    def only_new(self) -> tuple[str, ...]:
        """Ids of the scales that only the new rulebook has."""
        shared = {scale.id for scale in self.old.scales}
        return tuple(scale.id for scale in self.new.scales if self.named[scale.id] not in shared)

    @cached_property
    def pairs(self) -> tuple[tuple[type[Scale], type[Scale]], ...]:
        """The scales that both have: each of the old rulebook with its own in the new one."""
        old, new = self.old.scale_named, self.new.scale_named
        return tuple((old[name], new[name_in_new]) for name_in_new, name in self.named.items() if name in old)

    def from_new(self, person: int) -> int:
        """Return a person of the new rulebook, given as bits, among the people of both."""
        answers = self.new.lattice.decode(person)
        return self.lattice.encode({self.named[name]: position for name, position in answers.items()})

    def described(self, person: int) -> tuple[Answered, ...]:
        """Return the answers above 0 of a person given as bits, in the order of the scales."""
        words = self.new.words if self.old.words.lower_case_titles else self.old.words
        return answered(self.scales, self.lattice.decode(person), words)

    def ends(self, person: int) -> tuple[Person, Person]:
        """Return what each rulebook reads of a person, the old one first."""
        answers = self.lattice.decode(person)
        return (
            {scale.id: answers.get(scale.id, 0) for scale in self.old.scales},
            {scale.id: answers.get(self.named[scale.id], 0) for scale in self.new.scales},
        )


def _renamed(scale: type[Scale], name: str) -> type[Scale]:
    """Return a scale by another name: two scales that have nothing in common may go by one id."""
    if scale.id == name:
        return scale
    anchors = [(anchor.key, anchor.label) for anchor in scale]
    return new_scale(name, scale.title(), anchors, dimension=scale.dimension)


def align(old: Rulebook, new: Rulebook, renamed: Mapping[str, str] | None = None) -> Alignment:
    """Put two rulebooks side by side.

    Args:
        old: The old rulebook.
        new: The new one.
        renamed: For scales that ask the same under another id: the id in the new rulebook, by that in the old one.

    Raises:
        NotComparable: Scales or tracks do not fit; every obstacle is named.
    """
    renames = renamed or {}
    subject = f"`{old.id}` and `{new.id}`"
    mistakes = list(_wrong_names(old, new, renames))
    if mistakes:
        raise NotComparable(subject, mistakes)
    alignment = Alignment(old, new, _names(old, new, renames))
    obstacles = [*_different_scales(alignment), *_different_tracks(old, new), *_different_levels(old, new)]
    if obstacles:
        raise NotComparable(subject, obstacles)
    return alignment


def _wrong_names(old: Rulebook, new: Rulebook, renames: Mapping[str, str]) -> Iterator[str]:
    for book, names in ((old, renames.keys()), (new, renames.values())):
        yield from (f"`renamed`: `{book.id}` has no scale `{name}`" for name in names if name not in book.scale_named)
    for name, times in Counter(renames.values()).items():
        if times > 1:
            yield f"`renamed`: {times} scales would be `{name}`"


def _names(old: Rulebook, new: Rulebook, renames: Mapping[str, str]) -> dict[str, str]:
    """Return what each scale of the new rulebook is called: as the old one that it is, else by a name of its own."""
    names = {after: before for before, after in renames.items()}
    taken = {*old.scale_named, *new.scale_named}
    for name in new.scale_named:
        if name not in names:
            mistaken = name in renames  # the old scale of this name is another one in the new rulebook
            names[name] = (
                next(free for free in map(f"{name}_{{}}".format, count(2)) if free not in taken) if mistaken else name
            )
    return {name: names[name] for name in new.scale_named}


def _different_scales(alignment: Alignment) -> Iterator[str]:
    for old, new in alignment.pairs:
        keys = {anchor.key for anchor in new}
        if len(old) != len(new):
            yield f"scale `{old.id}` has {len(old)} anchors in the old rulebook and {len(new)} in the new one"
        elif any(before.key != after.key and before.key in keys for before, after in zip(old, new, strict=True)):
            yield f"scale `{old.id}` has its anchors in another order in the new rulebook"


def _different_tracks(old: Rulebook, new: Rulebook) -> Iterator[str]:
    for book, other, which in ((old, new, "old"), (new, old, "new")):
        for name in book.track_named.keys() - other.track_named.keys():
            yield f"track `{name}` is only in the {which} rulebook"
    for name in old.track_named:
        if name in new.track_named and old.names[name] != new.names[name]:
            yield f"track `{name}` has other values in the old rulebook than in the new one"


def _different_levels(old: Rulebook, new: Rulebook) -> Iterator[str]:
    grouped = [[(level.level, level.services) for level in book.levels] for book in (old, new)]
    if all(grouped) and grouped[0] != grouped[1]:
        yield "levels hold other services in the old rulebook than in the new one"
