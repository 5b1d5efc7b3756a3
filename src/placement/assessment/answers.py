"""What is known about one person, for any rulebook: answers, "unsure", not asked; completed to a floor and a ceiling.

An unknown is never silently "no". The two completions are ordinary, fully known people: one with every open answer at
its best and one with every open answer at its worst. Because need only grows, whatever the open answers turn out to
be, the result lies between the results of these two.
"""

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Literal, NamedTuple, Self, SupportsIndex, TypeAlias, cast

from pydantic import (
    Field,
    GetJsonSchemaHandler,
    SerializerFunctionWrapHandler,
    create_model,
    field_validator,
    model_serializer,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from placement.assessment.confidential import Discreet
from placement.assessment.input_errors import input_error
from placement.assessment.input_types import Answer, AnswerReader
from placement.assessment.merging import merged
from placement.assessment.provenance import CLINICIAN, UNSURE, Observed, Scored, Unsure, said_by_clinician, shown_least
from placement.engines.reference import Person
from placement.errors import MismatchedAssessment, OutOfScope
from placement.language.scale import Scale
from placement.language.words import Ages
from placement.rulebook.rulebook import Rulebook

__all__ = ["OLDEST", "UNSURE", "Answer", "AnswerState", "Answers", "Unsure", "answers_model", "rulebook_for"]

OLDEST: Final = 130
"""Age in years up to which an age is believed."""

_FEW: Final = 3
"""Scales that an error names before it only counts."""

AnswerState: TypeAlias = Literal["answered", "covered", "unsure", "not recorded"]
"""Covered: there is no definite answer, but headlines that a clinician answered settle the scale."""


def _as_read(schema: CoreSchema) -> CoreSchema:
    """Return a model's schema without how it is written, at whatever depth below validators that stands."""
    plain: dict[str, Any] = {part: value for part, value in schema.items() if part != "serialization"}
    if "schema" in plain and plain["type"] != "model-fields":
        plain["schema"] = _as_read(plain["schema"])
    return cast("CoreSchema", plain)


@lru_cache(maxsize=256)
def _closing(scales: tuple[type[Scale], ...]) -> Mapping[str, Sequence[str]]:
    """Return the dimensions that can be closed, each with the scales that close it."""
    closing: dict[str, list[str]] = defaultdict(list)
    for scale in scales:
        if scale.closes:
            closing[scale.dimension.id].append(scale.id)
    return closing


class _Question(NamedTuple):
    """What it takes to complete the answer to a scale."""

    scale: str
    dimension: str
    highest: int  # to which it is completed: 0 where it is not need
    if_absent: bool  # whether headlines can settle it
    if_unsure: bool


@lru_cache(maxsize=256)
def _questions(scales: tuple[type[Scale], ...]) -> tuple[_Question, ...]:
    return tuple(
        _Question(
            scale=scale.id,
            dimension=scale.dimension.id,
            highest=scale.highest() if scale.dimension.need else 0,
            if_absent=_can_cover(scale, None),
            if_unsure=_can_cover(scale, UNSURE),
        )
        for scale in scales
    )


def _can_cover(scale: type[Scale], answer: object) -> bool:
    """Say whether headlines can settle a scale that has this answer, which is not a definite one."""
    return not (scale.separate or (scale.danger and answer == UNSURE))


class Answers(Discreet):
    """Answers about one person. Subclassed with a field for every scale; frozen, strict, silent about its values.

    Attributes:
        age: Age in completed years, 0 to 130. An age that the rulebook is not for is out of scope.
        provenance: What instruments said of some of the questions, and beside it what a clinician did; see
            `with_instruments`. Empty where every answer was simply given.
    """

    scales: ClassVar[tuple[type[Scale], ...]] = ()
    _unknown: ClassVar[str] = "unknown_scale"
    ages: ClassVar[Ages] = Ages()
    rulebook_asked: ClassVar[Rulebook | None] = None

    age: Annotated[int | None, Field(strict=True, ge=0, le=OLDEST, description="Age in years.")] = None
    provenance: tuple[Observed, ...] = ()

    @field_validator("age")
    @classmethod
    def _in_scope(cls, age: int | None) -> int | None:
        if age is not None and not cls.ages.includes(age):
            bounds = {"least": cls.ages.least, "most": cls.ages.greatest}
            given = {name: bound for name, bound in bounds.items() if bound is not None}
            raise input_error("not_an_adult" if cls.ages.are_adult else "age_out_of_scope", cls.ages.expected, **given)
        return age

    @field_validator("provenance")
    @classmethod
    def _of_its_scales(cls, provenance: tuple[Observed, ...]) -> tuple[Observed, ...]:
        asked = {scale.id: scale for scale in cls.scales} if provenance else {}
        for entry in provenance:
            if entry.scale not in asked or not entry.fits(asked[entry.scale]):
                expected = "expected what was said of scales that are asked here, in their anchors or `unsure`"
                raise input_error("provenance_mismatch", expected, allowed=[*asked])
        return provenance

    def unwritable(self) -> None:
        """Return nothing: an answer is no free text, and what was observed sees to itself."""

    @model_serializer(mode="wrap")
    def _without_nothing(self, written: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write no provenance where there is none: answers that were simply given are written as they always were."""
        fields: dict[str, Any] = written(self)
        if not self.provenance:
            fields.pop("provenance", None)
        return fields

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Describe what is written as what is read, and the ages that the rulebook is for."""
        described = handler(_as_read(schema))
        number, _ = handler.resolve_ref_schema(described)["properties"]["age"]["anyOf"]
        number["minimum"] = cls.ages.least or 0
        number["maximum"] = OLDEST if cls.ages.greatest is None else cls.ages.greatest
        return described

    @staticmethod
    def _found() -> Rulebook | None:
        """Return the rulebook of a class that was written out: it is looked for when it is first asked for."""
        return None

    @classmethod
    def made_for(cls) -> Rulebook:
        """Return the rulebook whose questions these are.

        Raises:
            MismatchedAssessment: The class was made for no rulebook.
        """
        if cls.rulebook_asked is None:
            cls.rulebook_asked = cls._found()
        if cls.rulebook_asked is None:
            raise MismatchedAssessment("`assessment`: made for no rulebook: use `rulebook.assessment_model()`")
        return cls.rulebook_asked

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some answers changed; unlike pydantic's own, it validates them.

        An answer that is changed is a clinician's from then on, whatever an instrument said before.

        Raises:
            pydantic.ValidationError: A field is unknown, or its value not allowed.
            OutOfScope: The rulebook is not for people of that age.
        """
        changed = super().model_copy(update=update, deep=deep)
        if not update or not self.provenance or "provenance" in update:
            return changed
        spoken_of = {entry.scale for entry in self.provenance} & update.keys()
        judged = [
            Observed(scale=name, origin=CLINICIAN, answer=given.key if isinstance(given, Scale) else given)
            for name, given in changed.__dict__.items()
            if name in spoken_of and given is not None
        ]
        return type(self).model_validate({**changed.__dict__, "provenance": (*self.provenance, *judged)})

    def with_instruments(
        self,
        *scored: Scored | Observed,
        at: datetime | None = None,
        stale_after: timedelta | Mapping[str, timedelta] | None = None,
    ) -> Self:
        """Return a copy in which instruments speak as well.

        Of two answers to one question the worse stands, and both are kept in `provenance`. An instrument never lowers
        what a clinician answered: beside "unsure", and where it is open itself beside a lower answer, it says what the
        answer is at the least. Unasked, a score answers, but it closes no dimension: that is a clinician's to do.
        `place` reports answers that lie more than one step apart, and stale scores, among the conflicts.

        A score that is older than the limit, or of unknown age, is stale: it says what the answer
        is at the least and settles nothing.

        Args:
            *scored: Instruments that were filled in, or what was observed otherwise.
            at: When the assessment was made: the time of the clinician's answers, and that from which the age of a
                score is counted.
            stale_after: How old a score may be: one limit for all, or by the id of the instrument.

        Raises:
            MismatchedAssessment: An instrument speaks of a scale, or an anchor, that is not asked about here.
            ValueError: `at` is missing and needed, has no time zone, or is earlier than a score.
        """
        return type(self).model_validate({**self.__dict__, **merged(self, scored, at, stale_after)})

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        """Pickle, where the class was made for a rulebook and cannot be found by its name, as that and the answers.

        Raises:
            MismatchedAssessment: Such a class was made for no rulebook.
        """
        model = type(self)
        if getattr(sys.modules.get(model.__module__), model.__qualname__, None) is model:
            return cast("tuple[Any, ...]", super().__reduce_ex__(protocol))
        return _read_again, (model.made_for(), self.model_dump_json())

    def observations(self) -> dict[type[Scale], list[Observed]]:
        """Return what was observed, by the scale that it is about; scales without any are left out."""
        by_scale: dict[str, list[Observed]] = defaultdict(list)
        for entry in self.provenance:
            by_scale[entry.scale].append(entry)
        return {scale: by_scale[scale.id] for scale in self.scales if scale.id in by_scale}

    def __repr__(self) -> str:
        """Return how many questions are answered, and no answer."""
        return f"<{type(self).__name__} {len(self.answered())} of {len(self.scales)} answered>"

    def answer(self, scale: str) -> Scale | Unsure | None:
        """Return the answer to a scale, by its id."""
        given: Scale | Unsure | None = getattr(self, scale)
        return given

    def answered(self) -> dict[str, Scale]:
        """Return the definite answers by scale: neither unsure nor absent."""
        given = self.__dict__
        return {scale.id: given[scale.id] for scale in self.scales if isinstance(given[scale.id], Scale)}

    def closed_dimensions(self) -> frozenset[str]:
        """Return the dimensions that a clinician has judged: every closing scale of them has a definite answer.

        An answer that instruments alone gave is not a clinician's judgement and closes nothing.
        """
        given = self.__dict__
        closed = frozenset(
            dimension
            for dimension, scales in _closing(self.scales).items()
            if all(isinstance(given[scale], int) for scale in scales)
        )
        return closed - self.screened_dimensions() if given["provenance"] else closed

    def covering(self, scale: type[Scale]) -> tuple[type[Scale], ...]:
        """Return the headlines that settle a scale of need without a definite answer; empty where none do."""
        answer, dimension = self.answer(scale.id), scale.dimension
        if isinstance(answer, Scale) or not dimension.need or not _can_cover(scale, answer):
            return ()
        if dimension.id not in self.closed_dimensions():
            return ()
        return tuple(other for other in self.scales if other.closes and other.dimension.id == dimension.id)

    def state(self, scale: type[Scale]) -> AnswerState:
        """Return whether there is a definite answer to a scale, and what stands in its place if not."""
        answer = self.answer(scale.id)
        if isinstance(answer, Scale):
            return "answered"
        if self.covering(scale):
            return "covered"
        return "unsure" if answer == UNSURE else "not recorded"

    def screened_dimensions(self) -> frozenset[str]:
        """Return the dimensions of which instruments alone answered a headline: no clinician has judged them."""
        screened: set[str] = set()
        for scale, entries in self.observations().items():
            given = self.answer(scale.id)
            if scale.closes and isinstance(given, Scale):
                judged = isinstance(said_by_clinician(scale, given, entries), Scale)
                screened.update(() if judged else (scale.dimension.id,))
        return frozenset(screened)

    def floor(self) -> Person:
        """Return the least needy person who fits the answers: every open answer at 0, or at what a score shows."""
        return self.ends()[0]

    def ceiling(self) -> Person:
        """Return the neediest person who fits the answers: every open answer at its highest anchor.

        An answer is open when it is unsure or was not asked, unless a judged dimension stands for it:

        - a scale of a judged (closed) dimension that was not asked, or is unsure, counts as 0, or as what a score shows
          at the least;
        - except a `separate` fact, which no headline closes, and a `danger` that is unsure;
        - duties and access are not need and are never completed upwards.
        """
        return self.ends()[1]

    def ends(self) -> tuple[Person, Person]:
        """Return the floor and the ceiling; the same object twice where nothing is open."""
        given, closed = self.__dict__, self.closed_dimensions()
        low: dict[str, int] = {}
        opened: dict[str, int] = {}
        for name, dimension, highest, if_absent, if_unsure in _questions(self.scales):
            answer = given[name]
            if isinstance(answer, int):  # a definite one; to ask for `Scale` would take three times as long
                low[name] = int(answer)
                continue
            low[name] = 0
            judged = dimension in closed and (if_unsure if answer == UNSURE else if_absent)
            if highest and not judged:
                opened[name] = highest
        if given["provenance"]:
            for scale, entries in self.observations().items():
                if not isinstance(given[scale.id], int):
                    low[scale.id] = shown_least(scale, entries)
        return low, (low | opened if opened else low)


def _read_again(rulebook: Rulebook, text: str) -> Answers:
    return rulebook.assessment_model().model_validate_json(text)


def answers_model(scales: Iterable[type[Scale]], rulebook: Rulebook | None = None) -> type[Answers]:
    """Return an assessment model that asks these scales, and knows the rulebook that it is made for if there is one."""
    asked = tuple(scales)
    wanted: dict[str, Any] = {scale.id: (Annotated[scale | Unsure | None, AnswerReader()], None) for scale in asked}
    about = "Answers about one person."
    model: type[Answers] = create_model("Assessment", __base__=Answers, __doc__=about, **wanted)
    model.scales = asked
    if rulebook is not None:
        model.rulebook_asked, model.ages = rulebook, rulebook.ages
    return model


def rulebook_for(assessment: Answers, rulebook: Rulebook | None = None) -> Rulebook:
    """Return the rulebook by which an assessment is placed: the one given, or the one that it was made for.

    Raises:
        MismatchedAssessment: It does not ask what the rulebook reads, in the same anchors.
        OutOfScope: The rulebook that is given is not for people of that age.
    """
    model: type = type(assessment)
    if not issubclass(model, Answers):
        raise MismatchedAssessment(
            "`assessment`: expected an `Assessment` or an instance of `rulebook.assessment_model()`"
        )
    if rulebook is None:
        return model.made_for()
    given: type = type(rulebook)
    if not issubclass(given, Rulebook):
        raise MismatchedAssessment("`rulebook`: expected a `Rulebook`")
    _check_fit(model, rulebook)
    if assessment.age is not None and not rulebook.ages.includes(assessment.age):
        message = f"`age`: {rulebook.ages.expected}"
        raise OutOfScope(message)
    return rulebook


def _asked(scales: tuple[type[Scale], ...]) -> dict[str, tuple[object, ...]]:
    asked: dict[str, tuple[object, ...]] = {}
    for scale in scales:
        closing = (scale.closes, scale.danger, scale.separate)
        asked[scale.id] = (*(anchor.key for anchor in scale), scale.dimension.id, scale.dimension.need, *closing)
    return asked


@lru_cache(maxsize=256)
def _check_fit(model: type[Answers], rulebook: Rulebook) -> None:
    asked, read = _asked(model.scales), _asked(rulebook.scales)
    differences = (
        ("reads {}, which it does not ask", [name for name in read if name not in asked]),
        ("does not read {}, which it asks", [name for name in asked if name not in read]),
        ("declares {} otherwise", [name for name in read if name in asked and asked[name] != read[name]]),
    )
    differing = "; ".join(text.format(_few(names)) for text, names in differences if names)
    if differing:
        whose = model.rulebook_asked or model._found()  # noqa: SLF001 # pyright: ignore[reportPrivateUsage] - a class of this module
        owner = f"of rulebook `{whose.id}` {whose.version}" if whose else "made for no rulebook"
        message = (
            f"this assessment is {owner}; the rulebook given, `{rulebook.id}` {rulebook.version}, {differing}: "
            "use `rulebook.assessment_model()`"
        )
        raise MismatchedAssessment(message)


def _few(names: Sequence[str]) -> str:
    """Name the first few, and how many more there are."""
    more = len(names) - _FEW
    return ", ".join(f"`{name}`" for name in names[:_FEW]) + (f" and {more} more" if more > 0 else "")
