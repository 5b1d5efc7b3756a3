import copy
import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, NOTICE, Assessment, Recommendation, ResourceError, place
from placement.assessment.answers import Answers
from placement.cds_hooks import Card, cds_card
from placement.explain.wording import flags
from placement.language.discrepancies import DISCREPANCY_REASONS
from placement.language.words import REASON_SYSTEM
from tests.known import known
from tests.official.r4 import problems
from tests.sealed import PERSON

AT = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
SURE = known(use_disorder="severe")


def placed(person: Answers) -> Recommendation:
    return place(person, engine="reference")


@pytest.mark.parametrize(
    ("person", "indicator"),
    [
        (SURE, "info"),
        (Assessment(age=40), "warning"),
        (known(age=None), "warning"),
        (known(use_disorder="severe", suicide_risk="plan_with_intent"), "critical"),
        (Assessment.model_validate({"suicide_risk": "plan_with_intent"}), "critical"),
    ],
    ids=["settled", "open", "contradicting", "urgent", "urgent and open"],
)
def test_the_indicator_says_whether_it_can_wait(person: Answers, indicator: str) -> None:
    assert cds_card(placed(person)).indicator == indicator


def test_what_an_open_answer_could_make_urgent_is_a_warning_with_the_question_behind_it() -> None:
    said = placed(known(use_disorder="risky_use", home_safety="unsure"))
    assert said.determined
    assert any(finding.urgent and finding.verdict == "unknown" for finding in said.findings)
    card = cds_card(said)
    assert card.indicator == "warning"
    assert card.summary == "Recommended level of care: 0.5, early intervention; may be urgent: an answer is open"
    assert "\nCould be urgent:\n\n- The home is not safe; " in card.detail
    assert ": depends on safety at home\n" in card.detail


def test_what_is_urgent_already_is_not_said_to_be_possibly_so() -> None:
    said = placed(known(suicide_risk="plan_with_intent", home_safety="unsure"))
    card = cds_card(said)
    assert card.indicator == "critical"
    assert "may be urgent" not in card.summary
    assert "Could be urgent:" in card.detail


_SECTIONS = {
    "Cannot wait": ("met", True),
    "Could be urgent": ("unknown", True),
    "Whatever the level": ("met", False),
    "Possible, while answers are open": ("unknown", False),
}
_UNSURE = [scale.id for scale in FIVE_LEVEL.scales if scale.dimension.need]


@pytest.mark.parametrize(
    "sure", [{"detox_need": 4}, {"suicide_risk": 4}, {"relapse_risk": 3}, {"use_disorder": 4}], ids=str
)
@pytest.mark.parametrize("unsure", _UNSURE)
def test_a_flag_is_said_as_it_is_known(sure: dict[str, int], unsure: str) -> None:
    """Issue 9: a flag that an open answer could raise is shown as such, with the questions that decide it."""
    said = placed(known(**(sure | {unsure: "unsure"})))
    detail = cds_card(said).detail.replace("\\", "")
    titles = {answer.scale: answer.title for answer in said.answers}
    shown = {}
    for name in _SECTIONS:
        points = detail.partition(f"\n{name}:\n\n")[2].partition("\n\n")[0].splitlines()
        shown[name] = [point.removeprefix("- ") for point in points]
    for name, (verdict, urgent) in _SECTIONS.items():
        found = [
            one
            for one in flags(said)[0] + flags(said)[1] + flags(said)[2]
            if (one.verdict, one.urgent) == (verdict, urgent)
        ]
        more = [] if len(found) <= 5 or name != "Possible, while answers are open" else [f"And {len(found) - 5} more"]
        assert len(shown[name]) == (5 if more else len(found)) + len(more)
        assert shown[name][len(shown[name]) - len(more) :] == more
        for one, point in zip(found[:5] if more else found, shown[name], strict=False):
            text = f"{one.text[0].upper()}{one.text[1:]}"
            named = [titles[scale][0].lower() + titles[scale][1:] for scale in one.depends_on]
            questions = "; ".join(named[:5] + ([f"and {len(named) - 5} more"] if len(named) > 5 else []))
            assert point == (f"{text}: depends on {questions}" if questions else text)


def test_a_card_says_level_reasons_and_what_it_is_not() -> None:
    card = cds_card(placed(PERSON.model_copy(update={"housing": "stable"})))
    assert card.summary.startswith("Recommended level of care: 3, ")
    assert "\nWhy:\n\n- Alcohol withdrawal" in card.detail
    assert card.detail.startswith("**Recommended level of care: 3, ")
    assert card.detail.endswith(f"_{NOTICE}_")
    assert card.source.label.startswith("placement ")
    assert card.source.label.endswith(", rulebook five-level 2")


