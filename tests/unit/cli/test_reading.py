"""Files are read strictly, and no error quotes what a file holds."""
# ruff: noqa: E501 - one bad input, one line reads best

import io
import sys
from pathlib import Path

import pytest

from placement.cli.reading import BadInput, Json, named, read_bytes, read_data

SENTINEL = "S3NTINEL"


def yaml(text: str) -> Json:
    return read_data("case.yaml", text.encode())


def json(text: str) -> Json:
    return read_data("case.json", text.encode())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("True", "True"),
        ("None", "None"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("none", "none"),
        ("3", 3),
        ("-3", -3),
        ("0", 0),
        ("017", "017"),
        ("0x11", "0x11"),
        ("1_000", "1_000"),
        ("1:30", "1:30"),
        ("9" * 30, "9" * 30),
        ("2.5", 2.5),
        ("2.5e+1", 25.0),
        (".5", ".5"),
        (".inf", ".inf"),
        ("2024-01-01", "2024-01-01"),
        ("'3'", "3"),
        ('"null"', "null"),
        ("|\n    a text", "a text"),
        ("[]", []),
        ("[1, [no, 2]]", [1, ["no", 2]]),
        ("{b: 1, c: }", {"b": 1, "c": None}),
        ("<<", "<<"),
    ],
)
def test_yaml_says_no_more_than_json_could(text: str, expected: Json) -> None:
    found = yaml(f"a: {text}")
    assert found == {"a": expected}
    assert isinstance(found, dict)
    assert type(found["a"]) is type(expected)


def test_yaml_may_begin_with_directives_and_a_byte_order_mark() -> None:
    assert read_data("case.yml", b"\xef\xbb\xbf%YAML 1.1\n---\n# a comment\na: 1\n...\n") == {"a": 1}


