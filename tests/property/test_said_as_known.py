"""What is unknown is said as unknown: every rendering of invented people, held against the verdicts."""

import io
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Final, NamedTuple, TypeAlias

from hypothesis import event, given

from placement import Assessment, Recommendation, place
from placement.cds_hooks import cds_card
from placement.cli.cases import Heading
from placement.cli.showing import Form, show
from placement.explain.sentences import upper_first
from placement.fhir import guidance_response
from placement.recommendation.recommendation import Arranged, Finding
from placement.rules.words import LETTER
from placement.testing import assessments

ARRANGEMENTS: Final = {phrase.of: phrase.text for phrase in LETTER.arrangements}
FLAGS: Final = {phrase.of: phrase.text for phrase in LETTER.flags}
POSSIBLE_FLAGS: Final = {phrase.of: phrase.text for phrase in LETTER.possible_flags}
QUESTIONS: Final = {phrase.of: phrase.text for phrase in LETTER.questions}

_WHEN: Final = datetime(2026, 3, 2, tzinfo=UTC)
Item: TypeAlias = Finding | Arranged


class Point(NamedTuple):
    """A point of a list as a reader sees it: the headings above it, its words, and the points under it."""

    headings: tuple[str, ...]
    text: str
    under: tuple[str, ...]


class Verdicts:
    """What a recommendation knows of flags and arrangements, by id."""

    def __init__(self, recommendation: Recommendation) -> None:
        flags = [one for one in recommendation.findings if one.kind == "flag"]
        self.possible_services = {*map(str, recommendation.possible_services)}
        self.flags = {one.id: one for one in flags if one.verdict != "not met" and one.services != ()}
        self.arrangements = {one.id: one for one in recommendation.delivery}
        self.absent = {one.id for one in flags} - self.flags.keys()
        self.items: list[Item] = [*self.flags.values(), *self.arrangements.values()]
        self.titles = {one.scale: one.title for one in recommendation.answers}

    @property
    def urgent_and_possible(self) -> list[Finding]:
        return [one for one in self.flags.values() if one.urgent and one.verdict == "unknown"]

    def questions(self, item: Item) -> list[str]:
        return [self.titles[name] for name in item.depends_on]

    def holds(self, item: Item) -> bool:
        """Say whether it holds of every completion."""
        return item.verdict == "met" and (item.services is None or self.possible_services <= {*item.services})


# ------------------------------------------------------------------------------------------------- reading renderings


def points_of_text(text: str) -> list[Point]:
    """Return the points of a note or of Markdown, each with those that stand under it."""
    lines: list[tuple[int, str]] = []
    for line in text.splitlines():
        indent = len(line) - len(line.lstrip())
        if line.lstrip().startswith("- "):
            lines.append((indent, line.lstrip()[2:]))
        elif lines and line.strip() and lines[-1][0] >= 0 and indent == lines[-1][0] + 2:
            lines[-1] = (lines[-1][0], f"{lines[-1][1]} {line.strip()}")
        elif line.strip():
            lines.append((-1, line.strip()))
    found: list[Point] = []
    heading, above = "", list[tuple[int, str]]()
    for at, (indent, line) in enumerate(lines):
        if indent < 0:  # a title, and perhaps a sentence under it
            heading, above = line if above else f"{heading} {line}", []
            continue
        above = [*(one for one in above if one[0] < indent), (indent, line)]
        under = [one for deep, one in _until(lines[at + 1 :], indent) if deep == indent + 2]
        found.append(Point((heading, *(one for _, one in above[:-1])), line, tuple(under)))
    return found


def _until(lines: list[tuple[int, str]], indent: int) -> Iterator[tuple[int, str]]:
    for line in lines:
        if line[0] <= indent:
            return
        yield line


