"""What `check` says, in exact words, on rulebooks small enough to know by heart; and of the shipped one."""
# ruff: noqa: E501 - what is expected is a sentence that is printed

import json
from dataclasses import replace

import pytest
from pydantic import ValidationError

from placement import (
    FIVE_LEVEL,
    AtLeast,
    Condition,
    EngineError,
    Exemption,
    Flag,
    LevelDescription,
    Rule,
    Rulebook,
    all_of,
    any_of,
    count_of,
)
from placement.analysis import Report, check
from placement.analysis.conclusions import sides
from placement.analysis.report import Entry
from placement.language.scale import Scale, new_scale
from tests.other_rulebooks import SLEEP
from tests.tiny_rulebook import BODY, FEVERISH, LEAFLET, LOW, MIND, SERVICE, TINY, Fever, LowMood, Plan, tiny

CLINIC, WARD = TINY.rules


@pytest.fixture(scope="module")
def shipped() -> Report:
    return check(FIVE_LEVEL)


def rule(name: str, when: Condition, raises: AtLeast = SERVICE.CLINIC.or_more) -> Rule:
    return Rule(name, "Something follows.", when, raises, (LEAFLET,))


def found(book: Rulebook, name: str) -> tuple[str, str, tuple[str, ...]]:
    entry = check(book).entry(name)
    return entry.verdict, entry.text, entry.subsumed_by


def seen_in(entry: Entry) -> dict[str, int]:
    assert entry.person is not None
    return {one.scale: one.position for one in entry.person}


# -------------------------------------------------------------------------------------------------------- the shipped one


def test_the_shipped_rulebook_has_no_finding_without_a_reason(shipped: Report) -> None:
    assert shipped.clean
    assert [one.id for one in shipped.exempt] == [one.finding for one in in_order_of(shipped, FIVE_LEVEL)]
    assert all(one.reason for one in shipped.exempt)


def in_order_of(report: Report, book: Rulebook) -> list[Exemption]:
    order = [one.id for one in report.entries]
    return sorted(book.exemptions, key=lambda one: order.index(one.finding))


def test_every_declaration_and_every_promise_of_the_shipped_rulebook_is_looked_at(shipped: Report) -> None:
    ids = [one.id for one in shipped.entries]
    assert len(ids) == len(set(ids))
    assert {f"redundant.{name}" for name in FIVE_LEVEL.declared} <= set(ids)
    assert {one.id for one in FIVE_LEVEL.guarantees} <= set(ids)
    assert all(one.verdict == "holds" for one in shipped.entries if one.kind == "guarantee")


def test_the_environment_hides_that_much_in_pregnancy_alone(shipped: Report) -> None:
    """As the exemption of `closing.environment` says: without pregnancy, by no more than one level."""
    assert seen_in(shipped.entry("closing.environment"))["pregnancy"] == 1
    lattice, (level, *_) = FIVE_LEVEL.lattice, sides(FIVE_LEVEL)
    pregnant, detail = lattice.step("pregnancy", 1), lattice.step("structure_response", 2)
    people = [one for reached in level.reached for one in reached]
    assert max(level.position(one) - level.position(one & ~detail) for one in people) == 2
    assert max(level.position(one) - level.position(one & ~detail) for one in people if not one & pregnant) == 1


def test_the_step_to_a_plan_with_intent_is_said(shipped: Report) -> None:
    entry = shipped.entry("jump.suicide_risk.4")
    assert entry.verdict == "exempt"
    assert entry.text == (
        "Suicide risk, from “plan or some intent” to “plan with intent”: this step can lift the level from `none` to `4`."
    )
    assert seen_in(entry) == {"suicide_risk": 4}
    assert [(one.of, one.below, one.above) for one in entry.rises] == [
        ("level", "none", "4"),
        ("service", "none", "4"),
    ]


