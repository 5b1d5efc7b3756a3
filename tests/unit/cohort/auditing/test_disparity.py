"""Differences at equal need: against published figures, scipy, and groups that differ in nothing but need."""

from collections.abc import Sequence
from itertools import product
from math import comb, sqrt
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import permutation_test

from placement import FIVE_LEVEL
from placement.cohort.auditing.agreement import Sureness
from placement.cohort.auditing.disparity import Departure, disparity
from placement.cohort.auditing.estimates import UNKNOWN, Counts
from placement.cohort.auditing.tally import Clusters, Tally, ladder

_Real: TypeAlias = npt.NDArray[np.float64]
_SURE: Final = Sureness(suppress_below=0)
DEPARTURES: Final[tuple[Departure, ...]] = ("below", "above")

# Applications to six departments at Berkeley, fall 1973, and admissions among them: Bickel, Hammel and O'Connell,
# Science 1975; 187: 398-404, as in R's `UCBAdmissions`. Departments are strata; to be admitted is the departure.
_APPLIED: Final = np.array([[825, 560, 325, 417, 191, 373], [108, 25, 593, 375, 393, 341]])
_ADMITTED: Final = np.array([[512, 353, 120, 138, 53, 22], [89, 17, 202, 131, 94, 24]])


def _people(of: Counts, cases: Counts) -> Counts:
    """Return people by group, stratum (as a service at the floor), one service at the ceiling: below, within, above."""
    return np.stack([cases, of - cases, np.zeros_like(cases)], axis=-1)[:, :, None, :]


def test_standardised_shares_are_the_published_ones() -> None:
    # Freedman, Pisani and Purves, Statistics, chapter 2: weighted by the size of each major, 39% of the men and 43% of
    # the women were admitted; as it was, 44% and 35% of all six majors' applicants (30% in this table of R's).
    found = disparity("below", ("men", "women"), _people(_APPLIED, _ADMITTED), _SURE, "sex")
    men, women = found.by_group["men"], found.by_group["women"]
    assert men.rate.value == pytest.approx(0.445, abs=5e-4)
    assert women.rate.value == pytest.approx(0.304, abs=5e-4)
    assert men.standardised.value == pytest.approx(0.39, abs=5e-3)
    assert women.standardised.value == pytest.approx(0.43, abs=5e-3)
    assert men.comparable == women.comparable == 1
    assert found.difference() == pytest.approx(0.0426, abs=5e-5)
    assert found.ratio() == pytest.approx(0.39 / 0.43, abs=0.01)


def test_two_groups_are_compared_with_each_other() -> None:
    found = disparity("below", ("men", "women"), _people(_APPLIED, _ADMITTED), _SURE, "sex")
    men, women = found.by_group["men"], found.by_group["women"]
    assert men.others == women.standardised
    assert men.difference.value == pytest.approx(-(women.difference.value or 0))
    assert men.p == women.p == men.p_adjusted == found.p


def _weighted_difference(cases: Counts) -> float:
    """Return the standardised difference of the first of two groups at Berkeley, without any of our code."""
    weights = _APPLIED.sum(axis=0) / _APPLIED.sum()
    return float((weights * (cases[0] / _APPLIED[0] - cases[1] / _APPLIED[1])).sum())


def test_p_is_that_of_the_normal_approximation_where_people_are_many() -> None:
    found = disparity("below", ("men", "women"), _people(_APPLIED, _ADMITTED), Sureness(resamples=20_000), "sex")
    people, cases = _APPLIED.sum(axis=0), _ADMITTED.sum(axis=0)
    # The variance of a hypergeometric count, as in the test of Cochran, Mantel and Haenszel.
    variance = _APPLIED[0] * _APPLIED[1] * cases * (people - cases) / (people**2 * (people - 1))
    per_case = people / people.sum() * people / (_APPLIED[0] * _APPLIED[1])
    z = _weighted_difference(_ADMITTED) / sqrt((per_case**2 * variance).sum())
    two_sided = 2 * (1 - _normal(abs(z)))
    assert found.p == pytest.approx(two_sided, abs=0.005)


def _normal(z: float) -> float:
    from statistics import NormalDist

    return NormalDist().cdf(z)