def test_a_card_names_the_first_of_what_is_missing() -> None:
    said = placed(Assessment(age=40))
    detail = cds_card(said).detail
    listed = re.findall(
        r"^- (.*)$", detail.partition("What would settle it:\n\n")[2].partition("\n\n")[0], re.MULTILINE
    )
    assert len(listed) == 6
    assert listed[-1] == f"And {len(said.missing) - 5} more"
    few = placed(known(suicide_risk="unsure"))
    assert "more" not in cds_card(few).detail.partition("What would settle it:")[2].partition("_")[0]


def test_a_summary_is_short_enough_whatever_the_levels_are_called() -> None:
    levels = tuple(replace(level, name=level.name + " and more" * 30) for level in FIVE_LEVEL.levels)
    services = tuple(replace(service, name=service.name + " and more" * 30) for service in FIVE_LEVEL.services)
    book = replace(FIVE_LEVEL, levels=levels, services=services)
    card = cds_card(place(book.assessment_model()(age=40), book, engine="reference"))
    assert len(card.summary) == 139
    assert card.summary.endswith("…; may be urgent: an answer is open")
    settled = cds_card(place(book.assessment_model().model_validate(SURE.model_dump()), book, engine="reference"))
    assert len(settled.summary) == 139
    assert settled.summary.endswith("…")


def test_a_card_is_written_as_cds_hooks_names_things() -> None:
    card = cds_card(placed(SURE), subject="Patient/1", at=AT, uuid="one")
    content = card.content()
    assert json.loads(card.to_json()) == content
    assert set(content) == {
        "uuid",
        "summary",
        "detail",
        "indicator",
        "source",
        "suggestions",
        "selectionBehavior",
        "overrideReasons",
    }
    assert content["uuid"] == "one"
    assert content["selectionBehavior"] == "at-most-one"
    (suggestion,) = content["suggestions"]
    assert set(suggestion) == {"label", "uuid", "isRecommended", "actions"}
    (action,) = suggestion["actions"]
    assert action["type"] == "create"
    assert problems(action["resource"]) == []
    assert (action["resource"]["resourceType"], action["resource"]["status"]) == ("ServiceRequest", "draft")
    assert Card.model_validate(content) == card


def test_nothing_is_suggested_unless_asked_or_where_there_is_nothing_to_request() -> None:
    for card in (
        cds_card(placed(SURE)),
        cds_card(placed(known()), subject="Patient/1", at=AT),
        cds_card(placed(Assessment()), subject="Patient/1", at=AT),
    ):
        assert not {"suggestions", "selectionBehavior"} & set(card.content())


def test_a_suggestion_needs_a_time() -> None:
    with pytest.raises(ResourceError, match=r"^`ServiceRequest`: `at`: expected a time with its offset from UTC$"):
        cds_card(placed(SURE), subject="Patient/1")


def test_every_reason_can_be_given_but_that_none_was() -> None:
    offered = [one["code"] for one in cds_card(placed(SURE)).content()["overrideReasons"]]
    assert offered == [one.id for one in DISCREPANCY_REASONS if one.id != "not-recorded"]
    assert {reason.system for reason in cds_card(placed(SURE)).override_reasons} == {REASON_SYSTEM}


def test_each_card_has_a_name_of_its_own() -> None:
    names = [cds_card(placed(SURE)).uuid for _ in range(2)]
    assert names[0] != names[1]
    assert all(UUID(name) for name in names)


def test_a_card_tells_nothing_in_repr_or_in_errors() -> None:
    card = cds_card(placed(PERSON))
    assert repr(card) == str(copy.deepcopy(card)) == "<Card>"
    with pytest.raises(ValidationError) as caught:
        Card.model_validate({"summary": "S3NTINEL" * 99})
    assert "S3NTINEL" not in f"{caught.value} {caught.value.errors()}"


def test_markdown_in_a_rulebook_stays_text() -> None:
    flags = tuple(replace(flag, text="<b>*go*</b>") for flag in FIVE_LEVEL.flags)
    book = replace(FIVE_LEVEL, flags=flags)
    person = book.assessment_model().model_validate({"age": 40, "suicide_risk": "plan_with_intent"})
    detail = cds_card(place(person, book, engine="reference")).detail
    assert r"\<b\>\*go\*\</b\>" in detail
