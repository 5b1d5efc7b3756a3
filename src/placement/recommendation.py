"""The result: a level of care, how sure it is, and every reason. Frozen, typed, with a published JSON schema.

Nothing here decides: `place` fills it in and `explain` renders it.
"""

from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from placement.deferred import Deferred
from placement.discreet import Discreet, Quiet
from placement.levels import Level, MentalHealthCapability, Service, WithdrawalManagement
from placement.scale import Source

__all__ = [
    "NOTICE",
    "Arranged",
    "Cause",
    "Change",
    "Contradiction",
    "Evidence",
    "FigureShown",
    "Finding",
    "Joined",
    "LevelCase",
    "Missing",
    "Offered",
    "Placement",
    "Ratings",
    "Reason",
    "Recommendation",
    "Recorded",
    "RulebookReference",
    "ServiceShown",
    "Tested",
    "Verdict",
    "recommendation_schema",
]

NOTICE: Final = (
    "Decision support for clinicians, not a diagnosis. The levels are ASAM-style in name only: this is not affiliated "
    "with or endorsed by ASAM, and uses none of its texts."
)

Verdict: TypeAlias = Literal["met", "not met", "unknown"]
"""Unknown: met if the open answers turn out badly, not met if they turn out well."""


class Tested(Quiet):
    """One comparison inside a condition.

    Attributes:
        fact: Id of the scale, or of the dimension whose rating is meant.
        title: What it is, in words.
        answer: Label of the anchor that was recorded, "unsure" or "not recorded"; for a rating, "rated 2" or, where
            it is open, "rated 1 to 3".
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
        says: Its summary; for a flag, what to do.
        raises: Id of the dimension or track that it raises; empty for a flag.
        gives: What it raises, in words, such as "withdrawal rated 3" or "service 3.7"; empty for a flag.
        when: Its condition, with the answer to each comparison.
        sources: Ids of the sources it rests on.
        urgent: It is a flag that cannot wait for the rest to be read.
    """

    id: str
    kind: Literal["criterion", "rule", "flag"]
    verdict: Verdict
    says: str
    raises: str
    gives: str
    when: Evidence
    sources: tuple[str, ...]
    urgent: bool = False


class Cause(Quiet):
    """A step in a reason: a rule, the rating it reads, the criterion behind it, or an answer; then what is behind that.

    Attributes:
        kind: Which of the four.
        id: Id of the declaration, dimension or scale.
        says: In words.
        behind: What it follows from; nothing is behind an answer.
    """

    kind: Literal["rule", "rating", "criterion", "answer"]
    id: str
    says: str
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
        verdict: `recommended`; `possible`, where open answers could still lead to it; `not enough` for a level below
            the need; `more than needed` for one above it.
        reasons_for: The answers that lead at least to this level.
        reasons_against: For a level below the need, the answers that forbid it, because they lead higher.
        would_need: For a level above the floor, the nearest changes that would lead to it, the fewest steps first. For
            a possible level, only what open answers could bring; for one above the ceiling, of any answer.
        distance: Steps to the nearest of these; 0 where there are none.
    """

    level: Level
    name: str
    verdict: Literal["recommended", "possible", "not enough", "more than needed"]
    reasons_for: tuple[Reason, ...]
    reasons_against: tuple[Reason, ...]
    would_need: tuple[Change, ...]
    distance: int


class Recorded(Quiet):
    """What was recorded on one scale.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        dimension: Id of its dimension.
        dimension_title: What the dimension is called.
        answer: Label of the anchor, "unsure" or "not recorded".
        state: Whether the answer is definite.
    """

    scale: str
    title: str
    dimension: str
    dimension_title: str
    answer: str
    state: Literal["answered", "unsure", "not recorded"]


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
    at_best: Level
    at_worst: Level


class Contradiction(Quiet):
    """Answers that contradict each other. Reported beside the recommendation, which it does not change."""

    id: str
    says: str
    scales: tuple[str, ...]


class Arranged(Quiet):
    """How a service is provided to this person.

    Attributes:
        id: The arrangement's id.
        says: What to arrange.
        services: Which of the possible services it is for.
        verdict: `met`, or `unknown` where an open answer decides it.
        sources: Ids of the sources.
    """

    id: str
    says: str
    services: tuple[str, ...]
    verdict: Verdict
    sources: tuple[str, ...]


class Offered(Quiet):
    """Another way to meet the need, offered beside the recommendation and never instead of it.

    Attributes:
        id: Its id.
        says: What is offered.
        service: The service that is needed beside it.
    """

    id: str
    says: str
    service: Service


class FigureShown(Quiet):
    """Something that a source says of a service. Sources that differ stand side by side."""

    what: Literal["hours a week", "sessions", "length", "group size", "cost in US dollars", "phase", "staffing"]
    says: str
    sources: tuple[str, ...]


class ServiceShown(Quiet):
    """What a service is: setting, figures with their sources, and components."""

    service: Service
    level: Level
    name: str
    for_whom: str
    setting: str
    figures: tuple[FigureShown, ...]
    components: tuple[str, ...]


class Ratings(Quiet):
    """Rating of each of the six dimensions, from 0 (no problem) to 4 (extreme)."""

    withdrawal: int
    biomedical: int
    psychological: int
    readiness: int
    relapse: int
    environment: int


class Placement(Quiet):
    """What one end of the range gives.

    Attributes:
        level: The level.
        service: The service within it.
        withdrawal_management: How withdrawal is looked after.
        mental_health_capability: What the programme must be able to do for co-occurring disorders.
        ratings: The six dimensions.
        flags: Ids of what must happen whatever the level.
    """

    level: Level
    service: Service
    withdrawal_management: WithdrawalManagement
    mental_health_capability: MentalHealthCapability
    ratings: Ratings
    flags: tuple[str, ...]


class RulebookReference(BaseModel):
    """Which rulebook was used: its id, version and SHA-256 digest."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: str
    digest: str


