"""Parts of a recommendation that say how: arrangements, alternatives and what the services are."""

from typing import Literal

from placement.assessment.confidential import Quiet
from placement.recommendation.placement import LevelValue, ServiceValue
from placement.recommendation.reasoning import Verdict


class Arranged(Quiet):
    """How a service is provided to this person.

    Attributes:
        id: The arrangement's id.
        text: What to arrange.
        services: The services it is for, as far as a completion that calls for it is given them.
        verdict: `met`, or `unknown` where open answers decide it.
        sources: Ids of the sources.
        depends_on: Ids of the scales whose open answers decide it; empty where it is met.
    """

    id: str
    text: str
    services: tuple[str, ...]
    verdict: Verdict
    sources: tuple[str, ...]
    depends_on: tuple[str, ...] = ()


class Offered(Quiet):
    """Another way to meet the need, offered beside the recommendation and never instead of it.

    Attributes:
        id: Its id.
        text: What is offered.
        service: The service that goes with it: the lowest of the level that it offers, or more where more is needed;
            with open answers, the most that may be needed.
        at_least: The least that may be enough, where open answers leave the service open; else None.
    """

    id: str
    text: str
    service: ServiceValue
    at_least: ServiceValue | None = None


class FigureShown(Quiet):
    """Something that a source says of a service. Sources that differ stand side by side."""

    what: Literal["hours a week", "sessions", "length", "group size", "cost in US dollars", "phase", "staffing"]
    text: str
    sources: tuple[str, ...]


class ServiceShown(Quiet):
    """What a service is: setting, figures with their sources, and components.

    Attributes:
        service: Which.
        level: The level that it belongs to.
        name: What it is called.
        for_whom: Whom it is for; empty where that needs no saying.
        setting: Where it takes place.
        figures: What sources say of it in numbers.
        components: What it consists of.
    """

    service: ServiceValue
    level: LevelValue
    name: str
    for_whom: str
    setting: str
    figures: tuple[FigureShown, ...]
    components: tuple[str, ...]


class Supplement(Quiet):
    """Services that a more intensive one does not replace: they are given beside it.

    Attributes:
        service: Name of the more intensive service.
        beside: Names of the services that it does not replace.
        text: How they are given, such as "beside the residence".
    """

    service: str
    beside: tuple[str, ...]
    text: str
