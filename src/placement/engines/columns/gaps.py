"""What is not known of the people in a frame, and which answers contradict each other; counted in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import narwhals.stable.v2 as nw

from placement.engines.columns.bits import Bit, as_column, both, either, inverted
from placement.engines.columns.cells import AGE, DOUBTFUL, MISSING, Answers, outside, read, unread
from placement.engines.columns.counting import in_memory, whole_numbers
from placement.engines.columns.dialect import Table
from placement.engines.columns.outcome import is_open, judged
from placement.engines.columns.placing import Plan
from placement.engines.columns.sheet import Sheet
from placement.language.condition import AtLeast, AtMost
from placement.language.declarations import Conflict, Declared

_CODE: Final = "code_{}"
"""Name of the column of codes of the question at a place."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Counts of people who were placed.

    Attributes:
        people: Rows that were placed.
        missing: By scale: those with no answer.
        unsure: By scale: those of whom it was asked and could not be determined.
        open: By scale: those whose answer is open: not there, and not closed by a judgement of the dimension.
        conflicts: By conflict: those whose answers contradict each other so.
    """

    people: int
    missing: Mapping[str, int]
    unsure: Mapping[str, int]
    open: Mapping[str, int]
    conflicts: Mapping[str, int]


def _coded(table: Table, plan: Plan) -> Table:
    """Return the answers of the rows that are placed as small whole numbers: positions, or codes of what is not known.

    The answer to each question that a column holds is in a column called by the question's place in the plan.
    """
    sheet = Sheet(table, [question.column for question in plan.questions.values()])
    types = table.collect_schema()
    answers = {
        fact: read(asks, types[asks.column], sheet, valid=fact not in plan.doubtful, lasting=plan.lasting)
        for fact, asks in plan.questions.items()
    }
    sheet.step()
    codes = {_CODE.format(place): _code(answer) for place, answer in enumerate(answers.values())}
    result = sheet.finished((), codes)
    if plan.ages is not None:
        age = nw.col(_CODE.format(list(answers).index(AGE)))
        result = result.filter((age < 0) | ~outside(plan.ages, age))
    return result


def _code(answers: Answers) -> nw.Expr:
    open_code = nw.when(as_column(answers.unsure)).then(nw.lit(DOUBTFUL, nw.Int16)).otherwise(nw.lit(MISSING, nw.Int16))
    return nw.when(as_column(answers.definite)).then(answers.position.cast(nw.Int16)).otherwise(open_code)


def _reread(plan: Plan, sheet: Sheet) -> dict[str, Answers]:
    """Return the answers in a table of codes; what no column holds is not known of any row."""
    answers = {name: unread() for name in (*(scale.id for scale in plan.rulebook.scales), AGE)}
    for place, fact in enumerate(plan.questions):
        code = sheet.given(_CODE.format(place))
        unsure = sheet.hold(code == DOUBTFUL)
        answers[fact] = Answers(code, definite=sheet.hold(code >= 0), unsure=unsure, unreadable=False)
    sheet.step()
    return answers


def _opened(rulebook: Declared, answers: Mapping[str, Answers], sheet: Sheet) -> dict[str, Bit]:
    """Work out where the answer to each scale of need is open."""
    closed = judged(rulebook, answers)
    bits = {
        scale.id: sheet.hold_bit(is_open(scale, answers[scale.id], closed.get(scale.dimension.id, False)))
        for scale in rulebook.scales
        if scale.dimension.need
    }
    sheet.step()
    return bits


def _contradicted(conflict: Conflict, answers: Mapping[str, Answers]) -> Bit:
    def holds(statement: AtLeast | AtMost) -> Bit:
        answer = answers[statement.fact]
        if answer.definite is False:
            return False
        if isinstance(statement, AtLeast):
            return both(answer.definite, answer.position >= nw.lit(statement.at_least))
        return both(answer.definite, answer.position <= nw.lit(statement.at_most))

    if not conflict.any_of:  # the product raises it itself: no age was given
        return inverted(answers[AGE].definite)
    return either(*(both(*map(holds, statements)) for statements in conflict.any_of))


def unknown(table: Table, plan: Plan, conflicts: Iterable[Conflict]) -> Unknown:
    """Count what is not known in a table, and what contradicts what."""
    coded = _coded(table, plan)
    sheet = Sheet(coded, coded.collect_schema().names())
    answers = _reread(plan, sheet)
    bits: dict[tuple[str, str], Bit] = {
        ("open", name): bit for name, bit in _opened(plan.rulebook, answers, sheet).items()
    }
    for name in [name for _, name in bits]:
        bits["missing", name] = inverted(either(answers[name].definite, answers[name].unsure))
        bits["unsure", name] = answers[name].unsure
    for conflict in conflicts:
        bits["conflicts", conflict.id] = _contradicted(conflict, answers)
    many = _summed(sheet, bits)

    def by(what: str) -> dict[str, int]:
        return {name: many[kind, name] for kind, name in bits if kind == what}

    return Unknown(many["people", ""], by("missing"), by("unsure"), by("open"), by("conflicts"))


def _summed(sheet: Sheet, bits: Mapping[tuple[str, str], Bit]) -> dict[tuple[str, str], int]:
    """Return in how many rows each bit is true, and under ("people", "") how many rows there are."""
    short = {key: f"sum_{place}" for place, key in enumerate(bits)}
    table = sheet.finished((), {short[key]: as_column(bit).cast(nw.Int8) for key, bit in bits.items()})
    numbers = whole_numbers(table, [nw.len(), *(nw.col(name).sum() for name in short.values())])
    people, *sums = (number or 0 for number in numbers)
    return {("people", ""): people, **dict(zip(bits, sums, strict=True))}


def codes(table: Table, plan: Plan, every: int, seed: int) -> dict[str, Any]:
    """Return the answers of about one in `every` of the people who are placed, as arrays of numpy by question.

    It is each `every`th row or, where rows have no order, drawn by `seed`.
    """
    counts = in_memory(_coded(_part(table, every, seed), plan))
    return {fact: counts.get_column(_CODE.format(place)).to_numpy() for place, fact in enumerate(plan.questions)}


def _part(table: Table, every: int, seed: int) -> Table:
    if every == 1:
        return table
    native: Any = table.to_native()
    if table.implementation.is_pyspark():
        native = native.sample(fraction=1 / every, seed=seed)
    elif table.implementation.is_duckdb():
        part = f"{100 / every} percent"
        native = native.query("people", f"from people using sample bernoulli({part}) repeatable ({seed})")
    else:
        return table.gather_every(every, offset=seed % every)
    sampled: Table = nw.from_native(native)
    return sampled
