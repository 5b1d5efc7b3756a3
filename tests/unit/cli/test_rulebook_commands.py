"""`placement rulebook` and `placement schema`: the catalogue, the proofs, and JSON."""
# ruff: noqa: E501 - what is expected is a line that is printed

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer.testing import CliRunner, Result

from placement import FIVE_LEVEL, Assessment, Exemption, Flag, Guarantee, Rulebook, all_of, analysis, any_of
from placement.analysis.comparison import Comparison
from placement.analysis.report import Report
from placement.cli import commands
from placement.engines.reference import Outcome
from placement.errors import DefinitionError
from placement.language.words import Ages
from placement.recommendation.recommendation import recommendation_schema
from placement.rulebook import guarantees
from placement.rulebook.document import rulebook_schema
from tests.tiny_rulebook import TINY, Fever, LowMood, Plan, tiny

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(commands.app, arguments, env=environment)

    return invoke


def write(name: str, **changes: object) -> None:
    Path(name).write_text(json.dumps(json.loads(FIVE_LEVEL.to_json()) | changes), encoding="utf-8")


def test_the_catalogue_names_everything_that_is_declared(run: Run) -> None:
    result = run("rulebook", "show")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    for name, declared in FIVE_LEVEL.declared.items():
        assert name in lines
        assert f"  {declared.text if isinstance(declared, Flag) else declared.summary}" in lines
    for scale in FIVE_LEVEL.scales:
        assert f"{scale.id}: {scale.title()}" in lines
        for anchor in scale:
            assert any(line.split(maxsplit=2) == [str(int(anchor)), anchor.key, anchor.label] for line in lines)
    for source in FIVE_LEVEL.sources:
        assert f"{source.id}: {source.title}" in lines
    assert f"SHA-256 {FIVE_LEVEL.digest}" in lines
    assert "34 scales, 40 criteria, 30 rules, 26 flags, 53 guarantees, 28 conflicts, 21 arrangements," in result.stdout


