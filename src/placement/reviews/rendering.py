"""A review in words: plain text for the chart, and one HTML article. What to do comes first, then why."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from placement.explain.markup import Element, element
from placement.explain.sentences import cited, count, upper_first
from placement.explain.stylesheet import CLASS, STYLE
from placement.explain.text import wrap
from placement.language.graded import named

if TYPE_CHECKING:
    from placement.reviews.result import Aftercare, AnswerChange, DimensionChange, Review, RowShown


def _within(days: int) -> str:
    return "today" if days == 0 else f"within {count(days, 'day', 'days')}"


def headline(review: "Review") -> str:
    """Return what the review comes to, on one line."""
    placed = named(review.placed, review.placed_name)
    to = "no service" if review.to_no_service else named(review.to, review.to_name)
    moves = f"stay in {placed}" if review.to == review.placed else f"from {placed} to {to}"
    if review.to_floor < review.to_ceiling:
        moves += f" or {'less' if review.to_floor < review.to else 'more'} (open answers decide)"
    when = "" if review.within_days is None else f", {_within(review.within_days)}"
    return f"{upper_first(review.kind)}: {moves}{when}"


def _next(review: "Review") -> str:
    if review.next_review_days is None:
        return ""
    in_days = f"in {count(review.next_review_days, 'day', 'days')}"
    on = "" if review.next_review_on is None else f", on {review.next_review_on.isoformat()}"
    return f"Next review {in_days}{on}."


def _aftercare(aftercare: "Aftercare") -> str:
    weeks, times = count(aftercare.weeks, "week", "weeks"), count(aftercare.sessions_a_week, "session", "sessions")
    service = named(aftercare.service, aftercare.service_name)
    first = f"Then aftercare: service {service} for about {weeks}, {times} a week{cited(aftercare.sources)}."
    return " ".join((first, *aftercare.notes))


def _row(row: "RowShown") -> str:
    verdict = {"met": "applies", "not met": "does not apply", "unknown": "may apply"}[row.verdict]
    facts = [f"{fact.text}: {_VERDICTS[fact.verdict]}" for fact in row.facts]
    return f"{row.id} {verdict}: {'; '.join(facts)}{cited(row.sources)}"


_VERDICTS = {"met": "yes", "not met": "no", "unknown": "not known"}


def _drivers(review: "Review") -> Iterator[str]:
    for driver in review.drivers:
        moved = {True: ", better than last time", False: ", no better than last time", None: ""}[driver.improved]
        if driver.improved is None and review.changes is not None:
            moved = ", not known whether better than last time"
        most = "" if driver.rating == driver.rating_at_most else f" to {driver.rating_at_most}"
        perhaps = " (perhaps)" if driver.verdict == "unknown" else ""
        yield f"{driver.title}{perhaps}: rated {driver.rating}{most}{moved}"


def _changes(review: "Review") -> Iterator[str]:
    if review.changes is None:
        return
    changes: tuple[DimensionChange | AnswerChange, ...] = (*review.changes.dimensions, *review.changes.answers)
    for change in changes:
        direction = f" ({change.direction})" if change.direction else ""
        yield f"{change.title}: {change.before}, now {change.after}{direction}"


def _sections(review: "Review") -> list[tuple[str, list[str]]]:
    """Return titled lists, those without an entry left out."""
    changed = list(_changes(review))
    sections = [
        ("Cannot wait", list(map(upper_first, review.danger))),
        ("Ask", [upper_first(question.asks) for question in review.questions]),
        ("What is missing", list(map(upper_first, review.missing))),
        ("What holds the person at this need", list(_drivers(review))),
        ("What changed since last time", ["Nothing."] if review.changes and not changed else changed),
        ("Every row, in its order", list(map(_row, review.rows))),
    ]
    return [(title, entries) for title, entries in sections if entries]


def _sentences(review: "Review") -> tuple[str, ...]:
    scale = review.unsuccessful_scale
    sentences = (
        f"{upper_first(review.do)}.",
        review.because,
        f"Record in `{scale}` that treatment here did not help." if scale else "",
        review.need_text,
        _next(review),
        _aftercare(review.aftercare) if review.aftercare else "",
    )
    return tuple(filter(None, sentences))


def to_text(review: "Review") -> str:
    """Return a review as plain text, wrapped at 100 columns."""
    day = "" if review.on is None else f"{review.on.isoformat()} "
    blocks = ["\n".join([wrap(f"{day}{headline(review)}."), *(wrap(sentence) for sentence in _sentences(review))])]
    for title, entries in _sections(review):
        blocks.append("\n".join([title.upper(), *(wrap(entry, "- ", "  ") for entry in entries)]))
    return "\n\n".join([*blocks, wrap(review.notice)]) + "\n"


def _list(title: str, entries: list[str], css: str) -> Element:
    points = element("ul", *(element("li", entry) for entry in entries), css="points")
    return element("section", element("h3", title), points, css=css)


def to_html(review: "Review") -> str:
    """Return a review as one HTML article with its own style: nothing is loaded, nothing runs, all text is escaped."""
    lists = (_list(title, entries, "urgent" if title == "Cannot wait" else "") for title, entries in _sections(review))
    day = "" if review.on is None else f" on {review.on.isoformat()}"
    return element(
        "article",
        Element(f"<style>{STYLE}</style>"),
        element("header", element("h2", element("span", headline(review), css="main"))),
        element("section", *(element("p", sentence) for sentence in _sentences(review))),
        *lists,
        element("footer", element("p", review.notice)),
        css=CLASS,
        lang="en-GB",
        aria_label=f"Review{day}",
    )
