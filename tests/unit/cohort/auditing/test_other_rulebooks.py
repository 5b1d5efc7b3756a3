"""An audit by any rulebook: without levels, without ratings, with rules that read a track, for the young."""

import random
import re
from dataclasses import replace
from functools import lru_cache
from typing import Any, Final

import polars as pl
import pytest

from placement import Recommendation, Rulebook, place
from placement.cohort import Audit, CohortWarning, audit
from placement.cohort.auditing.published import joined_steps, published
from placement.language.condition import AtLeast
from tests.frames import KINDS, Kind
from tests.other_rulebooks import SCHOOL, SLEEP
from tests.tiny_rulebook import TINY

_FOREIGN: Final = re.compile(r"asam|drink|drug|withdrawal|hospital|\bbeds?\b|under 18|substance", re.IGNORECASE)
every_rulebook: Final = pytest.mark.parametrize("rulebook", [SCHOOL, SLEEP, TINY], ids=lambda book: book.id)


def _stricter(rulebook: Rulebook) -> Rulebook:
    """Return a rulebook by which whoever is worst on the first scale needs the most."""
    worst = AtLeast(rulebook.scales[0].id, rulebook.scales[0].highest())
    highest = [*rulebook.headline_track][-1]
    rule = replace(rulebook.rules[-1], id="stricter.worst", when=worst, raises=highest.or_more)
    return replace(rulebook, id="stricter", rules=(*rulebook.rules, rule), guarantees=())


@lru_cache(maxsize=3)
def _people(rulebook: Rulebook) -> tuple[pl.DataFrame, tuple[Recommendation, ...]]:
    """Return 120 people with what each was given, and what is recommended to each."""
    chance = random.Random(7)
    levels = rulebook.names["level"]
    rows: list[dict[str, Any]] = []
    placed: list[Recommendation] = []
    for number in range(120):
        answers: dict[str, Any] = {
            scale.id: None if chance.random() < 0.15 else chance.randint(0, scale.highest())
            for scale in rulebook.scales
        }
        one = place(rulebook.assessment_model().model_validate({**answers, "age": 14}))
        placed.append(one)
        step = min(len(levels) - 1, max(0, one.floor.level.position + chance.choice((-1, 0, 0, 0, 1))))
        given = None if number == 0 else levels[step]
        rows.append({**answers, "age": 14, "given": given, "site": chance.choice("AB"), "why": chance.choice(
            ("waiting-list", "clinician-judgement", None))})  # fmt: skip
    return pl.DataFrame(rows, infer_schema_length=None), tuple(placed)


def _audited(rulebook: Rulebook, frame: object, **settings: Any) -> Audit:  # noqa: ANN401 - as `audit` takes them
    given: dict[str, Any] = {"actual": "given", "by": "site", "reason": "why", "resamples": 100, "suppress_below": 0}
    return audit(frame, rulebook, **{**given, **settings})


@lru_cache(maxsize=6)
def _compared(rulebook: Rulebook, suppress_below: int = 0) -> Audit:
    return _audited(rulebook, _people(rulebook)[0], compare=_stricter(rulebook), suppress_below=suppress_below)


@every_rulebook
def test_figures_are_those_of_people_placed_one_by_one(rulebook: Rulebook) -> None:
    frame, placed = _people(rulebook)
    found = _compared(rulebook)
    assert found.confusion.steps == rulebook.names["level"]
    assert found.quality.determined == sum(one.determined for one in placed)
    known = [(row["given"], one) for row, one in zip(frame.to_dicts(), placed, strict=True) if row["given"] is not None]
    exact = [given == str(one.level) for given, one in known if one.level is not None]
    assert found.agreement.exact.value == pytest.approx(sum(exact) / len(exact))
    for scale in found.quality.scales:
        missing = [(one, each) for one in placed for each in one.missing if each.scale == scale.scale]
        assert scale.narrows == sum(
            each.at_best < one.ceiling.level or each.at_worst > one.floor.level for one, each in missing
        )
        assert scale.settles == sum(
            each.at_best == one.floor.level or each.at_worst == one.ceiling.level for one, each in missing
        )
    headline = [rule for rule in rulebook.rules if rule.raises.fact == rulebook.headline_track.id]
    deciding = [_deciding(one, headline) for one in placed]
    assert {one.id: one.decides for one in found.rules} == {rule: deciding.count(rule) for rule in {*deciding} - {None}}
    assert found.changed is not None
    assert (found.changed.floor.up or 0) > 0
    assert found.explain(2) == placed[1]