def test_json_is_read() -> None:
    assert json('{"a": [1, 2.5, "x", true, null]}') == {"a": [1, 2.5, "x", True, None]}


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("-", '{"a": 1}', {"a": 1}),
        ("-", ' \n[{"a": 1}]', [{"a": 1}]),
        ("-", "a: 1", {"a": 1}),
        ("people.txt", "- a: 1", [{"a": 1}]),
        ("people.YAML", '{"a": no}', {"a": "no"}),
    ],
)
def test_what_has_no_telling_suffix_is_told_by_its_first_character(name: str, text: str, expected: Json) -> None:
    assert read_data(name, text.encode()) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(f"a: {SENTINEL}: b", "is not valid YAML: line 1, column 12 (put text that holds a colon in quotation marks)", id="colon"),
        pytest.param(f"a: 1\nb: '{SENTINEL}", "is not valid YAML: line 2, column 13", id="open quotation"),
        pytest.param(f'a: "\\{SENTINEL}"', "is not valid YAML: line 1, column 6", id="escape"),
        pytest.param(f"a: [1, {SENTINEL}", "is not valid YAML: line 1, column 16", id="open list"),
        pytest.param(f"a: @{SENTINEL}", "is not valid YAML: line 1, column 4", id="reserved character"),
        pytest.param(f"a:\n\t- {SENTINEL}", "is not valid YAML: line 2, column 1", id="tab"),
        pytest.param(f"a: {SENTINEL}\x07", "is not valid YAML (it holds characters that YAML does not allow)", id="control character"),
        pytest.param(f"a: &x {SENTINEL}\nb: *x", "line 1: an anchor or alias (`&`, `*`): write the value out", id="anchor"),
        pytest.param(f"a: 1\nb: *{SENTINEL}", "line 2: an anchor or alias (`&`, `*`): write the value out", id="alias"),
        pytest.param("a: !!python/object/apply:os.system [x]", "line 1: a tag (`!`): expected plain values", id="python tag"),
        pytest.param(f"a: !!str {SENTINEL}", "line 1: a tag (`!`): expected plain values", id="plain tag"),
        pytest.param(f"a: 1\na: {SENTINEL}", "line 2: `a`: given twice", id="twice"),
        pytest.param(f"{SENTINEL} one: 1\n{SENTINEL} one: 2", "line 2: a field whose name is not an id: given twice", id="odd name twice"),
        pytest.param(f"? [{SENTINEL}]\n: 1", "line 1: expected the name of a field", id="list as a name"),
        pytest.param(f"? *{SENTINEL}\n: 1", "line 1: expected the name of a field", id="alias as a name"),
        pytest.param(f"a: 1\n---\nb: {SENTINEL}", "line 2: a second document: put several cases into a list", id="second document"),
        pytest.param("[" * 30 + SENTINEL + "]" * 30, "line 1: nested too deeply", id="deep"),
        pytest.param("# only a comment", "is empty: expected a case", id="comment"),
        pytest.param(" \n", "is empty: expected a case", id="blank"),
    ],
)  # fmt: skip
def test_bad_yaml_is_refused_by_place_and_never_quoted(text: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        yaml(text)
    assert str(caught.value) == message
    assert SENTINEL not in message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(f'{{"a": {SENTINEL}}}', "is not valid JSON: line 1, column 7", id="bare word"),
        pytest.param(f'{{\n"a": "{SENTINEL}\n"}}', "is not valid JSON: line 2, column 15", id="line break in text"),
        pytest.param(f'{{"a": "\\{SENTINEL}"}}', "is not valid JSON: line 1, column 8", id="escape"),
        pytest.param(f'{{"a": "{SENTINEL}"}} more', "is not valid JSON: line 1, column 19", id="more after it"),
        pytest.param('{"a": NaN}', "is not valid JSON: expected numbers to be finite", id="not a number"),
        pytest.param('{"a": -Infinity}', "is not valid JSON: expected numbers to be finite", id="infinite"),
        pytest.param(f'{{"a": {"7" * 5000}}}', "is not valid JSON: a number has too many digits", id="digits"),
        pytest.param("[" * 100_000, "is nested too deeply", id="deep"),
        pytest.param(f'{{"a": 1, "a": "{SENTINEL}"}}', "`a`: given twice", id="twice"),
        pytest.param("", "is empty: expected a case", id="empty"),
    ],
)
def test_bad_json_is_refused_by_place_and_never_quoted(text: str, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        json(text)
    assert str(caught.value) == message
    assert SENTINEL not in message


def test_text_that_is_not_utf_8_is_refused() -> None:
    with pytest.raises(BadInput, match=r"^is not text in UTF-8: byte 4$"):
        read_data("case.yaml", b"a: \xff\xfe")


def test_an_error_does_not_carry_what_caused_it() -> None:
    for content in (f'{{"a": {SENTINEL}}}'.encode(), f"a: {SENTINEL}: b".encode(), SENTINEL.encode("utf-16")):
        with pytest.raises(BadInput) as caught:
            read_data("-", content)
        assert caught.value.__cause__ is None
        assert caught.value.__context__ is None


def test_files_are_read_up_to_a_limit(tmp_path: Path) -> None:
    path = tmp_path / "large"
    path.write_bytes(b"x" * 11)
    assert read_bytes(str(path), 11) == b"x" * 11
    with pytest.raises(BadInput, match=r"^is too large: expected at most 10 bytes$"):
        read_bytes(str(path), 10)


def test_standard_input_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a: 1")))
    assert read_bytes("-") == b"a: 1"


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("absent", "cannot be read: no such file or directory"),
        (".", "cannot be read: is a directory"),
        ("nul\0", "cannot be read: expected a path"),
    ],
)
def test_what_cannot_be_read_is_said(name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput) as caught:
        read_bytes(name)
    assert str(caught.value) == message


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("suicide_risk", "`suicide_risk`"),
        ("g.no-use", "`g.no-use`"),
        ("He said that he", "a field whose name is not an id"),
        ("x" * 65, "a field whose name is not an id"),
        ("\x1b[31m", "a field whose name is not an id"),
        (3, "a field whose name is not an id"),
    ],
)
def test_a_field_is_named_only_by_what_looks_like_a_name(field: object, expected: str) -> None:
    assert named(field) == expected
