"""What holds for every rendering."""

import re
from collections.abc import Callable
from html import unescape
from typing import Final, TypeAlias

import pytest

from placement.explain.graph import to_mermaid
from placement.explain.html import to_html
from placement.explain.markdown import to_markdown
from placement.explain.plain import to_plain_language
from placement.explain.stylesheet import STYLE
from placement.explain.text import to_text
from placement.explain.wording import flags, headline
from placement.recommendation.place import place
from placement.recommendation.recommendation import Recommendation
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.words import LETTER, NOTICE
from tests.known import known
from tests.unit.explain.people import PEOPLE, between, hostile
from tests.unit.explain.renew import EXPECTED, EXPECTED_OF, FORMATS, rendered

FLAGS: Final = {phrase.of: phrase.text for phrase in LETTER.flags}

Rendering: TypeAlias = Callable[[Recommendation], str]

RENDERINGS: tuple[Rendering, ...] = (to_text, to_plain_language, to_markdown, to_html, to_mermaid)
FOR_CLINICIANS: tuple[Rendering, ...] = (to_text, to_markdown, to_html)

each = pytest.mark.parametrize("name", PEOPLE)
every_rendering = pytest.mark.parametrize("render", RENDERINGS, ids=lambda render: render.__name__)


def words(rendered: str) -> str:
    """Return what a reader sees of a rendering, on one line."""
    seen = unescape(re.sub(r"<[^>]*>", "", rendered.replace(f"<style>{STYLE}</style>", "")))
    return " ".join(re.sub(r"\\(?=[^\w\s])", "", seen).split())


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("name", EXPECTED_OF)
def test_a_rendering_is_what_was_read_and_approved(name: str, suffix: str) -> None:
    expected = (EXPECTED / f"{name}.{suffix}").read_text(encoding="utf-8")
    assert rendered(PEOPLE[name], suffix) == expected, "see tests/unit/explain/renew.py"


def test_no_expected_rendering_is_left_over() -> None:
    known = {f"{name}.{suffix}" for name in EXPECTED_OF for suffix in FORMATS}
    assert {one.name for one in EXPECTED.iterdir()} == known


@each
@every_rendering
def test_every_rendering_carries_the_notice(name: str, render: Rendering) -> None:
    assert NOTICE in words(render(PEOPLE[name]))


@each
@every_rendering
def test_rendering_twice_says_the_same(name: str, render: Rendering) -> None:
    assert render(PEOPLE[name]) == render(PEOPLE[name])


@each
@every_rendering
def test_a_recommendation_that_went_through_json_is_rendered_alike(name: str, render: Rendering) -> None:
    read = Recommendation.model_validate_json(PEOPLE[name].model_dump_json())
    assert render(read) == render(PEOPLE[name])


@each
@pytest.mark.parametrize("render", FOR_CLINICIANS, ids=lambda render: render.__name__)
def test_the_headline_stands_first(name: str, render: Rendering) -> None:
    """When undetermined, every rendering leads with the range."""
    said = headline(PEOPLE[name]).sentence
    assert words(render(PEOPLE[name])).removeprefix("## ").lower().startswith(said.lower())


@each
def test_a_graph_is_titled_with_the_headline(name: str) -> None:
    assert f'title: "{headline(PEOPLE[name]).sentence}"' == to_mermaid(PEOPLE[name]).splitlines()[1]


def test_a_letter_leads_with_the_range() -> None:
    said = words(to_plain_language(between()))
    assert said.startswith("You need at least a stay in a place that has staff day and night (your care team calls")
    assert "It could be up to care in a hospital (your care team calls this level 4)." in said.partition("What we")[0]


@each
@pytest.mark.parametrize("render", FOR_CLINICIANS, ids=lambda render: render.__name__)
def test_every_flag_is_said_once_raised_or_possible(name: str, render: Rendering) -> None:
    said = words(render(PEOPLE[name]))
    shown = [part for group in flags(PEOPLE[name]) for part in group]
    assert all(said.count(one.id) == 1 and one.text[1:] in said for one in shown)


@each
def test_a_letter_says_every_flag_that_is_raised_and_none_that_is_only_possible(name: str) -> None:
    said = words(to_plain_language(PEOPLE[name]))
    now, raised, possible = flags(PEOPLE[name])
    assert all(FLAGS.get(one.id, one.text[1:]) in said for one in (*now, *raised))
    assert not any(FLAGS.get(one.id, one.text[1:]) in said for one in possible)


def test_a_letter_tells_nobody_of_a_pregnancy_that_was_not_asked_about() -> None:
    person = place(known(use_disorder=3, relapse_risk=2, pregnancy=None), engine="reference")
    assert {arrangement.id: arrangement.verdict for arrangement in person.delivery} == {"delivery.perinatal": "unknown"}
    letter = words(to_plain_language(person))
    assert "are pregnant, with your baby" not in letter
    assert letter.count("pregnant") == 1
    assert "- Whether you are pregnant." in letter


@pytest.mark.parametrize("render", FOR_CLINICIANS, ids=lambda render: render.__name__)
def test_what_cannot_wait_follows_the_headline(render: Rendering) -> None:
    said = words(render(PEOPLE["urgent"])).lower()
    assert said.index("cannot wait") < said.index("danger calls")
    assert "cannot wait" not in words(render(PEOPLE["determined"])).lower()


@pytest.mark.parametrize("render", FOR_CLINICIANS, ids=lambda render: render.__name__)
@pytest.mark.parametrize(
    "said",
    [
        "5 or more (beside a programme) [LAW-1]",
        "6 or more [GUIDE-2]",
        (
            f"Rulebook by-hand, version 7, digest {FIVE_LEVEL.digest[:12]}; placement 9.9.9; "
            "reference and durable engines, which"
        ),
        "childcare on site",
        "Depends on: Duties at work",
        "May be offered beside the recommendation, not instead of it: a house nearby, with service 2.1",
        "The plan is reviewed throughout treatment.",
        "LAW-1: A state's rule on placement",
        "Withdrawal management",
        "People at home and Contact with people who use",
        "own-rule",
        "house-rule",
    ],
)
def test_a_clinician_reads_every_part_of_it(render: Rendering, said: str) -> None:
    assert said.lower() in words(render(PEOPLE["determined"])).lower()


@pytest.mark.parametrize("render", FOR_CLINICIANS, ids=lambda render: render.__name__)
def test_a_source_of_what_is_not_met_is_not_listed(render: Rendering) -> None:
    assert "NOT-CITED" not in render(PEOPLE["determined"])


@every_rendering
def test_nothing_steers_a_terminal_or_the_reading_direction(render: Rendering) -> None:
    turned = hostile().model_copy(update={"notice": f"a{chr(0x202E)}b{chr(27)}[2J"})
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", render(turned))


@pytest.mark.parametrize("render", FOR_CLINICIANS, ids=lambda render: render.__name__)
def test_what_a_headline_covers_is_said_with_the_headline_and_not_as_unknown(render: Rendering) -> None:
    person = known(violence_risk="unsure", cognition="unsure", relapse_risk=None)
    seen = words(render(place(person, engine="reference")))
    assert "Covered by Care needed for intoxication and withdrawal, all in all: Alcohol withdrawal, now or" in seen
    mental = (
        "Covered by Co-occurring mental disorder, as severe as it is now: Thinking, memory and orientation (unsure); "
    )
    assert mental in seen
    assert "Unsure: Risk of violence to others" in seen
    assert seen.count("Not recorded:") == 2  # relapse, whose headline is missing, and what no headline covers
    assert "Not recorded: Risk of relapse and the skills to prevent it; Harm expected from further use" in seen
