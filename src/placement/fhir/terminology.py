"""Code systems and value sets of a rulebook, and a map from its services to a jurisdiction's own codes."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from placement.assessment.assessment import given_or_shipped
from placement.fhir.coding import (
    UNSURE_CODE,
    rating_names,
    resource_id,
    resource_name,
    rulebook_version,
    system_of,
    value_code,
)
from placement.fhir.guidance import service_names
from placement.fhir.models import CodeSystem, ConceptMap, ValueSet
from placement.instruments import INSTRUMENTS
from placement.language.discrepancies import DISCREPANCY_REASONS
from placement.language.words import INSTRUMENT_SYSTEM, REASON_SYSTEM
from placement.recommendation.contradictions import OBSERVED_CONFLICTS
from placement.rulebook.rulebook import Rulebook

_Concepts = Sequence[tuple[str, str]]


def code_systems(rulebook: Rulebook | None = None) -> tuple[CodeSystem, ...]:
    """Return the code systems of a rulebook: of each scale, and of all else that is coded in what this package writes.

    A scale's codes are its anchors, with their positions, and `unsure`. What the rulebook has none of is left out.

    Args:
        rulebook: The rulebook; the shipped one if None.
    """
    book = given_or_shipped(rulebook)
    version = rulebook_version(book)
    systems: list[CodeSystem] = []
    for scale in book.scales:
        concepts = [*((anchor.key, anchor.label) for anchor in scale), (UNSURE_CODE, "unsure")]
        positions = {anchor.key: int(anchor) for anchor in scale}
        systems.append(_system(book, system_of(book, scale.id), version, scale.title(), concepts, positions=positions))
    of_rulebook = ((system_of(book, name), version, title, concepts) for name, title, concepts in _others(book))
    systems += [_system(book, *described) for described in (*of_rulebook, *_everywhere(book)) if described[-1]]
    return tuple(systems)


def _others(rulebook: Rulebook) -> Iterable[tuple[str, str, _Concepts]]:
    yield "questions", "Questions", [(scale.id, scale.title()) for scale in rulebook.scales]
    yield "dimensions", "Dimensions", [(dimension.id, dimension.title) for dimension in rulebook.dimensions]
    yield "ratings", "Ratings of a dimension", [(str(place), word) for place, word in enumerate(rating_names(rulebook))]
    levels = [(level.level, level.name or level.level) for level in rulebook.grouped]
    yield "levels", rulebook.words.codes.levels, levels
    yield "services", "Services", list(service_names(rulebook).items())
    for track in rulebook.tracks:
        if track.id != rulebook.headline_track.id:
            yield track.id, track.title(), [(value_code(value), str(value)) for value in track]
    yield "flags", "What must happen whatever the level", [(flag.id, flag.text) for flag in rulebook.flags]
    conflicts = {**{conflict.id: conflict.text for conflict in rulebook.conflicts}, **OBSERVED_CONFLICTS}
    yield "conflicts", "Answers that contradict each other", list(conflicts.items())


def _system(  # noqa: PLR0913 - one argument for each thing that a code system says of itself
    rulebook: Rulebook,
    url: str,
    version: str,
    title: str,
    concepts: _Concepts,
    *,
    positions: Mapping[str, int] | None = None,
) -> CodeSystem:
    listed: list[dict[str, Any]] = [{"code": code, "display": display} for code, display in concepts]
    content: dict[str, Any] = {
        "resourceType": "CodeSystem",
        "id": resource_id(url.rpartition("/")[2]),
        "url": url,
        "version": version,
        "name": resource_name(url.rpartition("/")[2]),
        "title": title,
        "status": "active",
        "description": rulebook.words.notice,
        "caseSensitive": True,
        "content": "complete",
        "count": len(listed),
        "concept": listed,
    }
    if positions:
        meaning = "0 is the most favourable; a larger one is more need"
        content["property"] = [{"code": "position", "description": meaning, "type": "integer"}]
        for entry in listed:
            if entry["code"] in positions:
                entry["property"] = [{"code": "position", "valueInteger": positions[entry["code"]]}]
    return CodeSystem.model_validate(content)


def _everywhere(rulebook: Rulebook) -> Iterable[tuple[str, str, str, _Concepts]]:
    """Go through what no rulebook declares: instruments that speak of its scales, and reasons to differ from it."""
    asked = {scale.id for scale in rulebook.scales}
    instruments = [(name, kind.title) for name, kind in INSTRUMENTS.items() if kind.scale.id in asked]
    reasons = [(reason.id, reason.text) for reason in DISCREPANCY_REASONS]
    yield INSTRUMENT_SYSTEM, "1", "Total scores of instruments", instruments
    yield REASON_SYSTEM, "1", "Reasons for giving other than what is recommended", reasons


def value_sets(rulebook: Rulebook | None = None) -> tuple[ValueSet, ...]:
    """Return a value set for each code system of a rulebook: all its codes."""
    return tuple(
        ValueSet.model_validate(
            {
                "resourceType": "ValueSet",
                "id": system.id,
                "url": str(system.url).replace("/CodeSystem/", "/ValueSet/"),
                "version": system.version,
                "name": system.name,
                "title": system.title,
                "status": "active",
                "compose": {"include": [{"system": system.url, "version": system.version}]},
            }
        )
        for system in code_systems(rulebook)
    )


def service_map(
    codes: Mapping[str, tuple[str, str] | None], target: str, *, name: str, rulebook: Rulebook | None = None
) -> ConceptMap:
    """Return a map from the services of a rulebook to the codes of a jurisdiction or payer.

    Which of their codes means the same service is theirs and the caller's to say; nothing is guessed.

    Args:
        codes: For each service that is mapped, such as `"2.1"`, a code and its display; None where the jurisdiction has
            no such service. Services that are left out are not in the map.
        target: Address of the jurisdiction's code system.
        name: What the map is called, in kebab case.
        rulebook: The rulebook whose services are mapped; the shipped one if None.

    Raises:
        ValueError: A service is not one of the rulebook's.
    """
    book = given_or_shipped(rulebook)
    known = service_names(book)
    if unknown := [code for code in codes if code not in known]:
        raise ValueError(f"`codes`: expected services among {', '.join(known)}; {len(unknown)} are not")
    return ConceptMap.model_validate(
        {
            "resourceType": "ConceptMap",
            "id": resource_id(name),
            "url": f"{book.words.codes.base}/ConceptMap/{name}",
            "version": rulebook_version(book),
            "name": resource_name(name),
            "status": "draft",
            "description": book.words.notice,
            "group": [
                {
                    "source": system_of(book, "services"),
                    "target": target,
                    "element": [
                        {"code": service, "display": known[service], "target": [_target(mapped)]}
                        for service, mapped in codes.items()
                    ],
                }
            ],
        }
    )


def _target(mapped: tuple[str, str] | None) -> dict[str, str]:
    if mapped is None:
        return {"equivalence": "unmatched"}
    return {"code": mapped[0], "display": mapped[1], "equivalence": "equivalent"}
