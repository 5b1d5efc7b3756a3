"""Recommendations made by hand, so that renderings are tested without any rulebook or engine.

They use ids of the shipped rulebook where everyday words are looked up by id, and invented ones beside them.
"""

from placement import FIVE_LEVEL, NOTICE
from placement.language.scale import Source
from placement.recommendation.contents import Deferred, Tracks
from placement.recommendation.placement import RulebookOutline
from placement.recommendation.recommendation import (
    Arranged,
    Cause,
    Change,
    Contradiction,
    FigureShown,
    Finding,
    LevelCase,
    Missing,
    Offered,
    Placement,
    Ratings,
    Reason,
    Recommendation,
    Recorded,
    ServiceShown,
    Tested,
    Verdict,
)
from placement.rules.levels import Level, MentalHealthCapability, Service, WithdrawalManagement

__all__ = ["HOSTILE", "PEOPLE", "between", "determined", "hostile", "nothing", "open_service", "urgent"]

NAMES = {
    Level.NONE: "no level indicated",
    Level.EARLY_INTERVENTION: "early intervention",
    Level.OUTPATIENT: "outpatient",
    Level.INTENSIVE_OUTPATIENT: "intensive outpatient or partial hospitalisation",
    Level.RESIDENTIAL: "residential or inpatient",
    Level.HOSPITAL: "medically managed intensive inpatient",
}
SERVICES = {
    Level.NONE: (Service.NONE,),
    Level.EARLY_INTERVENTION: (Service.EARLY_INTERVENTION,),
    Level.OUTPATIENT: (Service.OUTPATIENT,),
    Level.INTENSIVE_OUTPATIENT: (Service.DAY_TREATMENT,),
    Level.RESIDENTIAL: (Service.LOW_INTENSITY_RESIDENTIAL,),
    Level.HOSPITAL: (Service.HOSPITAL,),
}
"""The services of each level that are possible where the level is."""
SOURCES = (
    Source("LAW-1", "A state's rule on placement", "What ratings mean.", "part"),
    Source("GUIDE-2", "A public guideline", "Thresholds.", "read"),
    Source("NOT-CITED", "A book that only a criterion cites which is not met", "Nothing.", "general"),
)


_RATED = [dimension.id for dimension in FIVE_LEVEL.dimensions if dimension.rated]


def ratings(**raised: int) -> Ratings:
    return Ratings({**dict.fromkeys(_RATED, 0), **raised})


def placement(
    level: Level,
    service: Service,
    flags: tuple[str, ...] = (),
    withdrawal: WithdrawalManagement = WithdrawalManagement.AMBULATORY,
    **raised: int,
) -> Placement:
    return Placement(
        level=level,
        service=service,
        tracks=Tracks(
            {
                "service": service,
                "withdrawal_management": withdrawal,
                "mental_health_capability": MentalHealthCapability.STANDARD,
            }
        ),
        ratings=ratings(**raised),
        flags=flags,
    )


def comparison(  # noqa: PLR0917 - a row of a table
    fact: str, title: str, answer: str, needed: str, distance: int = 0, verdict: Verdict = "met"
) -> Tested:
    return Tested(fact=fact, title=title, answer=answer, needed=needed, distance=distance, verdict=verdict)


DISORDER = comparison("use_disorder", "Severity of the disorder", "severe", "moderate")
HOME = comparison("home_support", "People at home", "hostile", "hostile")
EXPOSURE = comparison("exposure", "Contact with people who use", "daily", "weekly")
SUICIDE = comparison("suicide_risk", "Suicide risk", "not recorded", "plan with intent", 4, "unknown")
ILLNESS = comparison("medical_condition", "Physical health", "stable", "emergency", 4, "not met")


def recorded(scale: str, title: str, dimension: str, dimension_title: str, answer: str) -> Recorded:
    state = {"unsure": "unsure", "not recorded": "not recorded"}.get(answer, "answered")
    return Recorded.model_validate(
        {
            "scale": scale,
            "title": title,
            "dimension": dimension,
            "dimension_title": dimension_title,
            "answer": answer,
            "state": state,
        }
    )


ANSWERS = (
    recorded("use_disorder", "Severity of the disorder", "use", "Substance use disorder", "severe"),
    recorded("suicide_risk", "Suicide risk", "psychological", "Mental health", "not recorded"),
    recorded("violence_risk", "Risk of violence", "psychological", "Mental health", "unsure"),
    recorded("medical_condition", "Physical health", "biomedical", "Physical health", "stable"),
    recorded("home_support", "People at home", "environment", "Recovery environment", "hostile"),
    recorded("exposure", "Contact with people who use", "environment", "Recovery environment", "daily"),
    recorded("work_duties", "Duties at work", "circumstances", "Duties and access", "fixed hours"),
)


