"""What an author declares: criteria, rules, flags, promises, conflicts, arrangements and services. Data, no logic."""

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Protocol, TypeAlias, cast

from pydantic import BeforeValidator, ValidationInfo, WithJsonSchema

from placement.language.condition import AtLeast, AtMost, Condition
from placement.language.graded import Track
from placement.language.scale import Dimension, Scale, Source

__all__ = [
    "Alternative",
    "Arrangement",
    "CeilingGuarantee",
    "Cited",
    "Conflict",
    "Criterion",
    "Declared",
    "Exemption",
    "Figure",
    "Flag",
    "FloorGuarantee",
    "Guarantee",
    "Identified",
    "LevelDescription",
    "Rule",
    "ServiceDescription",
    "Statement",
]


def _look_up(value: object, info: ValidationInfo) -> object:
    """Replace each id in a JSON list of citations by the source it names."""
    if not isinstance(value, list):
        return value
    cited = cast("list[object]", value)
    known = cast("dict[object, Source]", info.context)
    if not all(isinstance(name, str) for name in cited):
        raise ValueError("expected ids of the rulebook's sources")
    unknown = [f"`{name}`" for name in cited if name not in known]
    if unknown:
        message = f"cites {', '.join(unknown)}, not among the rulebook's sources"
        raise ValueError(message)
    return tuple(known[name] for name in cited)


Cited: TypeAlias = Annotated[
    tuple[Source, ...],
    BeforeValidator(_look_up),
    WithJsonSchema({"type": "array", "items": {"type": "string"}, "description": "Ids of entries in `sources`."}),
]
"""The sources of a declaration: objects in Python, ids in JSON."""


@dataclass(frozen=True, slots=True)
class Criterion:
    """What is true of the person: raises the rating of one dimension.

    Attributes:
        id: `dimension.what-it-says`, permanent, never reused.
        summary: One plain sentence.
        when: Condition on scales.
        raises: The dimension and the rating, from 1 to its highest, that it is raised to.
        sources: Where the threshold comes from; at least one.
    """

    id: str
    summary: str
    when: Condition
    raises: AtLeast
    sources: Cited


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows: raises one track. Reads ratings, scales where it is about one fact, and tracks declared before.

    Attributes:
        id: Permanent, never reused.
        summary: One plain sentence.
        when: Condition on ratings, scales, and tracks that are declared before the one it raises.
        raises: The track and the value that it is raised to.
        sources: At least one.
    """

    id: str
    summary: str
    when: Condition
    raises: AtLeast
    sources: Cited


@dataclass(frozen=True, slots=True)
class Flag:
    """What must happen whatever the level. Raised, never lowered.

    Attributes:
        id: `flag.what-it-says`, permanent, never reused.
        text: What to do.
        when: Condition on ratings and scales.
        sources: At least one.
        urgent: It cannot wait for the rest to be read: where it is raised, it is said first.
        services: Names of the services it speaks of, all if empty. It is raised whatever the service; renderings show
            it only if the patient may be given one of these.
    """

    id: str
    text: str
    when: Condition
    sources: Cited
    urgent: bool = False
    services: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FloorGuarantee:
    """A promise that a person with these facts gets at least this; proven by evaluating the least such person.

    Attributes:
        id: `g.what-it-promises`.
        summary: The promise in one plain sentence.
        promises: The track and the least value.
        given: The facts; everything else is 0 in the one person who is evaluated.
    """

    id: str
    summary: str
    promises: AtLeast
    given: tuple[AtLeast, ...]


@dataclass(frozen=True, slots=True)
class CeilingGuarantee:
    """A promise that a person without these facts gets no more than this; proven by evaluating the worst such person.

    Attributes:
        id: `g.what-it-promises`.
        summary: The promise in one plain sentence.
        promises: The track and the largest value.
        without: Ids of scales, and of dimensions standing for all their scales, that are at 0.
        capped: Facts that may be present up to an anchor. Everything else is at its worst in the one person evaluated.
    """

    id: str
    summary: str
    promises: AtMost
    without: tuple[str, ...]
    capped: tuple[AtMost, ...] = ()


Guarantee: TypeAlias = FloorGuarantee | CeilingGuarantee


@dataclass(frozen=True, slots=True)
class Exemption:
    """Why something that `placement.analysis.check` finds is meant to be so.

    Attributes:
        finding: Id of the finding, such as `jump.suicide_risk.4`.
        reason: Why it stands, for a clinician or an author who asks.
    """

    finding: str
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers that contradict each other. Reported beside the recommendation; never changes it.

    Attributes:
        id: `conflict.what-it-says`.
        text: What to ask oneself.
        any_of: Alternatives; each is a list of statements that all hold. It is raised only when every scale in the
            alternative has a definite answer. Without any it is about the age, and raised where none is stated.
    """

    id: str
    text: str
    any_of: tuple[tuple[AtLeast | AtMost, ...], ...]


