"""The note for the chart, section by section, before it is given a form: the text and the Markdown say the same."""

from typing import TYPE_CHECKING, Final, NamedTuple

from placement.explain.sentences import cited, count, ended, joined, upper_first
from placement.explain.wording import (
    beside,
    between,
    by_rule,
    called,
    cause_in_words,
    deciding,
    flags,
    headline,
    is_open,
    levels_between,
    of_headline,
    provenance,
    rating,
    reason_answers,
    service_named,
    sides,
    sources_cited,
    wanted,
)

if TYPE_CHECKING:
    from placement.explain.wording import Group, Side
    from placement.recommendation.recommendation import (
        Cause,
        Change,
        Finding,
        LevelCase,
        Reason,
        Recommendation,
        ServiceShown,
    )

_NEAREST: Final = 3
"""Changes that are written out for a level that is not reached; there may be hundreds."""


class Point(NamedTuple):
    """A sentence, and the points that belong under it."""

    text: str
    under: "tuple[Point, ...]" = ()


class Section(NamedTuple):
    """A heading, sentences and points. `table` asks for the table of levels where the form has tables."""

    title: str
    sentences: tuple[str, ...]
    points: tuple[Point, ...] = ()
    table: bool = False


def _points(*text: str) -> tuple[Point, ...]:
    return tuple(Point(line) for line in text if line)


class _Reasons:
    """Words the way from a rule back to the answers, with the sources of every step."""

    def __init__(self, recommendation: "Recommendation") -> None:
        self._sources = {finding.id: finding.sources for finding in recommendation.findings}
        self._answers = {answer.scale: answer for answer in recommendation.answers}

    def _cause(self, cause: "Cause") -> Point:
        under = tuple(self._cause(inner) for inner in cause.behind)
        text = cause_in_words(cause, self._answers)
        if cause.kind in {"rule", "criterion"}:
            text = f"{upper_first(cause.kind)} {cause.id}: {text}{cited(self._sources.get(cause.id, ()))}"
        return Point(text, under)

    def of(self, group: "Group") -> Point:
        """Return the first reason of a rule step by step, then the answers of its others."""
        first, *others = group.reasons
        rule = self._cause(first.causes)
        if not others:
            return rule
        further = tuple(Point(reason_answers(reason)) for reason in others)
        return Point(rule.text, (*rule.under, Point("By the same rule, each of these is enough as well:", further)))


def _flag(finding: "Finding") -> str:
    return f"{upper_first(finding.text)} ({finding.id}){cited(finding.sources)}"


def _possibly(recommendation: "Recommendation", finding: "Finding") -> Point:
    return Point(_flag(finding), _points(f"Depends on: {deciding(recommendation, finding)}"))


def _possibly_urgent(recommendation: "Recommendation") -> Section:
    _, _, possible = flags(recommendation)
    points = tuple(_possibly(recommendation, flag) for flag in possible if flag.urgent)
    return Section("Possibly urgent", ("Open answers decide these; ask now.",) if points else (), points)


def _why(recommendation: "Recommendation") -> Section:
    reasons = _Reasons(recommendation)
    groups = by_rule(recommendation.because)
    if not groups:
        return Section("Why", ("Nothing recorded meets a rule.",))
    service = service_named(recommendation, recommendation.floor.service)
    opening = f"Each set of answers below is enough by itself for {service}; none of its answers can be spared."
    return Section("Why", (opening,), tuple(reasons.of(group) for group in groups))


def _side(recommendation: "Recommendation", side: "Side") -> Point:
    rated = rating(recommendation, side.id)
    recorded = "; ".join(f"{answer.title}: {answer.answer}" for answer in side.answered())
    unsure, absent = side.titles("unsure"), side.titles("not recorded")
    headlines, covered = side.covered()
    criteria = [
        f"{'Met' if criterion.verdict == 'met' else 'Could be met'}: {criterion.id}: {criterion.text}"
        f"{cited(criterion.sources)}"
        for criterion in side.criteria
    ]
    return Point(
        f"{side.title}: rated {rated}" if rated else side.title,
        _points(
            f"Recorded: {recorded}" if recorded else "",
            f"Covered by {headlines}: {'; '.join(covered)}" if covered else "",
            f"Unsure: {'; '.join(unsure)}" if unsure else "",
            f"Not recorded: {'; '.join(absent)}" if absent else "",
            *criteria,
        ),
    )


def _shortest(reasons: "tuple[Reason, ...]") -> str:
    others = len(reasons) - 1
    more = f" (and {count(others, 'other reason', 'other reasons')})" if others else ""
    return f"{reason_answers(reasons[0])}, by {reasons[0].causes.id}{more}"


def level_for(case: "LevelCase") -> str:
    """Return what speaks for a level; nothing where nothing does."""
    return _shortest(case.reasons_for) if case.reasons_for else ""


def level_against(case: "LevelCase") -> tuple[str, ...]:
    """Return what speaks against a level: what leads higher, or what it would have needed."""
    if case.reasons_against:
        return (f"More is needed: {_shortest(case.reasons_against)}",)
    return tuple(_change(reason, leads(case, reason)) for reason in nearest(case))


