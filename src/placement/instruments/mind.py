"""Instruments about mental health: PHQ-9, GAD-7 and a screener for suicide risk."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import ClassVar

from placement.assessment.provenance import UNSURE, Observed, Unsure
from placement.criteria import CoOccurring, SuicideRisk
from placement.criteria.sources import C_SSRS, GAD_7, PHQ_9
from placement.instruments.instrument import Band, Instrument, Loinc, Summed, UpTo3, YesNo
from placement.language.scale import Scale, Source


class Phq9(Summed):
    """PHQ-9: depression in the past two weeks, nine items, 0 to 27.

    From 5 points on, a co-occurring disorder is evaluated: the answer is unsure, at least what the band says. Any point
    on the ninth item asks for an evaluation of suicide risk: the answer there is unsure, at least passive thoughts.

    Class attributes:
        item_9_loinc: LOINC code of the ninth item, which may come beside a total.
    """

    id: ClassVar[str] = "phq_9"
    title: ClassVar[str] = "PHQ-9"
    scale: ClassVar[type[Scale]] = CoOccurring
    sources: ClassVar[tuple[Source, ...]] = (PHQ_9,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="44249-1", total="44261-6")
    item_9_loinc: ClassVar[str] = "44260-8"
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 4, None),
        Band(5, 9, UNSURE, at_least=CoOccurring.STABLE),
        Band(10, 27, UNSURE, at_least=CoOccurring.INTERFERES),
    )

    item_1: UpTo3
    item_2: UpTo3
    item_3: UpTo3
    item_4: UpTo3
    item_5: UpTo3
    item_6: UpTo3
    item_7: UpTo3
    item_8: UpTo3
    item_9: UpTo3

    def observed(self) -> tuple[Observed, ...]:
        """Return what the total says, and what the ninth item says."""
        return (*super().observed(), *self.of_item_9(self.item_9, taken_at=self.taken_at))

    @classmethod
    def of_total(
        cls, total: int, *, item_9: int | None = None, taken_at: datetime | None = None
    ) -> tuple[Observed, ...]:
        """Return what a total says where the items are not known, and the ninth item where that comes beside it.

        A total of 25 or more has a point on the ninth item, whatever the others are.

        Raises:
            pydantic.ValidationError: `taken_at` has no time zone.
            ValueError: There is no such total, no such item, or the item cannot be part of the total.
        """
        observed = super().of_total(total, taken_at=taken_at)
        least = max(0, total - 3 * 8)
        by_item_9 = cls.of_item_9(least if item_9 is None else item_9, taken_at=taken_at)
        if item_9 is not None and not least <= item_9 <= total:
            raise ValueError("`item_9`: expected no more than the total, and no less than the other items leave of it")
        return (*observed, *by_item_9)

    @classmethod
    def of_item_9(cls, item_9: int, *, taken_at: datetime | None = None) -> tuple[Observed, ...]:
        """Return what the ninth item says by itself; without a point it says nothing.

        Raises:
            pydantic.ValidationError: `taken_at` has no time zone.
            ValueError: The item has no such value.
        """
        if type(item_9) is not int or not 0 <= item_9 <= 3:  # noqa: PLR2004 - 0 to 3
            raise ValueError("`item_9`: expected a whole number from 0 to 3")
        asked = Observed(
            scale=SuicideRisk.id,
            origin=cls.id,
            answer=UNSURE,
            at_least=SuicideRisk.PASSIVE_THOUGHTS.key,
            at=taken_at,
        )
        return (asked,) if item_9 else ()


class Gad7(Summed):
    """GAD-7: anxiety in the past two weeks, seven items, 0 to 21.

    From 5 points on, a co-occurring disorder is evaluated: the answer is unsure, at least what the band says.
    """

    id: ClassVar[str] = "gad_7"
    title: ClassVar[str] = "GAD-7"
    scale: ClassVar[type[Scale]] = CoOccurring
    sources: ClassVar[tuple[Source, ...]] = (GAD_7,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="69737-5", total="70274-6")
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 4, None),
        Band(5, 9, UNSURE, at_least=CoOccurring.STABLE),
        Band(10, 21, UNSURE, at_least=CoOccurring.INTERFERES),
    )

    item_1: UpTo3
    item_2: UpTo3
    item_3: UpTo3
    item_4: UpTo3
    item_5: UpTo3
    item_6: UpTo3
    item_7: UpTo3


class SuicideScreener(Instrument):
    """A screener for suicide risk: yes or no, from wishing to be dead to a plan with intent, and what was done.

    A question that was not asked is None. Some are asked only after a yes: method, intent and plan after thoughts, and
    recent behaviour after behaviour ever. After a no they count as no; otherwise what was not asked may be yes.

    Class attributes:
        first_true: Items, and the answer that a yes gives, the worst first.
        implied: Items with those that are no, unless answered, where the item is no.

    Attributes:
        behaviour_recent: Behaviour in the past three months.
        behaviour_lifetime: Behaviour ever.
    """

    id: ClassVar[str] = "suicide_screener"
    title: ClassVar[str] = "Suicide screener"
    scale: ClassVar[type[Scale]] = SuicideRisk
    sources: ClassVar[tuple[Source, ...]] = (C_SSRS,)
    first_true: ClassVar[tuple[tuple[str, Scale], ...]] = (
        ("plan_with_intent", SuicideRisk.PLAN_WITH_INTENT),
        ("intent", SuicideRisk.PLAN_OR_INTENT),
        ("behaviour_recent", SuicideRisk.PLAN_OR_INTENT),
        ("method", SuicideRisk.ACTIVE_THOUGHTS),
        ("thoughts", SuicideRisk.ACTIVE_THOUGHTS),
        ("behaviour_lifetime", SuicideRisk.ACTIVE_THOUGHTS),
        ("wish_dead", SuicideRisk.PASSIVE_THOUGHTS),
    )
    implied: ClassVar[Mapping[str, tuple[str, ...]]] = MappingProxyType(
        {"thoughts": ("method", "intent", "plan_with_intent"), "behaviour_lifetime": ("behaviour_recent",)}
    )

    wish_dead: YesNo | None = None
    thoughts: YesNo | None = None
    method: YesNo | None = None
    intent: YesNo | None = None
    plan_with_intent: YesNo | None = None
    behaviour_recent: YesNo | None = None
    behaviour_lifetime: YesNo | None = None

    def _may_be(self, *, unknown: bool) -> Scale:
        """Return the answer if everything that was not asked turns out to be no, or yes."""
        skipped = {item for asked, after in self.implied.items() if getattr(self, asked) is False for item in after}
        for name, answer in self.first_true:
            item = getattr(self, name)
            if item or (item is None and unknown and name not in skipped):
                return answer
        return SuicideRisk.NONE

    @property
    def answer(self) -> Scale | Unsure | None:
        """The answer to `suicide_risk`; unsure where a question that was not asked could make it worse."""
        least = self._may_be(unknown=False)
        return least if least == self._may_be(unknown=True) else UNSURE

    @property
    def at_least(self) -> Scale | None:
        """What the answer is at the least, where it is unsure."""
        return self._may_be(unknown=False) if self.answer == UNSURE else None
