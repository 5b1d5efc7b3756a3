"""Instruments beside a clinician's answers: what stands, what is kept, what is reported."""

import copy
import json
import pickle
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, Assessment, MismatchedAssessment, Recommendation, place
from placement.analysis import fewest_questions, next_questions
from placement.assessment.answers import Answers
from placement.instruments import Audit, AuditC, CiwaAr, Dast10, Dsm5Count, Gad7, Observed, Phq9, SuicideScreener
from tests.known import known
from tests.tiny_rulebook import TINY
from tests.unit.instruments.filled_in import best, with_total

_NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_MORNING: Final = _NOON - timedelta(hours=4)
_LETTER: Final = Observed(scale="co_occurring", origin="a_letter", answer="none")


def _said(assessment: Answers, scale: str) -> list[tuple[str, str]]:
    return [(one.origin, one.answer) for one in assessment.provenance if one.scale == scale]


def _conflicts(assessment: Answers) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.id, one.scales) for one in place(assessment, engine="reference").conflicts if one.scales != ("age",)]


def _ciwa(total: int, **more: object) -> CiwaAr:
    scored = with_total(CiwaAr, total).model_copy(update=more)
    assert isinstance(scored, CiwaAr)
    return scored


def _ends(assessment: Answers, scale: str) -> tuple[int, int]:
    low, high = assessment.ends()
    return low[scale], high[scale]


# ---------------------------------------------------------------------------------------------------- what stands


@pytest.mark.parametrize(
    ("clinician", "total", "answer", "ends"),
    [
        (None, 12, 2, (2, 2)),
        (0, 12, 2, (2, 2)),
        (3, 12, 3, (3, 3)),
        (2, 12, 2, (2, 2)),
        ("unsure", 12, "unsure", (2, 4)),
        ("unsure", 0, "unsure", (0, 4)),
    ],
)
def test_the_worse_stands_and_beside_unsure_a_score_says_what_it_is_at_the_least(
    clinician: object, total: int, answer: object, ends: tuple[int, int]
) -> None:
    person = Assessment.model_validate({"age": 40, "alcohol_withdrawal": clinician}).with_instruments(_ciwa(total))
    assert person.alcohol_withdrawal == answer
    assert _ends(person, "alcohol_withdrawal") == ends


@pytest.mark.parametrize(
    ("clinician", "answer", "ends"),
    [(None, "unsure", (1, 4)), (0, "unsure", (1, 4)), (1, 1, (1, 1)), (3, 3, (3, 3)), ("unsure", "unsure", (1, 4))],
)
def test_a_positive_screen_raises_and_asks_unless_a_clinician_answered_as_much(
    clinician: object, answer: object, ends: tuple[int, int]
) -> None:
    person = Assessment.model_validate({"use_disorder": clinician}).with_instruments(with_total(Audit, 20))
    assert person.use_disorder == answer
    assert _ends(person, "use_disorder") == ends


def test_an_instrument_answers_what_another_one_asked() -> None:
    criteria = {name: name in {"item_1", "item_2", "item_3", "item_4"} for name in Dsm5Count.items()}
    asking, counted = with_total(Audit, 30), Dsm5Count.model_validate(criteria)
    for scored in ((asking, counted), (counted, asking)):
        assert Assessment().with_instruments(*scored).use_disorder == 3
        one, other = scored
        assert Assessment().with_instruments(one).with_instruments(other).use_disorder == 3


def test_an_instrument_that_gives_no_answer_changes_nothing() -> None:
    assert Assessment().with_instruments(best(Gad7)) == Assessment()
    assert Assessment().with_instruments(best(AuditC)).use_disorder is None
    assert Assessment(age=40).with_instruments() == Assessment(age=40)


def test_a_score_is_nobodys_judgement_and_closes_no_dimension() -> None:
    scored = Assessment().with_instruments(_LETTER)
    assert scored.co_occurring == 0
    assert scored.closed_dimensions() == frozenset()
    assert _ends(scored, "violence_risk") == (0, 4)
    judged = Assessment.model_validate({"co_occurring": 0}).with_instruments(_LETTER)
    assert judged.closed_dimensions() == {"psychological"}
    assert judged.ceiling()["violence_risk"] == 0
    raised = Assessment.model_validate({"co_occurring": 0}).with_instruments(with_total(Gad7, 12))
    assert raised.co_occurring == "unsure"
    assert raised.closed_dimensions() == frozenset()


