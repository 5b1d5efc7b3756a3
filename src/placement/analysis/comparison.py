"""Whether two rulebooks decide the same for every person; if not, for whom not, why, and how many people move.

Theorem: a conclusion has exactly one set of smallest people. So two rulebooks agree on every person if each value of
each track, and each flag, has the same smallest people in both.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from placement.analysis.alignment import Alignment, align
from placement.analysis.cohort_moves import CohortMoves, cohort_moves
from placement.analysis.difference import Difference, differences
from placement.analysis.example import Answered, Frozen, in_short
from placement.analysis.moves import Moves, everybody_moves
from placement.analysis.sheet import article
from placement.explain.markup import Element, element
from placement.explain.sentences import count, joined
from placement.language.foreign_text import visible
from placement.rulebook.rulebook import Rulebook

_SHOWN: Final = 3
"""Smallest people who are shown for each declaration that is responsible; there may be hundreds."""


class Edition(Frozen):
    """Which rulebook, to the letter.

    Attributes:
        id: Its id.
        version: Its version.
        title: Its title.
        digest: SHA-256 of its content.
        ages: Whom it is for, such as "18 years or more"; empty for people of any age.
    """

    id: str
    version: str
    title: str
    digest: str
    ages: str

    def __str__(self) -> str:
        """Return the id, the version and the beginning of the digest."""
        return f"{self.id}, version {self.version}, SHA-256 {self.digest[:12]}"


class Comparison(Frozen):
    """How two rulebooks differ.

    Attributes:
        old: The old rulebook.
        new: The new one.
        agree: Both are for people of the same ages, and decide the same for every person: every value of every track,
            and every flag.
        only_old: Ids of scales that only the old rulebook asks.
        only_new: Ids of scales that only the new rulebook asks.
        completed_otherwise: Ids of scales whose missing answers the two complete in another way, so that people about
            whom not everything is known may be placed otherwise even where both agree on every person.
        differences: The smallest people who reach something under one rulebook and not under the other.
        everybody: How many of all possible people move: each combination of answers to all scales counts as one.
        cohort: How many of certain people move; None without a cohort.
    """

    old: Edition
    new: Edition
    agree: bool
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    completed_otherwise: tuple[str, ...]
    differences: tuple[Difference, ...]
    everybody: tuple[Moves, ...]
    cohort: CohortMoves | None

    def __repr__(self) -> str:
        """Return both rulebooks and how much differs."""
        return f"<Comparison of {self.old.id} {self.old.version} and {self.new.id} {self.new.version}: {self.result()}>"

    def __str__(self) -> str:
        """Return what `repr` does."""
        return repr(self)

    def result(self) -> str:
        """Return in a few words what came of it."""
        if self.agree:
            return "they agree on everybody"
        if not self.differences:
            return "they agree on everybody whom both are for, and are for people of other ages"
        return f"they differ, by {count(len(self.by_declaration()), 'declaration', 'declarations')}"

    def by_declaration(self) -> dict[str, tuple[Difference, ...]]:
        """Return the differences by the id of the declaration that makes them."""
        grouped: dict[str, list[Difference]] = defaultdict(list)
        for difference in self.differences:
            grouped[difference.responsible].append(difference)
        return {name: tuple(several) for name, several in grouped.items()}

    def _about(self) -> Iterator[str]:
        yield f"old: {self.old}"
        yield f"new: {self.new}"
        if self.old.ages != self.new.ages:
            old, new = (f"for {edition.ages or 'people of any age'}" for edition in (self.old, self.new))
            yield f"the old rulebook is {old}, the new one {new}"
        for which, scales in (("old", self.only_old), ("new", self.only_new)):
            if scales:
                yield f"only the {which} rulebook asks {joined(scales)}"
        if self.completed_otherwise:
            yield f"missing answers are completed in another way: {joined(self.completed_otherwise)}"

    def _counts(self) -> Iterator[tuple[str, tuple[Moves, ...]]]:
        """Return who was counted, and how many of them move."""
        yield "All possible people, each combination of answers once", self.everybody
        if self.cohort is not None:
            left_out = f" ({self.cohort.left_out} {self.cohort.ages} left out)" if self.cohort.left_out else ""
            whom = f"{count(self.cohort.people, 'person', 'people')} of the cohort{left_out}"
            yield f"{whom}, at the least that answers allow", self.cohort.floor
            yield f"{whom}, at the most that answers allow", self.cohort.ceiling

    def to_text(self, *, limit: int | None = _SHOWN) -> str:
        """Return the comparison as plain text.

        Args:
            limit: The most people to show for each declaration that makes a difference; None for all.
        """
        lines = [*self._about(), "", f"{self.result()[0].upper()}{self.result()[1:]}.", ""]
        for name, several in self.by_declaration().items():
            lines.append(f"{name}: {_what(several)}")
            people = _by_person(several)
            for person, outcomes in list(people.items())[:limit]:
                lines += [f"- {in_short(person)}", *(f"    {text}" for text in outcomes)]
            if limit is not None and len(people) > limit:
                lines.append(f"- and {len(people) - limit} more")
            lines.append("")
        counts = ("\n".join([whom, *(change.to_text() for change in moves)]) for whom, moves in self._counts())
        return visible("\n".join([*lines, "\n\n".join(counts)]))

    def to_html(self) -> str:
        """Return the comparison as a self-contained article, without script."""
        about = element("ul", *(element("li", text) for text in (self.result(), *self._about())))
        sections = [_section(name, several) for name, several in self.by_declaration().items()]
        tables = [change.to_table(whom) for whom, moves in self._counts() for change in moves]
        heading = element("h2", f"{self.old.title} → {self.new.title}")
        because = [element("h3", "Because of what"), *sections] if sections else []
        return article(heading, about, element("h3", "Who moves"), *tables, *because)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_json(self, *, indent: int | None = None) -> str:
        """Return the comparison as JSON. Counts are whole numbers that may be larger than 2 to the power of 53."""
        return self.model_dump_json(indent=indent)


def _what(several: Sequence[Difference]) -> str:
    only, absent = several[0].only, several[0].absent
    other = "new" if only == "old" else "old"
    return f"only in the {only} rulebook" if absent else f"in the {only} rulebook not as in the {other} one"


def _by_person(several: Iterable[Difference]) -> dict[tuple[Answered, ...], dict[str, None]]:
    """Return each person once, with what both rulebooks give them of each track and flag in which that differs."""
    people: dict[tuple[Answered, ...], dict[str, None]] = defaultdict(dict)
    for difference in several:
        people[difference.person] |= dict.fromkeys(_outcomes(difference))
    return people


def _outcomes(difference: Difference) -> Iterator[str]:
    for which, given in (("old", difference.old), ("new", difference.new)):
        value = ", ".join(filter(None, (given.value, given.value_name)))
        level = "" if given.level is None else f" (level {', '.join(filter(None, (given.level, given.level_name)))})"
        because = f", by {', '.join(given.because)}" if given.because else ""
        yield f"{which}: {difference.id} {value}{level}{because}"


def _section(name: str, several: Sequence[Difference]) -> Element:
    people = [
        element("li", in_short(person), element("ul", *(element("li", text) for text in outcomes)))
        for person, outcomes in _by_person(several).items()
    ]
    counted = count(len(people), "smallest person", "smallest people")
    heading = element("summary", element("code", name), f": {_what(several)}; {counted}")
    return element("details", heading, element("ul", *people))


def _edition(rulebook: Rulebook) -> Edition:
    return Edition(
        id=rulebook.id,
        version=rulebook.version,
        title=rulebook.title,
        digest=rulebook.digest,
        ages=rulebook.ages.text,
    )


def _completed_otherwise(alignment: Alignment) -> Iterator[str]:
    for old, new in alignment.pairs:
        in_old, in_new = (
            (scale.closes, scale.danger, scale.separate, scale.dimension.id, scale.dimension.need)
            for scale in (old, new)
        )
        if in_old != in_new:
            yield old.id


def compare(
    old: Rulebook, new: Rulebook, *, renamed: Mapping[str, str] | None = None, cohort: object = None
) -> Comparison:
    """Compare two rulebooks: where exactly they differ, because of what, and who moves.

    They must have the same tracks, and share scales: by id, or as `renamed` says. A scale that only one of them has is
    read by that one alone; every person has an answer to it.

    Args:
        old: The old rulebook.
        new: The new one.
        renamed: For scales that ask the same under another id: the id in the new rulebook, by that in the old one.
        cohort: People to count as well: assessments, mappings of answers, or a data frame (of pandas, Polars or
            narwhals) with a row for each person and a column for each scale. Fields are called as in the old rulebook.

    Returns:
        The comparison. Of a cohort it holds counts, and nothing of a person.

    Raises:
        NotComparable: Scales or tracks do not fit; every obstacle is named.
        CohortError: A person's answers cannot be read; every row that cannot is named, and no answer.
        EngineError: A condition can be met in more ways than can be looked at (10,000).
    """
    alignment = align(old, new, renamed)
    changes = tuple(differences(alignment))
    return Comparison(
        old=_edition(old),
        new=_edition(new),
        agree=not changes and old.ages == new.ages,
        only_old=alignment.only_old,
        only_new=alignment.only_new,
        completed_otherwise=tuple(_completed_otherwise(alignment)),
        differences=changes,
        everybody=everybody_moves(alignment),
        cohort=None if cohort is None else cohort_moves(alignment, cohort),
    )


def first_difference(old: Rulebook, new: Rulebook, *, renamed: Mapping[str, str] | None = None) -> Difference | None:
    """Return a person for whom two rulebooks decide differently, and why; None if there is none.

    The arguments are those of `compare`.

    Raises:
        NotComparable: Scales or tracks do not fit; every obstacle is named.
    """
    return next(differences(align(old, new, renamed)), None)


def agree(old: Rulebook, new: Rulebook, *, renamed: Mapping[str, str] | None = None) -> bool:
    """Return whether two rulebooks are for people of the same ages and decide the same for every person.

    That is every value of every track, and every flag. The arguments are those of `compare`.

    Raises:
        NotComparable: Scales or tracks do not fit; every obstacle is named.
    """
    return old.ages == new.ages and first_difference(old, new, renamed=renamed) is None
