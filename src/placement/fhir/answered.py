"""Reading the items of a QuestionnaireResponse: an answer for each linkId, or a mistake that names it."""

from collections.abc import Iterator
from typing import Any, Final

from placement.assessment.answers import UNSURE
from placement.fhir.coding import ABSENT, ABSENT_REASONS, UNSURE_CODE, system_of
from placement.fhir.questionnaire import AGE, group_id
from placement.language.scale import Scale
from placement.rulebook.rulebook import Rulebook

__all__ = ["Reading"]

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
        self._groups = {group_id(one) for one in rulebook.dimensions}
        self._seen: set[str] = set()

    def mistakes_in(self, response: dict[str, Any]) -> list[str]:
        """Read every item; return what is wrong, by linkId."""
        return list(self._items(response, ""))

    def _items(self, holder: dict[str, Any], place: str) -> Iterator[str]:
        for number, item in enumerate(holder.get("item", ()), 1):
            yield from self._item(item, f"{place}item {number}")

    def _item(self, item: dict[str, Any], place: str) -> Iterator[str]:
        name: str = item["linkId"]
        if name in self._groups:
            if "answer" in item:
                yield f"`{name}`: expected no answer to a group"
            yield from self._items(item, f"{place}, ")
        elif name != AGE and name not in self._rulebook.scale_named:
            yield f"{place}: a linkId that the questionnaire does not have"
        elif name in self._seen:
            yield f"`{name}`: answered twice"
        elif "modifierExtension" in item or "item" in item or any("item" in one for one in item.get("answer", ())):
            yield f"`{name}`: expected an answer without modifiers, and no items below it"
        else:
            self._seen.add(name)
            yield from self._question(item, name)

    def _question(self, item: dict[str, Any], name: str) -> Iterator[str]:
        answers: list[dict[str, Any]] = item.get("answer", [])
        if len(answers) > 1:
            yield f"`{name}`: expected one answer"
            return
        given = answers[0] if answers else {}
        value = self._value(name, given)
        reason = next((one for holder in (given, item) if (one := _absent(holder)) is not None), None)
        if value is not _NO_ANSWER and reason is not None:
            yield f"`{name}`: expected an answer or a reason for there being none"
        elif reason is not None and reason not in ABSENT_REASONS:
            yield f"`{name}`: expected one of the reasons {', '.join(ABSENT_REASONS)}"
        elif value is not None:
            answer = ABSENT_REASONS.get(reason or "") if value is _NO_ANSWER else value
            if answer is not None:
                self.answers[name] = answer
        else:
            yield f"`{name}`: {self._expected(name)}"

    def _value(self, name: str, given: dict[str, Any]) -> object:
        """Return the answer; None where it is not allowed."""
        values = [value for field, value in given.items() if field.startswith("value")]
        if not values:
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


def _absent(holder: dict[str, Any]) -> str | None:
    """Return the reason for the absence of an answer that an element gives."""
    found = [one for one in holder.get("extension", ()) if one.get("url") == ABSENT]
    return str(found[0].get("valueCode", "")) if found else None
