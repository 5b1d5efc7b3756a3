"""The catalogue of a rulebook that declares little shows no empty heading, and counts what there is."""

import pytest

from placement.cli.catalogue import show_rulebook
from tests.other_rulebooks import SCHOOL, SLEEP


def test_what_a_rulebook_does_not_have_is_left_out(capsys: pytest.CaptureFixture[str]) -> None:
    show_rulebook(SCHOOL)
    shown = capsys.readouterr().out
    assert "4 scales, 4 rules, 1 guarantee, 1 source\n" in shown
    assert "Rules: what follows" in shown
    assert "Criteria:" not in shown
    assert "Flags:" not in shown


def test_what_it_has_is_headed_and_counted(capsys: pytest.CaptureFixture[str]) -> None:
    show_rulebook(SLEEP)
    shown = capsys.readouterr().out
    assert "3 scales, 5 criteria, 5 rules, 1 flag, 2 guarantees, 1 source\n" in shown
    assert "Criteria: what is true" in shown
    assert "Flags: what must happen whatever the level" in shown
