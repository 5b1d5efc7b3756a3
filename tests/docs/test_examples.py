"""Every code block of the README and of the documentation, and every example in a docstring, does what it says."""

import doctest
import socket
from importlib import import_module
from pathlib import Path
from typing import NoReturn

import pytest
from sybil.example import SybilFailure

from placement import FIVE_LEVEL
from tests.docs.pages import ROOT, run_page

PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
    if not path.is_relative_to(ROOT / "docs" / "_build")
)
MODULES = sorted(
    ".".join(path.relative_to(ROOT / "src").with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "src").rglob("*.py")
    if ">>> " in path.read_text(encoding="utf-8")
)


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader in an empty folder with the example cases beside them, and without a network."""

    def refuse(*_: object) -> NoReturn:
        message = "an example reaches for the network"
        raise AssertionError(message)

    (tmp_path / "examples").symlink_to(ROOT / "examples", target_is_directory=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    # Where there is one engine only, a law is skipped, and hypothesis prints how that could be reproduced.
    monkeypatch.setattr("hypothesis.core.report", str)


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("page", PAGES)
def test_a_page_says_what_happens(page: str) -> None:
    run_page(ROOT / page)


@pytest.mark.parametrize("module", MODULES)
def test_a_docstring_says_what_happens(module: str) -> None:
    readers_own = {"MY_RULEBOOK": FIVE_LEVEL}
    failed, attempted = doctest.testmod(import_module(module), extraglobs=readers_own, optionflags=doctest.ELLIPSIS)
    assert attempted
    assert not failed


def test_pages_that_should_have_examples_have_them() -> None:
    for page in ("README.md", "docs/tutorial/first_placement.md", "docs/how-to/write_a_rulebook.md"):
        assert "```python\n" in (ROOT / page).read_text(encoding="utf-8")


def block(language: str, source: str) -> str:
    return f"```{language}\n{source}\n```\n"


GOOD = [
    block("python", "print(1 + 1)") + block("text", "2"),
    block("python", "print('a b c')") + block("text", "a ... c"),
    block("python", "x = 1") + block("python", "print(x)") + block("text", "1"),
    block("text", "a drawing"),
    block("console", "$ placement --version\nplacement ...\n$ make test\n$ make docs ARGS=1"),
    block("console", "$ placement place nothing.yaml\nnothing.yaml: cannot be read...\n$ echo $?\n2"),
    block("yaml", "# case.yaml\nage: 17")
    + block("console", "$ placement place case.yaml\ncase.yaml: ... adults...\n$ echo $?\n2"),
]
BAD = [
    block("python", "print(1)") + block("text", "2"),
    block("python", "print(1)"),
    block("python", "print(1)") + block("python", "x = 2"),
    block("python", "print(1)") + block("console", "$ make test"),
    block("console", "$ placement --version\nplacement nought"),
    block("console", "$ placement place nothing.yaml\nnothing.yaml: ..."),
    block("console", "$ placement place nothing.yaml\nnothing.yaml: ...\n$ echo $?\n0"),
    block("console", "$ make nothing-of-that-name"),
    block("console", "$ python docs/nothing.py"),
    block("console", "$ curl example.org"),
    block("console", "placement --version"),
]


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("text", GOOD)
def test_a_page_that_is_right_passes(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    assert run_page(page) == text.count("```") // 2


@pytest.mark.usefixtures("reader")
@pytest.mark.parametrize("text", BAD)
def test_a_page_that_is_wrong_fails(text: str, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    with pytest.raises(SybilFailure):
        run_page(page)


@pytest.mark.usefixtures("reader")
def test_a_page_whose_code_fails_fails(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(block("python", "import nothing_of_that_name"), encoding="utf-8")
    with pytest.raises(ModuleNotFoundError):
        run_page(page)
