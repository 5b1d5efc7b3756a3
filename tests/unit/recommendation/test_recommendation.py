import copy
import json
import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from io import StringIO
from typing import Final

import jsonschema
import pytest
from pydantic import BaseModel, ValidationError
from rich.console import Console

from placement import FIVE_LEVEL, NOTICE, AnswersNotHeld, Level, Recommendation, Service, place, recommendation_schema
from placement.analysis.example import Frozen
from placement.assessment.confidential import Discreet, Quiet
from tests.golden.vignettes import vignettes
from tests.known import known

_PERSON: Final = known(
    use_disorder=4, suicide_risk=2, relapse_risk=None, cognition="unsure", home_support=3, travel_difficulty=2
)
_LISTS: Final = tuple(
    name for name, field in Recommendation.model_fields.items() if "Deferred" in str(field.annotation)
)


def _placed() -> Recommendation:
    return place(_PERSON, engine="reference")


def _models(value: object) -> Iterator[BaseModel]:
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models(getattr(value, name))
    elif isinstance(value, Sequence) and not isinstance(value, str):
        for one in value:
            yield from _models(one)


def test_it_is_read_by_parts() -> None:
    recommendation = _placed()
    assert (recommendation.level, recommendation.service, recommendation.determined) == (None, None, False)
    assert (str(recommendation.floor.service), str(recommendation.ceiling.service)) == ("2.5", "3.5")
    assert recommendation.notice == NOTICE
    reference = recommendation.rulebook
    assert (reference.id, reference.version, reference.digest) == ("five-level", "2", FIVE_LEVEL.digest)
    assert reference.levels == tuple(str(level) for level in Level)
    assert reference.tracks[reference.headline] == tuple(str(service) for service in Service)
    assert reference.titles["withdrawal_management"] == "Withdrawal management"
    assert recommendation.always == FIVE_LEVEL.always
    assert {source.id for source in recommendation.sources} == {source.id for source in FIVE_LEVEL.sources}


def test_the_notice_says_what_it_is_not() -> None:
    assert "not a diagnosis" in NOTICE
    assert "not affiliated with or endorsed by ASAM" in NOTICE


def test_possible_flags_are_those_of_the_ceiling_alone() -> None:
    recommendation = _placed()
    assert "flag.safety-plan" in recommendation.floor.flags
    assert "flag.residence-plus-programme" in recommendation.possible_flags
    assert set(recommendation.possible_flags) == {*recommendation.ceiling.flags} - {*recommendation.floor.flags}


@pytest.mark.parametrize("level", [Level.RESIDENTIAL, "3"])
def test_why_not_is_asked_of_a_level_or_its_number(level: Level | str) -> None:
    recommendation = _placed()
    assert recommendation.why_not(level).level is Level.RESIDENTIAL
    assert recommendation.why_not(level) == recommendation.cases[4]


def test_why_not_of_no_level_is_refused() -> None:
    with pytest.raises(ValueError, match="no such Level: expected one of `none`, "):
        _placed().why_not("5")


# ---------------------------------------------------------------------------------------------------------- discretion


def test_every_part_hides_what_it_tells_of_the_person() -> None:
    recommendation = _placed()
    parts = [part for part in _models(recommendation) if isinstance(part, Quiet)]
    assert len(parts) > 500
    for part in parts:
        assert repr(part) == str(part) == f"<{type(part).__name__}>"
    printed = StringIO()
    Console(file=printed).print(recommendation, recommendation.floor, list(recommendation.because))
    for answer in recommendation.answers:
        assert answer.scale not in printed.getvalue()


def _below(kind: type[Quiet]) -> Iterator[type[Quiet]]:
    for lower in kind.__subclasses__():
        yield lower
        yield from _below(lower)


def test_every_kind_of_part_is_quiet() -> None:
    ours = (kind for kind in _below(Quiet) if kind.__module__.startswith("placement."))
    kinds = [kind for kind in ours if kind is not Discreet and not issubclass(kind, Frozen)]
    assert len(kinds) > 15
    assert {kind.__name__ for kind in kinds if kind.__repr__ is not Quiet.__repr__} == {"Answers", "Assessment"}


def test_a_recommendation_that_is_not_read_is_refused_without_its_values() -> None:
    document = json.loads(_placed().model_dump_json())
    document["floor"]["ratings"]["relapse"] = "planted-7731"
    with pytest.raises(ValidationError) as raised:
        Recommendation.model_validate_json(json.dumps(document))
    assert str(raised.value) == (
        "1 validation error for Recommendation\n"
        "floor.ratings.relapse\n"
        "  Input should be a valid integer [type=wrong_kind]"
    )
    assert "planted-7731" not in repr(raised.value.errors())


def test_it_cannot_be_changed() -> None:
    recommendation = _placed()
    with pytest.raises(ValidationError, match="Instance is frozen"):
        setattr(recommendation, "level", Level.NONE)  # noqa: B010 - type checkers refuse the plain way
    assert recommendation.level is None


# --------------------------------------------------------------------------------------------------------- JSON, copies


