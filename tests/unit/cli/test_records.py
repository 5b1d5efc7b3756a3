"""`placement record`: what it writes and prints, where, and how it ends."""

import io
import json
import os
import pty
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from typer.testing import CliRunner, Result

from placement import FIVE_LEVEL, EngineDisagreement, EngineUnavailable, Recommendation
from placement.cli import commands, options, record_files
from placement.records import DecisionRecord, Verification, last_digest, redact, verify_lines
from tests.known import known
from tests.sealed import KEY, OTHER, chain, line, sealed, short
from tests.tiny_rulebook import TINY

AT = ("--at", "2026-03-04T15:30:00-05:00")
PEOPLE = "- {age: 30, use_disorder: mild}\n- {age: 16}\n- {title: Two, answers: {home_support: hostile}}\n"
SENTINEL = "S3NTINEL"

CHAIN = [line(record) for record in chain(3)]

Run = Callable[..., Result]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.yaml").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "one.yaml").write_text("{age: 30}", encoding="utf-8")
    (tmp_path / "sure.json").write_text(known(use_disorder="severe").model_dump_json(), encoding="utf-8")
    (tmp_path / "key.pem").write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    public = KEY.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    (tmp_path / "public.pem").write_bytes(public)
    write(tmp_path, "chain", *CHAIN)
    return tmp_path


def write(folder: Path, name: str, *lines: bytes) -> None:
    (folder / f"{name}.jsonl").write_bytes(b"".join(one + b"\n" for one in lines))


@pytest.fixture
def run(folder: Path) -> Run:
    del folder

    def invoke(*arguments: str, stdin: bytes | None = None) -> Result:
        return CliRunner().invoke(commands.app, ["record", *arguments], input=stdin)

    return invoke


def test_records_are_sealed_to_standard_output(run: Run) -> None:
    done = run("seal", "people.yaml", *AT)
    assert done.exit_code == 2
    first, second = map(DecisionRecord.from_json, done.stdout.splitlines())
    assert done.stderr == "people.yaml: case 2: `age`: this is for adults, expected 18 years or more\n"
    assert (first.recorded_at, first.previous, first.signature) == ("2026-03-04T15:30:00-05:00", None, None)
    assert second.previous == first.digest
    assert run("verify", "-", stdin=done.stdout_bytes).stdout == "standard input: 2 records: 2 identical\n"


def test_records_are_sealed_onto_a_file_signed_and_with_their_rulebook(run: Run, folder: Path) -> None:
    options = (*AT, "--onto", "r.jsonl", "--key", "key.pem", "--archive", "books")
    for _ in range(2):
        done = run("seal", "one.yaml", *options)
        assert (done.exit_code, done.output) == (0, "")
    assert [file.stem for file in (folder / "books").iterdir()] == [FIVE_LEVEL.digest]
    assert stat.S_IMODE((folder / "r.jsonl").stat().st_mode) == 0o600
    done = run("verify", "r.jsonl", "--trust", "public.pem", "--archive", "books")
    assert (done.exit_code, done.output) == (0, "r.jsonl: 2 records: 2 identical\n")


def test_a_chain_can_go_on_from_elsewhere(run: Run) -> None:
    done = run("seal", "one.yaml", *AT, "--after", "a" * 64)
    assert DecisionRecord.from_json(done.stdout.strip()).previous == "a" * 64
    assert run("verify", "-", stdin=done.stdout_bytes).exit_code == 1
    assert run("verify", "-", "--after", "a" * 64, stdin=done.stdout_bytes).exit_code == 0


def test_another_rulebook_is_sealed_and_found_in_the_archive(run: Run, folder: Path) -> None:
    (folder / "other.json").write_text(OTHER.to_json(), encoding="utf-8")
    run("seal", "one.yaml", *AT, "--onto", "r.jsonl", "--archive", "books", "--rulebook", "other.json")
    assert run("verify", "r.jsonl").stdout.splitlines() == [
        "r.jsonl: line 1: rulebook differs: `rulebook`",
        "r.jsonl: 1 record: 1 rulebook differs",
    ]
    assert run("verify", "r.jsonl", "--archive", "books").stdout == "r.jsonl: 1 record: 1 identical\n"


