"""The figures of an audit: what was given beside what is recommended, and all that is known of the difference."""

from collections.abc import Mapping
from dataclasses import dataclass

from placement.cohort.auditing.agreement import Agreement, Confusion, Sureness
from placement.cohort.auditing.data_quality import Quality
from placement.cohort.auditing.groups import Groups
from placement.cohort.auditing.reasons import Decided, Recorded
from placement.cohort.auditing.source import Rows
from placement.cohort.auditing.tally import At
from placement.cohort.auditing.transitions import Changed
from placement.cohort.codebook import Codebook
from placement.recommendation.recommendation import RulebookReference


@dataclass(frozen=True, slots=True, repr=False, eq=False, kw_only=True)
class Figures:
    """What an audit found, as data: every table, sentence and plot is made of it.

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
