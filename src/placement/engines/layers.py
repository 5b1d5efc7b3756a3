"""The order in which an engine that works in steps takes the rules: no layer reads what is decided in it or later."""

from placement.language.condition import comparisons
from placement.language.declarations import Declared, Rule

__all__ = ["layers"]


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
