"""Totals, bands and answers of every instrument."""

import json
from datetime import UTC, datetime
from itertools import product
from typing import Any, Final, Literal

import pytest
from pydantic import ValidationError

from placement import Scale
from placement.instruments import (
    INSTRUMENTS,
    Audit,
    AuditC,
    Banded,
    CiwaAr,
    Cows,
    Dast10,
    Dsm5Count,
    Gad7,
    Instrument,
    Observed,
    Pawss,
    Phq9,
    SuicideScreener,
    Summed,
    Tallied,
)
from tests.unit.instruments.filled_in import best, possible, with_total, worst

_NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_SECRET: Final = 739_184_265
_TALLIED: Final = [one for one in INSTRUMENTS.values() if issubclass(one, Tallied)]
_BANDED: Final = [one for one in _TALLIED if issubclass(one, Banded)]


def _named(one: object) -> str:
    return getattr(one, "id", str(one))


@pytest.mark.parametrize(
    ("instrument", "highest"),
    [
        (CiwaAr, 67),
        (Cows, 48),
        (Pawss, 10),
        (Dsm5Count, 11),
        (Audit, 40),
        (AuditC, 12),
        (Dast10, 10),
        (Phq9, 27),
        (Gad7, 21),
    ],
    ids=_named,
)
def test_totals_run_from_nought_to_the_published_highest(instrument: type[Tallied], highest: int) -> None:
    assert (best(instrument).total, worst(instrument).total) == (0, highest)
    for total in range(highest + 1):
        assert with_total(instrument, total).total == total


@pytest.mark.parametrize("instrument", _BANDED, ids=_named)
def test_bands_cover_every_total_once_and_never_fall(instrument: type[Banded]) -> None:
    covered = [total for band in instrument.bands for total in range(band.least, band.most + 1)]
    assert covered == list(range(instrument.highest() + 1))
    least = [band.at_least if band.answer == "unsure" else band.answer for band in instrument.bands]
    positions = [0 if one is None else int(one) for one in least]
    assert positions == sorted(positions)


@pytest.mark.parametrize("instrument", _BANDED, ids=_named)
def test_the_band_is_the_one_that_holds_the_total(instrument: type[Banded]) -> None:
    for total in range(instrument.highest() + 1):
        scored = with_total(instrument, total)
        assert isinstance(scored, Banded)
        assert scored.band.least <= total <= scored.band.most
        assert scored.band is instrument.band_of(total)


@pytest.mark.parametrize("instrument", [Cows, Gad7, Dast10, AuditC], ids=_named)
def test_a_total_says_what_its_items_would(instrument: type[Summed | AuditC]) -> None:
    for total in range(instrument.highest() + 1):
        spoken = with_total(instrument, total).model_copy(update={"taken_at": _NOON}).observed()
        assert instrument.of_total(total, taken_at=_NOON) == spoken


def test_a_ciwa_total_by_itself_knows_of_no_sign() -> None:
    """Issue 9: totals alone leave signs open; so does an instrument whose signs were not filled in."""
    for total in range(68):
        (said,) = CiwaAr.of_total(total, taken_at=_NOON)
        band = CiwaAr.band_of(total).answer
        assert isinstance(band, Scale)
        assert (said.answer, said.at_least, said.total, said.at) == ("unsure", band.key, total, _NOON)
        not_known = dict.fromkeys(("seizure", "delirium", "hallucinations"))
        assert with_total(CiwaAr, total).model_copy(update={**not_known, "taken_at": _NOON}).observed() == (said,)


def test_an_audit_total_by_itself_says_what_all_of_its_fillings_in_say() -> None:
    """Every total, every sex, and every sum of the first three items that can be part of it: 1,300 fillings in."""
    looked_at = 0
    sexes: tuple[Literal["female", "male", "other"] | None, ...] = ("female", "male", "other", None)
    for total, sex in product(range(41), sexes):
        said: set[Observed] = set()
        for first in range(max(0, total - 28), min(12, total) + 1):
            values = [*_shared_out(first, [4] * 3), *_shared_out(total - first, [4] * 5 + [4, 4])]
            scored = _audit_of(values, sex)
            if scored is not None:
                assert scored.total == total
                said.update(scored.observed())
                looked_at += 1
        (by_total,) = Audit.of_total(total, sex=sex)
        assert list(said) == [by_total] if len(said) == 1 else (by_total.answer, by_total.at_least) == ("unsure", None)
    assert looked_at == 1_300


