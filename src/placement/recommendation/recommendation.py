"""The result: a level of care, how sure it is, and every reason. Frozen, typed, with a published JSON schema.

Nothing here decides: `place` fills it in and `explain` renders it.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from pydantic import PrivateAttr

from placement.assessment.assessment import given_or_shipped
from placement.assessment.confidential import Quiet
from placement.assessment.named_values import described
from placement.errors import AnswersNotHeld
from placement.language.graded import Graded, Track
from placement.language.scale import Source
from placement.recommendation.contents import Deferred, Ratings, Tracks
from placement.recommendation.placement import (
    LevelValue,
    Placement,
    Referring,
    RulebookOutline,
    RulebookReference,
    ServiceValue,
    meant_by,
)
from placement.recommendation.provision import Arranged, FigureShown, Offered, ServiceShown, Supplement
from placement.recommendation.reasoning import (
    Cause,
    Change,
    Contradiction,
    Evidence,
    Finding,
    Joined,
    LevelCase,
    Missing,
    Reason,
    Recorded,
    Tested,
    Verdict,
)

if TYPE_CHECKING:
    from placement.analysis.results import Stability, TurningPoints, WhatWouldChange
    from placement.recommendation.case import Case
    from placement.rulebook.rulebook import Rulebook

__all__ = [
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
    "RulebookOutline",
    "RulebookReference",
    "ServiceShown",
    "Supplement",
    "Tested",
    "Tracks",
    "Verdict",
    "recommendation_schema",
]


class Recommendation(Referring, Quiet):
    """A level of care for one person, the range it lies in, and why.

    Attributes:
        level: The level, where every completion of the open answers gives the same; else None.
        service: The value of the headline track, likewise.
        determined: The level is determined.
        floor: What is needed at the least: every open answer at its best.
        ceiling: What may be needed at the most: every open answer at its worst.
        possible_flags: Ids of the flags that the ceiling has and the floor has not.
        answers: What was recorded, scale by scale, in the order of asking.
        findings: Every criterion, rule and flag, in the order of the rulebook.
        because: What puts the person at the floor's service, back to the answers; the shortest reason first. Empty
            where no level is indicated.
        cases: What speaks for and against each level, from the least to the most; see `why_not` as well.
        missing: Open answers that could still move the level, the most decisive first.
        conflicts: Answers that contradict each other.
        delivery: How the service is provided.
        alternatives: Other ways to meet the need.
        services: What each possible service is.
        supplements: Services that more intensive ones do not replace.
        always: What holds at every level.
        sources: What the ids of sources stand for.
        rulebook: Which rulebook was used.
        library_version: Version of this library.
        engines: Names of the engines that gave this outcome and agreed on it.
        notice: What this is not.
    """

    level: LevelValue | None
    service: ServiceValue | None
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
    supplements: tuple[Supplement, ...] = ()
    always: tuple[str, ...]
    sources: Deferred[Source] = Deferred[Source].of(())
    library_version: str
    engines: tuple[str, ...]
    notice: str

    # What the analyses read, from `place`. It stays in this process: not in JSON, a pickle or a comparison.
    _case: "Case | None" = PrivateAttr(default=None)

    @property
    def tracks(self) -> dict[str, Track | None]:
        """The value of every track by its id, where floor and ceiling agree; else None."""
        low, high = self.floor.tracks, self.ceiling.tracks
        return {track: value if value == high[track] else None for track, value in low.items()}

    @property
    def ratings(self) -> dict[str, int | None]:
        """The rating of every rated dimension by its id, where floor and ceiling agree; else None."""
        low, high = self.floor.ratings, self.ceiling.ratings
        return {dimension: rating if rating == high[dimension] else None for dimension, rating in low.items()}

    @property
    def flags(self) -> tuple[str, ...]:
        """Ids of the flags that are raised however the open answers turn out."""
        return self.floor.flags

    def __getattr__(self, name: str) -> "Track | None":
        """Return the value of the track of this id, where floor and ceiling agree; else None.

        Raises:
            AttributeError: There is no such track.
        """
        floor: Placement | None = None if name.startswith("_") else self.__dict__.get("floor")
        if floor is not None and name in floor.tracks:
            return self.tracks[name]
        if name == "_case" and self.__pydantic_private__ is not None:
            return cast("Track | None", self.__pydantic_private__["_case"])
        message = f"`{type(self).__name__}` has no attribute or track `{name}`"
        raise AttributeError(message)

    @property
    def holds_answers(self) -> bool:
        """Whether `what_would_change`, `stability` and `turning_points` can be asked."""
        return self._case is not None

    @property
    def rulebook_held(self) -> "Rulebook | None":
        """The rulebook itself, where this was made in this process; `rulebook` names it in any case."""
        return None if self._case is None else self._case.rulebook

    def _held(self) -> "Case":
        if self._case is None:
            raise AnswersNotHeld("this recommendation does not hold the answers behind it: place the assessment again")
        return self._case

    def __eq__(self, other: object) -> bool:
        """Say whether the other recommends the same, for the same reasons."""
        return self.__dict__ == other.__dict__ if isinstance(other, Recommendation) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of what is recommended, and by which rulebook."""
        return hash((self.rulebook.digest, self.floor, self.ceiling))

    def __getstate__(self) -> dict[Any, Any]:
        """Return what is pickled: what would be written as JSON."""
        return super().__getstate__() | {"__pydantic_private__": {"_case": None}}

    def what_would_change(
        self,
        *,
        to: Graded | str | None = None,
        vary: Iterable[str] | None = None,
        keep: Iterable[str] = (),
        limit: int | None = None,
    ) -> "WhatWouldChange":
        """Return all smallest changes of answers that lead to another level.

        Args:
            to: The level to lead to, or past; or its name, such as `"2"`. None asks for the next level up and the
                next one down.
            vary: Ids of the scales that may change; every scale of need if None.
            keep: Ids of scales that may not.
            limit: The most changes to return in each direction, the fewest steps first; None for all.

        Raises:
            AnswersNotHeld: This was read from JSON or a pickle.
            UnknownSubject: A scale is not one of the rulebook's.
            ValueError: There is no such level, or `limit` is negative.
        """
        from placement.analysis.what_if import what_would_change  # noqa: PLC0415 - analyses load when they are asked

        return what_would_change(self._held(), to=to, vary=vary, keep=keep, limit=limit)

    def stability(self) -> "Stability":
        """Return the least number of one-step differences of opinion between two raters that moves the level.

        Raises:
            AnswersNotHeld: This was read from JSON or a pickle.
        """
        from placement.analysis.what_if import stability  # noqa: PLC0415 - as above

        return stability(self._held())

    def turning_points(self) -> "TurningPoints":
        """Return, for each scale of need, the level at each of its anchors, all else equal.

        Raises:
            AnswersNotHeld: This was read from JSON or a pickle.
        """
        from placement.analysis.what_if import turning_points  # noqa: PLC0415 - as above

        return turning_points(self._held())

    @property
    def possible_levels(self) -> tuple[Graded, ...]:
        """The levels that some completion of the open answers gives, from the least intensive to the most."""
        return tuple(case.level for case in self.cases if case.verdict in {"recommended", "possible"})

    @property
    def possible_services(self) -> tuple[Track, ...]:
        """The services that some completion of the open answers gives, from the least intensive to the most."""
        return tuple(service for case in self.cases for service in case.services)

    def why_not(self, level: Graded | str) -> LevelCase:
        """Return why a level is not recommended.

        For a level below the need: the reasons that forbid it. For one above: what it would have needed, and how far
        off the person is. For the recommended level both are empty.

        Args:
            level: Any level, the lowest included, or its name, such as `"2"`.

        Raises:
            ValueError: There is no such level.
        """
        return self.cases[type(self.floor.level)(str(level)).position]

    def finding(self, declaration: str) -> Finding:
        """Return what became of a criterion, rule or flag, by its id.

        Raises:
            KeyError: The rulebook declares no such id.
        """
        for finding in self.findings:
            if finding.id == declaration:
                return finding
        raise KeyError(declaration)

    def to_text(self) -> str:
        """Return a note for the chart: by dimension, in sentences that a payer can review."""
        from placement.explain.text import to_text  # noqa: PLC0415 - renderers load when they are used

        return to_text(self)

    def to_plain_language(self, rulebook: "Rulebook | None" = None) -> str:
        """Return a letter for the person, to be read without training (reading age about 12).

        Args:
            rulebook: The rulebook by which this was recommended, whose words the letter has. By default the one that
                it holds, else the shipped one; where this was read and neither is the one, the words are neutral.

        Raises:
            MismatchedAssessment: It was recommended by another rulebook than the one given.
        """
        from placement.explain.plain import to_plain_language  # noqa: PLC0415 - as above

        return to_plain_language(self, rulebook)

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


def recommendation_schema(rulebook: "Rulebook | None" = None) -> dict[str, Any]:
    """Return the JSON schema of a recommendation.

    Args:
        rulebook: The rulebook whose levels and values it lists; the shipped one if none is given.
    """
    schema = Recommendation.model_json_schema(mode="serialization")
    return cast("dict[str, Any]", described(schema, meant_by(RulebookOutline.of(given_or_shipped(rulebook)))))
