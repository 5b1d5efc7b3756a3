import json
import re
from datetime import UTC, datetime
from typing import Any

import pytest

from placement import Recommendation, ResourceError
from placement.cds_hooks import cds_card, feedback
from placement.language.discrepancies import DISCREPANCY_REASONS
from placement.language.words import REASON_SYSTEM
from tests.sealed import recommended

_HIDDEN = "S3NTINEL"
CARD = cds_card(recommended())
CARDS: dict[str, Recommendation] = {CARD.uuid: recommended()}


def body(**fields: object) -> dict[str, Any]:
    plain = {"card": CARD.uuid, "outcome": "overridden", "outcomeTimestamp": "2026-03-04T05:06:07Z"}
    return {"feedback": [{name: value for name, value in {**plain, **fields}.items() if value is not None}]}


def reason(code: str, comment: str | None = None, system: str = REASON_SYSTEM, **fields: str) -> dict[str, Any]:
    given: dict[str, Any] = {"reason": {"code": code, "system": system, **fields}}
    return {"overrideReason": given if comment is None else {**given, "userComment": comment}}


def test_an_override_becomes_a_discrepancy() -> None:
    found = feedback(body(**reason("preference", "a course of study")), CARDS, decided_by="nurse 7")[CARD.uuid]
    assert (found.reasons, found.explanation) == (("preference",), "a course of study")
    assert found.recommended is recommended().floor.service
    assert found.recommended_ceiling is recommended().ceiling.service
    assert found.rulebook == recommended().rulebook
    assert (found.decided_by, found.decided_at) == ("nurse 7", datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC))
    assert (found.actual, found.direction) == (None, None)


def test_what_a_card_offers_can_be_answered() -> None:
    for one in CARD.override_reasons:
        assert feedback(body(**reason(one.code, "because")), CARDS)[CARD.uuid].reasons == (one.code,)


def test_accepting_gives_no_reasons() -> None:
    accepted = body(outcome="accepted", acceptedSuggestions=[{"id": "x"}], overrideReason={"userComment": "x"})
    found = feedback(json.dumps(accepted), CARDS)[CARD.uuid]
    assert (found.reasons, found.explanation, found.actual) == ((), "", None)


def test_an_override_without_a_reason_is_not_recorded() -> None:
    for said in (body(), body(overrideReason={}), body(overrideReason=None)):
        assert feedback(said, CARDS)[CARD.uuid].reasons == ("not-recorded",)
    found = feedback(body(overrideReason={"userComment": "x"}), CARDS)[CARD.uuid]
    assert (found.reasons, found.explanation) == (("not-recorded",), "x")


@pytest.mark.parametrize(
    ("given", "explanation"),
    [
        (reason("preference", "x", "https://example.org/reasons", display="patient asked"), "patient asked; x"),
        (reason("no-such-reason"), "no-such-reason"),
    ],
)
def test_another_reason_is_other_with_what_it_says(given: dict[str, Any], explanation: str) -> None:
    found = feedback(body(**given), CARDS)[CARD.uuid]
    assert (found.reasons, found.explanation) == (("other",), explanation)


def test_the_last_answer_to_a_card_counts() -> None:
    both = {"feedback": [body(**reason(code))["feedback"][0] for code in ("preference", "waiting-list")]}
    assert feedback(json.dumps(both).encode(), CARDS)[CARD.uuid].reasons == ("waiting-list",)
    assert feedback({"feedback": []}, CARDS) == {}


_TOO_LITTLE = [one.id for one in DISCREPANCY_REASONS if one.explanation_required]


@pytest.mark.parametrize("code", _TOO_LITTLE)
def test_a_reason_that_says_too_little_needs_a_comment(code: str) -> None:
    with pytest.raises(
        ResourceError, match=r"^feedback: `feedback\.0\.overrideReason\.userComment`: expected a comment"
    ):
        feedback(body(**reason(code)), CARDS)
    assert feedback(body(**reason(code, "because")), CARDS)


@pytest.mark.parametrize(
    ("said", "mistake"),
    [
        ("{", "the body: not as CDS Hooks defines it"),
        ([_HIDDEN], "the body: not as CDS Hooks defines it"),
        (json.dumps(body())[:-1] + ', "feedback": []}', "`feedback`: not as CDS Hooks defines it"),
        ({}, "`feedback`: not as CDS Hooks defines it"),
        ({"feedback": _HIDDEN}, "`feedback`: not as CDS Hooks defines it"),
        (body(card=_HIDDEN), "`feedback.0.card`: expected the uuid of a card that was shown"),
        (body(outcome=_HIDDEN), "`feedback.0.outcome`: not as CDS Hooks defines it"),
        (body(outcomeTimestamp="2026-03-04T05:06:07"), "`feedback.0.outcomeTimestamp`: not as CDS Hooks defines it"),
        (body(outcomeTimestamp=None), "`feedback.0.outcomeTimestamp`: not as CDS Hooks defines it"),
        (
            body(overrideReason={"reason": {"code": _HIDDEN}}),
            "`feedback.0.overrideReason.reason.system`: not as CDS Hooks defines it",
        ),
    ],
)
def test_what_is_no_feedback_is_refused_without_repeating_it(said: object, mistake: str) -> None:
    with pytest.raises(ResourceError, match=f"^feedback: {re.escape(mistake)}$") as caught:
        feedback(said, CARDS)
    assert _HIDDEN not in f"{caught.value}"
    assert caught.value.__context__ is None


def test_all_or_none_is_taken() -> None:
    both = {"feedback": [*body(**reason("preference"))["feedback"], *body(card=_HIDDEN)["feedback"]]}
    with pytest.raises(ResourceError, match=r"feedback\.1\.card"):
        feedback(both, CARDS)
