"""Totals, bands and answers of every instrument."""

import json
from datetime import UTC, datetime
from typing import Any, Final

import pytest
from pydantic import ValidationError

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
_SUMMED: Final = [one for one in _BANDED if issubclass(one, Summed)]


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


@pytest.mark.parametrize("instrument", _SUMMED, ids=_named)
def test_a_total_says_what_its_items_would(instrument: type[Summed]) -> None:
    for total in range(instrument.highest() + 1):
        (said,) = instrument.of_total(total, taken_at=_NOON)
        spoken = with_total(instrument, total).model_copy(update={"taken_at": _NOON}).observed()
        assert said == spoken[0]


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


@pytest.mark.parametrize(
    ("total", "applies", "older", "answer"),
    [
        (3, True, False, 0),
        (3, True, True, 1),
        (3, True, None, "unsure"),
        (4, True, None, 2),
        (4, True, True, 2),
        (10, False, True, None),
    ],
)
def test_a_pawss_score_under_four_asks_for_age_and_head_injury(
    total: int, applies: bool, older: bool | None, answer: object
) -> None:
    scored = with_total(Pawss, total).model_copy(update={"applies": applies, "older_or_head_injury": older})
    assert scored.answer == answer
    assert len(scored.observed()) == (answer is not None)


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
    ],
)
def test_audit_c_has_a_threshold_for_each_sex_and_the_lower_one_where_it_is_not_known(
    total: int, sex: str | None, positive: bool
) -> None:
    scored = with_total(AuditC, total).model_copy(update={"sex": sex})
    assert isinstance(scored, AuditC)
    assert scored.positive is positive
    assert scored.answer == (1 if positive else None)
    assert len(scored.observed()) == positive


def test_the_reversed_item_counts_where_it_is_denied() -> None:
    items = dict.fromkeys(Dast10.items(), False)
    assert Dast10.model_validate(items).total == 1
    assert Dast10.model_validate(items | {"item_3": True}).total == 0


@pytest.mark.parametrize(("instrument", "total"), [(Audit, 20), (Dast10, 6)], ids=_named)
def test_a_screen_that_makes_a_disorder_likely_asks_for_the_diagnosis(instrument: type[Summed], total: int) -> None:
    assert with_total(instrument, total - 1).answer == 1
    scored = with_total(instrument, total)
    assert (scored.answer, scored.at_least) == ("unsure", 1)


def test_the_ninth_item_asks_for_an_evaluation_of_suicide_risk() -> None:
    items = dict.fromkeys(Phq9.items(), 0)
    assert [one.scale for one in Phq9.model_validate(items).observed()] == ["co_occurring"]
    mood, risk = Phq9.model_validate({**items, "item_9": 1, "taken_at": _NOON}).observed()
    assert (mood.answer, mood.total) == ("none", 1)
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
