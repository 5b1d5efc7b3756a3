"""The shipped declarations say what the clinical specification says: same ids, same meaning.

The specification lies beside the repository, not in it; where it is absent, these tests are skipped, in CI refused.
"""

import re
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any, Final, assert_never

import pytest
import yaml

from placement import (
    FIVE_LEVEL,
    All,
    AtLeast,
    AtMost,
    CeilingGuarantee,
    Condition,
    Count,
    Criterion,
    Figure,
    Flag,
    FloorGuarantee,
    Guarantee,
    Rule,
    Scale,
    Source,
    Statement,
)
from placement import Any as AnyOf
from tests.beside import SHARED, needs
from tests.golden.vignettes import HERE

_CLINICAL: Final = SHARED / "clinical"

pytestmark = needs(_CLINICAL)


def _read(name: str) -> dict[str, Any]:
    if not _CLINICAL.is_dir():
        return {}  # nothing is parametrised, and every test is skipped
    return dict(yaml.safe_load((_CLINICAL / name).read_text(encoding="utf-8")))


_RULEBOOK: Final = _read("rulebook.yaml")
_SCALES: Final = _read("scales.yaml")
_CONFLICTS: Final = _read("conflicts.yaml")
_DELIVERY: Final = _read("delivery.yaml")
_SERVICES: Final = _read("services.yaml")

_TEST: Final = re.compile(r"(\w+)(>=|<=|=)(.+)")
_SCALE_NAMED: Final = FIVE_LEVEL.scale_named


def _position(fact: str, said: str) -> int:
    """Return the position of a value that is said by its name or, where it has no such name, by its position."""
    track = FIVE_LEVEL.track_named.get(fact)
    names = [str(value) for value in track] if track else []
    return names.index(said) if said in names else int(said)


def _statements(said: str) -> list[AtLeast | AtMost]:
    matched = _TEST.fullmatch(said.strip())
    assert matched, said
    fact, sign, value = matched.groups()
    position = _position(fact, value)
    at_least, at_most = AtLeast(fact, position), AtMost(fact, position)
    if sign == "=":  # "exactly", which at either end of a scale is one statement
        lowest, highest = position == 0, position == _SCALE_NAMED[fact].highest()
        return [*([] if lowest else [at_least]), *([] if highest else [at_most])]
    return [at_least] if sign == ">=" else [at_most]


def _at_least(said: str) -> AtLeast:
    (statement,) = _statements(said)
    assert isinstance(statement, AtLeast)
    return statement


def _at_most(said: str) -> AtMost:
    (statement,) = _statements(said)
    assert isinstance(statement, AtMost)
    return statement


def _joined(said: str) -> set[AtLeast | AtMost]:
    return {statement for part in said.split("&") for statement in _statements(part)}


_Alternatives = set[frozenset[AtLeast]]


def _smallest(found: Iterable[frozenset[AtLeast]]) -> _Alternatives:
    kept = set(found)
    return {one for one in kept if not any(other < one for other in kept)}


def _every(parts: Iterable[_Alternatives]) -> _Alternatives:
    joined: _Alternatives = {frozenset()}
    for part in parts:
        joined = {one | other for one in joined for other in part}
    return joined


def _alternatives(condition: Condition) -> _Alternatives:
    """Return a condition as the sets of tests of which any one set is enough."""
    match condition:
        case AtLeast():
            return {frozenset({condition})}
        case All(parts):
            return _smallest(_every(_alternatives(part) for part in parts))
        case AnyOf(parts):
            return _smallest(one for part in parts for one in _alternatives(part))
        case Count(least, parts):
            chosen = combinations([_alternatives(part) for part in parts], least)
            return _smallest(one for some in chosen for one in _every(some))
        case _:
            assert_never(condition)


def _specified(said: Mapping[str, Any]) -> _Alternatives:
    """Return the alternatives of `when` (any of these), each joined with `at_least` (so many of these) if there is."""
    when: _Alternatives = {frozenset(_at_least(test) for test in one.split("&")) for one in said["when"]}
    counted = said.get("at_least")
    if counted is None:
        return _smallest(when)
    some = combinations([_at_least(test) for test in counted["of"]], counted["count"])
    return _smallest(_every([when, {frozenset(one) for one in some}]))


def _ids(sources: Iterable[Source]) -> list[str]:
    return [source.id for source in sources]


# --------------------------------------------------------------------------------------------------------------- scales


