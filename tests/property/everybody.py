"""Everybody that a small rulebook can speak of, one by one: what the shortcuts of the library are held against."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product

from hypothesis import strategies as st

from placement import Answers, AtLeast, Rulebook, Scale
from placement.engines.reference import Person, evaluate
from placement.language.graded import Graded
from placement.testing import assessments, rulebooks

__all__ = [
    "at_most",
    "between",
    "cases",
    "everybody",
    "gifts",
    "level_of",
    "needs",
    "one_step_better",
    "position_named",
    "service_of",
    "smallest_of",
]

cases: st.SearchStrategy[tuple[Rulebook, Answers]] = rulebooks(most_scales=3).flatmap(
    lambda rulebook: st.tuples(st.just(rulebook), assessments(rulebook))
)
"""A small rulebook of any shape, and an assessment for it."""


def between(low: Person, high: Person) -> Iterator[dict[str, int]]:
    """Return everybody from one person to another."""
    for positions in product(*(range(low[name], high[name] + 1) for name in low)):
        yield dict(zip(low, positions, strict=True))


def everybody(rulebook: Rulebook) -> Iterator[dict[str, int]]:
    """Return everybody."""
    highest = {scale.id: scale.highest() for scale in rulebook.scales}
    return between(dict.fromkeys(highest, 0), highest)


def needs(people: Iterable[Person]) -> set[frozenset[tuple[str, int]]]:
    """Return each of some people as the answers that are not at 0."""
    return {frozenset((name, position) for name, position in person.items() if position) for person in people}


def at_most(less: Mapping[str, int], more: Mapping[str, int]) -> bool:
    """Say whether nobody's answer is worse on one side than on the other."""
    return all(position <= more.get(name, 0) for name, position in less.items())


def one_step_better(person: Person) -> Iterator[dict[str, int]]:
    """Return each person who is a single step better than this one."""
    for name, position in person.items():
        if position:
            yield {**person, name: position - 1}


def smallest_of(people: Iterator[dict[str, int]], reached: Callable[[Person], bool]) -> list[dict[str, int]]:
    """Return those of some people who reach something and of whom nobody one step better, among them, does."""
    judged = {tuple(person.items()): reached(person) for person in people}
    return [
        dict(person)
        for person, reaches in judged.items()
        if reaches and not any(judged.get(tuple(better.items())) for better in one_step_better(dict(person)))
    ]


def service_of(rulebook: Rulebook, person: Person) -> int:
    """Return the position of the service of the headline track that the specification gives to somebody."""
    return evaluate(rulebook, person).tracks[rulebook.headline_track.id]


def level_of(rulebook: Rulebook, person: Person) -> Graded:
    """Return the level that the specification gives to somebody."""
    return rulebook.level_of_service[service_of(rulebook, person)]


def position_named(scale: type[Scale], label: str) -> int:
    """Return the position of the anchor that has this label."""
    return next(int(anchor) for anchor in scale if anchor.label == label)


def gifts(rulebook: Rulebook) -> list[AtLeast]:
    """Return every rating and value that a rulebook gives."""
    return sorted(
        {one.raises for one in rulebook.criteria} | {one.raises for one in rulebook.rules},
        key=lambda one: (one.fact, one.at_least),
    )
