"""Answers that no assessment takes: exact messages, and the answer itself nowhere."""

import re
import traceback
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from pydantic import ValidationError

from placement import FIVE_LEVEL, Answers, Assessment, OutOfScope

_BAD: Final[list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("assessments.yaml").read_text("utf-8"))
_MODELS: Final = {"written out": Assessment, "made from the rulebook": FIVE_LEVEL.assessment_model()}


def _leaves(value: object) -> Iterator[object]:
    match value:
        case dict():
            for inner in value.values():
                yield from _leaves(inner)
        case list():
            for inner in value:
                yield from _leaves(inner)
        case _:
            yield value


def _planted(bad: dict[str, Any]) -> list[str]:
    return [str(one) for one in (bad["planted"] if "planted" in bad else _leaves(bad["input"]))]


def _refused(bad: dict[str, Any], model: type[Answers]) -> Exception:
    read = (
        partial(model.model_validate_json, bad["json"])
        if "json" in bad
        else partial(model.model_validate, bad["input"])
    )
    with pytest.raises((ValidationError, OutOfScope)) as raised:
        read()
    return raised.value


def _everything_said(error: Exception) -> str:
    lines = (re.sub(r"line \d+", "", line) for line in traceback.format_exception(error))
    said = [str(error), repr(error), *lines]
    if isinstance(error, ValidationError):
        said += [repr(error.errors()), error.json(include_url=False)]  # the address has pydantic's version in it
    return "\n".join(said)


@pytest.mark.parametrize("model", _MODELS.values(), ids=_MODELS)
@pytest.mark.parametrize("bad", _BAD, ids=lambda bad: bad["id"])
def test_a_bad_assessment_is_refused_by_name_and_never_by_value(bad: dict[str, Any], model: type[Answers]) -> None:
    error = _refused(bad, model)
    assert type(error).__name__ == bad.get("error", "ValidationError")
    assert str(error) == bad["message"]
    for planted in _planted(bad):
        assert planted not in _everything_said(error)
    assert error.__context__ is None, "an earlier error, which has the answer, can be reached from this one"


def test_no_bad_assessment_is_listed_twice() -> None:
    assert len({bad["id"] for bad in _BAD}) == len(_BAD) >= 40
