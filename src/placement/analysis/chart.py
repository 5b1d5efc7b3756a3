"""A small chart of turning points: inline SVG, no script, readable in light and dark and without colour."""

from typing import TYPE_CHECKING, Final

from placement.explain.markup import escaped

if TYPE_CHECKING:
    from placement.analysis.results import TurningPoint, TurningPoints

__all__ = ["chart"]

_ROW: Final = 26
_TITLE: Final = 430
_CELL: Final = 76
_HEAD: Final = 24
_COLOUR: Final = "currentColor"


def _cell(one: "TurningPoint", at: int, top: int) -> str:
    floor, ceiling = one.floors[at], one.ceilings[at]
    said = str(floor) if floor == ceiling else f"{floor}\u2013{ceiling}"
    left = _TITLE + at * _CELL
    shade = ceiling.position / (len(type(ceiling)) - 1) * 0.5
    width = 2 if at == one.recorded else 0.5
    middle = left + (_CELL - 4) / 2
    title = f"{one.anchors[at]}: level {said}" + (" (recorded)" if at == one.recorded else "")
    return (
        f"<g><title>{escaped(title)}</title>"
        f'<rect x="{left}" y="{top}" width="{_CELL - 4}" height="{_ROW - 4}" rx="3" fill="{_COLOUR}" '
        f'fill-opacity="{shade:.2f}" stroke="{_COLOUR}" stroke-width="{width}"/>'
        f'<text x="{middle:g}" y="{top + 15}" text-anchor="middle" fill="{_COLOUR}">{escaped(said)}</text>'
        "</g>"
    )


def chart(points: "TurningPoints") -> str:
    """Return a figure with a row for each scale on which the level turns.

    Args:
        points: The turning points of one person. Their answers are in the figure.
    """
    rows = points.turning()
    if not rows:
        return "<p>No single answer turns the level.</p>"
    widest = max(len(one.anchors) for one in rows)
    width, height = _TITLE + widest * _CELL, _HEAD + len(rows) * _ROW
    head = "".join(
        f'<text x="{_TITLE + at * _CELL + (_CELL - 4) / 2:g}" y="15" text-anchor="middle" fill="{_COLOUR}">{at}</text>'
        for at in range(widest)
    )
    drawn = "".join(
        f'<text x="0" y="{_HEAD + place * _ROW + 15}" fill="{_COLOUR}">{escaped(one.title)}</text>'
        + "".join(_cell(one, at, _HEAD + place * _ROW) for at in range(len(one.anchors)))
        for place, one in enumerate(rows)
    )
    return (
        "<figure><figcaption>The level at each anchor of a scale, all else equal. The recorded anchor has the thick "
        f'frame.</figcaption><svg role="img" viewBox="0 0 {width} {height}" width="100%" style="max-width:{width}px" '
        f'font-family="system-ui, sans-serif" font-size="12">{head}{drawn}</svg></figure>'
    )
