"""What decides: for each declaration, each branch of it and each comparison, a person whose answer depends on it.

An answer is what tracks and flags say. Taking a branch away lowers what it raises for those who meet it; leaving a
comparison out raises it for those who meet the rest.

Theorem: let those above some people be given a fact at `most` because of something, and less of it otherwise. An answer
depends on that if, and only if, it does for one of these people joined with a smallest person of a conclusion in the
rulebook in which all have the fact at `most`. Proof: whoever reaches a conclusion only with the fact at `most` is above
such a joined person, who reaches it with `most` as well and, needing no more, not otherwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from placement.analysis.branches import Branch, branches, idle
from placement.analysis.conclusions import Conclusion, conclusions
from placement.analysis.example import described
from placement.analysis.report import Entry
from placement.explain.conditions import in_words
from placement.explain.sentences import upper_first
from placement.language.condition import AtLeast, all_of
from placement.language.declarations import Criterion, Flag, Rule
from placement.rulebook.lattice import covered
from placement.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class _Decided:
    """A person whose answer depends on something: what they reach of a track, or a flag, without it and with it."""

    person: int
    concluded: str
    less: int
    more: int

    def text(self, rulebook: Rulebook, *, after: int) -> str:
        """Return in words what would be instead of what is."""
        if self.concluded not in rulebook.track_named:
            return f"`{self.concluded}` would {'' if after else 'not '}be raised"
        values = list(rulebook.track_named[self.concluded])
        before = self.less + self.more - after
        return f"{self.concluded} would be `{values[after]}` instead of `{values[before]}`"


class _Rulebook:
    """A rulebook, taken apart into branches."""

    def __init__(self, rulebook: Rulebook) -> None:
        self.rulebook = rulebook
        lattice, concluded = rulebook.lattice, conclusions(rulebook)
        self.branches = {name: branches(lattice, declared) for name, declared in rulebook.declared.items()}
        self._raising: dict[str, list[Branch]] = defaultdict(list)
        for branch in chain.from_iterable(self.branches.values()):
            self._raising[branch.raises.fact].append(branch)
        self._having = cache(lattice.having)
        self._gained = cache(self._find_gained)
        self._reached = {
            fact: [conclusion for conclusion in concluded if conclusion.id in lattice.influenced(fact)]
            for fact in self._raising
        }

    def without(self, taken: Sequence[Branch]) -> _Decided | tuple[str, ...]:
        """Return a person for whom some branches of one declaration decide, or else the ids of what subsumes them."""
        people = [person for branch in taken for person in branch.least]
        return self._decided(people, taken[0].raises, taken)

    def leaving_out(self, branch: Branch, test: AtLeast) -> _Decided | tuple[str, ...]:
        """Return a person for whom a comparison of a branch decides, or else the ids of what subsumes it."""
        people = self.rulebook.lattice.least(all_of(*(kept for kept in branch.tests if kept != test)))
        decided = self._decided(people, branch.raises, ())
        return tuple(self._implying(branch, test, people)) if decided == (branch.id,) else decided

    def _implying(self, branch: Branch, test: AtLeast, people: Iterable[int]) -> dict[str, None]:
        """Return what gives those who meet the rest of a branch the ratings and tracks in it, and so the comparison."""
        concluded = [part for part in branch.tests if part.fact in self._raising]
        implied = [test] if test in concluded else concluded
        return dict.fromkeys(self._giving(person, part, ()) for person in people for part in implied)

    def _giving(self, person: int, raises: AtLeast, taken: Sequence[Branch]) -> str:
        """Return the first branch by which a person is given a fact so far."""
        return next(
            branch.id
            for branch in self._raising[raises.fact]
            if branch.raises.at_least >= raises.at_least and branch not in taken and covered(person, branch.least)
        )

    def _decided(self, people: Iterable[int], raises: AtLeast, taken: Sequence[Branch]) -> _Decided | tuple[str, ...]:
        """Return a person for whom it matters that those above some people are given a fact so far.

        Or, if there is none, the ids of what leads to the same without that; not counting the branches taken away.
        """
        fact, most = raises.fact, raises.at_least
        kept = [branch for branch in self._raising[fact] if branch not in taken]

        def otherwise(person: int) -> int:
            return max((branch.raises.at_least for branch in kept if covered(person, branch.least)), default=0)

        names: dict[str, None] = {}
        for person in people:
            if otherwise(person) >= most:
                names[self._giving(person, raises, taken)] = None
                continue
            for conclusion in self._reached[fact]:
                for more in self._gained(fact, otherwise(person), most, conclusion.when):
                    joined = person | more
                    less = otherwise(joined)
                    if not covered(joined, self._having(fact, less).least(conclusion.when)):
                        ends = (self._position(conclusion.id, joined, fact, at) for at in (less, most))
                        return _Decided(joined, conclusion.id, *ends)
                    names[self._leading(conclusion, joined, fact, less)] = None
        return tuple(names)

    def _find_gained(self, fact: str, less: int, more: int, when: AtLeast) -> list[int]:
        """Return the smallest people who reach a conclusion if all have a fact at `more`, and not if at `less`."""
        enough = self._having(fact, less).least(when)
        same = set(enough)
        people = self._having(fact, more).least(when)
        return [person for person in people if person not in same and not covered(person, enough)]

    def _position(self, concluded: str, person: int, fact: str, at: int) -> int:
        """Return the position of a track or flag for a person who has a fact at just this position."""
        reached = (
            conclusion.position
            for conclusion in self._reached[fact]
            if conclusion.id == concluded and covered(person, self._having(fact, at).least(conclusion.when))
        )
        return max(reached, default=0)

    def _leading(self, conclusion: Conclusion, person: int, fact: str, at: int) -> str:
        """Return the first declaration that leads to a conclusion for a person who has a fact at just this position."""
        return next(
            declared.id
            for declared in conclusion.declared_by(self.rulebook)
            if covered(person, self._having(fact, at).least(declared.when))
        )


def _entry(name: str, decided: _Decided | tuple[str, ...], rulebook: Rulebook, text: str) -> Entry:
    if isinstance(decided, _Decided):
        person = described(rulebook, decided.person)
        return Entry(id=name, kind="decisive", verdict="clean", text=text, person=person)
    return Entry(id=name, kind="decisive", verdict="finding", text=text, subsumed_by=decided)


def _removed(book: _Rulebook, taken: Sequence[Branch], name: str, what: str) -> Entry:
    decided = book.without(taken)
    text = f"{upper_first(what)} decides nobody's answer: taken away alone, it changes nothing."
    if isinstance(decided, _Decided):
        would = decided.text(book.rulebook, after=decided.less)
        text = f"Without {what}, for this person, {would}."
    elif not decided:
        met = any(branch.least for branch in taken)
        text += " No rule and no flag makes use of it." if met else " Nobody can meet it."
    return _entry(f"redundant.{name}", decided, book.rulebook, text)


def _unneeded(book: _Rulebook, branch: Branch, test: AtLeast) -> Entry:
    decided, words = book.leaving_out(branch, test), in_words(test, book.rulebook)
    text = f"`{branch.id}` need not ask for {words}: whoever meets the rest of it is answered the same."
    if isinstance(decided, _Decided):
        would = decided.text(book.rulebook, after=decided.more)
        text = f"If `{branch.id}` did not ask for {words}, then for this person {would}."
    return _entry(f"unneeded.{branch.id}.{test.fact}", decided, book.rulebook, text)


def _branch(book: _Rulebook, branch: Branch, *, alone: bool) -> Iterator[Entry]:
    if not alone:
        words = in_words(all_of(*branch.tests), book.rulebook)
        entry = _removed(book, [branch], branch.id, f"this way to meet `{branch.declared.id}` ({words})")
        yield entry
        if entry.verdict == "finding":
            return
    for test in branch.tests:
        yield _unneeded(book, branch, test)


def _idle(declared: Criterion | Rule | Flag, rulebook: Rulebook) -> Entry:
    name, implied = f"idle.{declared.id}", idle(declared)
    if not implied:
        text = f"Nothing in `{declared.id}` is implied by what is written beside it."
        return Entry(id=name, kind="decisive", verdict="clean", text=text)
    listed = "; ".join(in_words(test, rulebook) for test in implied)
    text = f"`{declared.id}` says what is implied by what is written beside it: {listed}."
    return Entry(id=name, kind="decisive", verdict="finding", text=text, subsumed_by=(declared.id,))


def decisive(rulebook: Rulebook) -> Iterator[Entry]:
    """Return an entry for each declaration, each of its branches and each comparison in them.

    `redundant.ID` is about a declaration, `redundant.ID[n]` about its n-th branch, `unneeded.ID[n].FACT` about a
    comparison in it, and `idle.ID` about what is written to no effect. Of what is redundant, no parts are looked at.

    Raises:
        EngineError: A declaration has more branches than can be looked at (10,000).
    """
    book = _Rulebook(rulebook)
    for name, alternatives in book.branches.items():
        whole = _removed(book, alternatives, name, f"`{name}`")
        yield whole
        if whole.verdict == "clean":
            for branch in alternatives:
                yield from _branch(book, branch, alone=len(alternatives) == 1)
            yield _idle(rulebook.declared[name], rulebook)
