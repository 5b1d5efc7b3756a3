"""What a QuestionnaireResponse says beside its answers: about whom, when, and whether it is finished."""

from datetime import datetime, timedelta, timezone
from typing import Any, Final, Literal, TypeAlias, get_args

from placement.assessment.confidential import Quiet
from placement.errors import ResourceError
from placement.fhir.models import QuestionnaireResponse, as_json, read

ResponseStatus: TypeAlias = Literal["completed", "amended", "in-progress", "stopped", "entered-in-error"]
_STATUSES: Final[tuple[ResponseStatus, ...]] = get_args(ResponseStatus)

_FIRST_MIDNIGHT: Final = timezone(timedelta(hours=14))
"""Where on earth a day begins first."""


class ResponseDetails(Quiet):
    """What stands in a QuestionnaireResponse beside its answers.

    Attributes:
        status: Whether it is finished. Of `in-progress` more is to come; `stopped` was given up; `entered-in-error`
            is not read at all.
        authored: When the answers were gathered, as FHIR writes it (a year, a month or a day may be all there is);
            None where the response does not say.
        subject: Reference to the person they are about; None where there is none.
    """

    status: ResponseStatus
    authored: str | None = None
    subject: str | None = None

    def earliest(self) -> datetime | None:
        """Return the earliest time at which the answers may have been gathered; None where there is no date.

        Of a year, a month or a day it is the beginning, wherever on earth that comes first.
        """
        if self.authored is None:
            return None
        if "T" in self.authored:
            return datetime.fromisoformat(self.authored.replace(":60", ":59"))  # FHIR allows a leap second
        year, month, day, *_ = (int(part) for part in f"{self.authored}-1-1".split("-"))
        return datetime(year, month, day, tzinfo=_FIRST_MIDNIGHT)


def response_details(resource: object) -> ResponseDetails:
    """Return what a QuestionnaireResponse says beside its answers, which it does not look at.

    Args:
        resource: A QuestionnaireResponse: a model, JSON text, or a mapping.

    Raises:
        ResourceError: It is no such resource, or has a status that FHIR R4 does not define.
    """
    response = as_json(read(QuestionnaireResponse, resource))
    status: Any = response.get("status")
    if status not in _STATUSES:
        raise ResourceError("`QuestionnaireResponse`", [f"`status`: expected one of {', '.join(_STATUSES)}"])
    return ResponseDetails(
        status=status,
        authored=response.get("authored"),
        subject=response.get("subject", {}).get("reference"),
    )
