"""Sealed, replayable records of decisions (extra `seal`); they keep what was decided and decide nothing.

A record is one line of canonical JSON with a digest; records of a file form a chain, and may be signed. Years later
`verify` says whether anything was altered and whether the same still comes out.
"""

from placement.records.lines import VerifiedLine, append, last_digest, read_lines, verify_lines
from placement.records.record import DecisionRecord, Signature, redact
from placement.records.sealing import seal
from placement.records.store import RulebookStore
from placement.records.verifying import Status, Verification, replay, verify

__all__ = [
    "DecisionRecord",
    "RulebookStore",
    "Signature",
    "Status",
    "Verification",
    "VerifiedLine",
    "append",
    "last_digest",
    "read_lines",
    "redact",
    "replay",
    "seal",
    "verify",
    "verify_lines",
]
