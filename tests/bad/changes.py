"""What is changed in the tiny rulebook to make it a bad one."""

from dataclasses import replace
from typing import Any, Final

from placement import (
    AtLeast,
    AtMost,
    CeilingGuarantee,
    Conflict,
    Dimension,
    FloorGuarantee,
    ServiceDescription,
    Source,
    Statement,
)
from placement.language.scale import new_scale
from tests.tiny_rulebook import FEVERISH, LEAFLET, LOW, MIND, TINY

UNJUDGED: Final = "the guarantees were not judged: mend the above first"
HEARSAY: Final = Source("HEARSAY", "What somebody said", "Nothing.", "general")
CLINIC, WARD = TINY.rules
(FLUIDS,) = TINY.flags


def criterion(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a criterion
    """Return the criteria, the first of them changed."""
    return {"criteria": (replace(LOW, **changed), FEVERISH)}


def rule(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a rule
    """Return the rules, the first of them changed."""
    return {"rules": (replace(CLINIC, **changed), WARD)}


def flag(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of a flag
    """Return the flags, the first of them changed."""
    return {"flags": (replace(FLUIDS, **changed),)}


def scale(fact: str, *anchors: tuple[str, str], dimension: Dimension = MIND) -> dict[str, Any]:
    """Return the scales, and one more."""
    return {"scales": (*TINY.scales, new_scale(fact, "More", anchors, dimension=dimension, sources=(LEAFLET,)))}


def floor(promises: AtLeast, *given: AtLeast) -> dict[str, Any]:
    """Return the guarantees: one floor."""
    return {"guarantees": (FloorGuarantee("g.floor", "A promise.", promises, given),)}


def ceiling(promises: AtMost, *without: str, capped: tuple[AtMost, ...] = ()) -> dict[str, Any]:
    """Return the guarantees: one ceiling."""
    return {"guarantees": (CeilingGuarantee("g.ceiling", "A promise.", promises, without, capped),)}


def conflict(*any_of: tuple[AtLeast | AtMost, ...], text: str = "can both be so?") -> dict[str, Any]:
    """Return the conflicts: one."""
    return {"conflicts": (Conflict("conflict.more", text, any_of),)}


def described(service: str = "ward", **said: Any) -> ServiceDescription:  # noqa: ANN401 - any part of a description
    """Return the description of a service."""
    return ServiceDescription(service, "ward", "hospital", Statement("nurses"), (), **said)
