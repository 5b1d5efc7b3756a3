"""Feed the library what is no assessment, recommendation, rulebook or case file.

    python -m tests.campaigns.fuzz --inputs 100000 --seed 0

Whatever comes in, nothing but the documented errors may come out, and none of them may give away what was planted in
place of an answer: not in its message, not in `errors()`, not in what Python prints of it and of what caused it. What
is accepted after all must work. Rulebooks are no health records, so their errors may name what they declare. The exit
status is 1 if anything else was seen; `--seed` and the number of an input bring it back.
"""

import argparse
import json
import random
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from placement import Assessment, DefinitionError, MismatchedAssessment, OutOfScope, Recommendation, Rulebook, place
from placement.cli.cases import read_cases
from placement.cli.reading import BadInput
from placement.engines.reference import evaluate
from tests.campaigns.malforming import Secret, as_text, junk, spoilt, spoilt_text
from tests.campaigns.soak import random_assessment
from tests.tiny_rulebook import TINY

_HALF: Final = 0.5
_SLOW: Final = 5.0
"""Seconds that no input may take, however busy the machine is."""


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
    evaluate(read, {scale.id: scale.highest() for scale in read.scales})
    repr((read, read.assessment_model()()))


@contextmanager
def _surfaces() -> Iterator[list[Surface]]:
    rulebook, recommendations = json.loads(TINY.to_json()), [_recommendation(random.Random(n)) for n in range(10)]
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
                lambda randomly, secret: _text_of(rulebook, randomly, secret),
                _take_rulebook,
                (DefinitionError,),
            ),
            Surface("case file", 20, _case_file, take_case, (BadInput,)),
        ]


def _told(error: Exception) -> Iterator[str]:
    """Return everything that can be printed of an error."""
    yield from (str(error), repr(error), repr(error.args), "".join(traceback.format_exception(error)))
    if isinstance(error, ValidationError):
        yield from (repr(error.errors()), error.json())


def _problem(surface: Surface, data: Any, secret: Secret) -> tuple[str, str]:  # noqa: ANN401 - whatever was made up
    """Feed one input; return what came of it, and what was wrong with that."""
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


def main() -> int:
    """Run a campaign and print one table."""
    asked = argparse.ArgumentParser(
        prog="python -m tests.campaigns.fuzz", description="Feed the library what it must refuse."
    )
    asked.add_argument("--inputs", type=int, default=100_000, help="how many (default: %(default)s)")
    asked.add_argument("--seed", type=int, default=0, help="number of the first (default: %(default)s)")
    given = asked.parse_args()
    found: Counter[tuple[str, str]] = Counter()
    problems: list[str] = []
    slowest = 0.0
    started = time.perf_counter()
    with _surfaces() as surfaces:
        for number in range(given.seed, given.seed + given.inputs):
            randomly = random.Random(number)
            secret, surface = Secret(randomly), randomly.choices(surfaces, [one.share for one in surfaces])[0]
            data = surface.make(randomly, secret)
            begun = time.perf_counter()
            outcome, problem = _problem(surface, data, secret)
            taken = time.perf_counter() - begun
            slowest = max(slowest, taken)
            found[surface.name, outcome] += 1
            if problem or taken > _SLOW:
                problems.append(f"--seed {number} --inputs 1: {surface.name}: {problem or f'took {taken:.1f} s'}")
        print(f"{'':32}{'refused':>12}{'accepted':>12}{'failed':>12}")
        for surface in surfaces:
            row = (found[surface.name, outcome] for outcome in ("refused", "accepted", "failed"))
            print(f"{surface.name:32}" + "".join(f"{count:>12,}" for count in row))
    print(f"{given.inputs:,} inputs in {time.perf_counter() - started:.0f} s, the slowest in {slowest * 1000:.0f} ms")
    print(*problems[:50], f"{len(problems)} problems", sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
