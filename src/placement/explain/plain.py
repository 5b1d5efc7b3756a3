"""A letter to the person: what is suggested, what it means and why, in everyday words (reading age about 12)."""

from typing import TYPE_CHECKING

from placement.explain.letter_words import LetterWords, letter_words
from placement.explain.text import wrap
from placement.explain.wording import called, flags, is_nothing, lower_first, settled, upper_first
from placement.language.scale import Graded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from placement.recommendation.recommendation import Cause, Finding, Recommendation


def _sentence(text: str) -> str:
    sentence = upper_first(text)
    return sentence if sentence.endswith((".", "!", "?")) else f"{sentence}."


def _level(recommendation: "Recommendation", level: Graded, words: LetterWords) -> str:
    phrase = words.levels.get(str(level))
    return called(recommendation, level) if phrase is None else f"{phrase} ({words.said.called} {level})"


def _suggestion(recommendation: "Recommendation", words: LetterWords) -> tuple[str, ...]:
    """Return what is suggested, or the range that it lies in."""
    level, service = recommendation.level, recommendation.service
    least, most = recommendation.floor.level, recommendation.ceiling.level
    if level is not None and is_nothing(recommendation, level):
        return (words.said.nothing,)
    if level is None:
        unsure = "We cannot say yet, because some questions are still open."
        if is_nothing(recommendation, least):
            return (f"{words.said.perhaps_nothing} {_level(recommendation, most, words)}.", unsure)
        return (
            f"You need at least {_level(recommendation, least, words)}.",
            f"It could be up to {_level(recommendation, most, words)}.",
            unsure,
        )
    if service is None:
        return (f"We suggest {_level(recommendation, level, words)}.", "We do not know yet how much of it you need.")
    phrase = words.services.get(str(service)) or words.levels.get(str(level))
    if phrase is None:
        name = recommendation.why_not(level).name
        return (f"The recommended level is {level}{f' ({name})' if name else ''}.",)
    return (f"We suggest {phrase}.", f"{upper_first(words.said.called)} {level}.")


def _flag(finding: "Finding", words: LetterWords) -> str:
    return words.flags.get(finding.id, _sentence(finding.text))


def _now(recommendation: "Recommendation", words: LetterWords) -> list[str]:
    urgent, _, _ = flags(recommendation)
    return [_flag(flag, words) for flag in urgent]


def _perhaps(finding: "Finding", words: LetterWords) -> str:
    return words.possible_flags.get(finding.id, _sentence(f"this may be needed: {finding.text}"))


_ASKED = (("hours a week", "Hours in a week"), ("sessions", "How often"), ("length", "How long"))


def _week(recommendation: "Recommendation") -> "Iterator[str]":
    """Word the figures of the least service that is needed: each source's own, the first one first."""
    least = (service for service in recommendation.services if service.service == recommendation.floor.service)
    figures = [figure for shown in least for figure in shown.figures]
    for what, label in _ASKED:
        # A remark in brackets is for those who look the source up.
        hours = list(dict.fromkeys(figure.text.partition(" (")[0] for figure in figures if figure.what == what))
        if hours:
            others = f" Others say: {'; '.join(hours[1:])}." if hours[1:] else ""
            yield f"{label}: {hours[0]}.{others}"


def _sides(cause: "Cause", dimensions: dict[str, str]) -> "Iterator[str]":
    if cause.kind in {"rating", "answer"}:
        yield cause.id if cause.kind == "rating" else dimensions.get(cause.id, "")
        return
    for behind in cause.behind:
        yield from _sides(behind, dimensions)