def test_the_dimensions_are_the_specified_ones() -> None:
    # A title with a comma stands unquoted in the file, so YAML takes what follows the comma for a key.
    titles = [", ".join([said.pop("title"), *said]) for said in map(dict, _SCALES["dimensions"].values())]
    assert [one.id for one in FIVE_LEVEL.dimensions] == list(_SCALES["dimensions"])
    assert [one.title for one in FIVE_LEVEL.dimensions] == titles


def test_the_scales_are_the_specified_ones_in_order() -> None:
    assert [scale.id for scale in FIVE_LEVEL.scales] == list(_SCALES["scales"])


@pytest.mark.parametrize("scale", FIVE_LEVEL.scales, ids=lambda scale: scale.id)
def test_a_scale_says_what_is_specified(scale: type[Scale]) -> None:
    said = _SCALES["scales"][scale.id]
    assert [anchor.label for anchor in scale] == said["anchors"]
    assert [int(anchor) for anchor in scale] == list(range(len(said["anchors"])))
    assert scale.dimension.id == said["dimension"]
    assert _ids(scale.sources) == said["source"]
    for name in ("closes", "danger", "separate"):
        assert getattr(scale, name) is said.get(name, False), name


def test_the_tracks_are_the_specified_ones() -> None:
    said = {name: track["values"] for name, track in _SCALES["tracks"].items()}
    assert {track.id: [str(value) for value in track] for track in FIVE_LEVEL.tracks} == said


def test_the_levels_are_the_specified_ones_above_none() -> None:
    none, *levels = FIVE_LEVEL.levels
    assert (none.level, none.services) == ("none", ("none",))
    assert {one.level: {"name": one.name, "services": list(one.services)} for one in levels} == _SCALES["levels"]


# ------------------------------------------------------------------------------------------------ what is, what follows


def test_the_rulebook_has_the_specified_id_and_version() -> None:
    assert (FIVE_LEVEL.id, FIVE_LEVEL.version) == (_RULEBOOK["id"], str(_RULEBOOK["version"]))


@pytest.mark.parametrize("part", ["criteria", "rules", "flags", "guarantees"])
def test_the_declarations_are_the_specified_ones_in_order(part: str) -> None:
    assert [one.id for one in getattr(FIVE_LEVEL, part)] == [one["id"] for one in _RULEBOOK[part]]


@pytest.mark.parametrize("declared", [*FIVE_LEVEL.criteria, *FIVE_LEVEL.rules], ids=lambda one: one.id)
def test_a_criterion_or_rule_says_what_is_specified(declared: Criterion | Rule) -> None:
    (said,) = (one for one in [*_RULEBOOK["criteria"], *_RULEBOOK["rules"]] if one["id"] == declared.id)
    assert declared.raises == _at_least(said["gives"])
    assert _alternatives(declared.when) == _specified(said)


@pytest.mark.parametrize("flag", FIVE_LEVEL.flags, ids=lambda one: one.id)
def test_a_flag_says_what_is_specified(flag: Flag) -> None:
    (said,) = (one for one in _RULEBOOK["flags"] if one["id"] == flag.id)
    assert flag.text == said["says"]
    assert list(flag.services) == said.get("services", [])
    assert _alternatives(flag.when) == _specified(said)


@pytest.mark.parametrize("guarantee", FIVE_LEVEL.guarantees, ids=lambda one: one.id)
def test_a_guarantee_says_what_is_specified(guarantee: Guarantee) -> None:
    (said,) = (one for one in _RULEBOOK["guarantees"] if one["id"] == guarantee.id)
    match guarantee:
        case FloorGuarantee():
            assert guarantee.promises == _at_least(said["floor"])
            assert set(guarantee.given) == {_at_least(one.replace("=", ">=")) for one in said["with"]}
        case CeilingGuarantee():
            assert guarantee.promises == _at_most(said["ceiling"])
            assert set(guarantee.without) == {one.removeprefix("dimension ") for one in said["zero"]}
            assert set(guarantee.capped) == {_at_most(one.replace("=", "<=")) for one in said.get("cap", [])}
        case _:
            assert_never(guarantee)


def test_conflicts_say_what_is_specified() -> None:
    declared = [(one.id, one.text, [set(statements) for statements in one.any_of]) for one in FIVE_LEVEL.conflicts]
    assert declared == [
        (one["id"], one["says"], [_joined(when) for when in one["when"]]) for one in _CONFLICTS["conflicts"]
    ]


# --------------------------------------------------------------------------------------------------- how it is provided


