"""What would change a person's level: the smallest changes, how sure the level is, and where each answer turns it.

Theorems, for one person under a monotone rulebook: the smallest changes *up* to a level are the smallest additions that
reach it; the smallest changes *down* below it are the smallest sets of answers that break every reason for it, a reason
being a smallest person, below this one, who reaches it (minimal transversals). Changes up are counted from the floor
and changes down from the ceiling, so they lead there however the open answers turn out.
"""

from collections.abc import Collection, Iterable, Iterator

from placement.analysis.results import AnswerChange, Stability, TurningPoint, TurningPoints, WhatIf, WhatWouldChange
from placement.errors import UnknownSubject
from placement.language.graded import Graded
from placement.language.scale import Scale
from placement.recommendation.case import Case
from placement.rulebook.lattice import Ways, covered, smallest


def level_at(case: Case, person: int) -> Graded:
    """Return the level of a fully known person, given as bits."""
    book = case.rulebook
    lowest, *above = book.level_type
    for level in reversed(above):
        if covered(person, book.lattice.least(book.reach(level))):
            return level
    return lowest


def _above(case: Case, level: Graded) -> Graded | None:
    return None if level.is_highest else list(case.rulebook.level_type)[level.position + 1]


def _below(case: Case, level: Graded) -> Graded | None:
    return None if level.is_lowest else list(case.rulebook.level_type)[level.position - 1]


def _up(case: Case, person: int, level: Graded, varied: Collection[str]) -> list[int]:
    """Return the smallest sets of steps to add to a person so that they are at least at a level."""
    lattice = case.rulebook.lattice
    raised = person | sum(lattice.step(fact, lattice.highest[fact]) for fact in varied)
    return Ways(lattice, person, raised).to(case.rulebook.reach(level))


def _down(case: Case, person: int, level: Graded, varied: Collection[str]) -> list[int]:
    """Return the smallest sets of steps to take away from a person so that they are at most at a level.

    The level is not the highest one.
    """
    lattice = case.rulebook.lattice
    smallest_sets = [0]
    exceeded = list(case.rulebook.level_type)[level.position + 1]
    for reason in Ways(lattice, 0, person).to(case.rulebook.reach(exceeded)):
        # To break a reason, one of its answers must be better than the reason needs; with it go all the worse steps.
        breaking = [
            lattice.step(fact, lattice.highest[fact]) & ~lattice.step(fact, position - 1) & person
            for fact, position in lattice.decode(reason).items()
            if fact in varied
        ]
        smallest_sets = smallest([some | more for some in smallest_sets for more in breaking])
    return smallest_sets


def _names_of(names: Iterable[str]) -> Iterable[str]:
    return [names] if isinstance(names, str) else names  # text is one name, not its letters


def _varied(case: Case, vary: Iterable[str] | None, keep: Iterable[str]) -> frozenset[str]:
    need = [scale.id for scale in case.rulebook.scales if scale.dimension.need]
    asked, kept = set(need if vary is None else _names_of(vary)), set(_names_of(keep))
    unknown = sorted((asked | kept) - set(case.rulebook.scale_named))
    if unknown:
        raise UnknownSubject(f"no such scale: {', '.join(f'`{name}`' for name in unknown)}")
    return frozenset(asked - kept)


def _changes(case: Case, before: int, after: int) -> tuple[AnswerChange, ...]:
    lattice = case.rulebook.lattice
    was, becomes = lattice.decode(before), lattice.decode(after)
    steps = {scale: becomes.get(scale.id, 0) - was.get(scale.id, 0) for scale in case.rulebook.scales}
    return tuple(
        AnswerChange(
            scale=scale.id,
            title=scale.title(),
            recorded=case.answer(scale.id),
            becomes=scale.anchor(becomes.get(scale.id, 0)).label,
            steps=change,
            can_change=not scale.fixed,
        )
        for scale, change in steps.items()
        if change
    )


