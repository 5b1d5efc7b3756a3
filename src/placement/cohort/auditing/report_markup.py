"""What an audit's report is made of: its style, light and dark, on screen and on paper; and tables as HTML, escaped."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from placement.cohort.auditing.sentences import NOT_SHOWN, written
from placement.cohort.auditing.tables import Cell, Form, Table
from placement.explain.markup import Element, Node, element
from placement.explain.stylesheet import THEME

CLASS: Final = "placement-audit"
"""Class of the article. Every selector below begins with it, so that nothing around the article changes."""

_SHEET: Final = """
.& { box-sizing: border-box; max-width: 62rem; margin: 0.5rem auto; padding: 1.75rem 2rem 1.25rem; color: var(--ink);
  background: var(--paper); border: 1px solid var(--line); border-radius: 12px; overflow-wrap: anywhere;
  font: 400 15px/1.5 Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif; }
.& *, .& *::before { box-sizing: border-box; }
.& h2, .& h3, .& p, .& ul, .& dl, .& dd, .& figure { margin: 0; padding: 0; }
.& h2 { font-size: 1.6rem; line-height: 1.25; letter-spacing: -0.01em; }
.& h3 { font-size: 1.15rem; line-height: 1.4; font-weight: 650; }
.& section { margin-top: 2rem; padding-top: 1.1rem; border-top: 1px solid var(--line); }
.& section > p, .& section > ul { margin-top: 0.35rem; max-width: 46rem; }
.& .quiet, .& .about { color: var(--quiet); font-size: 0.88em; }
.& .about { margin-top: 0.25rem; }
.& code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.88em; }
.& .found { margin-top: 1.2rem; padding: 0.9rem 1.1rem 0.9rem 2.1rem; background: var(--tint); border-radius: 8px;
  list-style: disc; }
.& .found li + li { margin-top: 0.4rem; }
.& .figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 0.6rem;
  margin-top: 0.9rem; }
.& .figures div { padding: 0.6rem 0.8rem; background: var(--raised); border: 1px solid var(--line);
  border-radius: 8px; }
.& .figures dt { color: var(--quiet); font-size: 0.8rem; line-height: 1.3; }
.& .figures dd { font-size: 1.35rem; font-weight: 650; line-height: 1.3; }
.& .figures dd small { display: block; color: var(--quiet); font-size: 0.75rem; font-weight: 400; }
.& figure { margin-top: 0.9rem; overflow-x: auto; }
.& figcaption { margin-bottom: 0.5rem; color: var(--quiet); font-size: 0.85rem; max-width: 46rem; }
.& figure svg { display: block; max-width: 100%; height: auto; color: var(--ink); }
.& details { margin-top: 0.7rem; }
.& details > summary { cursor: pointer; color: var(--accent); font-size: 0.9rem; font-weight: 600; }
.& summary:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 4px; }
.& .wide { margin-top: 0.5rem; overflow-x: auto; overflow-wrap: normal; }
.&.& table { width: auto; min-width: 60%; margin: 0; border: 0; border-collapse: collapse; color: inherit;
  font-size: 0.84rem; line-height: 1.4; table-layout: auto; font-variant-numeric: tabular-nums; }
.&.& caption { padding: 0 0 0.4rem; color: var(--quiet); font-size: 0.85rem; text-align: left; caption-side: top; }
.&.& tr:nth-child(n) { background: none; border: 0; }
.&.& th, .&.& td { max-width: 22rem; padding: 0.35rem 0.9rem 0.35rem 0; border: 0; border-top: 1px solid var(--line);
  text-align: right; vertical-align: top; white-space: nowrap; font-weight: 400; line-height: inherit; }
