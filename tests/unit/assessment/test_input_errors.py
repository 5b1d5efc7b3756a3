import json
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from pydantic_core._pydantic_core import list_all_errors

from placement import FIVE_LEVEL, Assessment
from placement.assessment.input_errors import ERROR_TYPES, by_our_names, input_error, nearest, shown_place
from placement.instruments import Phq9
from placement.instruments.substance import AuditC
from placement.language.words import Ages
from placement.recommendation.overrides import Discrepancy
from placement.recommendation.placement import RulebookOutline
from placement.recommendation.recommendation import RulebookReference
from placement.reviews import Course, Visit
from placement.reviews.inputs import Noted
from placement.reviews.visits import Episode
from tests.docs.pages import ROOT
from tests.tiny_rulebook import tiny

_YOUNG: Final = tiny(ages=Ages(12, 17)).assessment_model()
_PLANTED: Final = "planted-7731"

_RULEBOOK: Final = RulebookOutline.of(FIVE_LEVEL).model_dump(mode="json")
_NEED: Final[Mapping[str, Any]] = MappingProxyType(
    {"recommended": "2.1", "recommended_ceiling": "2.1", "rulebook": _RULEBOOK}
)
_STAY: Final[Mapping[str, Any]] = MappingProxyType({"service": "2.1", "began": "2026-01-05", "ended": "2026-01-20"})


def _visit(on: str) -> dict[str, Any]:
    return {"on": on, "assessment": {}}


def _course(*later: dict[str, Any], **first: Any) -> object:  # noqa: ANN401 - JSON values
    return Course.model_validate({"episodes": [{**_STAY, **first}, *later]})


def _instead(**given: Any) -> object:  # noqa: ANN401 - as above
    return Discrepancy.model_validate({**_NEED, **given})


def _failing() -> Iterator[object]:
    yield {}
    raise ArithmeticError


def _set() -> None:
    Assessment().age = 40  # type: ignore[misc]


