import fcntl
import os
import resource
import stat
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest

from placement import FIVE_LEVEL, RecordError
from placement.records import DecisionRecord, RulebookStore, append, last_digest, lines, read_lines, verify_lines
from tests.sealed import OTHER, as_file, chain, line, sealed, short


def statuses(file: BytesIO, **options: object) -> list[str]:
    verified = verify_lines(file, engine="reference", **options)  # type: ignore[arg-type]
    return [str(one.verification) for one in verified]


def test_a_whole_chain_is_whole() -> None:
    records = chain(3)
    verified = list(verify_lines(as_file(*map(line, records))))
    assert [one.number for one in verified] == [1, 2, 3]
    assert [one.record for one in verified] == records
    assert {one.verification.status for one in verified} == {"partly compared"}


def test_a_last_line_without_a_line_break_is_read() -> None:
    assert statuses(BytesIO(line(short()))) == ["partly compared"]


def test_an_empty_file_holds_no_record() -> None:
    assert statuses(BytesIO()) == []


def test_a_record_that_was_taken_out_is_missed() -> None:
    first, _, third = map(line, chain(3))
    assert statuses(as_file(first, third)) == ["partly compared", "altered: `previous`"]


def test_records_that_changed_places_are_noticed() -> None:
    first, second, third = map(line, chain(3))
    assert statuses(as_file(first, third, second)) == ["partly compared", "altered: `previous`", "altered: `previous`"]


def test_a_record_from_elsewhere_is_noticed() -> None:
    first, second = map(line, chain(2))
    assert statuses(as_file(first, line(short()), second)) == [
        "partly compared",
        "altered: `previous`",
        "altered: `previous`",
    ]


def test_a_chain_that_began_elsewhere_needs_to_be_told_where() -> None:
    first, second, third = chain(3)
    rest = as_file(line(second), line(third))
    assert statuses(rest) == ["altered: `previous`", "partly compared"]
    rest.seek(0)
    assert statuses(rest, after=first.digest) == ["partly compared", "partly compared"]


def test_what_is_missing_at_the_end_cannot_be_noticed() -> None:
    """So the last digest, or the number of records, has to be kept elsewhere."""
    assert statuses(as_file(*map(line, chain(3)[:2]))) == ["partly compared", "partly compared"]


def test_a_line_that_cannot_be_read_is_named_and_the_rest_is_still_verified() -> None:
    first, second, third, fourth = map(line, chain(4))
    assert statuses(as_file(first, second[:-1], b"", third, fourth)) == [
        "partly compared",
        f"altered: is not valid JSON: line 1, column {len(second)}",
        "altered: is not valid JSON: line 1, column 1",
        "partly compared",
        "partly compared",
    ]


def test_one_altered_record_does_not_speak_against_the_next() -> None:
    first, second, third = chain(3)
    digest = DecisionRecord.model_validate({**second.content(), "digest": "0" * 64})
    assert statuses(as_file(line(first), line(digest), line(third))) == [
        "partly compared",
        "altered: `digest`",
        "partly compared",
    ]


def test_an_altered_record_in_the_wrong_place_is_both() -> None:
    first, _, third = chain(3)
    other = DecisionRecord.model_validate({**third.content(), "python_version": "9"})
    assert statuses(as_file(line(first), line(other))) == ["partly compared", "altered: `python_version`, `previous`"]


def test_a_rulebook_that_is_not_there_does_not_hide_a_broken_chain() -> None:
    assert statuses(as_file(line(short("0" * 64))), rulebooks=[OTHER]) == ["altered: `previous`"]


def test_a_line_without_an_end_is_not_held_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = map(line, chain(2))
    monkeypatch.setattr(lines, "LONGEST", len(first))
    verified = [
        read for _, read in read_lines(as_file(first[:-1] + b"x" * 3 * len(first), first, b"x" * (len(first) + 1)))
    ]
    assert isinstance(verified[1], DecisionRecord)
    for one in (verified[0], verified[2]):
        assert isinstance(one, RecordError)
        assert str(one) == "is too long: expected a record of at most 20,000,000 bytes"
    assert len(verified) == 3
    last = list(read_lines(BytesIO(first + b"\n" + second[:9] + b"x" * 2 * len(first))))
    assert [number for number, _ in last] == [1, 2]
    assert str(last[1][1]).startswith("is too long")


