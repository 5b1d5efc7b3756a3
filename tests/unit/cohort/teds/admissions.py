"""Invented rows in the format of the TEDS-A public use file. Nobody in them was ever admitted anywhere.

The public file itself is no part of this project. Its columns, in the order of the codebook of 2021, are.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

__all__ = ["COLUMNS", "admission", "write"]

COLUMNS: Final = [
    "CASEID",
    "ADMYR",
    "AGE",
    "GENDER",
    "RACE",
    "ETHNIC",
    "MARSTAT",
    "EDUC",
    "EMPLOY",
    "DETNLF",
    "PREG",
    "VET",
    "LIVARAG",
    "PRIMINC",
    "ARRESTS",
    "STFIPS",
    "CBSA2020",
    "REGION",
    "DIVISION",
    "SERVICES",
    "METHUSE",
    "DAYWAIT",
    "PSOURCE",
    "DETCRIM",
    "NOPRIOR",
    "SUB1",
    "ROUTE1",
    "FREQ1",
    "FRSTUSE1",
    "SUB2",
    "ROUTE2",
    "FREQ2",
    "FRSTUSE2",
    "SUB3",
    "ROUTE3",
    "FREQ3",
    "FRSTUSE3",
    "IDU",
    "ALCFLG",
    "COKEFLG",
    "MARFLG",
    "HERFLG",
    "METHFLG",
    "OPSYNFLG",
    "PCPFLG",
    "HALLFLG",
    "MTHAMFLG",
    "AMPHFLG",
    "STIMFLG",
    "BENZFLG",
    "TRNQFLG",
    "BARBFLG",
    "SEDHPFLG",
    "INHFLG",
    "OTCFLG",
    "OTHERFLG",
    "ALCDRUG",
    "DSMCRIT",
    "PSYPROB",
    "HLTHINS",
    "PRIMPAY",
    "FREQ_ATND_SELF_HELP",
]

_FLAGS: Final = {name: 0 for name in COLUMNS if name.endswith("FLG")}
_NOTHING_MISSING: Final = {
    "CASEID": 20210000001,
    "ADMYR": 2021,
    "AGE": 6,
    "GENDER": 1,
    "RACE": 5,
    "ETHNIC": 4,
    "EMPLOY": 3,
    "VET": 2,
    "LIVARAG": 3,
    "STFIPS": 36,
    "REGION": 1,
    "DIVISION": 2,
    "SERVICES": 7,
    "METHUSE": 2,
    "PSOURCE": 1,
    "NOPRIOR": 0,
    "SUB1": 2,
    "SUB2": 1,
    "SUB3": 1,
    "DSMCRIT": 4,
    "PSYPROB": 2,
    "HLTHINS": 2,
    "PRIMPAY": 4,
}


def admission(**codes: int) -> dict[str, int | str]:
    """Return an invented row: a man of 30 to 34 with alcohol dependence, in outpatient treatment; and these codes."""
    row: dict[str, int | str] = dict.fromkeys(COLUMNS, -9)
    return row | _FLAGS | _NOTHING_MISSING | codes


def write(path: Path, rows: Iterable[Mapping[str, object]], columns: Iterable[str] = COLUMNS) -> Path:
    """Write rows as the official CSV is written."""
    names = list(columns)
    lines = [",".join(names), *(",".join(str(row[name]) for name in names) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
