"""Invented people and assessments: strategies for hypothesis."""

from collections.abc import Mapping
from typing import Final, overload

from hypothesis import strategies as st

from placement.assessment.answers import UNSURE, Answers
from placement.assessment.assessment import Assessment, given_or_shipped, model_for
from placement.engines.reference import Person
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

_WEIGHTS: Final = (160, 50, 20, 4)
"""How often a detail is at 0, against once at the worst anchor: from people with hardly any need to many with much."""

_OLDEST: Final = 110


def people(rulebook: Rulebook | None = None) -> st.SearchStrategy[dict[str, int]]:
    """Return a strategy for people about whom everything is known: a position for each scale.

    Some have hardly any need, some are badly off throughout. Shrinks towards 0.

    Args:
        rulebook: The rulebook whose scales they answer; the shipped one by default.
    """
    scales = given_or_shipped(rulebook).scales
    return st.one_of(
        [
            st.fixed_dictionaries(
                {scale.id: st.sampled_from([int(anchor) for anchor in _anchors(scale, weight)]) for scale in scales}
            )
            for weight in _WEIGHTS
        ]
    )


def _anchors(scale: type[Scale], weight: int) -> list[Scale]:
    """Return the best anchor so many times, the others the more often the milder they are, the worst once."""
    best, *others = scale
    spared = weight // 5 if scale.closes else weight  # a headline is more often above 0 than a detail
    return [*[best] * spared, *(worse for place, worse in enumerate(others) for _ in range(len(others) - place))]


@overload
def assessments(*, complete: bool = False) -> st.SearchStrategy[Assessment]: ...
@overload
def assessments(rulebook: Rulebook, *, complete: bool = False) -> st.SearchStrategy[Answers]: ...
def assessments(rulebook: Rulebook | None = None, *, complete: bool = False) -> st.SearchStrategy[Answers]:
    """Return a strategy for assessments: answers, "unsure" and questions not asked, as records have them.

    Headline answers and facts of their own are mostly there, details mostly not. Shrinks towards few answers.

    Args:
        rulebook: The rulebook whose questions are asked, of people whom it is for; the shipped one by default.
        complete: Every question, and the age, has a definite answer: floor and ceiling are one person.
    """
    book = given_or_shipped(rulebook)
    model = model_for(book)
    age = st.integers(book.ages.least or 0, _OLDEST if book.ages.greatest is None else book.ages.greatest)
    asked = st.one_of(
        [
            st.fixed_dictionaries(
                {
                    "age": age if complete else st.none() | age,
                    **{scale.id: st.sampled_from(_answers(scale, weight, complete=complete)) for scale in book.scales},
                }
            )
            for weight in _WEIGHTS
        ]
    )

    def given(answers: Mapping[str, object]) -> st.SearchStrategy[Answers]:
        # A call, not a copy: hypothesis shows the call, where the assessment itself would show nothing.
        return st.builds(model, **{name: st.just(answer) for name, answer in answers.items() if answer is not None})

    return asked.flatmap(given)


def _answers(scale: type[Scale], weight: int, *, complete: bool) -> list[object]:
    definite: list[object] = [*_anchors(scale, weight)]
    if complete:
        return definite
    asked = [*definite, UNSURE]
    not_asked = len(asked) // 8 + 1 if scale.closes or scale.separate else 2 * len(asked)
    return [*[None] * not_asked, *asked]


def completions(assessment: Answers) -> st.SearchStrategy[dict[str, int]]:
    """Return a strategy for the people of whom an assessment may be: from its floor to its ceiling, both included.

    Args:
        assessment: What is known. Each definite answer stays as it is.
    """
    low, high = assessment.ends()
    return st.fixed_dictionaries({name: st.integers(low[name], high[name]) for name in low})


def worse(person: Person, rulebook: Rulebook | None = None) -> st.SearchStrategy[dict[str, int]]:
    """Return a strategy for people with more need than a given one: one or more answers raised, none lowered.

    A person at the worst anchor of every scale can only stay so.

    Args:
        person: A position for each scale of the rulebook.
        rulebook: The rulebook; the shipped one by default.

    Raises:
        ValueError: The person lacks a scale, or is not within its anchors.
    """
    scales = given_or_shipped(rulebook).scales
    for scale in scales:
        if not 0 <= person.get(scale.id, -1) <= scale.highest():
            message = f"`person`: expected `{scale.id}` from 0 to {scale.highest()}"
            raise ValueError(message)
    raised = {
        scale.id: st.integers(person[scale.id] + 1, scale.highest())
        for scale in scales
        if person[scale.id] < scale.highest()
    }
    if not raised:
        return st.just({**person})
    changed = st.lists(st.sampled_from(list(raised)), min_size=1, unique=True)
    return changed.flatmap(
        lambda names: st.fixed_dictionaries({name: raised[name] for name in names}).map(lambda more: {**person, **more})
    )
