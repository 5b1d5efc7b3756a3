import json
from typing import Any

import pytest

from placement import FIVE_LEVEL, EngineDisagreement, OutOfScope, RecordError
from placement.records import DecisionRecord, Verification, redact, replay, verify, verifying
from placement.records.canonical import canonical
from placement.records.commitments import commitment, sealed_digest
from tests.sealed import OTHER, line, recommended, sealed, short


def altered(record: DecisionRecord, **fields: object) -> DecisionRecord:
    return DecisionRecord.model_validate({**record.content(), **fields})


def resealed(record: DecisionRecord, **parts: object) -> DecisionRecord:
    """Return a record whose seal is whole over something else: what somebody who seals could have written."""
    content = record.content()
    for name, value in parts.items():
        section, _, field = name.partition("__")
        if field:
            content[section][field] = value
            named = f"{section}.{field}"
        else:
            content[name] = value
            named = name
        content["salts"].setdefault(named, "0" * 32)
        content["commitments"][named] = commitment(named, content["salts"][named], value)
    content["digest"] = sealed_digest(content["commitments"])
    return DecisionRecord.model_validate(content)


def test_a_record_that_nobody_touched_is_identical() -> None:
    record = sealed()
    found = verify(record)
    assert (found.status, found.parts, found.problem, found.reworded) == ("identical", (), "", ())
    assert found.digest == record.digest
    assert found.signed_by is None
    assert found.intact
    assert verify(line(record)) == verify(record.to_json()) == found
    assert str(found) == "identical"
    assert repr(found) == "<Verification>"


@pytest.mark.parametrize(
    ("field", "value", "parts"),
    [
        ("recorded_at", "2026-03-04T05:06:08+00:00", ("recorded_at",)),
        ("library_version", "9", ("library_version",)),
        ("python_version", "9", ("python_version",)),
        ("previous", "0" * 64, ("previous",)),
        ("digest", "0" * 64, ("digest",)),
        ("commitments", {}, None),
        ("salts", {}, None),
        ("discrepancy", {"actual": "1"}, ("discrepancy.actual",)),
        ("rulebook", {"id": "five-level", "version": "9", "digest": "0" * 64}, ("rulebook",)),
    ],
)
def test_a_field_that_was_altered_is_named(field: str, value: object, parts: tuple[str, ...] | None) -> None:
    record = short()
    found = verify(altered(record, **{field: value}))
    assert found.status == "altered"
    assert not found.intact
    every = tuple(record.salts)
    assert set(found.parts) == set(every if parts is None else parts) | (
        {"digest"} if field == "commitments" else set()
    )


def test_an_answer_that_was_altered_is_named() -> None:
    record = short()
    found = verify(altered(record, assessment={**record.assessment, "home_support": "supportive"}))
    assert (found.status, found.parts) == ("altered", ("assessment.home_support",))
    assert str(found) == "altered: `assessment.home_support`"


def test_a_value_that_cannot_have_been_sealed_is_named() -> None:
    record = short()
    for value in (float("nan"), 2**60):
        assert verify(altered(record, assessment={**record.assessment, "housing": value})).parts == (
            "assessment.housing",
        )


def test_an_answer_that_was_taken_out_or_put_in_is_named() -> None:
    record = short()
    without = {name: value for name, value in record.assessment.items() if name != "housing"}
    assert verify(altered(record, assessment=without)).parts == ("assessment.housing",)
    assert verify(altered(record, assessment={**record.assessment, "colour": 1})).parts == ("assessment.colour",)


def test_a_commitment_that_was_altered_is_named_and_so_is_the_digest() -> None:
    record = short()
    other = {**record.commitments, "assessment.housing": "0" * 64}
    assert verify(altered(record, commitments=other)).parts == ("assessment.housing", "digest")


def test_a_commitment_to_what_is_not_shown_cannot_be_altered_unseen() -> None:
    record = redact(short())
    other = {**record.commitments, "assessment.housing": "0" * 64}
    assert verify(altered(record, commitments=other)).parts == ("digest",)


def test_parts_cannot_change_places() -> None:
    """Each commitment names its part."""
    record = short()
    swap = {"assessment.cognition": "assessment.violence_risk", "assessment.violence_risk": "assessment.cognition"}
    salts = {name: record.salts[swap.get(name, name)] for name in record.salts}
    commitments = {name: record.commitments[swap.get(name, name)] for name in record.commitments}
    assert set(verify(altered(record, salts=salts, commitments=commitments)).parts) == {*swap, "digest"}


def test_what_cannot_be_read_is_altered() -> None:
    found = verify("{}")
    assert (found.status, found.parts, found.digest) == ("altered", ("record",), None)
    assert str(found) == "altered: `format`: field required"
    assert str(verify(line(sealed())[:-1])).startswith("altered: is not valid JSON: line 1, column ")


