"""Declarations as engines read them, put together to ask "what if": unchecked, so never handed to anybody."""

import hashlib
from dataclasses import dataclass

from placement.language.declarations import Criterion, Flag, Rule
from placement.language.scale import Dimension, Scale, Track

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """What an engine reads of a rulebook, and no more. Nothing is checked."""

    scales: tuple[type[Scale], ...]
    dimensions: tuple[Dimension, ...] = ()
    tracks: tuple[type[Track], ...] = ()
    criteria: tuple[Criterion, ...] = ()
    rules: tuple[Rule, ...] = ()
    flags: tuple[Flag, ...] = ()

    @property
    def digest(self) -> str:
        """SHA-256 of what is declared, in a form of its own: a draft is never one with a rulebook."""
        said = ([one.id for one in self.scales], self.dimensions, self.criteria, self.rules, self.flags)
        return hashlib.sha256(repr(said).encode()).hexdigest()