.&.& td small { display: block; color: var(--quiet); font-size: 0.85em; }
.&.& .text, .&.& .id { text-align: left; }
.&.& .text { min-width: 9rem; white-space: normal; }
.&.& .id { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; font-size: 0.78rem; }
.&.& .named { min-width: 20rem; max-width: 30rem; text-align: left; white-space: normal; }
.&.& .named code { color: var(--quiet); }
.&.& .named span { display: block; }
.&.& thead th { border-top: 0; border-bottom: 1px solid var(--quiet); color: var(--quiet); font-size: 0.78rem;
  font-weight: 600; padding-top: 0; vertical-align: bottom; white-space: normal; }
.&.& .square td, .&.& .square th { min-width: 4rem; padding: 0.3rem 0.6rem; }
.& .method { margin-top: 0.5rem; list-style: disc; padding-left: 1.2rem; font-size: 0.92em; max-width: 46rem; }
.& .method li + li { margin-top: 0.3rem; }
.& footer { margin-top: 2rem; padding-top: 0.7rem; color: var(--quiet); border-top: 1px solid var(--line);
  font-size: 0.8rem; }
@media (max-width: 40rem) { .& { padding: 1rem; } }
@media print {
  .& { max-width: none; padding: 0; border: 0; color-scheme: light; font-size: 10pt; print-color-adjust: exact; }
  .& details::details-content { display: block; content-visibility: visible; height: auto; }
  .& tr, .& figure, .& li { break-inside: avoid; }
  .& h3, .& summary { break-after: avoid; }
}
"""

STYLE: Final = (THEME + _SHEET).replace("&", CLASS)
"""The whole sheet, for a `<style>` element inside the article: it loads nothing."""


def _cell(tag: str, cell: Cell, form: Form, **attributes: str) -> Element:
    text, beside = written(cell, form)
    css = form if form in {"text", "id"} else ""
    return element(tag, text, *([element("small", beside)] if beside else []), css=css, **attributes)


def tabulated(table: Table, *, without: Sequence[str] = ()) -> Element:
    """Return a table; a column of ids before one of words becomes one column of both."""
    fields = [field for field in table.fields if field.key not in without]
    named = len(fields) > 1 and fields[0].form == "id" and fields[1].form == "text"
    ids = fields[0].cells
    if named:
        fields = [replace(fields[1], title=fields[0].title), *fields[2:]]
    head = (
        element("th", field.title, scope="col", css=field.form if field.form in {"text", "id"} else "")
        for field in fields
    )
    body: list[Element] = []
    for row in range(len(fields[0].cells)):
        cells = [_cell("td", field.cells[row], field.form_of(row)) for field in fields[1:]]
        first = fields[0]
        if named:
            name = element("code", str(ids[row]))
            header = element("th", name, element("span", str(first.cells[row])), scope="row", css="named")
        else:
            header = _cell("th", first.cells[row], first.form, scope="row")
        body.append(element("tr", header, *cells))
    whole = element(
        "table", element("caption", table.caption), element("thead", element("tr", *head)), element("tbody", *body)
    )
    return element("div", whole, css="wide")


def part_of(table: Table, rows: int) -> Table:
    """Return the first rows of a table."""
    return replace(table, fields=tuple(replace(field, cells=field.cells[:rows]) for field in table.fields))


def folded(title: str, *inside: Node) -> Element:
    """Return something that a reader unfolds."""
    return element("details", element("summary", title), *inside)


def squared(caption: str, corner: str, steps: Sequence[str], counts: Sequence[Sequence[int | None]]) -> Element:
    """Return a table of people by two things.

    Args:
        caption: What it shows.
        corner: What its rows and its columns are.
        steps: Their names.
        counts: The people, row by row.
    """
    head = element("tr", element("th", corner, scope="col"), *(element("th", step, scope="col") for step in steps))
    body = (
        element(
            "tr",
            element("th", step, scope="row"),
            *(element("td", NOT_SHOWN if many is None else f"{many:,}") for many in row),
        )
        for step, row in zip(steps, counts, strict=True)
    )
    whole = element("table", element("caption", caption), element("thead", head), element("tbody", *body), css="square")
    return element("div", whole, css="wide")