def test_what_was_given_instead_is_sealed_with_it(run: Run, folder: Path) -> None:
    (folder / "instead.yaml").write_text("{actual: '2.1', reasons: [preference]}", encoding="utf-8")
    done = run("seal", "sure.json", *AT, "--discrepancy", "instead.yaml")
    assert (done.exit_code, done.stderr) == (0, "")
    discrepancy = DecisionRecord.from_json(done.stdout.strip()).discrepancy
    assert discrepancy is not None
    assert (discrepancy["actual"], discrepancy["reasons"]) == ("2.1", ["preference"])


@pytest.mark.parametrize(
    ("cases", "said", "message"),
    [
        ("sure.json", "{actual: S3NTINEL}", "discrepancy: `actual`: "),
        ("sure.json", "{actual: '4', reasons: [other]}", "discrepancy: expected `explanation`, for a reason"),
        ("one.yaml", "{S3NTINEL: 1}", "instead.yaml: expected a mapping of `available`, `acceptable`, `refused`,"),
        ("one.yaml", "- 1", "instead.yaml: expected a mapping of"),
        ("one.yaml", "[", "instead.yaml: is not valid"),
        ("people.yaml", "{actual: '2.1'}", "discrepancy: expected one case that it is about"),
    ],
)
def test_what_is_no_discrepancy_is_named(run: Run, folder: Path, cases: str, said: str, message: str) -> None:
    (folder / "instead.yaml").write_text(said, encoding="utf-8")
    done = run("seal", cases, *AT, "--discrepancy", "instead.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(message)
    assert SENTINEL not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("one.yaml", "--at", "2026-03-04T15:30:00"), 2, "`--at`: expected a time with its offset from UTC, such as"),
        (("one.yaml", "--at", SENTINEL), 2, "`--at`: expected a time with its offset from UTC, such as"),
        (("one.yaml", *AT, "--after", SENTINEL), 2, "`--after`: expected a digest of 64 lower-case"),
        (("one.yaml", *AT, "--after", "A" * 64), 2, "`--after`: expected a digest of 64 lower-case"),
        (("one.yaml", *AT, "--after", "a", "--onto", "r"), 2, "`--after`: the file of `--onto` says which record"),
        (("one.yaml", *AT, "--key", "one.yaml"), 2, "one.yaml: expected an Ed25519 private key in PEM, not encrypted"),
        (("one.yaml", *AT, "--key", "no.pem"), 2, "no.pem: cannot be read: no such file or directory"),
        (("one.yaml", *AT, "--onto", "one.yaml"), 2, "one.yaml: the last line is cut off"),
        (("one.yaml", *AT, "--archive", "one.yaml"), 2, "the archive of rulebooks cannot be written"),
        (("one.yaml", *AT, "--rulebook", "one.yaml"), 2, "one.yaml: rulebook document: 1 to mend"),
    ],
)
def test_what_cannot_be_sealed_is_named(run: Run, arguments: tuple[str, ...], status: int, message: str) -> None:
    done = run("seal", *arguments)
    assert done.exit_code == status
    assert done.stdout == ""
    assert done.stderr.startswith(message.partition(": 1 to mend")[0])
    assert SENTINEL not in done.stderr
    assert done.stderr.count("\n") == 1


def test_what_is_wrong_is_named_by_line_and_the_rest_is_verified(run: Run, folder: Path) -> None:
    first, second, third = (folder / "chain.jsonl").read_bytes().splitlines()
    answer = second.replace(b'"hostile"', b'"passive_or_alone"')
    write(folder, "bad", first, answer, third, b'{"format"', line(short("0" * 64)))
    done = run("verify", "bad.jsonl", "chain.jsonl")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        "bad.jsonl: line 2: altered: `assessment.home_support`",
        "bad.jsonl: line 4: altered: is not valid JSON: line 1, column 10",
        "bad.jsonl: 5 records: 3 partly compared; 2 altered",
        "chain.jsonl: 3 records: 3 partly compared",
    ]
    assert "passive" not in done.output


def test_what_is_found_comes_as_json(run: Run, folder: Path) -> None:
    write(folder, "two", line(short()), b"{}")
    lines = [json.loads(one) for one in run("verify", "two.jsonl", "--format", "json").stdout.splitlines()]
    assert [(one["file"], one["line"], one["status"]) for one in lines] == [
        ("two.jsonl", 1, "partly compared"),
        ("two.jsonl", 2, "altered"),
    ]
    assert set(lines[0]) == {"file", "line", *Verification.model_fields}


