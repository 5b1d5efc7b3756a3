"""Parts of a recommendation that say how: arrangements, alternatives and what the services are."""

from typing import Literal

from placement.assessment.confidential import Quiet
from placement.recommendation.reasoning import Verdict
from placement.rules.levels import Level, Service

__all__ = ["Arranged", "FigureShown", "Offered", "ServiceShown"]


class Arranged(Quiet):
    """How a service is provided to this person.

    Attributes:
        id: The arrangement's id.
        says: What to arrange.
        services: The services it is for, as far as a completion that calls for it is given them.
        verdict: `met`, or `unknown` where open answers decide it.
        sources: Ids of the sources.
        depends_on: Ids of the scales whose open answers decide it; empty where it is met.
    """

    id: str
    says: str
    services: tuple[str, ...]
    verdict: Verdict
    sources: tuple[str, ...]
    depends_on: tuple[str, ...] = ()


class Offered(Quiet):
    """Another way to meet the need, offered beside the recommendation and never instead of it.

    Attributes:
        id: Its id.
        says: What is offered.
        service: The service that goes with it: the lowest of the level that it offers, or more where more is needed;
            with open answers, the most that may be needed.
        at_least: The least that may be enough, where open answers leave the service open; else None.
    """

    id: str
    says: str
    service: Service
    at_least: Service | None = None


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
