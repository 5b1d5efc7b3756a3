"""The commands: what they take, what they print, and how they end."""

import json
import sys
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal, assert_never, cast

import typer

from placement.analysis.comparison import compare
from placement.analysis.region import Until
from placement.analysis.soundness import check
from placement.assessment.assessment import model_for, shipped
from placement.cli.cases import Case, end_naming, read_all, shown
from placement.cli.catalogue import show_declaration, show_report, show_rulebook
from placement.cli.cohorts import place_people
from placement.cli.exchanging import fhir_commands
from placement.cli.interviewing import begin, hold, resume
from placement.cli.options import RulebookOption, chosen, command_group, ending, read_rulebook
from placement.cli.reading import BadInput, cannot_be
from placement.cli.recording import record_commands
from placement.cli.reviewing import review_course
from placement.cli.showing import Form, Format, show, show_one
from placement.cli.terminal import Printer, fail
from placement.errors import DefinitionError, EngineError, NotComparable, OutOfScope
from placement.recommendation.place import Engine, place
from placement.recommendation.recommendation import recommendation_schema
from placement.rulebook.document import rulebook_schema
from placement.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    import io

_HELP: Final = f"""Recommend a level of care, and show why.

The rulebook is “{shipped().title}”, or the one that `--rulebook` names.

A case is a YAML or JSON file of answers, such as `home_support: hostile`; an answer may be `unsure` or left out. What
is not known keeps the result open: it is then a range, with the questions that would settle it.

Examples:

\b
  placement place case.yaml
  placement place people/*.yaml --format json | jq .recommendation.level
  placement rulebook show home_support

The fields and their answers: `placement rulebook show`, or `placement schema assessment`.

{shipped().words.notice} Nothing is stored or sent; answers appear only in what you ask to see."""

# Tracebacks stay Python's own: a decorated one may show local variables, and those hold answers.
app = typer.Typer(
    name="placement",
    help=_HELP,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
rulebook_commands = command_group("Read, check and export a rulebook.")
app.add_typer(rulebook_commands, name="rulebook")
app.add_typer(record_commands, name="record")
app.add_typer(fhir_commands, name="fhir")


def run() -> None:
    """Run the command line."""
    output = cast("io.TextIOWrapper", sys.stdout)
    output.reconfigure(errors="replace")  # a terminal that lacks a character shows another
    app()


def _version(wanted: bool) -> None:  # noqa: FBT001 - typer's callbacks take one positional argument
    if wanted:
        typer.echo(f"placement {version('placement')}")
        raise typer.Exit


@app.callback()
def _main(
    *,
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
) -> None:
    """Take the options that come before a command."""


@app.command("place")
def place_cases(
    files: Annotated[
        list[str], typer.Argument(metavar="CASE...", help="Case files, YAML or JSON; `-` is standard input.")
    ],
    *,
    form: Annotated[
        Form,
        typer.Option("--format", help="`text` is a note for the chart, `plain` a letter to the person."),
    ] = "text",
    engine: Annotated[
        Engine,
        typer.Option("--engine", help="What evaluates the rules; `auto` is both where durable-rules is installed."),
    ] = "auto",
    rulebook: RulebookOption = None,
) -> None:
    """Place people, with every reason.

    A file holds one case or a list of them. A case is a mapping of answers, or of `answers` with a `title` and a
    `story`. Several cases come one below the other under headings; as `json`, each is one line with the keys `file`,
    `case`, `title` and `recommendation`; as `html`, all are on one page; as `mermaid`, several come as Markdown.

    A file that cannot be used is named on standard error in one line that says what was expected, and the others are
    still placed. The exit status is then 2.
    """
    book = chosen(rulebook)
    read = read_all(files, book)
    cases = [case for case in read if isinstance(case, Case)]
    with ending(rulebook):
        show(((case, place(case.assessment, book, engine)) for case in cases), form, several=len(read) > 1)
    end_naming(read)


app.command("cohort")(place_people)


@app.command("interview")
def interview(
    *,
    until: Annotated[
        Until | None,
        typer.Option("--until", help="What to settle; `all` is every track and every flag. [default: level]"),
    ] = None,
    rulebook: RulebookOption = None,
    save: Annotated[
        Path | None,
        typer.Option("--save", metavar="FILE", help="Where answers may be kept, and an interview goes on from."),
    ] = None,
) -> None:
    """Ask about one person, question by question, and recommend a level.

    Only what can still move the result is asked, what can mean danger first; above each question stand the range that
    is left, in brackets, and how many questions there are to go at most. Type the number of an answer, or a letter: `u`
    unsure, `s` skip, `b` back, `q` quit.

    Nothing is written but with `--save`, and then only after you agree. If the file is there already, its interview
    goes on.
    """
    book = chosen(rulebook)
    try:
        with ending(rulebook):
            if save is not None and save.exists():
                held = resume(save, book)
                if until not in {None, held.until}:
                    fail(f"{save}: this interview goes on until `{held.until}`: leave `--until` out", 2)
            else:
                held = begin(book, until or "level")
            status = hold(held, book, save)
    except OutOfScope as error:
        fail(str(error), 2)
    except BadInput as error:
        fail(f"{save}: {error}", 2)
    raise typer.Exit(status)


app.command("review")(review_course)


@rulebook_commands.command("show")
def show_catalogue(
    name: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="Whatever it declares by this id, in full."),
    ] = None,
    *,
    rulebook: RulebookOption = None,
) -> None:
    """Show the catalogue: every scale, criterion, rule and flag, with its condition in words and its sources."""
    book = chosen(rulebook)
    if name is None:
        show_rulebook(book)
        return
    try:
        show_declaration(book, name)
    except KeyError as error:
        fail(str(error.args[0]), 2)


