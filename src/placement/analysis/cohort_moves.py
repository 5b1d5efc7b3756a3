"""How people of a cohort move from one rulebook to another. Nothing of a person is kept: only counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isnan
from typing import Any, Final, TypeAlias, cast

from pydantic import ValidationError

from placement.analysis.alignment import Alignment
from placement.analysis.conclusions import Side
from placement.analysis.example import Frozen
from placement.analysis.moves import Moves, compared_sides, counted
from placement.assessment.answers import Answers
from placement.engines.reference import Person
from placement.errors import CohortError, OutOfScope
from placement.language.scale import Scale

_AGE: Final = "age"

_Placed: TypeAlias = tuple[tuple[int, int], ...]
"""A person's position under the old and the new rulebook, for each side that is compared."""


class CohortMoves(Frozen):
    """How many people of a cohort move.

    Attributes:
        people: How many were placed under both rulebooks.
        left_out: How many are of ages that one of the rulebooks is not for, and placed under neither.
        ages: Which ages these are, in words.
        floor: At the least that their answers allow.
        ceiling: At the most.
    """

    people: int
    left_out: int
    ages: str
    floor: tuple[Moves, ...]
    ceiling: tuple[Moves, ...]


def _is_absent(value: object) -> bool:
    """Say whether a cell of a data frame is empty: None, not a number, or the "NA" of pandas."""
    return value is None or (isinstance(value, float) and isnan(value)) or type(value).__name__ in {"NAType", "NaTType"}


def _records(cohort: Any) -> Iterator[object]:  # noqa: ANN401 - any data frame, of a library that need not be there
    if isinstance(cohort, Mapping | str | bytes | Answers):
        raise CohortError(["expected people, not one person"])
    if hasattr(cohort, "to_dicts"):  # Polars
        yield from cohort.to_dicts()
    elif hasattr(cohort, "iter_rows"):  # narwhals
        yield from cohort.iter_rows(named=True)
    elif hasattr(cohort, "to_dict"):  # pandas, which makes decimals of the whole numbers in a column with gaps
        for row in cohort.to_dict(orient="records"):
            yield {name: _whole(value) for name, value in row.items()}
    elif isinstance(cohort, Iterable):
        yield from cast("Iterable[object]", cohort)
    else:
        raise CohortError(["expected assessments, mappings of answers, or a data frame"])


def _whole(value: object) -> object:
    return int(value) if isinstance(value, float) and value.is_integer() else value


class _Reader:
    """Reads people for two rulebooks. Fields are called as in the old one; only what it lacks, as in the new one."""

    def __init__(self, alignment: Alignment) -> None:
        self._alignment = alignment
        self._models = alignment.old.assessment_model(), alignment.new.assessment_model()

    def read(self, person: object) -> tuple[Answers, Answers]:
        """Return the assessments of a person under the old and the new rulebook.

        Raises:
            CohortError: This is no person, or a field is unknown, given twice, or holds what it may not.
            OutOfScope: The person is of an age that one of the rulebooks is not for.
        """
        answers = self._answers(person)
        old = self._alignment.old.scale_named
        age = {_AGE: answers.get(_AGE)}
        by_old = _validated(self._models[0], age | {name: answers[name] for name in old if name in answers})
        for_new = {
            name_in_new: _position(by_old.answer(name)) if name in old else answers.get(name)
            for name_in_new, name in self._alignment.named.items()
        }
        return by_old, _validated(self._models[1], age | for_new)

    def _answers(self, person: object) -> dict[str, object]:
        """Return the answers that there are, by what the scales are called among the people of both rulebooks."""
        if isinstance(person, Answers):
            asked = {scale.id: scale.id for scale in person.scales}
            if asked.keys() != self._alignment.old.scale_named.keys():
                asked |= self._alignment.named
            answers = {asked[scale.id]: person.answer(scale.id) for scale in person.scales}
            return self._by_name({_AGE: person.age, **answers})
        if isinstance(person, Mapping):
            return self._by_name(cast("Mapping[str, object]", person))
        raise CohortError(["expected an assessment or a mapping of answers"])

    def _by_name(self, row: Mapping[str, object]) -> dict[str, object]:
        names, elsewhere = {_AGE, *self._alignment.scales}, self._alignment.named
        answers: dict[str, object] = {}
        mistakes: list[str] = []
        for field, value in row.items():
            name = field if field in names else elsewhere.get(field)
            if name is None:
                mistakes.append(f"`{field}`: known to neither rulebook")
            elif name in answers:
                mistakes.append(f"`{field}`: given under two names")
            elif not _is_absent(value):
                answers[name] = value
        if mistakes:
            raise CohortError(mistakes)
        return answers


def _position(answer: Scale | str | None) -> int | str | None:
    return int(answer) if isinstance(answer, Scale) else answer


def _validated(model: type[Answers], fields: Mapping[str, object]) -> Answers:
    try:
        return model.model_validate(dict(fields))
    except ValidationError as error:
        mistakes = [f"`{'.'.join(map(str, line['loc']))}`: {line['msg']}" for line in error.errors()]
    raise CohortError(mistakes)  # outside the handler: the first error is not chained to this one


def cohort_moves(alignment: Alignment, cohort: object) -> CohortMoves:
    """Count how a cohort moves, at the least and at the most that their answers allow.

    Args:
        alignment: The two rulebooks.
        cohort: Assessments, mappings of answers, or a data frame with a row for each person, a column for each scale.

    Raises:
        CohortError: A person's answers cannot be read; every row that cannot is named.
    """
    reader, compared = _Reader(alignment), compared_sides(alignment)
    placed: list[list[_Placed]] = [[], []]  # at the floor, at the ceiling
    left_out = 0
    mistakes: list[str] = []
    for row, person in enumerate(_records(cohort), start=1):
        try:
            old, new = reader.read(person)
        except OutOfScope:
            left_out += 1
        except CohortError as error:
            mistakes += [f"row {row}: {mistake}" for mistake in error.mistakes]
        else:
            for people, before, after in zip(placed, old.ends(), new.ends(), strict=True):
                people.append(_place(alignment, compared, before, after))
    if mistakes:
        raise CohortError(mistakes)
    floor, ceiling = (
        tuple(counted(side, (person[at] for person in people)) for at, (side, _) in enumerate(compared))
        for people in placed
    )
    old_ages, new_ages = alignment.old.ages, alignment.new.ages
    ages = old_ages.others if old_ages == new_ages else "of ages that one of them is not for"
    return CohortMoves(people=len(placed[0]), left_out=left_out, ages=ages, floor=floor, ceiling=ceiling)


def _place(alignment: Alignment, compared: Sequence[tuple[Side, Side]], before: Person, after: Person) -> _Placed:
    old, new = alignment.old.lattice.encode(before), alignment.new.lattice.encode(after)
    return tuple((side.position(old), side_in_new.position(new)) for side, side_in_new in compared)