def _shared_out(sum_: int, most: list[int]) -> list[int]:
    """Return values that add up to a sum, each as high as there is room for."""
    values = []
    for highest in most:
        values.append(min(highest, sum_))
        sum_ -= values[-1]
    return values


def _audit_of(values: list[int], sex: str | None) -> Audit | None:
    """Return AUDIT of ten values; None where the ninth or tenth is odd."""
    if any(one % 2 for one in values[8:]):
        return None
    return Audit.model_validate({**{f"item_{at}": one for at, one in enumerate(values, 1)}, "sex": sex})


@pytest.mark.parametrize("instrument", [Audit, AuditC], ids=_named)
def test_a_sex_of_which_nothing_is_published_is_refused(instrument: type[Audit | AuditC]) -> None:
    with pytest.raises(ValueError, match=r"^`sex`: expected `female`, `male`, `other`, or None where it is not known$"):
        instrument.of_total(3, sex="f")  # type: ignore[arg-type]


def test_a_phq_total_asks_for_suicide_risk_where_its_ninth_item_must_have_a_point() -> None:
    for total in range(28):
        possible_items = [item for item in range(4) if 0 <= total - item <= 24]
        scales = [one.scale for one in Phq9.of_total(total)]
        assert ("suicide_risk" in scales) is (min(possible_items) > 0)
        for item in possible_items:
            values = [*_shared_out(total - item, [3] * 8), item]
            scored = Phq9.model_validate({f"item_{at}": one for at, one in enumerate(values, 1)})
            assert Phq9.of_total(total, item_9=item) == scored.observed()


@pytest.mark.parametrize(
    ("total", "item", "expected"),
    [
        (12, 4, "expected a whole number from 0 to 3"),
        (12, -1, "expected a whole number from 0 to 3"),
        (12, True, "expected a whole number from 0 to 3"),
        (12, "1", "expected a whole number from 0 to 3"),
        (2, 3, "expected no more than the total, and no less than the other items leave of it"),
        (26, 1, "expected no more than the total, and no less than the other items leave of it"),
    ],
)
def test_a_ninth_item_that_cannot_be_part_of_the_total_is_refused(total: int, item: Any, expected: str) -> None:  # noqa: ANN401 - what is wrong is of any type
    with pytest.raises(ValueError, match=f"^`item_9`: {expected}$"):
        Phq9.of_total(total, item_9=item)


@pytest.mark.parametrize("total", [-1, 28, True, 3.0, "3", None])
def test_a_total_that_there_is_not_is_refused(total: Any) -> None:  # noqa: ANN401 - what is wrong is of any type
    with pytest.raises(ValueError, match=r"^`total`: expected a whole number from 0 to 27$"):
        Phq9.of_total(total)


def test_a_sign_beside_the_score_means_complicated_withdrawal_whatever_the_total() -> None:
    for sign in ("seizure", "delirium", "hallucinations"):
        calm = best(CiwaAr).model_copy(update={sign: True})
        assert isinstance(calm, CiwaAr)
        assert (calm.total, calm.band.answer, calm.answer) == (0, 0, 4)
        (said,) = calm.observed()
        assert (said.answer, said.total) == ("complicated", 0)


def test_signs_that_are_not_known_leave_withdrawal_open_above_the_band() -> None:
    """Issue 9. Every combination of yes, no and not known, for every total: 1,836."""
    made = [with_total(CiwaAr, total) for total in range(68)]
    for signs in product((True, False, None), repeat=3):
        beside: dict[str, bool | None] = dict(zip(("seizure", "delirium", "hallucinations"), signs, strict=True))
        for scored in (one.model_copy(update=beside) for one in made):
            assert isinstance(scored, CiwaAr)
            possible_answers = {4 if any(one) else scored.band.answer for one in _completions(signs)}
            least = min(int(one) for one in possible_answers if one is not None)
            expected = (least, None) if len(possible_answers) == 1 else ("unsure", least)
            assert (scored.answer, scored.at_least) == expected