def test_p_is_that_of_a_permutation_test_of_scipy() -> None:
    first, second = [1] * 7 + [0] * 5, [1] * 3 + [0] * 11

    def apart(one: _Real, other: _Real, axis: int) -> _Real:
        found: _Real = np.abs(one.mean(axis=axis) - other.mean(axis=axis))
        return found

    settings: dict[str, Any] = {"n_resamples": 99_999, "vectorized": True, "alternative": "greater", "rng": 1}
    expected = permutation_test((first, second), apart, **settings)
    people = _people(np.array([[12], [14]]), np.array([[7], [3]]))
    found = disparity("below", ("a", "b"), people, Sureness(resamples=50_000, suppress_below=0), "group")
    assert found.p == pytest.approx(expected.pvalue, abs=0.005)


def test_p_is_exact_where_every_assignment_can_be_listed() -> None:
    of, cases = np.array([[4, 3], [3, 5]]), np.array([[3, 2], [1, 1]])
    weights = of.sum(axis=0) / of.sum()
    observed = float((weights * (cases[0] / of[0] - cases[1] / of[1])).sum())
    extreme = whole = 0
    for drawn in product(*(range(many + 1) for many in of[0])):
        ways, difference = 1, 0.0
        for stratum, own in enumerate(drawn):
            other = int(cases[:, stratum].sum()) - own
            ways *= comb(int(of[0, stratum]), own) * (comb(int(of[1, stratum]), other) if other >= 0 else 0)
            difference += weights[stratum] * (own / of[0, stratum] - other / of[1, stratum])
        whole += ways
        extreme += ways * (abs(difference) >= abs(observed) - 1e-9)
    found = disparity("below", ("a", "b"), _people(of, cases), Sureness(resamples=50_000, suppress_below=0), "group")
    assert found.p == pytest.approx(extreme / whole, abs=0.01)


@given(
    st.lists(st.tuples(st.integers(1, 9), st.integers(1, 9)), min_size=1, max_size=5),
    st.lists(st.tuples(st.integers(0, 4), st.integers(4, 6)), min_size=5, max_size=5),
)
def test_a_group_that_is_merely_sicker_differs_by_exactly_nothing(
    sizes: list[tuple[int, int]], practice: list[tuple[int, int]]
) -> None:
    """The same share of every stratum, in groups of which one has more people in the strata of more need."""
    shares = practice[: len(sizes)]
    of = np.array([[size * whole for (size, _), (_, whole) in zip(sizes, shares, strict=True)]] * 2)
    cases = np.array([[size * part for (size, _), (part, _) in zip(sizes, shares, strict=True)]] * 2)
    of[1], cases[1] = of[1] * [other for _, other in sizes], cases[1] * [other for _, other in sizes]
    found = disparity("below", ("well", "sick"), _people(of, cases), Sureness(resamples=200, suppress_below=0), "site")
    for group in found.by_group.values():
        assert group.difference.value == 0
        assert group.p == 1


def test_a_group_that_is_treated_otherwise_is_found() -> None:
    of = np.array([[200, 200], [200, 200], [200, 200]])
    found = disparity("above", ("a", "b", "c"), _above(of, np.array([[20, 40], [20, 40], [60, 90]])), _SURE, "site")
    assert found.p is not None
    assert found.p < 0.001
    assert [group.p_adjusted is not None and group.p_adjusted < 0.05 for group in found.by_group.values()][2]
    assert found.by_group["c"].difference.value == pytest.approx((60 + 90) / 400 - 60 / 400)


def _above(of: Counts, cases: Counts) -> Counts:
    return _people(of, cases)[..., ::-1]


def test_among_many_groups_one_is_not_singled_out_by_luck() -> None:
    chance = np.random.default_rng(3)
    of = np.full((40, 4), 30)
    found = disparity("below", tuple(map(str, range(40))), _people(of, chance.binomial(of, 0.2)), _SURE, "reviewer")
    assert min(group.p or 1 for group in found.by_group.values()) < 0.05
    assert min(group.p_adjusted or 1 for group in found.by_group.values()) > 0.05
    assert found.p is not None
    assert found.p > 0.05


def test_people_with_nobody_of_equal_need_elsewhere_are_not_compared() -> None:
    of, cases = np.array([[50, 50, 0], [50, 0, 50]]), np.array([[5, 30, 0], [5, 0, 1]])
    found = disparity("below", ("a", "b"), _people(of, cases), _SURE, "site")
    assert found.by_group["a"].comparable == 0.5
    assert found.by_group["a"].difference.value == 0
    assert found.by_group["a"].rate.value == 0.35


