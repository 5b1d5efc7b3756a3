"""Cases in, sealed records out: to standard output, or to the end of a file."""

from datetime import datetime
from pathlib import Path
from typing import Final

import typer
from pydantic import ValidationError

from placement.cli.cases import end_naming, read_all, shown
from placement.cli.reading import BadInput, Json, read_bytes, read_data
from placement.cli.terminal import fail
from placement.errors import RecordError
from placement.recommendation.overrides import Discrepancy
from placement.recommendation.place import Engine, place
from placement.recommendation.recommendation import Recommendation
from placement.records import RulebookStore, append, last_digest, seal
from placement.records.signature import Ed25519PrivateKey, read_private_key
from placement.rulebook.rulebook import Rulebook

_SAID: Final = tuple(
    name for name in Discrepancy.model_fields if name not in {"recommended", "recommended_ceiling", "rulebook"}
)


def private_key(file: str) -> Ed25519PrivateKey:
    """Return the private key of a file, or end with status 2 and one line."""
    try:
        return read_private_key(read_bytes(file))
    except (BadInput, RecordError) as error:
        fail(f"{shown(file)}: {error}", 2)


def difference(file: str) -> dict[str, Json]:
    """Return what a file says of a discrepancy, or end with status 2 and one line."""
    try:
        read = read_data(file, read_bytes(file))
    except BadInput as error:
        fail(f"{shown(file)}: {error}", 2)
    if not isinstance(read, dict) or not set(read) <= set(_SAID):
        fail(f"{shown(file)}: expected a mapping of {', '.join(f'`{name}`' for name in _SAID)}", 2)
    return read


def _discrepancy(fields: dict[str, Json], recommendation: Recommendation) -> Discrepancy:
    known = {
        "recommended": recommendation.floor.service,
        "recommended_ceiling": recommendation.ceiling.service,
        "rulebook": recommendation.rulebook,
    }
    try:
        return Discrepancy.model_validate({**fields, **known})
    except ValidationError as error:
        first = error.errors(include_input=False)[0]
    where = f"`{first['loc'][0]}`: " if first["loc"] else ""
    raise RecordError(f"discrepancy: {where}{first['msg'][:1].lower()}{first['msg'][1:]}")


def seal_all(  # noqa: PLR0913 - one argument for each option of the command
    files: list[str],
    rulebook: Rulebook,
    at: datetime,
    differing: dict[str, Json] | None,
    *,
    onto: Path | None,
    after: str | None,
    key: Ed25519PrivateKey | None,
    archive: Path | None,
    engine: Engine,
) -> None:
    """Seal a record for each case, each following the one before.

    Raises:
        RecordError: The file or the archive cannot be read or written, `after` is no digest, or the discrepancy does
            not go with what is recommended.
        EngineError: As `place` does.
        typer.Exit: Some cases could not be used.
    """
    previous = last_digest(onto) if onto else after
    if archive is not None:
        RulebookStore(archive).add(rulebook)
    cases = read_all(files, rulebook)
    if differing is not None and len(cases) != 1:
        raise RecordError("discrepancy: expected one case that it is about")
    for case in cases:
        if isinstance(case, BadInput):
            continue
        recommendation = place(case.assessment, rulebook, engine)
        discrepancy = None if differing is None else _discrepancy(differing, recommendation)
        record = seal(
            case.assessment, recommendation, at=at, previous=previous, discrepancy=discrepancy, key=key, engine=engine
        )
        previous = record.digest
        if onto:
            append(onto, record)
        else:
            typer.echo(record.to_json())
    end_naming(cases)
