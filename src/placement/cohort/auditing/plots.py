"""The plots of an audit, drawn with altair from its tables; in reports as plain SVG, readable in light and dark.

altair and vl-convert are imported here and nowhere else. They come with the extra `plots`.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeAlias

import altair as alt
import vl_convert

from placement.cohort.auditing.disparity import Departure
from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.tables import (
    Table,
    confusion_table,
    disparity_table,
    gap_table,
    plain_columns,
    transition_table,
)
from placement.explain.markup import Element, escaped

Chart: TypeAlias = alt.Chart | alt.LayerChart | alt.FacetChart | alt.HConcatChart

_MARK: Final = "#12877d"
"""Dark enough for white paper and light enough for black: 4.4 to 1 on white, 4.1 to 1 on the report's dark paper."""

_FAINT: Final = "#8a949e"
_MOST_SCALES: Final = 15
_NOT_SHOWN: Final = "not shown"
_ROW: Final = 22
_FONT: Final = "Arial, Helvetica, Liberation Sans, sans-serif"
"""The widths of its letters are known where plots are laid out."""

_DEPARTURES: Final[Mapping[Departure, str]] = {
    "below": "Given less than the least",
    "above": "Given more than the most",
}

_REPORT: Final[dict[str, Any]] = {
    "background": "transparent",
    "font": _FONT,
    "view": {"stroke": None},
    "axis": {
        "labelColor": "currentColor",
        "titleColor": "currentColor",
        "tickColor": _FAINT,
        "domainColor": _FAINT,
        "gridColor": _FAINT,
        "gridOpacity": 0.25,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": 500,
    },
    "header": {"labelColor": "currentColor", "titleColor": "currentColor", "labelFontSize": 12},
    "title": {"color": "currentColor", "fontSize": 13, "fontWeight": 600, "anchor": "start", "offset": 8},
    "legend": {"labelColor": "currentColor", "titleColor": "currentColor"},
    "text": {"color": "currentColor", "fontSize": 12},
}
"""Text takes the colour of the text around the plot."""


def _rows(table: Table) -> list[dict[str, Any]]:
    columns = plain_columns(table)
    return [dict(zip(columns, cells, strict=True)) for cells in zip(*columns.values(), strict=True)]


def _squares(table: Table, across: tuple[str, str], down: tuple[str, str], steps: Iterable[str], **only: str) -> Chart:
    """Return a heat map of people by two things; the shade is the share of the row."""
    order = list(steps)
    rows = [row for row in _rows(table) if all(row[key] == value for key, value in only.items())]
    whole = "datum.people === null ? '·' : format(datum.people, ',')"
    base = (
        alt.Chart(alt.InlineData(values=rows))
        .transform_joinaggregate(row="sum(people)", groupby=[down[0]])
        .transform_calculate(part="datum.row > 0 ? datum.people / datum.row : 0", text=whole)
        .encode(
            x=alt.X(f"{across[0]}:N", sort=order, title=across[1], axis=alt.Axis(labelAngle=0, orient="top")),
            y=alt.Y(f"{down[0]}:N", sort=order, title=down[1]),
        )
    )
    shade = alt.Opacity("part:Q", scale=alt.Scale(domain=[0, 1], range=[0.04, 0.75]), legend=None)
    tiles = base.mark_rect(color=_MARK, stroke=_FAINT, strokeWidth=0.5).encode(opacity=shade)
    tiles = tiles.transform_filter("datum.people !== null")
    withheld = base.mark_rect(filled=False, stroke=_FAINT, strokeDash=[3, 3]).transform_filter("datum.people === null")
    texts = base.mark_text().encode(text="text:N")
    return alt.layer(tiles, withheld, texts, width=alt.Step(72), height=alt.Step(34))


