import pytest

from placement import FIVE_LEVEL
from placement.fhir import is_loinc
from placement.fhir.coding import resource_id, rulebook_version
from placement.instruments import INSTRUMENTS

_KNOWN = [code for one in INSTRUMENTS.values() if one.loinc for code in (one.loinc.panel, one.loinc.total)]


@pytest.mark.parametrize("code", [*_KNOWN, "8480-6", "8462-4", "29463-7", "4548-4", "718-7", "2160-0"])
def test_published_codes_have_the_right_check_digit(code: str) -> None:
    """The first eight are those of the instruments; the others are the commonest vital signs and laboratory tests."""
    assert is_loinc(code)


@pytest.mark.parametrize("code", _KNOWN)
def test_no_other_check_digit_and_no_other_single_digit_is_right(code: str) -> None:
    for place, digit in enumerate(code):
        others = [f"{code[:place]}{other}{code[place + 1 :]}" for other in "0123456789" if other != digit]
        assert digit == "-" or not any(is_loinc(one) for one in others)


@pytest.mark.parametrize(
    "text", ["", "-1", "44261", "44261-", "44261-66", "44261-6 ", "x44261-6", "44261\n-6", "٤٤٢٦١-٦"]
)
def test_what_has_another_form_is_no_loinc_code(text: str) -> None:
    assert not is_loinc(text)


def test_ids_are_as_fhir_allows() -> None:
    assert resource_id("a_b") == "a-b"
    assert len(resource_id("x" * 99)) == 64
    assert rulebook_version(FIVE_LEVEL).startswith(f"{FIVE_LEVEL.version}-")
    assert rulebook_version(FIVE_LEVEL).endswith(FIVE_LEVEL.digest[:12])
