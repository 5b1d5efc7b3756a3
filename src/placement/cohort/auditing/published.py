"""Every count of people that an audit publishes, in any of its tables, sentences and plots, and how counts add up.

A share beside the number of people it is of is a count. So is what is left of them, and of all people beside the rows
of a table.
"""

from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from placement.cohort.auditing.agreement import Agreement
from placement.cohort.auditing.disparity import Departure
from placement.cohort.auditing.estimates import Estimate
from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.reasons import KINDS, Decision
from placement.cohort.auditing.suppression import Cell, Ledger, blocks
from placement.cohort.auditing.tally import ladder
from placement.cohort.auditing.transitions import Changed
from placement.cohort.codebook import OPEN
from placement.engines.columns.cells import MISSING

CASES: Final[Mapping[Departure, str]] = {"below": "less", "above": "more"}
"""Name of the count of each departure, of the determined and the undetermined together."""

OF_COMPARED: Final = ("exact", "within_one", "under", "over")
OF_UNDETERMINED: Final = ("outside", "below", "above")

_RANKS: Final = {"exact": 1, "under": 1, "over": 1, "less": 2, "more": 2, "compared": 2, "known": 3, "people": 4}
_EVERYBODY: Final = 10
"""Figures of all people are withheld last."""

Joined = Mapping[str, tuple[range, ...]]
"""Which steps of a table of two ladders are joined, by the table's name."""


def joined_steps(audit: Figures) -> Joined:
    """Return which steps are joined in the confusion matrix and in transitions, because few people are in them."""
    squares = {"confusion": audit.confusion.counts}
    if audit.changed is not None:
        squares |= {transition.end: transition.counts for transition in (audit.changed.floor, audit.changed.ceiling)}
    below = audit.sureness.suppress_below
    return {name: blocks(np.array(counts, dtype=np.int64), below) for name, counts in squares.items()}


def published(audit: Figures, joined: Joined) -> Ledger:
    """Return the ledger of an audit of which nothing is withheld yet."""
    ledger = Ledger(audit.sureness.suppress_below)
    everybody = ("all",)
    ledger.known(("all", "people"), audit.agreement.people or 0)
    _agreement(ledger, everybody, audit.agreement, _EVERYBODY)
    _square(ledger, "confusion", audit.confusion.counts, joined)
    _directions(ledger, "confusion", ("all", "compared"), len(audit.confusion.steps))
    for name, side in (("exact", "same"), ("under", "lower"), ("over", "upper"), ("within_one", "near")):
        ledger.adds(("all", name), ("confusion", side))
    for column, groups in audit.by.items():
        _groups(ledger, column, groups)
    _decisions(ledger, audit)
    if audit.reasons:
        _reasons(ledger, audit)
    _quality(ledger, audit)
    _codebook(ledger, audit)
    if audit.changed is not None:
        _changed(ledger, audit, audit.changed, joined)
    return ledger


def _many(figure: Estimate, whole: int | None) -> int:
    return round((figure.value or 0) * (whole or 0))


def _agreement(ledger: Ledger, at: Cell, figures: Agreement, rank: int = 0) -> None:
    """Enter one agreement. Its `people` have been entered, and of another rulebook also who is not known."""
    for name in ("compared", "undetermined", "unknown"):
        ledger.shows((*at, name), getattr(figures, name) or 0, rank + _RANKS.get(name, 0))
    for whole, names in (("compared", OF_COMPARED), ("undetermined", OF_UNDETERMINED)):
        people = ledger.people((*at, whole))
        for name in names:
            cell = ledger.shows((*at, name), _many(figures.figure(name), people), rank + _RANKS.get(name, 0))
            ledger.splits((*at, whole), cell)
    known = ledger.total((*at, "known"), (*at, "compared"), (*at, "undetermined"), rank=rank + _RANKS["known"])
    ledger.adds((*at, "people"), known, (*at, "unknown"))
    ledger.splits((*at, "people"), (*at, "compared"))
    ledger.splits((*at, "people"), (*at, "undetermined"))
    ledger.adds((*at, "compared"), (*at, "exact"), (*at, "under"), (*at, "over"))
    ledger.splits((*at, "within_one"), (*at, "exact"))
    ledger.adds((*at, "outside"), (*at, "below"), (*at, "above"))
    for name, parts in (("less", ("under", "below")), ("more", ("over", "above"))):
        departing = ledger.total((*at, name), *((*at, part) for part in parts), rank=rank + _RANKS[name])
        ledger.splits((*at, "known"), departing)
    # As many differ, or were given something else than they may need, as the two directions have together.
    ledger.splits((*at, "known"), (*at, "less"), (*at, "more"))


