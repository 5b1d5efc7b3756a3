"""How the needed service is provided: arrangements, alternatives and what each service is. Never how much is needed."""

from collections.abc import Iterable, Mapping

from placement.engines.reference import Person, evaluate
from placement.language.condition import All, AtLeast, AtMost
from placement.language.declarations import Alternative, Figure, ServiceDescription, Statement
from placement.recommendation.case import Case, deciding, level_of, possible_services, services_where, verdict
from placement.recommendation.recommendation import Arranged, FigureShown, Offered, ServiceShown
from placement.rulebook.rulebook import Rulebook

__all__ = ["alternatives", "arrangements", "services"]


def _facts(case: Case) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return {**case.low, **case.floor.ratings}, {**case.high, **case.ceiling.ratings}


def _all_hold(statements: Iterable[AtLeast | AtMost], facts: Mapping[str, int]) -> bool:
    return all(
        facts[one.fact] >= one.at_least if isinstance(one, AtLeast) else facts[one.fact] <= one.at_most
        for one in statements
    )


def arrangements(case: Case) -> tuple[Arranged, ...]:
    """Return the arrangements that some completion calls for, for the services that such completions are given."""
    low, high = _facts(case)
    possible = possible_services(case)
    found: list[Arranged] = []
    for one in case.rulebook.arrangements:
        said = verdict(at_floor=_all_hold(one.when, low), at_ceiling=_all_hold(one.when, high))
        if said == "not met":
            continue
        when = All(one.when)
        given = possible if said == "met" else services_where(when, case, one.services)
        services = tuple(service for service in one.services if service in given)
        if services:
            found.append(
                Arranged(
                    id=one.id,
                    text=one.text,
                    services=services,
                    verdict=said,
                    sources=tuple(source.id for source in one.sources),
                    depends_on=deciding(when, case) if said == "unknown" else (),
                )
            )
    return tuple(found)


def alternatives(case: Case) -> tuple[Offered, ...]:
    """Return the alternatives that may be offered whatever the open answers turn out to be.

    Duties must weigh heavily at the floor, the level must be determined, and the guards and the capped person's level
    must hold at the ceiling: an open answer never makes an alternative look safe.
    """
    return tuple(offer for one in case.rulebook.alternatives if (offer := _offer(one, case)) is not None)


def _offer(one: Alternative, case: Case) -> Offered | None:
    level, at_most = case.rulebook.level_type(one.level), case.rulebook.level_type(one.at_most)
    low, high = _facts(case)
    if not (case.floor_level == case.ceiling_level == level and any(_all_hold([duty], low) for duty in one.requires)):
        return None
    most = evaluate(case.rulebook, _capped(case.high, one, case.rulebook))
    if level_of(case.rulebook, most) > at_most or not _all_hold(one.guards, high):
        return None
    least = most if case.high is case.low else evaluate(case.rulebook, _capped(case.low, one, case.rulebook))
    # What is offered is care at `at_most`, so at least its lowest service, even where the capped person needs less.
    headline, lowest = case.rulebook.headline_track, case.rulebook.lowest_service[at_most]
    service, at_least = (list(headline)[max(end.tracks[headline.id], lowest)] for end in (most, least))
    return Offered(id=one.id, text=one.text, service=service, at_least=None if at_least == service else at_least)


def _capped(person: Person, one: Alternative, rulebook: Rulebook) -> Person:
    """Return a person whose scales of the alternative's dimension are at its cap or better."""
    of_it = {scale.id for scale in rulebook.scales if scale.dimension.id == one.dimension}
    return {name: min(position, one.cap) if name in of_it else position for name, position in person.items()}


def _range(figure: Figure) -> str:
    if figure.minimum is None:
        said = f"up to {figure.maximum:,}"
    elif figure.maximum is None:
        said = f"{figure.minimum:,} or more"
    else:
        said = f"{figure.minimum:,} to {figure.maximum:,}"
    return f"{said} ({figure.note})" if figure.note else said


def _said(statement: Statement) -> str:
    return f"{statement.text} ({statement.note})" if statement.note else statement.text


def _figures(described: ServiceDescription) -> tuple[FigureShown, ...]:
    said = [
        *(("hours a week", _range(one), one.sources) for one in described.hours),
        *(("sessions", _said(one), one.sources) for one in described.sessions),
        *(("length", _said(one), one.sources) for one in described.length),
        *(("phase", _said(one), one.sources) for one in described.phases),
        *(("group size", _range(one), one.sources) for one in described.group_size),
        *(("cost in US dollars", _range(one), one.sources) for one in described.cost_us_dollars),
        ("staffing", _said(described.staffing), described.staffing.sources),
    ]
    return tuple(
        FigureShown.model_validate({"what": what, "text": text, "sources": tuple(source.id for source in sources)})
        for what, text, sources in said
    )


def services(case: Case) -> tuple[ServiceShown, ...]:
    """Return what each possible service is, with every source's own figures."""
    described = {one.service: one for one in case.rulebook.services}
    return tuple(
        ServiceShown(
            service=service,
            level=case.rulebook.level_of_service[service.position],
            name=one.name,
            for_whom=one.for_whom,
            setting=one.setting,
            figures=_figures(one),
            components=one.components,
        )
        for service in possible_services(case)
        if (one := described.get(str(service))) is not None
    )
