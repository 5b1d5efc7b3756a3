"""What each service is: hours, sessions, length, people and parts. Sources that differ stand side by side.

Always print a service's name beside its number: ART-2 counts the five levels from 1 to 5, so its level 3 is 2.1 here.
Hours are clinical hours a week.
"""

from placement.criteria.sources import (
    ART_0,
    ART_1,
    ART_2,
    ART_3,
    ART_4,
    AUDIT,
    AWM_2020,
    CFR_42_410_43,
    FL_65D_30,
    IL_2060,
    ND_75_09_1,
    TIP_47,
    TX_26_564,
)
from placement.language.declarations import Figure, LevelDescription, ServiceDescription, Statement

LEVELS: tuple[LevelDescription, ...] = (
    LevelDescription("none", "no level indicated", ("none",)),
    LevelDescription("0.5", "early intervention", ("0.5",)),
    LevelDescription("1", "outpatient", ("1",)),
    LevelDescription("2", "intensive outpatient or partial hospitalisation", ("2.1", "2.5")),
    LevelDescription("3", "residential or inpatient", ("3.1", "3.5", "3.7")),
    LevelDescription("4", "medically managed intensive inpatient", ("4",)),
)

ALWAYS: tuple[str, ...] = (
    "medication for opioid use disorder and naloxone are offered at every level",
    "the plan is reviewed throughout treatment",
)

EARLY_INTERVENTION = ServiceDescription(
    service="0.5",
    name="early intervention",
    for_whom="people at risk, without a disorder",
    setting="any clinic, school, work or community setting",
    # No weekly hours: it is one contact, or a few.
    sessions=(Statement("one to a few contacts of 5 to 60 minutes", sources=(AUDIT,)),),
    staffing=Statement("trained health or prevention worker with a referral path"),
    components=(
        "screening",
        "feedback and brief advice",
        "risk education",
        "referral for assessment when the screen is high",
    ),
)

OUTPATIENT = ServiceDescription(
    service="1",
    name="outpatient",
    setting="clinic, office or telehealth; the person lives at home",
    hours=(
        Figure(maximum=8, sources=(IL_2060,), note="under 9"),
        Figure(maximum=8, sources=(ND_75_09_1,), note="under 9"),
    ),
    sessions=(Statement("weekly at first", sources=(ART_0,), note="weekly aftercare after the intensive phase"),),
    staffing=Statement("counsellor, with a prescriber for medication"),
    length=(
        Statement("months; open-ended with medication"),
        Statement("weekly aftercare about 10 weeks", sources=(ART_0,)),
        Statement("visits at least monthly for a year after alcohol withdrawal", sources=(AWM_2020,)),
    ),
    components=(
        "individual counselling",
        "group counselling",
        "family sessions",
        "motivational work",
        "medication for addiction",
        "relapse prevention",
        "case management",
        "aftercare",
    ),
)

INTENSIVE_OUTPATIENT = ServiceDescription(
    service="2.1",
    name="intensive outpatient",
    setting="day or evening programme, or licensed telehealth; the person lives at home",
    hours=(
        Figure(9, sources=(IL_2060,)),
        Figure(9, 20, sources=(ART_2,), note="citing SAMHSA"),
        Figure(9, 12, sources=(ART_2,), note="usual"),
        Figure(6, 15, sources=(ART_4,), note="3 to 5 sessions of 2 to 3 hours"),
        Figure(7, 9, sources=(ART_1,), note="the article does not say whether a week or a day"),
    ),
    sessions=(
        Statement("3 to 4 a week, three hours", sources=(ART_2,)),
        Statement("3 to 5 a week of 2 to 3 hours", sources=(ART_4,)),
        Statement("about 4 a week", sources=(ART_0,)),
    ),
    group_size=(Figure(6, 12, sources=(ART_2,)),),
    staffing=Statement("medical professional, counsellor, technician, psychologist", sources=(ART_3,)),
    length=(
        Statement("phase 1 at least 4 weeks, then weekly aftercare about 10 weeks", sources=(ART_0,)),
        Statement("about 90 days with continuing care", sources=(TIP_47,)),
    ),
    phases=(
        Statement("phase 1: at least 4 weeks, about 4 sessions a week", sources=(ART_0,)),
        Statement("phase 2, aftercare: about 10 weeks, 1 session a week", sources=(ART_0,)),
    ),
    cost_us_dollars=(
        Figure(3000, 10000, sources=(ART_4,), note="whole programme; varies; check insurance and pre-authorisation"),
    ),
    components=(
        "individual counselling at least weekly",
        "group therapy",
        "family therapy",
        "education",
        "cognitive behavioural therapy",
        "coping skills and relapse prevention",
        "medication management",
        "mutual-help meetings",
        "practical help with housing, work and legal matters",
        "aftercare planning",
    ),
)

