"""What an audit reads beside the answers: what was given, the group, and the recorded reason."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, cast

import numpy as np

from placement.cohort.auditing.estimates import Counts
from placement.cohort.auditing.tally import Clusters, Ladder, Tally
from placement.engines.columns.counting import PEOPLE, Column
from placement.explain.sentences import one_line
from placement.language.discrepancies import DISCREPANCY_REASONS

NO_LABEL: Final = "(not recorded)"
"""Label of the group of those whose cell is empty."""


NONE_AS_TEXT: Final = "None"
"""What Python writes where there is nothing. As what was given it is taken for a gap, not for the level `none`."""

_NUMBER: Final = re.compile(r"([+-]?[0-9]+)(?:\.([0-9]*?)0*)?")


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the cells of one column.

    Attributes:
        column: Name of the column.
        means: What each text means; None is "not known".
        expected: What may stand there, in words.
        codes: What the caller's own codes mean, read before anything else.
        none_as_text: The text `None` is a gap.
    """

    column: str
    means: Mapping[str, int | str | None]
    expected: str
    codes: Mapping[object, int | str | None]
    none_as_text: bool = False

    def read(self, cell: object) -> int | str | None:
        """Return what a cell means; None where it is empty.

        Raises:
            KeyError: It means nothing.
        """
        if cell in self.codes:
            return self.codes[cell]
        if cell is None or cell == "" or self.is_none_as_text(cell):
            return None
        text = _text(cell)
        return self.means[text if text in self.means else _without_zeros(text)]

    def is_none_as_text(self, cell: object) -> bool:
        """Say whether a cell holds the text `None`, and that is a gap."""
        gap = isinstance(cell, str) and cell.strip() == NONE_AS_TEXT and cell not in self.codes
        return self.none_as_text and gap

    def read_or_nothing(self, cell: object) -> int | str | None:
        """Return what a cell means; None where it is empty or means nothing."""
        return self.read(cell) if self._is_read(cell) else None

    def unread(self, cells: Iterable[object]) -> list[object]:
        """Return the cells that mean nothing."""
        return [cell for cell in dict.fromkeys(cells) if not self._is_read(cell)]

    def _is_read(self, cell: object) -> bool:
        try:
            self.read(cell)
        except KeyError:
            return False
        return True


def _shortest(number: float) -> str:
    """Return a number as it was written: in single precision, 2.1 is the number nearest to it that there is."""
    with np.errstate(over="ignore"):
        single = np.float32(number)
    return np.format_float_positional(single, trim="-") if float(single) == number else f"{number:.15g}"


def _text(cell: object) -> str:
    return _shortest(cell) if isinstance(cell, float) else str(cell).strip().casefold()


def _without_zeros(text: str) -> str:
    """Return a number without the zeros that say nothing: `3.0` is `3`, a decimal 2.10 is `2.1`. Other text stays."""
    number = _NUMBER.fullmatch(text)
    return text if number is None else ".".join(filter(None, number.groups()))


def given_reader(column: str, ladder: Ladder, codes: Mapping[object, str | None]) -> Reader:
    """Return what reads what was given: steps of the ladder; where these are levels, services count as their level.

    Args:
        column: Name of the column.
        ladder: What is compared.
        codes: The caller's own codes, each with the name of a level or a service, or None for "not known". A number
            stands for its texts too.

    Raises:
        ValueError: A code stands for no level and no service.
    """
    steps = dict(zip(ladder.services, ladder.step_of_service, strict=True))
    steps |= {name: step for step, name in enumerate(ladder.names)}
    if any(name is not None and name not in steps for name in codes.values()):
        message = f"`codes`: expected {ladder.at}s to be one of {', '.join(ladder.names)}, or None"
        raise ValueError(message)
    told_apart = Counter(map(_text, steps))  # names that differ in capitals alone are read as they are written
    coded: dict[object, int | None] = {name: step for name, step in steps.items() if told_apart[_text(name)] > 1}
    coded |= {code: None if name is None else steps[name] for code, name in codes.items()}
    means: dict[str, int | str | None] = {
        _text(name): step for name, step in steps.items() if told_apart[_text(name)] == 1
    }
    means |= {_without_zeros(_text(code)): step for code, step in coded.items() if _NUMBER.fullmatch(_text(code))}
    expected = f"a {ladder.at}: one of {', '.join(ladder.names)}"
    return Reader(column, means, expected, coded, none_as_text=NONE_AS_TEXT not in steps)


