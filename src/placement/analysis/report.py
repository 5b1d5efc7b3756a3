"""What a check of a rulebook found: frozen, as text, HTML and JSON."""

from collections.abc import Iterator
from typing import Final, Literal, TypeAlias

from placement.analysis.example import Answered, Frozen, in_short
from placement.analysis.sheet import article
from placement.explain.markup import Element, element
from placement.explain.sentences import count
from placement.language.foreign_text import visible

__all__ = ["Entry", "Kind", "Report", "Rise", "Verdict"]

Kind: TypeAlias = Literal["guarantee", "decisive", "reachable", "jump", "unread", "closing", "exemption"]
"""What was looked at."""

Verdict: TypeAlias = Literal["holds", "clean", "finding", "exempt"]
"""A guarantee holds; anything else is clean, a finding, or a finding with a written reason."""

_KINDS: Final[dict[Kind, str]] = {
    "guarantee": "Guarantees",
    "decisive": "What decides",
    "reachable": "What can be reached",
    "jump": "What one step can do",
    "unread": "What is read",
    "closing": "What a headline can hide",
    "exemption": "Exemptions",
}


_VERDICTS: Final[dict[Verdict, str]] = {"holds": "hold", "clean": "clean", "exempt": "exempt", "finding": "found"}
"""How each verdict is counted, in the order in which they are."""


class Rise(Frozen):
    """How far one side of the answer can rise.

    Attributes:
        of: `level`, or a track's id.
        steps: Values by which it rises, 1 or more.
        below: Its value before.
        above: Its value after.
        by: The answers that make it rise, as they are after it.
        person: The whole person after it: everything that is not named is at its most favourable.
    """

    of: str
    steps: int
    below: str
    above: str
    by: tuple[Answered, ...]
    person: tuple[Answered, ...]


class Entry(Frozen):
    """One thing that was looked at.

    Attributes:
        id: What an exemption calls it; the same in every run.
        kind: What was looked at.
        verdict: What came of it.
        text: What is so, in a sentence or two.
        person: The person in whom it is seen; None where no person is needed to show it. Answers at 0 are not named.
        because: Ids of the criteria and rules that this person meets, for a guarantee.
        subsumed_by: Ids of what says the same already, for what never decides.
        rises: The largest rises, for a step or a headline.
        reason: Why a finding is meant to be so.
    """

    id: str
    kind: Kind
    verdict: Verdict
    text: str
    person: tuple[Answered, ...] | None = None
    because: tuple[str, ...] = ()
    subsumed_by: tuple[str, ...] = ()
    rises: tuple[Rise, ...] = ()
    reason: str = ""

    @property
    def heading(self) -> str:
        """The verdict and the id."""
        return f"{self.verdict}  {self.id}"

    def details(self) -> Iterator[str]:
        """Return what is to be said beside the id and the verdict."""
        yield self.text
        if self.person is not None:
            yield f"seen in: {in_short(self.person)}"
        if self.because:
            yield f"who meets: {', '.join(self.because)}"
        if self.subsumed_by:
            yield f"subsumed by: {', '.join(self.subsumed_by)}"
        if self.reason:
            yield f"exempt: {self.reason}"


class Report(Frozen):
    """Everything that a check looked at.

    Attributes:
        rulebook: Id of the rulebook.
        version: Its version.
        title: Its title.
        digest: SHA-256 of its content.
        entries: What was looked at, in a stable order.
    """

    rulebook: str
    version: str
    title: str
    digest: str
    entries: tuple[Entry, ...]

    def __repr__(self) -> str:
        """Return the rulebook and how many findings there are."""
        return f"<Report {self.rulebook}: {len(self.findings)} findings, {len(self.exempt)} exempt>"

    @property
    def findings(self) -> tuple[Entry, ...]:
        """What is not as it should be, and has no written reason."""
        return self._with("finding")

    @property
    def exempt(self) -> tuple[Entry, ...]:
        """What would be a finding and is meant to be so."""
        return self._with("exempt")

    @property
    def clean(self) -> bool:
        """Whether nothing was found, or nothing without a written reason."""
        return not self.findings

    def entry(self, name: str) -> Entry:
        """Return the entry with this id.

        Raises:
            KeyError: There is none.
        """
        named = next((entry for entry in self.entries if entry.id == name), None)
        if named is None:
            raise KeyError(name)
        return named

    def _with(self, verdict: Verdict) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.verdict == verdict)

    def _of(self, kind: Kind) -> tuple[Entry, ...]:
        return tuple(entry for entry in self.entries if entry.kind == kind)

    @property
    def about(self) -> str:
        """Which rulebook this is about, to the letter."""
        return f"{self.rulebook}, version {self.version}, SHA-256 {self.digest}"

    def summary(self) -> Iterator[str]:
        """Return a line for each kind of thing, with how much of it was looked at; then the totals."""
        for kind, title in _KINDS.items():
            here = [part.verdict for part in self._of(kind)]
            counted = [f"{here.count(verdict)} {word}" for verdict, word in _VERDICTS.items() if verdict in here]
            if counted:
                yield f"{title}: {', '.join(counted)}"
        exempt = f"; {len(self.exempt)} exempt, each with its reason" if self.exempt else ""
        yield f"{count(len(self.findings), 'finding', 'findings')}{exempt}"
        promises = [part.verdict for part in self._of("guarantee")]
        yield f"{promises.count('holds')} of {len(promises)} guarantees hold"

    def sections(self, *, every: bool) -> Iterator[tuple[str, tuple[Entry, ...]]]:
        """Return the findings, or every entry, under a heading for each kind of thing of which there are some."""
        for kind, title in _KINDS.items():
            here = tuple(part for part in self._of(kind) if every or part.verdict == "finding")
            if here:
                yield title, here

    def to_text(self, *, every: bool = False) -> str:
        """Return the findings and a summary as plain text.

        Args:
            every: Print every entry, not only the findings.
        """
        lines = [self.title, self.about, ""]
        for title, entries in self.sections(every=every):
            lines += [title, ""]
            for entry in entries:
                lines += [entry.heading, *(f"  {text}" for text in entry.details()), ""]
        return visible("\n".join([*lines, *self.summary()]))

    def to_html(self) -> str:
        """Return every entry as a self-contained article without script: findings first, all else folded by kind."""
        summary = element("ul", *(element("li", line) for line in self.summary()))
        sections = [element("h3", "Findings"), *map(_folded, self.findings)] if self.findings else []
        rest = (
            element("details", element("summary", f"{title}: {len(entries)}"), *map(_folded, entries))
            for title, entries in self.sections(every=True)
        )
        everything = element("h3", "Everything that was looked at")
        return article(element("h2", self.title), element("p", self.about), summary, *sections, everything, *rest)

    def _repr_html_(self) -> str:
        return self.to_html()

    def to_json(self, *, indent: int | None = None) -> str:
        """Return every entry as JSON."""
        return self.model_dump_json(indent=indent)


def _folded(entry: Entry) -> Element:
    heading = element("summary", f"{entry.verdict} ", element("code", entry.id))
    inside = (heading, *(element("p", text) for text in entry.details()))
    return element("details", *inside, open="") if entry.verdict == "finding" else element("details", *inside)
