import copy
import pickle
from collections.abc import Callable, Sequence

import pytest
from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from placement.assessment.confidential import Quiet
from placement.recommendation.contents import Deferred


class _Entry(Quiet):
    name: str


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)

    entries: Deferred[_Entry]


_ENTRIES = (_Entry(name="first"), _Entry(name="planted-7731"))


class _Maker:
    """Counts how often it is asked to make the entries."""

    def __init__(self, entries: tuple[_Entry, ...] = _ENTRIES) -> None:
        self.entries = entries
        self.times = 0

    def __call__(self) -> tuple[_Entry, ...]:
        self.times += 1
        return self.entries


def test_nothing_is_made_until_it_is_read_and_then_once() -> None:
    maker = _Maker()
    deferred = Deferred(maker)
    assert isinstance(deferred, Sequence)
    assert maker.times == 0
    assert (len(deferred), list(deferred), deferred[0]) == (2, list(_ENTRIES), _ENTRIES[0])
    assert maker.times == 1


def test_an_empty_list_is_made_once_as_well() -> None:
    maker = _Maker(())
    deferred = Deferred(maker)
    assert (len(deferred), len(deferred)) == (0, 0)
    assert maker.times == 1


def test_it_is_read_like_a_tuple() -> None:
    deferred = Deferred.of(_ENTRIES)
    assert deferred[1] == deferred[-1] == _ENTRIES[1]
    assert deferred[:1] == _ENTRIES[:1]
    assert _ENTRIES[1] in deferred
    assert list(reversed(deferred)) == list(reversed(_ENTRIES))
    with pytest.raises(IndexError):
        deferred[2]


def test_it_equals_what_holds_the_same_entries_in_the_same_order() -> None:
    assert Deferred(_Maker()) == Deferred.of(list(_ENTRIES)) == _ENTRIES
    assert Deferred.of(_ENTRIES) != Deferred.of(_ENTRIES[::-1])
    assert Deferred.of(_ENTRIES) != _ENTRIES[:1]
    assert Deferred.of((1,)) != [1]  # as with tuples
    assert hash(Deferred.of((1, 2))) == hash(Deferred.of([1, 2]))


def test_repr_shows_no_entry_even_when_they_are_made() -> None:
    deferred = Deferred.of(_ENTRIES)
    assert len(deferred) == 2
    assert repr(deferred) == str(deferred) == "(...)"
    assert "planted" not in repr(_Model(entries=deferred))


def _pickled(deferred: Deferred[_Entry]) -> Deferred[_Entry]:
    again: Deferred[_Entry] = pickle.loads(pickle.dumps(deferred))  # noqa: S301 - our own bytes
    return again


@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy, _pickled])
def test_a_copy_has_the_entries_and_not_what_they_were_made_from(
    copied: Callable[[Deferred[_Entry]], Deferred[_Entry]],
) -> None:
    deferred = Deferred(lambda: _ENTRIES)  # a lambda cannot be pickled: the entries can
    again = copied(deferred)
    assert type(again) is Deferred
    assert again == deferred


def test_it_is_written_as_an_array_and_read_from_one() -> None:
    model = _Model(entries=Deferred(_Maker()))
    text = model.model_dump_json()
    assert text == '{"entries":[{"name":"first"},{"name":"planted-7731"}]}'
    read = _Model.model_validate_json(text)
    assert read == model
    assert isinstance(read.entries, Deferred)
    assert model.model_dump() == {"entries": ({"name": "first"}, {"name": "planted-7731"})}


def test_in_python_it_is_read_from_entries_and_checked() -> None:
    entries: object = [{"name": "first"}]
    assert _Model.model_validate({"entries": entries}).entries == (_Entry(name="first"),)
    with pytest.raises(ValidationError, match=r"entries\.0\.name\n  Input should be a valid string"):
        _Model.model_validate({"entries": [{"name": 3}]})


def test_a_deferred_list_is_taken_as_it_is_and_not_made_by_validation() -> None:
    maker = _Maker()
    deferred = Deferred(maker)
    assert _Model(entries=deferred).entries is deferred
    assert maker.times == 0


def test_its_schema_is_that_of_an_array() -> None:
    schema = TypeAdapter(Deferred[int]).json_schema()
    assert schema == {"type": "array", "items": {"type": "integer"}}
    assert TypeAdapter(Deferred[int]).json_schema(mode="serialization") == schema
