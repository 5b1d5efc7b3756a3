"""Every figure of an audit as tidy tables: what `to_frames` returns, what a report shows, what a plot draws."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from placement.cohort.auditing.agreement import Agreement, Confusion
from placement.cohort.auditing.data_quality import Quality
from placement.cohort.auditing.estimates import Estimate
from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.reasons import KINDS, Decision, Recorded
from placement.cohort.auditing.transitions import Changed
from placement.cohort.codebook import Codebook
from placement.engines.columns.counting import Column

Form: TypeAlias = Literal["text", "id", "count", "share", "points", "figure", "chance"]
"""How a cell is written: words, an id, a count, a share in percent, percentage points, a bare figure, a p value."""

Cell: TypeAlias = str | int | float | Estimate | None

_Head: TypeAlias = tuple[str, str, Form]


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a table.

    Attributes:
        key: Its name in a frame.
        title: Its heading for a reader.
        form: How its cells are written.
        cells: Its cells; None where something is not shown or cannot be said.
        forms: How each cell is written, where that differs from row to row.
    """

    key: str
    title: str
    form: Form
    cells: tuple[Cell, ...]
    forms: tuple[Form, ...] = ()

    def form_of(self, row: int) -> Form:
        """Return how the cell of a row is written."""
        return self.forms[row] if self.forms else self.form


@dataclass(frozen=True, slots=True)
class Table:
    """A tidy table: one row for each thing, one column for each thing that is said of it.

    Attributes:
        name: Its name among the frames.
        caption: What it shows.
        fields: Its columns.
    """

    name: str
    caption: str
    fields: tuple[Field, ...]


def _table(name: str, caption: str, heads: Sequence[_Head], rows: Iterable[tuple[tuple[Cell, ...], object]]) -> Table:
    """Return a table; the cells of a row are those given, then the attributes of an object that the heads name."""
    cells = [(*first, *(getattr(thing, key) for key, _, _ in heads[len(first) :])) for first, thing in rows]
    columns = list(zip(*cells, strict=True)) or [()] * len(heads)
    return Table(name, caption, tuple(Field(*head, column) for head, column in zip(heads, columns, strict=True)))


def plain_columns(table: Table) -> dict[str, Column]:
    """Return a table's columns for a frame: a figure with an interval becomes three, ending in `_low` and `_high`."""
    plain: dict[str, Column] = {}
    for field in table.fields:
        if not any(isinstance(cell, Estimate) for cell in field.cells):
            plain[field.key] = list(field.cells)
            continue
        each = [cell if isinstance(cell, Estimate) else Estimate(None) for cell in field.cells]
        plain[field.key] = [estimate.value for estimate in each]
        plain[f"{field.key}_low"] = [estimate.low for estimate in each]
        plain[f"{field.key}_high"] = [estimate.high for estimate in each]
    return plain


_FIGURES: Final[tuple[_Head, ...]] = (
    ("exact", "Given exactly what is recommended", "share"),
    ("within_one", "Given that, or one step away", "share"),
    ("under", "Given less", "share"),
    ("over", "Given more", "share"),
    ("kappa", "Kappa (Cohen)", "figure"),
    ("weighted_kappa", "Kappa with quadratic weights", "figure"),
)
_OUTSIDE: Final[tuple[_Head, ...]] = (
    ("outside", "Given something outside what is possible", "share"),
    ("below", "Given less than the least", "share"),
    ("above", "Given more than the most", "share"),
)


def agreement_table(agreement: Agreement) -> Table:
    """Return the figures of all people, one to a row."""
    heads: list[_Head] = [
        ("figure", "Figure", "id"), ("text", "", "text"), ("of", "People", "count"), ("value", "Value", "figure"),
    ]  # fmt: skip
    several = ((_FIGURES, agreement.compared), (_OUTSIDE, agreement.undetermined))
    rows = [
        ((key, title, people, agreement.figure(key)), agreement) for heads, people in several for key, title, _ in heads
    ]
    table = _table("agreement", "How far what was given agrees", heads, rows)
    *others, values = table.fields
    forms = tuple(form for _, _, form in (*_FIGURES, *_OUTSIDE))
    return replace(table, fields=(*others, replace(values, forms=forms)))


