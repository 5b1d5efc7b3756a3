import re
from typing import Final
from xml.etree import ElementTree as ET

import pytest

from placement import Level, place
from placement.analysis.results import (
    AnswerChange,
    Stability,
    TurningPoint,
    TurningPoints,
    WhatIf,
    WhatWouldChange,
    chart,
)
from tests.known import known

_HOME: Final = AnswerChange(
    scale="home_support", title="Home", recorded="hostile", becomes="supportive", steps=-3, can_change=True
)
_PAST: Final = AnswerChange(
    scale="past", title="The past", recorded="unsure", becomes="a seizure", steps=2, can_change=False
)
_DOWN: Final = WhatIf(answers=(_HOME,), steps=3, level=Level.OUTPATIENT)
_UP: Final = WhatIf(answers=(_PAST, _HOME), steps=5, level=Level.HOSPITAL)


def _changes(**changed: object) -> WhatWouldChange:
    given: dict[str, object] = {
        "floor": Level.INTENSIVE_OUTPATIENT,
        "ceiling": Level.INTENSIVE_OUTPATIENT,
        "higher_to": Level.RESIDENTIAL,
        "lower_to": Level.OUTPATIENT,
        "higher": (_UP,),
        "lower": (_DOWN,),
        "higher_in_all": 7,
        "lower_in_all": 1,
    }
    return WhatWouldChange.model_validate({**given, **changed})


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (_HOME, "Home: supportive, where “hostile” was recorded"),
        (_PAST, "The past: a seizure, where it is unsure (cannot be changed)"),
        (
            _HOME.model_copy(update={"recorded": "not recorded"}),
            "Home: supportive, where it is not recorded",
        ),
    ],
)
def test_a_change_is_said_beside_what_was_recorded(change: AnswerChange, text: str) -> None:
    assert change.text() == text


def test_a_change_can_be_worked_towards_if_all_of_it_can() -> None:
    assert _DOWN.can_change
    assert not _UP.can_change


def test_changes_are_said_downwards_first() -> None:
    assert _changes().to_text() == (
        "To level 1 or lower: 1 smallest change\n"
        "- level 1: Home: supportive, where “hostile” was recorded\n"
        "To level 3 or higher: 7 smallest changes, 1 shown\n"
        "- level 4: The past: a seizure, where it is unsure (cannot be changed); "
        "Home: supportive, where “hostile” was recorded"
    )


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"higher_to": None, "lower_to": None}, "This is the level already."),
        ({"higher_to": None, "lower_to": Level.NONE}, "To level none: no change of these answers"),
        ({"higher_to": Level.HOSPITAL, "lower_to": None}, "To level 4: no change of these answers"),
        (
            {},
            "To level 1 or lower: no change of these answers\nTo level 3 or higher: no change of these answers",
        ),
    ],
)
def test_only_what_was_asked_for_is_answered(changed: dict[str, object], text: str) -> None:
    nothing = _changes(higher=(), lower=(), higher_in_all=0, lower_in_all=0, **changed)
    assert nothing.to_text() == text
    assert nothing.rows() == []
    assert nothing.to_html() == f"<p>{text.replace(chr(10), '; ')}</p>"


def test_changes_are_rows_of_what_changes() -> None:
    rows = _changes().rows()
    assert [row["direction"] for row in rows] == ["higher", "higher", "lower"]
    assert rows[2] == {
        "direction": "lower",
        "change": "1",
        "leads to": "1",
        "answer": "Home",
        "recorded": "hostile",
        "becomes": "supportive",
        "can change": "yes",
    }
    assert [(row["answer"], row["can change"]) for row in rows if row["direction"] == "higher"] == [
        ("The past", "no"),
        ("Home", "yes"),
    ]


def test_changes_are_shown_as_a_table() -> None:
    html = _changes().to_html()
    assert html == _changes()._repr_html_()
    assert html.startswith(
        "<table><caption>To level 1 or lower: 1 smallest change; To level 3 or higher: 7 smallest changes, 1 shown"
        '</caption><thead><tr><th scope="col">direction</th>'
    )
    assert html.count("<tr>") == 4
    assert "<td>supportive</td>" in html