@pytest.mark.parametrize("name", list(vignettes()))
def test_json_reads_back_the_same(name: str) -> None:
    recommendation = place(vignettes()[name], engine="reference")
    text = recommendation.model_dump_json()
    again = Recommendation.model_validate_json(text)
    assert again == recommendation
    assert again.model_dump_json() == text


@pytest.mark.parametrize("name", ["a01-partial", "b11-partial", "b28"])
def test_json_is_of_the_published_schema(name: str) -> None:
    document = json.loads(place(vignettes()[name], engine="reference").model_dump_json())
    schema = recommendation_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    document["mood"] = "good"
    with pytest.raises(jsonschema.ValidationError, match="'mood' was unexpected"):
        jsonschema.validate(document, schema)


def test_names_and_not_positions_are_written() -> None:
    document = json.loads(_placed().model_dump_json())
    assert document["floor"]["service"] == "2.5"
    assert document["floor"]["tracks"]["mental_health_capability"] == "co-occurring enhanced"
    assert document["level"] is None
    assert document["floor"]["ratings"]["psychological"] == 2


def _pickled(recommendation: Recommendation) -> Recommendation:
    again: Recommendation = pickle.loads(pickle.dumps(recommendation))  # noqa: S301 - our own bytes
    return again


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, Recommendation.model_copy, _pickled])
def test_a_copy_says_the_same(copied: Callable[[Recommendation], Recommendation]) -> None:
    recommendation = _placed()
    assert copied(recommendation) == recommendation


# --------------------------------------------------------------------------------------------------------- its lists


def test_its_lists_are_made_when_they_are_read_and_not_before() -> None:
    recommendation = _placed()
    lists = [getattr(recommendation, name) for name in _LISTS]
    assert len(lists) == 10
    unmade = [name for name, one in zip(_LISTS, lists, strict=True) if not one.made]
    assert unmade == list(_LISTS)
    assert recommendation == _placed()
    assert all(one.made for one in lists)


@pytest.mark.parametrize("name", _LISTS)
def test_each_list_can_be_read_alone_and_first(name: str) -> None:
    whole = _placed()
    whole.model_dump_json()
    assert getattr(_placed(), name) == getattr(whole, name)


def test_threads_may_share_one_recommendation() -> None:
    expected = _placed().model_dump_json()
    shared = _placed()
    begin = threading.Barrier(8)
    seen: list[str] = []

    def read() -> None:
        begin.wait()
        seen.append(shared.model_dump_json())

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [expected] * 8


# -------------------------------------------------------------------------------------------- what is held for analyses

_ASKED: Final[tuple[Callable[[Recommendation], object], ...]] = (
    Recommendation.what_would_change,
    Recommendation.stability,
    Recommendation.turning_points,
)


def _read_from_json(recommendation: Recommendation) -> Recommendation:
    return Recommendation.model_validate_json(recommendation.model_dump_json())


def _read_from_dump(recommendation: Recommendation) -> Recommendation:
    return Recommendation.model_validate(recommendation.model_dump())


@pytest.mark.parametrize("ask", _ASKED)
@pytest.mark.parametrize("copied", [lambda one: one, copy.copy, copy.deepcopy, Recommendation.model_copy])
def test_what_was_placed_here_and_its_copies_can_be_asked(
    copied: Callable[[Recommendation], Recommendation], ask: Callable[[Recommendation], object]
) -> None:
    recommendation = copied(_placed())
    assert recommendation.holds_answers
    assert ask(recommendation) == ask(_placed())


@pytest.mark.parametrize("ask", _ASKED)
@pytest.mark.parametrize("taken", [_pickled, _read_from_json, _read_from_dump])
def test_what_came_from_elsewhere_holds_no_answers(
    taken: Callable[[Recommendation], Recommendation], ask: Callable[[Recommendation], object]
) -> None:
    recommendation = taken(_placed())
    assert not recommendation.holds_answers
    with pytest.raises(AnswersNotHeld) as raised:
        ask(recommendation)
    assert str(raised.value) == ("this recommendation does not hold the answers behind it: place the assessment again")


def test_the_answers_held_are_in_no_form_that_leaves_the_process() -> None:
    recommendation = _placed()
    assert "_case" not in recommendation.model_dump()
    assert "_case" not in recommendation.model_dump_json()
    assert b"placement.recommendation.case" not in pickle.dumps(recommendation)
    assert repr(recommendation) == "<Recommendation>"


def test_two_are_equal_where_they_recommend_the_same_whatever_they_hold() -> None:
    recommendation = _placed()
    other = place(known(use_disorder=4), engine="reference")
    for again in (_placed(), _pickled(recommendation), _read_from_json(recommendation)):
        assert again == recommendation
        assert hash(again) == hash(recommendation)
    assert other != recommendation
    assert len({recommendation, _placed(), other}) == 2
    assert recommendation.__eq__("a recommendation") is NotImplemented
    assert recommendation != "a recommendation"


def test_what_would_change_passes_on_what_it_is_asked() -> None:
    recommendation = _placed()
    found = recommendation.what_would_change(to="4", vary=["suicide_risk", "home_support"], keep=["home_support"])
    assert [[answer.scale for answer in one.answers] for one in found.higher] == [["suicide_risk"]]
    assert recommendation.what_would_change(limit=1).higher == recommendation.what_would_change().higher[:1]
