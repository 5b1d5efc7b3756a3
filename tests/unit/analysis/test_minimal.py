import pytest

from placement import FIVE_LEVEL, Service, UnknownSubject
from placement.analysis import MinimalPeople, minimal_people
from placement.analysis.minimal import Subject, Value, wanted
from placement.criteria import OpioidWithdrawal, Pregnancy
from placement.language.condition import AtLeast, all_of
from tests.tiny_rulebook import FEVERISH, LOW, SERVICE, TINY, Fever, LowMood, Plan


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
    smallest = minimal_people(TINY, "service", "ward")
    assert len(smallest) == 2
    assert smallest[0]["plan"].label == "present"
    assert smallest[-1] == {"low_mood": 1, "fever": 2}
    assert smallest[:1] == ({"plan": Plan.PRESENT},)
    with pytest.raises(TypeError, match="does not support item assignment"):
        smallest[0]["plan"] = Plan.ABSENT  # type: ignore[index]  # pyright: ignore[reportIndexIssue]


def test_they_are_said_in_sentences_and_shown_as_a_table() -> None:
    smallest = minimal_people(TINY, "service", "ward")
    assert smallest.sentences() == (
        "plan to harm oneself: “present”",
        "low mood: “some” or worse, and fever: “40 or more”",
    )
    assert smallest.rows() == [{"plan": "present"}, {"low_mood": "some", "fever": "40 or more"}]
    assert smallest.to_text() == (
        "service: ward:\n- plan to harm oneself: “present”\n- low mood: “some” or worse, and fever: “40 or more”"
    )
    assert repr(smallest) == "<2 smallest people for service: ward>"


def test_what_everybody_reaches_is_reached_by_anybody() -> None:
    smallest = minimal_people(TINY, "service", "home")
    assert list(smallest) == [{}]
    assert smallest.to_text() == "service: home or more:\n- anybody"
    assert smallest.rows() == [{}]


def test_what_nobody_reaches_has_no_smallest_people() -> None:
    smallest = minimal_people(TINY, "body", 4)
    assert (len(smallest), smallest.sentences(), smallest.rows()) == (0, (), [])
    assert smallest.to_text() == "body rated 4:"
    assert smallest._repr_html_() == "<div><p>body rated 4</p><ul></ul></div>"
    assert not smallest


def test_html_is_escaped() -> None:
    planted = MinimalPeople(TINY, "<script>alert(1)</script>", [TINY.lattice.encode({"plan": 1})])
    assert planted._repr_html_() == (
        "<div><p>&lt;script&gt;alert(1)&lt;/script&gt;</p><ul><li>plan to harm oneself: “present”</li></ul></div>"
    )


def test_errors_name_what_was_expected() -> None:
    with pytest.raises(UnknownSubject, match="track `service`: expected one of `home`, `clinic`, `ward`"):
        minimal_people(TINY, SERVICE)


def test_the_shipped_rulebook_says_who_needs_extended_monitoring() -> None:
    smallest = minimal_people(FIVE_LEVEL, "withdrawal_management", "ambulatory with extended monitoring")
    assert {"opioid_withdrawal": OpioidWithdrawal.anchor(1), "pregnancy": Pregnancy.anchor(1)} in list(smallest)


@pytest.mark.parametrize(
    ("subject", "value", "text", "when"),
    [
        (SERVICE, SERVICE.CLINIC, "service: clinic or more", AtLeast("service", 1)),
        ("service", "clinic", "service: clinic or more", AtLeast("service", 1)),
        ("service", "ward", "service: ward", AtLeast("service", 2)),
        ("service", "home", "service: home or more", all_of()),
        ("mind", 2, "mind rated 2 or worse", AtLeast("mind", 2)),
        ("mind", 4, "mind rated 4", AtLeast("mind", 4)),
        ("mind.low", None, "mind.low", LOW.when),
        ("body.feverish", None, "body.feverish", FEVERISH.when),
        ("service.clinic", None, "service.clinic", TINY.rules[0].when),
        ("flag.fluids", None, "flag.fluids", TINY.flags[0].when),
    ],
)
def test_a_subject_is_said_in_words_and_has_its_condition(
    subject: Subject, value: Value, text: str, when: object
) -> None:
    smallest = wanted(TINY, subject, value)
    assert (smallest.text, smallest.when) == (text, when)


_VALUES = "track `service`: expected one of `home`, `clinic`, `ward`"
_RATING = "rating `mind`: expected a whole number from 1 to 4"
_NOTHING = "is no track, rated dimension, flag, criterion or rule of `tiny`"


@pytest.mark.parametrize(
    ("subject", "value", "message"),
    [
        ("service", None, _VALUES),
        ("service", "planted-7731", _VALUES),
        ("service", 1, _VALUES),
        (SERVICE, Service.HOSPITAL, _VALUES),
        ("mind", None, _RATING),
        ("mind", 0, _RATING),
        ("mind", 5, _RATING),
        ("mind", True, _RATING),
        ("mind", "2", _RATING),
        ("mind.low", 2, "`mind.low` is met or not met: it takes no value"),
        ("flag.fluids", "yes", "`flag.fluids` is met or not met: it takes no value"),
        ("duties", 1, f"`duties` {_NOTHING}"),
        ("fever", 1, f"`fever` {_NOTHING}"),
        ("nothing", None, f"`nothing` {_NOTHING}"),
    ],
)
def test_what_a_rulebook_does_not_have_is_refused(subject: Subject, value: Value, message: str) -> None:
    with pytest.raises(UnknownSubject) as raised:
        wanted(TINY, subject, value)
    assert str(raised.value) == message


def test_a_number_that_names_a_service_is_taken_as_text_alone() -> None:
    assert wanted(FIVE_LEVEL, "service", "4").when == AtLeast("service", Service.HOSPITAL.position)
    with pytest.raises(UnknownSubject, match=r"expected one of `none`, `0\.5`, `1`"):
        wanted(FIVE_LEVEL, "service", 4)
