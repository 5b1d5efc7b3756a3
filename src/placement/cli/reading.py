"""Files into plain data: JSON and YAML, read strictly and without ever quoting what they hold.

YAML is a trap for health records: `no` is a truth value, `017` is 15, and an alias can blow up to gigabytes. So it is
read as if it were JSON with fewer quotation marks: mappings, lists, text, whole and decimal numbers, `true`, `false`
and `null`; everything else that stands without quotes is text. Aliases, tags and a second document are refused.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NoReturn, TypeAlias

import yaml
from pydantic import ValidationError

from placement.errors import PlacementError
from placement.language.foreign_text import given_twice

Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
"""What a file can say."""

_LARGEST: Final = 1_000_000
"""Bytes; a case takes about two thousand."""

_DEEPEST: Final = 20
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]{0,63}")
_WHOLE: Final = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_DECIMAL: Final = re.compile(r"-?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")
_WORDS: Final[dict[str, bool | None]] = {"true": True, "false": False, "null": None, "~": None, "": None}
_MARKED: Final = "mapping values are not allowed here"


class BadInput(PlacementError, ValueError):
    """A file that cannot be used: says where, and what was expected, and nothing that stands in it."""


def named(field: object) -> str:
    """Return a field's name in backticks; if it does not look like a name, only say that there is a field."""
    return f"`{field}`" if isinstance(field, str) and _NAME.fullmatch(field) else "a field whose name is not an id"


def cannot_be(done: str, error: OSError) -> str:
    """Return that a file cannot be read or written, and what the system says of it."""
    return f"cannot be {done}: {(error.strerror or 'input or output error').lower()}"


def mistakes_in(error: ValidationError) -> Iterator[str]:
    """Go through where each mistake is, counted from 1, and what was expected there; nothing that stands there."""
    for line in error.errors(include_input=False):
        place = " ".join(str(step + 1) if isinstance(step, int) else named(step) for step in line["loc"])
        expected = f"{line['msg'][:1].lower()}{line['msg'][1:]}"
        yield f"{place}: {expected}" if place else expected


def read_bytes(name: str, largest: int = _LARGEST) -> bytes:
    """Return what a file holds; `-` is standard input.

    Raises:
        BadInput: It cannot be read, or holds more bytes than `largest`.
    """
    try:
        if name == "-":
            content = sys.stdin.buffer.read(largest + 1)
        else:
            with Path(name).open("rb") as file:
                content = file.read(largest + 1)
    except OSError as error:
        raise BadInput(cannot_be("read", error)) from None
    except ValueError:
        raise BadInput("cannot be read: expected a path") from None
    if len(content) > largest:
        raise BadInput(f"is too large: expected at most {largest:,} bytes")
    return content


def read_data(name: str, content: bytes) -> Json:
    """Return what a JSON or YAML file says; the suffix tells which, else a first `{` or `[` means JSON.

    Raises:
        BadInput: It is neither, says something twice, or holds what is no character.
    """
    text = _text(content)
    if not text.strip():
        raise BadInput("is empty: expected a case")
    suffix = Path(name).suffix.lower()
    looks_like_json = suffix not in {".yaml", ".yml"} and text.lstrip().startswith(("{", "["))
    data = _json(text) if suffix == ".json" or looks_like_json else _yaml(text)
    try:
        json.dumps(data, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # from an escape such as \ud800, which no terminal, file or database takes
        message = "holds half of a character (a lone surrogate): expected text"
    else:
        return data
    raise BadInput(message)


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"is not text in UTF-8: byte {error.start + 1}"
    raise BadInput(message)  # outside, so that the first error, which carries the content, is not chained to this one


def _json(text: str) -> Json:
    try:
        data: Json = json.loads(text, parse_constant=_no_such_number)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: line {error.lineno}, column {error.colno}"
    except BadInput:
        raise
    except ValueError:  # Python's own limit on the digits of a number
        message = "is not valid JSON: a number has too many digits"
    except RecursionError:
        message = "is nested too deeply"
    else:
        twice = given_twice(text)
        if twice is None:
            return data
        message = f"{named(twice)}: given twice"
    raise BadInput(message)


def _no_such_number(_: str) -> NoReturn:
    raise BadInput("is not valid JSON: expected numbers to be finite")


def _yaml(text: str) -> Json:
    try:
        return _Events(text).whole()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = "" if mark is None else f": line {mark.line + 1}, column {mark.column + 1}"
        # The messages of YAML quote the text; this one does not, and is the mistake that people make.
        hint = " (put text that holds a colon in quotation marks)" if error.problem == _MARKED else ""
    except BadInput:
        raise
    except (yaml.YAMLError, ValueError, OverflowError):  # the latter two of an escape beyond the last character
        place, hint = "", " (it holds characters that YAML does not allow)"
    raise BadInput(f"is not valid YAML{place}{hint}")


def _at(event: Any, expected: str) -> BadInput:  # noqa: ANN401 - an event: the stubs let its place be unknown
    return BadInput(f"line {event.start_mark.line + 1}: {expected}")


class _Events:
    """Reads the one document of a YAML text, as far as it is no more than JSON could say."""

    def __init__(self, text: str) -> None:
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=yaml.SafeLoader)

    def whole(self) -> Json:
        next(self._events)  # the stream starts
        if isinstance(next(self._events), yaml.StreamEndEvent):
            raise BadInput("is empty: expected a case")
        value = self._value(next(self._events), 0)
        next(self._events)  # the document ends
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            raise _at(after, "a second document: put several cases into a list")
        return value

    def _value(self, event: yaml.Event, depth: int) -> Json:
        if depth > _DEEPEST:
            raise _at(event, "nested too deeply")
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise _at(event, "an anchor or alias (`&`, `*`): write the value out")
        if getattr(event, "tag", None) is not None:
            raise _at(event, "a tag (`!`): expected plain values")
        match event:
            case yaml.MappingStartEvent():
                return self._mapping(depth)
            case yaml.SequenceStartEvent():
                return list(self._items(depth))
            case _:
                return _scalar(event)

    def _items(self, depth: int) -> Iterator[Json]:
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            yield self._value(event, depth + 1)

    def _mapping(self, depth: int) -> dict[str, Json]:
        mapping: dict[str, Json] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                raise _at(event, "expected the name of a field")
            if event.value in mapping:
                raise _at(event, f"{named(event.value)}: given twice")
            mapping[event.value] = self._value(next(self._events), depth + 1)
        return mapping


def _scalar(event: Any) -> Json:  # noqa: ANN401 - a scalar event: the stubs say too little
    text: str = event.value
    if event.style is not None:  # quoted, or a block of text
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text
