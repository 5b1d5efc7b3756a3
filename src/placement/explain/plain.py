"""A letter to the person: what is suggested, what it means and why, in everyday words (reading age about 12)."""

from typing import TYPE_CHECKING

from placement.assessment.assessment import given_or_shipped
from placement.explain.sentences import ended, upper_first, within
from placement.explain.text import wrap
from placement.explain.wording import called, flags, is_nothing, rulebook_of, settled
from placement.language.words import Letter, Phrase, Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from placement.language.graded import Graded
    from placement.recommendation.recommendation import Cause, Finding, Recommendation
    from placement.rulebook.rulebook import Rulebook


def _sentence(text: str) -> str:
    return ended(upper_first(text))


def _phrase(phrases: tuple[Phrase, ...], name: object) -> str | None:
    """Return the everyday words for something; None where the rulebook has none."""
    return next((phrase.text for phrase in phrases if phrase.of == str(name)), None)


def _level(recommendation: "Recommendation", level: "Graded", letter: Letter) -> str:
    phrase = _phrase(letter.levels, level)
    return called(recommendation, level) if phrase is None else f"{phrase} ({letter.called} {level})"


def _suggestion(recommendation: "Recommendation", letter: Letter) -> tuple[str, ...]:
    """Return what is suggested, or the range that it lies in."""
    level, service = recommendation.level, recommendation.service
    least, most = recommendation.floor.level, recommendation.ceiling.level
    if level is not None and is_nothing(recommendation, level):
        return (letter.nothing,)
    if level is None:
        unsure = "We cannot say yet, because some questions are still open."
        if is_nothing(recommendation, least):
            return (f"{letter.perhaps_nothing} {_level(recommendation, most, letter)}.", unsure)
        return (
            f"You need at least {_level(recommendation, least, letter)}.",
            f"It could be up to {_level(recommendation, most, letter)}.",
            unsure,
        )
    if service is None:
        return (f"We suggest {_level(recommendation, level, letter)}.", "We do not know yet how much of it you need.")
    phrase = _phrase(letter.services, service) or _phrase(letter.levels, level)
    if phrase is None:
        name = recommendation.why_not(level).name
        return (f"The recommended level is {level}{f' ({name})' if name else ''}.",)
    return (f"We suggest {phrase}.", f"{upper_first(letter.called)} {level}.")


def _flag(finding: "Finding", letter: Letter) -> str:
    return _phrase(letter.flags, finding.id) or _sentence(finding.text)


def _perhaps(finding: "Finding", letter: Letter) -> str:
    return _phrase(letter.possible_flags, finding.id) or _sentence(f"this may be needed: {finding.text}")


_ASKED = (("hours a week", "Hours in a week"), ("sessions", "How often"), ("length", "How long"))


def _week(recommendation: "Recommendation") -> "Iterator[str]":
    """Word the figures of the least service that is needed: each source's own, the first one first."""
    least = (service for service in recommendation.services if service.service == recommendation.floor.service)
    figures = [figure for shown in least for figure in shown.figures]
    for what, label in _ASKED:
        # A remark in brackets is for those who look the source up.
        hours = list(dict.fromkeys(figure.text.partition(" (")[0] for figure in figures if figure.what == what))
        if hours:
            others = f"Others say: {'; '.join(hours[1:])}" if hours[1:] else ""
            yield " ".join(ended(sentence) for sentence in (f"{label}: {hours[0]}", others) if sentence)


def _sides(cause: "Cause", dimensions: dict[str, str]) -> "Iterator[str]":
    if cause.kind in {"rating", "answer"}:
        yield cause.id if cause.kind == "rating" else dimensions.get(cause.id, "")
        return
    for behind in cause.behind:
        yield from _sides(behind, dimensions)


