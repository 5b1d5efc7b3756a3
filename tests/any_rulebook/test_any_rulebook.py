"""Placing, rendering, analysing, tables and resources on three rulebooks: the shipped one, and two of other fields.

`test_over_time` has what follows a decision, and the rest of the public functions and commands.
"""

import html
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from placement import FIVE_LEVEL, Answers, OutOfScope, Recommendation, Rulebook, place
from placement.analysis import (
    Interview,
    check,
    compare,
    fewest_questions,
    minimal_people,
    next_questions,
    share,
)
from placement.cds_hooks import cds_card
from placement.cli import commands
from placement.cohort import audit, place_cohort
from placement.fhir import (
    code_systems,
    detected_issues,
    from_questionnaire_response,
    guidance_response,
    questionnaire,
    risk_assessments,
    to_questionnaire_response,
    transaction,
    value_sets,
)
from placement.recommendation.overrides import Discrepancy, nearest_safe
from placement.records import replay, seal, verify
from placement.testing import laws
from tests.other_rulebooks import SCHOOL, SLEEP

_AT: Final = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)

_ANSWERS: Final[dict[str, tuple[dict[str, Any], dict[str, Any]]]] = {
    "five-level": (
        {"age": 40, "use_disorder": 4, "relapse_risk": 3, "home_support": 3},
        {"age": 40, "use_disorder": 4, "suicide_risk": "unsure"},
    ),
    "school-support": (
        {"age": 14, "days_missed": 1, "bullied": 0, "reading": 2, "bus_ride": 1},
        {"age": 14, "days_missed": "many", "reading": "unsure"},
    ),
    "sleep-care": (
        {"hours_asleep": 2, "snoring": 2, "drowsy": 2},
        {"snoring": 1, "drowsy": "falls_asleep"},
    ),
}
_RULEBOOKS: Final = (FIVE_LEVEL, SCHOOL, SLEEP)
every_rulebook: Final = pytest.mark.parametrize("rulebook", _RULEBOOKS, ids=lambda rulebook: rulebook.id)


def _person(rulebook: Rulebook, *, whole: bool) -> Answers:
    known, open_ = _ANSWERS[rulebook.id]
    least = {scale.id: 0 for scale in rulebook.scales} if whole else {}
    return rulebook.assessment_model().model_validate({**least, **(known if whole else open_)})


def _placed(rulebook: Rulebook, *, whole: bool) -> Recommendation:
    return place(_person(rulebook, whole=whole))


both: Final = pytest.mark.parametrize("whole", [True, False], ids=["whole", "open"])


@every_rulebook
@both
def test_a_person_is_placed_by_both_engines_and_read_back(rulebook: Rulebook, whole: bool) -> None:
    placed = place(_person(rulebook, whole=whole), engine="auto")
    assert placed.rulebook.digest == rulebook.digest
    assert placed.determined is whole
    assert placed.notice == rulebook.words.notice
    assert list(placed.floor.tracks) == [track.id for track in rulebook.tracks]
    assert placed.floor.service == placed.floor.tracks[placed.rulebook.headline]
    assert list(placed.floor.ratings) == [dimension.id for dimension in rulebook.dimensions if dimension.rated]
    again = Recommendation.model_validate_json(placed.model_dump_json())
    assert again == placed
    assert again.floor.level <= again.ceiling.level
    assert [str(case.level) for case in again.cases] == list(rulebook.names["level"])


@every_rulebook
@both
def test_every_rendering_names_the_level_and_shows_no_empty_place(rulebook: Rulebook, whole: bool) -> None:
    placed = _placed(rulebook, whole=whole)
    for rendered in (
        placed.to_text(),
        placed.to_markdown(),
        placed.to_html(),
        placed.to_plain_language(),
        placed.to_mermaid(),
    ):
        assert str(placed.floor.level) in rendered
        for empty in ("()", "None", "[]", "..", ": .", ", ,"):
            assert empty not in rendered.replace("...", "")
        if rulebook is not FIVE_LEVEL:
            for foreign in ("drink", "drug", "ASAM", "withdrawal", "hospital", "substance"):
                assert foreign not in rendered


