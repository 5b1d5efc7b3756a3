"""Write the generated parts of the documentation: catalogue, schemas, crosswalk, table of levels, map of the source.

`make reference` writes them; with `--check` nothing is written, and the exit status is 1 if something is not in step.
"""

import json
import sys
from collections.abc import Iterable
from pathlib import Path

from docs.catalogue import catalogue, level_table
from docs.commands import commands
from docs.crosswalk import crosswalk
from docs.house import house
from docs.input_errors import input_errors
from docs.synthetic import synthetic
from placement import FIVE_LEVEL, Assessment, place, recommendation_schema, rulebook_schema

__all__ = ["generated", "out_of_step"]

_ROOT = Path(__file__).resolve().parent.parent
_WRITTEN_BY = "<!-- Written by `make reference`. Change what it is made from instead. -->"

_READ = Assessment.model_validate(
    {
        "age": 41,
        "use_disorder": "severe",
        "alcohol_use_disorder": "present",
        "detox_need": "none",
        "complicated_withdrawal_history": "none",
        "medical_condition": "routine_care",
        "pregnancy": "not_pregnant",
        "opioid_use_disorder": "absent",
        "overdose_history": "never",
        "opioid_medication": "not_needed_or_steady",
        "co_occurring": "interferes",
        "suicide_risk": "passive_thoughts",
        "willingness": "ambivalent",
        "relapse_risk": "inconsistent_skills",
        "unsuccessful_level": "none",
        "home_support": "passive_or_alone",
        "exposure": "occasional",
        "housing": "stable",
        "home_safety": "unsure",
        "work_duties": "fixed_daytime",
        "family_duties": "shared",
    }
)
"""An invented person, whose note `docs/how-to/read_a_recommendation.md` goes through."""


def _schema(schema: dict[str, object], name: str) -> str:
    whole = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": name, **schema}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


def _with_part(page: str, part: str, lines: Iterable[str]) -> str:
    """Return a page of the repository with the generated part between its two marks written again."""
    begin, end = f"<!-- {part}: written by `make reference` -->", f"<!-- end of {part} -->"
    before, _, rest = (_ROOT / page).read_text(encoding="utf-8").partition(begin)
    _, _, after = rest.partition(end)
    return "\n".join([before + begin, "", *lines, "", end + after])


def generated() -> dict[Path, str]:
    """Return what each generated file should hold, by its path."""
    docs = _ROOT / "docs"
    pages = {
        docs / "reference" / "catalogue" / f"{name}.md": f"{_WRITTEN_BY}\n\n{page.rstrip()}\n"
        for name, page in catalogue(FIVE_LEVEL).items()
    }
    schemas = {
        "assessment": Assessment.model_json_schema(),
        "recommendation": recommendation_schema(),
        "rulebook": rulebook_schema(),
    }
    written = {docs / "reference" / "schemas" / f"{name}.json": _schema(one, name) for name, one in schemas.items()}
    return {
        **pages,
        **written,
        docs / "reference" / "commands.txt": commands(),
        docs / "reference" / "teds_crosswalk.md": f"{_WRITTEN_BY}\n\n{crosswalk(FIVE_LEVEL.scales).rstrip()}\n",
        docs / "reference" / "input_errors.md": f"{_WRITTEN_BY}\n\n{input_errors().rstrip()}\n",
        docs / "reference" / "synthetic_cohort.md": f"{_WRITTEN_BY}\n\n{synthetic().rstrip()}\n",
        # Both engines would say the same; the reference alone can be run on every Python.
        docs / "how-to" / "note.txt": place(_READ, engine="reference").to_text(),
        _ROOT / "README.md": _with_part("README.md", "levels", level_table(FIVE_LEVEL)),
        _ROOT / "CONTRIBUTING.md": _with_part("CONTRIBUTING.md", "map", house()),
    }


def out_of_step() -> list[str]:
    """Return one line for each generated file that is not as it should be, or should not be there."""
    wanted = generated()
    catalogued = set((_ROOT / "docs" / "reference" / "catalogue").glob("*"))
    published = set((_ROOT / "docs" / "reference" / "schemas").glob("*"))
    stale = [
        f"{path.relative_to(_ROOT)} is not in step: run `make reference`"
        for path, text in wanted.items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    strays = sorted((catalogued | published) - set(wanted))
    return [*stale, *(f"{path.relative_to(_ROOT)} is generated no longer: delete it" for path in strays)]


def _main(arguments: list[str]) -> None:
    if arguments == ["--check"]:
        sys.exit("\n".join(out_of_step()) or None)
    if arguments:
        sys.exit("expected no argument, or `--check`")
    for path, text in generated().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _main(sys.argv[1:])
