from collections.abc import Iterator
from typing import Final, assert_never

import pytest

from placement import Assessment, Recommendation, place
from placement.language.condition import All, Any, AtLeast, Condition, Count
from placement.recommendation.findings import in_words
from placement.recommendation.recommendation import Evidence, Finding, Joined
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL
from tests.known import known

_OPEN: Final = known(
    use_disorder=3, suicide_risk=2, co_occurring=1, cognition="unsure", relapse_risk=None, travel_difficulty=2
)


def _placed(person: Assessment) -> Recommendation:
    return place(person, engine="reference")


def _verdicts(person: Assessment) -> dict[str, str]:
    return {one.id: one.verdict for one in _placed(person).findings}


def test_there_is_a_finding_for_everything_declared_in_order() -> None:
    found = _placed(_OPEN).findings
    assert [one.id for one in found] == list(FIVE_LEVEL.declared)
    kinds = (
        ["criterion"] * len(FIVE_LEVEL.criteria) + ["rule"] * len(FIVE_LEVEL.rules) + ["flag"] * len(FIVE_LEVEL.flags)
    )
    assert [one.kind for one in found] == kinds


def test_a_finding_says_what_the_declaration_says() -> None:
    recommendation = _placed(_OPEN)
    criterion = recommendation.finding("psychological.interfering")
    declared = FIVE_LEVEL.declared[criterion.id]
    assert criterion.text == next(one.summary for one in FIVE_LEVEL.criteria if one.id == criterion.id)
    assert criterion.sources == tuple(source.id for source in declared.sources)
    assert (criterion.raises, criterion.gives) == (
        "psychological",
        "Emotional, behavioural and cognitive health rated 2",
    )
    assert recommendation.finding("service.hospital").gives == "Service: 4"
    assert recommendation.finding("wm.monitored").gives == "Withdrawal management: 24-hour monitored"
    flag = recommendation.finding("flag.safety-plan")
    assert (flag.text, flag.raises, flag.gives) == ("make a written safety plan", "", "")


def test_what_a_declaration_raises_is_said_in_words() -> None:
    from placement.engines.reference import evaluate
    from placement.recommendation.case import Case

    low, high = _OPEN.ends()
    ends = evaluate(FIVE_LEVEL, low), evaluate(FIVE_LEVEL, high)
    case = Case(FIVE_LEVEL, _OPEN, low, high, *ends)
    assert in_words(AtLeast("relapse", 3), case) == "Relapse and continued use rated 3"
    assert in_words(AtLeast("mental_health_capability", 2), case) == "Mental-health capability: co-occurring enhanced"


def test_findings_are_met_not_met_or_unknown() -> None:
    verdicts = _verdicts(_OPEN)
    assert verdicts["psychological.interfering"] == "met"
    assert verdicts["relapse.endangering"] == "unknown"
    assert verdicts["service.hospital"] == "not met"
    assert verdicts["flag.safety-plan"] == "met"
    assert verdicts["service.iop-one-dimension"] == "met"
    assert verdicts["service.high-residential-endangering-use"] == "unknown"


def test_findings_agree_with_both_ends() -> None:
    recommendation = _placed(_OPEN)
    flags = {one.id: one.verdict for one in recommendation.findings if one.kind == "flag"}
    assert {name for name, said in flags.items() if said == "met"} == set(recommendation.floor.flags)
    assert {name for name, said in flags.items() if said == "unknown"} == set(recommendation.possible_flags)


def _same_shape(condition: Condition, evidence: Evidence) -> bool:
    match condition:
        case AtLeast(fact, _):
            return evidence.kind == "test" and evidence.fact == fact
        case All(parts):
            kind, least = "all", len(parts)
        case Any(parts):
            kind, least = "any", 1
        case Count(least, parts):
            kind = "count"
        case _:
            assert_never(condition)
    if not isinstance(evidence, Joined) or (evidence.kind, evidence.least) != (kind, least):
        return False
    return all(_same_shape(part, shown) for part, shown in zip(parts, evidence.parts, strict=True))


