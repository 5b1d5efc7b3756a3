"""An audit: what was given beside what is recommended, and everything that can be said of the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from placement.cohort.auditing.agreement import Agreement, Confusion, Sureness
from placement.cohort.auditing.data_quality import Quality
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.reasons import Decided, Recorded
from placement.cohort.auditing.rows import Rows
from placement.cohort.auditing.sentences import sentences, written
from placement.cohort.auditing.tables import plain_columns, tables
from placement.cohort.auditing.tally import At
from placement.cohort.auditing.transitions import Changed
from placement.cohort.codebook import Codebook
from placement.engines.columns.frame_inspection import framed
from placement.recommendation.recommendation import Recommendation, RulebookReference

__all__ = ["Audit"]


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Audit:
    """Past decisions beside what a rulebook recommends. It measures agreement, which is not quality of care.

    In a notebook it shows itself. It holds counts, and what `explain` needs.

    Attributes:
        rulebook: Which rulebook recommends.
        actual: The frame's column of what was given.
        at: Whether the two are compared level by level or service by service.
        agreement: How far what was given agrees with what is recommended.
        confusion: The determined by what is recommended and what was given.
        by: The same figures group by group, and differences at equal need, by the frame's column.
        rules: What became of the decisions of each rule, the one that decides most first.
        criteria: What became of the decisions of each criterion.
        reason_kinds: Whose doing differences are: access, a payer, the person, judgement; empty without reasons.
        reasons: The recorded reasons; empty without.
        quality: What the data lack, and what to collect next.
        changed: What another rulebook would change; None without one.
        sureness: How intervals were made, and which counts are not shown.
        rows: The people, for `explain`.
        codebook: What each code of each column was taken to mean, of how many people; and what no column answers.
    """

    rulebook: RulebookReference
    actual: str
    at: At
    agreement: Agreement
    confusion: Confusion
    by: Mapping[str, Groups]
    rules: Decided
    criteria: Decided
    reason_kinds: tuple[Recorded, ...]
    reasons: tuple[Recorded, ...]
    quality: Quality
    changed: Changed | None
    sureness: Sureness
    rows: Rows
    codebook: Codebook

    def __repr__(self) -> str:
        """Return what was audited, in short: nothing of a person."""
        exact = self.agreement.exact.value
        agreed = "" if exact is None else f", {exact:.1%} given exactly what is recommended"
        return (
            f"<Audit of `{self.actual}` by {self.rulebook.id} {self.rulebook.version}: "
            f"{self.agreement.people:,} people, {written(self.quality.determined, 'count')[0]} determined{agreed}>"
        )

    def summary(self) -> tuple[str, ...]:
        """Return what was found in a few sentences, the most important first; the report begins with them."""
        return tuple(sentences(self))

    def explain(self, row: object) -> Recommendation:
        """Return the full recommendation of one person: every reason, every unknown, what would change it.

        The answers are those that were audited, and are placed anew, by both engines where both are installed. Cells
        that cannot be read count as unsure, as they do in the audit where that lets them through.

        Args:
            row: For an audit with `id`, that person's value in the column. Otherwise, for a frame of pandas, the label
                of the row, as `frame.loc` takes it: a filtered frame keeps those of the whole. For other frames, whose
                rows have no labels, the number of the row, counted from 1 as errors count them.

        Raises:
            CohortError: There is no such row, or more than one; or a frame that is not in memory has changed.
            OutOfScope: The person is under 18.
        """
        return self.rows.recommendation(row)

    def to_frames(self) -> dict[str, Any]:
        """Return every figure as tidy frames of the caller's own kind, by name.

        `agreement`, `confusion`, `rules`, `criteria`, `gaps`, `conflicts` and `codebook` are always there; `groups` and
        `disparity`, `reasons` and `reason_kinds`, `transitions` and `movers` where they were asked for. What is not
        shown because of small numbers, and what cannot be said, is empty.
        """
        return {one.name: framed(self.rows.like, plain_columns(one)) for one in tables(self)}

    def charts(self) -> dict[str, Any]:
        """Return every plot as an altair chart, by name.

        Raises:
            MissingExtra: The extra `plots` is not installed.
        """
        from placement.cohort.auditing.report import require_plots  # noqa: PLC0415 - drawn only when asked for

        require_plots("a plot")
        from placement.cohort.auditing.plots import charts  # noqa: PLC0415 - as above

        found: dict[str, Any] = {**charts(self)}
        return found

    def to_html(self, path: str | Path | None = None, *, plots: bool = True) -> str:
        """Return the report, and write it if asked to: one page to hand to somebody, that loads and runs nothing.

        Args:
            path: Where to write it; None writes nothing.
            plots: With plots, each above its table; without, the extra `plots` is not needed.

        Raises:
            MissingExtra: The extra `plots` is not installed.
        """
        from placement.cohort.auditing.report import page  # noqa: PLC0415 - as above

        text = page(self, plots=plots)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def _repr_html_(self) -> str:
        from placement.cohort.auditing.report import fragment  # noqa: PLC0415 - as above

        return fragment(self)
