"""The option `--at`: a time as people type it."""

from datetime import datetime

from placement.cli.terminal import fail

__all__ = ["moment"]


def moment(text: str) -> datetime:
    """Return a time with its offset from UTC, or end with status 2 and one line."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.utcoffset() is None:
        fail("`--at`: expected a time with its offset from UTC, such as 2026-03-04T15:30:00-05:00", 2)
    return at