RAISED = {
    "Recovery environment": "environment",
    "Mental health": "psychological",
    "Physical health": "biomedical",
    "Service": "service",
}


def finding(name: str, kind: str, verdict: Verdict, text: str, gives: str = "", *sources: str) -> Finding:
    return Finding.model_validate(
        {
            "id": name,
            "kind": kind,
            "verdict": verdict,
            "text": text,
            "raises": RAISED.get(gives.split(" rated ", maxsplit=1)[0].split(":", maxsplit=1)[0], ""),
            "gives": gives,
            "when": HOME,
            "sources": sources,
            "urgent": name in {"flag.emergency", "flag.same-day-psychiatric"},
        }
    )


FINDINGS = (
    finding("environment.hostile", "criterion", "met", "The home is hostile.", "Recovery environment rated 3", "LAW-1"),
    finding("psychological.danger", "criterion", "unknown", "There may be danger.", "Mental health rated 4", "LAW-1"),
    finding("biomedical.ill", "criterion", "not met", "The person is ill.", "Physical health rated 2", "NOT-CITED"),
    finding("house-rule", "criterion", "met", "A criterion of another name.", "Recovery environment rated 1"),
    finding("service.home", "rule", "met", "A hostile home calls for a residence.", "Service: 3.1", "LAW-1", "GUIDE-2"),
    finding("service.other", "rule", "not met", "Something else calls for more.", "Service: 3.7"),
)


def flag(name: str, text: str, verdict: Verdict = "met", *sources: str) -> Finding:
    return finding(name, "flag", verdict, text, "", *sources)


NALOXONE = flag("flag.naloxone", "provide naloxone and overdose education", "met", "GUIDE-2")
OWN = flag("flag.house", "ask about the garden")
EMERGENCY = flag("flag.emergency", "arrange emergency evaluation now", "met", "LAW-1")
PSYCHIATRIC = flag(
    "flag.same-day-psychiatric", "same-day emergency psychiatric evaluation", "unknown", "GUIDE-2"
).model_copy(update={"depends_on": ("suicide_risk", "violence_risk")})
GARDEN = flag("flag.garden", "ask about the balcony", "unknown").model_copy(update={"depends_on": ("no_record",)})
NOT_RAISED = flag("flag.accommodation", "go more slowly", "not met")

ANSWER = Cause(kind="answer", id="use_disorder", text="Severity of the disorder: moderate")
AT_HOME = Cause(kind="answer", id="home_support", text="People at home: hostile")
CRITERION = Cause(kind="criterion", id="environment.hostile", text="The home is hostile.", behind=(AT_HOME,))
RATING = Cause(kind="rating", id="environment", text="Recovery environment rated 3 or worse", behind=(CRITERION,))
RULE = Cause(kind="rule", id="service.home", text="A hostile home calls for a residence.", behind=(ANSWER, RATING))
BY_EXPOSURE = Cause(
    kind="rule",
    id="service.home",
    text="A hostile home calls for a residence.",
    behind=(ANSWER, Cause(kind="answer", id="not_recorded_here", text="Something: that has no record")),
)
BY_OTHER_RULE = Cause(kind="rule", id="own-rule", text="Contact calls for a residence.", behind=(AT_HOME,))

REASONS = (
    Reason(gives="3.1", rules=("service.home",), answers=(DISORDER, HOME), causes=RULE),
    Reason(gives="3.1", rules=("service.home",), answers=(DISORDER, EXPOSURE), causes=BY_EXPOSURE),
    Reason(gives="3.1", rules=("own-rule",), answers=(HOME,), causes=BY_OTHER_RULE),
)
BY_ILLNESS = Change(answers=(ILLNESS,), steps=4)
BY_SUICIDE = Change(answers=(SUICIDE,), steps=4)
BY_BOTH = Change(answers=(SUICIDE, ILLNESS), steps=8)


def case(
    level: Level,
    verdict: str,
    *,
    speaks_for: tuple[Reason, ...] = (),
    against: tuple[Reason, ...] = (),
    would_need: tuple[Change, ...] = (),
    services: tuple[Service, ...] = (),
) -> LevelCase:
    return LevelCase.model_validate(
        {
            "level": level,
            "name": NAMES[level],
            "verdict": verdict,
            "reasons_for": speaks_for,
            "reasons_against": against,
            "would_need": would_need,
            "distance": would_need[0].steps if would_need else 0,
            "services": services,
        }
    )


def cases(least: Level, most: Level, reasons: tuple[Reason, ...]) -> tuple[LevelCase, ...]:
    return tuple(
        case(level, "not enough", speaks_for=reasons[:1] if level.position else (), against=reasons)
        if level < least
        else case(level, "more than needed", would_need=(BY_ILLNESS, BY_BOTH))
        if level > most
        else case(level, "recommended", speaks_for=reasons, services=SERVICES[level])
        if least is most
        else case(level, "possible", speaks_for=reasons, services=SERVICES[level])
        if level is least
        else case(level, "possible", would_need=(BY_ILLNESS, BY_SUICIDE, BY_BOTH, BY_BOTH), services=SERVICES[level])
        for level in Level
    )