def nearest(case: "LevelCase") -> "tuple[Change, ...]":
    """Return a few changes that would lead to a level; those that open answers alone could bring stand first."""
    return tuple(sorted(case.would_need, key=lambda tested: not is_open(tested))[:_NEAREST])


def leads(case: "LevelCase", change: "Change") -> str:
    """Return what a change does, as the beginning of a line."""
    if case.verdict == "passed over":
        return "Open answers that lead so far lead further"
    return "Open answers could lead here" if is_open(change) else "Would have needed"


def _change(change: "Change", opening: str) -> str:
    answers = joined([wanted(answer) for answer in change.answers])
    return f"{opening}: {answers}: {count(change.steps, 'step', 'steps')} away"


def _levels(recommendation: "Recommendation") -> Section:
    points: list[Point] = []
    for case in recommendation.cases:
        speaks_for = level_for(case)
        under = _points(f"For: {speaks_for}" if speaks_for else "", *level_against(case))
        points.append(Point(f"{upper_first(called(recommendation, case.level))}: {case.verdict}", under))
    return Section("Every level, for and against", (), tuple(points), table=True)


def _open(recommendation: "Recommendation") -> Section:
    points = tuple(
        Point(
            f"{question.title} ({question.state}{', can mean danger by itself' if question.danger else ''}): "
            f"at its best {levels_between(recommendation, recommendation.floor.level, question.at_best)}; "
            f"at its worst {levels_between(recommendation, question.at_worst, recommendation.ceiling.level)}"
        )
        for question in recommendation.missing
    )
    opening = "Each of these could still move the level; the most decisive stands first."
    return Section("Open answers", (opening,) if points else (), points)


def _flags(recommendation: "Recommendation") -> Section:
    _, raised, possible = flags(recommendation)
    points = [Point(_flag(flag)) for flag in raised]
    further = tuple(_possibly(recommendation, flag) for flag in possible if not flag.urgent)
    if further:
        points.append(Point("Possible, while answers are open:", further))
    return Section(
        "Whatever the level", tuple(ended(upper_first(sentence)) for sentence in recommendation.always), tuple(points)
    )


def _conflicts(recommendation: "Recommendation") -> Section:
    titles = {answer.scale: answer.title for answer in recommendation.answers}
    about = (joined([titles.get(name, name) for name in conflict.scales]) for conflict in recommendation.conflicts)
    points = _points(
        *(
            f"{upper_first(conflict.text)} ({conflict.id}; about: {scales})"
            for conflict, scales in zip(recommendation.conflicts, about, strict=True)
        )
    )
    opening = "The answers stand and the recommendation is unchanged; please look at these again."
    return Section("Answers that contradict each other", (opening,) if points else (), points)


def _delivery(recommendation: "Recommendation") -> Section:
    arranged = [
        Point(
            f"{upper_first(arrangement.text)} (for {of_headline(recommendation, joined(arrangement.services, 'or'))}; "
            f"{arrangement.id}){cited(arrangement.sources)}",
            _points(f"Depends on: {deciding(recommendation, arrangement)}" if arrangement.verdict == "unknown" else ""),
        )
        for arrangement in recommendation.delivery
    ]
    offered = [
        Point(
            f"May be offered beside the recommendation, not instead of it: {offer.text}, "
            f"with {of_headline(recommendation, between(offer.at_least or offer.service, offer.service))} ({offer.id})"
        )
        for offer in recommendation.alternatives
    ]
    return Section("How to provide it", (), (*arranged, *offered))


def _service(recommendation: "Recommendation", service: "ServiceShown") -> Point:
    figures = tuple(
        Point(f"{upper_first(figure.what)}: {figure.text}{cited(figure.sources)}") for figure in service.figures
    )
    facts = {"Setting": service.setting, "For": service.for_whom, "Components": "; ".join(service.components)}
    setting, whom, components = (f"{what}: {text}" if text else "" for what, text in facts.items())
    name = upper_first(of_headline(recommendation, str(service.service)))
    return Point(f"{name}, {service.name}", (*_points(setting, whom), *figures, *_points(components)))


def _services(recommendation: "Recommendation") -> Section:
    services = tuple(recommendation.services)
    title = "What the service is" if recommendation.service else "What the possible services are"
    return Section(title, (), tuple(_service(recommendation, service) for service in services))


def note(recommendation: "Recommendation") -> tuple[Section, ...]:
    """Return every section that has something to say, in the order of reading; the headline is the first."""
    urgent, _, _ = flags(recommendation)
    sources = sources_cited(recommendation)
    sections = (
        Section("Cannot wait", (), _points(*map(_flag, urgent))),
        _possibly_urgent(recommendation),
        _why(recommendation),
        Section("By dimension", (), tuple(_side(recommendation, side) for side in sides(recommendation))),
        Section("Beside the level", (), _points(*(f"{title}: {value}" for title, value in beside(recommendation)))),
        _levels(recommendation),
        _open(recommendation),
        _flags(recommendation),
        _conflicts(recommendation),
        _delivery(recommendation),
        _services(recommendation),
        Section("Sources", (), _points(*(f"{source.id}: {source.title}" for source in sources))),
        Section("Made with", (provenance(recommendation), recommendation.notice)),
    )
    first = Section(headline(recommendation).sentence, ())
    return (first, *(section for section in sections if section.sentences or section.points))
