"""`placement place`: what it prints, where, and how it ends."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from placement import NOTICE, Assessment, EngineDisagreement, EngineUnavailable, Recommendation, place
from placement.cli import commands
from placement.recommendation.recommendation import recommendation_schema
from placement.rules.five_level import FIVE_LEVEL

SENTINEL = "S3NTINEL"
ENTRY_POINT = Path(sys.executable).with_name("placement")

WELL = "answers: {age: 30, use_disorder: mild}\n"
SEVERE = json.dumps(
    {
        "title": "A <severe> \x1b[31mcase",
        "story": "One & <b>two</b>.",
        "answers": {"age": 50, "alcohol_withdrawal": 4},
    }
)


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "well.yaml").write_text(WELL, encoding="utf-8")
    (tmp_path / "severe.json").write_text(SEVERE, encoding="utf-8")
    (tmp_path / "both.yaml").write_text(f"- {WELL}- {{title: The second, answers: {{}}}}\n", encoding="utf-8")
    (tmp_path / "minor.yaml").write_text(f"title: {SENTINEL}\nanswers: {{age: 16}}\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


Run = Callable[..., Result]


@pytest.fixture
def run(files: Path) -> Run:
    del files

    def invoke(*arguments: str, stdin: str | None = None, **environment: str) -> Result:
        return CliRunner().invoke(commands.app, ["place", *arguments], input=stdin, env=environment)

    return invoke


def recommended(**answers: object) -> Recommendation:
    return place(Assessment.model_validate(answers))


def test_a_case_is_placed_as_a_note(run: Run) -> None:
    result = run("well.yaml")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == recommended(age=30, use_disorder="mild").to_text()


def test_a_title_is_a_heading_and_a_story_a_paragraph_and_neither_steers_the_terminal(run: Run) -> None:
    result = run("severe.json")
    note = recommended(age=50, alcohol_withdrawal=4).to_text()
    title = r"A <severe> \u001b[31mcase"
    assert result.stdout == f"{title}\n{'=' * len(title)}\n\nOne & <b>two</b>.\n\n{note}"


def test_several_cases_come_under_headings_with_an_overview_at_the_end(run: Run) -> None:
    result = run("both.yaml", "severe.json")
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    headings = [lines[at - 1] for at, line in enumerate(lines) if line and set(line) == {"="}]
    severe = r"A <severe> \u001b[31mcase"
    assert headings == ["both.yaml: case 1", "The second", severe, "In one line each"]
    first, second, third = lines[-3:]
    assert first.startswith("- both.yaml: case 1: at least level 1 (outpatient)")
    assert second.startswith("- The second: anywhere from no level of care to level 4")
    assert third == f"- {severe}: level 4, medically managed intensive inpatient; cannot wait"


def test_an_overview_names_the_service_within_a_level(run: Run) -> None:
    settled = dict.fromkeys((scale.id for scale in FIVE_LEVEL.scales), 0) | {"use_disorder": 2, "unsuccessful_level": 1}
    result = run("well.yaml", "-", stdin=json.dumps(settled))
    level, service = "level 2, intensive outpatient or partial hospitalisation", "service 2.1, intensive outpatient"
    assert result.stdout.splitlines()[-1] == f"- standard input: {level} ({service})"


def test_a_letter_to_the_person_has_no_story_about_them(run: Run) -> None:
    result = run("severe.json", "well.yaml", "--format", "plain")
    assert result.exit_code == 0
    assert "two</b>" not in result.stdout
    assert recommended(age=50, alcohol_withdrawal=4).to_plain_language() in result.stdout
    assert recommended(age=30, use_disorder="mild").to_plain_language() in result.stdout


def test_markdown_has_headings_that_hold_no_markup(run: Run) -> None:
    result = run("severe.json", "--format", "markdown")
    body = recommended(age=50, alcohol_withdrawal=4).to_markdown()
    title = r"A &lt;severe&gt; \u001b[31mcase"
    assert result.stdout == f"# {title}\n\n> One &amp; &lt;b&gt;two&lt;/b&gt;.\n\n{body}"


def test_markdown_of_one_case_without_a_title_is_the_rendering(run: Run) -> None:
    assert run("well.yaml", "--format", "markdown").stdout == recommended(age=30, use_disorder="mild").to_markdown()


def test_several_in_markdown_come_one_below_the_other(run: Run) -> None:
    result = run("well.yaml", "severe.json", "--format", "markdown")
    well = recommended(age=30, use_disorder="mild").to_markdown()
    assert result.stdout.startswith(f"# well.yaml\n\n{well}\n# A &lt;severe&gt;")


def test_a_graph_alone_is_mermaid_and_several_are_markdown(run: Run) -> None:
    graph = recommended(age=50, alcohol_withdrawal=4).to_mermaid().rstrip()
    assert run("severe.json", "--format", "mermaid").stdout == f"{graph}\n"
    both = run("well.yaml", "severe.json", "--format", "mermaid").stdout
    assert both.startswith("# well.yaml\n\n```mermaid\n")
    assert f"```\n\n# A &lt;severe&gt; \\u001b[31mcase\n\n```mermaid\n{graph}\n```\n" in both


def test_html_is_one_page_without_anything_to_load_or_run(run: Run) -> None:
    result = run("well.yaml", "severe.json", "--format", "html")
    page = result.stdout
    assert page.startswith('<!doctype html>\n<html lang="en">')
    assert page.endswith("</body>\n</html>\n")
    assert page.count('<section class="case">') == page.count("<h1>") == 2
    assert "<h1>well.yaml</h1>" in page
    assert "<h1>A &lt;severe&gt; \\u001b[31mcase</h1>\n<p>One &amp; &lt;b&gt;two&lt;/b&gt;.</p>" in page
    assert recommended(age=50, alcohol_withdrawal=4).to_html() in page
    assert NOTICE in page
    assert "<script" not in page
    assert "http" not in page


def test_json_is_one_line_for_each_case(run: Run) -> None:
    result = run("both.yaml", "severe.json", "--format", "json")
    read = [json.loads(line) for line in result.stdout.splitlines()]
    assert [(one["file"], one["case"], one["title"]) for one in read] == [
        ("both.yaml", 1, ""),
        ("both.yaml", 2, "The second"),
        ("severe.json", None, "A <severe> \x1b[31mcase"),
    ]
    assert list(read[0]) == ["file", "case", "title", "recommendation"]
    validator = Draft202012Validator(recommendation_schema())
    for one in read:
        validator.validate(one["recommendation"])
    assert read[2]["recommendation"] == recommended(age=50, alcohol_withdrawal=4).model_dump(mode="json")


def test_standard_input_is_a_case(run: Run) -> None:
    expected = recommended(age=30, use_disorder="mild").to_text()
    assert run("-", stdin=WELL).stdout == expected
    assert run("-", stdin='{"age": 30, "use_disorder": 2}').stdout == expected


def test_an_engine_can_be_chosen(run: Run) -> None:
    result = run("well.yaml", "--engine", "reference", "--format", "json")
    assert json.loads(result.stdout)["recommendation"]["engines"] == ["reference"]


def test_a_rulebook_of_ones_own_is_used(run: Run, files: Path) -> None:
    other = json.loads(FIVE_LEVEL.to_json()) | {"id": "our-clinic"}
    (files / "ours.json").write_text(json.dumps(other), encoding="utf-8")
    result = run("well.yaml", "--rulebook", "ours.json", "--format", "json")
    assert json.loads(result.stdout)["recommendation"]["rulebook"]["id"] == "our-clinic"


def test_a_bad_file_is_named_in_one_line_and_the_others_are_placed(run: Run) -> None:
    result = run("minor.yaml", "absent.yaml", "well.yaml")
    assert result.exit_code == 2
    assert result.stderr == (
        "minor.yaml: `age`: this is for adults, expected 18 years or more\n"
        "absent.yaml: cannot be read: no such file or directory\n"
    )
    assert recommended(age=30, use_disorder="mild").to_text() in result.stdout
    assert result.stdout.startswith("well.yaml\n=========\n")
    assert SENTINEL not in result.output


@pytest.mark.parametrize("form", ["text", "plain", "markdown", "html", "json", "mermaid"])
def test_when_nothing_can_be_placed_nothing_is_printed(form: str, run: Run) -> None:
    for files in (["minor.yaml"], ["minor.yaml", "absent.yaml"]):
        result = run(*files, "--format", form)
        assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        ("yaml", f"title: x: {SENTINEL}"),
        ("yaml", f"suicide_risk: {SENTINEL}"),
        ("yaml", f"suicide_risk: !{SENTINEL} 1"),
        ("yaml", f"suicide_risk: *{SENTINEL}"),
        ("yaml", f"suicide_risk: 1\nsuicide_risk: {SENTINEL}"),
        ("yaml", f"'{SENTINEL} he said': 1"),
        ("yaml", f"title: {SENTINEL}\nstory: {SENTINEL}\nanswers: {{age: 16}}"),
        ("yaml", f"title: {SENTINEL}\nage: 30"),
        ("yaml", f"title: {SENTINEL}\nanswers: {{age: {SENTINEL}, suicide_risk: [{SENTINEL}]}}"),
        ("yaml", f"- [{SENTINEL}]"),
        ("json", f'{{"age": "{SENTINEL}'),
        ("json", f'{{"age": "{SENTINEL}"}}'),
        ("json", f'{{"title": ["{SENTINEL}"], "answers": {{}}}}'),
        ("json", f'{{"age": 3, "age": "{SENTINEL}"}}'),
        ("json", f'"{SENTINEL}"'),
    ],
)
def test_nothing_that_stands_in_a_bad_file_is_shown(suffix: str, text: str, run: Run, files: Path) -> None:
    (files / f"bad.{suffix}").write_text(text, encoding="utf-8")
    result = run(f"bad.{suffix}")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith(f"bad.{suffix}: ")
    assert result.stderr.count("\n") == 1
    assert SENTINEL not in result.stderr


def test_a_rulebook_that_cannot_be_used_ends_it_with_one_line(run: Run, files: Path) -> None:
    broken = json.loads(FIVE_LEVEL.to_json())
    broken |= {"rules": [], "reviews": {}}
    (files / "broken.json").write_text(json.dumps(broken), encoding="utf-8")
    (files / "narrow.json").write_text(json.dumps({"format": 1}), encoding="utf-8")
    (files / "scrambled.json").write_text(SENTINEL, encoding="utf-8")
    result = run("well.yaml", "--rulebook", "broken.json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("broken.json: rulebook `five-level`: track `service`: nobody can be given `0.5`; ")
    assert result.stderr.endswith(" more: `placement rulebook check --rulebook broken.json` lists them\n")
    assert result.stderr.count("\n") == 1
    listed = CliRunner().invoke(commands.app, ["rulebook", "check", "--rulebook", "broken.json"]).stdout.splitlines()
    assert listed[0] == f"rulebook `five-level`: {len(listed) - 1} to mend"
    assert f"; and {len(listed) - 4} more: " in result.stderr
    for file in ("narrow.json", "scrambled.json"):
        result = run("well.yaml", "--rulebook", file)
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)
        assert result.stderr.startswith(f"{file}: rulebook document: ")
        assert SENTINEL not in result.stderr
    result = run("well.yaml", "--rulebook", "absent.json")
    assert result.stderr == "absent.json: cannot be read: no such file or directory\n"


def test_without_levels_the_values_of_the_headline_are_the_levels(run: Run, files: Path) -> None:
    other = json.loads(FIVE_LEVEL.to_json()) | {"levels": [], "alternatives": [], "words": {}}
    (files / "levels.json").write_text(json.dumps(other), encoding="utf-8")
    result = run("well.yaml", "--rulebook", "levels.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Level 2.1" in result.stdout


@pytest.mark.parametrize("error", [EngineUnavailable("no such engine here"), EngineDisagreement(["floor: it differs"])])
def test_an_engine_that_fails_ends_it_with_one_line(
    error: Exception, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> Recommendation:
        raise error

    monkeypatch.setattr(commands, "place", fail)
    result = run("well.yaml")
    assert (result.exit_code, result.stdout, result.stderr) == (1, "", f"{error}\n")


def test_a_wrong_option_is_a_usage_error(run: Run) -> None:
    result = run("well.yaml", "--format", "pdf")
    assert result.exit_code == 2
    assert "'pdf' is not one of 'text', 'plain', 'markdown', 'html', 'json', 'mermaid'" in result.stderr


# ------------------------------------------------------------------------------------------- as a program of its own


def program(*arguments: str, stdin: str = "", **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [ENTRY_POINT, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, **environment},
    )


def test_a_pipe_gets_plain_text() -> None:
    done = program("place", "-", stdin=WELL)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == recommended(age=30, use_disorder="mild").to_text()
    assert "\x1b" not in done.stdout


def test_a_pipe_that_closes_early_is_no_error() -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", '"$0" rulebook show | head -1', ENTRY_POINT], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"{FIVE_LEVEL.title}\n"
    assert done.stderr == ""


def test_an_output_that_lacks_a_character_shows_another() -> None:
    done = program(
        "place", "-", stdin="title: A café\nanswers: {age: 30}", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0"
    )
    assert done.returncode == 0
    assert done.stdout.startswith("A caf?\n======\n")


def test_the_program_tells_its_version_and_teaches() -> None:
    assert program("--version").stdout == f"placement {version('placement')}\n"
    taught = " ".join(program("--help").stdout.split())
    for said in ("placement place case.yaml", "| jq", "placement rulebook show", NOTICE):
        assert said in taught


def on_a_terminal(*arguments: str, **environment: str) -> str:
    """Return what the program prints when its output is a terminal of 60 columns."""
    leader, follower = pty.openpty()
    settings = {"TERM": "xterm-256color", "COLUMNS": "60", **environment}
    clean = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "FORCE_COLOR", "CI"}}
    with subprocess.Popen([ENTRY_POINT, *arguments], stdout=follower, stderr=follower, env=clean | settings) as running:
        os.close(follower)
        shown = b""
        while True:
            try:
                part = os.read(leader, 4096)
            except OSError:  # how Linux says that the other side has closed
                break
            if not part:
                break
            shown += part
        assert running.wait() == 0
    os.close(leader)
    return shown.decode().replace("\r\n", "\n")


def test_a_terminal_gets_styles_and_lines_that_fit() -> None:
    shown = on_a_terminal("rulebook", "show", "flag.naloxone")
    assert "\x1b[36mflag.naloxone\x1b[0m" in shown
    assert max(len(line) for line in shown.replace("\x1b[36m", "").replace("\x1b[0m", "").split("\n")) <= 60
    assert "\x1b[1;32mholds" not in shown


def test_no_color_is_honoured() -> None:
    shown = on_a_terminal("rulebook", "check", NO_COLOR="1")
    assert "\x1b[3" not in shown
    assert f"{len(FIVE_LEVEL.guarantees)} of {len(FIVE_LEVEL.guarantees)} guarantees hold" in shown
