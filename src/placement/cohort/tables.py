"""Polars: the one place that loads it, and says which extra brings it."""

from placement.errors import MissingExtra

try:
    import polars as pl
except ImportError:
    raise MissingExtra("a cohort of its own", "cohort") from None

__all__ = ["pl"]