def confusion_table(confusion: Confusion) -> Table:
    """Return the confusion matrix, one cell to a row."""
    heads: list[_Head] = [
        ("recommended", "Recommended", "text"),
        ("given", "Given", "text"),
        ("people", "People", "count"),
        ("share", "Of those recommended it", "share"),
    ]
    rows: list[tuple[tuple[Cell, ...], object]] = []
    for step, counts, whole in zip(confusion.steps, confusion.counts, confusion.recommended, strict=True):
        for given, people in zip(confusion.steps, counts, strict=True):
            rows.append(((step, given, people, people / whole if people is not None and whole else None), confusion))
    return _table("confusion", "What was recommended and what was given, of the determined", heads, rows)


def group_table(several: Iterable[Groups]) -> Table:
    """Return the figures of each group, one group to a row."""
    heads: list[_Head] = [
        ("by", "By", "text"),
        ("group", "Group", "text"),
        ("people", "People", "count"),
        ("compared", "Determined", "count"),
        ("exact", "Exactly", "share"),
        ("within_one", "Within one step", "share"),
        ("under", "Less", "share"),
        ("over", "More", "share"),
        ("kappa", "Kappa", "figure"),
        ("weighted_kappa", "Weighted kappa", "figure"),
        ("undetermined", "Undetermined", "count"),
        ("outside", "Outside", "share"),
        ("below", "Below", "share"),
        ("above", "Above", "share"),
    ]
    rows = (((groups.column, name), figures) for groups in several for name, figures in groups.by_group.items())
    return _table("groups", "What happened, group by group", heads, rows)


def disparity_table(several: Iterable[Groups]) -> Table:
    """Return differences at equal need, one group and departure to a row."""
    heads: list[_Head] = [
        ("by", "By", "text"),
        ("group", "Group", "text"),
        ("departure", "Given", "text"),
        ("people", "People", "count"),
        ("rate", "As it is", "share"),
        ("standardised", "At equal need", "share"),
        ("others", "Others at equal need", "share"),
        ("difference", "Difference", "points"),
        ("p", "p", "chance"),
        ("p_adjusted", "p, all groups", "chance"),
        ("comparable", "Comparable", "share"),
    ]
    rows = (
        ((groups.column, name, departure), figures)
        for groups in several
        for departure, disparity in groups.disparity.items()
        for name, figures in disparity.by_group.items()
    )
    return _table("disparity", "Differences between groups among people of equal need", heads, rows)


def decision_table(name: str, caption: str, several: Sequence[Decision]) -> Table:
    """Return what became of the decisions of rules, or of criteria, one to a row."""
    heads: list[_Head] = [
        ("id", name.capitalize(), "id"),
        ("text", "Says", "text"),
        ("decides", "Decides", "count"),
        ("known", "Compared", "count"),
        ("overridden", "Overridden", "share"),
        ("less", "Given less", "share"),
        ("more", "Given more", "share"),
    ]
    table = _table(name, caption, heads, (((), decision) for decision in several))
    kinds = KINDS if any(decision.by_kind for decision in several) else ()
    because = (
        Field(f"because_{kind}", kind.capitalize(), "count", tuple(decision.by_kind[kind] for decision in several))
        for kind in kinds
    )
    return replace(table, fields=(*table.fields, *because))


def reason_table(name: str, caption: str, several: Iterable[Recorded]) -> Table:
    """Return recorded reasons, or kinds of reasons, one to a row."""
    heads: list[_Head] = [
        ("id", "Reason", "id"),
        ("text", "Says", "text"),
        ("kind", "Whose doing", "text"),
        ("less", "Given less", "count"),
        ("same", "Given the same", "count"),
        ("more", "Given more", "count"),
    ]
    return _table(name, caption, heads, (((), reason) for reason in several))


