"""Instruments about mental health: PHQ-9, GAD-7 and a screener for suicide risk."""

from collections.abc import Iterator
from typing import ClassVar

from placement.assessment.provenance import UNSURE, Observed, Unsure
from placement.criteria import CoOccurring, SuicideRisk
from placement.criteria.sources import C_SSRS, GAD_7, PHQ_9
from placement.instruments.instrument import Band, Instrument, Loinc, Summed, UpTo3, YesNo
from placement.language.scale import Scale, Source

__all__ = ["Gad7", "Phq9", "SuicideScreener"]


class Phq9(Summed):
    """PHQ-9: depression in the past two weeks, nine items, 0 to 27.

    Any point on the ninth item asks for an evaluation of suicide risk: the answer there is unsure, at least passive
    thoughts.
    """

    id: ClassVar[str] = "phq_9"
    title: ClassVar[str] = "PHQ-9"
    scale: ClassVar[type[Scale]] = CoOccurring
    sources: ClassVar[tuple[Source, ...]] = (PHQ_9,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="44249-1", total="44261-6")
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 4, CoOccurring.NONE),
        Band(5, 9, CoOccurring.STABLE),
        Band(10, 27, CoOccurring.INTERFERES),
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

    def _observed(self) -> Iterator[Observed]:
        yield from super()._observed()
        if self.item_9:
            yield Observed(
                scale=SuicideRisk.id,
                origin=self.id,
                answer=UNSURE,
                at_least=SuicideRisk.PASSIVE_THOUGHTS.key,
                at=self.taken_at,
            )


class Gad7(Summed):
    """GAD-7: anxiety in the past two weeks, seven items, 0 to 21."""

    id: ClassVar[str] = "gad_7"
    title: ClassVar[str] = "GAD-7"
    scale: ClassVar[type[Scale]] = CoOccurring
    sources: ClassVar[tuple[Source, ...]] = (GAD_7,)
    loinc: ClassVar[Loinc | None] = Loinc(panel="69737-5", total="70274-6")
    bands: ClassVar[tuple[Band, ...]] = (
        Band(0, 4, CoOccurring.NONE),
        Band(5, 9, CoOccurring.STABLE),
        Band(10, 21, CoOccurring.INTERFERES),
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

    A question that was not asked is None. The method, intent and plan are not asked where there are no thoughts: then
    they count as no. Otherwise what was not asked may be yes.

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

    wish_dead: YesNo | None = None
    thoughts: YesNo | None = None
    method: YesNo | None = None
    intent: YesNo | None = None
    plan_with_intent: YesNo | None = None
    behaviour_recent: YesNo | None = None
    behaviour_lifetime: YesNo | None = None

    def _may_be(self, *, unknown: bool) -> Scale:
        """Return the answer if everything that was not asked turns out to be no, or yes."""
        skipped = {"method", "intent", "plan_with_intent"} if self.thoughts is False else set[str]()
        for name, answer in self.first_true:
            said = getattr(self, name)
            if said or (said is None and unknown and name not in skipped):
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
