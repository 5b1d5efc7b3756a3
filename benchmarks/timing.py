"""Times that are compared within one run, because times of two runs cannot be.

Processor time is measured, not what the clock on the wall says: what else the machine is doing counts for less. All
that is compared here runs in one thread, without waiting for anything, so that on a quiet machine the two are the same.
"""

import gc
import math
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from time import monotonic, process_time
from typing import Any, Final, TypeAlias

__all__ = ["Ratio", "Times", "Work", "in_turn", "interpreters", "median_of", "ratio"]

Times: TypeAlias = Sequence[float]
"""Seconds, one entry for each round."""

_FEWEST_CALLS: Final = 100
_FEWEST_ROUNDS: Final = 7
_MOST_ROUNDS: Final = 101
_THREE_DIGITS: Final = 100


def median_of(times: Times) -> str:
    """Return the median, in milliseconds of three digits."""
    milliseconds = statistics.median(times) * 1_000
    return f"{milliseconds:,.0f} ms" if milliseconds >= _THREE_DIGITS else f"{milliseconds:.3g} ms"


@dataclass(frozen=True, slots=True)
class Work:
    """Something to be timed.

    Attributes:
        do: What is done.
        subjects: What it is done to, one after the other.
    """

    do: Callable[[Any], object]
    subjects: Sequence[Any]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How two things that were timed in turn compare: first by second, round by round.

    Attributes:
        median: Half of the rounds gave less.
        tenth: A tenth of the rounds gave less.
        ninetieth: Nine tenths of the rounds gave less.
    """

    median: float
    tenth: float
    ninetieth: float


def ratio(first: Times, second: Times) -> Ratio:
    """Return how the first compares with the second, in the same rounds."""
    found = [one / other for one, other in zip(first, second, strict=True)]
    tenths = statistics.quantiles(found, n=10, method="inclusive")
    return Ratio(statistics.median(found), tenths[0], tenths[-1])


def in_turn(seconds: float, *works: Work) -> list[Times]:
    """Do several works in turn, A B A B, until the time is up.

    A round of a work is a call for each of its subjects, over again until there were a hundred calls. What one work
    leaves behind is cleared away before the next one starts, so that none pays for another.

    Args:
        seconds: How long to go on; at least 7 rounds are done, at most 101.
        works: What is compared.

    Returns:
        For each work, the seconds that one call took, on average over its subjects, in each round.
    """
    times: list[list[float]] = [[] for _ in works]
    queues = [[*work.subjects] * math.ceil(_FEWEST_CALLS / len(work.subjects)) for work in works]
    for work in works:  # once untimed: what is built on first use is built now
        work.do(work.subjects[0])
    finish = monotonic() + seconds
    while len(times[0]) < _FEWEST_ROUNDS or (monotonic() < finish and len(times[0]) < _MOST_ROUNDS):
        for taken, work, queue in zip(times, works, queues, strict=True):
            gc.collect()
            started = process_time()
            for one in queue:
                work.do(one)
            taken.append((process_time() - started) / len(queue))
    return list(times)


def interpreters(rounds: int, programs: Iterable[str]) -> list[Times]:
    """Run programs in turn, A B A B, each time in a fresh interpreter.

    Args:
        rounds: How often each is run, after one run that does not count.
        programs: Python source.

    Returns:
        For each program the seconds it took, without those that the interpreter took to start and to end.
    """
    timed = "from time import process_time as _now\n_was = _now()\n{}\nprint(_now() - _was)"
    commands = [[sys.executable, "-c", timed.format(program)] for program in programs]
    times: list[list[float]] = [[] for _ in commands]
    for _ in range(rounds + 1):
        for taken, command in zip(times, commands, strict=True):
            done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own programs
            taken.append(float(done.stdout))
    return [taken[1:] for taken in times]