def gap_table(quality: Quality, placed: int) -> Table:
    """Return what is not known of those who were placed, one scale to a row."""
    heads: list[_Head] = [
        ("scale", "Scale", "id"),
        ("title", "What is asked", "text"),
        ("missing", "No answer", "count"),
        ("missing_share", "Of all", "share"),
        ("unsure", "Unsure", "count"),
        ("open", "Left open", "count"),
        ("narrows", "Could narrow", "count"),
        ("settles", "Could settle", "count"),
        ("expected", "Would settle on average", "count"),
    ]
    rows: list[tuple[tuple[Cell, ...], object]] = []
    for scale in quality.scales:
        share = scale.missing / placed if placed and scale.missing is not None else None
        rows.append(((scale.scale, scale.title, scale.missing, share), scale))
    return _table("gaps", "What is not known, and whom one answer would help", heads, rows)


def conflict_table(quality: Quality) -> Table:
    """Return contradictions among answers, one to a row."""
    heads: list[_Head] = [("id", "Id", "id"), ("text", "Contradiction", "text"), ("people", "People", "count")]
    return _table(
        "conflicts", "Answers that contradict each other", heads, (((), conflict) for conflict in quality.conflicts)
    )


def codebook_table(codebook: Codebook) -> Table:
    """Return how the frame was read, one code of a column to a row."""
    heads: list[_Head] = [
        ("column", "Column", "id"),
        ("scale", "Scale", "text"),
        ("code", "Code", "text"),
        ("meaning", "Taken to mean", "text"),
        ("people", "People", "count"),
    ]
    rows = (((code.column, code.scale, code.code or ""), code) for code in codebook.codes)
    return _table("codebook", "What each code was taken to mean", heads, rows)


def transition_table(changed: Changed) -> Table:
    """Return from which level to which people would go, one pair to a row."""
    heads: list[_Head] = [
        ("end", "End", "text"),
        ("before", "Now", "text"),
        ("after", "Under the other", "text"),
        ("people", "People", "count"),
    ]
    rows = (
        ((transition.end, before, after, people), transition)
        for transition in (changed.floor, changed.ceiling)
        for before, counts in zip(transition.steps, transition.counts, strict=True)
        for after, people in zip(transition.steps, counts, strict=True)
    )
    return _table("transitions", f"Who would move under {changed.rulebook}, version {changed.version}", heads, rows)


def mover_table(changed: Changed) -> Table:
    """Return how many of each group would move, one group to a row."""
    heads: list[_Head] = [
        ("by", "By", "text"),
        ("group", "Group", "text"),
        ("people", "People", "count"),
        ("up", "Up", "count"),
        ("down", "Down", "count"),
    ]
    rows = (
        ((column, group), moved) for column, several in changed.by_group.items() for group, moved in several.items()
    )
    return _table("movers", "Who would move, at the least that they may need", heads, rows)


def tables(audit: Figures) -> Iterator[Table]:
    """Return every table of an audit; those of parts that were not asked for are left out."""
    yield agreement_table(audit.agreement)
    yield confusion_table(audit.confusion)
    if audit.by:
        yield group_table(audit.by.values())
        yield disparity_table(audit.by.values())
    yield decision_table("rules", "What rules decided", audit.rules)
    yield decision_table("criteria", "What criteria decided", audit.criteria)
    if audit.reasons:
        yield reason_table("reason_kinds", "Whose doing differences are", audit.reason_kinds)
        yield reason_table("reasons", "Recorded reasons", audit.reasons)
    yield gap_table(audit.quality, audit.agreement.people or 0)
    yield conflict_table(audit.quality)
    yield codebook_table(audit.codebook)
    if audit.changed is not None:
        yield transition_table(audit.changed)
        if audit.changed.by_group:
            yield mover_table(audit.changed)
