"""A rulebook as a JSON document: what is written, what is read back, and its published schema."""

import json
import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Annotated, Any, Final, Literal, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from placement.errors import DefinitionError
from placement.language.declarations import (
    Alternative,
    Arrangement,
    CeilingGuarantee,
    Cited,
    Conflict,
    Criterion,
    Exemption,
    Flag,
    FloorGuarantee,
    LevelDescription,
    Rule,
    ServiceDescription,
)
from placement.language.foreign_text import given_twice
from placement.language.graded import Track, new_track
from placement.language.reviews import ReviewRules
from placement.language.scale import Dimension, Scale, Source, new_scale
from placement.language.words import Ages, Words
from placement.rulebook.declarations import Declarations
from placement.rulebook.limits import MOST_DECLARED, MOST_POSITIONS

FORMAT = 1
"""Edition of the document's own shape; a reader refuses any other."""

_STRICT = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


_T = TypeVar("_T")
_Several = Annotated[tuple[_T, ...], Field(max_length=MOST_DECLARED)]


class AnchorDocument(BaseModel):
    """An anchor of a scale: its key in assessments, and its label."""

    model_config = _STRICT
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: str


def _told_apart(anchors: tuple[AnchorDocument, ...]) -> tuple[AnchorDocument, ...]:
    if len({anchor.key for anchor in anchors}) != len(anchors):
        message = "expected a different key for each anchor"
        raise ValueError(message)
    return anchors


class ScaleDocument(BaseModel):
    """A scale. Its anchors stand in order, the most favourable first."""

    model_config = _STRICT
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    dimension: str
    anchors: Annotated[tuple[AnchorDocument, ...], Field(max_length=MOST_POSITIONS), AfterValidator(_told_apart)]
    closes: bool
    danger: bool
    separate: bool
    fixed: bool = False
    sources: Cited


class TrackDocument(BaseModel):
    """A track. Its values stand in order, from nothing to the most."""

    model_config = _STRICT
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    values: Annotated[tuple[str, ...], Field(max_length=MOST_POSITIONS)]


class RulebookDocument(BaseModel):
    """A rulebook of the placement library, as JSON."""

    model_config = _STRICT
    format: Literal[1]
    id: str
    version: str
    title: str
    sources: _Several[Source]
    dimensions: _Several[Dimension]
    scales: _Several[ScaleDocument]
    tracks: _Several[TrackDocument]
    criteria: _Several[Criterion]
    rules: _Several[Rule]
    flags: _Several[Flag]
    guarantees: _Several[FloorGuarantee | CeilingGuarantee] = ()
    exemptions: _Several[Exemption] = ()
    conflicts: _Several[Conflict] = ()
    arrangements: _Several[Arrangement] = ()
    alternatives: _Several[Alternative] = ()
    levels: _Several[LevelDescription] = ()
    services: _Several[ServiceDescription] = ()
    always: _Several[str] = ()
    delivery_notes: _Several[str] = ()
    headline: str = ""
    ages: Ages = Ages()
    words: Words = Words()
    reviews: Annotated[ReviewRules, Field(default_factory=ReviewRules)]


def _scale(scale: type[Scale]) -> dict[str, object]:
    return {
        "id": scale.id,
        "title": scale.title(),
        "dimension": scale.dimension.id,
        "anchors": [{"key": anchor.key, "label": anchor.label} for anchor in scale],
        "closes": scale.closes,
        "danger": scale.danger,
        "separate": scale.separate,
        "fixed": scale.fixed,
        "sources": [source.id for source in scale.sources],
    }


def _track(track: type[Track]) -> dict[str, object]:
    return {"id": track.id, "title": track.title(), "values": [str(value) for value in track]}


def _plain(value: Any) -> Any:  # noqa: ANN401 - any declaration in, its JSON form out
    match value:
        case str() | int():  # most are, so this comes first
            return value
        case Source():
            return value.id
        case type():
            return _scale(value) if issubclass(value, Scale) else _track(cast("type[Track]", value))
        case Mapping():
            return dict(cast("Mapping[str, object]", value))
        case tuple():
            return [_plain(part) for part in cast("tuple[object, ...]", value)]
        case _:
            return _fields(value) if is_dataclass(value) else value


@cache
def _names(declaration: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cast("type[Any]", declaration)))