def _reasons(recommendation: "Recommendation", words: LetterWords) -> "Iterator[str]":
    """Word each side of life that decides, once, in the order in which the reasons name it."""
    dimensions = {answer.scale: answer.dimension for answer in recommendation.answers}
    titles = {answer.dimension: answer.dimension_title for answer in recommendation.answers}
    ratings: dict[str, int] = dict(recommendation.floor.ratings)
    decisive = dict.fromkeys(side for reason in recommendation.because for side in _sides(reason.causes, dimensions))
    for name in decisive:
        phrase = words.reasons.get(name)
        if phrase is not None:
            # A rule may read an answer of a dimension by itself, whatever its rating: the mildest sentence, then.
            yield phrase[min(max(ratings.get(name, 1), 1), len(phrase)) - 1]
        elif name in titles:
            yield _sentence(f"{titles[name]} is a part of this")


def _questions(recommendation: "Recommendation", words: LetterWords, scales: "Iterable[str]") -> list[str]:
    titles = {answer.scale: answer.title for answer in recommendation.answers}
    titles |= {question.scale: question.title for question in recommendation.missing}
    return [_sentence(words.questions.get(name, lower_first(titles.get(name, name)))) for name in scales]


def _further(recommendation: "Recommendation", words: LetterWords) -> "Iterator[str]":
    _, raised, _ = flags(recommendation)
    yield from (_flag(flag, words) for flag in raised if settled(recommendation, flag))
    arranged = (arrangement for arrangement in recommendation.delivery if settled(recommendation, arrangement))
    yield from (words.arrangements.get(arrangement.id, _sentence(arrangement.text)) for arrangement in arranged)
    yield from (words.arrangements.get(offer.id, _sentence(offer.text)) for offer in recommendation.alternatives)


def _list(title: str, items: "list[str]") -> list[str]:
    return ["\n".join([title, *(wrap(item, "- ", "  ") for item in items)])] if items else []


def _open(recommendation: "Recommendation", words: LetterWords) -> list[str]:
    """Return what open answers may mean, then the questions: those that cannot wait, and all others."""
    _, _, possible = flags(recommendation)
    urgent = [flag for flag in possible if flag.urgent]
    soon = dict.fromkeys(name for flag in urgent for name in flag.depends_on)
    moving = [question.scale for question in recommendation.missing]
    beside = [name for flag in possible for name in flag.depends_on]
    beside += [name for arrangement in recommendation.delivery for name in arrangement.depends_on]
    later = [name for name in dict.fromkeys([*moving, *beside]) if name not in soon]
    listed = [
        *_list(
            "Some questions are still open. They may mean that you need help at once:",
            [_perhaps(flag, words) for flag in urgent],
        ),
        *_list("Please talk with us about these as soon as you can:", _questions(recommendation, words, soon)),
        *_list("What we still need to talk about:", _questions(recommendation, words, later)),
    ]
    if any(question.danger and question.scale in later for question in recommendation.missing):
        listed.append("Some of these are about your safety. Please talk with us about them soon.")
    return listed


def _conflicts(recommendation: "Recommendation", words: LetterWords) -> "Iterator[str]":
    asked = {answer.scale for answer in recommendation.answers}
    if any(asked.intersection(conflict.scales) for conflict in recommendation.conflicts):
        yield "Some answers do not fit together. Let us look at them again with you."
    if any(not asked.intersection(conflict.scales) for conflict in recommendation.conflicts):
        yield f"Please tell us your age.{words.for_whom}"


def to_plain_language(recommendation: "Recommendation") -> str:
    """Return a letter to the person; what is suggested, or the range that it lies in, stands first.

    Args:
        recommendation: What is to be said.
    """
    words = letter_words(recommendation)
    means = "What it means:" if recommendation.service else "What it means at the least:"
    blocks = [
        wrap(" ".join(_suggestion(recommendation, words))),
        *_list("Please do this now:", _now(recommendation, words)),
        *_open(recommendation, words),
        *_list(means, list(_week(recommendation))),
        *_list("Why we say this:", list(_reasons(recommendation, words))),
        *_list("What else can help:", list(_further(recommendation, words))),
        *_conflicts(recommendation, words),
        wrap(words.said.closing),
        wrap(recommendation.notice),
    ]
    return "\n\n".join(blocks) + "\n"
