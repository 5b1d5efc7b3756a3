"""The report of an audit: complete, self-contained, escaped, and about nobody."""

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Final

import polars as pl
import pytest

from placement import NOTICE, MissingExtra
from placement.cohort import Audit, audit
from placement.cohort.auditing.agreement import Sureness
from placement.cohort.auditing.disparity import Departure, Disparity, GroupDisparity
from placement.cohort.auditing.estimates import UNDEFINED, UNKNOWN, Estimate
from placement.cohort.auditing.sentences import NOT_SHOWN, methods, sentences, written
from placement.cohort.auditing.tables import Cell, Form
from tests.unit.cohort.audited_people import audited, columns, rows

_VOID: Final = {"meta", "link", "br", "img", "input"}


class _Checked(HTMLParser):
    """Reads a page, and fails where a tag is not closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def close(self) -> None:
        super().close()
        assert self._open == []


def _read(html: str) -> _Checked:
    page = _Checked()
    page.feed(html)
    page.close()
    return page


@pytest.fixture(scope="module")
def found() -> Audit:
    return audited(suppress_below=11)


@pytest.fixture(scope="module")
def page(found: Audit) -> str:
    return found.to_html()


def test_a_page_is_written_where_it_is_asked_for(found: Audit, page: str, tmp_path: Path) -> None:
    assert found.to_html(tmp_path / "audit.html") == page
    assert (tmp_path / "audit.html").read_text("utf-8") == page
    assert page.startswith("<!doctype html>")
    assert found.to_html(str(tmp_path / "again.html"), plots=False) != page


def test_a_page_loads_nothing_and_runs_nothing(page: str) -> None:
    read = _read(page)
    assert not {"script", "link", "img", "iframe", "object", "embed", "form", "a"} & set(read.tags)
    names = {name for name, _ in read.attributes}
    assert not {name for name in names if name.startswith("on") or name in {"src", "href", "xlink:href"}}
    assert set(re.findall(r"https?://[^\s\"'<)]+", page)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }
    assert "@import" not in page
    assert "url(" not in page


def test_every_plot_stands_above_a_table_of_its_figures(found: Audit, page: str) -> None:
    drawn = re.findall(r"<figure>.*?</figure><details><summary>", page, re.DOTALL)
    assert len(drawn) == page.count("<svg ") == len(found.charts()) == 5
    assert page.count('role="img" aria-label="') == 5
    assert page.count("<table") > 12


def test_every_text_is_escaped(page: str) -> None:
    assert "<i>west" not in page
    assert "&lt;i&gt;west&lt;/i&gt;" in page


def test_nobody_is_in_it(page: str) -> None:
    assert not [row["person"] for row in rows() if row["person"] in page]


def test_it_says_what_it_is_and_what_it_is_not(found: Audit, page: str) -> None:
    text = " ".join(_read(page).text)
    assert NOTICE in text
    assert found.rulebook.digest in text
    assert "Agreement is not quality of care" in text
    assert found.summary() == tuple(sentences(found))
    for sentence in found.summary():
        assert sentence in text


def test_it_is_readable_in_light_and_dark(page: str) -> None:
    assert "color-scheme: light dark" in page
    assert "prefers-color-scheme: dark" in page
    drawings = "".join(re.findall(r"<svg .*?</svg>", page, re.DOTALL))
    assert set(re.findall(r'(?:fill|stroke)="([^"]+)"', drawings)) <= {
        "none",
        "transparent",
        "currentColor",
        "#12877d",
        "#8a949e",
    }


def test_what_is_not_shown_stands_as_a_dot_in_tables_and_plots(found: Audit, page: str) -> None:
    assert f"<td>{NOT_SHOWN}</td>" in page
    assert f">{NOT_SHOWN}</text>" in page
    assert any(many is None for row in found.confusion.counts for many in row)


def test_a_notebook_shows_the_article_alone(found: Audit, page: str) -> None:
    shown = found._repr_html_()
    assert shown in page
    assert shown.startswith('<article class="placement-audit">')


def test_without_the_extra_a_notebook_says_that_plots_are_missing(
    found: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("placement.cohort.auditing.report.find_spec", lambda _name: None)
    shown = found._repr_html_()
    assert "<svg" not in shown
    assert "Without plots: they need the extra <code>plots</code>." in shown
    with pytest.raises(MissingExtra, match=r"^a report with plots needs the `plots` extra: from a checkout"):
        found.to_html()
    with pytest.raises(MissingExtra):
        found.charts()
    assert "<svg" not in found.to_html(plots=False)


def test_an_audit_of_little_leaves_out_what_it_was_not_asked() -> None:
    few = audit(pl.DataFrame(columns(), infer_schema_length=None).head(30), actual="level_given", resamples=100)
    text = " ".join(_read(few.to_html()).text)
    assert "By " not in text
    assert "Whose doing" not in text
    assert "Under " not in text
    assert set(few.charts()) == {"confusion", "gaps"}


@pytest.mark.parametrize(
    ("minors", "about", "unread"),
    [
        (20, "600 rows, 20 of them under 18 and left out", "600 in level_given"),
        # Of few minors nothing is said, so not how many rows there are either.
        (3, f"597 people, {NOT_SHOWN} more under 18 and left out", f"{NOT_SHOWN} in level_given"),
    ],
)
def test_what_could_not_be_read_is_said(minors: int, about: str, unread: str) -> None:
    spoiled = pl.DataFrame(columns(), infer_schema_length=None).with_columns(
        level_given=pl.lit("x"), age=pl.when(pl.int_range(pl.len()) < minors).then(17).otherwise("age")
    )
    with pytest.warns(UserWarning, match="level_given"):
        found = audit(spoiled, actual="level_given", resamples=100, errors="null")
    text = "".join(_read(found.to_html(plots=False)).text)
    assert about in text
    assert f"Cells that cannot be read, taken for not known: {unread}." in text
    assert next(sentences(found)).startswith(f"Of {600 - minors} people")
    assert repr(found).startswith(f"<Audit of `level_given` by five-level 2: {600 - minors} people")


def test_an_audit_of_nobody_is_shown() -> None:
    nobody = audit(
        pl.DataFrame(columns(), infer_schema_length=None).clear(), actual="level_given", by="site", reason="why"
    )
    assert _read(nobody.to_html()).tags
    assert list(sentences(nobody)) == [
        "Of 0 people, 0 have a determined level: whatever is not known of them, no other is possible."
    ]


# ------------------------------------------------------------------------------------------------------- in sentences


def test_sentences_say_the_figures(found: Audit) -> None:
    said = "\n".join(sentences(found))
    assert f"Of 600 people, {found.quality.determined:,} (" in said
    assert f"{found.agreement.exact.value:.1%} were given exactly what is recommended" in said
    assert "By site: " in said
    assert "What to collect next: " in said
    assert "Under payer-strict-example, " in said


def _departing(p: float, groups: dict[str, float], departure: Departure) -> Disparity:
    people = {
        name: GroupDisparity(50, 1.0, UNKNOWN, UNKNOWN, UNKNOWN, Estimate(by), 0.001, 0.001)
        for name, by in groups.items()
    }
    return Disparity(departure, UNKNOWN, people, p)


def test_groups_that_differ_are_named_the_furthest_first(found: Audit) -> None:
    figures = found.by["site"]
    few = _departing(0.0002, {"a": 0.01, "b": -0.2, "c": 0.1, "d": 0.05}, "below")
    even = _departing(0.3, {}, "above")
    alone = _departing(0.3, {}, "above")
    marked = replace(figures, column="ward", disparity={"below": few, "above": even})
    said = list(sentences(replace(found, by={"ward": marked})))
    assert (
        "By ward: people of equal need are not equally often given less than the least that they may need (p < 0.001), "
        "furthest from the others b (\N{MINUS SIGN}20.0 points), c (+10.0 points), d (+5.0 points) and 1 more."
    ) in said
    two = replace(marked, disparity={"below": alone, "above": _departing(0.004, {"b": 0.2, "a": -0.2}, "above")})
    assert (
        "By ward: people of equal need are not equally often given more than the most that they may need (p = 0.004), "
        "b +20.0 points beside a: which of the two is unusual cannot be told."
    ) in list(sentences(replace(found, by={"ward": two})))
    three = _departing(0.0002, {"a": 0.01, "b": -0.2, "c": 0.1}, "below")
    assert "furthest from the others b (\N{MINUS SIGN}20.0 points), c (+10.0 points) and a (+1.0 points)." in "".join(
        sentences(replace(found, by={"ward": replace(marked, disparity={"below": three, "above": even})}))
    )
    named = replace(few, reference="e")
    assert "furthest from e b (\N{MINUS SIGN}20.0 points)" in "".join(
        sentences(replace(found, by={"ward": replace(marked, disparity={"below": named, "above": even})}))
    )
    unseen = replace(few, by_group={})
    assert "(p < 0.001), in groups that are too small to be shown." in "".join(
        sentences(replace(found, by={"ward": replace(marked, disparity={"below": unseen, "above": even})}))
    )
    neither = replace(marked, disparity={"below": alone, "above": even})
    assert (
        "By ward: among people of equal need no difference was found that chance would not explain (p = 0.300 for "
        "being given less than the least and p = 0.300 for being given more than the most that they may need)."
    ) in list(sentences(replace(found, by={"ward": neither})))


def test_no_bed_is_told_apart_from_judgement() -> None:
    said = "\n".join(sentences(audited(suppress_below=0)))
    assert (
        "could not have or reach the service (no place, no opening, too far): that is no judgement of anybody's."
        in said
    )


def test_what_nobody_has_an_answer_to_has_no_average() -> None:
    found = audited(suppress_below=0)
    first = replace(found.quality.scales[0], expected=None)
    said = "\n".join(sentences(replace(found, quality=replace(found.quality, scales=(first,)))))
    assert "Nobody has an answer; at its best or at its worst, it could settle " in said
    assert "Were answers as frequent as where they are known, this one would settle " in "\n".join(sentences(found))


def test_where_nobody_was_given_less_nothing_is_said_of_why() -> None:
    found = audited(suppress_below=0)
    nobody = replace(found.agreement, under=Estimate(0.0), below=Estimate(0.0))
    assert "no judgement of anybody" not in "\n".join(sentences(replace(found, agreement=nobody)))
    withheld = replace(found.agreement, below=UNKNOWN)
    assert "no judgement of anybody" not in "\n".join(sentences(replace(found, agreement=withheld)))


@pytest.mark.parametrize(
    ("cell", "form", "expected"),
    [
        (None, "count", (NOT_SHOWN, "")),
        ("a", "text", ("a", "")),
        (1234, "count", ("1,234", "")),
        (12.6, "count", ("13", "")),
        (UNDEFINED, "figure", ("undefined", "")),
        (0.0004, "chance", ("<0.001", "")),
        (0.0456, "chance", ("0.046", "")),
        (0.25, "share", ("25.0%", "")),
        (UNKNOWN, "share", (NOT_SHOWN, "")),
        (Estimate(0.5, 0.4, 0.6), "share", ("50.0%", "40.0 to 60.0")),
        (Estimate(-0.05, -0.1, 0.01), "points", ("\N{MINUS SIGN}5.0 points", "\N{MINUS SIGN}10.0 to +1.0")),
        (Estimate(-0.05), "figure", ("\N{MINUS SIGN}0.05", "")),
    ],
)
def test_cells_are_written_for_readers(cell: Cell, form: Form, expected: tuple[str, str]) -> None:
    assert written(cell, form) == expected


def test_what_is_withheld_is_explained_only_where_something_is() -> None:
    def last(sureness: Sureness) -> Iterator[str]:
        return (said for said in methods(sureness) if "counts of 1 to 10 people" in said)

    assert len(list(last(Sureness()))) == 1
    assert not list(last(Sureness(suppress_below=0)))