@pytest.mark.parametrize(
    ("name", "by"),
    [
        ("unread.work_duties.1", "delivery.protected-leave"),
        ("unread.home_safety.3", "alternative.recovery-residence"),
        ("unread.overdose_history.1", "flag.naloxone"),
    ],
)
def test_what_is_read_beside_the_need_is_read(name: str, by: str, shipped: Report) -> None:
    assert shipped.entry(name).verdict == "clean"
    assert by in shipped.entry(name).text


# ------------------------------------------------------------------------------------------------------------- guarantees


def test_a_guarantee_is_shown_in_the_one_person_who_decides_it() -> None:
    floor, ceiling = (check(TINY).entry(name) for name in ("g.plan-is-ward", "g.well-stays-home"))
    assert (floor.verdict, ceiling.verdict) == ("holds", "holds")
    assert floor.text == (
        "A plan leads to the ward. Promises service: ward; the least person of whom it speaks is given `ward`."
    )
    assert (seen_in(floor), floor.because) == ({"plan": 1}, ("mind.low", "service.clinic", "service.ward"))
    assert ceiling.text == (
        "Who is well stays at home. Promises service: home; the worst person of whom it speaks is given `home`."
    )
    assert (seen_in(ceiling), ceiling.because) == ({"shifts": 2}, ())


# ------------------------------------------------------------------------------------------------------------ what decides


def test_what_decides_names_somebody_whom_it_decides() -> None:
    report = check(TINY)
    said = {name: report.entry(name) for name in ("redundant.service.ward[1]", "unneeded.service.ward[1].fever")}
    assert [one.text for one in said.values()] == [
        (
            "Without this way to meet `service.ward` (fever: “40 or more”, and mind rated 2 or worse), for this person, "
            "service would be `clinic` instead of `ward`."
        ),
        (
            "If `service.ward[1]` did not ask for fever: “40 or more”, then for this person service would be `ward` instead "
            "of `clinic`."
        ),
    ]
    assert [seen_in(one) for one in said.values()] == [{"low_mood": 1, "fever": 2}, {"low_mood": 1}]


_TAKEN_AWAY: dict[str, tuple[Rulebook, str, tuple[str, str, tuple[str, ...]]]] = {
    "a rule by another rule": (
        tiny(rules=(CLINIC, WARD, rule("service.also", all_of(MIND.at(2), BODY.at(1))))),
        "redundant.service.also",
        (
            "finding",
            "`service.also` decides nobody's answer: taken away alone, it changes nothing.",
            ("service.clinic[1]",),
        ),
    ),
    "a way to meet a rule by a rule that gives more": (
        tiny(rules=(replace(CLINIC, when=any_of(MIND.at(2), BODY.at(1), Plan.PRESENT.or_worse)), WARD)),
        "redundant.service.clinic[3]",
        (
            "finding",
            (
                "This way to meet `service.clinic` (plan to harm oneself: “present”) decides nobody's answer: taken away "
                "alone, it changes nothing."
            ),
            ("service.clinic[1]",),
        ),
    ),
    "a way to meet a flag by another way": (
        tiny(flags=(Flag("flag.rest", "rest", any_of(Fever.at(1), all_of(Fever.at(2), Plan.at(1))), (LEAFLET,)),)),
        "redundant.flag.rest[2]",
        (
            "finding",
            (
                "This way to meet `flag.rest` (fever: “40 or more”, and plan to harm oneself: “present”) decides nobody's "
                "answer: taken away alone, it changes nothing."
            ),
            ("flag.rest[1]",),
        ),
    ),
    "a criterion by another criterion": (
        tiny(criteria=(LOW, FEVERISH, replace(FEVERISH, id="body.hot", when=Fever.at(2)))),
        "redundant.body.hot",
        (
            "finding",
            "`body.hot` decides nobody's answer: taken away alone, it changes nothing.",
            ("body.feverish",),
        ),
    ),
    "a criterion by a rule that needs no rating": (
        TINY,
        "redundant.mind.low[2]",
        (
            "finding",
            (
                "This way to meet `mind.low` (plan to harm oneself: “present”) decides nobody's answer: taken away alone, it "
                "changes nothing."
            ),
            ("service.ward",),
        ),
    ),
    "a criterion by nothing, as nothing reads what it gives": (
        tiny(criteria=(LOW, FEVERISH, replace(FEVERISH, id="body.hot", when=Fever.at(2), raises=BODY.at(2)))),
        "redundant.body.hot",
        (
            "finding",
            (
                "`body.hot` decides nobody's answer: taken away alone, it changes nothing. No rule and no flag makes use of "
                "it."
            ),
            (),
        ),
    ),
    "a flag that nobody can meet": (
        tiny(flags=(Flag("flag.rest", "rest", BODY.at(4), (LEAFLET,)),)),
        "redundant.flag.rest",
        (
            "finding",
            "`flag.rest` decides nobody's answer: taken away alone, it changes nothing. Nobody can meet it.",
            (),
        ),
    ),
    "a criterion by what asks for the same facts beside the rating": (
        tiny(
            criteria=(LOW, FEVERISH, replace(FEVERISH, id="mind.feverish", raises=MIND.at(1))),
            flags=(Flag("flag.rest", "rest", all_of(MIND.at(1), LowMood.at(1)), (LEAFLET,)),),
        ),
        "redundant.mind.feverish",
        (
            "finding",
            "`mind.feverish` decides nobody's answer: taken away alone, it changes nothing.",
            ("flag.rest",),
        ),
    ),
}