def test_a_record_that_is_missing_at_the_end_is_missed(run: Run, folder: Path) -> None:
    last = str(last_digest(folder / "chain.jsonl"))
    assert run("verify", "chain.jsonl", "--last", last).exit_code == 0
    write(folder, "cut", *(folder / "chain.jsonl").read_bytes().splitlines()[:2])
    done = run("verify", "cut.jsonl", "--last", last)
    assert done.exit_code == 1
    assert done.stderr == "cut.jsonl: the last record is not the one that `--last` names: some may be missing\n"
    assert done.stdout == "cut.jsonl: 2 records: 2 partly compared\n"


def test_an_empty_file_holds_no_records(run: Run, folder: Path) -> None:
    write(folder, "empty")
    done = run("verify", "empty.jsonl")
    assert (done.exit_code, done.stdout) == (0, "empty.jsonl: 0 records\n")


def test_what_is_worded_otherwise_today_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Verification(status="reworded", reworded=("recommendation.because",))
    monkeypatch.setattr("placement.records.lines.verify", lambda *_, **__: found)
    done = run("verify", "chain.jsonl")
    assert done.exit_code == 1
    assert "chain.jsonl: line 3: reworded: `recommendation.because`\n" in done.stdout


@pytest.mark.parametrize("option", ["--after", "--last"])
def test_what_is_no_digest_is_named(run: Run, option: str) -> None:
    done = run("verify", "chain.jsonl", option, "../outside")
    message = f"`{option}`: expected a digest of 64 lower-case hexadecimal digits\n"
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize("command", ["verify", "replay"])
def test_a_file_that_cannot_be_read_is_named_and_the_others_are_read(run: Run, command: str) -> None:
    done = run(command, "nothing.jsonl", "chain.jsonl")
    assert done.exit_code == 2
    assert done.stderr == "nothing.jsonl: cannot be read: no such file or directory\n"
    assert "chain.jsonl" in done.stdout


@pytest.mark.parametrize("command", ["verify", "replay"])
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--trust", "one.yaml"), "one.yaml: expected an Ed25519 public key in PEM\n"),
        (("--trust", "no.pem"), "no.pem: cannot be read: no such file or directory\n"),
        (("--archive", "no"), "no: expected a folder of archived rulebooks\n"),
    ],
)
def test_keys_and_archives_that_cannot_be_used_are_named(
    run: Run, command: str, arguments: tuple[str, ...], message: str
) -> None:
    done = run(command, "chain.jsonl", *arguments)
    assert (done.exit_code, done.stdout, done.stderr) == (2, "", message)


@pytest.mark.parametrize("option", ["--after", "--last"])
def test_the_ends_of_a_chain_are_those_of_one_file(run: Run, option: str) -> None:
    done = run("verify", "chain.jsonl", "chain.jsonl", option, "a" * 64)
    assert (done.exit_code, done.stderr) == (2, "`--after` and `--last` are about one file\n")


def test_unsigned_records_are_not_trusted(run: Run) -> None:
    done = run("verify", "chain.jsonl", "--trust", "public.pem")
    assert done.exit_code == 1
    assert "chain.jsonl: line 1: altered: `signature`\n" in done.stdout


def test_records_are_replayed(run: Run) -> None:
    done = run("replay", "chain.jsonl", "--line", "2")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.startswith(
        "chain.jsonl: line 2\n===================\n\nRecorded at 2026-03-04T05:06:07+00:00.\n"
    )
    assert "Recommended level of care" in done.stdout or "At least level" in done.stdout
    lines = run("replay", "chain.jsonl", "--format", "json").stdout.splitlines()
    levels = [json.loads(one)["recommendation"]["level"] for one in lines]
    assert levels == [DecisionRecord.from_json(CHAIN[0]).recommendation["level"]] * 3


def test_what_cannot_be_replayed_is_named_and_the_rest_is_replayed(run: Run, folder: Path) -> None:
    first, second, _ = (folder / "chain.jsonl").read_bytes().splitlines()
    write(folder, "bad", second.replace(b"hostile", b"harmful"), b"{}", line(redact(sealed())), first)
    done = run("replay", "bad.jsonl", "--format", "json")
    assert done.exit_code == 1
    assert [json.loads(one)["case"] for one in done.stdout.splitlines()] == [4]
    assert done.stderr.splitlines() == [
        "bad.jsonl: line 1: altered: `assessment.home_support`",
        "bad.jsonl: line 2: altered: `format`: field required",
        "bad.jsonl: line 3: redacted",
    ]


