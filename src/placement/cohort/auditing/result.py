"""An audit: its figures, and what shows them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from placement.cohort.auditing.figures import Figures
from placement.cohort.auditing.report import fragment, page, require_plots
from placement.cohort.auditing.sentences import sentences, written
from placement.cohort.auditing.tables import plain_columns, tables
from placement.engines.columns.frame_inspection import framed
from placement.recommendation.recommendation import Recommendation


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Audit(Figures):
    """Past decisions beside what a rulebook recommends. It measures agreement, which is not quality of care.

    In a notebook it shows itself. It holds counts, and what `explain` needs. Its figures are the attributes of
    `Figures`.
    """

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
            OutOfScope: The person is of an age that the rulebook is not for.
        """
        return self.rows.recommendation(row)

    def to_frames(self) -> dict[str, Any]:
        """Return every figure as tidy frames of the caller's own kind, by name.

        `agreement`, `confusion`, `rules`, `criteria`, `gaps`, `conflicts` and `codebook` are always there; `groups` and
        `disparity`, `reasons` and `reason_kinds`, `transitions` and `movers` where they were asked for. What is not
        shown because of small numbers, and what cannot be said, is empty.
        """
        return {table.name: framed(self.rows.like, plain_columns(table)) for table in tables(self)}

    def charts(self) -> dict[str, Any]:
        """Return every plot as an altair chart, by name.

        Raises:
            MissingExtra: The extra `plots` is not installed.
        """
        require_plots("a plot")
        from placement.cohort.auditing.plots import charts  # noqa: PLC0415 - the extra may not be installed

        return {**charts(self)}

    def to_html(self, path: str | Path | None = None, *, plots: bool = True) -> str:
        """Return the report, and write it if asked to: one page that loads and runs nothing.

        Args:
            path: Where to write it; None writes nothing.
            plots: With plots, each above its table; without, the extra `plots` is not needed.

        Raises:
            MissingExtra: The extra `plots` is not installed.
        """
        text = page(self, plots=plots)
        if path is not None:
            Path(path).write_text(text, encoding="utf-8")
        return text

    def _repr_html_(self) -> str:
        return fragment(self)