@pytest.mark.parametrize(("book", "name", "expected"), _TAKEN_AWAY.values(), ids=_TAKEN_AWAY)
def test_what_decides_nothing_says_what_subsumes_it(
    book: Rulebook, name: str, expected: tuple[str, str, tuple[str, ...]]
) -> None:
    assert found(book, name) == expected


def test_nothing_is_said_of_the_parts_of_what_decides_nothing() -> None:
    report = check(_TAKEN_AWAY["a rule by another rule"][0])
    assert [one.id for one in report.entries if "service.also" in one.id] == ["redundant.service.also"]


_LEFT_OUT: dict[str, tuple[Rulebook, str, tuple[str, ...]]] = {
    "whoever meets the rest meets another rule": (
        tiny(rules=(CLINIC, replace(WARD, when=any_of(Plan.at(1), all_of(Fever.at(2), LowMood.at(1), BODY.at(1)))))),
        "unneeded.service.ward[2].body",
        ("body.feverish",),
    ),
    "the answer beside it gives the rating": (
        tiny(flags=(Flag("flag.rest", "rest", all_of(MIND.at(2), LowMood.at(1)), (LEAFLET,)),)),
        "unneeded.flag.rest.mind",
        ("mind.low[1]",),
    ),
    "the rating beside it needs the answer": (
        tiny(flags=(Flag("flag.rest", "rest", all_of(BODY.at(1), Fever.at(1)), (LEAFLET,)),)),
        "unneeded.flag.rest.fever",
        ("body.feverish",),
    ),
    "another rule gives the same to whoever meets the rest": (
        tiny(
            rules=(
                CLINIC,
                WARD,
                rule("service.both", all_of(Fever.at(1), LowMood.at(2), Plan.at(1)), SERVICE.WARD.or_more),
            )
        ),
        "redundant.service.both",
        ("service.ward[2]",),
    ),
    "another criterion gives the rating to whoever meets the rest": (
        tiny(
            criteria=(
                replace(LOW, when=all_of(LowMood.at(1), Plan.at(1))),
                FEVERISH,
                replace(LOW, id="mind.lower", when=Plan.at(1)),
            )
        ),
        "redundant.mind.low",
        ("mind.lower",),
    ),
    "what reads the rating asks for the rest as well": (
        tiny(
            criteria=(replace(LOW, when=all_of(LowMood.at(1), Fever.at(1))), FEVERISH),
            rules=(replace(CLINIC, when=any_of(all_of(MIND.at(2), Fever.at(1)), Plan.at(1))), WARD),
        ),
        "unneeded.mind.low.fever",
        ("service.clinic", "service.ward"),
    ),
}


