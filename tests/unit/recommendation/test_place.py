import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

import pytest

from placement import FIVE_LEVEL, Assessment, EngineDisagreement, EngineUnavailable, Level, Rulebook, Service, place
from placement.engines import durable, reference
from placement.engines.reference import Outcome, Person
from placement.language.declarations import Declared
from placement.recommendation import place as place_module
from tests.known import known

_EVALUATE = Callable[[Declared, Person], Outcome]
_PERSON: Final = known(use_disorder=3, suicide_risk=2, relapse_risk=None)
_needs_durable = pytest.mark.skipif(not durable.available(), reason="durable-rules is not installed here")


class _Engine:
    """An engine that remembers whom it was asked about, and may say something else than the reference."""

    def __init__(self, changed: Callable[[Outcome], Outcome] = lambda outcome: outcome) -> None:
        self.asked: list[Person] = []
        self._changed = changed

    def __call__(self, rulebook: Declared, person: Person) -> Outcome:
        self.asked.append(person)
        return self._changed(reference.evaluate(rulebook, person))


def _use(monkeypatch: pytest.MonkeyPatch, **engines: _EVALUATE) -> None:
    for name in ("_REFERENCE", "_DURABLE", "_BOTH"):
        chosen = [known for known in getattr(place_module, name) if known in engines]
        monkeypatch.setattr(place_module, name, MappingProxyType({one: engines[one] for one in chosen}))


# ------------------------------------------------------------------------------------------------------------- the ends


def test_where_the_level_is_open_the_recommendation_is_a_range() -> None:
    recommendation = place(_PERSON, engine="reference")
    assert (recommendation.level, recommendation.service, recommendation.determined) == (None, None, False)
    assert (recommendation.floor.level, recommendation.ceiling.level) == (Level("2"), Level("3"))
    assert recommendation.floor.ratings == {
        "withdrawal": 0,
        "biomedical": 0,
        "psychological": 2,
        "readiness": 0,
        "relapse": 0,
        "environment": 0,
    }
    assert recommendation.ceiling.ratings.relapse == 4


def test_the_level_is_determined_where_only_the_service_is_open() -> None:
    person = known(use_disorder=3, relapse_risk=2, unsuccessful_level=1, overdose_history=None)
    recommendation = place(person, engine="reference")
    assert recommendation.level is Level.INTENSIVE_OUTPATIENT
    assert recommendation.service is None
    assert recommendation.determined
    assert (recommendation.floor.service, recommendation.ceiling.service) == (Service("2.1"), Service("2.5"))


def test_where_nothing_is_open_there_is_one_end() -> None:
    recommendation = place(known(use_disorder=3), engine="reference")
    assert recommendation.floor is recommendation.ceiling
    assert (recommendation.level, recommendation.service) == (Level("1"), Service("1"))
    assert recommendation.possible_flags == ()


def test_where_both_ends_are_one_person_they_are_evaluated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    engine = _Engine()
    _use(monkeypatch, reference=engine)
    place(known(use_disorder=3), engine="reference")
    assert len(engine.asked) == 1
    place(_PERSON, engine="reference")
    assert engine.asked[1:] == [_PERSON.floor(), _PERSON.ceiling()]


def test_flags_stand_in_the_order_of_the_rulebook() -> None:
    flags = place(Assessment(), engine="reference").ceiling.flags
    assert list(flags) == [flag.id for flag in FIVE_LEVEL.flags]


def test_the_library_names_its_version() -> None:
    assert place(_PERSON, engine="reference").library_version == version("placement")


# -------------------------------------------------------------------------------------------------------------- engines


def test_the_reference_alone_is_asked_where_it_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, other = _Engine(), _Engine()
    _use(monkeypatch, reference=engine, durable=other)
    assert place(_PERSON, engine="reference").engines == ("reference",)
    assert (len(engine.asked), len(other.asked)) == (2, 0)


def test_durable_alone_is_asked_where_it_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, other = _Engine(), _Engine()
    _use(monkeypatch, reference=engine, durable=other)
    assert place(_PERSON, engine="durable").engines == ("durable",)
    assert (len(engine.asked), len(other.asked)) == (0, 2)


def test_both_are_asked_of_both_ends_where_both_are_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    engine, other = _Engine(), _Engine()
    _use(monkeypatch, reference=engine, durable=other)
    assert place(_PERSON, engine="both").engines == ("reference", "durable")
    assert engine.asked == other.asked == [_PERSON.floor(), _PERSON.ceiling()]


@pytest.mark.parametrize(("available", "engines"), [(True, ("reference", "durable")), (False, ("reference",))])
def test_auto_takes_both_where_durable_rules_is_available(
    monkeypatch: pytest.MonkeyPatch, engines: tuple[str, ...], *, available: bool
) -> None:
    monkeypatch.setattr(durable, "available", lambda: available)
    _use(monkeypatch, reference=_Engine(), durable=_Engine())
    assert place(_PERSON).engines == engines