def _square(ledger: Ledger, name: str, counts: Sequence[Sequence[int | None]], joined: Joined) -> None:
    """Enter a table of people by two steps, in the blocks that are shown, with the sums of its rows and columns."""
    steps = range(len(counts))
    for row in steps:
        for column in steps:
            ledger.guards((name, row, column), counts[row][column] or 0)
    for side in ("rows", "columns"):
        for at in steps:
            line = [(name, at, other) if side == "rows" else (name, other, at) for other in steps]
            ledger.total((name, side, at), *line)
        for at, block in enumerate(joined[name]):
            ledger.total((name, "joined", side, at), *((name, side, step) for step in block), rank=4)
    for row, block in enumerate(joined[name]):
        for column, others in enumerate(joined[name]):
            inside = [(name, step, other) for step in block for other in others]
            cell = ledger.total((name, "joined", row, column), *inside, rank=5)
            ledger.splits((name, "joined", "rows", row), cell)
            ledger.splits((name, "joined", "columns", column), cell)


def _directions(ledger: Ledger, name: str, whole: Cell, steps: int) -> None:
    """Enter how many people of a table are on its diagonal, on either side of it, and no more than a step from it."""
    cells = [(row, column) for row in range(steps) for column in range(steps)]
    sides = {
        "same": [at for at in cells if at[0] == at[1]],
        "lower": [at for at in cells if at[0] > at[1]],
        "upper": [at for at in cells if at[0] < at[1]],
        "near": [at for at in cells if abs(at[0] - at[1]) <= 1],
    }
    for side, parts in sides.items():
        ledger.total((name, side), *((name, *at) for at in parts))
    ledger.adds(whole, *((name, "rows", at) for at in range(steps)))
    ledger.adds(whole, *((name, "columns", at) for at in range(steps)))


def _groups(ledger: Ledger, column: str, groups: Groups) -> None:
    places = [("by", column, group) for group in groups.by_group]
    for at, figures in zip(places, groups.by_group.values(), strict=True):
        ledger.shows((*at, "people"), figures.people or 0, _RANKS["people"])
        _agreement(ledger, at, figures)
    names = ("people", "compared", "undetermined", "unknown", "known", *OF_COMPARED, *OF_UNDETERMINED, "less", "more")
    for name in names if places else ():
        ledger.adds(("all", name), *((*at, name) for at in places))
    for departure, disparity in groups.disparity.items():
        if disparity.reference is not None:
            baseline = [("by", column, disparity.reference)]
        else:
            baseline = [("by", column, name) for name in groups.by_group if name not in disparity.left_out]
        for name in ("known", CASES[departure]):
            parts = [(*at, name) for at in baseline]
            total = ledger.total(("by", column, departure, "baseline", name), *parts, rank=_RANKS[name])
            for at in baseline:
                others = ledger.people(total) - ledger.people((*at, name))
                ledger.adds(total, (*at, name), ledger.shows((*at, departure, "others", name), others))
        for at, compared in zip(places, disparity.by_group.values(), strict=True):
            people = round((compared.comparable or 0) * (compared.people or 0))
            ledger.splits((*at, "known"), ledger.shows((*at, departure, "comparable"), people))


def _decision(ledger: Ledger, at: Cell, decision: Decision) -> None:
    for name, people in (("decides", decision.decides), ("known", decision.known)):
        ledger.shows((*at, name), people or 0, 2)
    for name, figure in (("less", decision.less), ("more", decision.more), ("overridden", decision.overridden)):
        ledger.splits((*at, "known"), ledger.shows((*at, name), _many(figure, decision.known), 1))
    ledger.splits((*at, "decides"), (*at, "known"))
    ledger.adds((*at, "overridden"), (*at, "less"), (*at, "more"))
    if decision.by_kind:
        ledger.adds(
            (*at, "overridden"), *(ledger.shows((*at, kind), many or 0) for kind, many in decision.by_kind.items())
        )


def _decisions(ledger: Ledger, audit: Figures) -> None:
    for name, decisions in (("rule", audit.rules), ("criterion", audit.criteria)):
        for decision in decisions:
            _decision(ledger, (name, decision.id), decision)
    totals = {"decides": ("all", "people"), "known": ("all", "known"), "less": ("all", "less"), "more": ("all", "more")}
    for name, total in totals.items() if audit.rules else ():
        ledger.splits(total, *(("rule", rule.id, name) for rule in audit.rules))


def _reasons(ledger: Ledger, audit: Figures) -> None:
    for name, reasons, rank in (("kind", audit.reason_kinds, 6), ("reason", audit.reasons, 1)):
        for recorded in reasons:
            for direction in ("less", "same", "more"):
                ledger.shows((name, recorded.id, direction), getattr(recorded, direction) or 0, rank)
    for kind in KINDS:
        for direction in ("less", "same", "more"):
            parts = [("reason", reason.id, direction) for reason in audit.reasons if reason.kind == kind]
            ledger.adds(("kind", kind, direction), *parts)
        both = [("kind", kind, direction) for direction in ("less", "more")]
        overridden = ledger.total(("kind", kind, "overridden"), *both)
        if audit.rules:
            ledger.splits(overridden, *(("rule", rule.id, kind) for rule in audit.rules))
    for direction in ("less", "more"):
        ledger.adds(("all", direction), *(("kind", kind, direction) for kind in KINDS))


