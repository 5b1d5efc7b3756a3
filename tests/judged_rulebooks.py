"""Random rulebooks for `place` in which headlines stand for details, and both are rated. A strategy for hypothesis."""

from collections.abc import Sequence
from typing import Final

from hypothesis import reject
from hypothesis import strategies as st

from placement import Criterion, DefinitionError, Dimension, Flag, Rule, Rulebook, Scale, Source
from placement.criteria.dimensions import DIMENSIONS, PSYCHOLOGICAL, WITHDRAWAL
from placement.language.condition import AtLeast, Condition, all_of, any_of, count_of
from placement.language.scale import new_scale
from placement.rules.levels import MentalHealthCapability, Service, WithdrawalManagement
from placement.rules.services import LEVELS

__all__ = ["judged_rulebooks"]

_CITED: Final = (Source("INVENTED", "An invented source", "rulebooks for tests", "general"),)


def _scale(name: str, highest: int, dimension: Dimension, **said: bool) -> type[Scale]:
    anchors = [(f"at_{position}", f"position {position}") for position in range(highest + 1)]
    return new_scale(name, f"Invented {name}", anchors, dimension=dimension, sources=_CITED, **said)


@st.composite
def _scales(draw: st.DrawFn) -> tuple[type[Scale], ...]:
    danger = st.booleans()
    details = [_scale(f"detail_{one}", 2, WITHDRAWAL, danger=draw(danger)) for one in range(draw(st.integers(1, 2)))]
    if draw(st.booleans()):
        other = [_scale("fact", 2, PSYCHOLOGICAL, danger=draw(danger), separate=draw(st.booleans()))]
    else:
        other = [_scale("second", 1, WITHDRAWAL, closes=True), _scale("fact", 1, WITHDRAWAL, separate=True)]
    return tuple(draw(st.permutations([_scale("headline", 4, WITHDRAWAL, closes=True), *details, *other])))


def _comparisons(scales: Sequence[type[Scale]]) -> list[AtLeast]:
    return [AtLeast(scale.id, position) for scale in scales for position in range(1, scale.highest() + 1)]


def _joined(tests: Sequence[AtLeast]) -> st.SearchStrategy[Condition]:
    one: st.SearchStrategy[Condition] = st.sampled_from(tests)
    return one | st.lists(one, min_size=2, max_size=3, unique=True).map(lambda parts: all_of(*parts))


@st.composite
def judged_rulebooks(draw: st.DrawFn) -> Rulebook:
    """One or two headlines, details that they stand for, and a fact or two beside them.

    Each position of the first headline raises the rating, and so does most of what the details say. Everything together
    leads to the highest value of every track, so that each value is given to somebody.
    """
    scales = draw(_scales())
    headlines, details = [one for one in scales if one.closes], [one for one in scales if one.id.startswith("detail")]
    told = [
        *((when, when.at_least) for when in _comparisons(headlines)),
        *((when, draw(st.integers(1, 4))) for when in _comparisons(details)),
        *((when, draw(st.integers(1, 4))) for when in draw(st.lists(_joined(_comparisons(scales)), max_size=3))),
    ]
    criteria = [
        Criterion(f"withdrawal.criterion-{number}", "It is so.", when, WITHDRAWAL.at(rating), _CITED)
        for number, (when, rating) in enumerate(told)
    ]
    everything = _comparisons(scales)
    readable = [*everything, *(WITHDRAWAL.at(rating) for rating in range(1, 5))]
    rules: list[Rule] = []
    for track in (Service, WithdrawalManagement, MentalHealthCapability):
        raising: list[tuple[Condition, int]] = [
            (count_of(max(1, len(everything) - track.highest() + value), *everything), value)
            for value in range(1, track.highest() + 1)
        ]
        raising += [
            (when, draw(st.integers(1, track.highest()))) for when in draw(st.lists(_joined(readable), max_size=3))
        ]
        rules += [
            Rule(f"{track.id.replace('_', '-')}.rule-{number}", "It follows.", when, AtLeast(track.id, value), _CITED)
            for number, (when, value) in enumerate(raising)
        ]
    flags = [any_of(*draw(st.lists(_joined(readable), min_size=1, max_size=2))) for _ in range(draw(st.integers(0, 2)))]
    try:
        return Rulebook(
            id="judged",
            version="1",
            title="An invented rulebook",
            dimensions=DIMENSIONS,
            scales=scales,
            tracks=(Service, WithdrawalManagement, MentalHealthCapability),
            criteria=tuple(criteria),
            rules=tuple(rules),
            flags=tuple(Flag(f"flag.flag-{number}", "Do it.", when, _CITED) for number, when in enumerate(flags)),
            sources=_CITED,
            levels=LEVELS,
        )
    except DefinitionError:  # a value that nobody can be given, because a rule gives more to all who would get it
        reject()