@pytest.mark.parametrize(("book", "name", "subsumed_by"), _LEFT_OUT.values(), ids=_LEFT_OUT)
def test_a_comparison_that_can_be_left_out_says_because_of_what(
    book: Rulebook, name: str, subsumed_by: tuple[str, ...]
) -> None:
    verdict, _, named = found(book, name)
    assert (verdict, named) == ("finding", subsumed_by)


def test_what_subsumes_a_rule_may_read_another_track() -> None:
    clinic = next(rule for rule in SLEEP.rules if rule.id == "care.clinic")  # whoever has a study
    for when in (AtLeast("snoring", 2), all_of(clinic.when, AtLeast("study", 2))):
        book = replace(SLEEP, rules=(*SLEEP.rules, replace(clinic, id="care.clinic-too", when=when)))
        assert found(book, "redundant.care.clinic-too")[::2] == ("finding", ("care.clinic",))
    both = replace(clinic, when=all_of(AtLeast("snoring", 1), clinic.when))
    book = replace(SLEEP, rules=tuple(both if rule == clinic else rule for rule in SLEEP.rules))
    assert found(book, "unneeded.care.clinic.study")[::2] == ("finding", ("study.home",))


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (all_of(Fever.at(1), Fever.at(2)), "fever: “38 or more” or worse"),
        (all_of(LowMood.at(1), any_of(Fever.at(1), all_of(Fever.at(2), Plan.at(1)))), "fever: “40 or more”; plan to harm oneself: “present”"),
        (count_of(1, LowMood.at(1), LowMood.at(1)), "low mood: “some” or worse"),
    ],
)  # fmt: skip
def test_what_is_implied_by_what_stands_beside_it_is_idle(when: Condition, expected: str) -> None:
    book = tiny(flags=(Flag("flag.rest", "rest", when, (LEAFLET,)),))
    assert found(book, "idle.flag.rest") == (
        "finding",
        f"`flag.rest` says what is implied by what is written beside it: {expected}.",
        ("flag.rest",),
    )


def test_a_condition_that_can_be_met_in_too_many_ways_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    book = tiny(flags=(Flag("flag.rest", "rest", all_of(any_of(Fever.at(1), LowMood.at(1)), Plan.at(1)), (LEAFLET,)),))
    monkeypatch.setattr("placement.engines.conjunctions.MOST_COMBINATIONS", 1)
    with pytest.raises(EngineError, match=r"^`flag\.rest`: takes more than 1 combinations$"):
        check(book)


# --------------------------------------------------------------------------------------- what is reached, raised and read


def test_what_nobody_can_be_given_is_found() -> None:
    book = tiny(flags=(*TINY.flags, Flag("flag.rest", "rest", BODY.at(4), (LEAFLET,))))
    assert found(book, "unreachable.mind.1") == ("finding", "Mind rated 1 is given to nobody.", ())
    assert found(book, "unreachable.flag.rest") == ("finding", "`flag.rest` is given to nobody.", ())
    assert found(book, "unreachable.service.2") == ("clean", "Service `ward` is given to somebody.", ())


LEVELS = (LevelDescription("0", "nothing", ("home",)), LevelDescription("1", "some", ("clinic",)), LevelDescription("2", "much", ("ward",)))  # fmt: skip


