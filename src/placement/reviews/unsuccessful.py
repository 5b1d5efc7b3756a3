"""Recording that treatment in a service did not help, and the need that follows from that."""

from typing import Final

from placement.language.scale import Scale
from placement.recommendation.place import Engine, place
from placement.reviews.known import Asked
from placement.reviews.need import Need
from placement.rules import reviews as declared
from placement.rules.levels import Service

__all__ = ["need_after_failure", "open_failure", "unsuccessful"]

_UNSUCCESSFUL: Final = "unsuccessful_level"


def unsuccessful(now: Need, placed: Service) -> Scale | None:
    """Return the answer that records a service as unsuccessful, at the least; None where that cannot be recorded."""
    scale = now.rulebook.scale_named.get(_UNSUCCESSFUL)
    position = declared.UNSUCCESSFUL_LEVEL_FOR.get(str(placed))
    if scale is None or position is None or position > scale.highest():
        return None
    return scale.anchor(max(position, now.ends[0][scale.id]))


def open_failure(now: Need, recorded: Scale) -> tuple[Asked, ...]:
    """Return what decides whether a more intensive service than this one failed before."""
    return (Asked(_UNSUCCESSFUL),) if now.ends[1][_UNSUCCESSFUL] > recorded else ()


def need_after_failure(now: Need, recorded: Scale, engine: Engine) -> Need:
    """Return the need once a service is recorded as unsuccessful."""
    assessment = now.assessment.model_copy(update={_UNSUCCESSFUL: recorded})
    return Need(now.rulebook, assessment, place(assessment, now.rulebook, engine), now.visit)
