"""The catalogue of a rulebook: everything that it declares, with conditions in words and sources."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Final, TypeAlias, assert_never

from placement.analysis.report import Entry, Report, Verdict
from placement.cli.terminal import Printer
from placement.explain.conditions import alternatives_in_words, in_words
from placement.explain.wording import count, joined, lower_first
from placement.language.condition import AtLeast, AtMost, comparisons
from placement.language.declarations import (
    Alternative,
    Arrangement,
    CeilingGuarantee,
    Conflict,
    Criterion,
    Flag,
    FloorGuarantee,
    Guarantee,
    Rule,
)
from placement.language.scale import Scale, Source
from placement.rulebook.guarantees import guarantee_holds
from placement.rulebook.rulebook import Rulebook

_Declaration: TypeAlias = (
    type[Scale] | Criterion | Rule | Flag | Guarantee | Conflict | Arrangement | Alternative | Source
)

_COUNTED: Final = {
    "scales": "scale",
    "criteria": "criterion",
    "rules": "rule",
    "flags": "flag",
    "guarantees": "guarantee",
    "conflicts": "conflict",
    "arrangements": "arrangement",
    "sources": "source",
}
"""Fields of a rulebook that hold what is counted, each with the word for one of it."""

_IN: Final = 2
"""Columns by which each step inwards is indented."""

_SEEN: Final = {"read": "read", "part": "read in part", "general": "general knowledge of a published fact"}


def show_rulebook(book: Rulebook) -> None:
    """Print everything that a rulebook rates and concludes."""
    printer = Printer()
    printer.heading(book.title)
    printer.line(f"{book.id}, version {book.version}")
    printer.line(", ".join(count(len(getattr(book, f)), one, f) for f, one in _COUNTED.items() if getattr(book, f)))
    printer.line(f"SHA-256 {book.digest}")
    printer.line("An id in full: `placement rulebook show ID`. The promises: `placement rulebook check`.")
    _section(printer, "Scales: what a person is asked")
    for dimension in book.dimensions:
        printer.line()
        printer.line(dimension.title, style="bold")
        for scale in book.scales:
            if scale.dimension == dimension:
                _scale(printer, scale)
    listed: tuple[tuple[str, tuple[Criterion | Rule | Flag, ...]], ...] = (
        ("Criteria: what is true", book.criteria),
        ("Rules: what follows", book.rules),
        ("Flags: what must happen whatever the level", book.flags),
    )
    for title, declarations in listed:
        if declarations:
            _section(printer, title)
        for declaration in declarations:
            _declared(printer, declaration, book)
    _section(printer, "Sources")
    printer.line()
    for source in book.sources:
        printer.line(f"{source.id}: {source.title}", hang=_IN)


def show_declaration(book: Rulebook, name: str) -> None:
    """Print one declaration in full.

    Raises:
        KeyError: The rulebook declares no such id. The message says so, and which id is most alike.
    """
    known = _by_id(book)
    if name not in known:
        alike = get_close_matches(name, known, n=1)
        raise KeyError(f"no such id in rulebook `{book.id}`{f': is it `{alike[0]}`?' if alike else ''}")
    printer = Printer()
    declaration = known[name]
    if isinstance(declaration, Source):
        _source(
            printer, declaration, citing=(one for one, declared in known.items() if declaration in _sources(declared))
        )
        return
    if isinstance(declaration, type):
        _scale(printer, declaration)
        _note(printer, declaration)
        _list(printer, "read by", _readers(book, name))
    elif isinstance(declaration, FloorGuarantee | CeilingGuarantee):
        show_guarantee(printer, declaration, book)
    else:
        _declared(printer, declaration, book)
    for source in _sources(declaration):
        _source(printer, source)


def _by_id(book: Rulebook) -> dict[str, _Declaration]:
    beside = (*book.guarantees, *book.conflicts, *book.arrangements, *book.alternatives)
    return {
        declaration.id: declaration for declaration in (*book.scales, *book.declared.values(), *beside, *book.sources)
    }


def _sources(declared: _Declaration) -> tuple[Source, ...]:
    sources: tuple[Source, ...] = getattr(declared, "sources", ())
    return sources


def _section(printer: Printer, title: str) -> None:
    printer.line("\n")
    printer.heading(title)


def _list(printer: Printer, what: str, names: Iterable[str]) -> None:
    listed = ", ".join(names)
    if listed:
        printer.line(f"{what}: {listed}", indent=_IN, hang=_IN)


def _scale(printer: Printer, scale: type[Scale]) -> None:
    printer.line()
    printer.line(f"{scale.id}: {scale.title()}", style="cyan")
    widest = max(len(anchor.key) for anchor in scale)
    for anchor in scale:
        printer.line(f"{int(anchor)}  {anchor.key:<{widest}}  {anchor.label}", indent=_IN, hang=widest + 5)
    _list(printer, "sources", (source.id for source in scale.sources))


def _note(printer: Printer, scale: type[Scale]) -> None:
    notes = {
        "closes": "an answer here judges its dimension: details that were not asked then count as 0",
        "separate": "a fact of its own: not asked keeps the result open, whatever else is known",
        "danger": "`unsure` keeps the result open, even in a dimension that was judged",
    }
    for mark, meaning in notes.items():
        if getattr(scale, mark):
            printer.line(f"{mark}: {meaning}", indent=_IN, hang=_IN)


def _declared(
    printer: Printer, declaration: Criterion | Rule | Flag | Conflict | Arrangement | Alternative, book: Rulebook
) -> None:
    printer.line()
    printer.line(declaration.id, style="cyan")
    printer.line(declaration.summary if isinstance(declaration, Criterion | Rule) else declaration.text, indent=_IN)
    match declaration:
        case Criterion() | Rule():
            _ways(
                printer, f"gives {_given(declaration.raises, book)} when", alternatives_in_words(declaration.when, book)
            )
        case Flag():
            _ways(printer, "raised when", alternatives_in_words(declaration.when, book))
        case Conflict():
            _ways(printer, "raised when", (_together(statements, book) for statements in declaration.any_of))
        case Arrangement():
            _ways(printer, f"for service {', '.join(declaration.services)} when", [_together(declaration.when, book)])
        case Alternative():
            _ways(
                printer, f"for level {declaration.level} when", (in_words(duty, book) for duty in declaration.requires)
            )
            _ways(printer, "and as long as", [_together(declaration.guards, book)])
        case _:
            assert_never(declaration)
    _list(printer, "sources", (source.id for source in _sources(declaration)))


def _given(raises: AtLeast, book: Rulebook) -> str:
    """Say what is raised to what; the highest raise wins, so "or more" would say nothing."""
    return in_words(raises, book).removesuffix(" or more").removesuffix(" or worse")


def _together(statements: Iterable[AtLeast | AtMost], book: Rulebook) -> str:
    return ", and ".join(in_words(test, book) for test in statements)


def _ways(printer: Printer, what: str, ways: Iterable[str]) -> None:
    listed = [way for way in ways if way]
    if len(listed) == 1:
        printer.line(f"{what} {listed[0]}", indent=_IN, hang=_IN)
    elif listed:
        printer.line(f"{what} any of", indent=_IN)
        for way in listed:
            printer.line(f"- {way}", indent=2 * _IN, hang=_IN)


def _source(printer: Printer, source: Source, citing: Iterable[str] = ()) -> None:
    printer.line()
    printer.line(f"{source.id}: {source.title}", hang=_IN, style="cyan")
    printer.line(f"used for: {source.used_for}", indent=_IN, hang=_IN)
    printer.line(f"seen: {_SEEN[source.seen]}", indent=_IN)
    _list(printer, "cited by", citing)


def _readers(book: Rulebook, scale: str) -> Iterator[str]:
    return (
        name
        for name, declaration in book.declared.items()
        if scale in {test.fact for test in comparisons(declaration.when)}
    )


def show_guarantee(printer: Printer, guarantee: Guarantee, book: Rulebook) -> None:
    """Print one guarantee with its verdict and its proof."""
    holds, outcome = guarantee_holds(book, guarantee)
    track = book.track_named[guarantee.promises.fact]
    given = list(track)[outcome.tracks[track.id]]
    printer.line()
    printer.line(f"{'holds' if holds else 'BROKEN'}  {guarantee.id}", style="green" if holds else "bold red")
    printer.line(guarantee.summary, indent=2)
    printer.line(f"promises {in_words(guarantee.promises, book)}", indent=2, hang=2)
    printer.line(f"proven in {_person(guarantee, book)}: gets {given}", indent=2, hang=2)


def _at(fact: str, position: int, book: Rulebook) -> str:
    scale = book.scale_named[fact]
    return f"{lower_first(scale.title())}: “{list(scale)[position].label}”"


def _person(guarantee: Guarantee, book: Rulebook) -> str:
    match guarantee:
        case FloorGuarantee(given=given):
            return (
                f"the person with {'; '.join(_at(test.fact, test.at_least, book) for test in given)}; and no other need"
            )
        case CeilingGuarantee(without=without, capped=capped):
            titles = {scale.id: scale.title() for scale in book.scales} | {
                dimension.id: dimension.title for dimension in book.dimensions
            }
            absent = [lower_first(titles[name]) for name in without]
            limits = "".join(f"; {_at(limit.fact, limit.at_most, book)}" for limit in capped)
            return f"the person without any need in {joined(absent)}{limits}; and everything else at its worst"
        case _:
            assert_never(guarantee)


_STYLES: Final[dict[Verdict, str]] = {"holds": "green", "clean": "green", "exempt": "yellow", "finding": "bold red"}


def show_report(report: Report, *, every: bool) -> None:
    """Print the findings, or every entry, and a summary."""
    printer = Printer()
    printer.heading(report.title)
    printer.line(report.about)
    printer.line()
    for title, entries in report.sections(every=every):
        printer.line(title, style="bold")
        printer.line()
        for entry in entries:
            _show(printer, entry)
    for line in report.summary():
        printer.line(line, style="bold")


def _show(printer: Printer, entry: Entry) -> None:
    printer.line(entry.heading, style=_STYLES[entry.verdict])
    for text in entry.details():
        printer.line(text, indent=2, hang=2)
    printer.line()