def reason_reader(column: str) -> Reader:
    """Return what reads the recorded reason for a difference."""
    means: dict[str, int | str | None] = {reason.id: reason.id for reason in DISCREPANCY_REASONS}
    return Reader(column, means, "the id of a discrepancy reason", {})


def label(cell: object) -> str:
    """Return what a group is called: its cell as one line of text."""
    if cell is None:
        return NO_LABEL
    if isinstance(cell, float):
        return _shortest(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return one_line(str(cell))


def _in_order(cells: Sequence[object]) -> list[object]:
    """Return cells sorted where they can be compared, else by their text; what is not recorded comes last."""
    recorded: list[Any] = [cell for cell in cells if cell is not None]
    try:
        in_order = sorted(recorded)
    except TypeError:
        in_order = sorted(recorded, key=str)
    return [*in_order, None] if len(in_order) < len(cells) else in_order


@dataclass(frozen=True, slots=True)
class Kind:
    """People of whom the same is known.

    Attributes:
        people: How many.
        floor: Position of the service at the floor.
        ceiling: Position of the service at the ceiling.
        given: The step of what was given; None where that is not known.
        row: Everything else that was counted, by column.
    """

    people: int
    floor: int
    ceiling: int
    given: int | None
    row: Mapping[str, object]


def kinds(columns: Mapping[str, Column], ladder: Ladder, reader: Reader, ends: tuple[str, str]) -> list[Kind]:
    """Return the people of a table of counts, without those who could not be placed.

    Args:
        columns: The table.
        ladder: What is compared.
        reader: Reads what was given; what cannot be read counts as not known.
        ends: Names of the columns of the service at the floor and at the ceiling.
    """
    services: dict[object, int] = {name: place for place, name in enumerate(ladder.services)}
    people: list[Kind] = []
    for values in zip(*columns.values(), strict=True):
        row: dict[str, object] = dict(zip(columns, values, strict=True))
        floor, ceiling = (services.get(row[end]) for end in ends)
        if floor is not None and ceiling is not None:
            step = reader.read_or_nothing(row[reader.column])
            people.append(Kind(cast("int", row[PEOPLE]), floor, ceiling, cast("int | None", step), row))
    return people


def grouped(people: Sequence[Kind], by: str | None) -> tuple[tuple[str, ...], list[int]]:
    """Return the labels of the groups in a column, in order, and the place of each kind of people among them.

    Args:
        people: The people.
        by: Name of the column; None for all as one group.
    """
    if by is None:
        return ("everybody",), [0] * len(people)
    labels = {cell: label(cell) for cell in _in_order([*dict.fromkeys(kind.row[by] for kind in people)])}
    places = {name: place for place, name in enumerate(dict.fromkeys(labels.values()))}
    return tuple(places), [places[labels[kind.row[by]]] for kind in people]


def tallied(people: Sequence[Kind], ladder: Ladder, by: str | None, cluster: str | None = None) -> Tally:
    """Return people by the groups in a column, or all as one group.

    Args:
        people: The people.
        ladder: What is compared.
        by: Name of the column; None for all as one group.
        cluster: Name of the column of whose decisions belong together; None where each is taken by itself.
    """
    labels, places = grouped(people, by)
    counts = _counted(people, ladder, places, len(labels))
    if cluster is None:
        return Tally(ladder, labels, counts)
    _, clusters = grouped(people, cluster)
    pairs = {pair: row for row, pair in enumerate(dict.fromkeys(zip(places, clusters, strict=True)))}
    rows = [pairs[pair] for pair in zip(places, clusters, strict=True)]
    by_pair = Tally(ladder, tuple(map(str, pairs)), _counted(people, ladder, rows, len(pairs)))
    group, which = (np.array([pair[at] for pair in pairs], dtype=np.int64) for at in (0, 1))
    return Tally(ladder, labels, counts, Clusters(by_pair, group, which))


def _counted(people: Sequence[Kind], ladder: Ladder, places: Sequence[int], rows: int) -> Counts:
    counts = np.zeros((rows, *[len(ladder.services)] * 2, len(ladder.names) + 1), dtype=np.int64)
    for kind, place in zip(people, places, strict=True):
        counts[place, kind.floor, kind.ceiling, -1 if kind.given is None else kind.given] += kind.people
    return counts
