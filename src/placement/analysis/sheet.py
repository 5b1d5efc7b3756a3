"""The frame of a report shown as HTML: one self-contained article, without script, readable in light and dark."""

from collections.abc import Iterable, Sequence
from typing import Final

from placement.explain.markup import Element, Node, element

_CLASS: Final = "placement-report"
"""Class of the article. Every selector begins with it, so that nothing around the article changes."""

_STYLE: Final = """
.& { max-width: 62rem; padding: 1rem 1.25rem; color: CanvasText; background: Canvas; overflow-wrap: anywhere;
  border: 1px solid GrayText; border-radius: 8px; font: 400 15px/1.5 system-ui, sans-serif; }
.& h2, .& h3 { margin: 1rem 0 0.3rem; line-height: 1.3; }
.& h2 { margin-top: 0; font-size: 1.4rem; }
.& h3 { font-size: 1.05rem; }
.& p, .& ul { margin: 0.2rem 0 0.4rem; }
.& details { margin: 0.15rem 0; padding-left: 0.3rem; }
.& details[open] { padding-left: 0.7rem; border-left: 3px solid; }
.& summary { cursor: pointer; }
.& .wide { overflow-x: auto; }
.&.& table { margin: 0.4rem 0; color: inherit; border-collapse: collapse; font-size: 0.9rem; }
.&.& caption { text-align: left; font-size: 0.9rem; }
.&.& th, .&.& td { padding: 0.2rem 0.7rem; border: 1px solid GrayText; text-align: right; overflow-wrap: normal; }
.&.& th:first-child { text-align: left; }
""".replace("&", _CLASS)


def article(*children: Node) -> Element:
    """Return an article with its own style: nothing is loaded, nothing runs, all text is escaped."""
    return element("article", Element(f"<style>{_STYLE}</style>"), *children, css=_CLASS)


def table(caption: str, head: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> Element:
    """Return a table of figures.

    Args:
        caption: What it shows.
        head: The columns' names; the first is that of the column of the rows' names.
        rows: Name of each row, with its cells.
    """
    columns = element("tr", *(element("th", name, scope="col") for name in head))
    body = (
        element("tr", element("th", name, scope="row"), *(element("td", cell) for cell in cells))
        for name, cells in rows
    )
    whole = element("table", element("caption", caption), element("thead", columns), element("tbody", *body))
    return element("div", whole, css="wide")
