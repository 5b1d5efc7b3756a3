"""Files of records: cases sealed at their end, and records verified or replayed as they are read."""

import json
import sys
from collections import Counter
from collections.abc import Callable, Collection, Generator, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, Final, Literal, TypeAlias, TypeVar

import typer
from pydantic import ValidationError
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

from placement.assessment.assessment import shipped
from placement.cli.cases import Heading, end_naming, read_all, shown
from placement.cli.reading import BadInput, Json, cannot_be, mistakes_in, read_bytes, read_data
from placement.cli.showing import Form, show
from placement.cli.terminal import Printer, complain, fail, progress_bar
from placement.errors import RecordError
from placement.explain.sentences import count
from placement.recommendation.overrides import Discrepancy
from placement.recommendation.place import Engine, place
from placement.recommendation.recommendation import Recommendation
from placement.records import (
    DecisionRecord,
    RulebookStore,
    VerifiedLine,
    append,
    last_digest,
    read_lines,
    replay,
    seal,
    verify,
    verify_lines,
)
from placement.records.signature import Ed25519PrivateKey, read_private_key, read_public_key
from placement.records.store import Rulebooks
from placement.rulebook.rulebook import Rulebook

_SAID: Final = tuple(
    name for name in Discrepancy.model_fields if name not in {"recommended", "recommended_ceiling", "rulebook"}
)


_Key = TypeVar("_Key")


def _key(file: str, read: Callable[[bytes], _Key]) -> _Key:
    try:
        return read(read_bytes(file))
    except (BadInput, RecordError) as error:
        fail(f"{shown(file)}: {error}", 2)


def private_key(file: str) -> Ed25519PrivateKey:
    """Return the private key of a file, or end with status 2 and one line."""
    return _key(file, read_private_key)


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
        message = f"discrepancy: {next(mistakes_in(error))}"
    raise RecordError(message)  # outside, so that nothing of the first error is chained to this one


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


_Status: TypeAlias = Literal[0, 1, 2]
_Problem: TypeAlias = tuple[_Status, str]

_REPLAYED: Final = frozenset({"identical", "partly compared", "reworded", "engine differs"})
_QUIET: Final = frozenset({"identical", "partly compared"})
_NOTHING_COMES_OUT: Final = (("assessment",), ("recommendation",))
"""Parts that differ where the answers are refused today, or the engines disagree."""


def rulebooks_in(folder: Path | None) -> Rulebooks:
    """Return where rulebooks are looked for: in the shipped one and a folder; end with status 2 if it is none."""
    if folder is None:
        return (shipped(),)
    if not folder.is_dir():
        fail(f"{folder}: expected a folder of archived rulebooks", 2)
    return RulebookStore(folder, beside=(shipped(),))


def trusted_keys(files: list[str] | None) -> list[str] | None:
    """Return the public keys of files; None where there is none. End with status 2 if one cannot be read."""
    return [_key(file, read_public_key) for file in files] if files else None


@contextmanager
def _opened(name: str) -> Generator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    with Path(name).open("rb") as file:
        yield file


def _with_progress(lines: Iterable[VerifiedLine], file: BinaryIO, name: str) -> Iterator[VerifiedLine]:
    """Pass the lines on, with a bar on standard error where that is a terminal and the length of the file is known."""
    if name == "-" or not Path(name).is_file():
        yield from lines
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with progress_bar(*columns) as bar:
        task = bar.add_task(shown(name), total=Path(name).stat().st_size)
        for line in lines:
            bar.update(task, completed=file.tell())
            yield line


def show_verified(  # noqa: PLR0913 - one argument for each option of the command
    files: list[str],
    rulebooks: Rulebooks,
    form: Literal["text", "json"],
    *,
    trusted: Collection[str] | None,
    after: str | None,
    last: str | None,
    engine: Engine,
) -> _Status:
    """Verify the records of files and print what was found.

    Returns:
        The exit status.
    """
    status: _Status = 0
    for name in files:
        try:
            with _opened(name) as file:
                verified = verify_lines(file, rulebooks, trusted=trusted, after=after, engine=engine)
                well = _show_file(name, _with_progress(verified, file, name), form, last)
        except OSError as error:
            complain(f"{shown(name)}: {cannot_be('read', error)}")
            status = 2
        else:
            status = status or (0 if well else 1)
    return status


def _show_file(name: str, lines: Iterable[VerifiedLine], form: Literal["text", "json"], last: str | None) -> bool:
    """Print what was found in one file; return whether all is well."""
    printer = Printer()
    counted: Counter[str] = Counter()
    digest, well = None, True
    for line in lines:
        verification = line.verification
        counted[verification.status] += 1
        well = well and verification.intact
        digest = verification.digest
        if form == "json":
            typer.echo(json.dumps({"file": name, "line": line.number, **verification.model_dump(mode="json")}))
        elif not verification.intact:
            printer.line(f"{shown(name)}: line {line.number}: {verification}", style="bold red")
    ends_well = last in {None, digest}
    if not ends_well:
        complain(f"{shown(name)}: the last record is not the one that `--last` names: some may be missing")
    if form == "text":
        records = count(counted.total(), "record", "records")
        statuses = "; ".join(f"{number:,} {status}" for status, number in counted.items())
        printer.line(f"{shown(name)}: {records}{f': {statuses}' if statuses else ''}")
    return ends_well and well


def show_replayed(  # noqa: PLR0913 - one argument for each option of the command
    files: list[str],
    rulebooks: Rulebooks,
    form: Form,
    *,
    trusted: Collection[str] | None,
    only: int | None,
    engine: Engine,
) -> _Status:
    """Replay the records of files and print what comes out; name on standard error what is not as it was.

    Returns:
        The exit status.
    """
    problems: list[_Problem] = []

    def replayed() -> Iterator[tuple[Heading, Recommendation]]:
        for where, record in _records(files, only, problems):
            verification = verify(record, rulebooks, trusted=trusted, engine=engine)
            if verification.status not in _QUIET:
                problems.append((1, f"{where.name}: {verification}"))
            if verification.status in _REPLAYED and verification.parts not in _NOTHING_COMES_OUT:
                yield where, replay(record, rulebooks, engine=engine)

    show(replayed(), form, several=True)
    for _, problem in problems:  # last, so that they are not scrolled away
        complain(problem)
    statuses = {status for status, _ in problems}
    return 2 if 2 in statuses else 1 if statuses else 0  # noqa: PLR2004 - exit statuses


def _records(files: list[str], only: int | None, problems: list[_Problem]) -> Iterator[tuple[Heading, DecisionRecord]]:
    """Go through the records of files, or the one in this line of each; add what cannot be read to the problems."""
    for name in files:
        try:
            with _opened(name) as file:
                for number, record in read_lines(file):
                    if only not in {None, number}:
                        continue
                    title = f"{shown(name)}: line {number}"
                    if isinstance(record, RecordError):
                        problems.append((1, f"{title}: altered: {record}"))
                    else:
                        yield Heading(name, number, title, f"Recorded at {record.recorded_at}."), record
        except OSError as error:
            problems.append((2, f"{shown(name)}: {cannot_be('read', error)}"))
