"""A stranger's rulebook whose every text tries to act: no text or HTML that is made of it does."""

import json
import re
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Final

import pytest

from placement import FIVE_LEVEL, Rulebook, place
from placement.analysis import check, compare, fewest_questions, minimal_people, next_questions, share
from placement.assessment.answers import Answers
from placement.recommendation.overrides import nearest_safe
from placement.recommendation.recommendation import Recommendation
from placement.reviews import Course, Episode, Visit, review
from placement.rules.levels import Service

ACTING: Final = "\x1b[2J\u202e"
ACTS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
TEXTS: Final = frozenset(
    {"title", "label", "summary", "text", "name", "setting", "always", "note", "version"}
    | {"because", "do", "text", "clause", "sentence", "notes", "notice"}
)


def _acting(value: object, key: str = "") -> object:
    match value:
        case dict():
            return {name: _acting(part, str(name)) for name, part in value.items()}
        case list():
            return [_acting(part, key) for part in value]
        case str() if key in TEXTS:
            return f"{value} {ACTING}"
        case _:
            return value


@cache
def _stranger() -> Rulebook:
    return Rulebook.from_json(json.dumps(_acting(json.loads(FIVE_LEVEL.to_json()))))


@cache
def _placed() -> Recommendation:
    answers = {"age": 40, "suicide_risk": "unsure", "use_disorder": 3, "alcohol_withdrawal": 2}
    return place(_stranger().assessment_model().model_validate(answers), _stranger(), engine="reference")


RENDERINGS: Final[dict[str, Callable[[], str]]] = {
    "note": lambda: _placed().to_text(),
    "letter": lambda: _placed().to_plain_language(),
    "markdown": lambda: _placed().to_markdown(),
    "html": lambda: _placed().to_html(),
    "graph": lambda: _placed().to_mermaid(),
    "what would change": lambda: _placed().what_would_change().to_text(),
    "what would change, html": lambda: _placed().what_would_change().to_html(),
    "stability": lambda: _placed().stability().to_text(),
    "turning points": lambda: _placed().turning_points().to_text(),
    "turning points, html": lambda: _placed().turning_points().to_html(),
    "nearest safe": lambda: nearest_safe(_placed(), ["1"]).to_text(),
    "next questions": lambda: "\n".join(one.to_text() for one in next_questions(_asked(), _stranger())),
    "fewest questions": lambda: fewest_questions(_asked(), _stranger()).to_text(),
    "minimal people": lambda: minimal_people(_stranger(), Service, "4").to_text(),
    "minimal people, html": lambda: minimal_people(_stranger(), Service, "4")._repr_html_(),
    "share": lambda: share(_stranger(), Service).to_text(),
    "review": lambda: review("3.1", _asked(), rulebook=_stranger()).to_text(),
    "review, html": lambda: review("3.1", _asked(), rulebook=_stranger()).to_html(),
    "course": lambda: _course().timeline().to_text(),
    "course, html": lambda: _course().timeline().to_html(),
    "check": lambda: check(_stranger()).to_text(every=True),
    "check, html": lambda: check(_stranger()).to_html(),
    "comparison": lambda: compare(FIVE_LEVEL, _stranger()).to_text(),
    "comparison, html": lambda: compare(FIVE_LEVEL, _stranger()).to_html(),
}


def _asked() -> Answers:
    return _stranger().assessment_model().model_validate({"age": 40, "use_disorder": 3})


def _course() -> Course:
    visits = (Visit(on=date(2026, 1, 5), assessment=_asked()), Visit(on=date(2026, 1, 9), assessment=_asked()))
    return Course(episodes=(Episode(service=_stranger().headline_track("3.1"), began=date(2026, 1, 5), visits=visits),))


@cache
def _rendered(rendering: str) -> str:
    return RENDERINGS[rendering]()


@pytest.mark.parametrize("rendering", RENDERINGS)
def test_no_rendering_acts(rendering: str) -> None:
    assert ACTS.search(_rendered(rendering)) is None


@pytest.mark.parametrize("rendering", sorted(RENDERINGS.keys() - {"letter", "share", "comparison"}))
def test_what_tries_to_is_seen(rendering: str) -> None:
    assert "u202e" in _rendered(rendering)
