"""An audit without what must not be shown: every table, sentence and plot is made of what this leaves."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any, Final, TypeAlias, TypeVar

from placement.cohort.auditing.agreement import Agreement, Confusion
from placement.cohort.auditing.data_quality import Quality, ScaleQuality
from placement.cohort.auditing.disparity import Disparity, GroupDisparity
from placement.cohort.auditing.estimates import UNKNOWN, Estimate
from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.published import CASES, OF_COMPARED, OF_UNDETERMINED, Joined, joined_steps, published
from placement.cohort.auditing.reasons import Decision, Recorded
from placement.cohort.auditing.suppression import Cell
from placement.cohort.auditing.transitions import Changed, Transition

_F = TypeVar("_F", bound=Figures)

_Names: TypeAlias = tuple[str, ...]
_Counts: TypeAlias = tuple[int | None, ...]

_DIGITS: Final = 3
"""Decimals of figures that are made of many counts at once: more could tell the counts."""


def withholding(audit: _F) -> _F:
    """Return an audit without the counts and figures that would tell of few people.

    Small counts go, and the counts by which they would follow; so do figures made of them. Neighbouring steps of a
    table are joined first, so that less of it goes. Figures that are made of many counts at once are rounded.

    Args:
        audit: The audit as it is.
    """
    if audit.sureness.suppress_below <= 1:
        return audit
    joined = joined_steps(audit)
    return _Withholding(published(audit, joined).withheld(), joined).audit(audit)


class _Withholding:
    """What is left of an audit where some counts are withheld."""

    def __init__(self, hidden: frozenset[Cell], joined: Joined) -> None:
        self._hidden, self._joined = hidden, joined

    def _count(self, cell: Cell, people: int | None) -> int | None:
        return None if cell in self._hidden else people

    def _counts(self, thing: object, at: Cell, *names: str) -> dict[str, Any]:
        return {name: self._count((*at, name), getattr(thing, name)) for name in names}

    def _shows(self, *cells: Cell) -> bool:
        return self._hidden.isdisjoint(cells)

    def _share(self, figure: Estimate, *cells: Cell) -> Estimate:
        return figure if self._shows(*cells) else UNKNOWN

    def _figure(self, figure: Estimate, *cells: Cell) -> Estimate:
        if not self._shows(*cells) or figure.value is None:
            return figure if figure.undefined and self._shows(*cells) else UNKNOWN
        low, high = (None if end is None else round(end, _DIGITS) for end in (figure.low, figure.high))
        return Estimate(round(figure.value, _DIGITS), low, high)

    def audit(self, audit: _F) -> _F:
        numbered = count()
        codes = tuple(
            replace(code, people=self._count(("code", next(numbered)), code.people)) for code in audit.codebook.codes
        )
        return replace(
            audit,
            agreement=self._agreement(audit.agreement, ("all",)),
            confusion=self._confusion(audit.confusion),
            by={column: self._groups(column, groups) for column, groups in audit.by.items()},
            rules=tuple(self._decision(decision, ("rule", decision.id)) for decision in audit.rules),
            criteria=tuple(self._decision(decision, ("criterion", decision.id)) for decision in audit.criteria),
            reason_kinds=tuple(self._recorded(recorded, "kind") for recorded in audit.reason_kinds),
            reasons=tuple(self._recorded(recorded, "reason") for recorded in audit.reasons),
            quality=self._quality(audit.quality),
            codebook=replace(audit.codebook, people=self._count(("rows",), audit.codebook.people), codes=codes),
            changed=None if audit.changed is None else self._changed(audit.changed),
        )

    def _agreement(self, agreement: Agreement, at: Cell) -> Agreement:
        counts = self._counts(agreement, at, "people", "compared", "undetermined", "unknown")
        shares: dict[str, Any] = {
            name: self._share(agreement.figure(name), (*at, name), (*at, whole))
            for whole, names in (("compared", OF_COMPARED), ("undetermined", OF_UNDETERMINED))
            for name in names
        }
        kappas: dict[str, Any] = {
            name: self._figure(agreement.figure(name), (*at, "compared"), (*at, "exact"))
            for name in ("kappa", "weighted_kappa")
        }
        return replace(agreement, **counts, **shares, **kappas)

    def _steps(self, name: str, steps: _Names) -> _Names:
        return tuple(
            steps[block.start] if len(block) == 1 else f"{steps[block.start]} to {steps[block[-1]]}"
            for block in self._joined[name]
        )

    def _square(self, name: str, counts: tuple[_Counts, ...]) -> tuple[_Counts, ...]:
        return tuple(
            self._line(name, row, [sum(counts[step][at] or 0 for step in block) for at in range(len(counts))])
            for row, block in enumerate(self._joined[name])
        )

    def _line(self, name: str, line: int | str, counts: Sequence[int | None]) -> _Counts:
        return tuple(
            self._count((name, "joined", line, at), sum(counts[step] or 0 for step in block))
            for at, block in enumerate(self._joined[name])
        )

    def _confusion(self, confusion: Confusion) -> Confusion:
        return replace(
            confusion,
            steps=self._steps("confusion", confusion.steps),
            counts=self._square("confusion", confusion.counts),
            recommended=self._line("confusion", "rows", confusion.recommended),
            given=self._line("confusion", "columns", confusion.given),
        )

    def _groups(self, column: str, groups: Groups) -> Groups:
        return replace(
            groups,
            overall=self._agreement(groups.overall, ("all",)),
            by_group={
                name: self._agreement(agreement, ("by", column, name)) for name, agreement in groups.by_group.items()
            },
            disparity={
                departure: self._disparity(column, disparity) for departure, disparity in groups.disparity.items()
            },
        )

    def _disparity(self, column: str, disparity: Disparity) -> Disparity:
        by_group = {
            name: self._group_disparity(column, name, figures, disparity)
            for name, figures in disparity.by_group.items()
        }
        overall = self._share(disparity.overall, ("all", CASES[disparity.departure]), ("all", "known"))
        return replace(disparity, overall=overall, by_group=by_group)

    def _group_disparity(self, column: str, name: str, figures: GroupDisparity, disparity: Disparity) -> GroupDisparity:
        at, departure, cases = ("by", column, name), disparity.departure, CASES[disparity.departure]
        own: list[Cell] = [(*at, "known"), (*at, cases)]
        in_baseline = name == disparity.reference if disparity.reference is not None else name not in disparity.left_out
        others: list[Cell] = [
            (*at, departure, "others", part) if in_baseline else ("by", column, departure, "baseline", part)
            for part in ("known", cases)
        ]
        both = self._shows(*own, *others)
        return replace(
            figures,
            people=figures.people if self._shows(*own) else None,
            comparable=figures.comparable if self._shows(*own, (*at, departure, "comparable")) else None,
            rate=self._share(figures.rate, *own),
            standardised=self._figure(figures.standardised, *own),
            others=self._figure(figures.others, *own, *others),
            difference=self._figure(figures.difference, *own, *others),
            p=figures.p if both else None,
            p_adjusted=figures.p_adjusted if both else None,
        )

    def _decision(self, decision: Decision, at: Cell) -> Decision:
        shares: dict[str, Any] = {
            name: self._share(getattr(decision, name), (*at, name), (*at, "known"))
            for name in ("less", "more", "overridden")
        }
        by_kind = {kind: self._count((*at, kind), many) for kind, many in decision.by_kind.items()}
        return replace(decision, by_kind=by_kind, **self._counts(decision, at, "decides", "known"), **shares)

    def _recorded(self, recorded: Recorded, name: str) -> Recorded:
        return replace(recorded, **self._counts(recorded, (name, recorded.id), "less", "same", "more"))

    def _quality(self, data: Quality) -> Quality:
        return replace(
            data,
            people=self._count(("rows",), data.people),
            not_placed=self._count(("not_placed",), data.not_placed),
            determined=self._count(("data", "determined"), data.determined),
            undetermined=self._count(("data", "undetermined"), data.undetermined),
            looked_at_undetermined=self._count(("looked_at",), data.looked_at_undetermined),
            scales=tuple(map(self._scale, data.scales)),
            conflicts=tuple(
                replace(conflict, people=self._count(("conflict", conflict.id), conflict.people))
                for conflict in data.conflicts
            ),
            unread={column: self._count(("unread", column), many) for column, many in data.unread.items()},
        )

    def _scale(self, scale: ScaleQuality) -> ScaleQuality:
        counts = self._counts(scale, ("scale", scale.scale), "missing", "unsure", "open", "narrows", "settles")
        expected = None if counts["settles"] is None or scale.expected is None else round(scale.expected, 0)
        return replace(scale, **counts, expected=expected)

    def _transition(self, transition: Transition) -> Transition:
        return replace(
            transition,
            steps=self._steps(transition.end, transition.steps),
            counts=self._square(transition.end, transition.counts),
            **self._counts(transition, (transition.end,), "up", "down"),
        )

    def _changed(self, changed: Changed) -> Changed:
        by_group = {
            column: {
                group: replace(moved, **self._counts(moved, ("by", column, group), "people", "up", "down"))
                for group, moved in groups.items()
            }
            for column, groups in changed.by_group.items()
        }
        return replace(
            changed,
            floor=self._transition(changed.floor),
            ceiling=self._transition(changed.ceiling),
            by_group=by_group,
            agreement=self._agreement(changed.agreement, ("other",)),
        )
