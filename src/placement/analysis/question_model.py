"""A question: the answers that it offers, how far they would settle things, and how soon it should be asked."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from placement.analysis.region import Region, Until, judged, ladders, scales_in
from placement.assessment.confidential import Quiet
from placement.language.condition import AtLeast
from placement.language.foreign_text import visible
from placement.language.scale import Scale
from placement.recommendation.placement import LevelValue, ServiceValue
from placement.rulebook.rulebook import Rulebook

State: TypeAlias = Literal["not recorded", "unsure"]

_LAST: Final = 2


class AnchorShown(Quiet):
    """One of the answers that a question offers.

    Attributes:
        key: Name of the anchor, as in an assessment.
        label: What it says.
    """

    key: str
    label: str


class Standing(Quiet):
    """How far things are settled.

    Attributes:
        floor: The level at the least.
        ceiling: The level at the most.
        floor_service: The service at the least.
        ceiling_service: The service at the most.
        open: How many of the conclusions asked for (levels or services; values of all tracks, and flags) are reached at
            the ceiling and not at the floor. 0: it is settled.
    """

    floor: LevelValue
    ceiling: LevelValue
    floor_service: ServiceValue
    ceiling_service: ServiceValue
    open: int


class Question(Quiet):
    """An open answer that can still move what is asked for.

    Attributes:
        scale: Id of the scale; the field of an assessment.
        title: What it asks.
        dimension: Id of its dimension.
        dimension_title: What the dimension is called.
        anchors: The possible answers, the most favourable first: the position of each is its place, from 0.
        danger: It is one of the answers that can mean danger by themselves, or a headline that stands for such answers.
        closes: A definite answer, with those to all other headlines of the dimension, stands for the details.
        state: Not recorded, or unsure.
        if_best: What the most favourable answer would leave.
        if_worst: What the worst answer would leave.
    """

    scale: str
    title: str
    dimension: str
    dimension_title: str
    anchors: tuple[AnchorShown, ...]
    danger: bool
    closes: bool
    state: State
    if_best: Standing
    if_worst: Standing

    def to_text(self) -> str:
        """Return what is asked, then a numbered line for each possible answer."""
        lines = [f"{position}  {anchor.label}" for position, anchor in enumerate(self.anchors)]
        return visible("\n".join([f"{self.title} ({self.dimension_title})", *lines]))


@lru_cache(maxsize=256)
def urgency(rulebook: Rulebook) -> Mapping[str, int]:
    """Return how soon each scale is asked about: 0 first, 2 last.

    First what alone can lead to the highest service; then whatever else can mean danger, a headline included if one of
    the details for which it stands can.
    """
    lattice = rulebook.lattice
    highest = lattice.least(AtLeast(rulebook.headline_track.id, rulebook.headline_track.highest()))
    alone = {name for judgement in highest for name, *others in [scales_in(lattice, judgement)] if not others}
    standing = {
        scale.id
        for judgement in judged(rulebook)
        if any(d.danger for d in judgement.details)
        for scale in judgement.headlines
    }
    return {
        scale.id: 0 if scale.id in alone else 1 if scale.danger or scale.id in standing else _LAST
        for scale in rulebook.scales
    }


def weights(rulebook: Rulebook, ways: Iterable[int]) -> dict[str, float]:
    """Return how much each scale matters to some ways, in the order of asking; scales in none are left out.

    A way counts half as much for each further step in it: the longer it is, the fewer people go it.
    """
    lattice = rulebook.lattice
    weighed = [(way, 0.5 ** way.bit_count()) for way in ways]
    whole = {scale: lattice.step(scale, highest) for scale, highest in lattice.highest.items()}
    by_scale = {scale: sum(weight for way, weight in weighed if way & steps) for scale, steps in whole.items()}
    return {scale: weight for scale, weight in by_scale.items() if weight}


def waiting(rulebook: Rulebook, names: Collection[str]) -> set[str]:
    """Return the details that wait for one of these scales, because it is a headline that may stand for them."""
    return {
        detail.id
        for judgement in judged(rulebook)
        if any(headline.id in names for headline in judgement.headlines)
        for detail in judgement.details
    }


def standing(rulebook: Rulebook, region: Region, until: Until) -> Standing:
    """Return how far things are settled for the people of a region."""
    (service,) = ladders(rulebook, "service")
    floor, ceiling = region.floor(service), region.ceiling(service)
    services = list(rulebook.headline_track)
    return Standing(
        floor=rulebook.level_of_service[floor],
        ceiling=rulebook.level_of_service[ceiling],
        floor_service=services[floor],
        ceiling_service=services[ceiling],
        open=region.still_open(ladders(rulebook, until)),
    )


def question(
    rulebook: Rulebook, scale: type[Scale], *, unsure: bool, if_best: Standing, if_worst: Standing
) -> Question:
    """Return a question as it is shown."""
    return Question(
        scale=scale.id,
        title=scale.title(),
        dimension=scale.dimension.id,
        dimension_title=scale.dimension.title,
        anchors=tuple(AnchorShown(key=anchor.key, label=anchor.label) for anchor in scale),
        danger=urgency(rulebook)[scale.id] < _LAST,
        closes=scale.closes,
        state="unsure" if unsure else "not recorded",
        if_best=if_best,
        if_worst=if_worst,
    )
