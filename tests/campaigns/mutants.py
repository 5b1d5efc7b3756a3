"""Get one thing in the shipped rulebook wrong, in every place: does the test data notice?

    python -m tests.campaigns.mutants [declaration ...]

Every anchor, raise and count of every criterion, rule and flag is moved by one, and every condition dropped. First it
is decided exactly whether that gives anybody another rating, track or flag. If so, three kinds of test data are asked
whether they notice: the rulebook's own checks (its guarantees, and that each value of a track can be given), the golden
people, and the people on an edge. The comparison with the specification would notice every one, so it is not asked.
The exit status is 1 if a mutant that changes an answer is noticed by none. Name declarations to try only their mutants.
"""

import operator
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from placement import FIVE_LEVEL, Assessment, Criterion, DefinitionError, Flag, Rule, Service
from placement.engines.reference import Outcome, Person, evaluate
from placement.language.declarations import Declared
from placement.language.graded import Track
from placement.language.scale import Dimension, Scale
from tests.campaigns.mutation import KINDS, Mutant, Question, mutants
from tests.golden.edges import Edge, edge_of, edges, person_of
from tests.golden.vignettes import read

_IS: Final[Mapping[str, Callable[[int, int], bool]]] = {"<=": operator.le, "==": operator.eq, ">=": operator.ge}
_SOURCES: Final = ("checks", "goldens", "edges")


@dataclass(frozen=True)
class _Changed:
    """What an engine reads of a changed rulebook, which may not stand."""

    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    flags: tuple[Flag, ...]
    digest: str = ""
    dimensions: tuple[Dimension, ...] = FIVE_LEVEL.dimensions
    scales: tuple[type[Scale], ...] = FIVE_LEVEL.scales
    tracks: tuple[type[Track], ...] = FIVE_LEVEL.tracks


def _changed(mutant: Mutant) -> _Changed:
    declared = mutant.declared(FIVE_LEVEL).values()
    return _Changed(
        tuple(one for one in declared if isinstance(one, Criterion)),
        tuple(one for one in declared if isinstance(one, Rule)),
        tuple(one for one in declared if isinstance(one, Flag)),
    )


def _told(outcome: Outcome) -> dict[str, object]:
    service = list(Service)[outcome.tracks["service"]]
    level = FIVE_LEVEL.level_of_service[service.position]
    said = {**outcome.tracks, "service": str(service), "level": str(level), "ratings": outcome.ratings}
    return {**said, "flags": sorted(outcome.flags), "met": sorted(outcome.met)}


def _part(name: str) -> tuple[str, int]:
    """Return which part of an outcome a golden person expects, and of which end."""
    for end, suffix in enumerate(("_floor", "_ceiling")):
        if name.endswith(suffix):
            return name.removesuffix(suffix), end
    return name, 0


class _Goldens:
    """The golden people, each with what is expected of them."""

    def __init__(self) -> None:
        self._people: list[tuple[Person, dict[str, object]]] = []
        for vignette in (*read("people.yaml"), *read("partial.yaml")):
            ends = Assessment.model_validate(vignette["answers"]).ends()
            expected: tuple[dict[str, object], dict[str, object]] = ({}, {})
            for name, value in _mapping(vignette["expect"]).items():
                part, end = _part(name)
                expected[end][part] = sorted(value) if isinstance(value, list) else value
            self._people += [(person, wanted) for person, wanted in zip(ends, expected, strict=True) if wanted]
        self._guidance = [
            (Assessment.model_validate(one["answers"]).floor(), _mapping(one["expect"]))
            for one in read("guidance.yaml")
        ]

    def notice(self, rulebook: Declared) -> bool:
        """Say whether somebody is given something that is not expected."""
        for person, expected in self._people:
            told = _told(evaluate(rulebook, person))
            if any(told[part] != value for part, value in expected.items()):
                return True
        return any(not self._followed(evaluate(rulebook, person), expect) for person, expect in self._guidance)

    def _followed(self, outcome: Outcome, expect: Mapping[str, Any]) -> bool:
        if expect["track"] == "flags":
            return expect["value"] in outcome.flags
        value = expect["value"] if isinstance(expect["value"], int) else Service(expect["value"]).position
        return _IS[expect["is"]](outcome.tracks[expect["track"]], value)


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("expected a mapping")
    return value


def _checks_notice(changed: _Changed) -> bool:
    try:
        replace(FIVE_LEVEL, criteria=changed.criteria, rules=changed.rules, flags=changed.flags)
    except DefinitionError:
        return True
    return False


def _edges_notice(written: Sequence[tuple[Person, Edge]], changed: _Changed) -> bool:
    return any(edge_of(person, changed) != edge for person, edge in written)


def _tried(chosen: list[str]) -> Iterator[tuple[Mutant, bool, dict[str, bool]]]:
    goldens = _Goldens()
    written = [(person_of(edge["answers"]), edge) for edge in edges()]
    if goldens.notice(FIVE_LEVEL) or any(edge_of(person) != edge for person, edge in written):
        sys.exit("the rulebook itself is not what the test data expects: run the tests first")
    for mutant in mutants(FIVE_LEVEL):
        if chosen and mutant.of.id not in chosen:
            continue
        matters = Question(FIVE_LEVEL, mutant).witness(FIVE_LEVEL.lattice) is not None
        changed = _changed(mutant)
        noticed = (_checks_notice(changed), goldens.notice(changed), _edges_notice(written, changed))
        yield mutant, matters, dict(zip(_SOURCES, noticed, strict=True))


def main() -> None:
    """Try every mutant and print a table."""
    started = time.perf_counter()
    unknown = [name for name in sys.argv[1:] if name not in FIVE_LEVEL.declared]
    if unknown:
        sys.exit(f"not declared: {', '.join(unknown)}")
    count: dict[str, Counter[str]] = {kind: Counter() for kind in (*KINDS, "all")}
    missed: list[Mutant] = []
    for mutant, matters, noticed in _tried(sys.argv[1:]):
        rows = (count[mutant.kind], count["all"])
        for row in rows:
            row["mutants"] += 1
        if not matters:
            continue
        if not any(noticed.values()):
            missed.append(mutant)
        for row in rows:
            row.update(["change an answer", *(source for source in _SOURCES if noticed[source])])
            row.update(["noticed"] if any(noticed.values()) else ["missed"])
    columns = ("mutants", "change an answer", "noticed", *_SOURCES, "missed")
    print(f"{'':24}" + "".join(f"{column:>18}" for column in columns))
    for kind, row in count.items():
        print(f"{kind:24}" + "".join(f"{row[column]:>18,}" for column in columns))
    print(f"{time.perf_counter() - started:.0f} s")
    for mutant in missed:
        print(f"missed: {mutant}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