def _deciding(placed: Recommendation, rules: list[Any]) -> str | None:
    met = {finding.id for finding in placed.findings if finding.verdict == "met"}
    several = [rule for rule in rules if rule.id in met]
    return max(several, key=lambda rule: rule.raises.at_least).id if several else None


@every_rulebook
@pytest.mark.parametrize("kind", KINDS, ids=repr)
def test_every_kind_of_frame_gives_the_same_audit(kind: Kind, rulebook: Rulebook) -> None:
    frame, _ = _people(rulebook)
    found = _audited(rulebook, kind.make(frame), compare=_stricter(rulebook))
    for part in ("agreement", "confusion", "by", "rules", "criteria", "reasons", "quality", "changed"):
        assert getattr(found, part) == getattr(_compared(rulebook), part), part


@every_rulebook
@pytest.mark.parametrize("below", [0, 11])
def test_the_report_says_no_word_that_is_not_the_rulebooks_own(rulebook: Rulebook, below: int) -> None:
    found = _compared(rulebook, below)
    page = found.to_html()
    text = re.sub(r"<style>.*?</style>|<svg.*?</svg>|<[^>]*>", " ", page, flags=re.DOTALL)
    said = "\n".join([text, *found.summary(), *map(repr, found.to_frames().values())])
    assert not _FOREIGN.findall(said)
    assert rulebook.words.notice in text
    for empty in ("All 0", "<tbody></tbody>", "<ul></ul>", "()", "..", "None"):
        assert empty not in page, empty
    assert found.charts().keys() == {"confusion", "groups site", "gaps", "transition"}


def test_without_criteria_nothing_is_said_of_them() -> None:
    frame, _ = _people(SCHOOL)
    found = _audited(SCHOOL, frame)
    assert found.criteria == ()
    assert "criteri" not in found.to_html(plots=False).lower()


def test_people_of_other_ages_are_left_out_and_said_so() -> None:
    frame, _ = _people(SCHOOL)
    older = frame.with_columns(age=pl.when(pl.int_range(pl.len()) < 20).then(40).otherwise("age"))
    with pytest.warns(CohortWarning, match="20 rows of other ages than 12 to 17 years"):
        found = _audited(SCHOOL, older, errors="null")
    assert found.quality.not_placed == 20
    assert "20 of them of other ages than 12 to 17 years and left out" in re.sub("<[^>]*>", "", found.to_html())


def test_a_criterion_behind_another_track_decides_as_well() -> None:
    """Loud snoring leads to a study, and a study to the clinic."""
    frame = pl.DataFrame({"snoring": [1] * 3, "hours_asleep": [0] * 3, "drowsy": [0] * 3, "given": ["clinic"] * 3})
    found = audit(frame, SLEEP, actual="given", resamples=100, suppress_below=0)
    assert [(decision.id, decision.decides) for decision in found.rules] == [("care.clinic", 3)]
    assert [(decision.id, decision.decides) for decision in found.criteria] == [("night.loud", 3)]


def test_services_of_another_headline_are_compared() -> None:
    frame, _ = _people(SCHOOL)
    services = dict(zip(SCHOOL.names["level"], SCHOOL.names["support"], strict=True))
    renamed = frame.with_columns(pl.col("given").replace(services))
    assert _audited(SCHOOL, renamed, at="service").agreement.exact == _audited(SCHOOL, frame).agreement.exact


@every_rulebook
def test_counts_add_up_as_the_ledger_says(rulebook: Rulebook) -> None:
    frame, _ = _people(rulebook)
    found = _audited(rulebook, frame, compare=_stricter(rulebook))
    ledger = published(found, joined_steps(found))
    assert ledger.sums
    for total, parts in ledger.sums:
        assert ledger.people(total) == sum(map(ledger.people, parts)), (total, parts)
    shown, guarded = ledger.cells()
    assert min(*shown.values(), *guarded.values()) >= 0
