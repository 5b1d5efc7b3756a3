# ruff: noqa: ANN401 - whatever can be made up
"""Ways to spoil an input: junk in place of a value, something left out, doubled, cut off or nested beyond reason."""

import copy
import json
import random
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Final

__all__ = ["Secret", "as_text", "junk", "spoilt", "spoilt_text"]


class Secret:
    """What is planted where an answer stands; it may turn up nowhere else.

    Attributes:
        text: A text.
        number: A whole number; its digits are those of no position, age or line.
    """

    def __init__(self, randomly: random.Random) -> None:
        """Make up another."""
        self.number = randomly.randint(10**14, 10**15)
        self.text = f"hush{randomly.randint(10**14, 10**15)}"

    def shows(self, said: str) -> bool:
        """Say whether a text gives it away."""
        return self.text in said or str(self.number) in said


class _Sly:
    """An object that can be compared with nothing, and tells what it hides when it is printed."""

    def __init__(self, hidden: str) -> None:
        self.hidden = hidden

    def __eq__(self, other: object) -> bool:
        raise ArithmeticError(self.hidden)

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return self.hidden


class _Text(str):
    """A text that is not quite a text."""

    __slots__ = ()


class _Number(int):
    """A number that is not quite a number."""


def _never_ending(hidden: str) -> Iterator[str]:
    yield "one"
    raise ArithmeticError(hidden)


_JSON: Final[tuple[Callable[[Secret], Any], ...]] = (
    lambda secret: secret.text,
    lambda secret: secret.number,
    lambda secret: -secret.number,
    lambda secret: secret.number / 3,
    lambda secret: str(secret.number),
    lambda secret: [secret.text],
    lambda secret: {"in": secret.text},
    lambda secret: [[[[secret.number]]]],
    lambda secret: secret.text * 2_000,
    lambda secret: f"{secret.text}\0\u202e",
    lambda secret: f" {secret.text} ",
    lambda _: True,
    lambda _: False,
    lambda _: None,
    lambda _: "",
    lambda _: [],
    lambda _: {},
    lambda _: -1,
    lambda _: 99,
    lambda _: 0.0,
    lambda _: 1.0,
    lambda _: 2**63,
    lambda _: 10**400,
    lambda _: float("nan"),
    lambda _: float("inf"),
    lambda _: "0",
    lambda _: "Unsure",
    lambda _: "unsure",
    lambda _: 17,
)
_PYTHON: Final[tuple[Callable[[Secret], Any], ...]] = (
    lambda secret: _Sly(secret.text),
    lambda secret: _Text(secret.text),
    lambda secret: _Number(secret.number),
    lambda secret: secret.text.encode(),
    lambda secret: Decimal(secret.number),
    lambda secret: complex(secret.number),
    lambda secret: {secret.text},
    lambda secret: (secret.number,),
    lambda secret: ValueError(secret.text),
    lambda secret: _never_ending(secret.text),
    lambda _: _Text("unsure"),
    lambda _: _Number(1),
    lambda _: object(),
    lambda _: object,
    lambda _: ...,
)
_NAMES: Final = ("", "0", "colour", "__class__", "AGE", "housing ", "model_config", "scales", "é" * 50)


def junk(randomly: random.Random, secret: Secret, *, python: bool = True) -> Any:
    """Return something that stands for nothing."""
    return randomly.choice((*_JSON, *_PYTHON) if python else _JSON)(secret)


def _places(data: Any) -> list[tuple[Any, Any]]:
    """Return every place inside some data: what holds it, and its key or number there."""
    found: list[tuple[Any, Any]] = []
    waiting = [data]
    while waiting:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            found.append((holder, key))
            waiting.append(holder[key])
    return found


def spoilt(data: Any, randomly: random.Random, secret: Secret, *, python: bool = False) -> Any:
    """Return a copy of some data with one to three things wrong in it; or something else altogether."""
    if randomly.random() < 0.02:
        return junk(randomly, secret, python=python)
    plain = _places(data)
    data = copy.deepcopy(data)
    for _ in range(randomly.choice((1, 1, 1, 2, 3))):
        places = _places(data)
        if not places:
            return data
        holder, key = randomly.choice(places)
        match randomly.randrange(10):
            case 0:
                del holder[key]
            case 1 if isinstance(holder, dict):
                holder[randomly.choice(_NAMES)] = holder.pop(key)
            case 1:
                holder.insert(key, None)
            case 2:
                other, number = randomly.choice(plain)
                holder[key] = copy.deepcopy(other[number])
            case _:
                holder[key] = junk(randomly, secret, python=python)
    return data


def as_text(data: Any) -> str:
    """Return data as JSON, whether or not JSON can say it."""
    return json.dumps(data, default=repr)


def _unquoted(text: str, at: int, randomly: random.Random) -> str:
    return text[:at] + randomly.choice('{}[]",:\\\0\n 0-e\u00e9\u202e#&*!|>%@`') + text[at:]


def _nested(text: str, at: int, randomly: random.Random) -> str:
    return text[:at] + randomly.choice(("[", '{"a":')) * randomly.choice((3, 300, 100_000)) + text[at:]


_SPELLING: Final[tuple[Callable[[str, int, random.Random], str | bytes], ...]] = (
    lambda text, at, _: text[:at],
    lambda text, at, _: text[:at] + text[at + 1 :],
    lambda text, at, randomly: text[:at].encode() + bytes([randomly.randrange(256)]) + text[at:].encode(),
    lambda text, _, __: text.encode("utf-16"),
    lambda text, _, __: "\ufeff" + text,
    lambda text, _, randomly: text + randomly.choice((text, " ", "\n---\n", "}", ",")),
    lambda text, at, _: f"{text[:at]}\\ud800{text[at:]}",
    _unquoted,
    _nested,
)


def spoilt_text(text: str, randomly: random.Random) -> str | bytes:
    """Return a text with one thing wrong in its spelling."""
    return randomly.choice(_SPELLING)(text, randomly.randrange(len(text) + 1), randomly)
