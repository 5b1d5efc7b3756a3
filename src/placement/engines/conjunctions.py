"""Conditions as durable-rules can run them: alternatives, each of them a plain conjunction, within its limits.

durable-rules has *all of* but no safe *any of* and no counting, so a condition becomes the list of its smallest
conjunctions: a person meets the condition exactly where they meet one of them. Past its limits durable-rules 2.0.28
fails while a person is evaluated, crashes, or never returns; so each is checked here, before it sees a rulebook.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, product
from typing import Final, TypeAlias, assert_never

from placement.errors import EngineError
from placement.language.condition import All, Any, AtLeast, Condition, Count, comparisons
from placement.language.declarations import Criterion, Declared, Flag, Rule

MOST_ALTERNATIVES: Final = 4_096
"""Conjunctions in a stratum. durable-rules refuses a 4,097th rule (error 106)."""

MOST_TOGETHER: Final = 64
"""Conjunctions in a batch. durable-rules fails on a fact that could meet 65 (error 303)."""

MOST_FACTS: Final = 251
"""Facts in a batch. durable-rules crashes on an object of more than 254 properties, three of which are its own."""

MOST_JOINED: Final = 16
"""Facts in a conjunction. This limit is ours: so at least 15 conjunctions fit in a batch, and there are never as many
as 512 batches in a stratum, with which durable-rules would not return."""

MOST_COMBINATIONS: Final = 10_000
"""Conjunctions compared in one step. This limit is ours as well: it keeps a rulebook from compiling for minutes."""

Conjunction: TypeAlias = tuple[AtLeast, ...]
"""Facts that are all at a position or worse, in the order of their names, each named once."""


def _within(count: int) -> None:
    if count > MOST_COMBINATIONS:
        raise EngineError(f"takes more than {MOST_COMBINATIONS:,} combinations")


def _smallest(alternatives: Iterable[int]) -> list[int]:
    """Drop each that asks for everything that another one asks for: the other is met wherever it is."""
    kept: list[int] = []
    for _, same in groupby(sorted(set(alternatives), key=int.bit_count), int.bit_count):
        kept += [bits for bits in same if not any(less & bits == less for less in kept)]
    return kept


def _either(alternatives: Sequence[int]) -> list[int]:
    _within(len(alternatives))
    return _smallest(alternatives)


def _joined(left: Sequence[int], right: Sequence[int]) -> list[int]:
    _within(len(left) * len(right))
    return _smallest(first | other for first, other in product(left, right))


def _counted(least: int, parts: Sequence[Sequence[int]]) -> list[int]:
    if least > len(parts):
        return []
    # reached[n]: the ways to meet n of the parts looked at so far, where that can still lead to `least`
    reached: list[list[int]] = [[0], *([] for _ in range(least))]
    for left, part in zip(reversed(range(len(parts))), parts, strict=True):
        for n in range(least, max(least - left, 1) - 1, -1):
            reached[n] = _either((*reached[n], *_joined(reached[n - 1], part)))
    return reached[-1]


def _expanded(condition: Condition, bits: Mapping[AtLeast, int]) -> Sequence[int]:
    match condition:
        case AtLeast():
            return (bits[condition],)
        case Any(parts):
            return _either([alternative for part in parts for alternative in _expanded(part, bits)])
        case All(parts):
            return _counted(len(parts), [_expanded(part, bits) for part in parts])
        case Count(least, parts):
            return _counted(least, [_expanded(part, bits) for part in parts])
        case _:
            assert_never(condition)


def conjunctions(condition: Condition) -> list[Conjunction]:
    """Return the smallest conjunctions that meet a condition, none of them part of another.

    Args:
        condition: Any condition.

    Returns:
        The conjunctions in order. None where nothing meets the condition; the empty one where everything does.

    Raises:
        EngineError: It takes more combinations than `MOST_COMBINATIONS`.
    """
    # A conjunction is a whole number with a bit for every test. A test sets the bits of the lower positions of its fact
    # as well, so "asks for no more" is "is a subset", and to join two is to join their bits. Position 0 takes no bit.
    tests = sorted({test for test in comparisons(condition) if test.at_least > 0}, key=_order)
    bits: dict[AtLeast, int] = defaultdict(int)
    for place, test in enumerate(tests):
        below = bits[tests[place - 1]] if place and tests[place - 1].fact == test.fact else 0
        bits[test] = below | 1 << place
    alternatives = (
        tuple({test.fact: test for place, test in enumerate(tests) if alternative >> place & 1}.values())
        for alternative in _expanded(condition, bits)
    )
    return sorted(alternatives, key=lambda tests: [_order(test) for test in tests])


def _order(test: AtLeast) -> tuple[str, int]:
    return test.fact, test.at_least


Batch: TypeAlias = Mapping[Conjunction, tuple[int, ...]]
"""Conjunctions that are matched together, each with the places of the declarations that it meets."""


@dataclass(frozen=True, slots=True)
class Stratum:
    """Declarations that read the same facts, as rules that durable-rules can hold.

    Attributes:
        declared: The declarations, in their order.
        always: Places, in that order, of those that always hold.
        batches: Every conjunction once.
    """

    declared: tuple[Criterion | Rule | Flag, ...]
    always: frozenset[int]
    batches: tuple[Batch, ...]


def _batches(rules: Batch) -> Iterator[Batch]:
    together: dict[Conjunction, tuple[int, ...]] = {}
    read: set[str] = set()
    for conjunction, places in rules.items():
        read.update(test.fact for test in conjunction)
        if len(together) == MOST_TOGETHER or len(read) > MOST_FACTS:
            yield together
            together = {}
            read = {test.fact for test in conjunction}
        together[conjunction] = places
    if together:
        yield together


def _stratum(declared: tuple[Criterion | Rule | Flag, ...], mistakes: list[str]) -> Stratum:
    always: set[int] = set()
    rules: dict[Conjunction, tuple[int, ...]] = {}
    for place, declaration in enumerate(declared):
        try:
            alternatives = conjunctions(declaration.when)
        except EngineError as error:
            mistakes.append(f"`{declaration.id}`: {error}")
            continue
        widest = max(map(len, alternatives), default=0)
        if widest > MOST_JOINED:
            mistakes.append(f"`{declaration.id}`: joins {widest} facts: at most {MOST_JOINED} can be joined")
        held = len(rules)
        for conjunction in alternatives:
            if conjunction:
                rules[conjunction] = (*rules.get(conjunction, ()), place)
            else:
                always.add(place)
        if held <= MOST_ALTERNATIVES < len(rules):
            mistakes.append(
                f"`{declaration.id}`: is one alternative too many: at most {MOST_ALTERNATIVES:,} can be held"
            )
    return Stratum(declared, frozenset(always), tuple(_batches(rules)))


def strata(rulebook: Declared) -> tuple[Stratum, ...]:
    """Return a rulebook as strata, each of which reads only the person and what the strata before it raised.

    Args:
        rulebook: What is declared.

    Returns:
        The criteria; then the rules and the flags; then one stratum more for each further layer of rules, which read
        tracks.

    Raises:
        EngineError: The rulebook passes a limit. Each declaration at fault is named.
    """
    mistakes: list[str] = []
    first, *further = layers(rulebook)
    steps = [_stratum(rulebook.criteria, mistakes), _stratum((*first, *rulebook.flags), mistakes)]
    steps += [_stratum(tuple(layer), mistakes) for layer in further]
    if mistakes:
        raise EngineError(
            "\n".join(["durable-rules cannot run this rulebook:", *(f"- {mistake}" for mistake in mistakes)])
        )
    return tuple(steps)


def layers(rulebook: Declared) -> list[list[Rule]]:
    """Return the rules in layers, each in the order of declaration.

    All rules that raise a track are in one layer, after the layers of the tracks that any of them reads.

    Args:
        rulebook: What is declared; rules read only tracks declared before their own.

    Returns:
        One layer or more. Just one where no rule reads a track, even where there are no rules.
    """
    rules: dict[str, list[Rule]] = {track.id: [] for track in rulebook.tracks}
    for rule in rulebook.rules:
        rules[rule.raises.fact].append(rule)
    layer_of: dict[str, int] = {}
    for track, raising in rules.items():
        read = {test.fact for rule in raising for test in comparisons(rule.when)}
        layer_of[track] = max((1 + layer_of[fact] for fact in read & layer_of.keys()), default=0)
    return [
        [rule for rule in rulebook.rules if layer_of[rule.raises.fact] == layer]
        for layer in range(1 + max(layer_of.values(), default=0))
    ]
