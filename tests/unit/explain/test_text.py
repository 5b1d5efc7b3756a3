import pytest

from placement.explain.text import WIDTH, to_text, wrap
from tests.unit.explain.people import PEOPLE, hostile


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
    assert "WHY\nNothing recorded meets a rule for a service.\n" in to_text(PEOPLE["nothing"])