def test_signs_that_nobody_looked_for_stay_open_beside_a_clinician_who_answered_less() -> None:
    person = Assessment.model_validate({"alcohol_withdrawal": 1})
    assert _ends(person.with_instruments(*CiwaAr.of_total(12)), "alcohol_withdrawal") == (2, 4)
    assert _ends(person.with_instruments(*CiwaAr.of_total(8)), "alcohol_withdrawal") == (1, 1)


def test_of_instruments_the_lower_one_does_not_settle_what_the_higher_one_asks() -> None:
    for scored in ((_LETTER, with_total(Gad7, 12)), (with_total(Gad7, 12), _LETTER)):
        merged = Assessment().with_instruments(*scored)
        assert (merged.co_occurring, _ends(merged, "co_occurring")) == ("unsure", (2, 4))


def test_where_a_score_answered_a_headline_the_details_are_asked_for() -> None:
    person = known(co_occurring=None).with_instruments(_LETTER)
    assert [one.scale for one in next_questions(person)] == ["violence_risk", "daily_functioning"]
    asked = fewest_questions(person).best
    assert [one.scale for one in asked] == ["violence_risk", "daily_functioning"]
    answered = person.model_copy(update={one.scale: 0 for one in asked})
    assert place(answered, engine="reference").determined
    confirmed = person.model_copy(update={"co_occurring": 0})
    assert place(confirmed, engine="reference").determined


def test_a_stale_score_of_a_headline_leaves_it_to_be_asked() -> None:
    stale = with_total(Gad7, 12).model_copy(update={"taken_at": _MORNING})
    person = known(co_occurring=None).with_instruments(stale, at=_NOON, stale_after=timedelta(hours=1))
    assert person.screened_dimensions() == frozenset()
    assert [one.scale for one in fewest_questions(person).best] == ["co_occurring"]


def test_a_clinician_who_confirms_what_a_score_gave_has_judged() -> None:
    scored = Assessment().with_instruments(_LETTER)
    confirmed = scored.model_copy(update={"co_occurring": "none"})
    assert _said(confirmed, "co_occurring") == [("a_letter", "none"), ("clinician", "none")]
    assert confirmed.closed_dimensions() == {"psychological"}


def test_a_clinician_may_lower_what_a_score_raised_and_is_then_asked_to_look_again() -> None:
    raised = known(co_occurring=0).with_instruments(with_total(Gad7, 12))
    lowered = raised.model_copy(update={"co_occurring": "none", "housing": "unsure"})
    assert (lowered.co_occurring, lowered.housing) == (0, "unsure")
    assert _said(lowered, "co_occurring") == [("clinician", "none"), ("gad_7", "unsure"), ("clinician", "none")]
    assert _said(lowered, "housing") == []
    assert _conflicts(lowered) == [("conflict.answers-apart", ("co_occurring",))]


def test_a_clinician_who_is_unsure_of_what_a_score_gave_leaves_it_open_and_that_is_kept() -> None:
    scored = Assessment().with_instruments(_ciwa(12))
    unsure = scored.model_copy(update={"alcohol_withdrawal": "unsure"})
    assert unsure.alcohol_withdrawal == "unsure"
    assert _said(unsure, "alcohol_withdrawal") == [("ciwa_ar", "moderate"), ("clinician", "unsure")]
    assert _ends(unsure, "alcohol_withdrawal") == (2, 4)
    # A later score cannot settle it either: the clinician's word is not lost.
    again = unsure.with_instruments(_ciwa(12))
    assert again.alcohol_withdrawal == "unsure"
    assert _said(again, "alcohol_withdrawal")[1] == ("clinician", "unsure")
    assert _ends(again, "alcohol_withdrawal") == (2, 4)


def test_an_answer_that_is_withdrawn_leaves_what_the_score_shows() -> None:
    person = Assessment().with_instruments(_ciwa(12)).model_copy(update={"alcohol_withdrawal": None})
    assert _ends(person, "alcohol_withdrawal") == (2, 4)
    assert _said(person, "alcohol_withdrawal") == [("ciwa_ar", "moderate")]


