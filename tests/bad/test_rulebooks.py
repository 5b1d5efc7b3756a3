"""Rulebooks that cannot stand: every mistake at once, each by its id, in exact words."""

from dataclasses import replace
from typing import Any, Final

import pytest

from placement import (
    All,
    Alternative,
    Arrangement,
    AtLeast,
    AtMost,
    Codes,
    Criterion,
    DefinitionError,
    Dimension,
    Exemption,
    Figure,
    Flag,
    Letter,
    LevelDescription,
    Phrase,
    Phrases,
    Rule,
    Scale,
    SensitivityLabel,
    Statement,
    Track,
    Words,
    all_of,
    any_of,
    count_of,
)
from placement.language.graded import new_track
from tests.bad.changes import (
    CLINIC,
    HEARSAY,
    UNJUDGED,
    WARD,
    ceiling,
    conflict,
    criterion,
    described,
    flag,
    floor,
    rule,
    scale,
)
from tests.tiny_rulebook import BODY, DUTIES, FEVERISH, LEAFLET, MIND, SERVICE, TINY, Fever, LowMood, Plan, Shifts, tiny


class Gap(Scale, dimension=MIND, sources=(LEAFLET,)):
    """Gap."""

    NONE = 0, "none"
    MUCH = 2, "much"


class Twice(Scale, dimension=MIND, sources=(LEAFLET,)):
    """Twice."""

    NONE = 0, "none"
    SOME = 1, "some"
    ALSO_SOME = 1, "also some"


class Nowhere(Scale):
    """Nowhere."""

    NO = 0, "no"
    YES = 1, "yes"


class Echo(Track):
    """Echo."""

    NONE = "none"
    ONE = "one"
    ALSO_ONE = "one"


