"""What is written as JSON is read back as it was, and a rulebook's digest tells of every word in it."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import FIVE_LEVEL, Answers, Assessment, Dimension, Recommendation, Rulebook, Scale, Track, place
from placement.language.declarations import Exemption
from placement.language.graded import new_track
from placement.language.scale import Source, new_scale
from placement.testing import assessments, rulebooks
from tests.property.everybody import cases


@given(assessments())
def test_an_assessment_survives_as_json(assessment: Assessment) -> None:
    """Answers, "unsure" and not asked stay what they were."""
    text = assessment.model_dump_json()
    assert Assessment.model_validate_json(text) == assessment
    assert Assessment.model_validate(json.loads(text)) == assessment
    assert Assessment.model_validate(assessment.model_dump()) == assessment


@given(assessments())
def test_a_recommendation_survives_as_json(assessment: Assessment) -> None:
    """Every list of it included, though they are worked out only when they are read."""
    said = place(assessment, engine="reference")
    text = said.model_dump_json()
    read = Recommendation.model_validate_json(text)
    assert read == said
    assert read.model_dump_json() == text


@given(cases)
def test_a_recommendation_by_any_rulebook_survives_as_json(case: tuple[Rulebook, Answers]) -> None:
    """Without the rulebook at hand: it holds the names that it needs."""
    rulebook, assessment = case
    recommendation = place(assessment, rulebook, engine="reference")
    text = recommendation.model_dump_json()
    read = Recommendation.model_validate_json(text)
    assert read == recommendation
    assert read.model_dump_json() == text


@given(st.data())
def test_an_assessment_of_any_rulebook_survives_as_json(data: st.DataObject) -> None:
    """Rulebooks other than the shipped one get an assessment model of their own, with the same rules."""
    rulebook = data.draw(rulebooks())
    assessment = data.draw(assessments(rulebook))
    assert rulebook.assessment_model().model_validate_json(assessment.model_dump_json()) == assessment


@given(st.data())
def test_a_rulebook_read_from_json_places_everybody_as_before(data: st.DataObject) -> None:
    """Others' rulebooks are data."""
    rulebook = data.draw(rulebooks(most_scales=2))
    assessment = data.draw(assessments(rulebook))
    read = Rulebook.from_json(rulebook.to_json())
    asked = read.assessment_model().model_validate_json(assessment.model_dump_json())
    assert place(asked, read, engine="reference") == place(assessment, rulebook, engine="reference")


def _scales(scale: type[Scale]) -> Iterator[type[Scale]]:
    """Return scales that say one thing otherwise."""
    said: dict[str, Any] = {
        "scale": scale.id,
        "title": scale.title(),
        "anchors": [(anchor.key, anchor.label) for anchor in scale],
        "dimension": scale.dimension,
        "closes": scale.closes,
        "danger": scale.danger,
        "separate": scale.separate,
        "sources": scale.sources,
    }
    anchors = said["anchors"]
    for name, otherwise in {
        "scale": f"{scale.id}_too",
        "title": f"{scale.title()} too",
        "dimension": Dimension("another", "Another"),
        "closes": not scale.closes,
        "danger": not scale.danger,
        "separate": not scale.separate,
        "sources": (*scale.sources, Source("ANOTHER", "Another", "nothing", "general")),
    }.items():
        yield new_scale(**{**said, name: otherwise})
    for changed in (
        [*anchors, ("worst", "the worst")],
        [(f"{anchors[0][0]}_too", anchors[0][1]), *anchors[1:]],
        [*anchors[:-1], (anchors[-1][0], f"{anchors[-1][1]} too")],
        [*anchors[1:], anchors[0]],
    ):
        yield new_scale(**{**said, "anchors": changed})


def _tracks(track: type[Track]) -> Iterator[type[Track]]:
    values = [str(value) for value in track]
    yield new_track(f"{track.id}_too", track.title(), values)
    yield new_track(track.id, f"{track.title()} too", values)
    yield new_track(track.id, track.title(), [*values, "more"])
    yield new_track(track.id, track.title(), [*values[1:], values[0]])


def _sources() -> Iterator[tuple[Source, ...]]:
    for number, one in enumerate(FIVE_LEVEL.sources):
        for field in fields(one):
            said: dict[str, Any] = {field.name: f"{getattr(one, field.name)} too"}
            changed = replace(one, **said)
            yield (*FIVE_LEVEL.sources[:number], changed, *FIVE_LEVEL.sources[number + 1 :])


def _otherwise(value: Any) -> Iterator[Any]:  # noqa: ANN401, C901, PLR0912 - anything declared, one kind after another
    """Return declarations that say one thing otherwise."""
    match value:
        case bool() | None:
            yield not value
        case int():
            yield value + 1
        case str():
            yield f"{value} too"
        case tuple():
            for number, one in enumerate(value):
                yield (*value[:number], *value[number + 1 :])
                # Declarations cite a source by its id; what it says stands once, among the sources.
                for changed in _otherwise(one) if not isinstance(one, Source) else [replace(one, id="ANOTHER")]:
                    yield (*value[:number], changed, *value[number + 1 :])
        case Mapping():
            for name, number in value.items():
                yield {**value, name: number + 1}
                yield {**value, f"{name} too": number}
        case type() if issubclass(value, Scale):
            yield from _scales(value)
        case type():
            yield from _tracks(value)
        case _:
            assert is_dataclass(value)
            assert not isinstance(value, type)
            for field in fields(value):
                for changed in _otherwise(getattr(value, field.name)):
                    yield replace(value, **{field.name: changed})


_SAID = replace(FIVE_LEVEL, exemptions=(Exemption("a finding", "a reason"),))
"""The shipped rulebook, and one of what it has none of."""

_PARTS = [field.name for field in fields(_SAID)]


@pytest.mark.parametrize("part", _PARTS)
def test_the_digest_changes_when_any_declaration_says_one_thing_otherwise(
    part: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`rulebook.digest` is SHA-256 over its canonical JSON: no word, number or mark of it is left out."""
    monkeypatch.setattr("placement.rulebook.rulebook.find_mistakes", lambda _: [])  # most of these could not stand
    said = getattr(_SAID, part)
    changed = _otherwise(said) if part != "sources" else _sources()
    nothing: dict[str, Any] = {name: () for name in _PARTS if isinstance(getattr(_SAID, name), tuple)}
    alone = replace(_SAID, **nothing)
    digests = [replace(alone, **{part: one}).digest for one in (said, *changed)]
    assert len(digests) > 1
    assert len({*digests}) == len(digests)