def test_a_rulebook_that_is_not_there_is_said_to_be_so() -> None:
    found = verify(short(), [])
    assert (found.status, found.parts) == ("rulebook not available", ("rulebook",))
    assert str(found) == "rulebook not available: `rulebook`"


def test_another_rulebook_of_the_same_name_is_not_taken_for_it() -> None:
    found = verify(short(), [OTHER])
    assert (found.status, found.parts) == ("rulebook differs", ("rulebook",))


def test_the_right_rulebook_is_found_among_several() -> None:
    assert verify(short(), (one for one in (OTHER, FIVE_LEVEL))).status == "identical"


def test_something_else_that_comes_out_is_named() -> None:
    """As if an engine had decided otherwise then: the seal is whole, and today's engine says something else."""
    found = verify(resealed(sealed(), recommendation__level="1"))
    assert (found.status, found.parts) == ("engine differs", ("recommendation.level",))
    assert str(found) == "engine differs: `recommendation.level`"


def test_the_same_version_has_to_say_the_same_to_the_letter() -> None:
    found = verify(resealed(sealed(), recommendation__because=[]))
    assert (found.status, found.parts) == ("engine differs", ("recommendation.because",))


def test_a_later_version_may_word_it_otherwise_but_not_decide_otherwise() -> None:
    earlier = resealed(sealed(), library_version="0.0.1", recommendation__library_version="0.0.1")
    assert verify(earlier) == Verification(status="identical", digest=earlier.digest)
    reworded = resealed(earlier, recommendation__because=[], recommendation__told=1)
    found = verify(reworded)
    assert (found.status, found.reworded) == ("identical", ("recommendation.because", "recommendation.told"))
    decided = verify(resealed(reworded, recommendation__determined="x", recommendation__level="1"))
    assert (decided.status, set(decided.parts)) == (
        "engine differs",
        {"recommendation.determined", "recommendation.level"},
    )
    assert decided.reworded == ("recommendation.because", "recommendation.told")


def test_the_recommendation_has_to_be_by_the_rulebook_that_the_record_names() -> None:
    other = {**sealed().content()["rulebook"], "version": "9"}
    assert verify(resealed(sealed(), recommendation__rulebook=other)).parts == ("recommendation.rulebook",)
    assert verify(resealed(sealed(), recommendation__library_version="9")).parts == ("recommendation.library_version",)


def test_which_engines_were_installed_is_not_compared() -> None:
    assert verify(resealed(sealed(), recommendation__engines=["reference", "durable"])).status == "identical"


@pytest.mark.parametrize("answers", [{"assessment__housing": "S3NTINEL"}, {"assessment__age": 17}])
def test_answers_that_can_no_longer_be_read_are_said_to_be_so(answers: dict[str, object]) -> None:
    found = verify(resealed(sealed(), **answers))
    assert (found.status, found.parts) == ("engine differs", ("assessment",))
    assert "S3NTINEL" not in str(found)


def test_engines_that_disagree_today_are_said_to_do_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(*_: object) -> None:
        raise EngineDisagreement(["floor: rating `x` differs"])

    monkeypatch.setattr(verifying, "place", disagree)
    found = verify(short())
    assert (found.status, found.parts) == ("engine differs", ("recommendation",))


def test_a_record_is_replayed() -> None:
    again = replay(sealed(), engine="reference")
    assert again == recommended()
    assert again.holds_answers
    assert replay(redact(sealed(), keep=[f"assessment.{name}" for name in sealed().assessment])).level == again.level


@pytest.mark.parametrize(
    ("record", "rulebooks", "problem"),
    [
        (short(), [], "`rulebook`: rulebook not available"),
        (short(), [OTHER], "`rulebook`: rulebook differs"),
        (redact(short()), [FIVE_LEVEL], "answers were removed: the record cannot be replayed"),
        (
            resealed(short(), assessment__housing="S3NTINEL"),
            [FIVE_LEVEL],
            "`housing`: is no answer that the rulebook knows",
        ),
        (
            resealed(short(), assessment__colour=1),
            [FIVE_LEVEL],
            "`assessment`: is no answer that the rulebook knows",
        ),
    ],
)
def test_what_cannot_be_replayed_is_refused(record: DecisionRecord, rulebooks: list[Any], problem: str) -> None:
    with pytest.raises(RecordError, match=f"^{problem}$") as caught:
        replay(record, rulebooks)
    assert caught.value.__context__ is None


def test_a_minor_is_refused_as_when_placing() -> None:
    with pytest.raises(OutOfScope):
        replay(resealed(short(), assessment__age=17))


def test_another_spelling_of_a_record_is_not_taken_for_it() -> None:
    record = short()
    for spelt in (json.dumps(record.content()), f" {record.to_json()}", f"{record.to_json()}\n"):
        assert verify(spelt).problem == "is not in canonical form (RFC 8785)"
    assert verify(canonical(record.content())).status == "identical"
