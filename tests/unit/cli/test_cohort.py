"""`placement cohort`: what it writes, what it prints, and how it ends."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner, Result

from placement import FIVE_LEVEL
from placement.cli import commands
from placement.cohort import place_cohort
from tests.tiny_rulebook import TINY

PEOPLE = pl.DataFrame({"who": [1, 2, 3], "age": [40, 50, 60], "mood": [0, 2, 9], "fever": [1, 8, 2]})

MOODS = "no answer of this scale: expected one of none, some, marked, a position from 0 to 2, `unsure`, or nothing"
FEVERS = "no answer of this scale: expected one of none, high, very_high, a position from 0 to 2, `unsure`, or nothing"
ABSENT = "the frame has no such column to carry through"
NOTHING = "people.csv: no column is called like a scale: rename some, or say which in `columns`"

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)
    PEOPLE.write_parquet("people.parquet")
    PEOPLE.write_csv("people.csv")
    Path("tiny.json").write_text(TINY.to_json(), encoding="utf-8")

    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(commands.app, ["cohort", *arguments])

    return invoke


TINILY = ["--rulebook", "tiny.json", "--column", "low_mood=mood", "--id", "who"]


def test_a_file_is_placed_with_everything_that_can_be_said(run: Run) -> None:
    codes = ["--missing", "mood=9", "--missing=fever=-1", "--unsure", "fever=8"]
    done = run("people.csv", "placed.parquet", *TINILY, *codes, "--keep", "age", "--flags", "list", "--detail")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        "`mood` (`low_mood`): `0` = none: 1; some: 0; `2` = marked: 1; `9` = not asked: 1",
        "`fever`: below 38: 0; `1` = 38 or more: 1; `2` = 40 or more: 1; `8` = unsure: 1",
        "no column answers: plan, shifts",
        "placed.parquet: 3 people, the level of 0 determined",
        TINY.words.notice,
    ]
    expected = place_cohort(
        pl.read_csv("people.csv", infer_schema=False),
        TINY,
        columns={"low_mood": "mood"},
        id="who",
        keep=["age"],
        missing={"mood": [9], "fever": [-1]},
        unsure={"fever": [8]},
        flags="list",
        detail=True,
    )
    assert pl.read_parquet("placed.parquet").equals(expected)


def test_the_shipped_rulebook_is_used_unless_another_is_named(run: Run) -> None:
    pl.DataFrame({"housing": [0, 3]}).write_parquet("people.parquet")
    assert run("people.parquet", "placed.csv").exit_code == 0
    pl.DataFrame({"housing": [0]}).write_csv("one.csv")
    assert "\nplaced.csv: 1 person, the level of " in run("one.csv", "placed.csv").stdout
    assert (
        pl.read_csv("placed.csv", infer_schema=False).columns
        == place_cohort(pl.DataFrame({"housing": [0]}), FIVE_LEVEL).columns
    )


def test_codes_may_be_for_every_column(run: Run) -> None:
    assert run("people.parquet", "placed.parquet", *TINILY, "--missing", "9", "--unsure", "8").exit_code == 0


def test_a_column_that_is_nearly_called_like_a_scale_is_read_or_ignored(run: Run) -> None:
    """A heading with a space before it is one more way to leave a danger out."""
    Path("people.csv").write_text("housing, Intoxication\n0,4\n", encoding="utf-8")
    done = run("people.csv", "placed.csv")
    assert done.exit_code == 2
    assert done.stderr.startswith("people.csv: ` Intoxication` is not read, and no column answers `intoxication`: ")
    assert run("people.csv", "ignored.csv", "--ignore", " Intoxication").exit_code == 0
    assert run("people.csv", "read.csv", "--column", "intoxication= Intoxication").exit_code == 0
    levels = [pl.read_csv(file, infer_schema=False)["level_floor"].item() for file in ("ignored.csv", "read.csv")]
    assert levels == ["none", "4"]


def test_what_cannot_be_read_is_counted_on_request(run: Run) -> None:
    done = run("people.parquet", "placed.csv", *TINILY, "--errors", "null")
    assert done.exit_code == 0
    assert done.stderr == "people.parquet: `mood`: 1 row set to unknown; `fever`: 1 row set to unknown\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (
            ["people.parquet", "placed.csv", *TINILY],
            f"people.parquet: `mood` (`low_mood`): 1 row (3) holds {MOODS}; `fever`: 1 row (2) holds {FEVERS}",
        ),
        (["none.csv", "placed.csv"], "none.csv: no such file"),
        (
            ["people.csv", "placed.csv"],
            "people.csv: no column is called like a scale: rename some, or say which in `columns`",
        ),
        (["people.csv", "x.csv", "--column", "fever"], "`--column`: expected SCALE=COLUMN"),
        (["people.csv", "x.csv", "--column", "=fever"], "`--column`: expected SCALE=COLUMN"),
        (["people.csv", "x.csv", "--column", "a=b", "--column", "a=c"], "`--column`: expected each SCALE once"),
        (
            ["people.csv", "x.csv", *TINILY, "--ignore", "moods"],
            "people.csv: `ignore`: the frame has no column `moods`",
        ),
        (
            ["people.csv", "x.csv", "--missing", "9", "--missing", "fever=8"],
            "`--missing`: expected CODE each time, or COLUMN=CODE each time",
        ),
        (["people.csv", "x.csv", "--rulebook", "none.json"], "none.json: cannot be read: no such file or directory"),
        (
            ["people.csv", "x.csv", "--id", "a", "--keep", "b", "--keep", "c", "--column", "x=y"],
            f"people.csv: `columns`: `x` is no question of this rulebook; `a`: {ABSENT}; `b`: {ABSENT}; and 1 more",
        ),
    ],
    ids=str,
)
def test_bad_input_ends_with_status_2_and_one_line(arguments: list[str], line: str, run: Run) -> None:
    done = run(*arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", line + "\n")
    assert not Path(arguments[1]).exists()


@pytest.mark.parametrize("absent", ["narwhals", "polars"])
def test_an_absent_extra_is_named_in_one_line(absent: str) -> None:
    program = (
        "import importlib.util, sys\n"
        "find_spec = importlib.util.find_spec\n"
        f"importlib.util.find_spec = lambda name: None if name == {absent!r} else find_spec(name)\n"
        "sys.argv = ['placement', 'cohort', 'a.csv', 'b.csv']\n"
        "from placement.cli import main; main()"
    )
    assert find_spec(absent) is not None
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "needs the `cohort` extra: from a checkout, `pip install '.[cohort]'`" in done.stderr


def test_an_absent_extra_is_complained_of(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("files", "tables"):
        monkeypatch.delitem(sys.modules, f"placement.cohort.{module}", raising=False)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "polars" else find_spec(name))
    done = run("people.csv", "placed.csv")
    problem = "a file of people needs the `cohort` extra: from a checkout, `pip install '.[cohort]'`\n"
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", problem)


def test_a_bar_is_shown_on_a_terminal_alone(run: Run) -> None:
    del run
    pl.DataFrame({"housing": [0, 3]}).write_parquet("people.parquet")
    leader, follower = pty.openpty()
    settings = {
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    command = [sys.executable, "-c", "from placement.cli import main; main()", "cohort", "people.parquet", "placed.csv"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=follower, env=settings) as running:
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
    assert b"people" in shown
    assert b"2/2" in shown
