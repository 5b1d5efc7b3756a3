"""What is generated is in step with what it is made from, and the links of pages outside `docs` lead somewhere."""

import re
from pathlib import Path

import pytest

from docs import generate
from docs.catalogue import catalogue
from docs.house import house
from placement import FIVE_LEVEL
from placement.cli.commands import app
from tests.docs.pages import ROOT

LINK = re.compile(r"\]\(([^)#\s]+)")
OUTSIDE = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md")


def test_every_generated_file_is_in_step() -> None:
    assert generate.out_of_step() == []


def test_a_file_that_is_not_in_step_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = {tmp_path / "docs/reference/catalogue/index.md": "new", tmp_path / "absent.txt": "new"}
    for folder in ("catalogue", "schemas"):
        (tmp_path / "docs/reference" / folder).mkdir(parents=True)
    (tmp_path / "docs/reference/catalogue/index.md").write_text("old", encoding="utf-8")
    (tmp_path / "docs/reference/schemas/gone.json").write_text("{}", encoding="utf-8")
    monkeypatch.setattr(generate, "_ROOT", tmp_path)
    monkeypatch.setattr(generate, "generated", lambda: wanted)
    assert generate.out_of_step() == [
        "docs/reference/catalogue/index.md is not in step: run `make reference`",
        "absent.txt is not in step: run `make reference`",
        "docs/reference/schemas/gone.json is generated no longer: delete it",
    ]


def test_the_catalogue_holds_everything_that_is_declared() -> None:
    headings = set(re.findall(r"^#{2,3} (.+)$", "\n".join(catalogue(FIVE_LEVEL).values()), re.MULTILINE))
    beside = (*FIVE_LEVEL.guarantees, *FIVE_LEVEL.conflicts, *FIVE_LEVEL.arrangements, *FIVE_LEVEL.alternatives)
    declared = {one.id for one in (*FIVE_LEVEL.scales, *FIVE_LEVEL.sources, *FIVE_LEVEL.declared.values(), *beside)}
    assert declared <= headings
    assert {f"Service {one.service}: {one.name}" for one in FIVE_LEVEL.services} <= headings
    assert {one.title for one in FIVE_LEVEL.dimensions} <= headings


def test_the_map_of_the_house_has_a_row_for_every_package() -> None:
    source = ROOT / "src" / "placement"
    packages = {f"{file.parent.relative_to(source).as_posix()}/" for file in source.glob("*/**/__init__.py")}
    named = re.findall(r"^\| `(\S+)` \| \S.+[.] \|$", "\n".join(house()), re.MULTILINE)
    assert sorted(named) == sorted([*packages, "errors.py"])


def test_every_guarantee_in_the_catalogue_holds() -> None:
    page = catalogue(FIVE_LEVEL)["guarantees"]
    assert page.count("- Proven in ") == len(FIVE_LEVEL.guarantees)
    assert "does NOT hold" not in page


def test_every_command_is_in_the_reference() -> None:
    page = (ROOT / "docs/reference/commands.txt").read_text(encoding="utf-8")
    for one in app.registered_commands:
        assert f"## `placement {one.name}`" in page


@pytest.mark.parametrize("page", OUTSIDE)
def test_a_link_leads_somewhere(page: str) -> None:
    links = [one for one in LINK.findall((ROOT / page).read_text(encoding="utf-8")) if "://" not in one]
    assert [one for one in links if not (ROOT / page).parent.joinpath(one).exists()] == []


def test_the_readme_names_every_scale_in_its_table_rightly() -> None:
    table = "\n".join(re.findall(r"^\| \*\*.*$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`([a-z_]+)`", table))
    assert named <= {scale.id for scale in FIVE_LEVEL.scales}
    assert {"detox_need", "co_occurring", "home_support", "exposure", "work_duties", "family_duties"} <= named
