import re
from typing import Final
from xml.etree import ElementTree as ET

from placement import Level, place
from placement.analysis.results import TurningPoint, TurningPoints, chart
from tests.known import known

_POINT: Final = TurningPoint(
    scale="home_support",
    title="Home & hearth",
    anchors=("supportive", "alone", 'hostile <"&>'),
    floors=(Level.NONE, Level.OUTPATIENT, Level.HOSPITAL),
    ceilings=(Level.NONE, Level.RESIDENTIAL, Level.HOSPITAL),
    recorded=1,
)
_SHORT: Final = _POINT.model_copy(
    update={
        "title": "Short",
        "anchors": ("no", "yes"),
        "floors": (Level.NONE, Level.OUTPATIENT),
        "ceilings": (Level.NONE, Level.OUTPATIENT),
        "recorded": None,
    }
)


def _figure(*points: TurningPoint) -> ET.Element:
    return ET.fromstring(chart(TurningPoints(scales=points)))  # noqa: S314 - our own text


def test_it_is_a_well_formed_figure_with_a_row_for_each_scale_that_turns() -> None:
    figure = _figure(_POINT, _SHORT)
    assert [one.tag for one in figure] == ["figcaption", "svg"]
    svg = figure[1]
    assert svg.get("role") == "img"
    assert svg.get("viewBox") == "0 0 658 76"
    assert [one.text for one in svg.findall("text")] == ["0", "1", "2", "Home & hearth", "Short"]
    assert [one.findtext("title") for one in svg.findall("g")] == [
        "supportive: level none",
        "alone: level 1\u20133 (recorded)",
        'hostile <"&>: level 4',
        "no: level none",
        "yes: level 1",
    ]
    assert [one.findtext("text") for one in svg.findall("g")] == ["none", "1\u20133", "4", "none", "1"]


def test_the_recorded_anchor_has_the_thick_frame_and_more_care_the_darker_shade() -> None:
    cells = _figure(_POINT)[1].findall("g/rect")
    assert [one.get("stroke-width") for one in cells] == ["0.5", "2", "0.5"]
    assert [one.get("fill-opacity") for one in cells] == ["0.00", "0.40", "0.50"]
    assert {one.get("fill") for one in cells} == {"currentColor"}


def test_cells_and_rows_do_not_overlap() -> None:
    cells = _figure(_POINT, _SHORT)[1].findall("g/rect")
    places = [(float(one.get("x", "")), float(one.get("y", ""))) for one in cells]
    width, height = float(cells[0].get("width", "")), float(cells[0].get("height", ""))
    assert not any(
        abs(x - other_x) < width and abs(y - other_y) < height
        for place_, (x, y) in enumerate(places)
        for other_x, other_y in places[:place_]
    )


def test_it_runs_nothing_and_loads_nothing() -> None:
    text = chart(place(known(use_disorder=3, suicide_risk=2), engine="reference").turning_points())
    tags = {one.tag for one in ET.fromstring(text).iter()}  # noqa: S314 - our own text
    assert tags == {"figure", "figcaption", "svg", "text", "g", "title", "rect"}
    assert not re.search(r"script|href|url\(|https?:|\son\w+=|\sid=", text)


def test_where_nothing_turns_the_level_it_says_so() -> None:
    flat = _SHORT.model_copy(update={"floors": (Level.NONE,) * 2, "ceilings": (Level.NONE,) * 2})
    assert chart(TurningPoints(scales=(flat,))) == "<p>No single answer turns the level.</p>"
    assert chart(TurningPoints(scales=())) == "<p>No single answer turns the level.</p>"
