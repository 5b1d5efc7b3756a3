"""The synthetic cohort: reproducible, and practised on as declared."""

import sys
from collections.abc import Mapping

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from placement import FIVE_LEVEL, Level, MissingExtra
from placement.cohort import place_cohort
from placement.cohort.synthetic import cohort as module
from placement.cohort.synthetic import synthetic_batches, synthetic_cohort
from placement.cohort.synthetic.decisions import REASONS
from placement.cohort.synthetic.practice import BEHAVIOURS, GAPS, GROUPS, SITES
from placement.engines.reference import evaluate
from placement.language.discrepancies import DISCREPANCY_REASONS

LEVELS = [str(level) for level in Level]
SCALES = [scale.id for scale in FIVE_LEVEL.scales]
BEHAVIOUR = {one.id: one for one in BEHAVIOURS}


@pytest.fixture(scope="module")
def cohort() -> pl.DataFrame:
    return synthetic_cohort(200_000, 4, truth=True).with_columns(
        steps=pl.col("level_given").to_physical().cast(pl.Int8) - pl.col("level_needed").to_physical().cast(pl.Int8)
    )


def lower(cohort: pl.DataFrame, who: pl.Expr, **needed: str) -> float:
    """Return the share of some people who were given less than they need."""
    chosen = cohort.filter(who, *(pl.col(name) == value for name, value in needed.items()))
    return float(chosen.select((pl.col("steps") < 0).mean()).item())


def test_the_same_seed_gives_the_same_people_and_another_one_others() -> None:
    assert_frame_equal(synthetic_cohort(500, 9), synthetic_cohort(500, 9))
    assert not synthetic_cohort(500, 9).equals(synthetic_cohort(500, 10))


def test_the_first_of_a_larger_cohort_are_those_of_a_smaller_one() -> None:
    assert_frame_equal(synthetic_cohort(40_000, 3).head(17_000), synthetic_cohort(17_000, 3))


def test_batches_hold_the_same_people(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = synthetic_cohort(70_000, 3)
    monkeypatch.setattr(module, "_BATCH", 1 << 15)
    batches = list(synthetic_batches(70_000, 3))
    assert [len(batch) for batch in batches] == [1 << 15, 1 << 15, 70_000 - (1 << 16)]
    assert_frame_equal(pl.concat(batches), whole)


def test_nobody_can_be_asked_for_and_fewer_cannot() -> None:
    nobody = synthetic_cohort(0, 1, truth=True)
    assert nobody.schema == synthetic_cohort(1, 1, truth=True).schema
    assert len(nobody) == 0
    with pytest.raises(ValueError, match=r"^`size`: expected 0 or more$"):
        synthetic_cohort(-1, 1)
    with pytest.raises(ValueError, match=r"^`seed`: expected 0 or more$"):
        synthetic_batches(1, -1)


def test_the_columns_say_what_it_is(cohort: pl.DataFrame) -> None:
    about = ["synthetic_id", "site", "reviewer", "month", "payer", "group", "sex", "age"]
    plain = synthetic_cohort(10, 4)
    assert plain.columns == [*about, *SCALES, "level_given", "discrepancy_reason"]
    assert cohort.columns[-3:] == ["level_needed", "service_needed", "steps"]
    assert cohort["synthetic_id"].to_list() == list(range(1, len(cohort) + 1))
    for name in (*about, "level_given"):
        assert cohort[name].null_count() == 0
    assert cohort.schema["level_given"] == pl.Enum(LEVELS)
    assert plain.select(pl.exclude("level_given", "discrepancy_reason", "payer", "site")).equals(
        cohort.head(10).select(plain.columns).select(pl.exclude("level_given", "discrepancy_reason", "payer", "site"))
    )


def test_the_need_is_what_the_reference_says_of_all_the_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "recorded", lambda chance, where, answers: answers)  # noqa: ARG005 - nothing is left out
    for person in synthetic_cohort(150, 8, truth=True).iter_rows(named=True):
        service = evaluate(FIVE_LEVEL, {name: person[name] for name in SCALES}).tracks["service"]
        assert person["level_needed"] == str(FIVE_LEVEL.level_of_service[service])
        assert FIVE_LEVEL.track_named["service"](person["service_needed"]).position == service


def test_it_can_be_placed_as_it_is_and_what_is_left_out_hardly_misleads(cohort: pl.DataFrame) -> None:
    placed = place_cohort(cohort, keep=["level_needed"]).with_columns(pl.exclude("^rating.*$"))
    determined = placed.filter("determined")
    assert 0.6 < len(determined) / len(placed) < 0.9
    right = determined.select((pl.col("level").cast(pl.String) == pl.col("level_needed").cast(pl.String)).mean()).item()
    assert right > 0.97


def test_every_level_is_needed_and_given_and_most_are_given_what_they_need(cohort: pl.DataFrame) -> None:
    assert set(cohort["level_needed"].unique()) == set(cohort["level_given"].unique()) == set(LEVELS)
    assert 0.6 < float(cohort.select((pl.col("steps") == 0).mean()).item()) < 0.9


