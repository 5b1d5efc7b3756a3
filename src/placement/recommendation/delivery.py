"""How the needed service is provided: arrangements, alternatives and what each service is. Never how much is needed."""

from collections.abc import Iterable, Mapping

from placement.engines.reference import Person, evaluate
from placement.language.condition import All, AtLeast, AtMost
from placement.language.declarations import Alternative, Figure, ServiceDescription, Statement
from placement.recommendation.case import Case, deciding, level_of, possible_services, services_where, verdict
from placement.recommendation.recommendation import Arranged, FigureShown, Offered, ServiceShown
from placement.rulebook.rulebook import Rulebook


def _facts(case: Case) -> tuple[Mapping[str, int], Mapping[str, int]]:
    return {**case.low, **case.floor.ratings}, {**case.high, **case.ceiling.ratings}


def _all_hold(statements: Iterable[AtLeast | AtMost], facts: Mapping[str, int]) -> bool:
    return all(
        facts[test.fact] >= test.at_least if isinstance(test, AtLeast) else facts[test.fact] <= test.at_most
        for test in statements
    )


def arrangements(case: Case) -> tuple[Arranged, ...]:
    """Return the arrangements that some completion calls for, for the services that such completions are given."""
    low, high = _facts(case)
    possible = possible_services(case)
    arranged: list[Arranged] = []
    for arrangement in case.rulebook.arrangements:
        known = verdict(at_floor=_all_hold(arrangement.when, low), at_ceiling=_all_hold(arrangement.when, high))
        if known == "not met":
            continue
        when = All(arrangement.when)
        given = possible if known == "met" else services_where(when, case, arrangement.services)
        services = tuple(service for service in arrangement.services if service in given)
        if services:
            arranged.append(
                Arranged(
                    id=arrangement.id,
                    text=arrangement.text,
                    services=services,
                    verdict=known,
                    sources=tuple(source.id for source in arrangement.sources),
                    depends_on=deciding(when, case) if known == "unknown" else (),
                )
            )
    return tuple(arranged)


def alternatives(case: Case) -> tuple[Offered, ...]:
    """Return the alternatives that may be offered whatever the open answers turn out to be.

    Duties must weigh heavily at the floor, the level must be determined, and the guards and the capped person's level
    must hold at the ceiling: an open answer never makes an alternative look safe.
    """
    return tuple(
        offer for alternative in case.rulebook.alternatives if (offer := _offer(alternative, case)) is not None
    )


def _offer(alternative: Alternative, case: Case) -> Offered | None:
    level, at_most = case.rulebook.level_type(alternative.level), case.rulebook.level_type(alternative.at_most)
    low, high = _facts(case)
    if not (
        case.floor_level == case.ceiling_level == level and any(_all_hold([duty], low) for duty in alternative.requires)
    ):
        return None
    most = evaluate(case.rulebook, _capped(case.high, alternative, case.rulebook))
    if level_of(case.rulebook, most) > at_most or not _all_hold(alternative.guards, high):
        return None
    least = most if case.high is case.low else evaluate(case.rulebook, _capped(case.low, alternative, case.rulebook))
    # What is offered is care at `at_most`, so at least its lowest service, even where the capped person needs less.
    headline, lowest = case.rulebook.headline_track, case.rulebook.lowest_service[at_most]
    service, at_least = (list(headline)[max(end.tracks[headline.id], lowest)] for end in (most, least))
    return Offered(
        id=alternative.id, text=alternative.text, service=service, at_least=None if at_least == service else at_least
    )


def _capped(person: Person, alternative: Alternative, rulebook: Rulebook) -> Person:
    """Return a person whose scales of the alternative's dimension are at its cap or better."""
    of_it = {scale.id for scale in rulebook.scales if scale.dimension.id == alternative.dimension}
    return {name: min(position, alternative.cap) if name in of_it else position for name, position in person.items()}


def _range(figure: Figure) -> str:
    if figure.minimum is None:
        text = f"up to {figure.maximum:,}"
    elif figure.maximum is None:
        text = f"{figure.minimum:,} or more"
    else:
        text = f"{figure.minimum:,} to {figure.maximum:,}"
    return f"{text} ({figure.note})" if figure.note else text


def _said(statement: Statement) -> str:
    return f"{statement.text} ({statement.note})" if statement.note else statement.text


def _figures(described: ServiceDescription) -> tuple[FigureShown, ...]:
    figures = [
        *(("hours a week", _range(figure), figure.sources) for figure in described.hours),
        *(("sessions", _said(statement), statement.sources) for statement in described.sessions),
        *(("length", _said(statement), statement.sources) for statement in described.length),
        *(("phase", _said(phase), phase.sources) for phase in described.phases),
        *(("group size", _range(figure), figure.sources) for figure in described.group_size),
        *(("cost in US dollars", _range(figure), figure.sources) for figure in described.cost_us_dollars),
        ("staffing", _said(described.staffing), described.staffing.sources),
    ]
    return tuple(
        FigureShown.model_validate({"what": what, "text": text, "sources": tuple(source.id for source in sources)})
        for what, text, sources in figures
        if text
    )


def services(case: Case) -> tuple[ServiceShown, ...]:
    """Return what each possible service is, with every source's own figures."""
    described = {service.service: service for service in case.rulebook.services}
    return tuple(
        ServiceShown(
            service=service,
            level=case.rulebook.level_of_service[service.position],
            name=shown.name,
            for_whom=shown.for_whom,
            setting=shown.setting,
            figures=_figures(shown),
            components=shown.components,
        )
        for service in possible_services(case)
        if (shown := described.get(str(service))) is not None
    )
