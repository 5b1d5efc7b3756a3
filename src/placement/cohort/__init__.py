"""Many people at once: placing them in the data frame that they are in.

Decision support for clinicians, not a diagnosis; not affiliated with or endorsed by ASAM.
"""

from placement.cohort.placing import place_cohort

__all__ = ["place_cohort"]
