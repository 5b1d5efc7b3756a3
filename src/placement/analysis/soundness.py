"""Whether a rulebook is sound: what it promises, what in it decides, what it can say, and what may surprise.

Each entry of the report is exact and about every possible person, and names one who shows it. A finding is no error: a
rulebook with errors cannot be built. It is something that an author should either mend or give a reason for.
"""

from collections.abc import Iterator
from itertools import chain

from placement.analysis.example import described
from placement.analysis.reading import reachable, unread
from placement.analysis.redundancy import decisive
from placement.analysis.report import Entry, Report
from placement.analysis.sensitivity import closing, jumps
from placement.explain.conditions import in_words
from placement.language.declarations import FloorGuarantee
from placement.rulebook.guarantees import guarantee_holds, guarantee_person
from placement.rulebook.rulebook import Rulebook


def _guarantees(rulebook: Rulebook) -> Iterator[Entry]:
    for guarantee in rulebook.guarantees:
        holds, outcome = guarantee_holds(rulebook, guarantee)
        track = rulebook.track_named[guarantee.promises.fact]
        given = list(track)[outcome.tracks[track.id]]
        who = "least" if isinstance(guarantee, FloorGuarantee) else "worst"
        promise = in_words(guarantee.promises, rulebook)
        person = rulebook.lattice.encode(guarantee_person(rulebook, guarantee))
        yield Entry(
            id=guarantee.id,
            kind="guarantee",
            verdict="holds" if holds else "finding",
            text=f"{guarantee.summary} Promises {promise}; the {who} person of whom it speaks is given `{given}`.",
            person=described(rulebook, person),
            because=tuple(name for name in rulebook.declared if name in outcome.met),
        )


def _excused(rulebook: Rulebook, entries: Iterator[Entry]) -> Iterator[Entry]:
    """Return the entries, those findings exempt that have a written reason; then what is exempted for nothing."""
    reasons = {exemption.finding: exemption.reason for exemption in rulebook.exemptions}
    excused: set[str] = set()
    for entry in entries:
        if entry.verdict == "finding" and entry.id in reasons:
            excused.add(entry.id)
            yield entry.model_copy(update={"verdict": "exempt", "reason": reasons[entry.id]})
        else:
            yield entry
    for name in reasons:
        if name not in excused:
            text = f"`{name}` is exempted and is not found: take the exemption out."
            yield Entry(id=f"exemption.{name}", kind="exemption", verdict="finding", text=text)


def check(rulebook: Rulebook) -> Report:
    """Look at everything in a rulebook that can be proven, and say what an author should mend or give a reason for.

    - Every guarantee, in the one person who decides it for everybody.
    - What decides: for each criterion, rule and flag, each way to meet it and each comparison in it, a person whose
      answer depends on it (`redundant.…`, `unneeded.…`, `idle.…`).
    - What can be reached: every value of every track, every rating, every flag (`unreachable.…`).
    - What one step of one answer can do (`jump.…`) and what a headline answer can hide (`closing.…`).
    - What is read: every anchor of every scale (`unread.…`).
    - Every exemption: that what it gives a reason for is found (`exemption.…`).

    The theorems stand with `decisive`, `jumps`, `closing` and `reachable`. A guarantee is proven by one evaluation,
    because more need never lowers a result.

    Args:
        rulebook: The rulebook. What its `exemptions` name is exempt and no finding.

    Returns:
        The report, with an entry for each thing that was looked at, in a stable order.

    Raises:
        EngineError: A condition can be met in more ways than can be looked at (10,000).
    """
    every = (_guarantees, decisive, reachable, jumps, unread, closing)
    entries = _excused(rulebook, chain.from_iterable(look(rulebook) for look in every))
    return Report(
        rulebook=rulebook.id,
        version=rulebook.version,
        title=rulebook.title,
        digest=rulebook.digest,
        entries=tuple(entries),
    )
