"""A caller's data frame: of which kind it is, and what can be asked of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, cast

import narwhals.stable.v2 as nw
from narwhals.exceptions import DuplicateError

from placement.engines.columns.cells import Question
from placement.engines.columns.checks import ROW, Fault, Scope, faults
from placement.engines.columns.counting import CodeCount, code_counts
from placement.engines.columns.dialect import Table, dialect_of, discreet
from placement.engines.columns.gaps import Unknown, codes, unknown
from placement.engines.columns.in_memory import beside, handed_over
from placement.engines.columns.placing import Plan, placed
from placement.errors import CohortError
from placement.language.declarations import Conflict

if TYPE_CHECKING:
    from narwhals.stable.v2.typing import IntoFrame

_KNOWN: Final = frozenset(
    {
        nw.Implementation.DUCKDB,
        nw.Implementation.PANDAS,
        nw.Implementation.POLARS,
        nw.Implementation.PYARROW,
        nw.Implementation.PYSPARK,
    }
)
_EXPECTED: Final = "expected a data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation"


class Frame:
    """A data frame of pandas, Polars, PyArrow or PySpark, or a DuckDB relation.

    What looks at its rows raises a `CohortError` where it cannot be read at all.
    """

    def __init__(self, table: Table) -> None:
        """Hold a wrapped frame."""
        self._table = table
        self._handed_over: dict[tuple[str, ...], tuple[nw.LazyFrame[Any], Mapping[str, Question]]] = {}

    def key(self, name: str) -> str:
        """Return what a column's name is told apart by: DuckDB and Spark see no difference between capitals and not."""
        return name if dialect_of(self._table).capitals else name.casefold()

    @property
    def columns(self) -> list[str]:
        """Names of the columns, in order."""
        return self._table.collect_schema().names()

    def categories(self, column: str) -> list[str] | None:
        """Return the names of a column's categories; None where it has none, or they would have to be computed."""
        dtype = self._table.collect_schema()[column]
        if isinstance(dtype, nw.Enum):
            return [*map(str, dtype.categories)]
        if isinstance(dtype, nw.Categorical) and isinstance(self._table, nw.DataFrame):
            return [*map(str, self._table[column].cat.get_categories().to_list())]
        return None

    @property
    def in_memory(self) -> bool:
        """Whether its rows are all there, so that they can be read at once."""
        return isinstance(self._table, nw.DataFrame)

    @property
    def has_lists(self) -> bool:
        """Whether a column may hold lists."""
        return dialect_of(self._table).lists

    @discreet
    def faults(self, scope: Scope) -> list[Fault]:
        """Return what in it cannot be used."""
        table, questions = self._lazy(scope.questions, scope.unique)
        return faults(table, replace(scope, questions=questions))

    @discreet
    def unknown(self, plan: Plan, conflicts: Iterable[Conflict]) -> Unknown:
        """Count what is not known in it, and which answers contradict each other."""
        table, questions = self._lazy(plan.questions)
        return unknown(table, replace(plan, questions=questions), conflicts)

    @discreet
    def code_counts(self, plan: Plan) -> tuple[int, list[CodeCount]]:
        """Return how many rows it has, and how often each code stands in its columns of answers."""
        return code_counts(*self._lazy(plan.questions))

    @discreet
    def codes(self, plan: Plan, every: int, seed: int) -> dict[str, Any]:
        """Return the answers of about one in `every` of its people, drawn by `seed`, as arrays of numpy by scale."""
        table, questions = self._lazy(plan.questions)
        return codes(table, replace(plan, questions=questions), every, seed)

    @discreet
    def placed(self, plan: Plan) -> Any:  # noqa: ANN401 - a frame of the caller's own library
        """Return what is said of every row, as a frame of the same kind."""
        table, questions = self._lazy(plan.questions)
        if isinstance(self._table, nw.LazyFrame):
            return placed(table, plan).to_native()
        result = placed(table, replace(plan, questions=questions, carried=()))
        collected = result.lazy().collect("polars", engine="streaming")
        return beside(self._table, plan.carried, collected).to_native()

    def _lazy(
        self, questions: Mapping[str, Question], unique: str | None = None
    ) -> tuple[nw.LazyFrame[Any], Mapping[str, Question]]:
        """Return it lazy, with how its columns are then written; a frame in memory becomes one of Polars."""
        if isinstance(self._table, nw.LazyFrame):
            return self._table, questions
        columns = tuple(question.column for question in questions.values())
        if unique is not None or columns not in self._handed_over:  # once: cells are looked at first, then used
            self._handed_over[columns] = handed_over(self._table, questions, unique)
        return self._handed_over[columns]


def wrapped(frame: object) -> Frame:
    """Return a caller's frame.

    Raises:
        CohortError: It is of no kind that is known, or its columns cannot be told apart by their names.
    """
    table = _table(frame)
    if table.implementation not in _KNOWN:
        raise CohortError([_EXPECTED])
    held = Frame(table)
    names = {held.key(name) for name in held.columns}
    if len(names) < len(held.columns):
        raise CohortError(["expected columns whose names differ in more than capitals"])
    if "*" in names and table.implementation.is_duckdb():
        raise CohortError(["`*`: means every column in DuckDB: rename yours"])
    if ROW in names:
        raise CohortError([f"`{ROW}`: a column of this name is needed: rename yours"])
    return held


@discreet
def _table(frame: object) -> Table:
    try:
        table: Table = nw.from_native(cast("IntoFrame", frame))
    except TypeError:
        raise CohortError([_EXPECTED]) from None
    except DuplicateError:
        raise CohortError(["expected columns of different names"]) from None
    table.collect_schema()  # of a frame that is not in memory, this may be the first to fail
    return table
