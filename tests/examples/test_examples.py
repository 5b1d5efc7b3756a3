"""The examples do what they say: every case is placed, the notebook runs, and so does the script."""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from placement import Level
from placement.cli.commands import app
from tests.examples.renew import KEPT, run

EXAMPLES = Path(__file__).parents[2] / "examples"
MINOR = EXAMPLES / "cases" / "sixteen-years-old.yaml"
CASES = sorted(path for path in (EXAMPLES / "cases").iterdir() if path != MINOR)


@pytest.fixture(scope="module")
def placed() -> dict[str, dict[str, Any]]:
    """Return what the command says of every case, by title."""
    result = CliRunner().invoke(app, ["place", *map(str, CASES), "--format", "json"])
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert {line["file"] for line in lines} == set(map(str, CASES))
    return {line["title"]: line["recommendation"] for line in lines}


def test_there_are_cases_of_every_level_in_yaml_and_json(placed: dict[str, dict[str, Any]]) -> None:
    assert len(placed) >= 12
    assert {one["level"] for one in placed.values()} == {*map(str, Level), None}
    assert sum(path.suffix == ".json" for path in CASES) >= 2


def test_some_cases_leave_the_level_open_and_say_what_is_missing(placed: dict[str, dict[str, Any]]) -> None:
    undetermined = [one for one in placed.values() if not one["determined"]]
    assert len(undetermined) >= 2
    assert all(one["missing"] for one in undetermined)


def test_some_answer_is_unsure_and_some_answers_contradict_each_other(placed: dict[str, dict[str, Any]]) -> None:
    states = {answer["state"] for one in placed.values() for answer in one["answers"]}
    assert states == {"answered", "covered", "unsure", "not recorded"}
    conflicts = {conflict["id"] for one in placed.values() for conflict in one["conflicts"]}
    assert "conflict.supportive-but-violent" in conflicts


def test_every_case_has_a_title_a_story_and_reasons(placed: dict[str, dict[str, Any]]) -> None:
    result = CliRunner().invoke(app, ["place", *map(str, CASES)])
    assert "" not in placed
    for title, one in placed.items():
        assert f"\n{title}\n" in f"\n{result.stdout}"
        assert bool(one["because"]) is (one["floor"]["service"] != "none")
    assert result.stdout.count("\nWHY\n") >= len(placed) - 1


def test_the_minor_is_refused_in_one_line() -> None:
    result = CliRunner().invoke(app, ["place", str(MINOR)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr == f"{MINOR}: `age`: this is for adults, expected 18 years or more\n"


def test_the_demonstration_shows_the_minor_apart() -> None:
    makefile = (EXAMPLES.parent / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^minor := examples/cases/sixteen-years-old\.yaml$", makefile, re.MULTILINE)


def test_the_script_runs() -> None:
    done = subprocess.run(
        [sys.executable, EXAMPLES / "quickstart.py"], capture_output=True, text=True, encoding="utf-8", check=True
    )
    lines = done.stdout.splitlines()
    assert lines[0] == "at least 3 and at most 4"
    assert lines[1].startswith("because [('Alcohol withdrawal, now or expected', ")
    assert lines[2] == "not 2, because of ('service.monitored-withdrawal',)"
    assert "'Suicide risk'" in lines[3]
    assert lines[4].startswith("At least level 3 ")
    assert done.stderr == ""


# What Jupyter's own packages warn of on some versions and systems is theirs to mend.
@pytest.mark.filterwarnings("ignore:::jupyter_client", "ignore:::zmq", "ignore:::nbclient")
def test_the_notebook_runs_and_shows_what_it_says() -> None:
    notebook = nbformat.read(EXAMPLES / "quickstart.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in notebook.cells)
    NotebookClient(notebook, timeout=120, kernel_name="python3").execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    printed = "".join(output["text"] for output in outputs if output.get("name") == "stdout")
    assert "at least level 3, at most level 4\nSuicide risk: not recorded\n" in printed
    assert "\n3 3.1 (" in printed
    assert "service 3.1, by service.residential-home:\n" in printed
    assert "level 2: not enough, because of\n" in printed
    assert "level 4: more than needed, it would have needed\n" in printed
    assert "\n- beside it: a recovery residence" in printed
    assert "\nshipped: level 1; ours: level 2\n" in printed
    assert "`g.withdrawal-complication-is-hospital` does not hold: `service` would be `3.7`" in printed
    (shown,) = [output["data"]["text/html"] for output in outputs if "text/html" in output.get("data", {})]
    assert "low-intensity residential" in shown


def said(notebook: nbformat.NotebookNode) -> list[str]:
    """Return what each cell says in text: pictures and reports may differ with the libraries that draw them."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output["text"] if "text" in output else output["data"]["text/plain"] for output in outputs]


@pytest.mark.filterwarnings("ignore:::jupyter_client", "ignore:::zmq", "ignore:::nbclient")
@pytest.mark.parametrize("name", KEPT)
def test_what_is_stored_with_a_notebook_is_what_it_shows(name: str) -> None:
    """If it is not: `python -m tests.examples.renew`, and read whether what is written around it is still so."""
    stored = nbformat.read(EXAMPLES / name, as_version=4)  # type: ignore[no-untyped-call]
    assert [cell.execution_count for cell in stored.cells if cell.cell_type == "code"] == list(
        range(1, 1 + sum(cell.cell_type == "code" for cell in stored.cells))
    )
    shown = {kind for cell in stored.cells for output in cell.get("outputs", []) for kind in output.get("data", {})}
    assert {"image/png", "text/html"} <= shown
    assert said(stored) == said(run(name))


def test_the_audit_finds_what_was_made_to_differ() -> None:
    stored = nbformat.read(EXAMPLES / "audit_a_cohort.ipynb", as_version=4)  # type: ignore[no-untyped-call]
    first = [re.search(r"╡\n│ (\w+)", text) for text in said(stored) if "difference_low" in text]
    assert [row[1] for row in first if row] == ["S07", "R18", "A"]
    reasons = next(text for text in said(stored) if "judgement ┆" in text)
    less = {name: int(many) for name, many in re.findall(r"│ (\w+) +┆ (\d+) +┆", reasons)}
    assert max(less, key=less.__getitem__) == "access"
    assert "98.3% exactly that, 0 more than that" in "".join(said(stored))


@pytest.mark.parametrize("course", sorted((EXAMPLES / "courses").iterdir()), ids=lambda path: path.name)
def test_a_course_is_told_to_its_end(course: Path) -> None:
    result = CliRunner().invoke(app, ["review", str(course), "--format", "json"])
    assert (result.exit_code, result.stderr) == (0, "")
    outcomes = [entry["outcome"] for entry in json.loads(result.stdout)["entries"] if entry["outcome"]]
    assert "review.ask" not in outcomes
    assert outcomes[-1] == "review.complete"
