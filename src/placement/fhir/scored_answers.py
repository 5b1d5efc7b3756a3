"""Answers that rest on instruments, written so that they stay open where a server drops the extensions of a response.

A server may drop an extension that it does not know, and what is left must not say more than was known. So an item
holds the answer as it stands without the instruments, and the extension has what they said and the answer as it stands
with them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from placement.assessment.answers import UNSURE, Answers, Unsure
from placement.assessment.provenance import said_by_clinician
from placement.fhir.coding import NOT_ASKED
from placement.language.scale import Scale
from placement.language.words import BASE

_OBSERVED: Final = f"{BASE}/StructureDefinition/observed"
"""Extension that keeps what an instrument said, and beside it a clinician: see `Assessment.provenance`."""

_KINDS: Final = {
    "scale": "valueCode",
    "origin": "valueCode",
    "answer": "valueCode",
    "at_least": "valueCode",
    "total": "valueInteger",
    "at": "valueDateTime",
    "stale": "valueBoolean",
    "part": "valueCode",
    "rest": "valueCode",
}
_BESIDE: Final = "item"
"""Part that has the answer that is written in the item; only where it is another than the answer."""
_STANDS: Final = "stands"
"""Part that has the answer as it stands with the instruments."""


def item_answers(assessment: Answers) -> dict[str, Scale | Unsure | None]:
    """Return the answer that is written for each scale: what may be read where nothing is known of instruments.

    Read so, the person is no less open than with the instruments: no dimension is closed that was not, the floor is no
    higher and the ceiling no lower.
    """
    given: dict[str, Scale | Unsure | None] = {scale.id: assessment.answer(scale.id) for scale in assessment.scales}
    low, high = assessment.ends()
    for scale, entries in assessment.observations().items():
        answer = given[scale.id]
        if scale.closes and scale.dimension.need:
            judged = not isinstance(answer, Scale) or isinstance(said_by_clinician(scale, answer, entries), Scale)
            given[scale.id] = answer if judged else UNSURE
        elif not isinstance(answer, Scale) and low[scale.id] == high[scale.id] > 0:
            # Its dimension is closed: without the score, an answer that is not definite would count as 0.
            given[scale.id] = scale.anchor(low[scale.id])
    return given


def observed_extensions(assessment: Answers) -> list[dict[str, Any]]:
    """Return what was observed as extensions of the response, with the answers that stand other than in the items."""
    written = item_answers(assessment)
    apart = {name for name, answer in written.items() if answer != assessment.answer(name)}
    extensions: list[dict[str, Any]] = []
    for entry in assessment.provenance:
        fields = entry.model_dump(mode="json", exclude_defaults=True)
        parts = [{"url": name, _KINDS[name]: value} for name, value in fields.items()]
        if entry.scale in apart:
            apart.remove(entry.scale)
            parts.append({"url": _BESIDE, "valueCode": _code(written[entry.scale])})
            parts.append({"url": _STANDS, "valueCode": _code(assessment.answer(entry.scale))})
        extensions.append({"url": _OBSERVED, "extension": parts})
    return extensions


def read_observed(response: Mapping[str, Any], answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers of a response's items as they stand with the instruments, and the provenance.

    An item that holds another answer than was written with the extension was answered anew, and that answer stands.
    """
    provenance: list[dict[str, Any]] = []
    stands: dict[str, Any] = {}
    for fields in _observed_fields(response):
        beside, stood = fields.pop(_BESIDE, None), fields.pop(_STANDS, None)
        provenance.append(fields)
        name = fields.get("scale")
        if stood is not None and beside == answers.get(str(name), NOT_ASKED):
            stands[str(name)] = None if stood == NOT_ASKED else stood
    return {**answers, **stands, "provenance": provenance}


def _code(answer: Scale | Unsure | None) -> str:
    if answer is None:
        return NOT_ASKED
    return answer.key if isinstance(answer, Scale) else answer


def _observed_fields(response: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for extension in response.get("extension", ()):
        if extension.get("url") == _OBSERVED:
            parts: list[dict[str, Any]] = extension.get("extension", [])
            yield {name: part.get(_KINDS.get(name, "valueCode")) for part in parts for name in [str(part.get("url"))]}