def _completions(given: tuple[bool | None, ...]) -> list[tuple[bool, ...]]:
    return list(product(*((False, True) if one is None else (one,) for one in given)))


@pytest.mark.parametrize("item", ["tactile", "auditory", "visual"])
@pytest.mark.parametrize(("denied", "answer"), [(None, "unsure"), (False, 1), (True, 4)])
def test_perception_items_of_four_or_more_are_hallucinations_unless_they_are_denied(
    item: str, denied: bool | None, answer: object
) -> None:
    scored = best(CiwaAr).model_copy(update={item: 4, "hallucinations": denied})
    assert (scored.answer, scored.at_least) == (answer, 1 if answer == "unsure" else None)


def test_a_pawss_score_under_four_asks_for_age_and_head_injury() -> None:
    """Every combination of yes, no and not known, for every total: 99."""
    for total, beside in product(range(11), product((True, False, None), repeat=2)):
        over_65, head_injury = beside
        scored = with_total(Pawss, total).model_copy(update={"over_65": over_65, "past_head_injury": head_injury})
        possible_answers = {2 if total >= 4 else int(any(one)) for one in _completions(beside)}
        expected = (possible_answers.pop(), None) if len(possible_answers) == 1 else ("unsure", 0)
        assert (scored.answer, scored.at_least) == expected
        assert len(scored.observed()) == 1
        assert not scored.model_copy(update={"applies": False}).observed()


@pytest.mark.parametrize(
    ("criteria", "as_prescribed", "risky", "answer"),
    [
        ({"item_1"}, False, None, "unsure"),
        ({"item_1"}, False, False, 0),
        (set(), False, True, 1),
        ({"item_1", "item_2"}, False, None, 2),
        ({"tolerance", "withdrawal"}, False, None, 2),
        ({"tolerance", "withdrawal"}, True, False, 0),
        ({"tolerance", "withdrawal", "item_1", "item_2"}, True, None, 2),
        ({"tolerance", "withdrawal", "item_1", "item_2"}, False, None, 3),
    ],
)
def test_tolerance_and_withdrawal_do_not_count_for_medicines_taken_as_prescribed(
    criteria: set[str], as_prescribed: bool, risky: bool | None, answer: object
) -> None:
    items = {name: name in criteria for name in Dsm5Count.items()}
    assert Dsm5Count.model_validate({**items, "as_prescribed": as_prescribed, "risky_use": risky}).answer == answer


@pytest.mark.parametrize(
    ("total", "sex", "positive"),
    [
        (2, "female", False),
        (3, "female", True),
        (3, "male", False),
        (4, "male", True),
        (3, None, True),
        (2, None, False),
        (3, "other", True),
        (2, "other", False),
    ],
)
def test_audit_c_has_a_threshold_for_each_sex_and_the_lower_one_where_it_is_not_known(
    total: int, sex: str | None, positive: bool
) -> None:
    scored = with_total(AuditC, total).model_copy(update={"sex": sex})
    assert isinstance(scored, AuditC)
    assert scored.positive is positive
    assert (scored.answer, scored.at_least) == (("unsure", 1) if positive else (None, None))
    assert AuditC.of_total(total, sex=scored.sex) == scored.observed()


def test_audit_is_never_below_what_audit_c_says_of_its_first_three_items() -> None:
    """Issue 9. Every value of the three items, and every sex: 500."""
    for values, sex in product(product(range(5), repeat=3), ("female", "male", "other", None)):
        scored = _audit_of([*values, *[0] * 7], sex)
        three = AuditC(item_1=values[0], item_2=values[1], item_3=values[2], sex=sex)  # type: ignore[arg-type]
        assert scored is not None
        assert (scored.answer, scored.at_least) == (
            (three.answer, three.at_least) if sum(values) < 8 else ("unsure", 1)
        )


def test_the_reversed_item_counts_where_it_is_denied() -> None:
    items = dict.fromkeys(Dast10.items(), False)
    assert Dast10.model_validate(items).total == 1
    assert Dast10.model_validate(items | {"item_3": True}).total == 0


