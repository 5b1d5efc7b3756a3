"""Every promise about every possible person: what is never withheld, then what never happens for lack of a reason."""

from placement.language.declarations import Guarantee
from placement.rules.ceilings import CEILINGS
from placement.rules.floors import FLOORS

__all__ = ["GUARANTEES"]

GUARANTEES: tuple[Guarantee, ...] = (*FLOORS, *CEILINGS)
