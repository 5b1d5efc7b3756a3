"""A promise of a rulebook about every possible person, with the one person in whom it is proven."""

from typing import assert_never

from placement.cli.terminal import Printer
from placement.explain.conditions import in_words
from placement.explain.wording import joined, lower_first
from placement.language.declarations import CeilingGuarantee, FloorGuarantee, Guarantee
from placement.rulebook.guarantees import guarantee_holds
from placement.rulebook.rulebook import Rulebook

__all__ = ["show_guarantee"]


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
            return f"the person with {'; '.join(_at(one.fact, one.at_least, book) for one in given)}; and no other need"
        case CeilingGuarantee(without=without, capped=capped):
            titles = {scale.id: scale.title() for scale in book.scales} | {one.id: one.title for one in book.dimensions}
            absent = [lower_first(titles[name]) for name in without]
            limits = "".join(f"; {_at(one.fact, one.at_most, book)}" for one in capped)
            return f"the person without any need in {joined(absent)}{limits}; and everything else at its worst"
        case _:
            assert_never(guarantee)
