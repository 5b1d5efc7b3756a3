"""Two rulebooks that share nothing with the shipped one: adolescents' support at school, and care for sleep.

The first has five levels, one of them "2+", one track, no rated dimension, no flags, and is for people of 12 to 17. The
second has four levels, two tracks of which one reads the other, and ratings from 0 to 3.
"""

from typing import Final

from placement import (
    CeilingGuarantee,
    Criterion,
    Dimension,
    Flag,
    FloorGuarantee,
    LevelDescription,
    Rule,
    Rulebook,
    Scale,
    ServiceDescription,
    Source,
    Statement,
    Track,
    all_of,
    any_of,
    count_of,
)
from placement.language.words import Ages, Words

__all__ = ["SCHOOL", "SLEEP"]

_GUIDE: Final = Source("GUIDE", "A guide that nobody wrote", "Everything in this rulebook.", "read")

# ---------------------------------------------------------------------------------------------------- support at school

_ATTENDANCE: Final = Dimension("attendance", "Attendance", rated=False)
_LEARNING: Final = Dimension("learning", "Learning", rated=False)
_JOURNEY: Final = Dimension("journey", "Journey to school", rated=False, need=False)


class DaysMissed(Scale, dimension=_ATTENDANCE, sources=(_GUIDE,)):
    """Days missed in the last month."""

    FEW = 0, "none or one"
    SOME = 1, "two to five"
    MANY = 2, "more than five"


class Bullied(Scale, dimension=_ATTENDANCE, danger=True, separate=True, sources=(_GUIDE,)):
    """Bullied by others."""

    NO = 0, "not bullied"
    YES = 1, "bullied"


class Reading(Scale, dimension=_LEARNING, sources=(_GUIDE,)):
    """Reading."""

    FLUENT = 0, "fluent"
    SLOW = 1, "slow"
    NOT_YET = 2, "not yet"


class BusRide(Scale, dimension=_JOURNEY, sources=(_GUIDE,)):
    """Ride to school."""

    SHORT = 0, "short"
    LONG = 1, "over an hour"


class Support(Track):
    """Support at school."""

    CLASS = "class"
    GROUP = "group"
    TUTOR = "tutor"
    DAILY = "daily tutor"
    ROOM = "room of its own"


def _support(name: str, when: object, value: Support) -> Rule:
    return Rule(f"support.{name}", f"{name.capitalize()} is needed.", when, value.or_more, (_GUIDE,))  # type: ignore[arg-type]


SCHOOL: Final = Rulebook(
    id="school-support",
    version="a",
    title="Support at school for pupils of 12 to 17",
    dimensions=(_ATTENDANCE, _LEARNING, _JOURNEY),
    scales=(DaysMissed, Bullied, Reading, BusRide),
    tracks=(Support,),
    criteria=(),
    rules=(
        _support("group", any_of(DaysMissed.SOME.or_worse, Reading.SLOW.or_worse), Support.GROUP),
        _support("tutor", any_of(Reading.NOT_YET.or_worse, Bullied.YES.or_worse), Support.TUTOR),
        _support("daily", all_of(Reading.NOT_YET.or_worse, DaysMissed.SOME.or_worse), Support.DAILY),
        _support("room", all_of(DaysMissed.MANY.or_worse, Bullied.YES.or_worse), Support.ROOM),
    ),
    flags=(),
    sources=(_GUIDE,),
    levels=(
        LevelDescription("0", "what every pupil has", ("class",)),
        LevelDescription("1", "a small group", ("group",)),
        LevelDescription("2", "a tutor", ("tutor",)),
        LevelDescription("2+", "a tutor every day", ("daily tutor",)),
        LevelDescription("3", "lessons apart", ("room of its own",)),
    ),
    ages=Ages(12, 17),
    guarantees=(
        FloorGuarantee(
            "g.bullied-is-heard", "Whoever is bullied gets a tutor.", Support.TUTOR.or_more, (Bullied.YES.or_worse,)
        ),
    ),
)

# ------------------------------------------------------------------------------------------------------- care for sleep

