"""What was recommended and what was given are kept apart; the nearest safe service is never one below the need."""

from datetime import UTC, datetime
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from placement import Recommendation, place
from placement.language.discrepancies import CONSEQUENCES, DIRECTIONS, DISCREPANCY_REASONS
from placement.recommendation.overrides import Discrepancy, nearest_safe
from placement.rules.levels import Service
from placement.testing import assessments
from tests.known import known
from tests.other_rulebooks import SLEEP

_NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_SENTINEL: Final = "secret-7391"


def _intensive() -> Recommendation:
    return place(known(use_disorder="moderate", relapse_risk="inconsistent_skills"), engine="reference")


def _open() -> Recommendation:
    """Return a need of 2.1 at the least and 3.1 at the most, for want of an answer about housing."""
    return place(known(use_disorder="moderate", relapse_risk="inconsistent_skills", housing=None), engine="reference")


@pytest.mark.parametrize(
    ("actual", "direction"),
    [
        ("none", "less intensive than recommended"),
        ("1", "less intensive than recommended"),
        ("2.1", "same"),
        ("2.5", "more intensive than recommended"),
        ("4", "more intensive than recommended"),
    ],
)
def test_the_direction_follows_from_what_was_recommended_and_given(actual: str, direction: str) -> None:
    reasons = [] if direction == "same" else ["preference"]
    found = Discrepancy.of(_intensive(), actual=actual, reasons=reasons)
    assert found.direction == direction
    assert direction in DIRECTIONS


def test_within_an_open_range_nothing_differs() -> None:
    found = [Discrepancy.of(_open(), actual=one).direction for one in ("2.1", "2.5", "3.1")]
    assert found == ["same", "same", "same"]
    assert Discrepancy.of(_open(), actual="1", reasons=["preference"]).direction == "less intensive than recommended"
    assert Discrepancy.of(_open(), actual="3.7", reasons=["preference"]).direction == "more intensive than recommended"


def test_what_was_not_recorded_has_no_direction_and_may_have_a_reason() -> None:
    assert Discrepancy.of(_intensive()).direction is None
    assert Discrepancy.of(_intensive(), reasons=["left-before-placement"]).reasons == ("left-before-placement",)


def test_everything_is_kept_apart_and_the_recommendation_stays_as_it_is() -> None:
    recommendation = _intensive()
    before = recommendation.model_dump_json()
    found = Discrepancy.of(
        recommendation,
        available=["2.5", "1"],
        acceptable=[Service.OUTPATIENT],
        refused=["2.5"],
        actual="1",
        reasons=["preference", "clinician-judgement"],
        explanation="Agreed to weekly sessions first.",
        consequences=["overdose", "other"],
        decided_by="dr-1",
        decided_at=_NOON,
    )
    assert (found.recommended, found.recommended_ceiling) == (Service.INTENSIVE_OUTPATIENT,) * 2
    assert found.available == (Service.OUTPATIENT, Service.DAY_TREATMENT)
    assert (found.acceptable, found.refused, found.actual) == (
        (Service.OUTPATIENT,),
        (Service.DAY_TREATMENT,),
        Service.OUTPATIENT,
    )
    assert found.rulebook == recommendation.rulebook
    assert recommendation.model_dump_json() == before
    assert Discrepancy.model_validate_json(found.model_dump_json()) == found
    assert repr(found) == "<Discrepancy>"


@pytest.mark.parametrize("reason", DISCREPANCY_REASONS, ids=lambda one: one.id)
def test_an_explanation_is_asked_for_where_a_reason_says_too_little(reason: Any) -> None:  # noqa: ANN401 - a declaration
    said: dict[str, Any] = {"actual": "1", "reasons": [reason.id]}
    assert Discrepancy.of(_intensive(), **said, explanation="Because.").reasons == (reason.id,)
    for explanation in ("", "  "):
        if reason.explanation_required:
            with pytest.raises(ValidationError, match="expected `explanation`, for a reason that says too little"):
                Discrepancy.of(_intensive(), **said, explanation=explanation)
        else:
            Discrepancy.of(_intensive(), **said, explanation=explanation)


