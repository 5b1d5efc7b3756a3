"""Records of decisions under a rulebook that shares nothing with the shipped one."""

import io
from typing import Any

import pytest

from placement import Recommendation, RecordError, place
from placement.recommendation.overrides import Discrepancy
from placement.records import replay, seal, verify, verify_lines
from tests.sealed import AT, line
from tests.tiny_rulebook import TINY, Fever, LowMood

PERSON = TINY.assessment_model().model_validate({"low_mood": LowMood.MARKED, "fever": Fever.HIGH})


def test_a_recommendation_that_holds_its_rulebook_is_sealed_without_naming_it() -> None:
    record = seal(PERSON, place(PERSON), at=AT)
    floor: Any = record.recommendation["floor"]
    assert (record.rulebook.id, floor["tracks"]) == ("tiny", {"service": "clinic"})


def test_one_read_from_json_needs_the_rulebook_to_be_named() -> None:
    read = Recommendation.model_validate_json(place(PERSON).model_dump_json())
    with pytest.raises(RecordError, match=r"`rulebook`: rulebook not available: name it in `rulebooks`"):
        seal(PERSON, read, at=AT)
    assert seal(PERSON, read, at=AT, rulebooks=(TINY,)).rulebook.id == "tiny"


def test_it_is_verified_and_replayed_where_its_rulebook_is_at_hand() -> None:
    record = seal(PERSON, place(PERSON), at=AT)
    assert verify(record).status == "rulebook not available"
    assert verify(record, (TINY,)).status == "identical"
    assert replay(record, (TINY,)) == place(PERSON)
    with pytest.raises(RecordError, match="`rulebook`: rulebook not available"):
        replay(record)


def test_lines_are_verified_where_their_rulebook_is_at_hand() -> None:
    first = seal(PERSON, place(PERSON), at=AT)
    second = seal(PERSON, place(PERSON), at=AT, previous=first)
    file = b"".join(line(record) + b"\n" for record in (first, second))
    for rulebooks, status in ((None, "rulebook not available"), (iter([TINY]), "identical")):
        assert [one.verification.status for one in verify_lines(io.BytesIO(file), rulebooks)] == [status, status]


def test_what_was_given_instead_is_sealed_and_replayed() -> None:
    recommended = place(PERSON)
    given = Discrepancy.of(recommended, actual="home", reasons=["other"], explanation="a bed was not wanted")
    record = seal(PERSON, recommended, at=AT, discrepancy=given)
    assert record.discrepancy is not None
    assert record.discrepancy["actual"] == "home"
    assert verify(record, (TINY,)).status == "identical"