def _fields(declaration: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {name: _plain(getattr(declaration, name)) for name in _names(cast("Hashable", type(declaration)))}


def to_document(rulebook: Declarations) -> dict[str, object]:
    """Return everything that a rulebook declares, as JSON values; sources are cited by id."""
    return {"format": FORMAT, **_fields(rulebook), "sources": [_fields(source) for source in rulebook.sources]}


_KINDS: Final = frozenset({"AtLeast", "AtMost", "All", "Any", "Count", "FloorGuarantee", "CeilingGuarantee"})
"""Kinds among which a reader has to choose; in the place of a mistake they follow what was read as one of them."""

_CONDITION_SAID: Final = (
    '{}: expected {{"fact": ..., "at_least": ...}}, {{"all": [...]}}, {{"any": [...]}} or {{"count": ..., "of": [...]}}'
)

_ID: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")

_MISFITS: Final = {
    "missing": "is missing",
    "extra_forbidden": "is not known",
    "unexpected_keyword_argument": "is not known",
}


def _choices(place: Sequence[int | str]) -> Iterator[tuple[Sequence[int | str], str]]:
    for depth, part in enumerate(place):
        if part in _KINDS:
            yield place[:depth], str(part)


def _declared_at(document: object, place: Sequence[int | str]) -> str:
    """Return which declaration a place in a document is in, " of `mind.low`"; nothing where it has no readable id."""
    name, part = "", document
    for step in place:
        part = _part(part, step)
        named = _part(part, "id")
        name = f" of `{named}`" if isinstance(named, str) and _ID.fullmatch(named) else name
    return name


def _part(value: object, step: int | str) -> object:
    if isinstance(step, int):
        return cast("list[object]", value)[step] if isinstance(value, list) else None
    return cast("dict[str, object]", value).get(step) if isinstance(value, dict) else None


def _mistakes(error: ValidationError, document: object) -> list[str]:
    """Return one sentence per mistake. Where every kind was tried and none fits, the one that is nearest is meant."""
    errors = error.errors()
    tried: dict[Sequence[int | str], dict[str, tuple[int, int]]] = defaultdict(dict)
    for mistake in errors:
        for place, kind in _choices(mistake["loc"]):
            misfits, problems = tried[place].get(kind, (0, 0))
            misfit = mistake["type"] in _MISFITS and len(mistake["loc"]) == len(place) + 2
            tried[place][kind] = misfits + misfit, problems + 1
    downwards = {mistake["loc"][:-1] for mistake in errors if _downwards(mistake)}
    nearest = {place: min(kinds, key=kinds.__getitem__) for place, kinds in tried.items()}
    return [
        _CONDITION_SAID.format(_place(mistake, document))
        if mistake["type"] == "dataclass_type" and "All" in tried.get(mistake["loc"][:-1], ())
        else _said(mistake, document)
        for mistake in errors
        if all(nearest[place] == kind for place, kind in _choices(mistake["loc"]))
        and not (mistake["type"] == "missing" and mistake["loc"][:-1] in downwards)
    ]


def _place(mistake: ErrorDetails, document: object) -> str:
    steps = [step for step in mistake["loc"] if step not in _KINDS]
    return f"`{'.'.join(map(str, steps))}`{_declared_at(document, steps)}"


def _downwards(mistake: ErrorDetails) -> bool:
    """Say whether a condition was to hold for less need."""
    return mistake["type"] == "unexpected_keyword_argument" and mistake["loc"][-1] in {"not", "at_most"}


def _said(mistake: ErrorDetails, document: object) -> str:
    place = _place(mistake, document)
    if _downwards(mistake):
        return (
            f"{place}: there is no `{mistake['loc'][-1]}`: need only grows, so no condition holds for less need and "
            "fails for more"
        )
    if mistake["type"] in _MISFITS:
        return f"{place} {_MISFITS[mistake['type']]}"
    problem = mistake["msg"].removeprefix("Value error, ")
    problem = problem[0].lower() + problem[1:]
    return f"{place}: {problem}" if mistake["loc"] else problem


def _read(text: str | bytes) -> object:
    """Return a document as JSON values; None where it is none, which is reported with the rest."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _sources(document: Any) -> dict[str, Source]:  # noqa: ANN401 - of any shape
    """Return the sources by id, as far as they can be read; what cannot be read is reported with the rest."""
    try:
        return {source["id"]: Source(**source) for source in document["sources"]}
    except (TypeError, KeyError):
        return {}


def from_document(text: str | bytes) -> dict[str, Any]:
    """Return the arguments of the rulebook that a JSON document declares.

    Raises:
        DefinitionError: The document is not of the schema; every place that is not is named.
    """
    subject = "rulebook document"
    twice = given_twice(text)
    if twice is not None:
        raise DefinitionError(subject, [f"`{twice}`: expected each field of an object once"])
    document = _read(text)
    try:
        read = RulebookDocument.model_validate_json(text, context=_sources(document))
    except ValidationError as error:
        raise DefinitionError(subject, _mistakes(error, document)) from None
    dimensions = {dimension.id: dimension for dimension in read.dimensions}
    scales = tuple(
        new_scale(
            scale.id,
            scale.title,
            [(anchor.key, anchor.label) for anchor in scale.anchors],
            dimension=dimensions.get(scale.dimension, Dimension(scale.dimension, scale.dimension)),
            closes=scale.closes,
            danger=scale.danger,
            separate=scale.separate,
            fixed=scale.fixed,
            sources=scale.sources,
        )
        for scale in read.scales
    )
    fields_read = {name: getattr(read, name) for name in RulebookDocument.model_fields if name != "format"}
    return {
        **fields_read,
        "scales": scales,
        "tracks": tuple(new_track(track.id, track.title, track.values) for track in read.tracks),
    }


def rulebook_schema() -> dict[str, Any]:
    """Return the JSON schema of a rulebook document."""
    return RulebookDocument.model_json_schema()
