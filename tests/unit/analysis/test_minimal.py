import pytest

from placement import FIVE_LEVEL, UnknownSubject
from placement.analysis import MinimalPeople, minimal_people
from placement.criteria import OpioidWithdrawal, Pregnancy
from tests.tiny_rulebook import SERVICE, TINY, Fever, LowMood, Plan


def test_they_are_the_smallest_combinations_the_fewest_steps_first() -> None:
    assert list(minimal_people(TINY, SERVICE, SERVICE.WARD)) == [
        {"plan": Plan.PRESENT},
        {"low_mood": LowMood.SOME, "fever": Fever.VERY_HIGH},
    ]
    assert list(minimal_people(TINY, "service", "clinic")) == [
        {"low_mood": LowMood.SOME},
        {"plan": Plan.PRESENT},
        {"fever": Fever.HIGH},
    ]


def test_they_are_found_for_a_rating_a_criterion_a_rule_and_a_flag() -> None:
    mood = [{"low_mood": LowMood.SOME}, {"plan": Plan.PRESENT}]
    assert list(minimal_people(TINY, "mind", 2)) == mood
    assert list(minimal_people(TINY, "mind.low")) == mood
    assert list(minimal_people(TINY, "flag.fluids")) == [{"fever": Fever.HIGH}]
    assert list(minimal_people(TINY, "service.ward")) == list(minimal_people(TINY, "service", "ward"))


def test_they_are_a_sequence_of_anchors() -> None:
    found = minimal_people(TINY, "service", "ward")
    assert len(found) == 2
    assert found[0]["plan"].label == "present"
    assert found[-1] == {"low_mood": 1, "fever": 2}
    assert found[:1] == ({"plan": Plan.PRESENT},)
    with pytest.raises(TypeError, match="does not support item assignment"):
        found[0]["plan"] = Plan.ABSENT  # type: ignore[index]  # pyright: ignore[reportIndexIssue]


def test_they_are_said_in_sentences_and_shown_as_a_table() -> None:
    found = minimal_people(TINY, "service", "ward")
    assert found.sentences() == (
        "plan to harm oneself: “present”",
        "low mood: “some” or worse, and fever: “40 or more”",
    )
    assert found.rows() == [{"plan": "present"}, {"low_mood": "some", "fever": "40 or more"}]
    assert found.to_text() == (
        "service: ward:\n- plan to harm oneself: “present”\n- low mood: “some” or worse, and fever: “40 or more”"
    )
    assert repr(found) == "<2 smallest people for service: ward>"


def test_what_everybody_reaches_is_reached_by_anybody() -> None:
    found = minimal_people(TINY, "service", "home")
    assert list(found) == [{}]
    assert found.to_text() == "service: home or more:\n- anybody"
    assert found.rows() == [{}]


def test_what_nobody_reaches_has_no_smallest_people() -> None:
    found = minimal_people(TINY, "body", 4)
    assert (len(found), found.sentences(), found.rows()) == (0, (), [])
    assert found.to_text() == "body rated 4:"
    assert found._repr_html_() == "<div><p>body rated 4</p><ul></ul></div>"
    assert not found


def test_html_is_escaped() -> None:
    planted = MinimalPeople(TINY, "<script>alert(1)</script>", [TINY.lattice.encode({"plan": 1})])
    assert planted._repr_html_() == (
        "<div><p>&lt;script&gt;alert(1)&lt;/script&gt;</p><ul><li>plan to harm oneself: “present”</li></ul></div>"
    )


def test_errors_name_what_was_expected() -> None:
    with pytest.raises(UnknownSubject, match="track `service`: expected one of `home`, `clinic`, `ward`"):
        minimal_people(TINY, SERVICE)


def test_the_shipped_rulebook_says_who_needs_extended_monitoring() -> None:
    found = minimal_people(FIVE_LEVEL, "withdrawal_management", "ambulatory with extended monitoring")
    assert {"opioid_withdrawal": OpioidWithdrawal.anchor(1), "pregnancy": Pregnancy.anchor(1)} in list(found)
