"""An interview that asks only what can still move the result, and ends with the result of the complete answers.

A person is *coherent* if, in each dimension that headline answers close, the details alone are rated no worse than the
headlines alone. Theorem: for a coherent person, a settled interview has, for what was asked for, the result of all
their answers: they are among the people of the region, who all have that result. So a detail that could still matter
although the headline is no worse is asked about, where `place` already takes it to be 0.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Literal, Self, TypeAlias

from placement.analysis.question_model import Question, Standing, question, standing, urgency, waiting, weights
from placement.analysis.region import Ladder, Region, Until, coherent, judged, ladders
from placement.assessment.answers import UNSURE, Answers, Unsure
from placement.assessment.assessment import given_or_shipped, model_for
from placement.assessment.confidential import Discreet
from placement.errors import MismatchedAssessment
from placement.language.graded import Graded
from placement.language.scale import Scale
from placement.recommendation.place import place
from placement.recommendation.placement import RulebookReference
from placement.recommendation.recommendation import Recommendation
from placement.rulebook.rulebook import Rulebook

_Answer: TypeAlias = Scale | Unsure | None


class _Saved(Discreet, title="Interview"):
    """An interview as it is written down."""

    kind: Literal["interview"]
    rulebook: RulebookReference
    until: Until
    age: int | None
    answers: tuple[tuple[str, str | None], ...]


class _Now:
    """Where an interview stands: everything that follows from the answers, computed when it is first needed."""

    def __init__(
        self, rulebook: Rulebook, asked_for: Sequence[Ladder], assessment: Answers, answers: Mapping[str, _Answer]
    ) -> None:
        self._rulebook = rulebook
        self._asked_for = asked_for
        self.assessment = assessment
        self.answers = answers

    @cached_property
    def region(self) -> Region:
        return coherent(self._rulebook, self.assessment, self.answers)

    @cached_property
    def weight(self) -> Mapping[str, float]:
        """What can still move the result, each with how much."""
        return weights(self._rulebook, self.region.moving(self._asked_for))

    @cached_property
    def next(self) -> type[Scale] | None:
        """What is to be asked now."""
        open_ = [name for name in self.weight if name not in self.answers]
        later, urgent = waiting(self._rulebook, open_), urgency(self._rulebook)
        closed = self.assessment.closed_dimensions()
        bounded = {
            detail.id
            for judgement in judged(self._rulebook)
            if judgement.dimension in closed
            for detail in judgement.details
        }
        name = min(
            (name for name in open_ if name not in later),
            key=lambda name: (urgent[name], name in bounded, -self.weight[name] if urgent[name] else 0),
            default=None,
        )
        return None if name is None else self._rulebook.scale_named[name]

    def possible(self) -> set[str]:
        """Return what could be asked from now on."""
        lattice = self._rulebook.lattice
        region, unasked = self.region, set(self.weight) - self.answers.keys()
        while True:
            steps = lattice.encode({name: lattice.highest[name] for name in unasked})
            left_out = tuple(out for out in region.without if not out & steps)
            if left_out == region.without:
                return unasked
            region = Region(region.low, region.high, left_out)
            unasked |= weights(self._rulebook, region.moving(self._asked_for)).keys() - self.answers.keys()


class Interview:
    """Asks one person's questions one by one, and is over as soon as what is asked for is settled.

    First comes what alone can lead to the highest level, then what else can mean danger, then whatever has a part in
    most; a headline before the details for which it stands. "Unsure" leaves the answer open, so its details are asked
    about. A skipped question counts as unsure, and is not asked again unless `back` goes to it.

    The range narrows with every answer, except where a detail that can mean danger turns out unsure, or worse than the
    headline that stood for it.

    >>> interview = Interview(age=40)
    >>> interview.ask().scale
    'detox_need'
    """

    def __init__(self, rulebook: Rulebook | None = None, until: Until = "level", *, age: int | None = None) -> None:
        """Begin.

        Args:
            rulebook: The rulebook; the shipped one if none is given.
            until: What is to be settled: the level, the service within it, or every track and every flag.
            age: Age in years; not stated is reported as a conflict, as everywhere.

        Raises:
            DefinitionError: The rulebook cannot give a recommendation.
            OutOfScope: The rulebook is not for people of that age.
            ValidationError: `age` is no age.
            ValueError: `until` is none of the three.
        """
        self._rulebook = rulebook = given_or_shipped(rulebook)
        self._until: Until = until
        self._model = model_for(rulebook)
        self._age = self._model.model_validate({"age": age}).age
        self._asked_for = ladders(rulebook, until)
        self._now = self._with({})

    def __repr__(self) -> str:
        """Return how many questions were asked, and no answer."""
        return f"<Interview {len(self._now.answers)} asked>"

    def __iter__(self) -> Iterator[Question]:
        """Go through the questions, each of which is to be answered before the next is taken."""
        while (asked := self.ask()) is not None:
            yield asked

    @property
    def until(self) -> Until:
        """What is to be settled."""
        return self._until

    @property
    def assessment(self) -> Answers:
        """What is known so far; a question that was skipped is unsure."""
        return self._now.assessment

    @property
    def asked(self) -> tuple[str, ...]:
        """Ids of the scales that were asked about, in the order of asking."""
        return tuple(self._now.answers)

    @property
    def settled(self) -> bool:
        """Nothing that is open can still move what is asked for."""
        return not self._now.weight

    @property
    def standing(self) -> Standing:
        """How far things are settled, for coherent people."""
        return standing(self._rulebook, self._now.region, self._until)

    @property
    def floor(self) -> Graded:
        """The level at the least."""
        return self.standing.floor

    @property
    def ceiling(self) -> Graded:
        """The level at the most, for coherent people."""
        return self.standing.ceiling

    def ask(self) -> Question | None:
        """Return the question to be answered next, the same until it is.

        None where it is settled, or only skipped and unsure questions could still move it.
        """
        scale = self._now.next
        if scale is None:
            return None
        best, worst = (
            standing(self._rulebook, self._with({**self._now.answers, scale.id: scale.anchor(at)}).region, self._until)
            for at in (0, scale.highest())
        )
        return question(self._rulebook, scale, unsure=False, if_best=best, if_worst=worst)

    def answer(self, value: Scale | int | str | None) -> None:
        """Answer the question that is asked.

        Args:
            value: An anchor, its key, label or position, or `"unsure"`; None skips the question, which leaves it as
                open as "unsure" does.

        Raises:
            ValidationError: It is none of these; the question is still asked.
            LookupError: There is nothing left to ask.
        """
        scale = self._now.next
        if scale is None:
            raise LookupError("there is no question to answer")
        self._now = self._with({**self._now.answers, scale.id: self._read(scale.id, value)})

    def back(self) -> None:
        """Go back to the question that was answered or skipped last: it is asked again.

        Raises:
            LookupError: Nothing was asked yet.
        """
        if not self._now.answers:
            raise LookupError("there is no question to go back to")
        *before, _ = self._now.answers.items()
        self._now = self._with(dict(before))

    def remaining_at_most(self) -> int:
        """Return a number of questions that will not be exceeded, whatever the answers; each answer makes it smaller.

        Theorem: answers narrow the range, and what has no step in a smallest way between its ends has none within it.
        So only what can move the result now can ever be asked. (A detail of a judged dimension can turn out unsure, or
        worse than its headline: those that may still be asked are counted with whatever they could bring up.)
        """
        return len(self._now.possible())

    def result(self) -> Recommendation:
        """Return what is recommended as far as is known: a range, while the level is not settled."""
        return place(self.assessment, self._rulebook)

    def to_json(self) -> str:
        """Return the interview as JSON, to go on with it later. It holds every answer: keep it as a health record."""
        saved = _Saved(
            kind="interview",
            rulebook=RulebookReference.to(self._rulebook),
            until=self._until,
            age=self._age,
            answers=tuple(
                (name, answer.key if isinstance(answer, Scale) else answer)
                for name, answer in self._now.answers.items()
            ),
        )
        return saved.model_dump_json()

    @classmethod
    def from_json(cls, text: str | bytes, rulebook: Rulebook | None = None) -> Self:
        """Return an interview as it was when it was written.

        Args:
            text: What `to_json` returned.
            rulebook: The rulebook that it was held under, word for word; the shipped one if none is given.

        Raises:
            MismatchedAssessment: It was held under another rulebook, or asked what this one does not.
            OutOfScope: The rulebook is not for people of that age.
            ValidationError: The text is no such interview, or an answer is none of its scale.
        """
        rulebook = given_or_shipped(rulebook)
        saved = _Saved.model_validate_json(text)
        if saved.rulebook.digest != rulebook.digest:
            message = f"this interview was not held under rulebook `{rulebook.id}` {rulebook.version}, word for word"
            raise MismatchedAssessment(message)
        names = [name for name, _ in saved.answers]
        if len(set(names)) < len(names) or not set(names) <= rulebook.scale_named.keys():
            raise MismatchedAssessment("`answers`: expected scales of the rulebook, each of them once")
        interview = cls(rulebook, saved.until, age=saved.age)
        interview._now = interview._with({name: interview._read(name, value) for name, value in saved.answers})
        return interview

    def _read(self, name: str, value: object) -> _Answer:
        return self._model.model_validate({name: value}).answer(name)

    def _with(self, answers: Mapping[str, _Answer]) -> _Now:
        recorded = {name: UNSURE if answer is None else answer for name, answer in answers.items()}
        assessment = self._model.model_validate({"age": self._age, **recorded})
        return _Now(self._rulebook, self._asked_for, assessment, answers)
