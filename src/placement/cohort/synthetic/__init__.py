"""Adults who do not exist, as a cohort to try an audit on, to test with, and to measure."""

from placement.cohort.synthetic.cohort import synthetic_batches, synthetic_cohort

__all__ = ["synthetic_batches", "synthetic_cohort"]
