"""A timeline as text, and as HTML with a drawing: inline SVG, no script, readable in light and dark, without colour."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from placement.explain.markup import Element, element
from placement.explain.sentences import upper_first
from placement.explain.stylesheet import CLASS, STYLE
from placement.explain.text import wrap
from placement.language.graded import HEADLINE, Graded
from placement.recommendation.placement import meant_by

if TYPE_CHECKING:
    from placement.reviews.timeline import Entry, Span, Timeline

_LEFT: Final = 48
_WIDE: Final = 720
_ROW: Final = 24
_TOP: Final = 14
_COLOUR: Final = "currentColor"


def to_text(timeline: "Timeline") -> str:
    """Return a timeline as plain text, wrapped at 100 columns."""
    lines = [wrap(entry.text, f"{entry.on.isoformat()}  ", " " * 12) for entry in timeline.entries]
    return "\n".join([*lines, "", wrap(timeline.notice)]) + "\n"


class _Sheet:
    """Where days and services stand in the drawing."""

    def __init__(self, timeline: "Timeline") -> None:
        days = [*(entry.on for entry in timeline.entries), *(span.began for span in timeline.spans)]
        self.first, self.last = min(days), max(days)
        self._days = max(1, (self.last - self.first).days)
        self.services = list(meant_by(timeline.rulebook)[HEADLINE])
        self.height = _TOP + (len(self.services) + 1) * _ROW

    def across(self, day: date) -> float:
        return _LEFT + (day - self.first).days / self._days * _WIDE

    def down(self, service: Graded) -> float:
        return _TOP + (len(self.services) - 1 - service.position) * _ROW


def _titled(title: str, *drawn: Element) -> Element:
    return element("g", element("title", title), *drawn)


def _line(x1: float, y1: float, x2: float, y2: float, width: str, **more: str) -> Element:
    return element(
        "line",
        x1=f"{x1:g}",
        y1=f"{y1:g}",
        x2=f"{x2:g}",
        y2=f"{y2:g}",
        stroke=_COLOUR,
        stroke_width=width,
        **more,
    )


def _word(text: str, x: float, y: float, anchor: str) -> Element:
    return element("text", text, x=f"{x:g}", y=f"{y:g}", text_anchor=anchor, fill=_COLOUR)


def _ladder(sheet: _Sheet) -> Iterator[Element]:
    for service in sheet.services:
        y = sheet.down(service)
        yield _line(_LEFT, y, _LEFT + _WIDE, y, "1", stroke_opacity="0.15")
        yield _word(str(service), _LEFT - 8, y + 4, "end")


def _span(span: "Span", sheet: _Sheet) -> Element:
    y, end = sheet.down(span.service), span.ended or sheet.last
    until = "and lasts" if span.ended is None else f"to {span.ended.isoformat()}"
    title = f"{span.service} ({span.name}) from {span.began.isoformat()} {until}"
    return _titled(title, _line(sheet.across(span.began), y, sheet.across(end), y, "5", stroke_linecap="round"))


def _need(entry: "Entry", sheet: _Sheet) -> Element:
    least, most = entry.need_floor, entry.need_ceiling
    if least is None or most is None:
        return Element()
    x, low, high = sheet.across(entry.on), sheet.down(least), sheet.down(most)
    dots = (
        element("circle", cx=f"{x:g}", cy=f"{y:g}", r="5", fill="none", stroke=_COLOUR, stroke_width="2")
        for y in dict.fromkeys((low, high))
    )
    return _titled(f"{entry.on.isoformat()}: {entry.text}", _line(x, low, x, high, "2", stroke_dasharray="3 3"), *dots)


def _drawing(timeline: "Timeline") -> Element:
    sheet = _Sheet(timeline)
    bottom = sheet.height - _ROW / 2
    days = (
        _word(sheet.first.isoformat(), _LEFT, bottom, "start"),
        _word(sheet.last.isoformat(), _LEFT + _WIDE, bottom, "end"),
    )
    width = _LEFT + _WIDE + 16
    drawing = element(
        "svg",
        *_ladder(sheet),
        *(_span(span, sheet) for span in timeline.spans),
        *(_need(entry, sheet) for entry in timeline.entries),
        *days,
        role="img",
        aria_label="Services and needs over time; the list below says the same in words",
        viewBox=f"0 0 {width} {sheet.height:g}",
        width="100%",
        style=f"max-width:{width}px",
        font_family="system-ui, sans-serif",
        font_size="12",
    )
    caption = (
        "Thick lines: where the person was. Circles: what was needed; two, and what lies between, where it was open."
    )
    return element("figure", drawing, element("figcaption", caption, css="quiet"))


def to_html(timeline: "Timeline") -> str:
    """Return a timeline as one HTML article with its own style: nothing is loaded or run, and all text is escaped."""
    rows = (
        element(
            "tr",
            element("th", element("span", entry.on.isoformat(), css="verdict"), scope="row"),  # on one line
            element("td", upper_first(entry.text)),
        )
        for entry in timeline.entries
    )
    return element(
        "article",
        Element(f"<style>{STYLE}</style>"),
        element("header", element("h2", element("span", "Course", css="main"))),
        element("section", _drawing(timeline)),
        element("section", element("h3", "Day by day"), element("table", element("tbody", *rows))),
        element("footer", element("p", timeline.notice)),
        css=CLASS,
        lang="en-GB",
        aria_label="Course through care",
    )
