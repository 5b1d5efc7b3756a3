"""The crosswalk from TEDS-A as a page of the reference: every code that is read, what it says, and what is lost."""

from collections.abc import Iterable, Iterator
from typing import Final

from placement.assessment.answers import UNSURE
from placement.cohort.teds.codebook import ADMISSIONS, MISSING, Variable
from placement.cohort.teds.crosswalk import ANSWERS, MINORS, SETTINGS, SLICES, Crossing, Reading
from placement.cohort.teds.facts import SERVICES
from placement.cohort.teds.slices import AGE
from placement.language.scale import Scale

__all__ = ["crosswalk"]


_ABOUT: Final = (
    "How `placement.cohort.teds.read_teds` reads the Treatment Episode Data Set, Admissions, of SAMHSA: what each code"
    " says of a scale, and what is lost on the way. Variables, codes, labels and counts are of its public codebook of"
    " 2021 (public domain); the crosswalk is this project's own. What may be concluded from it:"
    " [](../how-to/use_teds.md)."
)
_SOURCE: Final = (
    "Substance Abuse and Mental Health Services Administration (2023). *Treatment Episode Data Set Admissions (TEDS-A)"
    " 2021: Public Use File (PUF) Codebook*. Rockville, MD: Center for Behavioral Health Statistics and Quality. Public"
    " domain. Neither SAMHSA nor HHS endorses this project."
)
_UNSURE: Final = (
    "- An answer that could be read in several ways is unsure, or the bound that they share. Two exceptions: to use an"
    " opioid counts as a disorder, and to have no fixed address as no housing."
)


def _percent(admissions: int) -> str:
    return f"{admissions / ADMISSIONS:.1%}".replace("%", " %")


def _label(variable: Variable, value: int) -> str:
    if value == MISSING:
        return f"{MISSING} missing"
    return f"{value} {next(code.label for code in variable.codes if code.value == value)}"


def _named(codes: tuple[int, ...], variable: Variable) -> str:
    """Return codes with their labels, or with nothing but their numbers where they are many."""
    few = 6
    if len(codes) > few:
        return ", ".join(map(str, codes))
    return "; ".join(_label(variable, value) for value in codes)


def _answer(said: Reading) -> str:
    if said.answer is None:
        return "not asked (null)"
    if not isinstance(said.answer, Scale):
        return f"`{UNSURE}`"
    return f"{'at least ' if said.at_least else ''}`{said.answer.key}` ({said.answer.label})"


def _crossing(crossing: Crossing) -> Iterator[str]:
    yield from (f"## `{crossing.scale.id}`", "")
    yield from (
        f"{crossing.scale.title()}. The first line that fits is the answer; where none fits, it was not asked.",
        "",
    )
    yield from ("| Variable | Code | Answer |", "|---|---|---|")
    for said in crossing.readings:
        names = " or ".join(f"`{one.name}`" for one in said.variables)
        yield f"| {names} | {_named(said.codes, said.variables[0])} | {_answer(said)} |"
    missing = {one.name: one.missing for said in crossing.readings for one in said.variables}
    told = ", ".join(f"`{name}` {_percent(count)}" for name, count in missing.items())
    yield from ("", f"Missing in 2021: {told}. What is lost: {crossing.loses}.", "")


def _settings() -> Iterator[str]:
    yield from ("## `level_given`", "")
    yield from (f"From `{SERVICES.name}`, the setting of the admission. Nothing in it stands for level 0.5.", "")
    yield from ("| Code | Setting | Admissions in 2021 | Level | What is lost |", "|--:|---|--:|---|---|")
    counts = {code.value: code for code in SERVICES.codes}
    for one in SETTINGS:
        code = counts[one.code]
        yield f"| {one.code} | {code.label} | {_percent(code.admissions)} | {one.level} | {one.loses} |"
    yield ""


def _slices() -> Iterator[str]:
    yield from ("## Slices", "")
    yield from ("To look at people by. The labels are the codebook's.", "")
    yield from ("| Column | What it holds | Missing in 2021 | Values |", "|---|---|--:|---|")
    many = 12
    for one in (*SLICES, SERVICES):
        labels = [code.label for code in one.codes]
        shown = "; ".join(labels) if len(labels) <= many else f"{len(labels)}, from {labels[0]} to {labels[-1]}"
        also = "".join(f" (in other years `{name}`)" for name in one.also)
        yield f"| `{one.name}`{also} | {one.title} | {_percent(one.missing)} | {shown} |"
    yield ""


def _asked_nowhere(every: Iterable[type[Scale]]) -> str:
    crossed = {one.scale.id for one in ANSWERS}
    return ", ".join(f"`{scale.id}`" for scale in every if scale.id not in crossed)


def crosswalk(scales: Iterable[type[Scale]]) -> str:
    """Return the page.

    Args:
        scales: Every scale that is asked; the page says which of them nothing in TEDS-A answers.
    """
    minors = ", ".join(_label(AGE, value) for value in MINORS)
    lines = [
        "# TEDS-A: the crosswalk",
        "",
        _ABOUT,
        "",
        f"- **{MISSING} is missing**, in every variable. It becomes null: never 0, never *no*.",
        "- **A code that the codebook does not have** is missing too, and counted.",
        f"- **People under 18 are left out**, and counted: codes {minors} of `{AGE.name}`. So is who has no age.",
        "- **At least**: only a bound is recorded. `read_teds` writes `unsure`, or the bound if asked to.",
        _UNSURE,
        "",
        *_settings(),
        *(line for one in ANSWERS for line in _crossing(one)),
        *_slices(),
        "## What nothing in it answers",
        "",
        f"{_asked_nowhere(scales)}.",
        "",
        "## Source",
        "",
        _SOURCE,
        "",
    ]
    return "\n".join(lines)
