"""What follows a decision, by each of the three rulebooks: reviews, courses, records in files, requests, feedback."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import Rulebook, Track, recommendation_schema
from placement.analysis import agree, first_difference
from placement.cds_hooks import cds_card, feedback
from placement.engines.reference import evaluate
from placement.fhir import (
    from_observations,
    provenance,
    requestable,
    response_details,
    service_map,
    service_request,
    to_questionnaire_response,
)
from placement.fhir.models import as_json
from placement.records import append, read_lines, redact, seal, verify, verify_lines
from placement.reviews import Course, Episode, Visit, review
from placement.testing import assessments, completions, people, worse
from tests.any_rulebook.test_any_rulebook import _AT, _RULEBOOKS, Run, _person, _placed, every_rulebook, run
from tests.official.r4 import problems

__all__ = ["run"]

_FOREIGN: Final = ("drink", "drug", "ASAM", "withdrawal", "hospital", "substance")
_OTHERS: Final = pytest.mark.parametrize("rulebook", _RULEBOOKS[1:], ids=lambda rulebook: rulebook.id)


def _least(rulebook: Rulebook) -> Track:
    """Return the least intensive service in which a person can be."""
    return next(value for value in rulebook.headline_track if str(value) != rulebook.reviews.nowhere)


@every_rulebook
def test_a_review_moves_up_to_the_need_and_says_so(rulebook: Rulebook) -> None:
    person = _person(rulebook, whole=True)
    reviewed = review(_least(rulebook), person, on=date(2026, 3, 4))
    assert reviewed.kind in {"step up", "safety", "emergency"}
    assert reviewed.to == reviewed.need_floor == _placed(rulebook, whole=True).service
    assert str(reviewed.to) in reviewed.to_text()
    assert rulebook.words.notice in " ".join(reviewed.to_text().split())


@every_rulebook
def test_a_course_is_told_and_read_back(rulebook: Rulebook) -> None:
    visits = tuple(Visit(on=date(2026, 1, day), assessment=_person(rulebook, whole=True)) for day in (1, 9))
    course = Course(episodes=(Episode(service=_least(rulebook), began=date(2026, 1, 1), visits=visits),))
    timeline = course.timeline(rulebook)
    assert str(_least(rulebook)) in timeline.to_text()
    assert "<svg" in timeline.to_html()
    placing, later = course.reviewed(rulebook)
    assert placing.review is None
    assert later.review is not None
    assert Course.from_json(course.model_dump_json(), rulebook).timeline(rulebook).to_text() == timeline.to_text()


@_OTHERS
def test_nothing_of_another_field_is_said_over_time(rulebook: Rulebook) -> None:
    person = _person(rulebook, whole=False)
    told = review(_least(rulebook), person).to_text() + review(_least(rulebook), person).to_html()
    assert not [word for word in _FOREIGN if word in told]


@every_rulebook
def test_records_are_kept_read_redacted_and_verified(rulebook: Rulebook, tmp_path: Path) -> None:
    person, placed = _person(rulebook, whole=True), _placed(rulebook, whole=True)
    first = seal(person, placed, at=_AT)
    file = tmp_path / "decisions.jsonl"
    append(file, first)
    append(file, seal(person, placed, at=_AT, previous=first))
    kept = file.read_bytes()
    assert [line for line, _ in read_lines(BytesIO(kept))] == [1, 2]
    verified = [line.verification.status for line in verify_lines(BytesIO(kept), (rulebook,))]
    assert verified == ["identical", "identical"]
    assert verify(redact(first), (rulebook,)).status == "redacted"


@every_rulebook
def test_a_request_is_made_and_what_became_of_it_is_read(rulebook: Rulebook) -> None:
    person, placed = _person(rulebook, whole=True), _placed(rulebook, whole=True)
    assert requestable(placed)
    assert problems(service_request(placed, subject="Patient/1", at=_AT)) == []
    assert problems(provenance(placed, targets=["Observation/1"], at=_AT)) == []
    codes = {str(value): None for value in rulebook.headline_track}
    assert problems(service_map(codes, "https://codes.example", name="services", rulebook=rulebook)) == []
    response = as_json(to_questionnaire_response(person, rulebook, subject="Patient/1", authored=_AT))
    assert response_details(response).subject == "Patient/1"
    assert list(from_observations([])) == []
    card = cds_card(placed)
    body = {"feedback": [{"card": card.uuid, "outcome": "overridden", "outcomeTimestamp": _AT.isoformat()}]}
    became = feedback(body, {card.uuid: placed})[card.uuid]
    assert (became.recommended, became.reasons) == (placed.floor.service, ("not-recorded",))


@every_rulebook
def test_the_schema_of_a_recommendation_lists_the_rulebooks_own_values(rulebook: Rulebook) -> None:
    schema = recommendation_schema(rulebook)
    jsonschema.validate(_placed(rulebook, whole=True).model_dump(mode="json"), schema)
    assert agree(rulebook, rulebook)
    assert first_difference(rulebook, rulebook) is None


@every_rulebook
@given(st.data())
def test_strategies_draw_people_of_the_rulebook(rulebook: Rulebook, data: st.DataObject) -> None:
    person = data.draw(people(rulebook))
    needier = data.draw(worse(person, rulebook))
    headline = rulebook.headline_track.id
    assert evaluate(rulebook, needier).tracks[headline] >= evaluate(rulebook, person).tracks[headline]
    assessment = data.draw(assessments(rulebook))
    assert assessment.made_for() == rulebook
    completed = data.draw(completions(assessment))
    assert {name: completed[name] for name in assessment.answered()} == assessment.answered()


@every_rulebook
def test_the_remaining_commands_take_any_rulebook(rulebook: Rulebook, run: Run) -> None:
    name, book = rulebook.id, f"{rulebook.id}.json"
    person = _person(rulebook, whole=True)
    visit = Visit(on=date(2026, 1, 1), assessment=person)
    course = Course(episodes=(Episode(service=_least(rulebook), began=date(2026, 1, 1), visits=(visit,)),))
    Path("course.json").write_text(course.model_dump_json(), encoding="utf-8")
    response = to_questionnaire_response(person, rulebook, subject="Patient/1")
    Path("response.json").write_text(response.model_dump_json(), encoding="utf-8")
    at, record = "2026-01-01T00:00:00Z", ("--archive", "archive")
    sealed = run("record", "seal", f"{name}-whole.json", "--rulebook", book, "--at", at, *record)
    assert sealed.exit_code == 0, sealed.stderr
    Path("sealed.jsonl").write_text(sealed.stdout, encoding="utf-8")
    for arguments in (
        ("review", "course.json", "--rulebook", book),
        ("rulebook", "show", "--rulebook", book),
        ("rulebook", "show", rulebook.scales[0].id, "--rulebook", book),
        ("record", "verify", "sealed.jsonl", *record),
        ("record", "replay", "sealed.jsonl", *record),
        ("fhir", "place", "response.json", "--rulebook", book, "--at", at, "--subject", "Patient/1"),
        ("schema", "recommendation"),
        ("rulebook", "export"),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.exception) == (0, None), (arguments, result.output)
