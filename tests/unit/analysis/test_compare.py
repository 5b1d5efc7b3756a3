"""What `compare` says, in exact words, on rulebooks small enough to know by heart; and what it refuses."""
# ruff: noqa: E501 - what is expected is a sentence that is printed

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from placement import FIVE_LEVEL, AtLeast, Condition, LevelDescription, Rule, Rulebook, Scale, all_of, any_of
from placement.analysis import Comparison, agree, check, compare, first_difference
from placement.errors import CohortError, NotComparable
from placement.language.graded import new_track
from placement.language.scale import new_scale
from placement.language.words import Ages
from tests.other_rulebooks import SLEEP
from tests.tiny_rulebook import (
    BODY,
    FEVERISH,
    LEAFLET,
    LOW,
    MIND,
    SERVICE,
    TINY,
    Fever,
    LowMood,
    Plan,
    Shifts,
    tiny,
)

CLINIC, WARD = TINY.rules
LEVELS = (
    LevelDescription("0", "nothing", ("home",)),
    LevelDescription("1", "some", ("clinic",)),
    LevelDescription("2", "much", ("ward",)),
)
STRICT = tiny(
    id="strict",
    version="2",
    levels=LEVELS,
    ages=Ages(least=18),
    rules=(CLINIC, replace(WARD, when=all_of(MIND.at(2), Fever.VERY_HIGH.or_worse))),
    guarantees=(),
)
KIND = tiny(levels=LEVELS, ages=Ages(least=18))


def renamed(scale: type[Scale], name: str, **said: bool) -> type[Scale]:
    anchors = [(anchor.key, anchor.label) for anchor in scale]
    marks = {"closes": scale.closes, "danger": scale.danger, "separate": scale.separate, **said}
    return new_scale(name, scale.title(), anchors, dimension=scale.dimension, sources=(LEAFLET,), **marks)


def rule(name: str, when: Condition, raises: AtLeast = SERVICE.CLINIC.or_more) -> Rule:
    return Rule(name, "Something follows.", when, raises, (LEAFLET,))


# ------------------------------------------------------------------------------------------------------------------ agree


@pytest.mark.parametrize(
    "other",
    [
        TINY,
        tiny(id="again", rules=(WARD, CLINIC), criteria=(FEVERISH, LOW)),
        tiny(rules=(CLINIC, replace(WARD, id="service.bed"))),
        tiny(rules=(CLINIC, WARD, rule("service.needless", all_of(Fever.at(2), Plan.at(1))))),
        tiny(criteria=(replace(LOW, when=any_of(LowMood.at(1), Plan.at(1), LowMood.at(2))), FEVERISH)),
    ],
    ids=["itself", "another order", "another id", "a needless rule", "a needless alternative"],
)
def test_what_says_the_same_of_everybody_agrees(other: Rulebook) -> None:
    assert agree(TINY, other)
    assert first_difference(TINY, other) is None
    comparison = compare(TINY, other)
    assert (comparison.agree, comparison.differences, comparison.result()) == (True, (), "they agree on everybody")
    assert [(one.up, one.down) for one in comparison.everybody] == [(0, 0)]


def test_a_difference_names_somebody_both_outcomes_and_what_is_responsible() -> None:
    assert not agree(KIND, STRICT)
    (one,) = compare(KIND, STRICT).differences
    assert one == first_difference(KIND, STRICT)
    assert (one.id, one.text, one.only) == ("service", "service: ward", "old")
    assert [(answer.scale, answer.title, answer.answer, answer.position) for answer in one.person] == [
        ("plan", "Plan to harm oneself", "present", 1)
    ]
    assert (one.old.value, one.old.level, one.old.because) == ("ward", "2", ("service.ward",))
    assert (one.old.value_name, one.old.level_name) == ("", "much")
    assert (one.new.value, one.new.level, one.new.because) == ("clinic", "1", ("service.clinic", "mind.low"))
    assert (one.responsible, one.absent) == ("service.ward", False)


def test_a_criterion_is_responsible_where_the_rule_is_the_same() -> None:
    other = tiny(criteria=(replace(LOW, when=LowMood.MARKED.or_worse), FEVERISH), guarantees=())
    comparison = compare(TINY, other)
    assert {one.responsible for one in comparison.differences} == {"mind.low"}
    assert {one.absent for one in comparison.differences} == {False}
    assert [one.text for one in comparison.differences] == ["service: clinic or more", "service: ward"]
    back = compare(other, TINY)
    assert [(one.only, one.responsible) for one in back.differences] == [("new", "mind.low")] * 2


