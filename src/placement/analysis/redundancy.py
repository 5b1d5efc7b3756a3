"""What in a rulebook decides: for each declaration, each branch of it and each comparison, a person who depends on it.

An answer is what tracks and flags say; ratings lie in between. Theorems, each for one change of a monotone rulebook:

- *Taking away* a branch of a rule that raises a track to a value changes an answer just if one of the smallest people
  who meet the branch is not above a smallest person of what else raises the track as far: that person is then given
  less. Likewise a branch of a flag, within the flag.
- Taking away a branch of a criterion changes an answer just if one of the smallest people of a value of a track, or of
  a flag, no longer reaches it: whoever loses something is above somebody who loses it and who is one of these.
- *Leaving out* a comparison of a branch of a rule or flag changes an answer just if one of the smallest people who meet
  the rest does not reach the conclusion as it is.
- Leaving out a comparison of a branch of a criterion that raises a dimension to a rating gives more to those who meet
  the rest and are given more once the dimension is rated so. Their smallest are joined from a smallest person who meets
  the rest and a smallest person of the rulebook in which everybody is rated so. So an answer changes just if one of
  these does not reach the conclusion as it is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import NamedTuple, assert_never

from placement.analysis.branches import Branch, branches, idle
from placement.analysis.conclusions import Conclusion, conclusions, covered
from placement.analysis.draft import Draft
from placement.analysis.example import described
from placement.analysis.report import Entry
from placement.engines.reference import Facts, evaluate
from placement.explain.conditions import in_words
from placement.explain.wording import upper_first
from placement.language.condition import AtLeast, all_of, comparisons
from placement.language.declarations import Criterion, Flag, Rule
from placement.language.expansion import expanded_rules
from placement.rulebook.lattice import Lattice
from placement.rulebook.rulebook import Rulebook

__all__ = ["decisive"]


class _Proof(NamedTuple):
    """Whether something decides: for whom and what of them; else what subsumes it."""

    person: int | None
    loses: str
    subsumed_by: tuple[str, ...]


def _subsumed(names: Iterable[str]) -> _Proof:
    return _Proof(None, "", tuple(dict.fromkeys(names)))


class _Rulebook:
    """A rulebook, taken apart into branches."""

    def __init__(self, rulebook: Rulebook) -> None:
        rules = expanded_rules(rulebook)
        self.rulebook = rulebook if rules is rulebook.rules else replace(rulebook, rules=rules)
        self.lattice = self.rulebook.lattice
        self.conclusions = conclusions(self.rulebook)
        self.branches = {one.id: branches(self.lattice, one) for one in self.rulebook.declared.values()}
        self._raising: dict[str, list[Branch]] = defaultdict(list)
        for branch in chain.from_iterable(self.branches.values()):
            self._raising[branch.raises()[0]].append(branch)
        self._nobody = {scale.id: 0 for scale in rulebook.scales}
        self._known: dict[int, Facts] = {}
        self._rated: dict[AtLeast, Lattice] = {}

    def facts(self, person: int) -> Facts:
        """Return a person, given as bits, with their ratings."""
        if person not in self._known:
            answers = self._nobody | self.lattice.decode(person)
            self._known[person] = {**answers, **evaluate(self.rulebook, answers).ratings}
        return self._known[person]

    def rated(self, rating: AtLeast) -> Lattice:
        """Return the people of the rulebook in which everybody is rated so."""
        if rating not in self._rated:
            book = self.rulebook
            always = Criterion("always", "Everybody is rated so.", all_of(), rating, ())
            draft = Draft(book.scales, book.dimensions, book.tracks, (*book.criteria, always), book.rules, book.flags)
            self._rated[rating] = Lattice(draft)
        return self._rated[rating]

    def raising(self, fact: str, position: int = 1) -> list[Branch]:
        """Return the branches that raise a fact so far or further."""
        return [branch for branch in self._raising[fact] if branch.raises()[1] >= position]

    def gives(self, fact: str, position: int, person: int) -> str:
        """Return the first branch that raises a fact so far for somebody for whom one does."""
        return next(branch.id for branch in self.raising(fact, position) if covered(person, branch.least))

    # ------------------------------------------------------------------------------------------------- taken away

    def without(self, taken: Sequence[Branch]) -> _Proof:
        """Prove whether some branches of one declaration decide."""
        fact, position = taken[0].raises()
        others = [branch for branch in self.raising(fact, position) if branch not in taken]
        people = [person for branch in taken for person in branch.least]
        left = [person for person in people if not any(covered(person, other.least) for other in others)]
        if not left:
            return _subsumed(next(other.id for other in others if covered(person, other.least)) for person in people)
        declared = taken[0].declared
        match declared:
            case Criterion():
                return self._without_rating(taken, left)
            case Rule():
                less = self._raised_without(taken, left[0])
                return _Proof(left[0], self._moved(fact, position, less), ())
            case Flag():
                return _Proof(left[0], f"`{declared.id}` would not be raised", ())
            case _:
                assert_never(declared)

    def _raised_without(self, taken: Sequence[Branch], person: int) -> int:
        """Return how far a fact is raised for somebody, if some branches were not there."""
        kept = (branch for branch in self.raising(taken[0].raises()[0]) if branch not in taken)
        return max((branch.raises()[1] for branch in kept if covered(person, branch.least)), default=0)

    def _without_rating(self, taken: Sequence[Branch], left: Sequence[int]) -> _Proof:
        rating = AtLeast(*taken[0].raises())

        def lowered(person: int) -> Facts:
            return {**self.facts(person), rating.fact: self._raised_without(taken, person)}

        for conclusion in self.conclusions:
            for person in self.lattice.least(conclusion.when):
                if covered(person, left) and conclusion.met_by(self.rulebook, lowered(person)) is None:
                    return _Proof(person, self._changed(conclusion, self.facts(person), lowered(person)), ())
        met = [
            conclusion.met_by(self.rulebook, lowered(person))
            for conclusion, person in self._joined(left, rating, lowered)
        ]
        return _subsumed([one.id for one in met if one is not None] or self._readers(left, rating, lowered))

    # ----------------------------------------------------------------------------------------------------- what changes

    def _given(self, track: str, facts: Facts) -> int:
        """Return the position of what somebody with these facts is given on a track."""
        rules = (rule for rule in self.rulebook.rules if rule.raises.fact == track and rule.when.holds(facts))
        return max((rule.raises.at_least for rule in rules), default=0)

    def _changed(self, conclusion: Conclusion, before: Facts, after: Facts) -> str:
        if conclusion.id not in self.rulebook.track_named:
            return f"`{conclusion.id}` would {'' if conclusion.when.holds(after) else 'not '}be raised"
        return self._moved(conclusion.id, self._given(conclusion.id, before), self._given(conclusion.id, after))

    def _reached(self, conclusion: Conclusion, before: int) -> str:
        if conclusion.id not in self.rulebook.track_named:
            return f"`{conclusion.id}` would be raised"
        return self._moved(conclusion.id, before, conclusion.position)

    def _moved(self, track: str, before: int, after: int) -> str:
        values = list(self.rulebook.track_named[track])
        return f"{track} would be `{values[after]}` instead of `{values[before]}`"

    # ---------------------------------------------------------------------------------------------------- left out

    def leaving_out(self, branch: Branch, test: AtLeast) -> _Proof:
        """Prove whether a comparison of a branch decides."""
        rest = all_of(*(one for one in branch.tests if one != test))
        people = self.lattice.least(rest)
        if isinstance(branch.declared, Criterion):
            return self._more_rated(people, branch.declared.raises)
        fact, position = branch.raises()
        (conclusion,) = (one for one in self.conclusions if (one.id, one.position) == (fact, position))
        more = next((one for one in people if not covered(one, self.lattice.least(conclusion.when))), None)
        if more is not None:
            return _Proof(more, self._reached(conclusion, self._given(fact, self.facts(more))), ())
        given = {self.gives(fact, position, person): None for person in people}
        return _subsumed([name for name in given if name != branch.id] or self._implying(branch, test, people))

    def _implying(self, branch: Branch, test: AtLeast, people: Iterable[int]) -> Iterator[str]:
        """Return the criteria because of which whoever meets the rest of a branch meets a comparison in it as well."""
        ratings = [one for one in branch.tests if one.fact in self.rulebook.dimension_named]
        for person in people:
            for rating in [test] if test in ratings else ratings:
                yield self.gives(rating.fact, rating.at_least, person)

    def _more_rated(self, people: Sequence[int], rating: AtLeast) -> _Proof:
        # Nobody who meets the least that is left is rated so already: else the branch would be redundant as it is.
        names: list[str] = []
        for conclusion, person in self._joined(people, rating, self.facts):
            met = conclusion.met_by(self.rulebook, self.facts(person))
            if met is None:
                now = self.facts(person)
                return _Proof(person, self._changed(conclusion, now, {**now, rating.fact: rating.at_least}), ())
            names.append(met.id)
        return _subsumed(names or self._readers(people, rating, self.facts))

    def _readers(self, people: Sequence[int], rating: AtLeast, given: Callable[[int], Facts]) -> Iterator[str]:
        """Return what reads a rating that some people would not be given, and is met by whoever of them it is about."""
        for person in people:
            less = given(person)[rating.fact]
            for conclusion in self.conclusions:
                for more in self.rated(rating).least(conclusion.when):
                    met = conclusion.met_by(self.rulebook, self.facts(person | more))
                    read = (test.at_least for test in comparisons(met.when) if test.fact == rating.fact) if met else ()
                    if met and any(less < position <= rating.at_least for position in read):
                        yield met.id

    def _joined(
        self, people: Sequence[int], rating: AtLeast, given: Callable[[int], Facts]
    ) -> Iterator[tuple[Conclusion, int]]:
        """Return for whom a rating may decide: people who would be given less, with what else it then takes."""
        for person in people:
            less = given(person)[rating.fact]
            without = self.rated(AtLeast(rating.fact, less)) if less else self.lattice
            for conclusion in self.conclusions:
                reached = without.least(conclusion.when)
                for more in self.rated(rating).least(conclusion.when):
                    if not covered(more, reached):  # else the lower rating is enough
                        yield conclusion, person | more


def _said(branch: Branch, rulebook: Rulebook) -> str:
    return in_words(all_of(*branch.tests), rulebook)


def _entry(rulebook: Rulebook, name: str, proof: _Proof, decides: str, subsumed: str) -> Entry:
    if proof.person is not None:
        person = described(rulebook, proof.person)
        return Entry(id=name, kind="decisive", verdict="clean", text=f"{decides} {proof.loses}.", person=person)
    return Entry(id=name, kind="decisive", verdict="finding", text=subsumed, subsumed_by=proof.subsumed_by)


def _removed(book: _Rulebook, taken: Sequence[Branch], name: str, what: str) -> Entry:
    proof = book.without(taken)
    met = any(branch.least for branch in taken)
    why = "" if proof.subsumed_by else f" {'No rule and no flag makes use of it' if met else 'Nobody can meet it'}."
    return _entry(
        book.rulebook,
        f"redundant.{name}",
        proof,
        f"Without {what}, for this person,",
        f"{upper_first(what)} decides nobody's answer: taken away alone, it changes nothing.{why}",
    )


def _branch(book: _Rulebook, branch: Branch, *, alone: bool) -> Iterator[Entry]:
    said = _said(branch, book.rulebook)
    if not alone:
        entry = _removed(book, [branch], branch.id, f"this way to meet `{branch.declared.id}` ({said})")
        yield entry
        if entry.verdict == "finding":
            return
    for test in branch.tests:
        words = in_words(test, book.rulebook)
        yield _entry(
            book.rulebook,
            f"unneeded.{branch.id}.{test.fact}",
            book.leaving_out(branch, test),
            f"If `{branch.id}` did not ask for {words}, then for this person",
            f"`{branch.id}` need not ask for {words}: whoever meets the rest of it is answered the same.",
        )


def _idle(declared: Criterion | Rule | Flag, rulebook: Rulebook) -> Entry:
    found = idle(declared)
    name = f"idle.{declared.id}"
    if not found:
        text = f"Nothing in `{declared.id}` is implied by what is written beside it."
        return Entry(id=name, kind="decisive", verdict="clean", text=text)
    listed = "; ".join(in_words(test, rulebook) for test in found)
    text = f"`{declared.id}` says what is implied by what is written beside it: {listed}."
    return Entry(id=name, kind="decisive", verdict="finding", text=text, subsumed_by=(declared.id,))


def decisive(rulebook: Rulebook) -> Iterator[Entry]:
    """Return an entry for each declaration, each of its branches and each comparison in them.

    `redundant.ID` is about a declaration, `redundant.ID[n]` about its n-th branch, `unneeded.ID[n].FACT` about a
    comparison in it, and `idle.ID` about what is written to no effect. Of what is redundant, no parts are looked at.

    Args:
        rulebook: The rulebook.

    Raises:
        EngineError: A declaration has more branches than can be looked at (10,000).
    """
    book = _Rulebook(rulebook)
    for name, found in book.branches.items():
        whole = _removed(book, found, name, f"`{name}`")
        yield whole
        if whole.verdict == "clean":
            for branch in found:
                yield from _branch(book, branch, alone=len(found) == 1)
            yield _idle(rulebook.declared[name], rulebook)