def test_sites_groups_and_months_have_their_shares(cohort: pl.DataFrame) -> None:
    def shares(column: str) -> Mapping[object, float]:
        counted = cohort.group_by(column).len()
        return {name: many / len(cohort) for name, many in counted.iter_rows()}

    assert shares("site") == pytest.approx({one.name: one.share for one in SITES}, abs=0.005)
    assert shares("group") == pytest.approx(dict(GROUPS), abs=0.005)
    assert shares("month") == pytest.approx(dict.fromkeys(range(1, 13), 1 / 12), abs=0.005)
    pairs = cohort.select("site", "reviewer").unique()
    assert len(pairs) == 48
    assert {(site, reviewer) for site, reviewer in pairs.iter_rows() if site == "S05"} == {
        ("S05", f"R{number}") for number in (17, 18, 19, 20)
    }


def test_a_site_without_beds_gives_less_to_those_who_need_level_3(cohort: pl.DataFrame) -> None:
    here, elsewhere = (
        lower(cohort, who, level_needed="3") for who in (pl.col("site") == "S07", pl.col("site") == "S01")
    )
    assert here - elsewhere == pytest.approx(0.38, abs=0.05)
    others = (lower(cohort, who, level_needed="2") for who in (pl.col("site") == "S07", pl.col("site") == "S01"))
    assert next(others) == pytest.approx(next(others), abs=0.03)
    reasons = cohort.filter(pl.col("site") == "S07", pl.col("steps") < 0)["discrepancy_reason"].value_counts(sort=True)
    assert reasons["discrepancy_reason"][0] == "waiting-list"


def test_a_harsh_reviewer_differs_from_those_of_the_same_site(cohort: pl.DataFrame) -> None:
    harsh, others = (
        lower(cohort, (pl.col("site") == "S05") & who, level_needed="2")
        for who in (pl.col("reviewer") == "R18", pl.col("reviewer") != "R18")
    )
    assert 0.2 < harsh - others < 0.33


def test_a_payer_tightens_in_september(cohort: pl.DataFrame) -> None:
    private = pl.col("payer") == "private insurance"
    before, after = (
        lower(cohort, private & who & (pl.col("site") != "S07"), level_needed="3")
        for who in (pl.col("month") < 9, pl.col("month") >= 9)
    )
    assert after - before > 0.2
    decided = cohort.filter(pl.col("discrepancy_reason") == "payer-decision")
    assert decided["payer"].unique().to_list() == ["private insurance"]
    assert decided["month"].min() == 9


def test_one_group_is_sicker_and_treated_alike_and_one_is_treated_unlike_at_equal_need(cohort: pl.DataFrame) -> None:
    def severe(name: str) -> float:
        return float(cohort.filter(pl.col("group") == name).select((pl.col("use_disorder") == 4).mean()).item())

    assert severe("B") - severe("A") > 0.12
    assert severe("C") == pytest.approx(severe("A"), abs=0.01)
    for need in ("1", "2", "3"):
        a, b, c = (lower(cohort, pl.col("group") == name, level_needed=need) for name in GROUPS)
        assert b == pytest.approx(a, abs=0.02)
        assert c - a > 0.06


def test_reasons_are_discrepancy_reasons_and_stand_only_where_there_is_a_discrepancy(cohort: pl.DataFrame) -> None:
    assert set(REASONS) <= {reason.id for reason in DISCREPANCY_REASONS}
    assert set(cohort["discrepancy_reason"].drop_nulls().unique()) == set(REASONS)
    assert cohort.filter(pl.col("steps") == 0)["discrepancy_reason"].null_count() == (cohort["steps"] == 0).sum()
    differing = cohort.filter(pl.col("steps") != 0)
    unsaid = differing["discrepancy_reason"].fill_null("not-recorded") == "not-recorded"
    assert float(unsaid.mean()) == pytest.approx(1 - BEHAVIOUR["reason-recorded"].share, abs=0.01)  # type: ignore[arg-type]
    raised = cohort.filter(pl.col("discrepancy_reason") == "legal-mandate", pl.col("steps") > 0)
    assert len(raised) > 1_000
    assert cohort.filter(pl.col("discrepancy_reason") == "declines-treatment")["level_given"].unique().to_list() == [
        "none"
    ]


def test_gaps_are_where_they_are_declared(cohort: pl.DataFrame) -> None:
    def missing(scale: str, site: str) -> float:
        column = cohort.filter(pl.col("site") == site)[scale]
        return column.null_count() / len(column)

    hurry = 1 + 4 * BEHAVIOUR["cut-short"].share
    kinds = {"housing": "fact of its own", "exposure": "headline", "work_duties": "circumstance", "cognition": "detail"}
    for scale, kind in kinds.items():
        assert missing(scale, "S01") == pytest.approx(GAPS[kind] * hurry, rel=0.15)
        assert missing(scale, "S11") > 2 * missing(scale, "S01")
    assert missing("home_safety", "S04") == pytest.approx(BEHAVIOUR["safety-not-asked"].share, abs=0.02)


def test_what_is_declared_is_said_in_words_and_its_ids_are_its_own() -> None:
    assert len(BEHAVIOUR) == len(BEHAVIOURS)
    assert all(one.who and one.does and one.share > 0 for one in BEHAVIOURS)
    assert sum(one.share for one in SITES) == pytest.approx(1)
    assert sum(GROUPS.values()) == pytest.approx(1)


@pytest.mark.parametrize(("absent", "extra"), [("numpy", "audit"), ("polars", "cohort")])
def test_what_is_not_installed_is_named(absent: str, extra: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [
        one for one in sys.modules if one.startswith(("placement.cohort.synthetic", "placement.cohort.tables"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(MissingExtra, match=rf"\.\[{extra}\]"):
        __import__("placement.cohort.synthetic")
