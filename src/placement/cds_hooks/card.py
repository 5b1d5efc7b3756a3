"""A recommendation as a card of CDS Hooks 2.0."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, TypeAlias
from uuid import uuid4

from pydantic import ConfigDict, Field, JsonValue
from pydantic.alias_generators import to_camel

from placement.assessment.assessment import given_or_shipped
from placement.assessment.confidential import Discreet
from placement.cds_hooks.basis import Basis, basis_of
from placement.errors import ResourceError
from placement.explain.markdown import escaped
from placement.explain.sentences import upper_first, within
from placement.explain.wording import flags, headline, words_of
from placement.language.discrepancies import DISCREPANCY_REASONS
from placement.language.words import REASON_SYSTEM
from placement.recommendation.recommendation import Finding, Recommendation

if TYPE_CHECKING:
    from placement.fhir.response_details import ResponseDetails
    from placement.rulebook.rulebook import Rulebook

_LONGEST_SUMMARY: Final = 139  # CDS Hooks 2.0: a summary has fewer than 140 characters
_LEAST_OF_LEVEL: Final = 50
"""Characters of a summary that are kept for the level, whatever else is to be said."""
_REASONS_SHOWN: Final = 3
_MISSING_SHOWN: Final = 5
NOT_RECORDED: Final = "not-recorded"
"""The reason of an override that gives none; a card does not offer it."""

Indicator: TypeAlias = Literal["info", "warning", "critical"]


class HooksModel(Discreet):
    """Part of a card, written as CDS Hooks names it."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)

    def to_json(self) -> str:
        """Return it as JSON; what is not said is left out."""
        return self.model_dump_json(by_alias=True, exclude_none=True)

    def content(self) -> dict[str, Any]:
        """Return it as JSON values; what is not said is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


class Coding(HooksModel):
    """A code."""

    code: str
    system: str
    display: str | None = None


class Source(HooksModel):
    """Where the guidance comes from."""

    label: str
    url: str | None = None


class Action(HooksModel):
    """What a suggestion would do: make a resource."""

    type: Literal["create"]
    description: str
    resource: dict[str, JsonValue]


class Suggestion(HooksModel):
    """Something that a clinician can accept with a click."""

    label: str
    uuid: str
    is_recommended: bool
    actions: tuple[Action, ...]


class Card(HooksModel):
    """A card of CDS Hooks 2.0.

    Attributes:
        uuid: By which feedback names it.
        summary: One line, of fewer than 140 characters.
        detail: More, in GitHub Flavored Markdown.
        indicator: `critical` where something cannot wait; `warning` where the level is open, answers contradict each
            other, are not finished or too old, or an open answer could mean that something cannot wait; else `info`.
        source: This library and the rulebook.
        suggestions: A draft ServiceRequest, if one was asked for, the service is determined, and the answers may be
            relied on.
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


def cds_card(  # noqa: PLR0913 - one argument for each thing that it is about
    recommendation: Recommendation,
    *,
    subject: str | None = None,
    at: datetime | None = None,
    uuid: str | None = None,
    answers: "ResponseDetails | None" = None,
    stale_after: timedelta | None = None,
    rulebook: "Rulebook | None" = None,
) -> Card:
    """Return a recommendation as a card of CDS Hooks 2.0.

    With `answers`, the card says of which day the answers are and whether they are finished. Where they are not, or are
    dated in the future, or are older than `stale_after` or without a date, summary and detail say so, the indicator is
    at least `warning`, and nothing is suggested.

    Args:
        recommendation: The recommendation.
        subject: Whom it is about, such as `Patient/1`. With it, and where one service is determined, the card suggests
            a draft ServiceRequest; that needs the extra `fhir`, and `at`.
        at: When, with the offset from UTC.
        uuid: By which feedback will name the card; a new one if None.
        answers: What the QuestionnaireResponse says beside its answers, from `placement.fhir.response_details`.
        stale_after: How old the answers may be; None for any age, or none.
        rulebook: The rulebook by which it was recommended, for the ServiceRequest; by default the one that it holds,
            else the shipped one.

    Raises:
        MismatchedAssessment: It was recommended by another rulebook than the one given.
        ResourceError: A subject is given without a time that has its offset from UTC, or is not the one of `answers`.
        MissingExtra: A subject is given, and the extra `fhir` is not installed.
        ValueError: `stale_after` is given without `at`, or `at` has no offset from UTC.
    """
    if rulebook is not None:
        recommendation.rulebook.expect(given_or_shipped(rulebook))
    basis = Basis("", ()) if answers is None else basis_of(answers, at, stale_after)
    suggestion = None if subject is None else _suggestion(recommendation, subject, at, answers, rulebook)
    if basis.cautions:
        suggestion = None
    return Card(
        uuid=uuid or str(uuid4()),
        summary=_summary(recommendation, basis),
        detail="\n".join(_detail(recommendation, basis)),
        indicator=_indicator(recommendation, basis),
        source=Source(
            label=f"placement {recommendation.library_version}, "
            f"rulebook {recommendation.rulebook.id} {recommendation.rulebook.version}"
        ),
        suggestions=None if suggestion is None else (suggestion,),
        selection_behavior=None if suggestion is None else "at-most-one",
        override_reasons=tuple(
            Coding(code=reason.id, system=REASON_SYSTEM, display=reason.text)
            for reason in DISCREPANCY_REASONS
            if reason.id != NOT_RECORDED
        ),
    )


