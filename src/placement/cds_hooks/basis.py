"""What a card says of the answers that it rests on: of which day they are, whether finished, whether old."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from placement.explain.sentences import count

if TYPE_CHECKING:
    from placement.fhir.response_details import ResponseDetails

_STATUSES: Final = {
    "completed": "completed",
    "amended": "completed, and amended since",
    "in-progress": "in progress",
    "stopped": "stopped before the end",
    "entered-in-error": "entered in error",
}
_FINISHED: Final = frozenset({"completed", "amended"})


class Basis(NamedTuple):
    """The answers that a card rests on.

    Attributes:
        sentence: Their date and status, as a sentence.
        cautions: Why they may not be relied on, as clauses; empty where nothing speaks against it.
    """

    sentence: str
    cautions: tuple[str, ...]


def basis_of(answers: "ResponseDetails", at: datetime | None, stale_after: timedelta | None) -> Basis:
    """Return what a card that is made `at` a time says of answers; without `stale_after` they may be of any age.

    Raises:
        ValueError: `stale_after` is given without `at`, or `at` has no offset from UTC.
    """
    if (at is None and stale_after is not None) or (at is not None and at.utcoffset() is None):
        raise ValueError("`at`: expected a time with its offset from UTC, from which the age of answers is counted")
    date = "without a date" if answers.authored is None else f"of {answers.authored.partition('T')[0]}"
    return Basis(f"Answers {date}, {_STATUSES[answers.status]}.", tuple(_cautions(answers, at, stale_after)))


def _cautions(answers: "ResponseDetails", at: datetime | None, stale_after: timedelta | None) -> Iterator[str]:
    if answers.status not in _FINISHED:
        yield f"the answers are {_STATUSES[answers.status]}"
    earliest = answers.earliest()
    if at is not None and earliest is not None and earliest > at:
        yield "the answers are dated in the future"
    elif stale_after is not None and earliest is None:
        yield "it is not known how old the answers are"
    elif at is not None and stale_after is not None and earliest is not None and at - earliest > stale_after:
        yield f"the answers are, or may be, older than {_length(stale_after)}"


def _length(limit: timedelta) -> str:
    """Return a length of time in days, or in hours where it is no whole number of days."""
    hours = limit // timedelta(hours=1)
    return count(hours, "hour", "hours") if hours % 24 else count(hours // 24, "day", "days")
