import pytest

from placement.explain.sentences import cited, count, ended, joined, one_line, upper_first, within
from placement.language.words import Words


@pytest.mark.parametrize(
    ("title", "said"), [("Suicide risk", "suicide risk"), ("PAWSS score", "PAWSS score"), ("A", "a"), ("", "")]
)
def test_a_title_inside_a_sentence_keeps_its_abbreviation(title: str, said: str) -> None:
    assert within(title, Words(lower_case_titles=True)) == said


@pytest.mark.parametrize("title", ["Parkinson's disease", "Angst und Sorgen", "ADHD", "Suicide risk"])
def test_a_title_keeps_its_capital_unless_the_rulebook_says_that_titles_may_lose_it(title: str) -> None:
    assert within(title, Words()) == title


@pytest.mark.parametrize(
    ("text", "said"), [("drink", "drink."), ("drink.", "drink."), ("drink?", "drink?"), ("drink!", "drink!")]
)
def test_a_sentence_ends_in_one_mark(text: str, said: str) -> None:
    assert ended(text) == said


def test_a_line_begins_with_a_capital() -> None:
    assert (upper_first("link to care"), upper_first("PAWSS"), upper_first("")) == ("Link to care", "PAWSS", "")


def test_a_line_is_one_line_and_steers_nothing() -> None:
    assert one_line(f" a\n\tb{chr(27)}[2J{chr(0x202E)}c ") == r"a b\u001b[2J\u202ec"


@pytest.mark.parametrize(
    ("words", "said"), [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")]
)
def test_words_are_joined_into_a_list(words: tuple[str, ...], said: str) -> None:
    assert joined(words) == said
    assert joined(words, "or") == said.replace(" and ", " or ")


def test_a_number_has_its_noun() -> None:
    assert [count(number, "step", "steps") for number in (1, 2, 2000)] == ["1 step", "2 steps", "2,000 steps"]


def test_sources_stand_in_brackets() -> None:
    assert (cited(("A", "B")), cited(())) == (" [A, B]", "")
