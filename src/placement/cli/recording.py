"""`placement record`: the commands that seal decisions, and verify and replay what was sealed, one record a line."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from placement.assessment.input_types import is_digest
from placement.cli.options import (
    AtOption,
    CasesArgument,
    EngineOption,
    RulebookOption,
    chosen,
    command_group,
    ending,
    moment,
    needs,
)
from placement.cli.showing import Form
from placement.cli.terminal import fail
from placement.errors import RecordError

record_commands = command_group("Seal decisions into records, verify them and replay them.")

_FilesArgument = Annotated[
    list[str], typer.Argument(metavar="FILE...", help="Files of records, one a line; `-` is standard input.")
]
_ArchiveOption = Annotated[
    Path | None,
    typer.Option("--archive", metavar="FOLDER", help="Archived rulebooks, beside the shipped one; see `record seal`."),
]
_TrustOption = Annotated[
    list[str] | None,
    typer.Option("--trust", metavar="KEY.pem", help="Public key with which records have to be signed; repeatable."),
]


def _check_digests(**options: str | None) -> None:
    for name, digest in options.items():
        if digest is not None and not is_digest(digest):
            fail(f"`--{name}`: expected a digest of 64 lower-case hexadecimal digits", 2)


def _needs_the_extra() -> None:
    needs("seal", "`placement record`", "rfc8785", "cryptography")


@record_commands.command("seal")
def seal_cases(  # noqa: PLR0913 - one argument for each option
    files: CasesArgument,
    *,
    at: AtOption,
    onto: Annotated[
        Path | None,
        typer.Option("--onto", metavar="FILE.jsonl", help="Append to this file, each record following the last."),
    ] = None,
    after: Annotated[
        str | None,
        typer.Option("--after", metavar="DIGEST", help="Without `--onto`: digest of the record before."),
    ] = None,
    discrepancy: Annotated[
        str | None,
        typer.Option("--discrepancy", metavar="FILE", help="With one case: what was given instead, YAML or JSON."),
    ] = None,
    key: Annotated[
        str | None, typer.Option("--key", metavar="KEY.pem", help="Ed25519 private key to sign with, not encrypted.")
    ] = None,
    archive: Annotated[
        Path | None, typer.Option("--archive", metavar="FOLDER", help="Keep the rulebook here, under its digest.")
    ] = None,
    engine: EngineOption = "auto",
    rulebook: RulebookOption = None,
) -> None:
    """Place people and seal each decision into a record: one line of canonical JSON.

    A record holds all answers and the whole recommendation: it is a health record. Records go to standard output, or
    to the end of a file, which is made for its owner alone to read. Programs that append to it wait for each other.

    A discrepancy is a mapping of `actual`, `reasons`, `explanation` and whatever else a `Discrepancy` records.

    A case that cannot be used is named on standard error, and the others are still sealed. The exit status is then 2.
    """
    _needs_the_extra()
    from placement.cli.record_files import difference, private_key, seal_all  # noqa: PLC0415 - needs the extra

    book = chosen(rulebook)
    if onto and after:
        fail("`--after`: the file of `--onto` says which record is the last", 2)
    _check_digests(after=after)
    when, signing = moment(at), None if key is None else private_key(key)
    differing = None if discrepancy is None else difference(discrepancy)
    try:
        with ending(rulebook):
            seal_all(files, book, when, differing, onto=onto, after=after, key=signing, archive=archive, engine=engine)
    except RecordError as error:
        fail(f"{onto}: {error}" if onto else str(error), 2)


@record_commands.command("verify")
def verify_files(  # noqa: PLR0913 - one argument for each option
    files: _FilesArgument,
    *,
    archive: _ArchiveOption = None,
    trust: _TrustOption = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="DIGEST", help="Digest of the record that the first one follows.")
    ] = None,
    last: Annotated[
        str | None,
        typer.Option("--last", metavar="DIGEST", help="Digest of the last record, so that none can be missing."),
    ] = None,
    form: Annotated[
        Literal["text", "json"],
        typer.Option("--format", help="`text` shows what speaks against a record; `json` one object for each record."),
    ] = "text",
    engine: EngineOption = "auto",
) -> None:
    """Verify records: that nothing was altered, taken out or put in, and that the same is recommended today.

    Each record is identical; partly compared, or redacted (its seal is whole, parts were removed); reworded (another
    version of the library sealed it, in other words); altered, with the parts that were; or its rulebook is not
    available or differs, or the engine says something else today. A line that cannot be read is altered, and the lines
    after it are still verified. Nothing that stands in a record is printed.

    The exit status is 0 if every record is identical, partly compared or redacted, 1 if not, and 2 if a file cannot be
    read.
    """
    _needs_the_extra()
    from placement.cli.record_files import rulebooks_in, show_verified, trusted_keys  # noqa: PLC0415 - needs the extra

    if (after or last) and len(files) > 1:
        fail("`--after` and `--last` are about one file", 2)
    _check_digests(after=after, last=last)
    at_hand, keys = rulebooks_in(archive), trusted_keys(trust)
    with ending(None):
        status = show_verified(files, at_hand, form, trusted=keys, after=after, last=last, engine=engine)
    raise typer.Exit(status)


@record_commands.command("replay")
def replay_files(  # noqa: PLR0913 - one argument for each option
    files: _FilesArgument,
    *,
    archive: _ArchiveOption = None,
    trust: _TrustOption = None,
    only: Annotated[
        int | None, typer.Option("--line", metavar="N", min=1, help="Only the record in this line of each file.")
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="As in `placement place`.")] = "text",
    engine: EngineOption = "auto",
) -> None:
    """Place the people of records again, under the rulebooks that the records name, and show what comes out.

    Records are verified first; their places in the chain are left to `record verify`. What cannot be replayed, or
    comes out otherwise, is named on standard error; an altered record is not replayed.

    The exit status is 0 if every record is identical or partly compared, 1 if not, and 2 if a file cannot be read.
    """
    _needs_the_extra()
    from placement.cli.record_files import rulebooks_in, show_replayed, trusted_keys  # noqa: PLC0415 - needs the extra

    at_hand, keys = rulebooks_in(archive), trusted_keys(trust)
    with ending(None):
        status = show_replayed(files, at_hand, form, trusted=keys, only=only, engine=engine)
    raise typer.Exit(status)