def figure(what: str, text: str, *sources: str) -> FigureShown:
    return FigureShown.model_validate({"what": what, "text": text, "sources": sources})


RESIDENCE = ServiceShown(
    service=Service.LOW_INTENSITY_RESIDENTIAL,
    level=Level.RESIDENTIAL,
    name="low-intensity residential",
    for_whom="",
    setting="staffed house",
    figures=(
        figure("hours a week", "5 or more (beside a programme)", "LAW-1"),
        figure("hours a week", "6 or more", "GUIDE-2"),
        figure("length", "about a month"),
    ),
    components=("counselling", "living skills"),
)
INPATIENT = ServiceShown(
    service=Service.MONITORED_INPATIENT,
    level=Level.RESIDENTIAL,
    name="medically monitored inpatient",
    for_whom="people who need nurses",
    setting="24-hour unit",
    figures=(figure("staffing", "nurses 24 hours"),),
    components=("medication",),
)
RULEBOOK = RulebookOutline.of(FIVE_LEVEL).model_copy(update={"id": "by-hand", "version": "7"})
DIGEST_WRITTEN = "0123456789ab"
"""What stands for the beginning of the digest in what is expected, so that it outlives a change of the rulebook."""


def determined() -> Recommendation:
    """Return a person for whom one service is recommended, with everything that can stand beside it."""
    at = placement(Level.RESIDENTIAL, Service.LOW_INTENSITY_RESIDENTIAL, ("flag.naloxone", "flag.house"), environment=3)
    return Recommendation(
        level=Level.RESIDENTIAL,
        service=Service.LOW_INTENSITY_RESIDENTIAL,
        determined=True,
        floor=at,
        ceiling=at,
        possible_flags=(),
        answers=Deferred.of(ANSWERS),
        findings=Deferred.of((*FINDINGS, NALOXONE, OWN, NOT_RAISED)),
        because=Deferred.of(REASONS),
        cases=Deferred.of(cases(Level.RESIDENTIAL, Level.RESIDENTIAL, REASONS)),
        missing=Deferred.of(()),
        conflicts=Deferred.of(
            (
                Contradiction(
                    id="conflict.home", text="hostile, yet safe: which?", scales=("home_support", "exposure")
                ),
                Contradiction(id="conflict.age", text="no age given", scales=("age",)),
            )
        ),
        delivery=Deferred.of(
            (
                Arranged(
                    id="delivery.childcare",
                    text="childcare on site",
                    services=("3.1",),
                    verdict="met",
                    sources=("GUIDE-2",),
                ),
                Arranged(
                    id="delivery.by-boat",
                    text="come by boat",
                    services=("2.5", "3.1"),
                    verdict="unknown",
                    sources=(),
                    depends_on=("work_duties",),
                ),
            )
        ),
        alternatives=Deferred.of(
            (Offered(id="alternative.by-hand", text="a house nearby", service=Service.INTENSIVE_OUTPATIENT),)
        ),
        services=Deferred.of((RESIDENCE,)),
        always=("the plan is reviewed throughout treatment",),
        sources=Deferred.of(SOURCES),
        rulebook=RULEBOOK,
        notice=NOTICE,
        library_version="9.9.9",
        engines=("reference", "durable"),
    )


def changed(recommendation: Recommendation, **fields: object) -> Recommendation:
    return recommendation.model_copy(update=fields)


def between(least: Level = Level.RESIDENTIAL, most: Level = Level.HOSPITAL, open_answers: int = 2) -> Recommendation:
    """Return a person whose level is open from `least` to `most`, with this many open answers."""
    rows = [
        ("suicide_risk", "Suicide risk", "not recorded", True),
        ("violence_risk", "Risk of violence", "unsure", False),
        ("by_hand", "PAWSS score", "not recorded", False),
        ("exposure", "Contact with people who use", "not recorded", False),
        ("housing", "Housing", "unsure", False),
    ]
    missing = tuple(
        Missing.model_validate(
            {"scale": scale, "title": title, "state": state, "danger": danger, "at_best": least, "at_worst": most}
        )
        for scale, title, state, danger in rows[:open_answers]
    )
    nothing_yet = least is Level.NONE
    service = Service.NONE if nothing_yet else Service.LOW_INTENSITY_RESIDENTIAL
    reasons = () if nothing_yet else REASONS
    return changed(
        determined(),
        level=None,
        service=None,
        determined=False,
        floor=placement(least, service, ("flag.naloxone", "flag.house"), environment=3),
        ceiling=placement(
            most,
            Service.HOSPITAL,
            ("flag.naloxone",),
            WithdrawalManagement.MANAGED,
            environment=3,
            psychological=4,
        ),
        possible_flags=("flag.same-day-psychiatric",),
        findings=Deferred.of((*FINDINGS, NALOXONE, PSYCHIATRIC, OWN, GARDEN)),
        because=Deferred.of(reasons),
        cases=Deferred.of(cases(least, most, reasons)),
        missing=Deferred.of(missing),
        conflicts=Deferred.of(()),
        services=Deferred.of((RESIDENCE, INPATIENT)),
        engines=("reference",),
    )


