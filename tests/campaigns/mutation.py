"""Every way to get one thing in a rulebook slightly wrong: an anchor, a raise or a count moved by one, a part dropped.

A criterion, rule or flag is changed in one place. What it gives is a rating, a value of a track, or itself; whether the
change gives anybody anything else is decided exactly, by comparing smallest people.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final, TypeAlias, assert_never

from placement import All, Any, AtLeast, Condition, Count, Criterion, Flag, Rule, Rulebook
from placement.engines.reference import Facts
from placement.rulebook.lattice import Lattice

__all__ = ["KINDS", "Declaration", "Mutant", "Question", "mutants"]

KINDS: Final = (
    "anchor one step worse",
    "anchor one step better",
    "condition dropped",
    "count moved",
    "raise moved",
    "declaration dropped",
)

Declaration: TypeAlias = Criterion | Rule | Flag
Conclusion: TypeAlias = tuple[int, Condition]


@dataclass(frozen=True)
class Mutant:
    """A rulebook in which one thing is different.

    Attributes:
        kind: One of `KINDS`.
        of: The declaration that is changed.
        becomes: What it is changed to; nothing where it is dropped.
        text: What is changed.
    """

    kind: str
    of: Declaration
    becomes: Declaration | None
    text: str

    def __str__(self) -> str:
        """Return which declaration is changed, and how."""
        return f"{self.of.id}: {self.text}"

    def declared(self, rulebook: Rulebook) -> dict[str, Declaration]:
        """Return what the changed rulebook declares, by id."""
        changed = {self.of.id: self.becomes} if self.becomes is not None else {}
        kept = {name: one for name, one in rulebook.declared.items() if name != self.of.id}
        return {name: (kept | changed)[name] for name in rulebook.declared if name in kept | changed}


class Question:
    """What one rating, track or flag is, before and after a change."""

    def __init__(self, rulebook: Rulebook, mutant: Mutant) -> None:
        """Find everything that bears upon what the changed declaration gives."""
        fact, declared = _fact(mutant.of), rulebook.declared.values()
        self._beside = [_conclusion(one) for one in declared if _fact(one) == fact and one.id != mutant.of.id]
        self._before = [_conclusion(mutant.of)]
        self._after = [] if mutant.becomes is None else [_conclusion(mutant.becomes)]

    def differs(self, facts: Facts) -> bool:
        """Say whether somebody, of whom facts and ratings are known, is given something else."""
        before, after = _given(self._before, facts), _given(self._after, facts)
        return before != after and _given(self._beside, facts) < max(before, after)

    def witness(self, lattice: Lattice) -> int | None:
        """Return a smallest person who is given something else, as bits; or nothing where nobody is."""
        all_before, all_after = [*self._beside, *self._before], [*self._beside, *self._after]
        for position in sorted({position for position, _ in (*all_before, *all_after)}):
            before, after = (
                lattice.least(Any(tuple(when for raised, when in conclusions if raised >= position)))
                for conclusions in (all_before, all_after)
            )
            for these, those in ((before, after), (after, before)):
                for one in these:
                    if not any(one & other == other for other in those):
                        return one
        return None


def _fact(declared: Declaration) -> str:
    return declared.id if isinstance(declared, Flag) else declared.raises.fact


def _conclusion(declared: Declaration) -> Conclusion:
    return (1 if isinstance(declared, Flag) else declared.raises.at_least), declared.when


def _given(conclusions: Iterable[Conclusion], facts: Facts) -> int:
    return max((position for position, when in conclusions if when.holds(facts)), default=0)


class _Changes:
    """Changes one thing in a declaration."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.highest = {scale.id: scale.highest() for scale in rulebook.scales}
        self.highest |= {one.id: one.highest for one in rulebook.dimensions if one.rated}
        self.highest |= {track.id: track.highest() for track in rulebook.tracks}

    def conditions(self, condition: Condition) -> Iterator[tuple[str, str, Condition]]:
        match condition:
            case AtLeast():
                for kind, moved in self.moved(condition):
                    yield (
                        f"anchor {kind}",
                        f"`{condition.fact}` at {condition.at_least} becomes {moved.at_least}",
                        moved,
                    )
            case All(parts):
                yield from self.joined(parts, All)
            case Any(parts):
                yield from self.joined(parts, Any)
            case Count(least, parts):
                yield from self.joined(parts, lambda fewer: Count(min(least, len(fewer)), fewer))
                for count in (least - 1, least + 1):
                    if 1 <= count <= len(parts):
                        yield "count moved", f"{least} of {len(parts)} becomes {count}", Count(count, parts)
            case _:
                assert_never(condition)

    def moved(self, test: AtLeast) -> Iterator[tuple[str, AtLeast]]:
        if test.at_least < self.highest[test.fact]:
            yield "one step worse", replace(test, at_least=test.at_least + 1)
        if test.at_least > 1:
            yield "one step better", replace(test, at_least=test.at_least - 1)

    def joined(
        self, parts: tuple[Condition, ...], join: Callable[[tuple[Condition, ...]], Condition]
    ) -> Iterator[tuple[str, str, Condition]]:
        for number, part in enumerate(parts):
            before, after = parts[:number], parts[number + 1 :]
            if before or after:
                yield "condition dropped", f"{_in_words(part)} is dropped", join((*before, *after))
            for kind, text, changed in self.conditions(part):
                yield kind, f"{text}, in {number + 1} of {len(parts)}", join((*before, changed, *after))


def _in_words(condition: Condition) -> str:
    match condition:
        case AtLeast(fact, position):
            return f"`{fact}` at {position}"
        case All(parts):
            return f"all of ({', '.join(map(_in_words, parts))})"
        case Any(parts):
            return f"any of ({', '.join(map(_in_words, parts))})"
        case Count(least, parts):
            return f"{least} of ({', '.join(map(_in_words, parts))})"
        case _:
            assert_never(condition)


def mutants(rulebook: Rulebook) -> Iterator[Mutant]:
    """Return every mutant of the criteria, rules and flags of a rulebook."""
    changes = _Changes(rulebook)
    for one in rulebook.declared.values():
        yield Mutant("declaration dropped", one, None, "is dropped")
        for kind, text, when in changes.conditions(one.when):
            yield Mutant(kind, one, replace(one, when=when), text)
        if not isinstance(one, Flag):
            for _, raises in changes.moved(one.raises):
                text = f"raises {_in_words(one.raises)} becomes {raises.at_least}"
                yield Mutant("raise moved", one, replace(one, raises=raises), text)
