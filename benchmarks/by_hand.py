"""The shipped rulebook written out by hand as Polars expressions: what somebody would write who needs it once, fast.

Of the same rules it makes the outputs that the benchmark compares, and no others. It knows nothing of codes, text,
minors or mistakes. It has to be mended whenever a rule changes, and the benchmark refuses to run if it was not.
"""

from collections.abc import Callable
from typing import Final, TypeAlias

import polars as pl

from placement import FIVE_LEVEL

__all__ = ["OUTPUTS", "by_hand"]

_At: TypeAlias = Callable[[str, int], pl.Expr]

_SERVICES: Final = pl.Enum(["none", "0.5", "1", "2.1", "2.5", "3.1", "3.5", "3.7", "4"])
_LEVELS: Final = pl.Enum(["none", "0.5", "1", "2", "3", "4"])
_LEVEL_FROM: Final = {1: "0.5", 2: "1", 3: "2", 5: "3", 8: "4"}
_FLAGS: Final = [flag.id for flag in FIVE_LEVEL.flags]

OUTPUTS: Final = (
    "level",
    "service",
    "determined",
    "level_floor",
    "level_ceiling",
    "service_floor",
    "service_ceiling",
    "deciding_rule",
    *_FLAGS,
)


def _ratings(at: _At) -> dict[str, list[pl.Expr]]:
    """Return where each dimension is rated at least 1, 2, 3 and 4."""
    alcohol = [at("alcohol_withdrawal", 0), *(at("alcohol_withdrawal", n) for n in range(1, 5))]
    sedative = [at("sedative_withdrawal", 0), *(at("sedative_withdrawal", n) for n in range(1, 5))]
    return {
        "withdrawal": [
            at("detox_need", 1)
            | alcohol[1]
            | sedative[1]
            | at("opioid_withdrawal", 1)
            | at("stimulant_withdrawal", 1)
            | at("intoxication", 1),
            at("detox_need", 2)
            | alcohol[2]
            | sedative[2]
            | at("opioid_withdrawal", 3)
            | at("intoxication", 2)
            | (
                alcohol[1]
                & (
                    at("withdrawal_support", 1)
                    | at("home_support", 3)
                    | at("housing", 2)
                    | at("complication_risk", 1)
                    | at("complicated_withdrawal_history", 1)
                    | at("medical_condition", 2)
                    | at("suicide_risk", 2)
                )
            )
            | (at("pregnancy", 1) & (at("opioid_withdrawal", 1) | alcohol[1])),
            at("detox_need", 3)
            | alcohol[3]
            | sedative[3]
            | at("opioid_withdrawal", 4)
            | at("stimulant_withdrawal", 3)
            | at("intoxication", 3)
            | (
                at("opioid_withdrawal", 3)
                & (at("medical_condition", 2) | at("withdrawal_support", 2) | at("housing", 3) | at("suicide_risk", 2))
            )
            | (
                alcohol[1]
                & (
                    at("complicated_withdrawal_history", 2)
                    | at("complication_risk", 2)
                    | sedative[2]
                    | at("withdrawal_support", 2)
                    | at("home_support", 4)
                    | at("housing", 3)
                    | at("home_safety", 3)
                    | at("medical_condition", 3)
                    | at("suicide_risk", 3)
                    | at("co_occurring", 3)
                    | at("cognition", 3)
                )
            )
            | (
                alcohol[2]
                & (
                    at("complicated_withdrawal_history", 1)
                    | at("complication_risk", 1)
                    | sedative[1]
                    | at("intoxication", 2)
                    | at("withdrawal_support", 1)
                    | at("home_support", 3)
                    | at("housing", 2)
                    | at("medical_condition", 2)
                    | at("suicide_risk", 2)
                    | at("pregnancy", 1)
                )
            )
            | (
                sedative[2]
                & (
                    at("complicated_withdrawal_history", 2)
                    | at("withdrawal_support", 2)
                    | at("housing", 3)
                    | at("home_safety", 3)
                    | at("suicide_risk", 2)
                    | at("medical_condition", 3)
                    | at("cognition", 3)
                    | at("pregnancy", 1)
                )
            )
            | (at("intoxication", 2) & (at("complicated_withdrawal_history", 2) | at("complication_risk", 2)))
            | (at("opioid_withdrawal", 3) & at("pregnancy", 1))
            | (at("opioid_withdrawal", 2) & at("pregnancy", 2)),
            at("detox_need", 4)
            | alcohol[4]
            | sedative[4]
            | at("intoxication", 4)
            | (
                alcohol[3]
                & (
                    at("medical_condition", 3)
                    | at("complicated_withdrawal_history", 2)
                    | sedative[2]
                    | at("pregnancy", 1)
                    | at("cognition", 3)
                    | at("suicide_risk", 3)
                )
            )
            | (sedative[3] & (at("medical_condition", 3) | at("pregnancy", 1))),
        ],
        "biomedical": [at("medical_condition", n) | at("pregnancy", n) for n in range(1, 5)],
        "psychological": [
            at("co_occurring", 1)
            | at("suicide_risk", 1)
            | at("violence_risk", 1)
            | at("cognition", 1)
            | at("daily_functioning", 1),
            at("co_occurring", 2) | at("suicide_risk", 2) | at("violence_risk", 2) | at("daily_functioning", 2),
            at("co_occurring", 3)
            | at("suicide_risk", 3)
            | at("violence_risk", 3)
            | at("cognition", 3)
            | at("daily_functioning", 3),
            at("co_occurring", 4)
            | at("suicide_risk", 4)
            | at("violence_risk", 4)
            | at("daily_functioning", 4)
            | (at("suicide_risk", 3) & (at("intoxication", 2) | at("co_occurring", 3)))
            | (at("violence_risk", 3) & at("intoxication", 3)),
        ],
        "readiness": [at("willingness", n) for n in range(1, 5)],
        "relapse": [
            at("relapse_risk", 1) | at("overdose_history", 2),
            at("relapse_risk", 2)
            | at("overdose_history", 3)
            | at("unsuccessful_level", 1)
            | at("opioid_medication", 2)
            | at("stimulant_withdrawal", 2)
            | (at("relapse_risk", 1) & at("use_consequence", 1)),
            at("relapse_risk", 3)
            | at("unsuccessful_level", 3)
            | (at("overdose_history", 3) & (at("relapse_risk", 2) | at("opioid_medication", 2)))
            | (at("overdose_history", 2) & at("opioid_medication", 3))
            | (at("relapse_risk", 2) & (at("use_consequence", 2) | at("pregnancy", 1))),
            at("relapse_risk", 4) | (at("relapse_risk", 3) & at("use_consequence", 2)),
        ],
        "environment": [
            at("home_support", 1) | at("exposure", 1) | at("housing", 1) | at("home_safety", 1),
            at("home_support", 2)
            | at("exposure", 3)
            | (at("exposure", 2) & at("home_support", 1))
            | at("housing", 2)
            | at("home_safety", 2),
            at("home_support", 3)
            | at("exposure", 4)
            | (at("exposure", 3) & (at("home_support", 2) | at("home_safety", 2)))
            | at("housing", 3)
            | at("home_safety", 3)
            | (at("structure_response", 1) & (at("home_support", 2) | at("exposure", 2) | at("housing", 2))),
            at("home_support", 4)
            | at("home_safety", 4)
            | (at("exposure", 4) & at("home_support", 3))
            | (
                at("structure_response", 2)
                & (at("home_support", 3) | at("exposure", 3) | at("housing", 3) | at("home_safety", 3))
            ),
        ],
    }


