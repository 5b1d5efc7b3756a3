"""Placing many people: a data frame in, a data frame of the same kind out."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias, TypeVar

from placement.answers import ADULT
from placement.cohort.asking import questions
from placement.engines.columns.frames import wrapped
from placement.engines.columns.placing import FlagForm, Plan
from placement.errors import CohortError
from placement.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["Codes", "place_cohort"]

_F = TypeVar("_F")

Codes: TypeAlias = Sequence[int | str] | Mapping[str, Sequence[int | str]]
"""Codes for every column, or by column."""


def place_cohort(  # noqa: PLR0913 - a table has many sides
    frame: _F,
    rulebook: Rulebook = FIVE_LEVEL,
    *,
    columns: Mapping[str, str] | None = None,
    keep: Sequence[str] = (),
    id: str | None = None,  # noqa: A002 - what such a column is called
    missing: Codes = (),
    unsure: Codes = (),
    flags: FlagForm = "columns",
    detail: bool = False,
    errors: Literal["raise", "null"] = "raise",
) -> _F:
    """Recommend a level of care for every row of a data frame."""
    known = wrapped(frame)
    if known is None:
        raise CohortError(["expected a data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation"])
    asked, mistakes = questions(rulebook, known.types, columns or {}, missing, unsure)
    if mistakes:
        raise CohortError(mistakes)
    leading = next((one for one in rulebook.tracks if one.id == "service"), rulebook.tracks[0])
    carried = tuple(dict.fromkeys([*([] if id is None else [id]), *keep]))
    plan = Plan(
        rulebook=rulebook,
        levels=tuple(str(level) for level in rulebook.level_of_service),
        leading=leading,
        questions=asked,
        carried=carried,
        flags=flags,
        detail=detail,
        adult=ADULT if errors == "null" else 0,
        valid=errors == "raise",
    )
    result: Any = known.placed(plan)
    return result
