"""Instruments about use: the DSM-5 count, AUDIT and AUDIT-C for alcohol, DAST-10 for other drugs.

A positive screen is "unsure, at least risky use" until a clinician diagnoses. A negative one covers one kind of
substance: no risky use follows only where alcohol and other drugs were both screened.
"""

from abc import abstractmethod
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal, TypeAlias

from placement.assessment.provenance import UNSURE, Observed, Unsure
from placement.criteria import UseDisorder
from placement.criteria.sources import AUDIT, DAST_10, DSM_5_COUNT
from placement.instruments.instrument import Band, Banded, Loinc, OneOf, Summed, Tallied, UpTo4, YesNo
from placement.language.scale import Scale, Source

Sex: TypeAlias = Literal["female", "male", "other"]
"""As published thresholds differ by it; where it is not known, it is None."""

_To4By2 = Annotated[int, OneOf((0, 2, 4))]


class Dsm5Count(Banded):
    """How many of the eleven DSM-5 criteria were present in the past 12 months.

    Attributes:
        as_prescribed: Tolerance and withdrawal come from a medicine taken as prescribed, under supervision: they are
            not counted.
        risky_use: Use is risky though there are fewer than two criteria.
    """

    id: ClassVar[str] = "dsm5_count"
    title: ClassVar[str] = "DSM-5 count"
    scale: ClassVar[type[Scale]] = UseDisorder
    sources: ClassVar[tuple[Source, ...]] = (DSM_5_COUNT,)
    beside: ClassVar[frozenset[str]] = frozenset({"taken_at", "as_prescribed", "risky_use"})
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 1, UNSURE),
        Band(2, 3, UseDisorder.MILD),
        Band(4, 5, UseDisorder.MODERATE),
        Band(6, 11, UseDisorder.SEVERE),
    )

    item_1: YesNo
    item_2: YesNo
    item_3: YesNo
    item_4: YesNo
    item_5: YesNo
    item_6: YesNo
    item_7: YesNo
    item_8: YesNo
    item_9: YesNo
    tolerance: YesNo
    withdrawal: YesNo
    as_prescribed: YesNo = False
    risky_use: YesNo | None = None

    @property
    def total(self) -> int:
        """How many criteria count."""
        uncounted = ("tolerance", "withdrawal") if self.as_prescribed else ()
        return sum(int(getattr(self, name)) for name in self.items() if name not in uncounted)

    @property
    def answer(self) -> Scale | Unsure | None:
        """The answer to `use_disorder`; with fewer than two criteria, unsure until it is known whether use is risky."""
        if self.band.answer != UNSURE or self.risky_use is None:
            return self.band.answer
        return UseDisorder.RISKY_USE if self.risky_use else UseDisorder.NO_RISKY_USE


class _Screen(Tallied):
    """A screen for one kind of substance: positive, it raises the answer and asks; negative, it answers for its kind.

    Class attributes:
        kinds: The kind of substance that it looks at, and that which it does not.
    """

    scale: ClassVar[type[Scale]] = UseDisorder
    kinds: ClassVar[tuple[str, str]] = ("alcohol", "other_drugs")

    @property
    @abstractmethod
    def positive(self) -> bool:
        """Whether the score reaches the threshold."""

    @property
    def answer(self) -> Scale | Unsure | None:
        """The answer to `use_disorder`: unsure where the screen is positive; otherwise none by itself."""
        return UNSURE if self.positive else None

    @property
    def at_least(self) -> Scale | None:
        """Risky use, where the screen is positive."""
        return UseDisorder.RISKY_USE if self.positive else None

    def observed(self) -> tuple[Observed, ...]:
        """Return what the screen says: a negative one too, for its kind of substance."""
        return (self._screened(self.total, positive=self.positive, taken_at=self.taken_at),)

    @classmethod
    def _screened(cls, total: int, *, positive: bool | None, taken_at: datetime | None) -> Observed:
        """Return what is said where the screen is positive, negative, or where its total does not tell which."""
        if positive is None:
            return cls._says(UNSURE, None, total, taken_at)
        if positive:
            return cls._says(UNSURE, UseDisorder.RISKY_USE, total, taken_at)
        part, rest = cls.kinds
        return Observed(
            scale=cls.scale.id,
            origin=cls.id,
            answer=UseDisorder.NO_RISKY_USE.key,
            part=part,
            rest=rest,
            total=total,
            at=taken_at,
        )


