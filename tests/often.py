"""How many invented rulebooks each exact analysis is held to brute force on: at least 500, but in a brief run."""

from typing import Final

from hypothesis import settings

__all__ = ["OFTEN"]

_BRIEF: Final = settings.get_current_profile_name() == "brief"

OFTEN: Final = settings().max_examples if _BRIEF else max(500, settings().max_examples)
