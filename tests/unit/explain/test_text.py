import pytest

from placement.explain.text import WIDTH, to_text, wrap
from placement.recommendation.contents import Deferred
from tests.unit.explain.people import PEOPLE, changed, hostile


@pytest.mark.parametrize("name", PEOPLE)
def test_no_line_is_longer_than_a_chart_takes(name: str) -> None:
    assert max(map(len, to_text(PEOPLE[name]).splitlines())) <= WIDTH


def test_a_long_word_is_not_broken_and_a_line_keeps_its_indent() -> None:
    word = "x" * WIDTH
    assert wrap(f"a {word} b", "- ", "  ") == f"- a\n  {word}\n  b"


def test_lines_of_a_rulebook_cannot_pretend_to_be_headings() -> None:
    said = to_text(hostile().model_copy(update={"notice": "one\nWHY\ntwo"}))
    assert said.splitlines().count("WHY") == 1


@pytest.mark.parametrize("name", PEOPLE)
def test_a_section_is_there_only_if_it_says_something(name: str) -> None:
    blocks = to_text(PEOPLE[name]).rstrip("\n").split("\n\n")
    assert all("\n" in block for block in blocks[2:])


def test_the_way_from_the_rule_to_the_answers_is_written_out_with_sources() -> None:
    said = to_text(PEOPLE["determined"])
    assert (
        "- Rule service.home: A hostile home calls for a residence. [LAW-1, GUIDE-2]\n"
        "  - Severity of the disorder: moderate or worse (recorded: severe)\n"
        "  - Recovery environment rated 3 or worse\n"
        "    - Criterion environment.hostile: The home is hostile. [LAW-1]\n"
        "      - People at home: hostile\n"
    ) in said


def test_changes_that_open_answers_could_bring_stand_before_others() -> None:
    said = to_text(PEOPLE["open-level"]).partition("Level 4")[2]
    assert said.index("Open answers could lead here: Suicide risk") < said.index("Would have needed: Physical health")


def test_where_nothing_is_met_it_says_so() -> None:
    assert "WHY\nNothing recorded meets a rule.\n" in to_text(PEOPLE["nothing"])


def test_what_leads_past_a_level_is_not_said_to_lead_to_it() -> None:
    cases = [*PEOPLE["open-from-none"].cases]
    skipped = cases[3].model_copy(update={"verdict": "passed over", "services": ()})
    said = to_text(changed(PEOPLE["open-from-none"], cases=Deferred.of((*cases[:3], skipped, *cases[4:]))))
    row = said[said.index("- Level 2 ") : said.index("- Level 3 ")]
    assert row.startswith("- Level 2 (intensive outpatient or partial hospitalisation): passed over\n")
    assert row.count("Open answers that lead so far lead further: ") == 3
    assert "Open answers could lead here" not in row
