"""The people of this folder: what was recorded of each, and what is expected to be said of them."""

from functools import cache
from pathlib import Path
from typing import Final, TypeAlias

import yaml

from placement import FIVE_LEVEL, Assessment, Recommendation

__all__ = ["DECIDING", "HERE", "Vignette", "deciding", "read", "vignettes"]

HERE: Final = Path(__file__).parent
DECIDING: Final = HERE / "deciding.yaml"

Vignette: TypeAlias = dict[str, object]


@cache
def read(name: str) -> tuple[Vignette, ...]:
    """Return the vignettes of one file."""
    return tuple(yaml.safe_load((HERE / name).read_text(encoding="utf-8")))


def vignettes() -> dict[str, Assessment]:
    """Return every person of this folder by id; those of guidance have a name in place of an id."""
    people = [*read("people.yaml"), *read("partial.yaml"), *read("guidance.yaml")]
    return {str(one.get("id") or one["name"]): Assessment.model_validate(one["answers"]) for one in people}


def deciding(recommendation: Recommendation) -> dict[str, object]:
    """Return what decides: the rules, and the answers of the shortest reason as the anchors that it takes."""
    rules = {rule: None for reason in recommendation.because for rule in reason.rules}
    answers: dict[str, str] = {}
    if recommendation.because:
        for test in recommendation.because[0].answers:
            scale = FIVE_LEVEL.scale_named[test.fact]
            answers[test.fact] = next(anchor.key for anchor in scale if anchor.label == test.needed)
    order = [rule.id for rule in FIVE_LEVEL.rules]
    return {"rules": sorted(rules, key=order.index), "answers": answers}
