"""Conditions become plain conjunctions, and every limit of durable-rules is refused with the declaration's id."""

from itertools import combinations

import pytest

from placement.engines.conjunctions import (
    MOST_ALTERNATIVES,
    MOST_FACTS,
    MOST_JOINED,
    MOST_TOGETHER,
    Conjunction,
    conjunctions,
    strata,
)
from placement.errors import EngineError
from placement.language.condition import AtLeast, Condition, all_of, any_of, count_of
from placement.language.declarations import Rule
from placement.rules.five_level import FIVE_LEVEL
from tests.small_rulebooks import SmallRulebook, criterion, flag, rule

A, B, C = (AtLeast(fact, 1) for fact in "abc")


def several(count: int) -> list[AtLeast]:
    return [AtLeast(f"f{number:03}", 1) for number in range(count)]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        pytest.param(A, [(A,)], id="a test is a conjunction of one"),
        pytest.param(all_of(B, A), [(A, B)], id="all joins"),
        pytest.param(any_of(B, A), [(A,), (B,)], id="any lists"),
        pytest.param(count_of(2, A, B, C), [(A, B), (A, C), (B, C)], id="count takes every combination"),
        pytest.param(all_of(A, any_of(B, C)), [(A, B), (A, C)], id="all distributes over any"),
        pytest.param(count_of(2, A, all_of(B, C)), [(A, B, C)], id="count joins whole parts"),
        pytest.param(all_of(A, AtLeast("a", 3), B), [(AtLeast("a", 3), B)], id="the highest position of a fact wins"),
        pytest.param(any_of(A, A, all_of(A, A)), [(A,)], id="the same once"),
        pytest.param(any_of(all_of(A, B), A), [(A,)], id="what asks for more is dropped"),
        pytest.param(any_of(AtLeast("a", 2), A), [(A,)], id="what asks for a higher position is dropped"),
        pytest.param(any_of(all_of(AtLeast("a", 2), B), all_of(A, B, C)), None, id="neither asks for less"),
        pytest.param(count_of(2, A, A), [(A,)], id="a part named twice counts twice"),
        pytest.param(all_of(), [()], id="all of nothing holds"),
        pytest.param(any_of(), [], id="any of nothing does not"),
        pytest.param(count_of(0, A), [()], id="none of one holds"),
        pytest.param(count_of(2, A), [], id="two of one do not"),
        pytest.param(all_of(A, any_of()), [], id="nothing joined to nothing"),
        pytest.param(AtLeast("a", 0), [()], id="everybody is at position 0"),
        pytest.param(all_of(A, AtLeast("b", 0)), [(A,)], id="position 0 asks for nothing"),
    ],
)
def test_conjunctions(condition: Condition, expected: list[Conjunction] | None) -> None:
    if expected is None:
        expected = [(A, B, C), (AtLeast("a", 2), B)]
    assert conjunctions(condition) == expected


def test_a_count_of_many_is_every_combination() -> None:
    facts = several(9)
    assert conjunctions(count_of(4, *facts)) == [*combinations(facts, 4)]


@pytest.mark.parametrize(
    "condition",
    [
        pytest.param(count_of(9, *several(18)), id="count"),
        pytest.param(all_of(any_of(*several(101)), any_of(*several(202)[101:])), id="all"),
        pytest.param(any_of(*several(10_001)), id="any"),
    ],
)
def test_a_condition_of_too_many_combinations_is_refused(condition: Condition) -> None:
    with pytest.raises(EngineError, match=r"\Atakes more than 10,000 combinations\Z"):
        conjunctions(condition)


def test_all_but_one_of_many_needs_no_detour_over_every_half() -> None:
    facts = several(40)
    assert conjunctions(count_of(39, *facts)) == [*combinations(facts, 39)]


def test_ten_thousand_combinations_are_compiled() -> None:
    sides = several(200)
    assert len(conjunctions(all_of(any_of(*sides[:100]), any_of(*sides[100:])))) == 10_000


def test_a_rulebook_becomes_criteria_then_rules_and_flags() -> None:
    rulebook = SmallRulebook(
        scales=(),
        criteria=(criterion("c.one", any_of(A, all_of(B, C))), criterion("c.everybody", all_of())),
        rules=(rule("r.one", A), rule("r.nobody", any_of())),
        flags=(flag("f.one", any_of(A, AtLeast("a", 2), AtLeast("c", 3))), flag("f.everybody", count_of(0, A))),
    )
    criteria, rules = strata(rulebook)
    assert criteria.batches == ({(A,): (0,), (B, C): (0,)},)
    assert criteria.always == {1}
    assert rules.batches == ({(A,): (0, 2), (AtLeast("c", 3),): (2,)},)
    assert rules.always == {3}


