"""A rulebook as a JSON document: what is written, what is read back, and its published schema."""

import json
from dataclasses import fields, is_dataclass
from typing import TYPE_CHECKING, Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from placement.declarations import (
    Alternative,
    Arrangement,
    CeilingGuarantee,
    Cited,
    Conflict,
    Criterion,
    Flag,
    FloorGuarantee,
    LevelDescription,
    Rule,
    ServiceDescription,
)
from placement.errors import DefinitionError
from placement.scale import Dimension, Scale, Source, Track, new_scale, new_track

if TYPE_CHECKING:
    from placement.rulebook import Rulebook

__all__ = ["FORMAT", "from_document", "rulebook_schema", "to_document"]

FORMAT = 1
"""Edition of the document's own shape; a reader refuses any other."""

_STRICT = ConfigDict(strict=True, frozen=True, extra="forbid", hide_input_in_errors=True, defer_build=True)


class AnchorDocument(BaseModel):
    """An anchor of a scale: its key in assessments, and its label."""

    model_config = _STRICT
    key: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    label: str


class ScaleDocument(BaseModel):
    """A scale. Its anchors stand in order, the most favourable first."""

    model_config = _STRICT
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    dimension: str
    anchors: tuple[AnchorDocument, ...]
    closes: bool
    danger: bool
    separate: bool
    sources: Cited


class TrackDocument(BaseModel):
    """A track. Its values stand in order, from nothing to the most."""

    model_config = _STRICT
    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    title: str
    values: tuple[str, ...]


class RulebookDocument(BaseModel):
    """A rulebook of the placement library, as JSON."""

    model_config = _STRICT
    format: Literal[1]
    id: str
    version: str
    title: str
    sources: tuple[Source, ...]
    dimensions: tuple[Dimension, ...]
    scales: tuple[ScaleDocument, ...]
    tracks: tuple[TrackDocument, ...]
    criteria: tuple[Criterion, ...]
    rules: tuple[Rule, ...]
    flags: tuple[Flag, ...]
    guarantees: tuple[FloorGuarantee | CeilingGuarantee, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    arrangements: tuple[Arrangement, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
    levels: tuple[LevelDescription, ...] = ()
    services: tuple[ServiceDescription, ...] = ()
    always: tuple[str, ...] = ()
    delivery_notes: tuple[str, ...] = ()


def _scale(scale: type[Scale]) -> dict[str, object]:
    return {
        "id": scale.id,
        "title": scale.title(),
        "dimension": scale.dimension.id,
        "anchors": [{"key": anchor.key, "label": anchor.label} for anchor in scale],
        "closes": scale.closes,
        "danger": scale.danger,
        "separate": scale.separate,
        "sources": [source.id for source in scale.sources],
    }


def _plain(value: Any) -> Any:  # noqa: ANN401 - any declaration in, its JSON form out
    match value:
        case Source():
            return value.id
        case type() if issubclass(value, Scale):
            return _scale(value)
        case type() if issubclass(value, Track):
            return {"id": value.id, "title": value.title(), "values": [str(one) for one in value]}
        case tuple():
            return [_plain(one) for one in cast("tuple[object, ...]", value)]
        case _:
            return _fields(value) if is_dataclass(value) else value


def _fields(declaration: Any) -> dict[str, Any]:  # noqa: ANN401 - as above
    return {field.name: _plain(getattr(declaration, field.name)) for field in fields(declaration)}


def to_document(rulebook: "Rulebook") -> dict[str, object]:
    """Return everything that a rulebook declares, as JSON values; sources are cited by id."""
    return {"format": FORMAT, **_fields(rulebook), "sources": [_fields(source) for source in rulebook.sources]}


def _mistakes(error: ValidationError) -> list[str]:
    return [f"`{'.'.join(str(part) for part in one['loc'])}`: {one['msg'].lower()}" for one in error.errors()]


def _sources(text: str | bytes) -> dict[str, Source]:
    """Return the sources by id, as far as they can be read; what cannot be read is reported with the rest."""
    try:
        listed = json.loads(text)["sources"]
        return {one["id"]: Source(**one) for one in listed}
    except (ValueError, TypeError, KeyError):
        return {}


def from_document(text: str | bytes) -> dict[str, Any]:
    """Return the arguments of the rulebook that a JSON document declares.

    Raises:
        DefinitionError: The document is not of the schema; every place that is not is named.
    """
    try:
        read = RulebookDocument.model_validate_json(text, context=_sources(text))
    except ValidationError as error:
        subject = "rulebook document"
        raise DefinitionError(subject, _mistakes(error)) from None
    dimensions = {dimension.id: dimension for dimension in read.dimensions}
    scales = tuple(
        new_scale(
            one.id,
            one.title,
            [(anchor.key, anchor.label) for anchor in one.anchors],
            dimension=dimensions.get(one.dimension, Dimension(one.dimension, one.dimension)),
            closes=one.closes,
            danger=one.danger,
            separate=one.separate,
            sources=one.sources,
        )
        for one in read.scales
    )
    said = {name: getattr(read, name) for name in RulebookDocument.model_fields if name != "format"}
    return {**said, "scales": scales, "tracks": tuple(new_track(one.id, one.title, one.values) for one in read.tracks)}


def rulebook_schema() -> dict[str, Any]:
    """Return the JSON schema of a rulebook document."""
    return RulebookDocument.model_json_schema()
