"""The instruments say what the clinical specification says: items, ranges, bands, answers, codes."""

import re
from typing import Any, Final

import pytest
import yaml

from placement import FIVE_LEVEL, Assessment
from placement.instruments import (
    INSTRUMENTS,
    Audit,
    AuditC,
    Banded,
    CiwaAr,
    Dast10,
    Instrument,
    Pawss,
    Phq9,
    SuicideScreener,
    Tallied,
)
from tests.beside import SHARED, needs
from tests.unit.instruments.filled_in import best, possible, with_total, worst

_SHARED: Final = SHARED / "clinical" / "instruments.yaml"

pytestmark = needs(_SHARED)


def _specification() -> dict[str, Any]:
    return dict(yaml.safe_load(_SHARED.read_text(encoding="utf-8"))) if _SHARED.is_file() else {"instruments": {}}


_SPECIFIED: Final[dict[str, dict[str, Any]]] = _specification()["instruments"]
_WITH_ITEMS: Final = [name for name, said in _SPECIFIED.items() if isinstance(said["items"], dict)]
_WITH_BANDS: Final = [name for name, said in _SPECIFIED.items() if "bands" in said["gives"]]
_COUNTS: Final = {"three": 3, "seven": 7, "nine": 9, "ten": 10, "eleven": 11}


def test_the_version_is_the_one_that_was_written_after() -> None:
    assert _specification()["version"] == 2


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
    specified = [(least, most, _answer(said)) for least, most, said in _SPECIFIED[name]["gives"]["bands"]]
    declared = [
        (one.least, one.most, (one.answer, int(one.at_least or 0) if one.answer == "unsure" else None))
        for one in instrument.bands
    ]
    assert declared == specified


def _answer(said: object) -> tuple[object, int | None]:
    """Return what a band gives: the answer, and what it is at the least where it is unsure."""
    match said:
        case "risky-or-none":  # whether use is risky decides; the count says neither
            return "unsure", 0
        case "0 if both are false; 1 if one is true; else unsure, at least 0":  # the score as it is where both are
            return 0, None
        case str():
            unsure, _, at_least = said.partition(", at least ")
            return unsure, int(at_least)
        case _:
            return said, None


def _says(scored: Instrument) -> tuple[object, int | None]:
    least = scored.at_least
    return scored.answer, None if least is None else int(least)


def test_the_signs_beside_ciwa_ar_are_as_specified() -> None:
    signs, plus = _SPECIFIED["ciwa_ar"]["signs"], _SPECIFIED["ciwa_ar"]["plus"]
    any_true, perception, not_known = plus
    assert CiwaAr.beside == {"taken_at", *signs}
    assert [CiwaAr.model_fields[sign].default for sign in signs] == [None] * len(signs)
    for sign in any_true["any_of"]:
        assert _says(best(CiwaAr).model_copy(update={sign: True})) == (any_true["answer"], None)
    for sign in not_known["any_null_of"]:
        for scored in (best(CiwaAr), worst(CiwaAr)):
            unknown = scored.model_copy(update={sign: None})
            assert isinstance(unknown, CiwaAr)
            assert _says(unknown) == (not_known["answer"], unknown.band.answer)
            assert not_known["at_least"] == "band of the total"
    assert perception["at_least"] == "band of the total"
    for item, least in perception["item_at_least"].items():
        for value in range(8):
            denied = best(CiwaAr).model_copy(update={item: value, perception["unless_false"]: False})
            assert isinstance(denied, CiwaAr)
            assert _says(denied) == (denied.band.answer, None)
            open_ = denied.model_copy(update={perception["unless_false"]: None})
            assert value < least or _says(open_) == (perception["answer"], denied.band.answer)


def test_what_stands_beside_pawss_is_as_specified() -> None:
    assert Pawss.beside == {"taken_at", "applies", *_SPECIFIED["pawss"]["beside"]}
    first, second = _SPECIFIED["pawss"]["beside"]
    for one, other, expected in [
        (False, False, (0, None)),
        (True, False, (1, None)),
        (False, True, (1, None)),
        (True, None, (1, None)),
        (None, True, (1, None)),
        (True, True, (1, None)),
        (False, None, ("unsure", 0)),
        (None, False, ("unsure", 0)),
        (None, None, ("unsure", 0)),
    ]:
        assert _says(best(Pawss).model_copy(update={first: one, second: other})) == expected


def test_the_ninth_item_of_phq_9_asks_as_specified() -> None:
    plus = _SPECIFIED["phq_9"]["plus"]
    scale = FIVE_LEVEL.scale_named[plus["scale"]]
    for value in range(4):
        asked = [one for one in Phq9.of_item_9(value) if value >= plus["item_9_at_least"]]
        assert list(Phq9.of_item_9(value)) == asked
        for one in asked:
            assert (one.scale, one.answer) == (scale.id, plus["answer"])
            assert one.at_least == scale.anchor(plus["at_least"]).key
    assert f"LOINC {Phq9.item_9_loinc})" in _SHARED.read_text(encoding="utf-8")


def test_screens_for_use_are_as_specified() -> None:
    gives = _SPECIFIED["audit_c"]["gives"]
    assert {str(sex): least for sex, least in AuditC.positive_at.items()} == {
        "female": gives["positive_at"]["women"],
        "male": gives["positive_at"]["men"],
        "other": gives["positive_at"]["not known or other"],
        "None": gives["positive_at"]["not known or other"],
    }
    assert _says(worst(AuditC)) == _answer(gives["answer"])
    assert best(AuditC).answer is None
    audit = _SPECIFIED["audit"]
    assert audit["never_below"] == "what audit_c says of items 1 to 3"
    assert _says(with_total(Audit, 3).model_copy(update={"sex": "female"})) == _answer(gives["answer"])
    together = audit["negative_together_with"]
    assert together["dast_10"] == 0
    negative = with_total(Dast10, together["dast_10"])
    assert Assessment().with_instruments(best(Audit), negative).use_disorder == together["answer"]
    assert Assessment().with_instruments(best(AuditC), negative).use_disorder == together["answer"]


def test_the_suicide_screener_is_as_specified() -> None:
    said = _SPECIFIED["suicide_screener"]
    assert [[name, int(answer)] for name, answer in SuicideScreener.first_true] == said["gives"]["first_true"]
    implied = {
        f"{asked} false": [f"{item} false" for item in after] for asked, after in SuicideScreener.implied.items()
    }
    assert implied == said["implied"]


@pytest.mark.parametrize(
    "name", [name for name, one in INSTRUMENTS.items() if one.scale.closes and name != "dsm5_count"]
)
def test_no_screen_gives_an_answer_to_a_headline(name: str) -> None:
    """The header: a screener raises and asks, it never settles a headline."""
    instrument = INSTRUMENTS[name]
    assert issubclass(instrument, Tallied)
    assert {with_total(instrument, total).answer for total in range(instrument.highest() + 1)} == {None, "unsure"}


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
    for code in (loinc.panel, loinc.total, Phq9.item_9_loinc):
        digits, _, check = code.partition("-")
        doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(reversed(digits))]
        assert (10 - sum(map(int, "".join(map(str, doubled)))) % 10) % 10 == int(check)