def test_inside_a_finding_is_its_condition_with_the_answer_to_each_comparison() -> None:
    for found in _placed(_OPEN).findings:
        assert _same_shape(FIVE_LEVEL.declared[found.id].when, found.when)
        assert found.verdict == found.when.verdict


def _joined(evidence: Evidence) -> Iterator[Joined]:
    if isinstance(evidence, Joined):
        yield evidence
        for part in evidence.parts:
            yield from _joined(part)


@pytest.mark.parametrize(
    "person", [_OPEN, Assessment(), known(), known(use_disorder=4, relapse_risk=3, home_support=3)]
)
def test_a_joined_condition_is_judged_by_its_parts(person: Assessment) -> None:
    joined = [one for found in _placed(person).findings for one in _joined(found.when)]
    assert joined
    for one in joined:
        met = sum(part.verdict == "met" for part in one.parts)
        possible = sum(part.verdict != "not met" for part in one.parts)
        expected = "met" if met >= one.least else "unknown" if possible >= one.least else "not met"
        assert one.verdict == expected


def test_a_finding_is_looked_up_by_its_id() -> None:
    recommendation = _placed(_OPEN)
    found: Finding = recommendation.finding("wm.managed")
    assert found.id == "wm.managed"
    with pytest.raises(KeyError, match="no-such-id"):
        recommendation.finding("no-such-id")


def test_what_was_recorded_is_every_scale_in_order() -> None:
    answers = {one.scale: one for one in _placed(_OPEN).answers}
    assert list(answers) == [scale.id for scale in FIVE_LEVEL.scales]
    suicide = answers["suicide_risk"]
    assert (suicide.title, suicide.answer, suicide.state) == (
        "Suicide risk",
        "active thoughts without plan",
        "answered",
    )
    assert (suicide.dimension, suicide.dimension_title) == (
        "psychological",
        "Emotional, behavioural and cognitive health",
    )
    cognition = answers["cognition"]
    assert (cognition.state, cognition.covered_by) == ("covered", ("co_occurring",))
    assert cognition.answer == "covered by Co-occurring mental disorder, as severe as it is now, unsure"
    assert suicide.covered_by == ()
    assert (answers["relapse_risk"].answer, answers["relapse_risk"].state) == ("not recorded", "not recorded")
    assert answers["travel_difficulty"].answer == "hard"


def test_findings_are_of_the_rulebook_that_was_used() -> None:
    fewer = Rulebook.from_json(FIVE_LEVEL.to_json().replace("make a written safety plan", "write a safety plan"))
    assert place(_OPEN, fewer, engine="reference").finding("flag.safety-plan").text == "write a safety plan"


def test_a_flag_that_is_possible_names_the_open_answers_that_decide_it() -> None:
    person = _placed(known(use_disorder=3, suicide_risk=None, pregnancy=None))
    assert person.finding("flag.emergency").depends_on == ("pregnancy", "suicide_risk")
    assert person.finding("flag.same-day-psychiatric").depends_on == ("suicide_risk",)
    assert person.finding("flag.naloxone").depends_on == ()


def test_a_flag_speaks_of_the_services_that_those_whom_it_is_raised_for_may_be_given() -> None:
    """The home that calls for a recovery residence calls for level 3 here: the residence is no part of that."""
    person = _placed(known(use_disorder=3, relapse_risk=2, home_safety="unsure"))
    assert [str(one) for one in person.possible_services] == ["2.1", "3.1"]
    beside = person.finding("flag.recovery-residence")
    assert (beside.verdict, beside.services) == ("unknown", ())
    programme = person.finding("flag.residence-plus-programme")
    assert (programme.verdict, programme.services) == ("unknown", ("3.1",))
    outpatient = _placed(known(use_disorder=2, home_support=3)).finding("flag.recovery-residence")
    assert (outpatient.verdict, outpatient.services) == ("met", ("2.1",))
    assert person.finding("flag.emergency").services is None
    assert _placed(known()).finding("flag.recovery-residence").services == ()
