"""Polars: the one place that loads it, and says which extra brings it."""

from placement.errors import MissingExtra

try:
    import polars as pl
except ImportError:
    raise MissingExtra("a file of people", "cohort") from None

__all__ = ["pl"]
