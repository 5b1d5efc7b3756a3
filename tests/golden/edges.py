"""People on an edge: with some of their answers one step better, something that they are given is lost.

`edges.yaml` holds just enough of them that any change of one anchor, condition, count or raise of the shipped rulebook
that gives anybody anything else gives one of these something else: `tests.campaigns.mutants` shows it.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from placement import FIVE_LEVEL
from placement.engines.reference import Outcome, Person, evaluate
from placement.language.declarations import Declared

__all__ = ["EDGES", "Edge", "edge_of", "edges", "people_of", "person_of"]

EDGES: Final = Path(__file__).parent / "edges.yaml"

Edge: TypeAlias = dict[str, Any]
"""What is written of one of them.

Attributes:
    edge_of: Ids of the declarations that are met and, with some answer one step better, are not.
    answers: Anchors by scale; everything else is at its best.
    gives: Ratings, values of tracks and flags; what is left out is at 0, at the least, or not raised.
    one_step_better: By answer, what changes when it is one step better; flags that are lost.
"""

_NOBODY: Final = {scale.id: 0 for scale in FIVE_LEVEL.scales}
_NOTHING: Final = {0, *(str(next(iter(track))) for track in FIVE_LEVEL.tracks)}


def edges() -> list[Edge]:
    """Return what is written of each of them."""
    written: list[Edge] = yaml.safe_load(EDGES.read_text(encoding="utf-8"))
    return written


def person_of(answers: Mapping[str, str]) -> dict[str, int]:
    """Return the person who has these answers and no other need."""
    named = FIVE_LEVEL.scale_named
    return _NOBODY | {fact: int(named[fact][anchor.upper()]) for fact, anchor in answers.items()}


def _better(person: Person) -> Iterator[tuple[str, dict[str, int]]]:
    for fact, position in person.items():
        if position:
            yield fact, {**person, fact: position - 1}


def people_of(person: Person) -> list[Person]:
    """Return a person, then each person who is one step better in one answer."""
    return [person, *(better for _, better in _better(person))]


def _given(outcome: Outcome) -> dict[str, int | str]:
    tracks = {track.id: list(track) for track in FIVE_LEVEL.tracks}
    return {**{name: str(tracks[name][at]) for name, at in outcome.tracks.items()}, **outcome.ratings}


def _lost(outcome: Outcome, better: Outcome) -> Edge:
    before, after = _given(outcome), _given(better)
    changed: Edge = {name: value for name, value in after.items() if value != before[name]}
    flags = sorted(outcome.flags - better.flags)
    return changed | ({"flags_lost": flags} if flags else {})


def edge_of(person: Person, rulebook: Declared = FIVE_LEVEL) -> Edge:
    """Return what is to be written of a person: what the specification says of them under a rulebook."""
    outcome = evaluate(rulebook, person)
    one_step_better = {fact: evaluate(rulebook, better) for fact, better in _better(person)}
    met = outcome.met | outcome.flags
    lost = met - frozenset.intersection(*(one.met | one.flags for one in one_step_better.values()))
    given = {name: value for name, value in _given(outcome).items() if value not in _NOTHING}
    return {
        "edge_of": [name for name in FIVE_LEVEL.declared if name in lost],
        "answers": {fact: FIVE_LEVEL.scale_named[fact].anchor(at).key for fact, at in person.items() if at},
        "gives": {**given, "flags": [flag.id for flag in FIVE_LEVEL.flags if flag.id in outcome.flags]},
        "one_step_better": {fact: _lost(outcome, better) for fact, better in one_step_better.items()},
    }