def test_arrangements_say_what_is_specified() -> None:
    declared = [
        (one.id, one.text, list(one.services), set(one.when), _ids(one.sources)) for one in FIVE_LEVEL.arrangements
    ]
    said = [
        (one["id"], one["says"], one["service"], _joined(one["when"]), one.get("source", []))
        for one in _DELIVERY["arrangements"]
    ]
    assert declared == said
    assert list(FIVE_LEVEL.delivery_notes) == _DELIVERY["notes"]


def test_the_alternative_says_what_is_specified() -> None:
    (declared,) = FIVE_LEVEL.alternatives
    said = _DELIVERY["alternative_when_home_alone_drives_level_3"]
    assert set(declared.requires) == {_at_least(one) for one in said["requires"]}
    assert set(declared.guards) == {_at_most(one) for one in said["guards"]}
    # The rest is in the file's prose: a level 3 need, every scale of the environment capped at 1, level 2 or less.
    assert (declared.level, declared.dimension, declared.cap, declared.at_most) == ("3", "environment", 1, "2")


def _listed(said: object) -> list[Any]:
    return said if isinstance(said, list) else [said]


def _source(said: Mapping[str, Any]) -> list[str]:
    return [said["source"]] if "source" in said else []


def _figures(figures: Iterable[Figure]) -> list[tuple[object, ...]]:
    return [(one.minimum, one.maximum, _ids(one.sources), one.note) for one in figures]


def _specified_figures(said: object) -> list[tuple[object, ...]]:
    return [(one.get("min"), one.get("max"), _source(one), one.get("note", "")) for one in _listed(said)]


def _says(statements: Iterable[Statement]) -> list[tuple[object, ...]]:
    return [(one.text, _ids(one.sources), one.note) for one in statements]


def _specified_says(said: object) -> list[tuple[object, ...]]:
    whole = [one if isinstance(one, dict) else {"says": one} for one in _listed(said)]
    return [(one["says"], _source(one), one.get("note", "")) for one in whole]


def test_what_always_holds_is_what_is_specified() -> None:
    assert list(FIVE_LEVEL.always) == _SERVICES["always"]


@pytest.mark.parametrize("name", _SERVICES.get("services", {}))
def test_a_service_is_what_is_specified(name: str) -> None:
    said = _SERVICES["services"][name]
    (declared,) = (one for one in FIVE_LEVEL.services if one.service == name)
    (level,) = (one.level for one in FIVE_LEVEL.levels if name in one.services)
    assert (level, declared.name, declared.setting) == (said["level"], said["name"], said["setting"])
    assert declared.for_whom == said.get("for_whom", "")
    assert list(declared.components) == said["components"]
    assert _figures(declared.hours) == _specified_figures(said["hours"])
    assert _figures(declared.group_size) == _specified_figures(said.get("group_size", []))
    assert _figures(declared.cost_us_dollars) == _specified_figures(said.get("cost_us_dollars", []))
    assert _says(declared.sessions) == _specified_says(said.get("sessions", []))
    assert _says([declared.staffing]) == _specified_says(said["staffing"])
    assert _says(declared.length) == _specified_says(said.get("length", []))
    # Phases are a table in the file and sentences here: the numbers and the sources are the same.
    numbers = [[int(number) for number in re.findall(r"\d+", one.text)] for one in declared.phases]
    phases = said.get("phases", [])
    assert numbers == [
        [int(one["name"].split()[1]), one.get("weeks_min") or one["weeks"], one["sessions_per_week"]] for one in phases
    ]
    assert [_ids(one.sources) for one in declared.phases] == [_source(one) for one in phases]


def test_every_service_above_none_is_described() -> None:
    assert [one.service for one in FIVE_LEVEL.services] == list(_SERVICES["services"])


# ------------------------------------------------------------------------------------------------------------- the rest


def test_the_sources_are_the_specified_ones_seen_as_far_as_they_were() -> None:
    rows = [row.strip("|").split("|") for row in (_CLINICAL / "sources.md").read_text(encoding="utf-8").splitlines()]
    table = [[cell.strip() for cell in row] for row in rows if len(row) == 4][2:]  # after the heading and its rule
    said = {name: seen for names, _, _, seen in table for name in names.split(", ")}
    assert {source.id: source.seen for source in FIVE_LEVEL.sources} == said


@pytest.mark.parametrize("name", ["people.yaml", "partial.yaml", "guidance.yaml"])
def test_the_golden_people_are_the_specified_ones(name: str) -> None:
    assert (HERE / name).read_bytes() == (SHARED / "cases" / name).read_bytes()
