"""Everybody is placed in a data frame as they are one by one: whatever the frame, the cells, the rulebook."""

from collections.abc import Sequence

import narwhals.stable.v2 as nw
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from placement import FIVE_LEVEL, UNSURE, Scale, place
from placement.cohort import place_cohort
from placement.testing import assessments, rulebooks
from tests.frames import KINDS, Kind, asked, random_people, said

every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)

# Each example compiles a rulebook anew: a tenth of a second.
few = settings(max_examples=max(1, settings().max_examples // 5))


PEOPLE = random_people(600)
EXPECTED = [said(one, FIVE_LEVEL) for one in PEOPLE]


def test_what_is_expected_is_what_place_recommends() -> None:
    """The table of expected results is made from the specification; here it is held to `place` itself."""
    for one, row in zip(PEOPLE[:60], EXPECTED, strict=False):
        recommendation = place(one, engine="reference")
        written = recommendation.model_dump(mode="json")
        assert (row["level"], row["service"], row["determined"]) == (
            written["level"],
            written["service"],
            written["determined"],
        )
        for end in ("floor", "ceiling"):
            assert row[f"level_{end}"] == written[end]["level"]
            for name, value in written[end]["tracks"].items():
                assert row[f"{name}_{end}"] == value
            for name, rating in written[end]["ratings"].items():
                assert row[f"rating_{name}_{end}"] == rating
        verdicts = {"met": True, "unknown": None, "not met": False}
        for finding in recommendation.findings:
            assert row[finding.id] is verdicts[finding.verdict]


@every_kind
def test_everybody_is_placed_as_the_specification_says(kind: Kind) -> None:
    frame = kind.make(asked(PEOPLE, FIVE_LEVEL))
    placed = place_cohort(frame, detail=True)
    assert type(placed) is type(frame)
    assert kind.rows(placed) == EXPECTED


# How a column can be written. 99 and "n/a" stand for "not asked", 77 and "?" for "unsure", beside what needs no code.
MISSING: list[int | str] = [99, "n/a"]
DOUBTFUL: list[int | str] = [77, "?"]
NUMBERS = (pl.Int8, pl.Int16, pl.Int32, pl.Int64, pl.UInt8, pl.UInt16, pl.UInt32, pl.UInt64, pl.Float32, pl.Float64)
TEXTS = (pl.String, pl.Categorical)


@st.composite
def columns(draw: st.DrawFn, scale: type[Scale], given: Sequence[Scale | str | None]) -> pl.Series:
    """Draw a way to write the answers to one scale."""
    kind = draw(st.sampled_from([*NUMBERS, *TEXTS, pl.Enum, pl.Null]))
    if kind is pl.Null and all(one is None for one in given):
        return pl.Series(given, dtype=pl.Null)
    if kind in NUMBERS:
        gaps: list[float | None] = [None, 99, *([float("nan")] if kind in {pl.Float32, pl.Float64} else [])]
        cells = [int(one) if isinstance(one, Scale) else 77 if one else draw(st.sampled_from(gaps)) for one in given]
        return pl.Series(cells, dtype=kind, strict=False)
    texts = [
        draw(st.sampled_from(written(one) if isinstance(one, Scale) else [UNSURE, "?"] if one else [None, "n/a"]))
        for one in given
    ]
    everything = dict.fromkeys([UNSURE, "?", "n/a", *(text for anchor in scale for text in written(anchor))])
    return pl.Series(texts, dtype=pl.Enum([*everything]) if kind in {pl.Enum, pl.Null} else kind)


def written(anchor: Scale) -> list[str]:
    """Return what an anchor may be called in text. A position may be, unless something is called by a number."""
    names = {name for one in type(anchor) for name in (one.key, one.label)}
    position = [] if any(name.isdigit() for name in names) else [str(int(anchor))]
    return [anchor.key, anchor.label, *position]


@few
@given(data=st.data())
@every_kind
def test_everybody_is_placed_so_however_the_cells_are_written(kind: Kind, data: st.DataObject) -> None:
    rulebook = data.draw(rulebooks(most_scales=3), "rulebook")
    people = data.draw(st.lists(assessments(rulebook), max_size=6), "people")
    names = {one.id: f"column {place}" for place, one in enumerate(rulebook.scales)}
    frame = {
        names[one.id]: data.draw(columns(one, [each.answer(one.id) for each in people]), one.id)
        for one in rulebook.scales
    }
    frame["age"] = pl.Series(
        [one.age for one in people], dtype=data.draw(st.sampled_from(NUMBERS), "age"), strict=False
    )
    frame["who"] = pl.Series([f"person {number}" for number in range(len(people))], dtype=pl.String)
    shuffled = pl.DataFrame({name: frame[name] for name in data.draw(st.permutations([*frame]), "order")})
    lists = kind.lists and data.draw(st.booleans(), "lists")
    placed = place_cohort(
        kind.make(shuffled),
        rulebook,
        columns=names,
        id="who",
        missing=MISSING,
        unsure=DOUBTFUL,
        flags="list" if lists else "columns",
        detail=True,
    )
    expected = [{"who": f"person {number}", **said(one, rulebook, lists=lists)} for number, one in enumerate(people)]
    assert kind.rows(placed) == expected
    nobody = said(rulebook.assessment_model()(), rulebook, lists=lists)
    assert nw.from_native(placed).collect_schema().names() == ["who", *nobody]
