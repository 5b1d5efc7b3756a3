"""The publications that the declarations rest on.

Facts and thresholds only; every sentence of this project is its own. Nothing here comes from the ASAM Criteria, its
guides or LOCUS: those are licensed works.
"""

from placement.language.scale import Source

# -------------------------------------------------------------------------------- articles the project was created from

ART_0 = Source(
    id="ART-0",
    title='"Intensive Outpatient Program", OCD Handbook',
    used_for=(
        "Whom intensive outpatient care suits; about four sessions a week for at least 4 weeks, then weekly aftercare"
        " for about 10; work and family duties; screening for withdrawal."
    ),
    seen="read",
)
ART_1 = Source(
    id="ART-1",
    title='"What to Expect in Intensive Outpatient Programs"',
    used_for='3 to 5 days a week, "7 to 9 hours"; support networks, triggers, practical help; an evaluation decides.',
    seen="read",
)
ART_2 = Source(
    id="ART-2",
    title='"Intensive outpatient programs (IOPs)"',
    used_for=(
        "Five levels; 9 to 20 hours a week (citing SAMHSA), usually 9 to 12, in 3 to 4 visits of 3 hours; groups of 6"
        " to 12; a weekly individual session; residential care of about a month, for serious addiction, co-occurring"
        " disorders or close contact with people who use; telehealth for distance or age."
    ),
    seen="read",
)
ART_3 = Source(
    id="ART-3",
    title='"Intensive Outpatient Treatment for Substance Abuse", Baltimore Addiction Rehab, 7 January 2016',
    used_for=(
        "Intensive outpatient care does not include medically supervised detoxification, which comes first where it is"
        " needed; step-down after residential care; sessions that taper; who works in the programme."
    ),
    seen="read",
)
ART_4 = Source(
    id="ART-4",
    title='"Intensive outpatient program (IOP)", Suncross Foundation',
    used_for=(
        "Mild to moderate disorder, strong support, motivation, step-down, relapse after earlier treatment; 3 to 5"
        " sessions a week of 2 to 3 hours; components; residential care of 30 days to months; 3,000 to 10,000 US"
        " dollars; insurance and pre-authorisation."
    ),
    seen="read",
)

# ------------------------------------------------------------------------------------------------ state and federal law

MN_9530_6622 = Source(
    id="MN-9530.6622",
    title="Minnesota Rules, part 9530.6622, Placement criteria (state law; ended 1 July 2022)",
    used_for=(
        "Six dimensions, each rated 0 to 4, and what the ratings mean; withdrawal that is monitored for under 24 hours"
        " is rated 2."
    ),
    seen="part",
)
MN_9530_6620 = Source(
    id="MN-9530.6620",
    title="Minnesota Rules, part 9530.6620 (state law)",
    used_for=(
        "Treatment where a disorder is present and readiness, relapse or environment is rated 2 or more; the"
        " highest risk comes first; an emergency stops the assessment."
    ),
    seen="part",
)
IL_2060 = Source(
    id="IL-2060",
    title="77 Illinois Administrative Code 2060 (state law)",
    used_for="Under 9 hours a week is outpatient care; 9 or more is intensive.",
    seen="part",
)
OH_5122_27_07 = Source(
    id="OH-5122-27-07",
    title="Ohio Administrative Code 5122-27-07 (state law)",
    used_for="A placement other than the one indicated needs its rationale on record.",
    seen="part",
)
ND_75_09_1 = Source(
    id="ND-75-09.1",
    title="North Dakota Administrative Code 75-09.1 (state law)",
    used_for="Outpatient care under 9 hours a week; residential care with at least 5 hours beside a programme.",
    seen="part",
)
FL_65D_30 = Source(
    id="FL-65D-30",
    title="Florida Administrative Code 65D-30 (state law)",
    used_for="Day treatment of at least 3 hours a day and 12 a week; intensive inpatient care.",
    seen="part",
)
TX_26_564 = Source(
    id="TX-26-564",
    title="Texas, 26 TAC 564.902 (state law)",
    used_for="Weekly hours in residential care: 6 where it is supportive, 30 on average where it is intensive.",
    seen="part",
)
CFR_42_410_43 = Source(
    id="42-CFR-410.43",
    title="42 CFR 410.43 and 424.24 (federal law)",
    used_for="Partial hospitalisation is for people who need 20 hours a week.",
    seen="general",
)
CFR_29_825_119 = Source(
    id="29-CFR-825.119",
    title="29 CFR 825.119 (federal law)",
    used_for="Protected leave from work for treatment.",
    seen="part",
)
CFR_45_96_131 = Source(
    id="45-CFR-96.131",
    title="45 CFR 96.131 (federal law)",
    used_for="Priority for pregnant people; interim services within 48 hours.",
    seen="general",
)
CFR_42_2 = Source(
    id="42-CFR-2",
    title="42 CFR part 2 (federal law)",
    used_for="Confidentiality of substance use disorder records.",
    seen="general",
)

# ------------------------------------------------------------------------------------- guidance and clinical guidelines