def test_provenance_can_be_replaced_as_any_field_can() -> None:
    person = Assessment().with_instruments(_LETTER)
    assert person.model_copy(update={"provenance": ()}).provenance == ()


# ----------------------------------------------------------------------------------------------------- what is kept


def test_both_answers_are_kept_with_their_origin_and_time() -> None:
    person = known(alcohol_withdrawal=1).with_instruments(_ciwa(20, taken_at=_MORNING), at=_NOON)
    clinician, score = person.provenance
    assert clinician == Observed(scale="alcohol_withdrawal", origin="clinician", answer="mild_or_expected", at=_NOON)
    assert score == Observed(scale="alcohol_withdrawal", origin="ciwa_ar", answer="severe", total=20, at=_MORNING)


def test_a_clinician_is_quoted_once_and_a_score_kept_once() -> None:
    person = known(co_occurring=1).with_instruments(with_total(Gad7, 12)).with_instruments(_LETTER)
    assert _said(person, "co_occurring") == [("clinician", "stable"), ("gad_7", "unsure"), ("a_letter", "none")]
    assert person.with_instruments(with_total(Gad7, 12), with_total(Gad7, 12)) == person


def test_a_clinician_who_changes_their_mind_between_scores_is_quoted_twice() -> None:
    person = known(co_occurring=1).with_instruments(with_total(Gad7, 12))
    changed = Assessment.model_validate({**person.__dict__, "co_occurring": 3}).with_instruments(_LETTER)
    assert _said(changed, "co_occurring") == [
        ("clinician", "stable"),
        ("gad_7", "unsure"),
        ("clinician", "disabling"),
        ("a_letter", "none"),
    ]
    assert changed.co_occurring == 3


@pytest.mark.parametrize(
    "copied",
    [
        copy.copy,
        copy.deepcopy,
        lambda one: one.model_copy(),
        lambda one: one.model_copy(deep=True),
        lambda one: one.model_copy(update={"housing": 1}),
        lambda one: pickle.loads(pickle.dumps(one)),  # noqa: S301 - our own
        lambda one: type(one).model_validate_json(one.model_dump_json()),
        lambda one: type(one).model_validate(one.model_dump()),
    ],
)
def test_provenance_survives_copies_and_json(copied: Callable[[Assessment], Assessment]) -> None:
    person = known(co_occurring=1).with_instruments(with_total(Gad7, 12), at=_NOON)
    assert copied(person).provenance == person.provenance
    assert copied(person).closed_dimensions() == person.closed_dimensions()


def test_answers_that_were_simply_given_are_written_as_they_always_were() -> None:
    assert "provenance" not in known().model_dump()
    assert "provenance" not in json.loads(known().model_dump_json())
    assert "provenance" in json.loads(Assessment().with_instruments(_LETTER).model_dump_json())
    assert set(known().model_dump(include={"age", "provenance"})) == {"age"}


def test_nothing_of_it_is_in_a_repr() -> None:
    person = known().with_instruments(with_total(Gad7, 12))
    assert repr(person) == "<Assessment 16 of 34 answered>"
    assert repr(person.provenance) == "(<Observed>, <Observed>)"


# ------------------------------------------------------------------------------------------------- what is reported


@pytest.mark.parametrize(
    ("clinician", "apart"), [(0, True), (1, False), (2, False), (3, False), (4, False), (None, False)]
)
def test_answers_more_than_one_step_apart_are_a_conflict(clinician: object, apart: bool) -> None:
    person = known(co_occurring=clinician, suicide_risk=2).with_instruments(with_total(Gad7, 12))
    found = [one for one in _conflicts(person) if one[0] == "conflict.answers-apart"]
    assert found == ([("conflict.answers-apart", ("co_occurring",))] if apart else [])


def test_two_instruments_can_differ_by_themselves() -> None:
    person = Assessment(age=40).with_instruments(_LETTER, with_total(Phq9, 20))
    assert ("conflict.answers-apart", ("co_occurring",)) in _conflicts(person)


