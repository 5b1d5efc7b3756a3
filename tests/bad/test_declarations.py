"""Criteria, rules and flags that cannot stand: what they read and raise, what they cite, what they are called."""

from dataclasses import replace
from typing import Any, Final

import pytest

from placement import AtLeast, DefinitionError, all_of, any_of, count_of
from placement.language.graded import new_track
from placement.language.scale import new_scale
from tests.bad.changes import HEARSAY, UNJUDGED, criterion, flag, rule, scale
from tests.tiny_rulebook import (
    BODY,
    DUTIES,
    FEVERISH,
    LEAFLET,
    LOW,
    MIND,
    SERVICE,
    TINY,
    Fever,
    LowMood,
    Plan,
    Shifts,
    tiny,
)

_VISIT: Final = new_track("visit", "Visit", ["none", "daily"])

_SHAPE: Final[dict[str, tuple[dict[str, Any], list[str]]]] = {
    # --- conditions
    "a scale that is not declared": (
        criterion(when=AtLeast("hunger", 1)),
        ["`mind.low` reads `hunger`, which is not declared"],
    ),
    "an anchor above the worst": (
        criterion(when=LowMood.at(3)),
        ["`mind.low` reads `low_mood` at 3: expected 1 to 2"],
    ),
    "the most favourable anchor, which everybody reaches": (
        criterion(when=LowMood.NONE.or_worse),
        ["`mind.low` reads `low_mood` at 0: expected 1 to 2"],
    ),
    "any of nothing": (criterion(when=any_of()), ["`mind.low` joins no conditions"]),
    "all of nothing, inside": (
        criterion(when=any_of(LowMood.SOME.or_worse, all_of())),
        ["`mind.low` joins no conditions"],
    ),
    "a count of nothing": (
        criterion(when=count_of(1)),
        ["`mind.low` joins no conditions", "`mind.low` counts 1 of 0"],
    ),
    "a count that everybody reaches": (
        criterion(when=count_of(0, LowMood.SOME.or_worse)),
        ["`mind.low` counts 0 of 1"],
    ),
    "a count that nobody reaches": (
        criterion(when=count_of(3, LowMood.SOME.or_worse, Plan.PRESENT.or_worse)),
        ["`mind.low` counts 3 of 2"],
    ),
    "a count that nobody reaches, inside": (
        flag(when=all_of(BODY.at(1), count_of(2, MIND.at(1)))),
        ["`flag.fluids` counts 2 of 1"],
    ),
    # --- layers
    "a criterion that reads a rating": (
        criterion(when=BODY.at(1)),
        ["`mind.low` reads `body`, which is a rating: a criterion reads scales, and a rule or flag reads ratings"],
    ),
    "a criterion that reads a track": (
        criterion(when=AtLeast("service", 1)),
        ["`mind.low` reads `service`, which is a track: only a rule reads tracks"],
    ),
    "a criterion that reads a duty": (
        criterion(when=Shifts.NIGHT.or_worse),
        ["`mind.low` reads `shifts`, which is not need"],
    ),
    "a criterion that raises a track": (
        criterion(raises=SERVICE.WARD.or_more),
        ["`mind.low` raises `service`, which is a track: expected a rating"],
    ),
    "a criterion that raises a scale": (
        criterion(raises=Fever.HIGH.or_worse),
        ["`mind.low` raises `fever`, which is a scale: expected a rating"],
    ),
    "a criterion that raises what is not rated": (
        criterion(raises=DUTIES.at(1)),
        ["`mind.low` raises `duties`, which is not rated"],
    ),
    "a criterion that rates above 4": (
        criterion(raises=MIND.at(5)),
        ["`mind.low` raises `mind` at 5: expected 1 to 4"],
    ),
    "a criterion that rates 0": (criterion(raises=MIND.at(0)), ["`mind.low` raises `mind` at 0: expected 1 to 4"]),
    "a rule that raises a rating": (
        rule(raises=MIND.at(1)),
        ["`service.clinic` raises `mind`, which is a rating: expected a track"],
    ),
    "a rule that raises what is not declared": (
        rule(raises=AtLeast("speed", 1)),
        ["`service.clinic` raises `speed`, which is not declared"],
    ),
    "a rule that raises a track above its most": (
        rule(raises=AtLeast("service", 3)),
        ["`service.clinic` raises `service` at 3: expected 1 to 2"],
    ),
    "a rule that reads a duty": (
        rule(when=any_of(MIND.at(2), Shifts.DAY.or_worse)),
        ["`service.clinic` reads `shifts`, which is not need"],
    ),
    "a rule that reads a track": (
        rule(when=SERVICE.WARD.or_more),
        [
            (
                "`service.clinic` reads `service`, which it raises itself: "
                "a rule reads tracks that are declared before its own"
            ),
        ],
    ),
    "a rule that reads a track that is decided later": (
        {
            "tracks": (SERVICE, _VISIT),
            "rules": (
                *TINY.rules,
                replace(TINY.rules[0], id="visit.low", raises=AtLeast("visit", 1)),
                replace(TINY.rules[0], id="service.visited", when=AtLeast("visit", 1)),
            ),
        },
        ["`service.visited` reads `visit`, which is decided later: declare `visit` before `service`"],
    ),
    "a rule that reads a track and raises what is not declared": (
        rule(when=SERVICE.WARD.or_more, raises=AtLeast("speed", 1)),
        [
            "`service.clinic` reads `service`, which is a track: expected a scale or rating",
            "`service.clinic` raises `speed`, which is not declared",
        ],
    ),
    "a flag that reads a track": (
        flag(when=SERVICE.WARD.or_more),
        ["`flag.fluids` reads `service`, which is a track: only a rule reads tracks"],
    ),
    "a rule that reads a dimension that is not rated": (
        rule(when=DUTIES.at(1)),
        ["`service.clinic` reads `duties`, which is not rated"],
    ),
    "a flag that reads a duty": (flag(when=Shifts.DAY.or_worse), ["`flag.fluids` reads `shifts`, which is not need"]),
    # --- citations and sentences
    "a criterion without a source": (criterion(sources=()), ["`mind.low` cites no source"]),
    "a rule without a source": (rule(sources=()), ["`service.clinic` cites no source"]),
    "a flag without a source": (flag(sources=()), ["`flag.fluids` cites no source"]),
    "a source from elsewhere": (
        criterion(sources=(LEAFLET, HEARSAY)),
        ["`mind.low` cites `HEARSAY`, not among the rulebook's sources"],
    ),
    "a source that says something else under the same name": (
        criterion(sources=(replace(LEAFLET, title="Another leaflet"),)),
        ["`mind.low` cites `LEAFLET`, not among the rulebook's sources"],
    ),
    "a scale without a source": (
        {"scales": (*TINY.scales, new_scale("x", "More", [("a", "a"), ("b", "b")], dimension=MIND))},
        ["scale `x` cites no source"],
    ),
    "a criterion without a sentence": (
        criterion(summary=" "),
        ["`mind.low` says nothing: give it one sentence"],
    ),
    "a rule without a sentence": (rule(summary=""), ["`service.clinic` says nothing: give it one sentence"]),
    "a flag that asks for nothing": (flag(text=""), ["`flag.fluids` says nothing: give it one sentence"]),
    # --- names
    "two criteria of one id": ({"criteria": (LOW, LOW, FEVERISH)}, ["id `mind.low` is declared 2 times"]),
    "a rule and a flag of one id": (flag(id="service.ward"), ["id `service.ward` is declared 2 times"]),
    "two tracks of one id": ({"tracks": (SERVICE, SERVICE)}, ["id `service` is declared 2 times"]),
    "a scale of a dimension's name": (
        scale("mind", ("a", "a"), ("b", "b")),
        ["id `mind` is declared 2 times"],
    ),
    "two sources of one id": (
        {"sources": (LEAFLET, replace(LEAFLET, title="Another leaflet"))},
        ["source `LEAFLET` is declared 2 times"],
    ),
    "an id in capitals": (
        criterion(id="Mind.Low"),
        ["`Mind.Low` cannot be an id: use kebab case, with dots between its parts"],
    ),
    "an id of nothing": (
        flag(id=""),
        ["`` cannot be an id: use kebab case, with dots between its parts"],
    ),
    "a rulebook with spaces in its id": (
        {"id": "my rulebook"},
        ["`my rulebook` cannot be an id: use kebab case, with dots between its parts"],
    ),
    "a fact in kebab case": (
        scale("low-mood", ("a", "a"), ("b", "b")),
        ["`low-mood` cannot name a fact: use snake case"],
    ),
    "a fact that is called age": (
        scale("age", ("a", "a"), ("b", "b")),
        ["`age` cannot name a fact: an assessment needs that name itself"],
    ),
    "a fact that is called as what an assessment can do": (
        scale("ceiling", ("a", "a"), ("b", "b")),
        ["`ceiling` cannot name a fact: an assessment needs that name itself"],
    ),
}


@pytest.mark.parametrize(("changed", "mistakes"), _SHAPE.values(), ids=_SHAPE)
def test_a_rulebook_of_the_wrong_shape_is_refused(changed: dict[str, Any], mistakes: list[str]) -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(**changed)
    assert raised.value.mistakes == (*mistakes, UNJUDGED)
