"""Columns that were probably meant to answer a scale, but are not called quite like it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

__all__ = ["lookalikes"]

_MOST_EDITS: Final = 2
_LETTERS_PER_EDIT: Final = 3


def lookalikes(facts: Sequence[str], columns: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Return the columns whose name is nearly that of a fact, each with the nearest fact.

    A name is nearly that of a fact if the two differ in case, spaces and punctuation alone, or by one or two letters:
    one in names of fewer than six letters, where two would be another word.

    Args:
        facts: Ids of scales, or `age`.
        columns: Names of columns.
    """
    letters = {fact: _letters(fact) for fact in facts}
    for column in columns:
        name = _letters(column)
        edits = {
            fact: _edits(name, plain)
            for fact, plain in letters.items()
            if abs(len(name) - len(plain)) <= _MOST_EDITS  # cheap, and rules out most
        }
        near = [fact for fact in edits if edits[fact] <= min(_MOST_EDITS, len(letters[fact]) // _LETTERS_PER_EDIT)]
        if near:
            yield column, min(near, key=edits.__getitem__)


def _letters(name: object) -> str:
    return "".join(filter(str.isalnum, str(name).casefold()))


def _edits(name: str, other: str) -> int:
    """Return how many letters have to be added, left out, replaced or swapped with their neighbour (Damerau, OSA)."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(name, start=1):
        row = [i]
        for j, wanted in enumerate(other, start=1):
            swapped = i > 1 and j > 1 and letter == other[j - 2] and name[i - 2] == wanted
            swap = [rows[i - 2][j - 2] + 1] if swapped else []
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != wanted), *swap))
        rows.append(row)
    return rows[-1][-1]
