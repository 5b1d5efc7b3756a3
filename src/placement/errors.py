"""Every exception that placement raises, readable from top to bottom.

Messages name fields, ids and what was expected. They never carry the value of an answer: answers are health records.
Invalid answers raise pydantic's `ValidationError` with the input removed; an absent answer is not an error.
"""

from collections.abc import Sequence
from typing import Final

__all__ = [
    "AnswersNotHeld",
    "CohortError",
    "DefinitionError",
    "EngineDisagreement",
    "EngineError",
    "EngineUnavailable",
    "MismatchedAssessment",
    "MissingExtra",
    "NotComparable",
    "OutOfScope",
    "PlacementError",
    "RecordError",
    "ResourceError",
    "UnknownSubject",
]

_MISTAKES_SHOWN: Final = 50
"""More than a rulebook has questions: of mistakes in columns none is left out. Rows may be wrong by the million."""


class PlacementError(Exception):
    """Root of every error that placement raises on purpose."""


class DefinitionError(PlacementError, ValueError):
    """A rulebook says something that cannot stand. Raised while it is built, with every mistake at once.

    Attributes:
        mistakes: One sentence per mistake, each naming the declaration by its id.
    """

    def __init__(self, subject: str, mistakes: Sequence[str]) -> None:
        """Collect the mistakes found in `subject`."""
        self.subject = subject
        self.mistakes = tuple(mistakes)
        super().__init__(subject, self.mistakes)

    def __str__(self) -> str:
        """Return the subject, then one mistake a line."""
        return "\n".join([f"{self.subject}: {len(self.mistakes)} to mend", *(f"- {one}" for one in self.mistakes)])


class OutOfScope(PlacementError):
    """The person is of an age that the rulebook is not for."""


class MismatchedAssessment(PlacementError, TypeError):
    """The assessment does not ask what the rulebook reads."""


class AnswersNotHeld(PlacementError):
    """The recommendation was read from JSON or a pickle, or built by hand: it does not hold the answers behind it."""


class UnknownSubject(PlacementError, LookupError):
    """A question is about something that the rulebook does not declare, or a value that it does not have."""


class NotComparable(PlacementError, ValueError):
    """Two rulebooks do not ask or answer the same, so that no person can be placed under both.

    Attributes:
        obstacles: One sentence each, naming the scale or track.
    """

    def __init__(self, subject: str, obstacles: Sequence[str]) -> None:
        """Collect what stands in the way of comparing `subject`."""
        self.subject = subject
        self.obstacles = tuple(obstacles)
        super().__init__(subject, self.obstacles)

    def __str__(self) -> str:
        """Return the subject, then every obstacle."""
        return f"{self.subject} cannot be compared: {'; '.join(self.obstacles)}"


class CohortError(PlacementError, ValueError):
    """People of a cohort cannot be read. Names rows, counted from 1, and fields; never the value of an answer.

    Attributes:
        mistakes: One sentence each.
    """

    def __init__(self, mistakes: Sequence[str]) -> None:
        """Collect the mistakes."""
        self.mistakes = tuple(mistakes)
        super().__init__(self.mistakes)

    def __str__(self) -> str:
        """Return the mistakes; of very many the first, and how many more there are."""
        more = len(self.mistakes) - _MISTAKES_SHOWN
        return f"cohort: {'; '.join(self.mistakes[:_MISTAKES_SHOWN])}" + (f"; and {more} more" if more > 0 else "")


class RecordError(PlacementError, ValueError):
    """A record, a chain of records or an archive of rulebooks cannot be read, written or replayed."""


class ResourceError(PlacementError, ValueError):
    """A FHIR resource cannot be read or made. Names linkIds and fields; never the value of an answer.

    Attributes:
        mistakes: One sentence each.
    """

    def __init__(self, subject: str, mistakes: Sequence[str]) -> None:
        """Collect the mistakes found in `subject`."""
        self.subject = subject
        self.mistakes = tuple(mistakes)
        super().__init__(subject, self.mistakes)

    def __str__(self) -> str:
        """Return the first mistakes, and how many more there are."""
        more = len(self.mistakes) - 5
        return f"{self.subject}: {'; '.join(self.mistakes[:5])}" + (f"; and {more} more" if more > 0 else "")


class MissingExtra(PlacementError, ImportError):
    """An optional part was asked for and its packages are not installed.

    Attributes:
        purpose: What was asked for.
        extra: Name of the extra that brings it.
    """

    def __init__(self, purpose: str, extra: str) -> None:
        """Name the extra that brings what `purpose` needs."""
        self.purpose = purpose
        self.extra = extra
        super().__init__(purpose, extra)

    def __str__(self) -> str:
        """Return what needs which extra, and how to install it."""
        return f"{self.purpose} needs the `{self.extra}` extra: from a checkout, `pip install '.[{self.extra}]'`"


class EngineError(PlacementError):
    """An engine could not be used, or could not be trusted."""


class EngineUnavailable(EngineError, ImportError):
    """The engine asked for cannot run on this Python or on this machine."""


class EngineDisagreement(EngineError):
    """Two engines gave different outcomes to the same person; neither may be used.

    Attributes:
        differences: One line per part that differs: which end of the range, which id, and what each engine said.
    """

    def __init__(self, differences: Sequence[str]) -> None:
        """Collect the differences between the two outcomes."""
        self.differences = tuple(differences)
        super().__init__(self.differences)

    def __str__(self) -> str:
        """Return the differences, by id."""
        return "engines disagree: " + "; ".join(self.differences)
