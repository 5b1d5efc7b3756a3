"""Admissions of SAMHSA's public TEDS-A files as a cohort, through a declared crosswalk; no other data set."""

from placement.cohort.teds.reading import Bounds, TedsReading, read_teds

__all__ = ["Bounds", "TedsReading", "read_teds"]
