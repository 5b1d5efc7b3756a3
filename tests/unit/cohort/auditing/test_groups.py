"""How far apart groups are, by the names and meanings of fairlearn's `MetricFrame`."""

from dataclasses import replace
from typing import Final

import numpy as np
import pytest

from placement import FIVE_LEVEL
from placement.cohort.auditing.agreement import FIGURES, Agreement, Sureness
from placement.cohort.auditing.estimates import UNKNOWN, Estimate
from placement.cohort.auditing.groups import Groups, groups
from placement.cohort.auditing.tally import Tally, ladder

_LADDER: Final = ladder(FIVE_LEVEL, "level")


def _agreement(exact: float | None, kappa: float) -> Agreement:
    unknown = dict.fromkeys(FIGURES, UNKNOWN)
    return Agreement(100, 100, 0, 0, **{**unknown, "exact": Estimate(exact), "kappa": Estimate(kappa)})


@pytest.fixture(scope="module")
def three() -> Groups:
    """Figures of three groups: those of fairlearn's user guide on `MetricFrame`, recall by group and overall."""
    each = {
        "a": _agreement(0.5, -0.1),
        "b": _agreement(0.75, 0.2),
        "c": _agreement(0.0, 0.4),
        "d": _agreement(None, 0.1),
    }
    return Groups("site", _agreement(0.5, 0.3), each, {})


def test_differences_are_those_of_a_metric_frame(three: Groups) -> None:
    assert three.difference()["exact"] == 0.75
    assert three.difference("to_overall")["exact"] == 0.5
    assert three.difference()["kappa"] == pytest.approx(0.5)
    assert three.difference("to_overall")["kappa"] == pytest.approx(0.4)


def test_ratios_are_those_of_a_metric_frame(three: Groups) -> None:
    without = replace(three, by_group={name: one for name, one in three.by_group.items() if name != "c"})
    assert without.ratio()["exact"] == pytest.approx(0.5 / 0.75)
    assert without.ratio("to_overall")["exact"] == pytest.approx(0.5 / 0.75)
    assert three.ratio()["exact"] == 0


def test_a_ratio_says_nothing_of_figures_below_zero(three: Groups) -> None:
    assert three.ratio()["kappa"] is None
    assert three.ratio("to_overall")["kappa"] == pytest.approx(0.1 / 0.3)


def test_of_figures_that_are_not_shown_nothing_is_said(three: Groups) -> None:
    assert three.difference()["under"] is three.ratio()["under"] is None
    hidden = replace(three, overall=_agreement(None, 0.3))
    assert hidden.difference("to_overall")["exact"] is None
    assert set(three.difference()) == set(FIGURES)


def _tally(people: dict[tuple[str, str, str], int]) -> Tally:
    """Return people of two groups by group, service at both ends, and the level given."""
    counts = np.zeros((2, 9, 9, 7), dtype=np.int64)
    for (group, service, given), many in people.items():
        at = _LADDER.services.index(service)
        counts["xy".index(group), at, at, _LADDER.names.index(given)] += many
    return Tally(_LADDER, ("x", "y"), counts)


def test_a_sicker_group_is_under_placed_more_often_and_not_treated_otherwise() -> None:
    """One in ten of level 1 and four in ten of level 3 are given less, wherever they are; y has more of level 3."""
    tally = _tally(
        {
            ("x", "1", "1"): 810, ("x", "1", "0.5"): 90, ("x", "3.5", "3"): 60, ("x", "3.5", "2"): 40,
            ("y", "1", "1"): 90, ("y", "1", "0.5"): 10, ("y", "3.5", "3"): 540, ("y", "3.5", "2"): 360,
        }
    )  # fmt: skip
    found = groups("site", tally, Sureness())
    assert found.by_group["x"].under.value == 0.13
    assert found.by_group["y"].under.value == 0.37
    assert found.disparity["below"].by_group["y"].difference.value == 0
    assert found.disparity["below"].p == 1


def test_a_group_of_equal_need_that_is_treated_otherwise_is_found() -> None:
    tally = _tally(
        {
            ("x", "1", "1"): 90, ("x", "1", "0.5"): 10, ("x", "3.5", "3"): 90, ("x", "3.5", "2"): 10,
            ("y", "1", "1"): 60, ("y", "1", "0.5"): 40, ("y", "3.5", "3"): 60, ("y", "3.5", "2"): 40,
        }
    )  # fmt: skip
    below = groups("site", tally, Sureness(suppress_below=0)).disparity["below"]
    assert below.by_group["y"].difference.value == pytest.approx(0.3)
    assert below.p is not None
    assert below.p < 0.001