def _quality(ledger: Ledger, audit: Figures) -> None:
    data, everybody = audit.quality, ("all", "people")
    ledger.shows(("rows",), data.people or 0, 3)
    ledger.adds(("rows",), everybody, ledger.shows(("not_placed",), data.not_placed or 0))
    for name, part in (("determined", "compared"), ("undetermined", "undetermined")):
        cell = ledger.shows(("data", name), getattr(data, name) or 0, _EVERYBODY + _RANKS["compared"])
        ledger.splits(cell, ("all", part))
    ledger.adds(everybody, ("data", "determined"), ("data", "undetermined"))
    looked_at = ledger.shows(("looked_at",), data.looked_at_undetermined or 0, _EVERYBODY)
    if data.looked_at == ledger.people(everybody):
        ledger.adds(("data", "undetermined"), looked_at)
    for scale in data.scales:
        at = ("scale", scale.scale)
        for name in ("missing", "unsure", "open"):
            ledger.shows((*at, name), getattr(scale, name) or 0, 1)
        absent = ledger.total((*at, "absent"), (*at, "missing"), (*at, "unsure"))
        ledger.splits(absent, (*at, "open"))
        ledger.splits(everybody, absent)
        ledger.splits(looked_at, ledger.shows((*at, "narrows"), scale.narrows or 0))
        ledger.splits(looked_at, ledger.shows((*at, "settles"), scale.settles or 0))
        ledger.splits((*at, "narrows"), (*at, "settles"))
    for conflict in data.conflicts:
        ledger.splits(everybody, ledger.shows(("conflict", conflict.id), conflict.people or 0))
    for column, people in data.unread.items():
        ledger.splits(("rows",), ledger.shows(("unread", column), people or 0))


def _codebook(ledger: Ledger, audit: Figures) -> None:
    by_scale: dict[str, list[int]] = {}
    for at, code in enumerate(audit.codebook.codes):
        ledger.shows(("code", at), code.people or 0)
        by_scale.setdefault(code.scale, []).append(at)
    gaps = {scale.scale for scale in audit.quality.scales}
    for scale, places in by_scale.items():
        ledger.adds(("rows",), *(("code", at) for at in places))
        absent = [at for at in places if audit.codebook.codes[at].meaning in OPEN.values()]
        missing = [at for at in absent if audit.codebook.codes[at].meaning == OPEN[MISSING]]
        for name, codes in (("missing", missing), ("unsure", [at for at in absent if at not in missing])):
            if scale in gaps and codes:
                whole = ledger.total(("codes", scale, name), *(("code", at) for at in codes))
                ledger.splits(whole, ("scale", scale, name))


def _changed(ledger: Ledger, audit: Figures, changed: Changed, joined: Joined) -> None:
    everybody, steps = ("all", "people"), len(audit.confusion.steps)
    for transition in (changed.floor, changed.ceiling):
        _square(ledger, transition.end, transition.counts, joined)
        _directions(ledger, transition.end, everybody, steps)
        for name, side in (("up", "upper"), ("down", "lower")):
            cell = ledger.shows((transition.end, name), getattr(transition, name) or 0, _EVERYBODY)
            ledger.adds(cell, (transition.end, side))
    for column, by_group in changed.by_group.items():
        moved: dict[str, list[Cell]] = {"up": [], "down": []}
        for group, figures in by_group.items():
            at = ("by", column, group)
            cells = [ledger.shows((*at, name), getattr(figures, name) or 0, 1) for name in moved]
            ledger.splits((*at, "people"), *cells)
            for cell, name in zip(cells, moved, strict=True):
                moved[name].append(cell)
        for name, cells in moved.items() if by_group else ():
            ledger.adds(("floor", name), *cells)
    ledger.known(("other", "people"), ledger.people(everybody))
    _agreement(ledger, ("other",), changed.agreement, _EVERYBODY)
    ledger.adds(("all", "unknown"), ("other", "unknown"))
    if audit.rules:
        _decided_steps(ledger, audit)


def _decided_steps(ledger: Ledger, audit: Figures) -> None:
    """Enter that as many people need a step at the least as the rules that give it decide about."""
    rulebook = audit.rows.rulebook
    steps = ladder(rulebook, audit.at)
    step_of = steps.step_of_service
    gives = {rule.id: step_of[rule.raises.at_least] for rule in rulebook.rules if rule.raises.fact == steps.track}
    decides = [("rule", rule.id, "decides") for rule in audit.rules]
    for step in range(len(audit.confusion.steps)):
        here: list[Cell] = [cell for rule, cell in zip(audit.rules, decides, strict=True) if gives[rule.id] == step]
        nobodys: list[Cell] = [("rest", ("all", "people"), *decides)] if step == step_of[0] else []
        ledger.adds(("floor", "rows", step), *here, *nobodys)
