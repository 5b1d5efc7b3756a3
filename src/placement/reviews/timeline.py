"""A course day by day: what began and ended, what was needed, and what each review came to."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Literal, TypeAlias

from placement.assessment.confidential import Quiet
from placement.explain.sentences import count
from placement.language.graded import Graded, Track
from placement.recommendation.place import Engine, place
from placement.recommendation.placement import Referring, RulebookOutline, ServiceValue
from placement.reviews.rendering import headline
from placement.reviews.result import Review
from placement.reviews.visits import Episode, Reviewed, Visit
from placement.rulebook.rulebook import Rulebook

EntryKind: TypeAlias = Literal["begins", "transfer", "assessed", "reviewed", "ends", "without a service"]


class Span(Quiet):
    """A time in one service, as it is drawn.

    Attributes:
        service: The service.
        name: What it is called.
        began: Its first day.
        ended: Its last day; None while it lasts.
    """

    service: ServiceValue
    name: str
    began: date
    ended: date | None


class Entry(Quiet):
    """Something that happened on a day.

    Attributes:
        on: The day.
        kind: What kind of thing.
        text: What happened, in a sentence without its full stop.
        service: Where the person is; None between two services.
        need_floor: The least that was needed, where the person was assessed.
        need_ceiling: The most that may have been needed.
        outcome: Id of the row that decided, where it was a review.
        next_review_on: When the next review is due, where it was one.
    """

    on: date
    kind: EntryKind
    text: str
    service: ServiceValue | None
    need_floor: ServiceValue | None = None
    need_ceiling: ServiceValue | None = None
    outcome: str | None = None
    next_review_on: date | None = None


class Timeline(Referring):
    """A course, day by day.

    Attributes:
        rulebook: The rulebook under which needs were determined.
        entries: What happened, in order.
        spans: Times in a service, in order.
        notice: What this is not.
    """

    entries: tuple[Entry, ...]
    spans: tuple[Span, ...]
    notice: str

    def to_text(self) -> str:
        """Return the timeline as plain text: a line for each entry."""
        from placement.reviews.timeline_drawing import to_text  # noqa: PLC0415 - renderers load when they are used

        return to_text(self)

    def to_html(self) -> str:
        """Return the timeline as one HTML article with a drawing (inline SVG, no script), all text escaped."""
        from placement.reviews.timeline_drawing import to_html  # noqa: PLC0415 - as above

        return to_html(self)

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the timeline as JSON."""
        return self.model_dump_json(indent=indent)

    def _repr_html_(self) -> str:
        return self.to_html()


def _needed(least: Graded, most: Graded, rulebook: Rulebook) -> str:
    low, high = rulebook.named_service(least), rulebook.named_service(most)
    return f"need {low}" if least == most else f"need at least {low}, may be up to {high}"


def _entry(visit: Visit, review: Review | None, service: Track, rulebook: Rulebook, engine: Engine) -> Entry:
    if review is None:
        placed = place(visit.assessment, rulebook, engine)
        least, most = placed.floor.service, placed.ceiling.service
        return Entry(
            on=visit.on,
            kind="assessed",
            text=f"assessed: {_needed(least, most, rulebook)}",
            service=service,
            need_floor=least,
            need_ceiling=most,
        )
    asked = "; ".join(question.asks for question in review.questions)
    need = _needed(review.need_floor, review.need_ceiling, rulebook)
    sentence = f"review: {need}; {headline(review)} ({review.outcome})"
    return Entry(
        on=visit.on,
        kind="reviewed",
        text=f"{sentence}; open: {asked}" if asked else sentence,
        service=service,
        need_floor=review.need_floor,
        need_ceiling=review.need_ceiling,
        outcome=review.outcome,
        next_review_on=review.next_review_on,
    )


def _entries(
    episodes: Sequence[Episode], reviewed: Sequence[Reviewed], rulebook: Rulebook, engine: Engine
) -> Iterator[Entry]:
    ended: date | None = None
    for number, episode in enumerate(episodes):
        service = rulebook.named_service(episode.service)
        between = 0 if ended is None else (episode.began - ended).days - 1
        if ended is not None and between > 0:
            text = f"{count(between, 'day', 'days')} without a service"
            yield Entry(on=ended + timedelta(days=1), kind="without a service", text=text, service=None)
        begins = f"goes on with another provider: {episode.transfer}" if episode.transfer else "begins"
        kind: EntryKind = "transfer" if episode.transfer else "begins"
        yield Entry(on=episode.began, kind=kind, text=f"{service} {begins}", service=episode.service)
        for within, visit, review in reviewed:
            if within == number:
                yield _entry(visit, review, episode.service, rulebook, engine)
        ended = episode.ended
        if ended is not None:
            yield Entry(on=ended, kind="ends", text=f"{service} ends", service=episode.service)


def timeline(episodes: Sequence[Episode], reviewed: Sequence[Reviewed], rulebook: Rulebook, engine: Engine) -> Timeline:
    """Return the timeline of a course; `Course.timeline` calls it."""
    spans = (
        Span(
            service=episode.service,
            name=rulebook.service_names[str(episode.service)],
            began=episode.began,
            ended=episode.ended,
        )
        for episode in episodes
    )
    return Timeline(
        entries=tuple(_entries(episodes, reviewed, rulebook, engine)),
        spans=tuple(spans),
        rulebook=RulebookOutline.of(rulebook),
        notice=rulebook.words.notice,
    )
