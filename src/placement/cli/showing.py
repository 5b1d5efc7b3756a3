"""Recommendations, one after another, in one of the forms that `placement place` knows."""

import html
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Final, Literal, Protocol, TypeAlias, assert_never

import typer

from placement.cli.cases import Heading
from placement.cli.terminal import Printer
from placement.explain.markup import escaped
from placement.explain.text import wrap
from placement.explain.wording import flags, headline
from placement.recommendation.recommendation import Recommendation

Form: TypeAlias = Literal["text", "plain", "markdown", "html", "json", "mermaid"]
Format: TypeAlias = Literal["text", "html", "json"]

_Placed: TypeAlias = Iterable[tuple[Heading, Recommendation]]

_PAGE: Final = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
:root {{ color-scheme: light dark; }}
body {{ font: 16px/1.5 Inter, system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; }}
.case + .case {{ border-top: 1px solid; margin-top: 3rem; }}
</style>
</head>
<body>
{sections}
<footer><small>{notice}</small></footer>
</body>
</html>"""


def page(title: str, *sections: str, notice: str) -> str:
    """Return a whole page of sections that are HTML already."""
    return _PAGE.format(title=escaped(title), sections="\n".join(sections), notice=escaped(notice))


class _Shown(Protocol):
    """What a command finds and shows whole."""

    def to_html(self) -> str: ...
    def to_text(self) -> str: ...
    def model_dump_json(self, *, indent: int) -> str: ...


def show_one(shown: _Shown, form: Format, title: str, notice: str) -> None:
    """Print one result whole: as text, as a page of HTML with a title and a notice, or as JSON."""
    match form:
        case "text":
            Printer().whole(shown.to_text())
        case "html":
            Printer().whole(page(title, shown.to_html(), notice=notice))
        case "json":
            typer.echo(shown.model_dump_json(indent=2))
        case _:
            assert_never(form)


def show(placed: _Placed, form: Form, *, several: bool) -> None:
    """Print recommendations to standard output.

    Args:
        placed: Cases with what is recommended, in order; text is printed as they come.
        form: `text`, `plain` and `markdown` come one below the other, each under a heading, `text` with an overview at
            the end; `html` is one page; `json` is one object a line, `{"file", "case", "title", "recommendation"}`;
            `mermaid` is a graph or, for several cases, Markdown with a graph in each section.
        several: More than one case may come, so that each needs a heading even without a title.
    """
    match form:
        case "text" | "plain":
            _texts(placed, form, several=several)
        case "markdown" | "mermaid":
            _sections(placed, form, several=several)
        case "html":
            _page(placed)
        case "json":
            _lines(placed)
        case _:
            assert_never(form)


def _texts(placed: _Placed, form: Literal["text", "plain"], *, several: bool) -> None:
    render: Mapping[str, Callable[[Recommendation], str]] = {
        "text": Recommendation.to_text,
        "plain": Recommendation.to_plain_language,
    }
    printer = Printer()
    overview: list[str] = []
    for case, recommendation in placed:
        if overview:
            printer.line("\n")
        if several or case.title:
            printer.heading(case.name)
        if form == "text" and case.story:  # a letter to the person does not tell their own story about them
            printer.whole(wrap(case.story))
            printer.line()
        printer.whole(render[form](recommendation))
        overview.append(f"{case.name}: {_in_short(recommendation)}")
    if len(overview) > 1 and form == "text":
        printer.line("\n")
        printer.heading("In one line each")
        for line in overview:
            printer.line(f"- {line}", hang=2)


def _in_short(recommendation: Recommendation) -> str:
    first, level = headline(recommendation), recommendation.level
    if level is None:
        main = first.main[:1].lower() + first.main[1:]
    else:
        main = f"level {first.main}" if first.label else f"{recommendation.rulebook.nothing} is indicated"
    sentence = f"{main} ({first.aside})" if first.aside else main
    urgent, _, possible = flags(recommendation)
    if urgent:
        return f"{sentence}; cannot wait"
    return f"{sentence}; possibly urgent" if any(flag.urgent for flag in possible) else sentence


def _sections(placed: _Placed, form: Literal["markdown", "mermaid"], *, several: bool) -> None:
    printer = Printer()
    for number, (case, recommendation) in enumerate(placed):
        if number:
            printer.line()
        if several or (case.title and form == "markdown"):
            printer.whole(f"# {_on_one_line(case.name)}")
            printer.line()
        if form == "markdown":
            if case.story:
                printer.whole(f"> {_on_one_line(case.story)}")
                printer.line()
            printer.whole(recommendation.to_markdown())
        elif several:
            printer.whole(f"```mermaid\n{recommendation.to_mermaid().rstrip()}\n```")
        else:
            printer.whole(recommendation.to_mermaid())


def _on_one_line(text: str) -> str:
    """Return text that cannot end a Markdown heading or begin an HTML element."""
    return html.escape(" ".join(text.split()), quote=False)


def _page(placed: _Placed) -> None:
    shown = list(placed)
    sections = [
        f'<section class="case">\n<h1>{escaped(case.name)}</h1>\n'
        + (f"<p>{escaped(case.story)}</p>\n" if case.story else "")
        + f"{recommendation.to_html()}\n</section>"
        for case, recommendation in shown
    ]
    if sections:
        Printer().whole(page("Recommendations", *sections, notice=shown[0][1].notice))


def _lines(placed: _Placed) -> None:
    for case, recommendation in placed:
        line = {
            "file": case.file,
            "case": case.number,
            "title": case.title,
            "recommendation": recommendation.model_dump(mode="json"),
        }
        typer.echo(json.dumps(line))
