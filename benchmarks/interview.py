"""How many questions an adaptive interview asks, of simulated people: `python -m benchmarks.interview`.

Prints a page of Markdown; `--output docs/reference/questions_asked.md` renews the one in the documentation (minutes).
Each state that an interview gets into is worked out once, for all people who get there.
"""

import argparse
import copy
import json
import math
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeAlias

from placement import FIVE_LEVEL, Assessment
from placement.analysis.interview import Interview
from placement.analysis.question_model import weights
from placement.analysis.region import Region, Until, between, coherent, ladders
from placement.cohort.synthetic.population import population

if TYPE_CHECKING:
    from placement.language.graded import Graded

__all__ = ["check_line", "page"]

Person: TypeAlias = Mapping[str, int]

_SEED: Final = 20_261
_PEOPLE: Final = 20_000
_FEWER: Final = 2_000
_CHECKED: Final = 100
_SCALES: Final = [scale.id for scale in FIVE_LEVEL.scales]
_FIXED: Final[Mapping[str, int]] = {name: place for place, name in enumerate(_SCALES)}


@dataclass(frozen=True)
class _Asked:
    """What became of one person: how many questions, and whether the result is that of all answers."""

    person: int
    questions: int
    same: bool


def _known(person: Person, names: Sequence[str]) -> Assessment:
    return Assessment.model_validate({"age": person["age"], **{name: person[name] for name in names}})


def _reached(region: Region, until: Until) -> list[int]:
    return [region.floor(ladder) for ladder in ladders(FIVE_LEVEL, until)]


def _full(person: Person, until: Until) -> list[int]:
    whole = FIVE_LEVEL.lattice.encode({name: person[name] for name in _SCALES})
    return _reached(Region(whole, whole), until)


class _Walk:
    """Goes through all interviews of some people at once, sorting them by their answers."""

    def __init__(self, people: Sequence[Person], until: Until) -> None:
        self.people = people
        self.until: Until = until
        self.full = [_full(person, until) for person in people]
        self.settled: list[_Asked] = []
        self.determined: list[_Asked] = []

    def _note(self, found: list[_Asked], who: Sequence[int], questions: int, region: Region) -> None:
        reached = _reached(region, self.until)
        found += [_Asked(one, questions, self.full[one] == reached) for one in who]

    def _by_answer(self, who: Sequence[int], name: str) -> Iterator[tuple[int, list[int]]]:
        answers = sorted({self.people[one][name] for one in who})
        yield from ((answer, [one for one in who if self.people[one][name] == answer]) for answer in answers)

    def adaptive(self, interview: Interview, who: Sequence[int], *, open_: bool = True) -> None:
        """Hold an interview; note when it is over, and when `place` first called the result determined."""
        trusted = between(FIVE_LEVEL, interview.assessment)
        if open_ and not trusted.still_open(ladders(FIVE_LEVEL, self.until)):
            self._note(self.determined, who, len(interview.asked), trusted)
            open_ = False
        question = interview.ask()
        if question is None:
            self._note(self.settled, who, len(interview.asked), trusted)
            return
        for answer, some in self._by_answer(who, question.scale):
            after = copy.copy(interview)
            after.answer(answer)
            self.adaptive(after, some, open_=open_)

    def in_order(self, asked: tuple[str, ...], who: Sequence[int]) -> None:
        """Ask in the rulebook's order, and leave out what can no longer move the result."""
        region = coherent(FIVE_LEVEL, _known(self.people[who[0]], asked), asked)
        moving = weights(FIVE_LEVEL, region.moving(ladders(FIVE_LEVEL, self.until)))
        name = min((name for name in moving if name not in asked), key=_FIXED.__getitem__, default=None)
        if name is None:
            self._note(self.settled, who, len(asked), region)
            return
        for _, some in self._by_answer(who, name):
            self.in_order((*asked, name), some)


def _fixed(people: Sequence[Person], until: Until) -> list[_Asked]:
    """Ask in the rulebook's order, everything, and stop when the result is settled."""
    found: list[_Asked] = []
    for place, person in enumerate(people):
        low, high = 0, len(_SCALES)
        while low < high:  # with more answers fewer people fit: once it is settled it stays so
            half = (low + high) // 2
            asked = _SCALES[:half]
            open_ = coherent(FIVE_LEVEL, _known(person, asked), asked).still_open(ladders(FIVE_LEVEL, until))
            low, high = (half + 1, high) if open_ else (low, half)
        reached = _reached(coherent(FIVE_LEVEL, _known(person, _SCALES[:low]), _SCALES[:low]), until)
        found.append(_Asked(place, low, reached == _full(person, until)))
    return found


def _adaptive(people: Sequence[Person], until: Until) -> _Walk:
    walk = _Walk(people, until)
    walk.adaptive(Interview(until=until, age=40), range(len(people)))
    return walk


def _in_order(people: Sequence[Person], until: Until) -> list[_Asked]:
    walk = _Walk(people, until)
    walk.in_order((), range(len(people)))
    return walk.settled