def test_a_criterion_is_shown_in_full(run: Run) -> None:
    result = run("rulebook", "show", "withdrawal.in-pregnancy-supervised")
    criterion = FIVE_LEVEL.declared["withdrawal.in-pregnancy-supervised"]
    lines = result.stdout.splitlines()
    assert lines[:3] == ["", criterion.id, f"  {getattr(criterion, 'summary')}"]  # noqa: B009 - a flag has none
    assert lines[3:6] == [
        "  gives intoxication and withdrawal rated 2 when any of",
        "    - opioid withdrawal now: “mild (5-12)” or worse, and pregnancy and its care: “pregnant with prenatal care” or worse",
        "    - alcohol withdrawal, now or expected: “mild (CIWA-Ar under 10), or expected: heavy daily drinking stopped or about to stop” or worse, and pregnancy and its care: “pregnant with prenatal care” or worse",
    ]
    assert lines[6] == f"  sources: {', '.join(source.id for source in criterion.sources)}"
    for source in criterion.sources:
        assert f"{source.id}: {source.title}" in lines
        assert f"  used for: {source.used_for}" in lines


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("service.early-intervention", "  gives service: 0.5 when severity of the substance use disorder: “risky use, no disorder” or worse"),
        ("flag.contingency-management", "  raised when stimulant use disorder: “present”"),
        ("use_disorder", "  closes: an answer here judges its dimension: details that were not asked then count as 0"),
        ("pregnancy", "  separate: a fact of its own: not asked keeps the result open, whatever else is known"),
        ("pregnancy", "  danger: `unsure` keeps the result open, even in a dimension that was judged"),
        ("cognition", "  read by: withdrawal.with-illness-or-danger, withdrawal.severe-with-serious-illness, psychological.present, psychological.24-hour-support, flag.reassess-when-sober, flag.rule-out-delirium, flag.accommodation"),
        ("g.overdose-is-hospital", "  proven in the person with intoxication now: “overdose or incapacitated”; and no other need: gets 4"),
        ("conflict.medication-without-opioid-disorder", "  raised when medication for opioid use disorder: “starting or restarting now” or worse, and opioid use disorder: “absent”"),
        ("delivery.childcare", "  for service 1, 2.1, 2.5 when duties of care in the family: “main carer with back-up” or worse"),
        ("alternative.recovery-residence", "  and as long as relapse and continued use rated 2 or better, and intoxication and withdrawal rated 1 or better, and safety at home: “past violence or threats in this home” or better"),
        ("environment", "  rated from 0 to 4"),
        ("circumstances", "  not rated"),
        ("environment", "  scales: home_support, exposure, housing, home_safety, structure_response"),
        ("use", "  scales: use_disorder, alcohol_use_disorder, stimulant_use_disorder, opioid_use_disorder"),
        ("withdrawal_management", "  values: none, ambulatory, ambulatory with extended monitoring, 24-hour monitored, hospital managed"),
        ("2", "level 2: intensive outpatient or partial hospitalisation"),
        ("2", "  services: 2.1, 2.5"),
        ("3.1", "service 3.1: low-intensity residential"),
        ("review.continue", "  comes to: continue"),
        ("need.above", "  the least that is needed is above where the person is placed"),
        ("TIP-47", "  seen: general knowledge of a published fact"),
    ],
)  # fmt: skip
def test_any_id_is_shown(name: str, expected: str, run: Run) -> None:
    result = run("rulebook", "show", name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert expected in result.stdout.splitlines()


def test_every_id_is_shown(run: Run) -> None:
    document = json.loads(FIVE_LEVEL.to_json())
    kinds = [part for part in (*document.values(), *document["reviews"].values()) if isinstance(part, list)]
    declared = [part for kind in kinds for part in kind if isinstance(part, dict)]
    names = {part[key] for part in declared for key in ("id", "level", "service") if isinstance(part.get(key), str)}
    assert len(names) > 300
    for name in names:
        result = run("rulebook", "show", name)
        assert (name, result.exit_code) == (name, 0)
        assert name in result.stdout


def test_a_level_and_a_service_of_one_name_are_both_shown(run: Run) -> None:
    lines = run("rulebook", "show", "1").stdout.splitlines()
    assert [line for line in lines if line.startswith(("level", "service"))] == [
        "level 1: outpatient",
        "service 1: outpatient",
    ]


def test_a_row_of_reviews_is_shown_with_the_facts_that_it_reads(run: Run) -> None:
    tiny_file()
    shown = run("rulebook", "show", "review.step-up", "--rulebook", "tiny.json").stdout.splitlines()
    assert shown == [
        "",
        "review.step-up",
        "  The least that is needed is above where the person is placed.",
        "  comes to: move up to the need",
        "  where the least that is needed is above where the person is placed",
    ]
    assert run("rulebook", "show", "need.above", "--rulebook", "tiny.json").stdout.endswith(
        "  read by: review.step-up\n"
    )
    assert run("rulebook", "show", "ward", "--rulebook", "tiny.json").stdout == "\nlevel ward\n  services: ward\n"


def test_a_source_says_what_cites_it(run: Run) -> None:
    lines = run("rulebook", "show", "CIWA").stdout.splitlines()
    assert lines[1:] == [
        "CIWA: CIWA-Ar, Sullivan 1989 (public domain)",
        "  used for: Ten items, 0 to 67.",
        "  seen: general knowledge of a published fact",
        *(line for line in lines if line.startswith("  cited by: alcohol_withdrawal")),
    ]
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("flag.naloxon", "no such id in rulebook `five-level`: is it `flag.naloxone`?"),
        ("zzzzzzzzz", "no such id in rulebook `five-level`"),
    ],
)
def test_an_unknown_id_is_said_with_the_one_most_alike(name: str, message: str, run: Run) -> None:
    result = run("rulebook", "show", name)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", f"{message}\n")


def test_the_catalogue_of_another_rulebook_is_shown(run: Run) -> None:
    write("ours.json", id="our-clinic", title="Ours")
    assert run("rulebook", "show", "--rulebook", "ours.json").stdout.startswith("Ours\n====\n\nour-clinic, version 2\n")


def test_a_terminal_gets_lines_that_fit(run: Run) -> None:
    shown = run("rulebook", "show", FORCE_COLOR="1", NO_COLOR="1", COLUMNS="70", TERM="xterm").stdout
    lines = shown.replace("\x1b[1m", "").replace("\x1b[0m", "").splitlines()
    assert max(len(line) for line in lines if not line.startswith("SHA-256")) <= 70
    assert not any(line.endswith(" ") for line in lines)


# ---------------------------------------------------------------------------------------------------------------- check


def tiny_file(**changed: object) -> None:
    Path("tiny.json").write_text(tiny(**changed).to_json(), encoding="utf-8")


