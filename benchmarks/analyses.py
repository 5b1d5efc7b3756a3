"""How fast the analyses are: also by themselves, with `python -m benchmarks.analyses`.

Whatever is remembered with a rulebook is built anew for each measurement of a whole rulebook. Of one person, the
rulebook's own part is known, as it is from the second person on.
"""

import dataclasses
import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from time import process_time
from typing import Final, TypeAlias, TypeVar, assert_never

from benchmarks.people import partly_known, random_people, vignettes
from benchmarks.timing import Times, median_of
from placement import FIVE_LEVEL, Answers, Recommendation, Rulebook, Scale, place
from placement.analysis import minimal_people, share
from placement.language.condition import All, Any, AtLeast, Condition, Count
from placement.language.scale import HIGHEST_RATING, new_scale

__all__ = ["analyses", "threefold"]

_Row: TypeAlias = tuple[str, str, str, str, str]
_ROUNDS: Final = 3
_T = TypeVar("_T")


def _renamed(condition: Condition, names: Mapping[str, str]) -> Condition:
    match condition:
        case AtLeast(fact, position):
            return AtLeast(names.get(fact, fact), position)
        case All(parts):
            return All(tuple(_renamed(part, names) for part in parts))
        case Any(parts):
            return Any(tuple(_renamed(part, names) for part in parts))
        case Count(count, parts):
            return Count(count, tuple(_renamed(part, names) for part in parts))
        case _:
            assert_never(condition)


def _copied(scale: type[Scale], name: str) -> type[Scale]:
    return new_scale(
        name,
        scale.title(),
        [(anchor.key, anchor.label) for anchor in scale],
        dimension=scale.dimension,
        closes=scale.closes,
        danger=scale.danger,
        separate=scale.separate,
        fixed=scale.fixed,
        sources=scale.sources,
    )


def threefold(rulebook: Rulebook) -> Rulebook:
    """Return a rulebook three times the size: every scale, criterion, rule and flag of this one three times over.

    Each copy reads its own scales. All of them raise the same ratings, which the rules of all of them read, so the
    copies are not three rulebooks side by side: answers of one and answers of another count together.
    """
    scales, criteria, rules, flags = [*rulebook.scales], [*rulebook.criteria], [*rulebook.rules], [*rulebook.flags]
    for copy in ("2", "3"):
        names = {scale.id: f"{scale.id}_{copy}" for scale in rulebook.scales}
        scales += [_copied(scale, names[scale.id]) for scale in rulebook.scales]
        criteria += [
            dataclasses.replace(one, id=f"{one.id}-{copy}", when=_renamed(one.when, names)) for one in rulebook.criteria
        ]
        rules += [
            dataclasses.replace(one, id=f"{one.id}-{copy}", when=_renamed(one.when, names)) for one in rulebook.rules
        ]
        flags += [
            dataclasses.replace(one, id=f"{one.id}-{copy}", when=_renamed(one.when, names)) for one in rulebook.flags
        ]
    return dataclasses.replace(
        rulebook,
        id=f"{rulebook.id}-threefold",
        scales=tuple(scales),
        criteria=tuple(criteria),
        rules=tuple(rules),
        flags=tuple(flags),
        guarantees=(),
        exemptions=(),
    )


def _tracks(rulebook: Rulebook) -> int:
    return sum(len(minimal_people(rulebook, track, value)) for track in rulebook.tracks for value in track)


def _everything(rulebook: Rulebook) -> int:
    ratings = sum(
        len(minimal_people(rulebook, one.id, rating))
        for one in rulebook.dimensions
        if one.rated
        for rating in range(1, 1 + HIGHEST_RATING)
    )
    return _tracks(rulebook) + ratings + sum(len(minimal_people(rulebook, name)) for name in rulebook.declared)


def _shares(rulebook: Rulebook) -> int:
    return sum(share(rulebook, track).everybody for track in rulebook.tracks)


def _timed(work: Callable[[_T], object], subject: _T) -> float:
    started = process_time()
    work(subject)
    return process_time() - started


def _anew(rulebook: Rulebook, work: Callable[[Rulebook], object]) -> Times:
    """Time what is done with a whole rulebook, each round with a copy of which nothing is known."""
    gc.collect()
    return [_timed(work, dataclasses.replace(rulebook)) for _ in range(_ROUNDS)]


def _because(recommendation: Recommendation) -> int:
    return len(recommendation.because)


def _cases(recommendation: Recommendation) -> int:
    return len(recommendation.cases)


_OF_ONE: Final[Mapping[str, Callable[[Recommendation], object]]] = {
    "`because`": _because,
    "`cases`": _cases,
    "`what_would_change()`": Recommendation.what_would_change,
    '`what_would_change(to="none")`': partial(Recommendation.what_would_change, to="none"),
    "`stability()`": Recommendation.stability,
    "`turning_points()`": Recommendation.turning_points,
}


def _of_one() -> Iterator[_Row]:
    everybody = random_people(100)
    populations: dict[str, Sequence[Answers]] = {
        "golden": vignettes("people"),
        "golden, open answers": vignettes("partial"),
        "random": everybody,
        "random, 30% open": partly_known(everybody, 0.3),
    }
    for whom, people in populations.items():
        for what, ask in _OF_ONE.items():
            for person in people:  # once untimed: what is built on first use is built now
                ask(place(person, engine="reference"))
            times = [_timed(ask, place(person, engine="reference")) for person in people]
            yield f"{whom}: {what}", median_of(times), f"slowest person: {max(times) * 1e3:.3g} ms", "", "50 ms"


def _of_rulebooks() -> Iterator[_Row]:
    large = threefold(FIVE_LEVEL)
    works: dict[str, tuple[Rulebook, Callable[[Rulebook], object], str]] = {
        "minimal people of every value, `FIVE_LEVEL`": (FIVE_LEVEL, _tracks, "1 s"),
        "the same, with every rating, criterion, rule and flag": (FIVE_LEVEL, _everything, "1 s"),
        "`share` of every track, `FIVE_LEVEL`": (FIVE_LEVEL, _shares, ""),
        f"minimal people of every value, three times its size ({len(large.scales)} scales)": (large, _tracks, "10 s"),
        "the same, with every rating, criterion, rule and flag of it": (large, _everything, "10 s"),
    }
    for what, (rulebook, work, aim) in works.items():
        yield what, median_of(_anew(rulebook, work)), "", "", aim


def analyses() -> Iterator[_Row]:
    """Measure every analysis, row by row of the table."""
    yield from _of_one()
    yield from _of_rulebooks()


if __name__ == "__main__":
    for row in analyses():
        print("; ".join(cell for cell in row if cell))
