"""How fast whole tables are placed: `make bench-cohort` measures it and writes docs/reference/cohort_speed.md.

Nothing here passes or fails, but that what is compared has to come out the same.
"""

import argparse
import json
import math
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from string import Template
from time import monotonic, process_time
from typing import Final

import altair as alt
import polars as pl

from benchmarks.by_hand import OUTPUTS, by_hand
from benchmarks.cohort_people import table, write_files
from placement import Assessment, place
from placement.cohort import place_cohort
from placement.recommendation.place import Engine

__all__ = ["Run", "page"]

_ROOT: Final = Path(__file__).resolve().parents[1]
_PAGE: Final = _ROOT / "docs" / "reference" / "cohort_speed.md"
_TEMPLATE: Final = Path(__file__).with_name("cohort_speed.template.md")
_PICTURE: Final = _ROOT / "docs" / "_static" / "cohort_speed.svg"

_ONE_BY_ONE: Final = 500
_ROUNDS: Final = 7
_STEPS: Final = (10_000, 100_000, 1_000_000, 10_000_000, 100_000_000)
_MOST: Final = {"duckdb": 10_000_000, "spark": 10_000_000, "pandas": 1_000_000, "arrow": 1_000_000}
_CALLED: Final = {
    "polars": "Polars, Parquet to Parquet",
    "duckdb": "DuckDB, Parquet to Parquet",
    "spark": "PySpark `local[2]`, Parquet to Parquet",
    "frame": "Polars, in memory",
    "arrow": "PyArrow, in memory",
    "pandas": "pandas, in memory",
}


@dataclass(frozen=True, slots=True)
class Run:
    """One run over a table, in a process of its own.

    Attributes:
        kind: Which library's table.
        people: How many rows.
        seconds: By the clock.
        processor: Seconds of processor time, of all cores.
        peak: The most bytes of memory that were held.
    """

    kind: str
    people: int
    seconds: float
    processor: float
    peak: int


def _run(kind: str, people: int, folder: Path) -> Run:
    source = folder / f"{people}"
    source.mkdir(exist_ok=True)
    write_files(source, people)
    with tempfile.TemporaryDirectory(dir=folder) as target:
        command = [
            sys.executable,
            "-m",
            "benchmarks.cohort_run",
            kind,
            f"{source}/*.parquet",
            f"{target}/placed.parquet",
        ]
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=_ROOT)  # noqa: S603 - our own
    found = json.loads(done.stdout.splitlines()[-1])
    run = Run(kind, people, found["seconds"], found["processor"], found["peak"])
    print(f"{_CALLED[kind]}: {people:,} people in {run.seconds:.3g} s", file=sys.stderr)
    return run


