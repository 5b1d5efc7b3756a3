"""The catalogue of a rulebook: everything that it declares, with conditions in words and sources."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final, TypeAlias, assert_never

from placement.analysis.report import Entry, Report, Verdict
from placement.cli.terminal import Printer
from placement.explain.conditions import alternatives_in_words, in_words, prover_in_words
from placement.explain.sentences import count
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
    LevelDescription,
    Rule,
    ServiceDescription,
)
from placement.language.graded import Track
from placement.language.reviews import ReviewFact, ReviewOutcome
from placement.language.scale import Dimension, Scale, Source
from placement.rulebook.guarantees import guarantee_holds
from placement.rulebook.rulebook import Rulebook

_Worded: TypeAlias = Criterion | Rule | Flag | Conflict | Arrangement | Alternative | ReviewFact | ReviewOutcome
_Identified: TypeAlias = type[Scale] | type[Track] | Dimension | _Worded | Guarantee | Source
_Declaration: TypeAlias = _Identified | LevelDescription | ServiceDescription

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
    counted = [(field, noun, getattr(book, field)) for field, noun in _COUNTED.items()]
    printer.line(", ".join(count(len(held), noun, field) for field, noun, held in counted if held))
    printer.line(f"SHA-256 {book.digest}")
    printer.line("An id in full: `placement rulebook show ID`. The promises: `placement rulebook check --all`.")
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
    if book.delivery_notes:
        _section(printer, "Delivery: what to know of it")
        printer.line()
    for note in book.delivery_notes:
        printer.line(note, hang=_IN)
    _section(printer, "Sources")
    printer.line()
    for source in book.sources:
        printer.line(f"{source.id}: {source.title}", hang=_IN)


def show_declaration(book: Rulebook, name: str) -> None:
    """Print everything of this id in full: one declaration, or a level and a service of one name.

    Raises:
        KeyError: The rulebook declares no such id. The message says so, and which id is most alike.
    """
    declared = _declarations(book)
    names = [known for known, _ in declared]
    if name not in names:
        alike = get_close_matches(name, names, n=1)
        raise KeyError(f"no such id in rulebook `{book.id}`{f': is it `{alike[0]}`?' if alike else ''}")
    printer = Printer()
    for declaration in (declaration for known, declaration in declared if known == name):
        _in_full(printer, declaration, book)
        for source in _sources(declaration):
            _source(printer, source)


def _declarations(book: Rulebook) -> list[tuple[str, _Declaration]]:
    """Return everything that has an id, with it."""
    declared: tuple[_Identified, ...] = (
        *book.dimensions,
        *book.scales,
        *book.tracks,
        *book.declared.values(),
        *book.guarantees,
        *book.conflicts,
        *book.arrangements,
        *book.alternatives,
        *book.reviews.outcomes,
        *book.reviews.facts,
        *book.sources,
    )
    return [
        *((level.level, level) for level in book.grouped),
        *((service.service, service) for service in book.services),
        *((declaration.id, declaration) for declaration in declared),
    ]


def _in_full(printer: Printer, declaration: _Declaration, book: Rulebook) -> None:
    match declaration:
        case Source():
            citing = (name for name, citing in _declarations(book) if declaration in _sources(citing))
            _source(printer, declaration, citing)
        case FloorGuarantee() | CeilingGuarantee():
            show_guarantee(printer, declaration, book)
        case LevelDescription():
            _titled(printer, f"level {declaration.level}", declaration.name)
            _list(printer, "services", declaration.services)
        case ServiceDescription():
            _titled(printer, f"service {declaration.service}", declaration.name)
            _list(printer, "setting", [declaration.setting])
            _list(printer, "for", [declaration.for_whom])
            _list(printer, "staffing", [declaration.staffing.text])
            _list(printer, "components", declaration.components)
        case Dimension():
            _titled(printer, declaration.id, declaration.title)
            printer.line(f"rated from 0 to {declaration.highest}" if declaration.rated else "not rated", indent=_IN)
            _list(printer, "scales", (scale.id for scale in book.scales if scale.dimension == declaration))
            _uses(printer, declaration.id, book)
        case type():
            if issubclass(declaration, Scale):
                _scale(printer, declaration)
                _note(printer, declaration)
            else:
                _titled(printer, declaration.id, declaration.title())
                _list(printer, "values", map(str, declaration))
            _uses(printer, declaration.id, book)
        case _:
            _declared(printer, declaration, book)


def _uses(printer: Printer, fact: str, book: Rulebook) -> None:
    rises: tuple[Criterion | Rule, ...] = (*book.criteria, *book.rules)
    _list(printer, "raised by", (declaration.id for declaration in rises if declaration.raises.fact == fact))
    reading = (name for name, read in book.declared.items() if fact in {test.fact for test in comparisons(read.when)})
    _list(printer, "read by", reading)


def _sources(declared: _Declaration) -> tuple[Source, ...]:
    sources: tuple[Source, ...] = getattr(declared, "sources", ())
    return sources


def _section(printer: Printer, title: str) -> None:
    printer.line("\n")
    printer.heading(title)


def _list(printer: Printer, what: str, names: Iterable[str]) -> None:
    listed = ", ".join(filter(None, names))
    if listed:
        printer.line(f"{what}: {listed}", indent=_IN, hang=_IN)


def _titled(printer: Printer, name: str, title: str) -> None:
    printer.line()
    printer.line(f"{name}: {title}" if title else name, style="cyan")


def _scale(printer: Printer, scale: type[Scale]) -> None:
    _titled(printer, scale.id, scale.title())
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


def _text(declaration: _Worded) -> str:
    match declaration:
        case Criterion() | Rule():
            return declaration.summary
        case ReviewOutcome():
            return declaration.because
        case _:
            return declaration.text


def _declared(printer: Printer, declaration: _Worded, book: Rulebook) -> None:
    printer.line()
    printer.line(declaration.id, style="cyan")
    printer.line(_text(declaration), indent=_IN)
    match declaration:
        case Criterion() | Rule():
            raised = f"gives {_given(declaration.raises, book)} when"
            _ways(printer, raised, alternatives_in_words(declaration.when, book))
        case Flag():
            _ways(printer, "raised when", alternatives_in_words(declaration.when, book))
        case Conflict():
            _ways(printer, "raised when", (_together(statements, book) for statements in declaration.any_of))
        case Arrangement():
            _ways(printer, f"for service {', '.join(declaration.services)} when", [_together(declaration.when, book)])
        case Alternative():
            ways = [in_words(duty, book) for duty in declaration.requires]
            _ways(printer, f"for level {declaration.level} when", ways)
            _ways(printer, "and as long as", [_together(declaration.guards, book)])
        case ReviewOutcome():
            printer.line(f"comes to: {declaration.do}", indent=_IN, hang=_IN)
            _ways(printer, "where", alternatives_in_words(declaration.when, book))
        case ReviewFact():
            outcomes = book.reviews.outcomes
            _list(printer, "read by", (row.id for row in outcomes if declaration.is_so in comparisons(row.when)))
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
    _titled(printer, source.id, source.title)
    printer.line(f"used for: {source.used_for}", indent=_IN, hang=_IN)
    printer.line(f"seen: {_SEEN[source.seen]}", indent=_IN)
    _list(printer, "cited by", citing)


def show_guarantee(printer: Printer, guarantee: Guarantee, book: Rulebook) -> None:
    """Print one guarantee with its verdict and its proof."""
    holds, outcome = guarantee_holds(book, guarantee)
    track = book.track_named[guarantee.promises.fact]
    value = list(track)[outcome.tracks[track.id]]
    printer.line()
    printer.line(f"{'holds' if holds else 'BROKEN'}  {guarantee.id}", style="green" if holds else "bold red")
    printer.line(guarantee.summary, indent=2)
    printer.line(f"promises {in_words(guarantee.promises, book)}", indent=2, hang=2)
    printer.line(f"proven in {prover_in_words(guarantee, book)}: gets {value}", indent=2, hang=2)


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
