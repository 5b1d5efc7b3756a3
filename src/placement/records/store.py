"""Archived rulebooks by digest, so that a decision of years ago can be replayed."""

import hashlib
import json
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, TypeAlias, cast

from placement.assessment.assessment import shipped
from placement.assessment.input_types import is_digest
from placement.errors import DefinitionError, RecordError
from placement.recommendation.recommendation import RulebookReference
from placement.rulebook.rulebook import Rulebook

_LARGEST: Final = 20_000_000
"""Bytes that an archived rulebook may have; the shipped one has about 230,000."""

# Not through a symbolic link, and without waiting for the other end of a pipe. Windows has neither.
_OPENING: Final = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class RulebookStore:
    """A folder of rulebooks, each in a file that is named after its digest. Nothing is written but by `add`.

    A file holds the canonical JSON that the digest is over, so `sha256sum` checks it, and so does every reading. It is
    identified by that file, not by how a later library would write it. Only regular files within the folder are opened.
    """

    def __init__(self, folder: str | os.PathLike[str], *, beside: Iterable[Rulebook] = ()) -> None:
        """Look at a folder; it need not exist before something is added.

        Args:
            folder: The folder.
            beside: Rulebooks that are found without being archived, such as the shipped one.
        """
        self._folder = Path(folder)
        self._beside = tuple(beside)
        self._read = {edition.digest: edition for edition in self._beside}

    def __repr__(self) -> str:
        """Return the folder."""
        return f"<RulebookStore {self._folder}>"

    def _file(self, digest: str) -> Path:
        if not is_digest(digest):
            raise RecordError("`digest`: expected 64 lower-case hexadecimal digits")
        return self._folder / f"{digest}.json"

    def add(self, rulebook: Rulebook) -> Path:
        """Archive a rulebook, unless it is archived already. A file that is not what its name says is replaced.

        Returns:
            The file.

        Raises:
            RecordError: It cannot be written.
        """
        file = self._file(rulebook.digest)
        try:
            if not self._holds(file):
                self._folder.mkdir(parents=True, exist_ok=True)
                self._write(file, rulebook.to_json())
        except OSError as error:
            message = f"the archive of rulebooks cannot be written: {_reason(error)}"
            raise RecordError(message) from None
        return file

    def _write(self, file: Path, text: str) -> None:
        """Write the whole file or none: another process may be reading the folder."""
        with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", dir=self._folder, delete=False) as beside:
            part = Path(beside.name)
            try:
                beside.write(text)
                beside.flush()
                os.fsync(beside.fileno())
                beside.close()
                part.replace(file)
            except BaseException:
                part.unlink()
                raise

    def _holds(self, file: Path) -> bool:
        try:
            return self._content(file) is not None
        except RecordError:
            return False

    def digests(self) -> tuple[str, ...]:
        """Return the digests of the archived rulebooks, in alphabetical order."""
        return tuple(sorted(file.stem for file in self._folder.glob("*.json") if is_digest(file.stem)))

    def get(self, digest: str) -> Rulebook | None:
        """Return the rulebook with this digest; None if it is not here.

        Raises:
            RecordError: It is no digest; or the file cannot be read, is not what its name says, or holds no rulebook.
        """
        file = self._file(digest)
        if digest not in self._read:
            content = self._content(file)
            if content is None:
                return None
            try:
                self._read[digest] = Rulebook.from_json(content)
            except DefinitionError:
                message = f"the archived rulebook `{digest}` cannot be read by this version of the library"
                raise RecordError(message) from None
        return self._read[digest]

    def _content(self, file: Path) -> bytes | None:
        digest = file.stem
        try:
            content = self._bytes(file)
        except FileNotFoundError:
            return None
        except OSError as error:
            message = f"the archived rulebook `{digest}` cannot be read: {_reason(error)}"
            raise RecordError(message) from None
        if hashlib.sha256(content).hexdigest() != digest:
            message = f"the archived rulebook `{digest}` is not what its name says"
            raise RecordError(message)
        return content

    def _bytes(self, file: Path) -> bytes:
        """Return what a regular file of this folder holds, up to a byte more than it may."""
        folder, own = self._folder.resolve(), file.resolve(strict=True)  # links within the folder are its own affair
        if not own.is_relative_to(folder):
            raise OSError(0, "lies outside the archive")
        with os.fdopen(os.open(own, _OPENING), "rb") as opened:
            if not stat.S_ISREG(os.fstat(opened.fileno()).st_mode):
                raise OSError(0, "expected a regular file")
            content = opened.read(_LARGEST + 1)
        if len(content) > _LARGEST:
            raise OSError(0, f"expected at most {_LARGEST:,} bytes")
        return content

    def editions(self) -> Iterator[tuple[str, str]]:
        """Go through id and version of what is here; files that are not what their name says are left out."""
        yield from ((edition.id, edition.version) for edition in self._beside)
        for digest in self.digests():
            try:
                content = self._content(self._file(digest))
            except RecordError:
                continue
            yield _edition(content or b"")


Rulebooks: TypeAlias = RulebookStore | Iterable[Rulebook]
"""Where rulebooks are looked for: an archive, or some at hand."""


def _reason(error: OSError) -> str:
    return (error.strerror or "input or output error").lower()


def _edition(content: bytes) -> tuple[str, str]:
    """Return id and version as far as a file tells them: its name is its digest, and that is all that was checked."""
    try:
        read: object = json.loads(content)
    except (ValueError, RecursionError):
        read = None
    declared = cast("dict[object, object]", read) if isinstance(read, dict) else {}
    return str(declared.get("id")), str(declared.get("version"))


def find_rulebook(
    reference: RulebookReference, rulebooks: Rulebooks | None = None
) -> Rulebook | Literal["rulebook not available", "rulebook differs"]:
    """Return the rulebook that a record names; or that it is not available, or is another one under the same name.

    Args:
        reference: Which one.
        rulebooks: Where to look for it; the shipped one if None.
    """
    if rulebooks is None:
        rulebooks = (shipped(),)
    if isinstance(rulebooks, RulebookStore):
        try:
            rulebook = rulebooks.get(reference.digest)
        except RecordError:
            return "rulebook differs"
        editions = rulebooks.editions()
    else:
        at_hand = tuple(rulebooks)
        rulebook = next((rulebook for rulebook in at_hand if rulebook.digest == reference.digest), None)
        editions = ((rulebook.id, rulebook.version) for rulebook in at_hand)
    if rulebook is not None:
        return rulebook if (rulebook.id, rulebook.version) == (reference.id, reference.version) else "rulebook differs"
    return "rulebook differs" if (reference.id, reference.version) in editions else "rulebook not available"
