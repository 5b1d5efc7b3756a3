import hashlib
import json
import os
from pathlib import Path
from typing import Any

import pytest

from placement import FIVE_LEVEL, RecordError, Rulebook, place
from placement.records import RulebookStore, seal, verify
from placement.records.store import find_rulebook
from tests.sealed import AT, OTHER, PERSON, short
from tests.tiny_rulebook import TINY


@pytest.fixture
def store(tmp_path: Path) -> RulebookStore:
    return RulebookStore(tmp_path / "rulebooks" / "archive")


def test_nothing_is_written_until_something_is_added(store: RulebookStore, tmp_path: Path) -> None:
    assert store.digests() == ()
    assert store.get(TINY.digest) is None
    assert list(store.editions()) == []
    assert list(tmp_path.iterdir()) == []


def test_a_rulebook_is_kept_under_its_digest_and_found_again(store: RulebookStore) -> None:
    file = store.add(TINY)
    assert file.name == f"{TINY.digest}.json"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == TINY.digest
    assert store.digests() == (TINY.digest,)
    assert RulebookStore(file.parent).get(TINY.digest) == TINY
    assert store.get(TINY.digest) is store.get(TINY.digest)
    assert list(store.editions()) == [("tiny", "1")]
    assert list(file.parent.iterdir()) == [file]


def test_adding_it_again_changes_nothing(store: RulebookStore) -> None:
    file = store.add(TINY)
    os.utime(file, (1, 1))
    assert store.add(TINY) == file
    assert file.stat().st_mtime == 1


def test_a_file_that_was_changed_is_refused(store: RulebookStore) -> None:
    file = store.add(TINY)
    file.write_text(file.read_text("utf-8").replace("Mood", "Mode"), encoding="utf-8")
    with pytest.raises(RecordError, match=f"^the archived rulebook `{TINY.digest}` is not what its name says$"):
        store.get(TINY.digest)
    assert list(store.editions()) == []


def test_a_file_that_is_no_rulebook_is_refused(store: RulebookStore) -> None:
    file = store.add(TINY)
    digest = hashlib.sha256(b"{}").hexdigest()
    file.with_stem(digest).write_bytes(b"{}")
    with pytest.raises(RecordError, match=f"^the archived rulebook `{digest}` cannot be read by this version"):
        store.get(digest)
    assert set(store.editions()) == {("None", "None"), ("tiny", "1")}


def test_a_file_that_cannot_be_read_is_named(store: RulebookStore) -> None:
    file = store.add(TINY)
    file.unlink()
    file.mkdir()
    with pytest.raises(RecordError, match=f"^the archived rulebook `{TINY.digest}` cannot be read: is a directory$"):
        store.get(TINY.digest)


def test_a_folder_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(RecordError, match=r"^the archive of rulebooks cannot be written: "):
        RulebookStore(tmp_path / "file" / "archive").add(TINY)


def test_rulebooks_beside_the_archive_are_found_too(tmp_path: Path) -> None:
    store = RulebookStore(tmp_path, beside=[FIVE_LEVEL])
    assert store.get(FIVE_LEVEL.digest) is FIVE_LEVEL
    assert list(store.editions()) == [(FIVE_LEVEL.id, FIVE_LEVEL.version)]
    assert verify(short(), store).status == "partly compared"
    assert verify(short(), RulebookStore(tmp_path, beside=[OTHER])).status == "rulebook differs"
    assert list(tmp_path.iterdir()) == []


def test_other_files_are_passed_over(store: RulebookStore) -> None:
    file = store.add(TINY)
    file.with_name("readme.json").write_text("")
    file.with_name("readme.txt").write_text("")
    assert store.digests() == (TINY.digest,)
    assert repr(store) == f"<RulebookStore {file.parent}>"


def test_a_record_is_verified_against_the_archive(store: RulebookStore) -> None:
    record = short()
    assert verify(record, store).status == "rulebook not available"
    store.add(OTHER)
    assert verify(record, store).status == "rulebook differs"
    file = store.add(FIVE_LEVEL)
    assert verify(record, store).status == "partly compared"
    file.write_bytes(b"{}")
    assert verify(record, RulebookStore(file.parent)).status == "rulebook differs"


