"""How fast placement is, in one table: `make bench-place`. Nothing here passes or fails.

What is compared is timed in turn, within this run, in processor time. A ratio is that of the two, round by round: the
median, and in brackets what a tenth and what nine tenths of the rounds stayed below.
"""

import argparse
import dataclasses
import os
import platform
import statistics
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from itertools import chain
from typing import Any, Final, TypeAlias

from benchmarks.analyses import analyses
from benchmarks.audits import audits
from benchmarks.people import levels, partly_known, random_people, vignettes
from benchmarks.timing import Times, Work, in_turn, interpreters, median_of, ratio
from benchmarks.zen import Zen
from placement import FIVE_LEVEL, Answers, Assessment, Recommendation, Rulebook, place
from placement.engines import durable, reference
from placement.recommendation.contents import Deferred
from placement.recommendation.place import Engine

_Row: TypeAlias = tuple[str, str, str, str, str]
_HEADINGS: Final = ("what", "median", "compared with", "ratio", "aim")

_PYDANTIC: Final = "import pydantic\nclass Model(pydantic.BaseModel):\n    name: str\n    size: int | None = None"
_FIRST: Final = (
    "from placement import FIVE_LEVEL, Assessment, place\n"
    "place(Assessment(age=40, use_disorder=3, suicide_risk=0), FIVE_LEVEL, {!r})"
)


def _engines() -> list[Engine]:
    return ["reference", "both"] if durable.available() else ["reference"]


def _lists() -> list[str]:
    anybody = place(Assessment(), engine="reference")
    return [name for name in Recommendation.model_fields if isinstance(getattr(anybody, name), Deferred)]


def _placing(engine: Engine, *read: str) -> Callable[[Answers], None]:
    """Return what places somebody and has these lists made, whole: whatever is inside an entry is made with it."""

    def work(assessment: Answers) -> None:
        recommendation = place(assessment, engine=engine)
        for name in read:
            len(getattr(recommendation, name))

    return work


def _placing_answers(answers: dict[str, object]) -> Recommendation:
    return place(Assessment.model_validate(answers), engine="reference")


def _rebuilt(rulebook: Rulebook) -> Rulebook:
    return dataclasses.replace(rulebook)


def _compared(what: str, first: Times, other: str, second: Times, aim: str = "") -> _Row:
    found = ratio(first, second)
    spread = f"{found.median:.2f} ({found.tenth:.2f} to {found.ninetieth:.2f})"
    return what, median_of(first), f"{other}: {median_of(second)}", spread, aim


def _against_zen(seconds: float, whom: str, people: Sequence[Answers], zen: Zen) -> Iterator[_Row]:
    answers = [zen.answers(person.floor()) for person in people]
    traced, bare = Work(zen.traced, answers), Work(zen.bare, answers)
    works = {
        "`place`, reference": (_placing("reference"), "0.25"),
        "the same, `findings` and `because` read": (_placing("reference", "findings", "because"), ""),
        "the same, everything read": (_placing("reference", *_lists()), ""),
    }
    if "both" in _engines():
        works["`place`, both engines"] = _placing("both"), "1"
    for what, (work, aim) in works.items():
        ours, with_trace, without = in_turn(seconds, Work(work, people), traced, bare)
        yield _compared(f"{whom}: {what}", ours, "zen-engine with trace", with_trace, aim)
        yield _compared(f"{whom}: {what}", ours, "zen-engine without", without)


def _importing(rounds: int) -> Iterator[_Row]:
    programs = {"`import placement`": ("import placement", "1.3")}
    for engine in _engines():
        what = f"import `place`, `Assessment` and `FIVE_LEVEL`; place the first person, {engine}"
        programs[what] = _FIRST.format(engine), ""
    pydantic, *ours = interpreters(rounds, [_PYDANTIC, *(program for program, _ in programs.values())])
    for (what, (_, aim)), times in zip(programs.items(), ours, strict=True):
        yield _compared(what, times, "`import pydantic` and one model", pydantic, aim)


def _building(seconds: float) -> Iterator[_Row]:
    [built] = in_turn(seconds, Work(_rebuilt, [FIVE_LEVEL]))
    yield "build and check `FIVE_LEVEL`", median_of(built), "", "", "100 ms"


def _partly(seconds: float, people: Sequence[Answers]) -> Iterator[_Row]:
    populations: dict[str, Sequence[Answers]] = {"golden, open answers": vignettes("partial")}
    populations |= {f"random, {share:.0%} open": partly_known(people, share) for share in (0.1, 0.3, 0.6)}
    populations["nothing known"] = [Assessment()]
    for whom, some in populations.items():
        for what, read in {"": (), ", `missing` read": ("missing",), ", `cases` read": ("cases",)}.items():
            [times] = in_turn(seconds, Work(_placing("reference", *read), some))
            yield f"{whom}: `place`, reference{what}", median_of(times), "", "", ""


def _rates(seconds: float, people: Sequence[Answers]) -> Iterator[_Row]:
    answers = [{name: answer for name, answer in person if answer is not None} for person in people]
    works: dict[str, tuple[Callable[[Any], object], Sequence[Any]]] = {
        f"random, one thread: {engine}": (_placing(engine), people) for engine in _engines()
    }
    works["random, one thread: reference, assessment made from answers"] = _placing_answers, answers
    for what, (work, subjects) in works.items():
        [times] = in_turn(seconds, Work(work, subjects))
        yield what, f"{1 / statistics.median(times):,.0f} people a second", "", "", ""


def _table(rows: Sequence[_Row]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in (_HEADINGS, *rows)) for column in range(len(_HEADINGS))]
    ruler = tuple("-" * width for width in widths)
    for row in (_HEADINGS, ruler, *rows):
        yield f"| {' | '.join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))} |"


def _surroundings() -> str:
    packages = ["placement", "pydantic", "zen-engine", *(["durable-rules"] if durable.available() else [])]
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    return f"Python {platform.python_version()}, {os.cpu_count()} CPUs ({platform.machine()}); {versions}"


def _check(zen: Zen, people: Sequence[Answers]) -> None:
    """Leave unless everybody is complete and zen-engine says of everybody what the reference says."""
    for person in people:
        floor, ceiling = person.ends()
        if floor is not ceiling:
            sys.exit("an incomplete person is among the complete ones")
        if not zen.agrees(floor, reference.evaluate(FIVE_LEVEL, floor)):
            sys.exit("zen-engine and the reference differ: there is nothing to compare")


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--seconds", type=float, default=4, help="for each comparison (default: %(default)s)")
    parser.add_argument("--rounds", type=int, default=20, help="interpreters for each import (default: %(default)s)")
    given = parser.parse_args()

    golden, random = vignettes("people"), random_people(100)
    zen = Zen(FIVE_LEVEL)
    _check(zen, [*golden, *random])
    rows: list[_Row] = []
    for row in chain(
        _against_zen(given.seconds, "golden", golden, zen),
        _against_zen(given.seconds, "random", random, zen),
        _importing(given.rounds),
        _building(given.seconds),
        _partly(given.seconds, random),
        _rates(given.seconds, random),
        analyses(),
        audits(),
    ):
        rows.append(row)
        print(f"measured: {row[0]}", file=sys.stderr)

    print(_surroundings())
    print(f"golden: {len(golden)} vignettes, {levels(golden)}")
    print(f"random: {len(random)} people, {levels(random)}")
    print(f"zen-engine: {zen.rows} rows in two tables; same criteria, rules, flags and ratings for all of them\n")
    print("\n".join(_table(rows)))


if __name__ == "__main__":
    main()
