"""Reviews that cannot stand: every mistake in exact words."""

import json
from dataclasses import replace
from typing import Any, Final

import pytest

from placement import AtLeast, AtMost, DefinitionError, Rulebook, any_of, count_of
from placement.language.reviews import Failure, ReviewFact, ReviewOutcome, ReviewRules, ReviewTimes
from placement.language.words import Phrase
from tests.bad.changes import HEARSAY, UNJUDGED
from tests.tiny_rulebook import REVIEWED, TINY

_RULES: Final = ReviewRules()
_UP, _ASK, _CONTINUE, _DOWN = _RULES.outcomes
_AFTERCARE: Final = REVIEWED.reviews.aftercare
_FEVER: Final = Phrase("fever", "is there a fever?")


def _row(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any part of an outcome
    return {"outcomes": (*_RULES.outcomes[:3], replace(_DOWN, **changed))}


def _fact(kind: Any, name: str = "x.more") -> dict[str, Any]:  # noqa: ANN401 - any kind
    return {"facts": (*_RULES.facts, ReviewFact(name, kind, "more is so"))}


def _times(**changed: Any) -> dict[str, Any]:  # noqa: ANN401 - any number
    return {"times": ReviewTimes(**changed)}


_BAD: Final[dict[str, tuple[dict[str, Any], list[str]]]] = {
    "a fact of one id with another": (
        _fact("slip", "need.open"),
        ["`reviews`: id `need.open` is declared 2 times"],
    ),
    "an id that is none": (
        _fact("slip", "Slip now"),
        ["`reviews`: `Slip now` cannot be an id: use kebab case, with dots between its parts"],
    ),
    "an outcome that reads what is no fact": (
        _row(when=any_of(_DOWN.when, AtLeast("fever", 1))),
        [
            "`review.step-down` reads `fever`, which is no fact of `reviews`",
            "`reviews` has no outcome that rests on `need.below` alone: somebody would have none",
        ],
    ),
    "an outcome that reads a fact at what it is never": (
        _row(when=any_of(_DOWN.when, AtLeast("need.open", 2))),
        ["`review.step-down` reads `need.open` at 2: expected 1"],
    ),
    "an outcome that joins nothing": (
        _row(when=any_of(_DOWN.when, count_of(2, _DOWN.when))),
        ["`review.step-down` counts 2 of 1"],
    ),
    "an outcome that misses what is no fact": (
        _row(missing=("rest",)),
        ["`review.step-down` speaks of fact `rest`, which is not declared"],
    ),
    "an outcome that says nothing": (_row(do=" "), ["`review.step-down` says nothing: give it one sentence"]),
    "an outcome that names what is no number": (
        _row(do="go within {appointment.__class__}"),
        ["`review.step-down` names `{appointment.__class__}`: expected one of appointment, aftercare, sessions"],
    ),
    "an outcome that cites what is not among the sources": (
        _row(sources=(HEARSAY,)),
        ["`review.step-down` cites `HEARSAY`, not among the rulebook's sources"],
    ),
    "no outcome for a need that is lower": (
        {"outcomes": (_UP, _ASK, _CONTINUE)},
        ["`reviews` has no outcome that rests on `need.below` alone: somebody would have none"],
    ),
    "no fact of a need that is lower": (
        {"facts": _RULES.facts[:3], "outcomes": (_UP, _ASK, _CONTINUE)},
        ["`reviews` has 0 facts of the kind `need below`: expected 1"],
    ),
    "two facts of a need that is higher": (
        _fact("need above"),
        ["`reviews` has 2 facts of the kind `need above`: expected 1"],
    ),
    "an outcome that lets a person stay below the need": (
        {"outcomes": (_CONTINUE, _UP, _ASK, _DOWN)},
        [
            "`review.continue` is tried before a need above the place: expected emergency, safety or step up first",
        ],
    ),
    "no outcome that leads up": (
        {"outcomes": (_ASK, _CONTINUE, _DOWN)},
        [
            "`reviews` has no outcome that rests on `need.above` alone: somebody would have none",
        ],
    ),
    "two outcomes that ask": (
        {"outcomes": (*_RULES.outcomes, replace(_ASK, id="review.ask-again"))},
        ["`reviews` has 2 outcomes of the kind `ask`: expected 1"],
    ),
    "an emergency that leads nowhere": (
        _row(kind="emergency"),
        ["`reviews` has an outcome of the kind `emergency`, and no `emergency_service`"],
    ),
    "a phase that leads nowhere": (
        _row(kind="finish phase"),
        ["`reviews` has an outcome of the kind `finish phase`, and no `aftercare`"],
    ),
    "a fact of aftercare that there is not": (
        _fact("in aftercare"),
        ["`x.more` is of the kind `in aftercare`, and `reviews` has no `aftercare`"],
    ),
    "a fact of a phase that there is not": (
        _fact("phase days done"),
        ["`x.more` is of the kind `phase days done`, and `aftercare` has no `phase`"],
    ),
    "numbers below what they can be": (
        {**_times(appointment_days=-1, review_period_days={"ward": 0}), "serious": 0},
        [
            "`reviews`: `appointment_days` is -1: expected 0 or more",
            "`reviews`: `review_period_days.ward` is 0: expected 1 or more",
            "`reviews`: `serious` is 0: expected 1 or more",
        ],
    ),
    "names that the rulebook does not have": (
        {
            **_times(shortest_phase_days={"palace": 1}),
            "nowhere": "none",
            "acute_services": ("ward", "palace"),
            "danger_flags": ("flag.fluids", "flag.fire"),
            "urgent": ("duties",),
            "settled": (AtMost("soul", 1), AtMost("mind", 5)),
            "questions": (_FEVER,),
        },
        [
            "`reviews` speaks of service `none`, which is not declared",
            "`reviews` speaks of service `palace`, which is not declared",
            "`reviews` speaks of flag `flag.fire`, which is not declared",
            "`reviews` speaks of rated dimension `duties`, which is not declared",
            "`reviews` speaks of rated dimension `soul`, which is not declared",
            "`reviews` speaks of input `fever`, which is not declared",
            "`reviews` reads `mind` at 5: expected 0 to 4",
        ],
    ),
    "failure that no scale records": (
        {"failures": (Failure("clinic", AtLeast("shifts", 1)), Failure("clinic", AtLeast("fever", 3)))},
        [
            "`reviews` records failure in `shifts`, which is no scale of need",
            "`reviews` records failure in `fever` at 3: expected 1 to 2",
        ],
    ),
    "aftercare by a rule that there is not": (
        {"aftercare": _AFTERCARE and replace(_AFTERCARE, sources=(HEARSAY,))},
        [
            "`reviews` speaks of rule `service.fever`, which is not declared",
            "`aftercare` cites `HEARSAY`, not among the rulebook's sources",
        ],
    ),
}


@pytest.mark.parametrize(("changed", "mistakes"), _BAD.values(), ids=_BAD)
def test_reviews_that_cannot_stand_are_refused_with_every_mistake(changed: dict[str, Any], mistakes: list[str]) -> None:
    with pytest.raises(DefinitionError) as raised:
        replace(TINY, reviews=replace(_RULES, **changed))
    assert list(raised.value.mistakes) == [*mistakes, UNJUDGED]


def test_without_a_track_no_service_is_known() -> None:
    with pytest.raises(DefinitionError, match="a rulebook needs a track"):
        replace(TINY, tracks=(), rules=(), guarantees=(), reviews=replace(_RULES, nowhere="home"))


def test_an_outcome_that_takes_too_much_is_refused_by_name() -> None:
    deep: Any = _UP.when
    for _ in range(25):
        deep = any_of(deep)
    row = ReviewOutcome("review.deep", "continue", deep, "Deep.", "go on")
    reviews = replace(_RULES, outcomes=(*_RULES.outcomes, row))
    with pytest.raises(DefinitionError, match=r"`review\.deep` is nested more than 20 deep"):
        replace(TINY, reviews=reviews)


@pytest.mark.parametrize(
    ("part", "value", "mistake"),
    [
        ("facts", [{"id": "x", "kind": "hope", "text": "y"}], "`reviews.facts.0.kind` of `x`: input should be"),
        ("times", {"appointment_days": "7"}, "`reviews.times.appointment_days`: input should be a valid integer"),
        ("outcome", [], "`reviews.outcome` is not known"),
    ],
)
def test_a_document_whose_reviews_cannot_be_read_is_refused_by_its_place(
    part: str, value: object, mistake: str
) -> None:
    document = json.loads(TINY.to_json())
    document["reviews"][part] = value
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(json.dumps(document))
    assert any(one.startswith(mistake) for one in raised.value.mistakes)
