"""Write `edges.yaml` anew, when a declaration was changed on purpose.

    python -m tests.golden.renew_edges

People who are still on an edge that nobody else watches stay; what is said of them is what the reference engine says
now; and others are added until every mutant of the rulebook that changes any answer is noticed. Read each line that
changes before it is committed: the file says what is expected, and this program can only say what is.
"""

from collections.abc import Iterable

import yaml

from placement import FIVE_LEVEL
from placement.engines.reference import Person, evaluate
from tests.campaigns.mutation import Question, mutants
from tests.golden.edges import EDGES, edge_of, edges, people_of, person_of

_LATTICE = FIVE_LEVEL.lattice
_NOBODY = {scale.id: 0 for scale in FIVE_LEVEL.scales}
_HEAD = """\
# People on an edge of the shipped rulebook, and what is lost when one of their answers is a step better.
# Written by `python -m tests.golden.renew_edges`, then read line by line against the rulebook.
"""


def _person(bits: int) -> Person:
    return _NOBODY | _LATTICE.decode(bits)


def _written() -> list[int]:
    return [_LATTICE.encode(person_of(edge["answers"])) for edge in edges()] if EDGES.exists() else []


def _smallest_people() -> set[int]:
    """Return everybody who is on an edge of something that is given."""
    given = {one.raises for one in FIVE_LEVEL.criteria} | {one.raises for one in FIVE_LEVEL.rules}
    conditions = [*given, *(flag.when for flag in FIVE_LEVEL.flags)]
    return {bits for condition in conditions for bits in _LATTICE.least(condition)}


def _noticed(people: Iterable[int], questions: list[Question]) -> dict[int, set[int | str]]:
    """Return which mutants each of some people notices, or a neighbour does; and on the edge of what each stands."""
    neighbours = {bits: [_LATTICE.encode(one) for one in people_of(_person(bits))] for bits in people}
    facts = {
        bits: {**_person(bits), **evaluate(FIVE_LEVEL, _person(bits)).ratings}
        for bits in {one for several in neighbours.values() for one in several}
    }
    noticed: dict[int, set[int | str]] = {bits: {*edge_of(_person(bits))["edge_of"]} for bits in neighbours}
    for number, question in enumerate(questions):
        differing = {bits for bits, known in facts.items() if question.differs(known)}
        for bits, several in neighbours.items():
            if not differing.isdisjoint(several):
                noticed[bits].add(number)
    return noticed


def _chosen(questions: list[Question], witnesses: list[int]) -> list[int]:
    """Return people of whom none can be spared: those of the file first, then whoever notices most for their length."""
    pool = _smallest_people()
    noticed = _noticed({*_written(), *pool, *witnesses}, questions)
    left: set[int | str] = {*range(len(questions)), *FIVE_LEVEL.declared}
    chosen: list[int] = []
    for bits in _written():
        chosen.append(bits)
        left -= noticed[bits]
    while reachable := left & set().union(*(noticed[bits] for bits in pool)):
        new = max(sorted(pool), key=lambda bits: len(noticed[bits] & reachable) / (1 + len(_LATTICE.decode(bits))))
        chosen.append(new)
        left -= noticed[new]
    # What is left moves nobody who is on an edge; it brings others onto one.
    chosen += [witnesses[number] for number in left if isinstance(number, int)]
    for bits in sorted(chosen, key=lambda bits: (-len(_LATTICE.decode(bits)), bits)):
        others = set().union(*(noticed[other] for other in chosen if other != bits))
        if noticed[bits] <= others:
            chosen.remove(bits)
    return chosen


def main() -> None:
    """Write the file."""
    questions: list[Question] = []
    witnesses: list[int] = []
    for mutant in mutants(FIVE_LEVEL):
        question = Question(FIVE_LEVEL, mutant)
        witness = question.witness(_LATTICE)
        if witness is not None:
            questions.append(question)
            witnesses.append(witness)
    order = list(FIVE_LEVEL.declared)
    found = [edge_of(_person(bits)) for bits in _chosen(questions, witnesses)]
    found.sort(key=lambda edge: [order.index(name) for name in edge["edge_of"]])
    text = yaml.safe_dump(found, sort_keys=False, default_flow_style=None, width=118, allow_unicode=True)
    EDGES.write_text(_HEAD + text, encoding="utf-8")


if __name__ == "__main__":
    main()
