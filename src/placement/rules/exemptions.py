"""What a check of the shipped rulebook finds and is meant to be so, each with its reason.

A jump is one step of one answer that can lift the level by more than one. Most have one of two reasons. Some answers are
an emergency by themselves. And level 2 helps by day: where it is the night that is not safe, level 3 is the next.
"""

from placement.declarations import Exemption

__all__ = ["EXEMPTIONS"]

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
        finding="jump.use_disorder",
        reason="A use disorder is what makes addiction treatment the place for other severe problems. Somebody whose mental disorder needs support round the clock needs both treated together as soon as there is a disorder; with a physical illness that needs nursing by night, a moderate disorder is treated where the nurses are.",
    ),
    Exemption(
        finding="jump.detox_need",
        reason="Where no disorder is known, a clinician's judgement that intoxication or withdrawal must be watched leads to a level only once it must be watched day and night: that cannot wait for a diagnosis, and nothing below level 3 is staffed by night.",
    ),
    Exemption(
        finding="jump.alcohol_withdrawal",
        reason="Alcohol withdrawal grows worse over hours and can kill. After a past seizure or delirium even a mild or expected withdrawal is watched by night as well, before it shows how bad it will be; so is moderate withdrawal in somebody who depends on a sedative.",
    ),
    Exemption(
        finding="jump.sedative_withdrawal",
        reason="Signs of withdrawal after a steady dose mean that a seizure is possible, and in pregnancy that two lives depend on it. Once severe withdrawal is likely, no programme that closes in the evening is safe.",
    ),
    Exemption(
        finding="jump.opioid_withdrawal",
        reason="Any opioid withdrawal is a reason to offer treatment, of which the least is outpatient. In pregnancy, and once it is severe, it is watched round the clock: the strain, the loss of fluid and the risk to the child do not keep office hours.",
    ),
    Exemption(
        finding="jump.stimulant_withdrawal",
        reason="Stimulant withdrawal is a reason to offer treatment, of which the least is outpatient. Psychotic symptoms or lost control of impulses can endanger the person and others at any hour.",
    ),
    Exemption(
        finding="jump.intoxication",
        reason="Intoxication takes away what holds a person back. With a suicide plan, or with a plan of violence or violence in the past week, it turns a danger that could be talked about into one that must be guarded at once.",
    ),
    Exemption(
        finding="jump.complicated_withdrawal_history",
        reason="A past seizure or delirium is the best warning of the next. Somebody markedly intoxicated with that history is about to go into withdrawal, and is watched through it.",
    ),
    Exemption(
        finding="jump.complication_risk",
        reason="A high score means that complicated withdrawal is to be expected. Somebody markedly intoxicated with that risk is watched until it has passed, day and night.",
    ),
    Exemption(
        finding="jump.withdrawal_support",
        reason="Withdrawal outside a building needs the person to be seen every day. Who cannot come cannot be watched from a day programme either, so the next step is a bed.",
    ),
    # ------------------------------------------------------------------------------------------------ one step, the body
    Exemption(
        finding="jump.medical_condition",
        reason="An unstable body is an emergency whatever else is true. Below that, an illness that needs active treatment or nursing by night makes withdrawal unsafe outside, and day programmes have no nurses by night.",
    ),
    Exemption(
        finding="jump.pregnancy",
        reason="Signs of an obstetric emergency belong in a hospital at once. In pregnancy withdrawal from sedatives or opioids endangers the child as well, so it is watched round the clock; and a pregnancy that needs nursing by night needs it by night.",
    ),
    Exemption(
        finding="jump.opioid_use_disorder",
        reason="An opioid use disorder, even in remission, is treated with medication, and stopping treatment is when people die. Below outpatient treatment there is nobody to prescribe it.",
    ),
    # ------------------------------------------------------------------------------------------------ one step, the mind
    Exemption(
        finding="jump.co_occurring",
        reason="Acute danger from a mental disorder is an emergency. A disabling disorder together with a suicide plan or some intent is one as well: the disorder takes away the means to resist the plan.",
    ),
    Exemption(
        finding="jump.suicide_risk",
        reason="A suicide plan with intent is an emergency; so is a plan while intoxicated. What protects is somebody present at every hour, from the moment it is known, and not one level more than before. Thoughts without a plan weigh as much where sedative or opioid withdrawal makes every hour worse.",
    ),
    Exemption(
        finding="jump.violence_risk",
        reason="Imminent violence is an emergency. A plan, or violence in the past week, needs staff at every hour, for the others as much as for the person.",
    ),
    Exemption(
        finding="jump.cognition",
        reason="Who cannot take part without support round the clock cannot notice or report that withdrawal gets worse. Somebody else has to, by night as well.",
    ),
    Exemption(
        finding="jump.daily_functioning",
        reason="Lack of self-care that endangers the person is an emergency. Who cannot care for themselves at home is not helped by a programme that sends them home every evening.",
    ),
    # ------------------------------------------------------------------------------------------ one step, the surroundings
    Exemption(
        finding="jump.home_support",
        reason="Level 2 treats by day and sends the person home. Among people who do harm there is no safe place to withdraw; and a pregnant person at risk of relapse, who copes with outpatient care only in part, has nothing left to hold on to where nobody at home helps.",
    ),
    Exemption(
        finding="jump.exposure",
        reason="A pregnant person at risk of relapse, who copes with outpatient care only in part, meets use again and again between two sessions. Level 2 has the same evenings; a protected place has not.",
    ),
    Exemption(
        finding="jump.housing",
        reason="There is no safe withdrawal in the street, and nobody to watch it there. Unstable housing weighs as much for a pregnant person at risk of relapse who copes with outpatient care only in part. What is missing is a bed, which level 2 has not.",
    ),
    Exemption(
        finding="jump.home_safety",
        reason="A home with violence or exploitation is no place to go through withdrawal, and a day programme sends the person back there every evening.",
    ),
    Exemption(
        finding="jump.structure_response",
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
