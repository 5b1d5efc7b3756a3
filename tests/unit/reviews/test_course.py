"""A course: its episodes in order, what contradicts itself, the reviews in it, and its timeline."""

import json
import re
from datetime import date, timedelta
from html.parser import HTMLParser
from typing import Any, Final
from xml.etree import ElementTree as ET

import pytest
from pydantic import ValidationError
from pydantic.json_schema import JsonSchemaMode

from placement import FIVE_LEVEL, Assessment, MismatchedAssessment, OutOfScope
from placement.instruments import Gad7
from placement.reviews import Course, Episode, Timeline, Visit
from placement.rules.levels import Service
from tests.known import known
from tests.tiny_rulebook import TINY
from tests.unit.instruments.filled_in import with_total

_START: Final = date(2026, 1, 5)
_INTENSIVE: Final = known(use_disorder="moderate", relapse_risk="inconsistent_skills")
_HOMELESS: Final = known(use_disorder="severe", relapse_risk="poor_skills", housing="none")
_STEADY: Final = known(use_disorder="mild")


def _day(number: int) -> date:
    return _START + timedelta(days=number)


def _visit(number: int, assessment: Assessment = _INTENSIVE, **noted: Any) -> dict[str, Any]:  # noqa: ANN401 - any
    return {"on": _day(number), "assessment": assessment, **noted}


