"""What one end of the range gives: level, tracks, ratings and flags; and the rulebook by which it was recommended."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache, partial
from typing import Annotated, Any, Generic, Self, TypeVar, cast

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    ValidationError,
    ValidatorFunctionWrapHandler,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from placement.assessment.confidential import Discreet, Quiet, Silent
from placement.assessment.input_types import Digest
from placement.assessment.named_values import Named, named_in, value_named
from placement.language.naming import HEADLINE, LEVEL, graded
from placement.language.scale import Graded, Track
from placement.rulebook.rulebook import Rulebook

__all__ = [
    "LevelValue",
    "Placement",
    "Ratings",
    "Referring",
    "RulebookOutline",
    "RulebookReference",
    "ServiceValue",
    "Tracks",
    "meant_by",
]

V = TypeVar("V")

LevelValue = Annotated[Graded, Named(LEVEL)]
"""A level."""

ServiceValue = Annotated[Track, Named(HEADLINE)]
"""A value of the headline track."""


class ByName(Silent, Mapping[str, V], Generic[V]):
    """Values by the name that the rulebook gives them: `ratings["home"]`, or `ratings.home`."""

    __slots__ = ("_values",)

    def __init__(self, values: Mapping[str, V]) -> None:
        """Keep the values as they are now."""
        self._values = dict(values)

    def __getitem__(self, name: str) -> V:
        """Return the value of this name."""
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        """Go through the names, in the order of the rulebook."""
        return iter(self._values)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._values)

    def __getattr__(self, name: str) -> V:
        """Return the value of this name.

        Raises:
            AttributeError: There is none; the names that there are, are listed.
        """
        if name.startswith("_") or name not in self._values:
            known = "" if name.startswith("_") else f"; there are {', '.join(self._values)}"
            raise AttributeError(f"no `{name}`{known}")
        return self._values[name]

    def __hash__(self) -> int:
        """Return a hash of the names and values."""
        return hash(tuple(self._values.items()))

    def __reduce__(self) -> tuple[Any, ...]:
        """Copy and pickle as the values by name."""
        return type(self), (self._values,)


class Ratings(ByName[int]):
    """The rating of each rated dimension, from 0 (no need) to the dimension's highest, by the dimension's id."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Be an object of whole numbers to pydantic."""
        return _object(cls, handler.generate_schema(dict[str, Annotated[int, Field(strict=True, ge=0)]]))


class Tracks(ByName[Track]):
    """The value of each track, by the track's id."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Be an object of names to pydantic."""
        return _object(cls, handler.generate_schema(dict[str, str]))

    @classmethod
    def read(cls, values: Mapping[str, str]) -> Self:
        """Return the values of these names."""
        return cls({track: cast("Track", value_named(track, name)) for track, name in values.items()})


def _object(cls: type[Ratings] | type[Tracks], values: CoreSchema) -> CoreSchema:
    def read(value: object, values: ValidatorFunctionWrapHandler) -> object:
        if isinstance(value, cls):
            return value
        return cls.read(values(value)) if issubclass(cls, Tracks) else cls(values(value))

    return core_schema.no_info_wrap_validator_function(
        read,
        values,
        serialization=core_schema.plain_serializer_function_ser_schema(
            lambda value: {name: one if isinstance(one, int) else str(one) for name, one in value.items()},
            return_schema=values,
        ),
    )


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