@pytest.mark.parametrize(
    ("instrument", "total", "at_least"),
    [(Audit, 8, 1), (Dast10, 1, 1), (Phq9, 5, 1), (Phq9, 10, 2), (Gad7, 5, 1), (Gad7, 10, 2)],
    ids=_named,
)
def test_a_positive_screen_raises_the_answer_and_asks(instrument: type[Summed], total: int, at_least: int) -> None:
    scored = with_total(instrument, total)
    assert (scored.answer, scored.at_least) == ("unsure", at_least)


@pytest.mark.parametrize("instrument", [Audit, AuditC, Dast10, Phq9, Gad7], ids=_named)
def test_no_screen_settles_a_headline_whatever_its_total(instrument: type[Summed | AuditC]) -> None:
    """Issue 9: no screen looked at the whole dimension. Negative, it answers nothing."""
    assert instrument.scale.closes
    for total in range(instrument.highest() + 1):
        assert with_total(instrument, total).answer in {None, "unsure"}
    assert best(instrument).answer is None


def test_a_negative_screen_for_one_kind_of_substance_says_so_of_that_kind() -> None:
    (said,) = best(AuditC).observed()
    assert (said.answer, said.part, said.rest, said.total) == ("no_risky_use", "alcohol", "other_drugs", 0)
    (said,) = best(Dast10).observed()
    assert (said.answer, said.part, said.rest, said.total) == ("no_risky_use", "other_drugs", "alcohol", 0)
    assert best(Gad7).observed() == ()


def test_the_ninth_item_asks_for_an_evaluation_of_suicide_risk() -> None:
    items = dict.fromkeys(Phq9.items(), 0)
    assert Phq9.model_validate(items).observed() == ()
    mood, risk = Phq9.model_validate({**items, "item_1": 3, "item_2": 3, "item_9": 1, "taken_at": _NOON}).observed()
    assert (mood.scale, mood.answer, mood.at_least, mood.total) == ("co_occurring", "unsure", "stable", 7)
    assert (risk.scale, risk.answer, risk.at_least, risk.total, risk.at) == (
        "suicide_risk",
        "unsure",
        "passive_thoughts",
        None,
        _NOON,
    )


@pytest.mark.parametrize(
    ("said", "answer", "at_least"),
    [
        ({}, "unsure", 0),
        (dict.fromkeys(possible(SuicideScreener), False), 0, None),
        ({"wish_dead": False, "thoughts": False, "behaviour_recent": False, "behaviour_lifetime": False}, 0, None),
        ({"wish_dead": True, "thoughts": False, "behaviour_recent": False, "behaviour_lifetime": False}, 1, None),
        ({"wish_dead": False, "thoughts": False, "behaviour_lifetime": False}, 0, None),
        ({"wish_dead": False, "thoughts": False, "behaviour_recent": False}, "unsure", 0),
        ({"wish_dead": False, "behaviour_lifetime": False}, "unsure", 0),
        ({"behaviour_lifetime": True, "thoughts": False}, "unsure", 2),
        ({"wish_dead": True, "thoughts": False}, "unsure", 1),
        ({"thoughts": True}, "unsure", 2),
        ({"plan_with_intent": True}, 4, None),
        ({"intent": True, "plan_with_intent": False}, 3, None),
        ({"behaviour_recent": True, "plan_with_intent": False}, 3, None),
        ({"behaviour_recent": True, "thoughts": False}, 3, None),
    ],
)
def test_the_screener_takes_the_worst_that_was_said_and_leaves_open_what_was_not_asked(
    said: dict[str, bool], answer: object, at_least: int | None
) -> None:
    screened = SuicideScreener.model_validate(said)
    assert (screened.answer, screened.at_least, screened.total) == (answer, at_least, None)


