"""A rulebook that is given is one, and the one by which something was recommended."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from placement import FIVE_LEVEL, MismatchedAssessment, place
from placement.analysis import Interview
from placement.cds_hooks import cds_card
from placement.cohort import audit, place_cohort
from placement.fhir import questionnaire
from placement.testing import people
from tests.other_rulebooks import SLEEP


@pytest.mark.parametrize(
    "ask",
    [
        lambda wrong: place(SLEEP.assessment_model()()).to_plain_language(wrong),
        lambda wrong: cds_card(place(SLEEP.assessment_model()()), rulebook=wrong),
        lambda wrong: place_cohort(pl.DataFrame({"snoring": [0]}), wrong),
        lambda wrong: audit(pl.DataFrame({"snoring": [0], "given": ["admission"]}), wrong, actual="given"),
        Interview,
        questionnaire,
        people,
    ],
)
def test_what_is_no_rulebook_is_refused_wherever_one_may_be_given(ask: Callable[[Any], object]) -> None:
    with pytest.raises(TypeError, match=r"^`rulebook`: expected a `Rulebook`$"):
        ask("sleep-care")


def test_a_card_is_of_the_rulebook_by_which_it_was_recommended() -> None:
    placed = place(SLEEP.assessment_model()())
    assert cds_card(placed, rulebook=SLEEP).summary
    with pytest.raises(MismatchedAssessment, match=r"^recommended under another rulebook than `five-level` 2: give"):
        cds_card(placed, rulebook=FIVE_LEVEL)
