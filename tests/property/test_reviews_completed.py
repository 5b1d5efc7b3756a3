"""What a review says of two incomplete visits, held against every way in which both can be completed.

Few answers are open at a time, so that all completions are looked at, or many of them drawn where they are too many.
"""

import itertools
import math
import random
from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from placement import FIVE_LEVEL, Assessment, place
from placement.reviews import Review, review
from placement.rules.levels import Service
from tests.known import known

_SCALES: Final = {one.id: one for one in FIVE_LEVEL.scales}
_ASKED: Final = [
    *(name for name, one in _SCALES.items() if one.closes or one.separate),
    *("use_consequence", "cognition", "alcohol_withdrawal", "structure_response"),
]
_VALUES: Final[dict[str, list[Any]]] = {
    "days_in_level": [0, 6, 7, 13, 14, 27, 28, 90],
    "sessions_attended": [0, 15, 16, 40],
    "use": ["none", "slip", "continued"],
    "use_before": ["none", "slip", "continued"],
    "stalled_before": [[], ["relapse"], ["environment", "psychological"], ["relapse", "environment", "withdrawal"]],
    "plan_changed": [False, True],
    "appointment_booked": [False, True],
    "aftercare_weeks": [0, 9, 10],
    "reason_over_24_hours": [False, True],
}
_GOOD: Final = {"use": "none", "plan_changed": False, "appointment_booked": True, "reason_over_24_hours": True}
_MOST: Final = 120
"""Completions that are looked at for one review."""


class _Incomplete(NamedTuple):
    """A review with open answers at either visit, and open inputs."""

    placed: Service
    current: Assessment
    previous: Assessment | None
    noted: dict[str, Any]

    def review(self) -> Review:
        return review(self.placed, self.current, self.previous, **self.noted, engine="reference")

    def completions(self, seed: int) -> Iterator["_Incomplete"]:
        """Yield all ways to complete it, or a number of them drawn at random; both extremes among them."""
        current, noted = _open(self.current), [name for name, value in self.noted.items() if value is None]
        previous = {} if self.previous is None else _open(self.previous)
        before = _ANYBODY if self.previous is None else [self.previous]
        choices: list[list[Any]] = [*current.values(), *previous.values(), *(_VALUES[name] for name in noted), before]
        for values in _drawn(choices, seed):
            told = iter(values)
            now = self.current.model_copy(update={name: next(told) for name in current})
            then = {name: next(told) for name in previous}
            more = {name: next(told) for name in noted}
            yield _Incomplete(self.placed, now, next(told).model_copy(update=then), {**self.noted, **more})


def _drawn(choices: list[list[Any]], seed: int) -> Iterable[Iterable[Any]]:
    if math.prod(map(len, choices)) <= _MOST:
        return itertools.product(*choices)
    draw = random.Random(seed)
    ends = [[choice[0] for choice in choices], [choice[-1] for choice in choices]]
    return [*ends, *([draw.choice(choice) for choice in choices] for _ in range(_MOST))]


def _open(person: Assessment) -> dict[str, list[int]]:
    low, high = person.ends()
    return {name: list(range(low[name], high[name] + 1)) for name in low if low[name] < high[name]}


_ANYBODY: Final = [
    known(),
    known(use_disorder=3, relapse_risk=1),
    known(use_disorder=4, relapse_risk=3, home_safety=3, suicide_risk=3, co_occurring=3, detox_need=3),
]
"""People who the person may have been at a last visit of which nothing is known."""


@st.composite
def _incomplete(draw: st.DrawFn) -> _Incomplete:
    now: dict[str, Any] = {
        "use_disorder": draw(st.sampled_from([0, 2, 3, 3, 4])),
        "relapse_risk": draw(st.integers(0, 3)),
    }
    some = st.dictionaries(st.sampled_from(_ASKED), st.integers(0, 2), max_size=2)
    now |= {name: min(value, _SCALES[name].highest()) for name, value in draw(some).items()}
    then = now | {name: min(value, _SCALES[name].highest()) for name, value in draw(some).items()}
    gaps = st.dictionaries(st.sampled_from(_ASKED), st.sampled_from([None, "unsure"]), max_size=2)
    current, previous = known(**now | draw(gaps)), known(**then | draw(gaps))
    noted = {name: draw(st.sampled_from(values)) for name, values in _VALUES.items()}
    noted |= _GOOD if draw(st.integers(0, 2)) else {}
    noted |= dict.fromkeys(draw(st.lists(st.sampled_from(sorted(_VALUES)), max_size=2)))
    placed = draw(st.sampled_from(_near(current))) if draw(st.booleans()) else draw(_ANYWHERE)
    return _Incomplete(placed, current, None if draw(st.integers(0, 6)) == 0 else previous, noted)


_ANYWHERE: Final = st.sampled_from([one for one in Service if one is not Service.NONE])


def _near(person: Assessment) -> list[Service]:
    need = place(person, engine="reference")
    ends = (need.floor.service.position, need.ceiling.service.position)
    return [list(Service)[min(8, max(1, at + more))] for at in ends for more in (-1, 0, 0, 1, 2)]


def _facts(found: Review) -> dict[str, str]:
    """Return the verdicts of all facts but one, which says that something is open and nothing of the person."""
    facts = (fact for row in found.rows for fact in row.facts)
    return {fact.id: fact.verdict for fact in facts if fact.id != "need.open"}


@given(_incomplete(), st.integers(0, 1000))
def test_what_a_review_says_for_certain_is_so_however_both_visits_are_completed(case: _Incomplete, seed: int) -> None:
    said = case.review()
    facts = {name: verdict for name, verdict in _facts(said).items() if verdict != "unknown"}
    cannot_wait = said.kind in {"emergency", "safety", "step up"} and said.questions
    settled = said.outcome != "review.ask" and not cannot_wait
    for completed in case.completions(seed):
        found = completed.review()
        assert facts.items() <= _facts(found).items()
        assert not settled or found.outcome == said.outcome
        assert not settled or said.to_floor <= found.to_floor <= found.to <= found.to_ceiling <= said.to_ceiling
        if not said.questions:
            assert said.to_floor == said.to_ceiling
            for field in ("to", "within_days", "next_review_days", "unsuccessful_level", "need_met_by_phase"):
                assert getattr(found, field) == getattr(said, field), field
        if found.outcome == said.outcome and said.within_days is not None and found.within_days is not None:
            assert said.within_days <= found.within_days
        _require_drivers(said, found)


def _require_drivers(said: Review, found: Review) -> None:
    """Require that drivers, and what became of them, are among those of an incomplete review, and all certain ones."""
    assert said.stalled is None or set(said.stalled) == set(found.stalled or ())
    drivers, held = {one.id: one for one in said.drivers}, {one.id: one for one in found.drivers}
    certain = {name for name, one in drivers.items() if one.verdict == "met"}
    assert certain <= held.keys() <= drivers.keys()
    for name, driver in held.items():
        before = drivers[name]
        assert before.rating <= driver.rating <= before.rating_at_most
        assert before.improved is None or before.improved is driver.improved