def _by_group(groups: Groups) -> alt.HConcatChart:
    """Return, for both departures, each group's share as it is and at equal need, with the interval of the latter."""
    table = disparity_table([groups])
    names = list(groups.by_group)
    panels: list[alt.LayerChart | alt.FacetChart] = []
    for place, (departure, title) in enumerate(_DEPARTURES.items()):
        base = (
            alt.Chart(alt.InlineData(values=_rows(table)))
            .transform_filter(alt.datum.departure == departure)
            .encode(
                y=alt.Y(
                    "group:N", sort=names, title=None, axis=alt.Axis(labels=place == 0, ticks=False, labelLimit=200)
                )
            )
        )
        share = alt.Axis(format="%", tickCount=4, title="Share of people")
        standardised = base.mark_rule(color=_MARK, strokeWidth=2).encode(
            x=alt.X("standardised_low:Q", axis=share), x2="standardised_high:Q"
        )
        points = base.mark_point(color=_MARK, filled=True, size=60, opacity=1).encode(x="standardised:Q")
        crude = base.mark_point(color=_FAINT, filled=False, size=60, strokeWidth=1.5, opacity=1).encode(x="rate:Q")
        withheld = base.transform_filter("datum.people === null").mark_text(align="left", color=_FAINT, dx=4)
        layers = [standardised, crude, points, withheld.encode(x=alt.value(0), text=alt.value(_NOT_SHOWN))]
        overall = groups.disparity[departure].overall.value
        if overall is not None:
            line = alt.Chart(alt.InlineData(values=[{"overall": overall}]))
            layers.insert(0, line.mark_rule(color=_FAINT, strokeDash=[4, 3]).encode(x="overall:Q"))
        panels.append(alt.layer(*layers, title=title, width=270, height=alt.Step(_ROW)))
    return alt.hconcat(*panels, spacing=24)


def _gaps(table: Table) -> alt.HConcatChart:
    base = (
        alt.Chart(alt.InlineData(values=_rows(table)))
        .transform_window(rank="row_number()")
        .transform_filter(f"datum.rank <= {_MOST_SCALES}")
    )
    names = [str(cell) for cell in table.fields[1].cells[:_MOST_SCALES]]

    def bars(key: str, title: str, form: str, *, named: bool) -> alt.LayerChart | alt.FacetChart:
        rows: alt.Chart = base.encode(
            y=alt.Y("title:N", sort=names, title=None, axis=alt.Axis(labels=named, ticks=False, labelLimit=330)),
        )
        across = alt.X(f"{key}:Q", title=None, axis=alt.Axis(format=form, tickCount=4))
        bar = rows.transform_filter(f"datum.{key} !== null").mark_bar(color=_MARK, height=12).encode(x=across)
        withheld = rows.transform_filter(f"datum.{key} === null").mark_text(align="left", color=_FAINT, dx=4)
        withheld = withheld.encode(x=alt.value(0), text=alt.value(_NOT_SHOWN))
        return alt.layer(bar, withheld, title=title, width=180, height=alt.Step(_ROW))

    return alt.hconcat(
        bars("missing_share", "No answer", "%", named=True),
        bars("expected", "People whom this answer alone would settle", ",d", named=False),
        spacing=24,
    )


def charts(audit: Figures) -> dict[str, Chart]:
    """Return every plot of an audit, by name: `confusion`, `groups <column>`, `gaps`, `transition`."""
    drawings: dict[str, Chart] = {
        "confusion": _squares(
            confusion_table(audit.confusion),
            ("given", "What was given"),
            ("recommended", "What is recommended"),
            audit.confusion.steps,
        )
    }
    for column, groups in audit.by.items():
        drawings[f"groups {column}"] = _by_group(groups)
    drawings["gaps"] = _gaps(gap_table(audit.quality, audit.agreement.people or 0))
    if audit.changed is not None:
        moves, steps = transition_table(audit.changed), audit.changed.floor.steps
        drawings["transition"] = _squares(
            moves, ("after", "Under the other rulebook"), ("before", "Now"), steps, end="floor"
        )
    return drawings


def drawn(chart: Chart, text: str) -> Element:
    """Return a plot as SVG to stand in a page: no script, nothing loaded.

    Args:
        chart: The plot.
        text: What it shows, for readers who cannot see it.
    """
    drawing: str = vl_convert.vegalite_to_svg({**chart.to_dict(), "config": _REPORT}, allowed_base_urls=[])
    return Element(drawing.replace("<svg ", f'<svg role="img" aria-label="{escaped(text)}" ', 1))
