import copy
import pickle

import pytest

from placement import errors
from placement.errors import (
    AnswersNotHeld,
    CohortError,
    DefinitionError,
    EngineDisagreement,
    EngineError,
    EngineUnavailable,
    MismatchedAssessment,
    MissingExtra,
    NotComparable,
    OutOfScope,
    PlacementError,
    RecordError,
    ResourceError,
    UnknownSubject,
)

_EVERY: list[tuple[PlacementError, str, tuple[type[Exception], ...]]] = [
    (DefinitionError("rulebook `x`", ["a", "b"]), "rulebook `x`: 2 to mend\n- a\n- b", (ValueError,)),
    (AnswersNotHeld("no answers"), "no answers", ()),
    (OutOfScope("too young"), "too young", ()),
    (MismatchedAssessment("another one"), "another one", (TypeError,)),
    (UnknownSubject("no such level"), "no such level", (LookupError,)),
    (
        NotComparable("`a` and `b`", ["scale `x` differs", "track `t` differs"]),
        "`a` and `b` cannot be compared: scale `x` differs; track `t` differs",
        (ValueError,),
    ),
    (CohortError(["row 1: `x`: odd"]), "cohort: row 1: `x`: odd", (ValueError,)),
    (CohortError(["a"] * 52), f"cohort: {'a; ' * 50}and 2 more", (ValueError,)),
    (RecordError("`at`: odd"), "`at`: odd", (ValueError,)),
    (ResourceError("`Observation`", ["`code`: odd"]), "`Observation`: `code`: odd", (ValueError,)),
    (ResourceError("`Bundle`", list("abcdefg")), "`Bundle`: a; b; c; d; e; and 2 more", (ValueError,)),
    (
        MissingExtra("the command line", "cli"),
        "the command line needs the `cli` extra: from a checkout, `pip install '.[cli]'`",
        (ImportError,),
    ),
    (EngineError("odd"), "odd", ()),
    (EngineUnavailable("not here"), "not here", (EngineError, ImportError)),
    (
        EngineDisagreement(["floor: rating `x` differs", "ceiling: flag `y` met by durable only"]),
        "engines disagree: floor: rating `x` differs; ceiling: flag `y` met by durable only",
        (EngineError,),
    ),
]


@pytest.mark.parametrize(("error", "message", "caught"), _EVERY, ids=lambda one: type(one).__name__)
def test_an_error_says_what_happened_and_is_caught_as_what_a_caller_would_catch(
    error: PlacementError, message: str, caught: tuple[type[Exception], ...]
) -> None:
    assert str(error) == message
    assert isinstance(error, PlacementError)
    assert all(isinstance(error, kind) for kind in caught)


@pytest.mark.parametrize("error", [one for one, _, _ in _EVERY], ids=lambda one: type(one).__name__)
def test_an_error_travels_between_processes(error: PlacementError) -> None:
    for again in (pickle.loads(pickle.dumps(error)), copy.deepcopy(error)):  # noqa: S301 - our own bytes
        assert type(again) is type(error)
        assert str(again) == str(error)
        assert again.__dict__ == error.__dict__


def test_an_error_of_several_parts_keeps_them() -> None:
    assert DefinitionError("rulebook `x`", ["a", "b"]).mistakes == ("a", "b")
    assert DefinitionError("rulebook `x`", ["a"]).subject == "rulebook `x`"
    assert EngineDisagreement(["a", "b"]).differences == ("a", "b")


def test_no_error_is_left_out() -> None:
    assert {name for name in errors.__all__ if name != "PlacementError"} == {
        type(error).__name__ for error, _, _ in _EVERY
    }
