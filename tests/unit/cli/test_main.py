"""The entry point says what is missing, in one line, where the extra is absent."""

import os
import subprocess
import sys

import pytest

from placement import cli
from placement.cli import commands

MISSING = "the command line needs the `cli` extra: from a checkout, `pip install '.[cli]'`\n"


@pytest.mark.parametrize("absent", ["typer", "rich", "yaml"])
def test_an_absent_extra_is_named_in_one_line(
    absent: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, absent, None)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 1
    assert capsys.readouterr() == ("", MISSING)


def test_an_absent_extra_is_noticed_by_a_program_of_its_own() -> None:
    program = "import sys; sys.modules['typer'] = None; from placement.cli import main; main()"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", MISSING)


def test_the_entry_point_runs_the_command_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["placement", "--version"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith("placement ")


def test_no_traceback_can_show_local_variables() -> None:
    assert commands.app.pretty_exceptions_enable is False


def test_importing_the_entry_point_loads_nothing_of_the_extra() -> None:
    program = "import sys, placement.cli; print([name for name in ('typer', 'rich', 'yaml') if name in sys.modules])"
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout == "[]\n"
