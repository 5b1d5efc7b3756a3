"""Shares that real admissions have: TEDS-A 2021, from the counts in its public codebook. Missing is left out.

Each is taken by itself: the codebook says nothing of how variables go together.
"""

from collections.abc import Collection, Mapping
from typing import Final

from placement.cohort.teds.codebook import Variable
from placement.cohort.teds.crosswalk import MINORS
from placement.cohort.teds.facts import EMPLOY, LIVARAG, PREG, PSYPROB, SUB1, SUB2, SUB3
from placement.cohort.teds.slices import AGE, GENDER, PRIMPAY


def _share(variable: Variable, *codes: int) -> float:
    known = sum(code.admissions for code in variable.codes)
    return sum(code.admissions for code in variable.codes if code.value in codes) / known


def _shares(variable: Variable, groups: Collection[Collection[int]]) -> tuple[float, ...]:
    return tuple(_share(variable, *codes) for codes in groups)


_FIRST_AND_LAST: Final = (
    (18, 20), (21, 24), (25, 29), (30, 34), (35, 39), (40, 44), (45, 49), (50, 54), (55, 64), (65, 85),
)  # fmt: skip
AGES: Final[Mapping[tuple[int, int], float]] = dict(
    zip(_FIRST_AND_LAST, _shares(AGE, [[code.value] for code in AGE.codes if code.value not in MINORS]), strict=True)
)
"""Adults by age in years, from the first to the last of a band."""

WOMEN: Final = _share(GENDER, 2)
PREGNANT: Final = _share(PREG, 1)
"""Of women of any age."""

SUBSTANCES: Final[Mapping[str, tuple[int, ...]]] = {
    "alcohol": (2,),
    "opioids": (5, 6, 7),
    "stimulants": (3, 10, 11, 12),
    "sedatives": (13, 14, 15, 16),
    "others": (4, 8, 9, 17, 18, 19),
    "none": (1,),
}
PRIMARY: Final = dict(zip(SUBSTANCES, _shares(SUB1, SUBSTANCES.values()), strict=True))
SECONDARY: Final = dict(zip(SUBSTANCES, _shares(SUB2, SUBSTANCES.values()), strict=True))
THIRD: Final = {
    **{name: _share(SUB3, *codes) for name, codes in SUBSTANCES.items()},
    "none": _share(SUB3, 1) - SECONDARY["none"],
}
"""Among those who have a second; relative to one another."""

HOMELESS: Final = _share(LIVARAG, 1)
CO_OCCURRING: Final = _share(PSYPROB, 1)
WORKING: Final = _share(EMPLOY, 1, 2)
PAYERS: Final = dict(
    zip(
        ("self-pay", "private insurance", "Medicare", "Medicaid", "other government", "no charge", "other"),
        _shares(PRIMPAY, [[code.value] for code in PRIMPAY.codes]),
        strict=True,
    )
)