def what_would_change(
    case: Case,
    *,
    to: Graded | str | None = None,
    vary: Iterable[str] | None = None,
    keep: Iterable[str] = (),
    limit: int | None = None,
) -> WhatWouldChange:
    """Return all smallest changes of answers that lead to another level, as `Recommendation.what_would_change` says.

    Raises:
        UnknownSubject: A scale is not one of the rulebook's.
        ValueError: There is no such level, or `limit` is negative.
    """
    if limit is not None and limit < 0:
        raise ValueError("`limit`: expected 0 or more, or None")
    varied = _varied(case, vary, keep)
    lattice = case.rulebook.lattice
    low, high = lattice.encode(case.low), lattice.encode(case.high)
    up, down = _targets(case, to)
    higher = [] if up is None else [low | steps for steps in _up(case, low, up, varied)]
    lower = [] if down is None else [high & ~steps for steps in _down(case, high, down, varied)]
    return WhatWouldChange(
        floor=case.floor_level,
        ceiling=case.ceiling_level,
        higher_to=up,
        lower_to=down,
        higher=_listed(case, low, higher, limit),
        lower=_listed(case, high, lower, limit),
        higher_in_all=len(higher),
        lower_in_all=len(lower),
        names=_names(case),
    )


def _targets(case: Case, to: Graded | str | None) -> tuple[Graded | None, Graded | None]:
    """Return the level to reach upwards and the one to reach downwards; None where there is nothing to reach."""
    floor, ceiling = case.floor_level, case.ceiling_level
    if to is None:
        return _above(case, floor), _below(case, ceiling)
    wanted = case.rulebook.level_type(str(to))
    return wanted if wanted > floor else None, wanted if wanted < ceiling else None


def _listed(case: Case, before: int, people: list[int], limit: int | None) -> tuple[WhatIf, ...]:
    changes = (
        WhatIf(answers=_changes(case, before, after), steps=(before ^ after).bit_count(), level=level_at(case, after))
        for after in sorted(people, key=lambda after: (before ^ after).bit_count())[:limit]
    )
    return tuple(changes)


def _fewest(steps: Iterable[int]) -> list[int]:
    """Return the sets that have the fewest steps."""
    sets = list(steps)
    fewest = min(map(int.bit_count, sets), default=0)
    return [taken for taken in sets if taken.bit_count() == fewest]


def stability(case: Case) -> Stability:
    """Return the least number of one-step differences of opinion between two raters that moves the level.

    Only recorded answers can be seen differently; open answers stay open. So upwards it is counted from the ceiling and
    downwards from the floor: the nearest that any completion comes to another level.
    """
    lattice = case.rulebook.lattice
    recorded = frozenset(case.assessment.answered())
    low, high = lattice.encode(case.low), lattice.encode(case.high)
    above, below = _above(case, case.ceiling_level), _below(case, case.floor_level)
    up = [] if above is None else _fewest(_up(case, high, above, recorded))
    down = [] if below is None else _fewest(_down(case, low, below, recorded))
    return Stability(
        floor=case.floor_level,
        ceiling=case.ceiling_level,
        steps_up=up[0].bit_count() if up else None,
        steps_down=down[0].bit_count() if down else None,
        up=tuple(_changes(case, high, high | steps) for steps in up),
        down=tuple(_changes(case, low, low & ~steps) for steps in down),
    )


def turning_points(case: Case) -> TurningPoints:
    """Return, for each scale of need, the level at each of its anchors, all else equal."""
    scales = (scale for scale in case.rulebook.scales if scale.dimension.need)
    return TurningPoints(scales=tuple(_turning(case, scale) for scale in scales), names=_names(case))


def _names(case: Case) -> tuple[str, ...]:
    return tuple(described.name for described in case.rulebook.grouped)


def _turning(case: Case, scale: type[Scale]) -> TurningPoint:
    lattice = case.rulebook.lattice
    whole = lattice.step(scale.id, scale.highest())

    def along(person: int) -> Iterator[Graded]:
        return (level_at(case, person & ~whole | lattice.step(scale.id, int(anchor))) for anchor in scale)

    return TurningPoint(
        scale=scale.id,
        title=scale.title(),
        anchors=tuple(anchor.label for anchor in scale),
        floors=tuple(along(lattice.encode(case.low))),
        ceilings=tuple(along(lattice.encode(case.high))),
        recorded=case.assessment.answered().get(scale.id),
    )
