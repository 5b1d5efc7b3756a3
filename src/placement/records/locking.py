"""A lock on a file, so that of several writers each finds what the one before has written."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from io import FileIO

__all__ = ["locked"]

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
