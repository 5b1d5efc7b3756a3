"""Instruments about withdrawal: CIWA-Ar (alcohol), COWS (opioids), PAWSS (whether alcohol withdrawal turns bad)."""

from datetime import datetime
from typing import Annotated, ClassVar

from placement.assessment.provenance import UNSURE, Observed, Unsure
from placement.criteria import AlcoholWithdrawal, ComplicationRisk, OpioidWithdrawal
from placement.criteria.sources import AWM_2020, BCCSU, CIWA, COWS, PAWSS
from placement.instruments.instrument import Band, Banded, OneOf, Summed, UpTo4, UpTo7, YesNo
from placement.language.scale import Scale, Source

_To4 = Annotated[int, OneOf((0, 1, 2, 4))]


class CiwaAr(Summed):
    """CIWA-Ar: alcohol withdrawal now, ten items, 0 to 67.

    Three signs stand beside the score. Any of them means that withdrawal is complicated, whatever the total; while one
    is not known, the answer is unsure, at least the band of the total. A tactile, auditory or visual item of 4 or more
    is hallucinations by its published anchors: it leaves the answer open unless `hallucinations` is denied.

    Attributes:
        seizure: A withdrawal seizure was seen; None if that is not known, as for the two that follow.
        delirium: Delirium was seen.
        hallucinations: New hallucinations were seen.
    """

    id: ClassVar[str] = "ciwa_ar"
    title: ClassVar[str] = "CIWA-Ar"
    scale: ClassVar[type[Scale]] = AlcoholWithdrawal
    sources: ClassVar[tuple[Source, ...]] = (CIWA, AWM_2020)
    beside: ClassVar[frozenset[str]] = frozenset({"taken_at", "seizure", "delirium", "hallucinations"})
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 0, AlcoholWithdrawal.NONE, at_least=AlcoholWithdrawal.NONE),
        Band(1, 9, AlcoholWithdrawal.MILD_OR_EXPECTED, at_least=AlcoholWithdrawal.MILD_OR_EXPECTED),
        Band(10, 18, AlcoholWithdrawal.MODERATE, at_least=AlcoholWithdrawal.MODERATE),
        Band(19, 67, AlcoholWithdrawal.SEVERE, at_least=AlcoholWithdrawal.SEVERE),
    )

    nausea_vomiting: UpTo7
    tremor: UpTo7
    sweats: UpTo7
    anxiety: UpTo7
    agitation: UpTo7
    tactile: UpTo7
    auditory: UpTo7
    visual: UpTo7
    headache: UpTo7
    orientation: UpTo4
    seizure: YesNo | None = None
    delirium: YesNo | None = None
    hallucinations: YesNo | None = None

    @property
    def answer(self) -> Scale | Unsure | None:
        """The answer to `alcohol_withdrawal`; unsure while a sign is not known."""
        signs = (self.seizure, self.delirium, self.hallucinations)
        if any(signs):
            return AlcoholWithdrawal.COMPLICATED
        return UNSURE if None in signs else self.band.answer

    @property
    def at_least(self) -> Scale | None:
        """The band of the total, where the answer is unsure."""
        return self.band.at_least if self.answer == UNSURE else None

    @classmethod
    def of_total(cls, total: int, *, taken_at: datetime | None = None) -> tuple[Observed, ...]:
        """Return what a total says, as for any `Summed`: unsure, at least its band, for no sign is known."""
        cls._require_total(total)
        return (cls._says(UNSURE, cls.band_of(total).at_least, total, taken_at),)


class Cows(Summed):
    """COWS: opioid withdrawal now, eleven items, 0 to 48."""

    id: ClassVar[str] = "cows"
    title: ClassVar[str] = "COWS"
    scale: ClassVar[type[Scale]] = OpioidWithdrawal
    sources: ClassVar[tuple[Source, ...]] = (COWS,)
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 4, OpioidWithdrawal.NONE),
        Band(5, 12, OpioidWithdrawal.MILD),
        Band(13, 24, OpioidWithdrawal.MODERATE),
        Band(25, 36, OpioidWithdrawal.MODERATELY_SEVERE),
        Band(37, 48, OpioidWithdrawal.SEVERE),
    )

    pulse: _To4
    sweating: UpTo4
    restlessness: Annotated[int, OneOf((0, 1, 3, 5))]
    pupils: Annotated[int, OneOf((0, 1, 2, 5))]
    aches: _To4
    runny_nose: _To4
    gut: Annotated[int, OneOf((0, 1, 2, 3, 5))]
    tremor: _To4
    yawning: _To4
    anxiety: _To4
    gooseflesh: Annotated[int, OneOf((0, 3, 5))]


class Pawss(Banded):
    """PAWSS: how likely alcohol withdrawal is to become complicated, ten yes or no items, 0 to 10.

    Attributes:
        applies: There was alcohol in the past 30 days, or there is some in the blood. Otherwise it says nothing.
        over_65: The person is over 65 years old: a risk below 4 points too. None if that is not known, as below; a
            score under 4 then leaves the question open, unless the other is true.
        past_head_injury: The person had a head injury: the same.
    """

    id: ClassVar[str] = "pawss"
    title: ClassVar[str] = "PAWSS"
    scale: ClassVar[type[Scale]] = ComplicationRisk
    sources: ClassVar[tuple[Source, ...]] = (PAWSS, BCCSU)
    beside: ClassVar[frozenset[str]] = frozenset({"taken_at", "applies", "over_65", "past_head_injury"})
    bands: ClassVar[tuple[Band, ...]] = (Band(0, 3, ComplicationRisk.LOW), Band(4, 10, ComplicationRisk.HIGH_PAWSS))

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
    applies: YesNo
    over_65: YesNo | None = None
    past_head_injury: YesNo | None = None

    @property
    def answer(self) -> Scale | Unsure | None:
        """The answer to `complication_risk`; None if the instrument does not apply."""
        if not self.applies:
            return None
        beside = (self.over_65, self.past_head_injury)
        if self.band.answer == ComplicationRisk.LOW and any(beside):
            return ComplicationRisk.AGE_OR_HEAD_INJURY
        return UNSURE if self.band.answer == ComplicationRisk.LOW and None in beside else self.band.answer

    @property
    def at_least(self) -> Scale | None:
        """The lowest risk, where the answer is unsure."""
        return ComplicationRisk.LOW if self.answer == UNSURE else None
