"""What instruments said, with the extension that keeps it and without it."""

from typing import Any

import pytest

from placement import Assessment, place
from placement.assessment.answers import Answers
from placement.assessment.provenance import Observed
from placement.fhir import from_questionnaire_response, to_questionnaire_response
from placement.fhir.models import as_json
from tests.known import known
from tests.official.r4 import problems


def observed(scale: str, answer: str, **more: Any) -> Observed:  # noqa: ANN401 - fields
    return Observed(scale=scale, origin="gad7", answer=answer, **more)


def stripped(assessment: Answers) -> Answers:
    """Return the answers as they come back from a server that keeps no extension of the response."""
    content = as_json(to_questionnaire_response(assessment))
    assert problems(content) == []
    assert from_questionnaire_response(content) == assessment
    del content["extension"]
    return from_questionnaire_response(content)


def test_what_only_an_instrument_said_of_a_headline_stays_open() -> None:
    asked = known(co_occurring=None)
    person = asked.with_instruments(observed("co_occurring", "none"))
    assert person.answer("co_occurring") == 0
    again = stripped(person)
    assert again == asked.model_copy(update={"co_occurring": "unsure"})
    for one in (person, again):
        said = place(one, engine="reference")
        assert not said.determined
        assert "violence_risk" in [missing.scale for missing in said.missing]


def test_unsure_at_the_least_stays_unsure() -> None:
    person = known(suicide_risk="unsure").with_instruments(observed("suicide_risk", "active_thoughts"))
    assert (person.ends()[0]["suicide_risk"], person.answer("suicide_risk")) == (2, "unsure")
    again = stripped(person)
    assert again == known(suicide_risk="unsure")
    assert place(again, engine="reference").ceiling == place(person, engine="reference").ceiling


def test_what_an_instrument_said_of_a_detail_in_a_judged_dimension_is_not_lost() -> None:
    """Left out, or unsure, it would count as 0 there."""
    asked = observed("daily_functioning", "unsure", at_least="cannot_care_for_self")
    old = observed("daily_functioning", "cannot_care_for_self", stale=True)
    for before, said, after in ((None, asked, "unsure"), ("unsure", asked, "unsure"), (None, old, None)):
        person = known(daily_functioning=before).with_instruments(said)
        assert person.answer("daily_functioning") == after
        again = stripped(person)
        assert again.ends() == person.ends()
        assert person.ends()[1]["daily_functioning"] == 3


def test_an_answer_to_a_part_of_a_question_comes_back_as_one() -> None:
    part = observed("use_disorder", "no_risky_use", part="alcohol", rest="other_drugs")
    person = known(use_disorder=None).with_instruments(part)
    assert person.answer("use_disorder") is None
    assert stripped(person) == known(use_disorder=None)
    rest = observed("use_disorder", "no_risky_use", part="other_drugs", rest="alcohol")
    whole = person.with_instruments(rest)
    assert whole.answer("use_disorder") == 0
    assert stripped(whole) == known(use_disorder="unsure")


def test_what_cannot_be_worse_is_written_although_it_is_unsure() -> None:
    person = known(suicide_risk="unsure").with_instruments(observed("suicide_risk", "plan_with_intent"))
    again = stripped(person)
    assert again == known(suicide_risk="plan_with_intent")
    assert again.ends() == person.ends()


def test_of_a_clinicians_answer_the_worse_one_is_written() -> None:
    person = known(co_occurring="none").with_instruments(observed("co_occurring", "interferes"))
    assert stripped(person) == known(co_occurring="interferes")


def test_an_item_that_was_answered_anew_stands() -> None:
    person = known(co_occurring=None).with_instruments(observed("co_occurring", "none"))
    content = as_json(to_questionnaire_response(person))
    group = next(one for one in content["item"] if one["linkId"] == "dimension.psychological")
    item = next(one for one in group["item"] if one["linkId"] == "co_occurring")
    item["answer"][0]["valueCoding"]["code"] = "acute_danger"
    assert from_questionnaire_response(content).answer("co_occurring") == 4
    del item["answer"]
    assert from_questionnaire_response(content).answer("co_occurring") is None


def test_responses_written_before_are_still_read() -> None:
    """They hold the answers as they stand, and no word of others."""
    person = known(co_occurring=None).with_instruments(observed("co_occurring", "none"))
    content = as_json(to_questionnaire_response(known()))
    parts = [
        {"url": url, "valueCode": code} for url, code in observed("co_occurring", "none").model_dump().items() if code
    ]
    content["extension"] = [
        {"url": "https://placement.invalid/fhir/StructureDefinition/observed", "extension": parts},
    ]
    assert from_questionnaire_response(content) == person


@pytest.mark.parametrize("stands", [{"valueString": "none"}, {"valueCode": "S3NTINEL"}])
def test_an_answer_that_is_none_does_not_stand(stands: dict[str, str]) -> None:
    content = as_json(to_questionnaire_response(Assessment().with_instruments(observed("co_occurring", "none"))))
    parts = content["extension"][0]["extension"]
    parts[-1] = {"url": "stands", **stands}
    if "valueString" in stands:
        assert from_questionnaire_response(content).answer("co_occurring") == "unsure"
    else:
        with pytest.raises(ValueError, match=r"^`QuestionnaireResponse`: `co_occurring`: expected one of ") as caught:
            from_questionnaire_response(content)
        assert "S3NTINEL" not in str(caught.value)
