"""What a card says of the answers that it rests on."""

from datetime import UTC, datetime, timedelta

import pytest

from placement import ResourceError, place
from placement.cds_hooks import Card, cds_card
from placement.cds_hooks.basis import basis_of
from placement.fhir import ResponseDetails
from placement.fhir.response_details import ResponseStatus
from tests.known import known

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
MONTH = timedelta(days=30)


def details(authored: str | None = "2026-03-04", status: ResponseStatus = "completed") -> ResponseDetails:
    return ResponseDetails(status=status, authored=authored, subject="Patient/1")


def card(answers: ResponseDetails) -> Card:
    said = place(known(use_disorder="severe"), engine="reference")
    return cds_card(said, subject="Patient/1", at=AT, answers=answers, stale_after=MONTH)


@pytest.mark.parametrize(
    ("status", "sentence", "cautions"),
    [
        ("completed", "Answers of 2026-03-04, completed.", ()),
        ("amended", "Answers of 2026-03-04, completed, and amended since.", ()),
        ("in-progress", "Answers of 2026-03-04, in progress.", ("the answers are in progress",)),
        ("stopped", "Answers of 2026-03-04, stopped before the end.", ("the answers are stopped before the end",)),
        ("entered-in-error", "Answers of 2026-03-04, entered in error.", ("the answers are entered in error",)),
    ],
)
def test_a_status_is_said_in_words(status: ResponseStatus, sentence: str, cautions: tuple[str, ...]) -> None:
    assert basis_of(details(status=status), AT, MONTH) == (sentence, cautions)


@pytest.mark.parametrize(
    ("authored", "limit", "cautions"),
    [
        ("2026-03-04T05:06:07Z", MONTH, ()),
        ("2026-02-02T05:06:07Z", MONTH, ()),
        ("2026-02-02T05:06:06Z", MONTH, ("the answers are, or may be, older than 30 days",)),
        ("2026-03", MONTH, ()),
        ("2026", MONTH, ("the answers are, or may be, older than 30 days",)),
        ("2026-03-03", timedelta(hours=36), ("the answers are, or may be, older than 36 hours",)),
        ("2026-03-02", timedelta(days=1), ("the answers are, or may be, older than 1 day",)),
        ("2026-02-02T05:06:60+00:00", timedelta(0), ("the answers are, or may be, older than 0 days",)),
        ("2026-03-04T05:06:08Z", None, ("the answers are dated in the future",)),
        ("2026-03-05", MONTH, ("the answers are dated in the future",)),
        ("2019", None, ()),
        (None, None, ()),
        (None, MONTH, ("it is not known how old the answers are",)),
    ],
)
def test_the_age_of_answers_is_counted_from_the_earliest_time_they_may_be_of(
    authored: str | None, limit: timedelta | None, cautions: tuple[str, ...]
) -> None:
    assert basis_of(details(authored), AT, limit).cautions == cautions


def test_a_day_begins_where_it_does_so_first() -> None:
    """At ten in the morning of the fourth in London it is past midnight of the fifth in Kiribati."""
    assert basis_of(details("2026-03-05"), AT.replace(hour=10), MONTH).cautions == ()


@pytest.mark.parametrize("at", [None, AT.replace(tzinfo=None)])
def test_an_age_needs_a_time_to_count_from(at: datetime | None) -> None:
    with pytest.raises(ValueError, match=r"^`at`: expected a time with its offset from UTC"):
        basis_of(details(), at, MONTH)
    assert basis_of(details("2019"), None, None) == ("Answers of 2019, completed.", ())


def test_a_card_says_date_and_status() -> None:
    lines = card(details()).detail.splitlines()
    assert lines[2] == "Answers of 2026-03-04, completed."
    assert card(details()).suggestions
    assert "Answers without a date" in cds_card(place(known()), answers=details(None)).detail


def test_answers_that_may_not_be_relied_on_are_said_to_be_so_first() -> None:
    doubtful = card(details("2019", "in-progress"))
    assert doubtful.summary == (
        "Recommended level of care: 1, outpatient; the answers are in progress; "
        "the answers are, or may be, older than 30 days"
    )
    assert doubtful.indicator == "warning"
    assert doubtful.suggestions is None
    assert "\nPlease note:\n\n- The answers are in progress\n- The answers are, or may be" in doubtful.detail


def test_nothing_is_drafted_for_one_person_from_the_answers_of_another() -> None:
    said = place(known(use_disorder="severe"), engine="reference")
    with pytest.raises(ResourceError, match=r"`subject`: expected the person whom the answers are about$"):
        cds_card(said, subject="Patient/2", at=AT, answers=details())
    nameless = ResponseDetails(status="completed", authored="2026-03-04")
    assert cds_card(said, subject="Patient/2", at=AT, answers=nameless).suggestions


def test_a_summary_keeps_room_for_the_level() -> None:
    """What does not fit is in the detail alone."""
    said = place(known(use_disorder="risky_use", home_safety="unsure"), engine="reference")
    crowded = cds_card(said, at=AT, answers=details("2019", "stopped"), stale_after=MONTH)
    assert crowded.summary == (
        "Recommended level of care: 0.5, early intervention; may be urgent: an answer is open; "
        "the answers are stopped before the end"
    )
    assert "\n- The answers are, or may be, older than 30 days\n" in crowded.detail
