"""What one end of the range gives: level, tracks, ratings and flags; and the rulebook by which it was recommended."""

from collections.abc import Mapping
from contextlib import suppress
from functools import cache, partial
from typing import Annotated, Any, Self, cast

from pydantic import (
    ValidationError,
    model_validator,
)

from placement.assessment.confidential import Discreet, Quiet
from placement.assessment.input_types import Digest
from placement.assessment.named_values import Named, named_in
from placement.errors import MismatchedAssessment
from placement.language.graded import HEADLINE, LEVEL, Graded, Track, graded
from placement.recommendation.contents import Ratings, Tracks
from placement.rulebook.rulebook import Rulebook

LevelValue = Annotated[Graded, Named(LEVEL)]
"""A level."""

ServiceValue = Annotated[Track, Named(HEADLINE)]
"""A value of the headline track."""


class Placement(Quiet):
    """What one end of the range gives. A track is also an attribute: `placement.service`.

    Attributes:
        level: The level.
        service: The value of the headline track, which decides the level.
        tracks: The value of every track, the headline's too.
        ratings: The rated dimensions.
        flags: Ids of what must happen whatever the level.
    """

    level: LevelValue
    service: ServiceValue
    tracks: Tracks
    ratings: Ratings
    flags: tuple[str, ...]

    def __getattr__(self, name: str) -> Track:
        """Return the value of the track of this id.

        Raises:
            AttributeError: There is no such track.
        """
        tracks: Tracks | None = self.__dict__.get("tracks")
        if name.startswith("_") or tracks is None or name not in tracks:
            message = f"`{type(self).__name__}` has no attribute or track `{name}`"
            raise AttributeError(message)
        return tracks[name]


class RulebookReference(Discreet):
    """Which rulebook was used: its id, version and SHA-256 digest."""

    id: str
    version: str
    digest: Digest

    @staticmethod
    def to(rulebook: "Rulebook | RulebookReference") -> "RulebookReference":
        """Return the reference to a rulebook."""
        return RulebookReference(id=rulebook.id, version=rulebook.version, digest=rulebook.digest)

    def expect(self, rulebook: Rulebook) -> Rulebook:
        """Return a rulebook, which has to be the one that is meant.

        Raises:
            MismatchedAssessment: It is another one.
        """
        if rulebook.digest != self.digest:
            named = f"`{rulebook.id}` {rulebook.version}"
            message = f"recommended under another rulebook than {named}: give that one as `rulebook`"
            raise MismatchedAssessment(message)
        return rulebook


class RulebookOutline(RulebookReference):
    """Which rulebook was used, and what it calls its levels and values: enough to read a result without it.

    Attributes:
        levels: Names of the levels, from the least to the most.
        headline: Id of the track that decides the level.
        tracks: Names of the values of each track, from the least to the most.
        titles: What each track is called.
        ratings: The highest rating of each rated dimension.
        called: What a level is, such as "level of care".
        nothing: What the lowest level means where it is the absence of one; else empty.
        rating_words: What each rating means, from 0 on, of dimensions whose highest rating has the last of these words.
    """

    levels: tuple[str, ...]
    headline: str
    tracks: dict[str, tuple[str, ...]]
    titles: dict[str, str]
    ratings: dict[str, int]
    called: str
    nothing: str
    rating_words: tuple[str, ...]

    def is_nothing(self, value: Graded) -> bool:
        """Return whether a level, or a value of the headline track, is the lowest and means that nothing is given."""
        return value.is_lowest and bool(self.nothing)

    def __hash__(self) -> int:
        """Return a hash of the digest."""
        return hash(self.digest)

    @classmethod
    def of(cls, rulebook: Rulebook) -> Self:
        """Return the outline of a rulebook."""
        return cls(
            id=rulebook.id,
            version=rulebook.version,
            digest=rulebook.digest,
            levels=rulebook.names[LEVEL],
            headline=rulebook.headline_track.id,
            tracks={track.id: rulebook.names[track.id] for track in rulebook.tracks},
            titles={track.id: track.title() for track in rulebook.tracks},
            ratings={dimension.id: dimension.highest for dimension in rulebook.dimensions if dimension.rated},
            called=rulebook.words.level,
            nothing=rulebook.words.nothing,
            rating_words=rulebook.words.ratings,
        )


class Referring(Discreet):
    """A model that says in `rulebook` by which rulebook its levels and values are to be read."""

    rulebook: RulebookOutline

    @model_validator(mode="wrap")
    @classmethod
    def _read_in_order(cls, data: Any, handler: Any) -> Self:  # noqa: ANN401 - pydantic's own signature
        given = cast("dict[object, object]", data).get("rulebook") if isinstance(data, dict) else None
        outline = given
        if isinstance(given, dict):
            with suppress(ValidationError):  # the field itself says what is wrong with it
                outline = RulebookOutline.model_validate(given)
        if not isinstance(outline, RulebookOutline):
            return cast("Self", handler(data))
        meant = partial(meant_by, outline)
        with named_in(meant if outline is given else cache(meant)):  # beside an outline, hardly a value is a name
            read: Self = handler(data)
        return read


def meant_by(outline: RulebookOutline) -> Mapping[str, type[Graded]]:
    """Return the classes of a rulebook's levels and values, by kind."""
    classes = {track: graded(track, values) for track, values in outline.tracks.items()}
    if outline.headline in classes:
        classes[HEADLINE] = classes[outline.headline]
    return {**classes, LEVEL: graded(LEVEL, outline.levels)}