def test_what_comes_out_otherwise_is_shown_and_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Verification(status="engine differs", parts=("recommendation.level",))
    monkeypatch.setattr(record_files, "verify", lambda *_, **__: found)
    done = run("replay", "chain.jsonl", "--line", "1", "--format", "json")
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == "chain.jsonl: line 1: engine differs: `recommendation.level`\n"


def test_where_nothing_comes_out_nothing_is_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found = Verification(status="engine differs", parts=("assessment",))
    monkeypatch.setattr(record_files, "verify", lambda *_, **__: found)
    done = run("replay", "chain.jsonl", "--line", "1", "--format", "json")
    assert (done.exit_code, done.stdout) == (1, "")


def unavailable(*_: object, **__: object) -> Recommendation:
    message = "`durable` cannot be used here"
    raise EngineUnavailable(message)


def test_an_engine_that_cannot_be_used_ends_a_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.records.verifying.place", unavailable)
    monkeypatch.setattr(record_files, "place", unavailable)
    for words in (("verify", "chain.jsonl"), ("replay", "chain.jsonl"), ("seal", "one.yaml", *AT)):
        done = run(*words)
        assert (done.exit_code, done.stderr) == (1, "`durable` cannot be used here\n")


def test_engines_that_disagree_end_sealing(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def disagree(*_: object, **__: object) -> Recommendation:
        raise EngineDisagreement(["floor: rating `x` differs"])

    monkeypatch.setattr(record_files, "place", disagree)
    assert run("seal", "one.yaml", *AT).exit_code == 1


@pytest.mark.parametrize("command", ["seal", "verify", "replay"])
def test_without_the_extra_it_is_named(run: Run, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr(options, "find_spec", lambda name: None if name == "cryptography" else name)
    done = run(command, "chain.jsonl", *(AT if command == "seal" else ()))
    assert done.exit_code == 1
    assert done.stderr.startswith("`placement record` needs the `seal` extra: from a checkout")


def test_on_a_terminal_a_bar_shows_how_far_it_is(folder: Path) -> None:
    """Only there: what is piped stays clean, which the other tests see."""
    seen, terminal = pty.openpty()
    program = Path(sys.executable).with_name("placement")
    done = subprocess.run(
        [program, "record", "verify", "chain.jsonl"],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=terminal,
        check=False,
        env={"TERM": "xterm", "COLUMNS": "80", "PYTHONPATH": os.environ.get("PYTHONPATH", "")},
    )
    os.close(terminal)
    drawn = os.read(seen, 100_000).decode()
    os.close(seen)
    assert done.stdout == b"chain.jsonl: 3 records: 3 partly compared\n"
    assert "chain.jsonl" in drawn
    assert "%" in drawn


def test_the_bar_follows_the_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stderr", Terminal())
    with (folder / "chain.jsonl").open("rb") as file:
        passed = list(record_files._with_progress(verify_lines(file), file, "chain.jsonl"))
    assert [one.number for one in passed] == [1, 2, 3]


def test_cases_of_any_rulebook_are_sealed_and_verified_from_the_archive(run: Run, folder: Path) -> None:
    (folder / "tiny.json").write_text(TINY.to_json(), encoding="utf-8")
    (folder / "mood.yaml").write_text("{low_mood: marked, fever: unsure}", encoding="utf-8")
    (folder / "given.yaml").write_text("{actual: home, reasons: [other], explanation: none}", encoding="utf-8")
    more = ("--rulebook", "tiny.json", "--archive", "books", "--onto", "new.jsonl", "--discrepancy", "given.yaml")
    sealed_one = run("seal", "mood.yaml", *AT, *more)
    assert (sealed_one.exit_code, sealed_one.stderr) == (0, "")
    assert run("verify", "new.jsonl", "--archive", "books").exit_code == 0
    replayed = run("replay", "new.jsonl", "--archive", "books", "--format", "json")
    assert (replayed.exit_code, replayed.stderr) == (0, "")