def test_what_is_unsure_differs_from_nothing_that_it_may_be() -> None:
    person = known(suicide_risk=4, co_occurring=2).with_instruments(Phq9.model_validate(dict.fromkeys(Phq9.items(), 2)))
    assert _conflicts(person) == []
    doubtful = Observed(scale="suicide_risk", origin="a_letter", answer="unsure", at_least="plan_or_intent")
    assert ("conflict.answers-apart", ("suicide_risk",)) in _conflicts(known().with_instruments(doubtful))
    quoted = Observed(scale="suicide_risk", origin="clinician", answer="unsure")
    assert _conflicts(known(suicide_risk="unsure").model_copy(update={"provenance": (quoted,)})) == []


def test_a_recommendation_says_what_differs_and_still_reads_back() -> None:
    placed = place(known(co_occurring=0).with_instruments(with_total(Gad7, 12)), engine="reference")
    (conflict,) = placed.conflicts
    assert (
        conflict.text
        == "an instrument and another answer to this question lie more than one step apart: look at both again"
    )
    assert conflict.text.capitalize() in placed.to_html()
    assert "more than one step apart" in " ".join(placed.to_text().split())
    assert Recommendation.model_validate_json(placed.model_dump_json()) == placed


def test_an_open_answer_is_shown_with_what_it_is_at_the_least() -> None:
    person = known(suicide_risk=None, co_occurring=1).with_instruments(
        Phq9.model_validate(dict.fromkeys(Phq9.items(), 1))
    )
    placed = place(person, engine="reference")
    (shown,) = (one for one in placed.answers if one.scale == "suicide_risk")
    assert (shown.answer, shown.state) == ("unsure, at least passive thoughts", "unsure")
    assert "Unsure: Suicide risk (at least passive thoughts)" in placed.to_text()
    assert "Suicide risk (at least passive thoughts)" in placed.to_html()
    assert placed.floor.ratings.psychological >= 1
    assert placed.finding("flag.safety-plan").verdict == "met"


def test_at_its_best_an_open_answer_is_what_a_score_shows() -> None:
    letter = Observed(scale="suicide_risk", origin="a_letter", answer="unsure", at_least="plan_or_intent")
    person = known(use_disorder="mild", suicide_risk=None).with_instruments(letter)
    placed = place(person, engine="reference")
    assert (str(placed.floor.level), str(placed.ceiling.level)) == ("3", "4")
    (missing,) = placed.missing
    assert (missing.scale, missing.state, str(missing.at_best), str(missing.at_worst)) == (
        "suicide_risk",
        "unsure",
        "3",
        "4",
    )
    (asked,) = next_questions(person)
    assert (str(asked.if_best.ceiling), str(asked.if_worst.floor)) == ("3", "4")


# -------------------------------------------------------------------------------------------------------- staleness


@pytest.mark.parametrize(
    ("age", "limit", "stale"),
    [
        (timedelta(hours=4), timedelta(hours=4), False),
        (timedelta(hours=4, seconds=1), timedelta(hours=4), True),
        (None, timedelta(hours=4), True),
        (timedelta(days=900), None, False),
        (timedelta(hours=5), {"ciwa_ar": timedelta(hours=4)}, True),
        (timedelta(hours=5), {"phq_9": timedelta(hours=4)}, False),
    ],
)
def test_a_score_is_stale_beyond_the_limit_that_the_caller_sets(
    age: timedelta | None, limit: timedelta | dict[str, timedelta] | None, stale: bool
) -> None:
    taken_at = None if age is None else _NOON - age
    person = known(alcohol_withdrawal=1).with_instruments(_ciwa(5, taken_at=taken_at), at=_NOON, stale_after=limit)
    assert [one.stale for one in person.provenance] == [False, stale]
    assert _conflicts(person) == ([("conflict.stale-score", ("alcohol_withdrawal",))] if stale else [])


@pytest.mark.parametrize(
    ("clinician", "answer", "ends"),
    [(None, None, (2, 4)), (0, "unsure", (2, 4)), (3, 3, (3, 3)), ("unsure", "unsure", (2, 4))],
)
def test_a_stale_score_still_says_what_it_is_at_the_least_and_settles_nothing(
    clinician: object, answer: object, ends: tuple[int, int]
) -> None:
    person = Assessment.model_validate({"alcohol_withdrawal": clinician})
    merged = person.with_instruments(_ciwa(12, taken_at=_MORNING), at=_NOON, stale_after=timedelta(hours=1))
    assert merged.alcohol_withdrawal == answer
    assert _ends(merged, "alcohol_withdrawal") == ends


