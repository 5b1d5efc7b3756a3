"""Characters that act are written as codes; all others stay."""

import sys
import unicodedata

import pytest

from placement.language.foreign_text import visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Zoë said “no”.\n\t東京, 👩‍👧", "Zoë said “no”.\n\t東京, 👩‍👧"),
        ("\x1b[2J\x00\r\x7f\x9b", r"\u001b[2J\u0000\u000d\u007f\u009b"),
        ("1\u202e2\u2066", r"1\u202e2\u2066"),
        ("a\u2028b\ufeff", r"a\u2028b\ufeff"),
        ("\ud800", r"\ud800"),
        ("\U000e0041", r"\U000e0041"),
    ],
)
def test_what_acts_is_written_as_its_code(text: str, shown: str) -> None:
    assert visible(text) == shown


def test_no_control_and_no_bidirectional_character_of_unicode_is_left() -> None:
    left = visible("".join(map(chr, range(sys.maxunicode + 1))))
    turning = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    assert {one for one in left if unicodedata.category(one) in {"Cc", "Cs"}} == {"\n", "\t"}
    assert not [one for one in left if unicodedata.bidirectional(one) in turning]
