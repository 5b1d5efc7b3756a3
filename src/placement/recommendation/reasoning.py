"""Parts of a recommendation that say why: findings, reasons, what speaks for and against, what is missing."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from placement.assessment.answers import AnswerState
from placement.assessment.confidential import Quiet
from placement.recommendation.placement import LevelValue, ServiceValue

Verdict: TypeAlias = Literal["met", "not met", "unknown"]
"""Unknown: met if the open answers turn out badly, not met if they turn out well."""


NO_ANSWER: Final = ("covered by ", "not recorded", "unsure")
"""How the words begin that stand in the place of an answer."""


class Tested(Quiet):
    """One comparison inside a condition.

    Attributes:
        fact: Id of the scale, or of the dimension whose rating is meant.
        title: What it is, in words.
        answer: Label of the anchor that was recorded, or what stands in its place, as in `Recorded`; for a rating,
            "rated 2" or, where it is open, "rated 1 to 3".
        needed: Label of the anchor, or the rating, from which the comparison is met.
        distance: Steps from the least that is possible to what is needed; 0 where it is met.
        verdict: Met, not met or unknown.
    """

    kind: Literal["test"] = "test"
    fact: str
    title: str
    answer: str
    needed: str
    distance: int
    verdict: Verdict


class Joined(Quiet):
    """Comparisons that are joined: all of them, any of them, or at least `least` of them."""

    kind: Literal["all", "any", "count"]
    least: int
    parts: "tuple[Evidence, ...]"
    verdict: Verdict


Evidence: TypeAlias = Annotated[Tested | Joined, Field(discriminator="kind")]


class Finding(Quiet):
    """What became of one criterion, rule or flag.

    Attributes:
        id: The declaration's id.
        kind: Criterion, rule or flag.
        verdict: Met, not met or unknown.
        text: Its summary; for a flag, what to do.
        raises: Id of the dimension or track that it raises; empty for a flag.
        gives: What it raises, in words, such as "mind rated 3" or "service 3.7"; empty for a flag.
        when: Its condition, with the answer to each comparison.
        sources: Ids of the sources it rests on.
        urgent: It is a flag that cannot wait for the rest to be read.
        services: Of a flag that speaks of certain services, those that some completion that raises it is given;
            renderings show it only if there are any. None for a flag that speaks of all, and for all else.
        depends_on: For a flag that is possible, ids of the scales whose open answers decide it.
    """

    id: str
    kind: Literal["criterion", "rule", "flag"]
    verdict: Verdict
    text: str
    raises: str
    gives: str
    when: Evidence
    sources: tuple[str, ...]
    urgent: bool = False
    services: tuple[str, ...] | None = None
    depends_on: tuple[str, ...] = ()


class Cause(Quiet):
    """A step in a reason: a rule, the rating it reads, the criterion behind it, or an answer; then what is behind that.

    Attributes:
        kind: Which of the four.
        id: Id of the declaration, dimension or scale.
        text: In words.
        behind: What it follows from; nothing is behind an answer.
    """

    kind: Literal["rule", "rating", "criterion", "answer"]
    id: str
    text: str
    behind: "tuple[Cause, ...]" = ()


class Reason(Quiet):
    """A smallest set of answers that is enough by itself. Make any one of them a step better and it is not enough.

    Attributes:
        gives: Name of the service, or level, for which these answers are enough.
        rules: Ids of the rules through which they are.
        answers: The answers, each with what is needed of it (the recorded answer may be worse than that).
        causes: From the first of the rules back to the answers.
    """

    gives: str
    rules: tuple[str, ...]
    answers: tuple[Tested, ...]
    causes: Cause


class Change(Quiet):
    """A smallest change of answers that would lead to a level.

    Attributes:
        answers: Each answer that would have to be at least as bad as `needed`; all others as they are at the floor.
        steps: Single steps in all; how far off the person is.
    """

    answers: tuple[Tested, ...]
    steps: int


class LevelCase(Quiet):
    """What speaks for and against one level.

    Attributes:
        level: The level.
        name: What it is called.
        verdict: `recommended`; `possible`, where some completion of the open answers gives it; `passed over`, where
            none does although it lies within the range: what leads so far leads further; `not enough` for a level
            below the need; `more than needed` for one above it.
        reasons_for: The answers that lead at least to this level.
        reasons_against: For a level below the need, the answers that forbid it, because they lead higher.
        would_need: For a level above the floor, the nearest changes that would lead to it, the fewest steps first. For
            a possible level, what open answers could bring; for one passed over, what they could bring and leads past
            it; for one above the ceiling, of any answer, and it may lead past it.
        distance: Steps to the nearest of these; 0 where there are none.
        services: Its services that some completion gives; empty for a level that none gives.
    """

    level: LevelValue
    name: str
    verdict: Literal["recommended", "possible", "passed over", "not enough", "more than needed"]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    would_need: tuple[Change, ...]
    distance: int
    services: tuple[ServiceValue, ...] = ()


class Recorded(Quiet):
    """What was recorded on one scale.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        dimension: Id of its dimension.
        dimension_title: What the dimension is called.
        answer: Label of the anchor, "unsure", "not recorded", or "covered by ..." with the titles of the headlines;
            with "at least ..." where a score shows that.
        state: Whether the answer is definite; covered, if headlines settle it although it is not.
        covered_by: Ids of these headlines; empty in every other state.
    """

    scale: str
    title: str
    dimension: str
    dimension_title: str
    answer: str
    state: AnswerState
    covered_by: tuple[str, ...] = ()


class Missing(Quiet):
    """An open answer that could still move the level.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        state: Not recorded, or unsure.
        danger: It is one of the answers that can mean danger by itself.
        at_best: The highest level still possible if this turns out at its best.
        at_worst: The lowest level still possible if this turns out at its worst.
    """

    scale: str
    title: str
    state: Literal["not recorded", "unsure"]
    danger: bool
    at_best: LevelValue
    at_worst: LevelValue


class Contradiction(Quiet):
    """Answers that contradict each other. Reported beside the recommendation, which it does not change."""

    id: str
    text: str
    scales: tuple[str, ...]
