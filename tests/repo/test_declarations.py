"""What clinicians declare: data alone, each with its sentence, its source and a name that fits."""

import ast
import re
from importlib import import_module
from pathlib import Path
from typing import Final

import pytest

import placement
from placement import FIVE_LEVEL, Criterion, Flag, Rule, Scale

_PACKAGE: Final = Path(placement.__file__).parent
_FILES: Final = sorted([*_PACKAGE.glob("criteria/**/*.py"), *_PACKAGE.glob("rules/**/*.py")])
_LOGIC: Final = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.Lambda,
    ast.If,
    ast.IfExp,
    ast.For,
    ast.While,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
    ast.Try,
    ast.With,
    ast.Match,
    ast.BoolOp,
    ast.Compare,
    ast.UnaryOp,
    ast.NamedExpr,
    ast.JoinedStr,
)
_DECLARED: Final[dict[str, Criterion | Rule | Flag]] = FIVE_LEVEL.declared
_SUMMARISED: Final = [*FIVE_LEVEL.criteria, *FIVE_LEVEL.rules, *FIVE_LEVEL.guarantees]


@pytest.mark.parametrize("file", _FILES, ids=lambda file: str(file.relative_to(_PACKAGE)))
def test_declarations_hold_no_logic(file: Path) -> None:
    nodes = ast.walk(ast.parse(file.read_text("utf-8")))
    assert [f"line {node.lineno}" for node in nodes if isinstance(node, _LOGIC)] == []


@pytest.mark.parametrize("name", _DECLARED)
def test_everything_is_cited_and_nothing_twice(name: str) -> None:
    sources = _DECLARED[name].sources
    assert sources
    assert len(set(sources)) == len(sources)


@pytest.mark.parametrize("declared", _SUMMARISED, ids=lambda one: one.id)
def test_a_summary_is_one_sentence(declared: Criterion | Rule) -> None:
    assert re.fullmatch(r"[A-Z0-9].*[^.]\.", declared.summary)
    assert ". " not in declared.summary
    assert "  " not in declared.summary


@pytest.mark.parametrize("scale", FIVE_LEVEL.scales, ids=lambda scale: scale.id)
def test_a_scale_has_a_title_in_its_first_line_and_its_sources(scale: type[Scale]) -> None:
    assert re.fullmatch(r"[A-Z].+\.", (scale.__doc__ or "").splitlines()[0])
    assert scale.sources


@pytest.mark.parametrize("criterion", FIVE_LEVEL.criteria, ids=lambda one: one.id)
def test_a_criterion_is_named_for_the_dimension_that_it_raises_and_stands_in_its_module(criterion: Criterion) -> None:
    dimension, _, said = criterion.id.partition(".")
    assert dimension == criterion.raises.fact
    module = import_module(f"placement.criteria.{dimension}")
    constants = {name for name, value in vars(module).items() if value is criterion}
    # A name cannot begin with a digit: `24-hour-support` is SUPPORT_24_HOUR.
    assert constants == {re.sub(r"^(\d+_\w+?)_(\w+)$", r"\2_\1", said.replace("-", "_").upper())}


@pytest.mark.parametrize("rule", FIVE_LEVEL.rules, ids=lambda one: one.id)
def test_a_rule_is_named_for_the_track_that_it_raises(rule: Rule) -> None:
    tracks = {"service": "service", "wm": "withdrawal_management", "capability": "mental_health_capability"}
    assert tracks[rule.id.partition(".")[0]] == rule.raises.fact


@pytest.mark.parametrize(
    ("part", "prefix"),
    [
        ("flags", "flag."),
        ("guarantees", "g."),
        ("conflicts", "conflict."),
        ("arrangements", "delivery."),
        ("alternatives", "alternative."),
    ],
)
def test_an_id_says_of_what_kind_it_is(part: str, prefix: str) -> None:
    assert [one.id for one in getattr(FIVE_LEVEL, part) if not one.id.startswith(prefix)] == []


@pytest.mark.parametrize("source", FIVE_LEVEL.sources, ids=lambda one: one.id)
def test_a_source_says_what_it_is_and_what_was_taken_from_it(source: placement.Source) -> None:
    assert source.title
    assert source.used_for.endswith(".")


def test_spelling_is_british() -> None:
    said = " ".join(
        [
            *(one.summary for one in _SUMMARISED),
            *(one.text for one in FIVE_LEVEL.flags),
            *(one.text for one in FIVE_LEVEL.conflicts),
            *(one.text for one in FIVE_LEVEL.arrangements),
            *(scale.title() for scale in FIVE_LEVEL.scales),
            *(part for one in FIVE_LEVEL.services for part in (one.name, one.setting, *one.components)),
        ]
    )
    american = r"\b(counselor|program|behavior\w*|\w+ization|judgment|center|licensed to|fulfill)\b"
    assert re.findall(american, said, re.IGNORECASE) == []
