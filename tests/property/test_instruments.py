"""What holds of instruments beside a clinician's answers, whoever the person is."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement import Assessment, Scale, place
from placement.assessment.provenance import Scored
from placement.instruments import INSTRUMENTS, CiwaAr, Dsm5Count, Instrument, SuicideScreener
from placement.testing import assessments
from tests.unit.instruments.filled_in import best, filled_in, possible, worst

_ANY = st.one_of([filled_in(one) for one in INSTRUMENTS.values()])
_in_turn = settings(max_examples=settings().max_examples // 3 + 1)  # each of the ten
_SOME = st.lists(_ANY, min_size=1, max_size=4)


def _emergency(scored: Instrument) -> bool:
    """Say whether what was found is an emergency in anybody, whoever finds it."""
    if isinstance(scored, CiwaAr):
        return True in {scored.seizure, scored.delirium, scored.hallucinations}
    return isinstance(scored, SuicideScreener) and scored.plan_with_intent is True


def _alone(scored: Instrument) -> None:
    placed = place(Assessment(age=40).with_instruments(scored), engine="reference")
    if _emergency(scored):
        assert str(placed.level) == "4"
        assert "flag.emergency" in placed.floor.flags
    else:
        assert placed.level is None
        assert not placed.determined


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
@_in_turn
@given(data=st.data())
def test_no_instrument_alone_determines_a_level(instrument: type[Instrument], data: st.DataObject) -> None:
    """None sets a level by itself.

    What is an emergency in anybody (a seizure, delirium or new hallucinations seen beside the score; a plan with
    intent) is one here as well: that is a promise of the rulebook, whoever finds it.
    """
    _alone(data.draw(filled_in(instrument)))


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
def test_no_instrument_alone_determines_a_level_at_either_end(instrument: type[Instrument]) -> None:
    _alone(best(instrument))
    _alone(worst(instrument))


@given(assessments(), _SOME)
def test_an_instrument_never_lowers_what_a_clinician_answered(before: Assessment, scored: Sequence[Scored]) -> None:
    """It may raise an answer or leave it open; it never lowers one that a clinician gave, and "unsure" is one."""
    after = before.with_instruments(*scored)
    (low, high), (low_after, high_after) = before.ends(), after.ends()
    for scale in before.scales:
        name = scale.id
        assert low_after[name] >= low[name]
        if before.answer(name) is not None:
            assert high_after[name] >= high[name]


@given(assessments(), _SOME.flatmap(lambda some: st.tuples(st.just(some), st.permutations(some))))
def test_the_order_of_instruments_does_not_matter(
    before: Assessment, scored: tuple[list[Scored], list[Scored]]
) -> None:
    """The worse of two answers stands, whichever came first, and whether they came at once or one by one."""
    some, shuffled = scored
    at_once = before.with_instruments(*some)
    one_by_one = before
    for one in shuffled:
        one_by_one = one_by_one.with_instruments(one)
    assert one_by_one.ends() == at_once.ends()
    assert one_by_one.closed_dimensions() == at_once.closed_dimensions()
    assert one_by_one.model_copy(update={"provenance": ()}) == at_once.model_copy(update={"provenance": ()})
    assert {one.model_dump_json() for one in one_by_one.provenance} == {
        one.model_dump_json() for one in at_once.provenance
    }


@given(assessments(), _SOME)
def test_to_merge_the_same_again_changes_nothing(before: Assessment, scored: Sequence[Scored]) -> None:
    once = before.with_instruments(*scored)
    assert once.with_instruments(*scored) == once


_NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@given(assessments(), _SOME)
def test_a_stale_score_is_never_more_certain_than_a_fresh_one(before: Assessment, scored: Sequence[Scored]) -> None:
    """A score that is older than the limit says what the answer is at the least, and settles nothing."""
    fresh = before.with_instruments(*scored)
    stale = before.with_instruments(*scored, at=_NOON, stale_after=timedelta(days=1))  # of unknown age, so stale
    (low, high), (low_stale, high_stale) = fresh.ends(), stale.ends()
    for scale in before.scales:
        assert low_stale[scale.id] == low[scale.id]
        assert high_stale[scale.id] >= high[scale.id]


@given(assessments(), _SOME)
def test_no_screen_settles_a_headline(before: Assessment, scored: Sequence[Scored]) -> None:
    """A screener raises and asks; two negative screens for use say that there is none, and close no dimension."""
    after = before.with_instruments(*scored)
    counted = any(isinstance(one, Dsm5Count) for one in scored)
    for scale in before.scales:
        if not scale.closes:
            continue
        judged, answer = before.answer(scale.id), after.answer(scale.id)
        if not isinstance(judged, Scale):
            assert scale.dimension.id not in after.closed_dimensions()
        if isinstance(answer, Scale) and answer != judged:
            assert scale.id == "use_disorder"
            assert counted or (answer == 0 and judged is None)


@given(assessments(), _SOME)
def test_provenance_survives_json(before: Assessment, scored: Sequence[Scored]) -> None:
    person = before.with_instruments(*scored)
    assert Assessment.model_validate_json(person.model_dump_json()) == person


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=INSTRUMENTS)
@_in_turn
@given(data=st.data())
def test_a_worse_item_never_shows_less(instrument: type[Instrument], data: st.DataObject) -> None:
    """Need only grows: whoever scores higher on an item is at the least where they would have been."""
    less = data.draw(filled_in(instrument))
    fields = possible(instrument)
    name = data.draw(st.sampled_from([one for one in fields if one not in {"sex", "as_prescribed", "applies"}]))
    now = getattr(less, name)
    values = [one for one in fields[name] if one is not None and (now is None or one > now)]
    if getattr(instrument, "reversed_item", None) == name:
        values = [False] if now else []
    if not values:
        return
    more = less.model_copy(update={name: data.draw(st.sampled_from(values))})
    low, low_after = (Assessment().with_instruments(one).floor() for one in (less, more))
    assert all(low_after[one] >= position for one, position in low.items())
