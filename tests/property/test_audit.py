"""Laws of an audit: of counts alone, whatever the people."""

from typing import Final

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sklearn.metrics import cohen_kappa_score

from placement import FIVE_LEVEL, Answers, Rulebook, Scale, place
from placement.cohort import audit
from placement.cohort.auditing.agreement import Sureness, agreements
from placement.cohort.auditing.disparity import disparity
from placement.cohort.auditing.estimates import Counts
from placement.cohort.auditing.groups import groups
from placement.cohort.auditing.published import joined_steps, published
from placement.cohort.auditing.tally import Tally, ladder
from placement.testing import assessments, rulebooks
from tests.frames import asked

_LADDER: Final = ladder(FIVE_LEVEL, "level")
_ALL: Final = Sureness(resamples=100, suppress_below=0)


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    """Return people of one to three groups; nobody needs less at the most than at the least."""
    several = draw(st.integers(1, 3))
    counts: Counts = np.zeros((several, 9, 9, 7), dtype=np.int64)
    kinds = st.tuples(
        st.integers(0, several - 1), st.integers(0, 8), st.integers(0, 8), st.integers(0, 6), st.integers(1, 40)
    )
    for group, one, other, given_step, many in draw(st.lists(kinds, max_size=25)):
        counts[group, min(one, other), max(one, other), given_step] += many
    return Tally(_LADDER, tuple("abc"[:several]), counts)


@given(tallies())
def test_everybody_is_counted_once(tally: Tally) -> None:
    for figures, people in zip(agreements(tally, _ALL), [*tally.people, tally.people.sum(axis=0)], strict=True):
        assert figures.people == people.sum()
        parts = (figures.compared, figures.undetermined, figures.unknown)
        assert sum(part or 0 for part in parts) == figures.people
        if figures.compared:
            shares = (figures.exact.value, figures.under.value, figures.over.value)
            assert sum(share or 0 for share in shares) == pytest.approx(1)
            assert (figures.exact.value or 0) <= (figures.within_one.value or 0)
        if figures.undetermined:
            assert figures.outside.value == pytest.approx((figures.below.value or 0) + (figures.above.value or 0))


@given(tallies())
def test_kappa_is_that_of_scikit_learn_on_people_one_by_one(tally: Tally) -> None:
    square = tally.confusion().sum(axis=0)
    needed, was_given = (np.repeat(places, square.ravel()) for places in np.indices(square.shape).reshape(2, -1))
    figures = agreements(tally, _ALL)[-1]
    if len({*needed}) < 2 or len({*was_given}) < 2:
        assert figures.kappa.value is figures.weighted_kappa.value is None
        return
    labels = range(6)
    assert figures.kappa.value == pytest.approx(cohen_kappa_score(needed, was_given, labels=labels))
    weighted = cohen_kappa_score(needed, was_given, labels=labels, weights="quadratic")
    assert figures.weighted_kappa.value == pytest.approx(weighted)


@given(st.integers(2, 5), arrays(np.int64, (9, 9, 3), elements=st.integers(0, 6)))
def test_groups_that_are_treated_alike_differ_in_nothing_but_need(times: int, practice: Counts) -> None:
    """The second group has every kind of people of the first, several times over: of other needs, treated alike."""
    factors = 1 + (np.arange(81).reshape(9, 9) * 7) % times
    beside = np.stack([practice, practice * factors[:, :, None]])
    for departure in ("below", "above"):
        found = disparity("below" if departure == "below" else "above", ("a", "b"), beside, _ALL, "site")
        for one in found.by_group.values():
            assert one.difference.value in {0, None}
            assert one.p in {1, None}


@given(tallies())
def test_the_order_of_groups_changes_no_figure_that_is_not_drawn_by_chance(tally: Tally) -> None:
    turned = Tally(tally.ladder, tally.groups[::-1], tally.people[::-1])
    first, second = (groups("site", one, _ALL) for one in (tally, turned))
    for name in tally.groups:
        one, other = (found.disparity["below"].by_group[name] for found in (first, second))
        assert one.standardised == other.standardised
        assert first.by_group[name].exact == second.by_group[name].exact
        assert first.by_group[name].kappa == second.by_group[name].kappa


def _narrows(scale: type[Scale], person: Answers) -> bool:
    """Say whether an answer could bring the ends nearer; a headline can, though nothing reads it, by closing others."""
    known = place(person, engine="reference")
    if known.determined or person.state(scale) not in {"unsure", "not recorded"}:
        return False
    best, worst = (
        place(person.model_copy(update={scale.id: scale.anchor(position)}), engine="reference")
        for position in (0, scale.highest())
    )
    return best.ceiling.level < known.ceiling.level or worst.floor.level > known.floor.level


# Each example compiles a rulebook anew and audits twelve people by it: half a second.
@settings(max_examples=max(1, settings().max_examples // 10))
@given(rulebooks(), st.data())
def test_by_any_rulebook_an_audit_says_what_is_so_of_its_people_one_by_one(book: Rulebook, data: st.DataObject) -> None:
    people = data.draw(st.lists(assessments(book), min_size=12, max_size=12))
    placed = [place(one, engine="reference") for one in people]
    names, levels = book.names["level"], [(one.floor.level.position, one.ceiling.level.position) for one in placed]
    given = [data.draw(st.sampled_from(range(len(names)))) for _ in people]
    frame = asked(people, book).with_columns(given=pl.Series([names[step] for step in given]))
    found = audit(frame, book, actual="given", compare=book, resamples=100, suppress_below=0)
    pairs = [(low, step) for (low, high), step in zip(levels, given, strict=True) if low == high]
    assert found.quality.determined == len(pairs)
    assert found.confusion.counts == tuple(
        tuple(pairs.count((low, step)) for step in range(len(names))) for low in range(len(names))
    )
    still_open = [(low <= step <= high) for (low, high), step in zip(levels, given, strict=True) if low < high]
    assert found.agreement.outside.value in {None, still_open.count(False) / max(1, len(still_open))}
    for quality in found.quality.scales:
        scale = book.scale_named[quality.scale]
        assert quality.narrows == sum(_narrows(scale, person) for person in people)
    assert found.changed is not None
    assert (found.changed.floor.up, found.changed.ceiling.down) == (0, 0)
    ledger = published(found, joined_steps(found))
    assert all(ledger.people(total) == sum(map(ledger.people, parts)) for total, parts in ledger.sums)
    assert found.explain(1) == place(people[0])
