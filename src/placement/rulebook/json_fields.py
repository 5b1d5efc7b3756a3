"""Fields that a JSON text gives twice. Readers take the last of them, and an answer before it would be gone unseen."""

import json
from typing import Any

__all__ = ["given_twice"]


def given_twice(text: str | bytes | bytearray) -> str | None:
    """Return a field that one object of a JSON text gives twice; None where there is none, or the text is no JSON.

    Args:
        text: The text.
    """
    found: list[str] = []

    def look(pairs: list[tuple[str, Any]]) -> None:
        seen: set[str] = set()
        for field, _ in pairs:
            if field in seen:
                found.append(field)
            seen.add(field)

    try:
        json.loads(text, object_pairs_hook=look, parse_int=str)  # numbers may have more digits than Python reads
    except (ValueError, RecursionError):
        return None
    return found[0] if found else None
