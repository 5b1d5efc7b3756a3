"""The columns engine by itself: any declarations, however odd, mean what the reference says of them."""

from collections.abc import Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement.engines.columns.bits import both, either, enough, inverted
from placement.engines.columns.cells import Question
from placement.engines.columns.checks import ROW, numbered
from placement.engines.columns.placing import Plan, placed, results
from placement.engines.reference import Person, evaluate
from placement.language.condition import AtLeast, Condition, all_of, any_of, count_of
from placement.language.scale import new_scale
from tests.small_rulebooks import DUTIES, MIND, SmallRulebook, criterion, flag, people, rule, scale, small_rulebooks


def said(rulebook: SmallRulebook, persons: Sequence[Mapping[str, int | None]]) -> pl.DataFrame:
    """Return what the engine says of people about whom everything is known."""
    columns = {one.id: [person[one.id] for person in persons] for one in rulebook.scales}
    asked = {one.id: Question(one.id, one.id, one.highest(), {}) for one in rulebook.scales}
    said = [*results(rulebook, rulebook.tracks[0], (), flags="list", detail=True)]
    plan = Plan(rulebook, asked, carried=(), results=said, doubtful=frozenset(), ages=None)
    schema = dict.fromkeys(columns, pl.Int64)
    found = placed(nw.from_native(pl.LazyFrame(columns, schema=schema)), plan).to_native()
    assert isinstance(found, pl.LazyFrame)
    return found.collect()


def assert_as_the_reference(rulebook: SmallRulebook, persons: Sequence[Person]) -> None:
    for row, person in zip(said(rulebook, persons).to_dicts(), persons, strict=True):
        outcome = evaluate(rulebook, person)
        assert {name for name in row if row[name] is True} - {"determined"} == outcome.met
        assert set(row["flags"]) == outcome.flags
        assert row["flags_possible"] == []
        for name, rating in outcome.ratings.items():
            assert row[f"rating_{name}_floor"] == row[f"rating_{name}_ceiling"] == rating
        for track in rulebook.tracks:
            assert row[f"{track.id}_floor"] == str([*track][outcome.tracks[track.id]])
        assert row["determined"] is True


@settings(max_examples=max(1, settings().max_examples // 4))
@given(data=st.data())
def test_any_declarations_mean_what_the_reference_says(data: st.DataObject) -> None:
    rulebook = data.draw(small_rulebooks(), "rulebook")
    persons: list[Person] = data.draw(st.lists(people(rulebook.scales), min_size=1, max_size=4), "people")
    assert_as_the_reference(rulebook, persons)


def test_what_holds_of_everybody_or_of_nobody_costs_no_column() -> None:
    """Not of a rulebook that can stand, but of conditions that an engine may be given."""
    mood = scale("mood", 3)
    always: list[Condition] = [
        AtLeast("mood", 0),
        all_of(),
        count_of(0, AtLeast("mood", 1)),
        any_of(all_of(), AtLeast("mood", 1)),
    ]
    never: list[Condition] = [
        any_of(),
        count_of(2, AtLeast("mood", 1)),
        all_of(any_of(), AtLeast("mood", 1)),
        AtLeast("mood", 9),
    ]
    rulebook = SmallRulebook(
        (mood,),
        tuple(criterion(f"c.{place}", when, 1) for place, when in enumerate([*always, *never])),
        tuple(rule(f"r.{place}", when, 1 + place % 3) for place, when in enumerate([*never, *always])),
        tuple(flag(f"f.{place}", when) for place, when in enumerate([*always, *never])),
    )
    assert_as_the_reference(rulebook, [{"mood": position} for position in range(4)])


def test_a_track_that_nothing_raises_stays_at_its_first_value() -> None:
    rulebook = SmallRulebook((scale("mood"),), (), (rule("r.0", AtLeast("mood", 1), 1),))
    assert_as_the_reference(rulebook, [{"mood": 0}, {"mood": 2}])
    nothing = said(SmallRulebook((scale("mood"),)), [{"mood": 2}])
    assert (nothing["deciding_rule"].to_list(), nothing["service_ceiling"].to_list()) == ([None], ["none"])


def test_what_is_no_need_is_never_open() -> None:
    shifts = new_scale("shifts", "Shifts", [("none", "none"), ("some", "some")], dimension=DUTIES)
    mood = new_scale("mood", "Mood", [("none", "none"), ("low", "low")], dimension=MIND)
    flags = tuple(flag(f"f.{fact}", AtLeast(fact, 1)) for fact in ("shifts", "mood"))
    nobody = said(SmallRulebook((shifts, mood), (), (), flags), [{"shifts": None, "mood": None}])
    assert nobody["flags_possible"].to_list() == [["f.mood"]]


@pytest.mark.parametrize("count", range(5))
def test_enough_counts_what_is_known_beforehand_too(count: int) -> None:
    frame = nw.from_native(pl.DataFrame({"a": [True, False, True, False], "b": [True, True, False, False]}))
    bit = enough(count, [True, nw.col("a"), False, nw.col("b")])
    expected = [1 + a + b >= count for a, b in frame.rows()]
    found = [bit] * 4 if isinstance(bit, bool) else frame.select(a=bit)["a"].to_list()
    assert found == expected


def test_bits_that_are_known_beforehand_are_joined_beforehand() -> None:
    assert (both(), either()) == (True, False)
    yes, no = True, False
    assert (both(yes, no), either(no, yes)) == (False, True)
    assert (inverted(yes), inverted(no)) == (False, True)


def test_text_means_its_code_first_then_a_name_then_a_position() -> None:
    named = {"1": 0, "2": 1, "some": 1}
    question = Question("x", "x", 1, named, ("some", -9), ("?",))
    assert question.in_text() == {
        "1": 0,
        "2": 1,
        "some": -1,
        "?": -2,
        **dict.fromkeys(["-9", "-9.0", "-9.00"], -1),
    }
    assert Question("x", "x", 1, {"some": 1}).in_text() == {
        **dict.fromkeys(["0", "0.0", "0.00"], 0),
        **dict.fromkeys(["1", "1.0", "1.00"], 1),
        "some": 1,
    }
    assert Question("x", "x", 1, {}, (1, "1"), (7,)).in_numbers() == {0: 0, 1: -1, 7: -2}


def test_rows_of_a_frame_in_memory_have_numbers() -> None:
    table = numbered(nw.from_native(pl.DataFrame({"a": [5, 6]})), None)
    assert table is not None
    assert table.lazy().collect()[ROW].to_list() == [0, 1]


def test_rows_of_spark_have_none_unless_something_orders_them() -> None:
    table: Any = SimpleNamespace(implementation=nw.Implementation.PYSPARK)
    assert numbered(table, None) is None