_NIGHT: Final = Dimension("night", "The night", highest=3)
_DAY: Final = Dimension("day", "The day after", highest=3)


class HoursAsleep(Scale, dimension=_NIGHT, closes=True, sources=(_GUIDE,)):
    """Hours asleep."""

    ENOUGH = 0, "seven or more"
    SHORT = 1, "five or six"
    VERY_SHORT = 2, "under five"


class Snoring(Scale, dimension=_NIGHT, sources=(_GUIDE,)):
    """Snoring."""

    NONE = 0, "none"
    LOUD = 1, "loud"
    STOPS = 2, "breath stops"


class Drowsy(Scale, dimension=_DAY, danger=True, sources=(_GUIDE,)):
    """Drowsiness by day."""

    AWAKE = 0, "awake"
    TIRED = 1, "tired"
    FALLS_ASLEEP = 2, "falls asleep at the wheel"


class Study(Track):
    """Sleep study."""

    NONE = "none"
    HOME = "at home"
    LABORATORY = "in a laboratory"


class Care(Track):
    """Care for sleep."""

    ADVICE = "advice"
    COURSE = "course"
    CLINIC = "clinic"
    ADMISSION = "admission"


SLEEP: Final = Rulebook(
    id="sleep-care",
    version="7",
    title="Care for people who sleep badly",
    dimensions=(_NIGHT, _DAY),
    scales=(HoursAsleep, Snoring, Drowsy),
    tracks=(Study, Care),
    criteria=(
        Criterion("night.short", "Sleep is short.", HoursAsleep.SHORT.or_worse, _NIGHT.at(1), (_GUIDE,)),
        Criterion("night.loud", "Snoring is loud.", Snoring.LOUD.or_worse, _NIGHT.at(2), (_GUIDE,)),
        Criterion("night.stops", "Breath stops.", Snoring.STOPS.or_worse, _NIGHT.at(3), (_GUIDE,)),
        Criterion("day.tired", "Tired by day.", Drowsy.TIRED.or_worse, _DAY.at(1), (_GUIDE,)),
        Criterion("day.asleep", "Falls asleep by day.", Drowsy.FALLS_ASLEEP.or_worse, _DAY.at(3), (_GUIDE,)),
    ),
    rules=(
        Rule("study.home", "Loud snoring is recorded at home.", _NIGHT.at(2), Study.HOME.or_more, (_GUIDE,)),
        Rule(
            "study.laboratory",
            "Breath that stops is looked at in a laboratory.",
            _NIGHT.at(3),
            Study.LABORATORY.or_more,
            (_GUIDE,),
        ),
        Rule(
            "care.course",
            "A course helps with short sleep.",
            any_of(_NIGHT.at(1), _DAY.at(1)),
            Care.COURSE.or_more,
            (_GUIDE,),
        ),
        Rule("care.clinic", "A study leads to the clinic.", Study.HOME.or_more, Care.CLINIC.or_more, (_GUIDE,)),
        Rule(
            "care.admission",
            "A laboratory study of someone who falls asleep by day is done as an in-patient.",
            count_of(2, Study.LABORATORY.or_more, _DAY.at(3), HoursAsleep.VERY_SHORT.or_worse),
            Care.ADMISSION.or_more,
            (_GUIDE,),
        ),
    ),
    flags=(Flag("flag.no-driving", "do not drive", Drowsy.FALLS_ASLEEP.or_worse, (_GUIDE,), urgent=True),),
    sources=(_GUIDE,),
    headline="care",
    words=Words(notice="Advice for sleep clinics, not a diagnosis."),
    services=(
        ServiceDescription(
            "clinic", "sleep clinic", "an outpatient department", Statement("a sleep physician"), ("review",)
        ),
    ),
    guarantees=(
        FloorGuarantee("g.breath", "Whoever stops breathing is seen.", Care.CLINIC.or_more, (Snoring.STOPS.or_worse,)),
        CeilingGuarantee(
            "g.quiet", "Nobody who sleeps well is admitted.", Care.COURSE.or_less, ("snoring", "hours_asleep")
        ),
    ),
)
