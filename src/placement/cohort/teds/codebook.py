"""What the public codebook says of a variable: its codes, their labels, and how many admissions of 2021 had each.

From: Substance Abuse and Mental Health Services Administration (2023), Treatment Episode Data Set Admissions (TEDS-A)
2021: Public Use File Codebook. Public domain.
"""

from dataclasses import dataclass
from typing import Final

__all__ = ["ADMISSIONS", "MISSING", "Code", "Variable"]

MISSING: Final = -9
"""Missing, unknown, not collected or invalid, in every variable. Never zero, and never "no"."""

ADMISSIONS: Final = 1_482_543
"""Rows of the file of 2021."""


@dataclass(frozen=True, slots=True)
class Code:
    """One value of a variable.

    Attributes:
        value: As it stands in the file.
        label: As the codebook writes it.
        admissions: How many admissions of 2021 had it.
    """

    value: int
    label: str
    admissions: int


@dataclass(frozen=True, slots=True)
class Variable:
    """One column of the file.

    Attributes:
        name: The column's name.
        title: What it holds.
        codes: Its values, without the one for missing.
        missing: How many admissions of 2021 had none of them.
        also: What the column is called in files of other years.
    """

    name: str
    title: str
    codes: tuple[Code, ...]
    missing: int = 0
    also: tuple[str, ...] = ()
