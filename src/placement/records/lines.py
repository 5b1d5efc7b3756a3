"""Many records, one a line (JSON Lines), each with the digest of the one before: streamed in, appended out."""

import os
import sys
from collections.abc import Collection, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import BinaryIO, Final

from placement.assessment.input_types import is_digest
from placement.errors import RecordError
from placement.recommendation.place import Engine
from placement.records.record import DecisionRecord, sealed_digest
from placement.records.store import Rulebooks, RulebookStore
from placement.records.verifying import Verification, verify

__all__ = ["LONGEST", "VerifiedLine", "append", "last_digest", "locked", "read_lines", "verify_lines"]

if sys.platform == "win32":  # pragma: no cover - measured elsewhere
    import msvcrt

    @contextmanager
    def locked(file: FileIO) -> Generator[None]:
        """Hold a file against other writers; wait up to ten seconds for them."""
        file.seek(_BEYOND)
        msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
        try:
            yield
        finally:
            file.seek(_BEYOND)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

    _BEYOND = 2**62  # readers of the records are not locked out
else:
    import fcntl

    @contextmanager
    def locked(file: FileIO) -> Generator[None]:
        """Hold a file against other writers; wait for them."""
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)


LONGEST: Final = 20_000_000
"""Bytes that a line may have. A record of the shipped rulebook takes about 170,000."""

_BLOCK: Final = 1 << 20
_APPENDING: Final = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
_TOO_LONG: Final = f"is too long: expected a record of at most {LONGEST:,} bytes"


def read_lines(file: BinaryIO) -> Iterator[tuple[int, DecisionRecord | RecordError]]:
    """Go through the records of a file; one that cannot be read comes as an error in its place.

    Args:
        file: A binary file; no more than a line of it is held at a time.

    Yields:
        The number of the line, from 1, and the record or why it cannot be read.
    """
    number = 0
    while line := file.readline(LONGEST + 1):
        number += 1
        if len(line) > LONGEST and not line.endswith(b"\n"):
            while len(line) > LONGEST and not line.endswith(b"\n"):
                line = file.readline(LONGEST + 1)
            yield number, RecordError(_TOO_LONG)
            continue
        try:
            yield number, DecisionRecord.from_json(line.removesuffix(b"\n"))
        except RecordError as error:
            yield number, error


@dataclass(frozen=True, slots=True)
class VerifiedLine:
    """What verifying one line of a file showed.

    Attributes:
        number: Number of the line, from 1.
        record: The record; None where it could not be read.
        verification: What was found, the place in the chain included: where a record does not follow the one above it,
            `previous` is among the altered parts. After a line that could not be read, the place is not known.
    """

    number: int
    record: DecisionRecord | None
    verification: Verification


def _follows(record: DecisionRecord, before: DecisionRecord | str | None) -> bool:
    if isinstance(before, DecisionRecord):
        # Where its own digest was altered, that is said of it; this one may still follow what was sealed.
        return record.previous in {before.digest, sealed_digest(before.commitments)}
    return record.previous == before


def _misplaced(verification: Verification) -> Verification:
    altered = dict.fromkeys((*(verification.parts if verification.status == "altered" else ()), "previous"))
    return Verification(
        status="altered", parts=tuple(altered), digest=verification.digest, signed_by=verification.signed_by
    )


def verify_lines(
    file: BinaryIO,
    rulebooks: Rulebooks | None = None,
    *,
    trusted: Collection[str] | None = None,
    after: str | None = None,
    engine: Engine = "auto",
) -> Iterator[VerifiedLine]:
    """Verify the records of a file one by one, and that each follows the one above it.

    A chain shows that no record was taken out, put in or moved between two others. It cannot show that none is missing
    at the end: keep the last digest, or the number of records, somewhere else.

    Args:
        file: A binary file of records, one a line.
        rulebooks: As in `verify`; they are kept from one record to the next.
        trusted: As in `verify`.
        after: Digest of the record that the first one follows, where the chain began in another file.
        engine: As in `place`.

    Yields:
        What was found of each line.

    Raises:
        RecordError: `after` is no digest.
    """
    if after is not None and not is_digest(after):
        raise RecordError("`after`: expected a digest of 64 lower-case hexadecimal digits")
    at_hand = rulebooks if rulebooks is None or isinstance(rulebooks, RulebookStore) else tuple(rulebooks)
    before: DecisionRecord | str | None = after
    known = True
    for number, read in read_lines(file):
        if isinstance(read, RecordError):
            yield VerifiedLine(number, None, Verification(status="altered", parts=("record",), problem=str(read)))
            known = False
            continue
        verification = verify(read, at_hand, trusted=trusted, engine=engine)
        yield VerifiedLine(
            number, read, _misplaced(verification) if known and not _follows(read, before) else verification
        )
        before, known = read, True


def last_digest(path: str | os.PathLike[str]) -> str | None:
    """Return the digest of the last record of a file, which the next one follows; None if there is none yet.

    Raises:
        RecordError: The file cannot be read, or does not end in a whole record.
    """
    try:
        with Path(path).open("rb") as file:
            return _last_digest(file)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _cannot_be("read", error) from None


def _last_digest(file: BinaryIO) -> str | None:
    line = _last_line(file)
    if not line:
        return None
    if not line.endswith(b"\n"):
        raise RecordError("the last line is cut off: expected a line break at its end")
    return DecisionRecord.from_json(line[:-1]).digest


def _last_line(file: BinaryIO) -> bytes:
    """Return the last line, reading from the end."""
    start = end = file.seek(0, os.SEEK_END)
    tail = b""
    while start and tail.count(b"\n", 0, -1) == 0 and end - start <= LONGEST:
        start = max(0, start - _BLOCK)
        file.seek(start)
        tail = file.read(end - start)
    return tail[tail.rfind(b"\n", 0, -1) + 1 :]


def _cannot_be(done: str, error: OSError) -> RecordError:
    return RecordError(f"cannot be {done}: {(error.strerror or 'input or output error').lower()}")


def append(path: str | os.PathLike[str], record: DecisionRecord) -> None:
    """Append a record to a file, under a lock and whole or not at all; a new file is for its owner alone to read.

    Args:
        path: The file.
        record: A record that follows the last one of the file: `seal(..., previous=last_digest(path))`.

    Raises:
        RecordError: It does not follow the last one, as where another writer was first; or the file cannot be read or
            written.
    """
    try:
        with os.fdopen(os.open(path, _APPENDING, 0o600), "r+b", buffering=0) as file, locked(file):
            if record.previous != _last_digest(file):
                raise RecordError("`previous`: expected the digest of the last record of the file")
            _write(file, f"{record.to_json()}\n".encode())
    except OSError as error:
        raise _cannot_be("written", error) from None


def _write(file: FileIO, line: bytes) -> None:
    """Write a whole line at the end, or nothing."""
    end, left = file.seek(0, os.SEEK_END), memoryview(line)
    try:
        while left:  # a full disk takes a part, and refuses the rest
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    except BaseException:
        file.truncate(end)
        raise
