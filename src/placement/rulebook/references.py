"""What a rulebook's words name and its declarations do not hold."""

from collections import Counter
from collections.abc import Iterable, Iterator

from placement.language.words import Phrase, Phrases
from placement.rulebook.declarations import Declarations


def not_among(name: str, kind: str, named: Iterable[str], known: Iterable[str]) -> Iterator[str]:
    """Return one sentence for each of the named things that is not among the known ones."""
    declared = set(known)
    for item in named:
        if item not in declared:
            yield f"`{name}` speaks of {kind} `{item}`, which is not declared"


def headline_values(rulebook: Declarations) -> list[str]:
    """Return the values of the headline track, the first one where none is named; none where there is no track."""
    tracks = {track.id: track for track in rulebook.tracks}
    headline = tracks.get(rulebook.headline) or next(iter(tracks.values()), None)
    return [] if headline is None else [str(value) for value in headline]


def letter_mistakes(rulebook: Declarations) -> Iterator[str]:
    """Return one sentence for each phrase of the letter that is of nothing declared, given twice, or empty."""
    letter = rulebook.words.letter
    services = headline_values(rulebook)
    flags = [flag.id for flag in rulebook.flags]
    offers = [*(offer.id for offer in rulebook.arrangements), *(offer.id for offer in rulebook.alternatives)]
    groups: tuple[tuple[str, str, Iterable[Phrase | Phrases], Iterable[str]], ...] = (
        ("services", "value", letter.services, services),
        ("levels", "level", letter.levels, [level.level for level in rulebook.levels] or services),
        ("reasons", "dimension", letter.reasons, [dimension.id for dimension in rulebook.dimensions]),
        ("flags", "flag", letter.flags, flags),
        ("possible_flags", "flag", letter.possible_flags, flags),
        ("arrangements", "arrangement or alternative", letter.arrangements, offers),
        ("questions", "scale", letter.questions, [scale.id for scale in rulebook.scales]),
    )
    for field, kind, phrases, known in groups:
        name = f"letter.{field}"
        yield from not_among(name, kind, (phrase.of for phrase in phrases), known)
        for item, times in Counter(phrase.of for phrase in phrases).items():
            if times > 1:
                yield f"`{name}` has {times} entries for `{item}`"
        for phrase in phrases:
            texts = (phrase.text,) if isinstance(phrase, Phrase) else phrase.texts
            if not texts or not all(text.strip() for text in texts):
                yield f"`{name}` says nothing of `{phrase.of}`: give it a text"
