"""What holds of every review, whoever the person is and whatever is not known."""

from typing import Any, Final

from hypothesis import assume, given
from hypothesis import strategies as st

from placement import FIVE_LEVEL, Assessment, place
from placement.engines.reference import evaluate
from placement.reviews import Review, review
from placement.rules.levels import Service
from placement.rules.reviews import OUTCOMES
from placement.testing import assessments
from tests.known import known

_PLACED: Final = [one for one in Service if one is not Service.NONE]
_BASE: Final = {"need.above", "need.open", "need.equal", "need.below"}
_SEVERITY: Final = "service.iop-severe-disorder"
_DOWN: Final = {"step down", "finish phase", "complete"}

_USE: Final = st.sampled_from(["none", "slip", "continued"])
_SIDES: Final = st.lists(st.sampled_from(["withdrawal", "psychological", "relapse", "environment"]), unique=True)
_DEFINITE: Final[dict[str, st.SearchStrategy[Any]]] = {
    "days_in_level": st.sampled_from([0, 6, 7, 13, 14, 27, 28, 90]),
    "sessions_attended": st.sampled_from([0, 15, 16, 40]),
    "use": _USE,
    "use_before": _USE,
    "stalled_before": _SIDES,
    "plan_changed": st.booleans(),
    "appointment_booked": st.booleans(),
    "aftercare_weeks": st.sampled_from([0, 9, 10]),
    "reason_over_24_hours": st.booleans(),
}
_NOTED: Final = st.fixed_dictionaries({name: st.none() | one for name, one in _DEFINITE.items()})
_ALL_NOTED: Final = st.fixed_dictionaries(_DEFINITE)


_HEADLINES: Final = [one for one in FIVE_LEVEL.scales if one.closes or one.separate]
_MILD: Final = st.fixed_dictionaries(
    {
        "age": st.just(40),
        **{one.id: st.sampled_from([0] * 12 + list(range(one.highest()))) for one in _HEADLINES},
        "use_disorder": st.sampled_from([2, 3, 3, 4, 4]),
        "relapse_risk": st.sampled_from([0, 1, 1, 2, 2, 3]),
        "willingness": st.sampled_from([0, 1, 1, 2]),
        "home_support": st.sampled_from([0, 0, 1, 2, 3]),
    }
)
"""People as they are seen in programmes: a disorder, and hardly any danger."""

_BY_SEVERITY: Final = known(use_disorder="severe", relapse_risk=1, willingness=1).model_dump(exclude_none=True)
"""Somebody whose need of 2.1 rests on the severity of the disorder alone."""

_SOME: Final = st.dictionaries(
    st.sampled_from([one.id for one in _HEADLINES if not one.danger]),
    st.sampled_from([0, 0, 1, 2, "unsure"]),
    max_size=2,
).filter(lambda some: some.get("opioid_use_disorder") != 2)


@st.composite
def _people(draw: st.DrawFn, before: str = "any") -> tuple[Assessment, Assessment | None]:
    """Draw an assessment of today and the last one, mostly much like it; or none, or a better one."""
    kind = draw(st.integers(0, 4))
    if kind == 0:
        current = draw(assessments())
        last = {"any": st.none() | assessments(), "none": st.none(), "better": assessments()}[before]
        return current, draw(last)
    earlier = _BY_SEVERITY if kind == 1 else draw(_MILD)
    if before == "better":
        worse = draw(st.lists(st.sampled_from(_HEADLINES), min_size=1, max_size=2))
        raised = {one.id: min(one.highest(), earlier[one.id] + draw(st.integers(1, 2))) for one in worse}
        return Assessment.model_validate(earlier | raised), Assessment.model_validate(earlier)
    current = Assessment.model_validate(earlier | draw(_SOME))
    lasts = [Assessment.model_validate(earlier), current, current, None]
    return current, None if before == "none" else draw(st.sampled_from(lasts))


@st.composite
def _noted(draw: st.DrawFn) -> dict[str, Any]:
    """Draw what is noted; mostly all of it, and mostly good news."""
    if draw(st.integers(0, 3)) == 0:
        return draw(_NOTED)
    good = {"use": "none", "appointment_booked": True, "reason_over_24_hours": True, "days_in_level": 35}
    drawn = draw(_ALL_NOTED) | (good if draw(st.booleans()) else {})
    missing = draw(st.lists(st.sampled_from(sorted(drawn)), max_size=1))
    return drawn | dict.fromkeys(missing)


