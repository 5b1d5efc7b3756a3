"""A note for the chart: plain sentences that a payer can review line by line."""

import textwrap
from typing import TYPE_CHECKING, Final

from placement.explain.note import note
from placement.explain.sentences import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from placement.explain.note import Point
    from placement.recommendation.recommendation import Recommendation

WIDTH: Final = 100
"""Columns at which lines are broken."""


def wrap(text: str, first: str = "", rest: str = "") -> str:
    """Return text on lines of at most `WIDTH` columns, with what stands before the first and before the others."""
    return textwrap.fill(
        one_line(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _lines(points: "tuple[Point, ...]", indent: str) -> "Iterator[str]":
    for point in points:
        yield wrap(point.text, f"{indent}- ", f"{indent}  ")
        yield from _lines(point.under, f"{indent}  ")


def to_text(recommendation: "Recommendation") -> str:
    """Return a note for the chart, in sentences, wrapped at 100 columns; the headline stands first."""
    first, *others = note(recommendation)
    blocks = [wrap(first.title)]
    for section in others:
        sentences = [wrap(sentence) for sentence in section.sentences]
        blocks.append("\n".join([section.title.upper(), *sentences, *_lines(section.points, "")]))
    return "\n\n".join(blocks) + "\n"
