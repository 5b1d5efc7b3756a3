"""Why people were recommended what they were, what was overridden, in which direction, and for what recorded reason.

Overridden means: given less than the least, or more than the most, that the person may need. A person whose level is
still open, and who was given something within it, was not overridden.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from placement.cohort.auditing.estimates import Estimate, proportion
from placement.language.discrepancies import DISCREPANCY_REASONS, ReasonKind

KINDS: Final[tuple[ReasonKind, ...]] = get_args(ReasonKind)
"""Whose doing a difference is, in the order of a report."""

NOT_RECORDED: Final = "not-recorded"
"""Id of the reason of those who were given something else and of whom no reason is written down."""

_KINDS_SAY: Final[Mapping[ReasonKind, str]] = {
    "access": "the service cannot be had, reached or entered",
    "payer": "nobody pays for it",
    "person": "the person's own choice, life or leaving",
    "judgement": "the clinician judges differently",
    "mandate": "a court or another authority decides",
    "other": "something else, or nothing was written down",
}

_KIND_OF: Final[Mapping[str, ReasonKind]] = {reason.id: reason.kind for reason in DISCREPANCY_REASONS}


@dataclass(frozen=True, slots=True)
class Given:
    """How many people there are of one kind, for the reasons.

    Attributes:
        rule: Id of the rule that gives the floor's service; None where no service is indicated.
        direction: -1 given less than the least, 0 within, 1 given more than the most; None where that is not known.
        reason: Id of the recorded reason; None where none is.
        people: How many.
        criteria: Of how many each criterion is met and gives its dimension's rating, by the criterion's id.
    """

    rule: str | None
    direction: int | None
    reason: str | None
    people: int
    criteria: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule or a criterion decided, and what became of it. None is a count that is not shown.

    Attributes:
        id: Id of the declaration.
        text: What it says.
        decides: How many people it decides about.
        known: Those of whom it is known what was given.
        less: Share of these who were given less than the least they may need.
        more: Share who were given more than the most they may need.
        overridden: Share who were given either.
        by_kind: How many were overridden because of access, a payer, the person, judgement and so on; empty where the
            frame has no reasons.
    """

    id: str
    text: str
    decides: int | None
    known: int | None
    less: Estimate
    more: Estimate
    overridden: Estimate
    by_kind: Mapping[ReasonKind, int | None]


Decided = tuple[Decision, ...]
"""Those that decide about most people first."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """A recorded reason, or all of one kind, and how many were given less, the same or more because of it.

    Attributes:
        id: Id of the reason, or the kind.
        text: What it says.
        kind: Whose doing it is.
        less: Given less than the least they may need; None is a count that is not shown.
        same: Given what they may need.
        more: Given more than the most they may need.
    """

    id: str
    text: str
    kind: ReasonKind
    less: int | None
    same: int | None
    more: int | None


def _counted(given: Iterable[tuple[Given, int]]) -> Counter[str]:
    counts = Counter[str]()
    for kind, people in given:
        counts["decides"] += people
        if kind.direction is not None:
            counts["known"] += people
        if kind.direction:
            counts["less" if kind.direction < 0 else "more"] += people
            counts[_KIND_OF[kind.reason or NOT_RECORDED]] += people
    return counts


def _decisions(
    counted: Mapping[str, Counter[str]], text: Mapping[str, str], confidence: float, kinds: Sequence[ReasonKind]
) -> Decided:
    """Return a decision for each declaration that decides about any person."""
    return tuple(
        Decision(
            id=name,
            text=text[name],
            decides=counts["decides"],
            known=counts["known"],
            less=proportion(counts["less"], counts["known"], confidence),
            more=proportion(counts["more"], counts["known"], confidence),
            overridden=proportion(counts["less"] + counts["more"], counts["known"], confidence),
            by_kind={kind: counts[kind] for kind in kinds},
        )
        for name, counts in sorted(counted.items(), key=lambda item: -item[1]["decides"])
        if counts["decides"]
    )


def decided(
    given: Sequence[Given], rules: Mapping[str, str], criteria: Mapping[str, str], confidence: float, *, reasons: bool
) -> tuple[Decided, Decided]:
    """Return what became of each rule's and each criterion's decisions.

    A rule decides about the people whose floor's service it gives: the first in the rulebook's order that does. Each
    person is one rule's. A criterion decides where it is met, gives its dimension the rating that it has, and the rule
    that decides reads that rating; several criteria can decide about the same person.

    Args:
        given: The people.
        rules: What each rule says, by id.
        criteria: What each criterion says, by id.
        confidence: Of every interval.
        reasons: Whether the frame has recorded reasons.
    """
    by_rule = {rule: _counted((kind, kind.people) for kind in given if kind.rule == rule) for rule in rules}
    by_criterion = {name: _counted((kind, kind.criteria.get(name, 0)) for kind in given) for name in criteria}
    kinds = KINDS if reasons else ()
    return _decisions(by_rule, rules, confidence, kinds), _decisions(by_criterion, criteria, confidence, kinds)


def recorded(given: Iterable[Given]) -> tuple[tuple[Recorded, ...], tuple[Recorded, ...]]:
    """Return how many were given less, the same and more, for each kind of reason and for each recorded reason.

    Of those who were given what they may need, only such as have a reason recorded are counted.

    Args:
        given: The people.
    """
    counts = Counter[tuple[str, int]]()
    for people in given:
        if people.direction is not None and (people.reason is not None or people.direction):
            reason = people.reason or NOT_RECORDED
            for name in (reason, f"kind {_KIND_OF[reason]}"):
                counts[name, people.direction] += people.people
    directions = (-1, 0, 1)
    return (
        tuple(
            Recorded(kind, _KINDS_SAY[kind], kind, *(counts[f"kind {kind}", at] for at in directions)) for kind in KINDS
        ),
        tuple(
            Recorded(reason.id, reason.text, reason.kind, *(counts[reason.id, at] for at in directions))
            for reason in DISCREPANCY_REASONS
        ),
    )