def test_the_shipped_rulebook_is_clean_or_gives_a_reason(run: Run) -> None:
    result = run("rulebook", "check")
    assert (result.exit_code, result.stderr) == (0, "")
    *_, found, held = result.stdout.splitlines()
    assert found == f"0 findings; {len(FIVE_LEVEL.exemptions)} exempt, each with its reason"
    assert held == f"{len(FIVE_LEVEL.guarantees)} of {len(FIVE_LEVEL.guarantees)} guarantees hold"


def test_findings_are_listed_and_end_with_status_1(run: Run) -> None:
    tiny_file()
    result = run("rulebook", "check", "--rulebook", "tiny.json")
    assert (result.exit_code, result.stderr) == (1, "")
    lines = result.stdout.splitlines()
    at = lines.index("finding  unread.shifts")
    assert lines[at + 1] == "  Nothing reads shifts at work: its answer changes nothing that is said."
    assert not [line for line in lines if line.startswith(("holds", "clean", "exempt"))]
    assert lines[-2:] == ["10 findings", "2 of 2 guarantees hold"]


def test_everything_that_was_looked_at_is_listed_where_it_is_asked_for(run: Run) -> None:
    found = analysis.check(TINY).findings
    tiny_file(exemptions=tuple(Exemption(one.id, "It will be read next year.") for one in found))
    result = run("rulebook", "check", "--rulebook", "tiny.json", "--all")
    assert (result.exit_code, result.stderr) == (0, "")
    lines = result.stdout.splitlines()
    at = lines.index("holds  g.plan-is-ward")
    assert lines[at + 1 : at + 4] == [
        "  A plan leads to the ward. Promises service: ward; the least person of whom it speaks is given `ward`.",
        "  seen in: plan to harm oneself: “present”",
        "  who meets: mind.low, service.clinic, service.ward",
    ]
    assert "clean  redundant.service.ward[2]" in lines
    assert lines[lines.index("exempt  unread.shifts") + 2] == "  exempt: It will be read next year."
    assert lines[-2:] == ["0 findings; 10 exempt, each with its reason", "2 of 2 guarantees hold"]


