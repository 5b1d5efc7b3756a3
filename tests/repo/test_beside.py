"""Tests that compare with what lies beside the repository are skipped in a clone, and never in CI."""

import pytest

from tests.beside import SHARED, needs

_ABSENT = SHARED / "clinical" / "no-such-file.yaml"


def test_in_a_clone_they_are_skipped_and_say_what_is_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)
    mark = needs(_ABSENT)
    assert mark.args == (True,)
    assert mark.kwargs == {"reason": "../shared/clinical/no-such-file.yaml is not part of the repository"}


def test_in_ci_an_absent_file_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    with pytest.raises(FileNotFoundError, match=r"^\.\./shared/clinical/no-such-file\.yaml is absent: CI compares"):
        needs(_ABSENT)


@pytest.mark.parametrize("ci", ["true", ""])
def test_what_is_here_is_compared(monkeypatch: pytest.MonkeyPatch, ci: str) -> None:
    monkeypatch.setenv("CI", ci)
    assert needs(SHARED.parent).args == (False,)
