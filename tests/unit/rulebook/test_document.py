import copy
import json
from typing import Any

import jsonschema
import pytest

from placement import FIVE_LEVEL, Rulebook, rulebook_schema
from placement.rulebook.document import FORMAT, from_document, to_document
from tests.tiny_rulebook import REVIEWED, TINY, LowMood


def test_a_document_says_everything_in_plain_values() -> None:
    document = to_document(TINY)
    assert document["format"] == FORMAT == 1
    assert document["scales"][0] == {  # type: ignore[index]
        "id": "low_mood",
        "title": "Low mood",
        "dimension": "mind",
        "anchors": [
            {"key": "none", "label": "none"},
            {"key": "some", "label": "some"},
            {"key": "marked", "label": "marked"},
        ],
        "closes": True,
        "danger": False,
        "separate": False,
        "fixed": False,
        "sources": ["LEAFLET"],
    }
    assert document["tracks"] == [{"id": "service", "title": "Service", "values": ["home", "clinic", "ward"]}]
    assert document["criteria"][0] == {  # type: ignore[index]
        "id": "mind.low",
        "summary": "Mood is low.",
        "when": {"any": [{"fact": "low_mood", "at_least": 1}, {"fact": "plan", "at_least": 1}]},
        "raises": {"fact": "mind", "at_least": 2},
        "sources": ["LEAFLET"],
    }
    assert document["sources"] == [
        {
            "id": "LEAFLET",
            "title": "A leaflet that nobody wrote",
            "used_for": "Everything in this rulebook.",
            "seen": "read",
        }
    ]


def test_what_is_read_is_what_an_author_would_have_written() -> None:
    said = from_document(TINY.to_json())
    assert said["criteria"] == TINY.criteria
    assert said["guarantees"] == TINY.guarantees
    assert said["conflicts"] == TINY.conflicts
    assert [scale.id for scale in said["scales"]] == [scale.id for scale in TINY.scales]
    assert [anchor.label for anchor in said["scales"][0]] == [anchor.label for anchor in LowMood]
    assert [str(value) for value in said["tracks"][0]] == ["home", "clinic", "ward"]
    assert said["scales"][0].dimension in said["dimensions"]


@pytest.mark.parametrize("rulebook", [TINY, FIVE_LEVEL], ids=lambda one: one.id)
def test_a_document_is_of_the_published_schema(rulebook: Rulebook) -> None:
    schema = rulebook_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(rulebook.to_json()), schema)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (["format"], 2),
        (["mood"], "good"),
        (["criteria", 0, "when"], {"fact": "low_mood", "at_most": 1}),
        (["criteria", 0, "when"], "low_mood>=1"),
        (["criteria", 0, "sources"], "LEAFLET"),
        (["scales", 0, "id"], "Low Mood"),
        (["rules", 0, "raises", "at_least"], "1"),
    ],
    ids=str,
)
def test_the_schema_refuses_what_the_reader_refuses(place: list[str | int], value: object) -> None:
    document: Any = json.loads(TINY.to_json())
    *way, last = place
    inside = document
    for part in way:
        inside = inside[part]
    inside[last] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(document, rulebook_schema())


def test_parts_beside_the_need_may_be_left_out() -> None:
    document = json.loads(TINY.to_json())
    for name in ("guarantees", "conflicts", "arrangements", "alternatives", "levels", "services", "always"):
        del document[name]
    read = Rulebook.from_json(json.dumps(document))
    assert (read.guarantees, read.conflicts, read.always) == ((), (), ())
    assert read.criteria == TINY.criteria


def test_the_shipped_rulebook_reads_back_part_by_part() -> None:
    again = Rulebook.from_json(FIVE_LEVEL.to_json())
    for part in ("dimensions", "criteria", "rules", "flags", "sources", "guarantees", "conflicts", "arrangements"):
        assert getattr(again, part) == getattr(FIVE_LEVEL, part)
    for part in ("alternatives", "levels", "services", "always", "delivery_notes"):
        assert getattr(again, part) == getattr(FIVE_LEVEL, part)


@pytest.mark.parametrize("rulebook", [TINY, REVIEWED, FIVE_LEVEL], ids=lambda one: one.id)
def test_reviews_read_back_and_cannot_be_changed(rulebook: Rulebook) -> None:
    again = Rulebook.from_json(rulebook.to_json())
    assert again == rulebook
    assert again.reviews == rulebook.reviews
    assert hash(again.reviews) == hash(rulebook.reviews)
    assert copy.deepcopy(again.reviews) == rulebook.reviews
    with pytest.raises(TypeError):
        again.reviews.times.review_period_days["ward"] = 1  # type: ignore[index]


def test_a_document_without_reviews_has_the_neutral_ones() -> None:
    document = json.loads(REVIEWED.to_json())
    del document["reviews"]
    assert Rulebook.from_json(json.dumps(document)).reviews == TINY.reviews
    assert repr(REVIEWED.reviews.times.review_period_days) == "{'clinic': 5, 'ward': 2}"
    assert len(REVIEWED.reviews.times.review_period_days) == 2
