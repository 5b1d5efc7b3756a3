"""A rulebook: everything that is declared, checked whole when it is built, identified by its content."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Self
from weakref import WeakValueDictionary

from placement.errors import DefinitionError
from placement.language.condition import AtLeast
from placement.language.declarations import (
    LevelDescription,
    Rule,
)
from placement.language.graded import LEVEL, Graded, Track, graded, named, written
from placement.language.scale import Dimension, Scale
from placement.rulebook.declarations import Declarations
from placement.rulebook.mistakes import find_mistakes

if TYPE_CHECKING:
    from placement.assessment.answers import Answers

_identified: "WeakValueDictionary[str, Rulebook]" = WeakValueDictionary()
"""Rulebooks at hand, by digest, as far as that was asked for."""


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Rulebook(Declarations):
    """A checked, immutable set of declarations. Two rulebooks are equal when they say the same.

    Attributes:
        id: Name in kebab case.
        version: Edition; any text that its authors use.
        title: What it is, in one line.
        dimensions: Assessment dimensions.
        scales: The facts that a person is asked about, in the order of asking.
        tracks: What is recommended: the headline track, and others beside it.
        criteria: What is true of the person.
        rules: What follows.
        flags: What must happen whatever the level.
        sources: Everything that is cited.
        guarantees: Promises about every possible person; building the rulebook proves each one.
        exemptions: What `placement.analysis.check` finds and is meant to be so, each with its reason.
        conflicts: Answers that contradict each other.
        arrangements: How services are provided.
        alternatives: Ways to meet a need at a lower level.
        levels: The levels that users see, with the values of the headline track that belong to each, from the least to
            the most; without them each value is a level.
        services: What each value of the headline track is.
        always: What holds at every level.
        delivery_notes: What a reader of the arrangements should know.
        headline: Id of the track that decides the level; the first track if none is named.
        ages: Whom the rulebook is for, by age.
        words: What its levels, ratings and notices are called for those who read them.
        reviews: What a placement is reviewed by, as time goes on.

    Raises:
        DefinitionError: Something in it cannot stand; every mistake is named.
    """

    def __post_init__(self) -> None:
        """Check the whole."""
        mistakes = find_mistakes(self)
        if mistakes:
            raise DefinitionError(f"rulebook `{self.id}`", mistakes)
        for track in self.tracks:
            written.setdefault((track.id, tuple(str(value) for value in track)), track)

    def __repr__(self) -> str:
        """Return the id, the version and the beginning of the digest."""
        return f"<Rulebook {self.id} {self.version} {self.digest[:12]}>"

    def __eq__(self, other: object) -> bool:
        """Say whether the other rulebook declares the same, word for word."""
        return self.digest == other.digest if isinstance(other, Rulebook) else NotImplemented

    def __hash__(self) -> int:
        """Return a hash of the content."""
        return hash(self.digest)

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the canonical JSON: keys sorted, no spaces, UTF-8."""
        digest = hashlib.sha256(self.to_json().encode()).hexdigest()
        _identified.setdefault(digest, self)
        return digest

    def __reduce__(self) -> tuple[Callable[[str, str], "Rulebook"], tuple[str, str]]:
        """Pickle as the JSON, which is read once in each process."""
        return _known_or_read, (self.digest, self.to_json())

    def __copy__(self) -> Self:
        """Return this one: nothing in it changes."""
        return self

    def __deepcopy__(self, memo: object) -> Self:
        """Return this one."""
        return self

    @cached_property
    def scale_named(self) -> dict[str, type[Scale]]:
        """Scales by id."""
        return {scale.id: scale for scale in self.scales}

    @cached_property
    def dimension_named(self) -> dict[str, Dimension]:
        """Dimensions by id."""
        return {dimension.id: dimension for dimension in self.dimensions}

    @cached_property
    def track_named(self) -> dict[str, type[Track]]:
        """Tracks by id."""
        return {track.id: track for track in self.tracks}

    @cached_property
    def rule_named(self) -> dict[str, Rule]:
        """Rules by id."""
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def headline_track(self) -> type[Track]:
        """The track whose value decides the level."""
        return self.track_named[self.headline] if self.headline else self.tracks[0]

    @cached_property
    def service_names(self) -> dict[str, str]:
        """What each value of the headline track is called; empty where that is not described, or is the value."""
        described = {service.service: service.name for service in self.services if service.name != service.service}
        return {value: described.get(value, "") for value in map(str, self.headline_track)}

    def named_service(self, service: Graded) -> str:
        """Return a value of the headline track with what it is called: "2.1 (intensive outpatient)"."""
        return named(service, self.service_names[str(service)])

    @cached_property
    def grouped(self) -> tuple[LevelDescription, ...]:
        """The levels, from the least to the most: those declared, or else one for each value of the headline track."""
        return self.levels or tuple(
            LevelDescription(value, name, (value,)) for value, name in self.service_names.items()
        )

    @cached_property
    def level_type(self) -> type[Graded]:
        """The levels as values in order."""
        return graded(LEVEL, [described.level for described in self.grouped])

    @cached_property
    def names(self) -> dict[str, tuple[str, ...]]:
        """Names of the levels and of each track's values, from the least to the most, by kind."""
        tracks = {track.id: tuple(str(value) for value in track) for track in self.tracks}
        return {LEVEL: tuple(described.level for described in self.grouped), **tracks}

    @cached_property
    def level_named(self) -> dict[Graded, LevelDescription]:
        """Levels, and what each is called."""
        return dict(zip(self.level_type, self.grouped, strict=True))

    @cached_property
    def level_of_service(self) -> tuple[Graded, ...]:
        """The level that each value of the headline track belongs to, by the value's position."""
        return tuple(level for level, described in self.level_named.items() for _ in described.services)

    @cached_property
    def lowest_service(self) -> dict[Graded, int]:
        """Position of the least intensive value of each level."""
        before = accumulate((len(described.services) for described in self.grouped), initial=0)
        return dict(zip(self.level_type, before, strict=False))

    def reach(self, level: Graded) -> AtLeast:
        """Return the condition that a person needs this level or more."""
        return AtLeast(self.headline_track.id, self.lowest_service[level])

    def to_json(self, *, indent: int | None = None) -> str:
        """Return everything declared as JSON.

        Args:
            indent: Spaces by which to indent for human readers; none gives the canonical form that `digest` is over.
        """
        from placement.rulebook.document import to_document  # noqa: PLC0415 - loaded only when asked for

        separators = (",", ":") if indent is None else None
        return json.dumps(to_document(self), ensure_ascii=False, sort_keys=True, separators=separators, indent=indent)

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Return the rulebook that a JSON document declares, checked like any other.

        Raises:
            DefinitionError: The document is not of the published schema, or the rulebook cannot stand, or it takes more
                combinations of answers than can be looked at.
        """
        from placement.rulebook.document import from_document  # noqa: PLC0415 - as above

        rulebook = cls(**from_document(text))
        for declaration in rulebook.declared.values():
            rulebook.lattice.least(declaration.when)
        return rulebook

    def assessment_model(self) -> "type[Answers]":
        """Return the assessment that asks just what this rulebook reads: one field per scale, and `age`.

        The shipped rulebook has its own, `placement.Assessment`, with the same fields written out for type checkers.
        """
        return self._assessment_model

    @cached_property
    def _assessment_model(self) -> "type[Answers]":
        from placement.assessment.answers import answers_model  # noqa: PLC0415 - built only when asked for: it costs milliseconds

        return answers_model(self.scales, self)


def _known_or_read(digest: str, text: str) -> Rulebook:
    return _identified.get(digest) or Rulebook.from_json(text)
