import copy
import hashlib
import json
import subprocess
import sys
from dataclasses import FrozenInstanceError, replace
from typing import Final

import pytest

from placement import FIVE_LEVEL, Level, Rulebook
from placement.criteria.sources import SOURCES
from tests.tiny_rulebook import LOW, MIND, TINY, Fever, LowMood, Plan, Shifts, tiny

_SIZES: Final = {
    "scales": 34,
    "criteria": 40,
    "rules": 30,
    "flags": 26,
    "guarantees": 53,
    "conflicts": 28,
    "arrangements": 21,
    "alternatives": 1,
    "tracks": 3,
    "levels": 6,
    "services": 8,
}


@pytest.mark.parametrize(("part", "size"), _SIZES.items())
def test_the_shipped_rulebook_is_whole(part: str, size: int) -> None:
    assert len(getattr(FIVE_LEVEL, part)) == size
    assert FIVE_LEVEL.sources == SOURCES


def test_a_rulebook_is_its_content() -> None:
    assert tiny() == TINY
    assert hash(tiny()) == hash(TINY)
    assert len({tiny(), TINY, FIVE_LEVEL}) == 2
    other: object = "tiny"
    assert other != TINY


@pytest.mark.parametrize(
    "changed",
    [
        {"version": "2"},
        {"title": "Mood or fever"},
        {"criteria": (replace(LOW, summary="Mood is quite low."), *TINY.criteria[1:])},
        {"criteria": TINY.criteria[::-1]},
        {"guarantees": TINY.guarantees[:1]},
        {"always": ("be kind",)},
        {"delivery_notes": ("by bus",)},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_any_change_is_another_rulebook(changed: dict[str, object]) -> None:
    assert tiny(**changed) != TINY
    assert tiny(**changed).digest != TINY.digest


def test_the_digest_is_over_the_canonical_json() -> None:
    text = TINY.to_json()
    assert TINY.digest == hashlib.sha256(text.encode()).hexdigest()
    assert text == json.dumps(json.loads(text), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def test_the_digest_is_the_same_in_another_process() -> None:
    program = "from placement import FIVE_LEVEL; print(FIVE_LEVEL.digest)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == FIVE_LEVEL.digest


def test_repr_names_it() -> None:
    assert repr(TINY) == str(TINY) == f"<Rulebook tiny 1 {TINY.digest[:12]}>"


def test_it_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        TINY.version = "2"  # type: ignore[misc]


def test_a_copy_is_the_same_rulebook() -> None:
    assert copy.copy(TINY) == copy.deepcopy(TINY) == TINY


@pytest.mark.parametrize("rulebook", [TINY, FIVE_LEVEL], ids=lambda one: one.id)
def test_json_reads_back_the_same(rulebook: Rulebook) -> None:
    again = Rulebook.from_json(rulebook.to_json())
    assert again == rulebook
    assert again.to_json() == rulebook.to_json()
    assert Rulebook.from_json(rulebook.to_json(indent=2).encode()) == rulebook


def test_json_can_be_indented_for_people() -> None:
    assert TINY.to_json(indent=2).startswith('{\n  "ages": {\n')
    assert json.loads(TINY.to_json(indent=2)) == json.loads(TINY.to_json())


def test_what_is_declared_is_found_by_name() -> None:
    assert list(TINY.declared) == ["mind.low", "body.feverish", "service.clinic", "service.ward", "flag.fluids"]
    assert TINY.declared["mind.low"] is LOW
    assert TINY.scale_named == {"low_mood": LowMood, "plan": Plan, "fever": Fever, "shifts": Shifts}
    assert TINY.dimension_named["mind"] is MIND
    assert TINY.track_named["service"] is TINY.tracks[0]
    assert TINY.rule_named["service.ward"] is TINY.rules[1]


def test_a_level_has_a_name_and_a_lowest_service() -> None:
    assert FIVE_LEVEL.level_named[Level.RESIDENTIAL].name == "residential or inpatient"
    assert [str(level) for level in FIVE_LEVEL.level_of_service] == ["none", "0.5", "1", "2", "2", "3", "3", "3", "4"]
    assert {str(level): position for level, position in FIVE_LEVEL.lowest_service.items()} == {
        "none": 0,
        "0.5": 1,
        "1": 2,
        "2": 3,
        "3": 5,
        "4": 8,
    }


def test_what_is_worked_out_once_is_kept() -> None:
    assert TINY.lattice is TINY.lattice
    assert TINY.declared is TINY.declared


def test_a_part_of_the_shipped_rulebook_is_a_rulebook() -> None:
    fewer = replace(FIVE_LEVEL, id="fewer", guarantees=FIVE_LEVEL.guarantees[:3])
    assert fewer.id == "fewer"
    assert len(fewer.guarantees) == 3
