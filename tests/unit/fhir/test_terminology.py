import re
from typing import Any

import pytest

from placement import FIVE_LEVEL, NOTICE, Rulebook
from placement.fhir import code_systems, questionnaire, service_map, value_sets
from placement.fhir.models import as_json
from placement.instruments import INSTRUMENTS
from placement.language.scale import new_scale
from placement.language.words import INSTRUMENT_SYSTEM
from tests.official.r4 import problems
from tests.tiny_rulebook import LEAFLET, MIND, TINY, tiny


@pytest.fixture(scope="module")
def systems() -> dict[str, dict[str, Any]]:
    return {content["url"]: content for content in map(as_json, code_systems())}


@pytest.mark.parametrize("rulebook", [FIVE_LEVEL, TINY], ids=lambda one: one.id)
def test_they_are_as_the_official_schema_says(rulebook: Rulebook) -> None:
    for resource in (*code_systems(rulebook), *value_sets(rulebook)):
        assert problems(resource) == []


def test_a_scale_is_a_code_system_with_positions(systems: dict[str, dict[str, Any]]) -> None:
    (housing,) = [one for url, one in systems.items() if url.endswith("/five-level-housing")]
    assert [concept["code"] for concept in housing["concept"]] == ["stable", "temporary", "unstable", "none", "unsure"]
    positions = [concept["property"][0]["valueInteger"] for concept in housing["concept"][:-1]]
    assert positions == [0, 1, 2, 3]
    assert "property" not in housing["concept"][-1]
    assert housing["description"] == NOTICE


def test_every_code_that_is_written_is_in_a_code_system(systems: dict[str, dict[str, Any]]) -> None:
    def codings(value: object) -> list[dict[str, str]]:
        if isinstance(value, dict):
            own = [value] if {"system", "code"} <= value.keys() else []
            return [*own, *(one for inner in value.values() for one in codings(inner))]
        return [one for inner in value for one in codings(inner)] if isinstance(value, list) else []

    found = codings(as_json(questionnaire()))
    assert len(found) > 200
    for one in found:
        displays = {concept["code"]: concept["display"] for concept in systems[one["system"]]["concept"]}
        assert displays[one["code"]] == one["display"]


def test_each_code_system_has_its_value_set(systems: dict[str, dict[str, Any]]) -> None:
    sets = [as_json(value_set) for value_set in value_sets()]
    assert [one["compose"]["include"][0]["system"] for one in sets] == list(systems)
    assert all("/ValueSet/" in one["url"] for one in sets)


def test_names_and_ids_are_told_apart(systems: dict[str, dict[str, Any]]) -> None:
    for field in ("id", "name", "url"):
        assert len({system[field] for system in systems.values()}) == len(systems)


@pytest.mark.parametrize("name", ["the-criteria-of-the-city-of-somewhere-in-two-thousand-26", "x" * 64, "x" * 90])
def test_names_and_ids_of_a_rulebook_with_a_long_id_are_told_apart(name: str) -> None:
    for made in (code_systems(tiny(id=name)), value_sets(tiny(id=name))):
        for field in ("id", "name", "url"):
            assert len({str(getattr(one, field)) for one in made}) == len(made)
        assert all(problems(one) == [] for one in made)


def test_only_instruments_that_speak_of_a_scale_of_the_rulebook_are_published(
    systems: dict[str, dict[str, Any]],
) -> None:
    assert [concept["code"] for concept in systems[INSTRUMENT_SYSTEM]["concept"]] == list(INSTRUMENTS)
    assert INSTRUMENT_SYSTEM not in {str(system.url) for system in code_systems(TINY)}
    gad7 = INSTRUMENTS["gad_7"].scale
    worried = new_scale(gad7.id, "Worry", [("no", "no"), ("yes", "yes")], dimension=MIND, sources=(LEAFLET,))
    (published,) = [
        system for system in code_systems(tiny(scales=(*TINY.scales, worried))) if system.url == INSTRUMENT_SYSTEM
    ]
    assert [concept["code"] for concept in as_json(published)["concept"]] == [
        name for name, kind in INSTRUMENTS.items() if kind.scale.id == gad7.id
    ]


def test_services_are_mapped_to_what_a_jurisdiction_calls_them() -> None:
    codes = {"2.1": ("FD-IOP", "evening clinic"), "2.5": ("FD-IOP", "evening clinic"), "4": None}
    made = service_map(codes, "https://example.org/codes", name="freedonia", rulebook=FIVE_LEVEL)
    assert problems(made) == []
    (group,) = as_json(made)["group"]
    assert group["target"] == "https://example.org/codes"
    assert [(element["code"], element["target"]) for element in group["element"]] == [
        ("2.1", [{"code": "FD-IOP", "display": "evening clinic", "equivalence": "equivalent"}]),
        ("2.5", [{"code": "FD-IOP", "display": "evening clinic", "equivalence": "equivalent"}]),
        ("4", [{"equivalence": "unmatched"}]),
    ]


def test_a_service_that_there_is_not_cannot_be_mapped() -> None:
    expected = "`codes`: expected services among none, 0.5, 1, 2.1, 2.5, 3.1, 3.5, 3.7, 4; 2 are not"
    with pytest.raises(ValueError, match=f"^{re.escape(expected)}$"):
        service_map({"5": None, "6": None, "1": None}, "https://example.org/codes", name="x")


def test_the_levels_are_titled_in_the_words_of_the_rulebook_however_it_was_read() -> None:
    changed = Rulebook.from_json(FIVE_LEVEL.to_json().replace('"version":"2"', '"version":"3"'))
    assert changed != FIVE_LEVEL
    for rulebook, title in ((FIVE_LEVEL, "Levels of care"), (changed, "Levels of care"), (TINY, "Levels")):
        (levels,) = [system for system in code_systems(rulebook) if str(system.url).endswith("-levels")]
        assert levels.title == title
