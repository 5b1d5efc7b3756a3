"""Whether a rulebook can stand: every mistake that can be found before it is used, all at once.

First the shape (names, anchors, layers, citations); only if that is sound, the meaning (reachable values, promises),
because a promise about a rulebook with a broken name has no truth value.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, assert_never

from placement.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.declarations import CeilingGuarantee, FloorGuarantee, Guarantee
from placement.proving import broken_promises, unreachable_values
from placement.scale import HIGHEST_RATING, Source

if TYPE_CHECKING:
    from placement.rulebook import Rulebook

__all__ = ["find_mistakes"]

_FACT = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_RESERVED = frozenset({"age", "unsure"})


def _tests(condition: Condition) -> Iterator[AtLeast]:
    match condition:
        case AtLeast():
            yield condition
        case All(parts) | Any(parts) | Count(_, parts):
            for part in parts:
                yield from _tests(part)
        case _:
            assert_never(condition)


def _shape(condition: Condition) -> Iterator[str]:
    match condition:
        case AtLeast():
            return
        case All(parts) | Any(parts) | Count(_, parts):
            if not parts:
                yield "joins no conditions"
            if isinstance(condition, Count) and not 1 <= condition.count <= len(parts):
                yield f"counts {condition.count} of {len(parts)}"
            for part in parts:
                yield from _shape(part)
        case _:
            assert_never(condition)


class _Shape:
    """Finds what is wrong with the names, anchors, layers and citations of a rulebook."""

    def __init__(self, rulebook: "Rulebook") -> None:
        self.rulebook = rulebook
        self.known_sources = set(rulebook.sources)
        self.scales = {scale.id: scale.highest() for scale in rulebook.scales if scale.dimension.need}
        self.duties = {scale.id: scale.highest() for scale in rulebook.scales if not scale.dimension.need}
        self.ratings = {dimension.id: HIGHEST_RATING for dimension in rulebook.dimensions if dimension.rated}
        self.tracks = {track.id: track.highest() for track in rulebook.tracks}

    def mistakes(self) -> Iterator[str]:
        yield from self._names()
        for scale in self.rulebook.scales:
            yield from self._scale(scale.id)
        for track in self.rulebook.tracks:
            if track.highest() < 1:
                yield f"track `{track.id}` needs at least two values"
        for one in self.rulebook.criteria:
            yield from self._text(one.id, one.summary)
            yield from self._condition(one.id, one.when, self.scales)
            yield from self._test(one.id, one.raises, self.ratings, "raises")
            yield from self._cited(f"`{one.id}`", one.sources)
        for rule in self.rulebook.rules:
            yield from self._text(rule.id, rule.summary)
            yield from self._condition(rule.id, rule.when, self.scales | self.ratings)
            yield from self._test(rule.id, rule.raises, self.tracks, "raises")
            yield from self._cited(f"`{rule.id}`", rule.sources)
        for flag in self.rulebook.flags:
            yield from self._text(flag.id, flag.says)
            yield from self._condition(flag.id, flag.when, self.scales | self.ratings)
            yield from self._cited(f"`{flag.id}`", flag.sources)
        for guarantee in self.rulebook.guarantees:
            yield from self._guarantee(guarantee)
        yield from self._beside_the_need()
        yield from self._levels()

    def _names(self) -> Iterator[str]:
        book = self.rulebook
        facts = [*(one.id for one in book.scales), *(one.id for one in book.dimensions), *self.tracks]
        ids = [book.id]
        ids += [one.id for one in book.criteria] + [one.id for one in book.rules] + [one.id for one in book.flags]
        ids += [one.id for one in book.guarantees] + [one.id for one in book.conflicts]
        ids += [one.id for one in book.arrangements] + [one.id for one in book.alternatives]
        for name, times in Counter([*facts, *ids]).items():
            if times > 1:
                yield f"id `{name}` is declared {times} times"
        for name, times in Counter(source.id for source in book.sources).items():
            if times > 1:
                yield f"source `{name}` is declared {times} times"
        for name in facts:
            if not _FACT.fullmatch(name) or name in _RESERVED:
                yield f"`{name}` cannot name a fact: use snake case, and neither `age` nor `unsure`"
        for name in ids:
            if not _ID.fullmatch(name):
                yield f"`{name}` cannot be an id: use kebab case, with dots between its parts"

    def _scale(self, name: str) -> Iterator[str]:
        scale = next(one for one in self.rulebook.scales if one.id == name)
        if scale.dimension not in self.rulebook.dimensions:
            yield f"scale `{name}` belongs to no dimension of the rulebook"
        if [int(anchor) for anchor in scale] != list(range(len(scale))) or scale.highest() < 1:
            yield f"scale `{name}` needs two or more anchors at positions 0, 1, 2 and so on"
        names = Counter(text for anchor in scale for text in {anchor.key, anchor.label})
        if "unsure" in names or any(times > 1 for times in names.values()):
            yield f"scale `{name}` needs a different key and label for each anchor, none of them `unsure`"
        yield from self._cited(f"scale `{name}`", scale.sources)

    def _text(self, name: str, text: str) -> Iterator[str]:
        if not text.strip():
            yield f"`{name}` says nothing: give it one sentence"

    def _cited(self, what: str, sources: tuple[Source, ...], *, least: int = 1) -> Iterator[str]:
        if len(sources) < least:
            yield f"{what} cites no source"
        for source in sources:
            if source not in self.known_sources:
                yield f"{what} cites `{source.id}`, not among the rulebook's sources"

    def _condition(self, name: str, condition: Condition, readable: Mapping[str, int]) -> Iterator[str]:
        for oddity in _shape(condition):
            yield f"`{name}` {oddity}"
        for test in _tests(condition):
            yield from self._test(name, test, readable, "reads")

    def _test(self, name: str, test: AtLeast | AtMost, known: Mapping[str, int], verb: str) -> Iterator[str]:
        lowest = 1 if isinstance(test, AtLeast) else 0
        position = test.at_least if isinstance(test, AtLeast) else test.at_most
        if test.fact not in known:
            why = "which is not need" if test.fact in self.duties else "which it may not"
            anywhere = test.fact in self.scales | self.duties | self.ratings | self.tracks
            yield f"`{name}` {verb} `{test.fact}`, {why if anywhere else 'which is not declared'}"
        elif not lowest <= position <= known[test.fact]:
            yield f"`{name}` {verb} `{test.fact}` at {position}: expected {lowest} to {known[test.fact]}"

    def _guarantee(self, guarantee: Guarantee) -> Iterator[str]:
        anyone = self.scales | self.duties
        yield from self._text(guarantee.id, guarantee.summary)
        yield from self._test(guarantee.id, guarantee.promises, self.tracks, "promises")
        match guarantee:
            case FloorGuarantee(given=facts) | CeilingGuarantee(capped=facts):
                for test in facts:
                    yield from self._test(guarantee.id, test, anyone, "speaks of")
            case _:
                assert_never(guarantee)
        if isinstance(guarantee, CeilingGuarantee):
            for name in guarantee.without:
                if name not in anyone and name not in {one.id for one in self.rulebook.dimensions}:
                    yield f"`{guarantee.id}` speaks of `{name}`, which is not declared"

    def _beside_the_need(self) -> Iterator[str]:
        book = self.rulebook
        answers = self.scales | self.duties
        services = {str(value) for track in book.tracks if track.id == "service" for value in track}
        for conflict in book.conflicts:
            yield from self._text(conflict.id, conflict.says)
            for test in (test for statements in conflict.any_of for test in statements):
                yield from self._test(conflict.id, test, answers, "reads")
        for arrangement in book.arrangements:
            yield from self._text(arrangement.id, arrangement.says)
            yield from self._cited(f"`{arrangement.id}`", arrangement.sources, least=0)
            yield from _not_among(arrangement.id, "service", arrangement.services, services)
            for test in arrangement.when:
                yield from self._test(arrangement.id, test, answers | self.ratings, "reads")
        for alternative in book.alternatives:
            statements: tuple[AtLeast | AtMost, ...] = (*alternative.requires, *alternative.guards)
            for test in statements:
                yield from self._test(alternative.id, test, answers | self.ratings, "reads")
            yield from _not_among(
                alternative.id, "level", (alternative.level, alternative.at_most), {one.level for one in book.levels}
            )
            yield from _not_among(
                alternative.id, "dimension", (alternative.dimension,), {one.id for one in book.dimensions}
            )
        for service in book.services:
            yield from _not_among(f"service {service.service}", "service", (service.service,), services)

    def _levels(self) -> Iterator[str]:
        said = [service for level in self.rulebook.levels for service in level.services]
        services = [str(value) for track in self.rulebook.tracks if track.id == "service" for value in track]
        if self.rulebook.levels and said != services:
            yield "levels must list every service once, in the order of the track `service`"


def _not_among(name: str, kind: str, said: Iterable[str], known: set[str]) -> Iterator[str]:
    for one in said:
        if one not in known:
            yield f"`{name}` speaks of {kind} `{one}`, which is not declared"


def find_mistakes(rulebook: "Rulebook") -> list[str]:
    """Return one sentence per mistake, each naming the declaration by its id; an empty list if it can stand."""
    shape = list(_Shape(rulebook).mistakes())
    if shape:
        promises = len(rulebook.guarantees)
        return [*shape, *([f"{promises} guarantees were not judged: mend the above first"] if promises else [])]
    return [*unreachable_values(rulebook), *broken_promises(rulebook)]
