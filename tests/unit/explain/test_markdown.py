import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from placement.explain.markdown import escaped, to_markdown
from tests.unit.explain.people import HOSTILE, PEOPLE, hostile

READER = MarkdownIt("commonmark").enable("table").enable("strikethrough")


def leaves(text: str) -> list[Token]:
    return [leaf for token in READER.parse(text) for leaf in token.children or ()]


def shown(text: str) -> str:
    return "".join(leaf.content for leaf in leaves(text))


@pytest.mark.parametrize(
    "text",
    [
        HOSTILE,
        "- not a list",
        "+ not a list",
        "1. not a list",
        "12) not a list",
        "3.1 is a service",
        "# not a heading",
        "> not a quotation",
        "=== nor this",
        "--- nor a rule",
        "a | b",
        "~~kept~~ &amp; $x$ `code` ![x](y) [x]: y",
        "http://example.com and WWW.example.com",
        "\\",
    ],
)
def test_text_is_shown_as_it_is(text: str) -> None:
    tokens = READER.parse(escaped(text))
    assert [one.type for one in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert {one.type for one in leaves(escaped(text))} <= {"text", "text_special"}
    assert shown(escaped(text)) == text


def test_two_lines_become_one() -> None:
    assert escaped("a\n\n# b") == "a \\# b"


@pytest.mark.parametrize("name", [*PEOPLE, "hostile"])
def test_only_the_renderer_s_own_markup_is_there(name: str) -> None:
    text = to_markdown({**PEOPLE, "hostile": hostile()}[name])
    allowed = {"text", "text_special", "strong_open", "strong_close", "html_inline"}
    assert {leaf.type for leaf in leaves(text)} <= allowed
    assert {leaf.content for leaf in leaves(text) if leaf.type == "html_inline"} <= {"<br>"}
    blocks = {token.type.removesuffix("_open").removesuffix("_close") for token in READER.parse(text)}
    assert blocks <= {
        *("heading", "inline", "paragraph", "bullet_list", "list_item"),
        *("table", "thead", "tbody", "tr", "th", "td"),
    }


@pytest.mark.parametrize("name", [*PEOPLE, "hostile"])
def test_the_table_has_a_row_for_every_level_and_four_cells_in_each(name: str) -> None:
    tokens = [token.type for token in READER.parse(to_markdown({**PEOPLE, "hostile": hostile()}[name]))]
    assert (tokens.count("tr_open"), tokens.count("td_open"), tokens.count("th_open")) == (7, 24, 4)


def test_headings_go_down_by_one() -> None:
    tokens = READER.parse(to_markdown(PEOPLE["determined"]))
    tags = [token.tag for token in tokens if token.type == "heading_open"]
    assert tags[0] == "h2"
    assert set(tags[1:]) == {"h3"}


def test_lists_keep_their_depth() -> None:
    tokens = READER.parse(to_markdown(PEOPLE["determined"]))
    assert max(token.level for token in tokens if token.type == "list_item_open") == 7  # four lists inside each other


def test_what_may_come_is_marked_by_more_than_a_word() -> None:
    assert "| **recommended** |" in to_markdown(PEOPLE["determined"])
    assert to_markdown(PEOPLE["open-level"]).count("| **possible** |") == 2
