"""Who was admitted, where, and who pays: variables to look at people by. Labels and counts are the codebook's."""

from typing import Final

from placement.cohort.teds.codebook import Code, Variable

AGE: Final = Variable(
    "AGE",
    "Age at admission",
    (
        Code(1, "12-14 years old", 6_586),
        Code(2, "15-17 years old", 25_160),
        Code(3, "18-20 years old", 35_850),
        Code(4, "21-24 years old", 97_179),
        Code(5, "25-29 years old", 216_145),
        Code(6, "30-34 years old", 268_136),
        Code(7, "35-39 years old", 229_049),
        Code(8, "40-44 years old", 174_101),
        Code(9, "45-49 years old", 121_889),
        Code(10, "50-54 years old", 119_354),
        Code(11, "55-64 years old", 159_727),
        Code(12, "65 years and older", 29_367),
    ),
)
GENDER: Final = Variable(
    "GENDER",
    "Gender",
    (
        Code(1, "Male", 968_353),
        Code(2, "Female", 512_936),
    ),
    missing=1_254,
    also=("SEX",),  # from 2022
)
RACE: Final = Variable(
    "RACE",
    "Race",
    (
        Code(1, "Alaska Native (Aleut, Eskimo, Indian)", 2_552),
        Code(2, "American Indian (other than Alaska Native)", 50_692),
        Code(3, "Asian or Pacific Islander", 196),
        Code(4, "Black or African American", 267_861),
        Code(5, "White", 921_323),
        Code(6, "Asian", 9_803),
        Code(7, "Other single race", 100_895),
        Code(8, "Two or more races", 26_707),
        Code(9, "Native Hawaiian or Other Pacific Islander", 5_206),
    ),
    missing=97_308,
)
ETHNIC: Final = Variable(
    "ETHNIC",
    "Ethnicity",
    (
        Code(1, "Puerto Rican", 44_250),
        Code(2, "Mexican", 58_434),
        Code(3, "Cuban or other specific Hispanic", 44_220),
        Code(4, "Not of Hispanic or Latino origin", 1_162_862),
        Code(5, "Hispanic or Latino, specific origin not specified", 50_401),
    ),
    missing=122_376,
)
REGION: Final = Variable(
    "REGION",
    "Census region",
    (
        Code(0, "U.S. territories", 1_903),
        Code(1, "Northeast", 422_831),
        Code(2, "Midwest", 288_332),
        Code(3, "South", 388_899),
        Code(4, "West", 380_578),
    ),
)
# Delaware, Idaho, Oregon and Washington are not in the file of 2021; in other years' they are, by these federal codes.
STFIPS: Final = Variable(
    "STFIPS",
    "Census state FIPS code",
    (
        Code(1, "Alabama", 13_906),
        Code(2, "Alaska", 4_981),
        Code(4, "Arizona", 163_554),
        Code(5, "Arkansas", 11_205),
        Code(6, "California", 114_266),
        Code(8, "Colorado", 68_844),
        Code(9, "Connecticut", 51_542),
        Code(10, "Delaware", 0),
        Code(11, "District of Columbia", 3_062),
        Code(12, "Florida", 37_113),
        Code(13, "Georgia", 37_586),
        Code(15, "Hawaii", 1_598),
        Code(16, "Idaho", 0),
        Code(17, "Illinois", 14_367),
        Code(18, "Indiana", 22_954),
        Code(19, "Iowa", 20_773),
        Code(20, "Kansas", 13_465),
        Code(21, "Kentucky", 17_464),
        Code(22, "Louisiana", 13_372),
        Code(23, "Maine", 6_058),
        Code(24, "Maryland", 100_145),
        Code(25, "Massachusetts", 56_369),
        Code(26, "Michigan", 63_356),
        Code(27, "Minnesota", 59_807),
        Code(28, "Mississippi", 6_619),
        Code(29, "Missouri", 29_772),
        Code(30, "Montana", 907),
        Code(31, "Nebraska", 6_417),
        Code(32, "Nevada", 7_793),
        Code(33, "New Hampshire", 758),
        Code(34, "New Jersey", 86_668),
        Code(35, "New Mexico", 4_094),
        Code(36, "New York", 188_282),
        Code(37, "North Carolina", 42_630),
        Code(38, "North Dakota", 2_926),
        Code(39, "Ohio", 21_572),
        Code(40, "Oklahoma", 13_260),
        Code(41, "Oregon", 0),
        Code(42, "Pennsylvania", 18_554),
        Code(44, "Rhode Island", 10_130),
        Code(45, "South Carolina", 24_574),
        Code(46, "South Dakota", 15_548),
        Code(47, "Tennessee", 16_834),
        Code(48, "Texas", 32_058),
        Code(49, "Utah", 10_588),
        Code(50, "Vermont", 4_470),
        Code(51, "Virginia", 17_649),
        Code(53, "Washington", 0),
        Code(54, "West Virginia", 1_422),
        Code(55, "Wisconsin", 17_375),
        Code(56, "Wyoming", 3_953),
        Code(72, "Puerto Rico", 1_903),
    ),
)
VET: Final = Variable(
    "VET",
    "Veteran status",
    (
        Code(1, "Yes", 35_967),
        Code(2, "No", 1_167_266),
    ),
    missing=279_310,
)
HLTHINS: Final = Variable(
    "HLTHINS",
    "Health insurance",
    (
        Code(1, "Private insurance, Blue Cross/Blue Shield, HMO", 70_053),
        Code(2, "Medicaid", 511_822),
        Code(3, "Medicare, other (e.g. TRICARE, CHAMPUS)", 56_653),
        Code(4, "None", 208_349),
    ),
    missing=635_666,
)
PRIMPAY: Final = Variable(
    "PRIMPAY",
    "Payment source, primary (expected or actual)",
    (
        Code(1, "Self-pay", 67_588),
        Code(2, "Private insurance (Blue Cross/Blue Shield, other health insurance, workers compensation)", 52_237),
        Code(3, "Medicare", 20_697),
        Code(4, "Medicaid", 375_100),
        Code(5, "Other government payments", 131_187),
        Code(6, "No charge (free, charity, special research, teaching)", 16_711),
        Code(7, "Other", 27_004),
    ),
    missing=792_019,
)
PSOURCE: Final = Variable(
    "PSOURCE",
    "Referral source",
    (
        Code(1, "Individual (includes self-referral)", 582_410),
        Code(2, "Alcohol/drug use care provider", 123_315),
        Code(3, "Other health care provider", 88_718),
        Code(4, "School (educational)", 4_335),
        Code(5, "Employer/EAP", 7_903),
        Code(6, "Other community referral", 127_472),
        Code(7, "Court/criminal justice referral/DUI/DWI", 305_794),
    ),
    missing=242_596,
)