@st.composite
def _placed(draw: st.DrawFn, current: Assessment) -> Service:
    """Draw where the person is: mostly where they need to be, or somewhat above."""
    need = place(current, engine="reference").ceiling.service.position
    near = min(len(_PLACED), max(1, need + draw(st.sampled_from([0, 0, 0, 1, 2, -1]))))
    return list(Service)[near] if draw(st.integers(0, 3)) else draw(st.sampled_from(_PLACED))


@st.composite
def _reviews(draw: st.DrawFn, before: str = "any") -> tuple[Assessment, Review]:
    current, previous = draw(_people(before))
    return current, review(draw(_placed(current)), current, previous, **draw(_noted()), engine="reference")


@st.composite
def _reviewed(
    draw: st.DrawFn, people: tuple[Assessment, Assessment | None]
) -> tuple[Assessment, Assessment | None, Review]:
    current, previous = people
    return *people, review(draw(_placed(current)), current, previous, **draw(_noted()), engine="reference")


@given(_reviews())
def test_every_state_has_exactly_one_outcome(found: tuple[Assessment, Review]) -> None:
    """The need lies above, below or at where the person is, or is open; and the first row that applies decides."""
    _, said = found
    facts = {fact.id: fact.verdict for row in said.rows for fact in row.facts}
    assert [facts[name] for name in _BASE].count("met") == (said.row("review.step-up").verdict != "unknown") or (
        facts["need.open"] == "met"
    )
    assert [one.id for one in said.rows] == [one.id for one in OUTCOMES]
    assert said.outcome in {one.id for one in OUTCOMES}
    row = said.row(said.outcome).verdict
    assert row == "met" or said.questions
    assert row != "not met" or said.kind == "ask"


@given(_reviews())
def test_a_review_never_recommends_below_the_floor_of_need(found: tuple[Assessment, Review]) -> None:
    """Where the intensive phase is done, the need that the phase itself has met (severity alone) no longer counts."""
    current, said = found
    floor = said.need_floor.position
    if said.need_met_by_phase:
        assert said.outcome == "review.phase-1-done" or said.placed is Service.OUTPATIENT
        met = evaluate(FIVE_LEVEL, current.floor()).met
        rules = [one for one in FIVE_LEVEL.rules if one.raises.fact == Service.id and one.id in met]
        floor = max(
            (one.raises.at_least for one in rules if one.id != _SEVERITY),
            default=0,
        )
    assert said.to.position >= floor


@given(_reviews("better"))
def test_worsening_never_leads_to_stepping_down(found: tuple[Assessment, Review]) -> None:
    _, said = found
    assume(said.changes is not None and any(one.direction == "worse" for one in said.changes.dimensions))
    assert said.kind not in _DOWN
    assert said.to >= said.placed


@given(_reviews("none"))
def test_nobody_steps_down_without_anything_to_compare_with(found: tuple[Assessment, Review]) -> None:
    """Whether something is worse is then not known, so that is what is asked."""
    _, said = found
    assert said.changes is None
    assert said.kind not in _DOWN
    assert said.to >= said.placed


@given(_people(), _NOTED, st.lists(_ALL_NOTED, min_size=2, max_size=4), st.data())
def test_what_is_not_known_is_never_read_as_no(
    people: tuple[Assessment, Assessment | None],
    noted: dict[str, Any],
    answers: list[dict[str, Any]],
    data: st.DataObject,
) -> None:
    """If a review asks nothing, then whatever the unknown inputs turn out to be, it comes to the same."""
    current, previous = people
    placed = data.draw(_placed(current))
    said = review(placed, current, previous, **noted, engine="reference")
    assume(not said.questions)
    for answer in answers:
        known = {name: answer[name] if value is None else value for name, value in noted.items()}
        assert review(placed, current, previous, **known, engine="reference").outcome == said.outcome


@given(_people().flatmap(_reviewed))
def test_a_question_that_is_asked_is_one_that_is_open(found: tuple[Assessment, Assessment | None, Review]) -> None:
    current, previous, said = found
    for one in said.questions:
        visited = current if one.visit == "current" else previous
        assert one.about in _DEFINITE or (one.about == "previous") is (visited is None)
        if visited is not None and one.about not in _DEFINITE:
            low, high = visited.ends()
            assert low[one.about] < high[one.about]
        assert one.asks


@given(_reviews())
def test_a_review_survives_json_and_shows_nothing(found: tuple[Assessment, Review]) -> None:
    _, said = found
    assert Review.model_validate_json(said.model_dump_json()) == said
    assert repr(said) == "<Review>"
