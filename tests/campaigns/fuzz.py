"""Feed the library what is no assessment, recommendation, rulebook, record, resource or case file.

    python -m tests.campaigns.fuzz --inputs 100000 --seed 0

Whatever comes in, nothing but the documented errors may come out, and none of them may give away what was planted in
place of an answer: not in its message, not in `errors()`, not in what Python prints of it and of what caused it, and
no log line and no warning either. What is accepted after all must work. Rulebooks are no health records, so their
errors may name what they declare. The exit status is 1 if anything else was seen; `--seed` and the number of an input
bring it back.
"""

import argparse
import json
import logging
import random
import sys
import tempfile
import time
import traceback
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from placement import Assessment, DefinitionError, MismatchedAssessment, OutOfScope, Recommendation, Rulebook, place
from placement.analysis import check
from placement.cli.cases import read_cases
from placement.cli.reading import BadInput
from placement.engines.reference import evaluate
from placement.reviews import review
from tests.campaigns.archive_inputs import archive_ways
from tests.campaigns.clinic_inputs import clinic_ways
from tests.campaigns.copy_inputs import copy_ways
from tests.campaigns.exchange_inputs import exchange_ways
from tests.campaigns.frame_inputs import frame_ways
from tests.campaigns.malforming import Secret, as_text, junk, spoilt, spoilt_text
from tests.campaigns.soak import random_assessment
from tests.other_rulebooks import SCHOOL, SLEEP
from tests.tiny_rulebook import REVIEWED, TINY

_HALF: Final = 0.5


@dataclass(frozen=True)
class Surface:
    """A way into the library.

    Attributes:
        name: What goes in there.
        share: How often it is chosen, beside the others.
        make: Makes an input.
        take: Feeds it, and uses what is accepted.
        allowed: The documented errors.
    """

    name: str
    share: int
    make: Callable[[random.Random, Secret], Any]
    take: Callable[[Any], object]
    allowed: tuple[type[Exception], ...]


def _answers(randomly: random.Random) -> dict[str, Any]:
    known: dict[str, Any] = random_assessment(randomly).model_dump(mode="json", exclude_none=randomly.random() < _HALF)
    return known


def _recommendation(randomly: random.Random) -> Any:  # noqa: ANN401 - JSON
    return json.loads(place(random_assessment(randomly), engine="reference").model_dump_json())


def _text_of(data: Any, randomly: random.Random, secret: Secret) -> str | bytes:  # noqa: ANN401 - JSON
    """Return the text of spoilt data, or the spoilt text of data with a secret in it."""
    if randomly.random() < _HALF:
        return as_text(spoilt(data, randomly, secret))
    return spoilt_text(as_text(data), randomly)


def _answers_with(randomly: random.Random, secret: Secret) -> dict[str, Any]:
    hidden = {"housing": secret.text, "suicide_risk": secret.number} if randomly.random() < _HALF else {}
    return _answers(randomly) | hidden


def _case_file(randomly: random.Random, secret: Secret) -> bytes:
    case: Any = {"title": "A title", "answers": _answers_with(randomly, secret)}
    written = _text_of(randomly.choice((case, case["answers"], [case, case])), randomly, secret)
    if isinstance(written, str) and randomly.random() < _HALF:  # as YAML, without the marks of JSON
        written = written.replace(", ", "\n").replace("{", "").replace("}", "").replace('"', "")
    return written if isinstance(written, bytes) else written.encode(errors="replace")


def _take_assessment(assessment: Assessment) -> None:
    said = place(assessment, engine="reference")
    repr((assessment, said))
    tuple(said.missing)
    assessment.model_dump_json()


def _take_recommendation(read: Recommendation) -> None:
    repr((read, read.because, read.findings))
    read.model_dump_json()


def _take_rulebook(text: str | bytes) -> None:
    read = Rulebook.from_json(text)
    check(read).to_text()
    evaluate(read, {scale.id: scale.highest() for scale in read.scales})
    person = read.assessment_model()()
    repr((read, person))
    placed = [value for value in read.headline_track if str(value) != read.reviews.nowhere][-1]
    review(placed, person, person, engine="reference").to_text()


@contextmanager
def _surfaces() -> Iterator[list[Surface]]:
    rulebooks = [json.loads(one.to_json()) for one in (TINY, REVIEWED, SCHOOL, SLEEP)]
    recommendations = [_recommendation(random.Random(n)) for n in range(10)]
    invalid = (ValidationError,)
    with tempfile.TemporaryDirectory() as folder:

        def take_case(content: bytes) -> None:
            file = Path(folder, "case")
            file.write_bytes(content)
            for case in read_cases(str(file), Assessment):
                if isinstance(case, BadInput):
                    raise case
                repr(case)

        yield [
            Surface(
                "assessment from a mapping",
                30,
                lambda randomly, secret: spoilt(_answers_with(randomly, secret), randomly, secret, python=True),
                lambda data: _take_assessment(Assessment.model_validate(data)),
                (*invalid, OutOfScope),
            ),
            Surface(
                "assessment from JSON",
                30,
                lambda randomly, secret: _text_of(_answers_with(randomly, secret), randomly, secret),
                lambda text: _take_assessment(Assessment.model_validate_json(text)),
                (*invalid, OutOfScope),
            ),
            Surface(
                "assessment, not wrong",
                5,
                lambda randomly, _: _answers(randomly),
                lambda data: _take_assessment(Assessment(**data)),
                (),
            ),
            Surface(
                "something to place",
                5,
                junk,
                place,
                (MismatchedAssessment,),
            ),
            Surface(
                "recommendation from a mapping",
                5,
                lambda randomly, secret: spoilt(randomly.choice(recommendations), randomly, secret, python=True),
                lambda data: _take_recommendation(Recommendation.model_validate(data)),
                invalid,
            ),
            Surface(
                "recommendation from JSON",
                5,
                lambda randomly, secret: _text_of(randomly.choice(recommendations), randomly, secret),
                lambda text: _take_recommendation(Recommendation.model_validate_json(text)),
                invalid,
            ),
            Surface(
                "rulebook from JSON",
                20,
                lambda randomly, secret: _text_of(randomly.choice(rulebooks), randomly, secret),
                _take_rulebook,
                (DefinitionError,),
            ),
            Surface("case file", 20, _case_file, take_case, (BadInput,)),
            *(
                Surface(*way)
                for way in (*archive_ways(), *clinic_ways(), *copy_ways(), *exchange_ways(), *frame_ways())
            ),
        ]


