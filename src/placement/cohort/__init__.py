"""Many people at once: placing them in the data frame that they are in.

Decision support for clinicians, not a diagnosis. The levels are ASAM-style in name only: this is not affiliated with or
endorsed by ASAM.
"""

from importlib.util import find_spec

from placement.errors import MissingExtra

if find_spec("narwhals") is None:
    raise MissingExtra("a cohort", "cohort")

from placement.cohort.faults import CohortWarning
from placement.cohort.placing import place_cohort

__all__ = ["CohortWarning", "place_cohort"]