def test_an_archive_serves_a_whole_file(tmp_path: Path) -> None:
    store = RulebookStore(tmp_path)
    store.add(FIVE_LEVEL)
    assert statuses(as_file(*map(line, chain(2))), rulebooks=store) == ["partly compared", "partly compared"]


def test_rulebooks_at_hand_serve_a_whole_file() -> None:
    assert statuses(as_file(*map(line, chain(2))), rulebooks=iter([FIVE_LEVEL])) == [
        "partly compared",
        "partly compared",
    ]


def test_records_are_appended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 1_000)
    file = tmp_path / "records.jsonl"
    assert last_digest(file) is None
    file.touch()
    assert last_digest(file) is None
    for _ in range(3):
        record = short(last_digest(file))
        append(file, record)
        assert last_digest(file) == record.digest
    assert statuses(BytesIO(file.read_bytes())) == ["partly compared"] * 3


def test_a_record_that_does_not_follow_is_not_appended(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    append(file, sealed())
    before = file.read_bytes()
    for previous in (None, "0" * 64):
        with pytest.raises(RecordError, match=r"^`previous`: expected the digest of the last record of the file$"):
            append(file, short(previous))
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    ("tail", "problem"),
    [
        (b"{}", "the last line is cut off: expected a line break at its end"),
        (b"{}\n", "`format`: field required"),
        (b"\n", "is not valid JSON: line 1, column 1"),
    ],
)
def test_nothing_is_appended_to_what_does_not_end_in_a_record(tmp_path: Path, tail: bytes, problem: str) -> None:
    file = tmp_path / "records.jsonl"
    file.write_bytes(line(short()) + b"\n" + tail)
    with pytest.raises(RecordError, match=f"^{problem}$"):
        append(file, short())


def test_a_file_that_cannot_be_used_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match=r"^cannot be read: is a directory$"):
        last_digest(tmp_path)
    with pytest.raises(RecordError, match=r"^cannot be written: no such file or directory$"):
        append(tmp_path / "nowhere" / "records.jsonl", short())


def test_the_end_of_a_long_file_is_found_without_reading_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lines, "_BLOCK", 1_000)
    file = tmp_path / "records.jsonl"
    record = short()
    with file.open("wb") as writing:
        writing.seek(10**9)
        writing.write(b"\n" + line(record) + b"\n")
    assert file.stat().st_size > 10**9
    assert last_digest(file) == record.digest


def test_a_file_of_records_is_made_for_its_owner_alone(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    before = os.umask(0)
    try:
        append(file, short())
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_disk_that_is_full_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "records.jsonl"
    append(file, short())
    before = file.read_bytes()
    record = short(last_digest(file))
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 100, hard))
    try:
        with pytest.raises(RecordError, match=r"^cannot be written: file too large$"):
            append(file, record)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert file.read_bytes() == before
    append(file, record)
    assert statuses(BytesIO(file.read_bytes())) == ["partly compared"] * 2


def test_whatever_interrupts_writing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        append(tmp_path / "records.jsonl", short())
    assert (tmp_path / "records.jsonl").read_bytes() == b""


def test_another_writer_waits_while_one_looks_and_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "records.jsonl"
    look = lines._last_digest
    held: list[bool] = []

    def looked(opened: BinaryIO) -> str | None:
        with file.open("rb") as another:
            try:
                fcntl.flock(another, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                held.append(True)
        return look(opened)

    monkeypatch.setattr(lines, "_last_digest", looked)
    append(file, short())
    assert held == [True]
    with file.open("rb") as another:
        fcntl.flock(another, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_where_a_chain_began_is_a_digest() -> None:
    with pytest.raises(RecordError, match=r"^`after`: expected a digest of 64 lower-case hexadecimal digits$"):
        next(verify_lines(as_file(line(short())), after="F" * 64))
