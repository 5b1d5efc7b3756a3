"""The smallest set that meets several demands, each of which leaves a choice.

A set meets a demand if it contains one of the demand's options. Where each option is a single thing, this is the
minimum hitting set. Exact: sizes are tried from the least, and within a size every choice, except those of which a
lower bound says that they cannot do (branch and bound).
"""

from collections.abc import Iterable, Sequence
from itertools import count

from placement.rulebook.lattice import smallest

_Options = tuple[int, ...]


def smallest_meeting(demands: Iterable[Iterable[int]]) -> int:
    """Return the smallest set that contains an option of each demand; of several, the same one every time.

    Args:
        demands: For each demand its options, one or more, as bits.
    """
    wanted = _left([tuple(options) for options in demands], 0)
    return next(chosen for size in count(_least(wanted)) if (chosen := _within(size, 0, wanted)) is not None)


def _left(demands: Iterable[_Options], chosen: int) -> list[_Options]:
    """Return what a choice leaves to be met, without demands that others take in, the fewest options first."""
    rest = {tuple(smallest(option & ~chosen for option in options)) for options in demands}
    kept: list[_Options] = []
    for options in sorted(rest, key=lambda demand: (len(demand), demand)):
        if options != (0,) and not any(_implies(other, options) for other in kept):
            kept.append(options)
    return kept


def _implies(other: _Options, options: _Options) -> bool:
    """Say whether whatever meets the other demand meets the one with these options."""
    return all(any(not option & ~way for option in options) for way in other)


def _least(demands: Iterable[_Options]) -> int:
    """Return a size that no set meeting these demands goes below: what demands that share nothing need together."""
    size = used = 0
    for options in demands:
        whole = 0
        for option in options:
            whole |= option
        if not whole & used:
            used |= whole
            size += min(option.bit_count() for option in options)
    return size


def _within(size: int, chosen: int, demands: Sequence[_Options]) -> int | None:
    """Return a set of at most this size that adds to what is chosen what the demands need; None if there is none."""
    if chosen.bit_count() + _least(demands) > size:
        return None
    if not demands:
        return chosen
    for option in sorted(demands[0], key=lambda steps: (steps.bit_count(), steps)):
        covering = _within(size, chosen | option, _left(demands, option))
        if covering is not None:
            return covering
    return None