def test_what_gives_a_track_is_responsible_for_the_tracks_that_read_it() -> None:
    """The rules are the same: a study is done for less, so the clinic is reached with less."""
    changed = replace(SLEEP.rules[0], when=AtLeast("night", 1))
    milder = replace(SLEEP, rules=(changed, *SLEEP.rules[1:]), guarantees=())
    differences = compare(SLEEP, milder).differences
    assert {(one.id, one.responsible, one.only) for one in differences} == {
        ("study", "study.home", "new"),
        ("care", "study.home", "new"),
    }
    (clinic,) = (one for one in differences if one.id == "care")
    assert (clinic.old.value_name, clinic.new.value_name) == ("", "sleep clinic")
    assert (clinic.old.because, clinic.new.because) == (
        ("care.course", "night.short"),
        ("care.clinic", "study.home", "night.short"),
    )
    gone = replace(SLEEP, criteria=SLEEP.criteria[1:], guarantees=())
    assert {one.responsible for one in compare(milder, replace(milder, criteria=gone.criteria)).differences} == {
        "night.short"
    }


def test_somebody_is_listed_once_with_all_tracks_in_which_they_differ() -> None:
    milder = replace(SLEEP, rules=(replace(SLEEP.rules[0], when=AtLeast("night", 1)), *SLEEP.rules[1:]), guarantees=())
    text = compare(SLEEP, milder).to_text()
    assert text.count("- Hours asleep: “five or six”\n") == 1
    assert (
        "- Hours asleep: “five or six”\n"
        "    old: study none\n"
        "    new: study at home, by study.home, night.short\n"
        "    old: care course, by care.course, night.short\n"
        "    new: care clinic, sleep clinic, by care.clinic, study.home, night.short\n"
    ) in text
    assert "in the new rulebook not as in the old one; 1 smallest person" in compare(SLEEP, milder).to_html()


def test_a_flag_or_a_rule_that_only_one_has_is_responsible() -> None:
    other = tiny(flags=(), rules=(CLINIC, WARD, rule("service.tired", LowMood.MARKED.or_worse, SERVICE.WARD.or_more)))
    comparison = compare(TINY, other)
    assert {(one.id, one.only, one.responsible, one.absent) for one in comparison.differences} == {
        ("flag.fluids", "old", "flag.fluids", True),
        ("service", "new", "service.tired", True),
    }
    flag = comparison.differences[-1]
    assert (flag.text, flag.old.value, flag.new.value) == ("`flag.fluids`", "raised", "not raised")
    assert (flag.old.because, flag.new.because) == (("flag.fluids", "body.feverish"), ())
    assert (flag.old.level, flag.new.level) == (None, None)
    assert comparison.by_declaration().keys() == {"service.tired", "flag.fluids"}


# ----------------------------------------------------------------------------------------------------------- other questions


def test_a_renamed_scale_is_the_same_question() -> None:
    hot = renamed(Fever, "temperature")
    other = tiny(
        scales=(LowMood, Plan, hot, Shifts),
        criteria=(LOW, replace(FEVERISH, when=hot.at(1))),
        rules=(CLINIC, replace(WARD, when=any_of(all_of(MIND.at(2), hot.at(2)), Plan.PRESENT.or_worse))),
    )
    assert agree(TINY, other, renamed={"fever": "temperature"})
    apart = compare(TINY, other)
    assert (apart.only_old, apart.only_new) == (("fever",), ("temperature",))
    assert "only the old rulebook asks fever\nonly the new rulebook asks temperature\n" in apart.to_text()
    assert "<li>only the new rulebook asks temperature</li>" in apart.to_html()
    assert not apart.agree
    assert apart.everybody[0].people == 3 * 2 * 3 * 3 * 3


