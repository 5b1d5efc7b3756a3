"""An audit says of a frame what is so of its people, looked at one by one."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from sklearn.metrics import cohen_kappa_score, confusion_matrix

from placement import (
    FIVE_LEVEL,
    Assessment,
    CohortError,
    Level,
    NotComparable,
    OutOfScope,
    Recommendation,
    Rule,
    Words,
    place,
)
from placement.cohort import Audit, CohortWarning, audit
from placement.cohort.auditing.reasons import KINDS
from placement.language.discrepancies import DISCREPANCY_REASONS
from tests.unit.cohort.audited_people import audited, columns, placed, rows, strict

_LEVELS: Final = [str(level) for level in Level]
_QUICK: Final[dict[str, Any]] = {"actual": "level_given", "resamples": 100}
_FULL: Final[dict[str, Any]] = {**_QUICK, "by": ["site", "month"], "reason": "why", "id": "person", "suppress_below": 0}


@pytest.fixture(scope="module")
def frame() -> pl.DataFrame:
    return pl.DataFrame(columns(), infer_schema_length=None)


@pytest.fixture(scope="module")
def found() -> Audit:
    return audited(suppress_below=0)


@pytest.fixture(scope="module")
def quick(frame: pl.DataFrame) -> Audit:
    return audit(frame, **_QUICK)


@pytest.fixture(scope="module")
def few(frame: pl.DataFrame) -> Audit:
    return audit(frame.head(150), **_QUICK, suppress_below=0)


@pytest.fixture(scope="module")
def by_service(frame: pl.DataFrame) -> Audit:
    return audit(frame, actual="service_given", at="service", resamples=100, suppress_below=0)


def _directions() -> list[int | None]:
    said: list[int | None] = []
    for row, one in zip(rows(), placed(), strict=True):
        given = None if row["level_given"] is None else Level(row["level_given"])
        if given is None:
            said.append(None)
        else:
            said.append((given > one.ceiling.level) - (given < one.floor.level))
    return said


def test_agreement_is_that_of_the_determined_counted_one_by_one(found: Audit) -> None:
    pairs = [
        (str(one.level), row["level_given"])
        for row, one in zip(rows(), placed(), strict=True)
        if one.level is not None and row["level_given"] is not None
    ]
    apart = [_LEVELS.index(given) - _LEVELS.index(needed) for needed, given in pairs]
    counts = found.agreement
    assert (counts.people, counts.compared) == (len(rows()), len(pairs))
    assert counts.unknown == sum(row["level_given"] is None for row in rows())
    assert counts.undetermined == len(rows()) - len(pairs) - sum(row["level_given"] is None for row in rows())
    assert counts.exact.value == apart.count(0) / len(pairs)
    assert counts.within_one.value == sum(abs(one) < 2 for one in apart) / len(pairs)
    assert counts.under.value == sum(one < 0 for one in apart) / len(pairs)
    assert counts.over.value == sum(one > 0 for one in apart) / len(pairs)
    needed, given = [one for one, _ in pairs], [one for _, one in pairs]
    for weights, figure in ((None, counts.kappa), ("quadratic", counts.weighted_kappa)):
        assert figure.value == pytest.approx(cohen_kappa_score(needed, given, labels=_LEVELS, weights=weights))
        assert figure.low is not None
        assert figure.high is not None
        assert figure.low < (figure.value or 0) < figure.high
    matrix = confusion_matrix(needed, given, labels=_LEVELS)
    assert found.confusion.steps == tuple(_LEVELS)
    assert found.confusion.counts == tuple(map(tuple, matrix.tolist()))
    assert found.confusion.recommended == tuple(matrix.sum(axis=1))
    assert found.confusion.given == tuple(matrix.sum(axis=0))


def test_of_the_undetermined_it_says_only_what_no_answer_can_refute(found: Audit) -> None:
    still_open = [
        direction
        for direction, one in zip(_directions(), placed(), strict=True)
        if one.level is None and direction is not None
    ]
    assert len(still_open) == found.agreement.undetermined
    assert found.agreement.below.value == still_open.count(-1) / len(still_open)
    assert found.agreement.above.value == still_open.count(1) / len(still_open)
    assert found.agreement.outside.value == pytest.approx(
        (still_open.count(-1) + still_open.count(1)) / len(still_open)
    )


def test_groups_are_counted_by_themselves(found: Audit, frame: pl.DataFrame) -> None:
    groups = found.by["site"].by_group
    assert list(groups) == ["<i>west</i>", "north", "south", "(not recorded)"]
    alone = audit(frame.filter(pl.col("site") == "south"), **{**_FULL, "by": ()}).agreement
    south = groups["south"]
    assert (south.people, south.exact, south.outside) == (alone.people, alone.exact, alone.outside)
    assert south.kappa.value == alone.kappa.value
    assert found.by["site"].overall == found.agreement


def test_disparity_is_about_everybody_of_whom_it_is_known_what_was_given(found: Audit) -> None:
    disparity = found.by["site"].disparity["below"]
    known = [direction for direction in _directions() if direction is not None]
    assert disparity.overall.value == known.count(-1) / len(known)
    assert disparity.by_group["south"].people == sum(
        row["site"] == "south" and row["level_given"] is not None for row in rows()
    )


def test_each_rule_and_criterion_is_counted_where_it_decides(found: Audit) -> None:
    expected: dict[str, list[int | None]] = defaultdict(list)
    for direction, person in zip(_directions(), placed(), strict=True):
        rule = _deciding(person)
        if rule is not None:
            expected[rule.id].append(direction)
    assert {one.id: one.decides for one in found.rules} == {name: len(several) for name, several in expected.items()}
    for one in found.rules:
        known = [direction for direction in expected[one.id] if direction is not None]
        assert one.known == len(known)
        assert one.less.value == pytest.approx(known.count(-1) / len(known))
        assert one.more.value == pytest.approx(known.count(1) / len(known))
        assert one.overridden.value == pytest.approx(sum(map(abs, known)) / len(known))
    decides = [one.decides or 0 for one in found.rules]
    assert decides == sorted(decides, reverse=True)
    headline = next(one for one in found.criteria if one.id == "withdrawal.headline-3")
    assert headline.decides == sum(
        one.floor.ratings.withdrawal == 3
        and _reads_withdrawal(one)
        and one.finding("withdrawal.headline-3").verdict == "met"
        for one in placed()
    )


def _deciding(one: Recommendation) -> Rule | None:
    """Return the first met rule, of those that raise the service the most."""
    said = {finding.id for finding in one.findings if finding.verdict == "met"}
    met = [rule for rule in FIVE_LEVEL.rules if rule.raises.fact == "service" and rule.id in said]
    return max(met, key=lambda rule: rule.raises.at_least, default=None)


def _reads_withdrawal(one: Recommendation) -> bool:
    return "'withdrawal'" in repr(_deciding(one))


def test_reasons_are_counted_by_direction_and_no_bed_is_no_judgement(found: Audit) -> None:
    said = Counter(
        (row["why"] or "not-recorded", direction)
        for row, direction in zip(rows(), _directions(), strict=True)
        if direction is not None and (row["why"] or direction)
    )
    for one in found.reasons:
        assert (one.less, one.same, one.more) == tuple(said[one.id, direction] for direction in (-1, 0, 1))
    for kind in found.reason_kinds:
        several = [one for one in found.reasons if one.kind == kind.kind]
        assert kind.less == sum(one.less or 0 for one in several)
    assert [one.kind for one in found.reason_kinds] == list(KINDS)
    assert [one.id for one in found.reasons] == [one.id for one in DISCREPANCY_REASONS]
    access = next(one for one in found.reason_kinds if one.kind == "access")
    assert access.less == said["not-available", -1] + said["waiting-list", -1] > 0
    overridden = sum(sum(many or 0 for many in one.by_kind.values()) for one in found.rules)
    assert overridden == sum(
        direction not in {None, 0} and one.floor.service.position > 0
        for direction, one in zip(_directions(), placed(), strict=True)
    )


def test_what_is_not_known_is_counted_and_what_would_help_comes_first(found: Audit) -> None:
    quality = found.quality
    assert quality.determined == sum(one.determined for one in placed())
    assert (quality.determined or 0) + (quality.undetermined or 0) == quality.people == len(rows())
    for scale in quality.scales:
        assert scale.missing == sum(row[scale.scale] is None for row in rows())
        missing = [[one for one in each.missing if one.scale == scale.scale] for each in placed()]
        assert scale.narrows == sum(
            bool(one) and (one[0].at_best < each.ceiling.level or one[0].at_worst > each.floor.level)
            for one, each in zip(missing, placed(), strict=True)
        )
        assert scale.settles == sum(
            bool(one) and (one[0].at_best == each.floor.level or one[0].at_worst == each.ceiling.level)
            for one, each in zip(missing, placed(), strict=True)
        )
    order = [one.expected or 0 for one in quality.scales]
    assert order == sorted(order, reverse=True)
    assert all((one.expected or 0) <= (one.narrows or 0) for one in quality.scales)
    conflicts = Counter(conflict.id for one in placed() for conflict in one.conflicts)
    assert {one.id: one.people for one in quality.conflicts} == conflicts


@pytest.mark.parametrize("scale", ["violence_risk", "home_safety", "co_occurring"])
def test_the_expected_share_is_that_of_each_answer_tried_on_each_person(scale: str, few: Audit) -> None:
    """Co-occurring conditions are a headline, whose answer also closes the details beside it."""
    asked = [each.id for each in FIVE_LEVEL.scales] + ["age"]
    given = Counter(row[scale] for row in rows()[:150] if row[scale] is not None)
    expected = 0.0
    for row, one in zip(rows()[:150], placed(), strict=False):
        if one.determined or not any(missing.scale == scale for missing in one.missing):
            continue
        for answer, many in given.items():
            answers = {**{name: row[name] for name in asked}, scale: answer}
            settled = place(Assessment.model_validate(answers), engine="reference").determined
            expected += settled * many / given.total()
    quality = next(quality for quality in few.quality.scales if quality.scale == scale)
    assert quality.expected == pytest.approx(expected)
    assert expected <= (quality.narrows or 0)


def test_a_scale_that_no_column_answers_is_known_of_nobody(frame: pl.DataFrame) -> None:
    few = frame.head(60).drop("age", "housing", "pregnancy")
    quality = audit(few, **_QUICK, suppress_below=0).quality
    housing = next(one for one in quality.scales if one.scale == "housing")
    assert (housing.column, housing.missing, housing.unsure) == (None, 60, 0)
    assert housing.expected is None
    said = {one.id: one.people for one in quality.conflicts}
    assert said["conflict.age-not-stated"] == 60
    assert "conflict.homeless-with-a-home" not in said


def test_another_rulebook_moves_whom_it_would_move_one_by_one(found: Audit) -> None:
    asked = [scale.id for scale in FIVE_LEVEL.scales] + ["age"]
    others = [
        place(Assessment.model_validate({name: row[name] for name in asked}), strict(), engine="reference")
        for row in rows()
    ]
    assert found.changed is not None
    for transition, end in ((found.changed.floor, "floor"), (found.changed.ceiling, "ceiling")):
        pairs = Counter(
            (getattr(one, end).level.position, getattr(other, end).level.position)
            for one, other in zip(placed(), others, strict=True)
        )
        assert {(i, j): many for i, row in enumerate(transition.counts) for j, many in enumerate(row) if many} == pairs
        assert transition.up == sum(many for (one, other), many in pairs.items() if other > one)
        assert transition.down == sum(many for (one, other), many in pairs.items() if other < one) > 0
    north = found.changed.by_group["site"]["north"]
    assert north.people == sum(row["site"] == "north" for row in rows())
    assert north.down == sum(
        other.floor.level < one.floor.level
        for row, one, other in zip(rows(), placed(), others, strict=True)
        if row["site"] == "north"
    )
    assert found.changed.rulebook == strict().id
    assert found.changed.digest == strict().digest
    assert found.changed.agreement.compared == sum(
        other.determined and row["level_given"] is not None for row, other in zip(rows(), others, strict=True)
    )


def test_services_are_compared_service_by_service(by_service: Audit) -> None:
    pairs = [
        (str(one.service), row["service_given"])
        for row, one in zip(rows(), placed(), strict=True)
        if one.service is not None and row["service_given"] is not None
    ]
    assert by_service.agreement.compared == len(pairs)
    assert by_service.agreement.exact.value == sum(needed == given for needed, given in pairs) / len(pairs)
    assert len(by_service.confusion.steps) == 9


def test_services_count_as_their_level_where_levels_are_compared(frame: pl.DataFrame, found: Audit) -> None:
    again = audit(frame, **{**_FULL, "actual": "service_given", "by": ()})
    assert again.agreement == found.agreement


def test_a_person_is_explained_by_id_and_by_row(found: Audit, quick: Audit, frame: pl.DataFrame) -> None:
    assert found.explain("P0003") == place(
        Assessment.model_validate({name: rows()[2][name] for name in [s.id for s in FIVE_LEVEL.scales] + ["age"]})
    )
    assert quick.explain(3) == found.explain("P0003")
    assert audit(frame.head(20).lazy(), **_QUICK).explain(3) == quick.explain(3)


def test_a_row_of_a_filtered_frame_is_taken_by_its_label_and_not_by_its_place(
    quick: Audit, frame: pl.DataFrame
) -> None:
    """Row 4 of what is left after filtering was explained as the fourth row: another person."""
    whole = frame.head(40).to_pandas()
    left = whole[whole["person"] > "P0010"]
    found = audit(left, **_QUICK)
    expected, place = quick.explain(13), frame["site"][12]
    for label in (12, np.int64(12), np.uint8(12)):
        assert found.explain(label) == expected
    assert audit(left.set_index("person", drop=False), **_QUICK).explain("P0013") == expected
    assert audit(left.set_index(["site", "person"], drop=False), **_QUICK).explain((place, "P0013")) == expected
    assert quick.explain(np.int32(13)) == expected


@pytest.fixture(scope="module")
def filtered(frame: pl.DataFrame) -> Audit:
    left = frame.to_pandas()[10:50]
    left.index = [1 if place == 11 else place for place in left.index]
    return audit(left, **_QUICK)


@pytest.mark.parametrize("label", [0, 4, -1, True, np.True_, "12", None, [12], (12,)], ids=str)
def test_a_label_that_no_row_has_cannot_be_explained(label: object, filtered: Audit) -> None:
    with pytest.raises(CohortError, match=r"^cohort: `row`: expected one row with the label that `explain` was given$"):
        filtered.explain(label)


def test_a_label_that_several_rows_have_cannot_be_explained(frame: pl.DataFrame) -> None:
    with pytest.raises(CohortError, match="expected one row with the label"):
        audit(frame.head(40).to_pandas().set_index("site", drop=False), **_QUICK).explain("south")


@pytest.mark.parametrize("row", [0, -1, 601, "P0003", 2.0, None, True, np.True_])
def test_a_row_that_there_is_not_cannot_be_explained(quick: Audit, row: object) -> None:
    with pytest.raises(CohortError, match=r"^cohort: `row`: expected the number of a row, counted from 1; where rows"):
        quick.explain(row)


def test_an_id_that_there_is_not_cannot_be_explained(found: Audit) -> None:
    for value in ("P9999", 3, np.int64(3), None):
        with pytest.raises(
            CohortError, match=r"^cohort: `person`: expected one row with the value that `explain` was given$"
        ):
            found.explain(value)


def _duckdb(frame: pl.DataFrame) -> object:
    import duckdb

    return duckdb.from_arrow(frame.to_arrow())


@pytest.mark.parametrize(
    "make",
    [
        pl.DataFrame.lazy,
        pl.DataFrame.to_pandas,
        pl.DataFrame.to_arrow,
        _duckdb,
        lambda frame: frame.to_pandas(use_pyarrow_extension_array=True),
        lambda frame: frame.with_columns(pl.col("level_given", "site").cast(pl.Categorical)),
    ],
    ids=["polars lazy", "pandas", "pyarrow", "duckdb", "pandas of pyarrow", "categories"],
)
def test_every_kind_of_frame_gives_the_same_audit(
    make: Callable[[pl.DataFrame], object], frame: pl.DataFrame, found: Audit
) -> None:
    again = audit(make(frame), compare=strict(), **_FULL)
    for part in ("agreement", "confusion", "by", "rules", "criteria", "reasons", "quality", "changed", "codebook"):
        assert getattr(again, part) == getattr(found, part), part
    assert again.explain("P0007") == found.explain("P0007")
    frames = again.to_frames()
    assert {type(one) for one in frames.values()} == {type(make(frame))}


def test_tables_are_frames_of_the_callers_kind(found: Audit, quick: Audit) -> None:
    frames = found.to_frames()
    assert list(frames) == [
        "agreement",
        "confusion",
        "groups",
        "disparity",
        "rules",
        "criteria",
        "reason_kinds",
        "reasons",
        "gaps",
        "conflicts",
        "codebook",
        "transitions",
        "movers",
    ]
    assert (
        frames["groups"].filter(by="site", group="south")["exact"].item()
        == found.by["site"].by_group["south"].exact.value
    )
    assert frames["confusion"]["people"].sum() == found.agreement.compared
    assert {"exact_low", "exact_high", "kappa_low"} <= set(frames["groups"].columns)
    assert list(quick.to_frames()) == [
        "agreement",
        "confusion",
        "rules",
        "criteria",
        "gaps",
        "conflicts",
        "codebook",
    ]


def test_without_groups_nobody_moves_by_group(frame: pl.DataFrame) -> None:
    frames = audit(frame.head(60), **_QUICK, compare=strict()).to_frames()
    assert "transitions" in frames
    assert "movers" not in frames


def test_pandas_has_its_own_way_with_gaps(frame: pl.DataFrame) -> None:
    said = audit(frame.head(60).to_pandas(), **{**_QUICK, "suppress_below": 11}).to_frames()
    assert isinstance(said["confusion"], pd.DataFrame)
    assert bool(said["confusion"]["people"].isna().any())
    assert isinstance(audit(frame.head(60).to_arrow(), **_QUICK).to_frames()["rules"], pa.Table)


def test_the_same_seed_gives_the_same_audit_and_asking_for_more_changes_no_figure(
    quick: Audit, frame: pl.DataFrame
) -> None:
    more = audit(frame, **_QUICK, by=["site", "month"])
    assert quick.agreement == more.agreement
    assert more.by["month"] == audit(frame, **_QUICK, by="month").by["month"]
    assert quick.agreement.kappa != audit(frame, **_QUICK, seed=4).agreement.kappa


def test_small_counts_are_not_shown_unless_that_is_asked_for(frame: pl.DataFrame) -> None:
    few = frame.with_columns(site=pl.when(pl.col("person") < "P0009").then(pl.lit("few")).otherwise("site"))
    found = audit(few, **{**_FULL, "by": "site", "suppress_below": 11})
    assert found.by["site"].by_group["few"].withheld
    assert found.by["site"].by_group["few"].exact.value is None
    assert found.by["site"].by_group["few"].kappa.value is None
    assert any(many is None for row in found.confusion.counts for many in row)
    assert not audit(few, **{**_FULL, "by": "site"}).by["site"].by_group["few"].withheld


def test_groups_are_compared_with_the_one_that_is_named(frame: pl.DataFrame, found: Audit) -> None:
    named = audit(frame, **{**_FULL, "by": "site"}, reference="north").by["site"]
    both = audit(frame, **_FULL, reference={"site": "north"})
    assert both.by["site"] == named
    assert both.by["month"] == found.by["month"]
    north, south = (named.disparity["below"].by_group[name] for name in ("north", "south"))
    assert south.others != found.by["site"].disparity["below"].by_group["south"].others
    assert north.difference.value is None
    assert north.standardised.value is not None


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("north", "`reference`: expected a group for each column by name, unless `by` is one column"),
        ({"site": "planted-7733"}, "`reference`: `site` has no such group"),
        ({"ward": "north"}, "`reference`: `ward` is no column of `by`"),
    ],
)
def test_a_reference_that_there_is_not_is_refused(reference: Any, message: str, frame: pl.DataFrame) -> None:  # noqa: ANN401 - as it comes
    with pytest.raises(CohortError) as raised:
        audit(frame, **_FULL, reference=reference)
    assert raised.value.mistakes == (message,)


def test_decisions_of_one_clinician_are_taken_together(frame: pl.DataFrame, found: Audit) -> None:
    """Twelve clinicians who each see people of all sites: no figure changes, and intervals are those of clinicians."""
    clinicians = frame.with_columns(clinician=pl.col("level_given").fill_null("?") + pl.col("person").str.slice(-1, 1))
    together = audit(clinicians, **{**_FULL, "by": ["site", "clinician"]}, cluster="clinician")
    assert together.agreement.exact.value == found.agreement.exact.value
    assert together.agreement.people == found.agreement.people
    for name in ("exact", "under", "weighted_kappa", "below"):
        one, other = (each.agreement.figure(name) for each in (found, together))
        assert (other.high or 0) - (other.low or 0) > (one.high or 0) - (one.low or 0), name
    south, alone = (each.by["site"].by_group["south"] for each in (together, found))
    assert (south.under.high or 0) - (south.under.low or 0) > (alone.under.high or 0) - (alone.under.low or 0)
    # Of the clinicians themselves nothing is taken together: each is a group.
    unclustered = audit(clinicians, **{**_FULL, "by": "clinician"})
    assert together.by["clinician"].disparity == unclustered.by["clinician"].disparity
    assert together.by["clinician"].overall == together.agreement
    with pytest.raises(CohortError, match="`cluster`: the frame has no column `nobody`"):
        audit(frame, **_QUICK, cluster="nobody")


def test_too_many_clusters_are_refused(frame: pl.DataFrame, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.cohort.auditing.audit._MOST_CLUSTERS", 599)
    with pytest.raises(CohortError, match=r"^cohort: `person`: expected at most 599 clusters$"):
        audit(frame, **_QUICK, cluster="person")


# ------------------------------------------------------------------------------------------------ what cannot be read


def test_columns_that_there_are_not_are_all_named(frame: pl.DataFrame) -> None:
    with pytest.raises(CohortError) as raised:
        audit(frame, actual="nowhere", by=["site", "nor_here"], reason="no_reason")
    assert raised.value.mistakes == (
        "`actual`: the frame has no column `nowhere`",
        "`by`: the frame has no column `nor_here`",
        "`reason`: the frame has no column `no_reason`",
    )


def _spoiled(frame: pl.DataFrame) -> pl.DataFrame:
    wrong = pl.int_range(pl.len()).is_in([1, 4, 5, 6, 7, 8, 9])
    return frame.with_columns(
        level_given=pl.when(wrong).then(pl.lit("planted-7731")).otherwise("level_given"),
        why=pl.when(pl.int_range(pl.len()) == 2).then(pl.lit("planted-7732")).otherwise("why"),
    )


@pytest.mark.parametrize("make", [pl.DataFrame.clone, pl.DataFrame.lazy, _duckdb], ids=["polars", "lazy", "duckdb"])
def test_cells_that_cannot_be_read_are_counted_and_named_by_row_and_never_repeated(
    make: Callable[[pl.DataFrame], object], frame: pl.DataFrame
) -> None:
    with pytest.raises(CohortError) as raised:
        audit(make(_spoiled(frame)), **{**_FULL, "by": ()})
    assert raised.value.mistakes[0] == (
        "`level_given`: 7 rows (2, 5, 6, 7, 8, ...) hold nothing that can be read: expected a level: one of none, 0.5, "
        "1, 2, 3, 4, or nothing"
    )
    assert raised.value.mistakes[1].startswith("`why`: 1 row")
    assert "the id of a discrepancy reason" in raised.value.mistakes[1]
    assert "planted" not in str(raised.value)


def test_cells_that_cannot_be_read_can_be_taken_for_not_known(frame: pl.DataFrame) -> None:
    spoiled = _spoiled(frame).with_columns(age=pl.when(pl.col("person") == "P0100").then(17).otherwise("age"))
    with pytest.warns(CohortWarning) as warned:
        found = audit(spoiled, **_FULL, errors="null")
    assert len(warned) == 1
    assert str(warned[0].message) == (
        "cohort: `level_given`: 7 rows set to unknown; `why`: 1 row set to unknown; 1 row under 18, left without "
        "a result"
    )
    assert found.quality.unread == {"level_given": 7, "why": 1}
    assert (found.quality.people, found.quality.not_placed) == (len(rows()), 1)
    assert found.agreement.people == len(rows()) - 1
    with pytest.raises(OutOfScope):
        found.explain("P0100")


def test_answers_that_cannot_be_read_count_as_unsure_when_explained(frame: pl.DataFrame) -> None:
    spoiled = frame.with_columns(suicide_risk=pl.lit(99), age=pl.lit(400))
    with pytest.warns(CohortWarning):
        found = audit(spoiled, **_QUICK, errors="null")
    said = found.explain(1)
    assert next(one.state for one in said.answers if one.scale == "suicide_risk") == "unsure"
    assert "conflict.age-not-stated" in {one.id for one in said.conflicts}


def test_numbers_and_codes_are_read(frame: pl.DataFrame) -> None:
    names = dict(zip(_LEVELS, [0, 5, 1, 2, 3, 4], strict=True))
    coded = frame.with_columns(level_given=pl.col("level_given").replace_strict(names, return_dtype=pl.Float64))
    found = audit(coded, **{**_FULL, "by": (), "codes": {0: "none", 5: "0.5"}})
    assert found.agreement == audit(frame, **{**_FULL, "by": ()}).agreement
    with pytest.raises(ValueError, match=r"^`codes`: expected levels to be one of none, 0.5, 1, 2, 3, 4, or None$"):
        audit(frame, actual="level_given", codes={"x": "5"})


@pytest.mark.parametrize("dtype", [pl.String, pl.Float32, pl.Float64, pl.Decimal(10, 2)], ids=str)
def test_services_are_read_however_a_library_writes_them(
    dtype: Any,  # noqa: ANN401 - a class of Polars, or one of its instances
    frame: pl.DataFrame,
    by_service: Audit,
) -> None:
    """In single precision 2.1 is another number, in decimals it is 2.10, and a gap makes 3.0 of 3."""
    numbers = frame.with_columns(service_given=pl.col("service_given").replace({"none": "0"}).cast(pl.Float64))
    written = numbers.with_columns(
        pl.format("{}0", "service_given") if dtype == pl.String else pl.col("service_given").cast(dtype)
    )
    again = audit(written, actual="service_given", at="service", codes={0: "none"}, resamples=100, suppress_below=0)
    assert again.agreement == by_service.agreement
    assert again.confusion == by_service.confusion


def test_the_text_none_is_a_gap_and_no_level_and_is_said_so(quick: Audit, frame: pl.DataFrame) -> None:
    """Python writes `None` where there is nothing; people of whom it was not known what they got were given nothing."""
    written = frame.with_columns(level_given=pl.col("level_given").fill_null("None"))
    gaps = frame["level_given"].null_count()
    with pytest.warns(CohortWarning) as warned:
        found = audit(written, **_QUICK)
    assert [str(warning.message) for warning in warned] == [
        f"cohort: `level_given`: the text `None` in {gaps} rows taken for not known: `codes` can say what it means"
    ]
    assert found.agreement == quick.agreement
    assert found.agreement.unknown == gaps
    said = audit(written, **_QUICK, codes={"None": "none"})
    assert (
        said.agreement == audit(written.with_columns(pl.col("level_given").replace("None", "none")), **_QUICK).agreement
    )
    assert audit(written, **_QUICK, codes={"None": None}).agreement == found.agreement


def test_a_column_may_be_called_people(found: Audit, frame: pl.DataFrame) -> None:
    """What counts people was called so too: groups were the counts, and what was given could not be read."""
    renamed = frame.rename({"site": "people", "level_given": "decides"})
    again = audit(renamed, **{**_FULL, "actual": "decides", "by": "people"})
    assert {name: figures.people for name, figures in again.by["people"].by_group.items()} == {
        name: figures.people for name, figures in found.by["site"].by_group.items()
    }
    assert again.agreement == found.agreement


def test_columns_called_like_what_is_computed_are_refused(frame: pl.DataFrame) -> None:
    with pytest.raises(CohortError) as raised:
        audit(frame.rename({"month": "number of people", "site": "other floor"}), **_QUICK)
    assert raised.value.mistakes == (
        "`number of people`: a column of this name is needed: rename yours",
        "`other floor`: a column of this name is needed: rename yours",
    )
    rule = FIVE_LEVEL.rules[0]
    double = replace(FIVE_LEVEL, rules=(replace(rule, id="determined"), *FIVE_LEVEL.rules))
    with pytest.raises(CohortError, match=r"^cohort: `determined`: two columns of the result would be called so"):
        audit(frame, double, **_QUICK)


def test_too_many_groups_are_refused(frame: pl.DataFrame) -> None:
    many = pl.concat([frame.with_columns(person=pl.col("person") + str(copy)) for copy in range(2)])
    with pytest.raises(CohortError, match=r"^cohort: `person`: expected at most 1,000 groups; join some"):
        audit(many, **_QUICK, by="person")


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"confidence": 1.0}, "`confidence`: expected more than 0 and less than 1"),
        ({"resamples": 99}, "`resamples`: expected 100 or more"),
        ({"seed": -1}, "`suppress_below` and `seed`: expected 0 or more"),
        ({"suppress_below": -1}, "`suppress_below` and `seed`: expected 0 or more"),
    ],
)
def test_settings_out_of_range_are_refused(wrong: dict[str, Any], message: str, frame: pl.DataFrame) -> None:
    with pytest.raises(ValueError, match=f"^{message}$"):
        audit(frame, actual="level_given", **wrong)


def test_a_rulebook_with_other_levels_is_not_compared(frame: pl.DataFrame) -> None:
    *others, residential, _ = FIVE_LEVEL.levels
    together = replace(residential, services=("3.1", "3.5", "3.7", "4"))
    levels = (*others, together)
    emptied: dict[str, Any] = dict.fromkeys(("guarantees", "exemptions", "alternatives"), ())
    fewer = replace(FIVE_LEVEL, id="fewer", levels=levels, words=Words(), **emptied)
    with pytest.raises(NotComparable, match=r"^`five-level` and `fewer` cannot be compared: their levels are not the"):
        audit(frame, **_QUICK, compare=fewer)


def test_what_is_no_frame_is_refused() -> None:
    with pytest.raises(CohortError, match="expected a data frame"):
        audit([1, 2], actual="level_given")


def test_repr_tells_of_nobody(found: Audit) -> None:
    assert repr(found) == (
        f"<Audit of `level_given` by five-level 2: 600 people, {found.quality.determined} determined, "
        f"{found.agreement.exact.value:.1%} given exactly what is recommended>"
    )
    assert repr(found.rows) == "<KeptRows>"


def test_an_audit_of_nobody_says_nothing(frame: pl.DataFrame) -> None:
    found = audit(frame.clear(), **_FULL)
    assert found.agreement.people == 0
    assert found.agreement.exact.value is None
    assert found.rules == ()
    assert found.by["site"].by_group == {}
    assert found.by["site"].difference()["exact"] is None
    assert repr(found) == "<Audit of `level_given` by five-level 2: 0 people, 0 determined>"