@pytest.mark.parametrize(
    ("said", "place_", "expected"),
    [
        ({"actual": "1"}, (), "expected `reasons`, for what was given is not what was recommended"),
        ({"actual": "2.1", "reasons": ["preference"]}, (), "expected no `reasons`, for what was given is what was"),
        ({"actual": _SENTINEL}, ("actual",), "expected one of none, 0.5, 1, 2.1"),
        ({"actual": "1", "reasons": [_SENTINEL]}, ("reasons",), "expected each once, of not-available, waiting-list"),
        ({"actual": "1", "reasons": ["preference"] * 2}, ("reasons",), "expected each once, of not-available"),
        ({"consequences": [_SENTINEL]}, ("consequences",), "expected each once, of none, serious harm"),
        ({"consequences": ["none", "overdose"]}, ("consequences",), "expected `none` by itself"),
        ({"consequences": ["overdose", "overdose"]}, ("consequences",), "expected each once, of none, serious harm"),
        ({"available": ["1", "1"]}, ("available",), "expected each service once"),
        ({"available": ["1"], "actual": "2.1"}, (), "expected `actual` among `available`"),
        ({"acceptable": ["1"], "refused": ["1", "2.1"]}, (), "expected no service both in `acceptable` and in `ref"),
        ({"decided_at": datetime(2026, 1, 1)}, ("decided_at",), "Input should have timezone info"),  # noqa: DTZ001 - wrong
        ({"explanation": 7391}, ("explanation",), "Input should be a valid string"),
    ],
)
def test_what_does_not_go_together_is_refused_without_its_value(
    said: dict[str, Any], place_: tuple[str, ...], expected: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        Discrepancy.of(_intensive(), **said)
    (mistake,) = raised.value.errors()
    assert mistake["loc"] == place_
    assert mistake["msg"].startswith(expected)
    assert "7391" not in f"{raised.value}{raised.value.errors()}"


def test_what_does_not_go_together_shows_nothing_of_what_stands_beside_it() -> None:
    with pytest.raises(ValidationError) as raised:
        Discrepancy.of(_intensive(), actual="1", explanation=_SENTINEL, decided_by=_SENTINEL)
    assert _SENTINEL not in f"{raised.value}{raised.value.errors()}{raised.value.json()}"


def test_nobody_is_given_nothing_from_an_empty_list_and_none_is_always_to_be_had() -> None:
    found = Discrepancy.of(_intensive(), available=[], actual="none", reasons=["not-available"])
    assert (found.available, found.actual) == ((), Service.NONE)


def test_a_range_that_ends_below_where_it_begins_is_refused() -> None:
    whole = Discrepancy.of(_intensive()).model_dump() | {"recommended_ceiling": "1"}
    with pytest.raises(ValidationError, match="expected `recommended_ceiling` not below `recommended`"):
        Discrepancy.model_validate(whole)


def test_every_consequence_can_be_expected() -> None:
    every = [one for one in CONSEQUENCES if one != "none"]
    assert Discrepancy.of(_intensive(), consequences=every).consequences == tuple(every)
    assert Discrepancy.of(_intensive(), consequences=["none"]).consequences == ("none",)


# ------------------------------------------------------------------------------------------------------ nearest safe


@pytest.mark.parametrize(
    ("available", "service", "enough", "not_enough"),
    [
        (["1", "2.1", "3.5"], "2.1", "meets the need", ["1"]),
        (["3.5", "2.5"], "2.5", "more intensive than needed", []),
        (["0.5", "1", "none"], None, "none is enough", ["0.5", "1"]),
        ([], None, "none is enough", []),
    ],
)
def test_the_nearest_safe_service_is_the_least_intensive_that_meets_the_need(
    available: list[str], service: str | None, enough: str, not_enough: list[str]
) -> None:
    found = nearest_safe(_intensive(), available)
    assert (None if found.service is None else str(found.service), found.enough) == (service, enough)
    assert [str(one) for one in found.not_enough] == not_enough
    assert found.missing == (() if service else ("service 2.1 (intensive outpatient) or a more intensive one",))


def test_with_an_open_need_it_says_what_could_still_ask_for_more() -> None:
    found = nearest_safe(_open(), ["2.1", "3.1"])
    assert (str(found.service), found.enough) == ("2.1", "meets what is known")
    assert found.missing == ("Housing (not recorded)",)
    assert nearest_safe(_open(), ["3.1"]).enough == "meets the need"
    assert nearest_safe(_open(), ["3.5"]).enough == "more intensive than needed"
    assert nearest_safe(_open(), ["1"]).missing == (
        "service 2.1 (intensive outpatient) or a more intensive one",
        "Housing (not recorded)",
    )


def test_whoever_needs_nothing_is_given_nothing() -> None:
    found = nearest_safe(place(known(), engine="reference"), ["1", "2.1"])
    assert (found.service, found.enough, found.not_enough) == (Service.NONE, "nothing is needed", ())


def test_it_says_what_a_programme_must_offer_beside_the_service() -> None:
    person = known(use_disorder="severe", co_occurring="interferes", alcohol_withdrawal="moderate", relapse_risk=2)
    found = nearest_safe(place(person, engine="reference"), ["4"])
    assert found.must_offer == (
        "withdrawal management: ambulatory with extended monitoring",
        "mental-health capability: co-occurring enhanced",
    )
    assert found.to_text() == (
        "The need is 2.5 (partial hospitalisation or day treatment); "
        "4 (medically managed intensive inpatient): more intensive than needed.\n"
        "Must offer: withdrawal management: ambulatory with extended monitoring.\n"
        "Must offer: mental-health capability: co-occurring enhanced."
    )


def test_a_staffed_house_does_not_replace_the_programme() -> None:
    assert nearest_safe(_intensive(), ["3.1"]).must_offer == (
        "service 2.1 (intensive outpatient) beside the residence, which supplies about five hours a week",
    )
    assert nearest_safe(_intensive(), ["3.5"]).must_offer == ()


def test_in_words_none_below_is_passed_off_as_enough() -> None:
    assert nearest_safe(_open(), ["1"]).to_text() == (
        "The need is at least 2.1 (intensive outpatient) and may be up to 3.1 (low-intensity residential); "
        "none of the available services is enough.\n"
        "Not enough: 1 (outpatient).\n"
        "Missing: service 2.1 (intensive outpatient) or a more intensive one.\n"
        "Missing: Housing (not recorded)."
    )


def test_services_are_named_as_far_as_the_rulebook_or_the_recommendation_does() -> None:
    snoring = place(SLEEP.assessment_model().model_validate({"hours_asleep": 0, "snoring": 1, "drowsy": 0}), SLEEP)
    assert (
        nearest_safe(snoring, ["course", "clinic"])
        .to_text()
        .startswith("The need is clinic (sleep clinic); clinic (sleep clinic): meets the need.\nNot enough: course.")
    )
    read = Recommendation.model_validate_json(_intensive().model_dump_json())
    assert nearest_safe(read, ["1", "2.1"]).to_text() == (
        "The need is 2.1 (intensive outpatient); 2.1 (intensive outpatient): meets the need.\nNot enough: 1."
    )


@given(assessments(), st.lists(st.sampled_from(list(Service)), unique=True))
def test_it_is_never_one_below(assessment: Any, available: list[Service]) -> None:  # noqa: ANN401 - an assessment
    """The least intensive available service that meets the floor of need, else none; never one below in silence."""
    recommendation = place(assessment, engine="reference")
    found = nearest_safe(recommendation, available)
    floor = recommendation.floor.service
    enough = [one for one in available if one >= floor and one is not Service.NONE]
    if found.service is None:
        assert not enough
        assert floor is not Service.NONE
        assert found.missing
    else:
        assert found.service >= floor
        assert found.service is Service.NONE or found.service == min(enough, key=lambda one: one.position)
    assert all(one < floor for one in found.not_enough)


def test_what_is_no_service_is_refused_without_its_value() -> None:
    with pytest.raises(ValidationError) as raised:
        nearest_safe(_intensive(), ["1", _SENTINEL])
    assert [one["loc"] for one in raised.value.errors()] == [("available", 1)]
    assert "7391" not in f"{raised.value}{raised.value.errors()}"


def test_a_lowest_value_that_is_something_is_offered_only_where_it_is_available() -> None:
    lowest = place(SLEEP.assessment_model().model_validate({"hours_asleep": 0, "snoring": 0, "drowsy": 0}))
    found = nearest_safe(lowest, ["course", "clinic"])
    assert (str(found.service), found.enough) == ("course", "more intensive than needed")
    assert nearest_safe(lowest, []).enough == "none is enough"
    assert nearest_safe(lowest, ["advice"]).enough == "meets the need"
