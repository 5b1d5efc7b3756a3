from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest
from pydantic import TypeAdapter, ValidationError

from placement.language import declarations
from placement.language.declarations import Arrangement, Cited, Criterion, Figure, Flag, ServiceDescription, Statement
from placement.language.scale import Source
from tests.tiny_rulebook import LEAFLET, LOW, TINY

_CITED: TypeAdapter[tuple[Source, ...]] = TypeAdapter(Cited)
_KNOWN = {"LEAFLET": LEAFLET}
_KINDS = [getattr(declarations, name) for name in declarations.__all__ if is_dataclass(getattr(declarations, name))]


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.__name__)
def test_a_declaration_is_frozen_and_says_what_each_part_means(kind: type[object]) -> None:
    assert kind.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__slots__" in vars(kind)
    said = kind.__doc__ or ""
    named = [field.name for field in fields(kind) if f"{field.name}: " in said]  # type: ignore[arg-type]
    assert named == [field.name for field in fields(kind)] or "Attributes:" not in said  # type: ignore[arg-type]


def test_a_declaration_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        LOW.summary = "Something else."  # type: ignore[misc]


def test_what_is_not_said_is_empty() -> None:
    assert Statement("often") == Statement("often", (), "")
    assert Figure(maximum=3) == Figure(None, 3, (), "")
    assert Arrangement("delivery.x", "say", ("ward",), ()).sources == ()
    assert ServiceDescription("ward", "ward", "hospital", Statement("nurses"), ()).hours == ()
    assert Flag("flag.x", "do", LOW.when, (LEAFLET,)).urgent is False


def test_sources_are_objects_in_python_and_ids_in_json() -> None:
    assert _CITED.validate_json('["LEAFLET"]', context=_KNOWN) == (LEAFLET,)
    assert _CITED.validate_python((LEAFLET,), context=_KNOWN) == (LEAFLET,)
    assert _CITED.json_schema()["items"] == {"type": "string"}


@pytest.mark.parametrize(
    ("cited", "problem"),
    [
        ('["LEAFLET", "HEARSAY"]', "cites `HEARSAY`, not among the rulebook's sources"),
        ('["LEAFLET", 3]', "expected ids of the rulebook's sources"),
        ('[["LEAFLET"]]', "expected ids of the rulebook's sources"),
    ],
)
def test_a_source_that_is_not_known_is_named(cited: str, problem: str) -> None:
    with pytest.raises(ValidationError) as raised:
        _CITED.validate_json(cited, context=_KNOWN)
    assert [error["msg"] for error in raised.value.errors()] == [f"Value error, {problem}"]


def test_declarations_that_say_the_same_are_equal() -> None:
    again = Criterion(LOW.id, LOW.summary, LOW.when, LOW.raises, LOW.sources)
    assert again == LOW == TINY.criteria[0]
    assert hash(again) == hash(LOW)
