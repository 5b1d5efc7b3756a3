"""How intoxication and withdrawal are looked after, beside the service."""

from placement.criteria import (
    BIOMEDICAL,
    PSYCHOLOGICAL,
    WITHDRAWAL,
    AlcoholWithdrawal,
    DetoxNeed,
    Intoxication,
    OpioidWithdrawal,
    StimulantWithdrawal,
)
from placement.criteria.sources import AWM_2020, BCCSU, MN_9530_6622
from placement.language.condition import all_of, any_of
from placement.language.declarations import Rule
from placement.rules.levels import WithdrawalManagement

AMBULATORY = Rule(
    id="wm.ambulatory",
    summary="Withdrawal judged to need check-ins or more, withdrawal from alcohol, opioids or stimulants, or intoxication calls for at least ambulatory withdrawal management; a steady prescribed dose of a sedative by itself does not.",
    when=any_of(
        DetoxNeed.CHECK_INS.or_worse,
        AlcoholWithdrawal.MILD_OR_EXPECTED.or_worse,
        OpioidWithdrawal.MILD.or_worse,
        StimulantWithdrawal.LOW_MOOD.or_worse,
        Intoxication.MILD.or_worse,
    ),
    raises=WithdrawalManagement.AMBULATORY.or_more,
    sources=(MN_9530_6622, AWM_2020),
)

EXTENDED = Rule(
    id="wm.extended",
    summary="Withdrawal rated 2 or more calls for at least ambulatory withdrawal management with extended monitoring.",
    when=WITHDRAWAL.at(2),
    raises=WithdrawalManagement.EXTENDED.or_more,
    sources=(MN_9530_6622, AWM_2020),
)

MONITORED = Rule(
    id="wm.monitored",
    summary="Withdrawal rated 3 or more, or rated 2 with psychological or physical health rated 3 or more, calls for at least 24-hour monitored withdrawal management.",
    when=any_of(
        WITHDRAWAL.at(3),
        all_of(WITHDRAWAL.at(2), PSYCHOLOGICAL.at(3)),
        all_of(WITHDRAWAL.at(2), BIOMEDICAL.at(3)),
    ),
    raises=WithdrawalManagement.MONITORED.or_more,
    sources=(MN_9530_6622, AWM_2020, BCCSU),
)

MANAGED = Rule(
    id="wm.managed",
    summary="Withdrawal rated 4 calls for withdrawal management in a hospital.",
    when=WITHDRAWAL.at(4),
    raises=WithdrawalManagement.MANAGED.or_more,
    sources=(MN_9530_6622, AWM_2020),
)

WITHDRAWAL_MANAGEMENT_RULES: tuple[Rule, ...] = (AMBULATORY, EXTENDED, MONITORED, MANAGED)