def _episode(service: str, began: int, ended: int | None = None, *visits: Any, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    until = None if ended is None else _day(ended)
    return {"service": service, "began": _day(began), "ended": until, "visits": visits, **more}


def _course(*episodes: dict[str, Any]) -> Course:
    return Course.model_validate({"episodes": episodes})


_GOOD: Final[dict[str, Any]] = {"use": "none", "plan_changed": False, "appointment_booked": True}
_WHOLE: Final = (
    _episode("3.5", 0, 28, _visit(0, _HOMELESS), _visit(28, _INTENSIVE, **_GOOD)),
    _episode(
        "2.1", 30, 60, _visit(30), _visit(44, use="slip", plan_changed=False), _visit(60, sessions_attended=18, **_GOOD)
    ),
    _episode(
        "2.1", 62, 90, _visit(70, _STEADY, sessions_attended=24, **_GOOD), transfer="a group in <her> own language"
    ),
    _episode("1", 90, None, _visit(90, _STEADY), _visit(160, _STEADY, aftercare_weeks=10, **_GOOD)),
)


# ------------------------------------------------------------------------------------------------------- validation


@pytest.mark.parametrize(
    ("episodes", "place", "expected"),
    [
        ([], (), "expected at least one of `episodes`"),
        ([_episode("2.1", 10, 9)], ("episodes", 0), "expected `ended` not before `began`"),
        ([_episode("none", 10, 19)], ("episodes", 0, "service"), "expected a service, from 0.5 to 4"),
        (
            [_episode("2.1", 0, 9, _visit(5), _visit(5))],
            ("episodes", 0),
            "expected `visits` in the order of their days, at most one on each",
        ),
        ([_episode("2.1", 3, 9, _visit(2))], ("episodes", 0), "expected `visits` between `began` and `ended`"),
        ([_episode("2.1", 3, 9, _visit(10))], ("episodes", 0), "expected `visits` between `began` and `ended`"),
        ([_episode("2.1", 0, 9, transfer="x")], (), "expected no `transfer` in episode 1: there is none before it"),
        (
            [_episode("2.1", 0), _episode("1", 9)],
            (),
            "expected `ended` in episode 1, for another one follows",
        ),
        (
            [_episode("2.1", 0, 9), _episode("1", 8)],
            (),
            "expected episode 2 to begin no earlier than the one before it ended",
        ),
        (
            [_episode("2.1", 0, 9), _episode("1", 9, transfer="x")],
            (),
            "expected `transfer` in episode 2 to follow the same service within 7 days: days carry over",
        ),
        (
            [_episode("2.1", 0, 9), _episode("2.1", 17, transfer="x")],
            (),
            "expected `transfer` in episode 2 to follow the same service within 7 days: days carry over",
        ),
        (
            [_episode("2.1", 0, 9), _episode("2.1", 9)],
            (),
            "expected `transfer` in episode 2, the reason why the same service went on elsewhere",
        ),
    ],
)
def test_what_contradicts_itself_is_refused(
    episodes: list[dict[str, Any]], place: tuple[object, ...], expected: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        Course.model_validate({"episodes": episodes})
    assert [(one["loc"], one["msg"]) for one in raised.value.errors()] == [(place, expected)]


def test_what_contradicts_itself_shows_nothing_of_what_stands_beside_it() -> None:
    wrong = _episode("2.1", 0, 9, _visit(0), transfer="secret-7391")
    for episodes in ([wrong], [wrong | {"ended": _day(-1)}], [_episode("2.1", 0, 9), wrong]):
        with pytest.raises(ValidationError) as raised:
            Course.model_validate({"episodes": episodes})
        assert "7391" not in f"{raised.value}{raised.value.errors()}{raised.value.json()}"


def test_a_gap_a_readmission_and_a_transfer_are_all_right() -> None:
    found = _course(
        _episode("2.1", 0, 9),
        _episode("2.1", 16, 20, transfer="moved house"),
        _episode("2.1", 40, 41),
        _episode("1", 41),
    )
    assert [found.days_before(at) for at in range(4)] == [0, 9, 0, 0]


def test_days_in_level_carry_over_through_several_transfers() -> None:
    found = _course(
        _episode("2.1", 0, 9), _episode("2.1", 9, 20, transfer="one"), _episode("2.1", 22, None, transfer="two")
    )
    assert [found.days_before(at) for at in range(3)] == [0, 9, 20]


@pytest.mark.parametrize(
    ("visit", "place"),
    [
        ({"assessment": {"housing": "7391"}}, ("assessment", "housing")),
        ({"assessment": {"hous": 7391}}, ("assessment", "hous")),
        ({"use": "7391"}, ("use",)),
        ({"sessions_attended": -7391}, ("sessions_attended",)),
        ({"on": "7391-"}, ("on",)),
    ],
)
def test_what_is_wrong_is_named_by_its_place_and_never_shown(visit: dict[str, Any], place: tuple[str, ...]) -> None:
    whole = _episode("2.1", 0, None, {**_visit(0), **visit})
    with pytest.raises(ValidationError) as raised:
        _course(whole)
    assert [one["loc"] for one in raised.value.errors()] == [("episodes", 0, "visits", 0, *place)]
    assert "7391" not in f"{raised.value}{raised.value.errors()}"


def test_a_minor_is_out_of_scope() -> None:
    with pytest.raises(OutOfScope):
        _course(_episode("2.1", 0, None, {"on": _day(0), "assessment": {"age": 17}}))


def test_a_course_survives_json_with_its_provenance() -> None:
    scored = _INTENSIVE.with_instruments(with_total(Gad7, 12))
    course = _course(_episode("2.1", 0, 20, _visit(0, scored), _visit(14)), *_WHOLE[3:])
    assert Course.from_json(course.model_dump_json()) == course
    assert Course.model_validate_json(course.model_dump_json()) == course
    first = json.loads(course.model_dump_json())["episodes"][0]["visits"][0]["assessment"]
    assert first["co_occurring"] == "unsure"  # a clinician said less, and a score asks
    assert len(first["provenance"]) == 2
    assert repr(course) == "<Course>"
    assert repr(course.episodes) == "(<Episode>, <Episode>)"


def test_a_course_of_another_rulebook_is_read_as_that_one_asks() -> None:
    visit = {"on": "2026-01-05", "assessment": {"fever": 1}}
    text = json.dumps({"episodes": [{"service": "clinic", "began": "2026-01-05", "visits": [visit]}]})
    course = Course.from_json(text, TINY)
    assert course.episodes[0].visits[0].assessment.answer("fever") == 1
    with pytest.raises(ValidationError):
        Course.from_json(text)
    with pytest.raises(MismatchedAssessment):
        course.timeline(FIVE_LEVEL)


def test_parts_can_be_made_one_by_one() -> None:
    visit = Visit(on=_day(0), assessment=_INTENSIVE)
    episode = Episode(service=Service.INTENSIVE_OUTPATIENT, began=_day(0), visits=(visit,))
    assert Course(episodes=(episode,)).episodes[0].visits[0].assessment is _INTENSIVE


# ---------------------------------------------------------------------------------------------------------- reviews


def test_the_first_day_of_an_episode_is_the_placing_and_every_other_visit_a_review() -> None:
    found = _course(*_WHOLE).reviewed(engine="reference")
    assert [(one.episode, one.review and one.review.outcome) for one in found] == [
        (0, None),
        (0, "review.step-down"),
        (1, None),
        (1, "review.slip"),
        (1, "review.continue"),
        (2, "review.phase-1-done"),
        (3, None),
        (3, "review.complete"),
    ]
    days = [one.review.row("review.hold").facts[1].text for one in found if one.review]
    assert days[0].endswith("(day 28 of at least 7)")
    assert days[3].endswith("(day 38 of at least 28)")  # 30 days before the transfer, 8 after it
    assert found[5].review is not None
    assert found[5].review.on == _day(70)


def test_what_a_review_noted_counts_at_the_next_one_in_the_same_level() -> None:
    stuck: dict[str, Any] = {"use": "continued", "plan_changed": True, "appointment_booked": True}
    course = _course(_episode("2.1", 0, None, _visit(0), _visit(14, **stuck), _visit(30, **stuck), _visit(44, **stuck)))
    first, second, third = [one.review for one in course.reviewed(engine="reference") if one.review]
    assert first.outcome == "review.slip"  # no plan was changed before the first review
    assert second.outcome == "review.not-responding"
    assert third.outcome == "review.not-responding"
    elsewhere = _course(
        _episode("2.1", 0, 40, _visit(0), _visit(14, **stuck)),
        _episode("2.5", 40, None, _visit(40), _visit(50, **stuck)),
    )
    last = elsewhere.reviewed(engine="reference")[-1].review
    assert last is not None
    assert last.outcome == "review.slip"  # a new level begins anew
    moved = _course(
        _episode("2.1", 0, 29, _visit(0), _visit(14, **stuck)),
        _episode("2.1", 30, None, _visit(35, **stuck), transfer="moved house"),
    )
    last = moved.reviewed(engine="reference")[-1].review
    assert last is not None
    assert last.outcome == "review.not-responding"  # the level is the same


@pytest.mark.parametrize(
    ("at_first", "outcome", "asked"),
    [
        (0, "review.not-responding", []),  # no better at the first review than at the placing, nor at the second
        (3, "review.continue", []),  # better at the first
        (None, "review.ask", ["stalled_before"]),
    ],
)
def test_what_was_open_at_the_placing_is_open_at_every_review_that_rests_on_it(
    at_first: int | None, outcome: str, asked: list[str]
) -> None:
    placed = _INTENSIVE.model_copy(update={"relapse_risk": at_first})
    noted: dict[str, Any] = {**_GOOD, "plan_changed": True}
    course = _course(_episode("2.1", 0, None, _visit(0, placed), _visit(14, **noted), _visit(30, **noted)))
    first, second = [one.review for one in course.reviewed(engine="reference") if one.review]
    assert first.stalled == {0: ("relapse",), 3: (), None: None}[at_first]
    assert (second.outcome, [one.about for one in second.questions]) == (outcome, asked)
    told = " ".join(course.timeline(engine="reference").to_text().split())
    assert ("open: which dimensions had not improved at the last review?" in told) is bool(asked)


# --------------------------------------------------------------------------------------------------------- timeline


def _timeline() -> Timeline:
    return _course(*_WHOLE).timeline(engine="reference")


def test_the_timeline_tells_what_happened_day_by_day() -> None:
    found = _timeline()
    assert [(one.on, one.kind) for one in found.entries] == [
        (_day(0), "begins"),
        (_day(0), "assessed"),
        (_day(28), "reviewed"),
        (_day(28), "ends"),
        (_day(29), "without a service"),
        (_day(30), "begins"),
        (_day(30), "assessed"),
        (_day(44), "reviewed"),
        (_day(60), "reviewed"),
        (_day(60), "ends"),
        (_day(61), "without a service"),
        (_day(62), "transfer"),
        (_day(70), "reviewed"),
        (_day(90), "ends"),
        (_day(90), "begins"),
        (_day(90), "assessed"),
        (_day(160), "reviewed"),
    ]
    assert [one.on for one in found.entries] == sorted(one.on for one in found.entries)
    assert [(str(one.service), one.ended) for one in found.spans] == [
        ("3.5", _day(28)),
        ("2.1", _day(60)),
        ("2.1", _day(90)),
        ("1", None),
    ]


def test_in_text_it_is_a_line_for_each_entry() -> None:
    text = _timeline().to_text()
    lines = text.splitlines()
    assert lines[0] == "2026-01-05  3.5 (high-intensity residential) begins"
    assert lines[1] == "2026-01-05  assessed: need 3.5 (high-intensity residential)"
    assert "2026-02-03  1 day without a service" in lines
    assert (
        "2026-03-08  2.1 (intensive outpatient) goes on with another provider: a group in <her> own language" in lines
    )
    assert max(map(len, lines)) <= 100
    assert lines[-1].endswith("uses none of its texts.")
    opened = _course(_episode("2.1", 0, None, _visit(0, known(housing=None)), _visit(9))).timeline(engine="reference")
    said = " ".join(opened.to_text().split())
    assert "assessed: need none" in said
    assert "; open: was there use since the last review: none, a slip, or did it continue?" in said
    ranged = known(use_disorder="moderate", relapse_risk=2, housing=None)
    shown = _course(_episode("2.1", 0, None, _visit(0, ranged))).timeline(engine="reference")
    assert (
        "assessed: need at least 2.1 (intensive outpatient), may be up to 3.1 (low-intensity residential)"
        in " ".join(shown.to_text().split())
    )


def test_as_json_it_reads_back() -> None:
    found = _timeline()
    read = json.loads(found.to_json(indent=2))
    assert read["entries"][0] == {
        "on": "2026-01-05",
        "kind": "begins",
        "text": "3.5 (high-intensity residential) begins",
        "service": "3.5",
        "need_floor": None,
        "need_ceiling": None,
        "outcome": None,
        "next_review_on": None,
    }
    assert Timeline.model_validate_json(found.to_json()) == found
    assert repr(found) == "<Timeline>"


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_html_is_well_formed_draws_everything_and_runs_nothing() -> None:
    found = _timeline()
    shown = found.to_html()
    tags = _Tags()
    tags.feed(shown)
    assert tags.open == []
    assert {tag for tag, _ in tags.seen}.isdisjoint({"script", "img", "link", "iframe", "object", "a", "foreignobject"})
    assert not any(
        name.startswith("on") or name in {"href", "src"} for _, attributes in tags.seen for name in attributes
    )
    assert "http" not in shown
    assert "<her>" not in shown
    assert "a group in &lt;her&gt; own language" in shown
    assert found._repr_html_() == shown
    drawing = re.search(r"<svg.*</svg>", shown, re.DOTALL)
    assert drawing
    svg = ET.fromstring(drawing[0])  # noqa: S314 - our own
    titles = [one.text or "" for one in svg.iter("title")]
    spans = [one for one in titles if " from 2026-" in one]
    assert spans[0] == "3.5 (high-intensity residential) from 2026-01-05 to 2026-02-02"
    assert spans[-1] == "1 (outpatient) from 2026-04-05 and lasts"
    assert len(spans) == 4
    assert len([one for one in titles if "need" in one]) == 8
    _, _, width, height = map(float, svg.attrib["viewBox"].split())
    for line in svg.iter("line"):
        assert 0 <= float(line.attrib["x1"]) <= float(line.attrib["x2"]) <= width
        assert 0 <= float(line.attrib["y1"]) <= height


def test_an_open_need_is_drawn_as_two_circles_and_a_determined_one_as_one() -> None:
    ranged = known(use_disorder="moderate", relapse_risk=2, housing=None)
    for assessment, circles in ((_INTENSIVE, 1), (ranged, 2)):
        shown = _course(_episode("2.1", 0, None, _visit(0, assessment))).timeline(engine="reference").to_html()
        assert shown.count("<circle") == circles


@pytest.mark.parametrize("mode", ["validation", "serialization"])
def test_its_schema_has_the_answers_of_the_shipped_rulebook(mode: JsonSchemaMode) -> None:
    visit = Course.model_json_schema(mode=mode)["$defs"]["Visit"]
    assert visit["properties"]["assessment"]["properties"] == Assessment.model_json_schema()["properties"]
