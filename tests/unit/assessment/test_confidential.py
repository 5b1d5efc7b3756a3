import json
import pickle
import traceback
from collections.abc import Callable, Iterator, Mapping
from io import StringIO
from typing import Annotated, Any, Final, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError, create_model
from pydantic_core import PydanticCustomError
from rich.console import Console

from placement import Assessment, OutOfScope
from placement.assessment.confidential import Discreet, Quiet
from placement.assessment.input_errors import input_error
from placement.reviews import Course, Visit

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
        "  Input should be a valid integer, unable to parse string as an integer [type=wrong_kind]"
    )
    assert [one["input"] for one in raised.value.errors()] == ["(not shown)"]
    assert _PLANTED not in _everything_said(raised.value)


def _failing() -> Iterator[int]:
    yield 1
    raise ArithmeticError(_PLANTED)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"part": {"kind": _PLANTED}}, "Input should be one of left, right"),
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
    assert str(raised.value) == f"1 validation error for _Note\n{name}\n  Instance is frozen [type=frozen]"
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

    def mismatch(self) -> PydanticCustomError | None:
        return None if self.less <= self.more else input_error("out_of_range", "expected `less` not above `more`")


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


_WAYS_TO_COPY: Final[dict[str, Callable[[_Note, Mapping[str, object]], _Note]]] = {
    "model_copy": lambda note, update: note.model_copy(update=update),
    "deep": lambda note, update: note.model_copy(update=update, deep=True),
    "copy": lambda note, update: getattr(note, "copy")(update=update),  # noqa: B009 - deprecated, and still there
    "copy.replace": lambda note, update: getattr(note, "__replace__")(**update),  # noqa: B009 - what copy.replace calls
    "model_construct": lambda _, update: _Note.model_construct(**update),  # type: ignore[arg-type]
}


@pytest.mark.parametrize("way", _WAYS_TO_COPY.values(), ids=_WAYS_TO_COPY)
def test_a_changed_copy_is_validated_and_hides_what_was_wrong(way: Callable[[_Note, object], _Note]) -> None:
    note = _Note(number=1)
    assert way(note, {"number": 2}) == _Note(number=2)
    for wrong in ({"number": _PLANTED}, {"number": [_PLANTED]}, {_PLANTED + " ": 1}):
        with pytest.raises(ValidationError) as raised:
            way(note, wrong)
        assert _PLANTED not in _everything_said(raised.value)
        assert raised.value.__context__ is None


def test_a_copy_knows_which_fields_were_given() -> None:
    note = _Pair(less=1, more=2)
    assert note.model_copy(update={"less": 2}).model_dump(exclude_unset=True) == {"less": 2, "more": 2}
    assert note.model_copy() == note
    with pytest.raises(ValidationError, match="not above"):
        note.model_copy(update={"less": 3})


def test_a_deep_copy_shares_nothing_with_a_change_or_without() -> None:
    holder = _Holder(held={"a": [1]})
    for copied in (holder.model_copy(deep=True), holder.model_copy(update={"note": "n"}, deep=True)):
        assert copied.held == holder.held
        assert copied.held["a"] is not holder.held["a"]


class _Holder(Quiet):
    held: dict[str, list[int]]
    note: str = ""


def test_a_quiet_model_read_from_json_hides_what_was_wrong() -> None:
    for text in (f'{{"said": ["{_PLANTED}"]}}', f'{{"said": "{_PLANTED}"', f'{{"said": "a", "said": "{_PLANTED}"}}'):
        with pytest.raises(ValidationError) as raised:
            _Aside.model_validate_json(text)
        assert _PLANTED not in _everything_said(raised.value)
        assert raised.value.__context__ is None
    assert _Aside.model_validate_json('{"said": "a"}').said == "a"


_CONTAINERS: Final[Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]]] = {
    "list": (lambda model: list[model], lambda wrong: [wrong]),  # type: ignore[valid-type]
    "dict": (lambda model: dict[str, model], lambda wrong: {"ward": wrong}),  # type: ignore[valid-type]
    "tuple": (lambda model: tuple[model, int], lambda wrong: [wrong, 1]),  # type: ignore[valid-type]
    "optional": (lambda model: model | None, lambda wrong: wrong),
    "model": (lambda model: create_model("Visit", person=model), lambda wrong: {"person": wrong}),
    "models": (
        lambda model: list[create_model("Visit", people=dict[str, model])],  # type: ignore[misc,valid-type]
        lambda wrong: [{"people": {"first": wrong}}],
    ),
}
"""Of a model, a container such as a caller may have; of what is wrong, the container that holds it."""