def test_one_group_alone_is_compared_with_nobody() -> None:
    found = disparity("below", ("only",), _people(np.array([[50]]), np.array([[5]])), _SURE, "site")
    only = found.by_group["only"]
    assert (only.comparable, only.p, only.difference.value, found.p) == (0, None, None, None)
    assert (found.difference(), found.ratio()) == (None, None)


def test_where_nobody_departs_no_ratio_can_be_said() -> None:
    found = disparity("below", ("a", "b"), _people(np.array([[50], [60]]), np.array([[0], [0]])), _SURE, "site")
    assert found.difference() == 0
    assert found.ratio() is None
    assert found.p == 1


# --------------------------------------------------------------------------------------- whom a group is compared with


def _named(beside: Counts, sureness: Sureness = _SURE) -> set[tuple[str, str]]:
    """Return which groups stand out, and in which departure."""
    names = tuple(f"S{at}" for at in range(len(beside)))
    found = [disparity(one, names, beside, sureness, "site") for one in DEPARTURES]
    return {
        (each.departure, name)
        for each in found
        for name, group in each.by_group.items()
        if group.p_adjusted is not None and group.p_adjusted < sureness.doubt
    }


def test_one_group_that_is_far_off_does_not_make_the_others_differ() -> None:
    of = np.full((6, 3), 2_000)
    cases = np.array([[200, 400, 600]] * 5 + [[900, 1_100, 1_300]])
    found = disparity("below", tuple("abcdef"), _people(of, cases), _SURE, "site")
    assert found.left_out == ("f",)
    for name in "abcde":
        assert found.by_group[name].difference.value == 0
        assert found.by_group[name].p_adjusted == 1
    assert found.by_group["f"].difference.value == pytest.approx(0.35)
    assert _named(_people(of, cases)) == {("below", "S5")}


def test_where_two_groups_differ_neither_is_left_out() -> None:
    found = disparity("below", ("a", "b"), _people(np.array([[900], [900]]), np.array([[90], [400]])), _SURE, "site")
    assert found.left_out == ()
    assert found.by_group["a"].p_adjusted == found.by_group["b"].p_adjusted == pytest.approx(1 / 2_001)


def test_at_least_half_of_the_groups_are_what_others_are_compared_with() -> None:
    of = np.full((6, 1), 5_000)
    cases = np.array([[100], [600], [1_200], [1_900], [2_700], [3_600]])
    found = disparity("below", tuple("abcdef"), _people(of, cases), _SURE, "site")
    assert len(found.left_out) == 3


def test_all_are_compared_with_the_reference_group_if_one_is_named() -> None:
    of, cases = np.array([[400, 300], [500, 500], [200, 900]]), np.array([[40, 60], [60, 90], [60, 400]])
    found = disparity("below", ("a", "b", "c"), _people(of, cases), _SURE, "site", reference="a")
    assert (found.reference, found.left_out) == ("a", ())
    weights = of.sum(axis=0) / of.sum()
    own = [float(weights @ shares) for shares in cases / of]
    for at, name in ((1, "b"), (2, "c")):
        assert found.by_group[name].others.value == pytest.approx(own[0])
        assert found.by_group[name].difference.value == pytest.approx(own[at] - own[0])
    reference = found.by_group["a"]
    assert reference.standardised.value == pytest.approx(own[0])
    assert (reference.others, reference.difference, reference.p) == (UNKNOWN, UNKNOWN, None)
    alone = disparity("below", ("a",), _people(of[:1], cases[:1]), _SURE, "site", reference="a")
    assert alone.by_group["a"].standardised == UNKNOWN
    apart = disparity("below", ("a", "b"), _people(np.diag([50, 50]), np.diag([5, 5])), _SURE, "site", reference="a")
    assert apart.by_group["a"].standardised == UNKNOWN


