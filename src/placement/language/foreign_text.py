"""Text from elsewhere, such as a case's title or a stranger's rulebook, before it is read or shown.

Every rendering passes its text through `visible`: a control character can steer a terminal, and a bidirectional one can
turn the order in which a sentence is read. Readers of JSON take the last of a field that is given twice, and an answer
before it would be gone unseen: `given_twice` finds it.
"""

import json
import re
from typing import Any, Final

_ACTING: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls, but for tab and line feed
    r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # Unicode's Bidi_Control
    r"\u2028\u2029\ufeff"  # line and paragraph separators, byte order mark
    r"\ud800-\udfff\U000e0000-\U000e007f]"  # halves of a pair, which no file can hold, and invisible tags
)


def visible(text: str) -> str:
    r"""Return text with every control and bidirectional character written as its code, such as `\u202e`.

    Tabs and line feeds stay: the caller lays the text out.
    """
    return _ACTING.sub(_code, text)


def _code(character: re.Match[str]) -> str:
    number = ord(character[0])
    return f"\\u{number:04x}" if number <= 0xFFFF else f"\\U{number:08x}"  # noqa: PLR2004 - four digits hold no more


def given_twice(text: str | bytes | bytearray) -> str | None:
    """Return a field that one object of a JSON text gives twice; None where there is none, or the text is no JSON.

    Args:
        text: The text.
    """
    repeated: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        seen: set[str] = set()
        for field, _ in pairs:
            if field in seen:
                repeated.append(field)
            seen.add(field)

    try:
        json.loads(text, object_pairs_hook=look, parse_int=str)  # numbers may have more digits than Python reads
    except (ValueError, RecursionError):
        return None
    return repeated[0] if repeated else None
