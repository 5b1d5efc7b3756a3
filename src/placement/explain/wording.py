"""Wording that every rendering shares: the headline, names of levels and services, ratings, answers, flags."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from placement.assessment.assessment import shipped
from placement.explain.sentences import count, joined, upper_first, within
from placement.language.graded import Graded, named
from placement.language.words import Words
from placement.recommendation.reasoning import NO_ANSWER

if TYPE_CHECKING:
    from placement.language.scale import Source
    from placement.recommendation.recommendation import (
        Arranged,
        Cause,
        Change,
        Finding,
        Missing,
        Reason,
        Recommendation,
        Recorded,
        Tested,
    )
    from placement.rulebook.rulebook import Rulebook

_NAMED_IN_HEADLINE: Final = 3
"""Open answers that a headline names; the section on open answers names them all."""


class Headline(NamedTuple):
    """The first thing that a rendering says, in parts, so that a picture may set them apart.

    Attributes:
        label: What is said of the rest; empty where the rest is a sentence by itself.
        main: The level, or the range of levels.
        aside: The service, or the range of services; may be empty.
        open: Why it is a range; may be empty.
    """

    label: str
    main: str
    aside: str
    open: str

    @property
    def sentence(self) -> str:
        """The parts as one line."""
        text = f"{self.label}: {self.main}" if self.label else self.main
        text = f"{text} ({self.aside})" if self.aside else text
        return f"{text}: {self.open}" if self.open else text


class Side(NamedTuple):
    """One dimension as a reader sees it.

    Attributes:
        id: Id of the dimension.
        title: What it is called.
        answers: Everything asked about it, in the order of asking.
        criteria: Its criteria that are met, or could be.
    """

    id: str
    title: str
    answers: "tuple[Recorded, ...]"
    criteria: "tuple[Finding, ...]"

    def answered(self) -> "tuple[Recorded, ...]":
        """Return the answers that are definite."""
        return tuple(answer for answer in self.answers if answer.state == "answered")

    def titles(self, state: str) -> tuple[str, ...]:
        """Return what was left in this state, and what a score shows of it at the least."""
        left = ((answer.title, answer.answer.partition(", ")[2]) for answer in self.answers if answer.state == state)
        return tuple(f"{title} ({least})" if least else title for title, least in left)

    def covered(self) -> tuple[str, tuple[str, ...]]:
        """Return the headlines that cover the rest of this dimension, and what they cover; empty where none do."""
        covered = [answer for answer in self.answers if answer.state == "covered"]
        named = {answer.scale: answer.title for answer in self.answers}
        headlines = " and ".join(named[name] for name in covered[0].covered_by) if covered else ""
        left = ((entry.title, entry.answer.removeprefix(f"covered by {headlines}")[2:]) for entry in covered)
        return headlines, tuple(f"{title} ({more})" if more else title for title, more in left)


class Group(NamedTuple):
    """The reasons that go through one rule, the shortest first."""

    rule: str
    reasons: "tuple[Reason, ...]"


def rulebook_of(recommendation: "Recommendation") -> "Rulebook | None":
    """Return the rulebook of a recommendation: the one it holds or, as its digest shows, the shipped one."""
    held, known = recommendation.rulebook_held, shipped()
    return known if held is None and recommendation.rulebook.digest == known.digest else held


def words_of(recommendation: "Recommendation") -> Words:
    """Return the words of a recommendation's rulebook; neutral ones where it is not at hand."""
    book = rulebook_of(recommendation)
    return Words() if book is None else book.words


def is_nothing(recommendation: "Recommendation", level: Graded) -> bool:
    """Return whether a level is the lowest one and means that there is none."""
    return recommendation.rulebook.is_nothing(level)


def called(recommendation: "Recommendation", level: Graded) -> str:
    """Return a level with its name: "level 3 (residential or inpatient)"."""
    if is_nothing(recommendation, level):
        return recommendation.rulebook.nothing
    return f"level {named(level, recommendation.why_not(level).name)}"


def service_named(recommendation: "Recommendation", service: Graded) -> str:
    """Return a value of the headline track with its name: "service 3.1, low-intensity residential"."""
    names = [shown.name for shown in recommendation.services if shown.service == service]
    return ", ".join([of_headline(recommendation, str(service)), *names])


