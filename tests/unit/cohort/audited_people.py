"""People to audit: simulated, of some of whom not everything is known, with what each was given and why."""

import random
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import polars as pl

from placement import FIVE_LEVEL, Assessment, Recommendation, Rulebook, place
from placement.cohort import Audit, audit
from placement.cohort.synthetic.population import population

__all__ = ["REASONS", "SIZE", "audited", "columns", "placed", "rows", "strict"]

SIZE: Final = 600

REASONS: Final = ("not-available", "waiting-list", "clinician-judgement", "preference", "payer-decision", None)

_LEVELS: Final = ("none", "0.5", "1", "2", "3", "4")
_SERVICES: Final = {"2": ("2.1", "2.5"), "3": ("3.1", "3.5", "3.7")}


def _row(number: int, full: dict[str, int], chance: random.Random) -> dict[str, Any]:
    answers = {name: None if chance.random() < 0.06 else answer for name, answer in full.items()}
    answers["age"] = full["age"]
    needed = place(Assessment.model_validate(full), engine="reference").floor.level
    step = min(5, max(0, needed.position + chance.choice((-1, 0, 0, 0, 0, 0, 1))))
    given = None if chance.random() < 0.05 else _LEVELS[step]
    differs = given is not None and step != needed.position
    return {
        **answers,
        "person": f"P{number:04}",
        "level_given": given,
        "service_given": None if given is None else chance.choice(_SERVICES.get(given, (given,))),
        "site": chance.choice(("north", "north", "south", "<i>west</i>", None)),
        "month": f"2024-{chance.randrange(1, 4):02}",
        "why": chance.choice(REASONS) if differs else None,
    }


@lru_cache(maxsize=1)
def rows() -> tuple[dict[str, Any], ...]:
    """Return a row for each person."""
    chance = random.Random(11)
    return tuple(_row(number, full, chance) for number, full in enumerate(population(SIZE, 4), start=1))


def columns() -> dict[str, list[Any]]:
    """Return the same, column by column."""
    return {name: [row[name] for row in rows()] for name in rows()[0]}


@lru_cache(maxsize=1)
def placed() -> tuple[Recommendation, ...]:
    """Return what is recommended to each person, placed one by one."""
    asked = [scale.id for scale in FIVE_LEVEL.scales] + ["age"]
    return tuple(
        place(Assessment.model_validate({name: row[name] for name in asked}), engine="reference") for row in rows()
    )


@lru_cache(maxsize=1)
def strict() -> Rulebook:
    """Return another rulebook."""
    return Rulebook.from_json((Path(__file__).parents[3] / "examples" / "payer_strict.json").read_bytes())


@lru_cache(maxsize=4)
def audited(suppress_below: int) -> Audit:
    """Return an audit of these people in which everything was asked for."""
    return audit(
        pl.DataFrame(columns(), infer_schema_length=None),
        actual="level_given",
        by=["site", "month"],
        reason="why",
        id="person",
        compare=strict(),
        resamples=100,
        suppress_below=suppress_below,
    )
