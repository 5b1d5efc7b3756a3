"""The same rulebook for zen-engine, a decision engine written in Rust, as its own users would write it.

One graph: the answers go to a decision table of criteria; six expressions take the highest rating of each dimension;
the answers and the ratings go to a decision table of rules and flags; all but the answers is the result. Both tables
*collect*: every row that matches is returned with the id of its declaration. A row is one way to meet a declaration,
all of its cells at once (see `placement.engines.conjunctions`); a column is a fact that some row tests, and an empty
cell is not looked at.

It is given every advantage that was found. These take as long or longer: two graphs with the ratings taken in Python
between them; nodes that pass the answers on to the next one; other ways to write the six expressions; the answers as
JSON text in place of a dictionary, or with those that no table reads.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, TypeAlias

import zen

from placement import Criterion, Flag, Rule, Rulebook
from placement.engines.conjunctions import conjunctions
from placement.engines.reference import Outcome, Person

__all__ = ["Zen"]

_Node: TypeAlias = dict[str, Any]
_Row: TypeAlias = dict[str, str]

_GIVEN: Final = ("declared", "rated", "rating")
_HIGHEST: Final = 'max(flatten([[0], map(filter(criteria, #.rated == "{}"), #.rating)]))'
_EDGES: Final = (
    ("answers", "criteria"),
    ("criteria", "ratings"),
    ("answers", "rules"),
    ("ratings", "rules"),
    ("criteria", "result"),
    ("ratings", "result"),
    ("rules", "result"),
)


class Zen:
    """A rulebook that zen-engine evaluates.

    Attributes:
        rows: How many rows the two tables have.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Write the rulebook as a graph and let zen-engine compile it."""
        criteria = _rows(rulebook.criteria)
        rules = [*_rows(rulebook.rules), *_rows(rulebook.flags)]
        facts = [scale.id for scale in rulebook.scales]
        self.rows = len(criteria) + len(rules)
        self._ratings = [dimension.id for dimension in rulebook.dimensions if dimension.rated]
        self._read = [fact for fact in facts if any(fact in row for row in (*criteria, *rules))]
        nodes: list[_Node] = [
            {"id": "answers", "type": "inputNode"},
            _table("criteria", facts, criteria),
            _expressions("ratings", {name: _HIGHEST.format(name) for name in self._ratings}),
            _table("rules", [*facts, *self._ratings], rules),
            {"id": "result", "type": "outputNode"},
        ]
        graph = {
            "nodes": [{"name": node["id"], "position": {"x": 0, "y": 0}, **node} for node in nodes],
            "edges": [
                {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}
                for source, target in _EDGES
            ],
        }
        self._decision = zen.ZenEngine().create_decision(json.dumps(graph))

    def answers(self, person: Person) -> dict[str, int]:
        """Return what `traced` and `bare` take: those answers of a person that a table reads."""
        return {fact: person[fact] for fact in self._read}

    def traced(self, answers: dict[str, int]) -> Mapping[str, Any]:
        """Return the result for one person, with what zen-engine says of how it came to it."""
        return self._decision.evaluate(answers, {"trace": True})

    def bare(self, answers: dict[str, int]) -> Mapping[str, Any]:
        """Return the result for one person alone."""
        return self._decision.evaluate(answers, {"trace": False})

    def agrees(self, person: Person, outcome: Outcome) -> bool:
        """Say whether zen-engine gives the same ratings, and meets the same criteria, rules and flags."""
        result = self.traced(self.answers(person))["result"]
        met = {row["declared"] for row in (*result["criteria"], *result["rules"])}
        rated = {name: result[name] for name in self._ratings}
        return met == outcome.met | outcome.flags and rated == outcome.ratings


def _rows(declared: Iterable[Criterion | Rule | Flag]) -> list[_Row]:
    rows: list[_Row] = []
    for one in declared:
        given = {"declared": json.dumps(one.id)}
        if isinstance(one, Criterion):
            given |= {"rated": json.dumps(one.raises.fact), "rating": str(one.raises.at_least)}
        rows += [
            {"_id": f"{one.id}/{place}", **{test.fact: f">= {test.at_least}" for test in tests}, **given}
            for place, tests in enumerate(conjunctions(one.when))
        ]
    return rows


def _table(name: str, facts: Iterable[str], rows: Sequence[_Row]) -> _Node:
    return {
        "id": name,
        "type": "decisionTableNode",
        "content": {
            "hitPolicy": "collect",
            "inputs": [_column(fact) for fact in facts if any(fact in row for row in rows)],
            "outputs": [_column(given) for given in _GIVEN if given in rows[0]],
            "rules": rows,
            "inputField": None,
            "outputPath": name,
            "passThrough": False,
            "executionMode": "single",
        },
    }


def _column(name: str) -> _Row:
    return {"id": name, "name": name, "field": name}


def _expressions(name: str, values: Mapping[str, str]) -> _Node:
    return {
        "id": name,
        "type": "expressionNode",
        "content": {
            "expressions": [{"id": key, "key": key, "value": value} for key, value in values.items()],
            "inputField": None,
            "outputPath": None,
            "passThrough": False,
            "executionMode": "single",
        },
    }