def test_in_a_judged_dimension_a_stale_score_of_a_detail_is_what_the_detail_is() -> None:
    person = known().with_instruments(_ciwa(12, taken_at=_MORNING), at=_NOON, stale_after=timedelta(hours=1))
    assert person.alcohol_withdrawal is None
    assert _ends(person, "alcohol_withdrawal") == (2, 2)
    (shown,) = (one for one in place(person, engine="reference").answers if one.scale == "alcohol_withdrawal")
    assert (shown.state, shown.answer) == (
        "covered",
        "covered by Care needed for intoxication and withdrawal, all in all, at least moderate (10-18)",
    )


def test_to_be_old_makes_no_score_more_certain() -> None:
    """A score that asked is still open when it is stale, also where a headline stands for its dimension."""
    asked = _ciwa(12, taken_at=_MORNING, hallucinations=None)
    stale = known().with_instruments(asked, at=_NOON, stale_after=timedelta(hours=1))
    fresh = known().with_instruments(asked, at=_NOON)
    assert stale.provenance[0].stale
    assert stale.alcohol_withdrawal == "unsure"
    assert _ends(stale, "alcohol_withdrawal") == _ends(fresh, "alcohol_withdrawal") == (2, 4)


def test_what_was_stale_before_stays_so() -> None:
    once = Assessment().with_instruments(_ciwa(12, taken_at=_MORNING), at=_NOON, stale_after=timedelta(hours=1))
    again = Assessment().with_instruments(*once.provenance)
    assert again.provenance == once.provenance


@pytest.mark.parametrize(
    ("at", "limit", "message"),
    [
        (None, timedelta(1), "`at`: expected the time of the assessment, from which the age of a score is counted"),
        (datetime(2026, 3, 2), None, "`at`: expected a time with its time zone"),  # noqa: DTZ001 - that is what is wrong
        (
            _MORNING - timedelta(1),
            None,
            "`ciwa_ar`: expected a score that is not later than `at`, the time of the assessment",
        ),
    ],
)
def test_a_time_that_cannot_be_used_is_refused(at: datetime | None, limit: timedelta | None, message: str) -> None:
    with pytest.raises(ValueError, match="^" + message.replace(".", r"\.") + "$"):
        Assessment().with_instruments(_ciwa(12, taken_at=_MORNING), at=at, stale_after=limit)


# ---------------------------------------------------------------------------------------------- parts of a question


def test_negative_screens_for_alcohol_and_for_other_drugs_together_mean_no_risky_use() -> None:
    """Issue 9, every total of AUDIT, AUDIT-C and DAST-10, one by one and both ways round: 594 pairs."""
    made = [with_total(Dast10, total) for total in range(11)]
    for alcohol in [with_total(one, total) for one in (Audit, AuditC) for total in range(one.highest() + 1)]:
        for drugs in made:
            both_negative = alcohol.answer is None and drugs.answer is None
            for first, second in ((alcohol, drugs), (drugs, alcohol)):
                person = Assessment().with_instruments(first).with_instruments(second)
                assert person.use_disorder == (0 if both_negative else "unsure")
                assert _ends(person, "use_disorder") == ((0, 0) if both_negative else (1, 4))
                assert person.closed_dimensions() == frozenset()


def test_screens_for_the_same_kind_of_substance_do_not_make_up_the_whole() -> None:
    person = Assessment().with_instruments(best(Audit), best(AuditC))
    assert person.use_disorder is None
    assert _ends(person, "use_disorder") == (0, 4)


def test_two_negative_screens_settle_nothing_beside_one_that_is_positive() -> None:
    negative = (best(Audit), best(Dast10))
    for scored in ((*negative, with_total(AuditC, 5)), (with_total(AuditC, 5), *negative)):
        person = Assessment().with_instruments(*scored)
        assert person.use_disorder == "unsure"
        assert _ends(person, "use_disorder") == (1, 4)


def test_a_stale_negative_screen_does_not_complete_a_fresh_one() -> None:
    old = best(Audit).model_copy(update={"taken_at": _MORNING})
    now = best(Dast10).model_copy(update={"taken_at": _NOON})
    person = Assessment().with_instruments(old, now, at=_NOON, stale_after=timedelta(hours=1))
    assert person.use_disorder is None


