from typing import Final

import pytest

from placement import Level
from placement.analysis.results import AnswerChange, Stability, TurningPoint, TurningPoints, WhatIf, WhatWouldChange

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
