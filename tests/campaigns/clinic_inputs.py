"""What a clinic's day brings in, to be spoilt by `tests.campaigns.fuzz`: scores, reviews, courses, overrides."""

import json
import random
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from pydantic import ValidationError

from placement import Assessment, MismatchedAssessment, OutOfScope, place
from placement.analysis import Interview
from placement.instruments import INSTRUMENTS, AuditC, Gad7, Phq9
from placement.recommendation.overrides import Discrepancy, nearest_safe
from placement.reviews import Course, review
from tests.campaigns.malforming import Secret, as_text, junk, spoilt, spoilt_text
from tests.campaigns.soak import random_assessment
from tests.known import known
from tests.unit.instruments.filled_in import best, worst

__all__ = ["Way", "clinic_ways"]

Way: TypeAlias = tuple[
    str, int, Callable[[random.Random, Secret], Any], Callable[[Any], object], tuple[type[Exception], ...]
]
"""Name, share, what makes an input, what takes it, and the documented errors."""

_NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_NEED: Final = place(known(use_disorder="moderate", relapse_risk="inconsistent_skills"), engine="reference")
_SCORED: Final = known(co_occurring="none").with_instruments(worst(Gad7), worst(Phq9), best(AuditC), at=_NOON)
_NOTED: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "placed": "2.1",
        "days_in_level": 35,
        "sessions_attended": 18,
        "use": "none",
        "use_before": "none",
        "stalled_before": ["relapse"],
        "plan_changed": True,
        "appointment_booked": True,
        "aftercare_weeks": 0,
        "reason_over_24_hours": False,
        "on": "2026-03-02",
    }
)


def _score(randomly: random.Random, secret: Secret) -> tuple[str, Any]:
    name = randomly.choice(list(INSTRUMENTS))
    items = worst(INSTRUMENTS[name]).model_dump(mode="json") | {"taken_at": _NOON.isoformat()}
    return name, spoilt(items, randomly, secret, python=True)


def _take_score(given: tuple[str, Any]) -> None:
    name, items = given
    scored = INSTRUMENTS[name].model_validate(items)
    repr((scored, Assessment().with_instruments(scored)))


def _provenance(randomly: random.Random, secret: Secret) -> Any:  # noqa: ANN401 - whatever was made up
    return spoilt(_SCORED.model_dump(mode="json"), randomly, secret, python=True)


def _take_provenance(data: Any) -> None:  # noqa: ANN401 - as above
    read = Assessment.model_validate(data)
    said = place(read, engine="reference")
    repr((read, read.provenance, tuple(said.conflicts), tuple(said.answers)))


def _noted(randomly: random.Random, secret: Secret) -> Any:  # noqa: ANN401 - as above
    noted = dict(_NOTED)
    noted[randomly.choice(list(noted))] = junk(randomly, secret)
    return noted


def _take_noted(noted: dict[str, Any]) -> None:
    person = known(use_disorder="moderate", relapse_risk=None)
    said = review(noted.pop("placed"), person, known(housing="unsure"), **noted, engine="reference")
    repr((said, said.rows))
    said.to_text()


def _interview(randomly: random.Random, secret: Secret) -> str | bytes:
    held = Interview(age=40)
    for _ in range(randomly.randint(1, 12)):
        if held.ask() is not None:
            held.answer(randomly.choice([0, 1, None, "unsure"]))
    text = held.to_json()
    if randomly.random() < 0.5:
        return as_text(spoilt(json.loads(text), randomly, secret))
    return spoilt_text(text, randomly)


def _take_interview(text: str | bytes) -> None:
    held = Interview.from_json(text)
    repr((held, held.ask(), held.standing, held.assessment))
    assert not held.settled or held.result().level is not None


def _course(randomly: random.Random) -> dict[str, Any]:
    answers = json.loads(random_assessment(randomly).model_dump_json(exclude_none=True))
    noted = {"use": "slip", "plan_changed": True, "sessions_attended": 8}
    visits = [{"on": "2026-01-05", "assessment": answers}, {"on": "2026-01-19", "assessment": answers, **noted}]
    first = {"service": "2.1", "began": "2026-01-05", "ended": "2026-02-02", "visits": visits}
    return {"episodes": [first, {"service": "2.1", "began": "2026-02-03", "transfer": "language"}]}


def _take_course(course: Course) -> None:
    repr((course, course.episodes))
    said = course.timeline(engine="reference")
    repr((said.to_text(), said.to_html(), said.to_json()))


def _written_course(randomly: random.Random, secret: Secret) -> str | bytes:
    if randomly.random() < 0.5:
        return as_text(spoilt(_course(randomly), randomly, secret))
    return spoilt_text(as_text(_course(randomly)), randomly)


def _override(randomly: random.Random, secret: Secret) -> Any:  # noqa: ANN401 - as above
    whole = Discrepancy.of(
        _NEED,
        available=["1", "2.1"],
        refused=["2.1"],
        actual="1",
        reasons=["other"],
        explanation=secret.text,
        decided_by="x",
        decided_at=_NOON,
    )
    return spoilt(whole.model_dump(mode="json"), randomly, secret, python=True)


def clinic_ways() -> list[Way]:
    """Return the ways in."""
    invalid = (ValidationError,)
    return [
        ("scored instrument", 5, _score, _take_score, invalid),
        ("assessment with provenance", 5, _provenance, _take_provenance, (*invalid, OutOfScope)),
        ("what is noted at a review", 3, _noted, _take_noted, invalid),
        ("interview", 1, _interview, _take_interview, (*invalid, OutOfScope, MismatchedAssessment)),
        (
            "course from a mapping",
            3,
            lambda randomly, secret: spoilt(_course(randomly), randomly, secret, python=True),
            lambda data: _take_course(Course.model_validate(data)),
            (*invalid, OutOfScope),
        ),
        (
            "course from JSON",
            3,
            _written_course,
            lambda text: _take_course(Course.from_json(text)),
            (*invalid, OutOfScope),
        ),
        ("override", 3, _override, lambda data: repr(Discrepancy.model_validate(data)), invalid),
        (
            "available services",
            2,
            lambda randomly, secret: ["1", junk(randomly, secret), "2.1"],
            lambda data: nearest_safe(_NEED, data).to_text(),
            invalid,
        ),
    ]
