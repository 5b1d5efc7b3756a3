"""Reading the items of a QuestionnaireResponse: an answer for each linkId, or a mistake that names it."""

from collections.abc import Iterator
from typing import Any, Final, cast

from placement.assessment.answers import UNSURE
from placement.fhir.coding import ABSENT, ABSENT_REASONS, UNSURE_CODE, system_of
from placement.fhir.questionnaire import AGE, group_id
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

_NO_ANSWER: Final = object()


class Reading:
    """Goes through the items of one response.

    Attributes:
        answers: Answers by scale, and the age, as an assessment takes them; what was not asked is left out.
    """

    def __init__(self, rulebook: Rulebook) -> None:
        """Read answers to the questions of this rulebook."""
        self.answers: dict[str, Any] = {}
        self._rulebook = rulebook
        self._groups = {group_id(dimension) for dimension in rulebook.dimensions}
        self._seen: set[str] = set()

    def mistakes_in(self, response: dict[str, Any]) -> list[str]:
        """Read every item; return what is wrong, by linkId."""
        return list(self._items(response, ""))

    def _items(self, holder: dict[str, Any], place: str) -> Iterator[str]:
        for number, item in enumerate(holder.get("item", ()), 1):
            yield from self._item(item, f"{place}item {number}")

    def _item(self, item: dict[str, Any], place: str) -> Iterator[str]:
        name: str = item.get("linkId", "")
        answers: list[dict[str, Any]] = item.get("answer", [])
        if name in self._groups:
            if answers or _reasons(item):
                yield f"`{name}`: expected no answer to a group, and no reason for absence"
            yield from self._items(item, f"{place}, ")
        elif name != AGE and name not in self._rulebook.scale_named:
            yield f"{place}: a linkId that the questionnaire does not have"
        elif name in self._seen:
            yield f"`{name}`: answered twice"
        elif any("item" in holder for holder in (item, *answers)):
            yield f"`{name}`: expected no items below a question"
        elif len(answers) > 1:
            yield f"`{name}`: expected one answer"
        else:
            self._seen.add(name)
            yield from self._question(item, answers[0] if answers else {}, name)

    def _question(self, item: dict[str, Any], given: dict[str, Any], name: str) -> Iterator[str]:
        value = self._value(name, given)
        reasons = _reasons(item, given, *(_element(part) for field, part in given.items() if _is_value(field)))
        if value is not _NO_ANSWER and reasons:
            yield f"`{name}`: expected an answer or a reason for there being none"
        elif reasons - ABSENT_REASONS.keys():
            yield f"`{name}`: expected one of the reasons {', '.join(ABSENT_REASONS)}"
        elif value is None:
            yield f"`{name}`: {self._expected(name)}"
        elif value is not _NO_ANSWER:
            self.answers[name] = value
        elif name != AGE and any(ABSENT_REASONS[reason] == UNSURE for reason in reasons):
            self.answers[name] = UNSURE

    def _value(self, name: str, given: dict[str, Any]) -> object:
        """Return the answer; None where it is not allowed."""
        if not any(_is_value(field) and _says_something(part) for field, part in given.items()):
            return _NO_ANSWER
        if name == AGE:
            return given.get("valueInteger")
        scale = self._rulebook.scale_named[name]
        coding: dict[str, Any] = given.get("valueCoding", {})
        known = {UNSURE_CODE: UNSURE, **{anchor.key: anchor.key for anchor in scale}}
        return known.get(coding.get("code", "")) if coding.get("system") == self._system(scale) else None

    def _system(self, scale: type[Scale]) -> str:
        return system_of(self._rulebook, scale.id)

    def _expected(self, name: str) -> str:
        if name == AGE:
            return "expected a `valueInteger`"
        scale = self._rulebook.scale_named[name]
        codes = ", ".join((*(anchor.key for anchor in scale), UNSURE_CODE))
        return f"expected a `valueCoding` of `{self._system(scale)}` with one of the codes {codes}"


def _is_value(field: str) -> bool:
    """Say whether a field is the value of an answer, or what JSON has beside a primitive one (`_valueInteger`)."""
    return field.removeprefix("_").startswith("value")


def _element(part: object) -> dict[str, Any]:
    """Return an element with fields of its own; of a primitive, none."""
    return cast("dict[str, Any]", part) if isinstance(part, dict) else {}


def _says_something(part: object) -> bool:
    """Say whether a value is more than its extensions."""
    element = _element(part)
    return not element or bool(element.keys() - {"id", "extension"})


def _reasons(*holders: dict[str, Any]) -> set[str]:
    """Return the reasons for the absence of an answer that elements give."""
    extensions: list[dict[str, Any]] = [extension for holder in holders for extension in holder.get("extension", ())]
    return {str(extension.get("valueCode", "")) for extension in extensions if extension.get("url") == ABSENT}