def _several(count: int, *parts: pl.Expr) -> pl.Expr:
    return pl.sum_horizontal(part.cast(pl.UInt8) for part in parts) >= count


def _rules(at: _At) -> dict[str, tuple[int, pl.Expr]]:
    """Return the service that each rule raises to, the most intensive first, and where it is met."""
    use, relapse, home = (
        [at(fact, n) for n in range(5)] for fact in ("use_disorder", "rating_relapse", "rating_environment")
    )
    mind, body, will = (
        [at(f"rating_{name}", n) for n in range(5)] for name in ("psychological", "biomedical", "readiness")
    )
    withdrawal, failed = ([at(fact, n) for n in range(5)] for fact in ("rating_withdrawal", "unsuccessful_level"))
    recent_overdose, pregnant = at("overdose_history", 3), at("pregnancy", 1)
    return {
        "service.hospital": (8, withdrawal[4] | body[4] | mind[4]),
        "service.monitored-withdrawal": (7, withdrawal[3]),
        "service.monitored-medical": (7, use[3] & body[3]),
        "service.monitored-mental-and-physical": (
            7,
            use[2] & ((mind[3] & (withdrawal[2] | body[2])) | at("suicide_risk", 3)),
        ),
        "service.high-residential-endangering-use": (6, use[2] & relapse[4]),
        "service.high-residential-nowhere-to-go": (6, use[4] & at("relapse_risk", 3) & home[3]),
        "service.high-residential-mental-health": (6, use[2] & mind[3]),
        "service.high-residential-three-dimensions": (6, use[3] & _several(3, mind[3], will[3], relapse[3], home[3])),
        "service.high-residential-severe-complex": (6, use[4] & relapse[3] & _several(2, mind[2], will[3], home[2])),
        "service.high-residential-after-residential": (6, use[2] & failed[4]),
        "service.residential-home": (
            5,
            (use[3] & (home[4] | (home[3] & relapse[2])))
            | (use[2] & ((home[4] & relapse[3]) | (home[3] & (recent_overdose | (relapse[2] & pregnant))))),
        ),
        "service.residential-severe": (5, use[4] & relapse[3] & home[2]),
        "service.residential-after-day": (5, use[2] & failed[3]),
        "service.day-monitored-withdrawal": (
            4,
            at("alcohol_withdrawal", 2)
            | (at("alcohol_withdrawal", 1) & pregnant)
            | (use[2] & (at("detox_need", 2) | at("sedative_withdrawal", 2) | at("opioid_withdrawal", 3))),
        ),
        "service.day-one-marked-dimension": (4, relapse[3] & (use[4] | (use[3] & (recent_overdose | pregnant)))),
        "service.day-with-mental-health": (4, use[3] & mind[2] & (relapse[2] | home[2])),
        "service.day-three-dimensions": (4, use[3] & _several(3, mind[2], will[2], relapse[2], home[2])),
        "service.day-after-iop": (4, use[2] & failed[2]),
        "service.iop-one-dimension": (
            3,
            (use[3] & (relapse[2] | home[2] | mind[2]))
            | (use[2] & (relapse[3] | home[3] | at("suicide_risk", 2) | recent_overdose)),
        ),
        "service.iop-two-dimensions": (3, use[2] & _several(2, mind[2], relapse[2], home[2])),
        "service.iop-after-outpatient": (3, use[2] & failed[1]),
        "service.iop-severe-disorder": (3, use[4] & relapse[1] & (withdrawal[1] | will[1])),
        "service.outpatient": (
            2,
            use[2]
            | at("opioid_use_disorder", 1)
            | at("alcohol_withdrawal", 1)
            | at("opioid_withdrawal", 1)
            | at("stimulant_withdrawal", 1)
            | at("sedative_withdrawal", 2),
        ),
        "service.early-intervention": (1, use[1]),
    }


