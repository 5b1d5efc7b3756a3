"""What became of every criterion, rule and flag, and of every comparison inside them; and what was recorded."""

from typing import Literal

from placement.language.condition import All, Any, AtLeast, Condition
from placement.language.declarations import Criterion, Flag, Rule
from placement.recommendation.case import Case, deciding, services_where
from placement.recommendation.contents import unchecked
from placement.recommendation.recommendation import Evidence, Finding, Joined, Recorded, Verdict


def in_words(raises: AtLeast, case: Case) -> str:
    """Return what a declaration raises, such as "mind rated 3" or "service 3.7"."""
    dimension = case.rulebook.dimension_named.get(raises.fact)
    if dimension is not None:
        return f"{dimension.title} rated {raises.at_least}"
    track = case.rulebook.track_named[raises.fact]
    return f"{track.title()}: {list(track)[raises.at_least]}"


def _joined_verdict(least: int, parts: tuple[Evidence, ...]) -> Verdict:
    verdicts = [part.verdict for part in parts]
    met = verdicts.count("met")
    if met >= least:
        return "met"
    return "unknown" if met + verdicts.count("unknown") >= least else "not met"


def _evidence(condition: Condition, case: Case) -> Evidence:
    kind: Literal["all", "any", "count"]
    if isinstance(condition, AtLeast):  # `match` would take longer, and there are hundreds
        return case.tested(condition.fact, condition.at_least)
    if isinstance(condition, All):
        kind, parts, least = "all", condition.all, len(condition.all)
    elif isinstance(condition, Any):
        kind, parts, least = "any", condition.any, 1
    else:
        kind, parts, least = "count", condition.of, condition.count
    shown = tuple([_evidence(part, case) for part in parts])
    # Hundreds for one person, of parts that are made here: to check them all would take as long as everything else.
    return unchecked(Joined, kind=kind, least=least, parts=shown, verdict=_joined_verdict(least, shown))


def _finding(declared: Criterion | Rule | Flag, case: Case) -> Finding:
    when = _evidence(declared.when, case)
    sources = tuple(source.id for source in declared.sources)
    if isinstance(declared, Flag):
        return Finding(
            id=declared.id,
            kind="flag",
            verdict=when.verdict,
            text=declared.text,
            raises="",
            gives="",
            when=when,
            sources=sources,
            urgent=declared.urgent,
            services=_spoken_of(declared, when.verdict, case),
            depends_on=deciding(declared.when, case) if when.verdict == "unknown" else (),
        )
    return Finding(
        id=declared.id,
        kind="criterion" if isinstance(declared, Criterion) else "rule",
        verdict=when.verdict,
        text=declared.summary,
        raises=declared.raises.fact,
        gives=in_words(declared.raises, case),
        when=when,
        sources=sources,
    )


def _spoken_of(flag: Flag, verdict: Verdict, case: Case) -> tuple[str, ...] | None:
    if not flag.services:
        return None
    return () if verdict == "not met" else tuple(map(str, services_where(flag.when, case, flag.services)))


def findings(case: Case) -> tuple[Finding, ...]:
    """Return a finding for every criterion, rule and flag, in the order of the rulebook."""
    return tuple(_finding(declaration, case) for declaration in case.rulebook.declared.values())


def recorded(case: Case) -> tuple[Recorded, ...]:
    """Return what was recorded on every scale, in the order of asking."""
    return tuple(
        Recorded(
            scale=scale.id,
            title=scale.title(),
            dimension=scale.dimension.id,
            dimension_title=scale.dimension.title,
            answer=case.answer(scale.id),
            state=case.state(scale.id),
            covered_by=tuple(headline.id for headline in case.assessment.covering(scale)),
        )
        for scale in case.rulebook.scales
    )
