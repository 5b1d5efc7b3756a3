"""Works out counts that an audit withholds from everything that it publishes: what a reader of its tables could do.

It knows how counts add up from what they mean, and nothing of how they are withheld. The people are divided into kinds
that no table divides further; every number in a table is the sum of some, and what is unknown is how many there are of
each kind.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final, TypeAlias

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog

from placement import FIVE_LEVEL
from placement.cohort import Audit
from placement.cohort.auditing.reasons import KINDS
from placement.language.discrepancies import DISCREPANCY_REASONS

__all__ = ["Attacker", "published"]

Kinds: TypeAlias = frozenset[tuple[object, ...]]
"""Kinds of people that a number counts together."""

_Tables: TypeAlias = Mapping[str, list[dict[str, Any]]]

_Number: TypeAlias = tuple[Kinds, Kinds, float | None, float | None]
"""Who there are, whom of them a number counts, the number, and how many there are."""

_SIDES: Final = {
    "exact": ("exact",),
    "within_one": ("exact", "under1", "over1"),
    "under": ("under1", "under2"),
    "over": ("over1", "over2"),
    "outside": ("below", "above"),
    "below": ("below",),
    "above": ("above",),
}
_COMPARED: Final = ("exact", "under1", "under2", "over1", "over2")
_OPEN: Final = ("below", "inside", "above")
_CASES: Final = {"below": ("under1", "under2", "below"), "above": ("over1", "over2", "above")}
_EVERYBODY: Final = (*_COMPARED, *_OPEN, "given?det", "given?open")
_STEPS: Final = ("none", "0.5", "1", "2", "3", "4")
_STEP_OF: Final = (0, 1, 2, 3, 3, 4, 4, 4, 5)


def _of(who: object, names: tuple[str, ...]) -> Kinds:
    return frozenset((who, name) for name in names)


def _block(name: str) -> list[int]:
    first, _, last = name.partition(" to ")
    return [*range(_STEPS.index(first), _STEPS.index(last or first) + 1)]


def _rule(name: object) -> Kinds:
    known = {("rule", name, way, kind) for way in ("less", "more") for kind in KINDS}
    return frozenset({*known, ("rule", name, "within"), ("rule", name, "unknown")})


def _way(name: object, *ways: str) -> Kinds:
    return frozenset(kind for kind in _rule(name) if kind[2] in ways)


def published(audit: Audit) -> Iterator[tuple[Kinds, float]]:
    """Yield what each number of an audit counts, and the number; also what is left of what it is a part of."""
    tables = {name: table.to_dicts() for name, table in audit.to_frames().items()}
    determined = _of("all", (*_COMPARED, "given?det"))
    everybody = _of("all", _EVERYBODY), determined, audit.quality.determined, audit.agreement.people
    for whole, part, number, people in (everybody, *_of_people(tables), *_of_decisions(tables), *_of_answers(tables)):
        if people is not None:
            yield whole, people
        if number is not None:
            yield part, number
        if number is not None and people is not None:
            yield whole - part, people - number


def _share(row: Mapping[str, Any], name: str, of: str) -> float | None:
    return None if row[name] is None or row[of] is None else row[name] * row[of]


def _agreement(rows: list[dict[str, Any]], who: object) -> Iterator[_Number]:
    for row in rows:
        if row["figure"] in _SIDES:
            whole = _of(who, _COMPARED if row["figure"] in {"exact", "within_one", "under", "over"} else _OPEN)
            yield whole, _of(who, _SIDES[row["figure"]]), _share(row, "value", "of"), row["of"]


def _of_people(tables: _Tables) -> Iterator[_Number]:
    yield from _agreement(tables["agreement"], "all")
    for row in tables["confusion"]:
        one, other = _block(row["recommended"]), _block(row["given"])
        line = frozenset(("c", i, j) for i in one for j in range(6))
        cell = frozenset(kind for kind in line if kind[2] in other)
        yield line, cell, row["people"], row["people"] / row["share"] if row["share"] else None
    for row in tables["groups"]:
        who = (row["by"], row["group"])
        yield _of(who, _EVERYBODY), _of(who, _COMPARED), row["compared"], row["people"]
        yield _of(who, _EVERYBODY), _of(who, _OPEN), row["undetermined"], row["people"]
        for name, part in _SIDES.items():
            of = "compared" if name in {"exact", "within_one", "under", "over"} else "undetermined"
            whole = _of(who, _COMPARED if of == "compared" else _OPEN)
            yield whole, _of(who, part), _share(row, name, of), row[of]
    for row in tables["disparity"]:
        who = (row["by"], row["group"])
        known = _of(who, (*_COMPARED, *_OPEN))
        yield known, _of(who, _CASES[row["departure"]]), _share(row, "rate", "people"), row["people"]
    for row in tables["transitions"]:
        one, other = _block(row["before"]), _block(row["after"])
        yield frozenset(), frozenset((row["end"], i, j) for i in one for j in other), row["people"], None
    for row in tables["movers"]:
        who = (row["by"], row["group"])
        for way in ("up", "down"):
            yield _of(who, _EVERYBODY), frozenset({("moves", who, way)}), row[way], None


def _of_decisions(tables: _Tables) -> Iterator[_Number]:
    for row, name in [(row, row["id"]) for row in tables["rules"]] + [
        (row, ("c", row["id"])) for row in tables["criteria"]
    ]:
        known = _way(name, "less", "more", "within")
        yield _rule(name), known, row["known"], row["decides"]
        for share, ways in {"less": ("less",), "more": ("more",), "overridden": ("less", "more")}.items():
            yield known, _way(name, *ways), _share(row, share, "known"), row["known"]
        for kind in KINDS:
            part = frozenset(each for each in _way(name, "less", "more") if each[3] == kind)
            yield known, part, row[f"because_{kind}"], None
    for table in ("reason_kinds", "reasons"):
        for row in tables[table]:
            ids = [
                reason.id
                for reason in DISCREPANCY_REASONS
                if row["id"] == (reason.id if table == "reasons" else reason.kind)
            ]
            for way in ("less", "same", "more"):
                yield frozenset(), frozenset(("reason", each, way) for each in ids), row[way], None


def _of_answers(tables: _Tables) -> Iterator[_Number]:
    for row in tables["gaps"]:
        scale = row["scale"]
        whole = frozenset(("scale", scale, kind) for kind in ("missing", "unsure", "answer"))
        yield whole, frozenset({("scale", scale, "missing")}), row["missing"], None
        yield whole, frozenset({("scale", scale, "unsure")}), row["unsure"], None
        yield frozenset(), frozenset({("open", scale)}), row["open"], None
        yield frozenset(), frozenset({("helps", scale, "settles"), ("helps", scale, "narrows")}), row["narrows"], None
        yield frozenset(), frozenset({("helps", scale, "settles")}), row["settles"], None
    for row in tables["conflicts"]:
        yield frozenset(), frozenset({("conflict", row["id"])}), row["people"], None
    for place, row in enumerate(tables["codebook"]):
        yield frozenset(), frozenset({("code", row["scale"], place, row["meaning"])}), row["people"], None


def _equal(tables: _Tables) -> Iterator[tuple[Kinds, Kinds]]:
    """Yield what counts the same people, kind by kind."""
    yield from _equal_groups(tables)
    yield from _equal_decisions(tables)
    yield from _equal_answers(tables)


def _equal_groups(tables: _Tables) -> Iterator[tuple[Kinds, Kinds]]:
    groups = defaultdict(list)
    for row in tables["groups"]:
        groups[row["by"]].append((row["by"], row["group"]))
    for several in groups.values():
        for name in _EVERYBODY:
            yield _of("all", (name,)), frozenset((who, name) for who in several)
        for way in ("up", "down"):
            yield frozenset(("moves", who, way) for who in several), _moved("floor", way)
        for who in several:
            yield _of(who, _EVERYBODY), frozenset(("moves", who, way) for way in ("up", "down", "stay"))
    cells = [("c", i, j) for i in range(6) for j in range(6)]
    for name, (least, most) in {
        "exact": (0, 0), "under1": (-1, -1), "under2": (-5, -2), "over1": (1, 1), "over2": (2, 5)
    }.items():  # fmt: skip
        yield _of("all", (name,)), frozenset(cell for cell in cells if least <= cell[2] - cell[1] <= most)


def _equal_decisions(tables: _Tables) -> Iterator[tuple[Kinds, Kinds]]:
    everybody = _of("all", _EVERYBODY)
    rules = [row["id"] for row in tables["rules"]] + ["(none)"]
    yield _of("all", ("given?det", "given?open")), frozenset(("rule", name, "unknown") for name in rules)
    yield _of("all", ("exact", "inside")), frozenset(("rule", name, "within") for name in rules)
    for way, cases in (("less", _CASES["below"]), ("more", _CASES["above"])):
        yield _of("all", cases), frozenset(("reason", one.id, way) for one in DISCREPANCY_REASONS)
    for kind in KINDS:
        ids = [one.id for one in DISCREPANCY_REASONS if one.kind == kind]
        both = frozenset(("reason", each, way) for each in ids for way in ("less", "more"))
        yield both, frozenset(("rule", name, way, kind) for name in rules for way in ("less", "more"))
    for end in ("floor", "ceiling"):
        yield everybody, frozenset((end, i, j) for i in range(6) for j in range(6))
    gives = {one.id: _STEP_OF[one.raises.at_least] for one in FIVE_LEVEL.rules} | {"(none)": 0}
    for step in range(6):
        here = [_rule(name) for name in rules if gives[name] == step]
        yield frozenset(("floor", step, j) for j in range(6)), frozenset().union(*here)


def _equal_answers(tables: _Tables) -> Iterator[tuple[Kinds, Kinds]]:
    everybody = _of("all", _EVERYBODY)
    open_people = _of("all", (*_OPEN, "given?open"))
    codes = defaultdict(set)
    for place, row in enumerate(tables["codebook"]):
        codes[row["scale"]].add(("code", row["scale"], place, row["meaning"]))
    for row in tables["gaps"]:
        scale = row["scale"]
        yield everybody, frozenset(("scale", scale, kind) for kind in ("missing", "unsure", "answer"))
        yield (
            frozenset({("scale", scale, "missing"), ("scale", scale, "unsure")}),
            frozenset({("open", scale), ("closed", scale)}),
        )
        yield open_people, frozenset(("helps", scale, kind) for kind in ("settles", "narrows", "neither"))
        if codes[scale]:
            missing = frozenset(code for code in codes[scale] if code[3] == "not asked")
            unsure = frozenset(
                code for code in codes[scale] if code[3] in {"unsure", "cannot be read, taken for unsure"}
            )
            yield frozenset({("scale", scale, "missing")}), missing
            yield frozenset({("scale", scale, "unsure")}), unsure
            yield frozenset({("scale", scale, "answer")}), frozenset(codes[scale]) - missing - unsure
    for row in tables["conflicts"]:
        yield everybody, frozenset({("conflict", row["id"]), ("no conflict", row["id"])})


def _moved(end: str, way: str) -> Kinds:
    return frozenset((end, i, j) for i in range(6) for j in range(6) if (j > i if way == "up" else j < i))


class Attacker:
    """What can be worked out from the tables of an audit.

    Attributes:
        recovered: How many withheld counts below the limit have been worked out.
    """

    def __init__(self, audit: Audit, everything: Audit) -> None:
        """Read an audit, and the same one of which nothing is withheld, to know what is right."""
        tables = {name: table.to_dicts() for name, table in audit.to_frames().items()}
        equal = [*_equal(tables)]
        known = [*published(audit), (_of("all", _EVERYBODY), float(audit.agreement.people or 0))]
        self.truth = {kinds: round(number) for kinds, number in published(everything)}
        kinds = {kind for each in (*self.truth, *(one for one, _ in known)) for kind in each}
        kinds |= {kind for pair in equal for side in pair for kind in side}
        self._at = {kind: place for place, kind in enumerate(sorted(kinds, key=repr))}
        rows = [self._row(one) - self._row(other) for one, other in equal] + [self._row(one) for one, _ in known]
        self._rows = np.array(rows)
        self._numbers = np.array([0.0] * len(equal) + [round(number) for _, number in known])
        self.below = audit.sureness.suppress_below

    def _row(self, kinds: Kinds) -> npt.NDArray[np.float64]:
        row = np.zeros(len(self._at))
        row[[self._at[kind] for kind in kinds]] = 1
        return row

    def small(self) -> list[Kinds]:
        """Return what counts few people."""
        return [kinds for kinds, people in self.truth.items() if 0 < people < self.below]

    def solved(self) -> list[Kinds]:
        """Return the small counts that follow by adding and subtracting, and from nobody being fewer than none."""
        nobody = self._nobody()
        rows, numbers = np.delete(self._rows, nobody, axis=1), self._numbers
        left, sizes, right = np.linalg.svd(rows, full_matrices=False)
        used = sizes > 1e-7
        told = right[used]
        anyone = told.T @ ((left[:, used].T @ numbers) / sizes[used])
        small = self.small()
        asked = np.delete([self._row(kinds) for kinds in small], nobody, axis=1)
        follows = np.abs(asked - asked @ told.T @ told).max(axis=1, initial=0) < 1e-7
        found = [kinds for kinds, so in zip(small, follows, strict=True) if so]
        assert [round(float(people)) for people in (asked @ anyone)[follows]] == [self.truth[kinds] for kinds in found]
        return found

    def _nobody(self) -> list[int]:
        """Return the kinds of which there is nobody, because a sum of them is 0."""
        nobody: set[int] = set()
        while True:
            further = set(nobody)
            for row, number in zip(self._rows, self._numbers, strict=True):
                left = [at for at in np.flatnonzero(row) if at not in further]
                if number == 0 and left and len({row[at] > 0 for at in left}) == 1:
                    further |= {*map(int, left)}
            if further == nobody:
                return sorted(nobody)
            nobody = further

    def bounded(self, most: int) -> list[Kinds]:
        """Return the small counts, of a few of them, of which the least and the most that they can be is the same."""
        settings: dict[str, Any] = {"A_eq": self._rows, "b_eq": self._numbers, "bounds": (0, None), "method": "highs"}
        found = []
        for kinds in self.small()[:: max(1, len(self.small()) // most)]:
            least, highest = (linprog(sign * self._row(kinds), **settings) for sign in (1, -1))
            assert least.success, "the tables do not contradict each other"
            if highest.success and np.ceil(least.fun - 1e-6) >= np.floor(-highest.fun + 1e-6):
                found.append(kinds)
        return found