class _Items(HTMLParser):
    """Collects list items: the words outside their paragraphs, and those paragraphs."""

    def __init__(self) -> None:
        super().__init__()
        self.points: list[Point] = []
        self._heading, self._in, self._says, self._under = "", list[str](), list[str](), list[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - as called
        if tag == "li":
            self._says, self._under = [], []
        if tag in {"h3", "summary"}:
            self._heading = ""
        if tag in {"h3", "summary", "li", "p"}:
            self._in.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in {"h3", "summary", "li", "p"}:
            self._in.pop()
        if tag == "li":
            self.points.append(Point((self._heading,), " ".join(self._says), tuple(self._under)))

    def handle_data(self, data: str) -> None:
        where = self._in[-1] if self._in else ""
        said = " ".join(data.split())
        if where in {"h3", "summary"}:
            self._heading += said
        elif where == "p" and "li" in self._in and said:
            self._under.append(said)
        elif where == "li" and said:
            self._says.append(said)


def points_of_html(html: str) -> list[Point]:
    reader = _Items()
    reader.feed(re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL))
    return reader.points


# ------------------------------------------------------------------------------------------------------- what must hold


def hold_of_points(points: list[Point], verdicts: Verdicts) -> None:
    """A flag or arrangement stands once with its id; with the answers that decide it just if it is unknown."""
    for item in verdicts.items:
        (point,) = [one for one in points if re.search(rf"(?<![\w.-]){re.escape(item.id)}(?![\w.-])", one.text)]
        assert item.text[1:] in point.text
        headings = " ".join(point.headings).lower()
        if item.verdict == "unknown":
            assert point.under == (f"Depends on: {'; '.join(verdicts.questions(item))}",)
            assert isinstance(item, Arranged) or "possibl" in headings
        else:
            assert point.under == ()
            assert "possibl" not in headings
        if isinstance(item, Finding):
            title = {"met": "cannot wait", "unknown": "possibly urgent"}[item.verdict]
            assert (title in headings) is item.urgent
    for name in verdicts.absent:
        assert not [one for one in points if re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w.-])", one.text)]


def hold_of_the_answers(points: list[Point], recommendation: Recommendation) -> None:
    """What headlines cover stands with them, and with "unsure" where it was asked in vain; nothing else does."""
    titles = {one.scale: one.title for one in recommendation.answers}
    covered: dict[str, list[str]] = {}
    for answer in recommendation.answers:
        if answer.state == "covered":
            headlines = " and ".join(titles[name] for name in answer.covered_by)
            assert answer.answer in {f"covered by {headlines}", f"covered by {headlines}, unsure"}
            unsure = " (unsure)" if answer.answer.endswith(", unsure") else ""
            covered.setdefault(f"Covered by {headlines}: ", []).append(f"{answer.title}{unsure}")
    wanted = [f"{headlines}{'; '.join(details)}" for headlines, details in covered.items()]
    assert [one.text for one in points if one.text.startswith("Covered by ")] == wanted


def hold_of_the_letter(letter: str, verdicts: Verdicts) -> None:
    """It says what holds and nothing that may not; for that it has the questions."""
    said = " ".join(letter.split())
    for item in verdicts.items:
        words = (FLAGS if isinstance(item, Finding) else ARRANGEMENTS)[item.id]
        assert (words in said) is verdicts.holds(item)
        if item.verdict == "unknown":
            for name in item.depends_on:
                assert upper_first(QUESTIONS[name]) in said
    for name, words in FLAGS.items():
        assert name in verdicts.flags or words not in said
    urgent = {one.id for one in verdicts.urgent_and_possible}
    for name, words in POSSIBLE_FLAGS.items():
        assert (words in said) is (name in urgent)


def hold_of_the_graph(mermaid: str, verdicts: Verdicts) -> None:
    """A node for each flag that cannot wait, or may not: that one with an open edge from each answer that decides."""
    decoded = re.sub(r"#(\d+);", lambda found: chr(int(found[1])), mermaid)
    nodes = {found[1]: found[2] for found in re.finditer(r'^ {4}(\w+)\["(.*)"\]:::\w+$', decoded, re.MULTILINE)}
    edges = re.findall(r"^ {4}(\w+) -\.-> (\w+)$", decoded, re.MULTILINE)
    drawn = {label.split("<br/>")[-1]: name for name, label in nodes.items() if name.startswith("f")}
    assert drawn.keys() == {one.id for one in verdicts.flags.values() if one.urgent}
    for flag, name in drawn.items():
        unknown = verdicts.flags[flag].verdict == "unknown"
        assert nodes[name].split("<br/>")[0] == ("Possibly urgent" if unknown else "Cannot wait")
        asked = [nodes[start].split("<br/>")[0] for start, end in edges if end == name]
        assert asked == verdicts.questions(verdicts.flags[flag])