def open_service() -> Recommendation:
    """Return a person whose level is known and whose service is not."""
    return changed(
        determined(),
        service=None,
        ceiling=placement(Level.RESIDENTIAL, Service.MONITORED_INPATIENT, environment=3),
        cases=Deferred.of(
            tuple(
                one.model_copy(update={"services": (RESIDENCE.service, INPATIENT.service)})
                if one.level is Level.RESIDENTIAL
                else one
                for one in determined().cases
            )
        ),
        services=Deferred.of((RESIDENCE, INPATIENT)),
    )


def nothing() -> Recommendation:
    """Return a person who needs no level of care, about whom nothing else is said."""
    at = placement(Level.NONE, Service.NONE)
    none: Deferred[object] = Deferred.of(())
    return changed(
        determined(),
        level=Level.NONE,
        service=Service.NONE,
        floor=at,
        ceiling=at,
        findings=none,
        because=none,
        cases=Deferred.of(cases(Level.NONE, Level.NONE, ())),
        conflicts=none,
        delivery=none,
        alternatives=none,
        services=none,
        sources=none,
        always=(),
    )


def urgent() -> Recommendation:
    """Return a person in an emergency: a level with one service of the same name, and flags that cannot wait."""
    at = placement(Level.HOSPITAL, Service.HOSPITAL, ("flag.emergency", "flag.naloxone"), psychological=4)
    reason = Reason(
        gives="4",
        rules=("service.hospital",),
        answers=(comparison("suicide_risk", "Suicide risk", "plan with intent", "plan with intent"),),
        causes=Cause(
            kind="rule",
            id="service.hospital",
            text="Danger calls for a hospital.",
            behind=(
                Cause(kind="answer", id="suicide_risk", text="Suicide risk: plan with intent"),
                Cause(kind="answer", id="work_duties", text="Duties at work: fixed hours"),
            ),
        ),
    )
    answers = (*ANSWERS[:1], ANSWERS[1].model_copy(update={"answer": "plan with intent", "state": "answered"}))
    return changed(
        determined(),
        answers=Deferred.of((*answers, *ANSWERS[2:])),
        level=Level.HOSPITAL,
        service=Service.HOSPITAL,
        floor=at,
        ceiling=at,
        findings=Deferred.of((*FINDINGS, EMERGENCY, NALOXONE)),
        because=Deferred.of((reason,)),
        cases=Deferred.of(cases(Level.HOSPITAL, Level.HOSPITAL, (reason,))),
        services=Deferred.of(()),
    )


HOSTILE = (
    '</style><script>alert(1)</script>"><img src=x onerror=y> & \'"`| # [x](http://e.vil) **b** _i_ <b>; '
    "%%{init: {}}%% style a:b#c; www.e.vil end"
)
"""Text that would be markup in every one of the formats, if it were let through."""


def _with_hostile_text(value: object) -> object:
    """Replace every piece of free text: not ids that are enumerations, not what a schema fixes."""
    if isinstance(value, dict):
        fixed = {"level", "service", "kind", "verdict", "state", "what", "at_best", "at_worst", "floor", "ceiling"}
        named = {"dimension", "scale", "scales", "fact", "seen", "rulebook", "engines", "notice", "sources", "services"}
        fixed |= {"services"} & {*value} if "would_need" in value else set()  # of a level, they are enumerated
        return {
            key: one if key in fixed or (key in named and not isinstance(one, list)) else _with_hostile_text(one)
            for key, one in value.items()
        }
    if isinstance(value, list | tuple):
        return [_with_hostile_text(one) for one in value]
    return HOSTILE if isinstance(value, str) else value


def hostile() -> Recommendation:
    """Return a recommendation of a rulebook whose every label is written to break out of its format."""
    return Recommendation.model_validate(_with_hostile_text(between().model_dump(mode="json")))


PEOPLE = {
    "determined": determined(),
    "open-level": between(),
    "open-from-none": between(Level.NONE, Level.HOSPITAL, 5),
    "open-service": open_service(),
    "nothing": nothing(),
    "urgent": urgent(),
}
"""One of each kind."""
