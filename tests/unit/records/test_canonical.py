import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from placement import MissingExtra, RecordError
from placement.records.canonical import canonical, digest_of, read_canonical
from tests.without import load_without

_WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
_JSON = st.recursive(
    st.none() | st.booleans() | _WHOLE | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("aZé\u2028\U0001f600", max_size=3), inner),
    max_leaves=8,
)


def test_it_is_written_as_rfc_8785_shows() -> None:
    """RFC 8785, section 3.2.2: the sample and its result."""
    sample = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000f\u000aA'\u0042\u0022\u005c\\\"/",
        "literals": [None, True, False],
    }
    shown = (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"\u20ac$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert canonical(sample).decode() == shown


def test_keys_are_sorted_as_rfc_8785_shows() -> None:
    """RFC 8785, section 3.2.3: by UTF-16 code units."""
    keys = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]
    shown = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]
    assert list(json.loads(canonical(dict.fromkeys(keys, 0)))) == shown


def test_a_digest_is_sha_256_of_the_text() -> None:
    # echo -n '{"a":[1,"x"]}' | sha256sum
    assert digest_of({"a": [1, "x"]}) == "5e49f471d8b615a8ae0ecf0a53dbe2f5f617abb2dfe6246974aa6e4bdeb89725"


@given(_JSON)
def test_what_is_written_is_read(value: object) -> None:
    assert read_canonical(canonical(value)) == value
    assert canonical(read_canonical(canonical(value).decode())) == canonical(value)


@pytest.mark.parametrize(
    "value",
    [float("nan"), float("inf"), 2**53, -(2**53), "\ud800", {1: 2}, object(), {"\ud800": 1}, {"a": b"x"}, {"x": {2}}],
    ids=lambda value: repr(value) if type(value) is not object else "an object",
)
def test_what_json_cannot_say_everywhere_is_refused(value: object) -> None:
    with pytest.raises(RecordError, match=r"^holds what canonical JSON cannot say$") as caught:
        canonical(value)
    assert caught.value.__context__ is None


def test_what_is_nested_too_deeply_is_refused() -> None:
    nested: list[object] = []
    for _ in range(100_000):
        nested = [nested]
    with pytest.raises(RecordError, match=r"^holds what canonical JSON cannot say$"):
        canonical(nested)
    with pytest.raises(RecordError, match=r"^is nested too deeply$"):
        read_canonical("[" * 100_000)


_FORM = r"is not in canonical form \(RFC 8785\)"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "is not valid JSON: line 1, column 1"),
        ('{"a":1', "is not valid JSON: line 1, column 7"),
        (b'"\xff"', "is not text in UTF-8"),
        ("\ud800", "is not text in UTF-8"),
        ('{"a": 1}', _FORM),
        ('{"b":1,"a":1}', _FORM),
        ('{"a":1,"a":1}', _FORM),
        ('"\\u0041"', _FORM),
        ('"\\u001F"', _FORM),
        ("1.0", _FORM),
        ("1E30", _FORM),
        ("-0", _FORM),
        ("NaN", _FORM),
        ("9" * 5_000, _FORM),
        ("9007199254740993", "holds what canonical JSON cannot say"),
        ('"\\ud800"', "holds what canonical JSON cannot say"),
        ("1\n", _FORM),
    ],
)
def test_no_other_spelling_is_read(text: str | bytes, problem: str) -> None:
    with pytest.raises(RecordError, match=f"^{problem}$") as caught:
        read_canonical(text)
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("missing", "module", "purpose"),
    [("rfc8785", "canonical", "`placement.records`"), ("cryptography.exceptions", "signature", "a signature")],
)
def test_without_its_library_the_extra_is_named(
    monkeypatch: pytest.MonkeyPatch, missing: str, module: str, purpose: str
) -> None:
    expected = f"{purpose} needs the `seal` extra: from a checkout, `pip install '.[seal]'`"
    with pytest.raises(MissingExtra, match=f"^{re.escape(expected)}$"):
        load_without(monkeypatch, missing, f"placement.records.{module}")
