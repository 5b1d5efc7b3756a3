"""A record of one decision: what was known, by which rulebook, what was recommended and what came of it, sealed.

The digest is over one salted commitment for each part, so it is the same whether a part is shown or not. A commitment
is SHA-256 over the canonical JSON of a fixed title, the part's name, its salt and its value: without the salt (2**128)
it tells nothing of the value, and no other value fits it.
"""

import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any, Final, Literal, Self, TypeAlias

from pydantic import AfterValidator, Field, JsonValue, ValidationError

from placement.assessment.confidential import Discreet, Quiet
from placement.assessment.input_errors import input_error
from placement.assessment.input_types import Digest
from placement.errors import RecordError
from placement.recommendation.recommendation import RulebookReference
from placement.records.canonical import canonical, digest_of, read_canonical

FORMAT: Final = 1
"""Edition of a record's own shape; a reader refuses any other."""

_PART: Final = "placement decision record: part"
_WHOLE: Final = "placement decision record"

_HEADER: Final = ("recorded_at", "rulebook", "library_version", "python_version", "previous")
_SECTIONS: Final = ("assessment", "recommendation", "discrepancy")


def new_salt() -> str:
    """Return 128 random bits, in hexadecimal."""
    return secrets.token_hex(16)


def commitment(name: str, salt: str, value: object) -> str:
    """Return the commitment to one part."""
    return digest_of([_PART, name, salt, value])


def sealed_digest(commitments: Mapping[str, str]) -> str:
    """Return the digest of a record with these commitments."""
    return digest_of([_WHOLE, FORMAT, dict(commitments)])


def parts_of(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parts that the fields of a record show, by name: `recorded_at`, `assessment.housing`, and so on."""
    parts = {name: content[name] for name in _HEADER}
    for section in _SECTIONS:
        shown: Mapping[str, Any] = content[section] or {}
        parts.update({f"{section}.{name}": value for name, value in shown.items()})
    return parts


def _that_exists(moment: str) -> str:
    with suppress(ValueError):
        datetime.fromisoformat(moment)
        return moment
    raise input_error("wrong_form", "expected a day and a time that exist")


_Salt: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]
_Name: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
_Part: TypeAlias = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$")]
_Moment: TypeAlias = Annotated[
    str,
    Field(
        pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$",
        json_schema_extra={"format": "date-time"},
    ),
    AfterValidator(_that_exists),
]


class Signature(Quiet):
    """An Ed25519 signature over the record's digest.

    Attributes:
        algorithm: Always `Ed25519`.
        public_key: The signer's public key, 32 bytes in hexadecimal. It says who signed only to those who know whose
            it is.
        value: The signature, 64 bytes in hexadecimal.
    """

    algorithm: Literal["Ed25519"]
    public_key: Digest
    value: Annotated[str, Field(pattern=r"^[0-9a-f]{128}$")]


class DecisionRecord(Discreet):
    """What is kept of one decision, so that it can be checked and replayed years later. Made by `seal`.

    It holds health data in full, unless `redact` has removed it. Its parts are the first five attributes after
    `format`, each answer, and each field of the recommendation and of the discrepancy.

    Attributes:
        format: Edition of this shape.
        recorded_at: When, as the caller gave it: date, time and offset (RFC 3339).
        rulebook: Which rulebook was used: its id, version and digest.
        library_version: Version of this library.
        python_version: Version of Python.
        previous: Digest of the record before it in the same chain; None for the first.
        assessment: The answers by scale, and the age; null where nothing was recorded.
        recommendation: What was recommended, as it is written in JSON.
        discrepancy: How what was done differs from it, and why; None where that was not recorded.
        salts: A random salt for each part that is shown.
        commitments: A salted commitment for each part, whether it is shown or not.
        digest: SHA-256 over the commitments.
        signature: Signature over the digest, if there is one.
    """

    format: Literal[1]
    recorded_at: _Moment
    rulebook: RulebookReference
    library_version: str
    python_version: str
    previous: Digest | None
    assessment: dict[_Name, JsonValue]
    recommendation: dict[_Name, JsonValue]
    discrepancy: dict[_Name, JsonValue] | None
    salts: dict[_Part, _Salt]
    commitments: dict[_Part, Digest]
    digest: Digest
    signature: Signature | None

    def __hash__(self) -> int:
        """Return a hash of the digest."""
        return hash(self.digest)

    @property
    def redacted(self) -> tuple[str, ...]:
        """Names of the parts that were removed, in alphabetical order."""
        return tuple(sorted(set(self.commitments) - set(self.salts)))

    def content(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return self.model_dump(mode="json")

    def to_json(self) -> str:
        """Return the record as one line of canonical JSON (RFC 8785), without a line break at its end."""
        return canonical(self.content()).decode()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        """Read a record; it is not verified.

        Args:
            text: What `to_json` wrote, to the letter.

        Raises:
            RecordError: It is not JSON in canonical form, or no record. Says where, and repeats nothing of it.
        """
        value = read_canonical(text)
        try:
            record = cls.model_validate(value)
        except ValidationError as error:
            first = error.errors(include_input=False)[0]
            problem = f"{place_of(first['loc'])}: {first['msg'][:1].lower()}{first['msg'][1:]}"
        else:
            if record.to_json().encode() == (text.encode() if isinstance(text, str) else text):
                return record
            problem = "holds a value of another kind than a record is written with"  # as true for 1, to pydantic
        raise RecordError(problem)


def place_of(location: tuple[int | str, ...]) -> str:
    """Return where in a record something is, in backticks; names that are not its own fields are not repeated."""
    return f"`{location[0]}`" if location and location[0] in DecisionRecord.model_fields else "the record"


def redact(record: DecisionRecord, *, keep: Iterable[str] = ()) -> DecisionRecord:
    """Return the record without the answers, the recommendation and the discrepancy, but for the parts to keep.

    What is removed leaves its commitment: the holder of the whole record can later show that it belongs here, and
    nothing else can be put in its place. The time, rulebook, versions and place in the chain stay.

    Args:
        record: The record.
        keep: Names of parts that stay, such as `recommendation.level`. Whatever stays may tell of the answers; the
            names of all parts stay in any case, and tell only what the rulebook asks and that there is a discrepancy.

    Raises:
        RecordError: The record does not show a part that is to be kept.
    """
    content, kept = record.content(), frozenset(keep)
    shown: set[str] = set()
    for section in ("assessment", "recommendation", "discrepancy"):
        if content[section] is not None:
            shown |= {f"{section}.{name}" for name in content[section]}
            content[section] = {name: value for name, value in content[section].items() if f"{section}.{name}" in kept}
    if not kept <= shown:
        raise RecordError("`keep`: expected names of parts that the record shows, such as `recommendation.level`")
    content["salts"] = {name: salt for name, salt in content["salts"].items() if name in kept or name not in shown}
    return DecisionRecord.model_validate(content)
