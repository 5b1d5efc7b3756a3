"""Every byte of a record is flipped, and every flip is caught."""

import random
from typing import Final

import pytest
from hypothesis import settings

from placement.records import DecisionRecord, redact, verify, verify_lines
from placement.records.verifying import altered_parts
from tests.sealed import KEY, as_file, chain, line, sealed, short

_BITS: Final = 8
_ALL: Final = 100


def flipped(text: bytes, at: int, bit: int) -> bytes:
    return text[:at] + bytes([text[at] ^ 1 << bit]) + text[at + 1 :]


@pytest.mark.parametrize(
    ("record", "step"), [(short(key=KEY), 1), (redact(sealed()), 7)], ids=["every answer, signed", "redacted"]
)
def test_a_flip_of_any_byte_is_caught(record: DecisionRecord, step: int) -> None:
    """Of every byte where all answers are shown; of every seventh where none is, which is most of the same bytes.

    Where hypothesis is to try few examples, as in `make test`, of every fifth of these.
    """
    text, fewer = line(record), 1 if settings().max_examples >= _ALL else 5
    assert verify(text).intact
    missed = [
        at for at in range(0, len(text), step * fewer) if verify(flipped(text, at, at % _BITS)).status != "altered"
    ]
    assert missed == []


def test_a_flip_in_a_record_that_shows_everything_is_caught() -> None:
    text, randomly = line(sealed(key=KEY)), random.Random(1)
    for at in randomly.sample(range(len(text)), 50):
        assert verify(flipped(text, at, randomly.randrange(_BITS))).status == "altered"


def test_a_flip_of_any_kind_is_caught_in_every_part() -> None:
    """Not only one bit: any other byte, and any other text of the same length, in the place of every value."""
    record = short()
    for name in record.salts:
        for field in ("salts", "commitments"):
            content = record.content()
            content[field][name] = content[field][name][::-1]
            assert name in altered_parts(DecisionRecord.model_validate(content))


def test_a_flip_in_a_file_is_caught_in_its_line_and_the_others_are_still_verified() -> None:
    lines = [line(record) for record in chain(3)]
    randomly = random.Random(2)
    for at in randomly.sample(range(len(lines[1])), 30):
        file = as_file(lines[0], flipped(lines[1], at, randomly.randrange(_BITS)), lines[2])
        statuses = [one.verification.status for one in verify_lines(file, engine="reference")]
        assert (statuses[0], statuses[1], statuses[-1]) == ("partly compared", "altered", "partly compared")
