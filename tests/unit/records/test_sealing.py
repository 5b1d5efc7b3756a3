import copy
import pickle
import platform
import re
from datetime import datetime, timedelta, timezone
from importlib.metadata import version

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, Assessment, Level, Recommendation, RecordError, Rulebook, place
from placement.instruments import Gad7
from placement.recommendation.contents import Deferred
from placement.recommendation.overrides import Discrepancy
from placement.recommendation.placement import RulebookReference
from placement.recommendation.recommendation import Missing
from placement.records import DecisionRecord, redact, seal, verify
from tests.known import known
from tests.sealed import AT, KEY, OTHER, PERSON, differing, line, recommended, sealed
from tests.tiny_rulebook import TINY


def test_a_record_says_what_was_known_recommended_and_by_what() -> None:
    record = sealed()
    assert record.format == 1
    assert record.recorded_at == "2026-03-04T05:06:07+00:00"
    assert record.rulebook == RulebookReference.to(recommended().rulebook)
    assert record.library_version == version("placement")
    assert record.python_version == platform.python_version()
    assert record.previous is None
    assert record.assessment == {**PERSON.model_dump(mode="json"), "provenance": []}
    assert record.recommendation == recommended().model_dump(mode="json")
    assert record.discrepancy is None
    assert record.signature is None
    assert record.redacted == ()


def test_every_answer_is_a_part_whether_it_was_given_or_not() -> None:
    """So a redacted record does not tell which questions were answered."""
    parts = set(sealed().commitments)
    assert {f"assessment.{name}" for name in Assessment.model_fields} <= parts
    assert {f"recommendation.{name}" for name in recommended().model_dump()} <= parts
    assert {"recorded_at", "rulebook", "library_version", "python_version", "previous"} <= parts
    assert not [name for name in parts if name.startswith("discrepancy")]


def test_what_instruments_said_is_sealed_and_replayed() -> None:
    at = AT - timedelta(days=1)
    score = Gad7(item_1=3, item_2=3, item_3=3, item_4=3, item_5=0, item_6=0, item_7=0, taken_at=at)
    person = PERSON.with_instruments(score, at=AT)
    record = seal(person, place(person, engine="reference"), at=AT)
    assert verify(record).status == "identical"
    assert verify(redact(record)).status == "redacted"
    assert redact(record).redacted == redact(sealed()).redacted


def test_a_discrepancy_is_kept_beside_the_recommendation() -> None:
    record = seal(PERSON, recommended(), at=AT, discrepancy=differing())
    assert record.discrepancy == differing().model_dump(mode="json")
    assert record.recommendation == recommended().model_dump(mode="json")
    assert {"discrepancy.actual", "discrepancy.reasons"} <= set(record.commitments)
    assert verify(record).status == "identical"


def test_a_discrepancy_about_another_recommendation_is_refused() -> None:
    other = Discrepancy.of(place(known(), engine="reference"), actual="none")
    with pytest.raises(RecordError, match=r"^`discrepancy`: expected one about this recommendation$"):
        seal(PERSON, recommended(), at=AT, discrepancy=other)


def test_a_record_is_written_as_one_line_and_read_back() -> None:
    record = sealed(key=KEY)
    assert b"\n" not in line(record)
    for again in (DecisionRecord.from_json(line(record)), DecisionRecord.from_json(record.to_json())):
        assert again == record
        assert hash(again) == hash(record)
        assert again.to_json() == record.to_json()


def test_the_salts_are_new_each_time() -> None:
    one, other = sealed(), sealed()
    assert not set(one.salts.values()) & set(other.salts.values())
    assert not set(one.commitments.values()) & set(other.commitments.values())
    assert one.digest != other.digest


@pytest.mark.parametrize("previous", [None, "a" * 64])
def test_a_record_follows_the_one_before(previous: str | None) -> None:
    assert sealed(previous).previous == previous
    before = sealed()
    assert sealed(before).previous == before.digest


def test_the_time_keeps_its_offset() -> None:
    at = datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=timezone(-timedelta(hours=5)))
    assert seal(PERSON, recommended(), at=at).recorded_at == "2026-03-04T05:06:07.000089-05:00"


def test_a_time_without_an_offset_is_refused() -> None:
    with pytest.raises(RecordError, match=r"^`at`: expected a time with its offset from UTC$"):
        seal(PERSON, recommended(), at=AT.replace(tzinfo=None))
    odd = AT.replace(tzinfo=timezone(timedelta(seconds=1)))
    with pytest.raises(RecordError, match=r"^`recorded_at`: expected what a record can hold$"):
        seal(PERSON, recommended(), at=odd)


