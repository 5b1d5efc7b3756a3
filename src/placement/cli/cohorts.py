"""`placement cohort`: the people of a file, placed into another file."""

import re
import warnings
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias

import typer
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn

from placement.cli.options import RulebookOption, chosen
from placement.cli.terminal import Printer, complain, fail, progress_bar
from placement.errors import CohortError, MissingExtra
from placement.explain.sentences import count

_WHOLE: Final = re.compile(r"[+-]?[0-9]{1,18}")
_MISTAKES_IN_A_LINE: Final = 3

_Codes: TypeAlias = Sequence[int | str] | Mapping[str, Sequence[int | str]]


def _columns(given: list[str] | None) -> dict[str, str]:
    """Return the columns by scale."""
    pairs = [test.partition("=") for test in given or ()]
    if not all(scale and column for scale, _, column in pairs):
        fail("`--column`: expected SCALE=COLUMN", 2)
    columns = {scale: column for scale, _, column in pairs}
    if len(columns) < len(pairs):
        fail("`--column`: expected each SCALE once", 2)
    return columns


def _codes(given: list[str] | None, option: str) -> _Codes:
    """Return codes for every column, or by column."""
    options = given or []
    named = [pair for pair in options if "=" in pair]
    if not named:
        return [_code(pair) for pair in options]
    if len(named) < len(options):
        fail(f"`{option}`: expected CODE each time, or COLUMN=CODE each time", 2)
    codes: dict[str, list[int | str]] = defaultdict(list)
    for pair in named:
        column, _, code = pair.partition("=")
        codes[column].append(_code(code))
    return codes


def _code(text: str) -> int | str:
    return int(text) if _WHOLE.fullmatch(text) else text


def place_people(  # noqa: PLR0913 - an option for each side of a table
    source: Annotated[Path, typer.Argument(metavar="IN", help="The people: a .parquet or .csv file.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="Where the result goes: a .parquet or .csv file.")],
    *,
    column: Annotated[
        list[str] | None,
        typer.Option(metavar="SCALE=COLUMN", help="The column of a scale that is called otherwise; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option(metavar="COLUMN", help="A column called (nearly) like a scale that is no answer; repeatable."),
    ] = None,
    keep: Annotated[
        list[str] | None, typer.Option(metavar="COLUMN", help="A column to carry through; repeatable.")
    ] = None,
    name: Annotated[
        str | None, typer.Option("--id", metavar="COLUMN", help="The column that tells rows apart; carried through.")
    ] = None,
    missing: Annotated[
        list[str] | None,
        typer.Option(metavar="[COLUMN=]CODE", help="What stands for `not asked`, beside empty cells; repeatable."),
    ] = None,
    unsure: Annotated[
        list[str] | None,
        typer.Option(metavar="[COLUMN=]CODE", help="What stands for `unsure`, beside that word; repeatable."),
    ] = None,
    flags: Annotated[
        Literal["columns", "list"], typer.Option(help="A column for each flag, or (in Parquet) two lists of ids.")
    ] = "columns",
    detail: Annotated[bool, typer.Option("--detail", help="Add a column for each criterion and rule.")] = False,
    errors: Annotated[
        Literal["raise", "null"],
        typer.Option(help="`null` takes cells that cannot be read as unsure, leaves other ages out, and counts both."),
    ] = "raise",
    rulebook: RulebookOption = None,
) -> None:
    """Place everybody in a table: one row is one person, one column the answers to one scale.

    Columns are called like the scales, and `age`; cells hold positions, keys or labels of anchors, or `unsure`. The
    result has a row for each row: level and service at both ends of the range, ratings, the deciding rule, flags. No
    column of IN comes through but those of `--keep` and `--id`.

    How IN was read is printed: for each column what its codes were taken to mean, and how many people have each; and
    which scales no column answers.

    Files may be larger than memory. OUT is there when it is whole, or not at all. If anything in IN cannot be used,
    nothing is written; the line on standard error says how many rows of which columns, and never what they hold. The
    exit status is then 2.
    """
    try:
        from placement.cohort import Codebook, CohortWarning, place_cohort  # noqa: PLC0415 - needs the extra `cohort`
        from placement.cohort.files import place_file  # noqa: PLC0415 - as above
    except MissingExtra as error:
        fail(str(error), 1)
    book = chosen(rulebook)
    read: list[Codebook] = []
    placing = partial(
        place_cohort,
        report=read.append,
        rulebook=book,
        columns=_columns(column),
        ignore=ignore or (),
        keep=keep or (),
        id=name,
        missing=_codes(missing, "--missing"),
        unsure=_codes(unsure, "--unsure"),
        flags=flags,
        detail=detail,
        errors=errors,
    )
    with warnings.catch_warnings(record=True) as heard:  # those of libraries are not for who runs a command
        warnings.simplefilter("always", CohortWarning)
        try:
            with progress_bar(TextColumn("people"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn()) as bar:
                task = bar.add_task("", total=None)
                done = place_file(
                    source, target, placing, lambda people, all_: bar.update(task, completed=people, total=all_)
                )
        except CohortError as error:
            fail(_in_a_line(error, source, target), 2)
    for message in (entry.message for entry in heard if isinstance(entry.message, CohortWarning)):
        complain(f"{source}: {str(message).removeprefix('cohort: ')}")
    printer = Printer()
    for line in (line for column_read in read for line in column_read.lines()):
        printer.line(line)
    printer.line(f"{target}: {count(done.people, 'person', 'people')}, the level of {done.determined:,} determined")
    printer.line(book.words.notice)


def _in_a_line(error: CohortError, source: Path, target: Path) -> str:
    more = len(error.mistakes) - _MISTAKES_IN_A_LINE
    line = "; ".join(error.mistakes[:_MISTAKES_IN_A_LINE]) + (f"; and {more} more" if more > 0 else "")
    return line if line.startswith((f"{source}: ", f"{target}: ")) else f"{source}: {line}"