def _told(error: Exception) -> Iterator[str]:
    """Return everything that can be printed of an error."""
    yield from (str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error)))
    if isinstance(error, ValidationError):
        yield from (repr(error.errors()), error.json())


class _Overheard(logging.Handler):
    """What was logged or warned of while inputs were fed; each is read once."""

    def __init__(self) -> None:
        super().__init__(level=0)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep what is logged."""
        self.said.append(self.format(record))

    def warn(self, message: Warning | str, *_: object, **__: object) -> None:
        """Keep what is warned of."""
        self.said.append(str(message))

    def shows(self, secret: Secret) -> bool:
        """Say whether anything since the last time gives away what was planted."""
        said, self.said = self.said, []
        return any(secret.shows(one) for one in said)


@contextmanager
def _overhearing() -> Iterator[_Overheard]:
    heard, root = _Overheard(), logging.getLogger()
    level = root.level
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.showwarning = heard.warn
        root.addHandler(heard)
        root.setLevel(1)
        try:
            yield heard
        finally:
            root.removeHandler(heard)
            root.setLevel(level)


def _problem(surface: Surface, data: Any, secret: Secret, heard: _Overheard) -> tuple[str, str]:  # noqa: ANN401 - as above
    """Feed one input; return what came of it, and what was wrong with that."""
    outcome, problem = _fed(surface, data, secret)
    if heard.shows(secret):
        return outcome, "a log line or a warning gives away what was planted"
    return outcome, problem


def _fed(surface: Surface, data: Any, secret: Secret) -> tuple[str, str]:  # noqa: ANN401 - whatever was made up
    try:
        surface.take(data)
    except surface.allowed as error:
        if not str(error).strip():
            return "refused", "the error says nothing"
        if not isinstance(error, DefinitionError) and any(secret.shows(one) for one in _told(error)):
            return "refused", f"{type(error).__name__} gives away what was planted"
        return "refused", ""
    except Exception as error:  # noqa: BLE001 - every one is counted, and makes the campaign fail
        return "failed", f"{type(error).__name__} is not documented"
    return "accepted", ""


@dataclass
class Campaign:
    """What came of a campaign.

    Attributes:
        found: How many inputs were refused, accepted, or failed in another way, by surface.
        problems: What should not have been, each with what brings it back.
        slowest: Seconds that the slowest input took.
    """

    found: Counter[tuple[str, str]] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def __str__(self) -> str:
        """Return the table."""
        outcomes = ("refused", "accepted", "failed")
        heading = f"{'':32}" + "".join(f"{outcome:>12}" for outcome in outcomes)
        rows = [
            f"{surface:32}" + "".join(f"{self.found[surface, outcome]:>12,}" for outcome in outcomes)
            for surface in dict.fromkeys(surface for surface, _ in sorted(self.found))
        ]
        return "\n".join([heading, *rows, *self.problems[:50], f"{len(self.problems)} problems"])


def campaign(first: int, inputs: int) -> Campaign:
    """Feed so many inputs, from the first number on."""
    result = Campaign()
    with _surfaces() as surfaces, _overhearing() as heard:
        shares = [one.share for one in surfaces]
        for number in range(first, first + inputs):
            randomly = random.Random(number)
            secret, surface = Secret(randomly), randomly.choices(surfaces, shares)[0]
            data = surface.make(randomly, secret)
            begun = time.perf_counter()
            outcome, problem = _problem(surface, data, secret, heard)
            result.slowest = max(result.slowest, time.perf_counter() - begun)
            result.found[surface.name, outcome] += 1
            if problem:
                result.problems.append(f"--seed {number} --inputs 1: {surface.name}: {problem}")
    return result


def main() -> int:
    """Run a campaign and print one table."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.campaigns.fuzz", description="Feed the library what it must refuse."
    )
    asked.add_argument("--inputs", type=int, default=100_000, help="how many (default: %(default)s)")
    asked.add_argument("--seed", type=int, default=0, help="number of the first (default: %(default)s)")
    given = asked.parse_args()
    started = time.perf_counter()
    result = campaign(given.seed, given.inputs)
    taken = time.perf_counter() - started
    print(f"{result}\n{given.inputs:,} inputs in {taken:.0f} s, the slowest in {result.slowest * 1000:.0f} ms")
    return 1 if result.problems else 0


if __name__ == "__main__":
    sys.exit(main())