@every_rulebook
def test_what_lies_behind_a_result_is_answered(rulebook: Rulebook) -> None:
    placed, opened = _placed(rulebook, whole=True), _placed(rulebook, whole=False)
    assert all(reason.gives == str(placed.floor.service) for reason in placed.because)
    assert placed.because
    assert opened.missing
    assert opened.missing[0].scale in rulebook.scale_named
    assert placed.what_would_change().lower
    assert placed.stability().to_text()
    assert placed.turning_points().scales
    lowest = str(next(iter(rulebook.level_type)))
    assert placed.why_not(lowest).reasons_against
    available = [str(value) for value in rulebook.headline_track]
    assert str(nearest_safe(opened, available).needed) == str(opened.floor.service)
    other = Discrepancy.of(placed, actual=available[0], reasons=["not-available"])
    assert other.direction == "less intensive than recommended"
    assert Discrepancy.model_validate_json(other.model_dump_json()) == other


@every_rulebook
def test_an_interview_settles_the_level(rulebook: Rulebook) -> None:
    whole = _person(rulebook, whole=True)
    interview = Interview(rulebook, age=whole.age)
    for question in interview:
        answer = whole.answer(question.scale)
        interview.answer(int(answer) if isinstance(answer, int) else answer)
    assert interview.settled
    assert interview.result().level == place(whole).level
    opened = _person(rulebook, whole=False)
    assert next_questions(opened)
    assert fewest_questions(opened).to_text()
    assert Interview.from_json(interview.to_json(), rulebook).floor == interview.floor


@every_rulebook
def test_the_rulebook_itself_is_analysed(rulebook: Rulebook) -> None:
    assert Rulebook.from_json(rulebook.to_json()) == rulebook
    assert check(rulebook).to_text()
    headline = rulebook.headline_track
    assert sum(share(rulebook, headline).exactly.values()) == share(rulebook, headline).everybody
    assert minimal_people(rulebook, headline, list(headline)[-1])
    assert compare(rulebook, rulebook).agree
    assert not issubclass(laws(rulebook), Rulebook)


@every_rulebook
def test_a_table_is_placed(rulebook: Rulebook) -> None:
    whole = _person(rulebook, whole=True)
    row = {name: int(answer) for name, answer in whole.answered().items()}
    frame = pl.DataFrame([row] * 3).with_columns(age=pl.lit(whole.age, pl.Int64))
    placed = place_cohort(frame, rulebook)
    assert set(placed["level"].cast(pl.String)) == {str(place(whole).level)}


@every_rulebook
def test_past_decisions_are_audited(rulebook: Rulebook) -> None:
    people = [_person(rulebook, whole=whole) for whole in (True, False)]
    answers = [{name: person.answer(name) for name in rulebook.scale_named} for person in people]
    rows = [{"age": one.age, **row} for one, row in zip(people, answers, strict=True)] * 30
    frame = pl.DataFrame(rows, infer_schema_length=None, strict=False).with_columns(
        given=pl.lit(rulebook.names["level"][0]), site=pl.int_range(pl.len()) // 20
    )
    found = audit(frame, rulebook, actual="given", by="site", compare=rulebook, resamples=100)
    assert found.agreement.under.value == 1
    assert found.agreement.compared == 30 * sum(place(person).determined for person in people)
    assert found.changed is not None
    assert (found.changed.floor.up, found.changed.ceiling.down) == (0, 0)
    assert rulebook.words.notice in found.to_html()
    assert found.explain(1) == place(people[0])
    first = found.quality.scales[0]
    lowered = first.title[0].lower() + first.title[1:]
    assert first.title_within == (lowered if rulebook.words.lower_case_titles else first.title)
    assert f"What to collect next: {first.title_within}" in html.unescape(found.to_html())


