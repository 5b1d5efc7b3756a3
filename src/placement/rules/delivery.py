"""How a needed service is provided, given the person's duties and access. Never changes how much is needed."""

from placement.criteria import (
    ENVIRONMENT,
    RELAPSE,
    WITHDRAWAL,
    Exposure,
    FamilyDuties,
    HomeSafety,
    HomeSupport,
    OpioidUseDisorder,
    Pregnancy,
    TravelDifficulty,
    WorkDuties,
)
from placement.criteria.sources import ART_0, ART_1, ART_2, ART_4, CFR_29_825_119, CFR_42_2, CFR_45_96_131
from placement.language.declarations import Alternative, Arrangement

ALTERNATIVE = Alternative(
    id="alternative.recovery-residence",
    text="a recovery residence with intensive outpatient or day treatment, where only the home calls for a residential place",
    level="3",
    at_most="2",
    dimension=ENVIRONMENT.id,
    cap=1,
    requires=(WorkDuties.FIXED_DAYTIME.or_worse, FamilyDuties.MAIN_CARER.or_worse),
    guards=(RELAPSE.at_most(2), WITHDRAWAL.at_most(1), HomeSafety.PAST_VIOLENCE.or_better),
)

DELIVERY_NOTES: tuple[str, ...] = (
    "Level 2.1 is the level for people with duties: evening track, childcare, telehealth where licensed and paid. 2.5 usually needs leave; never thin it to fit work: record 2.1 as the actual level with its reason.",
    "Protected leave differs by country; 29-CFR-825.119 is United States. Some payers do not cover intensive outpatient delivered in the home.",
)

ARRANGEMENTS: tuple[Arrangement, ...] = (
    Arrangement(
        id="delivery.evening-sessions",
        text="evening, early-morning or weekend track; night workers a morning track",
        services=("1", "2.1"),
        when=(WorkDuties.FIXED_DAYTIME.or_worse,),
        sources=(ART_0, ART_4),
    ),
    Arrangement(
        id="delivery.half-day-or-leave",
        text="day treatment rarely fits a job: leave or reduced hours for the first weeks, then an evening intensive outpatient track; never shortened to fit work",
        services=("2.5",),
        when=(WorkDuties.FIXED_DAYTIME.or_worse,),
    ),
    Arrangement(
        id="delivery.protected-leave",
        text="letter for protected medical leave: it covers treatment by or on referral from a health-care provider, not absence because of use, and does not stop a uniformly applied drug policy",
        services=("2.5", "3.1", "3.5", "3.7", "4"),
        when=(WorkDuties.FLEXIBLE.or_worse,),
        sources=(CFR_29_825_119,),
    ),
    Arrangement(
        id="delivery.intermittent-leave",
        text="intermittent leave or changed shifts for sessions; telehealth for the individual session",
        services=("1", "2.1"),
        when=(WorkDuties.CANNOT_BE_ABSENT.or_worse,),
    ),
    Arrangement(
        id="delivery.job-at-risk",
        text="before admission: benefits, employer contact only with written consent, return-to-work plan",
        services=("3.1", "3.5", "3.7", "4"),
        when=(WorkDuties.CANNOT_BE_ABSENT.or_worse,),
    ),
    Arrangement(
        id="delivery.confidential",
        text="no disclosure to an employer without written consent, also in the leave letter",
        services=("0.5", "1", "2.1", "2.5", "3.1", "3.5", "3.7", "4"),
        when=(WorkDuties.FLEXIBLE.or_worse,),
        sources=(CFR_42_2,),
    ),
    Arrangement(
        id="delivery.childcare",
        text="childcare on site or sessions in school hours",
        services=("1", "2.1", "2.5"),
        when=(FamilyDuties.MAIN_CARER.or_worse,),
        sources=(ART_0,),
    ),
    Arrangement(
        id="delivery.care-cover",
        text="name who cares for dependants, in writing, before or at admission; an emergency does not wait for it",
        services=("3.1", "3.5", "3.7", "4"),
        when=(FamilyDuties.SHARED.or_worse,),
    ),
    Arrangement(
        id="delivery.sole-carer",
        text="a programme that admits parents with children; else kin or respite care arranged voluntarily",
        services=("3.1", "3.5"),
        when=(FamilyDuties.SOLE_CARER.or_worse,),
    ),
    Arrangement(
        id="delivery.sole-carer-emergency",
        text="emergency carer by social work the same day",
        services=("3.7", "4"),
        when=(FamilyDuties.SOLE_CARER.or_worse,),
    ),
    Arrangement(
        id="delivery.perinatal",
        text="perinatal programme with joined-up obstetric care; priority admission, or interim services within 48 hours",
        services=("1", "2.1", "2.5", "3.1", "3.5", "3.7", "4"),
        when=(Pregnancy.IN_PRENATAL_CARE.or_worse,),
        sources=(CFR_45_96_131,),
    ),
    Arrangement(
        id="delivery.telehealth",
        text="licensed telehealth, with a plan for who comes if something happens; check the payer first",
        services=("0.5", "1", "2.1"),
        when=(TravelDifficulty.HARD.or_worse,),
        sources=(ART_2,),
    ),
    Arrangement(
        id="delivery.telehealth-needs-a-private-safe-room",
        text="not from an unsafe or overheard room: a clinic room, library or phone outside the home",
        services=("0.5", "1", "2.1"),
        when=(TravelDifficulty.HARD.or_worse, HomeSafety.PAST_VIOLENCE.or_worse),
    ),
    Arrangement(
        id="delivery.withdrawal-in-person",
        text="withdrawal checks are in person: home nursing, transport or a bed; never by telephone alone",
        services=("1", "2.1", "2.5"),
        when=(TravelDifficulty.HARD.or_worse, WITHDRAWAL.at(1)),
    ),
    Arrangement(
        id="delivery.medication-within-reach",
        text="buprenorphine by telehealth or injection, mobile unit, or take-home doses instead of a daily journey",
        services=("1", "2.1", "2.5", "3.1", "3.5"),
        when=(TravelDifficulty.HARD.or_worse, OpioidUseDisorder.PRESENT.or_worse),
    ),
    Arrangement(
        id="delivery.transport",
        text="transport help, medical transport benefit, sessions grouped on fewer days",
        services=("1", "2.1", "2.5"),
        when=(TravelDifficulty.SOME.or_worse,),
    ),
    Arrangement(
        id="delivery.lodging-near",
        text="lodging or a recovery residence near the programme, or a nearer one",
        services=("2.5",),
        when=(TravelDifficulty.HARD.or_worse,),
    ),
    Arrangement(
        id="delivery.transport-to-admission",
        text="the programme or the payer brings the person; level 4 by ambulance where flagged",
        services=("3.1", "3.5", "3.7", "4"),
        when=(TravelDifficulty.HARD.or_worse,),
    ),
    Arrangement(
        id="delivery.recovery-residence",
        text="recovery residence beside the programme; one that accepts medication for addiction",
        services=("1", "2.1", "2.5"),
        when=(ENVIRONMENT.at(3),),
    ),
    Arrangement(
        id="delivery.family-therapy",
        text="family therapy and teaching, with whoever supports the person: at home or outside it",
        services=("1", "2.1", "2.5", "3.1", "3.5"),
        when=(HomeSupport.PASSIVE_OR_ALONE.or_worse,),
        sources=(ART_4,),
    ),
    Arrangement(
        id="delivery.trigger-plan",
        text="a plan for meeting people who use: refusal skills, safe places, whom to call",
        services=("1", "2.1", "2.5"),
        when=(Exposure.OCCASIONAL.or_worse,),
        sources=(ART_1,),
    ),
)
