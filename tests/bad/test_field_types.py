"""What a type checker would refuse is refused when a rulebook is built, in a sentence that names the place."""

import dataclasses
from typing import Any, Final

import pytest

from placement import CeilingGuarantee, DefinitionError, FloorGuarantee, LevelDescription, Rulebook, Scale, Words
from placement.language.condition import AtLeast, all_of
from placement.language.declarations import Arrangement, Conflict, Flag
from placement.language.graded import new_track
from placement.language.reviews import ReviewTimes
from placement.language.words import Ages
from tests.tiny_rulebook import LEAFLET, MIND, SERVICE, TINY, Fever, LowMood, tiny

_MORE: Final = "expected a comparison, such as `or_worse` of an anchor or `or_more` of a value"
_LESS: Final = "expected a comparison, such as `or_better` of an anchor or `or_less` of a value"
_COMMA: Final = "expected a tuple: write a comma after the one that it holds, `(..., )`"
_WARM: Final = Fever.VERY_HIGH.or_worse
_FLAG: Final = Flag("flag.x", "do it", _WARM, (LEAFLET,))
_FLOOR: Final = FloorGuarantee("g.x", "It is kept.", SERVICE.WARD.or_more, (_WARM,))
_CEILING: Final = CeilingGuarantee("g.x", "It is kept.", SERVICE.WARD.or_less, ("fever",))
_OFFERED: Final = Arrangement("delivery.x", "tea", ("ward",), (_WARM,))


def _but(declaration: Any, **fields: Any) -> Any:  # noqa: ANN401 - what a type checker would refuse
    return dataclasses.replace(declaration, **fields)


@pytest.mark.parametrize(
    ("changes", "mistake"),
    [
        ({"version": 3}, "`version`: expected text"),
        ({"title": " "}, "`tiny`: `title`: expected text"),
        ({"rules": list(TINY.rules)}, "`rules`: expected a tuple, each `Rule`"),
        ({"tracks": TINY.tracks[0]}, f"`tracks`: {_COMMA}"),
        ({"tracks": ("service",)}, "`tracks[0]`: expected a class derived from `Track`"),
        ({"headline": TINY.tracks[0]}, "`headline`: expected text: write its id, `service`"),
        ({"words": None}, "`words`: expected `Words`"),
        ({"words": _but(Words(), notice=b"x")}, "`words`: `notice`: expected text"),
        ({"ages": (12, 21)}, "`ages`: expected `Ages`"),
        ({"ages": _but(Ages(), least=12.5)}, "`ages`: `least`: expected a whole number or None"),
        ({"flags": (_but(_FLAG, urgent="no"),)}, "`flag.x`: `urgent`: expected True or False"),
        ({"flags": (_but(_FLAG, sources=LEAFLET),)}, f"`flag.x`: `sources`: {_COMMA}"),
        ({"flags": (_but(_FLAG, sources=("LEAFLET",)),)}, "`flag.x`: `sources[0]`: expected `Source`"),
        (
            {"flags": (_but(_FLAG, when=_but(_WARM, at_least=1.5)),)},
            "`flag.x`: `when`: `at_least`: expected a whole number",
        ),
        (
            {"flags": (_but(_FLAG, when=all_of(_WARM, AtLeast("low_mood", True))),)},  # noqa: FBT003 - a mistake
            "`flag.x`: `when`: `all[1]`: `at_least`: expected a whole number",
        ),
        ({"guarantees": (_but(_FLOOR, promises=SERVICE.WARD),)}, f"`g.x`: `promises`: {_MORE}"),
        ({"guarantees": (_but(_FLOOR, promises=SERVICE.WARD.or_less),)}, f"`g.x`: `promises`: {_MORE}"),
        ({"guarantees": (_but(_FLOOR, given=(Fever.VERY_HIGH,)),)}, f"`g.x`: `given[0]`: {_MORE}"),
        ({"guarantees": (_but(_FLOOR, given=_WARM),)}, f"`g.x`: `given`: {_COMMA}"),
        ({"guarantees": (_but(_CEILING, promises=SERVICE.WARD.or_more),)}, f"`g.x`: `promises`: {_LESS}"),
        (
            {"guarantees": (_but(_CEILING, without=(MIND,)),)},
            "`g.x`: `without[0]`: expected text: write its id, `mind`",
        ),
        (
            {"conflicts": (_but(Conflict("conflict.x", "They differ.", ()), any_of=(_WARM,)),)},
            f"`conflict.x`: `any_of[0]`: {_COMMA}",
        ),
        (
            {"arrangements": (_but(_OFFERED, when=all_of(_WARM, _WARM)),)},
            f"`delivery.x`: `when`: expected a tuple, each {_MORE[9:]}",
        ),
        ({"arrangements": (_but(_OFFERED, when=(LowMood.NONE.or_better,)),)}, f"`delivery.x`: `when[0]`: {_MORE}"),
        (
            {"levels": (_but(LevelDescription("x", "", ()), services=(SERVICE.HOME,)), *TINY.levels)},
            "`x`: `services[0]`: expected text: write its name, `home`",
        ),
        (
            {"reviews": _but(TINY.reviews, times=_but(ReviewTimes(), appointment_days="7"))},
            "`reviews`: `times`: `appointment_days`: expected a whole number",
        ),
        (
            {"flags": (_but(_FLAG, sources=(_but(LEAFLET, seen="heard"),)), *TINY.flags)},
            "`LEAFLET`: `seen`: expected one of `read`, `part`, `general`",
        ),
    ],
    ids=str,
)
def test_a_field_of_another_type_is_named(changes: dict[str, Any], mistake: str) -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(**changes)
    assert raised.value.mistakes == (mistake,)


@pytest.mark.parametrize("value", ["", "a ", "a  b", 2])
def test_a_value_needs_a_name_that_other_systems_take(value: Any) -> None:  # noqa: ANN401 - anything
    made = new_track("care", "Care", ["nothing", value])
    with pytest.raises(DefinitionError, match="track `care`: `VALUE_1`: expected a name, without spaces at its ends"):
        tiny(tracks=(*TINY.tracks, made))


def test_a_scale_needs_labels_a_dimension_and_sources() -> None:
    class Cough(Scale, dimension="mind", sources=("LEAFLET",)):
        """Cough."""

        NONE = 0
        SOME = 1, "some."

    with pytest.raises(DefinitionError) as raised:
        tiny(scales=(*TINY.scales, Cough))
    assert raised.value.mistakes == (
        "scale `cough`: `dimension`: expected `Dimension`",
        "scale `cough`: `sources[0]`: expected `Source`",
        "scale `cough`: `NONE`: expected text, without a full stop at its end",
        "scale `cough`: `SOME`: expected text, without a full stop at its end",
    )


def test_what_is_built_can_be_read_back() -> None:
    assert Rulebook.from_json(TINY.to_json()) == TINY
