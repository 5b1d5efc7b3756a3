import json
from typing import Any

import pytest

from placement import FIVE_LEVEL, Assessment, EngineDisagreement, OutOfScope, RecordError, place
from placement.criteria.scales.environment import HomeSupport
from placement.records import DecisionRecord, Verification, redact, replay, seal, verify, verifying
from placement.records.canonical import canonical
from placement.records.record import commitment, sealed_digest
from placement.records.replaying import is_same
from tests.sealed import AT, OTHER, PERSON, differing, line, recommended, sealed, short


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
    verification = verify(record)
    assert (verification.status, verification.parts, verification.problem, verification.reworded) == (
        "identical",
        (),
        "",
        (),
    )
    assert verification.digest == record.digest
    assert verification.signed_by is None
    assert verification.intact
    assert verify(line(record)) == verify(record.to_json()) == verification
    assert str(verification) == "identical"
    assert repr(verification) == "<Verification>"


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
    verification = verify(altered(record, **{field: value}))
    assert verification.status == "altered"
    assert not verification.intact
    every = tuple(record.salts)
    assert set(verification.parts) == set(every if parts is None else parts) | (
        {"digest"} if field == "commitments" else set()
    )


def test_an_answer_that_was_altered_is_named() -> None:
    record = short()
    verification = verify(altered(record, assessment={**record.assessment, "home_support": "supportive"}))
    assert (verification.status, verification.parts) == ("altered", ("assessment.home_support",))
    assert str(verification) == "altered: `assessment.home_support`"


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
    verification = verify("{}")
    assert (verification.status, verification.parts, verification.digest) == ("altered", ("record",), None)
    assert str(verification) == "altered: `format`: field required"
    assert str(verify(line(sealed())[:-1])).startswith("altered: is not valid JSON: line 1, column ")


def test_a_rulebook_that_is_not_there_is_said_to_be_so() -> None:
    verification = verify(short(), [])
    assert (verification.status, verification.parts) == ("rulebook not available", ("rulebook",))
    assert str(verification) == "rulebook not available: `rulebook`"


def test_another_rulebook_of_the_same_name_is_not_taken_for_it() -> None:
    verification = verify(short(), [OTHER])
    assert (verification.status, verification.parts) == ("rulebook differs", ("rulebook",))


def test_the_right_rulebook_is_found_among_several() -> None:
    assert verify(short(), (one for one in (OTHER, FIVE_LEVEL))).status == "partly compared"


def test_something_else_that_comes_out_is_named() -> None:
    """As if an engine had decided otherwise then: the seal is whole, and today's engine says something else."""
    verification = verify(resealed(sealed(), recommendation__level="1"))
    assert (verification.status, verification.parts) == ("engine differs", ("recommendation.level",))
    assert str(verification) == "engine differs: `recommendation.level`"


def test_the_same_version_has_to_say_the_same_to_the_letter() -> None:
    verification = verify(resealed(sealed(), recommendation__because=[]))
    assert (verification.status, verification.parts) == ("engine differs", ("recommendation.because",))


def earlier(record: DecisionRecord | None = None, **parts: object) -> DecisionRecord:
    """Return a record that another version of the library sealed."""
    return resealed(record or sealed(), library_version="0.0.1", recommendation__library_version="0.0.1", **parts)


def test_another_version_that_says_the_same_to_the_letter_is_identical() -> None:
    record = earlier()
    assert verify(record) == Verification(status="identical", digest=record.digest)


def test_another_version_may_word_it_otherwise_and_that_is_said() -> None:
    """Words that nobody judged are no full comparison, so the record is not called intact."""
    because = [
        {**reason, "gives": "something", "added": 1} for reason in sealed().content()["recommendation"]["because"]
    ]
    verification = verify(earlier(recommendation__because=because, recommendation__told=1))
    assert (verification.status, verification.parts) == ("reworded", ())
    assert verification.reworded == ("recommendation.because", "recommendation.told")
    assert not verification.intact
    assert str(verification) == "reworded: `recommendation.because`, `recommendation.told`"


@pytest.mark.parametrize("part", ["answers", "missing", "alternatives", "findings", "because", "delivery", "sources"])
def test_another_version_is_no_excuse_for_another_content(part: str) -> None:
    person = Assessment.model_validate({"age": 40, "use_disorder": "severe"})
    record = seal(person, place(person, engine="reference"), at=AT)
    shown = record.content()["recommendation"][part]
    altered_entries = [[*shown, {"id": "x"}], shown[1:] or [{}]]
    if part in {"answers", "missing"}:
        altered_entries.append([{**shown[0], "state": "x", "text": "y"}, *shown[1:]])
        altered_entries.append([{**shown[0], "title": "y"}, *shown[1:]])
    for entries in altered_entries:
        verification = verify(earlier(record, **{f"recommendation__{part}": entries}))
        assert (verification.status, verification.parts, verification.reworded) == (
            "engine differs",
            (f"recommendation.{part}",),
            (),
        )


def test_true_is_not_one() -> None:
    verification = verify(resealed(sealed(), recommendation__determined=int(recommended().determined)))
    assert (verification.status, verification.parts) == ("engine differs", ("recommendation.determined",))


def test_what_no_record_can_have_been_sealed_with_is_another_content() -> None:
    assert not is_same(2**60, 2**60)


def test_what_is_not_shown_was_not_compared_and_that_is_said() -> None:
    kept = [name for name in sealed().salts if name != "recommendation.missing" and "." in name]
    verification = verify(redact(sealed(), keep=kept))
    assert (verification.status, verification.not_compared) == ("partly compared", ("recommendation.missing",))
    assert verification.intact
    assert str(verification) == "partly compared"


