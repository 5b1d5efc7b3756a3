"""What a check of a rulebook found, on a terminal."""

from typing import Final

from placement.analysis.report import Entry, Report, Verdict
from placement.cli.terminal import Printer

__all__ = ["show_report"]

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