def test_a_scale_that_takes_the_name_of_another_is_told_from_it() -> None:
    """The old `fever` is the new `temperature`; the new `fever` is something that the old rulebook does not ask."""
    hot, chill = renamed(Fever, "temperature"), renamed(Plan, "fever")
    more = rule("service.chill", chill.at(1), SERVICE.WARD.or_more)
    other = tiny(
        scales=(LowMood, Plan, hot, Shifts, chill),
        criteria=(LOW, replace(FEVERISH, when=hot.at(1))),
        rules=(CLINIC, replace(WARD, when=any_of(all_of(MIND.at(2), hot.at(2)), Plan.PRESENT.or_worse)), more),
        guarantees=(),
        conflicts=(),
    )
    comparison = compare(TINY, other, renamed={"fever": "temperature"})
    assert (comparison.only_old, comparison.only_new) == ((), ("fever",))
    assert {one.responsible for one in comparison.differences} == {"service.chill"}
    assert [answer.scale for answer in comparison.differences[0].person] == ["fever_2"]
    moved = compare(TINY, other, renamed={"fever": "temperature"}, cohort=[{"fever": "high", "fever_2": 1}]).cohort
    assert moved is not None
    assert moved.floor[0].rows() == [{"from": "clinic", "to": "ward", "people": 1}]


def test_scales_that_complete_otherwise_are_named() -> None:
    other = tiny(scales=(renamed(LowMood, "low_mood", closes=False), Plan, Fever, Shifts))
    comparison = compare(TINY, other)
    assert comparison.agree
    assert comparison.completed_otherwise == ("low_mood",)
    assert "missing answers are completed in another way: low_mood" in comparison.to_text()


BROAD = new_scale("fever", "Fever", [("none", "none"), ("high", "high")], dimension=BODY, sources=(LEAFLET,))
MOVED = new_scale("plan", "Plan", [("present", "yes"), ("none", "no")], dimension=MIND, sources=(LEAFLET,))


def test_rulebooks_for_other_ages_do_not_agree() -> None:
    old, new = tiny(ages=Ages(least=40)), tiny(ages=Ages(least=60, greatest=80))
    assert agree(old, replace(new, ages=old.ages))
    assert not agree(old, new)
    comparison = compare(old, new)
    assert not comparison.agree
    assert comparison.result() == "they agree on everybody whom both are for, and are for people of other ages"
    assert "the old rulebook is for 40 years or more, the new one for 60 to 80 years" in comparison.to_text()
    assert "the old rulebook is for 40 years or more, the new one for people of any age" in compare(old, TINY).to_text()


OBSTACLES: dict[str, tuple[Rulebook, dict[str, str], str]] = {
    "another number of anchors": (
        tiny(
            scales=(LowMood, Plan, BROAD, Shifts),
            rules=(CLINIC, replace(WARD, when=Plan.PRESENT.or_worse)),
        ),
        {},
        "scale `fever` has 3 anchors in the old rulebook and 2 in the new one",
    ),
    "anchors in another order": (
        tiny(scales=(LowMood, MOVED, Fever, Shifts)),
        {},
        "scale `plan` has its anchors in another order in the new rulebook",
    ),
    "another value of a track": (
        tiny(tracks=(new_track("service", "Service", ["home", "office", "ward"]),)),
        {},
        "track `service` has other values in the old rulebook than in the new one",
    ),
    "another track": (
        tiny(
            tracks=(SERVICE, new_track("company", "Company", ["alone", "together"])),
            rules=(CLINIC, WARD, rule("company.together", Plan.at(1), AtLeast("company", 1))),
        ),
        {},
        "track `company` is only in the new rulebook",
    ),
    "a name that there is not": (
        TINY,
        {"cough": "fever", "fever": "cold"},
        "`renamed`: `tiny` has no scale `cough`; `renamed`: `tiny` has no scale `cold`",
    ),
    "two scales that would be one": (
        TINY,
        {"low_mood": "fever", "fever": "fever"},
        "`renamed`: 2 scales would be `fever`",
    ),
}


@pytest.mark.parametrize(("other", "names", "message"), OBSTACLES.values(), ids=OBSTACLES)
def test_what_cannot_be_compared_is_said_at_once(other: Rulebook, names: dict[str, str], message: str) -> None:
    with pytest.raises(NotComparable) as refused:
        agree(TINY, other, renamed=names)
    assert str(refused.value) == f"`tiny` and `tiny` cannot be compared: {message}"


def test_levels_that_hold_other_services_cannot_be_compared() -> None:
    two = (LevelDescription("0", "nothing", ("home", "clinic")), LevelDescription("2", "much", ("ward",)))
    with pytest.raises(NotComparable, match=r"levels hold other services in the old rulebook than in the new one$"):
        compare(KIND, tiny(levels=two))
    assert [one.of for one in compare(KIND, TINY).everybody] == ["service"]


