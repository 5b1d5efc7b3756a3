"""Files of people: what is written, what is refused, and that nothing half written has the target's name."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest

from placement import Ages, CohortError
from placement.cohort import place_cohort
from placement.cohort.files import PlacedFile, _Counter, place_file
from tests.tiny_rulebook import TINY, tiny

ROOT = Path(__file__).resolve().parents[3]
WRONG = (
    "`fever`: 1 row (1) holds no answer of this scale: expected one of none, high, very_high, a position from 0 to 2, "
    "`unsure`, or nothing"
)
SENTINEL = "S3NTINEL"
PEOPLE = pl.DataFrame({"who": ["a", "b", "c"], "low_mood": [0, 2, None], "fever": [1, 2, None]})

Place = Callable[[pl.LazyFrame], pl.LazyFrame]
PLACE: Place = partial(place_cohort, rulebook=TINY, id="who")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    PEOPLE.write_parquet(tmp_path / "people.parquet")
    PEOPLE.write_csv(tmp_path / "people.csv")
    return tmp_path


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def refused(source: Path, target: Path, place: Place = PLACE) -> str:
    """Return what is wrong; nothing is written."""
    before = names(target.parent) if target.parent.is_dir() else set()
    with pytest.raises(CohortError) as caught:
        place_file(source, target, place)
    assert not target.parent.is_dir() or names(target.parent) == before
    assert caught.value.__context__ is None
    return "; ".join(caught.value.mistakes)


@pytest.mark.parametrize("source", ["people.parquet", "people.csv"])
@pytest.mark.parametrize("target", ["placed.parquet", "PLACED.CSV"])
def test_a_file_is_placed_as_the_frame_in_it(source: str, target: str, folder: Path) -> None:
    seen: list[tuple[int, int]] = []
    done = place_file(folder / source, folder / target, PLACE, lambda people, of: seen.append((people, of)))
    assert done == PlacedFile(people=3, determined=1)
    assert seen[-1] == (3, 3)
    expected = place_cohort(PEOPLE, TINY, id="who")
    if target.endswith("parquet"):
        assert pl.read_parquet(folder / target).equals(expected)
    else:
        assert (folder / target).read_text(encoding="utf-8") == expected.write_csv()
    assert names(folder) == {"people.parquet", "people.csv", target}


def test_what_was_there_is_replaced(folder: Path) -> None:
    (folder / "placed.csv").write_text("old", encoding="utf-8")
    place_file(folder / "people.csv", folder / "placed.csv", PLACE)
    assert (folder / "placed.csv").read_text(encoding="utf-8").startswith("who,level,service,")


def test_a_file_without_people_is_placed(folder: Path) -> None:
    PEOPLE.clear().write_csv(folder / "nobody.csv")
    assert place_file(folder / "nobody.csv", folder / "placed.csv", PLACE) == PlacedFile(people=0, determined=0)
    assert (folder / "placed.csv").read_text(encoding="utf-8").count("\n") == 1


def test_pieces_are_counted_from_whatever_thread(folder: Path) -> None:
    """What Polars calls from its own threads, coverage does not see."""
    del folder
    seen: list[tuple[int, int]] = []
    for counter in (_Counter(5, None), _Counter(5, lambda people, of: seen.append((people, of)))):
        for determined in ([True, None], [False, True, True]):
            piece = pl.DataFrame({"determined": determined})
            assert counter.count(piece) is piece
        assert counter.determined == 3
    assert seen == [(2, 5), (5, 5)]


def test_minors_whose_result_is_empty_are_not_determined(folder: Path) -> None:
    PEOPLE.with_columns(age=pl.lit(17)).write_parquet(folder / "minors.parquet")
    with pytest.warns(UserWarning, match="3 rows under 18"):
        done = place_file(
            folder / "minors.parquet",
            folder / "placed.csv",
            partial(place_cohort, rulebook=tiny(ages=Ages(least=18)), errors="null"),
        )
    assert done == PlacedFile(people=3, determined=0)


def test_paths_that_cannot_be_meant_are_refused(folder: Path) -> None:
    (folder / "folder.csv").mkdir()
    source = folder / "people.csv"
    suffix = "expected a name that ends in .parquet or .csv"
    for wrong, target, expected in (
        (
            folder / "people.txt",
            folder / "x",
            f"{folder}/people.txt: {suffix}; {folder}/x: {suffix}; {folder}/people.txt: no such file",
        ),
        (folder / "none.csv", folder / "x.csv", f"{folder}/none.csv: no such file"),
        (source, folder / "none" / "x.csv", f"{folder}/none/x.csv: expected a file in a folder that exists"),
        (source, folder / "folder.csv", f"{folder}/folder.csv: expected a file in a folder that exists"),
        (source, source, f"{source}: is the file that is read: expected another"),
    ):
        assert refused(wrong, target) == expected


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("bad.parquet", SENTINEL.encode(), "{}: cannot be read as Parquet"),
        ("bad.csv", b"", "{}: cannot be read as CSV"),
        ("bad.csv", f"who,fever\n{SENTINEL},2,3,4\n".encode(), "the frame cannot be read: `ComputeError`"),
        ("bad.csv", f'who,fever\n"{SENTINEL},2\n'.encode(), "the frame cannot be read: `ComputeError`"),
        ("bad.csv", b"who,fever\xff\n1,2\n", "{}: cannot be read as CSV"),
        ("bad.csv", b"who,fever\n\xff,2\n", "{}: cannot be read as CSV"),
        ("bad.csv", b"fever,fever,who\n1,2,3\n", "{}: expected columns of different names"),
        ("bad.csv", b"who,fever\n1,7\n", WRONG),
    ],
    ids=str,
)
def test_a_file_that_cannot_be_read_is_refused_without_quoting_it(
    name: str, content: bytes, problem: str, folder: Path
) -> None:
    (folder / name).write_bytes(content)
    assert refused(folder / name, folder / "placed.csv") == problem.format(folder / name)


def test_text_has_no_lists(folder: Path) -> None:
    place: Place = partial(place_cohort, rulebook=TINY, flags="list")
    problem = f"{folder}/placed.csv: CSV has no lists: expected a column for each flag"
    assert refused(folder / "people.csv", folder / "placed.csv", place) == problem
    place_file(folder / "people.csv", folder / "placed.parquet", place)
    assert pl.read_parquet(folder / "placed.parquet")["flags"].to_list() == [["flag.fluids"], ["flag.fluids"], []]


def test_a_target_that_cannot_be_written_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.LazyFrame, "sink_csv", full)
    source, target = folder / "people.csv", folder / "placed.csv"
    problem = f"{target}: cannot be written, or {source} not read to its end: no space left on device"
    assert refused(source, target) == problem


SLOWLY = """
import sys, time
from functools import partial
from pathlib import Path
from placement.cohort import place_cohort
from placement.cohort.files import place_file
from tests.tiny_rulebook import TINY
def wait(*_):
    print("piece", flush=True)
    time.sleep(0.02)