def false_record() -> DecisionRecord:
    """Return a record of another level than the answers call for: what a liar who may seal could have written."""
    return resealed(sealed(), recommendation__level="none", recommendation__service="none")


def test_a_false_recommendation_is_not_made_true_by_removing_it() -> None:
    answers = [f"assessment.{name}" for name in sealed().assessment]
    assert verify(false_record()).status == "engine differs"
    for shown in ([], ["recommendation.notice"], ["recommendation.rulebook", "recommendation.engines"]):
        verification = verify(redact(false_record(), keep=[*answers, *shown]))
        assert verification.status == "redacted"
        assert {"recommendation.level", "recommendation.service"} <= set(verification.not_compared)
    verification = verify(redact(false_record(), keep=[*answers, "recommendation.determined"]))
    assert verification.status == "partly compared"
    assert "recommendation.level" in verification.not_compared


def test_a_recommendation_that_was_never_sealed_was_not_compared() -> None:
    content = sealed().content()
    content["recommendation"] = {}
    for section in ("salts", "commitments"):
        content[section] = {name: value for name, value in content[section].items() if "recommendation" not in name}
    content["digest"] = sealed_digest(content["commitments"])
    verification = verify(DecisionRecord.model_validate(content))
    assert (verification.status, len(verification.not_compared)) == ("redacted", len(recommended().model_dump()))


def test_a_rulebook_under_a_false_name_is_not_the_one_that_was_used() -> None:
    for name in ("id", "version"):
        named = {**sealed().content()["rulebook"], name: "another"}
        verification = verify(resealed(sealed(), rulebook=named, recommendation__rulebook=named))
        assert (verification.status, verification.parts) == ("rulebook differs", ("rulebook",))


@pytest.mark.parametrize("part", ["recommended", "recommended_ceiling", "rulebook"])
def test_a_discrepancy_from_something_else_is_named(part: str) -> None:
    record = seal(PERSON, recommended(), at=AT, discrepancy=differing())
    assert verify(record).status == "identical"
    verification = verify(resealed(record, **{f"discrepancy__{part}": "none"}))
    assert (verification.status, verification.parts) == ("engine differs", (f"discrepancy.{part}",))


def test_answers_that_sealing_would_not_write_so_are_named() -> None:
    verification = verify(resealed(sealed(), assessment__home_support=int(HomeSupport.HOSTILE)))
    assert (verification.status, verification.parts) == ("engine differs", ("assessment.home_support",))
    content = sealed().content()
    for section, name in (("assessment", "cognition"), ("salts", "assessment.cognition")):
        del content[section][name]
    del content["commitments"]["assessment.cognition"]
    content["digest"] = sealed_digest(content["commitments"])
    assert verify(DecisionRecord.model_validate(content)).parts == ("assessment.cognition",)


@pytest.mark.parametrize("digest", ["../outside", "/etc/passwd", "\0", "A" * 64, "a" * 63, "a" * 65, f"{'a' * 64}\n"])
def test_a_record_names_its_rulebook_by_a_digest_and_by_nothing_else(digest: str) -> None:
    content = sealed().content()
    content["rulebook"]["digest"] = digest
    verification = verify(canonical(content))
    assert (verification.status, verification.parts) == ("altered", ("record",))
    assert verification.problem.startswith("`rulebook`: string should match pattern")


@pytest.mark.parametrize("moment", ["2026-02-30T00:00:00Z", "2026-03-04T25:00:00Z", "2026-03-04T05:06:07+24:00"])
def test_a_time_that_does_not_exist_is_no_time(moment: str) -> None:
    content = {**sealed().content(), "recorded_at": moment}
    assert verify(canonical(content)).problem == "`recorded_at`: expected a day and a time that exist"


def test_a_trusted_key_is_written_in_one_way() -> None:
    for key in ("F" * 64, "f" * 63, None):
        with pytest.raises(RecordError, match=r"^`trusted`: expected public keys of 64 lower-case hexadecimal digits$"):
            verify(short(), trusted=[key])  # type: ignore[list-item]


def test_the_recommendation_has_to_be_by_the_rulebook_that_the_record_names() -> None:
    other = {**sealed().content()["rulebook"], "version": "9"}
    assert verify(resealed(sealed(), recommendation__rulebook=other)).parts == ("recommendation.rulebook",)
    assert verify(resealed(sealed(), recommendation__library_version="9")).parts == ("recommendation.library_version",)


def test_which_engines_were_installed_is_not_compared() -> None:
    assert verify(resealed(sealed(), recommendation__engines=["reference", "durable"])).status == "identical"
    assert verify(resealed(sealed(), recommendation__engines=["oracle"])).parts == ("recommendation.engines",)


@pytest.mark.parametrize("answers", [{"assessment__housing": "S3NTINEL"}, {"assessment__age": 17}])
def test_answers_that_can_no_longer_be_read_are_said_to_be_so(answers: dict[str, object]) -> None:
    verification = verify(resealed(sealed(), **answers))
    assert (verification.status, verification.parts) == ("engine differs", ("assessment",))
    assert "S3NTINEL" not in str(verification)


def test_engines_that_disagree_today_are_said_to_do_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(*_: object) -> None:
        raise EngineDisagreement(["floor: rating `x` differs"])

    monkeypatch.setattr(verifying, "place", disagree)
    verification = verify(short())
    assert (verification.status, verification.parts) == ("engine differs", ("recommendation",))


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
    assert verify(canonical(record.content())).status == "partly compared"


def test_true_is_no_edition_of_a_record() -> None:
    spelt = short().to_json().replace('"format":1,', '"format":true,')
    assert str(verify(spelt)) == "altered: holds a value of another kind than a record is written with"
