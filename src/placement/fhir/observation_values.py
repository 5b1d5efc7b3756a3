"""What stands in one Observation: whole numbers by what they measure, and what must not stand together."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

from placement.errors import ResourceError
from placement.fhir.coding import LOINC, gives_absence
from placement.fhir.subjects import focus_mistakes
from placement.instruments import Audit, AuditC, Observed, Phq9, Summed
from placement.instruments.substance import Sex

ScoredByTotal: TypeAlias = type[Summed | AuditC]
"""An instrument of which the total says something even without its items."""

_FINAL: Final = frozenset({"final", "amended", "corrected"})
_HIGHEST_ITEM: Final = 3
_ANSWERS: Final = {"LA6568-5": 0, "LA6569-3": 1, "LA6570-1": 2, "LA6571-9": 3}
"""Answers to an item of PHQ-9, by the LOINC codes that published implementation guides have for them."""


_DOUBTFUL: Final = frozenset({"comparator", "_comparator", "_code", "_unit"})
"""Parts of a Quantity beside which its value does not stand alone; `_` says that there is more to a primitive."""


class Measure(NamedTuple):
    """What a code measures.

    Attributes:
        instrument: The instrument.
        item: Whether it is the ninth item of PHQ-9 and not a total.
    """

    instrument: ScoredByTotal
    item: bool = False

    def highest(self) -> int:
        """Return the highest value that there is."""
        return _HIGHEST_ITEM if self.item else self.instrument.highest()

    def expected(self) -> str:
        """Return what a value has to be."""
        if self.item:
            return "expected a value from 0 to 3, as `valueInteger`, `valueQuantity` or a LOINC answer code"
        return "expected a total that the instrument can give, as `valueInteger` or `valueQuantity`"


class ObservationReading:
    """Goes through one Observation and its components.

    A component that measures nothing which is known here is a detail of the total, and is passed over.

    Attributes:
        mistakes: What is wrong, by field.
    """

    def __init__(self, observation: Mapping[str, Any], known: Mapping[tuple[str, str], Measure]) -> None:
        """Read an Observation, as JSON values; `known` says what each coding measures, by system and code."""
        self._known = known
        self._values: dict[Measure, int] = {}
        self._spoken: set[Measure] = set()
        self._at = _taken_at(observation)
        self.mistakes = list(self._all(observation))

    def observed(self, sex: Sex | None) -> tuple[Observed, ...]:
        """Return what the values say.

        Raises:
            ResourceError: There are mistakes, or the ninth item of PHQ-9 cannot be part of its total.
        """
        if self.mistakes:
            raise ResourceError("`Observation`", self.mistakes)
        try:
            read = (self._observed_by(measure, value, sex) for measure, value in self._values.items())
            return tuple(chain.from_iterable(read))
        except ValueError:  # each value is possible by itself
            mistake = "`component`: expected a ninth item that can be part of the total"
        raise ResourceError("`Observation`", [mistake])

    def _observed_by(self, measure: Measure, value: int, sex: Sex | None) -> tuple[Observed, ...]:
        instrument, at = measure.instrument, self._at
        if measure.item:
            return () if Measure(Phq9) in self._values else Phq9.of_item_9(value, taken_at=at)
        if issubclass(instrument, Phq9):
            return instrument.of_total(value, item_9=self._values.get(Measure(Phq9, item=True)), taken_at=at)
        if issubclass(instrument, Audit | AuditC):
            return instrument.of_total(value, sex=sex, taken_at=at)
        return instrument.of_total(value, taken_at=at)

    def _all(self, observation: Mapping[str, Any]) -> Iterator[str]:
        if observation.get("status") not in _FINAL:
            yield f"`status`: expected one of {', '.join(sorted(_FINAL))}"
        yield from focus_mistakes(observation)
        measures = self._measures(observation)
        if len(measures) == 1:
            yield from self._element(observation, "", *measures)
        else:
            yield "`code`: expected the total score of one instrument that is known here"
        for number, component in enumerate(observation.get("component", ())):
            measures = self._measures(component)
            if len(measures) > 1:
                yield f"`component.{number}.code`: expected a code for one score"
            elif measures:
                yield from self._element(component, f"component.{number}.", *measures)

    def _measures(self, element: Mapping[str, Any]) -> set[Measure]:
        codings: list[dict[str, Any]] = element.get("code", {}).get("coding", [])  # null is as if absent
        read = ((coding.get("system", ""), coding.get("code", "")) for coding in codings)
        return {self._known[coding] for coding in read if coding in self._known}

    def _element(self, element: Mapping[str, Any], place: str, measure: Measure) -> Iterator[str]:
        values = [name for name in element if name.startswith("value")]
        absent = "dataAbsentReason" in element or _absent_primitive(element)
        if not values and not absent:
            return
        if measure in self._spoken:
            yield f"`{place}code`: expected one value, or reason for there being none, for each code"
        self._spoken.add(measure)
        if values and absent:
            yield f"`{place}dataAbsentReason`: expected no value beside it"
        elif values:
            value = _whole(element, measure)
            if value is None:
                yield f"`{place}value`: {measure.expected()}"
            else:
                self._values[measure] = value


def _absent_primitive(element: Mapping[str, Any]) -> bool:
    """Say whether an extension of the value says why there is none."""
    beside = [part for name, part in element.items() if name.startswith("_value")]
    return any(map(gives_absence, beside))


def _whole(element: Mapping[str, Any], measure: Measure) -> int | None:
    """Return the value; None where there is no such one."""
    value = element.get("valueInteger")
    if "valueQuantity" in element:
        value = _quantity(element["valueQuantity"])
    elif measure.item and "valueCodeableConcept" in element:
        codings: list[dict[str, Any]] = element["valueCodeableConcept"].get("coding", [])
        answers = {_ANSWERS.get(coding.get("code", "")) for coding in codings if coding.get("system") == LOINC}
        value = answers.pop() if len(answers) == 1 else None
    return value if value is not None and 0 <= value <= measure.highest() else None


def _quantity(quantity: Mapping[str, Any]) -> int | None:
    """Return the number; None where its unit, or what it is compared with, is another one or is not known."""
    value = quantity.get("value")
    unit = quantity.get("code", quantity.get("unit", "1"))
    if quantity.keys() & _DOUBTFUL or unit not in {"1", "{score}", "score"} or not isinstance(value, int | float):
        return None
    return int(value) if int(value) == value else None


def _taken_at(observation: Mapping[str, Any]) -> datetime | None:
    text = observation.get("effectiveInstant", observation.get("effectiveDateTime", ""))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:  # a year, or a month of it
        return None
    return None if at.utcoffset() is None else at
