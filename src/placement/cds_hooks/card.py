"""A recommendation as a card of CDS Hooks 2.0."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Annotated, Any, Final, Literal, TypeAlias
from uuid import uuid4

from pydantic import ConfigDict, Field, JsonValue
from pydantic.alias_generators import to_camel

from placement.assessment.confidential import Discreet
from placement.errors import ResourceError
from placement.explain.markdown import escaped
from placement.explain.wording import flags, headline, upper_first
from placement.recommendation.addresses import REASON_SYSTEM
from placement.recommendation.recommendation import NOTICE, Recommendation
from placement.rules.discrepancy_reasons import DISCREPANCY_REASONS

__all__ = [
    "NOT_RECORDED",
    "Action",
    "Card",
    "Coding",
    "Indicator",
    "Source",
    "Suggestion",
    "Told",
    "cds_card",
]

_LONGEST_SUMMARY: Final = 139  # CDS Hooks 2.0: a summary has fewer than 140 characters
_REASONS_SHOWN: Final = 3
_MISSING_SHOWN: Final = 5
NOT_RECORDED: Final = "not-recorded"
"""The reason of an override that gives none; a card does not offer it."""

Indicator: TypeAlias = Literal["info", "warning", "critical"]


class Told(Discreet):
    """Part of a card, written as CDS Hooks names it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    def to_json(self) -> str:
        """Return it as JSON; what is not said is left out."""
        return self.model_dump_json(by_alias=True, exclude_none=True)

    def content(self) -> dict[str, Any]:
        """Return it as JSON values; what is not said is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Coding(Told):
    """A code."""

    code: str
    system: str
    display: str | None = None


class Source(Told):
    """Where the guidance comes from."""

    label: str
    url: str | None = None


class Action(Told):
    """What a suggestion would do: make a resource."""

    type: Literal["create"]
    description: str
    resource: dict[str, JsonValue]


class Suggestion(Told):
    """Something that a clinician can accept with a click."""

    label: str
    uuid: str
    is_recommended: bool
    actions: tuple[Action, ...]


class Card(Told):
    """A card of CDS Hooks 2.0.

    Attributes:
        uuid: By which feedback names it.
        summary: One line, of fewer than 140 characters.
        detail: More, in GitHub Flavored Markdown.
        indicator: `critical` where something cannot wait; `warning` where the level is open, answers contradict each
            other, or an open answer could mean that something cannot wait; else `info`.
        source: This library and the rulebook.
        suggestions: A draft ServiceRequest, if one was asked for and the service is determined.
        selection_behavior: At most one suggestion can be accepted.
        override_reasons: Reasons for doing otherwise.
    """

    uuid: str
    summary: Annotated[str, Field(max_length=_LONGEST_SUMMARY)]
    detail: str
    indicator: Indicator
    source: Source
    suggestions: tuple[Suggestion, ...] | None = None
    selection_behavior: Literal["at-most-one"] | None = None
    override_reasons: tuple[Coding, ...]


def cds_card(
    recommendation: Recommendation,
    *,
    subject: str | None = None,
    at: datetime | None = None,
    uuid: str | None = None,
) -> Card:
    """Return a recommendation as a card of CDS Hooks 2.0.

    Args:
        recommendation: The recommendation.
        subject: Whom it is about, such as `Patient/1`. With it, and where one service is determined, the card suggests
            a draft ServiceRequest; that needs the extra `fhir`, and `at`.
        at: When, with the offset from UTC.
        uuid: By which feedback will name the card; a new one if None.

    Raises:
        ResourceError: A subject is given without a time that has its offset from UTC.
        MissingExtra: A subject is given, and the extra `fhir` is not installed.
    """
    suggestion = None if subject is None else _suggestion(recommendation, subject, at)
    return Card(
        uuid=uuid or str(uuid4()),
        summary=_summary(recommendation),
        detail="\n".join(_detail(recommendation)),
        indicator=_indicator(recommendation),
        source=Source(
            label=f"placement {recommendation.library_version}, "
            f"rulebook {recommendation.rulebook.id} {recommendation.rulebook.version}"
        ),
        suggestions=None if suggestion is None else (suggestion,),
        selection_behavior=None if suggestion is None else "at-most-one",
        override_reasons=tuple(
            Coding(code=one.id, system=REASON_SYSTEM, display=one.says)
            for one in DISCREPANCY_REASONS
            if one.id != NOT_RECORDED
        ),
    )


def _summary(recommendation: Recommendation) -> str:
    first = headline(recommendation)
    said = upper_first(f"{first.label}: {first.main}" if first.label else first.main)
    return said if len(said) <= _LONGEST_SUMMARY else f"{said[: _LONGEST_SUMMARY - 1]}…"


def _indicator(recommendation: Recommendation) -> Indicator:
    urgent, _, possible = flags(recommendation)
    if urgent:
        return "critical"
    unsettled = not recommendation.determined or recommendation.conflicts or any(one.urgent for one in possible)
    return "warning" if unsettled else "info"


def _detail(recommendation: Recommendation) -> Iterator[str]:
    urgent, also, _ = flags(recommendation)
    yield f"**{escaped(headline(recommendation).sentence)}**"
    for title, points in (
        ("Cannot wait", [one.says for one in urgent]),
        ("Why", _reasons(recommendation)),
        ("What would settle it", _first(one.title for one in recommendation.missing)),
        ("Whatever the level", [one.says for one in also]),
        ("Answers that contradict each other", [one.says for one in recommendation.conflicts]),
    ):
        if points:
            yield from ("", f"{title}:", "", *(f"- {escaped(upper_first(one))}" for one in points))
    yield from ("", f"_{escaped(NOTICE)}_")


def _first(titles: Iterable[str]) -> list[str]:
    """Return the first of many: a card is read in seconds, the note has them all."""
    listed = list(titles)
    more = len(listed) - _MISSING_SHOWN
    return [*listed[:_MISSING_SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _reasons(recommendation: Recommendation) -> list[str]:
    shortest = recommendation.because[:_REASONS_SHOWN]
    return ["; ".join(f"{one.title}: {one.answer}" for one in reason.answers) for reason in shortest]


def _suggestion(recommendation: Recommendation, subject: str, at: datetime | None) -> Suggestion | None:
    from placement.fhir.findings import requestable, service_request  # noqa: PLC0415 - needs the extra, and only this does
    from placement.fhir.models import as_json  # noqa: PLC0415 - as above

    if at is None:
        raise ResourceError("`ServiceRequest`", ["`at`: expected a time with its offset from UTC"])
    if not requestable(recommendation):
        return None
    request = as_json(service_request(recommendation, subject=subject, at=at))
    label = f"Draft a request for {request['code']['text']}"
    action = Action(type="create", description=label, resource=request)
    return Suggestion(label=label, uuid=str(uuid4()), is_recommended=True, actions=(action,))