_MET: Final[dict[str, list[tuple[Callable[[], object], tuple[int | str, ...], dict[str, Any]]]]] = {
    "unknown_scale": [
        (
            lambda: Assessment.model_validate({"Home Suport": 1}),
            ("(not shown)",),
            {"allowed": [*Assessment.model_fields], "nearest": "home_support"},
        ),
        (lambda: Assessment.model_validate({"weather": 1}), ("weather",), {"allowed": [*Assessment.model_fields]}),
    ],
    "unknown_anchor": [
        (
            lambda: Assessment.model_validate({"housing": "Unstabel"}),
            ("housing",),
            {
                "allowed": ["stable", "temporary", "unstable", "none", "unsure"],
                "least": 0,
                "most": 3,
                "nearest": "unstable",
            },
        )
    ],
    "position_out_of_range": [
        (
            lambda: Assessment.model_validate({"opioid_use_disorder": 2}),
            ("opioid_use_disorder",),
            {"allowed": ["absent", "present", "unsure"], "least": 0, "most": 1},
        )
    ],
    "not_an_adult": [
        (lambda: TypeAdapter(Assessment).validate_python({"age": 17}), ("age",), {"least": 18}),
        (
            lambda: _course(visits=[_visit("2026-01-05") | {"assessment": {"age": 17, "housing": "x"}}]),
            ("episodes", 0, "visits", 0, "assessment", "age"),
            {"least": 18},
        ),
    ],
    "age_out_of_scope": [
        (lambda: TypeAdapter(_YOUNG).validate_python({"age": 20}), ("age",), {"least": 12, "most": 17}),
    ],
    "provenance_mismatch": [
        (
            lambda: Assessment.model_validate(
                {"provenance": [{"scale": "weather", "origin": "gad7", "answer": "unsure"}]}
            ),
            ("provenance",),
            {"allowed": [scale.id for scale in Assessment.scales]},
        ),
        (
            lambda: Assessment.model_validate(
                {"provenance": [{"scale": "housing", "origin": "gad_7", "answer": "none", "part": "a"}]}
            ),
            ("provenance", 0),
            {},
        ),
    ],
    "unknown_field": [
        (
            lambda: Visit.model_validate({**_visit("2026-01-05"), "plan-changd": True}),
            ("plan-changd",),
            {"allowed": [*Visit.model_fields], "nearest": "plan_changed"},
        )
    ],
    "missing_field": [(lambda: Visit.model_validate({"on": "2026-01-05"}), ("assessment",), {})],
    "given_twice": [
        (lambda: Assessment.model_validate_json('{"housing": 1, "housing": 2}'), ("housing",), {}),
        (lambda: _instead(available=["1", "1"]), ("available",), {}),
    ],
    "wrong_kind": [
        (lambda: Assessment.model_validate({"age": "40"}), ("age",), {}),
        (
            lambda: Assessment.model_validate({"opioid_use_disorder": True}),
            ("opioid_use_disorder",),
            {"allowed": ["absent", "present", "unsure"], "least": 0, "most": 1},
        ),
        (lambda: Noted.model_validate({"placed": "1", "on": 5}), ("on",), {}),
    ],
    "wrong_form": [
        (lambda: Noted.model_validate({"placed": "1", "on": "in May"}), ("on",), {}),
        (lambda: _instead(decided_at="2026-01-05T10:00:00"), ("decided_at",), {}),
        (
            lambda: RulebookReference.model_validate({"id": "five-level", "version": "\ud800", "digest": "0" * 64}),
            ("version",),
            {"field": "version"},
        ),
        (lambda: _instead(decided_by="\udfff"), ("decided_by",), {}),
    ],
    "out_of_range": [
        (lambda: Assessment.model_validate({"age": 131}), ("age",), {"most": 130}),
        (lambda: Noted.model_validate({"placed": "1", "days_in_level": -1}), ("days_in_level",), {"least": 0}),
    ],
    "unknown_value": [
        (
            lambda: Noted.model_validate({"placed": "1", "use": "slips"}),
            ("use",),
            {"allowed": ["none", "slip", "continued"], "nearest": "slip"},
        )
    ],
    "unknown_service": [
        (
            lambda: Noted.model_validate({"placed": "2"}),
            ("placed",),
            {
                "allowed": ["none", "0.5", "1", "2.1", "2.5", "3.1", "3.5", "3.7", "4"],
            },
        )
    ],
    "service_needed": [
        (
            lambda: Noted.model_validate({"placed": "none"}),
            ("placed",),
            {"allowed": ["0.5", "1", "2.1", "2.5", "3.1", "3.5", "3.7", "4"]},
        )
    ],
    "day_out_of_range": [
        (
            lambda: Noted.model_validate({"placed": "1", "on": "1066-10-14"}),
            ("on",),
            {"least": "1900-01-01", "most": "2199-12-31"},
        )
    ],
    "unknown_reason": [(lambda: _instead(actual="4", reasons=["otter"]), ("reasons",), {"nearest": "other"})],
    "unknown_consequence": [(lambda: _instead(consequences=["nome"]), ("consequences",), {"nearest": "none"})],
    "none_beside_others": [(lambda: _instead(consequences=["none", "overdose"]), ("consequences",), {})],
    "ceiling_below_recommended": [(lambda: _instead(recommended_ceiling="1"), (), {})],
    "acceptable_and_refused": [(lambda: _instead(acceptable=["1"], refused=["1"]), (), {})],
    "actual_not_available": [(lambda: _instead(available=["1"], actual="2.1"), (), {})],
    "reasons_not_expected": [(lambda: _instead(actual="2.1", reasons=["not-recorded"]), (), {})],
    "reasons_missing": [(lambda: _instead(actual="1"), (), {})],
    "explanation_missing": [(lambda: _instead(actual="1", reasons=["other"]), (), {})],
    "ended_before_began": [(lambda: Episode.model_validate({**_STAY, "ended": "2026-01-04"}), (), {})],
    "visits_out_of_order": [(lambda: _course(visits=[_visit("2026-01-06")] * 2), ("episodes", 0), {})],
    "visit_outside_episode": [(lambda: _course(visits=[_visit("2026-01-04")]), ("episodes", 0), {})],
    "no_episodes": [(lambda: Course.model_validate({"episodes": []}), (), {})],
    "episode_not_ended": [(lambda: _course(dict(_STAY), ended=None), (), {"episode": 1})],
    "episodes_overlap": [(lambda: _course(dict(_STAY)), (), {"episode": 2})],
    "transfer_not_expected": [
        (lambda: _course(transfer="moved"), (), {"episode": 1}),
        (
            lambda: _course({"service": "3.1", "began": "2026-01-20", "transfer": "moved"}),
            (),
            {"episode": 2},
        ),
    ],
    "transfer_missing": [(lambda: _course({"service": "2.1", "began": "2026-01-20"}), (), {"episode": 2})],
    "not_json": [(lambda: Assessment.model_validate_json('{"housing":'), (), {})],
    "unreadable": [(lambda: Assessment.model_validate({"provenance": _failing()}), ("provenance", 2), {})],
    "frozen": [(_set, ("age",), {})],
    "more_errors": [
        (lambda: _course(visits=[_visit(f"{day}") for day in range(1, 101)]), (), {"count": 80}),
    ],
}
"""Each type: what meets it, where, and some of what is said for programs."""