def test_two_negative_screens_lower_nothing_and_are_reported_where_they_lie_apart() -> None:
    unsure = Assessment.model_validate({"use_disorder": "unsure"}).with_instruments(best(Audit), best(Dast10))
    assert unsure.use_disorder == "unsure"
    severe = known(use_disorder="severe")
    assert _conflicts(severe.with_instruments(best(Audit))) == []
    both = severe.with_instruments(best(Audit), best(Dast10))
    assert both.use_disorder == 4
    assert _conflicts(both) == [("conflict.answers-apart", ("use_disorder",))]


def test_an_answer_to_a_part_is_what_the_whole_is_at_the_least() -> None:
    part = Observed(scale="use_disorder", origin="a_letter", answer="mild", part="other_drugs", rest="alcohol")
    person = Assessment().with_instruments(part)
    assert person.use_disorder is None
    assert _ends(person, "use_disorder") == (2, 4)
    assert person.with_instruments(best(Audit)).use_disorder == 2


@pytest.mark.parametrize(
    "fields",
    [
        {"part": "alcohol"},
        {"rest": "alcohol"},
        {"part": "alcohol", "rest": "alcohol"},
        {"part": "alcohol", "rest": "other_drugs", "answer": "unsure"},
    ],
)
def test_a_part_needs_the_rest_and_a_definite_answer(fields: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="expected `part` and `rest`, two of them, only beside a definite answer"):
        Observed.model_validate({"scale": "use_disorder", "origin": "a_letter", "answer": "mild", **fields})


# ------------------------------------------------------------------------------------------------- other rulebooks


def test_another_rulebooks_assessment_is_merged_where_it_asks_the_same() -> None:
    model = FIVE_LEVEL.assessment_model()
    person = model.model_validate({"alcohol_withdrawal": 0}).with_instruments(_ciwa(12))
    assert isinstance(person, model)
    answer = person.answer("alcohol_withdrawal")
    assert (answer, type(answer)) == (2, FIVE_LEVEL.scale_named["alcohol_withdrawal"])
    fever = Observed(scale="fever", origin="thermometer", answer="high")
    assert TINY.assessment_model()().with_instruments(fever).answer("fever") == 1


@pytest.mark.parametrize(
    "observed",
    [
        Observed(scale="colour", origin="mirror", answer="none"),
        Observed(scale="fever", origin="mirror", answer="severe"),
        Observed(scale="fever", origin="mirror", answer="high", at_least="high"),
        Observed(scale="fever", origin="mirror", answer="unsure", at_least="unsure"),
        Observed(scale="fever", origin="mirror", answer="unsure", at_least="severe"),
    ],
)
def test_what_is_not_asked_in_these_anchors_is_refused(observed: Observed) -> None:
    model = TINY.assessment_model()
    with pytest.raises(MismatchedAssessment, match=rf"^`mirror` speaks of `{observed.scale}` in anchors that this"):
        model().with_instruments(observed)
    with pytest.raises(ValidationError) as raised:
        model.model_validate({"provenance": [observed]})
    assert [(one["loc"], one["msg"]) for one in raised.value.errors()] == [
        (("provenance",), "expected what was said of scales that are asked here, in their anchors or `unsure`")
    ]


def test_a_wrong_observation_is_named_by_its_place_and_shows_no_value() -> None:
    with pytest.raises(ValidationError) as raised:
        Assessment.model_validate(
            {"provenance": [{"scale": "Housing!", "origin": "x", "answer": 73918, "total": -73918}]}
        )
    assert sorted(one["loc"] for one in raised.value.errors()) == [
        ("provenance", 0, "answer"),
        ("provenance", 0, "scale"),
        ("provenance", 0, "total"),
    ]
    assert "73918" not in f"{raised.value}{raised.value.errors()}"
    assert "Housing!" not in f"{raised.value}{raised.value.errors()}"


def test_a_screener_and_a_clinician_who_heard_nothing_are_told_apart() -> None:
    person = known().with_instruments(SuicideScreener(plan_with_intent=True))
    placed = place(person, engine="reference")
    assert str(placed.level) == "4"
    assert ("conflict.answers-apart", ("suicide_risk",)) in _conflicts(person)
