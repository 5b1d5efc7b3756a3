"""What an audit found, in a few sentences and in figures as a reader sees them."""

from collections.abc import Iterator, Mapping
from typing import Final

from placement.cohort.auditing.agreement import Sureness
from placement.cohort.auditing.data_quality import Quality
from placement.cohort.auditing.disparity import Departure, Disparity
from placement.cohort.auditing.estimates import Estimate
from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.tables import Cell, Form
from placement.explain.sentences import ended, joined

NOT_SHOWN: Final = "·"
"""Stands for what is not shown, or cannot be said."""

_NAMED: Final = 3
_TWO: Final = 2
_SMALLEST: Final = 0.001


def share(value: float | None) -> str:
    """Return a share in percent, with one decimal."""
    return NOT_SHOWN if value is None else f"{value:.1%}"


def chance(p: float) -> str:
    """Return a p value with three decimals."""
    return f"<{_SMALLEST}" if p < _SMALLEST else f"{p:.3f}"


def _points(value: float) -> str:
    return f"{100 * value:+.1f}".replace("-", "\N{MINUS SIGN}")


def _number(value: float, form: Form) -> str:
    if form == "share":
        return f"{100 * value:.1f}"
    return _points(value) if form == "points" else f"{value:.2f}".replace("-", "\N{MINUS SIGN}")


def figure(estimate: Estimate, form: Form) -> tuple[str, str]:
    """Return a figure and its interval as a reader sees them; the interval is empty where there is none."""
    if estimate.value is None:
        return "undefined" if estimate.undefined else NOT_SHOWN, ""
    text = _number(estimate.value, form) + ("%" if form == "share" else " points" if form == "points" else "")
    if estimate.low is None or estimate.high is None:
        return text, ""
    return text, f"{_number(estimate.low, form)} to {_number(estimate.high, form)}"


def written(cell: Cell, form: Form) -> tuple[str, str]:
    """Return a cell as a reader sees it, and what stands small beside it."""
    if isinstance(cell, Estimate):
        return figure(cell, form)
    if cell is None:
        return NOT_SHOWN, ""
    if isinstance(cell, str):
        return cell, ""
    if form == "count":
        return f"{cell:,.0f}", ""
    if form == "chance":
        return chance(cell), ""
    return figure(Estimate(float(cell)), form)


def _of(many: int | None, whole: int) -> str:
    if many is None:
        return NOT_SHOWN
    return f"{many:,} ({many / whole:.1%})" if whole else f"{many:,}"


def sentences(audit: Figures) -> Iterator[str]:
    """Return what an audit found, the most important first."""
    agreement, data = audit.agreement, audit.quality
    placed = agreement.people or 0
    yield (
        f"Of {placed:,} people, {_of(data.determined, placed)} have a determined {audit.at}: whatever is not known of "
        f"them, no other is possible."
    )
    if agreement.compared:
        kappa, interval = figure(agreement.weighted_kappa, "figure")
        yield (
            f"Of the {agreement.compared:,} determined of whom it is known what they were given, "
            f"{share(agreement.exact.value)} were given exactly what is recommended, {share(agreement.under.value)} "
            f"less and {share(agreement.over.value)} more. Weighted kappa is {kappa}"
            f"{f' ({interval})' if interval else ''}."
        )
    if agreement.undetermined:
        yield (
            f"Of the {agreement.undetermined:,} undetermined, {share(agreement.outside.value)} were given something "
            f"that no completion of their answers allows: {share(agreement.below.value)} less than the least and "
            f"{share(agreement.above.value)} more than the most that they may need."
        )
    for groups in audit.by.values():
        yield from _of_groups(groups, audit.sureness.doubt)
    yield from _of_reasons(audit)
    yield from _of_answers(data)
    if audit.changed is not None:
        floor = audit.changed.floor
        up, down = (_of(moved, floor.people) for moved in (floor.up, floor.down))
        yield f"Under {audit.changed.rulebook}, {up} would go up and {down} down, at the least that they may need."


_WORDS: Final[Mapping[Departure, str]] = {"below": "less than the least", "above": "more than the most"}


def _of_answers(data: Quality) -> Iterator[str]:
    """Return which answer to collect next: that which settles most people where answers are as they are elsewhere."""
    first, whole = next(iter(data.scales), None), data.looked_at_undetermined
    if first is None or not whole or not first.settles:
        return
    asked = ended(f"What to collect next: {first.title_within}")
    most = f"{first.settles / whole:.1%}"
    if first.expected is None:
        yield f"{asked} Nobody has an answer; at its best or at its worst, it could settle {most} of the undetermined."
    else:
        yield (
            f"{asked} Were answers as frequent as where they are known, this one would settle "
            f"{first.expected / whole:.1%} of the undetermined; at its best or at its worst, {most}."
        )


