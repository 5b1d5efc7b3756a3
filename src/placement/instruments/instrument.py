"""An instrument that was filled in: its items, their total, the published band, and the answer that follows from it.

Ids, ranges and published bands only: no question of any instrument is in this project.
"""

from abc import abstractmethod
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, ClassVar

from pydantic import AwareDatetime, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from placement.assessment.confidential import Discreet
from placement.assessment.input_errors import input_error
from placement.assessment.provenance import Observed, Unsure
from placement.language.scale import Scale, Source

__all__ = [
    "Band",
    "Banded",
    "Instrument",
    "Loinc",
    "OneOf",
    "Summed",
    "Tallied",
    "UpTo3",
    "UpTo4",
    "UpTo7",
    "YesNo",
]

YesNo = Annotated[bool, Field(strict=True)]
UpTo3 = Annotated[int, Field(strict=True, ge=0, le=3)]
UpTo4 = Annotated[int, Field(strict=True, ge=0, le=4)]
UpTo7 = Annotated[int, Field(strict=True, ge=0, le=7)]


@dataclass(frozen=True, slots=True)
class OneOf:
    """The values that an item may have, where some in between are left out."""

    values: tuple[int, ...]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:  # noqa: ANN401
        """Read a whole number that is one of the values."""

        def among(value: int) -> int:
            if value not in self.values:
                expected = f"expected one of {', '.join(map(str, self.values))}"
                raise input_error("unknown_value", expected, allowed=[*self.values])
            return value

        return core_schema.no_info_after_validator_function(among, core_schema.int_schema(strict=True))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """Say so in a JSON schema."""
        return {"enum": [*self.values]}


@dataclass(frozen=True, slots=True)
class Band:
    """A published range of totals, and the answer that it gives.

    Attributes:
        least: Its lowest total.
        most: Its highest total.
        answer: The answer; "unsure" where the score asks for a diagnosis or an evaluation and gives none; None where
            it says nothing.
        at_least: What the answer is at the least, where it is unsure, be it only for want of what stands beside the
            score.
    """

    least: int
    most: int
    answer: Scale | Unsure | None
    at_least: Scale | None = None


@dataclass(frozen=True, slots=True)
class Loinc:
    """LOINC codes that were verified in published implementation guides."""

    panel: str
    total: str


class Instrument(Discreet):
    """Item values of one instrument, as they were recorded for one person at one time.

    Class attributes:
        id: Permanent id, in snake case; the origin of what it says.
        title: What it is called.
        scale: The scale of which it speaks.
        sources: What its ranges and bands rest on.
        loinc: Its codes; None where none was verified.

    Attributes:
        taken_at: When it was filled in, with the time zone, as the caller gives it.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    scale: ClassVar[type[Scale]]
    sources: ClassVar[tuple[Source, ...]]
    loinc: ClassVar[Loinc | None] = None

    taken_at: AwareDatetime | None = None

    @property
    def total(self) -> int | None:
        """The score; None if the instrument has none."""
        return None

    @property
    @abstractmethod
    def answer(self) -> Scale | Unsure | None:
        """The answer to `scale`: an anchor; "unsure" if an evaluation is asked for; None if it gives no answer."""

    @property
    @abstractmethod
    def at_least(self) -> Scale | None:
        """What the answer is at the least, where it is unsure and that is known."""

    def observed(self) -> tuple[Observed, ...]:
        """Return what the instrument says, for `Assessment.with_instruments`."""
        return () if self.answer is None else (self._says(self.answer, self.at_least, self.total, self.taken_at),)

    @classmethod
    def _says(
        cls, answer: Scale | Unsure, at_least: Scale | None, total: int | None, taken_at: datetime | None
    ) -> Observed:
        return Observed(
            scale=cls.scale.id,
            origin=cls.id,
            answer=answer.key if isinstance(answer, Scale) else answer,
            at_least=None if at_least is None else at_least.key,
            total=total,
            at=taken_at,
        )


class Tallied(Instrument):
    """An instrument whose items are added up; yes is one point.

    Class attributes:
        beside: Fields that are not added up.
    """

    beside: ClassVar[frozenset[str]] = frozenset({"taken_at"})

    @property
    def total(self) -> int:
        """The sum of the items."""
        return sum(int(getattr(self, name)) for name in self.items())

    @classmethod
    def items(cls) -> tuple[str, ...]:
        """Return the ids of the items that are added up, in the order of the instrument."""
        return tuple(name for name in cls.model_fields if name not in cls.beside)

    @classmethod
    @abstractmethod
    def highest(cls) -> int:
        """Return the highest total that there is."""

    @classmethod
    def _require_total(cls, total: int) -> None:
        if type(total) is not int or not 0 <= total <= cls.highest():
            message = f"`total`: expected a whole number from 0 to {cls.highest()}"
            raise ValueError(message)


class Banded(Tallied):
    """An instrument with a published band for every total.

    Class attributes:
        bands: From the lowest total to the highest, without a gap.
    """

    bands: ClassVar[tuple[Band, ...]]

    @property
    def band(self) -> Band:
        """The band that the total lies in."""
        return self.band_of(self.total)

    @property
    def answer(self) -> Scale | Unsure | None:
        """The answer to `scale`."""
        return self.band.answer

    @property
    def at_least(self) -> Scale | None:
        """What the answer is at the least, where it is unsure."""
        return self.band.at_least

    @classmethod
    def highest(cls) -> int:
        """Return the highest total that there is."""
        return cls.bands[-1].most

    @classmethod
    def band_of(cls, total: int) -> Band:
        """Return the band that a total lies in."""
        return next(band for band in cls.bands if band.least <= total <= band.most)


class Summed(Banded):
    """An instrument of which the total says something even without its items."""

    @classmethod
    def of_total(cls, total: int, *, taken_at: datetime | None = None) -> tuple[Observed, ...]:
        """Return what a total says where the items are not known, for `Assessment.with_instruments`.

        What a single item, or a sign beside the score, would say is then not known, and stays open.

        Raises:
            pydantic.ValidationError: `taken_at` has no time zone.
            ValueError: There is no such total.
        """
        cls._require_total(total)
        band = cls.band_of(total)
        return () if band.answer is None else (cls._says(band.answer, band.at_least, total, taken_at),)