# ----------------------------------------------------------------------------------------------------------------- who moves


def test_everybody_who_moves_is_counted() -> None:
    """A plan without both a low mood and a very high fever: 1 x 3 moods x 3 fevers, of them at the ward still 3 moods."""
    (moves,) = compare(KIND, STRICT).everybody
    assert (moves.of, moves.values) == ("level", ("0", "1", "2"))
    assert moves.people == 3 * 2 * 3 * 3
    assert (moves.up, moves.down) == (0, 6 * 3)
    assert moves.rows() == [{"from": "2", "to": "1", "people": 18}]
    assert moves.to_text() == (
        "level: of 54 people 0 move up and 18 move down\n"
        "  18   33.3333%  from 2 (much) to 1 (some)"
    )  # fmt: skip
    (back,) = compare(STRICT, KIND).everybody
    assert (back.up, back.down) == (18, 0)


class Frame:
    """A data frame of a library that hands out its rows in one of three ways."""

    def __init__(self, rows: list[dict[str, object]]) -> None:
        self._rows = rows


class PolarsLike(Frame):
    def to_dicts(self) -> list[dict[str, object]]:
        return self._rows

    def to_dict(self) -> dict[str, list[object]]:
        raise NotImplementedError


class NarwhalsLike(Frame):
    def iter_rows(self, *, named: bool) -> list[dict[str, object]]:
        assert named
        return self._rows


class PandasLike(Frame):
    def to_dict(self, *, orient: str) -> list[dict[str, object]]:
        assert orient == "records"
        return self._rows


class NAType:
    """What pandas puts where nothing is known: it has no truth value."""

    def __bool__(self) -> bool:
        raise TypeError


PEOPLE: list[dict[str, object]] = [
    {"age": 30, "low_mood": "none", "plan": "present", "fever": "none"},
    {"age": 40, "low_mood": 0, "fever": 0, "plan": None},
    {"age": 50, "low_mood": "none", "plan": "absent", "fever": "none"},
    {"age": 17, "plan": "present"},
]


@pytest.mark.parametrize(
    "cohort",
    [
        PEOPLE,
        iter(PEOPLE),
        [TINY.assessment_model().model_validate(one) for one in PEOPLE[:3]] + PEOPLE[3:],
        PolarsLike(PEOPLE),
        NarwhalsLike(PEOPLE),
        PandasLike([PEOPLE[0], {"age": 40.0, "low_mood": 0.0, "fever": 0.0, "plan": float("nan")}, PEOPLE[2] | {"shifts": NAType()}, PEOPLE[3]]),
    ],
    ids=["mappings", "an iterator", "assessments", "Polars", "narwhals", "pandas"],
)  # fmt: skip
def test_a_cohort_is_counted_at_both_ends(cohort: object) -> None:
    comparison = compare(KIND, STRICT, cohort=cohort).cohort
    assert comparison is not None
    assert (comparison.people, comparison.left_out) == (3, 1)
    (least,), (most,) = comparison.floor, comparison.ceiling
    assert least.counts == ((2, 0, 0), (0, 0, 0), (0, 1, 0))
    assert most.counts == ((1, 0, 0), (0, 0, 0), (0, 2, 0))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (Ages(12, 17), Ages(12, 17), "1 person of the cohort (1 of other ages than 12 to 17 years left out)"),
        (Ages(18), Ages(), "1 person of the cohort (1 of ages that one of them is not for left out)"),
        (Ages(), Ages(), "2 people of the cohort, at"),
    ],
)
def test_whoever_is_left_out_is_counted_in_the_words_of_the_rulebooks(old: Ages, new: Ages, words: str) -> None:
    ages = (17, 40) if old == new else (40, 17)
    cohort = [{"age": age, "low_mood": "some"} for age in ages]
    assert words in compare(tiny(ages=old), tiny(ages=new), cohort=cohort).to_text()