def of_headline(recommendation: "Recommendation", values: str) -> str:
    """Return values of the headline track after what it is called: "service 3.7", "support at school: a tutor"."""
    title = within(recommendation.rulebook.titles[recommendation.rulebook.headline], words_of(recommendation))
    return f"{title}{':' if ' ' in title else ''} {values}"


def levels_between(recommendation: "Recommendation", least: Graded, most: Graded) -> str:
    """Return a range of levels without their names: "level 2", "level 1 to 3", "no level to level 2"."""
    if is_nothing(recommendation, least):
        return "no level" if most is least else f"no level to level {most}"
    return f"level {least}" if least is most else f"level {least} to {most}"


def _open_answer(missing: "Missing", words: Words) -> str:
    title = within(missing.title, words).rstrip("?!")
    return f"{title} was {'unsure' if missing.state == 'unsure' else 'not asked'}"


def _open(recommendation: "Recommendation") -> str:
    words = words_of(recommendation)
    named = [_open_answer(question, words) for question in recommendation.missing[:_NAMED_IN_HEADLINE]]
    others = recommendation.missing[_NAMED_IN_HEADLINE:]
    if others:
        named.append(f"{count(len(others), 'more answer is', 'more answers are')} open")
    return "; ".join(named)


def _range(recommendation: "Recommendation") -> str:
    least, most = recommendation.floor.level, recommendation.ceiling.level
    if is_nothing(recommendation, least):
        return f"Anywhere from {recommendation.rulebook.nothing} to {called(recommendation, most)}"
    return f"At least {called(recommendation, least)}; could be up to {called(recommendation, most)}"


def _service(recommendation: "Recommendation", level: Graded) -> str:
    service = recommendation.service
    if service is None:
        least = service_named(recommendation, recommendation.floor.service)
        most = service_named(recommendation, recommendation.ceiling.service)
        return f"at least {least}; could be up to {most}"
    # A level of a single service has the same number and the same name: it is said once.
    return "" if str(service) == str(level) else service_named(recommendation, service)


def headline(recommendation: "Recommendation") -> Headline:
    """Return what every rendering says first: the level, or the range that it lies in."""
    level = recommendation.level
    if level is None:
        return Headline("", _range(recommendation), "", _open(recommendation))
    if is_nothing(recommendation, level):
        return Headline("", f"{upper_first(recommendation.rulebook.nothing)} is indicated", "", "")
    name = recommendation.why_not(level).name
    return Headline(
        f"Recommended {recommendation.rulebook.called}",
        f"{level}, {name}" if name and name != str(level) else f"{level}",
        _service(recommendation, level),
        "",
    )


def between(least: object, most: object) -> str:
    """Return what a track gives, or the range that it lies in."""
    return str(least) if least == most else f"{least}; could be up to {most}"


def beside(recommendation: "Recommendation") -> list[tuple[str, str]]:
    """Return the title of each track beside the headline, and what it gives or the range that it lies in."""
    floor, ceiling, outline = recommendation.floor.tracks, recommendation.ceiling.tracks, recommendation.rulebook
    named = [track for track in floor if track != outline.headline]
    return [(outline.titles[track], between(floor[track], ceiling[track])) for track in named]


def rating(recommendation: "Recommendation", dimension: str) -> str:
    """Return the rating of a dimension in words, "3 of 4 (serious)"; nothing for one that is not rated."""
    least: dict[str, int] = dict(recommendation.floor.ratings)
    most: dict[str, int] = dict(recommendation.ceiling.ratings)
    if dimension not in least:
        return ""
    low, high = least[dimension], most[dimension]
    top = recommendation.rulebook.ratings[dimension]
    range_of = f"{low}" if low == high else f"{low} to {high}"
    words = recommendation.rulebook.rating_words
    if top + 1 != len(words):
        return f"{range_of} of {top}"
    return f"{range_of} of {top} ({words[low] if low == high else f'{words[low]} to {words[high]}'})"


def sides(recommendation: "Recommendation") -> tuple[Side, ...]:
    """Return every dimension in the order of asking, with its answers and the criteria that rate it."""
    titles: dict[str, str] = {}
    answers: dict[str, list[Recorded]] = {}
    for answer in recommendation.answers:
        titles.setdefault(answer.dimension, answer.dimension_title)
        answers.setdefault(answer.dimension, []).append(answer)
    criteria: dict[str, list[Finding]] = {}
    for finding in recommendation.findings:
        if finding.kind == "criterion" and finding.verdict != "not met":
            criteria.setdefault(finding.raises, []).append(finding)
    # In the order of the ratings; of what is not rated, the use itself is asked first and read first.
    rated = list(dict(recommendation.floor.ratings))
    order = {name: place for place, name in enumerate([*list(titles)[:1], *rated])}
    names = sorted(titles, key=lambda name: order.get(name, len(order)))
    return tuple(
        Side(name, titles[name], tuple(answers.get(name, ())), tuple(criteria.get(name, ()))) for name in names
    )


