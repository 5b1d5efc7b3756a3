"""The page on the speed of cohorts is of the benchmark as it is now, and what it compares says the same."""

import re

from benchmarks.by_hand import OUTPUTS, by_hand
from benchmarks.cohort import Run, page
from benchmarks.cohort_people import table
from placement.cohort import place_cohort
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "reference" / "cohort_speed.md"


def outline(text: str) -> str:
    """Return a page without what was measured: its tables, its numbers and the machine."""
    prose = [line for line in text.splitlines() if not line.startswith(("| ", "Python ", "placement "))]
    return re.sub(r"[\d,.]+ people", "people", "\n".join(prose))


def test_the_page_says_what_the_benchmark_writes() -> None:
    runs = [Run("polars", 10_000, 0.5, 0.4, 2**20), Run("spark", 1_000_000, 12.0, 20.0, 2**30)]
    written = page(runs, [1.0] * 7, [2.0] * 7, {"the reference": 0.001}, 10_000_000)
    assert outline(PAGE.read_text(encoding="utf-8")) == outline(written)
    assert "| 0.50 (0.50 to 0.50)" in written
    assert "| 1 : 10,000 " in written
    assert "83,300" in written


def test_the_expression_written_by_hand_is_in_step_with_the_rulebook() -> None:
    people = table(5_000)
    assert by_hand(people.lazy()).collect().equals(place_cohort(people).select(OUTPUTS))