_SHAPE: Final[dict[str, tuple[dict[str, Any], list[str]]]] = {
    # --- scales and tracks
    "a scale of another rulebook's dimension": (
        {"dimensions": (replace(MIND, title="Soul"), BODY, DUTIES)},
        [
            "scale `low_mood` belongs to no dimension of the rulebook",
            "scale `plan` belongs to no dimension of the rulebook",
        ],
    ),
    "a scale of no dimension": (
        {"scales": (*TINY.scales, Nowhere)},
        [
            "scale `nowhere` belongs to no dimension of the rulebook",
            "scale `nowhere` cites no source",
        ],
    ),
    "a scale of one anchor": (
        scale("x", ("a", "a")),
        ["scale `x` needs two or more anchors at positions 0, 1, 2 and so on"],
    ),
    "a scale with a gap": (
        {"scales": (*TINY.scales, Gap)},
        [
            "scale `gap` needs two or more anchors at positions 0, 1, 2 and so on",
        ],
    ),
    "a scale with two anchors at one position": (
        {"scales": (*TINY.scales, Twice)},
        [
            "scale `twice` needs two or more anchors at positions 0, 1, 2 and so on",
        ],
    ),
    "an anchor that is called unsure": (
        scale("x", ("a", "a"), ("unsure", "b")),
        ["scale `x` needs a different key and label for each anchor, none of them `unsure`"],
    ),
    "two anchors of one label": (
        scale("x", ("a", "same"), ("b", "same")),
        ["scale `x` needs a different key and label for each anchor, none of them `unsure`"],
    ),
    "an anchor with the key of another's label": (
        scale("x", ("a", "b"), ("b", "c")),
        ["scale `x` needs a different key and label for each anchor, none of them `unsure`"],
    ),
    "a track of one value": (
        {"tracks": (SERVICE, new_track("pace", "Pace", ["slow"]))},
        ["track `pace` needs two or more values, each with a name of its own"],
    ),
    "a track with two values of one name": (
        {"tracks": (SERVICE, Echo)},
        [
            "track `echo` needs two or more values, each with a name of its own",
        ],
    ),
    # --- promises
    "a promise about a scale": (
        floor(LowMood.SOME.or_worse),
        ["`g.floor` promises `low_mood`, which is a scale: expected a track"],
    ),
    "a promise of nothing": (floor(AtLeast("service", 0)), ["`g.floor` promises `service` at 0: expected 1 to 2"]),
    "a promise about a rating": (
        floor(SERVICE.CLINIC.or_more, MIND.at(2)),
        ["`g.floor` speaks of `mind`, which is a rating: expected a scale"],
    ),
    "a promise about an anchor that there is not": (
        ceiling(SERVICE.CLINIC.or_less, "mind", capped=(AtMost("fever", 3),)),
        ["`g.ceiling` speaks of `fever` at 3: expected 0 to 2"],
    ),
    "a promise about those without something that there is not": (
        ceiling(SERVICE.CLINIC.or_less, "mind", "hunger"),
        ["`g.ceiling` speaks of `hunger`, which is not declared"],
    ),
    # --- beside the need
    "a conflict that says nothing, of an age that nobody asks for": (
        conflict(text=""),
        [
            "`conflict.more` says nothing: give it one sentence",
            "`conflict.more` has no statements: expected some, or `ages` of the rulebook, which it then asks for",
        ],
    ),
    "a conflict about a rating": (
        conflict((AtMost("mind", 1),)),
        ["`conflict.more` reads `mind`, which is a rating: expected a scale"],
    ),
    "a conflict with an alternative that everybody meets": (
        conflict((Plan.PRESENT.or_worse,), ()),
        ["`conflict.more` has an alternative without a statement"],
    ),
    "an arrangement for a service that there is not": (
        {"arrangements": (Arrangement("delivery.bus", "send a bus", ("palace",), (AtLeast("service", 1),)),)},
        [
            "`delivery.bus` speaks of service `palace`, which is not declared",
            "`delivery.bus` reads `service`, which is a track: expected a scale or rating",
        ],
    ),
    "a flag for a service that there is not": (
        {"flags": (Flag("flag.bus", "send a bus", BODY.at(1), (LEAFLET,), services=("ward", "palace")),)},
        ["`flag.bus` speaks of service `palace`, which is not declared"],
    ),
    "an arrangement that cites what nobody else does": (
        {"arrangements": (Arrangement("delivery.bus", "send a bus", ("ward",), (Shifts.DAY.or_worse,), (HEARSAY,)),)},
        ["`delivery.bus` cites `HEARSAY`, not among the rulebook's sources"],
    ),
    "an alternative that knows none of the rulebook": (
        {"alternatives": (Alternative("alternative.rest", "", "9", "8", "soul", -1, (AtLeast("hunger", 1),), ()),)},
        [
            "`alternative.rest` says nothing: give it one sentence",
            "`alternative.rest` reads `hunger`, which is not declared",
            "`alternative.rest` speaks of level `9`, which is not declared",
            "`alternative.rest` speaks of level `8`, which is not declared",
            "`alternative.rest` speaks of dimension `soul`, which is not declared",
            "`alternative.rest` caps at -1: expected 0 or more, and less than the worst anchor",
        ],
    ),
    "levels that leave a service out": (
        {"levels": (LevelDescription("1", "low", ("home", "clinic")),)},
        ["levels must list every value of the headline track once, in its order"],
    ),
    "levels that list a value that there is not": (
        {"levels": (LevelDescription("1", "low", ("home", "clinic")), LevelDescription("2", "high", ("wards",)))},
        ["`2` speaks of value `wards`, which is not declared"],
    ),
    "levels that list services in another order": (
        {"levels": (LevelDescription("1", "low", ("clinic", "home")), LevelDescription("2", "high", ("ward",)))},
        ["levels must list every value of the headline track once, in its order"],
    ),
    "a description of a service that there is not": (
        {"services": (described("palace"),)},
        ["service `palace` is described and not declared"],
    ),
    "two descriptions of one service": (
        {"services": (described(), described())},
        ["service `ward` is described 2 times"],
    ),
    "a figure without a number": (
        {"services": (described(hours=(Figure(note="many"),)),)},
        ["service `ward` gives no range in a figure: expected a minimum, a maximum or both"],
    ),
    "a figure whose minimum is above its maximum": (
        {"services": (described(group_size=(Figure(9, 3),)),)},
        ["service `ward` gives no range in a figure: expected a minimum, a maximum or both"],
    ),
    "a description that cites what is not among the sources": (
        {"services": (described(length=(Statement("long", (HEARSAY,)),)),)},
        ["service `ward` cites `HEARSAY`, not among the rulebook's sources"],
    ),
    "an arrangement for no service": (
        {"arrangements": (Arrangement("delivery.bus", "send a bus", (), (Shifts.DAY.or_worse,)),)},
        ["`delivery.bus` is for no service"],
    ),
    "an alternative that leads no lower and caps nothing": (
        {"alternatives": (Alternative("alternative.rest", "rest", "home", "ward", "mind", 4, (), ()),)},
        [
            "`alternative.rest` offers at most level `ward`: expected one below its `level`",
            "`alternative.rest` caps at 4: expected 0 or more, and less than the worst anchor",
        ],
    ),
    # --- words
    "anchors that a table cannot tell apart": (
        scale("rank", ("none", "none"), ("low", "2"), ("high", "+3")),
        [
            "scale `rank`: `LOW`: expected a label that is not the number of another position",
            "scale `rank`: `HIGH`: expected a label that is not the number of another position",
        ],
    ),
    "an anchor whose name no document can hold": (
        scale("gait", ("good", "good"), ("mäßig", "fair")),
        ["scale `gait`: `MÄSSIG`: expected a name of letters from A to Z, digits and `_`"],
    ),
    "names that end a sentence, or say nothing": (
        {
            "dimensions": (MIND, BODY, DUTIES, Dimension("soul", "Soul.")),
            "services": (described(),),
            "levels": (
                LevelDescription("1", "low.", ("home", "clinic")),
                LevelDescription("2", "", ("ward",)),
            ),
        },
        [
            "dimension `soul`: `title`: expected text, without a full stop at its end",
            "level `1`: `name`: expected text, without a full stop at its end",
        ],
    ),
    "words that other systems cannot read": (
        {
            "version": " ",
            "words": Words(
                notice="",
                level=" ",
                codes=Codes(base="criteria.example/fhir/", sensitivity=(SensitivityLabel("", "none"),)),
            ),
        },
        [
            "`version`: expected text",
            "`words.level`: expected text",
            "`words.notice`: expected text",
            "`words.codes.base`: expected an address without a slash at its end, such as `https://example.org/fhir`",
            "`words.codes.sensitivity`: expected codes of v3-ActCode, such as `ETH`",
        ],
    ),
    "a letter that speaks of what there is not": (
        {
            "words": Words(
                letter=Letter(
                    services=(Phrase("palace", "a palace"),),
                    levels=(Phrase("9", "much"),),
                    reasons=(Phrases("soul", ("Your soul aches.",)),),
                    flags=(Phrase("flag.none", "Call."),),
                    possible_flags=(Phrase("flag.nor", "Call."),),
                    arrangements=(Phrase("delivery.boat", "a boat"),),
                    questions=(Phrase("hunger", "your hunger"),),
                )
            )
        },
        [
            "`letter.services` speaks of value `palace`, which is not declared",
            "`letter.levels` speaks of level `9`, which is not declared",
            "`letter.reasons` speaks of dimension `soul`, which is not declared",
            "`letter.flags` speaks of flag `flag.none`, which is not declared",
            "`letter.possible_flags` speaks of flag `flag.nor`, which is not declared",
            "`letter.arrangements` speaks of arrangement or alternative `delivery.boat`, which is not declared",
            "`letter.questions` speaks of scale `hunger`, which is not declared",
        ],
    ),
    "a letter that says two things of one, and nothing of others": (
        {
            "words": Words(
                letter=Letter(
                    services=(Phrase("ward", "a bed"), Phrase("ward", "a room"), Phrase("home", " ")),
                    reasons=(Phrases("mind", ()), Phrases("body", ("You are ill.", ""))),
                )
            )
        },
        [
            "`letter.services` has 2 entries for `ward`",
            "`letter.services` says nothing of `home`: give it a text",
            "`letter.reasons` says nothing of `mind`: give it a text",
            "`letter.reasons` says nothing of `body`: give it a text",
        ],
    ),
    # --- exemptions
    "an exemption without a reason": (
        {"exemptions": (Exemption("jump.fever", " "),)},
        ["the exemption of `jump.fever` gives no reason"],
    ),
    "two exemptions of one finding": (
        {"exemptions": (Exemption("jump.fever", "It burns."), Exemption("jump.fever", "It is hot."))},
        ["`jump.fever` is exempted 2 times"],
    ),
}


