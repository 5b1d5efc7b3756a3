"""What the shipped rulebook is called by those who read its results."""

from placement.language.words import Codes, SensitivityLabel, Words
from placement.rules.letter import LETTER

__all__ = ["NOTICE", "WORDS"]

NOTICE = (
    "Decision support for clinicians, not a diagnosis. The levels are ASAM-style in name only: this is not affiliated "
    "with or endorsed by ASAM, and uses none of its texts."
)

WORDS = Words(
    notice=NOTICE,
    about="a substance use problem",
    level="level of care",
    nothing="no level of care",
    ratings=("no problem", "mild", "moderate", "serious", "extreme"),
    letter=LETTER,
    codes=Codes(sensitivity=(SensitivityLabel("ETH", "substance abuse information sensitivity"),)),
)