@dataclass(frozen=True, slots=True)
class Arrangement:
    """How a needed service is provided, given the person's duties and access. Never changes the need.

    Attributes:
        id: `delivery.what-it-arranges`.
        text: What to arrange.
        services: Names of the services it speaks of.
        when: Statements on scales and ratings that all hold.
        sources: May be empty: some are plain consequences.
    """

    id: str
    text: str
    services: tuple[str, ...]
    when: tuple[AtLeast, ...]
    sources: Cited = ()


@dataclass(frozen=True, slots=True)
class Alternative:
    """A way to meet the need at a lower level when one dimension alone creates it and duties weigh heavily.

    The same person is placed again with every scale of one dimension capped. If that needs no more than `at_most`, and
    the guards hold, the alternative is offered beside the recommendation, never instead of it.

    Attributes:
        id: `alternative.what-it-offers`.
        text: What is offered.
        level: Name of the level that the dimension alone creates.
        at_most: Name of the highest level that the capped person may need.
        dimension: Id of the dimension whose scales are capped.
        cap: Highest anchor left to them.
        requires: Duties, any of which must hold.
        guards: Statements about the person as they are, all of which must hold.
    """

    id: str
    text: str
    level: str
    at_most: str
    dimension: str
    cap: int
    requires: tuple[AtLeast, ...]
    guards: tuple[AtMost, ...]


@dataclass(frozen=True, slots=True)
class LevelDescription:
    """One of the levels that users see, and the services that belong to it, from the least to the most."""

    level: str
    name: str
    services: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that a source says of a service, in this project's words."""

    text: str
    sources: Cited = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A range of numbers that a source gives. Figures of different sources stand side by side, never averaged."""

    minimum: int | None = None
    maximum: int | None = None
    sources: Cited = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class ServiceDescription:
    """What a service is.

    Attributes:
        service: Name of the track value.
        name: What it is called; always printed beside the number.
        setting: Where it takes place.
        staffing: Who provides it.
        components: What it consists of.
        for_whom: Whom it is for, where that needs saying.
        hours: Clinical hours a week.
        sessions: How often.
        length: How long.
        group_size: People in a group.
        cost_us_dollars: Cost of the whole programme in US dollars.
        phases: Phases in order.
        supplements: Names of less intensive services that it does not replace: they are given beside it.
        supplement: How they are, such as "beside the residence".
    """

    service: str
    name: str
    setting: str
    staffing: Statement
    components: tuple[str, ...]
    for_whom: str = ""
    hours: tuple[Figure, ...] = ()
    sessions: tuple[Statement, ...] = ()
    length: tuple[Statement, ...] = ()
    group_size: tuple[Figure, ...] = ()
    cost_us_dollars: tuple[Figure, ...] = ()
    phases: tuple[Statement, ...] = ()
    supplements: tuple[str, ...] = ()
    supplement: str = ""


class Declared(Protocol):
    """What an engine reads of a rulebook. Engines know nothing else, and nothing of medicine."""

    @property
    def dimensions(self) -> tuple[Dimension, ...]:
        """Dimensions, rated or not."""
        ...

    @property
    def scales(self) -> tuple[type[Scale], ...]:
        """The facts that a person is asked about."""
        ...

    @property
    def tracks(self) -> tuple[type[Track], ...]:
        """The sides of the answer."""
        ...

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What is true."""
        ...

    @property
    def rules(self) -> tuple[Rule, ...]:
        """What follows."""
        ...

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What must happen whatever the level."""
        ...


class Identified(Declared, Protocol):
    """The same of a rulebook that was checked: an engine keeps what it compiled by the digest."""

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything declared."""
        ...