def test_a_step_that_lifts_the_level_by_more_than_one_is_found() -> None:
    book = tiny(levels=LEVELS)
    entry = check(book).entry("jump.plan.1")
    assert entry.verdict == "finding"
    assert entry.text == (
        "Plan to harm oneself, from “absent” to “present”: this step can lift the level from `0` to `2`."
    )
    assert [(one.of, one.steps) for one in entry.rises] == [("level", 2), ("service", 2)]
    assert found(book, "jump.fever.1")[0] == "clean"
    assert found(book, "jump.low_mood.2")[:2] == (
        "clean",
        "Low mood, from “some” to “marked”: this step lifts nothing.",
    )


def test_without_levels_each_value_of_the_headline_track_is_one() -> None:
    entry = check(TINY).entry("jump.plan.1")
    assert (entry.verdict, [one.steps for one in entry.rises]) == ("finding", [2])
    assert entry.text.endswith("this step can lift `service` from `home` to `ward`.")
    clean = check(TINY).entry("jump.fever.1")
    assert (clean.verdict, [one.steps for one in clean.rises]) == ("clean", [1])


def test_no_step_of_a_track_beside_the_headline_is_too_large() -> None:
    """Snoring that stops the breath leads to two studies more, and care rises by as much: that is what is found."""
    stops = check(SLEEP).entry("jump.snoring.2")
    assert (stops.verdict, [(one.of, one.steps) for one in stops.rises]) == ("clean", [("care", 1), ("study", 1)])
    loud = check(SLEEP).entry("jump.snoring.1")
    assert loud.verdict == "finding"
    assert loud.text == "Snoring, from “none” to “loud”: this step can lift `care` from `advice` to `clinic`."
    beside = check(replace(SLEEP, headline="study", guarantees=(), services=())).entry("jump.snoring.1")
    assert (beside.verdict, [one.of for one in beside.rises]) == ("clean", ["study", "care"])


def test_what_a_headline_can_hide_is_said() -> None:
    book = replace(tiny(levels=LEVELS), scales=(LowMood, not_separate(), *TINY.scales[2:]))
    entry = check(book).entry("closing.mind")
    assert entry.verdict == "finding"
    assert entry.text == (
        "A headline answer to “Mind” can hide plan to harm oneself: “present”; that can lift the level from `0` to `2`."
    )
    assert seen_in(entry) == {"plan": 1}
    assert found(book, "closing.body")[:2] == (
        "clean",
        "A headline answer to “Body” hides nothing that lifts anything.",
    )
    assert "closing.duties" not in [one.id for one in check(book).entries]


def not_separate() -> type[Scale]:
    return new_scale(
        "plan", Plan.title(), [("absent", "absent"), ("present", "present")], dimension=MIND, sources=(LEAFLET,)
    )


def test_what_nothing_closes_hides_nothing() -> None:
    open_fever = new_scale(
        "fever", "Fever", [(one.key, one.label) for one in Fever], dimension=BODY, sources=(LEAFLET,)
    )
    book = tiny(scales=(LowMood, Plan, open_fever, TINY.scales[3]))
    text = "No answer closes “Body”: what was not asked stays open."
    assert found(book, "closing.body") == ("clean", text, ())


def test_what_nothing_reads_is_found() -> None:
    assert found(TINY, "unread.low_mood.2") == ("finding", "Low mood: nothing tells “marked” from “some”.", ())
    assert found(TINY, "unread.shifts")[:2] == (
        "finding",
        "Nothing reads shifts at work: its answer changes nothing that is said.",
    )
    assert found(TINY, "unread.low_mood.1")[:2] == (
        "clean",
        "Low mood: “some” is told from “none” by mind.low and conflict.plan-without-mood.",
    )
    assert "unread.shifts.1" not in [one.id for one in check(TINY).entries]


# -------------------------------------------------------------------------------------------------------- exemptions, report