@rulebook_commands.command("check")
def check_rulebook(
    *,
    rulebook: RulebookOption = None,
    every: Annotated[bool, typer.Option("--all", help="Show everything that was looked at, exemptions too.")] = False,
    form: Annotated[Format, typer.Option("--format", help="`html` and `json` hold everything in any case.")] = "text",
) -> None:
    """Check a rulebook: everything in it that can be proven of every possible person.

    Each guarantee, in the one person who proves it for everybody; which declaration, alternative or comparison decides
    nobody's answer; what nobody can be given; how far one step of one answer can lift the level, and what a headline
    answer can hide; which anchors nothing reads.

    The exit status is 1 if there are findings without a written exemption, or if the rulebook cannot stand; every
    mistake is then listed.
    """
    try:
        book = read_rulebook(rulebook)
        report = check(book)
    except BadInput as error:
        fail(f"{shown(str(rulebook))}: {error}", 2)
    except DefinitionError as error:
        Printer().whole(str(error))
        raise typer.Exit(1) from None
    except EngineError as error:
        fail(str(error), 1)
    if form == "text":
        show_report(report, every=every)
    else:
        show_one(report, form, report.title, book.words.notice)
    if not report.clean:
        raise typer.Exit(1)


def _edition(file: str) -> Rulebook:
    """Return the rulebook of a file; the shipped one if it is called by its id."""
    return shipped() if file == shipped().id else chosen(file)


@rulebook_commands.command("diff")
def diff_rulebooks(
    old: Annotated[
        str, typer.Argument(metavar="OLD", help=f"A rulebook as JSON, or `{shipped().id}`: the shipped one.")
    ],
    new: Annotated[str, typer.Argument(metavar="NEW", help="Another edition, or another payer's or state's rulebook.")],
    cases: Annotated[
        list[str] | None, typer.Argument(metavar="[CASE]...", help="Case files: how many of these people move?")
    ] = None,
    *,
    form: Annotated[
        Format, typer.Option("--format", help="`text` shows some people of each kind, the others all.")
    ] = "text",
    renamed: Annotated[
        list[str] | None, typer.Option(metavar="OLD=NEW", help="A scale of OLD that has another id in NEW; repeatable.")
    ] = None,
) -> None:
    """Compare two rulebooks: whom they place otherwise, because of which declaration, and how many people move.

    The answer is exact and about every possible person: if the two agree, they agree on everybody. The people of case
    files, who are asked as OLD asks, are counted as well; nothing of a person is printed.

    The exit status is 0 if they agree on everybody, 1 if they differ, and 2 if they cannot be read or compared.
    """
    scales = {before: after for before, _, after in (pair.partition("=") for pair in renamed or ())}
    before, after = _edition(old), _edition(new)
    read = read_all(cases or (), before)
    end_naming(read)
    people = [case.assessment for case in read if isinstance(case, Case)]
    try:
        comparison = compare(before, after, renamed=scales, cohort=people or None)
    except (NotComparable, EngineError, DefinitionError) as error:
        fail(str(error), 2)
    show_one(comparison, form, f"{before.id} and {after.id}", after.words.notice)
    if not comparison.agree:
        raise typer.Exit(1)


def _write(text: str, output: Path | None) -> None:
    if output is None:
        typer.echo(text)
        return
    try:
        output.write_text(text + "\n", encoding="utf-8")
    except OSError as error:
        fail(f"{output}: {cannot_be('written', error)}", 2)


_OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write here instead of standard output.")
]


@rulebook_commands.command("export")
def export(
    *,
    schema: Annotated[bool, typer.Option("--schema", help="Export the JSON schema of rulebooks instead.")] = False,
    output: _OutputOption = None,
) -> None:
    """Export the shipped rulebook as JSON, to read it elsewhere or to start one of your own."""
    _write(json.dumps(rulebook_schema(), indent=2) if schema else shipped().to_json(indent=2), output)


@app.command("schema")
def schema(
    of: Annotated[Literal["assessment", "recommendation", "rulebook"], typer.Argument(help="Which schema.")],
    *,
    rulebook: RulebookOption = None,
    output: _OutputOption = None,
) -> None:
    """Print a JSON schema: of the answers that are read, the recommendation that is written, or rulebooks."""
    match of:
        case "assessment":
            document = model_for(chosen(rulebook)).model_json_schema()
        case "recommendation":
            document = recommendation_schema()
        case "rulebook":
            document = rulebook_schema()
        case _:
            assert_never(of)
    _write(json.dumps(document, indent=2), output)
