"""Tables of an audit's report as HTML: every text in them is escaped."""

from collections.abc import Sequence
from dataclasses import replace

from placement.cohort.auditing.sentences import NOT_SHOWN, written
from placement.cohort.auditing.tables import Cell, Form, Table
from placement.explain.markup import Element, Node, element


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