def test_the_planted_outlier_is_named_and_hardly_ever_another() -> None:
    """Forty invented cohorts of ten sites, in one of two of which a site gives less to one in six people more."""
    chance, sureness = np.random.default_rng(3), Sureness(resamples=200, suppress_below=0)
    found = wrong = 0
    for cohort in range(40):
        people = np.array([chance.multinomial(400, mix) for mix in chance.dirichlet(np.full(6, 2), size=10)])
        less = np.tile(chance.beta(1.5, 8, size=6), (10, 1))
        less[0] += 1 / 6 if cohort % 2 else 0
        below = chance.binomial(people, less)
        above = chance.binomial(people - below, 0.06)
        names = _named(np.stack([below, people - below - above, above], axis=-1)[:, :, None, :], sureness)
        found += ("below", "S0") in names and cohort % 2
        wrong += bool(names - ({("below", "S0")} if cohort % 2 else set()))
    assert found >= 19
    assert wrong <= 4  # expected are 2, one in twenty


# ------------------------------------------------------------------------------------------- decisions of one clinician


def _clinicians(shares: Sequence[Sequence[float | None]], decisions: int) -> tuple[Counts, Clusters]:
    """Return people of groups of clinicians, each of whom has decided so often, with a share of cases of their own.

    Of a clinician without a share no decision is known.
    """
    rows = [(group, share) for group, several in enumerate(shares) for share in several]
    people = np.zeros((len(rows), 9, 9, 7), dtype=np.int64)
    for at, (_, share) in enumerate(rows):
        if share is not None:
            cases = round(share * decisions)
            people[at, 3, 3, [0, 3]] = cases, decisions - cases
    group = np.array([one for one, _ in rows])
    each = Tally(ladder(FIVE_LEVEL, "level"), tuple(map(str, range(len(rows)))), people)
    whole = np.stack([each.beside()[group == at].sum(axis=0) for at in range(len(shares))])
    return whole, Clusters(each, group, np.arange(len(rows)))


def test_what_one_clinician_does_is_no_finding_about_a_site() -> None:
    beside, clusters = _clinicians([[0.1, 0.1, 0.9, 0.1], [0.1, 0.2, 0.1, 0.2], [0.2, 0.1, 0.2, 0.1]], 100)
    alone = disparity("below", ("a", "b", "c"), beside, _SURE, "site")
    together = disparity("below", ("a", "b", "c"), beside, _SURE, "site", clusters=clusters)
    assert (alone.by_group["a"].p_adjusted or 1) < 0.01
    assert (together.by_group["a"].p_adjusted or 0) > 0.05
    assert (alone.left_out, together.left_out) == (("a",), ())
    for figure in ("rate", "standardised", "others", "difference"):
        one, other = (getattr(found.by_group["a"], figure) for found in (alone, together))
        assert one.value == other.value
        assert other.high - other.low > 1.3 * (one.high - one.low), figure
    assert (together.overall.high or 0) - (together.overall.low or 0) > 0.1


def test_what_all_clinicians_of_a_site_do_is_a_finding_about_it() -> None:
    even = [0.1, 0.15, 0.1, 0.15, 0.1, 0.15]
    beside, clusters = _clinicians([[0.4, 0.45, 0.4, 0.45, 0.5, 0.4], even, even, even], 100)
    found = disparity("below", tuple("abcd"), beside, _SURE, "site", clusters=clusters)
    assert [name for name, one in found.by_group.items() if (one.p_adjusted or 1) < _SURE.doubt] == ["a"]


def test_a_clinician_of_whom_no_decision_is_known_makes_nothing_surer() -> None:
    others = [[0.1, 0.2, 0.1, 0.2], [0.2, 0.1, 0.2, 0.1]]
    beside, clusters = _clinicians([[0.1, 0.1, 0.9, 0.1], *others], 100)
    found = disparity("below", ("a", "b", "c"), beside, _SURE, "site", clusters=clusters)
    again, further = _clinicians([[0.1, 0.1, 0.9, 0.1, None, None], *others], 100)
    assert np.array_equal(again, beside)
    assert disparity("below", ("a", "b", "c"), again, _SURE, "site", clusters=further) == found


def test_of_a_group_of_one_clinician_nothing_is_said_for_sure() -> None:
    beside, clusters = _clinicians([[0.4], [0.1, 0.2, 0.1]], 100)
    found = disparity("below", ("a", "b"), beside, _SURE, "site", clusters=clusters)
    assert found.by_group["a"].difference.value == pytest.approx(0.4 - 0.4 / 3)
    assert found.by_group["a"].difference.low is None
    assert found.by_group["a"].standardised.low is found.by_group["a"].rate.low is None
    assert (found.by_group["a"].p, found.p) == (None, None)