def test_html_is_escaped() -> None:
    planted = _HOME.model_copy(update={"title": "<script>alert(1)</script>", "recorded": '"&'})
    html = _changes(lower=(WhatIf(answers=(planted,), steps=1, level=Level.OUTPATIENT),)).to_html()
    assert "<script>" not in html
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>" in html
    assert "<td>&quot;&amp;</td>" in html


def _stability(**changed: object) -> Stability:
    given: dict[str, object] = {
        "floor": Level.OUTPATIENT,
        "ceiling": Level.OUTPATIENT,
        "steps_up": 1,
        "steps_down": 2,
        "up": ((_HOME,),),
        "down": ((_PAST, _HOME),),
    }
    return Stability.model_validate({**given, **changed})


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        (
            {},
            "1 step in Home would make the level higher. 2 steps in The past and Home would make the level lower.",
        ),
        (
            {"ceiling": Level.HOSPITAL, "steps_up": None, "up": (), "down": ((_PAST,), (_HOME,))},
            (
                "Open answers alone can move the level. No difference of opinion about the recorded answers makes "
                "the level higher. 2 steps in The past (or in another set of answers) would make the level lower."
            ),
        ),
        (
            {"steps_up": 3, "up": ((_PAST,), (_HOME,), (_HOME, _PAST)), "steps_down": None, "down": ()},
            (
                "3 steps in The past (or in one of 2 other sets of answers) would make the level higher. "
                "No difference of opinion about the recorded answers makes the level lower."
            ),
        ),
    ],
)
def test_stability_is_said_in_sentences(changed: dict[str, object], text: str) -> None:
    assert _stability(**changed).to_text() == text


_POINT: Final = TurningPoint(
    scale="home_support",
    title="Home",
    anchors=("supportive", "alone", "hostile"),
    floors=(Level.OUTPATIENT, Level.OUTPATIENT, Level.RESIDENTIAL),
    ceilings=(Level.OUTPATIENT, Level.RESIDENTIAL, Level.RESIDENTIAL),
    recorded=1,
)
_FLAT: Final = _POINT.model_copy(update={"floors": (Level.NONE,) * 3, "ceilings": (Level.NONE,) * 3})


def test_a_level_without_a_name_is_said_by_its_number() -> None:
    assert _changes(names=("nothing", "a talk")).to_text().startswith("To level 1 or lower: 1 smallest change\n")
    assert (
        _changes(lower_to=Level.EARLY_INTERVENTION, names=("nothing", "a talk"))
        .to_text()
        .startswith("To level 0.5 (a talk) or lower")
    )


def test_a_turning_point_is_where_either_end_turns() -> None:
    assert _POINT.turns_at == (1, 2)
    assert _POINT.text() == ("supportive: level 1", "alone: level 1 to 3", "hostile: level 3")
    assert _FLAT.turns_at == ()


def test_turning_points_are_said_where_there_are_any() -> None:
    points = TurningPoints(scales=(_FLAT, _POINT))
    assert points.turning() == (_POINT,)
    assert points.to_text() == "Home: supportive: level 1; alone: level 1 to 3; hostile: level 3"
    assert TurningPoints(scales=(_FLAT,)).to_text() == ""
    assert points.to_html() == points._repr_html_()


@pytest.mark.parametrize("one", [_HOME, _DOWN, _changes(), _stability(), _POINT, TurningPoints(scales=(_POINT,))])
def test_nothing_is_told_unasked(one: object) -> None:
    assert repr(one) == str(one) == f"<{type(one).__name__}>"


_CHARTED: Final = TurningPoint(
    scale="home_support",
    title="Home & hearth",
    anchors=("supportive", "alone", 'hostile <"&>'),
    floors=(Level.NONE, Level.OUTPATIENT, Level.HOSPITAL),
    ceilings=(Level.NONE, Level.RESIDENTIAL, Level.HOSPITAL),
    recorded=1,
)
_SHORT: Final = _CHARTED.model_copy(
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
    figure = _figure(_CHARTED, _SHORT)
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
    cells = _figure(_CHARTED)[1].findall("g/rect")
    assert [one.get("stroke-width") for one in cells] == ["0.5", "2", "0.5"]
    assert [one.get("fill-opacity") for one in cells] == ["0.00", "0.40", "0.50"]
    assert {one.get("fill") for one in cells} == {"currentColor"}


def test_cells_and_rows_do_not_overlap() -> None:
    cells = _figure(_CHARTED, _SHORT)[1].findall("g/rect")
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
