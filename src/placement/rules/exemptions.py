"""What a check of the shipped rulebook finds and is meant to be so, each with its reason.

A jump is one step of one answer that can lift the level by more than one. Most have one of two reasons. Some answers are
an emergency by themselves. And level 2 helps by day: where it is the night that is not safe, level 3 is the next.
"""

from placement.language.declarations import Exemption

EXEMPTIONS: tuple[Exemption, ...] = (
    # ----------------------------------------------------------------------------------------------- never decides alone
    Exemption(
        finding="redundant.service.day-three-dimensions[1]",
        reason="The rule is about any three of four dimensions. Where psychological health is one of them, another rule asks for less and gives the same; three of four stays easier to read, and stays right if that rule is ever changed.",
    ),
    Exemption(
        finding="redundant.service.day-three-dimensions[2]",
        reason="As for the first way to meet this rule: psychological health with relapse gives day treatment by another rule already.",
    ),
    Exemption(
        finding="redundant.service.day-three-dimensions[4]",
        reason="As for the first way to meet this rule: psychological health with relapse gives day treatment by another rule already.",
    ),
    Exemption(
        finding="redundant.service.high-residential-three-dimensions[1]",
        reason="The rule is about any three of four dimensions. Psychological health rated 3 leads to high-intensity residential care by itself; three of four stays easier to read, and stays right if that is ever changed.",
    ),
    Exemption(
        finding="redundant.service.high-residential-three-dimensions[2]",
        reason="As for the first way to meet this rule: psychological health rated 3 is enough by itself.",
    ),
    Exemption(
        finding="redundant.service.high-residential-three-dimensions[4]",
        reason="As for the first way to meet this rule: psychological health rated 3 is enough by itself.",
    ),
    # ------------------------------------------------------------------------------------- one step, use and withdrawal
    Exemption(
        finding="jump.use_disorder.2",
        reason="With a disorder, whatever else is wrong is treated together with it, and where that is severe it needs more than a talk about risky use: a disabling mental disorder needs support round the clock, and so does treating both.",
    ),
    Exemption(
        finding="jump.use_disorder.3",
        reason="From a moderate disorder on, an illness or a pregnancy that needs nursing by night is looked after in the same place as the disorder. Day programmes have no nurses by night.",
    ),
    Exemption(
        finding="jump.detox_need.3",
        reason="Where no disorder is known, a judgement that intoxication or withdrawal must be watched leads to a level only once it must be watched day and night: that cannot wait for a diagnosis, and nothing below level 3 is staffed by night.",
    ),
    Exemption(
        finding="jump.alcohol_withdrawal.1",
        reason="Alcohol withdrawal grows worse over hours and can kill. Where a seizure or delirium is likely, or somebody is ill, suicidal, confused or without a safe home, even a mild or expected withdrawal is watched by night as well, before it shows how bad it will be.",
    ),
    Exemption(
        finding="jump.alcohol_withdrawal.2",
        reason="Moderate alcohol withdrawal is watched round the clock as soon as anything adds to it: another depressant, a warning from the past, age, illness, thoughts of suicide, or nobody reliable at home.",
    ),
    Exemption(
        finding="jump.sedative_withdrawal.2",
        reason="Signs of withdrawal, where there were none on a steady dose, mean that a seizure is possible. In pregnancy, after a past seizure, in illness or danger, or without a safe home, that needs somebody present at every hour.",
    ),
    Exemption(
        finding="jump.sedative_withdrawal.3",
        reason="Once severe sedative withdrawal is likely, no programme that closes in the evening is safe.",
    ),
    Exemption(
        finding="jump.opioid_withdrawal.1",
        reason="Any opioid withdrawal is a reason to offer treatment, and the least treatment is outpatient: below it nobody can prescribe.",
    ),
    Exemption(
        finding="jump.opioid_withdrawal.2",
        reason="In a pregnancy at high risk or without care, moderate opioid withdrawal strains the child as well, by night as by day.",
    ),
    Exemption(
        finding="jump.opioid_withdrawal.3",
        reason="Opioid withdrawal this severe brings loss of fluid and exhaustion. In pregnancy, illness or danger, or for somebody who cannot come every day or has no home, it cannot be followed from outside.",
    ),
    Exemption(
        finding="jump.opioid_withdrawal.4",
        reason="The most severe opioid withdrawal needs treatment and watching at every hour until it turns.",
    ),
    Exemption(
        finding="jump.stimulant_withdrawal.1",
        reason="Stimulant withdrawal is a reason to offer treatment, of which the least is outpatient.",
    ),
    Exemption(
        finding="jump.stimulant_withdrawal.3",
        reason="Psychotic symptoms or lost control of impulses can endanger the person and others at any hour.",
    ),
    Exemption(
        finding="jump.intoxication.2",
        reason="Marked intoxication takes away what holds a person back from a suicide plan, which is then an emergency. With a past seizure or delirium, or a high risk of one, withdrawal is about to begin, and is watched from the beginning.",
    ),
    Exemption(
        finding="jump.intoxication.3",
        reason="Intoxication that endangers the person is watched until it is over. Together with a plan of violence, or violence in the past week, it is an emergency for others as well.",
    ),
    Exemption(
        finding="jump.complicated_withdrawal_history.2",
        reason="A past seizure or delirium is the best warning of the next. Withdrawal that is now there or about to begin is then watched through, day and night.",
    ),
    Exemption(
        finding="jump.complication_risk.2",
        reason="A high score means that complicated withdrawal is to be expected. Withdrawal that is now there or about to begin is then watched until the danger has passed, day and night.",
    ),
    Exemption(
        finding="jump.withdrawal_support.2",
        reason="Withdrawal outside a building needs the person to be seen every day. Somebody who cannot come cannot be watched from a day programme either, so the next step is a bed.",
    ),
    # ----------------------------------------------------------------------------------------------- one step, the body
    Exemption(
        finding="jump.medical_condition.2",
        reason="An illness in need of active treatment makes severe opioid withdrawal a strain that the body may not bear unwatched.",
    ),
    Exemption(
        finding="jump.medical_condition.3",
        reason="An illness that needs nursing by night needs it during withdrawal and treatment too, and day programmes have no nurses by night.",
    ),
    Exemption(
        finding="jump.medical_condition.4",
        reason="An unstable body is an emergency, whatever else is true of the person.",
    ),
    Exemption(
        finding="jump.pregnancy.1",
        reason="In pregnancy, signs of sedative withdrawal and severe opioid withdrawal endanger the child as well, so they are watched round the clock.",
    ),
    Exemption(
        finding="jump.pregnancy.2",
        reason="In a pregnancy at high risk or without care, already moderate opioid withdrawal is watched round the clock.",
    ),
    Exemption(
        finding="jump.pregnancy.3",
        reason="A pregnancy that needs nursing by night needs it where the disorder is treated too.",
    ),
    Exemption(
        finding="jump.pregnancy.4",
        reason="Signs of an obstetric emergency belong in a hospital at once.",
    ),
    Exemption(
        finding="jump.opioid_use_disorder.1",
        reason="An opioid use disorder, even in remission on medication, goes on being treated: to stop the medication is to risk an overdose. Below outpatient treatment nobody can prescribe it.",
    ),
    # ----------------------------------------------------------------------------------------------- one step, the mind
    Exemption(
        finding="jump.co_occurring.3",
        reason="A disabling mental disorder needs support round the clock. It takes away the means to resist a suicide plan, which is then an emergency.",
    ),
    Exemption(
        finding="jump.co_occurring.4",
        reason="Acute danger from a mental disorder is an emergency.",
    ),
    Exemption(
        finding="jump.suicide_risk.2",
        reason="Thoughts of suicide are watched round the clock while sedative or severe opioid withdrawal makes every hour harder to bear.",
    ),
    Exemption(
        finding="jump.suicide_risk.3",
        reason="A suicide plan or some intent needs somebody present at every hour; while intoxicated, or with a disabling mental disorder, it is an emergency.",
    ),
    Exemption(
        finding="jump.suicide_risk.4",
        reason="A suicide plan with intent is an emergency. What protects is somebody present from the moment it is known, and not one level more than before.",
    ),
    Exemption(
        finding="jump.violence_risk.3",
        reason="A plan of violence, or violence in the past week, needs staff at every hour, for the others as much as for the person.",
    ),
    Exemption(
        finding="jump.violence_risk.4",
        reason="Imminent violence is an emergency.",
    ),
    Exemption(
        finding="jump.cognition.3",
        reason="Somebody who cannot take part without support round the clock cannot notice or report that things get worse. Somebody else has to, by night as well.",
    ),
    Exemption(
        finding="jump.daily_functioning.3",
        reason="Somebody who cannot care for themselves at home is not helped by a programme that sends them home every evening.",
    ),
    Exemption(
        finding="jump.daily_functioning.4",
        reason="Lack of self-care that endangers the person is an emergency.",
    ),
    # --------------------------------------------------------------------------------------- one step, the surroundings
    Exemption(
        finding="jump.home_support.2",
        reason="A pregnant person at risk of relapse, who copes with outpatient care only in part, has nothing left to hold on to where nobody at home helps. Level 2 treats by day and sends the person back there.",
    ),
    Exemption(
        finding="jump.home_support.4",
        reason="Among people who do harm there is no safe place to withdraw from alcohol, and level 2 sends the person back to them every evening.",
    ),
    Exemption(
        finding="jump.exposure.2",
        reason="A pregnant person at risk of relapse, who copes with outpatient care only in part, meets use again and again between two sessions. Level 2 has the same evenings; a protected place has not.",
    ),
    Exemption(
        finding="jump.housing.2",
        reason="Unstable housing, for a pregnant person at risk of relapse who copes with outpatient care only in part, leaves no place to recover in. What is missing is a bed, which level 2 has not.",
    ),
    Exemption(
        finding="jump.housing.3",
        reason="There is no safe withdrawal in the street, and nobody to watch it there. What is missing is a bed, which level 2 has not.",
    ),
    Exemption(
        finding="jump.home_safety.3",
        reason="A home with violence or exploitation is no place to go through withdrawal, and a day programme sends the person back there every evening.",
    ),
    Exemption(
        finding="jump.structure_response.1",
        reason="In pregnancy, at risk of relapse and in surroundings that draw back to use, coping only in part with outpatient care means that this care does not protect. More hours of the same do not change the surroundings; another place does.",
    ),
    # ------------------------------------------------------------------------------------------------- behind a headline
    Exemption(
        finding="closing.withdrawal",
        reason="The headline asks how much care intoxication and withdrawal need, all in all: nobody can answer it without having looked for a seizure, a delirium or an overdose. A recorded sign counts whatever the headline says, the signs that mean danger stay open if they are unsure, and past complications are asked for by themselves.",
    ),
    Exemption(
        finding="closing.psychological",
        reason="The headline asks how severe mental disorder is now, which takes an examination that would show imminent violence or a dangerous lack of self-care. A recorded danger counts whatever the headline says, violence stays open if it is unsure, and suicide risk is always asked for by itself.",
    ),
    Exemption(
        finding="closing.environment",
        reason="How somebody copes with outpatient care is known only once it was tried, so it cannot be asked of everybody. It lifts the level this far in pregnancy alone, where the pregnancy and the housing are always asked for by themselves.",
    ),
)
