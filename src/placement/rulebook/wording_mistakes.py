"""Names and texts of a rulebook that cannot stand in a sentence, a table, an address or a file."""

import re
from collections.abc import Iterator
from typing import Final

from placement.language.scale import Scale
from placement.rulebook.declarations import Declarations

_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+")
_CODE: Final = re.compile(r"\S+")
_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]*:\S*[^\s/]")


def wording_mistakes(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence per mistake, each naming what it is about."""
    for scale in rulebook.scales:
        yield from _anchors(scale)
    yield from _sentences(rulebook)
    words = rulebook.words
    for name, text in (("version", rulebook.version), ("words.level", words.level), ("words.notice", words.notice)):
        if not text.strip():
            yield f"`{name}`: expected text"
    if not _ADDRESS.fullmatch(words.codes.base):
        yield "`words.codes.base`: expected an address without a slash at its end, such as `https://example.org/fhir`"
    for label in words.codes.sensitivity:
        if not _CODE.fullmatch(label.code):
            yield "`words.codes.sensitivity`: expected codes of v3-ActCode, such as `ETH`"


def _anchors(scale: type[Scale]) -> Iterator[str]:
    for anchor in scale:
        if not _KEY.fullmatch(anchor.key):
            yield f"scale `{scale.id}`: `{anchor.name}`: expected a name of letters from A to Z, digits and `_`"
        if _NUMBER.fullmatch(anchor.label) and int(anchor.label) != anchor:
            yield f"scale `{scale.id}`: `{anchor.name}`: expected a label that is not the number of another position"


def _sentences(rulebook: Declarations) -> Iterator[str]:
    """Yield names that end with a full stop or, but for those of levels, are missing: they stand within sentences."""
    named = [
        *((f"dimension `{dimension.id}`: `title`", dimension.title) for dimension in rulebook.dimensions),
        *((f"track `{track.id}`: `{value.name}`", str(value)) for track in rulebook.tracks for value in track),
        *((f"service `{service.service}`: `name`", service.name) for service in rulebook.services),
    ]
    for name, text in named:
        if not text.strip() or text.endswith("."):
            yield f"{name}: expected text, without a full stop at its end"
    for level in rulebook.levels:
        if level.name.endswith("."):
            yield f"level `{level.level}`: `name`: expected text, without a full stop at its end"
