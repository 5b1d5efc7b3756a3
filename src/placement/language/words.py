"""What a rulebook is called by those who read it: whom it is for, its notice, its letter, its codes in other systems.

Each has a neutral default, so that a rulebook that says none of it reads well all the same.
"""

from dataclasses import dataclass
from typing import Final

ADULT = 18
"""Age in years from which a person is called an adult."""


@dataclass(frozen=True, slots=True)
class Ages:
    """Whom a rulebook is for, by age in completed years.

    Attributes:
        least: The youngest; None for no lower bound.
        greatest: The oldest; None for no upper bound.
    """

    least: int | None = None
    greatest: int | None = None

    def includes(self, age: int) -> bool:
        """Return whether the rulebook is for people of this age."""
        return (self.least is None or age >= self.least) and (self.greatest is None or age <= self.greatest)

    @property
    def expected(self) -> str:
        """What is expected of an age, for an error."""
        return f"{'this is for adults, ' if self.are_adult else ''}expected {self.text}"

    @property
    def are_adult(self) -> bool:
        """Whether these are adults of any age."""
        return self.least == ADULT and self.greatest is None

    @property
    def others(self) -> str:
        """Whom the rulebook is not for, such as "under 18"."""
        if self.least is None:
            return f"over {self.greatest}"
        return f"under {self.least}" if self.greatest is None else f"of other ages than {self.text}"

    @property
    def text(self) -> str:
        """The bounds in words, such as "18 years or more"; empty where there are none."""
        last = self.least if self.greatest is None else self.greatest
        years = "year" if last == 1 else "years"
        if self.least is None or self.least == self.greatest:
            return "" if last is None else f"{last} {years}{' or less' if self.least is None else ''}"
        return f"{self.least} {years} or more" if self.greatest is None else f"{self.least} to {self.greatest} {years}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """Everyday words for one thing that a rulebook declares.

    Attributes:
        of: Id of the flag, arrangement, alternative or scale, or name of the level or the value.
        text: What the letter says of it.
    """

    of: str
    text: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Everyday words for the ratings of one dimension.

    Attributes:
        of: Id of the dimension.
        texts: A sentence for each rating from 1 on; the last one stands for higher ratings. One is enough.
    """

    of: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter to the person says, in everyday words. Whatever has no entry is said as it is declared.

    Attributes:
        services: Values of the headline track: phrases that can follow "we suggest".
        levels: Levels, likewise.
        reasons: Dimensions, a sentence for each rating.
        flags: Flags: what to do.
        possible_flags: Flags that an open answer may raise: what may be needed.
        arrangements: Arrangements and alternatives: what else can help.
        questions: Scales: phrases that can follow "what we still need to talk about".
        nothing: A sentence for the lowest level, where it is the absence of one.
        perhaps_nothing: How a range begins whose lowest level is that.
        called: How the id of a level is brought in.
        closing: The last paragraph but the notice.
    """

    services: tuple[Phrase, ...] = ()
    levels: tuple[Phrase, ...] = ()
    reasons: tuple[Phrases, ...] = ()
    flags: tuple[Phrase, ...] = ()
    possible_flags: tuple[Phrase, ...] = ()
    arrangements: tuple[Phrase, ...] = ()
    questions: tuple[Phrase, ...] = ()
    nothing: str = "Nothing that we know calls for more right now."
    perhaps_nothing: str = "You may need nothing more, or up to"
    called: str = "we call this level"
    closing: str = (
        "This is a suggestion. You have a say in it. Please talk it over with us. Ask about all that is not clear. "
        "Tell us if something has changed or is wrong."
    )


@dataclass(frozen=True, slots=True)
class SensitivityLabel:
    """A security label of the resources that tell of a person: a code of HL7's v3-ActCode, such as `ETH`."""

    code: str
    display: str


@dataclass(frozen=True, slots=True)
class Codes:
    """How other systems know a rulebook.

    Attributes:
        base: Beginning of the addresses of its code systems and its questionnaire. `.invalid` leads nowhere (RFC 2606).
        sensitivity: Why its resources are sensitive; none by default. They are always labelled as restricted.
        levels: Title of the code system of its levels.
    """

    base: str = "https://placement.invalid/fhir"
    sensitivity: tuple[SensitivityLabel, ...] = ()
    levels: str = "Levels"


@dataclass(frozen=True, slots=True)
class Words:
    """What a rulebook says of itself to those who read a result.

    Attributes:
        notice: What a recommendation is not; on every report.
        level: What a level is, such as "level of care".
        nothing: What the lowest level means where it is the absence of one, such as "no level of care"; else empty.
        ratings: What each rating means, from 0 on, of dimensions whose highest rating has the last of these words.
        lower_case_titles: Titles lose their capital within a sentence. Only where no title begins with a name or with a
            noun of a language that capitalises them; otherwise titles stay as they are declared.
        letter: The words of the letter to the person.
        codes: Its names in other systems.
    """

    notice: str = "Decision support for clinicians, not a diagnosis."
    level: str = "level"
    nothing: str = ""
    ratings: tuple[str, ...] = ()
    lower_case_titles: bool = False
    letter: Letter = Letter()
    codes: Codes = Codes()


BASE: Final = "https://placement.invalid/fhir"
"""Beginning of the canonical addresses."""

INSTRUMENT_SYSTEM: Final = f"{BASE}/CodeSystem/instruments"
"""Codes of the instruments, for those without a LOINC code that was verified."""

REASON_SYSTEM: Final = f"{BASE}/CodeSystem/discrepancy-reasons"
"""Codes of the reasons for giving other than what is recommended."""
