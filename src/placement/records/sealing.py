"""Sealing: what is known and what was recommended in, a record out. Nothing is written."""

import platform
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError

from placement.assessment.answers import Answers
from placement.errors import RecordError
from placement.language.scale import Scale
from placement.recommendation.overrides import Discrepancy
from placement.recommendation.place import Engine, place
from placement.recommendation.placement import RulebookReference
from placement.recommendation.recommendation import Recommendation, Recorded
from placement.records.record import FORMAT, DecisionRecord, commitment, new_salt, parts_of, place_of, sealed_digest
from placement.records.replaying import as_parts, differences
from placement.records.store import Rulebooks, find_rulebook
from placement.rulebook.rulebook import Rulebook

if TYPE_CHECKING:
    from placement.records.signature import Ed25519PrivateKey


def _is_of(recorded: Recorded, assessment: Answers) -> bool:
    answer = assessment.answer(recorded.scale)
    if isinstance(answer, Scale):
        return recorded.state == "answered" and recorded.answer == answer.label
    return recorded.state in {"covered", "not recorded" if answer is None else "unsure"}


def _check_fit(assessment: Answers, recommendation: Recommendation) -> None:
    """Raise if the recommendation was not made from these answers, as far as it shows them."""
    recorded = {answer.scale: answer for answer in recommendation.answers}
    asked = [scale.id for scale in assessment.scales]
    differing = [name for name in asked if name not in recorded or not _is_of(recorded[name], assessment)]
    differing += [name for name in recorded if name not in asked]
    if differing:
        listed = ", ".join(f"`{name}`" for name in differing)
        message = f"the recommendation was not made from this assessment: {listed}"
        raise RecordError(message)


def _as_verified(assessment: Answers, rulebook: Rulebook) -> Answers:
    """Return the answers as a verifier of the record will read them."""
    try:
        return rulebook.assessment_model().model_validate(as_parts(assessment))
    except ValidationError as error:
        mistaken = error.errors(include_input=False)[0]["loc"][:1]
    named = "".join(f"`{name}`: " for name in mistaken if name in rulebook.scale_named)
    message = f"{named}is no answer that the rulebook knows"
    raise RecordError(message)


def _check_follows(
    assessment: Answers,
    recommendation: Recommendation,
    shown: dict[str, Any],
    rulebooks: Rulebooks | None,
    engine: Engine,
) -> None:
    """Raise if placing the person again gives anything else than what is to be sealed."""
    reference, held = recommendation.rulebook, recommendation.rulebook_held
    at_hand = rulebooks if held is None or held.digest != reference.digest else (held,)
    rulebook = find_rulebook(reference, at_hand)
    if isinstance(rulebook, str):
        message = f"`rulebook`: {rulebook}: name it in `rulebooks`"
        raise RecordError(message)
    differing = differences(shown, place(_as_verified(assessment, rulebook), rulebook, engine), reference)
    names = ", ".join(f"`{name}`" for name in (*differing.decided, *differing.worded))
    if names:
        message = f"the recommendation does not follow from this assessment: {names}: place the assessment again"
        raise RecordError(message)


def _is_about(discrepancy: Discrepancy, recommendation: Recommendation) -> bool:
    about = (discrepancy.recommended, discrepancy.recommended_ceiling, discrepancy.rulebook)
    return about == (recommendation.floor.service, recommendation.ceiling.service, recommendation.rulebook)


def seal(  # noqa: PLR0913 - one argument for each thing that a record is of
    assessment: Answers,
    recommendation: Recommendation,
    *,
    at: datetime,
    previous: DecisionRecord | str | None = None,
    discrepancy: Discrepancy | None = None,
    key: "Ed25519PrivateKey | None" = None,
    rulebooks: Rulebooks | None = None,
    engine: Engine = "auto",
) -> DecisionRecord:
    """Return a record of one decision, after placing the person again: only what follows from the answers is sealed.

    The salts are new each time, so two records of the same decision have different digests.

    Args:
        assessment: What was known.
        recommendation: What `place` made of it.
        at: When; a time with its offset from UTC. It is taken from the caller: this library looks at no clock.
        previous: The record before it in the same chain, or that record's digest; None for the first.
        discrepancy: How what was given differs from what was recommended, and why.
        key: Signs the digest: a private key of `cryptography`, or what `read_private_key` returns.
        rulebooks: Where to look for the rulebook, if the recommendation was read from JSON or a pickle; the
            shipped one if None. One made in this process holds its own.
        engine: As in `place`.

    Raises:
        RecordError: The recommendation does not follow from this assessment, its rulebook is not there, the discrepancy
            is about another one, `at` has no offset, `previous` is no digest, or something in it cannot be said in
            canonical JSON.
        PlacementError: As `place` does.
    """
    _check_fit(assessment, recommendation)
    recommended = recommendation.model_dump(mode="json")
    _check_follows(assessment, recommendation, recommended, rulebooks, engine)
    if discrepancy is not None and not _is_about(discrepancy, recommendation):
        raise RecordError("`discrepancy`: expected one about this recommendation")
    if at.utcoffset() is None:
        raise RecordError("`at`: expected a time with its offset from UTC")
    content: dict[str, Any] = {
        "recorded_at": at.isoformat(),
        "rulebook": RulebookReference.to(recommendation.rulebook).model_dump(mode="json"),
        "library_version": recommendation.library_version,
        "python_version": platform.python_version(),
        "previous": previous.digest if isinstance(previous, DecisionRecord) else previous,
        "assessment": as_parts(assessment),
        "recommendation": recommended,
        "discrepancy": None if discrepancy is None else discrepancy.model_dump(mode="json"),
    }
    return _sealed(content, key)


def _sealed(content: Mapping[str, Any], key: "Ed25519PrivateKey | None") -> DecisionRecord:
    parts = parts_of(content)
    salts = {name: new_salt() for name in parts}
    commitments = {name: commitment(name, salts[name], value) for name, value in parts.items()}
    digest = sealed_digest(commitments)
    signature = None
    if key is not None:
        from placement.records.signature import sign  # noqa: PLC0415 - a record without a signature does without

        signature = sign(digest, key)
    around = {"format": FORMAT, "salts": salts, "commitments": commitments, "digest": digest, "signature": signature}
    try:
        return DecisionRecord.model_validate({**content, **around})
    except ValidationError as error:
        where = place_of(error.errors(include_input=False)[0]["loc"])
    message = f"{where}: expected {'a digest' if where == '`previous`' else 'what a record can hold'}"
    raise RecordError(message)
