"""Copies with something wrong in them, and assessments inside containers of a caller's, for `tests.campaigns.fuzz`."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from placement import Assessment, OutOfScope, place
from placement.assessment.confidential import Quiet
from placement.cds_hooks import cds_card
from placement.instruments import Gad7, Phq9
from placement.recommendation.overrides import Discrepancy, nearest_safe
from placement.records import seal
from placement.reviews import Course, Visit, review
from tests.campaigns.clinic_inputs import Way
from tests.campaigns.malforming import Secret, junk, spoilt
from tests.campaigns.soak import random_assessment
from tests.known import known
from tests.unit.instruments.filled_in import worst

__all__ = ["copy_ways"]

_NOON: Final = datetime(2026, 3, 2, 12, tzinfo=UTC)
_PERSON: Final = known(co_occurring="none", use_disorder="moderate").with_instruments(
    worst(Gad7), worst(Phq9), at=_NOON
)
_NEED: Final = place(known(use_disorder="moderate", relapse_risk=2), engine="reference")
_COURSE: Final = Course.model_validate(
    {"episodes": [{"service": "1", "began": "2026-01-05", "visits": [{"on": "2026-01-05", "assessment": {"age": 40}}]}]}
)
_HELD: Final[tuple[Quiet, ...]] = (
    _PERSON,
    _PERSON.provenance[0],
    _NEED,
    _NEED.floor,
    _NEED.findings[0],
    _NEED.rulebook,
    worst(Gad7),
    Discrepancy.of(_NEED, actual="4", reasons=["other"], explanation="x"),
    nearest_safe(_NEED, ["2.5", "4"]),
    _COURSE,
    _COURSE.episodes[0],
    Visit(on=_NOON.date(), assessment=_PERSON),
    review("1", _PERSON, _PERSON, engine="reference"),
    seal(_PERSON, place(_PERSON, engine="reference"), at=_NOON, engine="reference"),
    cds_card(_NEED),
)
_COPIES: Final[tuple[Callable[[Quiet, dict[str, Any]], Quiet], ...]] = (
    lambda held, update: held.model_copy(update=update),
    lambda held, update: held.model_copy(update=update, deep=True),
    lambda held, update: type(held).model_construct(**{**held.__dict__, **update}),
)


def _copied(randomly: random.Random, secret: Secret) -> tuple[Quiet, int, dict[str, Any]]:
    held = randomly.choice(_HELD)
    fields = [*type(held).model_fields, secret.text + " "]
    update = {name: junk(randomly, secret) for name in randomly.sample(fields, randomly.choice((1, 1, 2)))}
    return held, randomly.randrange(len(_COPIES)), update


def _take_copied(given: tuple[Quiet, int, dict[str, Any]]) -> None:
    held, way, update = given
    changed = _COPIES[way](held, update)
    repr((changed, changed.model_dump()))
    changed.model_dump_json()
    if isinstance(changed, Assessment):
        place(changed, engine="reference")
    if isinstance(changed, Gad7):
        repr((changed.total, changed.answer))


def _several(randomly: random.Random, secret: Secret) -> list[Any]:
    people = [random_assessment(randomly).model_dump(mode="json") for _ in range(2)]
    people[0] |= {"housing": secret.text}
    if randomly.random() < 0.1:
        people[1] |= {f"{secret.text} {number}": number for number in range(2_000)}
    return [spoilt(person, randomly, secret, python=True) for person in people]


def copy_ways() -> list[Way]:
    """Return the ways in."""
    several: TypeAdapter[list[Assessment]] = TypeAdapter(list[Assessment])
    return [
        ("changed copy", 10, _copied, _take_copied, (ValidationError, OutOfScope)),
        ("list of assessments", 5, _several, lambda data: repr(several.validate_python(data)), (ValidationError,)),
    ]
