"""What `place` refuses: exact messages, and nothing of the person in them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from placement import FIVE_LEVEL, Ages, Answers, Assessment, MismatchedAssessment, OutOfScope, Rulebook, Words, place
from placement.analysis import next_questions
from placement.assessment.answers import answers_model
from placement.language.scale import new_scale
from placement.reviews import review
from tests.tiny_rulebook import TINY, tiny

_NOBODY: Final = Assessment()
_place: Callable[..., object] = place  # as a caller without a type checker has it


@pytest.mark.parametrize("engine", ["fast", "", "REFERENCE", None])
def test_an_engine_that_there_is_not_is_refused(engine: str | None) -> None:
    with pytest.raises(ValueError, match=r"^`engine`: expected one of `auto`, `reference`, `durable`, `both`$"):
        _place(_NOBODY, engine=engine)


@pytest.mark.parametrize("person", [None, {"suicide_risk": 4}, '{"suicide_risk": 4}', Assessment])
def test_what_is_no_assessment_is_refused(person: object) -> None:
    with pytest.raises(MismatchedAssessment) as raised:
        _place(person)
    assert str(raised.value) == (
        "`assessment`: expected an `Assessment` or an instance of `rulebook.assessment_model()`"
    )


def test_any_rulebook_can_place_and_an_assessment_knows_which() -> None:
    placed = place(TINY.assessment_model()(), engine="reference")
    assert (placed.rulebook.id, placed.rulebook.headline) == ("tiny", "service")
    assert [str(case.level) for case in placed.cases] == [str(value) for value in TINY.tracks[0]]


def _extended(**changed: Any) -> Rulebook:  # noqa: ANN401 - any part of a rulebook
    return replace(FIVE_LEVEL, guarantees=(), words=Words(), **changed)


def test_without_levels_each_value_of_the_headline_is_one() -> None:
    placed = place(_NOBODY, _extended(levels=(), alternatives=()), engine="reference")
    assert placed.ceiling.level == "4"
    assert len(placed.cases) == len(FIVE_LEVEL.headline_track)
    assert placed.why_not("3.5").name == "high-intensity residential"


def test_an_assessment_for_another_rulebook_is_refused_and_the_difference_named() -> None:
    *scales, travel = FIVE_LEVEL.scales
    unmoved = tuple(one for one in FIVE_LEVEL.arrangements if all(test.fact != travel.id for test in one.when))
    still = tuple(one for one in FIVE_LEVEL.conflicts if "travel" not in one.id)
    with pytest.raises(MismatchedAssessment) as raised:
        place(_NOBODY, _extended(scales=tuple(scales), arrangements=unmoved, conflicts=still), engine="reference")
    assert str(raised.value) == (
        f"this assessment is of rulebook `five-level` {FIVE_LEVEL.version}; the rulebook given, "
        f"`five-level` {FIVE_LEVEL.version}, does not read `travel_difficulty`, which it asks: "
        "use `rulebook.assessment_model()`"
    )


def test_an_assessment_that_closes_otherwise_is_refused() -> None:
    document = FIVE_LEVEL.to_json().replace('"closes":false,"danger":true', '"closes":true,"danger":true')
    with pytest.raises(MismatchedAssessment) as raised:
        place(_NOBODY, Rulebook.from_json(document), engine="reference")
    differing = [f"`{scale.id}`" for scale in FIVE_LEVEL.scales if scale.danger and not scale.closes]
    assert str(raised.value) == (
        f"this assessment is of rulebook `five-level` {FIVE_LEVEL.version}; the rulebook given, "
        f"`five-level` {FIVE_LEVEL.version}, declares {', '.join(differing[:3])} and {len(differing) - 3} more "
        "otherwise: use `rulebook.assessment_model()`"
    )


def test_an_assessment_of_another_rulebook_says_whose_it_is_and_names_a_few_differences_each_way() -> None:
    with pytest.raises(MismatchedAssessment) as raised:
        place(_NOBODY, TINY)
    asked = [f"`{scale.id}`" for scale in FIVE_LEVEL.scales if scale.id not in {one.id for one in TINY.scales}]
    read = [f"`{scale.id}`" for scale in TINY.scales if scale.id not in {one.id for one in FIVE_LEVEL.scales}]
    assert f"{FIVE_LEVEL.version}; the rulebook given, `tiny` {TINY.version}, reads {', '.join(read[:3])}" in str(
        raised.value
    )
    assert f"which it does not ask; does not read {', '.join(asked[:3])} and {len(asked) - 3} more, which it asks" in (
        str(raised.value)
    )


def test_an_assessment_made_for_no_rulebook_says_so() -> None:
    with pytest.raises(MismatchedAssessment, match=r"^this assessment is made for no rulebook; the rulebook given, "):
        place(answers_model(TINY.scales[:1])(), TINY)


def test_the_model_that_the_message_names_is_taken() -> None:
    again = Rulebook.from_json(FIVE_LEVEL.to_json())
    own: Answers = again.assessment_model()(age=40)
    assert place(own, again, engine="reference") == place(Assessment(age=40), engine="reference")


def test_the_shipped_assessment_fits_a_copy_of_the_shipped_rulebook() -> None:
    again = Rulebook.from_json(FIVE_LEVEL.to_json())
    assert place(Assessment(age=40), again, engine="reference").rulebook.digest == FIVE_LEVEL.digest


def test_a_person_whom_the_rulebook_given_is_not_for_is_refused_by_whatever_reads_it() -> None:
    young = replace(TINY, id="young", ages=Ages(least=12, greatest=17))
    grown: Answers = TINY.assessment_model()(age=80)
    for ask in (place, next_questions, lambda person, rulebook: review("home", person, rulebook=rulebook)):
        with pytest.raises(OutOfScope, match=r"^`age`: expected 12 to 17 years$"):
            ask(grown, young)
    assert place(TINY.assessment_model()(age=12), young).rulebook.id == "young"
    assert place(TINY.assessment_model()(), young).rulebook.id == "young"


def test_anchors_in_another_order_are_another_scale() -> None:
    *others, fever = TINY.scales
    keys = [(anchor.key, anchor.label) for anchor in fever]
    moved = new_scale(fever.id, fever.title(), keys[:1] + keys[:0:-1], dimension=fever.dimension, sources=fever.sources)
    other = Rulebook.from_json(tiny(scales=(*others, moved), guarantees=()).to_json())
    with pytest.raises(MismatchedAssessment, match=rf"`tiny` {TINY.version}, declares `{fever.id}` otherwise: use"):
        place(TINY.assessment_model()(), other)


@pytest.mark.parametrize("rulebook", ["tiny", Rulebook, 3])
def test_what_is_no_rulebook_is_refused(rulebook: object) -> None:
    with pytest.raises(MismatchedAssessment, match=r"^`rulebook`: expected a `Rulebook`$"):
        _place(_NOBODY, rulebook)
