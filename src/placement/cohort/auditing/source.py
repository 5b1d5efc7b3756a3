"""Where an audit's people come from, how their cells are read, and what each of them is explained from afterwards."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import ceil
from typing import Any, Final, Literal, TypeVar

import numpy as np
import numpy.typing as npt

from placement.assessment.answers import UNSURE
from placement.cohort.auditing.answer_value import MOST, Helped, helped
from placement.cohort.auditing.tally import Ladder, ladder
from placement.cohort.codebook import Codebook, codebook
from placement.cohort.column_mapping import Codes
from placement.cohort.placing import planned
from placement.engines.columns.cells import AGE, MISSING, Question, cell_reader
from placement.engines.columns.checks import Fault
from placement.engines.columns.frame_inspection import (
    emptied,
    fingerprint,
    labels,
    matching_rows,
    numbered_row,
    renamed,
    rows_where,
)
from placement.engines.columns.frames import Frame, wrapped
from placement.engines.columns.gaps import Unknown
from placement.engines.columns.placing import Plan
from placement.errors import CohortError
from placement.recommendation.place import place
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook

_R = TypeVar("_R")

OTHER_ENDS: Final = ("other floor", "other ceiling")
"""Columns of the service at both ends under another rulebook: no column that a rulebook names is called so."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Rows(ABC):
    """The rows that were audited. Silent in `repr`: they are health records.

    Attributes:
        rulebook: What recommends.
        like: A frame of the caller's kind.
        id: The column whose values tell rows apart; None where their labels or numbers do.
    """

    rulebook: Rulebook
    like: Any
    id: str | None

    def __repr__(self) -> str:
        """Return nothing of what they hold."""
        return f"<{type(self).__name__}>"

    def recommendation(self, row: object) -> Recommendation:
        """Return the full recommendation of one row; see `Audit.explain`."""
        scalar: Any = row
        answers: dict[str, object] = {}
        for fact, code in self._codes(scalar.item() if isinstance(row, np.generic) else scalar).items():
            if code >= 0 or (code < MISSING and fact != AGE):
                answers[fact] = code if code >= 0 else UNSURE
        return place(self.rulebook.assessment_model().model_validate(answers), self.rulebook)

    @abstractmethod
    def _codes(self, label: object) -> Mapping[str, int]:
        """Return the answers of a row as positions, or as codes of what is not known."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class KeptRows(Rows):
    """The answers of a frame in memory, which its owner may change: they are kept.

    Attributes:
        answers: Positions by question, or codes of what is not known.
        labels: What tells rows apart; None where they are counted.
    """

    answers: Mapping[str, npt.NDArray[np.int16]]
    labels: Sequence[object] | None

    def _codes(self, label: object) -> Mapping[str, int]:
        place = self._place(label)
        return {fact: int(codes[place]) for fact, codes in self.answers.items()}

    def _place(self, label: object) -> int:
        if self.labels is None:
            if type(label) is not int or not 0 < label <= len(next(iter(self.answers.values()))):
                raise _no_such_number()
            return label - 1
        truth = isinstance(label, bool)  # to Python, True is 1
        places = [at for at, own in enumerate(self.labels) if isinstance(own, bool) == truth and own == label]
        return _single(places, self.id)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LiveRows(Rows):
    """A frame that is not in memory: read again, and refused where it has changed.

    Attributes:
        questions: How each question's column is written.
        before: What its fingerprint was; None for what it is now.
    """

    questions: Mapping[str, Question]
    before: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        """Remember what it holds."""
        if self.before is None:
            object.__setattr__(self, "before", self._now())

    def _now(self) -> tuple[int, ...] | None:
        columns = {question.column for question in self.questions.values()}
        if self.id is not None:
            columns.add(self.id)
        return fingerprint(self.like, sorted(columns), ordered=self.id is None)

    def _codes(self, label: object) -> Mapping[str, int]:
        rows = self._rows(label)
        if self._now() != self.before:  # after the row was read: until then it may change
            changed = "the frame is not the one that was audited, or its rows come in another order: audit it again"
            raise CohortError([changed])
        if self.id is None and not rows:
            raise _no_such_number()
        cells = _single(rows, self.id)
        return {fact: cell_reader(question)(cells[question.column]) for fact, question in self.questions.items()}

    def _rows(self, label: object) -> Sequence[Mapping[str, object]]:
        if self.id is None:
            cells = numbered_row(self.like, label) if type(label) is int else None
            return [] if cells is None else [cells]
        try:
            return matching_rows(self.like, self.id, label)
        except CohortError:  # a value that cannot be in the column, such as a number among texts
            return []


def _single(rows: Sequence[_R], name: str | None) -> _R:
    if len(rows) != 1:
        what = (
            "`row`: expected one row with the label" if name is None else f"`{name}`: expected one row with the value"
        )
        raise CohortError([f"{what} that `explain` was given"])
    return rows[0]


def _no_such_number() -> CohortError:
    unordered = "where rows have no order (Spark), audit with `id` and give a value of that column"
    return CohortError([f"`row`: expected the number of a row, counted from 1; {unordered}"])


@dataclass(frozen=True, repr=False, eq=False)
class Placed:
    """What became of a frame.

    Attributes:
        source: Where it is from.
        results: The frame of results.
        frame: The frame of answers.
        plan: How they are read.
        faults: What could not be read, and was let through.
    """

    source: "Source"
    results: object
    frame: Frame
    plan: Plan
    faults: Sequence[Fault]

    @cached_property
    def _codes(self) -> Mapping[str, Any]:
        """The answers of every row, also of people of other ages."""
        return self.frame.codes(replace(self.plan, ages=None), 1, 0)

    def unknown(self) -> Unknown:
        """Count what is not known of the people placed."""
        return self.frame.unknown(self.plan, self.source.rulebook.conflicts)

    def rows(self) -> Rows:
        """Return what the people are explained from, one by one, when the audit is done."""
        source = self.source
        about = (source.rulebook, emptied(source.frame), source.id)
        if self.frame.in_memory:
            return KeptRows(*about, self._codes, labels(source.frame, source.id))
        return LiveRows(*about, self.plan.questions)

    def codebook(self) -> Codebook:
        """Return what was made of the table."""
        return codebook(self.source.rulebook, self.plan.questions, *self.frame.code_counts(self.plan))

    def helped(self, ladder: Ladder, people: int, seed: int) -> Helped:
        """Count whom which answer would help."""
        alike = self.frame.in_memory and self.plan.ages is None and people <= MOST
        codes = self._codes if alike else self.frame.codes(self.plan, max(1, ceil(people / MOST)), seed)
        return helped(
            self.source.rulebook, ladder, {fact: positions for fact, positions in codes.items() if fact != AGE}
        )


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
        """Return all rows placed, with some of their own columns, and with both ends under another rulebook."""
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
        return Placed(self, known.placed(plan), known, plan, faults)
