"""Verifying a record: is the seal whole, is the rulebook at hand, and does the same come out today?"""

from collections.abc import Collection
from importlib.metadata import version
from typing import Any, Final, Literal, TypeAlias

from pydantic import ValidationError

from placement.assessment.confidential import Quiet
from placement.errors import DefinitionError, EngineDisagreement, OutOfScope, RecordError
from placement.recommendation.place import Engine, place
from placement.recommendation.recommendation import Recommendation
from placement.records.commitments import commitment, parts_of, sealed_digest
from placement.records.record import DecisionRecord
from placement.records.store import Rulebooks, find_rulebook
from placement.rulebook.rulebook import Rulebook
from placement.rules.five_level import FIVE_LEVEL

__all__ = ["Status", "Verification", "altered_parts", "replay", "verify"]

Status: TypeAlias = Literal[
    "identical", "redacted", "altered", "rulebook not available", "rulebook differs", "engine differs"
]
"""What became of a record.

- `identical`: the seal is whole, and the same is recommended today.
- `redacted`: the seal is whole; answers were removed, so that it cannot be replayed.
- `altered`: the seal is broken, in the parts that are named.
- `rulebook not available`: the seal is whole; the rulebook is not among those given.
- `rulebook differs`: the seal is whole; the rulebook of that name that was given is another one.
- `engine differs`: the seal and the rulebook are whole, and something else comes out today.
"""

_DECIDING: Final = frozenset({"level", "service", "determined", "floor", "ceiling", "possible_flags"})
_NOT_COMPARED: Final = frozenset({"engines"})  # which engines are installed is no part of what is recommended


class Verification(Quiet):
    """What verifying a record showed. Says which parts, never what stands in them.

    Attributes:
        status: See `Status`.
        parts: Names of the parts that were altered or come out otherwise, such as `assessment.housing`.
        problem: Where the record could not be read at all, why; else empty.
        reworded: Parts of the recommendation that decide nothing and that a later version of the library words
            otherwise.
        digest: The record's digest; None where it could not be read.
        signed_by: Public key of the signer where the signature holds; it says who to those who know whose key it is.
    """

    status: Status
    parts: tuple[str, ...] = ()
    problem: str = ""
    reworded: tuple[str, ...] = ()
    digest: str | None = None
    signed_by: str | None = None

    @property
    def intact(self) -> bool:
        """Whether nothing speaks against the record: it is identical, or redacted with its seal whole."""
        return self.status in {"identical", "redacted"}

    def __str__(self) -> str:
        """Return the status, and what it is about."""
        about = self.problem or ", ".join(f"`{name}`" for name in self.parts)
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


def _replayed(record: DecisionRecord, rulebook: Rulebook, engine: Engine) -> Recommendation:
    if any(name.startswith("assessment.") for name in record.redacted):
        raise RecordError("answers were removed: the record cannot be replayed")
    return place(rulebook.assessment_model().model_validate(record.assessment), rulebook, engine)


def _differing(record: DecisionRecord, again: Recommendation) -> tuple[str, ...]:
    compared = set(record.recommendation) - _NOT_COMPARED
    made: dict[str, Any] = again.model_dump(mode="json", include=compared)
    # The rulebook is the one that the record names, whatever its digest would be if it were written today.
    made |= {"rulebook": record.rulebook.model_dump(mode="json"), "library_version": record.library_version}
    return tuple(
        name
        for name, value in record.recommendation.items()
        if name in compared and (name not in made or made[name] != value)
    )


def _compared(record: DecisionRecord, rulebook: Rulebook, engine: Engine) -> tuple[Status, list[str], list[str]]:
    """Return the status, the parts that come out otherwise, and the parts that are only worded otherwise."""
    try:
        differing = _differing(record, _replayed(record, rulebook, engine))
    except RecordError:
        return "redacted", [], []
    except (ValidationError, OutOfScope, DefinitionError):
        return "engine differs", ["assessment"], []
    except EngineDisagreement:
        return "engine differs", ["recommendation"], []
    later = record.library_version != version("placement")
    reworded = [name for name in differing if later and name not in _DECIDING]
    otherwise = [f"recommendation.{name}" for name in differing if name not in reworded]
    return ("engine differs" if otherwise else "identical"), otherwise, [f"recommendation.{one}" for one in reworded]


def verify(
    record: DecisionRecord | str | bytes,
    rulebooks: Rulebooks = (FIVE_LEVEL,),
    *,
    trusted: Collection[str] | None = None,
    engine: Engine = "auto",
) -> Verification:
    """Verify a record: its seal, its signature, its rulebook, and that the same comes out when it is replayed.

    Args:
        record: The record, or its line.
        rulebooks: Where to look for the rulebook that it names.
        trusted: Public keys, in hexadecimal; the record has to be signed with one of them. Without it, a record may be
            unsigned, and a signature has to hold for the key that it names.
        engine: As in `place`.

    Returns:
        What was found; nothing is raised for a record that is not well.

    Raises:
        EngineUnavailable: The engine asked for cannot be used here.
        MissingExtra: There is a signature, and nothing installed to check it.
    """
    try:
        read = record if isinstance(record, DecisionRecord) else DecisionRecord.from_json(record)
    except RecordError as error:
        return Verification(status="altered", parts=("record",), problem=str(error))
    altered = altered_parts(read, trusted)
    signed_by = read.signature.public_key if read.signature and "signature" not in altered else None
    known: dict[str, Any] = {"digest": read.digest, "signed_by": signed_by}
    if altered:
        return Verification(status="altered", parts=altered, **known)
    found = find_rulebook(read.rulebook, rulebooks)
    if isinstance(found, str):
        return Verification(status=found, parts=("rulebook",), **known)
    status, otherwise, reworded = _compared(read, found, engine)
    return Verification(status=status, parts=tuple(otherwise), reworded=tuple(reworded), **known)


def replay(record: DecisionRecord, rulebooks: Rulebooks = (FIVE_LEVEL,), *, engine: Engine = "auto") -> Recommendation:
    """Place the person of a record again, under the rulebook that it names.

    Args:
        record: The record; `verify` says whether it is to be believed.
        rulebooks: Where to look for the rulebook.
        engine: As in `place`.

    Raises:
        RecordError: The rulebook is not available or differs, answers were removed, or they are none of this rulebook.
        PlacementError: As `place` does.
    """
    found = find_rulebook(record.rulebook, rulebooks)
    if isinstance(found, str):
        message = f"`rulebook`: {found}"
        raise RecordError(message)
    try:
        return _replayed(record, found, engine)
    except ValidationError as error:
        where = error.errors(include_input=False)[0]["loc"]
    named = where[0] if where and where[0] in found.scale_named else "assessment"
    message = f"`{named}`: is no answer that the rulebook knows"
    raise RecordError(message)