def _flags(at: _At) -> dict[str, pl.Expr]:
    """Return where each flag is raised."""
    opioids = at("opioid_use_disorder", 1) | at("opioid_withdrawal", 1) | at("opioid_medication", 1)
    alcohol, sedative, pregnant = at("alcohol_withdrawal", 1), at("sedative_withdrawal", 1), at("pregnancy", 1)
    confused, disorder = at("cognition", 3), at("use_disorder", 2)
    return {
        "flag.emergency": at("rating_withdrawal", 4) | at("rating_biomedical", 4) | at("rating_psychological", 4),
        "flag.immediate-safety": at("home_safety", 3),
        "flag.same-day-psychiatric": at("suicide_risk", 3) | at("violence_risk", 3) | at("rating_psychological", 4),
        "flag.psychiatric-evaluation": at("rating_psychological", 3),
        "flag.safety-plan": at("suicide_risk", 1) | at("violence_risk", 2) | at("home_safety", 2),
        "flag.naloxone": opioids
        | at("overdose_history", 1)
        | at("intoxication", 4)
        | at("stimulant_use_disorder", 1)
        | at("stimulant_withdrawal", 1)
        | at("sedative_withdrawal", 3),
        "flag.opioid-medication": opioids,
        "flag.overdose-follow-up": at("overdose_history", 3),
        "flag.reassess-when-sober": at("intoxication", 1) | at("rating_withdrawal", 3) | confused,
        "flag.rule-out-delirium": (confused & (alcohol | sedative)) | at("alcohol_withdrawal", 4),
        "flag.alcohol-medication": at("alcohol_use_disorder", 1) | (disorder & alcohol),
        "flag.contingency-management": at("stimulant_use_disorder", 1),
        "flag.accommodation": at("cognition", 2),
        "flag.medical-bed-first": at("rating_biomedical", 3),
        "flag.perinatal-priority": pregnant & (at("use_disorder", 1) | at("opioid_use_disorder", 1)),
        "flag.residence-plus-programme": (at("use_disorder", 3) & at("rating_environment", 3) & at("rating_relapse", 2))
        | (disorder & at("unsuccessful_level", 3)),
        "flag.no-abrupt-stop": sedative,
        "flag.prenatal-care": pregnant,
        "flag.no-unsupervised-withdrawal-in-pregnancy": pregnant
        & (at("opioid_withdrawal", 1) | at("opioid_use_disorder", 1) | alcohol | sedative),
        "flag.continue-after-withdrawal": (disorder & at("rating_withdrawal", 1))
        | alcohol
        | at("opioid_withdrawal", 1)
        | at("stimulant_withdrawal", 1),
        "flag.medical-coordination": at("rating_biomedical", 2),
        "flag.recovery-residence": disorder & at("rating_environment", 3),
        "flag.motivational-work": at("rating_readiness", 1),
        "flag.engagement": at("rating_readiness", 4),
        "flag.primary-care": at("rating_biomedical", 1),
        "flag.recovery-support": at("rating_environment", 1),
    }


