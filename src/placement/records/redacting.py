"""Showing a record without its contents: the digest, the chain and the signature still hold."""

from collections.abc import Iterable

from placement.errors import RecordError
from placement.records.record import DecisionRecord

__all__ = ["redact"]


def redact(record: DecisionRecord, *, keep: Iterable[str] = ()) -> DecisionRecord:
    """Return the record without the answers, the recommendation and the discrepancy, but for the parts to keep.

    What is removed leaves its commitment: whoever has the whole record can later show that it belongs here, and nobody
    can put another in its place. When it was made, by which rulebook and versions, and after which record stays.

    Args:
        record: The record.
        keep: Names of parts that stay, such as `recommendation.level`. Whatever stays may tell of the answers; the
            names of all parts stay in any case, and tell only what the rulebook asks and that there is a discrepancy.

    Raises:
        RecordError: The record does not show a part that is to be kept.
    """
    content, kept = record.content(), frozenset(keep)
    shown: set[str] = set()
    for section in ("assessment", "recommendation", "discrepancy"):
        if content[section] is not None:
            shown |= {f"{section}.{name}" for name in content[section]}
            content[section] = {name: value for name, value in content[section].items() if f"{section}.{name}" in kept}
    if not kept <= shown:
        raise RecordError("`keep`: expected names of parts that the record shows, such as `recommendation.level`")
    content["salts"] = {name: salt for name, salt in content["salts"].items() if name in kept or name not in shown}
    return DecisionRecord.model_validate(content)
