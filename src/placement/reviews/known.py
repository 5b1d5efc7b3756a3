"""What is known of something at a review: that it is so, that it is not, or neither; and what would decide it."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, Self, TypeAlias

Visit: TypeAlias = Literal["current", "previous"]
"""The visit that something is about: the review itself, or the one before it."""


class Asked(NamedTuple):
    """Something to ask: the name of an argument of `review` or the id of a scale, and the visit that it is about."""

    about: str
    visit: Visit = "current"


class Known(NamedTuple):
    """What is known of a fact.

    Attributes:
        so: Whether it is so; None where that is not known.
        detail: What is known of it, in words; may be empty.
        decides: What decides it where it is not known.
        presumed: It is not known, and acted upon as if it were so, because that is the safe side.
    """

    so: bool | None
    detail: str = ""
    decides: tuple[Asked, ...] = ()
    presumed: bool = False

    def negated(self) -> Self:
        """Return what is known of the opposite."""
        return self if self.so is None else self._replace(so=not self.so)


def all_known(parts: Iterable[Known]) -> Known:
    """Return whether all of several facts are so; nothing after the first that is not so is looked at."""
    opened: list[Known] = []
    for part in parts:
        if part.so is False:
            return Known(so=False)
        if part.so is None:
            opened.append(part)
    decides = tuple(dict.fromkeys(name for part in opened for name in part.decides))
    return Known(None, decides=decides) if opened else Known(so=True)


def any_known(parts: Iterable[Known]) -> Known:
    """Return whether any of several facts is so."""
    return all_known(part.negated() for part in parts).negated()
