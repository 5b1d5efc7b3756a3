"""Observations of scores, as other systems write them."""

from typing import Any, Final

__all__ = ["LOINC", "observation"]

LOINC: Final = "http://loinc.org"


def observation(total: str = "70274-6", system: str = LOINC, **fields: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    """Return a GAD-7 of 11, if not said otherwise; a field that is None is left out."""
    coded = {"coding": [{"system": system, "code": total}]}
    plain = {"resourceType": "Observation", "status": "final", "code": coded, "valueInteger": 11}
    return {name: value for name, value in {**plain, **fields}.items() if value is not None}
