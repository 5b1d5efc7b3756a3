"""Many people at once: reading a table, placing its rows, writing the results; each row gets what `place` gives."""

from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING

from placement.errors import MissingExtra

if find_spec("narwhals") is None:
    raise MissingExtra("a cohort", "cohort")

from placement.cohort.codebook import Codebook, CodeRead
from placement.cohort.placing import place_cohort
from placement.cohort.row_errors import CohortWarning

if TYPE_CHECKING:
    from placement.cohort.auditing.audit import audit
    from placement.cohort.auditing.result import Audit

__all__ = ["Audit", "CodeRead", "Codebook", "CohortWarning", "audit", "place_cohort"]

# An audit computes with libraries of its own: they load when it is first used.
_AUDIT = {"Audit": "auditing.result", "audit": "auditing.audit"}


def __getattr__(name: str) -> object:
    """Load what audits, on first use."""
    if name not in _AUDIT:
        message = f"module `placement.cohort` has no attribute `{name}`"
        raise AttributeError(message)
    if any(find_spec(needed) is None for needed in ("numpy", "scipy", "sklearn")):
        raise MissingExtra("an audit", "audit")
    value: object = getattr(import_module(f"placement.cohort.{_AUDIT[name]}"), name)
    globals()[name] = value
    return value
