"""Polars: the one place that loads it, and says which extra brings it."""

from placement.errors import MissingExtra

try:
    import polars as pl
    from polars.exceptions import PolarsError
except ImportError:
    raise MissingExtra("reading or making a cohort", "cohort") from None

__all__ = ["PolarsError", "pl"]
