"""Whether a rulebook is sound: what it promises, what in it decides, what it can say, and what may surprise.

Each entry is exact, about every possible person, and names one who shows it. A finding is no error, since a rulebook
with errors cannot be built: an author mends it or gives a reason for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from placement.analysis.example import described
from placement.analysis.redundancy import decisive
from placement.analysis.report import Entry, Report
from placement.analysis.sensitivity import closing, jumps
from placement.engines.reference import evaluate
from placement.explain.conditions import in_words
from placement.explain.sentences import joined, within
from placement.language.condition import AtLeast, AtMost, comparisons
from placement.language.declarations import FloorGuarantee
from placement.language.scale import Scale
from placement.rulebook.guarantees import guarantee_holds, guarantee_person
from placement.rulebook.rulebook import Rulebook

# ------------------------------------------------------------------------------------------------------------ who reads


def _boundary(test: AtLeast | AtMost) -> tuple[str, int]:
    """Return the anchor that a comparison tells from the one below it: "at most 2" begins to fail at 3."""
    return (test.fact, test.at_least) if isinstance(test, AtLeast) else (test.fact, test.at_most + 1)


def _readers(rulebook: Rulebook) -> Mapping[tuple[str, int], Sequence[str]]:
    """Return the ids of what reads each anchor. A promise reads nothing: it only says what the others do."""
    read: list[tuple[str, Iterable[AtLeast | AtMost]]] = [
        *((declaration.id, comparisons(declaration.when)) for declaration in rulebook.declared.values()),
        *((conflict.id, chain.from_iterable(conflict.any_of)) for conflict in rulebook.conflicts),
        *((arrangement.id, arrangement.when) for arrangement in rulebook.arrangements),
        *((offer.id, offer.requires) for offer in rulebook.alternatives),
        *((offer.id, offer.guards) for offer in rulebook.alternatives),
    ]
    readers: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for name, tests in read:
        for test in tests:
            readers[_boundary(test)][name] = None
    return {anchor: tuple(names) for anchor, names in readers.items()}


def unread(rulebook: Rulebook) -> Iterator[Entry]:
    """Return an entry for each anchor above the first: what tells it from the one below.

    `unread.SCALE.POSITION` is a finding where nothing does; `unread.SCALE` stands for the whole scale if nothing reads
    any of it. Criteria, rules and flags read, and so do conflicts, arrangements and alternatives.
    """
    readers = _readers(rulebook)
    for scale in rulebook.scales:
        above = range(1, 1 + scale.highest())
        if not any((scale.id, position) in readers for position in above):
            changes = (
                "closes its dimension, and changes nothing else" if scale.closes else "changes nothing that is said"
            )
            text = f"Nothing reads {within(scale.title(), rulebook.words)}: its answer {changes}."
            yield Entry(id=f"unread.{scale.id}", kind="unread", verdict="finding", text=text)
            continue
        for position in above:
            yield _anchor(scale, position, readers.get((scale.id, position), ()))


def _anchor(scale: type[Scale], position: int, readers: Sequence[str]) -> Entry:
    name, title = f"unread.{scale.id}.{position}", scale.title()
    here, below = scale.anchor(position).label, scale.anchor(position - 1).label
    if readers:
        text = f"{title}: “{here}” is told from “{below}” by {joined(readers)}."
        return Entry(id=name, kind="unread", verdict="clean", text=text)
    text = f"{title}: nothing tells “{here}” from “{below}”."
    return Entry(id=name, kind="unread", verdict="finding", text=text)


# ------------------------------------------------------------------------------------------------------ what is reached


def reachable(rulebook: Rulebook) -> Iterator[Entry]:
    """Return an entry for each value of each track, each rating from 1 to 4 and each flag: a person who is given it.

    Theorem: a person given just this value is above one of the smallest people who are given it or more, and that one
    is given it too. So it is enough to look at those. `unreachable.FACT.POSITION` and `unreachable.FLAG` are findings
    where it is given to no one.
    """
    for track in rulebook.tracks:
        for value in track:
            yield _reached(rulebook, track.id, value.position, f"{track.title()} `{value}`")
    for dimension in rulebook.dimensions:
        if dimension.rated:
            for rating in range(1, 1 + dimension.highest):
                yield _reached(rulebook, dimension.id, rating, f"{dimension.title} rated {rating}")
    for flag in rulebook.flags:
        name = f"unreachable.{flag.id}"
        yield _given(rulebook, name, f"`{flag.id}`", rulebook.lattice.least(flag.when))


def _reached(rulebook: Rulebook, fact: str, position: int, what: str) -> Entry:
    people = rulebook.lattice.least(AtLeast(fact, position)) if position else [0]
    just = (person for person in people if _position(rulebook, person, fact) == position)
    return _given(rulebook, f"unreachable.{fact}.{position}", what, just)


def _position(rulebook: Rulebook, person: int, fact: str) -> int:
    outcome = evaluate(rulebook, {scale.id: 0 for scale in rulebook.scales} | rulebook.lattice.decode(person))
    return {**outcome.ratings, **outcome.tracks}[fact]


def _given(rulebook: Rulebook, name: str, what: str, people: Iterable[int]) -> Entry:
    first = next(iter(people), None)
    if first is None:
        return Entry(id=name, kind="reachable", verdict="finding", text=f"{what} is given to nobody.")
    person = described(rulebook, first)
    return Entry(id=name, kind="reachable", verdict="clean", text=f"{what} is given to somebody.", person=person)


def _guarantees(rulebook: Rulebook) -> Iterator[Entry]:
    for guarantee in rulebook.guarantees:
        holds, outcome = guarantee_holds(rulebook, guarantee)
        track = rulebook.track_named[guarantee.promises.fact]
        value = list(track)[outcome.tracks[track.id]]
        who = "least" if isinstance(guarantee, FloorGuarantee) else "worst"
        promise = in_words(guarantee.promises, rulebook)
        person = rulebook.lattice.encode(guarantee_person(rulebook, guarantee))
        yield Entry(
            id=guarantee.id,
            kind="guarantee",
            verdict="holds" if holds else "finding",
            text=f"{guarantee.summary} Promises {promise}; the {who} person of whom it speaks is given `{value}`.",
            person=described(rulebook, person),
            because=tuple(name for name in rulebook.declared if name in outcome.met),
        )


def _excused(rulebook: Rulebook, entries: Iterator[Entry]) -> Iterator[Entry]:
    """Return the entries, those findings exempt that have a written reason; then what is exempted for nothing."""
    reasons = {exemption.finding: exemption.reason for exemption in rulebook.exemptions}
    needless = dict(reasons)
    for entry in entries:
        if entry.verdict == "finding" and entry.id in reasons:
            needless.pop(entry.id, None)
            yield entry.model_copy(update={"verdict": "exempt", "reason": reasons[entry.id]})
        else:
            yield entry
    for name in needless:
        text = f"`{name}` is exempted and is not found: take the exemption out."
        yield Entry(id=f"exemption.{name}", kind="exemption", verdict="finding", text=text)


def check(rulebook: Rulebook) -> Report:
    """Check everything in a rulebook that can be proven; a finding is to be mended, or exempted with a reason.

    - Every guarantee, in the one person who decides it.
    - What decides: for each criterion, rule and flag, each way to meet it and each comparison in it, a person whose
      answer depends on it (`redundant.…`, `unneeded.…`, `idle.…`).
    - What can be reached: every value of every track, every rating, every flag (`unreachable.…`).
    - What one step of one answer can do (`jump.…`) and what a headline answer can hide (`closing.…`).
    - What is read: every anchor of every scale (`unread.…`).
    - Every exemption: that what it gives a reason for is found (`exemption.…`).

    The theorems stand with `decisive`, `jumps`, `closing` and `reachable`. A guarantee is proven by one evaluation,
    because more need never lowers a result.

    Returns:
        The report, with an entry for each thing that was looked at, in a stable order. What the rulebook's `exemptions`
        name is exempt and no finding.

    Raises:
        EngineError: A condition can be met in more ways than can be looked at (10,000).
    """
    checks = (_guarantees, decisive, reachable, jumps, unread, closing)
    entries = _excused(rulebook, chain.from_iterable(find(rulebook) for find in checks))
    return Report(
        rulebook=rulebook.id,
        version=rulebook.version,
        title=rulebook.title,
        digest=rulebook.digest,
        entries=tuple(entries),
    )