class Recommendation(Discreet):
    """A level of care for one person, the range it lies in, and why.

    Attributes:
        level: The level, where every way the open answers can turn out gives the same; else None.
        service: The service, likewise.
        determined: The level is determined.
        floor: What is needed at the least: every open answer at its best.
        ceiling: What may be needed at the most: every open answer at its worst.
        possible_flags: Ids of the flags that the ceiling has and the floor has not.
        answers: What was recorded, scale by scale, in the order of asking.
        findings: Every criterion, rule and flag, in the order of the rulebook.
        because: What puts the person at the floor's service, back to the answers; the shortest reason first. Empty
            where no level is indicated.
        cases: For each level, what speaks for and against it; read it through `levels` and `why_not`.
        missing: Open answers that could still move the level, the most decisive first.
        conflicts: Answers that contradict each other.
        delivery: How the service is provided.
        alternatives: Other ways to meet the need.
        services: What the services from the floor's to the ceiling's are.
        always: What holds at every level.
        sources: What the ids of sources stand for.
        rulebook: Which rulebook was used.
        library_version: Version of this library.
        engines: Names of the engines that gave this outcome and agreed on it.
        notice: What this is not.
    """

    level: Level | None
    service: Service | None
    determined: bool
    floor: Placement
    ceiling: Placement
    possible_flags: tuple[str, ...]
    answers: Deferred[Recorded]
    findings: Deferred[Finding]
    because: Deferred[Reason]
    cases: Deferred[LevelCase]
    missing: Deferred[Missing]
    conflicts: Deferred[Contradiction]
    delivery: Deferred[Arranged]
    alternatives: Deferred[Offered]
    services: Deferred[ServiceShown]
    always: tuple[str, ...]
    sources: Deferred[Source] = Deferred[Source].of(())
    rulebook: RulebookReference
    library_version: str
    engines: tuple[str, ...]
    notice: str = NOTICE

    def levels(self) -> tuple[LevelCase, ...]:
        """Return what speaks for and against each level, from the least intensive to the most."""
        return tuple(self.cases)

    def why_not(self, level: Level | str) -> LevelCase:
        """Return why a level is not recommended.

        For a level below the need: the reasons that forbid it. For one above: what it would have needed, and how far
        off the person is. For the recommended level both are empty.

        Args:
            level: Any level, `Level.NONE` included, or its number, such as `"2"`.

        Raises:
            ValueError: There is no such level.
        """
        return self.cases[Level(str(level)).position]

    def finding(self, declaration: str) -> Finding:
        """Return what became of a criterion, rule or flag, by its id.

        Raises:
            KeyError: The rulebook declares no such id.
        """
        for one in self.findings:
            if one.id == declaration:
                return one
        raise KeyError(declaration)

    def to_text(self) -> str:
        """Return a note for the chart: by dimension, in sentences that a payer can review."""
        from placement.explain.text import to_text  # noqa: PLC0415 - renderers load when they are used

        return to_text(self)

    def to_plain_language(self) -> str:
        """Return a letter for the person, to be read without training (reading age about 12)."""
        from placement.explain.plain import to_plain_language  # noqa: PLC0415 - as above

        return to_plain_language(self)

    def to_markdown(self) -> str:
        """Return the note as Markdown."""
        from placement.explain.markdown import to_markdown  # noqa: PLC0415 - as above

        return to_markdown(self)

    def to_html(self) -> str:
        """Return a self-contained HTML fragment: no script, nothing loaded, readable in light and dark."""
        from placement.explain.html import to_html  # noqa: PLC0415 - as above

        return to_html(self)

    def to_mermaid(self) -> str:
        """Return a Mermaid graph: answers, criteria, ratings, rules, level."""
        from placement.explain.graph import to_mermaid  # noqa: PLC0415 - as above

        return to_mermaid(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def recommendation_schema() -> dict[str, Any]:
    """Return the JSON schema of a recommendation."""
    return Recommendation.model_json_schema(mode="serialization")