def test_a_check_is_html_or_json_where_it_is_asked_for(run: Run) -> None:
    tiny_file()
    result = run("rulebook", "check", "--rulebook", "tiny.json", "--format", "html")
    assert (result.exit_code, result.stderr) == (1, "")
    assert result.stdout.startswith("<!doctype html>\n")
    assert "<summary>finding <code>unread.shifts</code></summary>" in result.stdout
    result = run("rulebook", "check", "--rulebook", "tiny.json", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert Report.model_validate_json(result.stdout) == analysis.check(tiny())


def test_a_condition_with_too_many_ways_to_be_met_cannot_be_checked(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny_file(flags=(replace(TINY.flags[0], when=all_of(any_of(Fever.at(1), LowMood.at(1)), Plan.at(1))),))
    monkeypatch.setattr("placement.engines.conjunctions.MOST_COMBINATIONS", 1)
    result = run("rulebook", "check", "--rulebook", "tiny.json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "`flag.fluids`: takes more than 1 combinations\n"


def test_the_one_person_of_a_ceiling_is_the_worst_of_a_kind(run: Run) -> None:
    assert (
        "opioid use disorder; severity of the substance use disorder: “risky use, no disorder”; intoxication now: “marked "
        "but responds to support”; and everything else at its worst: gets 0.5"
    ) in run("rulebook", "show", "g.being-drunk-is-not-a-disorder").stdout


@pytest.mark.parametrize(
    ("patched", "arguments", "expected"),
    [
        (
            "placement.analysis.soundness.guarantee_holds",
            ("check", "--rulebook", "tiny.json"),
            "\nfinding  g.plan-is-ward\n",
        ),
        (
            "placement.cli.catalogue.guarantee_holds",
            ("show", "g.plan-is-ward", "--rulebook", "tiny.json"),
            "\nBROKEN  g.plan-is-ward\n",
        ),
    ],
)
def test_a_guarantee_that_does_not_hold_is_said_to_be_broken(
    patched: str, arguments: tuple[str, ...], expected: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def holds(book: Rulebook, guarantee: Guarantee) -> tuple[bool, Outcome]:
        kept, outcome = guarantees.guarantee_holds(book, guarantee)
        return kept and guarantee.id != "g.plan-is-ward", outcome

    tiny_file()
    monkeypatch.setattr(patched, holds)
    result = run("rulebook", *arguments)
    assert expected in result.stdout
    if arguments[0] == "check":
        assert result.exit_code == 1
        assert result.stdout.endswith("\n11 findings\n1 of 2 guarantees hold\n")


def test_a_rulebook_that_cannot_stand_has_every_mistake_listed(run: Run) -> None:
    document = json.loads(FIVE_LEVEL.to_json())
    rules = [rule for rule in document["rules"] if rule["id"] != "service.hospital"]
    write("broken.json", rules=rules)
    result = run("rulebook", "check", "--rulebook", "broken.json")
    assert (result.exit_code, result.stderr) == (1, "")
    first, *mistakes = result.stdout.splitlines()
    assert first == f"rulebook `five-level`: {len(mistakes)} to mend"
    assert "- track `service`: nobody can be given `4`" in mistakes
    assert "- `g.overdose-is-hospital` does not hold: `service` would be `3.7`" in mistakes
    write("narrow.json", scales="none")
    result = run("rulebook", "check", "--rulebook", "narrow.json")
    assert result.exit_code == 1
    assert result.stdout.startswith("rulebook document: ")


def test_a_rulebook_that_takes_too_many_combinations_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it stands, and only an analysis of it takes too many: the same as where it does not."""
    tiny_file()
    arguments = ("check", "--rulebook", "tiny.json"), ("diff", "tiny.json", "tiny.json")
    mistake = "`service.ward` takes too many combinations of answers"

    def too_many(*_: object, **__: object) -> None:
        raise DefinitionError("rulebook", [mistake])

    monkeypatch.setattr(commands, "check", too_many)
    monkeypatch.setattr(commands, "compare", too_many)
    checked, compared = (run("rulebook", *one) for one in arguments)
    assert (checked.exit_code, checked.stdout) == (1, f"rulebook: 1 to mend\n- {mistake}\n")
    assert (compared.exit_code, compared.stderr) == (2, f"rulebook: 1 to mend - {mistake}\n")


def test_a_rulebook_that_stands_is_checked_from_its_file(run: Run) -> None:
    write("ours.json", id="our-clinic")
    result = run("rulebook", "check", "--rulebook", "ours.json")
    assert result.exit_code == 0
    assert "our-clinic, version 2" in result.stdout


def test_a_rulebook_that_cannot_be_read_is_bad_input(run: Run) -> None:
    result = run("rulebook", "check", "--rulebook", "absent.json")
    message = "absent.json: cannot be read: no such file or directory\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


# ----------------------------------------------------------------------------------------------------------------- diff


def test_rulebooks_that_agree_end_with_status_0(run: Run) -> None:
    tiny_file()
    Path("again.json").write_text(tiny(id="again", rules=TINY.rules[::-1]).to_json(), encoding="utf-8")
    result = run("rulebook", "diff", "tiny.json", "again.json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "\nThey agree on everybody.\n" in result.stdout


def test_rulebooks_that_differ_end_with_status_1(run: Run) -> None:
    tiny_file()
    Path("plain.json").write_text(tiny(id="plain", flags=()).to_json(), encoding="utf-8")
    result = run("rulebook", "diff", "tiny.json", "plain.json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "\nflag.fluids: only in the old rulebook\n- fever: “38 or more”\n" in result.stdout
    result = run("rulebook", "diff", "tiny.json", "plain.json", "--format", "json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert Comparison.model_validate_json(result.stdout) == analysis.compare(tiny(), tiny(id="plain", flags=()))
    result = run("rulebook", "diff", "tiny.json", "plain.json", "--format", "html")
    assert (result.exit_code, result.stderr) == (1, "")
    assert "<title>tiny and plain</title>" in result.stdout


def test_the_shipped_rulebook_is_called_by_its_id(run: Run) -> None:
    write("ours.json", id="ours", flags=[], reviews={}, words={})
    result = run("rulebook", "diff", "five-level", "ours.json", "--format", "json")
    found = Comparison.model_validate_json(result.stdout)
    assert (found.old.digest, found.new.id) == (FIVE_LEVEL.digest, "ours")


def test_a_renamed_scale_is_named(run: Run) -> None:
    tiny_file()
    Path("other.json").write_text(TINY.to_json().replace('"fever"', '"heat"'), encoding="utf-8")
    assert run("rulebook", "diff", "tiny.json", "other.json").exit_code == 1
    assert run("rulebook", "diff", "tiny.json", "other.json", "--renamed", "fever=heat").exit_code == 0


def test_people_of_case_files_are_counted(run: Run) -> None:
    tiny_file()
    Path("well.yaml").write_text("age: 30\nlow_mood: none\nplan: absent\nfever: none\n", encoding="utf-8")
    Path("low.json").write_text(
        '[{"low_mood": 1, "plan": 0, "fever": 0}, {"low_mood": 2, "plan": 1}]', encoding="utf-8"
    )
    Path("plain.json").write_text(
        tiny(id="plain", criteria=TINY.criteria[1:], guarantees=()).to_json(), encoding="utf-8"
    )
    result = run("rulebook", "diff", "tiny.json", "plain.json", "well.yaml", "low.json")
    assert (result.exit_code, result.stderr) == (1, "")
    assert (
        "\n3 people of the cohort, at the least that answers allow\n"
        "service: of 3 people 0 move up and 1 move down\n"
        "  1   33.3333%  from clinic to home\n"
    ) in result.stdout


def test_a_case_that_cannot_be_used_is_bad_input(run: Run) -> None:
    tiny_file(ages=Ages(least=18))
    Path("young.yaml").write_text("age: 16\n", encoding="utf-8")
    Path("wrong.yaml").write_text("fever: secret\n", encoding="utf-8")
    result = run("rulebook", "diff", "tiny.json", "tiny.json", "young.yaml", "wrong.yaml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "young.yaml: `age`: this is for adults, expected 18 years or more",
        "wrong.yaml: `fever`: expected one of none, high, very_high, a position from 0 to 2, `unsure`, or nothing",
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("tiny.json", "absent.json"), "absent.json: cannot be read: no such file or directory\n"),
        (("tiny.json", "tiny.json", "--renamed", "cough=fever"), "`tiny` and `tiny` cannot be compared: `renamed`: `tiny` has no scale `cough`\n"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_bad_input(arguments: tuple[str, ...], message: str, run: Run) -> None:
    tiny_file()
    result = run("rulebook", "diff", *arguments)
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


# ---------------------------------------------------------------------------------------------------- export and schema


def test_the_export_is_the_rulebook(run: Run) -> None:
    result = run("rulebook", "export")
    assert (result.exit_code, result.stderr) == (0, "")
    assert Rulebook.from_json(result.stdout) == FIVE_LEVEL
    Draft202012Validator(rulebook_schema()).validate(json.loads(result.stdout))


def test_the_export_is_written_only_where_it_is_asked_for(run: Run, tmp_path: Path) -> None:
    run("rulebook", "export")
    run("schema", "rulebook")
    assert list(tmp_path.iterdir()) == []
    result = run("rulebook", "export", "-o", "out.json")
    assert (result.exit_code, result.output) == (0, "")
    assert Rulebook.from_json((tmp_path / "out.json").read_bytes()) == FIVE_LEVEL


def test_an_output_that_cannot_be_written_is_said(run: Run) -> None:
    result = run("rulebook", "export", "--schema", "-o", "no/such/folder.json")
    message = "no/such/folder.json: cannot be written: no such file or directory\n"
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", message)


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("rulebook", "export", "--schema"), rulebook_schema()),
        (("schema", "rulebook"), rulebook_schema()),
        (("schema", "recommendation"), recommendation_schema()),
        (("schema", "assessment"), Assessment.model_json_schema()),
    ],
)
def test_schemas_are_printed(arguments: tuple[str, ...], expected: dict[str, object], run: Run) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert json.loads(result.stdout) == expected
    Draft202012Validator.check_schema(expected)


def test_the_schema_of_another_rulebooks_assessment_is_printed(run: Run) -> None:
    write("ours.json", id="our-clinic")
    shown = json.loads(run("schema", "assessment", "--rulebook", "ours.json").stdout)
    assert list(shown["properties"]) == ["age", "provenance", *(scale.id for scale in FIVE_LEVEL.scales)]


def test_the_first_sentence_of_every_command_says_what_it_does(run: Run) -> None:
    for arguments in ((), ("rulebook",)):
        shown = run(*arguments, "--help").stdout
        assert "Commands:" in shown
    assert run().exit_code == run("rulebook").exit_code == 2  # without a command there is nothing to do but teach


def test_notes_on_delivery_stand_in_the_catalogue(run: Run) -> None:
    Path("noted.json").write_text(tiny(id="noted", delivery_notes=("Bring a chair.",)).to_json(), encoding="utf-8")
    shown = run("rulebook", "show", "--rulebook", "noted.json").stdout
    assert "Delivery: what to know of it" in shown
    assert "\nBring a chair.\n" in shown
    Path("plain.json").write_text(tiny(id="plain").to_json(), encoding="utf-8")
    assert "Delivery" not in run("rulebook", "show", "--rulebook", "plain.json").stdout