def test_the_screener_says_what_all_of_its_completions_say() -> None:
    """Issue 9: what is null stays open, at least what is true. Every yes, no and not asked: 2,187."""
    items = list(possible(SuicideScreener))
    worst_of = dict(SuicideScreener.first_true)
    for given in product((True, False, None), repeat=len(items)):
        said = dict(zip(items, given, strict=True))
        for asked, after in {
            "thoughts": ("method", "intent", "plan_with_intent"),
            "behaviour_lifetime": ("behaviour_recent",),
        }.items():
            if said[asked] is False:
                said |= {one: False for one in after if said[one] is None}
        answers = {
            max([int(worst_of[one]) for one, yes in zip(items, completed, strict=True) if yes], default=0)
            for completed in _completions(tuple(said.values()))
        }
        screened = SuicideScreener.model_validate(dict(zip(items, given, strict=True)))
        least = min(answers)
        assert (screened.answer, screened.at_least) == ((least, None) if len(answers) == 1 else ("unsure", least))


@pytest.mark.parametrize(
    ("item", "answer"),
    [
        ("plan_with_intent", 4),
        ("intent", 3),
        ("behaviour_recent", 3),
        ("method", 2),
        ("thoughts", 2),
        ("behaviour_lifetime", 2),
        ("wish_dead", 1),
    ],
)
def test_each_question_of_the_screener_gives_its_answer(item: str, answer: int) -> None:
    assert (
        SuicideScreener.model_validate(dict.fromkeys(possible(SuicideScreener), False) | {item: True}).answer == answer
    )


def test_an_instrument_that_says_nothing_of_its_answer_is_no_instrument() -> None:
    class Silent(Instrument):
        pass

    with pytest.raises(TypeError, match="abstract"):
        Silent.model_validate({})


# ------------------------------------------------------------------------------------------------------ wrong values


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=_named)
@pytest.mark.parametrize("wrong", [_SECRET, -_SECRET, str(_SECRET), [_SECRET], 0.5, 1.0, "true"])
def test_a_wrong_item_is_named_and_its_value_is_not(instrument: type[Instrument], wrong: object) -> None:
    right = best(instrument).model_dump()
    for name in possible(instrument):
        with pytest.raises(ValidationError) as raised:
            instrument.model_validate({**right, name: wrong})
        (mistake,) = raised.value.errors()
        assert mistake["loc"] == (name,)
        assert str(_SECRET) not in f"{raised.value}{raised.value.errors()}"


@pytest.mark.parametrize(
    ("instrument", "item", "missing", "expected"),
    [
        (Cows, "pulse", 3, "expected one of 0, 1, 2, 4"),
        (Cows, "gooseflesh", 1, "expected one of 0, 3, 5"),
        (Audit, "item_9", 1, "expected one of 0, 2, 4"),
    ],
    ids=_named,
)
def test_a_value_between_two_that_there_are_is_refused(
    instrument: type[Instrument], item: str, missing: int, expected: str
) -> None:
    with pytest.raises(ValidationError) as raised:
        instrument.model_validate(best(instrument).model_dump() | {item: missing})
    assert [one["msg"] for one in raised.value.errors()] == [expected]


@pytest.mark.parametrize("instrument", _TALLIED, ids=_named)
def test_an_item_that_is_left_out_is_asked_for_and_never_counts_as_nought(instrument: type[Tallied]) -> None:
    for name in instrument.items():
        items = {key: value for key, value in worst(instrument).model_dump().items() if key != name}
        with pytest.raises(ValidationError) as raised:
            instrument.model_validate(items)
        assert [(one["loc"], one["msg"]) for one in raised.value.errors()] == [((name,), "Field required")]


def test_a_time_needs_its_zone() -> None:
    with pytest.raises(ValidationError) as raised:
        best(Gad7).model_validate({**best(Gad7).model_dump(), "taken_at": datetime(2026, 3, 2, 12)})  # noqa: DTZ001 - that is what is wrong
    assert [(one["loc"], one["msg"]) for one in raised.value.errors()] == [
        (("taken_at",), "Input should have timezone info")
    ]


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=_named)
def test_an_instrument_survives_as_json_and_shows_nothing_of_itself(instrument: type[Instrument]) -> None:
    scored = worst(instrument).model_copy(update={"taken_at": _NOON})
    text = scored.model_dump_json()
    assert instrument.model_validate_json(text) == scored
    assert json.loads(text)["taken_at"] == "2026-03-02T12:00:00Z"
    assert repr(scored) == f"<{instrument.__name__}>"
    assert instrument.id in INSTRUMENTS
    assert instrument.title
    assert instrument.sources
