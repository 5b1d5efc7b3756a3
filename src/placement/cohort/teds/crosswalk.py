"""The crosswalk from TEDS-A to this project's scales and levels: what each code says, and what is lost on the way.

Declarations only. An answer that could be read in several ways is unsure, or the bound that they share; with two
exceptions, said where they stand: to use an opioid counts as a disorder, and to have no fixed address as no housing.
"""

from dataclasses import dataclass
from typing import Final

from placement.assessment.answers import UNSURE, Unsure
from placement.cohort.teds.codebook import MISSING, Variable
from placement.cohort.teds.facts import (
    DSMCRIT,
    EMPLOY,
    LIVARAG,
    METHUSE,
    NOPRIOR,
    PREG,
    PSYPROB,
    SERVICES,
    SUB1,
    SUB2,
    SUB3,
)
from placement.cohort.teds.slices import AGE, ETHNIC, GENDER, HLTHINS, PRIMPAY, PSOURCE, RACE, REGION, STFIPS, VET
from placement.criteria import (
    CoOccurring,
    Housing,
    OpioidUseDisorder,
    Pregnancy,
    UnsuccessfulLevel,
    UseDisorder,
    WorkDuties,
)
from placement.language.scale import Scale
from placement.rules.levels import Level

__all__ = ["ANSWERS", "MINORS", "SETTINGS", "SLICES", "VARIABLES", "Crossing", "Reading", "Setting"]


@dataclass(frozen=True, slots=True)
class Setting:
    """The level that a setting stands for.

    Attributes:
        code: Of `SERVICES`.
        level: The level of care.
        loses: What the level says less, or more, than the setting.
        may_be: Another level that the setting can mean.
    """

    code: int
    level: Level
    loses: str
    may_be: Level | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What it means for a scale that one of some variables has one of some codes.

    Attributes:
        variables: Any of them.
        codes: Any of these; the code for missing may be among them.
        answer: An anchor; `"unsure"` where something is recorded that does not tell which; or None, not asked.
        at_least: The person is at this anchor or a worse one.
    """

    variables: tuple[Variable, ...]
    codes: tuple[int, ...]
    answer: Scale | Unsure | None
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Crossing:
    """How a scale is answered.

    Attributes:
        scale: What is asked.
        readings: The first that fits is the answer. Where none fits, the scale was not asked.
        loses: What the answer says less, or more, than the codes.
    """

    scale: type[Scale]
    readings: tuple[Reading, ...]
    loses: str


MINORS: Final = (1, 2)
"""Codes of `AGE` for people under 18 (12 to 14, 15 to 17): they are left out, and counted."""

SETTINGS: tuple[Setting, ...] = (
    Setting(1, Level.HOSPITAL, "withdrawal alone is managed there"),
    Setting(2, Level.RESIDENTIAL, "withdrawal alone is monitored there, at 3.7 or below"),
    Setting(3, Level.HOSPITAL, "may be 3.7, which is level 3", Level.RESIDENTIAL),
    Setting(4, Level.RESIDENTIAL, "3.1, 3.5 and 3.7 cannot be told apart"),
    Setting(5, Level.RESIDENTIAL, "3.1, 3.5 and 3.7 cannot be told apart, and halfway houses are among them"),
    Setting(6, Level.INTENSIVE_OUTPATIENT, "2.1 and 2.5 cannot be told apart"),
    Setting(7, Level.OUTPATIENT, "medication alone is among it"),
    Setting(
        8,
        Level.OUTPATIENT,
        "withdrawal alone; may be level 2: monitoring for part of a day is not told from visits",
        Level.INTENSIVE_OUTPATIENT,
    ),
)
"""What stands for which level. Nothing in TEDS stands for 0.5: early intervention is not treatment there."""

ANSWERS: tuple[Crossing, ...] = (
    Crossing(
        UseDisorder,
        (
            Reading((DSMCRIT,), (4, 5, 6, 7, 8), UseDisorder.MILD, at_least=True),
            Reading((DSMCRIT,), (1, 2, 3, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), UNSURE),
            Reading((SUB1,), (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), UNSURE),
        ),
        "severity is not recorded: dependence is a disorder, at least mild; any other diagnosis, or a substance"
        " alone, is unsure",
    ),
    Crossing(
        OpioidUseDisorder,
        (
            Reading((SUB1, SUB2, SUB3), (5, 6, 7), OpioidUseDisorder.PRESENT),
            Reading((DSMCRIT,), (5, 12), UNSURE),
            Reading((METHUSE,), (1,), UNSURE),
            Reading((SUB1, SUB2, SUB3), (MISSING,), None),
            Reading((SUB3,), (2, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), UNSURE),
            Reading((SUB1,), (1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19), OpioidUseDisorder.ABSENT),
        ),
        "substances that led to this admission, three at most: use stands for a disorder; where no opioid is named, but"
        " three others are (a fourth is not told), or the diagnosis or the planned medication is an opioid's, unsure",
    ),
    Crossing(
        Pregnancy,
        (
            Reading((PREG,), (1,), Pregnancy.IN_PRENATAL_CARE, at_least=True),
            Reading((PREG,), (2,), Pregnancy.NOT_PREGNANT),
        ),
        "prenatal care and danger are not recorded; men are missing here, by the codebook's own recoding, and stay so",
    ),
    Crossing(
        CoOccurring,
        (
            Reading((PSYPROB,), (1,), CoOccurring.STABLE, at_least=True),
            Reading((PSYPROB,), (2,), UNSURE),
        ),
        "how far it interferes is not recorded; a no can mean that nobody looked, and is unsure",
    ),
    Crossing(
        UnsuccessfulLevel,
        (Reading((NOPRIOR,), (0, 1, 2, 3, 4, 5), UNSURE),),
        "earlier episodes are counted, in a whole life: neither when, nor where, nor with what result",
    ),
    Crossing(
        Housing,
        (
            Reading((LIVARAG,), (1,), Housing.NONE),
            Reading((LIVARAG,), (2, 3), UNSURE),
        ),
        "whoever has no fixed address counts as without housing; to live dependently or independently is neither stable"
        " nor unstable by itself",
    ),
    Crossing(
        WorkDuties,
        (
            Reading((EMPLOY,), (1, 2), WorkDuties.FLEXIBLE, at_least=True),
            Reading((EMPLOY,), (3, 4), WorkDuties.NONE),
        ),
        "whether hours are fixed is not recorded; students and inmates are not in the labour force",
    ),
)
"""What is told of need, and of work. Of withdrawal, medical condition, suicide, willingness, relapse, support and
exposure TEDS tells nothing."""

SLICES: tuple[Variable, ...] = (AGE, GENDER, RACE, ETHNIC, REGION, STFIPS, VET, HLTHINS, PRIMPAY, PSOURCE)
"""What people may be looked at by."""

VARIABLES: tuple[Variable, ...] = (
    *SLICES,
    SERVICES,
    SUB1,
    SUB2,
    SUB3,
    DSMCRIT,
    METHUSE,
    PREG,
    PSYPROB,
    NOPRIOR,
    LIVARAG,
    EMPLOY,
)
"""Every column that is read. The file has about sixty."""