def _chosen(cases: list[tuple[pl.Expr, pl.Expr]], otherwise: pl.Expr) -> pl.Expr:
    """Return the first value whose condition holds."""
    for condition, value in reversed(cases):
        otherwise = pl.when(condition).then(value).otherwise(otherwise)
    return otherwise


def _completed(people: pl.LazyFrame) -> pl.LazyFrame:
    """Add both ends of every answer: `low_` and `high_`."""
    closing: dict[str, list[str]] = {}
    for scale in FIVE_LEVEL.scales:
        if scale.closes:
            closing.setdefault(scale.dimension.id, []).append(scale.id)
    people = people.with_columns(
        pl.all_horizontal(pl.col(name).is_not_null() for name in names).alias(f"closed_{dimension}")
        for dimension, names in closing.items()
    )
    ends: list[pl.Expr] = []
    for scale in FIVE_LEVEL.scales:
        given, highest = pl.col(scale.id), pl.lit(scale.highest(), pl.UInt8)
        ends.append(given.fill_null(0).alias(f"low_{scale.id}"))
        if not scale.separate:
            highest = pl.when(f"closed_{scale.dimension.id}").then(pl.lit(0, pl.UInt8)).otherwise(highest)
        if scale.dimension.need:
            ends.append(pl.when(given.is_null()).then(highest).otherwise(given).alias(f"high_{scale.id}"))
    return people.with_columns(ends)


def by_hand(people: pl.LazyFrame) -> pl.LazyFrame:
    """Return the outputs for positions in small whole numbers, where nobody answered "unsure"."""

    def tests(end: str) -> _At:
        return lambda fact, n: pl.col(f"{end}_{fact}") >= n

    ends = ("low", "high")
    people = _completed(people)
    people = people.with_columns(
        _chosen([(steps[n - 1], pl.lit(n, pl.UInt8)) for n in (4, 3, 2, 1)], pl.lit(0, pl.UInt8)).alias(
            f"{end}_rating_{name}"
        )
        for end in ends
        for name, steps in _ratings(tests(end)).items()
    )
    rules = [_rules(tests(end)) for end in ends]
    names = pl.Enum([rule.id for rule in FIVE_LEVEL.rules if rule.id in rules[0]])
    people = people.with_columns(
        *(
            _chosen([(met, pl.lit(service, pl.UInt8)) for service, met in one.values()], pl.lit(0, pl.UInt8)).alias(end)
            for end, one in zip(ends, rules, strict=True)
        ),
        _chosen([(met, pl.lit(name, names)) for name, (_, met) in rules[0].items()], pl.lit(None, names)).alias(
            "deciding_rule"
        ),
        *(met.alias(f"{end}_{name}") for end in ends for name, met in _flags(tests(end)).items()),
    )

    def level(end: str) -> pl.Expr:
        cases = [(pl.col(end) >= n, pl.lit(name, _LEVELS)) for n, name in reversed(_LEVEL_FROM.items())]
        return _chosen(cases, pl.lit("none", _LEVELS))

    def service(end: str) -> pl.Expr:
        cases = [(pl.col(end) >= n, pl.lit(_SERVICES.categories[n], _SERVICES)) for n in range(8, 0, -1)]
        return _chosen(cases, pl.lit("none", _SERVICES))

    people = people.with_columns(
        level("low").alias("level_floor"),
        level("high").alias("level_ceiling"),
        service("low").alias("service_floor"),
        service("high").alias("service_ceiling"),
    ).with_columns(determined=pl.col("level_floor") == pl.col("level_ceiling"))
    return people.select(
        pl.when("determined").then("level_floor").alias("level"),
        pl.when(pl.col("service_floor") == pl.col("service_ceiling")).then("service_floor").alias("service"),
        *OUTPUTS[2:8],
        *(pl.when(pl.col(f"low_{name}") == pl.col(f"high_{name}")).then(f"low_{name}").alias(name) for name in _FLAGS),
    )
