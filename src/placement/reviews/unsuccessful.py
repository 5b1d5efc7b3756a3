"""Recording that treatment in a service did not help, and the need that follows from that."""

from placement.language.scale import Scale, Track
from placement.recommendation.place import Engine, place
from placement.reviews.known import Asked
from placement.reviews.need import Need

__all__ = ["need_after_failure", "open_failure", "unsuccessful"]


def unsuccessful(now: Need, placed: Track) -> Scale | None:
    """Return the answer that records a service as unsuccessful, at the least; None where that cannot be recorded."""
    recorded = next((one.recorded for one in now.rulebook.reviews.failures if one.service == str(placed)), None)
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
