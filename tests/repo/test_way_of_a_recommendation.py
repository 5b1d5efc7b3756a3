"""From `place(assessment)` back to its caller: how many modules are entered, and that calls go down only."""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

import placement
from docs.house import layers
from placement import Answers, Assessment, place
from placement.assessment.answers import UNSURE

_PACKAGE: Final = Path(placement.__file__).parent
_MOST: Final = 7
_KNOWN: Final = Assessment.model_validate({"age": 40} | {scale.id: 0 for scale in Assessment.scales})


def _module(frame: FrameType) -> str | None:
    """Return the path of the module of ours whose code runs; methods that `dataclass` generates have none."""
    file = Path(frame.f_code.co_filename)
    return file.relative_to(_PACKAGE).as_posix() if file.is_relative_to(_PACKAGE) else None


def _callers(frame: FrameType) -> Iterator[str]:
    above = frame.f_back
    while above is not None:
        module = _module(above)
        if module:
            yield module
        above = above.f_back


def _calls(assessment: Answers) -> set[tuple[str, str]]:
    """Return the calls while a person is placed, each as the module that calls and the one that is called."""
    calls: set[tuple[str, str]] = set()

    def look(frame: FrameType, event: str, _: object) -> None:
        module = _module(frame) if event == "call" else None
        if module:
            calls.add((next(_callers(frame), module), module))

    place(assessment)  # rulebook, engines and caches are there from the second person on
    sys.setprofile(look)
    try:
        place(assessment)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("assessment", [Assessment(age=40), Assessment(suicide_risk=UNSURE), _KNOWN])
def test_a_recommendation_enters_at_most_seven_modules_and_calls_nothing_above_it(assessment: Answers) -> None:
    calls = _calls(assessment)
    assert {"recommendation/place.py", "engines/reference.py"} <= {module for _, module in calls}
    assert len({module for _, module in calls}) <= _MOST
    depth = {layer: number for number, layer in enumerate(layers())}
    upwards = [call for call in calls if depth[call[1].partition("/")[0]] < depth[call[0].partition("/")[0]]]
    assert upwards == []
