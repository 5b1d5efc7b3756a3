"""Which column answers which question, and what its codes mean."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Final, TypeAlias

from placement.assessment.answers import OLDEST, UNSURE
from placement.engines.columns.cells import AGE, Code, Question
from placement.engines.columns.frames import Frame
from placement.rulebook.rulebook import Rulebook

_MOST_EDITS: Final = 2
_LETTERS_PER_EDIT: Final = 3

Codes: TypeAlias = Sequence[int | str] | Mapping[str, Sequence[int | str]]
"""Codes for every column that is read, or for each column its own."""


def title(fact: str, column: str) -> str:
    """Return what a column is called in messages, with the question it answers where that is called otherwise."""
    return f"`{column}`" if fact in {column, ""} else f"`{column}` (`{fact}`)"


def listed(names: Sequence[str]) -> Sequence[str]:
    """Return names as a list: text is one name, not a list of its letters."""
    return [names] if isinstance(names, str) else names


def questions(  # noqa: PLR0913 - a table has many sides
    rulebook: Rulebook,
    frame: Frame,
    *,
    columns: Mapping[str, str],
    ignore: Sequence[str],
    missing: Codes,
    unsure: Codes,
) -> tuple[dict[str, Question], list[str]]:
    """Return how each question's column is written, by scale and `age`; and what is wrong with that.

    Args:
        rulebook: Whose questions are asked.
        frame: The frame.
        columns: Column of each question that is not called like it.
        ignore: Columns that answer nothing, whatever they are called.
        missing: Codes that mean "not asked".
        unsure: Codes that mean "unsure".
    """
    ignore = listed(ignore)
    known = [AGE, *(scale.id for scale in rulebook.scales)]
    there = [name for name in frame.columns if name not in ignore]
    mistakes = [*_unknown(columns, known), *_ignored_mistaken(ignore, columns, frame)]
    mistakes += [
        f"{title(fact, columns[fact])}: the frame has no such column"
        for fact in known
        if fact in columns and columns[fact] not in frame.columns
    ]
    asked = {fact: columns.get(fact, fact) for fact in known if columns.get(fact, fact) in there}
    mistakes += _answering_twice(asked)
    mistakes += _overlooked([fact for fact in known if fact not in asked], [*asked.values()], there, frame)
    if not asked.keys() - {AGE} and not mistakes:
        mistakes.append("no column is called like a scale: rename some, or say which in `columns`")
    read = {*asked.values()}
    for name, codes in (("missing", missing), ("unsure", unsure)):
        mistakes += _codes_mistaken(name, codes, read)
    if mistakes:
        return {}, mistakes
    named = {fact: _question(rulebook, fact, column, missing, unsure) for fact, column in asked.items()}
    mistakes += [
        f"`missing` and `unsure`: the same code for {title(fact, question.column)}"
        for fact, question in named.items()
        if {*map(str, question.missing)} & {*map(str, question.unsure)}
    ]
    return named, mistakes


def _unknown(columns: Mapping[str, str], known: Sequence[str]) -> Iterable[str]:
    for fact in columns:
        if fact not in known:
            alike = get_close_matches(str(fact).casefold(), known, n=1)
            yield f"`columns`: `{fact}` is no question of this rulebook{f': is it `{alike[0]}`?' if alike else ''}"


def _ignored_mistaken(ignore: Sequence[str], columns: Mapping[str, str], frame: Frame) -> Iterable[str]:
    for column in ignore:
        if column not in frame.columns:
            yield f"`ignore`: the frame has no column `{column}`"
        elif column in columns.values():
            yield f"`ignore`: `{column}` is named in `columns` too: expected one of the two"


def _overlooked(facts: Sequence[str], read: Sequence[str], there: Sequence[str], frame: Frame) -> Iterable[str]:
    """Say which columns are not read that were probably meant to be: what they hold would count as not asked."""
    for column, fact in lookalikes(facts, (name for name in there if name not in read)):
        if fact != AGE or not _is_of_bands(frame.categories(column)):
            yield (
                f"`{column}` is not read, and no column answers `{fact}`: "
                f"expected it in `columns`, or in `ignore` if it holds something else"
            )


def _is_of_bands(categories: Sequence[str] | None) -> bool:
    """Say whether categories are bands of ages, such as "30-34 years": none of them is an age."""
    return categories is not None and not any(category.replace(".", "").strip().isdecimal() for category in categories)


def _answering_twice(asked: Mapping[str, str]) -> Iterable[str]:
    facts: dict[str, list[str]] = {}
    for fact, column in asked.items():
        facts.setdefault(column, []).append(f"`{fact}`")
    for column, several in facts.items():
        if len(several) > 1:
            yield f"`{column}`: answers {' and '.join(several)}: expected a column for each"


def _codes_mistaken(name: str, codes: Codes, read: set[str]) -> Iterable[str]:
    given: Mapping[str, Sequence[int | str]] = codes if isinstance(codes, Mapping) else {"": codes}
    for column, listed in given.items():
        if column and column not in read:
            yield f"`{name}`: `{column}` is no column that is read"
        elif isinstance(listed, str) or not all(type(code) in {int, str} for code in listed):
            yield f"`{name}`: expected a list of whole numbers and texts{f' for `{column}`' if column else ''}"


def _codes(codes: Codes, column: str) -> tuple[Code, ...]:
    return tuple(codes.get(column, ()) if isinstance(codes, Mapping) else codes)


def _question(rulebook: Rulebook, fact: str, column: str, missing: Codes, unsure: Codes) -> Question:
    absent, doubtful = _codes(missing, column), _codes(unsure, column)
    if fact == AGE:
        return Question(fact, column, OLDEST, {}, absent, doubtful)
    scale = rulebook.scale_named[fact]
    named = {text: int(anchor) for anchor in scale for text in (anchor.label, anchor.key)}
    return Question(fact, column, scale.highest(), named, absent, (UNSURE, *doubtful))


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
