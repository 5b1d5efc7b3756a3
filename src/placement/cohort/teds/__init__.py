"""Real admissions as a cohort: SAMHSA's TEDS-A public files, through a declared crosswalk."""

from placement.cohort.teds.reading import Bounds, TedsReading, read_teds

__all__ = ["Bounds", "TedsReading", "read_teds"]
