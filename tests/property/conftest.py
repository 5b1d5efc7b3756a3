"""What is proven here counts for no coverage: that a line is reached is for the unit tests and examples to show.

Tracing would more than double the time of a brute force that goes through all people of five hundred rulebooks.
"""

import sys
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _untraced() -> Iterator[None]:
    """Take the tracer of coverage away for a while. pytest-cov's own `no_cover` does nothing in workers of xdist."""
    tracer = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(tracer)
