"""Everything that a rulebook declares, before it is checked: what its checks read."""

from dataclasses import dataclass, field
from functools import cached_property

from placement.language.declarations import (
    Alternative,
    Arrangement,
    Conflict,
    Criterion,
    Exemption,
    Flag,
    Guarantee,
    LevelDescription,
    Rule,
    ServiceDescription,
)
from placement.language.graded import Track
from placement.language.reviews import ReviewRules
from placement.language.scale import Dimension, Scale, Source
from placement.language.words import Ages, Words
from placement.rulebook.lattice import Lattice


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Declarations:
    """The fields of a rulebook; `Rulebook` says what each of them is."""

    id: str
    version: str
    title: str
    dimensions: tuple[Dimension, ...]
    scales: tuple[type[Scale], ...]
    tracks: tuple[type[Track], ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    flags: tuple[Flag, ...]
    sources: tuple[Source, ...]
    guarantees: tuple[Guarantee, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    levels: tuple[LevelDescription, ...] = ()
    services: tuple[ServiceDescription, ...] = ()
    always: tuple[str, ...] = ()
    delivery_notes: tuple[str, ...] = ()
    headline: str = ""
    ages: Ages = field(default_factory=Ages)
    words: Words = field(default_factory=Words)
    reviews: ReviewRules = field(default_factory=ReviewRules)

    @cached_property
    def lattice(self) -> Lattice:
        """The order of all people that this rulebook can speak of."""
        return Lattice(self)

    @cached_property
    def declared(self) -> dict[str, Criterion | Rule | Flag]:
        """Criteria, rules and flags by id, in order."""
        every: tuple[Criterion | Rule | Flag, ...] = (*self.criteria, *self.rules, *self.flags)
        return {declaration.id: declaration for declaration in every}