TIP_42 = Source(
    id="TIP-42",
    title="SAMHSA TIP 42, 2005 (public domain), chapter 4",
    used_for="Four quadrants of co-occurring disorders: how severe it is now decides, not the diagnosis.",
    seen="part",
)
TIP_45 = Source(
    id="TIP-45",
    title="SAMHSA TIP 45, Detoxification (public domain)",
    used_for="Detoxification alone is not treatment; withdrawal by substance.",
    seen="general",
)
TIP_47 = Source(
    id="TIP-47",
    title="SAMHSA TIP 47, Intensive outpatient treatment (public domain)",
    used_for="Hours, components and step-down of intensive outpatient care.",
    seen="general",
)
TIP_50 = Source(
    id="TIP-50",
    title="SAMHSA TIP 50, Suicidal thoughts (public domain)",
    used_for="Gather information, supervise, respond, follow up; what a plan and intent change.",
    seen="general",
)
TIP_63 = Source(
    id="TIP-63",
    title="SAMHSA TIP 63, Medications for opioid use disorder (public domain)",
    used_for="Medication at every level of care; overdose after lost tolerance; naloxone.",
    seen="part",
)
AWM_2020 = Source(
    id="AWM-2020",
    title="Clinical practice guideline on alcohol withdrawal management, 2020, J Addict Med 14(3S)",
    used_for=(
        "CIWA-Ar under 10, 10 to 18, 19 and over; complicated means seizure, delirium or new hallucinations; CIWA-Ar"
        " alone never sets a level; who may withdraw at home; little support may need more than symptoms suggest;"
        " pregnancy."
    ),
    seen="part",
)
BCCSU = Source(
    id="BCCSU",
    title="British Columbia Centre on Substance Use, high-risk drinking guideline, recommendations 5 to 8",
    used_for="Inpatient withdrawal is preferred at PAWSS 4 or more; withdrawal leads on to continuing care.",
    seen="part",
)
BZD_2025 = Source(
    id="BZD-2025",
    title="Joint clinical practice guideline on benzodiazepine tapering, 2025, doi 10.1007/s11606-025-09499-2",
    used_for="Never stop abruptly; taper; inpatient care where harm cannot be contained outside.",
    seen="part",
)
NYS_PREG = Source(
    id="NYS-PREG",
    title="NYS DOH AIDS Institute, Substance use disorder treatment in pregnant adults, 2021 (NBK572854)",
    used_for="No abrupt opioid withdrawal in pregnancy; offer methadone or buprenorphine.",
    seen="part",
)

# ------------------------------------------------------------------------------ instruments: item counts and thresholds

DSM_5_COUNT = Source(
    id="DSM-5-COUNT",
    title="DSM-5 substance use disorder counts",
    used_for="Of 11 criteria in 12 months: 2 to 3 mild, 4 to 5 moderate, 6 or more severe.",
    seen="general",
)
CIWA = Source(
    id="CIWA",
    title="CIWA-Ar, Sullivan 1989 (public domain)",
    used_for="Ten items, 0 to 67.",
    seen="general",
)
COWS = Source(
    id="COWS",
    title="COWS, Wesson and Ling 2003",
    used_for="Eleven items, 0 to 48; bands begin at 5, 13, 25 and 37.",
    seen="general",
)
PAWSS = Source(
    id="PAWSS",
    title="PAWSS, Maldonado 2014, 2015",
    used_for="Ten items; 4 or more means a high risk of complicated alcohol withdrawal.",
    seen="part",
)
AUDIT = Source(
    id="AUDIT",
    title="AUDIT, Babor and others, WHO 2001",
    used_for="Ten items, 0 to 40; bands begin at 8, 16 and 20.",
    seen="general",
)
DAST_10 = Source(
    id="DAST-10",
    title="DAST-10, Skinner 1982",
    used_for="Ten items, 0 to 10; bands begin at 1, 3, 6 and 9.",
    seen="general",
)
PHQ_9 = Source(
    id="PHQ-9",
    title="PHQ-9, Kroenke, Spitzer, Williams",
    used_for="Nine items, 0 to 27; bands begin at 5, 10, 15 and 20.",
    seen="general",
)
GAD_7 = Source(
    id="GAD-7",
    title="GAD-7, Kroenke, Spitzer, Williams",
    used_for="Seven items, 0 to 21; bands begin at 5, 10 and 15.",
    seen="general",
)
C_SSRS = Source(
    id="C-SSRS",
    title="Columbia suicide severity rating scale, screener",
    used_for="The order of its six questions.",
    seen="general",
)

# ---------------------------------------------------------------------------------------------------- data and evidence

TEDS_A = Source(
    id="TEDS-A",
    title="SAMHSA Treatment Episode Data Set, Admissions, codebooks 2017 and 2021 (public domain)",
    used_for="The variable SERVICES and its codes; -9 means missing.",
    seen="read",
)
MATCHING = Source(
    id="MATCHING",
    title="Sharon 2003; Magura 2003; Angarita 2007; Stallvik 2015; Merkx 2013",
    used_for=(
        "Placement below the level indicated went with more hospital days and less retention in some studies; in the"
        " Dutch study matched people did no better than undertreated ones."
    ),
    seen="part",
)
BAKER_2003 = Source(
    id="BAKER-2003",
    title="Baker and Gastfriend, J Addict Dis 22 S1:45",
    used_for="Two raters agreed on the level with an ICC of 0.77.",
    seen="part",
)

SOURCES: tuple[Source, ...] = (
    ART_0,
    ART_1,
    ART_2,
    ART_3,
    ART_4,
    MN_9530_6622,
    MN_9530_6620,
    IL_2060,
    OH_5122_27_07,
    ND_75_09_1,
    FL_65D_30,
    TX_26_564,
    CFR_42_410_43,
    CFR_29_825_119,
    CFR_45_96_131,
    CFR_42_2,
    TIP_42,
    TIP_45,
    TIP_47,
    TIP_50,
    TIP_63,
    AWM_2020,
    BCCSU,
    BZD_2025,
    NYS_PREG,
    DSM_5_COUNT,
    CIWA,
    COWS,
    PAWSS,
    AUDIT,
    DAST_10,
    PHQ_9,
    GAD_7,
    C_SSRS,
    TEDS_A,
    MATCHING,
    BAKER_2003,
)
"""Every source, in the order of the catalogue."""
