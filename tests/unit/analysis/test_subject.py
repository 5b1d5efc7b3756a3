import pytest

from placement import FIVE_LEVEL, Service, UnknownSubject
from placement.analysis.subject import Subject, Value, wanted
from placement.language.condition import AtLeast, all_of
from tests.tiny_rulebook import FEVERISH, LOW, SERVICE, TINY


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
    found = wanted(TINY, subject, value)
    assert (found.text, found.when) == (text, when)


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
