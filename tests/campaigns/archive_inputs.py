# ruff: noqa: ANN401 - whatever was made up
"""Digests that name other files than an archive's, what lies there, and rulebooks that would take too long."""

import atexit
import hashlib
import json
import os
import random
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

from placement import FIVE_LEVEL, DefinitionError, RecordError, Rulebook, place
from placement.records import RulebookStore, verify, verify_lines
from placement.records.canonical import canonical
from placement.records.store import find_rulebook
from tests.campaigns.clinic_inputs import Way
from tests.campaigns.malforming import Secret, junk, spoilt_text
from tests.sealed import sealed
from tests.tiny_rulebook import TINY

__all__ = ["archive_ways"]

_FOLDER: Final = Path(tempfile.mkdtemp())
atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)
_ARCHIVE: Final = _FOLDER / "archive"
_ARCHIVED: Final = RulebookStore(_ARCHIVE).add(TINY)
_OUTSIDE: Final = _FOLDER / "outside.json"
_OUTSIDE.write_text(TINY.to_json(), encoding="utf-8")
os.mkfifo(_FOLDER / "pipe.json")

_strays: list[str] = []


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    opened = str(arguments[0]) if event == "open" else ""
    if opened.startswith(str(_FOLDER)) and not opened.startswith(str(_ARCHIVE)):
        _strays.append(opened)


sys.addaudithook(_watch)


def _digest(randomly: random.Random, secret: Secret) -> Any:
    named = [TINY.digest, "../outside", "../pipe", str(_FOLDER / "outside"), "\0", "", "a" * 300, TINY.digest.upper()]
    return randomly.choice([*named, f"../{secret.text}", spoilt_text(TINY.digest, randomly), junk(randomly, secret)])


def _take_digest(digest: Any) -> None:
    store = RulebookStore(_ARCHIVE)
    reference: Any = SimpleNamespace(id="x", version="1", digest=digest)  # as if it had not been validated
    assert (type(digest) is str and digest == TINY.digest) or isinstance(find_rulebook(reference, store), str)
    content = sealed().content()
    content["rulebook"]["digest"] = content["recommendation"]["rulebook"]["digest"] = digest
    try:
        line = canonical(content)
        assert not verify(line, store, engine="reference").intact
        list(verify_lines(BytesIO(line), store, engine="reference", after=digest))
        store.get(digest)
    finally:
        assert not _strays, "a file outside of the archive was opened"


def _archived(randomly: random.Random, secret: Secret) -> bytes:
    text = randomly.choice((TINY.to_json(), "[]", "1", "[" * 100_000, json.dumps({"id": secret.text})))
    spoilt = spoilt_text(text, randomly)
    return spoilt if isinstance(spoilt, bytes) else spoilt.encode(errors="replace")


def _take_archived(content: bytes) -> None:
    """Look for another rulebook beside this, and for this one; then archive the right one over a wrong one."""
    file = _ARCHIVE / f"{hashlib.sha256(content).hexdigest()}.json"
    file.write_bytes(content)
    try:
        store = RulebookStore(_ARCHIVE)
        list(store.editions())
        _ARCHIVED.write_bytes(content)
        assert RulebookStore(_ARCHIVE).add(TINY).read_text(encoding="utf-8") == TINY.to_json()
        store.get(file.stem)
    finally:
        if file != _ARCHIVED:
            file.unlink()


def _large(randomly: random.Random, secret: Secret) -> str:
    del secret
    document = json.loads(FIVE_LEVEL.to_json()) | {"guarantees": [], "exemptions": []}
    tests = [{"fact": one["id"], "at_least": 1} for one in document["scales"] if one["dimension"] != "circumstances"]
    when: dict[str, Any] = {"count": randomly.randint(1, 3), "of": randomly.sample(tests, randomly.randint(3, 20))}
    for _ in range(randomly.choice((0, 1, 5, 30, 200))):
        when = {randomly.choice(("all", "any")): [when] * randomly.choice((1, 1, 2))}
        if len(json.dumps(when)) > 50_000:
            break
    document["rules"][0]["when"] = when
    return json.dumps(document)


def _take_large(text: str) -> None:
    read = Rulebook.from_json(text)
    tuple(place(read.assessment_model().model_validate({"age": 40}), read, engine="reference").missing)


def archive_ways() -> list[Way]:
    """Return the ways in."""
    return [
        ("digest of a rulebook", 10, _digest, _take_digest, (RecordError,)),
        ("file of an archive", 5, _archived, _take_archived, (RecordError,)),
        ("rulebook that may take too much", 1, _large, _take_large, (DefinitionError,)),
    ]
