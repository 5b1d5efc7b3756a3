import operator
import traceback
from collections.abc import Callable

import pytest
from pydantic import TypeAdapter, ValidationError

from placement.language.condition import AtLeast, AtMost
from placement.language.graded import Graded, Track, new_track
from placement.language.scale import Dimension, Scale, Source, new_scale

_MIND = Dimension("mind", "Mind")
_LEAFLET = Source("LEAFLET", "A leaflet", "Everything.", "read")


class LowMood(Scale, dimension=_MIND, closes=True, danger=True, separate=True, fixed=True, sources=(_LEAFLET,)):
    """Low mood, as it is now.

    What counts is today.
    """

    NONE = 0, "none"
    SOME = 1, "some of the time"
    ALL_DAY = 2, "all day"


class Plain(Scale):
    NO = 0, "no"
    YES = 1, "yes"


class Pace(Track):
    """Pace of the work.

    More is faster.
    """

    STILL = "still"
    SLOW = "slow"
    FAST = "fast"


class Speed(Track):
    STILL = "still"
    FAST = "fast"


def test_a_scale_is_what_its_class_statement_says() -> None:
    assert (LowMood.id, LowMood.title(), LowMood.highest()) == ("low_mood", "Low mood, as it is now", 2)
    assert (LowMood.dimension, LowMood.sources) == (_MIND, (_LEAFLET,))
    assert (LowMood.closes, LowMood.danger, LowMood.separate, LowMood.fixed) == (True, True, True, True)


def test_a_scale_of_which_nothing_is_said_closes_nothing() -> None:
    assert (Plain.closes, Plain.danger, Plain.separate, Plain.fixed) == (False, False, False, False)
    assert Plain.sources == ()
    assert Plain.dimension.id == ""
    assert Plain.title() == "Plain"


def test_an_anchor_is_its_position_with_a_label_and_a_key() -> None:
    assert [int(anchor) for anchor in LowMood] == [0, 1, 2]
    assert LowMood.ALL_DAY + 0 == 2
    assert (LowMood.SOME.label, LowMood.ALL_DAY.key) == ("some of the time", "all_day")
    assert LowMood.anchor(1) is LowMood.SOME
    assert LowMood.SOME < LowMood.ALL_DAY


def test_conditions_and_statements_are_said_with_anchors() -> None:
    assert LowMood.SOME.or_worse == LowMood.at(1) == AtLeast("low_mood", 1)
    assert LowMood.SOME.or_better == AtMost("low_mood", 1)
    assert _MIND.at(2) == AtLeast("mind", 2)
    assert _MIND.at_most(2) == AtMost("mind", 2)


def test_a_dimension_is_rated_and_need_unless_it_says_otherwise() -> None:
    assert (_MIND.rated, _MIND.need) == (True, True)
    duties = Dimension("duties", "Duties", rated=False, need=False)
    assert (duties.rated, duties.need) == (False, False)


def test_a_track_is_what_its_class_statement_says() -> None:
    assert (Pace.id, Pace.title(), Pace.highest()) == ("pace", "Pace of the work", 2)
    assert Speed.title() == "Speed"
    assert [value.position for value in Pace] == [0, 1, 2]
    assert Pace.SLOW.or_more == AtLeast("pace", 1)
    assert Pace.SLOW.or_less == AtMost("pace", 1)


def test_values_are_written_by_name_and_found_by_it() -> None:
    assert str(Pace.FAST) == f"{Pace.FAST}" == "fast"
    assert Pace("fast") is Pace.FAST
    with pytest.raises(ValueError, match="no such Pace: expected one of"):
        Pace("sideways")


def test_values_are_compared_by_position_and_not_by_name() -> None:
    assert Pace.SLOW > Pace.STILL  # as words it would be less
    assert Pace.STILL < Pace.SLOW <= Pace.SLOW < Pace.FAST
    assert Pace.FAST >= Pace.FAST > Pace.STILL
    assert not Pace.FAST < Pace.FAST
    assert not Pace.FAST > Pace.FAST
    assert not Pace.FAST <= Pace.STILL
    assert not Pace.STILL >= Pace.FAST
    assert max(Pace) is Pace.FAST


@pytest.mark.parametrize("compare", [operator.lt, operator.le, operator.gt, operator.ge])
def test_values_of_different_kinds_are_not_compared(compare: Callable[[Graded, Graded], bool]) -> None:
    with pytest.raises(TypeError, match="not supported between instances of 'Pace' and 'Speed'"):
        compare(Pace.FAST, Speed.STILL)
    fast: Graded = Pace.FAST
    assert fast != Speed.FAST


def test_a_scale_made_from_data_is_one_made_by_an_author() -> None:
    made = new_scale(
        "low_mood",
        "Low mood, as it is now",
        [("none", "none"), ("some", "some of the time"), ("all_day", "all day")],
        dimension=_MIND,
        closes=True,
        danger=True,
        separate=True,
        fixed=True,
        sources=(_LEAFLET,),
    )
    assert made.__name__ == "LowMood"
    assert [(one.name, int(one), one.label) for one in made] == [(one.name, int(one), one.label) for one in LowMood]
    for said in ("id", "dimension", "closes", "danger", "separate", "fixed", "sources"):
        assert getattr(made, said) == getattr(LowMood, said)
    assert made.title() == LowMood.title()


def test_a_track_made_from_data_is_one_made_by_an_author() -> None:
    made = new_track("pace", "Pace of the work", ["still", "slow", "fast"])
    assert (made.id, made.title(), made.highest()) == (Pace.id, Pace.title(), Pace.highest())
    assert [(str(value), value.position) for value in made] == [(str(value), value.position) for value in Pace]


@pytest.mark.parametrize("fact", ["x", "low_mood", "low_mood_2", "a__b"])
def test_what_is_made_from_data_keeps_its_id(fact: str) -> None:
    assert new_scale(fact, "More", [("a", "a"), ("b", "b")], dimension=_MIND).id == fact
    assert new_track(fact, "More", ["a", "b"]).id == fact


@pytest.mark.parametrize(("kind", "value"), [(LowMood, 7731), (LowMood, "planted-7731"), (Pace, "planted-7731")])
def test_what_is_no_position_or_name_is_refused_and_not_repeated(
    kind: Callable[[object], object], value: object
) -> None:
    with pytest.raises(ValueError, match=r"^no such .*: expected ") as raised:
        kind(value)
    assert "7731" not in "".join(traceback.format_exception(raised.value))


def test_values_of_one_track_compare_however_its_class_is_called() -> None:
    """An author may call a class otherwise than its track; one read from JSON is called after the track."""

    class _Ward(Track):
        """Ward."""

        OPEN = "open"
        CLOSED = "closed"

    _Ward.id = "ward"
    read = new_track("ward", "Ward", ("open", "closed"))
    assert list(read) == list(_Ward)
    assert read("open") < _Ward.CLOSED
    assert read("closed") <= _Ward.CLOSED


def test_a_model_of_a_callers_reads_a_value_by_its_name_and_compares_nothing_else() -> None:
    class Hostile:
        def __eq__(self, other: object) -> bool:
            raise AssertionError

        __hash__ = object.__hash__

    reading = TypeAdapter(Pace)
    assert reading.validate_python("slow") is reading.validate_python(Pace.SLOW) is Pace.SLOW
    assert reading.json_schema()["enum"] == ["still", "slow", "fast"]
    for other in (Hostile(), 2, None):
        with pytest.raises(ValidationError, match="Input should be 'still', "):
            reading.validate_python(other)
