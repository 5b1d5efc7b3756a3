"""What `place` refuses: exact messages, and nothing of the person in them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest

from placement import FIVE_LEVEL, Answers, Assessment, DefinitionError, MismatchedAssessment, Rulebook, place
from tests.tiny_rulebook import TINY

_NOBODY: Final = Assessment()
_place: Callable[..., object] = place  # as a caller without a type checker has it

_TINY_LACKS: Final = """\
rulebook `tiny`: 10 to mend
- `place` needs the track `service` with the values `none`, `0.5`, `1`, `2.1`, `2.5`, `3.1`, `3.5`, `3.7`, `4`
- `place` needs the track `withdrawal_management` with the values `none`, `ambulatory`, \
`ambulatory with extended monitoring`, `24-hour monitored`, `hospital managed`
- `place` needs the track `mental_health_capability` with the values `standard`, `co-occurring capable`, \
`co-occurring enhanced`
- `place` needs the rated dimension `withdrawal`
- `place` needs the rated dimension `biomedical`
- `place` needs the rated dimension `psychological`
- `place` needs the rated dimension `readiness`
- `place` needs the rated dimension `relapse`
- `place` needs the rated dimension `environment`
- `place` needs the levels `none`, `0.5`, `1`, `2`, `3`, `4`"""


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


def test_a_rulebook_that_gives_no_level_of_care_cannot_place() -> None:
    with pytest.raises(DefinitionError) as raised:
        place(TINY.assessment_model()(), TINY, engine="reference")
    assert str(raised.value) == _TINY_LACKS


def _without_levels() -> Rulebook:
    return replace(FIVE_LEVEL, levels=(), alternatives=(), guarantees=())


def test_a_rulebook_without_levels_cannot_place() -> None:
    with pytest.raises(DefinitionError) as raised:
        place(_NOBODY, _without_levels(), engine="reference")
    assert raised.value.mistakes == ("`place` needs the levels `none`, `0.5`, `1`, `2`, `3`, `4`",)


def _extended(**changed: Any) -> Rulebook:  # noqa: ANN401 - any part of a rulebook
    return replace(FIVE_LEVEL, guarantees=(), **changed)


def test_an_assessment_for_another_rulebook_is_refused_and_the_difference_named() -> None:
    *scales, travel = FIVE_LEVEL.scales
    unmoved = tuple(one for one in FIVE_LEVEL.arrangements if all(test.fact != travel.id for test in one.when))
    still = tuple(one for one in FIVE_LEVEL.conflicts if "travel" not in one.id)
    with pytest.raises(MismatchedAssessment) as raised:
        place(_NOBODY, _extended(scales=tuple(scales), arrangements=unmoved, conflicts=still), engine="reference")
    assert str(raised.value) == (
        "this assessment does not ask what rulebook `five-level` reads: `travel_difficulty`: "
        "use `rulebook.assessment_model()`"
    )


def test_an_assessment_that_closes_otherwise_is_refused() -> None:
    document = FIVE_LEVEL.to_json().replace('"closes":false,"danger":true', '"closes":true,"danger":true')
    with pytest.raises(MismatchedAssessment) as raised:
        place(_NOBODY, Rulebook.from_json(document), engine="reference")
    differing = [f"`{scale.id}`" for scale in FIVE_LEVEL.scales if scale.danger and not scale.closes]
    assert str(raised.value) == (
        f"this assessment does not ask what rulebook `five-level` reads: {', '.join(differing)}: "
        "use `rulebook.assessment_model()`"
    )


def test_the_model_that_the_message_names_is_taken() -> None:
    again = Rulebook.from_json(FIVE_LEVEL.to_json())
    own: Answers = again.assessment_model()(age=40)
    assert place(own, again, engine="reference") == place(Assessment(age=40), engine="reference")


def test_the_shipped_assessment_fits_a_copy_of_the_shipped_rulebook() -> None:
    again = Rulebook.from_json(FIVE_LEVEL.to_json())
    assert place(Assessment(age=40), again, engine="reference").rulebook.digest == FIVE_LEVEL.digest
