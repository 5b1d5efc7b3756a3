"""The letter of the shipped rulebook: everyday words for what it says in clinical ones.

They are read by the person concerned, perhaps on a bad day and perhaps not alone: short, kind, without blame, and
without a word about violence at home.
"""

from placement.language.words import Codes, Letter, Phrase, Phrases, SensitivityLabel, Words

LETTER = Letter(
    nothing="Nothing that we know calls for treatment right now.",
    perhaps_nothing="You may need no treatment at all, or up to",
    called="your care team calls this level",
    closing=(
        "This is a suggestion. You have a say in it. Please talk it over with your clinician. Ask about all that is not "
        "clear. Tell us if something has changed or is wrong."
    ),
    services=(
        Phrase("0.5", "a few short talks about your drinking or drug use"),
        Phrase("1", "visits with a counsellor while you live at home"),
        Phrase("2.1", "a programme with some visits each week while you live at home"),
        Phrase("2.5", "a day programme on most days of the week, while you sleep at home"),
        Phrase("3.1", "a place to live that has staff day and night, with treatment beside it"),
        Phrase("3.5", "a stay in a treatment centre that has staff day and night"),
        Phrase("3.7", "a stay in a treatment centre that has nurses day and night"),
        Phrase("4", "care in a hospital"),
    ),
    levels=(
        Phrase("0.5", "a few short talks about your drinking or drug use"),
        Phrase("1", "visits with a counsellor while you live at home"),
        Phrase("2", "a programme with some visits each week, or a day on most days, while you live at home"),
        Phrase("3", "a stay in a place that has staff day and night"),
        Phrase("4", "care in a hospital"),
    ),
    reasons=(
        Phrases(
            "use",
            ("Drinking or drug use is causing you harm, or it could.",),
        ),
        Phrases(
            "withdrawal",
            (
                "Your body may need some care when you stop drinking or using drugs.",
                "You may feel unwell when you stop, so someone should check on you.",
                "You may get very unwell when you stop, so nurses should be near you day and night.",
                "Your body is in danger right now, and doctors need to be close by.",
            ),
        ),
        Phrases(
            "biomedical",
            (
                "You have a health need that should be looked after.",
                "You have a health problem that needs treatment now.",
                "You have a health problem that needs nurses day and night.",
                "Your body needs a doctor's care right now.",
            ),
        ),
        Phrases(
            "psychological",
            (
                "How you feel and think needs some care too.",
                "How you feel and think needs treatment at the same time.",
                "Things feel so hard right now that you should not have to cope alone, by day or by night.",
                "We are worried that you or someone else may get hurt.",
            ),
        ),
        Phrases(
            "readiness",
            (
                "Part of you wants to change and part of you does not. Many people feel like that.",
                "You are not sure that you want to change. That is all right, and we can talk about it.",
                "Right now you may not see a need to change. We can talk about that.",
                "Right now you do not want treatment. We would still like to stay in touch with you.",
            ),
        ),
        Phrases(
            "relapse",
            (
                "You may go back to drinking or drug use now and then.",
                "It is hard to keep away from drinking or drug use without more help.",
                "Without a lot of help, you may soon go back to drinking or drug use.",
                "If you keep drinking or using drugs now, you may get badly hurt.",
            ),
        ),
        Phrases(
            "environment",
            (
                "The place where you live could give you more support.",
                "Where you live, or who is around you, does not give you enough support.",
                "Where you live, or who is around you, makes it hard to get better.",
                "Right now it is very hard to get better where you live.",
            ),
        ),
    ),
    flags=(
        Phrase("flag.emergency", "Please see a doctor right now. Do not wait. We will help you get there."),
        Phrase("flag.immediate-safety", "Your safety comes first. We can help you find a safe place to stay today."),
        Phrase(
            "flag.same-day-psychiatric", "Please see a mental health doctor today. Please stay with someone until then."
        ),
        Phrase(
            "flag.psychiatric-evaluation", "A mental health doctor should see you before you start, or when you start."
        ),
        Phrase("flag.safety-plan", "Let us write a plan with you that helps to keep you safe."),
        Phrase(
            "flag.naloxone",
            "Ask for naloxone. It is a drug that can save a life after an overdose. Learn how to use it.",
        ),
        Phrase(
            "flag.opioid-medication",
            "There is medicine that helps people stay off opioids. You can have it with any kind of care.",
        ),
        Phrase(
            "flag.overdose-follow-up",
            "You should start on medicine, or go on with it, before you go home. Someone should call you within two days.",
        ),
        Phrase("flag.reassess-when-sober", "We would like to ask you these questions again when you feel better."),
        Phrase("flag.rule-out-delirium", "A doctor should check you at once, above all if you feel confused."),
        Phrase(
            "flag.alcohol-medication",
            "There is medicine that can help you drink less or stop. You also need vitamin B1.",
        ),
        Phrase("flag.contingency-management", "Ask about a programme that gives you rewards for each step you take."),
        Phrase("flag.accommodation", "You can take things slowly. Ask us to say things again or to write them down."),
        Phrase(
            "flag.medical-bed-first",
            "Your health comes first. You need nurses day and night, and help with drinking or drug use comes to you there.",
        ),
        Phrase(
            "flag.perinatal-priority",
            "You are pregnant, so you should get a place first, or some help within two days.",
        ),
        Phrase(
            "flag.residence-plus-programme",
            "The house gives you a safe place to live. You also need treatment hours beside it.",
        ),
        Phrase(
            "flag.no-abrupt-stop",
            "Do not stop your sleeping or calming pills all at once. A doctor can help you cut down step by step.",
        ),
        Phrase("flag.prenatal-care", "A doctor or midwife should look after you and your baby."),
        Phrase(
            "flag.no-unsupervised-withdrawal-in-pregnancy",
            "You are pregnant, so please do not stop on your own. A doctor can help, and there may be medicine for it.",
        ),
        Phrase(
            "flag.continue-after-withdrawal",
            "Getting through the first days is a start. Please plan what comes next before you leave.",
        ),
        Phrase("flag.medical-coordination", "Your other doctors should know about your treatment, if you agree."),
        Phrase("flag.recovery-residence", "A sober house can be a good place to live while you are in treatment."),
        Phrase(
            "flag.motivational-work", "You can start with talks about what you want. You do not have to be sure yet."
        ),
        Phrase(
            "flag.engagement",
            "Take as much help as feels right to you now. You can have more later. Someone should be in touch within a week.",
        ),
        Phrase("flag.primary-care", "You should have a family doctor. We can help you find one."),
        Phrase(
            "flag.recovery-support",
            "It helps to have people on your side: family, friends, or people who have been there too.",
        ),
    ),
    possible_flags=(
        Phrase("flag.emergency", "You may need to see a doctor right now."),
        Phrase("flag.immediate-safety", "You may need a safe place to stay today. We can help you find one."),
        Phrase("flag.same-day-psychiatric", "You may need to see a mental health doctor today."),
        Phrase("flag.rule-out-delirium", "A doctor may need to check you at once."),
    ),
    arrangements=(
        Phrase(
            "delivery.evening-sessions", "You work, so ask for visits in the evening, early morning or at the weekend."
        ),
        Phrase(
            "delivery.half-day-or-leave",
            "Day care rarely fits with a job. You may need time off at first, and evening visits later.",
        ),
        Phrase("delivery.protected-leave", "You may have a right to time off work for treatment. Ask us for a letter."),
        Phrase(
            "delivery.intermittent-leave",
            "You may be able to take a few hours off, change shifts, or have some visits by video.",
        ),
        Phrase(
            "delivery.job-at-risk",
            "Before you go in, let us plan for your pay and for your way back to work. We talk to your boss only if you sign for it.",
        ),
        Phrase("delivery.confidential", "We tell your boss nothing unless you agree in writing."),
        Phrase("delivery.childcare", "Ask for childcare, or for visits in school hours."),
        Phrase(
            "delivery.care-cover",
            "Let us write down who will look after your family while you are away. In an emergency, you go first.",
        ),
        Phrase(
            "delivery.sole-carer",
            "Ask for a place where your children can stay with you, or for someone you trust to care for them.",
        ),
        Phrase("delivery.sole-carer-emergency", "A social worker can find someone today to look after your family."),
        Phrase(
            "delivery.perinatal",
            "Ask for a programme for people who are pregnant, with your baby's care in the same place.",
        ),
        Phrase("delivery.telehealth", "You may be able to have visits by video. Check first that it is paid for."),
        Phrase(
            "delivery.telehealth-needs-a-private-safe-room",
            "For video visits, use a private room, such as in a clinic or a library.",
        ),
        Phrase(
            "delivery.withdrawal-in-person",
            "In the first days, someone should check on you in person and not just by phone.",
        ),
        Phrase("delivery.medication-within-reach", "Ask how to get your medicine without a long trip each day."),
        Phrase("delivery.transport", "Ask for help with getting there, or for more visits on fewer days."),
        Phrase("delivery.lodging-near", "You may be able to stay near the programme."),
        Phrase(
            "delivery.transport-to-admission", "Someone should bring you there. You do not have to find your own way."
        ),
        Phrase(
            "delivery.recovery-residence",
            "A sober house beside the programme may help. Choose one that lets you take your medicine.",
        ),
        Phrase("delivery.family-therapy", "The people who support you can come to some visits with you."),
        Phrase("delivery.trigger-plan", "Let us plan what you can say and do when you meet people who use."),
        Phrase(
            "alternative.recovery-residence",
            "You could also ask about a sober house, with a programme on some days of the week.",
        ),
    ),
    questions=(
        Phrase("use_disorder", "how drinking or drug use has changed your life in the past year"),
        Phrase("alcohol_use_disorder", "whether alcohol is a problem for you"),
        Phrase("stimulant_use_disorder", "whether drugs such as cocaine or speed are a problem for you"),
        Phrase("opioid_use_disorder", "whether opioids, such as heroin or strong pain pills, are a problem for you"),
        Phrase("detox_need", "how much care your body needs when you stop"),
        Phrase("alcohol_withdrawal", "how you feel when you stop drinking"),
        Phrase("sedative_withdrawal", "how you feel when you stop sleeping or calming pills"),
        Phrase("opioid_withdrawal", "how you feel when you stop opioids"),
        Phrase("stimulant_withdrawal", "how you feel when you stop drugs such as cocaine or speed"),
        Phrase("intoxication", "what you have taken today"),
        Phrase("complicated_withdrawal_history", "whether you have ever had fits or got confused when you stopped"),
        Phrase("complication_risk", "how hard it may be for your body to stop drinking"),
        Phrase("withdrawal_support", "who can be with you in the first days"),
        Phrase("medical_condition", "your health"),
        Phrase("pregnancy", "whether you are pregnant"),
        Phrase("overdose_history", "whether you have ever had an overdose"),
        Phrase("opioid_medication", "medicine that helps people stay off opioids"),
        Phrase("co_occurring", "your mental health"),
        Phrase("suicide_risk", "whether you have thoughts of ending your life"),
        Phrase("violence_risk", "whether you have thoughts of hurting someone"),
        Phrase("cognition", "how well you can think and remember"),
        Phrase("daily_functioning", "how you get on with daily life"),
        Phrase("willingness", "what you want for yourself"),
        Phrase("relapse_risk", "what helps you not to drink or use drugs"),
        Phrase("use_consequence", "what may happen if you go on drinking or using drugs"),
        Phrase("unsuccessful_level", "what treatment you have had in the past three months"),
        Phrase("home_support", "how the people at home help you"),
        Phrase("exposure", "whether people around you drink or use drugs"),
        Phrase("housing", "where you live"),
        Phrase("home_safety", "how safe you feel"),
        Phrase("structure_response", "how you get on with regular visits"),
    ),
)


NOTICE = (
    "Decision support for clinicians, not a diagnosis. The levels are ASAM-style in name only: this is not affiliated "
    "with or endorsed by ASAM, and uses none of its texts."
)

WORDS = Words(
    notice=NOTICE,
    level="level of care",
    nothing="no level of care",
    ratings=("no problem", "mild", "moderate", "serious", "extreme"),
    lower_case_titles=True,
    letter=LETTER,
    codes=Codes(
        levels="Levels of care",
        sensitivity=(SensitivityLabel("ETH", "substance abuse information sensitivity"),),
    ),
)