def test_a_cohort_may_answer_as_the_new_rulebook_asks() -> None:
    hot = renamed(Fever, "temperature")
    other = tiny(
        scales=(LowMood, Plan, hot, Shifts),
        criteria=(LOW, replace(FEVERISH, when=hot.at(1))),
        rules=(CLINIC, replace(WARD, when=Plan.PRESENT.or_worse)),
    )
    person = other.assessment_model().model_validate({"low_mood": 1, "plan": 0, "temperature": "unsure"})
    for one in (
        person,
        {"low_mood": 1, "plan": 0, "temperature": "unsure"},
        {"low_mood": 1, "plan": 0, "fever": "unsure"},
    ):
        comparison = compare(TINY, other, renamed={"fever": "temperature"}, cohort=[one]).cohort
        assert comparison is not None
        assert comparison.floor[0].rows() == []
        assert comparison.ceiling[0].rows() == [{"from": "ward", "to": "clinic", "people": 1}]


@pytest.mark.parametrize(
    ("cohort", "message"),
    [
        ([{"plan": "secret"}], "row 1: `plan`: expected one of absent, present, a position from 0 to 1, `unsure`, or nothing"),
        ([{}, {"secret": 1}, "secret"], "row 2: `secret`: known to neither rulebook; row 3: expected an assessment or a mapping of answers"),
        ([{"age": "secret"}], "row 1: `age`: Input should be a valid integer"),
        ([{"fever": Decimal(1)}], "row 1: `fever`: expected one of none, high, very_high, a position from 0 to 2, `unsure`, or nothing"),
        ({"plan": 1}, "expected people, not one person"),
        (TINY.assessment_model()(), "expected people, not one person"),
        (7, "expected assessments, mappings of answers, or a data frame"),
    ],
)  # fmt: skip
def test_a_cohort_that_cannot_be_read_is_named_without_its_answers(cohort: object, message: str) -> None:
    with pytest.raises(CohortError) as refused:
        compare(KIND, STRICT, cohort=cohort)
    assert str(refused.value) == f"cohort: {message}"
    assert refused.value.__cause__ is None
    assert refused.value.__context__ is None


def test_an_answer_is_given_under_one_name() -> None:
    hot = renamed(Fever, "temperature")
    other = tiny(
        scales=(LowMood, Plan, hot, Shifts),
        criteria=(LOW, replace(FEVERISH, when=hot.at(1))),
        rules=(CLINIC, replace(WARD, when=Plan.PRESENT.or_worse)),
    )
    with pytest.raises(CohortError, match="row 1: `temperature`: given under two names"):
        compare(TINY, other, renamed={"fever": "temperature"}, cohort=[{"fever": 1, "temperature": 1}])


def test_what_only_the_new_rulebook_asks_is_read_by_it() -> None:
    cough = new_scale("cough", "Cough", [("no", "no"), ("yes", "yes")], dimension=BODY, sources=(LEAFLET,))
    other = tiny(
        scales=(*TINY.scales, cough), rules=(CLINIC, WARD, rule("service.cough", cough.at(1), SERVICE.WARD.or_more))
    )
    comparison = compare(TINY, other, cohort=[{"cough": "yes", "low_mood": 0, "plan": 0, "fever": 0}]).cohort
    assert comparison is not None
    assert comparison.floor[0].rows() == [{"from": "home", "to": "ward", "people": 1}]
    with pytest.raises(CohortError, match="row 1: `cough`: expected one of no, yes,"):
        compare(TINY, other, cohort=[{"cough": "secret"}])


# ----------------------------------------------------------------------------------------------------------------- renderings


def test_a_comparison_is_text() -> None:
    comparison = compare(KIND, STRICT, cohort=PEOPLE)
    assert comparison.to_text().splitlines() == [
        f"old: tiny, version 1, SHA-256 {KIND.digest[:12]}",
        f"new: strict, version 2, SHA-256 {STRICT.digest[:12]}",
        "",
        "They differ, by 1 declaration.",
        "",
        "service.ward: in the old rulebook not as in the new one",
        "- plan to harm oneself: “present”",
        "    old: service ward (level 2, much), by service.ward",
        "    new: service clinic (level 1, some), by service.clinic, mind.low",
        "",
        "All possible people, each combination of answers once",
        "level: of 54 people 0 move up and 18 move down",
        "  18   33.3333%  from 2 (much) to 1 (some)",
        "",
        "3 people of the cohort (1 under 18 left out), at the least that answers allow",
        "level: of 3 people 0 move up and 1 move down",
        "  1   33.3333%  from 2 (much) to 1 (some)",
        "",
        "3 people of the cohort (1 under 18 left out), at the most that answers allow",
        "level: of 3 people 0 move up and 2 move down",
        "  2   66.6667%  from 2 (much) to 1 (some)",
    ]