def answered(tested: "Tested") -> str:
    """Return what was recorded, and what would have been enough where that is less."""
    text = f"{tested.title}: {tested.answer}"
    return text if tested.answer == tested.needed else f"{text}, where {tested.needed} is enough"


def wanted(tested: "Tested") -> str:
    """Return what an answer would have to be, beside what it is."""
    recorded = "" if tested.answer.startswith(NO_ANSWER) else "recorded: "
    return f"{tested.title}: at least {tested.needed} ({recorded}{tested.answer})"


def is_open(change: "Change") -> bool:
    """Say whether open answers alone could bring a change about."""
    return all(answer.verdict == "unknown" for answer in change.answers)


def reason_answers(reason: "Reason") -> str:
    """Return the answers of a reason on one line."""
    return "; ".join(answered(answer) for answer in reason.answers)


def cause_in_words(cause: "Cause", answers: Mapping[str, "Recorded"]) -> str:
    """Return what a step of a reason is; of an answer also what was recorded, where that is more than is needed."""
    answer = answers.get(cause.id) if cause.kind == "answer" else None
    if answer is None:
        return upper_first(cause.text) if cause.kind == "rating" else cause.text
    recorded = f"{answer.title}: {answer.answer}"
    return cause.text if cause.text == recorded else f"{cause.text} or worse (recorded: {answer.answer})"


def by_rule(reasons: "Iterable[Reason]") -> tuple[Group, ...]:
    """Return reasons by the rule that they go through, in the order in which each rule first appears."""
    groups: dict[str, list[Reason]] = {}
    for reason in reasons:
        groups.setdefault(reason.causes.id, []).append(reason)
    return tuple(Group(rule, tuple(grouped)) for rule, grouped in groups.items())


def flags(recommendation: "Recommendation") -> "tuple[tuple[Finding, ...], tuple[Finding, ...], tuple[Finding, ...]]":
    """Return the flags: raised and urgent, raised and not, and possible; each in the order of the rulebook.

    A flag that speaks of services is left out where the patient may be given none of them.
    """
    declared = [finding for finding in recommendation.findings if finding.kind == "flag" and finding.services != ()]
    raised = [flag for flag in declared if flag.verdict == "met"]
    return (
        tuple(flag for flag in raised if flag.urgent),
        tuple(flag for flag in raised if not flag.urgent),
        tuple(flag for flag in declared if flag.verdict == "unknown"),
    )


def settled(recommendation: "Recommendation", item: "Finding | Arranged") -> bool:
    """Say whether a flag or an arrangement holds however the open answers turn out."""
    return item.verdict == "met" and (item.services is None or {*recommendation.possible_services} <= {*item.services})


def deciding(recommendation: "Recommendation", item: "Finding | Arranged") -> str:
    """Return the titles of the open answers that decide a flag or an arrangement."""
    titles = {answer.scale: answer.title for answer in recommendation.answers}
    return "; ".join(titles.get(name, name) for name in item.depends_on)


def sources_cited(recommendation: "Recommendation") -> "tuple[Source, ...]":
    """Return the sources of all that is met or could be, of how it is provided, and of what the services are."""
    named = {
        source for finding in recommendation.findings if finding.verdict != "not met" for source in finding.sources
    }
    named.update(source for arrangement in recommendation.delivery for source in arrangement.sources)
    named.update(source for shown in recommendation.services for figure in shown.figures for source in figure.sources)
    return tuple(source for source in recommendation.sources if source.id in named)


def provenance(recommendation: "Recommendation") -> str:
    """Return what the recommendation was computed with, so that it can be reproduced."""
    book, engines = recommendation.rulebook, recommendation.engines
    decided = f"{joined(engines)} {'engines, which agree' if len(engines) > 1 else 'engine'}"
    return (
        f"Rulebook {book.id}, version {book.version}, digest {book.digest[:12]}; "
        f"placement {recommendation.library_version}; {decided}."
    )
