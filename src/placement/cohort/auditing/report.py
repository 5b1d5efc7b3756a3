"""An audit as one self-contained page: nothing is loaded, nothing runs, all text is escaped, no person is named."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from typing import Any, Final, TypeAlias

from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.reasons import KINDS
from placement.cohort.auditing.report_markup import CLASS, STYLE, folded, part_of, squared, tabulated
from placement.cohort.auditing.sentences import methods, sentences, written
from placement.cohort.auditing.tables import (
    Table,
    agreement_table,
    codebook_table,
    conflict_table,
    decision_table,
    disparity_table,
    gap_table,
    group_table,
    mover_table,
    reason_table,
)
from placement.cohort.auditing.transitions import Changed
from placement.errors import MissingExtra
from placement.explain.markup import Element, Node, element

_SHOWN: Final = 6
"""Rules and criteria that are shown unfolded; the rest are folded."""

_Draw: TypeAlias = Callable[[str, str], Element]
"""Draws the plot of a name, which shows what is said."""

_PAGE: Final = (
    '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
    '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    '<meta name="color-scheme" content="light dark">\n<title>{title}</title>\n'
    "<style>body {{ margin: 0; padding: 1rem; background: Canvas; }}</style>\n</head>\n"
    "<body>\n{body}\n</body>\n</html>\n"
)


def _can_draw() -> bool:
    return all(find_spec(name) is not None for name in ("altair", "vl_convert"))


def require_plots(purpose: str) -> None:
    """Make sure that plots can be drawn.

    Raises:
        MissingExtra: The extra `plots` is not installed.
    """
    if not _can_draw():
        raise MissingExtra(purpose, "plots")


def page(audit: Figures, *, plots: bool) -> str:
    """Return the whole page.

    Args:
        audit: The audit.
        plots: With plots.

    Raises:
        MissingExtra: Plots are wanted, and the extra `plots` is not installed.
    """
    if plots:
        require_plots("a report with plots")
    return _PAGE.format(title="Audit of past decisions", body=_article(audit, plots=plots))


def fragment(audit: Figures) -> str:
    """Return the article alone, for a notebook; without the extra `plots` it has no plots, and says so."""
    return _article(audit, plots=_can_draw())


def _article(audit: Figures, *, plots: bool) -> Element:
    parts = [
        element("h2", "Audit of past decisions"),
        element("p", *_about(audit), css="about"),
        element("ul", *(element("li", text) for text in sentences(audit)), css="found"),
    ]
    if not plots:
        parts.append(element("p", "Without plots: they need the extra ", element("code", "plots"), ".", css="quiet"))
    draw = _drawing(audit, plots=plots)
    parts += [
        _agreement(audit, draw),
        *(_group(column, groups, draw) for column, groups in audit.by.items()),
        _why(audit),
        _quality(audit, draw),
        *([] if audit.changed is None else [_changed(audit.changed, draw)]),
    ]
    notice = audit.rows.rulebook.words.notice
    parts += [_method(audit), element("footer", element("p", notice), element("p", _made(audit)))]
    return element("article", Element(f"<style>{STYLE}</style>"), *parts, css=CLASS)


def _drawing(audit: Figures, *, plots: bool) -> _Draw:
    if not plots:
        return lambda _name, _says: Element("")
    from placement.cohort.auditing.plots import charts, drawn  # noqa: PLC0415 - the extra may not be installed

    made: Mapping[str, Any] = charts(audit)

    def draw(name: str, text: str) -> Element:
        return element("figure", element("figcaption", text), drawn(made[name], text))

    return draw


def _about(audit: Figures) -> Iterator[Node]:
    yield element("code", audit.actual)
    yield f" beside what {audit.rulebook.id}, version {audit.rulebook.version}, recommends, {audit.at} by {audit.at}. "
    rows, minors = audit.quality.people, audit.quality.not_placed
    yield f"{audit.agreement.people:,} people" if rows is None else f"{rows:,} rows"
    if minors != 0:
        where = audit.rows.rulebook.ages.others
        yield f", {written(minors, 'count')[0]} {'more' if rows is None else 'of them'} {where} and left out"
    yield f"; of {written(audit.agreement.unknown, 'count')[0]} it is not known what was given."


def _made(audit: Figures) -> str:
    rulebook, sureness = audit.rulebook, audit.sureness
    return (
        f"Made by placement {version('placement')} with rulebook {rulebook.id}, version {rulebook.version}, "
        f"SHA-256 {rulebook.digest}; seed {sureness.seed}, {sureness.resamples:,} resamples."
    )


def _agreement(audit: Figures, draw: _Draw) -> Element:
    agreement, matrix = audit.agreement, audit.confusion
    cards = [
        ("Exactly what is recommended", written(agreement.exact, "share")),
        ("Given less", written(agreement.under, "share")),
        ("Given more", written(agreement.over, "share")),
        ("Kappa, quadratic weights", written(agreement.weighted_kappa, "figure")),
        ("Undetermined, given something outside", written(agreement.outside, "share")),
    ]
    figures = (
        element("div", element("dt", title), element("dd", figure, element("small", beside)))
        for title, (figure, beside) in cards
    )
    text = (
        f"People whose {audit.at} is determined, by what is recommended and what was given. The stronger the "
        "colour, the larger the part of the row; dashed is what is not shown. On the diagonal the two agree; left of "
        "it less was given, right of it more."
    )
    return element(
        "section",
        element("h3", "How far they agree"),
        element("dl", *figures, css="figures"),
        draw("confusion", text),
        folded(
            "The figures in tables",
            squared(text, "recommended \N{DOWNWARDS ARROW} given \N{RIGHTWARDS ARROW}", matrix.steps, matrix.counts),
            tabulated(agreement_table(agreement), without=["figure"]),
        ),
    )


def _in_words(table: Table) -> Table:
    """Return the table of disparities with departures in words."""
    by, group, departure, *others = table.fields
    in_words = tuple("less than the least" if cell == "below" else "more than the most" for cell in departure.cells)
    return replace(table, fields=(by, group, replace(departure, cells=in_words), *others))


def _group(column: str, groups: Groups, draw: _Draw) -> Element:
    withheld = [
        name
        for name in groups.by_group
        if any(disparity.by_group[name].withheld for disparity in groups.disparity.values())
    ]
    text = (
        "Filled: the share at equal need, with its interval. Open: the share as it is, which also says how much the "
        "people of a group need. Dashed: everybody."
    )
    notes: list[Element] = []
    if withheld:
        notes.append(element("p", f"Too few people for all figures: {', '.join(withheld)}.", css="quiet"))
    return element(
        "section",
        element("h3", "By ", element("code", column)),
        *notes,
        draw(f"groups {column}", text),
        folded(
            "Differences among people of equal need, in a table",
            tabulated(_in_words(disparity_table([groups])), without=["by"]),
        ),
        folded("What happened, group by group", tabulated(group_table([groups]), without=["by"])),
    )


def _why(audit: Figures) -> Element:
    criterion = "; a criterion, where it gives the rating that this rule reads" if audit.criteria else ""
    parts: list[Element] = [
        element("h3", "What decided, and what was overridden"),
        element(
            "p",
            "A recommendation is overridden where less was given than the least, or more than the most, that the "
            f"person may need. A rule decides about the people whose least service it gives{criterion}.",
        ),
    ]
    if audit.reasons:
        kinds = reason_table("reason_kinds", "Whose doing it is, by what was given", audit.reason_kinds)
        reasons = reason_table("reasons", "Recorded reasons", audit.reasons)
        parts += [tabulated(kinds, without=["kind"]), folded("Every recorded reason", tabulated(reasons))]
    for name, caption, several in (
        ("rules", "Rules, the one that decides about most people first", audit.rules),
        ("criteria", "Criteria, likewise", audit.criteria),
    ):
        if not several:
            continue
        table = decision_table(name, caption, several)
        without = ["known", *(f"because_{kind}" for kind in KINDS if kind not in {"access", "judgement"})]
        parts.append(tabulated(part_of(table, _SHOWN), without=without))
        parts.append(
            folded(f"All {len(several)} {name}, with every kind of reason", tabulated(table, without=["text"]))
        )
    return element("section", *parts)


def _quality(audit: Figures, draw: _Draw) -> Element:
    data = audit.quality
    text = (
        "How many people have no answer to each scale, and of how many undetermined people this one answer would "
        "settle the level, were answers as frequent as where they are known."
    )
    parts = [
        element("h3", "What the data lack"),
        draw("gaps", text),
        folded("The figures in a table", tabulated(gap_table(data, audit.agreement.people or 0))),
    ]
    if audit.codebook.unanswered:
        unanswered = ", ".join(audit.codebook.unanswered)
        parts.append(element("p", f"Scales that no column answers, so that they were asked of nobody: {unanswered}."))
    parts.append(folded("What each code of each column was taken to mean", tabulated(codebook_table(audit.codebook))))
    if data.unread:
        unread = ", ".join(f"{written(many, 'count')[0]} in {column}" for column, many in data.unread.items())
        parts.append(element("p", f"Cells that cannot be read, taken for not known: {unread}.", css="quiet"))
    if data.conflicts:
        parts.append(
            folded(f"Contradictions among answers: {len(data.conflicts)} kinds", tabulated(conflict_table(data)))
        )
    return element("section", *parts)


def _changed(changed: Changed, draw: _Draw) -> Element:
    text = (
        "People by the least that they may need: now, and under the other rulebook. The stronger the colour, the "
        "larger the part of the row."
    )
    squares = [
        squared(
            f"At the {'least' if transition.end == 'floor' else 'most'} that they may need",
            "now \N{DOWNWARDS ARROW} other \N{RIGHTWARDS ARROW}",
            transition.steps,
            transition.counts,
        )
        for transition in (changed.floor, changed.ceiling)
    ]
    groups = [tabulated(mover_table(changed))] if changed.by_group else []
    return element(
        "section",
        element("h3", "Under ", element("code", changed.rulebook), f", version {changed.version}"),
        draw("transition", text),
        folded("The figures in tables", *squares, *groups),
        folded(
            "How far what was given agrees with it", tabulated(agreement_table(changed.agreement), without=["figure"])
        ),
    )


def _method(audit: Figures) -> Element:
    items = (element("li", sentence) for sentence in methods(audit.sureness))
    return element("section", element("h3", "How to read this"), element("ul", *items, css="method"))
