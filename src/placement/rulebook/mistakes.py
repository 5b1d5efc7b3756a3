"""Whether a rulebook can stand: every mistake that can be found before it is used, all at once.

First the shape (names, anchors, layers, citations); only if that is sound, the meaning (reachable values, promises),
because a promise about a rulebook with a broken name has no truth value.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

from pydantic import BaseModel

from placement.errors import DefinitionError
from placement.language.condition import AtLeast, AtMost, Condition, comparisons, oddities
from placement.language.declarations import (
    Alternative,
    CeilingGuarantee,
    Conflict,
    Figure,
    FloorGuarantee,
    Guarantee,
    Rule,
    ServiceDescription,
    Statement,
)
from placement.language.graded import Track
from placement.language.scale import Source
from placement.language.words import Ages
from placement.rulebook.declarations import Declarations
from placement.rulebook.field_types import mistyped, mistyped_conditions
from placement.rulebook.guarantees import broken_promises, unreachable_values
from placement.rulebook.limits import excesses, miswritten
from placement.rulebook.references import headline_values, letter_mistakes, not_among
from placement.rulebook.review_mistakes import review_mistakes
from placement.rulebook.wording_mistakes import wording_mistakes

_FACT = re.compile(r"[a-z][a-z0-9_]*")
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_RESERVED = frozenset(
    {
        *dir(BaseModel),
        *("age", "ages", "answer", "answered", "ceiling", "closed_dimensions", "covering", "ends", "flags", "floor"),
        *("level", "made_for", "mismatch", "observations", "provenance", "ratings", "rulebook_asked", "scales"),
        *("screened_dimensions", "state", "tracks", "unsure", "unwritable", "with_instruments"),
    }
)
"""What an assessment or a placement needs for itself: a fact of that name would hide it."""

_CODED = frozenset({"conflicts", "dimensions", "levels", "questions", "services"})
"""Code systems in FHIR, besides `flags` and `ratings`: that of a fact of such a name would have the same address."""

_RESULT = frozenset(
    {
        *("alternatives", "always", "answers", "because", "cases", "deciding_rule", "delivery"),
        *("determined", "engines", "finding", "findings", "flags_possible", "holds_answers", "level_ceiling"),
        *("level_floor", "library_version", "missing", "notice", "possible_flags", "possible_levels"),
        *("possible_services", "rulebook", "rulebook_held", "service", "sources", "stability"),
        *("supplements", "to_html", "to_markdown", "to_mermaid", "to_plain_language", "to_text", "turning_points"),
        *("what_would_change", "why_not"),
    }
)
"""What a recommendation and a cohort's columns are called besides: a track of that name would be out of reach. A test
holds this to the classes, which are built on rulebooks. The headline may be called `service`: it is that."""


class _Shape:
    """Finds what is wrong with the names, anchors, layers and citations of a rulebook."""

    def __init__(self, rulebook: Declarations) -> None:
        self.rulebook = rulebook
        self.known_sources = set(rulebook.sources)
        self.scales = {scale.id: scale.highest() for scale in rulebook.scales if scale.dimension.need}
        self.duties = {scale.id: scale.highest() for scale in rulebook.scales if not scale.dimension.need}
        self.ratings = {dimension.id: dimension.highest for dimension in rulebook.dimensions if dimension.rated}
        self.tracks = {track.id: track.highest() for track in rulebook.tracks}

    def mistakes(self) -> Iterator[str]:
        yield from self._names()
        for scale in self.rulebook.scales:
            yield from self._scale(scale.id)
        for track in self.rulebook.tracks:
            yield from self._track(track)
        for criterion in self.rulebook.criteria:
            yield from self._text(criterion.id, criterion.summary)
            yield from self._condition(criterion.id, criterion.when, self.scales, self._kept({*self.ratings}))
            yield from self._test(criterion.id, criterion.raises, self.ratings, "raises")
            yield from self._cited(f"`{criterion.id}`", criterion.sources)
        for rule in self.rulebook.rules:
            yield from self._text(rule.id, rule.summary)
            yield from self._condition(
                rule.id, rule.when, self.scales | self.ratings | self._before(rule), self._later(rule.raises.fact)
            )
            yield from self._test(rule.id, rule.raises, self.tracks, "raises")
            yield from self._cited(f"`{rule.id}`", rule.sources)
        for flag in self.rulebook.flags:
            yield from self._text(flag.id, flag.text)
            yield from self._condition(flag.id, flag.when, self.scales | self.ratings, self._kept())
            yield from self._cited(f"`{flag.id}`", flag.sources)
        for guarantee in self.rulebook.guarantees:
            yield from self._guarantee(guarantee)
        yield from self._exemptions()
        yield from self._beside_the_need()
        yield from self._levels()
        yield from self._bounds()
        yield from review_mistakes(self.rulebook)
        yield from letter_mistakes(self.rulebook)
        yield from wording_mistakes(self.rulebook)

    def _before(self, rule: Rule) -> dict[str, int]:
        """Return the tracks that are decided before the one that a rule raises, in the order of declaration."""
        names = [track.id for track in self.rulebook.tracks]
        end = names.index(rule.raises.fact) if rule.raises.fact in names else 0
        return {name: self.tracks[name] for name in names[:end]}

    def _later(self, own: str) -> dict[str, str]:
        """Return why a rule may not read its own track, or one that is decided after it."""
        if own not in self.tracks:
            return {}
        why = {name: f"which is decided later: declare `{name}` before `{own}`" for name in self.tracks}
        return {**why, own: "which it raises itself: a rule reads tracks that are declared before its own"}

    def _kept(self, ratings: Iterable[str] = ()) -> dict[str, str]:
        """Return why a criterion or flag may not read a track, and a criterion no rating."""
        why = dict.fromkeys(ratings, "which is a rating: a criterion reads scales, and a rule or flag reads ratings")
        return why | dict.fromkeys(self.tracks, "which is a track: only a rule reads tracks")

    def _names(self) -> Iterator[str]:
        book = self.rulebook
        facts = [declared.id for kind in (book.scales, book.dimensions, book.tracks) for declared in kind]
        declarations = (*book.criteria, *book.rules, *book.flags, *book.guarantees, *book.conflicts)
        ids = [book.id, *(declared.id for declared in (*declarations, *book.arrangements, *book.alternatives))]
        for name, times in Counter([*facts, *ids]).items():
            if times > 1:
                yield f"id `{name}` is declared {times} times"
        for name, times in Counter(source.id for source in book.sources).items():
            if times > 1:
                yield f"source `{name}` is declared {times} times"
        for name in facts:
            if not _FACT.fullmatch(name):
                yield f"`{name}` cannot name a fact: use snake case"
            elif name in _RESERVED | _CODED:
                whose = "an assessment" if name in _RESERVED else "a code system in FHIR"
                yield f"`{name}` cannot name a fact: {whose} needs that name itself"
        for name in ids:
            if not _ID.fullmatch(name):
                yield f"`{name}` cannot be an id: use kebab case, with dots between its parts"

    def _track(self, track: type[Track]) -> Iterator[str]:
        if len(track.__members__) != len(track) or track.highest() < 1:
            yield f"track `{track.id}` needs two or more values, each with a name of its own"
        headline = self.rulebook.headline or self.rulebook.tracks[0].id
        if track.id in _RESULT and not track.id == headline == "service":
            yield f"`{track.id}` cannot name a track: a recommendation, or a cohort's result, needs that name itself"

    def _scale(self, name: str) -> Iterator[str]:
        scale = next(scale for scale in self.rulebook.scales if scale.id == name)
        if scale.dimension not in self.rulebook.dimensions:
            yield f"scale `{name}` belongs to no dimension of the rulebook"
        # Two anchors at one position are one anchor to Python: only among all members are there two of them.
        if [int(anchor) for anchor in scale.__members__.values()] != list(range(len(scale))) or scale.highest() < 1:
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

    def _condition(
        self, name: str, condition: Condition, readable: Mapping[str, int], kept: Mapping[str, str]
    ) -> Iterator[str]:
        for oddity in oddities(condition):
            yield f"`{name}` {oddity}"
        for test in comparisons(condition):
            if test.fact in kept and test.fact not in readable:
                yield f"`{name}` reads `{test.fact}`, {kept[test.fact]}"
            else:
                yield from self._test(name, test, readable, "reads")

    def _test(self, name: str, test: AtLeast | AtMost, known: Mapping[str, int], verb: str) -> Iterator[str]:
        lowest = 1 if isinstance(test, AtLeast) else 0
        position = test.at_least if isinstance(test, AtLeast) else test.at_most
        if test.fact not in known:
            yield f"`{name}` {verb} `{test.fact}`, {self._why_not(test.fact, known)}"
        elif known[test.fact] >= 1 and not lowest <= position <= known[test.fact]:  # else it is refused itself
            yield f"`{name}` {verb} `{test.fact}` at {position}: expected {lowest} to {known[test.fact]}"

    def _why_not(self, fact: str, known: Mapping[str, int]) -> str:
        if fact in self.duties:
            return "which is not need"
        kinds = {"scale": {**self.scales, **self.duties}, "rating": self.ratings, "track": self.tracks}
        for kind, declared in kinds.items():
            if fact in declared:
                expected = " or ".join(name for name, facts in kinds.items() if facts.keys() & known.keys())
                return f"which is a {kind}: expected a {expected}" if expected else f"which is a {kind}"
        dimensions = {dimension.id for dimension in self.rulebook.dimensions}
        return "which is not rated" if fact in dimensions else "which is not declared"

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
                if name not in anyone and name not in {dimension.id for dimension in self.rulebook.dimensions}:
                    yield f"`{guarantee.id}` speaks of `{name}`, which is not declared"

    def _exemptions(self) -> Iterator[str]:
        for exemption in self.rulebook.exemptions:
            if not exemption.reason.strip():
                yield f"the exemption of `{exemption.finding}` gives no reason"
        for name, times in Counter(exemption.finding for exemption in self.rulebook.exemptions).items():
            if times > 1:
                yield f"`{name}` is exempted {times} times"

    def _beside_the_need(self) -> Iterator[str]:
        book = self.rulebook
        services = set(headline_values(self.rulebook))
        for flag in book.flags:
            yield from not_among(flag.id, "service", flag.services, services)
        for conflict in book.conflicts:
            yield from self._conflict(conflict)
        for arrangement in book.arrangements:
            yield from self._text(arrangement.id, arrangement.text)
            yield from self._cited(f"`{arrangement.id}`", arrangement.sources, least=0)
            yield from not_among(arrangement.id, "service", arrangement.services, services)
            if not arrangement.services:
                yield f"`{arrangement.id}` is for no service"
            yield from self._statements(arrangement.id, arrangement.when)
        for alternative in book.alternatives:
            yield from self._alternative(alternative)
        for name, times in Counter(service.service for service in book.services).items():
            if name not in services:
                yield f"service `{name}` is described and not declared"
            if times > 1:
                yield f"service `{name}` is described {times} times"
        for service in book.services:
            yield from self._service(service)

    def _statements(self, name: str, statements: Iterable[AtLeast | AtMost]) -> Iterator[str]:
        for statement in statements:
            yield from self._test(name, statement, self.scales | self.duties | self.ratings, "reads")

    def _conflict(self, conflict: Conflict) -> Iterator[str]:
        yield from self._text(conflict.id, conflict.text)
        if not conflict.any_of and self.rulebook.ages == Ages():
            yield f"`{conflict.id}` has no statements: expected some, or `ages` of the rulebook, which it then asks for"
        for statements in conflict.any_of:
            if not statements:
                yield f"`{conflict.id}` has an alternative without a statement"
            for statement in statements:
                yield from self._test(conflict.id, statement, self.scales | self.duties, "reads")

    def _alternative(self, alternative: Alternative) -> Iterator[str]:
        yield from self._text(alternative.id, alternative.text)
        yield from self._statements(alternative.id, (*alternative.requires, *alternative.guards))
        levels = [level.level for level in self.rulebook.levels] or headline_values(self.rulebook)
        yield from not_among(alternative.id, "level", (alternative.level, alternative.at_most), levels)
        dimensions = {dimension.id for dimension in self.rulebook.dimensions}
        yield from not_among(alternative.id, "dimension", (alternative.dimension,), dimensions)
        if alternative.at_most in levels and alternative.level not in levels[levels.index(alternative.at_most) + 1 :]:
            yield f"`{alternative.id}` offers at most level `{alternative.at_most}`: expected one below its `level`"
        highest = [scale.highest() for scale in self.rulebook.scales if scale.dimension.id == alternative.dimension]
        if alternative.cap not in range(max(highest, default=1)):
            yield f"`{alternative.id}` caps at {alternative.cap}: expected 0 or more, and less than the worst anchor"

    def _service(self, described: ServiceDescription) -> Iterator[str]:
        figures: tuple[Figure, ...] = (*described.hours, *described.group_size, *described.cost_us_dollars)
        for figure in figures:
            bounds = [bound for bound in (figure.minimum, figure.maximum) if bound is not None]
            if not bounds or bounds != sorted(bounds):
                yield f"service `{described.service}` gives no range in a figure: expected a minimum, a maximum or both"
        statements = (*described.sessions, *described.length, *described.phases, described.staffing)
        cited: tuple[Figure | Statement, ...] = (*figures, *statements)
        for source in cited:
            yield from self._cited(f"service `{described.service}`", source.sources, least=0)

    def _levels(self) -> Iterator[str]:
        book = self.rulebook
        if not book.tracks:
            yield "a rulebook needs a track: what it recommends"
        elif book.headline and book.headline not in self.tracks:
            yield f"the headline `{book.headline}` is no track of the rulebook"
        grouped = [service for level in book.levels for service in level.services]
        values = headline_values(self.rulebook)
        for level in book.levels:
            yield from not_among(level.level, "value", level.services, {*values})
        if book.levels and grouped != values and {*grouped} <= {*values}:
            yield "levels must list every value of the headline track once, in its order"
        for level in book.levels:
            if not level.services:
                yield f"level `{level.level}` holds no value of the headline track"
        for name, times in Counter(level.level for level in book.levels).items():
            if times > 1:
                yield f"level `{name}` is declared {times} times"

    def _bounds(self) -> Iterator[str]:
        book = self.rulebook
        for dimension in book.dimensions:
            if dimension.rated and dimension.highest < 1:
                yield f"dimension `{dimension.id}` needs a highest rating of 1 or more"
        least, greatest = book.ages.least, book.ages.greatest
        if least is not None and greatest is not None and least > greatest:
            yield "`ages` includes nobody: expected the least not above the greatest"


def find_mistakes(rulebook: Declarations) -> list[str]:
    """Return one sentence per mistake, each naming the declaration by its id; an empty list if it can stand."""
    for unjudgeable in (mistyped, miswritten, excesses, mistyped_conditions):
        mistakes = list(unjudgeable(rulebook))
        if mistakes:
            return mistakes
    shape = list(_Shape(rulebook).mistakes())
    if shape:
        return [*shape, *(["the guarantees were not judged: mend the above first"] if rulebook.guarantees else [])]
    try:
        return [*unreachable_values(rulebook), *broken_promises(rulebook)]
    except DefinitionError as error:  # it takes too many combinations
        return [*error.mistakes]