def test_an_exemption_needs_its_finding() -> None:
    """What is exempted and not found is a finding itself, and cannot be exempted in turn."""
    excused = Exemption("unread.shifts", "It will be read next year.")
    stale = Exemption("unread.fever.1", "It was once.")
    odd = Exemption("exemption.unread.fever.1", "We like it.")
    report = check(tiny(exemptions=(excused, stale, odd)))
    assert (report.entry("unread.shifts").verdict, report.entry("unread.shifts").reason) == ("exempt", excused.reason)
    assert [(one.id, one.text) for one in report.findings if one.kind == "exemption"] == [
        ("exemption.unread.fever.1", "`unread.fever.1` is exempted and is not found: take the exemption out."),
        ("exemption.exemption.unread.fever.1", "`exemption.unread.fever.1` is exempted and is not found: take the exemption out."),
    ]  # fmt: skip


def test_a_report_is_text() -> None:
    book = tiny(exemptions=(Exemption("unread.shifts", "It will be read next year."),), guarantees=TINY.guarantees[:1])
    report = check(book)
    lines = report.to_text().splitlines()
    assert lines[:2] == ["Mood and fever", f"tiny, version 1, SHA-256 {book.digest}"]
    at = lines.index("finding  redundant.mind.low[2]")
    assert lines[at - 2 : at + 4] == [
        "What decides",
        "",
        "finding  redundant.mind.low[2]",
        (
            "  This way to meet `mind.low` (plan to harm oneself: “present”) decides nobody's answer: taken away alone, it "
            "changes nothing."
        ),
        "  subsumed by: service.ward",
        "",
    ]
    assert lines[-8:] == [
        "Guarantees: 1 hold",
        "What decides: 23 clean, 1 found",
        "What can be reached: 6 clean, 6 found",
        "What one step can do: 4 clean, 1 found",
        "What is read: 4 clean, 1 exempt, 1 found",
        "What a headline can hide: 2 clean",
        "9 findings; 1 exempt, each with its reason",
        "1 of 1 guarantees hold",
    ]
    whole = report.to_text(every=True)
    assert (
        "exempt  unread.shifts\n  Nothing reads shifts at work: its answer changes nothing that is said.\n  exempt: It"
        in whole
    )
    assert "\n  seen in: no need at all\n" in whole
    assert "\n  who meets: mind.low, service.clinic, service.ward\n" in whole


def test_a_report_is_html_that_cannot_be_broken_out_of() -> None:
    book = tiny(title="<b>Mood</b>", exemptions=(Exemption("unread.shifts", "<script>alert(1)</script>"),))
    page = check(book).to_html()
    assert page.startswith('<article class="placement-report"><style>')
    assert "<h2>&lt;b&gt;Mood&lt;/b&gt;</h2>" in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script" not in page
    assert '<h3>Findings</h3><details open=""><summary>finding <code>redundant.mind.low[2]</code></summary>' in page
    assert "<details><summary>exempt <code>unread.shifts</code></summary>" in page
    assert check(book)._repr_html_() == page


def test_a_report_is_json_and_frozen() -> None:
    report = check(TINY)
    assert Report.model_validate_json(report.to_json()) == report
    assert json.loads(report.to_json(indent=1))["rulebook"] == "tiny"
    assert repr(report) == "<Report tiny: 10 findings, 0 exempt>"
    assert not report.clean
    with pytest.raises(ValidationError):
        report.title = "x"  # type: ignore[misc]
    with pytest.raises(KeyError, match=r"jump\.nothing"):
        report.entry("jump.nothing")


def test_a_headline_that_nothing_reads_still_closes_its_dimension() -> None:
    whole = new_scale("whole", "All in all", [("a", "a"), ("b", "b")], dimension=MIND, closes=True, sources=(LEAFLET,))
    beside = new_scale("beside", "Besides", [("a", "a"), ("b", "b")], dimension=MIND, sources=(LEAFLET,))
    report = check(tiny(scales=(*TINY.scales, whole, beside)))
    assert report.entry("unread.whole").text == (
        "Nothing reads all in all: its answer closes its dimension, and changes nothing else."
    )
    assert report.entry("unread.beside").text == "Nothing reads besides: its answer changes nothing that is said."
