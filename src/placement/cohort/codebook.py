"""What was made of a table: for every column each code, what it means and how many people have it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from placement.cohort.column_mapping import title
from placement.engines.columns.cells import DOUBTFUL, MISSING, UNREADABLE, Question
from placement.engines.columns.counting import CodeCount
from placement.rulebook.rulebook import Rulebook

OPEN: Final = {MISSING: "not asked", DOUBTFUL: "unsure", UNREADABLE: "cannot be read, taken for unsure"}
"""What codes are taken for that stand for no answer."""


@dataclass(frozen=True, slots=True)
class CodeRead:
    """What a code in a column means.

    Attributes:
        scale: Id of the scale that the column answers.
        column: Name of the column.
        code: The code as text; None for an empty cell, for cells that cannot be read, and for an anchor without people.
        meaning: Label of the anchor, or what else it means.
        people: How many rows hold it; None is a count that is not shown.
    """

    scale: str
    column: str
    code: str | None
    meaning: str
    people: int | None


@dataclass(frozen=True, slots=True)
class Codebook:
    """How a table was read: hold it against the codebook of the data.

    A scale that was coded with other steps reads without an error, and gives another level: look for anchors that no
    code stands for.

    Attributes:
        people: How many rows there are; None is a count that is not shown.
        codes: What each code means, column by column; an anchor that no row has is there without a code.
        unanswered: Ids of the scales that no column answers: they count as not asked.
    """

    people: int | None
    codes: tuple[CodeRead, ...]
    unanswered: tuple[str, ...]

    def lines(self) -> list[str]:
        """Return a line for each column, and one for the scales that no column answers."""
        columns: dict[str, list[str]] = {}
        for code_read in self.codes:
            people = "not shown" if code_read.people is None else f"{code_read.people:,}"
            code = "" if code_read.code is None else f"`{code_read.code}` = "
            columns.setdefault(title(code_read.scale, code_read.column), []).append(
                f"{code}{code_read.meaning}: {people}"
            )
        lines = [f"{name}: {'; '.join(codes)}" for name, codes in columns.items()]
        return [*lines, *([f"no column answers: {', '.join(self.unanswered)}"] if self.unanswered else [])]

    def __str__(self) -> str:
        """Return all of it as text."""
        return "\n".join(self.lines())


def codebook(
    rulebook: Rulebook,
    questions: Mapping[str, Question],
    people: int,
    counts: Iterable[CodeCount],
) -> Codebook:
    """Return what was made of a table.

    Args:
        rulebook: Whose questions are asked.
        questions: How each question's column is written.
        people: How many rows there are.
        counts: How often each code stands in the columns.
    """
    by_scale: dict[str, list[CodeCount]] = {scale.id: [] for scale in rulebook.scales if scale.id in questions}
    for count in counts:
        by_scale[count.fact].append(count)
    codes: list[CodeRead] = []
    for scale in (rulebook.scale_named[fact] for fact in by_scale):
        column = questions[scale.id].column
        labels = {int(anchor): anchor.label for anchor in scale}
        absent = labels.keys() - {count.means for count in by_scale[scale.id]}
        held = [*by_scale[scale.id], *(CodeCount(scale.id, None, position, 0) for position in absent)]
        codes += [
            CodeRead(
                scale=scale.id,
                column=column,
                code=None if count.code is None else str(count.code),
                meaning=(labels | OPEN)[count.means],
                people=count.rows,
            )
            for count in sorted(held, key=lambda count: (count.means < 0, count.means))
        ]
    unanswered = tuple(scale.id for scale in rulebook.scales if scale.id not in questions)
    return Codebook(people, tuple(codes), unanswered)