def test_rules_that_read_a_track_come_in_a_stratum_after_those_that_raise_it() -> None:
    alone = rule("r.alone", A)
    together = Rule("r.together", "", any_of(B, AtLeast("service", 1)), AtLeast("company", 1), ())
    raised = flag("f.one", A)
    _, first, second = strata(SmallRulebook((), rules=(together, alone), flags=(raised,)))
    assert first.declared == (alone, raised)
    assert first.batches == ({(A,): (0, 1)},)
    assert second.declared == (together,)
    assert second.batches == ({(B,): (0,), (AtLeast("service", 1),): (0,)},)


def test_a_rulebook_that_reads_nothing_has_no_batch() -> None:
    assert [stratum.batches for stratum in strata(SmallRulebook((), criteria=(criterion("c.one", all_of()),)))] == [
        (),
        (),
    ]


def test_a_batch_holds_no_more_than_64_conjunctions() -> None:
    rulebook = SmallRulebook((), flags=tuple(flag(f"f.{test.fact}", test) for test in several(600)))
    _, flags = strata(rulebook)
    assert [len(batch) for batch in flags.batches] == [64] * 9 + [24]
    assert [places for batch in flags.batches for places in batch.values()] == [(place,) for place in range(600)]


def test_a_batch_reads_no_more_than_251_facts() -> None:
    facts = several(16 * 40 + 11)
    wide = [all_of(*facts[first : first + 16]) for first in range(0, len(facts), 16)]
    criteria, _ = strata(SmallRulebook((), criteria=tuple(criterion(f"c.{n}", one) for n, one in enumerate(wide))))
    assert [len(batch) for batch in criteria.batches] == [15, 15, 11]
    facts_read = [{test.fact for conjunction in batch for test in conjunction} for batch in criteria.batches]
    assert [len(read) for read in facts_read] == [240, 240, 171]
    for last, sizes in ((11, [16]), (12, [15, 1])):
        few = [*wide[:15], all_of(*facts[240 : 240 + last])]
        rulebook = SmallRulebook((), criteria=tuple(criterion(f"c.{n}", one) for n, one in enumerate(few)))
        assert [len(batch) for batch in strata(rulebook)[0].batches] == sizes


def test_batches_stay_below_512_whatever_the_rulebook() -> None:
    least = (MOST_FACTS - MOST_JOINED) // MOST_JOINED + 1  # a batch that has room for another is never closed
    assert MOST_ALTERNATIVES / min(MOST_TOGETHER, least) < 512


def test_the_shipped_rulebook_is_far_within_every_limit() -> None:
    for stratum in strata(FIVE_LEVEL):
        assert sum(map(len, stratum.batches)) < 300
        assert max(len(conjunction) for batch in stratum.batches for conjunction in batch) <= 5


PAST: dict[str, tuple[SmallRulebook, str]] = {
    "facts joined": (
        SmallRulebook((), criteria=(criterion("c.wide", all_of(*several(17))),)),
        "`c.wide`: joins 17 facts: at most 16 can be joined",
    ),
    "alternatives": (
        SmallRulebook(
            (),
            rules=(
                *(
                    rule(f"r.{place}", any_of(*(all_of(test, other) for other in several(128)[64:])))
                    for place, test in enumerate(several(64))
                ),
                rule("r.again", all_of(*several(65)[63:])),
                rule("r.last", A),
                rule("r.after", B),
            ),
        ),
        "`r.last`: is one alternative too many: at most 4,096 can be held",
    ),
    "combinations": (
        SmallRulebook((), rules=(rule("r.many", count_of(9, *several(18))),)),
        "`r.many`: takes more than 10,000 combinations",
    ),
}


@pytest.mark.parametrize("limit", PAST)
def test_each_limit_is_refused_once_with_the_id(limit: str) -> None:
    rulebook, mistake = PAST[limit]
    with pytest.raises(EngineError) as refused:
        strata(rulebook)
    assert str(refused.value) == f"durable-rules cannot run this rulebook:\n- {mistake}"


def test_every_limit_passed_is_named_at_once() -> None:
    rulebook = SmallRulebook(
        (),
        criteria=(criterion("c.wide", all_of(*several(17))), criterion("c.many", count_of(9, *several(18)))),
        flags=(flag("f.wider", all_of(*several(20))),),
    )
    with pytest.raises(EngineError) as refused:
        strata(rulebook)
    assert str(refused.value).splitlines()[1:] == [
        "- `c.wide`: joins 17 facts: at most 16 can be joined",
        "- `c.many`: takes more than 10,000 combinations",
        "- `f.wider`: joins 20 facts: at most 16 can be joined",
    ]
