"""Scored instruments: item values, total, band and the answer each gives; no question's text, no level.

>>> from placement import Assessment
>>> from placement.instruments import Gad7
>>> scored = Gad7(item_1=2, item_2=2, item_3=1, item_4=1, item_5=2, item_6=2, item_7=1)
>>> scored.total, scored.answer, scored.at_least.label
(11, 'unsure', 'interferes and needs concurrent treatment')
>>> screened = Assessment(age=40).with_instruments(scored)
>>> screened.floor()["co_occurring"], screened.ceiling()["co_occurring"]
(2, 4)

An instrument may raise an answer or leave it open. It never lowers one that a clinician gave, and determines no level
by itself. A screen raises and asks: it looked at one substance or one disorder, and answers no headline. What was not
asked is not known, and never "no".
"""

from collections.abc import Mapping
from types import MappingProxyType

from placement.assessment.provenance import CLINICIAN, Observed, Scored
from placement.instruments.instrument import Band, Banded, Instrument, Loinc, Summed, Tallied
from placement.instruments.mind import Gad7, Phq9, SuicideScreener
from placement.instruments.substance import Audit, AuditC, Dast10, Dsm5Count
from placement.instruments.withdrawal import CiwaAr, Cows, Pawss

__all__ = [
    "CLINICIAN",
    "INSTRUMENTS",
    "Audit",
    "AuditC",
    "Band",
    "Banded",
    "CiwaAr",
    "Cows",
    "Dast10",
    "Dsm5Count",
    "Gad7",
    "Instrument",
    "Loinc",
    "Observed",
    "Pawss",
    "Phq9",
    "Scored",
    "SuicideScreener",
    "Summed",
    "Tallied",
]

INSTRUMENTS: Mapping[str, type[Instrument]] = MappingProxyType(
    {
        instrument.id: instrument
        for instrument in (CiwaAr, Cows, Pawss, Dsm5Count, Audit, AuditC, Dast10, Phq9, Gad7, SuicideScreener)
    }
)
"""Every instrument by its id."""
