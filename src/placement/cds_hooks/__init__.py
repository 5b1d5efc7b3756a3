"""A recommendation as a CDS Hooks 2.0 card, and clinicians' feedback as discrepancies; no server, nothing sent.

>>> from placement import Assessment, place
>>> from placement.cds_hooks import cds_card
>>> cds_card(place(Assessment(age=40))).indicator
'warning'

A draft ServiceRequest in a suggestion needs the extra `fhir`; nothing else here does.
"""

from placement.cds_hooks.card import Card, Coding, Indicator, Source, Suggestion, cds_card
from placement.cds_hooks.feedback import feedback

__all__ = ["Card", "Coding", "Indicator", "Source", "Suggestion", "cds_card", "feedback"]
