"""Scores of instruments from FHIR Observations, by codes that were verified or that the caller answers for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, Self, TypeAlias

from placement.errors import ResourceError
from placement.fhir.coding import LOINC, is_loinc
from placement.fhir.models import Observation, Resource, as_json, read
from placement.fhir.observation_values import Measure, ObservationReading, ScoredByTotal
from placement.fhir.subjects import subject_mistakes, subjects_mistakes
from placement.instruments import INSTRUMENTS, AuditC, Observed, Phq9, Summed
from placement.instruments.substance import Sex
from placement.language.words import INSTRUMENT_SYSTEM

_Unknown: TypeAlias = Literal["refuse", "skip"]

_ITEM_9: Final = (LOINC, Phq9.item_9_loinc)


@dataclass(frozen=True, slots=True)
class SkippedObservation:
    """An Observation that was not read.

    Attributes:
        number: Its number, from 1.
        mistakes: Why, by field; no value is repeated.
    """

    number: int
    mistakes: tuple[str, ...]


class Scores(tuple[Observed, ...]):  # noqa: SLOT001 - a tuple of any length holds no slot beside its items
    """What Observations said, for `Assessment.with_instruments`: a tuple, with what was not read beside it.

    Attributes:
        skipped: Observations that were passed over.
    """

    skipped: tuple[SkippedObservation, ...]

    def __new__(cls, observed: Iterable[Observed] = (), skipped: Iterable[SkippedObservation] = ()) -> Self:
        """Hold what was read and what was not."""
        scores = super().__new__(cls, tuple(observed))
        scores.skipped = tuple(skipped)
        return scores


def observation_codes(codes: Mapping[str, str] | None = None) -> dict[tuple[str, str], ScoredByTotal]:
    """Return the codings of total scores that are read: system and code, with the instrument.

    Args:
        codes: LOINC codes of total scores by the instrument's id, beside those that were verified in published
            implementation guides. The check digit is verified; what the code stands for is the caller's to know.

    Raises:
        ValueError: There is no such instrument, or a code is not of LOINC's form, has the wrong check digit, or is
            that of another score.
    """
    known: dict[str, ScoredByTotal] = {
        name: kind for name, kind in INSTRUMENTS.items() if issubclass(kind, Summed | AuditC)
    }
    by_code = {
        (LOINC, instrument.loinc.total): instrument for instrument in known.values() if instrument.loinc is not None
    }
    by_code |= {(INSTRUMENT_SYSTEM, name): instrument for name, instrument in known.items()}
    for name, code in (codes or {}).items():
        if name not in known:
            message = f"`codes`: expected instruments among {', '.join(f'`{instrument}`' for instrument in known)}"
            raise ValueError(message)
        if not is_loinc(code):
            raise ValueError(f"`codes`: `{name}`: expected a LOINC code with its check digit")
        if (LOINC, code) == _ITEM_9 or by_code.setdefault((LOINC, code), known[name]) is not known[name]:
            raise ValueError(f"`codes`: `{name}`: expected a code that no other score has")
    return by_code


def from_observations(
    observations: Iterable[object],
    *,
    codes: Mapping[str, str] | None = None,
    sex: Sex | None = None,
    subject: str | None = None,
    unknown: _Unknown = "refuse",
) -> Scores:
    """Return what scores say, for `Assessment.with_instruments`.

    An Observation without a value says nothing. A time is taken over where it has its offset from UTC; a date alone is
    no time, and the age of such a score counts as unknown. What single items would say is not known from a total, but
    for the ninth of PHQ-9, which is read beside it (as a component) and by itself.

    Args:
        observations: Observations of scores: models, JSON texts or mappings. Those that have a
            subject have to be about the same patient, by reference or identifier; a name alone does for one only.
        codes: Further LOINC codes of totals by the instrument's id; see `observation_codes`.
        sex: Which published threshold of AUDIT-C to use; the lowest if None.
        subject: Whom the caller expects them to be about, such as `Patient/1`. One that does not say is read.
        unknown: What to do with an Observation that cannot be read, measures something else, or is about another
            person than `subject`: "refuse" all, or "skip" it and return it in `skipped`. Two patients are refused
            either way.

    Raises:
        ResourceError: One is no Observation, not final, of no instrument whose total says something, contradicts
            itself, is or may be about another person than the patient, or its value is no such total. Every mistake is
            named by the number of the Observation, from 1; no value is repeated.
        ValueError: As `observation_codes`; or `sex` or `unknown` is none of those that there are.
    """
    if unknown not in {"refuse", "skip"}:
        raise ValueError("`unknown`: expected `refuse` or `skip`")
    AuditC.threshold(sex)
    known = {coding: Measure(instrument) for coding, instrument in observation_codes(codes).items()}
    known[_ITEM_9] = Measure(Phq9, item=True)
    if isinstance(observations, str | bytes | Mapping | Resource):
        raise ResourceError("`Observation`", ["expected several, as a list"])
    observed: list[Observed] = []
    skipped: list[SkippedObservation] = []
    subjects: dict[int, Mapping[str, Any] | None] = {}
    for number, resource in enumerate(observations, 1):
        try:
            content = as_json(read(Observation, resource))
            reading = ObservationReading(content, known)
            reading.mistakes += subject_mistakes(content, subject)
            entries = reading.observed(sex)
        except ResourceError as error:
            skipped.append(SkippedObservation(number, error.mistakes))
            continue
        observed += entries
        subjects[number] = content.get("subject")
    refused = skipped if unknown == "refuse" else ()
    mistakes = [f"{refusal.number}: {mistake}" for refusal in refused for mistake in refusal.mistakes]
    if mistakes := [*mistakes, *subjects_mistakes(subjects)]:
        raise ResourceError("`Observation`", mistakes)
    return Scores(observed, skipped)