@pytest.mark.parametrize(("changed", "mistakes"), _SHAPE.values(), ids=_SHAPE)
def test_a_rulebook_of_the_wrong_shape_is_refused(changed: dict[str, Any], mistakes: list[str]) -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(**changed)
    assert raised.value.mistakes == (*mistakes, UNJUDGED)


_MEANING: Final[dict[str, tuple[dict[str, Any], list[str]]]] = {
    "a value that no rule raises to": (
        {"rules": (WARD,)},
        ["track `service`: nobody can be given `clinic`"],
    ),
    "a value that always comes with a higher one": (
        {"rules": (CLINIC, replace(WARD, when=any_of(CLINIC.when, WARD.when)))},
        ["track `service`: nobody can be given `clinic`"],
    ),
    "a value whose condition nobody can meet": (
        {"criteria": (FEVERISH,), "rules": (CLINIC, replace(WARD, when=MIND.at(1))), "guarantees": ()},
        ["track `service`: nobody can be given `ward`"],
    ),
    "a track that nothing raises": (
        {"tracks": (SERVICE, new_track("pace", "Pace", ["slow", "fast"]))},
        ["track `pace`: nobody can be given `fast`"],
    ),
    "a floor that does not hold": (
        floor(SERVICE.WARD.or_more, Fever.VERY_HIGH.or_worse),
        ["`g.floor` does not hold: `service` would be `clinic`"],
    ),
    "a floor that holds for nobody": (
        floor(SERVICE.CLINIC.or_more),
        ["`g.floor` does not hold: `service` would be `home`"],
    ),
    "a ceiling that does not hold": (
        ceiling(SERVICE.HOME.or_less, "mind"),
        ["`g.ceiling` does not hold: `service` would be `clinic`"],
    ),
    "a ceiling that a cap does not save": (
        ceiling(SERVICE.CLINIC.or_less, "plan", capped=(LowMood.SOME.or_better,)),
        ["`g.ceiling` does not hold: `service` would be `ward`"],
    ),
    "a value and a promise at once": (
        {"rules": (CLINIC,)},
        [
            "track `service`: nobody can be given `ward`",
            "`g.plan-is-ward` does not hold: `service` would be `clinic`",
        ],
    ),
}


