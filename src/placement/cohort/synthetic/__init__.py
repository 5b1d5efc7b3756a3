"""A synthetic cohort of adults who do not exist, to test and measure with; no figure here is an estimate."""

from importlib.util import find_spec

from placement.errors import MissingExtra

if find_spec("numpy") is None:
    raise MissingExtra("a synthetic cohort", "audit")

from placement.cohort.synthetic.cohort import synthetic_batches, synthetic_cohort

__all__ = ["synthetic_batches", "synthetic_cohort"]
