"""Text as it stands in a sentence, a list or a line, whatever it is about."""

from collections.abc import Iterable, Sequence

from placement.language.foreign_text import visible
from placement.language.words import Words


def one_line(text: str) -> str:
    """Return text on one line, with characters that could steer a terminal or turn the reading direction as codes."""
    return visible(" ".join(text.split()))


def within(title: str, words: Words) -> str:
    """Return a title as it stands within a sentence: as declared, or in lower case where the rulebook says so."""
    return title[:1].lower() + title[1:] if words.lower_case_titles and not title[1:2].isupper() else title


def upper_first(text: str) -> str:
    """Return words as they stand at the beginning of a line."""
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """Return a sentence with a full stop, unless it has a mark of its own at its end."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def joined(words: Sequence[str], last: str = "and") -> str:
    """Return words as a list in a sentence."""
    return f" {last} ".join([part for part in (", ".join(words[:-1]), *words[-1:]) if part])


def count(number: int, one: str, several: str) -> str:
    """Return a number with its noun."""
    return f"{number:,} {one if number == 1 else several}"


def cited(sources: Iterable[str]) -> str:
    """Return the ids of sources in square brackets, after a space; nothing where there are none."""
    listed = ", ".join(sources)
    return f" [{listed}]" if listed else ""