@pytest.mark.parametrize(("changed", "mistakes"), _MEANING.values(), ids=_MEANING)
def test_a_rulebook_that_does_not_mean_what_it_promises_is_refused(
    changed: dict[str, Any], mistakes: list[str]
) -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(**changed)
    assert list(raised.value.mistakes) == mistakes


def test_every_mistake_is_named_at_once_and_read_line_by_line() -> None:
    hungry = Criterion("mind.low", "", AtLeast("hunger", 1), BODY.at(7), ())
    weak = Flag("flag.fluids", "offer fluids", count_of(2, BODY.at(1)), (HEARSAY,))
    same = Rule("mind.low", "The same id.", MIND.at(1), SERVICE.CLINIC.or_more, (LEAFLET,))
    with pytest.raises(DefinitionError) as raised:
        tiny(id="Tiny!", criteria=(hungry,), flags=(weak,), rules=(WARD, same))
    assert str(raised.value) == (
        "rulebook `Tiny!`: 9 to mend\n"
        "- id `mind.low` is declared 2 times\n"
        "- `Tiny!` cannot be an id: use kebab case, with dots between its parts\n"
        "- `mind.low` says nothing: give it one sentence\n"
        "- `mind.low` reads `hunger`, which is not declared\n"
        "- `mind.low` raises `body` at 7: expected 1 to 4\n"
        "- `mind.low` cites no source\n"
        "- `flag.fluids` counts 2 of 1\n"
        "- `flag.fluids` cites `HEARSAY`, not among the rulebook's sources\n"
        "- the guarantees were not judged: mend the above first"
    )


