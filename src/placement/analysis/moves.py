"""Who is given what under two rulebooks, counted: from where to where."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from placement.analysis.alignment import Alignment
from placement.analysis.conclusions import Side, sides
from placement.analysis.counting import count_above
from placement.analysis.example import Frozen
from placement.analysis.sheet import table
from placement.explain.markup import Element
from placement.language.foreign_text import visible
from placement.language.graded import LEVEL, named
from placement.rulebook.lattice import smallest


class Moves(Frozen):
    """How many people are given each value under the old rulebook and each under the new one.

    Attributes:
        of: `level`, or a track's id.
        values: Names of the values, from nothing to the most.
        names: What the old rulebook calls each value; empty where it has no other name.
        counts: For each value under the old rulebook, how many are given each value under the new one.
    """

    of: str
    values: tuple[str, ...]
    names: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]

    @property
    def people(self) -> int:
        """How many people there are."""
        return sum(map(sum, self.counts))

    @property
    def up(self) -> int:
        """How many are given more under the new rulebook."""
        return sum(many for before, row in enumerate(self.counts) for many in row[before + 1 :])

    @property
    def down(self) -> int:
        """How many are given less under the new rulebook."""
        return sum(many for before, row in enumerate(self.counts) for many in row[:before])

    def _moving(self) -> Iterator[tuple[int, int, int]]:
        """Return the positions that people move from and to, and how many do."""
        for before, row in enumerate(self.counts):
            yield from ((before, after, many) for after, many in enumerate(row) if many and before != after)

    def rows(self) -> list[dict[str, str | int]]:
        """Return a row for each move: from, to, and how many people make it."""
        return [
            {"from": self.values[before], "to": self.values[after], "people": many}
            for before, after, many in self._moving()
        ]

    def _in_words(self) -> list[tuple[str, str, str]]:
        """Return each move, how many people make it, and which part of all they are."""
        words = list(map(named, self.values, self.names))
        return [
            (f"from {words[before]} to {words[after]}", f"{many:,}", _part(many, self.people))
            for before, after, many in self._moving()
        ]

    def text(self) -> str:
        """Return how many move up and down, in a line."""
        of = self.of.replace("_", " ")
        return f"{of}: of {self.people:,} people {self.up:,} move up and {self.down:,} move down"

    def to_text(self) -> str:
        """Return how many move up and down, and a line for each move."""
        width = len(f"{max(self.up, self.down):,}")
        lines = [f"  {people:>{width}}  {part:>9}  {move}" for move, people, part in self._in_words()]
        return visible("\n".join([self.text(), *lines]))

    def to_table(self, whom: str) -> Element:
        """Return a table with a row for each move.

        Args:
            whom: Who these people are.
        """
        rows = ((move, figures) for move, *figures in self._in_words())
        return table(f"{whom}. {self.text()}", ("move", "people", "part"), rows)


def _part(many: int, whole: int) -> str:
    part = f"{many / whole:.4%}"
    return "<0.0001%" if part == "0.0000%" else part


def counted(side: Side, pairs: Iterable[tuple[int, int]]) -> Moves:
    """Return the moves of people on one side of the answer, each given by two positions."""
    many = Counter(pairs)
    places = range(len(side.values))
    counts = tuple(tuple(many[before, after] for after in places) for before in places)
    return Moves(of=side.of, values=side.values, names=side.names, counts=counts)


def compared_sides(alignment: Alignment) -> list[tuple[Side, Side]]:
    """Return the sides that people are counted on, old and new: the level where both have levels, else every track."""
    compared: list[Mapping[str, Side]] = [
        {side.of: side for side in sides(book)} for book in (alignment.old, alignment.new)
    ]
    names = [LEVEL] if all(LEVEL in by_name for by_name in compared) else [track.id for track in alignment.old.tracks]
    return [(compared[0][name], compared[1][name]) for name in names]


def everybody_moves(alignment: Alignment) -> tuple[Moves, ...]:
    """Return how many of all possible people move, exactly.

    Theorem: those who reach a value under the one rulebook *or* a value under the other are the people above the
    smallest people of either; and those who reach both are as many as reach the first, and the second, less those who
    reach one of them. Who is given just one value and just another follows by subtraction.

    Args:
        alignment: The two rulebooks. A person has an answer to every scale of either.
    """
    known: dict[tuple[int, ...], int] = {}

    def above(people: Iterable[int]) -> int:
        least = tuple(smallest(people))
        if least not in known:
            known[least] = count_above(alignment.lattice, least)
        return known[least]

    def moves(old: Side, new: Side) -> Moves:
        places = range(len(old.values))
        before = [list(people) for people in old.reached]
        after = [[alignment.from_new(person) for person in people] for people in new.reached]
        both = {
            (i, j): above(before[i]) + above(after[j]) - above([*before[i], *after[j]]) for i in places for j in places
        }

        def just(i: int, j: int) -> int:
            further = both.get((i + 1, j), 0), both.get((i, j + 1), 0), both.get((i + 1, j + 1), 0)
            return both[i, j] - further[0] - further[1] + further[2]

        counts = tuple(tuple(just(i, j) for j in places) for i in places)
        return Moves(of=old.of, values=old.values, names=old.names, counts=counts)

    return tuple(moves(old, new) for old, new in compared_sides(alignment))
