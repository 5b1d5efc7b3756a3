"""People about whom enough is known to place them: what is not said of them is at its most favourable."""

from placement import FIVE_LEVEL, Assessment

__all__ = ["known"]


def known(**answers: object) -> Assessment:
    """Return a person of 40 with these answers; every headline and every fact of its own that is not given is at 0."""
    asked = {scale.id: 0 for scale in FIVE_LEVEL.scales if scale.closes or scale.separate}
    return Assessment.model_validate({"age": 40, **asked, **answers})
