"""People who reach a conclusion under one rulebook only, and the declaration that makes the difference.

Theorem: each of them is above a smallest person of the one rulebook who does so too: with fewer needs, nothing more is
reached under the other. So the smallest people show the whole difference.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal, TypeAlias

from placement.analysis.alignment import Alignment
from placement.analysis.conclusions import Conclusion, conclusions
from placement.analysis.example import Answered, Frozen
from placement.engines.conjunctions import Conjunction, conjunctions
from placement.engines.reference import Facts, Person, evaluate
from placement.language.condition import AtLeast, Condition, any_of
from placement.language.declarations import Criterion, Flag, Rule
from placement.recommendation.case import level_of
from placement.rulebook.lattice import covered
from placement.rulebook.rulebook import Rulebook

Book: TypeAlias = Literal["old", "new"]
"""One of the two rulebooks."""


class Given(Frozen):
    """What one rulebook gives to a person.

    Attributes:
        value: The value of the track, or `raised` or `not raised` for a flag.
        value_name: What the rulebook calls that value; may be empty.
        level: The level; None in a rulebook without levels.
        level_name: What the rulebook calls the level; may be empty.
        because: Ids of a rule (or the flag) that gives it and of what is behind it; empty where nothing is given.
    """

    value: str
    value_name: str
    level: str | None
    level_name: str
    because: tuple[str, ...]


class Difference(Frozen):
    """One smallest person who reaches something under one rulebook and not under the other.

    Attributes:
        id: Id of the track or the flag.
        text: What is reached, such as "service: 3.7 or more".
        only: The rulebook under which it is reached.
        person: The answers above 0.
        old: What the old rulebook gives.
        new: What the new rulebook gives.
        responsible: Id of the declaration that makes the difference: the first, from the rule to the criterion, that
            the other rulebook does not have or has otherwise. It is declared in the rulebook of `only`.
        absent: The other rulebook has no declaration of that id; otherwise it says something else.
    """

    id: str
    text: str
    only: Book
    person: tuple[Answered, ...]
    old: Given
    new: Given
    responsible: str
    absent: bool


class _Read:
    """What one rulebook says of one person."""

    def __init__(self, book: "_Book", person: Person) -> None:
        self.book = book
        self._outcome = evaluate(book.rulebook, person)
        self.facts: Facts = {**person, **self._outcome.ratings, **self._outcome.tracks}

    def gives(self, conclusion: Conclusion) -> int:
        """Return the position on the track that a conclusion is about; for a flag 0 or 1."""
        if conclusion.id in self._outcome.tracks:
            return self._outcome.tracks[conclusion.id]
        return int(conclusion.id in self._outcome.flags)

    def branch(self, when: Condition) -> Conjunction:
        """Return the first branch that is met of a condition that is."""
        return next(
            branch
            for branch in self.book.branches(when)
            if all(self.facts[test.fact] >= test.at_least for test in branch)
        )

    def giving(self, raised: AtLeast) -> Criterion | Rule:
        """Return the first declaration that gives a rating, or a value of a track, that is given."""
        every: tuple[Criterion | Rule, ...] = (*self.book.rulebook.criteria, *self.book.rulebook.rules)
        met = (declaration for declaration in every if declaration.id in self._outcome.met)
        return next(
            declaration
            for declaration in met
            if declaration.raises.fact == raised.fact and declaration.raises.at_least >= raised.at_least
        )

    def leading(self, conclusion: Conclusion) -> Rule | Flag:
        """Return the first declaration that gives all that is given of the track or flag of a conclusion reached."""
        reached = replace(conclusion, position=self.gives(conclusion)).declared_by(self.book.rulebook)
        return next(declaration for declaration in reached if declaration.when.holds(self.facts))

    def because(self, declaration: Criterion | Rule | Flag) -> Iterator[str]:
        """Return a declaration that is met, and what gives the ratings and tracks of its first branch that is."""
        yield declaration.id
        for test in self.branch(declaration.when):
            if test.fact in self._outcome.ratings or test.fact in self._outcome.tracks:
                yield from self.because(self.giving(test))

    def responsible(self, conclusion: Conclusion, met: Rule | Flag, there: "_Read") -> str:
        """Return the declaration because of which a conclusion is reached here and not under the other rulebook.

        What leads there is the one, unless the other rulebook has it as well, with a branch that asks for no more. Then
        that branch is not met there for want of a rating or a track, and what gives this here comes in its place: if
        the other rulebook had that criterion, the rating would be given there too; with a rule, it goes on likewise.
        """
        elsewhere = self.book.elsewhere
        asked = {elsewhere[test.fact]: test.at_least for test in self.branch(met.when) if test.fact in elsewhere}
        twin = next((rule for rule in conclusion.declared_by(there.book.rulebook) if rule.id == met.id), None)
        for branch in there.book.branches(twin.when) if twin else ():
            if all(asked.get(test.fact, 0) >= test.at_least for test in branch):
                lacking = next(test.fact for test in branch if there.facts[test.fact] < test.at_least)
                needed = next(test for test in self.branch(met.when) if test.fact == lacking)
                giving = self.giving(needed)
                if isinstance(giving, Criterion):
                    return giving.id
                return self.responsible(Conclusion(lacking, needed.at_least, ""), giving, there)
        return met.id

    def given(self, conclusion: Conclusion) -> Given:
        """Return what is given of the track or flag that a conclusion is about, and why."""
        rulebook, position = self.book.rulebook, self.gives(conclusion)
        because = self.because(self.leading(conclusion)) if position else ()
        value = rulebook.names.get(conclusion.id, ("not raised", "raised"))[position]
        level = level_of(rulebook, self._outcome)
        return Given(
            value=value,
            value_name=rulebook.service_names[value] if conclusion.id == rulebook.headline_track.id else "",
            level=str(level) if rulebook.levels else None,
            level_name=rulebook.level_named[level].name if rulebook.levels else "",
            because=tuple(dict.fromkeys(because)),
        )


@dataclass(frozen=True, slots=True)
class _Book:
    """One of two rulebooks.

    Attributes:
        rulebook: The rulebook.
        elsewhere: What the other one calls each fact that both have.
        branches: Returns the smallest conjunctions of a condition, and keeps them.
    """

    rulebook: Rulebook
    elsewhere: Mapping[str, str]
    branches: Callable[[Condition], list[Conjunction]]


class _Pair:
    """Two rulebooks, and what both say of people."""

    def __init__(self, alignment: Alignment) -> None:
        concluded = [
            {*book.track_named, *(dimension.id for dimension in book.dimensions if dimension.rated)}
            for book in (alignment.old, alignment.new)
        ]
        in_new = {old.id: new.id for old, new in alignment.pairs} | {name: name for name in concluded[0] & concluded[1]}
        self._alignment = alignment
        branches, in_old = cache(conjunctions), {new: old for old, new in in_new.items()}
        self.books = _Book(alignment.old, in_new, branches), _Book(alignment.new, in_old, branches)
        self._known: dict[int, tuple[_Read, _Read]] = {}

    def read(self, person: int) -> tuple[_Read, _Read]:
        """Return what the old and the new rulebook say of a person."""
        if person not in self._known:
            old, new = (
                _Read(book, answers) for book, answers in zip(self.books, self._alignment.ends(person), strict=True)
            )
            self._known[person] = old, new
        return self._known[person]

    def difference(self, conclusion: Conclusion, person: int, only: Book) -> Difference:
        """Return a person who reaches a conclusion under one rulebook only, with what both give."""
        old, new = self.read(person)
        here, there = (old, new) if only == "old" else (new, old)
        responsible = here.responsible(conclusion, here.leading(conclusion), there)
        return Difference(
            id=conclusion.id,
            text=conclusion.text,
            only=only,
            person=self._alignment.described(person),
            old=old.given(conclusion),
            new=new.given(conclusion),
            responsible=responsible,
            absent=responsible not in there.book.rulebook.declared,
        )


def _concluded(alignment: Alignment) -> Iterable[Conclusion]:
    """Return everything that either rulebook can conclude, those of the old one first and in its words."""
    old, new = (
        {(conclusion.id, conclusion.position): conclusion for conclusion in conclusions(book)}
        for book in (alignment.old, alignment.new)
    )
    return (old | new | old).values()


def _reaching(rulebook: Rulebook, conclusion: Conclusion) -> list[int]:
    """Return the smallest people who reach a conclusion, as this rulebook numbers them; none for a flag it lacks."""
    return rulebook.lattice.least(any_of(*(declaration.when for declaration in conclusion.declared_by(rulebook))))


def differences(alignment: Alignment) -> Iterator[Difference]:
    """Return the smallest people who reach something under one rulebook and not under the other.

    Track by track from the least value, then flag by flag; first who reaches it only under the old rulebook. None at
    all means that both rulebooks say the same of every person.

    Raises:
        EngineError: A condition can be met in more ways than can be looked at (10,000).
    """
    pair = _Pair(alignment)
    for conclusion in _concluded(alignment):
        old = _reaching(alignment.old, conclusion)
        new = [alignment.from_new(person) for person in _reaching(alignment.new, conclusion)]
        yield from (pair.difference(conclusion, person, "old") for person in old if not covered(person, new))
        yield from (pair.difference(conclusion, person, "new") for person in new if not covered(person, old))
