"""The everyday words of a letter, as the rulebook of a recommendation declares them; empty where it is not at hand."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from placement.assessment.assessment import shipped
from placement.language.words import Letter

if TYPE_CHECKING:
    from collections.abc import Mapping

    from placement.language.words import Phrase
    from placement.recommendation.recommendation import Recommendation
    from placement.rulebook.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class LetterWords:
    """Phrases by what they are said of; the attributes are those of `Letter`.

    Attributes:
        said: The sentences that are of no one thing.
        for_whom: A sentence that says whom the rulebook is for, after a space; empty where that is anyone.
    """

    services: "Mapping[str, str]"
    levels: "Mapping[str, str]"
    reasons: "Mapping[str, tuple[str, ...]]"
    flags: "Mapping[str, str]"
    possible_flags: "Mapping[str, str]"
    arrangements: "Mapping[str, str]"
    questions: "Mapping[str, str]"
    said: Letter = field(default_factory=Letter)
    for_whom: str = ""


_NONE = LetterWords({}, {}, {}, {}, {}, {}, {})


def _by_name(phrases: "tuple[Phrase, ...]") -> dict[str, str]:
    return {phrase.of: phrase.text for phrase in phrases}


def _for_whom(rulebook: "Rulebook") -> str:
    least, greatest = rulebook.ages.least, rulebook.ages.greatest
    if greatest is None:
        return "" if least is None else f" This letter is for people of {least} and over."
    return f" This letter is for people of {least or 0} to {greatest}."


@lru_cache(maxsize=64)
def _words_of(rulebook: "Rulebook") -> LetterWords:
    letter = rulebook.words.letter
    return LetterWords(
        services=_by_name(letter.services),
        levels=_by_name(letter.levels),
        reasons={phrases.of: phrases.texts for phrases in letter.reasons},
        flags=_by_name(letter.flags),
        possible_flags=_by_name(letter.possible_flags),
        arrangements=_by_name(letter.arrangements),
        questions=_by_name(letter.questions),
        said=letter,
        for_whom=_for_whom(rulebook),
    )


def letter_words(recommendation: "Recommendation") -> LetterWords:
    """Return the words for a recommendation.

    One that was read holds no rulebook. The words of the shipped one are said of it where that is the rulebook it was
    made by, as its digest shows; otherwise it is said in neutral words.
    """
    held = recommendation.rulebook_held
    if held is not None:
        return _words_of(held)
    known = shipped()
    return _words_of(known) if recommendation.rulebook.digest == known.digest else _NONE
