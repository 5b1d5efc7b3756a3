"""The page of the types of errors that an input can meet."""

from collections.abc import Iterator

from placement.assessment.input_errors import ERROR_TYPES

__all__ = ["input_errors"]

_BEFORE = """# Errors of input

An error of an assessment, a discrepancy, a course, an instrument or any other model has a type for programs, a place, a
message for people, and `ctx`. Types are permanent: none is renamed or gets another meaning. A message may change.

| In `ctx` | |
|---|---|
| `allowed` | what may stand there: keys of anchors, names of fields, services, ids |
| `nearest` | the one of `allowed` that is most like what came, if one is: for whoever typed that, not for a log |
| `least`, `most` | limits, both included: of positions, ages, days. `above` and `below` where they are not included |
| `count` | how many fields or errors are not listed one by one |
| `episode`, `field` | which one, where the place cannot say it |

| Type | Met when |
|---|---|"""

_AFTER = """
```python
from pydantic import ValidationError

from placement import Assessment

try:
    Assessment.model_validate({"housing": "unstabel", "hom_support": 1, "pregnancy": 9})
except ValidationError as error:
    for one in error.errors():
        print(one["type"], one["loc"], one["ctx"].get("nearest"))
```

```text
position_out_of_range ('pregnancy',) None
unknown_anchor ('housing',) unstable
unknown_scale ('hom_support',) home_support
```

## A person under 18

`Assessment(...)`, `Assessment.model_validate(...)` and every other direct call raise `OutOfScope` for a person under
18, if nothing else is wrong. Inside another model, and so in the body of a request to FastAPI, it is a validation error
like any other: of the type `not_an_adult`, at the place of the age. If more is wrong, both say everything at once.

## In a service

FastAPI answers 422 with these types, and with nothing of what stood in an assessment. It repeats what it did not hand
to one, such as text that is not JSON or another field of the body: see [patient data](../explanation/privacy.md)."""


def input_errors() -> str:
    """Return the page."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    yield _BEFORE
    for kind, meaning in ERROR_TYPES.items():
        yield f"| `{kind}` | {meaning} |"
    yield _AFTER
