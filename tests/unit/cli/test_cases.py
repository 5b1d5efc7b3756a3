"""A case file is read whole or refused by field, and no value is ever quoted."""

from pathlib import Path

import pytest

from placement.assessment.assessment import Assessment
from placement.cli.cases import Case, read_cases
from placement.cli.reading import BadInput
from placement.criteria import HomeSupport

SENTINEL = "S3NTINEL"


def read(tmp_path: Path, text: str) -> list[Case | str]:
    """Return the cases of a file, and the errors as text, without the folder."""
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")
    found = read_cases(str(path), Assessment)
    return [str(one).replace(f"{tmp_path}/", "") if isinstance(one, BadInput) else one for one in found]


def test_a_case_has_a_title_a_story_and_answers(tmp_path: Path) -> None:
    (case,) = read(tmp_path, "title: A person\nstory: >\n  One\n  day.\nanswers:\n  home_support: hostile\n  age: 30\n")
    assert isinstance(case, Case)
    assert (case.title, case.story, case.number, case.name) == ("A person", "One day.\n", None, "A person")
    assert case.assessment == Assessment(home_support=HomeSupport.HOSTILE, age=30)


def test_answers_alone_are_a_case_named_by_its_file(tmp_path: Path) -> None:
    (case,) = read(tmp_path, "home_support: 3\n")
    assert isinstance(case, Case)
    assert (case.title, case.story, case.name) == ("", "", str(tmp_path / "case.yaml"))
    assert case.assessment == Assessment(home_support=HomeSupport.HOSTILE)


def test_a_list_holds_several_cases_named_by_their_place(tmp_path: Path) -> None:
    first, second = read(tmp_path, "- {answers: {}}\n- {}\n")
    assert isinstance(first, Case)
    assert isinstance(second, Case)
    assert [first.number, second.number] == [1, 2]
    assert second.name == f"{tmp_path / 'case.yaml'}: case 2"
    assert first.assessment == second.assessment == Assessment()


def test_a_list_is_read_past_a_case_that_cannot_be_used(tmp_path: Path) -> None:
    first, second, third = read(tmp_path, "- {age: 30}\n- {age: 12}\n- {age: 40}\n")
    assert isinstance(first, Case)
    assert second == "case.yaml: case 2: `age`: this is for adults, expected 18 years or more"
    assert isinstance(third, Case)


def test_a_case_shows_no_answer_in_its_repr(tmp_path: Path) -> None:
    (case,) = read(tmp_path, f"title: {SENTINEL}\nanswers: {{age: 97}}\n")
    assert SENTINEL not in repr(case)
    assert "97" not in repr(case).replace(hex(id(case)), "")


SUICIDE_RISK = (
    "`suicide_risk`: expected one of none, passive_thoughts, active_thoughts, plan_or_intent, plan_with_intent, "
    "a position from 0 to 4, `unsure`, or nothing"
)

HALF = "holds half of a character (a lone surrogate): expected text"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (SENTINEL, "expected a case: a mapping of answers, or of `answers`, `title` and `story`"),
        ("[]", "is an empty list: expected cases"),
        (f"- {SENTINEL}", "case 1: expected a case: a mapping of answers, or of `answers`, `title` and `story`"),
        (f"title: {SENTINEL}", "`answers`: expected a mapping of answers"),
        (f"answers: {SENTINEL}", "`answers`: expected a mapping of answers"),
        (f"answers: [{SENTINEL}]", "`answers`: expected a mapping of answers"),
        ("title: 7\nanswers: {}", "`title`: expected text"),
        (f"story: [{SENTINEL}]\nanswers: {{}}", "`story`: expected text"),
        ("story: no\nanswers: {}", None),
        ("story:\nanswers: {}", "`story`: expected text"),
        (
            f"answers: {{}}\nname: {SENTINEL}",
            "`name`: no such field of a case: expected `answers`, `title`, `story`",
        ),
        (
            f"answers: {{}}\n{SENTINEL} is his name: x",
            "a field whose name is not an id: no such field of a case: expected `answers`, `title`, `story`",
        ),
        (f"suicide_risk: {SENTINEL}", SUICIDE_RISK),
        ("suicide_risk: no", SUICIDE_RISK),
        ("suicide_risk: true", SUICIDE_RISK),
        ("suicide_risk: '3'", SUICIDE_RISK),
        ("suicide_risk: 3.0", SUICIDE_RISK),
        ("suicide_risk: 5", SUICIDE_RISK),
        ("suicide_risk: -1", SUICIDE_RISK),
        (f"suicide_risk: [{SENTINEL}]", SUICIDE_RISK),
        (f"suicide_risks: {SENTINEL}", "`suicide_risks`: no such question: is it `suicide_risk`?"),
        (f"zzzz: {SENTINEL}", "`zzzz`: no such question"),
        (f"{SENTINEL} is his name: 1", "a field whose name is not an id: no such question"),
        (f'{{"housing\\ud800": "{SENTINEL}"}}', HALF),
        (f'{{"housing": "{SENTINEL}\\udfff"}}', HALF),
        (f'{{"title": "\\ud800", "answers": {{"housing": "{SENTINEL}"}}}}', HALF),
        (f'title: "\\ud800"\nanswers: {{housing: {SENTINEL}}}', HALF),
        (
            f'title: "{SENTINEL} \\UFFFFFFFF"\nanswers: {{}}',
            "is not valid YAML (it holds characters that YAML does not allow)",
        ),
        (f'"{SENTINEL}\\U00110000": 1', "is not valid YAML (it holds characters that YAML does not allow)"),
        ("age: 17", "`age`: this is for adults, expected 18 years or more"),
        (
            f"age: 17\nzzzz: {SENTINEL}",
            "`age`: this is for adults, expected 18 years or more; `zzzz`: no such question",
        ),
        ("age: 017", "`age`: input should be a valid integer"),
        (f"age: {SENTINEL}", "`age`: input should be a valid integer"),
        ("age: 131", "`age`: input should be less than or equal to 130"),
        ("age: -1", "`age`: input should be greater than or equal to 0"),
        (
            "alcohol_use_disorder: yes\nage: 1.5",
            (
                "`age`: input should be a valid integer; "
                "`alcohol_use_disorder`: expected one of absent, present, a position from 0 to 1, `unsure`, or nothing"
            ),
        ),
    ],
)
def test_what_cannot_be_used_is_named_by_field_and_never_quoted(text: str, message: str | None, tmp_path: Path) -> None:
    (found,) = read(tmp_path, text)
    if message is None:  # `no` is a word
        assert isinstance(found, Case)
    else:
        assert found == f"case.yaml: {message}"
        assert SENTINEL not in message


def test_a_file_that_cannot_be_read_is_named() -> None:
    (found,) = read_cases("absent.yaml", Assessment)
    assert str(found) == "absent.yaml: cannot be read: no such file or directory"
