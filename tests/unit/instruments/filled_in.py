"""Instruments filled in at random, and as far as they go in each direction."""

from collections.abc import Mapping
from typing import Any, Final

from hypothesis import strategies as st

from placement.instruments import INSTRUMENTS, Instrument, Tallied

__all__ = ["PLAIN", "best", "filled_in", "possible", "with_total", "worst"]

PLAIN: Final[Mapping[str, Mapping[str, Any]]] = {
    "ciwa_ar": {"seizure": False, "delirium": False, "hallucinations": False},
    "pawss": {"applies": True, "over_65": False, "past_head_injury": False},
}
"""What goes beside the items where the instrument is to say something of every total."""


def possible(instrument: type[Instrument]) -> dict[str, list[Any]]:
    """Return the values that each field of an instrument may have, its time aside, read off its own JSON schema."""
    found: dict[str, list[Any]] = {}
    for name, said in instrument.model_json_schema()["properties"].items():
        if name == "taken_at":
            continue
        kinds = said.get("anyOf", [said])
        values: list[Any] = []
        for kind in kinds:
            if "enum" in kind:
                values += kind["enum"]
            elif kind["type"] == "boolean":
                values += [False, True]
            elif kind["type"] == "integer":
                values += range(kind["minimum"], kind["maximum"] + 1)
            else:
                values.append(None)
        found[name] = values
    return found


def filled_in(instrument: type[Instrument]) -> st.SearchStrategy[Instrument]:
    fields = {name: st.sampled_from(values) for name, values in possible(instrument).items()}
    return st.fixed_dictionaries(fields).flatmap(
        lambda values: st.builds(instrument, **{name: st.just(value) for name, value in values.items()})
    )


def _made(instrument: type[Instrument], **items: Any) -> Instrument:  # noqa: ANN401 - any item
    return instrument(**{**PLAIN.get(instrument.id, {}), **items})


def best(instrument: type[Instrument]) -> Instrument:
    """Return it without a point."""
    if not issubclass(instrument, Tallied):
        return instrument.model_validate(dict.fromkeys(possible(instrument), False))
    return with_total(instrument, 0)


def worst(instrument: type[Instrument]) -> Instrument:
    """Return it with every point there is."""
    if not issubclass(instrument, Tallied):
        return instrument.model_validate(dict.fromkeys(possible(instrument), True))
    return with_total(instrument, None)


def with_total(instrument: type[Tallied], total: int | None) -> Tallied:
    """Return an instrument whose items add up to a total; None is the highest there is."""
    values = {name: sorted(map(int, one)) for name, one in possible(instrument).items() if name in instrument.items()}
    yes_no = {
        name for name, one in possible(instrument).items() if True in one and max(map(int, filter(None, one))) == 1
    }
    chosen: dict[str, int] = {}
    left = sum(one[-1] for one in values.values()) if total is None else total
    # Each total is reached by some items at their highest and others in between.
    reach: list[dict[int, tuple[int, ...]]] = [{0: ()}]
    for one in values.values():
        reach.append({sum_ + value: (*way, value) for sum_, way in reach[-1].items() for value in one})
    chosen = dict(zip(values, reach[-1][left], strict=True))
    items: dict[str, Any] = {name: bool(value) if name in yes_no else value for name, value in chosen.items()}
    reversed_item = getattr(instrument, "reversed_item", None)
    if reversed_item is not None:
        items[reversed_item] = not items[reversed_item]
    made = _made(instrument, **items)
    assert isinstance(made, Tallied)
    return made


assert set(PLAIN) <= set(INSTRUMENTS)