def test_on_python_3_13_auto_is_the_reference_alone_and_durable_says_why_it_is_not_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(durable, "_PYTHON", (3, 13))
    assert place(_PERSON).engines == ("reference",)
    changed = replace(FIVE_LEVEL, title="Not compiled yet", guarantees=())
    for engine in ("durable", "both"):
        with pytest.raises(EngineUnavailable, match=r"^durable-rules 2\.0\.28 cannot be loaded by Python 3\.13: "):
            place(_PERSON, changed, engine=engine)


@_needs_durable
def test_on_this_python_auto_is_both() -> None:
    assert sys.version_info < (3, 13)
    assert place(_PERSON).engines == ("reference", "durable")
    assert place(_PERSON) == place(_PERSON, engine="both")


# --------------------------------------------------------------------------------------------------------- disagreement


def _otherwise(outcome: Outcome) -> Outcome:
    return Outcome(
        ratings={**outcome.ratings, "relapse": 3},
        tracks={**outcome.tracks, "service": 7},
        flags=outcome.flags - {"flag.safety-plan"} | {"flag.emergency"},
        met=outcome.met - {"psychological.interfering"} | {"service.hospital"},
    )


def test_engines_that_disagree_are_not_believed_and_the_difference_is_named_by_id(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _use(monkeypatch, reference=_Engine(), durable=_Engine(_otherwise))
    with pytest.raises(EngineDisagreement) as raised:
        place(_PERSON, engine="both")
    assert raised.value.differences == (
        "floor: rating `relapse` differs",
        "floor: track `service` differs",
        "floor: declaration `psychological.interfering` met by reference only",
        "floor: declaration `service.hospital` met by durable only",
        "floor: flag `flag.safety-plan` met by reference only",
        "floor: flag `flag.emergency` met by durable only",
    )
    assert str(raised.value) == "engines disagree: " + "; ".join(raised.value.differences)
    assert not set("0123456789") & set(str(raised.value)), "a position tells of the person"


def test_the_ceiling_is_compared_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    def otherwise_at_the_ceiling(outcome: Outcome) -> Outcome:
        return _otherwise(outcome) if outcome.ratings["relapse"] else outcome

    _use(monkeypatch, reference=_Engine(), durable=_Engine(otherwise_at_the_ceiling))
    with pytest.raises(EngineDisagreement, match=r"^engines disagree: ceiling: rating `relapse` differs; "):
        place(_PERSON, engine="both")


@pytest.mark.parametrize(
    ("changed", "difference"),
    [
        (lambda one: replace(one, ratings={**one.ratings, "readiness": 1}), "rating `readiness` differs"),
        (
            lambda one: replace(one, tracks={**one.tracks, "withdrawal_management": 1}),
            "track `withdrawal_management` differs",
        ),
        (lambda one: replace(one, flags=frozenset()), "flag `flag.safety-plan` met by reference only"),
        (lambda one: replace(one, met=one.met | {"wm.managed"}), "declaration `wm.managed` met by durable only"),
    ],
)
def test_any_one_difference_is_a_disagreement(
    monkeypatch: pytest.MonkeyPatch, changed: Callable[[Outcome], Outcome], difference: str
) -> None:
    _use(monkeypatch, reference=_Engine(), durable=_Engine(changed))
    with pytest.raises(EngineDisagreement) as raised:
        place(_PERSON, engine="both")
    assert f"floor: {difference}" in raised.value.differences


# ------------------------------------------------------------------------------------------------------- many at a time


def test_many_threads_place_many_people_and_share_nothing() -> None:
    people = [known(use_disorder=use, relapse_risk=risk, housing=None) for use in range(5) for risk in range(5)]
    expected = [place(person, engine="reference").floor for person in people]
    found: dict[int, list[object]] = {}

    def work(number: int) -> None:
        found[number] = [place(person, engine="reference").floor for person in people]

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(found.values()) == [expected] * 8


def test_the_same_person_is_placed_the_same_each_time() -> None:
    first = place(_PERSON, engine="reference")
    place(known(alcohol_withdrawal=4), engine="reference")
    assert place(_PERSON, engine="reference") == first


def test_a_copy_of_a_rulebook_lends_no_values_to_the_declared_one() -> None:
    place_module._values.cache_clear()
    read = Rulebook.from_json(FIVE_LEVEL.to_json())
    of_copy = place(read.assessment_model()(age=30), read)
    assert type(of_copy.floor.service) is read.headline_track
    assert type(place(known()).floor.service) is Service