@every_rulebook
@both
def test_other_systems_get_it_and_give_it_back(rulebook: Rulebook, whole: bool) -> None:
    person, placed = _person(rulebook, whole=whole), _placed(rulebook, whole=whole)
    assert questionnaire(rulebook).url.endswith(rulebook.id)  # type: ignore[union-attr]
    response = to_questionnaire_response(person, rulebook, subject="Patient/1")
    again = from_questionnaire_response(response, rulebook, subject="Patient/1")
    assert again.answered() == person.answered()
    assert code_systems(rulebook)
    assert value_sets(rulebook)
    written = guidance_response(placed, at=_AT, subject="Patient/1").model_dump_json()
    assert str(placed.floor.level) in written
    rated = [dimension for dimension in rulebook.dimensions if dimension.rated]
    assert len(risk_assessments(placed, subject="Patient/1", rulebook=rulebook)) == len(rated)
    detected_issues(placed)
    bundle = transaction(person, placed, subject="Patient/1", at=_AT, rulebook=rulebook).model_dump_json()
    card = cds_card(placed).to_json()
    if rulebook is not FIVE_LEVEL:
        for foreign in ("ETH", "substance", "ASAM"):
            assert foreign not in bundle + card + written


@every_rulebook
@both
def test_a_decision_is_sealed_and_replayed(rulebook: Rulebook, whole: bool) -> None:
    person, placed = _person(rulebook, whole=whole), _placed(rulebook, whole=whole)
    record = seal(person, placed, at=_AT)
    assert verify(record, (rulebook,)).status == "identical"
    assert replay(record, (rulebook,)) == placed


def test_whom_a_rulebook_is_for_is_its_own() -> None:
    with pytest.raises(OutOfScope, match="`age`: expected 12 to 17 years"):
        SCHOOL.assessment_model()(age=40)
    assert SLEEP.assessment_model()(age=3).age == 3


Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    for rulebook in _RULEBOOKS:
        Path(f"{rulebook.id}.json").write_text(rulebook.to_json(), encoding="utf-8")
        for whole in (True, False):
            case = _person(rulebook, whole=whole).model_dump(mode="json", exclude_none=True)
            Path(f"{rulebook.id}-{'whole' if whole else 'open'}.json").write_text(json.dumps(case), encoding="utf-8")
        row = _person(rulebook, whole=True).model_dump(mode="json", exclude_none=True)
        pl.DataFrame([row, row]).write_csv(f"{rulebook.id}.csv")

    def invoke(*arguments: str, typed: str = "") -> Result:
        return CliRunner().invoke(commands.app, list(arguments), input=typed)

    return invoke


@every_rulebook
@pytest.mark.parametrize("form", ["text", "plain", "markdown", "html", "json", "mermaid"])
def test_the_command_places_by_any_rulebook(rulebook: Rulebook, form: str, run: Run) -> None:
    name = rulebook.id
    result = run("place", f"{name}-whole.json", f"{name}-open.json", "--rulebook", f"{name}.json", "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    assert str(_placed(rulebook, whole=True).level) in result.stdout
    if rulebook is not FIVE_LEVEL:
        assert "ASAM" not in result.stdout


@every_rulebook
def test_the_other_commands_take_any_rulebook(rulebook: Rulebook, run: Run) -> None:
    name, book = rulebook.id, f"{rulebook.id}.json"
    for arguments in (
        ("rulebook", "diff", book, book),
        ("record", "seal", f"{name}-whole.json", "--rulebook", book, "--at", "2026-01-01T00:00:00Z"),
        ("fhir", "questionnaire", "--rulebook", book),
        ("fhir", "terminology", "--rulebook", book),
        ("fhir", "response", f"{name}-whole.json", "--rulebook", book),
        ("cohort", f"{name}.csv", "placed.csv", "--rulebook", book),
    ):
        result = run(*arguments)
        assert (result.exit_code, result.exception) == (0, None), (arguments, result.stderr)
        if rulebook is not FIVE_LEVEL:
            assert "ASAM" not in result.stdout + result.stderr
    checked = run("rulebook", "check", "--rulebook", book)
    assert checked.exit_code in {0, 1}  # 1 where something is found that has no reason
    assert f"{len(rulebook.guarantees)} of {len(rulebook.guarantees)} guarantees hold" in checked.stdout
    typed = "".join(f"{key}\n" for key in (_person(rulebook, whole=True).age or "", *["0"] * 40))
    assert run("interview", "--rulebook", book, typed=typed).exit_code == 0
