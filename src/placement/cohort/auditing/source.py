"""Where an audit's people come from: the caller's frame, and how its cells are read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Any, Final, Literal

from placement.cohort.auditing.answer_value import MOST, Helped, helped
from placement.cohort.auditing.rows import KeptRows, LiveRows, Rows
from placement.cohort.auditing.tally import Ladder, ladder
from placement.cohort.codebook import Codebook, codebook
from placement.cohort.column_mapping import Codes
from placement.cohort.placing import planned
from placement.engines.columns.cells import AGE
from placement.engines.columns.checks import Fault
from placement.engines.columns.frame_inspection import emptied, labels, renamed, rows_where
from placement.engines.columns.frames import Frame, wrapped
from placement.engines.columns.gaps import Unknown
from placement.engines.columns.placing import Plan
from placement.rulebook.rulebook import Rulebook

OTHER_ENDS: Final = ("other floor", "other ceiling")
"""Columns of the service at both ends under another rulebook: no column that a rulebook names is called so."""


@dataclass(frozen=True, repr=False, eq=False)
class Placed:
    """What became of a frame.

    Attributes:
        results: The frame of results.
        frame: The frame of answers.
        plan: How they are read.
        faults: What could not be read, and was let through.
    """

    results: object
    frame: Frame
    plan: Plan
    faults: Sequence[Fault]

    @cached_property
    def _codes(self) -> Mapping[str, Any]:
        """The answers of every row, also of people of other ages."""
        return self.frame.codes(replace(self.plan, ages=None), 1, 0)

    def unknown(self, rulebook: Rulebook) -> Unknown:
        """Count what is not known of everybody."""
        return self.frame.unknown(self.plan, rulebook.conflicts)

    def rows(self, source: "Source") -> Rows:
        """Return what the people are explained from, one by one, when the audit is done."""
        about = (source.rulebook, emptied(source.frame), source.id)
        if self.frame.in_memory:
            return KeptRows(*about, self._codes, labels(source.frame, source.id))
        return LiveRows(*about, self.plan.questions)

    def codebook(self, rulebook: Rulebook) -> Codebook:
        """Return what was made of the table."""
        return codebook(rulebook, self.plan.questions, *self.frame.code_counts(self.plan))

    def helped(self, rulebook: Rulebook, ladder: Ladder, people: int, seed: int) -> Helped:
        """Count whom which answer would help."""
        alike = self.frame.in_memory and self.plan.ages is None and people <= MOST
        codes = self._codes if alike else self.frame.codes(self.plan, max(1, ceil(people / MOST)), seed)
        return helped(rulebook, ladder, {fact: positions for fact, positions in codes.items() if fact != AGE})


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Source:
    """A frame of assessments, and how it is read. Silent in `repr`: it holds health records."""

    frame: Any
    rulebook: Rulebook
    columns: Mapping[str, str]
    ignore: Sequence[str]
    id: str | None
    missing: Codes
    unsure: Codes
    errors: Literal["raise", "null"]

    def names(self) -> list[str]:
        """Return the names of the frame's columns.

        Raises:
            CohortError: It is no frame of a kind that is known.
        """
        return wrapped(self.frame).columns

    def rows_where(self, column: str, cells: Sequence[object], most: int) -> str:
        """Return in words in which rows a column holds one of some values; nothing where rows have no order."""
        rows = rows_where(self.frame, column, cells, most + 1, order=self.id)
        if rows is None:
            return ""
        named = ", ".join(map(str, rows[:most]))
        return f" ({named}{', ...' if len(rows) > most else ''})"

    def planned(
        self, frame: object, rulebook: Rulebook, keep: Sequence[str], other: Rulebook | None
    ) -> tuple[Frame, Plan, list[Fault]]:
        """Look at everything in a frame, and return how it will be placed; columns may be of another rulebook too."""
        elsewhere = set[str]() if other is None else other.scale_named.keys() - rulebook.scale_named.keys()
        there = {*wrapped(frame).columns}
        known, plan, faults = planned(
            frame,
            rulebook,
            columns={fact: name for fact, name in self.columns.items() if fact not in elsewhere},
            ignore=[name for name in self.ignore if frame is self.frame or name in there],
            carried=keep,
            id=self.id,
            missing=self.missing,
            unsure=self.unsure,
            flags="columns",
            detail=True,
            errors=self.errors,
        )
        counted = {
            "deciding_rule",
            *ladder(rulebook, "service").ends,
            *(criterion.id for criterion in rulebook.criteria),
        }
        counted |= {f"rating_{dimension.id}_floor" for dimension in rulebook.dimensions}
        return known, replace(plan, results=[result for result in plan.results if result.name in counted]), faults

    def placed(self, keep: Sequence[str], other: Rulebook | None) -> Placed:
        """Return everybody placed, with some of their own columns, and with both ends under another rulebook."""
        frame, kept = self.frame, tuple(keep)
        if other is not None:
            asked = self.planned(frame, self.rulebook, (), other)[1].questions
            own = [question.column for question in asked.values()]
            needed: list[str] = list(dict.fromkeys([*own, *keep, *([] if self.id is None else [self.id])]))
            known, plan, _ = self.planned(frame, other, needed, self.rulebook)
            frame = renamed(
                known.placed(plan), dict(zip(ladder(other, "service").ends, OTHER_ENDS, strict=True)), needed
            )
            kept = (*keep, *OTHER_ENDS)
        known, plan, faults = self.planned(frame, self.rulebook, kept, other)
        return Placed(known.placed(plan), known, plan, faults)
