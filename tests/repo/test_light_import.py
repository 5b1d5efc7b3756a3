"""What an import loads: nothing that is not asked for."""

import json
import subprocess
import sys
from typing import Final

import pytest

_HEAVY: Final = {
    "cryptography",
    "duckdb",
    "durable",
    "durable_rules_engine",
    "fhir",
    "hypothesis",
    "narwhals",
    "numpy",
    "pandas",
    "polars",
    "pyarrow",
    "pyspark",
    "rfc8785",
    "rich",
    "typer",
    "yaml",
}


def _loaded_by(program: str) -> set[str]:
    """Return the modules that a program loads, in an interpreter of its own."""
    report = "import json, sys; before = set(sys.modules)\n{}\nprint(json.dumps(sorted(set(sys.modules) - before)))"
    done = subprocess.run([sys.executable, "-c", report.format(program)], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def _tops(modules: set[str]) -> set[str]:
    return {module.partition(".")[0] for module in modules}


def test_importing_the_package_loads_nothing_of_it() -> None:
    loaded = _loaded_by("import placement")
    assert {module for module in loaded if module.startswith("placement.")} == set()
    assert not _tops(loaded) & {*_HEAVY, "pydantic"}


@pytest.mark.parametrize(
    "program",
    [
        "from placement import Assessment",
        "from placement import FIVE_LEVEL",
        "from placement import Assessment, place; place(Assessment(age=40), engine='reference')",
        "from placement import *",
        "from placement.cds_hooks import cds_card",
    ],
)
def test_nothing_heavy_is_loaded_unless_it_is_used(program: str) -> None:
    assert not _tops(_loaded_by(program)) & _HEAVY


@pytest.mark.parametrize(
    "part",
    [
        "explain",
        "analysis",
        "cli",
        "testing",
        "cohort",
        "instruments",
        "overrides",
        "reviews",
        "records",
        "fhir",
        "cds_hooks",
    ],
)
def test_placing_loads_no_part_that_it_does_not_need(part: str) -> None:
    loaded = _loaded_by(
        "from placement import Assessment, place; place(Assessment(age=40), engine='reference').findings[0]"
    )
    assert not {module for module in loaded if module.startswith(f"placement.{part}")}


def test_declaring_a_condition_loads_neither_the_models_nor_the_rulebook() -> None:
    loaded = _loaded_by("from placement import all_of, AtLeast")
    assert {module for module in loaded if module.startswith("placement.")} == {
        "placement.language",
        "placement.language.condition",
    }
