"""Rulebook documents that are not read: exact messages, each naming the place."""

import json
from pathlib import Path
from typing import Any, Final

import pytest
import yaml

from placement import DefinitionError, Rulebook
from tests.tiny_rulebook import TINY

_BAD: Final[list[dict[str, Any]]] = yaml.safe_load(Path(__file__).with_name("documents.yaml").read_text("utf-8"))


def _text(bad: dict[str, Any]) -> str:
    if "text" in bad:
        return str(bad["text"])
    document = json.loads(TINY.to_json())
    *way, last = bad["at"]
    place = document
    for part in way:
        place = place[part]
    if bad.get("remove"):
        del place[last]
    else:
        place[last] = bad["put"]
    return json.dumps(document)


@pytest.mark.parametrize("bad", _BAD, ids=lambda bad: bad["id"])
def test_a_bad_document_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(_text(bad))
    assert str(raised.value) == bad["message"]
    assert raised.value.__suppress_context__ or raised.value.__context__ is None


def test_the_document_that_they_are_made_from_is_read() -> None:
    assert Rulebook.from_json(_text({"at": ["format"], "put": 1})) == TINY


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(DefinitionError) as raised:
        Rulebook.from_json(b"\xff")
    assert str(raised.value) == "rulebook document: 1 to mend\n- invalid JSON: expected value at line 1 column 1"


def test_a_document_without_end_is_refused() -> None:
    with pytest.raises(DefinitionError, match="invalid JSON: recursion limit exceeded"):
        Rulebook.from_json("[" * 100_000)


def test_no_bad_document_is_listed_twice() -> None:
    assert len({bad["id"] for bad in _BAD}) == len(_BAD)