def hold_of_the_card(detail: str, verdicts: Verdicts) -> None:
    """A card names each flag that could be urgent with the first of the questions behind it, and states no other."""
    points = points_of_text(_without_escapes(detail))
    for flag in verdicts.flags.values():
        mine = [one for one in points if flag.text[1:] in one.text]
        for point in mine:
            (heading,) = point.headings
            possible = heading.endswith(("Could be urgent:", "Possible, while answers are open:"))
            assert possible is (flag.verdict == "unknown")
        assert mine or not flag.urgent
    for flag in verdicts.urgent_and_possible:
        (point,) = [one for one in points if flag.text[1:] in one.text]
        *_, depends = point.text.partition("depends on ")
        for title in verdicts.questions(flag)[:5]:
            assert title[1:] in depends


def hold_of_the_resource(recommendation: Recommendation, verdicts: Verdicts) -> None:
    """A GuidanceResponse codes what is raised and what is possible apart, and its note says both."""
    resource = guidance_response(recommendation, at=_WHEN).model_dump(mode="json", by_alias=True)
    said: dict[str, list[str]] = {"flag": [], "possible-flag": []}
    for one in resource["contained"][0]["parameter"]:
        if one["name"] in said:
            said[one["name"]].append(one["valueCoding"]["code"])
    assert said == {"flag": [*recommendation.floor.flags], "possible-flag": [*recommendation.possible_flags]}
    hold_of_points(points_of_text(resource["note"][1]["text"]), verdicts)


def _printed(form: Form, *recommendations: Recommendation) -> str:
    placed = [(Heading(file="one.yaml", number=None, title="", story=""), one) for one in recommendations]
    with redirect_stdout(io.StringIO()) as printed:
        show(placed, form, several=len(placed) > 1)
    return printed.getvalue()


def hold_of_the_command(recommendation: Recommendation, verdicts: Verdicts) -> None:
    """What `placement place` prints says the same in every form, and its overview whether something could be urgent."""
    hold_of_points(points_of_text(_printed("text", recommendation)), verdicts)
    hold_of_points(points_of_text(_without_escapes(_printed("markdown", recommendation))), verdicts)
    hold_of_points(points_of_html(_printed("html", recommendation)), verdicts)
    hold_of_the_letter(_printed("plain", recommendation), verdicts)
    hold_of_the_graph(_printed("mermaid", recommendation), verdicts)
    told = json.loads(_printed("json", recommendation))["recommendation"]
    assert Recommendation.model_validate(told) == recommendation
    overview = " ".join(_printed("text", recommendation, recommendation).rpartition("In one line each")[2].split())
    urgent = any(one.urgent and one.verdict == "met" for one in verdicts.flags.values())
    assert overview.count("; cannot wait") == 2 * urgent
    assert overview.count("; possibly urgent") == 2 * (not urgent and bool(verdicts.urgent_and_possible))


def _without_escapes(markdown: str) -> str:
    return re.sub(r"\\(?=[^\w\s])", "", markdown)


@given(assessments())
def test_every_rendering_says_what_is_unknown_as_unknown(assessment: Assessment) -> None:
    """Nothing that is unknown is stated; every flag that could be urgent stands with the questions behind it."""
    recommendation = place(assessment, engine="reference")
    verdicts = Verdicts(recommendation)
    event(f"flags that could be urgent: {len(verdicts.urgent_and_possible)}")
    event(f"open arrangements: {sum(one.verdict == 'unknown' for one in verdicts.arrangements.values())}")
    for points in (
        points_of_text(recommendation.to_text()),
        points_of_text(_without_escapes(recommendation.to_markdown())),
        points_of_html(recommendation.to_html()),
    ):
        hold_of_points(points, verdicts)
        hold_of_the_answers(points, recommendation)
    hold_of_the_letter(recommendation.to_plain_language(), verdicts)
    hold_of_the_graph(recommendation.to_mermaid(), verdicts)
    hold_of_the_card(cds_card(recommendation).detail, verdicts)
    hold_of_the_resource(recommendation, verdicts)
    hold_of_the_command(recommendation, verdicts)
