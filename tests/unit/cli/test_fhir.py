"""`placement fhir`: what it prints, where, and how it ends."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from placement import Assessment, DefinitionError, EngineUnavailable
from placement.cli import commands, exchanging, options
from placement.fhir import code_systems, from_questionnaire_response, questionnaire, value_sets
from placement.fhir.models import as_json
from tests.official.r4 import problems
from tests.sealed import OTHER

ABOUT = ("--subject", "Patient/1", "--at", "2026-03-04T15:30:00-05:00")
PEOPLE = "- {age: 30, use_disorder: mild}\n- {age: 16}\n- {title: Two, answers: {home_support: hostile}}\n"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "other.json").write_text(OTHER.to_json(), encoding="utf-8")

    def invoke(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(commands.app, ["fhir", *arguments], input=stdin)

    return invoke


def lines(done: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_the_questionnaire_is_printed(run: Run) -> None:
    assert json.loads(run("questionnaire").stdout) == as_json(questionnaire())
    other = json.loads(run("questionnaire", "--rulebook", "other.json").stdout)
    assert other["title"] == OTHER.title


def test_the_codes_are_printed(run: Run) -> None:
    assert lines(run("terminology")) == [as_json(system) for system in (*code_systems(), *value_sets())]


def test_cases_become_responses(run: Run) -> None:
    done = run("response", "people.yaml")
    assert done.exit_code == 2
    assert done.stderr == "people.yaml: case 2: `age`: this is for adults, expected 18 years or more\n"
    first, second = lines(done)
    assert from_questionnaire_response(first) == Assessment.model_validate({"age": 30, "use_disorder": "mild"})
    assert from_questionnaire_response(second) == Assessment.model_validate({"home_support": "hostile"})
    assert "subject" not in first
    (named,) = lines(run("response", "-", "--subject", "Patient/1", stdin="age: 30"))
    assert named["subject"] == {"reference": "Patient/1"}


def test_several_cases_are_not_one_person(run: Run) -> None:
    done = run("response", "people.yaml", "--subject", "Patient/1")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == "`--subject`: expected one case, as several are not the same person\n"


def test_the_answers_of_one_person_are_not_placed_as_those_of_another(run: Run, tmp_path: Path) -> None:
    response = run("response", "-", "--subject", "Patient/2", stdin="age: 30").stdout
    (tmp_path / "second.json").write_text(response, encoding="utf-8")
    done = run("place", "second.json", *ABOUT)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == (
        "second.json: `QuestionnaireResponse`: `subject`: expected the person whom the caller expects, "
        "by the same reference\n"
    )
    (tmp_path / "first.json").write_text(response.replace("Patient/2", "Patient/1/_history/7"), encoding="utf-8")
    done = run("place", "second.json", "first.json", *ABOUT)
    assert done.exit_code == 2
    (bundle,) = lines(done)
    about = {entry["resource"].get("subject", {}).get("reference") for entry in bundle["entry"]}
    assert about == {"Patient/1", None}


def test_several_files_have_to_say_whom_they_are_about(run: Run, tmp_path: Path) -> None:
    for name in ("one.json", "two.json"):
        (tmp_path / name).write_text(run("response", "-", stdin="age: 30").stdout, encoding="utf-8")
    assert run("place", "one.json", *ABOUT).exit_code == 0
    done = run("place", "one.json", "two.json", *ABOUT)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "one.json: `subject`: expected in each of several files" in done.stderr


def test_answers_keep_their_date_and_that_they_are_not_finished(run: Run) -> None:
    response = json.loads(run("response", "-", stdin="age: 30").stdout)
    response |= {"status": "in-progress", "authored": "2019-07"}
    (bundle,) = lines(run("place", "-", *ABOUT, stdin=json.dumps(response)))
    answers = bundle["entry"][0]["resource"]
    assert (answers["status"], answers["authored"]) == ("in-progress", "2019-07")
    assert problems(bundle) == []


def test_responses_are_placed(run: Run, tmp_path: Path) -> None:
    known = {scale.id: 0 for scale in Assessment.scales if scale.closes or scale.separate} | {
        "age": 40,
        "use_disorder": 4,
    }
    (tmp_path / "sure.json").write_text(json.dumps(known), encoding="utf-8")
    (tmp_path / "response.json").write_text(run("response", "sure.json").stdout, encoding="utf-8")
    done = run("place", "response.json", *ABOUT, "--request")
    assert (done.exit_code, done.stderr) == (0, "")
    (bundle,) = lines(done)
    assert problems(bundle) == []
    kinds = [entry["resource"]["resourceType"] for entry in bundle["entry"]]
    assert kinds.count("ServiceRequest") == 1
    assert bundle["entry"][1]["resource"]["occurrenceDateTime"] == "2026-03-04T15:30:00-05:00"
    (plain,) = lines(run("place", "response.json", *ABOUT))
    assert "ServiceRequest" not in [entry["resource"]["resourceType"] for entry in plain["entry"]]


def test_nothing_is_requested_where_the_level_is_open(run: Run) -> None:
    response = run("response", "-", stdin="age: 30").stdout
    (bundle,) = lines(run("place", "-", *ABOUT, "--request", stdin=response))
    assert "ServiceRequest" not in [entry["resource"]["resourceType"] for entry in bundle["entry"]]


def test_another_rulebook_is_used_throughout(run: Run) -> None:
    response = run("response", "-", "--rulebook", "other.json", stdin="age: 30").stdout
    assert run("place", "-", *ABOUT, stdin=response).exit_code == 2
    assert run("place", "-", *ABOUT, "--rulebook", "other.json", stdin=response).exit_code == 0


def test_a_file_that_cannot_be_used_is_named_and_the_others_are_placed(run: Run, tmp_path: Path) -> None:
    response = run("response", "-", "--subject", "Patient/1", stdin="age: 30\nhousing: none").stdout
    (tmp_path / "good.json").write_text(response, encoding="utf-8")
    (tmp_path / "bad.json").write_text(response.replace('"none"', '"S3NTINEL"'), encoding="utf-8")
    (tmp_path / "minor.json").write_text(response.replace("30", "17"), encoding="utf-8")
    done = run("place", "bad.json", "minor.json", "nothing.json", "good.json", *ABOUT)
    assert done.exit_code == 2
    assert len(lines(done)) == 1
    named = [line.partition(": ")[0] for line in done.stderr.splitlines()]
    assert named == ["bad.json", "minor.json", "nothing.json"]
    assert "`housing`: expected a `valueCoding`" in done.stderr
    assert "S3NTINEL" not in done.stderr


def test_a_time_needs_an_offset(run: Run) -> None:
    done = run("place", "-", "--subject", "Patient/1", "--at", "2026-03-04", stdin="{}")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("`--at`: expected a time with its offset from UTC")


@pytest.mark.parametrize(
    ("error", "status", "line"),
    [
        (EngineUnavailable("not here"), 1, "not here\n"),
        (DefinitionError("rulebook `x`", ["a"]), 2, "rulebook `x`: a\n"),
    ],
)
def test_what_cannot_be_placed_ends_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, error: Exception, status: int, line: str
) -> None:
    def fail(*_: object) -> None:
        raise error

    response = run("response", "-", stdin="age: 30").stdout
    monkeypatch.setattr(exchanging, "place", fail)
    done = run("place", "-", *ABOUT, stdin=response)
    assert (done.exit_code, done.stdout, done.stderr) == (status, "", line)


@pytest.mark.parametrize(
    "arguments",
    [("questionnaire",), ("terminology",), ("response", "-"), ("place", "-", *ABOUT)],
    ids=lambda one: one[0],
)
def test_without_the_extra_it_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]) -> None:
    monkeypatch.setattr(options, "find_spec", lambda _: None)
    done = run(*arguments, stdin="{}")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("`placement fhir` needs the `fhir` extra: from a checkout")