def test_a_comparison_shows_as_many_people_as_are_asked_for() -> None:
    other = tiny(
        rules=(
            CLINIC,
            WARD,
            rule(
                "service.more",
                any_of(LowMood.at(2), Fever.at(1), all_of(LowMood.at(2), Fever.at(2))),
                SERVICE.WARD.or_more,
            ),
        )
    )
    comparison = compare(TINY, other)
    (people,) = comparison.by_declaration().values()
    assert len(people) == 2
    assert "- and 1 more" in comparison.to_text(limit=1)
    assert "- and" not in comparison.to_text(limit=None)
    assert "only in the new rulebook" in comparison.to_text()


def test_a_comparison_is_html_that_cannot_be_broken_out_of() -> None:
    comparison = compare(KIND, replace(STRICT, title="<script>alert(1)</script>"), cohort=PEOPLE)
    page = comparison.to_html()
    assert page.startswith('<article class="placement-report"><style>')
    assert "&lt;script&gt;" in page
    assert "<script" not in page
    assert (
        "<caption>All possible people, each combination of answers once. "
        "level: of 54 people 0 move up and 18 move down</caption>"
    ) in page
    assert "<caption>3 people of the cohort (1 under 18 left out), at the most that answers allow. level: of 3" in page
    assert '<tr><th scope="row">from 2 (much) to 1 (some)</th><td>18</td><td>33.3333%</td></tr>' in page
    assert "<code>service.ward</code>: in the old rulebook not as in the new one; 1 smallest person" in page
    assert comparison._repr_html_() == page


def test_a_comparison_is_json_and_frozen() -> None:
    comparison = compare(KIND, STRICT, cohort=PEOPLE)
    assert Comparison.model_validate_json(comparison.to_json()) == comparison
    assert json.loads(comparison.to_json(indent=1))["agree"] is False
    assert repr(comparison) == str(comparison) == "<Comparison of tiny 1 and strict 2: they differ, by 1 declaration>"
    with pytest.raises(ValidationError):
        comparison.agree = True  # type: ignore[misc]


def test_a_few_of_very_many_are_said_to_be_few() -> None:
    (moves,) = compare(FIVE_LEVEL, strict_payer()).everybody
    assert "   <0.0001%  from 3 (residential or inpatient) to 1 (outpatient)\n" in moves.to_text()


# -------------------------------------------------------------------------------------------------------- the invented payer


def strict_payer() -> Rulebook:
    return Rulebook.from_json((Path(__file__).parents[3] / "examples" / "payer_strict.json").read_bytes())


def test_the_invented_payer_differs_from_the_shipped_rulebook_where_the_page_says() -> None:
    """`docs/how-to/compare_two_rulebooks.md` lists the edits by which it was made from the export."""
    payer, shipped = json.loads(strict_payer().to_json()), json.loads(FIVE_LEVEL.to_json())
    edited = {part for part, said in shipped.items() if payer[part] != said}
    assert edited == {"id", "version", "title", "sources", "rules", "guarantees", "exemptions"}
    assert {one["id"] for one in payer["sources"]} - {one["id"] for one in shipped["sources"]} == {"INVENTED-PAYER"}
    before, after = ({one["id"]: one for one in said["rules"]} for said in (shipped, payer))
    assert before.keys() - after.keys() == {"service.iop-after-outpatient", "service.residential-after-day"}
    assert {name for name, one in after.items() if before[name] != one} == {
        "service.residential-home",
        "service.high-residential-mental-health",
    }
    for part, fewer in (("guarantees", 4), ("exemptions", 4)):
        assert all(one in shipped[part] for one in payer[part])
        assert len(shipped[part]) - len(payer[part]) == fewer
    assert "invented" in payer["title"].lower()


def test_the_invented_payer_gives_less_to_some_and_more_to_nobody() -> None:
    comparison = compare(FIVE_LEVEL, strict_payer())
    assert {one.only for one in comparison.differences} == {"old"}
    assert [(one.of, one.up) for one in comparison.everybody] == [("level", 0)]
    assert comparison.by_declaration().keys() == {
        "service.iop-after-outpatient",
        "service.residential-after-day",
        "service.residential-home",
        "service.high-residential-mental-health",
    }
    assert {one.kind for one in check(strict_payer()).findings} == {"jump"}