DAY_TREATMENT = ServiceDescription(
    service="2.5",
    name="partial hospitalisation or day treatment",
    setting="day hospital or day programme; the person lives at home or in a recovery residence",
    hours=(
        Figure(minimum=20, sources=(CFR_42_410_43,)),
        Figure(minimum=12, sources=(FL_65D_30,), note="at least 3 hours a day"),
    ),
    sessions=(Statement("4 to 7 days a week"),),
    staffing=Statement("as intensive outpatient, with prompt psychiatric and medical access and a nurse"),
    length=(Statement("1 to 4 weeks, then intensive outpatient"),),
    components=(
        "daily group and individual therapy",
        "psychiatric and medical review",
        "activity therapies",
        "family counselling",
        "monitored withdrawal of under 24 hours",
        "medication",
    ),
)

LOW_INTENSITY_RESIDENTIAL = ServiceDescription(
    service="3.1",
    name="low-intensity residential",
    setting="staffed sober house with 24-hour structure",
    # It stands above day treatment on the ladder and supplies far fewer hours.
    supplements=("2.1", "2.5"),
    supplement="beside the residence, which supplies about five hours a week",
    hours=(
        Figure(minimum=5, sources=(ND_75_09_1,), note="beside an outpatient programme"),
        Figure(minimum=6, sources=(TX_26_564,)),
    ),
    staffing=Statement("staff 24 hours; no nurse"),
    length=(
        Statement("about a month", sources=(ART_2,)),
        Statement("30 days to several months", sources=(ART_4,)),
    ),
    components=(
        "24-hour support",
        "living skills",
        "work or school from the house",
        "counselling",
        "intensive outpatient or day treatment beside it",
    ),
)

HIGH_INTENSITY_RESIDENTIAL = ServiceDescription(
    service="3.5",
    name="high-intensity residential",
    setting="24-hour therapeutic programme",
    hours=(Figure(minimum=30, sources=(TX_26_564,), note="on average"),),
    staffing=Statement("clinical staff 24 hours"),
    length=(
        Statement("about a month", sources=(ART_2,)),
        Statement("30 days to several months", sources=(ART_4,)),
    ),
    components=(
        "group and individual therapy",
        "motivational work",
        "habilitation",
        "family work",
        "co-occurring treatment",
        "structured day",
    ),
)

MONITORED_INPATIENT = ServiceDescription(
    service="3.7",
    name="medically monitored inpatient",
    setting="24-hour unit, not necessarily a hospital",
    # No weekly hours: no source gives them.
    staffing=Statement("nurses 24 hours, physician available and on call"),
    length=(Statement("3 to 7 days for withdrawal; 1 to 4 weeks with illness"),),
    components=(
        "withdrawal management by protocol",
        "24-hour nursing",
        "medication",
        "psychiatric consultation",
        "counselling",
        "link to the next level",
    ),
)

HOSPITAL = ServiceDescription(
    service="4",
    name="medically managed intensive inpatient",
    setting="hospital: general, psychiatric or specialty unit",
    staffing=Statement("primary medical and nursing care 24 hours, daily physician"),
    length=(Statement("days, until stable"),),
    components=(
        "stabilisation",
        "complicated withdrawal",
        "acute psychiatric and medical care",
        "start of medication",
        "link to the next level",
    ),
)

SERVICES: tuple[ServiceDescription, ...] = (
    EARLY_INTERVENTION,
    OUTPATIENT,
    INTENSIVE_OUTPATIENT,
    DAY_TREATMENT,
    LOW_INTENSITY_RESIDENTIAL,
    HIGH_INTENSITY_RESIDENTIAL,
    MONITORED_INPATIENT,
    HOSPITAL,
)
