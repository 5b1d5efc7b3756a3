"""Polars: the one place that loads it, and says which extra brings it."""

from importlib.util import find_spec

from placement.errors import MissingExtra

if find_spec("polars") is None:
    raise MissingExtra("a file of people", "cohort")

import polars as pl

__all__ = ["pl"]