def _reasons(recommendation: "Recommendation", letter: Letter) -> "Iterator[str]":
    """Word each side of life that decides, once, in the order in which the reasons name it."""
    dimensions = {answer.scale: answer.dimension for answer in recommendation.answers}
    titles = {answer.dimension: answer.dimension_title for answer in recommendation.answers}
    ratings: dict[str, int] = dict(recommendation.floor.ratings)
    sentences = {phrases.of: phrases.texts for phrases in letter.reasons}
    decisive = dict.fromkeys(side for reason in recommendation.because for side in _sides(reason.causes, dimensions))
    for name in decisive:
        if name in sentences:
            # A rule may read an answer of a dimension by itself, whatever its rating: the mildest sentence, then.
            yield sentences[name][min(max(ratings.get(name, 1), 1), len(sentences[name])) - 1]
        elif name in titles:
            yield _sentence(f"{titles[name]} is a part of this")


def _questions(recommendation: "Recommendation", words: Words, scales: "Iterable[str]") -> list[str]:
    titles = {answer.scale: answer.title for answer in recommendation.answers}
    titles |= {question.scale: question.title for question in recommendation.missing}
    questions = words.letter.questions
    return [_sentence(_phrase(questions, name) or within(titles.get(name, name), words)) for name in scales]


def _further(recommendation: "Recommendation", letter: Letter) -> "Iterator[str]":
    _, raised, _ = flags(recommendation)
    yield from (_flag(flag, letter) for flag in raised if settled(recommendation, flag))
    arranged = (arrangement for arrangement in recommendation.delivery if settled(recommendation, arrangement))
    yield from (_phrase(letter.arrangements, item.id) or _sentence(item.text) for item in arranged)
    offers = recommendation.alternatives
    yield from (_phrase(letter.arrangements, offer.id) or _sentence(offer.text) for offer in offers)


def _list(title: str, items: "list[str]") -> list[str]:
    return ["\n".join([title, *(wrap(item, "- ", "  ") for item in items)])] if items else []


def _open(recommendation: "Recommendation", words: Words) -> list[str]:
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
            [_perhaps(flag, words.letter) for flag in urgent],
        ),
        *_list("Please talk with us about these as soon as you can:", _questions(recommendation, words, soon)),
        *_list("What we still need to talk about:", _questions(recommendation, words, later)),
    ]
    if any(question.danger and question.scale in later for question in recommendation.missing):
        listed.append("Some of these are about your safety. Please talk with us about them soon.")
    return listed


def _for_whom(book: "Rulebook | None") -> str:
    """Return a sentence that says whom the rulebook is for, after a space; nothing where that is anyone or unknown."""
    if book is None or book.ages.least is book.ages.greatest is None:
        return ""
    least, greatest = book.ages.least or 0, book.ages.greatest
    return f" This letter is for people of {least} {'and over' if greatest is None else f'to {greatest}'}."


def _conflicts(recommendation: "Recommendation", book: "Rulebook | None") -> "Iterator[str]":
    asked = {answer.scale for answer in recommendation.answers}
    if any(asked.intersection(conflict.scales) for conflict in recommendation.conflicts):
        yield "Some answers do not fit together. Let us look at them again with you."
    if any(not asked.intersection(conflict.scales) for conflict in recommendation.conflicts):
        yield f"Please tell us your age.{_for_whom(book)}"


def to_plain_language(recommendation: "Recommendation", rulebook: "Rulebook | None" = None) -> str:
    """Return a letter to the person; what is suggested, or the range that it lies in, stands first."""
    book = rulebook_of(recommendation)
    if rulebook is not None:
        book = recommendation.rulebook.expect(given_or_shipped(rulebook))
    words = Words() if book is None else book.words
    letter = words.letter
    urgent, _, _ = flags(recommendation)
    means = "What it means:" if recommendation.service else "What it means at the least:"
    blocks = [
        wrap(" ".join(_suggestion(recommendation, letter))),
        *_list("Please do this now:", [_flag(flag, letter) for flag in urgent]),
        *_open(recommendation, words),
        *_list(means, list(_week(recommendation))),
        *_list("Why we say this:", list(_reasons(recommendation, letter))),
        *_list("What else can help:", list(_further(recommendation, letter))),
        *_conflicts(recommendation, book),
        wrap(letter.closing),
        wrap(recommendation.notice),
    ]
    return "\n\n".join(blocks) + "\n"