class AuditC(_Screen):
    """AUDIT-C: how much and how often, the first three items of AUDIT, 0 to 12.

    Class attributes:
        positive_at: The published threshold by sex. Where that is not known, the lowest is used.
    """

    id: ClassVar[str] = "audit_c"
    title: ClassVar[str] = "AUDIT-C"
    sources: ClassVar[tuple[Source, ...]] = (AUDIT,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="72109-2", total="75626-2")
    beside: ClassVar[frozenset[str]] = frozenset({"taken_at", "sex"})
    positive_at: ClassVar[Mapping[str | None, int]] = MappingProxyType({"female": 3, "male": 4, "other": 3, None: 3})

    item_1: UpTo4
    item_2: UpTo4
    item_3: UpTo4
    sex: Sex | None = None

    @property
    def positive(self) -> bool:
        """Whether the total reaches the threshold."""
        return self.total >= self.positive_at[self.sex]

    @classmethod
    def highest(cls) -> int:
        """Return the highest total that there is."""
        return 3 * 4

    @classmethod
    def threshold(cls, sex: Sex | None) -> int:
        """Return the total from which the screen is positive.

        Raises:
            ValueError: There is no threshold for it.
        """
        if sex not in cls.positive_at:
            raise ValueError("`sex`: expected `female`, `male`, `other`, or None where it is not known")
        return cls.positive_at[sex]

    @classmethod
    def of_total(cls, total: int, *, sex: Sex | None = None, taken_at: datetime | None = None) -> tuple[Observed, ...]:
        """Return what a total says where the items are not known, for `Assessment.with_instruments`.

        Raises:
            pydantic.ValidationError: `taken_at` has no time zone.
            ValueError: There is no such total, or no threshold for `sex`.
        """
        cls._require_total(total)
        return (cls._screened(total, positive=total >= cls.threshold(sex), taken_at=taken_at),)


class Audit(_Screen, Summed):
    """AUDIT: alcohol use, ten items, 0 to 40.

    Positive from 8 points on, and wherever its first three items make a positive AUDIT-C: the same three answers cannot
    be risky in one and not in the other.

    Attributes:
        sex: By which the threshold of AUDIT-C differs; None if not known.
    """

    id: ClassVar[str] = "audit"
    title: ClassVar[str] = "AUDIT"
    sources: ClassVar[tuple[Source, ...]] = (AUDIT,)
    beside: ClassVar[frozenset[str]] = frozenset({"taken_at", "sex"})
    bands: ClassVar[tuple[Band, ...]] = (Band(0, 7, None), Band(8, 40, UNSURE, at_least=UseDisorder.RISKY_USE))

    item_1: UpTo4
    item_2: UpTo4
    item_3: UpTo4
    item_4: UpTo4
    item_5: UpTo4
    item_6: UpTo4
    item_7: UpTo4
    item_8: UpTo4
    item_9: _To4By2
    item_10: _To4By2
    sex: Sex | None = None

    @property
    def positive(self) -> bool:
        """Whether the total, or the first three items, reach their threshold."""
        consumption = AuditC(item_1=self.item_1, item_2=self.item_2, item_3=self.item_3, sex=self.sex)
        return self.band.answer is not None or consumption.positive

    @classmethod
    def of_total(cls, total: int, *, sex: Sex | None = None, taken_at: datetime | None = None) -> tuple[Observed, ...]:
        """Return what a total says where the items are not known, for `Assessment.with_instruments`.

        Below 8 points, but high enough for a positive AUDIT-C, it says nothing either way: the answer is unsure.

        Raises:
            pydantic.ValidationError: `taken_at` has no time zone.
            ValueError: There is no such total, or no threshold for `sex`.
        """
        cls._require_total(total)
        positive = cls.band_of(total).answer is not None
        not_known = not positive and total >= AuditC.threshold(sex)
        return (cls._screened(total, positive=None if not_known else positive, taken_at=taken_at),)


class Dast10(_Screen, Summed):
    """DAST-10: use of drugs other than alcohol, ten yes or no items, one of them reversed, 0 to 10."""

    id: ClassVar[str] = "dast_10"
    title: ClassVar[str] = "DAST-10"
    sources: ClassVar[tuple[Source, ...]] = (DAST_10,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="82666-9", total="82667-7")
    kinds: ClassVar[tuple[str, str]] = ("other_drugs", "alcohol")
    bands: ClassVar[tuple[Band, ...]] = (Band(0, 0, None), Band(1, 10, UNSURE, at_least=UseDisorder.RISKY_USE))
    reversed_item: ClassVar[str] = "item_3"

    item_1: YesNo
    item_2: YesNo
    item_3: YesNo
    item_4: YesNo
    item_5: YesNo
    item_6: YesNo
    item_7: YesNo
    item_8: YesNo
    item_9: YesNo
    item_10: YesNo

    @property
    def total(self) -> int:
        """The points: one for each yes, and one for a no to the reversed item."""
        return sum(getattr(self, name) != (name == self.reversed_item) for name in self.items())

    @property
    def positive(self) -> bool:
        """Whether there is a point."""
        return self.band.answer is not None

    @classmethod
    def of_total(cls, total: int, *, taken_at: datetime | None = None) -> tuple[Observed, ...]:
        """Return what a total says, as for any `Summed`: positive or negative."""
        cls._require_total(total)
        return (cls._screened(total, positive=cls.band_of(total).answer is not None, taken_at=taken_at),)
