"""What the data themselves lack: gaps, what to collect next, contradictions, and what could not be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from placement.cohort.auditing.answer_value import Helped
from placement.engines.columns.gaps import Unknown
from placement.explain.sentences import within
from placement.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class ScaleQuality:
    """How often the answer to one scale is not there, and what that costs. None is a figure that is not shown.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        title_within: The same, as it stands within a sentence.
        column: The frame's column; None where it has none, so that there is no answer.
        missing: How many people were not asked, or have no answer recorded.
        unsure: Of how many it was asked and could not be determined.
        open: For how many the answer is open: not there, and not closed by a clinician's judgement of the dimension.
        narrows: How many of the undetermined who were looked at this one answer could bring nearer: at its best their
            most would be less, or at its worst their least would be more.
        settles: How many of these it could determine by itself, at its best or at its worst.
        expected: How many of the undetermined who were looked at it would determine by itself on average, were answers
            as frequent as they are where they are known; None also where no person has an answer.
    """

    scale: str
    title: str
    title_within: str
    column: str | None
    missing: int | None
    unsure: int | None
    open: int | None
    narrows: int | None
    settles: int | None
    expected: float | None


@dataclass(frozen=True, slots=True)
class ConflictFound:
    """Answers that contradict each other.

    Attributes:
        id: Id of the conflict.
        text: What to ask oneself.
        people: How many people's answers do; None is a count that is not shown.
    """

    id: str
    text: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Quality:
    """What the data lack. None is a count that is not shown.

    Attributes:
        people: How many rows there are.
        not_placed: Rows of which nothing is said: people of other ages than the rulebook is for.
        determined: People whose level is determined.
        undetermined: People whose level is not.
        looked_at: Of how many people it was looked at which answer would help: all of them, or about 200,000 of more.
        looked_at_undetermined: Those of them whose level is not determined.
        scales: Every scale of need, the one whose answer would settle most people on average first.
        conflicts: Contradictions that were found, the most frequent first.
        unread: Cells that could not be read and count as not known, by column.
    """

    people: int | None
    not_placed: int | None
    determined: int | None
    undetermined: int | None
    looked_at: int
    looked_at_undetermined: int | None
    scales: tuple[ScaleQuality, ...]
    conflicts: tuple[ConflictFound, ...]
    unread: Mapping[str, int | None]


def _worth(scale: ScaleQuality) -> tuple[float, ...]:
    """Return what to order scales by: the most settled first, and scales without any answer after them."""
    counts = (scale.settles, scale.narrows, scale.open, scale.missing)
    return (-(scale.expected or 0.0), *(-(many or 0) for many in counts))


def quality(  # noqa: PLR0913 - one argument for each thing that was counted
    rulebook: Rulebook,
    unknown: Unknown,
    helped: Helped,
    *,
    columns: Mapping[str, str],
    people: int,
    determined: int,
    unread: Mapping[str, int],
) -> Quality:
    """Return what the data lack.

    Args:
        rulebook: What recommends.
        unknown: What is not known of the people placed.
        helped: Whom which answer would help.
        columns: Which column answers which question.
        people: How many rows there are.
        determined: How many people are determined.
        unread: Cells that could not be read, by column.
    """
    scales = [
        ScaleQuality(
            scale=scale.id,
            title=scale.title(),
            title_within=within(scale.title(), rulebook.words),
            column=columns.get(scale.id),
            missing=unknown.missing[scale.id],
            unsure=unknown.unsure[scale.id],
            open=unknown.open[scale.id],
            narrows=helped.narrows[scale.id],
            settles=helped.settles[scale.id],
            expected=helped.expected[scale.id],
        )
        for scale in rulebook.scales
        if scale.dimension.need
    ]
    conflicts = sorted(rulebook.conflicts, key=lambda conflict: -unknown.conflicts[conflict.id])
    return Quality(
        people=people,
        not_placed=people - unknown.people,
        determined=determined,
        undetermined=unknown.people - determined,
        looked_at=helped.people,
        looked_at_undetermined=helped.undetermined,
        scales=tuple(sorted(scales, key=_worth)),
        conflicts=tuple(
            ConflictFound(conflict.id, conflict.text, unknown.conflicts[conflict.id])
            for conflict in conflicts
            if unknown.conflicts[conflict.id]
        ),
        unread=dict(unread),
    )
