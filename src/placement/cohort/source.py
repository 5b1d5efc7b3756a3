"""Where an audit's people are: the caller's frame, and how its cells are read. No cell is kept anywhere else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal

from placement.answers import ADULT, UNSURE
from placement.cohort.asking import questions
from placement.cohort.placing import Codes, place_cohort
from placement.engines.columns.cells import MISSING, Question, cell_reader
from placement.engines.columns.frames import Frame, wrapped
from placement.engines.columns.gaps import Gaps, gaps
from placement.engines.columns.looking import column_names, matching_rows, numbered_row, renamed, rows_where
from placement.engines.columns.placing import AGE, Plan
from placement.errors import CohortError
from placement.placing import place
from placement.recommendation import Recommendation
from placement.rulebook import Rulebook

__all__ = ["ENDS", "OTHER_ENDS", "Source"]

ENDS: Final = ("service_floor", "service_ceiling")
"""Columns of the service at both ends."""

OTHER_ENDS: Final = ("other_service_floor", "other_service_ceiling")
"""The same under another rulebook."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Source:
    """A frame of assessments, and how it is read. Silent in `repr`: it holds health records."""

    frame: Any
    rulebook: Rulebook
    columns: Mapping[str, str]
    id: str | None
    missing: Codes
    unsure: Codes
    errors: Literal["raise", "null"]

    def __repr__(self) -> str:
        """Return nothing of what it holds."""
        return "<Source>"

    def names(self) -> tuple[str, ...]:
        """Return the names of the frame's columns."""
        return column_names(self.frame)

    def rows_where(self, column: str, cells: Sequence[object], most: int) -> str:
        """Return in words in which rows a column holds one of some values; nothing where rows have no order."""
        rows = rows_where(self.frame, column, cells, most + 1)
        if rows is None:
            return ""
        named = ", ".join(str(row + 1) for row in rows[:most])
        return f" (rows {named}{', ...' if len(rows) > most else ''})"

    def asked(self, rulebook: Rulebook) -> dict[str, Question]:
        """Return which column answers which of a rulebook's questions."""
        columns = {fact: name for fact, name in self.columns.items() if fact == AGE or fact in rulebook.scale_named}
        found, mistakes = questions(rulebook, self._wrapped().types, columns, self.missing, self.unsure)
        if mistakes:
            raise CohortError(mistakes)
        return found

    def placed(self, keep: Sequence[str], other: Rulebook | None) -> object:
        """Return everybody placed, with some of their own columns, and with both ends under another rulebook."""
        frame, kept = self.frame, tuple(keep)
        if other is not None:
            needed = dict.fromkeys([*(one.column for one in self.asked(self.rulebook).values()), *keep])
            frame = renamed(
                self._placed(frame, other, tuple(needed)), dict(zip(ENDS, OTHER_ENDS, strict=True)), tuple(needed)
            )
            kept = (*keep, *OTHER_ENDS)
        return self._placed(frame, self.rulebook, kept)

    def _placed(self, frame: object, rulebook: Rulebook, keep: tuple[str, ...]) -> object:
        return place_cohort(
            frame,
            rulebook,
            columns={fact: one.column for fact, one in self.asked(rulebook).items()},
            keep=keep,
            missing=self.missing,
            unsure=self.unsure,
            detail=True,
            errors=self.errors,
        )

    def gaps(self) -> Gaps:
        """Return what is not known of everybody."""
        plan = Plan(
            rulebook=self.rulebook,
            levels=tuple(str(level) for level in self.rulebook.level_of_service),
            leading=self.rulebook.track_named["service"],
            questions=self.asked(self.rulebook),
            carried=(),
            flags="columns",
            detail=False,
            adult=ADULT if self.errors == "null" else 0,
            valid=self.errors == "raise",
        )
        return gaps(self._wrapped().table, plan, self.rulebook.conflicts)

    def _wrapped(self) -> Frame:
        found = wrapped(self.frame)
        if found is None:
            raise CohortError(["expected a data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation"])
        return found

    def recommendation(self, row: object) -> Recommendation:
        """Return the full recommendation of one row; see `Audit.explain`."""
        cells = self._cells(row)
        answers: dict[str, object] = {}
        for fact, question in self.asked(self.rulebook).items():
            code = cell_reader(question)(cells[question.column])
            if code >= 0 or (code < MISSING and fact != AGE):
                answers[fact] = code if code >= 0 else UNSURE
        return place(self.rulebook.assessment_model().model_validate(answers), self.rulebook)

    def _cells(self, row: object) -> Mapping[str, object]:
        if self.id is not None:
            found = matching_rows(self.frame, self.id, row)
            if len(found) != 1:
                raise CohortError([f"`{self.id}`: expected one row with the value that `explain` was given"])
            return found[0]
        cells = numbered_row(self.frame, row - 1) if isinstance(row, int) else None
        if cells is None:
            expected = "expected the number of a row, counted from 1"
            unordered = "; where rows have no order (DuckDB, Spark), audit with `id` and give a value of that column"
            raise CohortError([f"`row`: {expected}{unordered}"])
        return cells
