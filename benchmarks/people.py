"""The people whose placing is timed: many different ones, so that nothing is gained by remembering one."""

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import yaml

from placement import UNSURE, Answers, Assessment, Level, Scale, place

__all__ = ["levels", "partly_known", "random_people", "vignettes"]

_GOLDEN: Final = Path(__file__).parents[1] / "tests" / "golden"
_SEED: Final = 20_260
_MOST_NEEDY: Final = 0.5


def vignettes(name: str) -> list[Assessment]:
    """Return the people of a golden file: `people`, who are complete, or `partial`."""
    entries: list[dict[str, Any]] = yaml.safe_load((_GOLDEN / f"{name}.yaml").read_text(encoding="utf-8"))
    return [Assessment.model_validate(entry["answers"]) for entry in entries]


def random_people(count: int) -> list[Assessment]:
    """Return people with every scale answered, the same ones every time.

    Of each person a share of the answers, somewhere from none to half, is not 0, so that every level is among them.
    """
    chance = random.Random(_SEED)

    def answers(share: float) -> Mapping[str, int]:
        return {
            scale.id: chance.randint(1, scale.highest()) if chance.random() < share else 0
            for scale in Assessment.scales
        }

    return [Assessment.model_validate(answers(chance.uniform(0, _MOST_NEEDY))) for _ in range(count)]


def partly_known(people: Sequence[Answers], share: float) -> list[Assessment]:
    """Return the same people with this share of their answers taken away; in place of one in five stands "unsure"."""
    chance = random.Random(_SEED)

    def left(person: Answers, scale: type[Scale]) -> object:
        if chance.random() >= share:
            return person.answer(scale.id)
        return UNSURE if chance.random() < 1 / 5 else None

    return [
        Assessment.model_validate({scale.id: left(person, scale) for scale in Assessment.scales}) for person in people
    ]


def levels(people: Sequence[Answers]) -> str:
    """Return how many people are at each level, the least first."""
    found = Counter(place(person, engine="reference").level for person in people)
    return ", ".join(f"{found[level]} at level {level}" for level in Level if found[level])
