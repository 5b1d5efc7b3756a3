"""Cases in, sealed records out: to standard output, or to the end of a file."""

from datetime import datetime
from pathlib import Path

import typer

from placement.assessment import Assessment
from placement.cli.cases import read_cases, shown
from placement.cli.reading import BadInput, read_bytes
from placement.cli.rulebooks import fail
from placement.cli.terminal import complain
from placement.errors import RecordError
from placement.placing import Engine, place
from placement.records import RulebookStore, append, last_digest, seal
from placement.records.signature import Ed25519PrivateKey, read_private_key
from placement.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["moment", "private_key", "seal_all"]


def moment(text: str) -> datetime:
    """Return a time with its offset from UTC, or end with status 2 and one line."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        fail("`--at`: expected a time with its offset from UTC, such as 2026-03-04T15:30:00-05:00", 2)
    return at


def private_key(file: str) -> Ed25519PrivateKey:
    """Return the private key of a file, or end with status 2 and one line."""
    try:
        return read_private_key(read_bytes(file))
    except (BadInput, RecordError) as error:
        fail(f"{shown(file)}: {error}", 2)


def seal_all(  # noqa: PLR0913 - one argument for each option of the command
    files: list[str],
    rulebook: Rulebook,
    at: datetime,
    *,
    onto: Path | None,
    after: str | None,
    key: Ed25519PrivateKey | None,
    archive: Path | None,
    engine: Engine,
) -> None:
    """Seal a record for each case, each following the one before.

    Raises:
        RecordError: The file or the archive cannot be read or written, or `after` is no digest.
        EngineError: As `place` does.
        typer.Exit: Some cases could not be used.
    """
    model = Assessment if rulebook is FIVE_LEVEL else rulebook.assessment_model()
    previous = last_digest(onto) if onto else after
    if archive is not None:
        RulebookStore(archive).add(rulebook)
    refused: list[BadInput] = []
    for case in (case for file in files for case in read_cases(file, model)):
        if isinstance(case, BadInput):
            refused.append(case)
            continue
        recommendation = place(case.assessment, rulebook, engine)
        record = seal(case.assessment, recommendation, at=at, previous=previous, key=key)
        previous = record.digest
        if onto:
            append(onto, record)
        else:
            typer.echo(record.to_json())
    for one in refused:  # last, so that they are not scrolled away
        complain(str(one))
    if refused:
        raise typer.Exit(2)
