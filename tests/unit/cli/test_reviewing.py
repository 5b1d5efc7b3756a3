"""`placement review`: one review or a course from a file, in three forms, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from typer.testing import CliRunner, Result

from placement import EngineDisagreement
from placement.cli import commands, reviewing
from placement.reviews import Review, Timeline
from placement.rules.five_level import FIVE_LEVEL
from tests.known import known
from tests.tiny_rulebook import REVIEWED

SENTINEL: Final = "S3NTINEL"
_KNOWN: Final = json.dumps(known(use_disorder="moderate", relapse_risk=2).model_dump(mode="json"))
ONE: Final = f"""
placed: 2.1
on: 2026-02-10
days_in_level: 35
sessions_attended: 18
use: none
plan_changed: false
appointment_booked: true
current: {_KNOWN}
previous: {_KNOWN}
"""
COURSE: Final = f"""
episodes:
  - service: 2.1
    began: 2026-01-05
    visits:
      - {{on: 2026-01-05, assessment: {_KNOWN}}}
      - {{on: 2026-01-19, assessment: {_KNOWN}, use: slip}}
"""

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    (tmp_path / "one.yaml").write_text(ONE, encoding="utf-8")
    (tmp_path / "course.yaml").write_text(COURSE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(commands.app, ["review", *arguments], input=stdin)

    return invoke


def test_one_review_is_told_with_what_to_do_first(run: Run) -> None:
    result = run("one.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("2026-02-10 Continue: stay in 2.1 (intensive outpatient).\nContinue.\n")


def test_a_course_is_told_day_by_day(run: Run) -> None:
    result = run("course.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("2026-01-05  2.1 (intensive outpatient) begins\n")
    assert "(review.slip)" in result.stdout


def test_json_reads_back(run: Run) -> None:
    assert Review.model_validate_json(run("one.yaml", "--format", "json").stdout).outcome == "review.continue"
    assert len(Timeline.model_validate_json(run("course.yaml", "--format", "json").stdout).entries) == 3


@pytest.mark.parametrize(("file", "title"), [("one.yaml", "Review"), ("course.yaml", "Course")])
def test_html_is_a_page_without_anything_to_load_or_run(file: str, title: str, run: Run) -> None:
    page = run(file, "--format", "html").stdout
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert f"<title>{title}</title>" in page
    assert "<script" not in page
    assert "http" not in page


def test_standard_input_can_be_read(run: Run) -> None:
    assert run("-", stdin=COURSE).stdout == run("course.yaml").stdout


def test_a_rulebook_of_ones_own_is_used(run: Run, tmp_path: Path) -> None:
    ours = json.loads(FIVE_LEVEL.to_json()) | {"id": "our-clinic"}
    (tmp_path / "ours.json").write_text(json.dumps(ours), encoding="utf-8")
    for file in ("one.yaml", "course.yaml"):
        result = run(file, "--rulebook", "ours.json", "--format", "json")
        assert json.loads(result.stdout)["rulebook"]["id"] == "our-clinic"


def test_a_course_in_the_services_of_another_rulebook_is_told_in_its_names(run: Run, tmp_path: Path) -> None:
    (tmp_path / "tiny.json").write_text(REVIEWED.to_json(), encoding="utf-8")
    visits = "[{on: 2026-01-05, assessment: {low_mood: 0, plan: 0, fever: 1}}]"
    course = f"episodes: [{{service: clinic, began: 2026-01-05, visits: {visits}}}]"
    told = run("-", "--rulebook", "tiny.json", stdin=course)
    assert (told.exit_code, told.stderr) == (0, "")
    assert told.stdout.startswith("2026-01-05  clinic begins\n2026-01-05  assessed: need clinic\n")
    one = "placed: clinic\nuse: continued\ncurrent: {low_mood: 0, plan: 0, fever: 1}"
    found = Review.model_validate_json(run("-", "--rulebook", "tiny.json", "--format", "json", stdin=one).stdout)
    assert (found.outcome, found.rulebook.id) == ("review.no-help", "tiny-reviewed")
    wrong = run("-", "--rulebook", "tiny.json", stdin="placed: 2.1\ncurrent: {}")
    assert (wrong.exit_code, wrong.stderr) == (2, "standard input: `placed`: expected one of home, clinic, ward\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"- {SENTINEL}", "expected a course (`episodes`), or one review (`placed`, `current` and what was noted)"),
        (f"{{placed: {SENTINEL}}}", "expected a course (`episodes`), or one review"),
        (f"{{placed: {SENTINEL}, current: {{}}}}", "`placed`: expected one of none, 0.5, 1, 2.1"),
        (f"{{placed: 1, current: {SENTINEL}}}", "`current`: "),
        (f"{{placed: 1, current: {{housing: {SENTINEL}}}}}", "`current` `housing`: expected one of stable, temporary"),
        (f"{{placed: 1, current: {{}}, use: {SENTINEL}}}", "`use`: input should be 'none', 'slip' or 'continued'"),
        (f"{{placed: 1, current: {{}}, '{SENTINEL} said': 1}}", "a field whose name is not an id: no such field"),
        ("{placed: 1, current: {age: 3}}", "`age`: this is for adults, expected 18 years or more"),
        (f"{{placed: 1, current: {{age: 3}}, on: {SENTINEL}}}", "`on`: expected a day, such as 2026-03-02"),
        (
            f"{{episodes: [{{service: 1, began: 2026-01-05, visits: [{{on: {SENTINEL}, assessment: {{}}}}]}}]}}",
            "`episodes` 1 `visits` 1 `on`: ",
        ),
        (
            "{episodes: [{service: 1, began: 2026-01-05}, {service: 1, began: 2026-01-05}]}",
            "expected `ended` in episode 1",
        ),
        (f"placed: {SENTINEL}: x", "is not valid YAML: line 1"),
    ],
)
def test_a_file_that_cannot_be_used_is_named_in_one_line_that_shows_nothing_of_it(
    text: str, said: str, run: Run, tmp_path: Path
) -> None:
    (tmp_path / "bad.yaml").write_text(text, encoding="utf-8")
    result = run("bad.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"bad.yaml: {said}")
    assert result.stderr.count("\n") == 1
    assert SENTINEL not in result.stderr


def test_a_file_that_is_not_there_is_named(run: Run) -> None:
    result = run("absent.yaml")
    assert (result.exit_code, result.stderr) == (2, "absent.yaml: cannot be read: no such file or directory\n")


def test_an_engine_that_fails_ends_it_with_one_line(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    error = EngineDisagreement(["floor: it differs"])

    def fail(*_: object, **__: object) -> Review:
        raise error

    monkeypatch.setattr(reviewing, "review", fail)
    result = run("one.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{error}\n")
