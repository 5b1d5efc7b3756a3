"""What goes out and comes back, for anybody: as a sealed record, redacted, as FHIR, and over again."""

from datetime import UTC, datetime

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placement import FIVE_LEVEL, Assessment, place
from placement.assessment.provenance import Observed
from placement.cds_hooks import cds_card
from placement.fhir import from_questionnaire_response, requestable, to_questionnaire_response, transaction
from placement.fhir.models import as_json
from placement.records import DecisionRecord, redact, replay, seal, verify
from placement.testing import assessments
from tests.official.r4 import problems

_AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
_SOME = settings(max_examples=max(10, settings().max_examples // 10), suppress_health_check=[HealthCheck.too_slow])


@_SOME
@given(assessments())
def test_a_record_of_anybody_is_identical_until_it_is_redacted(person: Assessment) -> None:
    said = place(person, engine="reference")
    record = seal(person, said, at=_AT)
    again = DecisionRecord.from_json(record.to_json())
    assert again == record
    assert verify(again, engine="reference").status == "identical"
    assert replay(again, engine="reference") == said
    shown = redact(again)
    assert shown.digest == record.digest
    assert verify(shown).status == "redacted"


@_SOME
@given(assessments())
def test_answers_of_anybody_come_back_from_fhir_as_they_were(person: Assessment) -> None:
    written = to_questionnaire_response(person)
    again = from_questionnaire_response(written.model_dump_json())
    assert again == person
    assert to_questionnaire_response(again).model_dump_json() == written.model_dump_json()


@st.composite
def _observed(draw: st.DrawFn) -> Observed:
    """Draw what an instrument may say of any question."""
    scale = draw(st.sampled_from(FIVE_LEVEL.scales))
    keys = [anchor.key for anchor in scale]
    answer = draw(st.sampled_from([*keys, "unsure"]))
    at_least = draw(st.sampled_from([None, *keys])) if answer == "unsure" else None
    kinds = draw(st.permutations(["alcohol", "other_drugs"]))
    part, rest = kinds if answer != "unsure" and draw(st.booleans()) else (None, None)
    return Observed(
        scale=scale.id,
        origin="gad7",
        answer=answer,
        at_least=at_least,
        total=7,
        stale=draw(st.booleans()),
        part=part,
        rest=rest,
    )


@_SOME
@given(assessments(), st.lists(_observed(), max_size=12))
def test_a_server_that_drops_extensions_makes_nothing_more_certain(person: Assessment, said: list[Observed]) -> None:
    """Issue 9: an answer that is an instrument's stays open where the extension that says so is dropped."""
    scored = person.with_instruments(*said)
    content = as_json(to_questionnaire_response(scored))
    again = from_questionnaire_response(content)
    assert again == scored
    assert again.provenance == scored.provenance
    content.pop("extension", None)
    bare = from_questionnaire_response(content)
    (low, high), (bare_low, bare_high) = scored.ends(), bare.ends()
    assert all(bare_low[name] <= low[name] and high[name] <= bare_high[name] for name in low)
    assert bare.closed_dimensions() <= scored.closed_dimensions()


@_SOME
@given(assessments())
def test_what_is_said_of_anybody_is_as_the_official_schema_says(person: Assessment) -> None:
    said = place(person, engine="reference")
    bundle = transaction(person, said, subject="Patient/1", at=_AT, request_service=requestable(said))
    assert problems(bundle) == []
    assert len(cds_card(said).summary) < 140
