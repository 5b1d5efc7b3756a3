"""A rulebook as expressions over the columns of a data frame: what `place` says of one person, of every row at once.

Only what is needed is worked out, not the reasons. It is held to the reference by property tests, on every kind of
frame.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import narwhals.stable.v2 as nw

from placement.declarations import Declared
from placement.engines.columns.bits import as_column, both, inverted
from placement.engines.columns.cells import Question, read, unread
from placement.engines.columns.ends import BOTH_ENDS, End
from placement.engines.columns.outcome import Outcome, outcomes
from placement.engines.columns.results import Writing, agree, deciding, finding, listed, position, value
from placement.engines.columns.sheet import Sheet, Table
from placement.scale import Track

__all__ = ["AGE", "FlagForm", "Plan", "placed"]

FlagForm: TypeAlias = Literal["columns", "list"]

AGE: Final = "age"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is worked out, and from which columns.

    Attributes:
        rulebook: What is declared.
        levels: Name of the level of each value of the leading track; empty where the rulebook has no levels.
        leading: The track that `level`, `determined` and `deciding_rule` are about.
        questions: How each question's column is written: scales by id, and `age`.
        carried: Columns that come out as they went in.
        flags: A column for each flag, or lists of ids.
        detail: A column for each criterion and rule as well.
        adult: Age in years below which nothing is said of a row; 0 where nobody is known to be so young.
        valid: Every cell is known to be an answer, a code or a gap.
    """

    rulebook: Declared
    levels: tuple[str, ...]
    leading: type[Track]
    questions: Mapping[str, Question]
    carried: tuple[str, ...]
    flags: FlagForm
    detail: bool
    adult: int
    valid: bool


def placed(table: Table, plan: Plan, writing: Writing) -> Table:
    """Return what is carried, and what the rulebook says of every row.

    Args:
        table: The answers.
        plan: What is worked out.
        writing: How values are written in this kind of table.
    """
    sheet = Sheet(table, [*plan.carried, *(one.column for one in plan.questions.values())])
    schema = table.collect_schema()
    answers = {scale.id: unread() for scale in plan.rulebook.scales}
    for fact, one in plan.questions.items():
        answers[fact] = read(one, sheet.given(one.column), schema[one.column], sheet.hold, valid=plan.valid)
    sheet.step()
    age = answers.pop(AGE, unread())
    outcome = outcomes(plan.rulebook, answers, sheet)
    said = dict(_said(plan, outcome["floor"], outcome["ceiling"], writing))
    adult = inverted(both(age.definite, age.position < nw.lit(plan.adult))) if plan.adult else True
    if not isinstance(adult, bool):
        said = {name: nw.when(adult).then(column) for name, column in said.items()}
    return sheet.finished({**{name: nw.col(sheet.given(name)) for name in plan.carried}, **said})


def _said(plan: Plan, floor: Outcome, ceiling: Outcome, writing: Writing) -> Iterator[tuple[str, nw.Expr]]:
    """Return the columns of the result, in their order."""
    rulebook, lead = plan.rulebook, plan.leading.id
    ends: tuple[tuple[End, Outcome], ...] = tuple(zip(BOTH_ENDS, (floor, ceiling), strict=True))
    values = {track.id: [str(one) for one in track] for track in rulebook.tracks}
    leading = {"level": plan.levels, lead: values[lead]} if plan.levels else {lead: values[lead]}
    same = {name: agree(floor.tracks[lead], ceiling.tracks[lead], names) for name, names in leading.items()}
    for name, names in leading.items():
        at_floor = value(floor.tracks[lead], names, writing)
        yield name, at_floor if same[name] is True else nw.when(as_column(same[name])).then(at_floor)
    yield "determined", as_column(same[next(iter(leading))])
    for name, names in leading.items():
        for end, outcome in ends:
            yield f"{name}_{end}", value(outcome.tracks[lead], names, writing)
    for name, names in values.items():
        for end, outcome in ends if name != lead else ():
            yield f"{name}_{end}", value(outcome.tracks[name], names, writing)
    for name in floor.ratings:
        for end, outcome in ends:
            yield f"rating_{name}_{end}", position(outcome.ratings[name])
    yield "deciding_rule", deciding(rulebook.rules, lead, floor.met, writing)
    yield from _flags(plan, floor, ceiling, writing)
    if plan.detail:
        for one in (*rulebook.criteria, *rulebook.rules):
            yield one.id, finding(floor.met[one.id], ceiling.met[one.id])


def _flags(plan: Plan, floor: Outcome, ceiling: Outcome, writing: Writing) -> Iterator[tuple[str, nw.Expr]]:
    names = [one.id for one in plan.rulebook.flags]
    if plan.flags == "columns":
        for name in names:
            yield name, finding(floor.met[name], ceiling.met[name])
        return
    yield "flags", listed({name: floor.met[name] for name in names})
    yield "flags_possible", listed({name: both(ceiling.met[name], inverted(floor.met[name])) for name in names})