def test_a_rulebook_that_was_archived_by_an_earlier_version_still_replays(store: RulebookStore) -> None:
    """Since then rulebooks have learnt to say more, so written today it would have another digest."""
    said = json.loads(FIVE_LEVEL.to_json())
    del said["exemptions"]
    earlier = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(earlier).hexdigest()
    store.add(TINY).with_stem(digest).write_bytes(earlier)
    assert Rulebook.from_json(earlier).digest != digest
    then = place(PERSON, engine="reference")
    then = then.model_copy(update={"rulebook": then.rulebook.model_copy(update={"digest": digest})})
    record = seal(PERSON, then, at=AT, rulebooks=store)
    assert record.rulebook.digest == digest
    assert verify(record, store).status == "identical"
    assert find_rulebook(record.rulebook, [FIVE_LEVEL]) == "rulebook differs"


@pytest.mark.parametrize("digest", ["../outside", "/outside", "", "\0", "A" * 64, "a" * 300, f"{'a' * 64}\n", 7, {1}])
def test_what_is_no_digest_names_no_file(
    store: RulebookStore,
    digest: Any,  # noqa: ANN401 - whatever a caller gives
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def touched(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(os, "open", touched)
    with pytest.raises(RecordError, match=r"^`digest`: expected 64 lower-case hexadecimal digits$"):
        store.get(digest)
    forged = short().rulebook.model_copy(update={"id": "x"})
    vars(forged)["digest"] = digest  # no copy can be changed so; what comes from a pickle can
    assert find_rulebook(forged, store) == "rulebook differs"


def test_a_pipe_in_the_archive_is_not_waited_for(store: RulebookStore) -> None:
    file = store.add(TINY)
    file.unlink()
    os.mkfifo(file)
    with pytest.raises(RecordError, match=r"cannot be read: expected a regular file$"):
        store.get(TINY.digest)
    assert store.add(TINY) == file
    assert store.get(TINY.digest) == TINY


def test_a_link_out_of_the_archive_is_not_followed(store: RulebookStore, tmp_path: Path) -> None:
    file = store.add(TINY)
    file.rename(tmp_path / "outside.json")
    file.symlink_to(tmp_path / "outside.json")
    with pytest.raises(RecordError, match=r"cannot be read: lies outside the archive$"):
        store.get(TINY.digest)
    file.unlink()
    file.symlink_to(tmp_path / "nowhere.json")
    assert store.get(TINY.digest) is None


def test_links_within_the_archive_and_to_it_are_followed(store: RulebookStore, tmp_path: Path) -> None:
    """So that a folder can be switched as a whole, as Kubernetes does."""
    file = store.add(TINY)
    inside = file.with_name("..data")
    inside.mkdir()
    file.rename(inside / file.name)
    file.symlink_to(inside / file.name)
    (tmp_path / "link").symlink_to(file.parent)
    assert RulebookStore(tmp_path / "link").get(TINY.digest) == TINY


def test_a_file_that_is_too_large_is_not_read(store: RulebookStore, monkeypatch: pytest.MonkeyPatch) -> None:
    file = store.add(TINY)
    monkeypatch.setattr("placement.records.store._LARGEST", file.stat().st_size - 1)
    with pytest.raises(RecordError, match=r"cannot be read: expected at most [0-9,]+ bytes$"):
        store.get(TINY.digest)


@pytest.mark.parametrize("content", [b"", b"{}", b"half of it"])
def test_a_file_that_is_not_what_its_name_says_is_replaced(store: RulebookStore, content: bytes) -> None:
    file = store.add(TINY)
    file.write_bytes(content)
    assert store.add(TINY) == file
    assert RulebookStore(file.parent).get(TINY.digest) == TINY
    assert list(file.parent.iterdir()) == [file]


def test_what_cannot_be_written_whole_leaves_nothing(store: RulebookStore, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = store.add(OTHER).parent

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(RecordError, match=r"^the archive of rulebooks cannot be written: no space left on device$"):
        store.add(TINY)
    assert [file.stem for file in folder.iterdir()] == [OTHER.digest]


@pytest.mark.parametrize("content", [b"[]", b"\xff", b"1", b"[" * 100_000, b"[" * 100_000 + b"]" * 100_000])
def test_a_file_whose_name_is_its_digest_and_that_is_no_rulebook_is_passed_over(
    store: RulebookStore, content: bytes
) -> None:
    folder = store.add(TINY).parent
    digest = hashlib.sha256(content).hexdigest()
    (folder / f"{digest}.json").write_bytes(content)
    assert set(store.editions()) == {("None", "None"), ("tiny", "1")}
    assert verify(short(), RulebookStore(folder)).status == "rulebook not available"
    with pytest.raises(RecordError, match="cannot be read by this version of the library"):
        store.get(digest)
