"""Whether an assessment asks what a rulebook reads, and which rulebook it was made for."""

from functools import lru_cache

from placement.assessment.answers import Answers
from placement.errors import MismatchedAssessment
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

__all__ = ["rulebook_for"]


def rulebook_for(assessment: Answers, rulebook: Rulebook | None = None) -> Rulebook:
    """Return the rulebook by which an assessment is placed: the one given, or the one that it was made for.

    Raises:
        MismatchedAssessment: It does not ask what the rulebook reads.
    """
    model: type = type(assessment)
    if not issubclass(model, Answers):
        raise MismatchedAssessment(
            "`assessment`: expected an `Assessment` or an instance of `rulebook.assessment_model()`"
        )
    if rulebook is None:
        return model.made_for()
    _check_fit(model, rulebook)
    return rulebook


def _asked(scales: tuple[type[Scale], ...]) -> dict[str, tuple[object, ...]]:
    return {
        scale.id: (
            scale.highest(),
            scale.dimension.id,
            scale.dimension.need,
            scale.closes,
            scale.danger,
            scale.separate,
        )
        for scale in scales
    }


@lru_cache(maxsize=256)
def _check_fit(model: type[Answers], rulebook: Rulebook) -> None:
    asked, read = _asked(model.scales), _asked(rulebook.scales)
    differing = [f"`{name}`" for name in {**read, **asked} if asked.get(name) != read.get(name)]
    if differing:
        message = (
            f"this assessment does not ask what rulebook `{rulebook.id}` reads: {', '.join(differing)}: "
            "use `rulebook.assessment_model()`"
        )
        raise MismatchedAssessment(message)
