"""The types of errors that an input can meet: stable, for programs to branch on, and none repeats what came in.

What pydantic says of an input is put into these types as well; its messages stay where they repeat nothing.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from pydantic_core import ErrorDetails, PydanticCustomError

ERROR_TYPES: Final[Mapping[str, str]] = {
    "unknown_scale": "A field of an assessment is none of its questions.",
    "unknown_anchor": "An answer is text, and no anchor of its scale.",
    "position_out_of_range": "An answer is a number, and no position of its scale.",
    "not_an_adult": "The person is no adult, and the rulebook is for adults. By itself it is raised as `OutOfScope`.",
    "age_out_of_scope": "The rulebook is not for people of that age, and not for adults as such; raised likewise.",
    "provenance_mismatch": "What was observed is not of a scale that is asked, not in its anchors, or not of one part.",
    "unknown_field": "A field that the model does not have.",
    "missing_field": "A field that the model needs is not there.",
    "given_twice": "A JSON object gives a field twice, or a list a value that may stand in it once.",
    "wrong_kind": "A value is not of the kind that is expected, such as text for a number.",
    "wrong_form": "A value is of the right kind and cannot be read, such as text that is no date.",
    "out_of_range": "A number is too small or too large.",
    "unknown_value": "A value is none of those that there are.",
    "unknown_service": "A service that there is not.",
    "service_needed": "No service, where one is needed.",
    "day_out_of_range": "A day in another century.",
    "unknown_reason": "A reason for a discrepancy that is not in the list.",
    "unknown_consequence": "A consequence of a discrepancy that is not in the list.",
    "none_beside_others": "No consequence, and others beside it.",
    "ceiling_below_recommended": "The ceiling of a discrepancy is below what was recommended.",
    "acceptable_and_refused": "A service is both acceptable and refused.",
    "actual_not_available": "The service that was given is not among those that could be had.",
    "reasons_not_expected": "There are reasons, and what was given is what was recommended.",
    "reasons_missing": "There are no reasons, and what was given is not what was recommended.",
    "explanation_missing": "A reason says too little without an explanation.",
    "ended_before_began": "An episode ends before it begins.",
    "visits_out_of_order": "Visits are not in the order of their days, or two are on one.",
    "visit_outside_episode": "A visit is before its episode began, or after it ended.",
    "no_episodes": "A course has no episode.",
    "episode_not_ended": "An episode lasts, and another one follows.",
    "episodes_overlap": "An episode begins before the one before it ended.",
    "transfer_not_expected": "A transfer does not continue the episode before.",
    "transfer_missing": "The same service went on elsewhere, and no reason is given.",
    "not_json": "Text is not JSON.",
    "unreadable": "An input is nested too deeply, or ends with an error.",
    "frozen": "A field of something that does not change was to be set.",
    "more_errors": "There are more errors, which are counted and not listed.",
}
"""Every type, and when it is met."""

OUT_OF_SCOPE: Final = frozenset({"not_an_adult", "age_out_of_scope"})
"""Types of what is raised as `OutOfScope` by itself."""

_HIDDEN: Final = "(not shown)"
_LONGEST: Final = 64
_NAME: Final = re.compile(rf"[A-Za-z_][A-Za-z0-9_.\[\]-]{{0,{_LONGEST - 1}}}")
_QUOTED: Final = re.compile(r"'([^']*)'")

_OF_PYDANTIC: Final = {
    "extra_forbidden": "unknown_field",
    "missing": "missing_field",
    "union_tag_not_found": "missing_field",
    "enum": "unknown_value",
    "literal_error": "unknown_value",
    "union_tag_invalid": "unknown_value",
    "greater_than": "out_of_range",
    "greater_than_equal": "out_of_range",
    "less_than": "out_of_range",
    "less_than_equal": "out_of_range",
    "string_pattern_mismatch": "wrong_form",
    "string_unicode": "wrong_form",
    "date_parsing": "wrong_form",
    "date_from_datetime_parsing": "wrong_form",
    "datetime_parsing": "wrong_form",
    "datetime_from_date_parsing": "wrong_form",
    "timezone_aware": "wrong_form",
    "json_invalid": "not_json",
    "recursion_loop": "unreadable",
    "recursion_depth_exceeded": "unreadable",
    "iteration_error": "unreadable",
    "frozen_field": "frozen",
    "frozen_instance": "frozen",
}
_SAID_OTHERWISE: Final = {
    "iteration_error": "Input cannot be read to its end",
    **dict.fromkeys(
        (
            "assertion_error",
            "bytes_invalid_encoding",
            "datetime_object_invalid",
            "get_attribute_error",
            "mapping_type",
            "no_such_attribute",
            "timezone_offset",
            "value_error",
        ),
        "Input cannot be used",
    ),
}
"""pydantic's messages for these repeat what was read, or what an object of the caller's says when it fails."""

_LIMITS: Final = {"ge": "least", "gt": "above", "le": "most", "lt": "below"}


def input_error(kind: str, expected: str, **context: Any) -> PydanticCustomError:  # noqa: ANN401 - JSON values
    """Return an error for a validator to raise.

    Args:
        kind: One of `ERROR_TYPES`.
        expected: The message: what was expected, and nothing of what came.
        **context: What a program may want to know of it, such as `allowed`; None is left out.

    Raises:
        KeyError: There is no such type.
    """
    if kind not in ERROR_TYPES:
        raise KeyError(kind)
    known = {name: value for name, value in context.items() if value is not None}
    return PydanticCustomError(kind, expected, known or None)  # pyright: ignore[reportArgumentType] - not literal


def nearest(name: object, allowed: Iterable[str]) -> str | None:
    """Return the allowed name that is most like one that is not; None where none is much like it."""
    if not isinstance(name, str) or len(name) > _LONGEST:
        return None
    written = {key.lower(): key for key in allowed}
    plain = re.sub(r"[\s-]+", "_", name.strip().lower())
    return next((written[candidate] for candidate in get_close_matches(plain, written, n=1)), None)


def shown_place(place: Sequence[int | str]) -> tuple[int | str, ...]:
    """Return where an error is, without names that are no ids: they may be anything that was typed."""
    return tuple(part if isinstance(part, int) or _NAME.fullmatch(part) else _HIDDEN for part in place)


def by_our_names(error: ErrorDetails, fields: Sequence[str], unknown: str) -> PydanticCustomError:
    """Return an error of pydantic's as one of our types.

    Args:
        error: One line of pydantic's error, which may be of our types already.
        fields: The fields of the model, as they are written.
        unknown: The type of an error about a field that is none of them.
    """
    kind, place, context = error["type"], error["loc"], error.get("ctx", {})
    if kind in ERROR_TYPES:
        return input_error(kind, error["msg"], **context)
    if kind == "extra_forbidden" and len(place) == 1:
        alike = nearest(place[0], fields)
        message = f"no such {'question' if unknown == 'unknown_scale' else 'field'}"
        return input_error(
            unknown, message + (f": is it `{alike}`?" if alike else ""), allowed=[*fields], nearest=alike
        )
    ours = _OF_PYDANTIC.get(kind, "wrong_kind")
    if ours == "unknown_value":
        allowed = _QUOTED.findall(str(context.get("expected", context.get("expected_tags", ""))))
        message = f"Input should be one of {', '.join(allowed)}" if kind == "union_tag_invalid" else error["msg"]
        return input_error(ours, message, allowed=allowed, nearest=nearest(error.get("input"), allowed))
    limits = {_LIMITS[name]: value for name, value in context.items() if name in _LIMITS}
    return input_error(ours, _SAID_OTHERWISE.get(kind, error["msg"]), **limits)
