"""The setting, and what little is told of need. Labels and counts are the codebook's."""

from typing import Final

from placement.cohort.teds.codebook import Code, Variable

SERVICES: Final = Variable(
    "SERVICES",
    "Type of treatment service/setting",
    (
        Code(1, "Detox, 24-hour, hospital inpatient", 31_732),
        Code(2, "Detox, 24-hour, free-standing residential", 215_914),
        Code(3, "Rehab/residential, hospital (non-detox)", 5_673),
        Code(4, "Rehab/residential, short term (30 days or fewer)", 150_265),
        Code(5, "Rehab/residential, long term (more than 30 days)", 120_427),
        Code(6, "Ambulatory, intensive outpatient", 175_853),
        Code(7, "Ambulatory, non-intensive outpatient", 757_698),
        Code(8, "Ambulatory, detoxification", 24_981),
    ),
)
_SUBSTANCES: Final = (
    ("None", 37_871, 745_367, 1_050_371),
    ("Alcohol", 439_755, 101_921, 38_726),
    ("Cocaine/crack", 70_456, 123_168, 38_266),
    ("Marijuana/hashish", 129_343, 177_681, 67_647),
    ("Heroin", 255_401, 48_360, 11_989),
    ("Non-prescription methadone", 1_509, 1_427, 900),
    ("Other opiates and synthetics", 113_764, 41_309, 16_162),
    ("PCP", 3_911, 2_656, 1_379),
    ("Hallucinogens", 1_989, 3_280, 3_313),
    ("Methamphetamine/speed", 170_220, 90_978, 20_404),
    ("Other amphetamines", 10_678, 7_720, 4_453),
    ("Other stimulants", 2_606, 2_237, 1_223),
    ("Benzodiazepines", 14_008, 32_388, 18_404),
    ("Other tranquilizers", 111, 174, 91),
    ("Barbiturates", 731, 334, 223),
    ("Other sedatives or hypnotics", 1_635, 2_466, 1_266),
    ("Inhalants", 678, 507, 365),
    ("Over-the-counter medications", 602, 850, 603),
    ("Other drugs", 7_895, 19_541, 16_390),
)
"""Substances in the order of their codes, from 1; how many admissions had each as the primary, secondary and third."""


def _substance(place: int, title: str, missing: int) -> Variable:
    counts = [(label, admissions[place - 1]) for label, *admissions in _SUBSTANCES]
    codes = tuple(Code(value, label, admissions) for value, (label, admissions) in enumerate(counts, start=1))
    return Variable(f"SUB{place}", f"Substance use ({title})", codes, missing)


SUB1: Final = _substance(1, "primary", missing=219_380)
SUB2: Final = _substance(2, "secondary", missing=80_179)
SUB3: Final = _substance(3, "tertiary", missing=190_368)
DSMCRIT: Final = Variable(
    "DSMCRIT",
    "DSM diagnosis (SuDS 4 or SuDS 19)",
    (
        Code(1, "Alcohol-induced disorder", 11_248),
        Code(2, "Substance-induced disorder", 40_867),
        Code(3, "Alcohol intoxication", 34_909),
        Code(4, "Alcohol dependence", 256_142),
        Code(5, "Opioid dependence", 306_603),
        Code(6, "Cocaine dependence", 42_142),
        Code(7, "Cannabis dependence", 60_126),
        Code(8, "Other substance dependence", 117_689),
        Code(9, "Alcohol abuse", 51_969),
        Code(10, "Cannabis abuse", 31_831),
        Code(11, "Other substance abuse", 24_923),
        Code(12, "Opioid abuse", 19_810),
        Code(13, "Cocaine abuse", 7_037),
        Code(14, "Anxiety disorders", 1_871),
        Code(15, "Depressive disorders", 3_402),
        Code(16, "Schizophrenia/other psychotic disorders", 880),
        Code(17, "Bipolar disorders", 1_435),
        Code(18, "Attention deficit/disruptive behavior disorders", 401),
        Code(19, "Other mental health condition", 145_235),
    ),
    missing=324_023,
)
METHUSE: Final = Variable(
    "METHUSE",
    "Medication-assisted opioid therapy",
    (
        Code(1, "Yes", 207_026),
        Code(2, "No", 1_072_867),
    ),
    missing=202_650,
)
PREG: Final = Variable(
    "PREG",
    "Pregnant at admission",
    (
        Code(1, "Yes", 12_814),
        Code(2, "No", 449_559),
    ),
    missing=1_020_170,
)
PSYPROB: Final = Variable(
    "PSYPROB",
    "Co-occurring mental and substance use disorders",
    (
        Code(1, "Yes", 517_950),
        Code(2, "No", 747_818),
    ),
    missing=216_775,
)
NOPRIOR: Final = Variable(
    "NOPRIOR",
    "Previous substance use treatment episodes",
    (
        Code(0, "No prior treatment episode", 463_250),
        Code(1, "One prior treatment episode", 282_200),
        Code(2, "Two prior treatment episodes", 184_028),
        Code(3, "Three prior treatment episodes", 112_543),
        Code(4, "Four prior treatment episodes", 73_174),
        Code(5, "Five or more prior treatment episodes", 249_099),
    ),
    missing=118_249,
)
LIVARAG: Final = Variable(
    "LIVARAG",
    "Living arrangements",
    (
        Code(1, "Homeless", 201_506),
        Code(2, "Dependent living", 201_241),
        Code(3, "Independent living", 773_553),
    ),
    missing=306_243,
)
EMPLOY: Final = Variable(
    "EMPLOY",
    "Employment status",
    (
        Code(1, "Full-time", 248_562),
        Code(2, "Part-time", 81_274),
        Code(3, "Unemployed", 504_108),
        Code(4, "Not in labor force", 396_213),
    ),
    missing=252_386,
)
