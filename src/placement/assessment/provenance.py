"""What was said of a question by whom: a clinician, or an instrument that was scored. Beside the answers, not of them.

Several origins may speak of one question. The worse is the answer; both are kept. An instrument may raise an answer or
leave it open. It never lowers one that a clinician gave, and "unsure" is one: a score beside it says what the answer is
at the least, and the question stays open above that.
"""

from collections.abc import Iterable, Sequence
from typing import Annotated, Final, Literal, Protocol, TypeAlias

from pydantic import AwareDatetime, Field
from pydantic_core import PydanticCustomError

from placement.assessment.confidential import Discreet
from placement.assessment.input_errors import input_error
from placement.language.scale import Scale

Unsure: TypeAlias = Literal["unsure"]
UNSURE: Final = "unsure"
"""Asked, and could not be determined. Not the same as not asked, which is `None`."""

CLINICIAN: Final = "clinician"
"""The origin of an answer that no instrument gave."""

_Id = Annotated[str, Field(strict=True, pattern=r"^[a-z][a-z0-9_]*$")]


class Observed(Discreet):
    """What one origin said of one question.

    Attributes:
        scale: Id of the scale.
        origin: `clinician`, or the id of an instrument.
        answer: Key of the anchor, or `unsure`.
        at_least: Key of the anchor that it is at the least, where the answer is unsure.
        total: The score that it comes from, where it comes from one.
        at: When, as the caller gave it.
        stale: The score was older than the caller's limit when it was merged. It still says what the answer is at the
            least; it does not settle the question.
        part: The part of the question that was looked at, where it was not the whole of it. The answer is then at the
            least this, and counts as one only together with an answer to `rest`.
        rest: The part of the question that was not looked at.
    """

    scale: _Id
    origin: _Id
    answer: Annotated[str, Field(strict=True)]
    at_least: Annotated[str | None, Field(strict=True)] = None
    total: Annotated[int | None, Field(strict=True, ge=0)] = None
    at: AwareDatetime | None = None
    stale: Annotated[bool, Field(strict=True)] = False
    part: _Id | None = None
    rest: _Id | None = None

    def mismatch(self) -> PydanticCustomError | None:
        """Return what is wrong with `part` and `rest`, where they do not go with each other or with the answer."""
        alone = self.part is None and self.rest is None
        together = None not in {self.part, self.rest} and self.part != self.rest and self.answer != UNSURE
        expected = "expected `part` and `rest`, two of them, only beside a definite answer"
        return None if alone or together else input_error("provenance_mismatch", expected)

    @property
    def instrument(self) -> bool:
        """Whether an instrument said it, not a clinician."""
        return self.origin != CLINICIAN

    def fits(self, scale: type[Scale]) -> bool:
        """Say whether this speaks in anchors of a scale."""
        known = {*(anchor.key for anchor in scale), UNSURE}
        open_ = self.answer == UNSURE
        return self.answer in known and (self.at_least is None or (open_ and self.at_least in known - {UNSURE}))

    def anchor(self, scale: type[Scale]) -> Scale | Unsure:
        """Return the answer as an anchor of the scale."""
        return UNSURE if self.answer == UNSURE else scale[self.answer.upper()]

    def between(self, scale: type[Scale]) -> tuple[int, int]:
        """Return the least and the most that the answer may be, as positions."""
        if self.answer != UNSURE:
            position = int(scale[self.answer.upper()])
            return position, (position if self.part is None else scale.highest())
        return (0 if self.at_least is None else int(scale[self.at_least.upper()])), scale.highest()


class Scored(Protocol):
    """Something that speaks of questions: an instrument that was filled in."""

    def observed(self) -> tuple[Observed, ...]:
        """Return what it says."""
        ...


def shown_least(scale: type[Scale], entries: Iterable[Observed]) -> int:
    """Return the position that instruments show at the least."""
    return max((entry.between(scale)[0] for entry in entries if entry.instrument), default=0)


def resolved(
    scale: type[Scale], clinician: Scale | Unsure | None, entries: Iterable[Observed]
) -> Scale | Unsure | None:
    """Return the answer that follows from what a clinician and instruments said, in whatever order they said it.

    Args:
        scale: The question.
        clinician: What a clinician said.
        entries: What was observed of it; what is not from an instrument is passed over.
    """
    heard = [entry for entry in entries if entry.instrument]
    definite: list[int] = []
    if clinician != UNSURE:
        fresh = [entry for entry in heard if not entry.stale]
        whole = (entry for entry in fresh if entry.part is None and entry.answer != UNSURE)
        definite += [*(entry.between(scale)[0] for entry in whole), *_of_parts(scale, fresh)]
    if isinstance(clinician, Scale):
        definite.append(int(clinician))
    # Nobody gave the least that an open or stale score shows as the answer: above all others, it raises and asks.
    if definite and max(definite) >= shown_least(scale, heard):
        return scale.anchor(max(definite))
    # A score that asked is still open when it is old: to be stale makes nothing more certain.
    asked = isinstance(clinician, Scale) or any(entry.answer == UNSURE for entry in heard)
    return UNSURE if asked else clinician


def _of_parts(scale: type[Scale], entries: Iterable[Observed]) -> list[int]:
    """Return the answer, as a position, that follows from answers to parts that make up the whole question, if any."""
    parts = [entry for entry in entries if entry.part is not None]
    looked_at = {(part.part, part.rest) for part in parts}
    found = [part.between(scale)[0] for part in parts if (part.rest, part.part) in looked_at]
    return [max(found)] if found else []


def said_by_clinician(
    scale: type[Scale], value: Scale | Unsure | None, entries: Sequence[Observed]
) -> Scale | Unsure | None:
    """Return what a clinician said of a question, from its answer as it stands and all that was observed of it.

    An answer that does not follow from what was observed was given by a clinician after it.
    """
    last: Scale | Unsure | None = next(
        (entry.anchor(scale) for entry in reversed(entries) if not entry.instrument), None
    )
    return last if resolved(scale, last, entries) == value else value


def apart(scale: type[Scale], value: Scale | Unsure | None, entries: Sequence[Observed]) -> int:
    """Return how many steps the two most different answers to a question lie apart."""
    spoken = [entry.between(scale) for entry in entries if entry.instrument]
    spoken += [(whole, whole) for whole in _of_parts(scale, (entry for entry in entries if entry.instrument))]
    clinician = said_by_clinician(scale, value, entries)
    spoken += [(int(answer), int(answer)) for answer in (clinician, value) if isinstance(answer, Scale)]
    return max(0, max((least for least, _ in spoken), default=0) - min((most for _, most in spoken), default=0))
