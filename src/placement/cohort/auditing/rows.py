"""The people of an audit one by one: explained from what was read, never from what the frame has become since."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from placement.assessment.answers import UNSURE
from placement.engines.columns.cells import AGE, MISSING, Question, cell_reader
from placement.engines.columns.frame_inspection import fingerprint, matching_rows, numbered_row
from placement.errors import CohortError
from placement.recommendation.place import place
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook

_R = TypeVar("_R")


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
