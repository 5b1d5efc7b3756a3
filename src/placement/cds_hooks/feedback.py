"""What clinicians answered to cards of CDS Hooks 2.0, as discrepancies."""

from collections.abc import Mapping
from typing import Final, Literal

from pydantic import AwareDatetime, ConfigDict, ValidationError

from placement.cds_hooks.card import NOT_RECORDED, Coding, HooksModel
from placement.errors import ResourceError
from placement.language.discrepancies import DISCREPANCY_REASONS
from placement.language.words import REASON_SYSTEM
from placement.recommendation.overrides import Discrepancy
from placement.recommendation.recommendation import Recommendation

_REASONS: Final = frozenset(reason.id for reason in DISCREPANCY_REASONS)
_OTHER: Final = "other"
_SUBJECT: Final = "feedback"


class _OverrideReason(HooksModel):
    model_config = ConfigDict(extra="ignore")

    reason: Coding | None = None
    user_comment: str = ""


class _Answered(HooksModel):
    model_config = ConfigDict(extra="ignore")

    card: str
    outcome: Literal["accepted", "overridden"]
    override_reason: _OverrideReason | None = None
    outcome_timestamp: AwareDatetime


class _Feedback(HooksModel):
    model_config = ConfigDict(extra="ignore")

    feedback: tuple[_Answered, ...]


def feedback(said: object, cards: Mapping[str, Recommendation], *, decided_by: str = "") -> dict[str, Discrepancy]:
    """Return what was answered to cards as discrepancies, without the service that was given, which is not said here.

    A reason that is not one of the card's is taken for `other`, explained by its display and the comment; an override
    without a reason for `not-recorded`. Accepting a suggestion leaves a draft, and no reasons.

    Args:
        said: The body of a request to the feedback endpoint of CDS Hooks 2.0, as JSON text or values.
        cards: Recommendations, by the uuid of the card that showed them.
        decided_by: Who decided, as the caller knows it: feedback does not say.

    Returns:
        Discrepancies by the uuid of the card; the last where a card was answered to more than once.

    Raises:
        ResourceError: It is no feedback, is about a card that is not among these, or gives a reason that says too
            little without a comment. Nothing of it is repeated.
    """
    try:
        read = _Feedback.model_validate_json(said) if isinstance(said, str | bytes) else _Feedback.model_validate(said)
    except ValidationError as error:
        mistakes = [_mistake(line["loc"]) for line in error.errors(include_input=False)]
    else:
        mistakes = [
            f"`feedback.{place}.card`: expected the uuid of a card that was shown"
            for place, line in enumerate(read.feedback)
            if line.card not in cards
        ]
        if not mistakes:
            return {
                line.card: _discrepancy(place, line, cards[line.card], decided_by)
                for place, line in enumerate(read.feedback)
            }
    raise ResourceError(_SUBJECT, list(dict.fromkeys(mistakes)))  # outside: nothing of the input is chained to it


def _mistake(place: tuple[int | str, ...]) -> str:
    named = ".".join(str(part) for part in place)
    return f"{f'`{named}`' if named else 'the body'}: not as CDS Hooks defines it"


def _discrepancy(place: int, answered: _Answered, recommendation: Recommendation, decided_by: str) -> Discrepancy:
    reasons, explanation = ([], "") if answered.outcome == "accepted" else _why(answered.override_reason)
    try:
        return Discrepancy.of(
            recommendation,
            reasons=reasons,
            explanation=explanation,
            decided_by=decided_by,
            decided_at=answered.outcome_timestamp,
        )
    except ValidationError:
        mistake = f"`feedback.{place}.overrideReason.userComment`: expected a comment, for this reason says too little"
    raise ResourceError(_SUBJECT, [mistake])


def _why(given: _OverrideReason | None) -> tuple[list[str], str]:
    """Return the reason, and its explanation."""
    if given is None or given.reason is None:
        return [NOT_RECORDED], "" if given is None else given.user_comment
    reason = given.reason
    if reason.system == REASON_SYSTEM and reason.code in _REASONS:
        return [reason.code], given.user_comment
    return [_OTHER], "; ".join(filter(None, (reason.display or reason.code, given.user_comment)))
