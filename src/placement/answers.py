"""What is known about one person, for any rulebook: answers, "unsure", not asked; completed to a floor and a ceiling.

An unknown is never silently "no". The two completions are ordinary, fully known people: one with every open answer at
its best and one with every open answer at its worst. Because need only grows, whatever the open answers turn out to
be, the result lies between the results of these two.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Final, Literal, Self, TypeAlias, TypeVar, get_args

from pydantic import (
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    create_model,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from placement.discreet import Discreet
from placement.engines.reference import Person
from placement.errors import OutOfScope
from placement.scale import Scale

__all__ = ["ADULT", "OLDEST", "UNSURE", "Answer", "Answers", "Unsure", "answers_model"]

Unsure: TypeAlias = Literal["unsure"]
UNSURE: Final = "unsure"
"""Asked, and could not be determined. Not the same as not asked, which is `None`."""

ADULT: Final = 18
"""Age in years from which the rulebook speaks."""

OLDEST: Final = 130
"""Age in years up to which an age is believed."""


def _json_schema(scale: type[Scale]) -> JsonSchemaValue:
    return {
        "anyOf": [
            {"enum": [*(anchor.key for anchor in scale), UNSURE]},
            {"enum": [anchor.label for anchor in scale]},
            {"type": "integer", "minimum": 0, "maximum": scale.highest()},
            {"type": "null"},
        ],
        "description": scale.title(),
    }


class _Reader:
    """Reads an answer to one scale: an anchor, its key, its label, its position, "unsure", or nothing."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        scale = next(one for one in get_args(source) if isinstance(one, type) and issubclass(one, Scale))
        named: dict[object, Scale] = {text: anchor for anchor in scale for text in (anchor.key, anchor.label)}
        keys = ", ".join(anchor.key for anchor in scale)
        expected = f"expected one of {keys}, a position from 0 to {scale.highest()}, `unsure`, or nothing"

        def read(value: object) -> object:
            if value is None or isinstance(value, scale) or (type(value) is str and value == UNSURE):
                return value
            if type(value) is int and 0 <= value <= scale.highest():
                return scale.anchor(value)
            if type(value) is str and value in named:
                return named[value]
            if isinstance(value, Scale) and type(value).id == scale.id and value <= scale.highest():
                return scale.anchor(value)  # the same question, in another rulebook's own class
            raise PydanticCustomError("answer", "{expected}", {"expected": expected})

        def describe(_schema: CoreSchema, _handler: GetJsonSchemaHandler) -> JsonSchemaValue:
            return _json_schema(scale)

        return core_schema.no_info_plain_validator_function(
            read,
            metadata={"pydantic_js_functions": [describe]},
            serialization=core_schema.plain_serializer_function_ser_schema(
                lambda value: value.key if isinstance(value, Scale) else value, when_used="json"
            ),
        )


_S = TypeVar("_S", bound=Scale)
Answer = Annotated[_S | Unsure | None, _Reader()]
"""`Answer[HomeSupport]`: a field that takes an answer to this scale."""


@lru_cache(maxsize=256)
def _closing(scales: tuple[type[Scale], ...]) -> Mapping[str, Sequence[str]]:
    """Return the dimensions that can be closed, each with the scales that close it."""
    closing: dict[str, list[str]] = defaultdict(list)
    for scale in scales:
        if scale.closes:
            closing[scale.dimension.id].append(scale.id)
    return closing


class Answers(Discreet):
    """Answers about one adult. Subclassed with a field for every scale; frozen, strict, silent about its values.

    Attributes:
        age: Age in years, 0 to 130; under 18 is out of scope, and not stated is reported as a conflict.
    """

    scales: ClassVar[tuple[type[Scale], ...]] = ()

    age: Annotated[int | None, Field(strict=True, ge=0, le=OLDEST, description="Age in years.")] = None

    @model_validator(mode="after")
    def _adult(self) -> Self:
        if self.age is not None and self.age < ADULT:
            message = f"`age`: this is for adults, expected {ADULT} years or more"
            raise OutOfScope(message)
        return self

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy with some answers changed; unlike pydantic's own, it validates them.

        Raises:
            pydantic.ValidationError: A field is unknown, or its value not allowed.
            OutOfScope: The person would be under 18.
        """
        if update is None:
            return super().model_copy(deep=deep)
        return type(self).model_validate({**self.__dict__, **update})

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
        """Return the dimensions that a clinician has judged: every closing scale of them has a definite answer."""
        given = self.__dict__
        return frozenset(
            dimension
            for dimension, scales in _closing(self.scales).items()
            if all(isinstance(given[scale], int) for scale in scales)
        )

    def floor(self) -> Person:
        """Return the least needy person who fits the answers: every open answer at 0."""
        return self.ends()[0]

    def ceiling(self) -> Person:
        """Return the neediest person who fits the answers: every open answer at its highest anchor.

        An answer is open when it is unsure or was not asked, unless a judged dimension stands for it:

        - a scale of a judged (closed) dimension that was not asked counts as 0, except a `separate` fact, which no
          headline closes;
        - an unsure `danger` or `separate` scale stays open even in a closed dimension;
        - duties and access are not need and are never completed upwards.
        """
        return self.ends()[1]

    def ends(self) -> tuple[Person, Person]:
        """Return the floor and the ceiling; the same object twice where nothing is open."""
        given, closed = self.__dict__, self.closed_dimensions()
        low: dict[str, int] = {}
        opened: dict[str, int] = {}
        for scale in self.scales:
            name = scale.id
            answer = given[name]
            if isinstance(answer, int):  # a definite one; to ask for `Scale` would take three times as long
                low[name] = int(answer)
                continue
            low[name], dimension = 0, scale.dimension
            judged = dimension.id in closed and not (scale.separate or (scale.danger and answer == UNSURE))
            if dimension.need and not judged:
                opened[name] = scale.highest()
        return low, (low | opened if opened else low)


def answers_model(scales: Iterable[type[Scale]]) -> type[Answers]:
    """Return an assessment model that asks these scales."""
    asked = tuple(scales)
    wanted: dict[str, Any] = {scale.id: (Annotated[scale | Unsure | None, _Reader()], None) for scale in asked}
    model: type[Answers] = create_model("Assessment", __base__=Answers, __doc__="Answers about one adult.", **wanted)
    model.scales = asked
    return model
