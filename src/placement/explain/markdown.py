"""The note as Markdown: CommonMark, and tables as GitHub and most viewers read them."""

import re
from typing import TYPE_CHECKING, Final

from placement.explain.note import level_against, level_for, note
from placement.explain.sentences import one_line, upper_first
from placement.explain.wording import called

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from placement.explain.note import Point, Section
    from placement.recommendation.recommendation import Recommendation

_SPECIAL: Final = re.compile(r"[\\`*_\[\]<>&#|~$]|:(?=//)|(?<=www)\.", re.IGNORECASE)
_LIST_MARKER: Final = re.compile(r"^(\d*)([-+=.)])")


def escaped(text: str) -> str:
    """Return text that Markdown shows as it is: no markup, no HTML, no link, no list, on one line."""
    return _LIST_MARKER.sub(r"\1\\\2", _SPECIAL.sub(r"\\\g<0>", one_line(text)))


def _list(points: "tuple[Point, ...]", indent: str) -> "Iterator[str]":
    for point in points:
        yield f"{indent}- {escaped(point.text)}"
        yield from _list(point.under, f"{indent}  ")


def _row(cells: "Sequence[str]") -> str:
    return f"| {' | '.join(cells)} |"


def _levels(recommendation: "Recommendation") -> "Iterator[str]":
    yield _row(("Level", "Verdict", "For", "Against"))
    yield _row(("---", "---", "---", "---"))
    for case in recommendation.cases:
        against = "<br>".join(escaped(reason) for reason in level_against(case))
        name = escaped(upper_first(called(recommendation, case.level)))
        verdict = f"**{case.verdict}**" if case.verdict in {"recommended", "possible"} else case.verdict
        yield _row((name, verdict, escaped(level_for(case)), against))


def _section(section: "Section", recommendation: "Recommendation") -> "Iterator[str]":
    yield f"### {escaped(section.title)}"
    yield from (escaped(sentence) for sentence in section.sentences)
    points = _levels(recommendation) if section.table else _list(section.points, "")
    if section.points:
        yield "\n".join(points)


def to_markdown(recommendation: "Recommendation") -> str:
    """Return the note as Markdown; the headline stands first, as a heading."""
    first, *others = note(recommendation)
    blocks = [f"## {escaped(first.title)}", *(block for other in others for block in _section(other, recommendation))]
    return "\n\n".join(blocks) + "\n"