def test_each_type_is_met_by_something_here() -> None:
    assert _MET.keys() == ERROR_TYPES.keys()


@pytest.mark.parametrize(
    ("kind", "meet", "place", "context"),
    [(kind, *met) for kind, all_met in _MET.items() for met in all_met],
)
def test_an_error_has_its_type_its_place_and_what_is_allowed(
    kind: str, meet: Callable[[], object], place: tuple[int | str, ...], context: dict[str, Any]
) -> None:
    with pytest.raises(ValidationError) as raised:
        meet()
    found = [one for one in raised.value.errors() if one["type"] == kind]
    assert [one["loc"] for one in found] == [place]
    said = found[0].get("ctx", {})
    assert {name: said[name] for name in context} == context
    assert said.get("nearest") == context.get("nearest")
    assert all(one["type"] in ERROR_TYPES and one["input"] == "(not shown)" for one in raised.value.errors())
    assert json.loads(raised.value.json())[0]["msg"]


@pytest.mark.parametrize("item", [AuditC, Phq9])
def test_instruments_say_what_an_item_may_be(item: type[Phq9]) -> None:
    with pytest.raises(ValidationError) as raised:
        item.model_validate(dict.fromkeys(item.model_fields, 9))
    assert {one["type"] for one in raised.value.errors()} <= {"out_of_range", "unknown_value", "wrong_kind"}


def _of_pydantic() -> dict[str, str]:
    return {one["type"]: one["message_template_python"] for one in list_all_errors()}


def test_what_pydantic_says_is_put_into_our_types_and_never_into_none() -> None:
    for kind in _of_pydantic():
        error = ErrorDetails(type=kind, loc=("it",), msg="Input should be another", input=_PLANTED)
        ours = by_our_names(error, ["its"], "unknown_field")
        assert ours.type in ERROR_TYPES
        assert _PLANTED not in f"{ours.message()} {ours.context}"


def test_messages_of_pydantic_that_can_repeat_the_input_are_put_otherwise() -> None:
    repeats = ("{error}", "{encoding_error}", "{tag}", "{tz_actual}", "{attribute}")
    # The errors of what was not parsed are fixed sentences with a line and column.
    fixed = {"json_invalid", "url_syntax_violation"}
    for kind, template in _of_pydantic().items():
        if any(one in template for one in repeats) and not kind.endswith("_parsing") and kind not in fixed:
            error = ErrorDetails(
                type=kind, loc=("it",), msg=f"with {_PLANTED}", input=_PLANTED, ctx={"error": _PLANTED}
            )
            assert _PLANTED not in by_our_names(error, [], "unknown_field").message()


def test_every_error_of_ours_is_made_of_a_type_that_is_listed() -> None:
    source = ROOT / "src" / "placement"
    making = [path.name for path in source.rglob("*.py") if "PydanticCustomError(" in path.read_text(encoding="utf-8")]
    assert making == ["input_errors.py"]


def test_an_error_of_no_type_is_the_authors_mistake() -> None:
    with pytest.raises(KeyError, match="invalid"):
        input_error("invalid", "expected something else")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("suicide risk", "suicide_risk"),
        (" Suicide-Risk ", "suicide_risk"),
        ("suicid_risk", "suicide_risk"),
        ("risk_of_suicide_or_worse_" * 9, None),
        ("weather", None),
        (7, None),
    ],
)
def test_the_nearest_name_is_one_of_ours_or_none(name: object, expected: str | None) -> None:
    assert nearest(name, [scale.id for scale in Assessment.scales]) == expected


def test_names_that_are_no_ids_are_not_shown_in_the_place_of_an_error() -> None:
    place = ("visits", 3, "a", "he lives with Bob", "", "x" * 65, "\ud800")
    assert shown_place(place) == ("visits", 3, "a", *["(not shown)"] * 4)


def test_the_page_of_error_types_lists_every_one() -> None:
    page = (ROOT / "docs" / "reference" / "input_errors.md").read_text(encoding="utf-8")
    assert [line for line in ERROR_TYPES if f"| `{line}` |" not in page] == []
