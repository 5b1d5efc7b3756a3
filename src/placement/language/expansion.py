"""Rules that read earlier tracks, said in what those tracks read: answers and ratings.

That a track is at least at a value means just that one of the rules is met that raise it so far. Engines that decide
all tracks at once, and analyses that ask what a rule depends on, read rules in this form.
"""

from dataclasses import replace
from typing import assert_never

from placement.language.condition import All, Any, AtLeast, Condition, Count, any_of, comparisons
from placement.language.declarations import Declared, Rule

__all__ = ["expanded_rules"]


def expanded_rules(rulebook: Declared) -> tuple[Rule, ...]:
    """Return the rules, in their order, without a comparison of a track; the same rules where none has one."""
    tracks = [track.id for track in rulebook.tracks]
    if not any(test.fact in tracks for rule in rulebook.rules for test in comparisons(rule.when)):
        return rulebook.rules
    expanded: dict[str, list[Rule]] = {}
    for track in tracks:
        raising = [rule for rule in rulebook.rules if rule.raises.fact == track]
        expanded[track] = [replace(rule, when=_expanded(rule.when, expanded)) for rule in raising]
    by_id = {rule.id: rule for rules in expanded.values() for rule in rules}
    return tuple(by_id[rule.id] for rule in rulebook.rules)


def _expanded(condition: Condition, before: dict[str, list[Rule]]) -> Condition:
    match condition:
        case AtLeast(fact, position):
            if fact not in before:
                return condition
            return any_of(*(rule.when for rule in before[fact] if rule.raises.at_least >= position))
        case All(parts):
            return All(tuple(_expanded(part, before) for part in parts))
        case Any(parts):
            return Any(tuple(_expanded(part, before) for part in parts))
        case Count(least, parts):
            return Count(least, tuple(_expanded(part, before) for part in parts))
        case _:
            assert_never(condition)
