"""The instruments say what the clinical specification says: items, ranges, bands, answers, codes."""

import re
from typing import Any, Final

import pytest
import yaml

from placement import FIVE_LEVEL
from placement.instruments import INSTRUMENTS, AuditC, Banded, CiwaAr, Phq9, SuicideScreener, Tallied
from tests.beside import SHARED, needs
from tests.unit.instruments.filled_in import best, possible, worst

_SHARED: Final = SHARED / "clinical" / "instruments.yaml"

pytestmark = needs(_SHARED)


def _specification() -> dict[str, Any]:
    return dict(yaml.safe_load(_SHARED.read_text(encoding="utf-8"))) if _SHARED.is_file() else {"instruments": {}}


_SPECIFIED: Final[dict[str, dict[str, Any]]] = _specification()["instruments"]
_WITH_ITEMS: Final = [name for name, said in _SPECIFIED.items() if isinstance(said["items"], dict)]
_WITH_BANDS: Final = [name for name, said in _SPECIFIED.items() if "bands" in said["gives"]]
_COUNTS: Final = {"three": 3, "seven": 7, "nine": 9, "ten": 10, "eleven": 11}


def test_the_instruments_are_those_of_the_specification() -> None:
    assert list(INSTRUMENTS) == list(_SPECIFIED)


@pytest.mark.parametrize("name", _SPECIFIED)
def test_each_speaks_of_its_scale_and_names_its_sources(name: str) -> None:
    instrument, said = INSTRUMENTS[name], _SPECIFIED[name]
    assert instrument.scale is FIVE_LEVEL.scale_named[said["gives"]["scale"]]
    assert [one.id for one in instrument.sources] == said["source"]


@pytest.mark.parametrize("name", _WITH_ITEMS)
def test_items_have_the_values_of_the_specification(name: str) -> None:
    instrument = INSTRUMENTS[name]
    assert issubclass(instrument, Tallied)
    expected = {
        item: values if isinstance(values, list) else list(range(values + 1))
        for item, values in _SPECIFIED[name]["items"].items()
    }
    assert {item: values for item, values in possible(instrument).items() if item in instrument.items()} == expected


@pytest.mark.parametrize("name", [one for one in _SPECIFIED if "total" in _SPECIFIED[one]])
def test_totals_reach_as_far_as_the_specification_says(name: str) -> None:
    assert (best(INSTRUMENTS[name]).total, worst(INSTRUMENTS[name]).total) == (0, _SPECIFIED[name]["total"])


@pytest.mark.parametrize("name", [one for one in _SPECIFIED if isinstance(_SPECIFIED[one]["items"], str)])
def test_there_are_as_many_items_as_the_specification_counts(name: str) -> None:
    instrument, said = INSTRUMENTS[name], _SPECIFIED[name]["items"]
    if issubclass(instrument, Tallied):
        assert len(instrument.items()) == _COUNTS[said.split()[0]]
    else:
        assert list(possible(instrument)) == re.findall(r"[a-z_]+", re.sub(r"\(.*?\)", "", said.partition(";")[0]))


@pytest.mark.parametrize("name", _WITH_BANDS)
def test_bands_give_the_answers_of_the_specification(name: str) -> None:
    instrument = INSTRUMENTS[name]
    assert issubclass(instrument, Banded)
    # With fewer than two criteria, whether use is risky decides; the count says neither.
    expected = [
        [least, most, "unsure" if answer == "risky-or-none" else answer]
        for least, most, answer in _SPECIFIED[name]["gives"]["bands"]
    ]
    assert [[one.least, one.most, one.answer] for one in instrument.bands] == expected


def test_what_stands_beside_the_bands_is_as_specified() -> None:
    plus = _SPECIFIED["ciwa_ar"]["plus"]
    assert CiwaAr.beside == {"taken_at", *plus["any_of"]}
    for sign in plus["any_of"]:
        assert best(CiwaAr).model_copy(update={sign: True}).answer == plus["answer"]
    plus = _SPECIFIED["phq_9"]["plus"]
    asked = best(Phq9).model_copy(update={"item_9": plus["item_9_at_least"]}).observed()[1]
    scale = FIVE_LEVEL.scale_named[plus["scale"]]
    assert (asked.scale, asked.answer) == (scale.id, plus["answer"])
    assert asked.at_least == scale.anchor(plus["at_least"]).key
    gives = _SPECIFIED["audit_c"]["gives"]
    assert dict(AuditC.positive_at) == {"female": gives["positive_at"]["women"], "male": gives["positive_at"]["men"]}
    assert worst(AuditC).answer == gives["answer"]
    first = [[name, int(answer)] for name, answer in SuicideScreener.first_true]
    assert first == _SPECIFIED["suicide_screener"]["gives"]["first_true"]


def test_codes_are_those_that_were_verified_and_no_others() -> None:
    codes = _specification()["codes"]
    verified = {name: code for name, code in codes.items() if isinstance(code, dict)}
    assert {
        name: {"panel": one.loinc.panel, "total": one.loinc.total} for name, one in INSTRUMENTS.items() if one.loinc
    } == verified


@pytest.mark.parametrize("name", [name for name, one in INSTRUMENTS.items() if one.loinc])
def test_a_code_has_the_right_check_digit(name: str) -> None:
    """Mod 10: from the right, every other digit doubled, the digits of the results added up."""
    loinc = INSTRUMENTS[name].loinc
    assert loinc
    for code in (loinc.panel, loinc.total):
        digits, _, check = code.partition("-")
        doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits))]
        assert (10 - sum(map(int, "".join(map(str, doubled)))) % 10) % 10 == int(check)