def _of_groups(groups: Groups, doubt: float) -> Iterator[str]:
    differences: list[str] = []
    chances: list[str] = []
    for departure, words in _WORDS.items():
        disparity = groups.disparity[departure]
        if disparity.p is None:
            continue
        if disparity.p < doubt:
            differences.append(
                f"people of equal need are not equally often given {words} that they may need (p {_p(disparity.p)}), "
                f"{_named(disparity, doubt)}"
            )
        else:
            chances.append(f"p {_p(disparity.p)} for being given {words}")
    if differences:
        yield f"By {groups.column}: {'; '.join(differences)}."
    elif chances:
        yield (
            f"By {groups.column}: among people of equal need no difference was found that chance would not explain "
            f"({joined(chances)} that they may need)."
        )


def _named(disparity: Disparity, doubt: float) -> str:
    """Return which groups differ and by how much, the furthest first."""
    outstanding = _outstanding(disparity, doubt)
    if not outstanding:
        return "in groups that are too small to be shown"
    if disparity.reference is None and len(disparity.by_group) == _TWO:
        furthest, other = sorted(disparity.by_group, key=lambda name: name != outstanding[0][0])
        return (
            f"{furthest} {_points(outstanding[0][1])} points beside {other}: which of the two is unusual cannot be told"
        )
    named = [f"{name} ({_points(by)} points)" for name, by in outstanding[:_NAMED]]
    if len(outstanding) > _NAMED:
        named.append(f"{len(outstanding) - _NAMED} more")
    return f"furthest from {disparity.reference or 'the others'} {joined(named)}"


def _p(p: float) -> str:
    text = chance(p)
    return f"< {text[1:]}" if text.startswith("<") else f"= {text}"


def _outstanding(disparity: Disparity, doubt: float) -> list[tuple[str, float]]:
    """Return the groups that differ more than chance allows, the furthest first."""
    differences = [
        (name, figures.difference.value)
        for name, figures in disparity.by_group.items()
        if figures.p_adjusted is not None and figures.p_adjusted < doubt and figures.difference.value is not None
    ]
    return sorted(differences, key=lambda difference: -abs(difference[1]))


def _of_reasons(audit: Figures) -> Iterator[str]:
    less = {kind.kind: kind.less for kind in audit.reason_kinds}
    access, judgement, agreement = less.get("access"), less.get("judgement"), audit.agreement
    under, below = agreement.under.value, agreement.below.value
    if access is None or judgement is None or under is None or not agreement.compared:
        return
    if agreement.undetermined is None or (agreement.undetermined and below is None):
        return
    whole = round(under * agreement.compared) + round((below or 0) * agreement.undetermined)
    if whole:
        yield (
            f"Of the {whole:,} who were given less than the least that they may need, {access / whole:.1%} could not "
            f"have or reach the service (no place, no opening, too far): that is no judgement of anybody's. For "
            f"{judgement / whole:.1%} a clinician judged differently."
        )


def methods(sureness: Sureness) -> Iterator[str]:
    """Return how the figures are made, and what they do not say."""
    yield (
        "This measures agreement. Agreement is not quality of care: where the two differ, either may be right, and the "
        "person may have chosen. Whether a recommended level leads to better outcomes is not known."
    )
    yield (
        "What was given is compared with a recommendation only where that is determined. Of everybody else it is said "
        "only whether it lies outside what is possible, which no further answer can change."
    )
    yield (
        f"Intervals are of {sureness.confidence:.0%}: Wilson's for shares, at equal need with the variance of a "
        f"stratified sample; for kappa, percentiles of {sureness.resamples:,} resamples of the table; for differences, "
        "Newcombe's. Where `cluster` was named, they are wider by as much as decisions of one cluster are alike, and "
        "kappa resamples clusters. Kappa is undefined where one of the two values is the same for everybody."
    )
    yield (
        "People are of equal need, as far as the answers tell, who need the same service at the least and at the most. "
        "Each group is compared with people of equal need in the reference group, or, without one, in all groups that "
        "do not stand out themselves, weighted by what the whole cohort needs (direct standardisation). The test draws "
        "the groups' names anew among people of equal need: p is how often chance alone makes as sure a difference, "
        "and the second p how often it makes any group differ as surely. A group is named where that is less than "
        f"{sureness.doubt:.1%}, half of what the confidence leaves, because two departures are looked at."
    )
    if sureness.suppress_below > 1:
        yield (
            f"A dot ({NOT_SHOWN}) stands for what is not shown: counts of 1 to {sureness.suppress_below - 1} people, "
            "counts by which those could be worked out from any table of this report, and figures made of them. It "
            "also stands for what cannot be said because there is nobody to say it of. Neighbouring levels of few "
            "people are joined, and figures made of many counts are rounded. That nobody is somewhere is shown."
        )
