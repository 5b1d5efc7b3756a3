import itertools
import re
from html.parser import HTMLParser

import pytest

from placement import Recommendation, place
from placement.explain.html import to_html
from placement.explain.markup import Element, element, joined_by
from placement.explain.stylesheet import _COLOURS, CLASS, STYLE
from tests.known import known
from tests.unit.explain.people import HOSTILE, PEOPLE, between, hostile

VOID = {"br"}
ALL = {**PEOPLE, "hostile": hostile()}
each = pytest.mark.parametrize("name", ALL)


class Page(HTMLParser):
    """Reads a fragment strictly: every element is closed, and where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.parents: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self.parents.append(self.open[-1] if self.open else "")
        assert len(dict(attrs)) == len(attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] != ["style"]:
            self.texts.append(data)

    @property
    def tags(self) -> list[str]:
        return [tag for tag, _ in self.elements]


@each
def test_it_is_one_article_whose_every_element_is_closed(name: str) -> None:
    page = Page(to_html(ALL[name]))
    assert page.parents.count("") == 1
    assert page.elements[0] == (
        "article",
        {"class": CLASS, "lang": "en-GB", "aria-label": "Recommended level of care"},
    )


@each
def test_it_runs_nothing_and_loads_nothing(name: str) -> None:
    page = Page(to_html(ALL[name]))
    allowed = {"class", "lang", "open", "scope", "role", "tabindex", "aria-label", "aria-hidden"}
    assert {attribute for _, attributes in page.elements for attribute in attributes} <= allowed
    assert not {"script", "link", "img", "iframe", "object", "form", "a", "base", "meta"} & set(page.tags)
    assert page.tags.count("style") == 1


def test_the_style_loads_nothing_and_reaches_nothing_outside() -> None:
    assert not re.search(r"url\(|@import|https?:|expression|</", STYLE)
    rules = re.sub(r"@(media|supports)[^{]*\{", "", STYLE)
    selectors = [one for block in re.findall(r"([^{}]+)\{", rules) for one in block.split(",")]
    assert len(selectors) > 100
    assert [one for one in selectors if f".{CLASS}" not in one] == []


@each
def test_nothing_has_an_id_so_that_several_fit_into_one_notebook(name: str) -> None:
    assert all("id" not in attributes for _, attributes in Page(to_html(ALL[name])).elements)


def test_hostile_text_is_text() -> None:
    assert HOSTILE in "".join(Page(to_html(hostile())).texts)


def test_elements_escape_what_is_not_an_element() -> None:
    inner = element("b", "<i>", css='"x', aria_label="<'&")
    assert inner == '<b class="&quot;x" aria-label="&lt;&#x27;&amp;">&lt;i&gt;</b>'
    assert element("p", inner, "&") == f"<p>{inner}&amp;</p>"
    assert joined_by("<", inner, "a", inner) == f"{inner}&lt;a&lt;{inner}"
    assert joined_by(Element("<br>"), "a", "b") == "a<br>b"


def test_text_put_together_from_elements_is_escaped_again() -> None:
    assert element("p", f"{element('b', 'x')}") == "<p>&lt;b&gt;x&lt;/b&gt;</p>"


@each
def test_headings_go_down_by_one(name: str) -> None:
    levels = [int(tag[1]) for tag in Page(to_html(ALL[name])).tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[0] == 2
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


@each
def test_headers_of_tables_say_what_they_head(name: str) -> None:
    page = Page(to_html(ALL[name]))
    assert {attributes.get("scope") for tag, attributes in page.elements if tag == "th"} == {"col", "row"}
    assert page.tags.count("caption") == page.tags.count("table")


@each
def test_what_opens_has_a_summary_and_it_stands_first(name: str) -> None:
    page = Page(to_html(ALL[name]))
    followers = [after for before, after in zip(page.tags, page.tags[1:], strict=False) if before == "details"]
    assert followers
    assert set(followers) == {"summary"}


def test_the_reasons_open_from_the_rule_to_the_answer() -> None:
    kinds = re.findall(r'class="kind (\w+)"', to_html(PEOPLE["determined"]))
    assert kinds[:5] == ["rule", "answer", "rating", "criterion", "answer"]


def test_only_the_first_reason_is_open() -> None:
    page = Page(to_html(PEOPLE["determined"]))
    reasons = [attributes for tag, attributes in page.elements if attributes.get("class") == "reason"]
    assert ["open" in reason for reason in reasons] == [True, False, False]


def test_colour_never_speaks_alone() -> None:
    page = Page(to_html(between()))
    said = " ".join(page.texts)
    assert said.count("possible") >= 4  # in the ladder and in the table
    assert "0 to 4 of 4 (no problem to extreme)" in said
    drawn = [attributes for _, attributes in page.elements if attributes.get("class") == "pips"]
    assert drawn
    assert all(one["aria-hidden"] == "true" for one in drawn)


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "quiet") for ground in ("paper", "raised", "tint")),
        *((text, "paper") for text in ("accent", "open")),
        ("accent", "tint"),
        ("on-accent", "accent"),
        ("alarm", "alarm-tint"),
        ("open", "open-tint"),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str, theme: int) -> None:
    """WCAG 2.2, 1.4.3: a contrast of at least 4.5 to 1."""
    lights = sorted((luminance(_COLOURS[text][theme]), luminance(_COLOURS[ground][theme])))
    assert (lights[1] + 0.05) / (lights[0] + 0.05) >= 4.5


def test_a_notebook_shows_it_by_itself() -> None:
    assert PEOPLE["determined"]._repr_html_() == to_html(PEOPLE["determined"])


HELD = {
    "determined": known(use_disorder=3, home_support=2, exposure=2, suicide_risk=2),
    "open": known(use_disorder=4, suicide_risk=None, cognition="unsure"),
    "well": known(),
    "worst": known(suicide_risk=4),
}


@pytest.mark.parametrize("name", HELD)
def test_what_would_change_and_how_sure_it_is_are_shown_where_the_answers_are_held(name: str) -> None:
    recommendation = place(HELD[name], engine="reference")
    html = to_html(recommendation)
    page = Page(html)
    assert page.texts.count("What would change this") == page.texts.count("How sure this is") == 1
    assert recommendation.what_would_change(limit=3).to_html() in html
    assert recommendation.turning_points().to_html() in html
    assert recommendation.stability().to_text() in page.texts
    assert not {"script", "link", "img", "iframe", "object", "form", "a"} & set(page.tags)
    assert all("id" not in attributes for _, attributes in page.elements)
    assert not [one for _, attributes in page.elements for one in attributes if one.startswith("on")]


def test_a_recommendation_that_was_read_has_no_such_sections() -> None:
    recommendation = place(HELD["determined"], engine="reference")
    again = Recommendation.model_validate_json(recommendation.model_dump_json())
    html = to_html(again)
    assert "What would change this" not in html
    assert "How sure this is" not in html
    assert "<svg" not in html
