"""The catalogue of a rulebook as Markdown pages: everything declared, in words, with its sources."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import assert_never

from placement.explain.conditions import alternatives_in_words, in_words, prover_in_words, title_of
from placement.explain.sentences import joined, upper_first, within
from placement.language.condition import All, Any, AtLeast, AtMost, Condition, Count
from placement.language.declarations import (
    CeilingGuarantee,
    Figure,
    FloorGuarantee,
    Guarantee,
    ServiceDescription,
    Statement,
)
from placement.language.scale import Scale, Source
from placement.rulebook.guarantees import guarantee_holds
from placement.rulebook.rulebook import Rulebook

__all__ = ["catalogue", "level_table"]

_MARKS = {
    "closes": "An answer here judges its dimension: details of it that were not asked then count as 0.",
    "separate": "A fact of its own: not asked keeps the result open, whatever else is known.",
    "danger": "“Unsure” keeps the result open, even in a dimension that was judged.",
    "fixed": "A matter of history, age or the body, that nobody can set out to change.",
}
_SEEN = {"read": "read", "part": "read in part", "general": "general knowledge of a published fact"}


def _target(name: str) -> str:
    return name.lower().replace(".", "-").replace("_", "-")


def _linked(name: str) -> str:
    return f"[{name}](#{_target(name)})"


def _cited(sources: Iterable[Source]) -> str:
    return ", ".join(_linked(source.id) for source in sources)


def _heading(name: str, level: int = 3) -> Iterator[str]:
    yield from (f"({_target(name)})=", f"{'#' * level} {name}", "")


def _list(opening: str, items: Iterable[str]) -> Iterator[str]:
    listed = list(items)
    if len(listed) == 1:
        yield from (f"{opening} {listed[0]}.", "")
    elif listed:
        yield from (f"{opening} any of these:", "", *(f"- {item}" for item in listed), "")


def _sources(sources: Iterable[Source]) -> Iterator[str]:
    cited = _cited(sources)
    if cited:
        yield from (f"Sources: {cited}", "")


def _facts(condition: Condition) -> Iterator[str]:
    match condition:
        case AtLeast(fact, _):
            yield fact
        case All(parts) | Any(parts) | Count(_, parts):
            yield from chain.from_iterable(_facts(part) for part in parts)
        case _:
            assert_never(condition)


def _together(statements: Iterable[AtLeast | AtMost], book: Rulebook) -> str:
    return ", and ".join(in_words(one, book) for one in statements)


def _raised(raises: AtLeast, book: Rulebook) -> str:
    """Say what is raised to what; the highest raise wins, so "or more" would say nothing."""
    return in_words(raises, book).removesuffix(" or more").removesuffix(" or worse")


def _scales(book: Rulebook) -> Iterator[str]:
    yield from ("# Scales", "")
    yield from ("What a person is asked, in the order of asking. Position 0 is always the most favourable.", "")
    for dimension in book.dimensions:
        rated = "rated 0 to 4" if dimension.rated else "not rated"
        need = "" if dimension.need else "; not need, so it is never completed upwards"
        yield from (f"({_target('dimension-' + dimension.id)})=", f"## {dimension.title}", "")
        yield from (f"`{dimension.id}`: {rated}{need}.", "")
        for scale in book.scales:
            if scale.dimension == dimension:
                yield from _scale(scale, book)


def _scale(scale: type[Scale], book: Rulebook) -> Iterator[str]:
    _, _, more = (scale.__doc__ or "").strip().partition("\n")
    yield from _heading(scale.id)
    yield from (f"{scale.title()}. {' '.join(more.split())}".rstrip(), "")
    yield from ("| | Write | Means |", "|---:|---|---|")
    yield from (f"| {int(anchor)} | `{anchor.key}` | {anchor.label} |" for anchor in scale)
    yield ""
    for mark, meaning in _MARKS.items():
        if getattr(scale, mark):
            yield from (f"- `{mark}`: {meaning}",)
    yield ""
    readers = [_linked(name) for name, one in book.declared.items() if scale.id in _facts(one.when)]
    readers += [_linked(one.id) for one in book.arrangements if scale.id in [test.fact for test in one.when]]
    if readers:
        yield from (f"Read by: {', '.join(readers)}", "")
    yield from _sources(scale.sources)


def _criteria(book: Rulebook) -> Iterator[str]:
    yield from ("# Criteria", "")
    yield from ("What is true of the person. Each raises the rating of one dimension; the highest raise wins.", "")
    for dimension in book.dimensions:
        found = [one for one in book.criteria if one.raises.fact == dimension.id]
        if found:
            yield from (f"## {dimension.title}", "")
        for one in found:
            yield from (*_heading(one.id), one.summary, "")
            yield from _list(f"**Rated {one.raises.at_least}** when", alternatives_in_words(one.when, book))
            yield from _sources(one.sources)


def _rules(book: Rulebook) -> Iterator[str]:
    yield from ("# Rules", "")
    yield from ("What follows. Each raises one track; the highest raise wins.", "")
    for track in book.tracks:
        yield from (f"## {track.title()}", "")
        yield from (f"`{track.id}`, from nothing to the most: {', '.join(f'`{value}`' for value in track)}.", "")
        for one in book.rules:
            if one.raises.fact == track.id:
                yield from (*_heading(one.id), one.summary, "")
                opening = f"**{upper_first(_raised(one.raises, book))}** when"
                yield from _list(opening, alternatives_in_words(one.when, book))
                yield from _sources(one.sources)


def _flags(book: Rulebook) -> Iterator[str]:
    yield from ("# Flags", "", "What must happen whatever the level. Flags are raised, never lowered.", "")
    for one in book.flags:
        urgent = " **Urgent:** it is said before all else." if one.urgent else ""
        shown = f" Shown where one of these services is possible: {', '.join(one.services)}." if one.services else ""
        yield from (*_heading(one.id, 2), f"{upper_first(one.text)}.{urgent}{shown}", "")
        yield from _list("**Raised** when", alternatives_in_words(one.when, book))
        yield from _sources(one.sources)


def _guarantees(book: Rulebook) -> Iterator[str]:
    yield from ("# Guarantees", "")
    yield "Promises about every possible person. More need never lowers a result, so one person proves each: the least"
    yield from ("needy of those it speaks of, or the neediest. See [](../../explanation/need_only_grows.md).", "")
    for kind, title in ((FloorGuarantee, "Never less"), (CeilingGuarantee, "Never more")):
        yield from (f"## {title}", "")
        for one in book.guarantees:
            if isinstance(one, kind):
                yield from _guarantee(one, book)


def _guarantee(one: Guarantee, book: Rulebook) -> Iterator[str]:
    kept, outcome = guarantee_holds(book, one)
    track = book.track_named[one.promises.fact]
    given = list(track)[outcome.tracks[track.id]]
    yield from (*_heading(one.id), one.summary, "")
    yield from (f"- Promises {in_words(one.promises, book)}.",)
    yield from (f"- Proven in {prover_in_words(one, book)}: gets {given}{'' if kept else ', so it does NOT hold'}.", "")


def _conflicts(book: Rulebook) -> Iterator[str]:
    yield from ("# Conflicts", "")
    yield from (
        "Answers that contradict each other. They are reported beside the recommendation and change nothing.",
        "",
    )
    for one in book.conflicts:
        yield from (*_heading(one.id, 2), f"{upper_first(one.text)}{'' if one.text.endswith('?') else '.'}", "")
        if one.any_of:
            yield from _list("**Raised** when", (_together(statements, book) for statements in one.any_of))
        else:
            yield from ("**Raised** where no age was given.", "")


def _delivery(book: Rulebook) -> Iterator[str]:
    yield from ("# Delivery", "")
    yield from ("How a needed service is provided. It never changes how much is needed.", "")
    yield from (*(f"- {note}" for note in book.delivery_notes), "")
    yield from ("## Arrangements", "")
    for one in book.arrangements:
        yield from (*_heading(one.id), f"{upper_first(one.text)}.", "")
        yield from (f"**For service** {joined(one.services, 'or')}, when {_together(one.when, book)}.", "")
        yield from _sources(one.sources)
    yield from ("## Alternatives", "")
    for other in book.alternatives:
        duties = " or ".join(in_words(duty, book) for duty in other.requires)
        title = title_of(other.dimension, book)
        yield from (*_heading(other.id), f"{upper_first(other.text)}.", "")
        yield from (f"Offered beside level {other.level}, never instead of it, when all of this holds:", "")
        yield from (f"- {duties};", f"- {_together(other.guards, book)};")
        capped = f"with every scale of {title} at {other.cap} or better"
        yield from (f"- {capped}, the same person would need level {other.at_most} at most.", "")


def _said(one: Statement | Figure) -> str:
    if isinstance(one, Statement):
        said = one.text
    elif one.minimum is None:
        said = f"up to {one.maximum:,}"
    elif one.maximum is None:
        said = f"{one.minimum:,} or more"
    else:
        said = f"{one.minimum:,} to {one.maximum:,}"
    cited = _cited(one.sources)
    return f"{said}{f' ({one.note})' if one.note else ''}{f' [{cited}]' if cited else ''}"


def _stated(what: str, said: Iterable[Statement | Figure]) -> Iterator[str]:
    yield from (f"- {what}: {_said(one)}" for one in said)


def _services(book: Rulebook) -> Iterator[str]:
    yield from ("# Levels and services", "", *level_table(book), "")
    yield from ("Whatever the level:", "", *(f"- {one}" for one in book.always), "")
    yield from ("Where two sources give different figures, both are shown.", "")
    for one in book.services:
        yield from (f"(service-{_target(one.service)})=", f"## Service {one.service}: {one.name}", "")
        yield from (*_service(one), "")


def _service(one: ServiceDescription) -> Iterator[str]:
    yield f"- Setting: {one.setting}"
    if one.for_whom:
        yield f"- For: {one.for_whom}"
    yield from _stated("Clinical hours a week", one.hours)
    yield from _stated("Sessions", one.sessions)
    yield from _stated("Length", one.length)
    yield from (f"- {upper_first(_said(phase))}" for phase in one.phases)
    yield from _stated("Group size", one.group_size)
    yield from _stated("Cost in US dollars", one.cost_us_dollars)
    yield from _stated("Staffing", (one.staffing,))
    yield f"- Components: {'; '.join(one.components)}"


def level_table(book: Rulebook) -> tuple[str, ...]:
    """Return the levels and the services of each as the lines of a Markdown table."""
    names = {one.service: one.name for one in book.services}
    rows = (
        f"| {described.level} | {described.name} | "
        f"{'; '.join(f'{service} {names[service]}' for service in described.services if service in names)} |"
        for described in book.levels
    )
    return ("| Level | Called | Services in it |", "|---|---|---|", *rows)


def _citing(book: Rulebook, source: Source) -> Iterator[str]:
    for one in (*book.scales, *book.declared.values(), *book.arrangements):
        if source in one.sources:
            yield _linked(one.id)


def _source_pages(book: Rulebook) -> Iterator[str]:
    yield from ("# Sources", "")
    yield from (
        "What the declarations rest on. Facts and thresholds only; every sentence here is this project's own.",
        "",
    )
    for one in book.sources:
        yield from (*_heading(one.id, 2), one.title, "")
        yield from (f"- Used for: {one.used_for}", f"- Seen: {_SEEN[one.seen]}")
        citing = ", ".join(_citing(book, one))
        yield from (*((f"- Cited by: {citing}",) if citing else ()), "")


def _index(book: Rulebook, pages: Iterable[str]) -> Iterator[str]:
    yield from (f"# Catalogue: {within(book.title, book.words)}", "")
    yield from (f"Rulebook `{book.id}`, version {book.version}. SHA-256 of its canonical JSON:", "")
    yield from ("```text", book.digest, "```", "")
    yield from ("Every recommendation carries this digest. `placement rulebook show` looks things up from a shell.", "")
    counted = ("scales", "criteria", "rules", "flags", "guarantees", "conflicts", "arrangements", "services", "sources")
    yield from (
        "| What | How many |",
        "|---|---:|",
        *(f"| {what} | {len(getattr(book, what))} |" for what in counted),
        "",
    )
    yield from ("```{toctree}", ":maxdepth: 1", "", *pages, "```", "")


def catalogue(book: Rulebook) -> dict[str, str]:
    """Return the pages of a rulebook's catalogue by name, the index among them.

    Args:
        book: What is declared.
    """
    pages = {
        "services": _services(book),
        "scales": _scales(book),
        "criteria": _criteria(book),
        "rules": _rules(book),
        "flags": _flags(book),
        "guarantees": _guarantees(book),
        "conflicts": _conflicts(book),
        "delivery": _delivery(book),
        "sources": _source_pages(book),
    }
    return {name: "\n".join(lines) for name, lines in {"index": _index(book, pages), **pages}.items()}
