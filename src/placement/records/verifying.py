"""Verifying a record: is the seal whole, is the rulebook at hand, and does the same come out today?"""

from collections.abc import Collection, Iterator
from importlib.metadata import version
from typing import Any, Literal, TypeAlias

from pydantic import ValidationError

from placement.assessment.answers import Answers
from placement.assessment.confidential import Quiet
from placement.assessment.input_types import is_digest
from placement.errors import DefinitionError, EngineDisagreement, OutOfScope, RecordError
from placement.recommendation.place import Engine, place
from placement.recommendation.recommendation import Recommendation
from placement.records.record import DecisionRecord, commitment, parts_of, sealed_digest
from placement.records.replaying import as_parts, differences, is_same
from placement.records.store import Rulebooks, find_rulebook
from placement.rulebook.rulebook import Rulebook

Status: TypeAlias = Literal[
    "identical",
    "partly compared",
    "reworded",
    "redacted",
    "altered",
    "rulebook not available",
    "rulebook differs",
    "engine differs",
]
"""What became of a record.

- `identical`: the seal is whole; every answer was replayed, and every part of the recommendation comes out the same.
- `partly compared`: the seal is whole and every answer was replayed; what the record shows of the recommendation comes
  out the same. What it does not show was not compared: see `not_compared`.
- `reworded`: the seal is whole and the same is decided; a record of another version of the library, in which the parts
  in `reworded` say other words, or other fields, than this version. Those words were not judged.
- `redacted`: the seal is whole; nothing was compared, for answers or the whole recommendation were removed.
- `altered`: the seal is broken, in the parts that are named.
- `rulebook not available`: the seal is whole; the rulebook is not among those given.
- `rulebook differs`: the seal is whole; the rulebook of that name that was given is another one, or has another name.
- `engine differs`: the seal and the rulebook are whole, and something else comes out today.

Which engines decided is in no case compared: it depends on what is installed.
"""


class Verification(Quiet):
    """What verifying a record showed. Says which parts, never what stands in them.

    Attributes:
        status: See `Status`.
        parts: Names of the parts that were altered or come out otherwise, such as `assessment.housing`.
        problem: Where the record could not be read at all, why; else empty.
        reworded: Parts that another version of the library words otherwise than this one.
        not_compared: Parts that nothing was held against, because the record does not show them.
        digest: The record's digest; None where it could not be read.
        signed_by: Public key of the signer where the signature holds; it says who to those who know whose key it is.
    """

    status: Status
    parts: tuple[str, ...] = ()
    problem: str = ""
    reworded: tuple[str, ...] = ()
    not_compared: tuple[str, ...] = ()
    digest: str | None = None
    signed_by: str | None = None

    @property
    def intact(self) -> bool:
        """Whether nothing speaks against the record, as far as it could be compared; `status` says how far that is."""
        return self.status in {"identical", "partly compared", "redacted"}

    def __str__(self) -> str:
        """Return the status, and what it is about."""
        about = self.problem or ", ".join(f"`{name}`" for name in self.parts or self.reworded)
        return f"{self.status}: {about}" if about else self.status


def altered_parts(record: DecisionRecord, trusted: Collection[str] | None = None) -> tuple[str, ...]:
    """Return the parts at which a record's seal is broken; `digest` and `signature` are parts in this sense too."""
    parts = parts_of(record.content())
    altered = [name for name, value in parts.items() if not _fits(record, name, value)]
    altered += [name for name in record.salts if name not in parts]
    if sealed_digest(record.commitments) != record.digest:
        altered.append("digest")
    if not _signature_holds(record, trusted):
        altered.append("signature")
    return tuple(altered)


def _fits(record: DecisionRecord, name: str, value: object) -> bool:
    """Say whether a part is what the record's commitment is to."""
    if name not in record.salts:
        return False
    try:
        return commitment(name, record.salts[name], value) == record.commitments.get(name)
    except RecordError:  # a value that no record can have been sealed with
        return False


def _signature_holds(record: DecisionRecord, trusted: Collection[str] | None) -> bool:
    if record.signature is None:
        return trusted is None
    from placement.records.signature import holds  # noqa: PLC0415 - a record without a signature does without

    return (trusted is None or record.signature.public_key in trusted) and holds(record.signature, record.digest)


def _answers(record: DecisionRecord, rulebook: Rulebook) -> Answers:
    if any(name.startswith("assessment.") for name in record.redacted):
        raise RecordError("answers were removed: the record cannot be replayed")
    return rulebook.assessment_model().model_validate(record.assessment)


