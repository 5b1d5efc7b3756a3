"""Placing one person: an assessment in, a recommendation out."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from importlib.metadata import version
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from placement.assessment.answers import Answers
from placement.engines import durable, reference
from placement.engines.reference import Outcome, Person
from placement.errors import DefinitionError, EngineDisagreement, MismatchedAssessment
from placement.language.declarations import Declared
from placement.language.scale import Scale, Source
from placement.recommendation.case import Case, level_of
from placement.recommendation.contradictions import contradictions
from placement.recommendation.deferred import Deferred
from placement.recommendation.delivery import alternatives, arrangements, services
from placement.recommendation.findings import findings, recorded
from placement.recommendation.reasons import because, level_cases, missing
from placement.recommendation.recommendation import Placement, Ratings, Recommendation, RulebookReference
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Level, MentalHealthCapability, Service, WithdrawalManagement

__all__ = ["Engine", "place"]

Engine: TypeAlias = Literal["auto", "reference", "durable", "both"]

_Evaluate: TypeAlias = Callable[[Declared, Person], Outcome]
_REFERENCE: Final[Mapping[str, _Evaluate]] = MappingProxyType({"reference": reference.evaluate})
_DURABLE: Final[Mapping[str, _Evaluate]] = MappingProxyType({"durable": durable.evaluate})
_BOTH: Final[Mapping[str, _Evaluate]] = MappingProxyType({**_REFERENCE, **_DURABLE})


def _chosen(engine: Engine) -> Mapping[str, _Evaluate]:
    if engine == "auto":
        return _BOTH if durable.available() else _REFERENCE
    known: dict[str, Mapping[str, _Evaluate]] = {"reference": _REFERENCE, "durable": _DURABLE, "both": _BOTH}
    if engine not in known:
        message = "`engine`: expected one of `auto`, `reference`, `durable`, `both`"
        raise ValueError(message)
    return known[engine]


def _differences(end: str, one: str, said: Outcome, other: str, also: Outcome) -> list[str]:
    """Name what two engines disagree about by id. Positions are left out: they tell of the person."""
    found = [f"{end}: rating `{name}` differs" for name, value in said.ratings.items() if also.ratings[name] != value]
    found += [f"{end}: track `{name}` differs" for name, value in said.tracks.items() if also.tracks[name] != value]
    for kind, ours, theirs in (("declaration", said.met, also.met), ("flag", said.flags, also.flags)):
        found += [f"{end}: {kind} `{name}` met by {one} only" for name in sorted(ours - theirs)]
        found += [f"{end}: {kind} `{name}` met by {other} only" for name in sorted(theirs - ours)]
    return found


def _evaluated(rulebook: Rulebook, person: Person, engines: Mapping[str, _Evaluate], end: str) -> Outcome:
    (first, evaluate), *others = engines.items()
    outcome = evaluate(rulebook, person)
    for name, evaluate_too in others:
        differences = _differences(end, first, outcome, name, evaluate_too(rulebook, person))
        if differences:
            raise EngineDisagreement(differences)
    return outcome


def _asked(scales: tuple[type[Scale], ...]) -> dict[str, tuple[object, ...]]:
    return {
        one.id: (one.highest(), one.dimension.id, one.dimension.need, one.closes, one.danger, one.separate)
        for one in scales
    }


@lru_cache(maxsize=256)
def _check_fit(model: type[object], rulebook: Rulebook) -> None:
    """Raise if an assessment does not ask what the rulebook reads, or the rulebook cannot give a recommendation."""
    if not issubclass(model, Answers):
        raise MismatchedAssessment(
            "`assessment`: expected an `Assessment` or an instance of `rulebook.assessment_model()`"
        )
    expected: dict[str, list[str]] = {
        track.id: [str(value) for value in track] for track in (Service, WithdrawalManagement, MentalHealthCapability)
    }
    tracks = {track.id: [str(value) for value in track] for track in rulebook.tracks}
    mistakes = [
        f"`place` needs the track `{name}` with the values {', '.join(f'`{value}`' for value in values)}"
        for name, values in expected.items()
        if tracks.get(name) != values
    ]
    rated = {dimension.id for dimension in rulebook.dimensions if dimension.rated}
    mistakes += [f"`place` needs the rated dimension `{name}`" for name in Ratings.model_fields if name not in rated]
    if [described.level for described in rulebook.levels] != [str(level) for level in Level]:
        mistakes.append(f"`place` needs the levels {', '.join(f'`{level}`' for level in Level)}")
    if mistakes:
        raise DefinitionError(f"rulebook `{rulebook.id}`", mistakes)
    asked, read = _asked(model.scales), _asked(rulebook.scales)
    differing = [f"`{name}`" for name in {**read, **asked} if asked.get(name) != read.get(name)]
    if differing:
        message = (
            f"this assessment does not ask what rulebook `{rulebook.id}` reads: {', '.join(differing)}: "
            "use `rulebook.assessment_model()`"
        )
        raise MismatchedAssessment(message)


_SERVICES: Final = tuple(Service)
_WITHDRAWAL: Final = tuple(WithdrawalManagement)
_CAPABILITY: Final = tuple(MentalHealthCapability)


def _placement(rulebook: Rulebook, outcome: Outcome) -> Placement:
    tracks, ratings = outcome.tracks, outcome.ratings
    return Placement(
        level=level_of(rulebook, outcome),
        service=_SERVICES[tracks[Service.id]],
        withdrawal_management=_WITHDRAWAL[tracks[WithdrawalManagement.id]],
        mental_health_capability=_CAPABILITY[tracks[MentalHealthCapability.id]],
        ratings=Ratings(**{name: ratings[name] for name in Ratings.model_fields}),
        flags=tuple(flag.id for flag in rulebook.flags if flag.id in outcome.flags),
    )


@lru_cache(maxsize=256)
def _reference_to(rulebook: Rulebook) -> RulebookReference:
    return RulebookReference(id=rulebook.id, version=rulebook.version, digest=rulebook.digest)


@lru_cache(maxsize=1)
def _library_version() -> str:
    return version("placement")


def place(assessment: Answers, rulebook: Rulebook = FIVE_LEVEL, engine: Engine = "auto") -> Recommendation:
    """Recommend a level of care for one person, with every reason.

    The need is worked out twice, for the least and the neediest person who fit the answers; where the two differ, the
    recommendation is a range. Nothing is stored, logged or sent.

    Args:
        assessment: What is known: an `Assessment`, or an instance of `rulebook.assessment_model()`.
        rulebook: The rulebook; the shipped one if none is given.
        engine: `auto` runs both engines where durable-rules is installed, and the reference alone elsewhere;
            `reference`, `durable` and `both` choose. The result names the engines that were used.

    Returns:
        The recommendation. Its lists are worked out when they are first read.

    Raises:
        EngineDisagreement: Two engines gave different outcomes.
        EngineUnavailable: durable-rules was asked for and cannot be used here.
        MismatchedAssessment: The assessment does not ask what the rulebook reads.
        DefinitionError: The rulebook lacks a track, dimension or level that a recommendation names.
    """
    engines = _chosen(engine)
    _check_fit(type(assessment), rulebook)
    low, high = assessment.ends()
    floor = _evaluated(rulebook, low, engines, "floor")
    ceiling = floor if high is low else _evaluated(rulebook, high, engines, "ceiling")
    case = Case(rulebook=rulebook, assessment=assessment, low=low, high=high, floor=floor, ceiling=ceiling)
    least = _placement(rulebook, floor)
    most = least if ceiling is floor else _placement(rulebook, ceiling)
    return Recommendation(
        level=least.level if least.level == most.level else None,
        service=least.service if least.service == most.service else None,
        determined=least.level == most.level,
        floor=least,
        ceiling=most,
        possible_flags=tuple(flag for flag in most.flags if flag not in floor.flags),
        answers=Deferred(partial(recorded, case)),
        findings=Deferred(partial(findings, case)),
        because=Deferred(partial(because, case)),
        cases=Deferred(partial(level_cases, case)),
        missing=Deferred(partial(missing, case)),
        conflicts=Deferred(partial(contradictions, case)),
        delivery=Deferred(partial(arrangements, case)),
        alternatives=Deferred(partial(alternatives, case)),
        services=Deferred(partial(services, case)),
        always=rulebook.always,
        sources=Deferred[Source](lambda: rulebook.sources),
        rulebook=_reference_to(rulebook),
        library_version=_library_version(),
        engines=tuple(engines),
    ).holding(case)
