"""Addresses of this project's own codes, as other systems know them.

They are names, and nothing is fetched: `.invalid` never leads anywhere (RFC 2606). The project has no server, and
claims none.
"""

from typing import Final

__all__ = ["BASE", "INSTRUMENT_SYSTEM", "REASON_SYSTEM"]

BASE: Final = "https://placement.invalid/fhir"
"""Beginning of the canonical addresses."""

INSTRUMENT_SYSTEM: Final = f"{BASE}/CodeSystem/instruments"
"""Codes of the instruments, for those without a LOINC code that was verified."""

REASON_SYSTEM: Final = f"{BASE}/CodeSystem/discrepancy-reasons"
"""Codes of the reasons for giving other than what is recommended."""
