"""A rulebook from elsewhere is refused by the name of what is too large, before it stops the process."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from benchmarks.analyses import threefold
from placement import FIVE_LEVEL, DefinitionError, Flag, Rule, Rulebook, place
from placement.language.condition import AtLeast, Condition, all_of, any_of, comparisons, count_of
from placement.language.scale import Scale, new_scale
from placement.rulebook import guarantees, lattice, limits
from placement.rulebook.lattice import Lattice, smallest
from tests.tiny_rulebook import LEAFLET, MIND, SERVICE, TINY, LowMood, tiny

_ROOT: Final = Path(__file__).parents[3]


def asked(number: int, anchors: int = 2) -> list[type[Scale]]:
    keys = [(f"a{position}", f"a{position}") for position in range(anchors)]
    return [new_scale(f"q{one}", "More", keys, dimension=MIND, sources=(LEAFLET,)) for one in range(number)]


def counting(least: int) -> tuple[list[type[Scale]], Condition]:
    scales = asked(31)
    return scales, count_of(least, *(AtLeast(scale.id, 1) for scale in scales))


def raising(when: Condition) -> Rule:
    return Rule("service.wide", "Much at once.", when, SERVICE.WARD.or_more, (LEAFLET,))


def too_many(name: str) -> tuple[str, ...]:
    return (f"{name} takes too many combinations of answers",)


@pytest.mark.parametrize("where", ["rule", "criterion"])
def test_the_rulebook_that_never_came_back_is_refused_by_name(where: str) -> None:
    document = json.loads(FIVE_LEVEL.to_json())
    need = {one["id"] for one in document["dimensions"] if one["need"]}
    tests = [{"fact": one["id"], "at_least": 1} for one in document["scales"] if one["dimension"] in need]
    fact, position = ("service", 8) if where == "rule" else ("relapse", 4)
    wide = {
        "id": f"{fact}.wide",
        "summary": "Many ways.",
        "when": {"all": [{"count": 3, "of": tests[:14]}, {"count": 3, "of": tests[14:]}]},
        "raises": {"fact": fact, "at_least": position},
        "sources": [document["sources"][0]["id"]],
    }
    document["rules" if where == "rule" else "criteria"].append(wide)
    document |= {"guarantees": [], "exemptions": []}
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(json.dumps(document))
    assert raised.value.mistakes == too_many(f"`{fact}.wide`")


@pytest.mark.parametrize("least", [3, 4])
def test_what_reads_a_criterion_that_is_too_large_is_not_blamed(least: int) -> None:
    """The criterion can be looked at by itself; the first rule that joins its rating with another one cannot."""
    document = json.loads(FIVE_LEVEL.to_json())
    need = {dimension.id for dimension in FIVE_LEVEL.dimensions if dimension.need}
    tests = [{"fact": scale.id, "at_least": 1} for scale in FIVE_LEVEL.scales if scale.dimension.id in need]
    wide = {
        "id": "relapse.wide",
        "summary": "Many ways.",
        "when": {"count": least, "of": tests},
        "raises": {"fact": "relapse", "at_least": 4},
        "sources": [document["sources"][0]["id"]],
    }
    document |= {"criteria": [*document["criteria"], wide], "guarantees": [], "exemptions": []}
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(json.dumps(document))
    assert raised.value.mistakes == too_many("`relapse.wide`")


def test_what_took_the_work_is_blamed_and_not_what_came_last(monkeypatch: pytest.MonkeyPatch) -> None:
    scales, when = counting(3)
    pairs = count_of(2, *comparisons(when))
    flag = Flag("flag.wide", "Look.", when, (LEAFLET,))
    rules = (*TINY.rules, raising(pairs))
    rulebook = tiny(scales=(*TINY.scales, *scales), rules=rules, flags=(flag,), guarantees=())
    monkeypatch.setattr(lattice, "MOST_WORK", 8_500_000)
    people = Lattice(rulebook)
    assert len(people.least(when)) == 4_495
    with pytest.raises(DefinitionError) as raised:
        people.least(pairs)
    assert raised.value.mistakes == too_many("`flag.wide`")
    assert len(Lattice(rulebook).least(pairs)) == 465


def test_rulebooks_of_a_fair_size_are_still_read() -> None:
    for text in (FIVE_LEVEL.to_json(), (_ROOT / "examples/payer_strict.json").read_bytes()):
        rulebook = Rulebook.from_json(text)
        person = rulebook.assessment_model().model_validate({"age": 40})
        assert len(place(person, rulebook, engine="reference").missing) > 10
    large = threefold(FIVE_LEVEL)
    assert len(Rulebook.from_json(large.to_json()).lattice.least(large.rules[0].when)) > 0


def test_three_of_31_are_read() -> None:
    scales, when = counting(3)
    rulebook = tiny(scales=(*TINY.scales, *scales), rules=(*TINY.rules, raising(when)), guarantees=())
    assert len(Rulebook.from_json(rulebook.to_json()).lattice.least(when)) == 31 * 30 * 29 // 6


def test_too_many_combinations_in_one_step_are_refused() -> None:
    scales = asked(150)
    tests = [AtLeast(scale.id, 1) for scale in scales]
    when = all_of(any_of(*tests[:50]), any_of(*tests[50:100]), any_of(*tests[100:]))
    rulebook = tiny(scales=(*TINY.scales, *scales), rules=(*TINY.rules, raising(when)), guarantees=())
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(rulebook.to_json())
    assert raised.value.mistakes == too_many("`service.wide`")


@pytest.mark.parametrize(
    ("condition", "named"),
    [
        (lambda when: when, "`flag.wide`"),
        (lambda when: any_of(all_of(count_of(2, *comparisons(when)), MIND.at(1))), "a question"),
        (lambda _: AtLeast("service", 2), "`service`"),
    ],
)
def test_what_takes_too_much_work_is_named(
    condition: Callable[[Condition], Condition], named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scales, when = counting(3)
    flag = Flag("flag.wide", "Look.", when, (LEAFLET,))
    tests = [AtLeast(scale.id, 1) for scale in scales]
    whens: list[Condition] = [*tests, *(all_of(test, MIND.at(1)) for test in tests)]
    rules = [
        Rule(f"service.wide-{place}", "One of many.", one, SERVICE.WARD.or_more, (LEAFLET,))
        for place, one in enumerate(whens)
    ]
    rulebook = tiny(scales=(*TINY.scales, *scales), rules=(*TINY.rules, *rules), flags=(*TINY.flags, flag))
    monkeypatch.setattr(lattice, "MOST_WORK", 10_000)
    with pytest.raises(DefinitionError) as raised:
        Lattice(rulebook).least(condition(when))
    assert raised.value.mistakes == too_many(named)
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(rulebook.to_json())
    assert raised.value.mistakes[0].endswith("takes too many combinations of answers")


def test_a_question_that_takes_too_much_work_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    people = [1 << one | 1 << other for one in range(20) for other in range(one)]
    assert sorted(smallest(people)) == sorted(people)
    monkeypatch.setattr(lattice, "MOST_WORK", 1_000)
    with pytest.raises(DefinitionError) as raised:
        smallest(people)
    assert raised.value.mistakes == too_many("a question")


def test_a_value_that_nobody_is_given_is_not_looked_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    scales, when = counting(2)
    low = Rule("service.low", "Some.", when, SERVICE.CLINIC.or_more, (LEAFLET,))
    high = Rule("service.high", "The same.", when, SERVICE.WARD.or_more, (LEAFLET,))
    changed: dict[str, Any] = {"scales": (*TINY.scales, *scales), "rules": (low, high), "guarantees": ()}
    with pytest.raises(DefinitionError, match="nobody can be given `clinic`"):
        tiny(**changed)
    monkeypatch.setattr(guarantees, "MOST_EVALUATED", 100)
    with pytest.raises(DefinitionError) as raised:
        tiny(**changed)
    assert raised.value.mistakes == too_many("track `service`")


@pytest.mark.parametrize("deep", [21, 60, 80])
def test_conditions_are_nested_to_a_limit(deep: int) -> None:
    def nested(times: int) -> Condition:
        when: Condition = LowMood.SOME.or_worse
        for _ in range(times):
            when = any_of(when)
        return when

    def with_rule(when: Condition) -> Rulebook:
        return tiny(rules=(*TINY.rules, raising(when)))

    assert with_rule(nested(20)).rules[-1].id == "service.wide"
    with pytest.raises(DefinitionError) as raised:
        with_rule(nested(deep))
    message = "`service.wide` is nested more than 20 deep, or makes more than 10,000 comparisons"
    assert raised.value.mistakes == (message,)


def test_a_document_that_is_nested_too_deeply_is_refused() -> None:
    document = json.loads(TINY.to_json())
    for deep in (60, 90, 400):
        when: dict[str, object] = {"fact": "low_mood", "at_least": 1}
        for _ in range(deep):
            when = {"any": [when]}
        document["rules"][0]["when"] = when
        with pytest.raises(DefinitionError, match=r"nested more than 20 deep|recursion limit"):
            Rulebook.from_json(json.dumps(document))


def test_comparisons_are_limited_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_TESTS", 8)
    with pytest.raises(DefinitionError) as raised:
        tiny(rules=(*TINY.rules, raising(count_of(1, *[LowMood.SOME.or_worse] * 7))))
    assert raised.value.mistakes == ("`service.wide` makes it more than 8 comparisons in all conditions",)


def test_steps_are_limited_in_all() -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(scales=(*TINY.scales, *asked(23, 90)))
    assert raised.value.mistakes == ("the scales have more than 2,000 steps together",)


@pytest.mark.parametrize(
    ("field", "most"), [("scales", 1_000), ("rules", 1_000), ("guarantees", 1_000), ("sources", 1_000)]
)
def test_a_document_declares_so_many_of_a_kind(field: str, most: int) -> None:
    document = json.loads(TINY.to_json())
    document[field] = [document[field][0]] * (most + 1)
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(json.dumps(document))
    assert any(one.startswith(f"`{field}`: tuple should have at most 1000 items") for one in raised.value.mistakes)


@pytest.mark.parametrize(("field", "inner"), [("scales", "anchors"), ("tracks", "values")])
def test_a_document_declares_so_many_positions(field: str, inner: str) -> None:
    document = json.loads(TINY.to_json())
    document[field][0][inner] *= 60
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(json.dumps(document))
    place = f"`{field}.0.{inner}` of `{document[field][0]['id']}`"
    assert any(one.startswith(f"{place}: tuple should have at most 100 items") for one in raised.value.mistakes)