def test_what_is_no_digest_is_refused() -> None:
    with pytest.raises(RecordError, match=r"^`previous`: expected a digest$") as caught:
        sealed("S3NTINEL")
    assert caught.value.__context__ is None


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"home_support": "supportive"}, "`home_support`"),
        ({"home_support": None, "exposure": "unsure"}, "`home_support`, `exposure`"),
        ({"housing": None}, "`housing`"),
    ],
)
def test_a_recommendation_for_other_answers_is_refused(changed: dict[str, object], named: str) -> None:
    message = f"the recommendation was not made from this assessment: {named}"
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        seal(PERSON.model_copy(update=changed), recommended(), at=AT)


def test_a_recommendation_for_other_questions_is_refused() -> None:
    asked = TINY.assessment_model().model_validate({"low_mood": 1})
    with pytest.raises(RecordError, match=r"^the recommendation was not made from this assessment: `low_mood`"):
        seal(asked, recommended(), at=AT)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("level", Level.NONE),
        ("determined", True),
        ("floor", recommended().ceiling),
        ("possible_flags", ()),
        ("missing", Deferred[Missing].of(())),
        ("library_version", "0.0.1"),
        ("engines", ("oracle",)),
        ("notice", "another"),
    ],
)
def test_a_recommendation_that_does_not_follow_from_the_answers_is_refused(field: str, value: object) -> None:
    message = f"the recommendation does not follow from this assessment: `{field}`: place the assessment again"
    person = Assessment.model_validate({"age": 40, "use_disorder": "severe"})
    made = place(person, engine="reference")
    with pytest.raises(RecordError, match=f"^{re.escape(message)}$"):
        seal(person, made.model_copy(update={field: value}), at=AT)


def test_answers_that_nobody_could_read_back_are_refused() -> None:
    """As where another rulebook calls an anchor the same in words, and otherwise in JSON."""
    other = Rulebook.from_json(FIVE_LEVEL.to_json().replace('"key":"hostile"', '"key":"s3ntinel"'))
    person = other.assessment_model().model_validate({"age": 40, "home_support": "s3ntinel"})
    made = place(Assessment.model_validate({"age": 40, "home_support": "hostile"}), engine="reference")
    with pytest.raises(RecordError, match=r"^`home_support`: is no answer that the rulebook knows$") as caught:
        seal(person, made, at=AT)
    assert caught.value.__context__ is None


def test_a_recommendation_that_was_read_is_replayed_under_a_rulebook_at_hand() -> None:
    person = OTHER.assessment_model().model_validate({"age": 40, "use_disorder": "severe"})
    made = place(person, OTHER, engine="reference")
    again = Recommendation.model_validate_json(made.model_dump_json())
    assert made.rulebook_held is OTHER
    assert again.rulebook_held is None
    assert verify(seal(person, made, at=AT), [OTHER]).status == "identical"
    assert verify(seal(person, again, at=AT, rulebooks=[OTHER]), [OTHER]).status == "identical"
    with pytest.raises(RecordError, match=r"^`rulebook`: rulebook differs: name it in `rulebooks`$"):
        seal(person, again, at=AT)


def test_answers_of_a_rulebook_that_was_read_can_be_sealed() -> None:
    asked = FIVE_LEVEL.assessment_model().model_validate({"age": 30, "housing": "none"})
    assert verify(seal(asked, place(asked, engine="reference"), at=AT)).status == "identical"


def test_it_says_nothing_of_the_person_unless_asked() -> None:
    record = sealed()
    for said in (repr(record), str(record), repr([record])):
        assert "<DecisionRecord>" in said
        assert "hostile" not in said
    for again in (copy.deepcopy(record), pickle.loads(pickle.dumps(record))):  # noqa: S301 - our own bytes
        assert again == record
        assert repr(again) == "<DecisionRecord>"


@pytest.mark.parametrize(
    ("field", "value", "problem"),
    [
        ("assessment", "S3NTINEL", "`assessment`: input should be a valid dictionary"),
        ("digest", "S3NTINEL", "`digest`: string should match pattern"),
        ("format", 2, "`format`: input should be 1"),
        ("S3NTINEL", 1, "the record: no such field"),
        ("recorded_at", "2026-03-04", "`recorded_at`: string should match pattern"),
        ("salts", {"S3NTINEL": 1}, "`salts`: string should match pattern"),
    ],
)
def test_what_is_no_record_is_refused_without_repeating_it(field: str, value: object, problem: str) -> None:
    from placement.records.canonical import canonical

    text = canonical({**sealed().content(), field: value})
    with pytest.raises(RecordError, match=f"^{re.escape(problem)}") as caught:
        DecisionRecord.from_json(text)
    assert "S3NTINEL" not in f"{caught.value} {caught.value.__context__}"


def test_canonical_json_that_is_no_object_is_refused() -> None:
    with pytest.raises(RecordError, match=r"^the record: input should be"):
        DecisionRecord.from_json("[]")


def test_it_is_frozen() -> None:
    with pytest.raises(ValidationError):
        sealed().digest = "0" * 64  # type: ignore[misc]