def _otherwise(record: DecisionRecord, answers: Answers, again: Recommendation) -> Iterator[str]:
    """Go through the parts around the recommendation that are not as sealing this decision would write them."""
    written = as_parts(answers)
    for name in {**written, **record.assessment}:
        if name not in record.assessment or not is_same(written.get(name), record.assessment[name]):
            yield f"assessment.{name}"
    about: dict[str, object] = {
        "recommended": str(again.floor.service),
        "recommended_ceiling": str(again.ceiling.service),
        "rulebook": again.rulebook.model_dump(mode="json") | record.rulebook.model_dump(mode="json"),
    }
    discrepancy = record.discrepancy or {}
    for name in about.keys() & discrepancy.keys():
        if not is_same(about[name], discrepancy[name]):
            yield f"discrepancy.{name}"
    if record.recommendation.get("library_version", record.library_version) != record.library_version:
        yield "recommendation.library_version"


def _compared(record: DecisionRecord, rulebook: Rulebook, engine: Engine) -> dict[str, Any]:
    """Return what a replay shows: the status, and the parts that it is about."""
    absent = {f"recommendation.{name}" for name in Recommendation.model_fields if name not in record.recommendation}
    not_compared = tuple(sorted(absent | set(record.redacted)))
    try:
        answers = _answers(record, rulebook)
        again = place(answers, rulebook, engine)
    except RecordError:
        return {"status": "redacted", "not_compared": not_compared}
    except (ValidationError, OutOfScope, DefinitionError):
        return {"status": "engine differs", "parts": ("assessment",)}
    except EngineDisagreement:
        return {"status": "engine differs", "parts": ("recommendation",)}
    shown = {name: value for name, value in record.recommendation.items() if name != "library_version"}
    changed = differences(shown, again, record.rulebook)
    later = record.library_version != version("placement")
    otherwise = [f"recommendation.{name}" for name in (*changed.decided, *(() if later else changed.worded))]
    otherwise += _otherwise(record, answers, again)
    reworded = tuple(f"recommendation.{name}" for name in changed.worded) if later else ()
    status: Status = "identical"
    if otherwise:
        status = "engine differs"
    elif not shown.keys() - {"engines", "rulebook", "notice"}:
        status = "redacted"
    elif reworded:
        status = "reworded"
    elif not_compared:
        status = "partly compared"
    return {"status": status, "parts": tuple(otherwise), "reworded": reworded, "not_compared": not_compared}


def verify(
    record: DecisionRecord | str | bytes,
    rulebooks: Rulebooks | None = None,
    *,
    trusted: Collection[str] | None = None,
    engine: Engine = "auto",
) -> Verification:
    """Verify a record: its seal, its signature, its rulebook, and that the same comes out when it is replayed.

    Args:
        record: The record, or its line.
        rulebooks: Where to look for the rulebook that it names; the shipped one if None.
        trusted: Public keys, in lower-case hexadecimal; the record has to be signed with one of them. Without it, a
            record may be unsigned, and a signature has to hold for the key that it names.
        engine: As in `place`.

    Returns:
        What was found; nothing is raised for a record that is not well.

    Raises:
        RecordError: `trusted` holds what is no public key.
        EngineUnavailable: The engine asked for cannot be used here.
        MissingExtra: There is a signature, and nothing installed to check it.
    """
    if trusted is not None and not all(map(is_digest, trusted)):
        raise RecordError("`trusted`: expected public keys of 64 lower-case hexadecimal digits")
    try:
        read = record if isinstance(record, DecisionRecord) else DecisionRecord.from_json(record)
    except RecordError as error:
        return Verification(status="altered", parts=("record",), problem=str(error))
    altered = altered_parts(read, trusted)
    signed_by = read.signature.public_key if read.signature and "signature" not in altered else None
    known: dict[str, Any] = {"digest": read.digest, "signed_by": signed_by}
    if altered:
        return Verification(status="altered", parts=altered, **known)
    rulebook = find_rulebook(read.rulebook, rulebooks)
    if isinstance(rulebook, str):
        return Verification(status=rulebook, parts=("rulebook",), **known)
    return Verification(**_compared(read, rulebook, engine), **known)


def replay(record: DecisionRecord, rulebooks: Rulebooks | None = None, *, engine: Engine = "auto") -> Recommendation:
    """Place the person of a record again, under the rulebook that it names.

    Args:
        record: The record; `verify` says whether it is to be believed.
        rulebooks: Where to look for the rulebook; the shipped one if None.
        engine: As in `place`.

    Raises:
        RecordError: The rulebook is not available or differs, answers were removed, or they are none of this rulebook.
        PlacementError: As `place` does.
    """
    rulebook = find_rulebook(record.rulebook, rulebooks)
    if isinstance(rulebook, str):
        message = f"`rulebook`: {rulebook}"
        raise RecordError(message)
    try:
        return place(_answers(record, rulebook), rulebook, engine)
    except ValidationError as error:
        where = error.errors(include_input=False)[0]["loc"]
    named = where[0] if where and where[0] in rulebook.scale_named else "assessment"
    message = f"`{named}`: is no answer that the rulebook knows"
    raise RecordError(message)
