"""The measured table in the documentation is of the interview, the rulebook and the people as they are now."""

from benchmarks.interview import check_line, page
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "reference" / "questions_asked.md"


def test_the_table_is_in_step() -> None:
    """Measuring all takes minutes: the first people are asked again. If they differ, run the command on the page."""
    assert check_line() in PAGE.read_text(encoding="utf-8")


def test_the_page_says_what_the_measurement_says_of_fewer_people() -> None:
    written, small = PAGE.read_text(encoding="utf-8"), page(60, 20)
    assert [line for line in written.splitlines() if line.startswith("#")] == [
        line for line in small.splitlines() if line.startswith("#")
    ]
    (interview,) = (line for line in small.split("By level")[0].splitlines() if line.startswith("| **`Interview`**"))
    assert interview.endswith("| nobody |")
