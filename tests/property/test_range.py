"""Unknowns: what the floor and the ceiling are, that the range between them is exact, and what can still move it."""

from hypothesis import assume, given
from hypothesis import strategies as st

from placement import FIVE_LEVEL, UNSURE, Answers, Assessment, Recommendation, Rulebook, Scale, place
from placement.language.graded import Graded
from placement.testing import assessments, completions, rulebooks
from tests.property.everybody import between, cases, level_of


def _is_open(scale: type[Scale], assessment: Answers) -> bool:
    """Say whether an answer is open, in the words of the specification."""
    given_ = assessment.answer(scale.id)
    if isinstance(given_, Scale) or not scale.dimension.need:
        return False
    closing = [one for one in assessment.scales if one.closes and one.dimension == scale.dimension]
    closed = bool(closing) and all(isinstance(assessment.answer(one.id), Scale) for one in closing)
    if given_ == UNSURE and scale.danger:
        return True
    return scale.separate or not closed


@given(st.data())
def test_the_ends_are_the_answers_with_every_open_one_at_its_best_or_its_worst(data: st.DataObject) -> None:
    """Unknowns at 0, unknowns at the highest anchor; what a judged dimension stands for, and duties, at 0 in both."""
    rulebook = data.draw(rulebooks())
    assessment = data.draw(assessments(rulebook))
    for scale in rulebook.scales:
        answer = assessment.answer(scale.id)
        low = int(answer) if isinstance(answer, Scale) else 0
        assert assessment.floor()[scale.id] == low
        assert assessment.ceiling()[scale.id] == (scale.highest() if _is_open(scale, assessment) else low)


@given(st.data())
def test_a_fact_of_its_own_is_never_closed_by_a_headline(data: st.DataObject) -> None:
    """Suicide risk, pregnancy, housing and the like: not asked keeps the range open, whatever else is answered."""
    known = data.draw(assessments(complete=True))
    scale = data.draw(st.sampled_from([one for one in FIVE_LEVEL.scales if one.separate and one.dimension.need]))
    not_known = known.model_copy(update={scale.id: data.draw(st.sampled_from([None, UNSURE]))})
    assert not_known.floor() == {**known.floor(), scale.id: 0}
    assert not_known.ceiling() == {**known.floor(), scale.id: scale.highest()}


@given(cases)
def test_the_range_is_exact(case: tuple[Rulebook, Answers]) -> None:
    """The floor and the ceiling are the least and the most that any way of the open answers gives: both are reached."""
    rulebook, assessment = case
    said = place(assessment, rulebook, engine="reference")
    levels = {level_of(rulebook, person) for person in between(*assessment.ends())}
    assert said.floor.level == min(levels)
    assert said.ceiling.level == max(levels)
    assert said.determined == (len(levels) == 1)
    assert said.level == (min(levels) if said.determined else None)


@given(cases)
def test_missing_is_whatever_can_move_the_level_by_itself(case: tuple[Rulebook, Answers]) -> None:
    """An open answer is listed if, and only if, some way of the others leaves the level to it alone."""
    rulebook, assessment = case
    low, high = assessment.ends()
    level = {tuple(person.items()): level_of(rulebook, person) for person in between(low, high)}

    def moves(name: str) -> bool:
        return any(
            level[tuple({**dict(person), name: low[name]}.items())]
            != level[tuple({**dict(person), name: high[name]}.items())]
            for person in level
        )

    said = place(assessment, rulebook, engine="reference")
    assert {one.scale for one in said.missing} == {name for name in low if moves(name)}


@given(cases)
def test_missing_says_what_each_answer_can_settle(case: tuple[Rulebook, Answers]) -> None:
    """The highest level still possible once it is answered at its best, the lowest once it is answered at its worst."""
    rulebook, assessment = case
    said = place(assessment, rulebook, engine="reference")

    def levels_with(scale: str, position: int) -> set[Graded]:
        answered = assessment.model_copy(update={scale: rulebook.scale_named[scale].anchor(position)})
        return {level_of(rulebook, person) for person in between(*answered.ends())}

    for one in said.missing:
        assert one.at_best == max(levels_with(one.scale, 0))
        assert one.at_worst == min(levels_with(one.scale, rulebook.scale_named[one.scale].highest()))
    widths = [one.at_best.position - one.at_worst.position for one in said.missing]
    assert widths == sorted(widths)


@given(assessments())
def test_missing_is_empty_exactly_where_the_level_is_determined(assessment: Assessment) -> None:
    """Unanswered scales that could still move the level: there are some if and only if the level is open."""
    said = place(assessment, engine="reference")
    assert bool(said.missing) != said.determined
    assert {one.state for one in said.missing} <= {"unsure", "not recorded"}


@given(st.data())
def test_answering_what_is_missing_settles_the_level(data: st.DataObject) -> None:
    """Every question that is listed is answered, however: nothing else can keep the level open."""
    assessment = data.draw(assessments())
    person = data.draw(completions(assessment))
    names = [one.scale for one in place(assessment, engine="reference").missing]
    assume(names)
    answers = {name: FIVE_LEVEL.scale_named[name].anchor(person[name]) for name in names}
    assert place(assessment.model_copy(update=answers), engine="reference").determined


def _parts(said: Recommendation) -> tuple[object, ...]:
    return said.floor, said.ceiling, said.because, said.cases, said.findings


@given(st.data())
def test_duties_never_change_the_need(data: st.DataObject) -> None:
    """Work, family and travel shape how care is given: level, reasons and what speaks for and against stay."""
    assessment, other = data.draw(assessments()), data.draw(assessments())
    duties = {one.id: other.answer(one.id) for one in FIVE_LEVEL.scales if not one.dimension.need}
    changed = assessment.model_copy(update=duties)
    assert _parts(place(changed, engine="reference")) == _parts(place(assessment, engine="reference"))
