"""Instruments about use: the DSM-5 count, AUDIT and AUDIT-C for alcohol, DAST-10 for other drugs.

A screening score never codes a disorder: where it makes one likely, the answer is "unsure" until somebody diagnoses.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar, Literal

from placement.assessment.provenance import UNSURE, Unsure
from placement.criteria import UseDisorder
from placement.criteria.sources import AUDIT, DAST_10, DSM_5_COUNT
from placement.instruments.instrument import Band, Banded, Loinc, OneOf, Summed, Tallied, UpTo4, YesNo
from placement.language.scale import Scale, Source

__all__ = ["Audit", "AuditC", "Dast10", "Dsm5Count"]

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


class Audit(Summed):
    """AUDIT: alcohol use, ten items, 0 to 40."""

    id: ClassVar[str] = "audit"
    title: ClassVar[str] = "AUDIT"
    scale: ClassVar[type[Scale]] = UseDisorder
    sources: ClassVar[tuple[Source, ...]] = (AUDIT,)
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 7, UseDisorder.NO_RISKY_USE),
        Band(8, 19, UseDisorder.RISKY_USE),
        Band(20, 40, UNSURE, at_least=UseDisorder.RISKY_USE),
    )

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


class AuditC(Tallied):
    """AUDIT-C: how much and how often, the first three items of AUDIT, 0 to 12.

    Attributes:
        sex: The published threshold differs by it. Where it is not known, the lower one is used.
    """

    id: ClassVar[str] = "audit_c"
    title: ClassVar[str] = "AUDIT-C"
    scale: ClassVar[type[Scale]] = UseDisorder
    sources: ClassVar[tuple[Source, ...]] = (AUDIT,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="72109-2", total="75626-2")
    beside: ClassVar[frozenset[str]] = frozenset({"taken_at", "sex"})
    positive_at: ClassVar[Mapping[str, int]] = MappingProxyType({"female": 3, "male": 4})

    item_1: UpTo4
    item_2: UpTo4
    item_3: UpTo4
    sex: Literal["female", "male"] | None = None

    @property
    def positive(self) -> bool:
        """Whether the total reaches the threshold."""
        return self.total >= self.positive_at[self.sex or "female"]

    @property
    def answer(self) -> Scale | Unsure | None:
        """Risky use where it is positive; otherwise none: three items are too few to rule it out."""
        return UseDisorder.RISKY_USE if self.positive else None


class Dast10(Summed):
    """DAST-10: use of drugs other than alcohol, ten yes or no items, one of them reversed, 0 to 10."""

    id: ClassVar[str] = "dast_10"
    title: ClassVar[str] = "DAST-10"
    scale: ClassVar[type[Scale]] = UseDisorder
    sources: ClassVar[tuple[Source, ...]] = (DAST_10,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="82666-9", total="82667-7")
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 0, UseDisorder.NO_RISKY_USE),
        Band(1, 5, UseDisorder.RISKY_USE),
        Band(6, 10, UNSURE, at_least=UseDisorder.RISKY_USE),
    )
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