def _summary(recommendation: Recommendation, basis: Basis) -> str:
    first = headline(recommendation)
    summary = upper_first(f"{first.label}: {first.main}" if first.label else first.main)
    urgent, _, possible = flags(recommendation)
    could_be_urgent = not urgent and any(flag.urgent for flag in possible)
    remarks = ""
    for caution in (*(["may be urgent: an answer is open"] if could_be_urgent else []), *basis.cautions):
        if len(remarks) + len(caution) <= _LONGEST_SUMMARY - _LEAST_OF_LEVEL:  # the detail has them all
            remarks += f"; {caution}"
    room = _LONGEST_SUMMARY - len(remarks)
    return (summary if len(summary) <= room else f"{summary[: room - 1]}…") + remarks


def _indicator(recommendation: Recommendation, basis: Basis) -> Indicator:
    urgent, _, possible = flags(recommendation)
    if urgent:
        return "critical"
    unsettled = not recommendation.determined or recommendation.conflicts or basis.cautions
    return "warning" if unsettled or any(flag.urgent for flag in possible) else "info"


def _detail(recommendation: Recommendation, basis: Basis) -> Iterator[str]:
    urgent, beside, possible = flags(recommendation)
    yield f"**{escaped(headline(recommendation).sentence)}**"
    if basis.sentence:
        yield from ("", escaped(basis.sentence))
    for title, points in (
        ("Please note", list(basis.cautions)),
        ("Cannot wait", [flag.text for flag in urgent]),
        ("Could be urgent", _possible(recommendation, [flag for flag in possible if flag.urgent])),
        ("Why", _reasons(recommendation)),
        ("What would settle it", _first(question.title for question in recommendation.missing)),
        ("Whatever the level", [flag.text for flag in beside]),
        (
            "Possible, while answers are open",
            _first(_possible(recommendation, [flag for flag in possible if not flag.urgent])),
        ),
        ("Answers that contradict each other", [conflict.text for conflict in recommendation.conflicts]),
    ):
        if points:
            yield from ("", f"{title}:", "", *(f"- {escaped(upper_first(point))}" for point in points))
    yield from ("", f"_{escaped(recommendation.notice)}_")


def _possible(recommendation: Recommendation, raised: list[Finding]) -> list[str]:
    """Return flags that open answers could raise, each with the questions that decide it."""
    words = words_of(recommendation)
    titles = {answer.scale: within(answer.title, words) for answer in recommendation.answers}
    return [f"{flag.text}: depends on {'; '.join(_first(map(titles.__getitem__, flag.depends_on)))}" for flag in raised]


def _first(titles: Iterable[str]) -> list[str]:
    """Return the first of many: a card is read in seconds, the note has them all."""
    listed = list(titles)
    more = len(listed) - _MISSING_SHOWN
    return [*listed[:_MISSING_SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _reasons(recommendation: Recommendation) -> list[str]:
    shortest = recommendation.because[:_REASONS_SHOWN]
    return ["; ".join(f"{answer.title}: {answer.answer}" for answer in reason.answers) for reason in shortest]


def _suggestion(
    recommendation: Recommendation,
    subject: str,
    at: datetime | None,
    answers: "ResponseDetails | None",
    rulebook: "Rulebook | None",
) -> Suggestion | None:
    from placement.fhir.findings import requestable, service_request  # noqa: PLC0415 - needs the extra, and only this does
    from placement.fhir.models import as_json  # noqa: PLC0415 - as above
    from placement.fhir.subjects import same_subject  # noqa: PLC0415 - as above

    if at is None:
        raise ResourceError("`ServiceRequest`", ["`at`: expected a time with its offset from UTC"])
    if answers is not None and answers.subject is not None and not same_subject(answers.subject, subject):
        raise ResourceError("`ServiceRequest`", ["`subject`: expected the person whom the answers are about"])
    if not requestable(recommendation):
        return None
    request = as_json(service_request(recommendation, subject=subject, at=at, rulebook=rulebook))
    label = f"Draft a request for {request['code']['text']}"
    action = Action(type="create", description=label, resource=request)
    return Suggestion(label=label, uuid=str(uuid4()), is_recommended=True, actions=(action,))