def _runs(most: int, folder: Path) -> list[Run]:
    return [
        _run(kind, people, folder)
        for kind in _CALLED
        for people in _STEPS
        if people <= min(most, _MOST.get(kind, 10_000_000 if kind == "frame" else most))
    ]


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two works that were done in turn: seconds of each round by the clock."""

    ours: Sequence[float]
    theirs: Sequence[float]

    @property
    def ratio(self) -> str:
        """The median of the ratios, and what a tenth and nine tenths of them stay below."""
        ratios = [one / other for one, other in zip(self.ours, self.theirs, strict=True)]
        tenths = statistics.quantiles(ratios, n=10, method="inclusive")
        return f"{statistics.median(ratios):.2f} ({tenths[0]:.2f} to {tenths[-1]:.2f})"


def _timed(work: Callable[[], object]) -> float:
    started = monotonic()
    work()
    return monotonic() - started


def _by_hand(people: pl.DataFrame) -> _Compared:
    """Compare with the expression that was written by hand; both have to say the same of everybody."""

    def ours() -> pl.DataFrame:
        return place_cohort(people.lazy()).select(OUTPUTS).collect(engine="streaming")

    def theirs() -> pl.DataFrame:
        return by_hand(people.lazy()).collect(engine="streaming")

    if not ours().equals(theirs()):
        sys.exit("the expression written by hand is not in step with the rulebook: mend benchmarks/by_hand.py")
    rounds = [(_timed(ours), _timed(theirs)) for _ in range(_ROUNDS)]
    return _Compared([one for one, _ in rounds], [other for _, other in rounds])


def _one_by_one(people: pl.DataFrame, engine: Engine) -> float:
    """Return the seconds that `place` takes for one person, of assessments that exist already."""
    assessments = [Assessment.model_validate(row) for row in people.head(_ONE_BY_ONE).to_dicts()]
    for one in assessments:
        place(one, engine=engine)
    rounds: list[float] = []
    for _ in range(_ROUNDS):
        started = process_time()
        for one in assessments:
            place(one, engine=engine)
        rounds.append((process_time() - started) / len(assessments))
    return statistics.median(rounds)


def _rows(runs: Sequence[Run]) -> Iterator[tuple[str, ...]]:
    for run in runs:
        yield (
            _CALLED[run.kind],
            f"{run.people:,}",
            f"{run.seconds:.3g} s",
            f"{run.processor:.3g} s",
            f"{_round(run.people / run.seconds):,}",
            f"{run.peak / 2**20:,.0f} MiB",
        )


def _round(number: float) -> int:
    """Return three digits of a large number."""
    return int(round(number, 2 - math.floor(math.log10(number))))


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    lines = [headings, ["-" * width for width in widths], *rows]
    return "\n".join(
        f"| {' | '.join(cell.ljust(width) for cell, width in zip(line, widths, strict=True))} |" for line in lines
    )


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    names = ("placement", "narwhals", "polars", "pandas", "pyarrow", "duckdb", "pyspark")
    return (
        f"Python {platform.python_version()}, {os.cpu_count()} CPUs ({platform.machine()}), {memory:.0f} GiB\n"
        + ", ".join(f"{name} {version(name)}" for name in names)
    )


def _draw(runs: Sequence[Run]) -> alt.TopLevelMixin:
    """Return a picture of how the time grows with the number of people."""
    drawn = [run for run in runs if "Parquet to Parquet" in _CALLED[run.kind]]
    cells = pl.DataFrame(
        {
            "library": [_CALLED[run.kind].partition(",")[0].replace("`", "") for run in drawn],
            "people": [run.people for run in drawn],
            "seconds": [run.seconds for run in drawn],
        }
    )
    base = alt.Chart(cells).encode(
        x=alt.X("people:Q", title="people").scale(type="log").axis(format="~s", grid=False),
        y=alt.Y("seconds:Q", title="seconds by the clock").scale(type="log").axis(format="~g"),
        color=alt.Color("library:N", title=None, scale=alt.Scale(range=["#3b6fb6", "#c05a2e", "#5a8f3d"])),
    )
    return alt.layer(base.mark_line(), base.mark_point(filled=True, size=60)).properties(width=520, height=320)


def page(
    runs: Sequence[Run], ours: Sequence[float], theirs: Sequence[float], one: dict[str, float], people: int
) -> str:
    """Return the page.

    Args:
        runs: Every run over a table.
        ours: Seconds of each round of our expression.
        theirs: Seconds of each round of the one written by hand, in turn with ours.
        one: Seconds that `place` takes for one person, by engine.
        people: How many people were placed by both.
    """
    compared = _Compared(ours, theirs)
    mine, hand = statistics.median(ours), statistics.median(theirs)
    rows = [
        (
            "`place_cohort`, its look at every cell included",
            f"{mine:.3g} s",
            f"{_round(people / mine):,}",
            compared.ratio,
        ),
        ("an expression written by hand", f"{hand:.3g} s", f"{_round(people / hand):,}", "1"),
        *(
            (f"`place` one by one, {name}", "", f"{_round(1 / seconds):,}", f"1 : {_round(seconds * people / mine):,}")
            for name, seconds in one.items()
        ),
    ]
    return Template(_TEMPLATE.read_text(encoding="utf-8")).substitute(
        machine=_machine(),
        people=f"{people:,}",
        compared=_table(("what", "median", "people a second", "compared by the clock"), rows),
        runs=_table(("table", "people", "time", "processor", "people a second", "peak memory"), [*_rows(runs)]),
    )


def _main() -> None:
    parser = argparse.ArgumentParser(
        description="Measure how fast whole tables are placed, and write the page about it."
    )
    parser.add_argument("--most", type=float, default=1e8, help="people in the largest table [1e8]")
    parser.add_argument("--folder", type=Path, help="where tables are kept [deleted in the end]")
    parser.add_argument("--dry", action="store_true", help="print the page instead of writing it")
    chosen = parser.parse_args()
    most = int(chosen.most)
    with tempfile.TemporaryDirectory() as folder:
        kept: Path = chosen.folder or Path(folder)
        kept.mkdir(exist_ok=True)
        people = table(min(most, 10_000_000))
        compared = _by_hand(people)
        one = {"the reference": _one_by_one(people, "reference"), "both engines": _one_by_one(people, "auto")}
        number = people.height
        del people
        runs = _runs(most, kept)
    written = page(runs, compared.ours, compared.theirs, one, number)
    if chosen.dry:
        print(written)
        return
    _PAGE.write_text(written, encoding="utf-8")
    _draw(runs).save(str(_PICTURE))


if __name__ == "__main__":
    _main()
