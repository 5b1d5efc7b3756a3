import pickle
import traceback
from collections.abc import Iterator
from io import StringIO
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from rich.console import Console

from placement.assessment.confidential import Discreet, Quiet

_PLANTED = "planted-7731"


class _Note(Discreet):
    number: int = 0
    _kept: str = ""


class _Left(BaseModel):
    kind: Literal["left"]


class _Right(BaseModel):
    kind: Literal["right"]


class _Parted(Discreet):
    part: Annotated[_Left | _Right, Field(discriminator="kind")] | None = None
    several: tuple[int, ...] = ()


class _Aside(Quiet):
    said: str


def _everything_said(error: ValidationError) -> str:
    return "\n".join([str(error), repr(error), repr(error.errors()), error.json(), *traceback.format_exception(error)])


def test_a_quiet_model_shows_its_class_and_nothing_else() -> None:
    aside = _Aside(said=_PLANTED)
    assert repr(aside) == str(aside) == f"{aside}" == "<_Aside>"


def test_pretty_printers_are_shown_nothing_either() -> None:
    printed = StringIO()
    Console(file=printed).print(_Aside(said=_PLANTED), [_Aside(said=_PLANTED)], {"a": _Aside(said=_PLANTED)})
    assert "_Aside" in printed.getvalue()
    assert _PLANTED not in printed.getvalue()
    assert list(_Aside(said=_PLANTED).__repr_args__()) == []


def test_what_failed_is_said_without_the_input() -> None:
    with pytest.raises(ValidationError) as raised:
        _Note.model_validate({"number": _PLANTED})
    assert str(raised.value) == (
        "1 validation error for _Note\n"
        "number\n"
        "  Input should be a valid integer, unable to parse string as an integer [type=invalid]"
    )
    assert [one["input"] for one in raised.value.errors()] == ["(not shown)"]
    assert _PLANTED not in _everything_said(raised.value)


def _failing() -> Iterator[int]:
    yield 1
    raise ArithmeticError(_PLANTED)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"part": {"kind": _PLANTED}}, "Input should have 'kind' one of 'left', 'right'"),
        ({"several": _failing()}, "Input cannot be read to its end"),
    ],
    ids=["a tag", "an iterator"],
)
def test_messages_that_would_repeat_the_input_are_put_otherwise(data: dict[str, object], message: str) -> None:
    with pytest.raises(ValidationError) as raised:
        _Parted.model_validate(data)
    assert [one["msg"] for one in raised.value.errors()] == [message]
    assert _PLANTED not in _everything_said(raised.value)


def test_the_first_error_which_has_the_input_is_not_chained() -> None:
    with pytest.raises(ValidationError) as raised:
        _Note.model_validate({"number": _PLANTED})
    assert raised.value.__context__ is None
    assert raised.value.__cause__ is None


def test_text_that_is_not_json_is_not_repeated() -> None:
    with pytest.raises(ValidationError, match="Invalid JSON") as raised:
        _Note.model_validate_json(f'{{"number": {_PLANTED}')
    assert _PLANTED not in _everything_said(raised.value)
    assert raised.value.__context__ is None


def test_json_is_read() -> None:
    assert _Note.model_validate_json('{"number": 3}').number == 3


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f'{{"number": 3, "number": "{_PLANTED}"}}', ("number",)),
        (f'{{"number": "{_PLANTED}", "number": 3}}'.encode(), ("number",)),
        (f'{{"number": {{"a": 1, "a": 2}}, "{_PLANTED}": 3}}', ()),
        (f'{{"{_PLANTED}": 1, "{_PLANTED}": 2}}', ()),
    ],
)
def test_a_field_given_twice_is_refused_and_not_the_last_one_taken(
    text: str | bytes, place: tuple[int | str, ...]
) -> None:
    with pytest.raises(ValidationError, match="expected each field once") as raised:
        _Note.model_validate_json(text)
    assert [one["loc"] for one in raised.value.errors()] == [place]
    assert _PLANTED not in _everything_said(raised.value)
    assert raised.value.__context__ is None


def test_inside_another_model_the_place_is_kept_and_the_input_is_not_shown() -> None:
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(list[_Note]).validate_python([{"number": 1}, {"number": _PLANTED}])
    assert [one["loc"] for one in raised.value.errors()] == [(1, "number")]
    assert _PLANTED not in _everything_said(raised.value)


@pytest.mark.parametrize("name", ["number", "unknown"])
def test_a_value_that_may_not_be_set_is_not_repeated(name: str) -> None:
    note = _Note(number=1)
    with pytest.raises(ValidationError) as raised:
        setattr(note, name, _PLANTED)
    assert str(raised.value) == f"1 validation error for _Note\n{name}\n  Instance is frozen [type=invalid]"
    assert _PLANTED not in _everything_said(raised.value)
    assert raised.value.__context__ is None
    assert note == _Note(number=1)


def test_what_is_frozen_may_still_keep_private_things() -> None:
    note = _Note(number=1)
    note._kept = "something worked out"
    assert note._kept == "something worked out"


def test_a_discreet_model_can_be_pickled() -> None:
    assert pickle.loads(pickle.dumps(_Note(number=2))).number == 2  # noqa: S301 - our own bytes


class _Pair(Discreet):
    less: int
    more: int
    note: str = ""

    def mismatch(self) -> str:
        return "" if self.less <= self.more else "expected `less` not above `more`"


class _Pairs(Discreet):
    pairs: tuple[_Pair, ...]


def test_fields_that_do_not_go_together_are_named_and_nothing_is_shown() -> None:
    assert _Pair(less=1, more=2).more == 2
    with pytest.raises(ValidationError) as raised:
        _Pair(less=2, more=1, note=_PLANTED)
    assert [(one["loc"], one["msg"]) for one in raised.value.errors()] == [((), "expected `less` not above `more`")]
    assert _PLANTED not in _everything_said(raised.value)
    with pytest.raises(ValidationError) as raised:
        _Pairs.model_validate({"pairs": [{"less": 1, "more": 1}, {"less": 2, "more": 1, "note": _PLANTED}]})
    assert [one["loc"] for one in raised.value.errors()] == [("pairs", 1)]
    assert _PLANTED not in _everything_said(raised.value)
