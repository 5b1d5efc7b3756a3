import pytest

from placement import RecordError
from placement.records import DecisionRecord, redact, seal, verify
from tests.sealed import AT, KEY, PERSON, differing, line, recommended, sealed, short


def test_nothing_of_the_person_is_left() -> None:
    record = redact(sealed())
    assert (record.assessment, record.recommendation, record.discrepancy) == ({}, {}, None)
    written = record.to_json()
    for told in ("hostile", "severe", "unsure", "3.7", '"determined":', '"level":'):
        assert told in sealed().to_json()
        assert told not in written


def test_the_digest_and_the_signature_still_hold() -> None:
    whole = sealed(key=KEY)
    record = redact(whole)
    assert record.digest == whole.digest
    verification = verify(record, trusted=[KEY.public_key().public_bytes_raw().hex()])
    assert (verification.status, verification.parts, verification.digest) == ("redacted", (), whole.digest)
    assert verification.signed_by
    assert verification.intact


def test_what_was_removed_is_named() -> None:
    whole = sealed()
    removed = redact(whole).redacted
    assert set(removed) == {name for name in whole.commitments if "." in name}
    assert list(removed) == sorted(removed)


def test_some_parts_can_stay() -> None:
    record = redact(sealed(), keep=["recommendation.level", "assessment.age"])
    assert record.recommendation == {"level": sealed().recommendation["level"]}
    assert record.assessment == {"age": 40}
    assert verify(record).status == "redacted"
    assert set(redact(record).redacted) == set(redact(sealed()).redacted)


def test_a_record_that_shows_all_answers_is_replayed() -> None:
    assert verify(short()).status == "partly compared"


def test_a_discrepancy_is_removed_and_its_place_stays() -> None:
    whole = seal(PERSON, recommended(), at=AT, discrepancy=differing())
    record = redact(whole, keep=["discrepancy.reasons"])
    assert record.discrepancy == {"reasons": ["other"]}
    assert b"S3NTINEL" not in line(redact(whole))
    assert redact(whole).discrepancy == {}
    assert verify(redact(whole)).status == "redacted"


def test_the_whole_can_later_be_shown_to_belong_to_it() -> None:
    """What was removed fits its commitment, and nothing else does."""
    whole = sealed()
    shown = redact(whole)
    assert shown.commitments == whole.commitments
    forged = DecisionRecord.model_validate({**whole.content(), "assessment": {**whole.assessment, "housing": "stable"}})
    assert verify(forged).parts == ("assessment.housing",)


def test_equal_answers_cannot_be_told_apart_by_their_commitments() -> None:
    one, other = redact(sealed()), redact(sealed())
    assert not set(one.commitments.values()) & set(other.commitments.values())
    assert len(set(one.commitments.values())) == len(one.commitments)


@pytest.mark.parametrize("keep", ["assessment.colour", "recorded_at", "discrepancy.actual", "S3NTINEL"])
def test_a_part_that_is_not_there_cannot_stay(keep: str) -> None:
    with pytest.raises(RecordError, match=r"^`keep`: expected names of parts that the record shows") as caught:
        redact(sealed(), keep=[keep])
    assert keep not in str(caught.value)


def test_what_is_removed_cannot_be_kept_later() -> None:
    with pytest.raises(RecordError):
        redact(redact(sealed()), keep=["recommendation.level"])
