"""Placing one person: an assessment in, a recommendation out."""

from collections.abc import Callable, Mapping
from functools import lru_cache, partial
from importlib.metadata import version
from types import MappingProxyType
from typing import Final, Literal, TypeAlias

from placement.assessment.answers import Answers, rulebook_for
from placement.engines import durable, reference
from placement.engines.reference import Outcome, Person
from placement.errors import EngineDisagreement
from placement.language.graded import Track
from placement.language.scale import Source
from placement.recommendation.case import Case
from placement.recommendation.contents import Deferred, Ratings, Tracks, unchecked
from placement.recommendation.contradictions import contradictions
from placement.recommendation.delivery import alternatives, arrangements, services
from placement.recommendation.findings import findings, recorded
from placement.recommendation.placement import Placement, RulebookOutline
from placement.recommendation.provision import Supplement
from placement.recommendation.reasons import because, level_cases, missing
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook

Engine: TypeAlias = Literal["auto", "reference", "durable", "both"]

_Evaluate: TypeAlias = Callable[[Rulebook, Person], Outcome]
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


def _differences(end: str, first: str, outcome: Outcome, other: str, compared: Outcome) -> list[str]:
    """Name what two engines disagree about by id. Positions are left out: they tell of the person."""
    differences = [
        f"{end}: rating `{name}` differs" for name, value in outcome.ratings.items() if compared.ratings[name] != value
    ]
    differences += [
        f"{end}: track `{name}` differs" for name, value in outcome.tracks.items() if compared.tracks[name] != value
    ]
    for kind, ours, theirs in (("declaration", outcome.met, compared.met), ("flag", outcome.flags, compared.flags)):
        differences += [f"{end}: {kind} `{name}` met by {first} only" for name in sorted(ours - theirs)]
        differences += [f"{end}: {kind} `{name}` met by {other} only" for name in sorted(theirs - ours)]
    return differences


def _evaluated(rulebook: Rulebook, person: Person, engines: Mapping[str, _Evaluate], end: str) -> Outcome:
    (first, evaluate), *others = engines.items()
    outcome = evaluate(rulebook, person)
    for name, evaluate_too in others:
        differences = _differences(end, first, outcome, name, evaluate_too(rulebook, person))
        if differences:
            raise EngineDisagreement(differences)
    return outcome


def _placement(rulebook: Rulebook, outcome: Outcome) -> Placement:
    tracks = {track.id: values[outcome.tracks[track.id]] for track, values in _values(rulebook.tracks)}
    service = tracks[rulebook.headline_track.id]
    return unchecked(
        Placement,
        level=rulebook.level_of_service[service.position],
        service=service,
        tracks=Tracks(tracks),
        ratings=Ratings(outcome.ratings),
        flags=tuple(flag.id for flag in rulebook.flags if flag.id in outcome.flags),
    )


@lru_cache(maxsize=256)
def _values(tracks: tuple[type[Track], ...]) -> tuple[tuple[type[Track], tuple[Track, ...]], ...]:
    # Not by rulebook: one read from JSON equals the declared one, and its tracks are other classes.
    return tuple((track, tuple(track)) for track in tracks)


@lru_cache(maxsize=256)
def _outline(rulebook: Rulebook) -> RulebookOutline:
    return RulebookOutline.of(rulebook)


@lru_cache(maxsize=256)
def _supplements(rulebook: Rulebook) -> tuple[Supplement, ...]:
    described = (service for service in rulebook.services if service.supplements)
    return tuple(
        Supplement(service=service.service, beside=service.supplements, text=service.supplement)
        for service in described
    )


@lru_cache(maxsize=1)
def _library_version() -> str:
    return version("placement")


def place(assessment: Answers, rulebook: Rulebook | None = None, engine: Engine = "auto") -> Recommendation:
    """Recommend a level of care for one person, with every reason.

    Evaluates the rulebook twice, with each open answer at its most and its least favourable value; where the two
    differ, the recommendation is a range. Nothing is stored, logged or sent.

    Args:
        assessment: What is known: an `Assessment`, or an instance of `rulebook.assessment_model()`.
        rulebook: The rulebook; the one that the assessment was made for if none is given.
        engine: `auto` runs both engines where durable-rules is installed, and the reference alone elsewhere;
            `reference`, `durable` and `both` choose. The result names the engines that were used.

    Returns:
        The recommendation. Its lists are computed when they are first read.

    Raises:
        EngineDisagreement: Two engines gave different outcomes.
        EngineUnavailable: durable-rules was asked for and cannot be used here.
        MismatchedAssessment: The assessment does not ask what the rulebook reads.
    """
    engines = _chosen(engine)
    rulebook = rulebook_for(assessment, rulebook)
    low, high = assessment.ends()
    floor = _evaluated(rulebook, low, engines, "floor")
    ceiling = floor if high is low else _evaluated(rulebook, high, engines, "ceiling")
    case = Case(rulebook=rulebook, assessment=assessment, low=low, high=high, floor=floor, ceiling=ceiling)
    least = _placement(rulebook, floor)
    most = least if ceiling is floor else _placement(rulebook, ceiling)
    determined = least.level is most.level
    return unchecked(
        Recommendation,
        {"_case": case},
        rulebook=_outline(rulebook),
        level=least.level if determined else None,
        service=least.service if least.service is most.service else None,
        determined=determined,
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
        supplements=_supplements(rulebook),
        always=rulebook.always,
        sources=Deferred[Source](lambda: rulebook.sources),
        library_version=_library_version(),
        engines=tuple(engines),
        notice=rulebook.words.notice,
    )
