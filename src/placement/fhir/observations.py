"""Scores of instruments from FHIR Observations, by codes that were verified or that the caller answers for."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from placement.errors import ResourceError
from placement.fhir.coding import LOINC, is_loinc
from placement.fhir.models import Observation, as_json, read
from placement.instruments import INSTRUMENTS, AuditC, Instrument, Observed, Summed
from placement.recommendation.addresses import INSTRUMENT_SYSTEM

__all__ = ["from_observations", "observation_codes"]

_FINAL: Final = frozenset({"final", "amended", "corrected"})
_HIGHEST_ITEM: Final = 4  # of AUDIT-C, whose total alone says what there is to say

Sex: TypeAlias = Literal["female", "male"]


def _scored_by_total() -> dict[str, type[Instrument]]:
    """Return the instruments of which the total alone says something."""
    return {name: one for name, one in INSTRUMENTS.items() if issubclass(one, Summed | AuditC)}


def observation_codes(codes: Mapping[str, str] | None = None) -> dict[tuple[str, str], type[Instrument]]:
    """Return the codings of total scores that are read: system and code, with the instrument.

    Args:
        codes: LOINC codes of total scores by the instrument's id, beside those that were verified in published
            implementation guides. The check digit is verified; what the code stands for is the caller's to know.

    Raises:
        ValueError: There is no such instrument, or a code is not of LOINC's form or has the wrong check digit.
    """
    known = _scored_by_total()
    found: dict[tuple[str, str], type[Instrument]] = {
        (LOINC, one.loinc.total): one for one in known.values() if one.loinc is not None
    }
    found |= {(INSTRUMENT_SYSTEM, name): one for name, one in known.items()}
    for name, code in (codes or {}).items():
        if name not in known:
            message = f"`codes`: expected instruments among {', '.join(f'`{one}`' for one in known)}"
            raise ValueError(message)
        if not is_loinc(code):
            message = f"`codes`: `{name}`: expected a LOINC code with its check digit"
            raise ValueError(message)
        found[LOINC, code] = known[name]
    return found


def from_observations(
    observations: Iterable[object], *, codes: Mapping[str, str] | None = None, sex: Sex | None = None
) -> tuple[Observed, ...]:
    """Return what total scores say, for `Assessment.with_instruments`.

    An Observation without a value says nothing. A time is taken over where it has its offset from UTC; a date alone is
    no time, and the age of such a score counts as unknown. What single items would say is not known from a total.

    Args:
        observations: Observations of total scores: models, JSON texts or mappings.
        codes: Further LOINC codes by the instrument's id; see `observation_codes`.
        sex: Which published threshold of AUDIT-C to use; the lower one if None.

    Raises:
        ResourceError: One is no Observation, not final, of no instrument whose total says something, or its value is
            no such total. Every mistake is named by the number of the Observation, from 1; no value is repeated.
        ValueError: As `observation_codes`.
    """
    known = observation_codes(codes)
    found: list[Observed] = []
    mistakes: list[str] = []
    for number, one in enumerate(observations, 1):
        try:
            found += _observed(as_json(read(Observation, one)), known, sex)
        except ResourceError as error:
            mistakes += [f"{number}: {mistake}" for mistake in error.mistakes]
    if mistakes:
        raise ResourceError("`Observation`", mistakes)
    return tuple(found)


def _observed(
    observation: dict[str, Any], known: Mapping[tuple[str, str], type[Instrument]], sex: Sex | None
) -> tuple[Observed, ...]:
    codings: list[dict[str, Any]] = observation.get("code", {}).get("coding", [])
    instruments = {known.get((one.get("system", ""), one.get("code", ""))) for one in codings} - {None}
    mistakes = list(_of_another_kind(observation, len(instruments)))
    if mistakes:
        raise ResourceError("`Observation`", mistakes)
    (instrument,) = instruments
    values = [name for name in observation if name.startswith("value")]
    if not values:
        return ()
    total = _total(observation)
    said = None if instrument is None or total is None else _said(instrument, total, _taken_at(observation), sex)
    if said is None:
        expected = "`value`: expected a total that the instrument can give, as `valueInteger` or `valueQuantity`"
        raise ResourceError("`Observation`", [expected])
    return said


def _of_another_kind(observation: dict[str, Any], instruments: int) -> Iterator[str]:
    if observation["status"] not in _FINAL:
        yield f"`status`: expected one of {', '.join(sorted(_FINAL))}"
    if "modifierExtension" in observation:
        yield "`modifierExtension`: expected none, as it could change what the value means"
    if instruments != 1:
        yield "`code`: expected the total score of one instrument that is known here"


def _total(observation: dict[str, Any]) -> int | None:
    if "valueInteger" in observation:
        whole: int = observation["valueInteger"]
        return whole
    quantity: dict[str, Any] = observation.get("valueQuantity", {})
    value = quantity.get("value")
    unit = quantity.get("code", quantity.get("unit", "1"))
    if "comparator" in quantity or unit not in {"1", "{score}", "score"} or not isinstance(value, int | float):
        return None
    return int(value) if int(value) == value else None


def _taken_at(observation: dict[str, Any]) -> datetime | None:
    text = observation.get("effectiveInstant", observation.get("effectiveDateTime", ""))
    try:
        at = datetime.fromisoformat(text)
    except ValueError:  # a year, or a month of it
        return None
    return None if at.utcoffset() is None else at


def _said(
    instrument: type[Instrument], total: int, at: datetime | None, sex: Sex | None
) -> tuple[Observed, ...] | None:
    """Return what a total says; None if there is no such total."""
    if issubclass(instrument, Summed):
        if not 0 <= total <= instrument.highest():
            return None
        return instrument.of_total(total, taken_at=at)
    if not 0 <= total <= 3 * _HIGHEST_ITEM:
        return None
    each = [min(_HIGHEST_ITEM, max(0, total - before)) for before in (0, _HIGHEST_ITEM, 2 * _HIGHEST_ITEM)]
    return AuditC(item_1=each[0], item_2=each[1], item_3=each[2], sex=sex, taken_at=at).observed()
