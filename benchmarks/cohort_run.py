"""One run over a table of people, in a process of its own: `python -m benchmarks.cohort_run KIND SOURCE TARGET`.

Prints one line of JSON: seconds by the clock and of the processor, and the most memory that was ever taken, as Linux
tells of them.
"""

import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any, Final

from placement.cohort import place_cohort

__all__ = ["KINDS"]


def _polars(source: str, target: Path) -> Callable[[], None]:
    import polars as pl  # noqa: PLC0415 - no other library is loaded, for its memory

    return lambda: place_cohort(pl.scan_parquet(source)).sink_parquet(target)


def _frame(source: str, target: Path) -> Callable[[], object]:
    import polars as pl  # noqa: PLC0415 - no other library is loaded, for its memory

    del target
    people = pl.read_parquet(source)
    return lambda: place_cohort(people)


def _pandas(source: str, target: Path) -> Callable[[], object]:
    import polars as pl  # noqa: PLC0415 - no other library is loaded, for its memory

    del target
    people = pl.read_parquet(source).to_pandas()
    return lambda: place_cohort(people)


def _arrow(source: str, target: Path) -> Callable[[], object]:
    import polars as pl  # noqa: PLC0415 - no other library is loaded, for its memory

    del target
    people = pl.read_parquet(source).to_arrow()
    return lambda: place_cohort(people)


def _duckdb(source: str, target: Path) -> Callable[[], object]:
    import duckdb  # noqa: PLC0415 - no other library is loaded, for its memory

    people = duckdb.read_parquet(source)
    return lambda: place_cohort(people).write_parquet(str(target))


def _spark(source: str, target: Path) -> Callable[[], object]:
    from pyspark.sql import SparkSession  # noqa: PLC0415 - no other library is loaded, for its memory

    session = (
        SparkSession.builder.master("local[2]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.memory", "4g")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    _others.append(session.sparkContext._gateway.proc.pid)  # type: ignore[union-attr] # noqa: SLF001 - Java's
    people = session.read.parquet(source)
    return lambda: place_cohort(people).write.mode("overwrite").parquet(str(target))


KINDS: Final[Mapping[str, Callable[[str, Path], Callable[[], Any]]]] = {
    "polars": _polars,
    "frame": _frame,
    "pandas": _pandas,
    "arrow": _arrow,
    "duckdb": _duckdb,
    "spark": _spark,
}
"""What is measured, by name: each returns what is timed, ready to go."""


_others: Final[list[int]] = []
"""Processes that do the work beside this one: Spark's Java."""

_TICKS: Final = os.sysconf("SC_CLK_TCK")


def _processes() -> list[Path]:
    return [Path("/proc") / str(number) for number in (os.getpid(), *_others)]


def _spent() -> float:
    """Return the seconds of processor time that these processes have taken."""
    fields = [(process / "stat").read_text(encoding="ascii").rpartition(")")[2].split() for process in _processes()]
    return sum(int(user) + int(system) for user, system in (one[11:13] for one in fields)) / _TICKS


def _peak() -> int:
    """Return the most bytes of memory that these processes have held, each at its own time."""
    held = (re.search(r"^VmHWM:\s+(\d+) kB$", (one / "status").read_text(), re.MULTILINE) for one in _processes())
    return sum(int(found[1]) * 1024 for found in held if found)


def _main(kind: str, source: str, target: str) -> None:
    warnings.simplefilter("ignore")  # PySpark's own, about versions
    work = KINDS[kind](source, Path(target))
    clock, spent = monotonic(), _spent()
    work()
    seconds, processor = monotonic() - clock, _spent() - spent
    print(json.dumps({"seconds": seconds, "processor": processor, "peak": _peak()}))


if __name__ == "__main__":
    _main(*sys.argv[1:])