def _figures(found: Sequence[_Asked]) -> list[str]:
    counts = sorted(one.questions for one in found)
    ninetieth = counts[math.ceil(0.9 * len(counts)) - 1]
    different = sum(not one.same for one in found)
    mean, median = statistics.mean(counts), statistics.median(counts)
    return [
        f"{mean:.1f}",
        f"{median:g}",
        f"{ninetieth}",
        f"{counts[-1]}",
        f"{different / len(counts):.1%}" if different else "nobody",
    ]


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [headings, ["---", *["--:"] * (len(headings) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _by_level(people: Sequence[Person], found: Sequence[_Asked]) -> str:
    levels = list(FIVE_LEVEL.level_named)
    of_level: dict[Graded, list[_Asked]] = {level: [] for level in levels}
    for one in found:
        of_level[levels[_full(people[one.person], "level")[0]]].append(one)
    rows = [
        [f"{level} ({FIVE_LEVEL.level_named[level].name})", f"{len(some):,}", *_figures(some)[:4]]
        for level, some in of_level.items()
        if some
    ]
    return _table(["level", "people", "mean", "median", "90th percentile", "most"], rows)


def check_line() -> str:
    """Return what the interviews of the first people of all come to; quick, to see whether a page is in step."""
    people = list(population(_CHECKED, _SEED))
    counts = Counter(one.questions for one in _adaptive(people, "level").settled)
    return f"<!-- the first {_CHECKED}: {json.dumps(sorted(counts.items()))} -->"


_PAGE: Final = """\
<!-- Written by `python -m benchmarks.interview --output docs/reference/questions_asked.md`. -->

# How many questions an interview asks

Of {people:,} [simulated adults](#the-people) (seed {seed}), until the **level** is settled. A full interview has {all}
questions. *Different* are those whose level is another than that of all their answers.

{level}

*Stopping when `place` calls it determined* takes a headline's word for every detail that was not asked about, which is
what an assessment means that somebody filled in and left. The interview asks on where a detail could still matter in
somebody whose headline is no worse: {more:.1f} questions more on average, and nobody's level is different.

By level, with the interview:

{by_level}

Of the first {fewer:,} of them, until the **service** is settled:

{service}

And until **every track and every flag** is:

{everything}

## What makes sure that the level is the same

Not these figures. An interview is settled when nobody who fits the answers can have another level, among all *coherent*
people: those whose details, in each dimension that headline answers close, are by themselves rated no worse than the
headlines by themselves. So whoever is coherent gets the level of their full interview. Who is not coherent contradicts
themselves (24-hour withdrawal signs, and a judgement that withdrawal needs nothing); then the answers that were given
stand, and a full interview could have shown more. `place` reports many such contradictions as conflicts.

Somebody coherent can still have another level than the *headlines alone* give, and that is the difference in the last
line of each table. Mostly it comes from details that a headline says little about: home support and contact with people
who use were judged, but nobody asked whether the person copes with outpatient structure; the risk of relapse was, but
not what relapse would lead to. Or check-ins were judged to be enough, and nobody asked about mild alcohol withdrawal,
which in pregnancy is another level.

## The people

`placement.cohort.synthetic.population.population` makes them up: adults who come to be assessed, with answers that
hang together. Some shares are those of real admissions, each by itself; everything else is
[this project's assumption](synthetic_cohort.md), fitted to no data. Other people would be asked other numbers of
questions. All of them are coherent and none is unsure of anything, so that nobody's level is different is no finding of
this table; it is proven, and tested on random people and rulebooks.

{levels}

{check}
"""


def page(people_in_all: int, fewer: int) -> str:
    """Return the page of the documentation.

    Args:
        people_in_all: How many people are asked until the level is settled.
        fewer: How many of them are asked until more is.
    """
    people = list(population(people_in_all, _SEED))
    headings = ["", "mean", "median", "90th percentile", "most", "different"]
    whole = str(len(_SCALES))
    full = ["full interview", f"{whole}.0", whole, whole, whole, "nobody"]

    def table(some: Sequence[Person], until: Until, *, walk: _Walk) -> str:
        return _table(
            headings,
            [
                full,
                ["in the rulebook's order, until settled", *_figures(_fixed(some, until))],
                ["the same, without what can move nothing", *_figures(_in_order(some, until))],
                ["**`Interview`**", *_figures(walk.settled)],
                ["stopping when `place` calls it determined", *_figures(walk.determined)],
            ],
        )

    level = _adaptive(people, "level")
    some = people[:fewer]
    counted = Counter(_full(person, "level")[0] for person in people)
    shares = [f"{counted[place] / len(people):.0%} {name}" for place, name in enumerate(FIVE_LEVEL.level_named)]
    means = [round(statistics.mean(one.questions for one in found), 1) for found in (level.settled, level.determined)]
    return _PAGE.format(
        people=len(people),
        seed=_SEED,
        all=whole,
        level=table(people, "level", walk=level),
        more=means[0] - means[1],
        by_level=_by_level(people, level.settled),
        fewer=len(some),
        service=table(some, "service", walk=_adaptive(some, "service")),
        everything=table(some, "all", walk=_adaptive(some, "all")),
        levels=f"Their levels: {', '.join(shares)}.",
        check=check_line(),
    )


def _main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.interview", description=__doc__)
    parser.add_argument("--people", type=int, default=_PEOPLE, help="until the level is settled (default: %(default)s)")
    parser.add_argument("--fewer", type=int, default=_FEWER, help="until more is settled (default: %(default)s)")
    parser.add_argument("--output", type=Path, help="write here instead of standard output")
    chosen = parser.parse_args(arguments)
    written = page(chosen.people, chosen.fewer)
    if chosen.output is None:
        print(written)
    else:
        chosen.output.write_text(written, encoding="utf-8")


if __name__ == "__main__":
    _main(sys.argv[1:])
