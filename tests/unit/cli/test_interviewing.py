"""`placement interview`: what it shows, what it takes, how it ends, and that nothing is kept unless one agrees."""

import json
import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from placement import FIVE_LEVEL, Assessment, EngineDisagreement, place
from placement.analysis import Interview
from placement.cli import commands
from tests.other_rulebooks import SCHOOL
from tests.tiny_rulebook import TINY, tiny

SENTINEL = "S3NTINEL"
Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, typed: str = "") -> Result:
        lines = "".join(f"{line}\n" for line in typed.split(","))
        return CliRunner().invoke(commands.app, ["interview", *arguments], input=lines)

    return invoke


def interrupting(monkeypatch: pytest.MonkeyPatch, *typed: str | None) -> None:
    """Type these lines, and Control-C for None."""
    lines: Iterator[str | None] = iter(typed)

    def read(_: str) -> str:
        line = next(lines)
        if line is None:
            raise KeyboardInterrupt
        return line

    monkeypatch.setattr("builtins.input", read)


def kept(**parts: object) -> str:
    interview = Interview(age=40)
    interview.answer("check_ins")
    return json.dumps({**json.loads(interview.to_json()), **parts})


def note(**answers: object) -> str:
    return place(Assessment.model_validate(answers)).to_text().rstrip()


def test_it_ends_with_the_recommendation(run: Run) -> None:
    result = run(typed="40,4,")
    assert result.exit_code == 0
    before, _, after = result.stdout.partition("Settled, after 1 question.\n")
    assert "hospital care" in before
    assert after == f"Enter for the recommendation, b back: \n{note(age=40, detox_need=4)}\n"


def test_above_each_question_stand_the_possible_levels_and_how_many_there_are_to_go(run: Run) -> None:
    lines = run(typed="40,0").stdout.splitlines()
    assert lines[1:3] == [
        "[none 0.5 1 2 3 4]   at most 29 questions to go",
        "Level none (no level indicated) to 4 (medically managed intensive inpatient)",
    ]
    assert lines[4:7] == [
        "Care needed for intoxication and withdrawal, all in all (Intoxication and withdrawal)",
        "  0  none",
        "  1  scheduled check-ins",
    ]
    assert "  u unsure, s skip, b back, q quit" in lines
    assert "[none 0.5 1 2 3 4]   at most 20 questions to go" in lines


def test_one_level_is_named_once_and_one_question_is_not_questions(run: Run) -> None:
    answers = "40,0,0,0,0,0,0,0"
    assert "at most 1 question to go" not in run(typed=answers).stdout
    shown = run("--until", "service", typed="40,0,0,0,2,0,0,0,3,2,0,0,0,0").stdout
    assert "Level 2 (intensive outpatient or partial hospitalisation)" in shown
    assert "service 2.1 to " in shown


def test_until_all_shows_how_much_is_open(run: Run) -> None:
    assert "; 40 values and flags open" in run("--until", "all", typed="40").stdout


def test_one_value_or_flag_that_is_open_is_counted_as_one(run: Run) -> None:
    Path("tiny.json").write_text(tiny(flags=()).to_json(), encoding="utf-8")
    shown = run("--until", "all", "--rulebook", "tiny.json", typed=",0,1").stdout
    assert "; 1 value or flag open" in shown


def test_what_is_no_answer_is_asked_for_again(run: Run) -> None:
    result = run(typed=f"{SENTINEL},999,-1,²,0000999,{'9' * 5000},040,5,{SENTINEL},1,q")
    assert result.exit_code == 0
    assert result.stdout.count("expected a whole number from 0 to 130") == 6
    assert result.stdout.count("expected a number from 0 to 4, or one of: u unsure, s skip, b back, q quit") == 2
    assert SENTINEL not in result.stdout
    assert result.stdout.endswith("Left after 1 question.\n")


def test_the_age_may_be_left_out_and_a_minor_is_refused(run: Run) -> None:
    assert run(typed=",4,").stdout.endswith(f"\n{note(detox_need=4)}\n")
    result = run(typed="17,4")
    assert (result.exit_code, result.stderr) == (
        2,
        "`age`: this is for adults, expected 18 years or more\n",
    )


def test_one_can_go_back_also_from_the_end(run: Run) -> None:
    result = run(typed="40,b,u,b,4,b,0,q")
    assert "there is nothing to go back to" in result.stdout
    assert result.stdout.count("Care needed for intoxication") == 4 - 1
    assert result.stdout.count("Alcohol withdrawal, now") == 1
    assert result.stdout.endswith("Left after 1 question.\n")


def test_skipped_and_unsure_answers_may_leave_it_open(run: Run) -> None:
    result = run(typed=",".join(["40", "u", *["s"] * 34]))
    assert "Nothing is left to ask that would settle it, after " in result.stdout
    interview = Interview(age=40)
    for _ in interview:
        interview.answer("unsure")
    assert result.stdout.endswith(f"\n{interview.result().to_text()}")


def test_a_danger_that_is_skipped_does_not_settle(run: Run) -> None:
    result = run(typed=",".join(["40", "1", "0", "0", "0", "0", "s", *["0"] * 30]))
    assert "Alcohol withdrawal, now or expected (Intoxication and withdrawal)" in result.stdout
    assert "Nothing is left to ask that would settle it, after " in result.stdout
    assert "alcohol withdrawal, now or expected was unsure" in " ".join(result.stdout.split())


