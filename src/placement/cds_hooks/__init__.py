"""A recommendation as a card of CDS Hooks 2.0, and what clinicians answered to it as discrepancies.

>>> from placement import Assessment, place
>>> from placement.cds_hooks import cds_card
>>> cds_card(place(Assessment(age=40))).indicator
'warning'

A draft ServiceRequest in a suggestion needs the extra `fhir`; nothing else here does. Nothing is sent.

Decision support for clinicians, not a diagnosis; not affiliated with or endorsed by ASAM.
"""

from placement.cds_hooks.card import Card, Coding, Indicator, Source, Suggestion, cds_card
from placement.cds_hooks.feedback import feedback

__all__ = ["Card", "Coding", "Indicator", "Source", "Suggestion", "cds_card", "feedback"]
