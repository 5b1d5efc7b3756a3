"""No small count can be worked out from everything that an audit publishes."""

import random
from dataclasses import replace
from typing import Any, Final

import numpy as np
import polars as pl
import pytest

from placement.cohort import Audit, audit
from placement.cohort.auditing.published import joined_steps, published
from placement.cohort.auditing.sentences import NOT_SHOWN, sentences
from placement.cohort.auditing.suppression import Ledger
from tests.unit.cohort.audited_people import audited, columns, strict
from tests.unit.cohort.auditing.attacker import Attacker

_SETTINGS: Final[dict[str, Any]] = {"actual": "level_given", "reason": "why", "resamples": 100}


def _people(seed: int, size: int) -> pl.DataFrame:
    """Return as many of the people, drawn again, at other sites of other sizes."""
    chance = random.Random(seed)
    frame = pl.DataFrame(columns(), infer_schema_length=None).sample(size, with_replacement=True, seed=seed)
    sites = [f"S{chance.choice([1, 1, 1, 2, 2, 3, 4])}" for _ in range(size)]
    months = [f"M{min(chance.randrange(1, 6), chance.randrange(1, 6))}" for _ in range(size)]
    return frame.with_columns(pl.Series("site", sites), pl.Series("month", months))


@pytest.mark.parametrize(("seed", "size", "reference"), [(1, 150, None), (5, 600, "S1")])
def test_no_small_count_follows_from_all_tables_together(seed: int, size: int, reference: str | None) -> None:
    settings: dict[str, Any] = {**_SETTINGS, "by": ["site", "month"], "compare": strict()}
    if reference is not None:
        settings["reference"] = {"site": reference}
    frame = _people(seed, size)
    shown, everything = audit(frame, **settings), audit(frame, **settings, suppress_below=0)
    attacker = Attacker(shown, everything)
    assert len(attacker.small()) > 100
    assert attacker.solved() == []
    assert attacker.bounded(5) == []


def test_the_attacker_would_find_what_is_not_guarded() -> None:
    """One count that is shown by mistake, and it works out others."""
    shown, everything = audited(suppress_below=11), audited(suppress_below=0)
    hidden = next(place for place, one in enumerate(shown.rules) if one.known is None or one.less.value is None)
    careless = replace(shown, rules=(*shown.rules[:hidden], everything.rules[hidden], *shown.rules[hidden + 1 :]))
    assert Attacker(shown, everything).solved() == []
    assert len(Attacker(careless, everything).solved()) > 1


@pytest.mark.parametrize("below", [0, 11])
def test_counts_add_up_as_the_ledger_says(below: int) -> None:
    everything = audited(suppress_below=0)
    everything = replace(everything, sureness=replace(everything.sureness, suppress_below=below))
    ledger = published(everything, joined_steps(everything))
    assert ledger.sums
    for total, parts in ledger.sums:
        assert ledger.people(total) == sum(map(ledger.people, parts)), (total, parts)
    shown, guarded = ledger.cells()
    assert min(*shown.values(), *guarded.values()) >= 0


def test_every_number_that_is_shown_is_right_or_rounded() -> None:
    shown, everything = audited(suppress_below=11).to_frames(), audited(suppress_below=0).to_frames()
    rounded = ("kappa", "weighted", "standardised", "others", "difference")
    for name in set(shown) - {"confusion", "transitions", "gaps"}:
        for column in shown[name].columns:
            for one, other in zip(shown[name][column], everything[name][column], strict=True):
                exactly = name != "agreement" and not column.startswith(rounded)
                if isinstance(one, float):
                    assert one == (other if exactly else pytest.approx(other, abs=5.1e-4)), (name, column)
                else:
                    assert one in {None, other}, (name, column)


def test_neighbouring_levels_are_joined_before_the_whole_matrix_goes() -> None:
    found = audit(_people(1, 150), **_SETTINGS)
    everything = audit(_people(1, 150), **_SETTINGS, suppress_below=0)
    assert found.confusion.steps == ("none to 2", "3 to 4")
    square = np.array(everything.confusion.counts)
    assert found.confusion.counts[0][0] == square[:4, :4].sum()
    assert [one.steps for one in (everything.confusion,)] == [("none", "0.5", "1", "2", "3", "4")]


def test_of_few_people_nothing_but_their_number_is_shown() -> None:
    found = audit(_people(2, 8), **_SETTINGS, by="site", compare=strict())
    assert found.agreement.people == 8
    assert next(sentences(found)).startswith(f"Of 8 people, {NOT_SHOWN} have a determined level")
    for name, frame in found.to_frames().items():
        counts = [column for column in frame.columns if frame[column].dtype.is_numeric() and column != "p"]
        assert not [column for column in counts if frame[column].null_count() < frame.height], name


def test_what_is_withheld_is_drawn_as_withheld() -> None:
    found = audited(suppress_below=11)
    page = found.to_html()
    assert page.count("not shown</text>") > 0
    assert "stroke-dasharray" in page
    squares: Any = found.charts()["confusion"].to_dict()
    tiles = [layer["transform"][-1].get("filter") for layer in squares["layer"][:2]]
    assert tiles == ["datum.people !== null", "datum.people === null"]


def test_where_no_rule_decides_nothing_follows_from_rules() -> None:
    nobody_in_need = pl.DataFrame({"use_disorder": [0] * 40, "level_given": ["none"] * 28 + ["1"] * 12})
    found = audit(nobody_in_need, actual="level_given", compare=strict(), resamples=100)
    assert found.rules == ()
    assert found.agreement.people == 40


def test_of_a_part_that_was_looked_at_small_counts_are_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.cohort.auditing.source.MOST", 200)
    quality = audit(_people(5, 600), **_SETTINGS).quality
    assert quality.looked_at < 400
    shown = {many for scale in quality.scales for many in (scale.narrows, scale.settles)} - {0, None}
    assert min(many for many in shown if many is not None) >= 11
    assert any(scale.settles is None and scale.expected is None for scale in quality.scales)


def test_a_ledger_of_nothing_withholds_nothing() -> None:
    assert Ledger(11).withheld() == frozenset()


def test_nothing_is_joined_or_rounded_where_everything_is_shown() -> None:
    found: Audit = audited(suppress_below=0)
    assert len(found.confusion.steps) == 6
    assert round(found.agreement.kappa.value or 0, 3) != found.agreement.kappa.value