source, target = map(Path, sys.argv[1:])
place_file(source, target, partial(place_cohort, rulebook=TINY), wait)
"""
"""Places a file so slowly that it can be interrupted while it is written."""


@pytest.mark.parametrize(("signal", "left"), [(signal.SIGINT, 0), (signal.SIGTERM, 1), (signal.SIGKILL, 1)])
def test_whatever_interrupts_it_nothing_half_written_has_the_name_of_the_target(
    signal: int, left: int, folder: Path
) -> None:
    """The file beside it is deleted where that can still be done."""
    pl.concat([PEOPLE] * 2_000).write_parquet(folder / "people.parquet")
    target = folder / "placed.parquet"
    target.write_text("old", encoding="utf-8")
    running = subprocess.Popen(
        [sys.executable, "-c", SLOWLY, folder / "people.parquet", target],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"POLARS_IDEAL_MORSEL_SIZE": "10"},
        cwd=ROOT,
    )
    with running:
        assert running.stdout is not None
        for _ in range(3):
            assert running.stdout.readline() == b"piece\n"
        running.send_signal(signal)
        assert running.wait(timeout=60) != 0
    assert target.read_text(encoding="utf-8") == "old"
    beside = names(folder) - {"people.parquet", "people.csv", "placed.parquet"}
    assert len(beside) <= left
    assert all(name.startswith(".placed.parquet.") and name.endswith(".part") for name in beside)


@pytest.mark.parametrize("kind", [pl.String, pl.Categorical])
def test_text_in_csv_is_no_formula(kind: type[pl.DataType], tmp_path: Path) -> None:
    """A plain number with its sign stays, and so does everything in Parquet, which no spreadsheet runs."""
    acting = ["=1+2", "+44 20", "-2+3", "@SUM(A1)", "\tx", "\rx", "\nx", "-1e5", "\uff1dx", "-A1"]
    plain = ["-5", "+3.5", "a=b", "(=x)", "-"]
    people = pl.DataFrame({"=who": [*acting, *plain], "low_mood": 0, "fever": 1}, schema_overrides={"=who": kind})
    people.write_parquet(tmp_path / "people.parquet")
    place = partial(place_cohort, rulebook=TINY, id="=who")
    for target in ("placed.csv", "placed.parquet"):
        place_file(tmp_path / "people.parquet", tmp_path / target, place)
    written = pl.read_csv(tmp_path / "placed.csv", infer_schema=False)
    assert written.columns[0] == "'=who"
    assert written["'=who"].to_list() == [*(f"'{text}" for text in acting), *plain]
    assert pl.read_parquet(tmp_path / "placed.parquet")["=who"].to_list() == people["=who"].to_list()


def test_a_panic_of_polars_is_an_error_of_the_file_and_not_repeated(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def panics(_: Path) -> pl.LazyFrame:
        raise pl.exceptions.PanicException(SENTINEL)

    monkeypatch.setattr(pl, "scan_parquet", panics)
    with pytest.raises(CohortError) as caught:
        place_file(folder / "people.parquet", folder / "out.parquet", PLACE)
    assert str(caught.value) == f"cohort: {folder / 'people.parquet'}: cannot be read as Parquet"
    assert caught.value.__context__ is None