def test_without_guarantees_none_is_said_to_be_unjudged() -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(guarantees=(), **criterion(sources=()))
    assert raised.value.mistakes == ("`mind.low` cites no source",)
    assert raised.value.subject == "rulebook `tiny`"


def test_the_rulebook_that_they_are_made_from_can_stand() -> None:
    assert tiny() == TINY


DEEP: Any = Fever.HIGH.or_better
for _ in range(30):
    DEEP = any_of(DEEP)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        (
            criterion(when=LowMood.SOME.or_better),
            "`mind.low` reads `low_mood` with `or_better`: write `or_worse`, for more need never lowers a result",
        ),
        (
            criterion(when=any_of(Plan.at(1), LowMood.SOME)),  # type: ignore[arg-type]
            "`mind.low` reads `LowMood.SOME`: write `LowMood.SOME.or_worse`",
        ),
        (
            criterion(raises=LowMood.SOME),
            "`mind.low` raises `LowMood.SOME`: write `LowMood.SOME.or_worse`",
        ),
        (
            rule(when=SERVICE.CLINIC.or_less),
            "`service.clinic` reads `service` with `or_less`: write `or_more`, for more need never lowers a result",
        ),
        (
            rule(raises=SERVICE.CLINIC),
            "`service.clinic` raises `_Service.CLINIC`: write `_Service.CLINIC.or_more`",
        ),
        (
            rule(raises=SERVICE.CLINIC.or_less),
            "`service.clinic` raises `service` with `or_less`: write `or_more`, for more need never lowers a result",
        ),
        (
            rule(raises=2),
            (
                "`service.clinic` raises something that is no conclusion: "
                "expected `or_more` of a value, or `at` of a dimension"
            ),
        ),
        (
            flag(when="fever"),
            (
                "`flag.fluids` reads something that is no condition: expected `or_worse` of an anchor, "
                "`at` of a dimension, `or_more` of a value, or `all_of`, `any_of` or `count_of` such"
            ),
        ),
        (rule(when=MIND), "`service.clinic` reads `mind` without a rating: write `MIND.at(1)`"),
        (criterion(raises=MIND), "`mind.low` raises `mind` without a rating: write `MIND.at(1)`"),
        (criterion(when=LowMood), "`mind.low` reads `LowMood` without an anchor: write `LowMood.SOME.or_worse`"),
        (rule(raises=SERVICE), "`service.clinic` raises `_Service` without a value: write `_Service.CLINIC.or_more`"),
        (
            rule(when=(MIND.at(1), BODY.at(1))),
            "`service.clinic` reads a tuple: write its parts one after another, `all_of(a, b)`",
        ),
        (
            rule(when=all_of([MIND.at(1), BODY.at(1)])),  # type: ignore[arg-type]
            "`service.clinic` reads a list: write its parts one after another, `all_of(a, b)`",
        ),
        (
            rule(when=All([MIND.at(1), BODY.at(1)])),  # type: ignore[arg-type]
            "`service.clinic` reads a list: write its parts one after another, `all_of(a, b)`",
        ),
        (rule(raises=[SERVICE.CLINIC.or_more]), "`service.clinic` raises a list: write one for each"),
        (
            criterion(when=LowMood.SOME >= 1),
            (
                "`mind.low` reads True or False: "
                "write `or_worse` of an anchor, `or_more` of a value or `at` of a dimension"
            ),
        ),
        (
            flag(when=DEEP),
            "`flag.fluids` is nested more than 20 deep, or makes more than 10,000 comparisons",
        ),
    ],
)
def test_what_a_type_checker_would_refuse_is_refused_with_what_to_write(changed: dict[str, Any], sentence: str) -> None:
    with pytest.raises(DefinitionError) as caught:
        tiny(**changed)
    assert caught.value.mistakes == (sentence,)
