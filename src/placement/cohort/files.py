"""Placing the people of a file: read, worked out and written piece by piece, so that it may be larger than memory."""

import csv
import re
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Lock
from typing import Final, TypeVar

from placement.cohort.tables import pl
from placement.errors import CohortError

_R = TypeVar("_R")

_KINDS: Final = {".parquet": "Parquet", ".csv": "CSV"}

_FORMULA: Final = r"^(?:[=@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]|[+-][0-9.]*[^0-9.])"
"""How text begins that a spreadsheet takes for a formula; a plain number with its sign is none. OWASP, CSV Injection:
https://owasp.org/www-community/attacks/CSV_Injection. The last four are the full-width forms of = + - @."""


@dataclass(frozen=True, slots=True)
class PlacedFile:
    """What was written.

    Attributes:
        people: Number of rows.
        determined: Number of rows whose level is determined.
    """

    people: int
    determined: int


def place_file(
    source: Path,
    target: Path,
    placing: Callable[[pl.LazyFrame], pl.LazyFrame],
    progress: Callable[[int, int], object] | None = None,
) -> PlacedFile:
    """Place the people of a file and write what is said of them to another.

    The file is gone through twice: to look at every cell, and to place; and once more where `placing` has a `report`.
    What is written stands beside the target under another name until it is whole, then takes the target's place at
    once: whatever interrupts this, nothing half written is ever found under the target's name.

    Args:
        source: Parquet or, as `.csv`, text in UTF-8 with commas between cells and names in the first line.
        target: Parquet or CSV likewise; replaced if it is there. In CSV, an apostrophe stands before text that a
            spreadsheet would take for a formula, names of columns included.
        placing: `place_cohort` with its arguments but the first. Of CSV every column is text.
        progress: Called with the number of people so far and of all, from any thread.

    Returns:
        How many people there are.

    Raises:
        CohortError: A file cannot be read or written, or the people cannot be placed.
    """
    mistakes = [*_paths_mistaken(source, target)]
    if mistakes:
        raise CohortError(mistakes)
    people, number = _clearly(partial(_scanned, source), f"{source}: cannot be read as {_kind(source)}")
    placed = placing(people)
    if _kind(target) == "CSV" and any(isinstance(dtype, pl.List) for dtype in placed.collect_schema().dtypes()):
        raise CohortError([f"{target}: CSV has no lists: expected a column for each flag"])
    counter = _Counter(number, progress)
    counted = placed.map_batches(counter.count, streamable=True, validate_output_schema=False)
    _clearly(partial(_written, counted, target), f"{target}: cannot be written, or {source} not read to its end")
    return PlacedFile(number, counter.determined)


def _paths_mistaken(source: Path, target: Path) -> Iterator[str]:
    for path in (source, target):
        if _kind(path) is None:
            yield f"{path}: expected a name that ends in .parquet or .csv"
    if not source.is_file():
        yield f"{source}: no such file"
    if target.is_dir() or not target.parent.is_dir():
        yield f"{target}: expected a file in a folder that exists"
    elif target.exists() and source.exists() and target.samefile(source):
        yield f"{target}: is the file that is read: expected another"


def _kind(path: Path) -> str | None:
    return _KINDS.get(path.suffix.lower())


def _scanned(path: Path) -> tuple[pl.LazyFrame, int]:
    """Return the people of a file, and how many there are."""
    if _kind(path) == "Parquet":
        people = pl.scan_parquet(path)
    else:
        with path.open(encoding="utf-8-sig", newline="") as file:
            names = next(csv.reader(file), list[str]())
        if len({*names}) < len(names):  # Polars would give the second one another name, and it would not be read
            raise CohortError([f"{path}: expected columns of different names"])
        people = pl.scan_csv(path, infer_schema=False)
    return people, people.select(pl.len()).collect(engine="streaming").item()


def _written(placed: pl.LazyFrame, target: Path) -> None:
    """Write beside the target, under a name that becomes the target's when all is done; or delete it."""
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            if _kind(target) == "CSV":
                _harmless(placed).sink_csv(part, sync_on_close="all")
            else:
                placed.sink_parquet(part, sync_on_close="all")
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)
    finally:  # again: one Ctrl-C makes Polars raise an interrupt, and then Python, just before the line above
        part.unlink(missing_ok=True)


def _harmless(placed: pl.LazyFrame) -> pl.LazyFrame:
    """Put an apostrophe before all text that a spreadsheet would take for a formula."""
    kinds = pl.selectors
    texts = (kinds.string() | kinds.categorical() | kinds.enum()).cast(pl.String)
    guarded = placed.with_columns(texts.str.replace(_FORMULA, "'${0}"))
    return guarded.rename(lambda name: f"'{name}" if re.match(_FORMULA, name) else name)


class _Counter:
    """Counts people as they pass, on their way into the file."""

    def __init__(self, number: int, progress: Callable[[int, int], object] | None) -> None:
        self._number = number
        self._progress = progress
        self._lock = Lock()
        self._people = 0
        self.determined = 0

    def count(self, placed: pl.DataFrame) -> pl.DataFrame:
        """Count a piece of the result, and pass it on."""
        with self._lock:
            self._people += placed.height
            self.determined += int(placed["determined"].sum())
            if self._progress is not None:
                self._progress(self._people, self._number)
        return placed


def _clearly(work: Callable[[], _R], problem: str) -> _R:
    """Say what could not be done in words of our own: those of libraries may quote what stands in a file."""
    try:
        return work()
    except (OSError, UnicodeError, csv.Error, pl.exceptions.PolarsError, pl.exceptions.PanicException) as error:
        reason = error.strerror if isinstance(error, OSError) else None
    raise CohortError([f"{problem}: {reason.lower()}" if reason else problem])
