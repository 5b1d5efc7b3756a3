"""A rulebook as expressions over the columns of a data frame: what `place` says of one person, of every row at once.

Only what is needed is computed, not the reasons. It is held to the reference by property tests, on every kind of
frame.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import as_column, both, inverted
from placement.engines.columns.cells import AGE, Question, outside, read, unread
from placement.engines.columns.dialect import Table
from placement.engines.columns.outcome import outcomes
from placement.engines.columns.results import Result
from placement.engines.columns.sheet import Sheet
from placement.language.declarations import Declared
from placement.language.words import Ages


@dataclass(frozen=True, slots=True)
class Plan:
    """What is computed, and from which columns.

    Attributes:
        rulebook: What is declared.
        questions: How each question's column is written: scales by id, and `age`.
        carried: Columns that come out as they went in.
        results: Columns that are computed.
        doubtful: Questions with cells that are neither an answer nor a code nor a gap.
        ages: Whom the rulebook is for: nothing is said of other rows; None where there are none.
        lasting: The cells stay what they were when they were looked at.
    """

    rulebook: Declared
    questions: Mapping[str, Question]
    carried: Sequence[str]
    results: Sequence[Result]
    doubtful: AbstractSet[str]
    ages: Ages | None
    lasting: bool = True


def placed(table: Table, plan: Plan) -> Table:
    """Return what is carried, and what the rulebook says of every row."""
    sheet = Sheet(table, [*plan.carried, *(question.column for question in plan.questions.values())])
    types = table.collect_schema()
    answers = {scale.id: unread() for scale in plan.rulebook.scales}
    for fact, asks in plan.questions.items():
        valid = fact not in plan.doubtful
        answers[fact] = read(asks, types[asks.column], sheet, valid=valid, lasting=plan.lasting)
    sheet.step()
    age = answers.pop(AGE, unread())
    ends = outcomes(plan.rulebook, answers, sheet)
    columns = {result.name: result.column(ends, sheet.dialect) for result in plan.results}
    if plan.ages is not None:
        refused = sheet.hold_bit(both(age.definite, outside(plan.ages, age.position)))
        sheet.step()
        columns = {name: nw.when(as_column(inverted(refused))).then(column) for name, column in columns.items()}
    return sheet.finished(plan.carried, columns)