@pytest.mark.parametrize("container", _CONTAINERS)
@pytest.mark.parametrize("model", [_Aside, _Note, _Pair, Assessment])
def test_in_a_container_of_anybodys_what_was_wrong_inside_is_hidden(model: type[Quiet], container: str) -> None:
    of, holding = _CONTAINERS[container]
    whole = TypeAdapter[Any](of(model))
    for wrong in (
        {"said": [_PLANTED]},
        {"number": _PLANTED},
        {"less": [_PLANTED], "more": _PLANTED},
        {"age": 17, "housing": _PLANTED},
        {"housing": [_PLANTED], "provenance": [{"scale": _PLANTED}]},
        _PLANTED,
        [_PLANTED],
    ):
        with pytest.raises(ValidationError) as raised:
            whole.validate_python(holding(wrong))
        assert _PLANTED not in _everything_said(raised.value)
        with pytest.raises(ValidationError) as raised:
            whole.validate_json(json.dumps(holding(wrong)))
        assert _PLANTED not in _everything_said(raised.value)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (list[Assessment], f'[{{"housing": "{_PLANTED}"}}'),
        (list[Assessment], f'"{_PLANTED}"'),
        (dict[str, Assessment], f'["{_PLANTED}"]'),
        (list[Assessment | int], f'[{{"housing": "{_PLANTED}"}}]'),
    ],
)
def test_what_a_container_says_of_itself_is_hidden_by_what_the_page_on_privacy_advises(kind: Any, text: str) -> None:  # noqa: ANN401 - any container
    """Reported before an assessment is asked, or beside it: `errors()` has the input unless told not to."""
    with pytest.raises(ValidationError) as raised:
        TypeAdapter[Any](kind, config=ConfigDict(hide_input_in_errors=True)).validate_json(text)
    assert _PLANTED in repr(raised.value.errors()), "pydantic hides it now: say so on the page"
    advised = [
        str(raised.value),
        repr(raised.value.errors(include_input=False)),
        raised.value.json(include_input=False),
    ]
    assert not [said for said in advised if _PLANTED in said]


def test_forty_thousand_unknown_fields_are_one_short_error() -> None:
    for data in (
        {f"f{number}": _PLANTED for number in range(40_000)},
        {f"he said {number}": 1 for number in range(21)},
    ):
        with pytest.raises(ValidationError) as raised:
            _Note.model_validate(data)
        (line,) = raised.value.errors()
        assert (line["loc"], line["msg"]) == ((), f"no such fields: {len(data):,} of them")
        assert line.get("ctx") == {"allowed": ["number"], "count": len(data)}
        assert len(_everything_said(raised.value)) < 3_000


def test_of_many_errors_the_first_are_listed_and_the_others_counted_through_every_layer() -> None:
    pairs = [{"less": 2, "more": 1}] * 100
    with pytest.raises(ValidationError) as raised:
        _Pairs.model_validate({"pairs": [*pairs, {f"f{number}": 1 for number in range(30)}]})
    lines = raised.value.errors()
    assert [one["loc"] for one in lines[:20]] == [("pairs", number) for number in range(20)]
    assert [(one["type"], one["msg"]) for one in lines[20:]] == [("more_errors", "and 83 more errors")]


def test_a_text_that_cannot_be_written_is_refused_by_its_field() -> None:
    pair = _Pair(less=1, more=2, note="\u00e9 and \U0001f600 are whole")
    assert pair.model_dump_json()
    with pytest.raises(ValidationError) as raised:
        pair.model_copy(update={"note": f"{_PLANTED}\ud800"})
    assert [(one["type"], one["loc"]) for one in raised.value.errors()] == [("wrong_form", ("note",))]
    assert _PLANTED not in _everything_said(raised.value)


@pytest.mark.parametrize(
    "read",
    [
        lambda: Assessment(age=16),
        lambda: Assessment.model_validate({"age": 16}),
        lambda: Assessment.model_validate_json('{"age": 16}'),
        lambda: Assessment(age=40).model_copy(update={"age": 16}),
        lambda: Assessment.model_construct(age=16),
        lambda: Visit.model_validate({"on": "2026-01-05", "assessment": {"age": 16}}),
    ],
)
def test_a_direct_caller_is_told_of_a_minor_by_an_exception_of_its_own(read: Callable[[], object]) -> None:
    with pytest.raises(OutOfScope) as raised:
        read()
    assert str(raised.value) == "`age`: this is for adults, expected 18 years or more"
    assert raised.value.__context__ is None


def test_inside_another_model_a_minor_is_an_error_of_the_place() -> None:
    class Body(BaseModel):
        person: Assessment
        course: Course | None = None

    visit = {"on": "2026-01-05", "assessment": {"age": 16}}
    with pytest.raises(ValidationError) as raised:
        Body.model_validate(
            {
                "person": {"age": 16},
                "course": {"episodes": [{"service": "1", "began": "2026-01-05", "visits": [visit]}]},
            }
        )
    assert [(one["type"], one["loc"]) for one in raised.value.errors()] == [
        ("not_an_adult", ("person", "age")),
        ("not_an_adult", ("course", "episodes", 0, "visits", 0, "assessment", "age")),
    ]
