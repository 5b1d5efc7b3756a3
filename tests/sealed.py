"""Sealed records of an invented person."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from placement import FIVE_LEVEL, Recommendation, Rulebook, place
from placement.recommendation.overrides import Discrepancy
from placement.records import DecisionRecord, redact, seal
from tests.known import known

__all__ = ["AT", "KEY", "OTHER", "PERSON", "as_file", "chain", "differing", "line", "recommended", "sealed", "short"]

AT: Final = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
PERSON: Final = known(home_support="hostile", alcohol_withdrawal="severe", housing="unsure")
KEY: Final = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))

OTHER: Final[Rulebook] = replace(FIVE_LEVEL, title="The same under another title")
"""A rulebook of the same id and version that is not the same to the letter."""


@cache
def recommended() -> Recommendation:
    """Return what is recommended to the person."""
    return place(PERSON, engine="reference")


def differing() -> Discrepancy:
    """Return what was given instead."""
    return Discrepancy.of(recommended(), actual="2.1", reasons=["other"], explanation="S3NTINEL")


def sealed(previous: DecisionRecord | str | None = None, key: Ed25519PrivateKey | None = None) -> DecisionRecord:
    """Return a new record of the person."""
    return seal(PERSON, recommended(), at=AT, previous=previous, key=key)


def short(previous: DecisionRecord | str | None = None, key: Ed25519PrivateKey | None = None) -> DecisionRecord:
    """Return a record that shows every answer and of the recommendation the level alone: small, and replayable."""
    record = sealed(previous, key)
    return redact(record, keep=[*(f"assessment.{name}" for name in record.assessment), "recommendation.level"])


def chain(count: int) -> list[DecisionRecord]:
    """Return short records, each following the one before."""
    records: list[DecisionRecord] = []
    for _ in range(count):
        records.append(short(records[-1] if records else None))
    return records


def line(record: DecisionRecord) -> bytes:
    """Return the line that a record is written as, without its line break."""
    return record.to_json().encode()


def as_file(*lines: bytes) -> BytesIO:
    """Return a file of these lines."""
    return BytesIO(b"".join(one + b"\n" for one in lines))
