"""Merging what instruments say into answers: the worse stands, both are kept, and no clinician's answer is lowered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Protocol

from placement.assessment.provenance import CLINICIAN, Observed, Scored, Unsure, resolved, said_by_clinician
from placement.errors import MismatchedAssessment
from placement.language.scale import Scale


class _Answered(Protocol):
    """Answers about a person, as far as merging looks at them."""

    scales: ClassVar[tuple[type[Scale], ...]]

    @property
    def provenance(self) -> tuple[Observed, ...]: ...
    def answer(self, scale: str) -> Scale | Unsure | None: ...
    def observations(self) -> dict[type[Scale], list[Observed]]: ...


def merged(
    known: _Answered,
    scored: Iterable[Scored | Observed],
    at: datetime | None,
    stale_after: timedelta | Mapping[str, timedelta] | None,
) -> dict[str, Any]:
    """Return the answers that change, and the whole provenance.

    Args:
        known: The answers so far.
        scored: What speaks as well.
        at: When the answers were given.
        stale_after: How old a score may be.

    Raises:
        MismatchedAssessment: Something speaks of a scale, or an anchor, that is not asked about.
        ValueError: `at` is missing and needed, has no time zone, or is earlier than a score.
    """
    if at is not None and at.utcoffset() is None:
        raise ValueError("`at`: expected a time with its time zone")
    asked, before = {scale.id: scale for scale in known.scales}, known.observations()
    heard: dict[type[Scale], list[Observed]] = defaultdict(list)
    for observed in _all(scored):
        scale = asked.get(observed.scale)
        if scale is None or not observed.fits(scale):
            message = f"`{observed.origin}` speaks of `{observed.scale}` in anchors that this assessment does not have"
            raise MismatchedAssessment(message)
        heard[scale].append(observed.model_copy(update={"stale": _stale(observed, at, stale_after)}))
    changed: dict[str, Any] = {}
    provenance = list(known.provenance)
    for scale, entries in heard.items():
        earlier = before.get(scale, [])
        clinician = said_by_clinician(scale, known.answer(scale.id), earlier)
        if clinician is not None:
            provenance += _newly_said(_said(scale, clinician, at), earlier)
        provenance += [
            observed for place, observed in enumerate(entries) if observed not in (*earlier, *entries[:place])
        ]
        changed[scale.id] = resolved(scale, clinician, [*earlier, *entries])
    return {**changed, "provenance": tuple(provenance)}


def _all(scored: Iterable[Scored | Observed]) -> Iterator[Observed]:
    for score in scored:
        yield from (score,) if isinstance(score, Observed) else score.observed()


def _said(scale: type[Scale], answer: Scale | Unsure, at: datetime | None) -> Observed:
    return Observed(scale=scale.id, origin=CLINICIAN, answer=answer.key if isinstance(answer, Scale) else answer, at=at)


def _newly_said(observed: Observed, earlier: list[Observed]) -> list[Observed]:
    """Return what a clinician says now, unless it is what they said last."""
    last = next((entry.answer for entry in reversed(earlier) if not entry.instrument), None)
    return [] if observed.answer == last else [observed]


def _stale(score: Observed, at: datetime | None, stale_after: timedelta | Mapping[str, timedelta] | None) -> bool:
    if at is not None and score.at is not None and score.at > at:
        message = f"`{score.origin}`: expected a score that is not later than `at`, the time of the assessment"
        raise ValueError(message)
    limit = stale_after.get(score.origin) if isinstance(stale_after, Mapping) else stale_after
    if limit is None:
        return score.stale
    if at is None:
        raise ValueError("`at`: expected the time of the assessment, from which the age of a score is counted")
    return score.at is None or at - score.at > limit
