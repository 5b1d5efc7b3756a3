"""What a library says of a frame that it cannot read is kept to ourselves: it may quote somebody's answers."""

from collections.abc import Callable
from functools import wraps
from typing import Final, ParamSpec, TypeVar

from placement.errors import CohortError

__all__ = ["discreet"]

_P = ParamSpec("_P")
_R = TypeVar("_R")

_PANIC: Final = "PanicException"
"""What Polars raises where it did not expect to fail; Python does not count it among the exceptions."""


def discreet(work: Callable[_P, _R]) -> Callable[_P, _R]:
    """Raise a `CohortError` that names the kind of a library's error, and says nothing else of it."""

    @wraps(work)
    def discreetly(*args: _P.args, **kwargs: _P.kwargs) -> _R:
        try:
            return work(*args, **kwargs)
        except CohortError:
            raise
        except Exception as error:  # noqa: BLE001 - each library has its own
            problem = type(error).__name__
        except BaseException as error:
            problem = type(error).__name__
            if problem != _PANIC:
                raise
        raise CohortError([f"the frame cannot be read: `{problem}`"])  # outside: the first error is not chained to it

    return discreetly
