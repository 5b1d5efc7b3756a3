"""When care other than the recommended is given: what was recommended, available, acceptable, refused and actual.

The five are kept apart, always, and the recommendation itself is never changed. Who and when are what the caller says.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Annotated, Final, Literal, Self, TypeAlias

from pydantic import AfterValidator, AwareDatetime, Field, field_validator
from pydantic_core import PydanticCustomError

from placement.assessment.input_errors import input_error, nearest
from placement.explain.sentences import within
from placement.explain.wording import of_headline, words_of
from placement.language.discrepancies import CONSEQUENCES, DISCREPANCY_REASONS, Direction
from placement.language.foreign_text import visible
from placement.language.graded import Graded, named_in_order
from placement.recommendation.placement import Referring, ServiceValue
from placement.recommendation.recommendation import Recommendation

__all__ = ["Discrepancy", "Enough", "NearestSafe", "nearest_safe"]

_REASONS: Final = {reason.id: reason for reason in DISCREPANCY_REASONS}

Enough: TypeAlias = Literal[
    "meets the need", "meets what is known", "more intensive than needed", "nothing is needed", "none is enough"
]
"""How an available service stands to the need. What is known: open answers may turn out to need more."""


def _once(services: tuple[Graded, ...]) -> tuple[Graded, ...]:
    if len(set(services)) < len(services):
        raise input_error("given_twice", "expected each service once")
    return tuple(sorted(services, key=lambda service: service.position))


def _known(kind: str, names: tuple[str, ...], allowed: Collection[str]) -> tuple[str, ...]:
    """Return names that are all allowed, each once."""
    expected = f"expected each once, of {', '.join(allowed)}"
    strange = next((name for name in names if name not in allowed), None)
    if strange is not None:
        raise input_error(kind, expected, allowed=[*allowed], nearest=nearest(strange, allowed))
    if len(set(names)) < len(names):
        raise input_error("given_twice", expected, allowed=[*allowed])
    return names


_Services = Annotated[tuple[ServiceValue, ...], AfterValidator(_once)]


class Discrepancy(Referring):
    """A level of care as it was recommended, and as it was given, and why they differ where they do.

    Attributes:
        recommended: The service recommended at the least.
        recommended_ceiling: The service recommended at the most; the same where the need is determined.
        rulebook: The rulebook by which it was recommended.
        available: Services that could be had; None if that was not recorded.
        acceptable: Services that the person would accept; None if that was not recorded.
        refused: Services that the person refused; None if that was not recorded.
        actual: The service that was given, `none` included; None if that was not recorded.
        reasons: Ids of `DISCREPANCY_REASONS`, the most important first; at least one where the direction is not "same",
            and none where it is.
        explanation: In the words of the clinician who decided; some reasons say too little without one.
        consequences: What is expected to follow, from `CONSEQUENCES`.
        decided_by: Who decided, as the caller gives it.
        decided_at: When, with the time zone, as the caller gives it.
    """

    recommended: ServiceValue
    recommended_ceiling: ServiceValue
    available: _Services | None = None
    acceptable: _Services | None = None
    refused: _Services | None = None
    actual: ServiceValue | None = None
    reasons: tuple[str, ...] = ()
    explanation: Annotated[str, Field(strict=True)] = ""
    consequences: tuple[str, ...] = ()
    decided_by: Annotated[str, Field(strict=True)] = ""
    decided_at: AwareDatetime | None = None

    @field_validator("reasons")
    @classmethod
    def _known_reasons(cls, reasons: tuple[str, ...]) -> tuple[str, ...]:
        return _known("unknown_reason", reasons, _REASONS)

    @field_validator("consequences")
    @classmethod
    def _known_consequences(cls, consequences: tuple[str, ...]) -> tuple[str, ...]:
        if "none" in _known("unknown_consequence", consequences, CONSEQUENCES) and len(consequences) > 1:
            raise input_error("none_beside_others", "expected `none` by itself")
        return consequences

    def mismatch(self) -> PydanticCustomError | None:
        """Return what is wrong with several fields at once; None where they go together."""
        explained = (
            not any(_REASONS[reason].explanation_required for reason in self.reasons) or self.explanation.strip()
        )
        problems = (
            (
                self.recommended_ceiling < self.recommended,
                "ceiling_below_recommended",
                "`recommended_ceiling` not below `recommended`",
            ),
            (
                set(self.acceptable or ()) & set(self.refused or ()),
                "acceptable_and_refused",
                "no service both in `acceptable` and in `refused`",
            ),
            (
                self.available is not None
                and self.actual is not None
                and not self.rulebook.is_nothing(self.actual)
                and self.actual not in self.available,
                "actual_not_available",
                "`actual` among `available`",
            ),
            (
                self.direction == "same" and self.reasons,
                "reasons_not_expected",
                "no `reasons`, for what was given is what was recommended",
            ),
            (
                self.direction not in {None, "same"} and not self.reasons,
                "reasons_missing",
                "`reasons`, for what was given is not what was recommended: `not-recorded` is one",
            ),
            (
                not explained,
                "explanation_missing",
                "`explanation`, for a reason that says too little without one",
            ),
        )
        return next((input_error(kind, f"expected {expected}") for wrong, kind, expected in problems if wrong), None)

    @property
    def direction(self) -> Direction | None:
        """How what was given compares with what was recommended; None if it was not recorded."""
        if self.actual is None:
            return None
        if self.actual < self.recommended:
            return "less intensive than recommended"
        return "more intensive than recommended" if self.actual > self.recommended_ceiling else "same"

    @classmethod
    def of(  # noqa: PLR0913 - one argument for each thing that is recorded
        cls,
        recommendation: Recommendation,
        *,
        actual: Graded | str | None = None,
        available: Iterable[Graded | str] | None = None,
        acceptable: Iterable[Graded | str] | None = None,
        refused: Iterable[Graded | str] | None = None,
        reasons: Iterable[str] = (),
        explanation: str = "",
        consequences: Iterable[str] = (),
        decided_by: str = "",
        decided_at: AwareDatetime | None = None,
    ) -> Self:
        """Return what became of a recommendation, which stays as it is.

        Args:
            recommendation: What was recommended.
            actual: The service that was given.
            available: Services that could be had.
            acceptable: Services that the person would accept.
            refused: Services that the person refused.
            reasons: Why they differ.
            explanation: In words.
            consequences: What is expected to follow.
            decided_by: Who decided.
            decided_at: When.

        Raises:
            pydantic.ValidationError: Something is not of its kind, or does not go together. It names the field, never
                the value.
        """
        return cls.model_validate(
            {
                "recommended": recommendation.floor.service,
                "recommended_ceiling": recommendation.ceiling.service,
                "rulebook": recommendation.rulebook,
                "actual": actual,
                "available": available,
                "acceptable": acceptable,
                "refused": refused,
                "reasons": reasons,
                "explanation": explanation,
                "consequences": consequences,
                "decided_by": decided_by,
                "decided_at": decided_at,
            }
        )


class NearestSafe(Referring):
    """The least intensive available service that is enough; or that none is, and what is missing.

    Attributes:
        service: The service; None if none is enough.
        enough: How it stands to the need.
        needed: The least that is needed.
        needed_ceiling: The most that may be needed.
        not_enough: Available services below the need, from the least intensive. None of them is safe.
        must_offer: What a programme has to offer beside the service.
        missing: What is missing, where none is enough; and the open questions that could still ask for more.
        names: What the services are called, from the least intensive on; empty for one of which no name is known.
        notice: What this is not.
    """

    service: ServiceValue | None
    enough: Enough
    needed: ServiceValue
    needed_ceiling: ServiceValue
    not_enough: tuple[ServiceValue, ...]
    must_offer: tuple[str, ...]
    missing: tuple[str, ...]
    names: tuple[str, ...] = ()
    notice: str

    def to_text(self) -> str:
        """Return it in a few sentences."""
        least, most = named_in_order(self.needed, self.names), named_in_order(self.needed_ceiling, self.names)
        need = f"The need is {least}" if least == most else f"The need is at least {least} and may be up to {most}"
        enough = "none of the available services is enough"
        if self.service is not None:
            enough = f"{named_in_order(self.service, self.names)}: {self.enough}"
        below = ", ".join(named_in_order(service, self.names) for service in self.not_enough)
        return "\n".join(
            [
                visible(f"{need}; {enough}."),
                *([visible(f"Not enough: {below}.")] if below else []),
                *(f"Must offer: {visible(service)}." for service in self.must_offer),
                *(f"Missing: {visible(question)}." for question in self.missing),
            ]
        )


def _names(recommendation: Recommendation) -> tuple[str, ...]:
    """Return what the services are called; of a recommendation that was read, only possible ones are known."""
    held = recommendation.rulebook_held
    known = (
        {str(shown.service): shown.name for shown in recommendation.services} if held is None else held.service_names
    )
    return tuple(known.get(str(service), "") for service in type(recommendation.floor.service))


class _Asked(Referring, title="nearest_safe"):
    """What is available, read as services."""

    available: _Services


def nearest_safe(recommendation: Recommendation, available: Iterable[Graded | str]) -> NearestSafe:
    """Return the least intensive available service that meets the least that is needed.

    Where there is none between the least and the most that may be needed, it is the nearest above. One below is never
    returned: it is listed as not enough.

    Args:
        recommendation: What is needed.
        available: Services that can be had, such as `["1", "2.5"]`.

    Raises:
        pydantic.ValidationError: `available` holds what is no service, or one twice.
    """
    read = _Asked.model_validate({"available": available, "rulebook": recommendation.rulebook}).available
    is_nothing = recommendation.rulebook.is_nothing
    offered = [service for service in read if not is_nothing(service)]
    floor, ceiling = recommendation.floor.service, recommendation.ceiling.service
    enough = [service for service in (*offered, *((floor,) if is_nothing(floor) else ())) if service >= floor]
    service = min(enough, key=lambda value: value.position, default=None)
    missing = (
        [f"{question.title} ({question.state})" for question in recommendation.missing] if floor != ceiling else []
    )
    names = _names(recommendation)
    if service is None:
        missing.insert(0, f"service {named_in_order(floor, names)} or a more intensive one")
    return NearestSafe(
        rulebook=recommendation.rulebook,
        notice=recommendation.notice,
        service=service,
        enough="nothing is needed" if service is ceiling and is_nothing(ceiling) else _enough(service, ceiling),
        needed=floor,
        needed_ceiling=ceiling,
        not_enough=tuple(option for option in offered if option < floor),
        must_offer=_must_offer(recommendation, service, names),
        missing=tuple(missing),
        names=names,
    )


def _enough(service: Graded | None, ceiling: Graded) -> Enough:
    if service is None:
        return "none is enough"
    if service > ceiling:
        return "more intensive than needed"
    if service < ceiling:
        return "meets what is known"
    return "meets the need"


def _must_offer(recommendation: Recommendation, service: Graded | None, names: Sequence[str]) -> tuple[str, ...]:
    floor, headline, titles = recommendation.floor, recommendation.rulebook.headline, recommendation.rulebook.titles
    beside = {track: value for track, value in floor.tracks.items() if track != headline and not value.is_lowest}
    words = words_of(recommendation)
    offered = [f"{within(titles[track], words)}: {value}" for track, value in beside.items()]
    beside_it = [supplement for supplement in recommendation.supplements if supplement.service == service]
    needed = of_headline(recommendation, named_in_order(floor.service, names))
    offered += [f"{needed} {service.text}" for service in beside_it if str(floor.service) in service.beside]
    return tuple(offered)