def test_nothing_is_written_without_the_option(run: Run, tmp_path: Path) -> None:
    assert run(typed="40,4,").exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_answers_are_kept_only_where_one_agrees_and_only_for_oneself(run: Run, tmp_path: Path) -> None:
    result = run("--save", "kept.json", typed="40,1,q,n")
    assert result.stdout.endswith("Nothing was written.\n")
    assert run("--save", "kept.json", typed="40,1,q").stdout.endswith("Nothing was written.\n")
    assert list(tmp_path.iterdir()) == []
    result = run("--save", "kept.json", typed="40,1,q,y")
    assert "Keep the answers in kept.json? They are a health record." in result.stdout
    assert result.stdout.endswith("The answers are kept.\n")
    (file,) = tmp_path.iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert Interview.from_json(file.read_text(encoding="utf-8")).assessment == Assessment.model_validate(
        {"age": 40, "detox_need": 1}
    )


def test_an_interview_that_was_kept_goes_on(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text(kept(), encoding="utf-8")
    result = run("--save", "kept.json", typed="4,,1,y")
    assert result.exit_code == 0
    assert "Age" not in result.stdout.splitlines()[0]
    assert "Settled, after 2 questions." in result.stdout
    assert "medical_condition" in (tmp_path / "kept.json").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SENTINEL, "is no interview that was kept here: expected what `--save` wrote"),
        (kept(answers=[["detox_need", SENTINEL]]), "is no interview that was kept here: expected what `--save` wrote"),
        (kept(answers=[[SENTINEL, "none"]]), "`answers`: expected scales of the rulebook, each of them once"),
        (kept(until="all"), "this interview goes on until `all`: leave `--until` out"),
    ],
)
def test_a_file_that_is_no_such_interview_is_left_alone(run: Run, tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "kept.json").write_text(text, encoding="utf-8")
    result = run("--save", "kept.json", "--until", "level", typed="4,,y")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"kept.json: {message}\n")
    assert (tmp_path / "kept.json").read_text(encoding="utf-8") == text


def test_a_minor_in_a_file_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kept.json").write_text(kept(age=12), encoding="utf-8")
    assert run("--save", "kept.json").stderr == "`age`: this is for adults, expected 18 years or more\n"


def test_a_file_that_cannot_be_written_is_named_and_nothing_is_left_behind(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    result = run("--save", "absent/kept.json", typed="40,1,q,y")
    assert (result.exit_code, result.stderr) == (
        2,
        "absent/kept.json: cannot be written: no such file or directory\n",
    )

    def fail(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "replace", fail)
    result = run("--save", "kept.json", typed="40,1,q,y")
    assert (result.exit_code, result.stderr) == (2, "kept.json: cannot be written: input or output error\n")
    assert list(tmp_path.iterdir()) == []


def test_control_c_leaves_and_offers_to_keep_the_answers(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    interrupting(monkeypatch, "40", "1", None, "y")
    result = run("--save", "kept.json")
    assert result.exit_code == 130
    assert result.stdout.endswith("The answers are kept.\n")
    interrupting(monkeypatch, "1", None, None)
    before = (tmp_path / "kept.json").read_bytes()
    result = run("--save", "kept.json")
    assert (result.exit_code, result.stdout[-21:]) == (130, "Nothing was written.\n")
    assert (tmp_path / "kept.json").read_bytes() == before
    interrupting(monkeypatch, None)
    assert run().exit_code == 130


def test_the_end_of_the_input_leaves(run: Run) -> None:
    result = CliRunner().invoke(commands.app, ["interview"], input="")
    assert (result.exit_code, result.stdout) == (0, "Age in years (Enter leaves it out): \n")
    assert run(typed="40").stdout.endswith("Left after 0 questions.\n")


def test_another_rulebook_is_asked_by(run: Run, tmp_path: Path) -> None:
    (tmp_path / "own.json").write_text(FIVE_LEVEL.to_json(), encoding="utf-8")
    assert "Settled, after 1 question." in run("--rulebook", "own.json", typed="40,4,").stdout
    (tmp_path / "tiny.json").write_text(TINY.to_json(), encoding="utf-8")
    result = run("--rulebook", "tiny.json", typed="40,4,")
    assert result.exit_code == 0
    assert "[home clinic ward]" in result.stdout
    assert "()" not in result.stdout  # its levels have no other names


def test_levels_whose_names_have_spaces_are_told_apart(run: Run, tmp_path: Path) -> None:
    rooms = replace(SCHOOL, levels=(), guarantees=())
    (tmp_path / "rooms.json").write_text(rooms.to_json(), encoding="utf-8")
    names = [str(value) for value in rooms.headline_track]
    assert any(" " in name for name in names)
    assert f"[{' · '.join(names)}]" in run("--rulebook", "rooms.json", typed="14,q").stdout


def test_engines_that_disagree_end_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(_: Interview) -> None:
        raise EngineDisagreement(["floor: track `service` differs"])

    monkeypatch.setattr(Interview, "result", disagree)
    result = run(typed="40,4,")
    assert (result.exit_code, result.stderr) == (1, "engines disagree: floor: track `service` differs\n")


def test_an_interview_that_was_over_can_be_gone_back_in(run: Run, tmp_path: Path) -> None:
    interview = Interview(age=40)
    interview.answer(4)
    (tmp_path / "kept.json").write_text(interview.to_json(), encoding="utf-8")
    result = run("--save", "kept.json", typed="b,0,q,n")
    assert "Settled, after 1 question." in result.stdout
    assert result.stdout.endswith("Nothing was written.\n")
