"""What is said of rows that cannot be used: which column, how many rows, what was expected; never what stands there."""

from collections.abc import Iterable, Mapping
from typing import Final, assert_never

from placement.assessment.answers import OLDEST
from placement.cohort.column_mapping import title
from placement.engines.columns.cells import AGE
from placement.engines.columns.checks import Fault
from placement.language.words import Ages
from placement.rulebook.rulebook import Rulebook


class CohortWarning(UserWarning):
    """Some of a cohort could not be read, and was left unknown because the caller asked for that.

    Attributes:
        counts: Number of cells that could not be read, by column.
        minors: Number of people of other ages than the rulebook is for, about whom nothing is said.
        none_as_text: Number of cells that hold the text `None`, which is taken for a gap, by column.
        ages: Whom the rulebook is for.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        minors: int,
        none_as_text: Mapping[str, int] | None = None,
        ages: Ages = Ages(),  # noqa: B008 - frozen
    ) -> None:
        """Keep the numbers."""
        self.counts = dict(counts)
        self.minors = minors
        self.none_as_text = dict(none_as_text or {})
        self.ages = ages
        super().__init__(self.counts, minors, self.none_as_text, ages)

    def __str__(self) -> str:
        """Return the numbers by column."""
        parts = [f"`{column}`: {_rows(count)} set to unknown" for column, count in self.counts.items()]
        parts += [
            f"`{column}`: the text `None` in {_rows(count)} taken for not known: `codes` can say what it means"
            for column, count in self.none_as_text.items()
        ]
        if self.minors:
            parts.append(f"{_rows(self.minors)} {self.ages.others}, left without a result")
        return f"cohort: {'; '.join(parts)}"


def warning_of(faults: Iterable[Fault], rulebook: Rulebook) -> CohortWarning:
    """Return the warning that says what was left unknown."""
    listed = [*faults]
    unread = {fault.column: fault.count for fault in listed if fault.kind == "unreadable"}
    outside = sum(fault.count for fault in listed if fault.kind == "outside")
    return CohortWarning(unread, outside, ages=rulebook.ages)


def _rows(count: int) -> str:
    return f"{count:,} row{'' if count == 1 else 's'}"


_NO_ORDER: Final = "which have no order here: name an `id` to have them counted in its order"


def fault_said(fault: Fault, rulebook: Rulebook) -> str:
    """Return what is wrong with a column, in one sentence."""
    alone = fault.count == 1
    if fault.rows is None:
        where = _NO_ORDER
    else:
        where = ", ".join(map(str, fault.rows)) + (", ..." if fault.count > len(fault.rows) else "")
    rows = f"{title(fault.fact, fault.column)}: {_rows(fault.count)} ({where})"
    match fault.kind:
        case "outside":
            who = "minors" if rulebook.ages.are_adult else "other ages"
            return f"{rows} {'is' if alone else 'are'} of {who}: {rulebook.ages.expected}"
        case "repeated":
            return f"{rows} {'has' if alone else 'have'} an id that is repeated: expected one for each row"
        case "nameless":
            return f"{rows} {'has' if alone else 'have'} no id: expected one for each row"
        case "unreadable":
            return f"{rows} {'holds' if alone else 'hold'} {_expected(fault.fact, rulebook)}"
        case _:
            assert_never(fault.kind)


def _expected(fact: str, rulebook: Rulebook) -> str:
    if fact == AGE:
        return f"no age: expected whole years from 0 to {OLDEST}, or nothing"
    scale = rulebook.scale_named[fact]
    keys = ", ".join(anchor.key for anchor in scale)
    expected = f"expected one of {keys}, a position from 0 to {scale.highest()}, `unsure`, or nothing"
    return f"no answer of this scale: {expected}"
