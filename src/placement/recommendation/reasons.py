"""Why this level, why not another, and which open answers could still move it.

Each rests on one theorem: the people who reach a conclusion are exactly those above its smallest people.

- A *reason* is a smallest person below this one who reaches the same service. It is enough by itself, and no answer in
  it can be spared.
- A *change* is a smallest addition to this person that reaches a level.
- An open answer is *missing* if it is part of a smallest addition, between floor and ceiling, that reaches a level
  above the floor's: just then it can still move the level.
"""

from functools import lru_cache
from typing import assert_never

from placement.engines.reference import Person, evaluate
from placement.language.condition import All, Any, AtLeast, Condition, Count
from placement.language.graded import Graded, Track
from placement.language.scale import Scale
from placement.recommendation.case import Case, level_of, possible_services
from placement.recommendation.recommendation import Cause, Change, LevelCase, Missing, Reason
from placement.rulebook.lattice import Ways
from placement.rulebook.rulebook import Rulebook

_NEAREST = 5
"""How many of the nearest changes are shown for a level; there may be hundreds."""


class _Proof:
    """Follows a conclusion about one person back to answers, taking the first way that suffices at each turn."""

    def __init__(self, rulebook: Rulebook, person: Person) -> None:
        self._rulebook = rulebook
        outcome = evaluate(rulebook, person)
        self._met = outcome.met
        self._facts = {**person, **outcome.ratings, **outcome.tracks}

    def rules(self, target: AtLeast) -> list[str]:
        """Return the met rules that give the target, or more: the smallest people of a level may get no less."""
        raising = (rule for rule in self._rulebook.rules if rule.raises.fact == target.fact and rule.id in self._met)
        return [rule.id for rule in raising if rule.raises.at_least >= target.at_least]

    def rule(self, name: str) -> Cause:
        declared = self._rulebook.rule_named[name]
        return Cause(kind="rule", id=name, text=declared.summary, behind=self._behind(declared.when))

    def _behind(self, condition: Condition) -> tuple[Cause, ...]:
        match condition:
            case AtLeast(fact, needed):
                return (self._fact(fact, needed),)
            case All(parts):
                chosen = list(parts)
            case Any(parts):
                chosen = self._held(parts)[:1]
            case Count(least, parts):
                chosen = self._held(parts)[:least]
            case _:
                assert_never(condition)
        return tuple(cause for part in chosen for cause in self._behind(part))

    def _held(self, parts: tuple[Condition, ...]) -> list[Condition]:
        return [part for part in parts if part.holds(self._facts)]

    def _fact(self, fact: str, needed: int) -> Cause:
        scale = self._rulebook.scale_named.get(fact)
        if scale is not None:
            return Cause(kind="answer", id=fact, text=f"{scale.title()}: {scale.anchor(needed).label}")
        if fact in self._rulebook.track_named:
            return self.rule(self.rules(AtLeast(fact, needed))[0])
        criterion = next(
            criterion
            for criterion in self._rulebook.criteria
            if criterion.raises.fact == fact and criterion.raises.at_least >= needed and criterion.id in self._met
        )
        behind = Cause(kind="criterion", id=criterion.id, text=criterion.summary, behind=self._behind(criterion.when))
        dimension = self._rulebook.dimension_named[fact]
        rated = f"{dimension.title} rated {needed}{' or worse' if needed < dimension.highest else ''}"
        return Cause(kind="rating", id=fact, text=rated, behind=(behind,))


@lru_cache(maxsize=4096)
def _proven(rulebook: Rulebook, bits: int, target: AtLeast) -> tuple[tuple[str, ...], Cause]:
    """Return the rules through which a smallest person reaches a target, and the first of them back to answers.

    Cached, because it depends on the rulebook alone: the smallest people of a target are always the same ones.
    """
    needed = rulebook.lattice.decode(bits)
    proof = _Proof(rulebook, {scale.id: needed.get(scale.id, 0) for scale in rulebook.scales})
    rules = tuple(proof.rules(target))
    return rules, proof.rule(rules[0])


def _reason(case: Case, bits: int, target: AtLeast, gives: str) -> Reason:
    rules, causes = _proven(case.rulebook, bits, target)
    needed = case.rulebook.lattice.decode(bits)
    answers = tuple(case.tested(fact, position) for fact, position in needed.items())
    return Reason(gives=gives, rules=rules, answers=answers, causes=causes)


def because(case: Case) -> tuple[Reason, ...]:
    """Return the smallest sets of answers that give the floor's service, the shortest first.

    Empty where no service is indicated.
    """
    position, headline = case.floor_service, case.rulebook.headline_track
    if not position:
        return ()
    lattice = case.rulebook.lattice
    target = AtLeast(headline.id, position)
    service = str(list(headline)[position])
    return tuple(_reason(case, bits, target, service) for bits in Ways(lattice, 0, lattice.encode(case.low)).to(target))


def level_cases(case: Case) -> tuple[LevelCase, ...]:
    """Return what speaks for and against each level, from the least intensive to the most."""
    lattice = case.rulebook.lattice
    low, high = lattice.encode(case.low), lattice.encode(case.high)
    to_here, within, beyond = Ways(lattice, 0, low), Ways(lattice, low, high), Ways(lattice, low, lattice.top)
    reached, floor, ceiling = list(case.rulebook.level_type), case.floor_level, case.ceiling_level
    targets = {level: case.rulebook.reach(level) for level in reached[1:]}
    reasons: dict[Graded, tuple[Reason, ...]] = {reached[0]: ()}
    for level, target in targets.items():
        ways = to_here.to(target) if level <= floor else []
        reasons[level] = tuple(_reason(case, bits, target, str(level)) for bits in ways)

    services: dict[Graded, list[Track]] = {level: [] for level in reached}
    for service in possible_services(case):
        services[case.rulebook.level_of_service[service.position]].append(service)

    def verdict(level: Graded) -> str:
        if level < floor:
            return "not enough"
        if level > ceiling:
            return "more than needed"
        if floor == ceiling:
            return "recommended"
        return "possible" if services[level] else "passed over"

    leading = {level: (within if level <= ceiling else beyond).to(targets[level]) for level in reached if level > floor}
    for level in reversed(reached[floor.position + 1 : ceiling.position]):
        if services[level]:  # a way that leads past it is no way to it
            further = {*within.to(targets[reached[level.position + 1]])}
            leading[level] = [way for way in leading[level] if way not in further]

    cases: list[LevelCase] = []
    for level in reached:
        would_need = tuple(_change(case, bits | low, bits.bit_count()) for bits in leading.get(level, [])[:_NEAREST])
        cases.append(
            LevelCase.model_validate(
                {
                    "level": level,
                    "name": case.rulebook.level_named[level].name,
                    "verdict": verdict(level),
                    "reasons_for": reasons[level],
                    "reasons_against": reasons[reached[level.position + 1]] if level < floor else (),
                    "would_need": would_need,
                    "distance": would_need[0].steps if would_need else 0,
                    "services": services[level],
                }
            )
        )
    return tuple(cases)


def _change(case: Case, bits: int, steps: int) -> Change:
    worse = case.rulebook.lattice.decode(bits)
    return Change(
        answers=tuple(case.tested(fact, needed) for fact, needed in worse.items() if needed > case.low[fact]),
        steps=steps,
    )


def _ceiling_with(case: Case, answer: Scale) -> Graded:
    """Return the level of the ceiling once there is this answer, which may be one that closes its dimension."""
    answered = case.assessment.model_copy(update={type(answer).id: answer})
    return level_of(case.rulebook, evaluate(case.rulebook, answered.ceiling()))


def missing(case: Case) -> tuple[Missing, ...]:
    """Return the open answers that could still move the level, the most decisive first.

    The more of the range an answer can take away, at its best from above and at its worst from below, the earlier it
    stands; among equals, what can mean danger comes first, then the order of asking.
    """
    floor, ceiling = case.floor_level, case.ceiling_level
    if floor == ceiling:
        return ()
    book = case.rulebook
    ways = Ways(book.lattice, book.lattice.encode(case.low), book.lattice.encode(case.high))
    moving = 0
    for level in book.level_type:
        if floor < level <= ceiling:
            for bits in ways.to(book.reach(level)):
                moving |= bits
    names = book.lattice.decode(moving | book.lattice.encode(case.low))
    questions: list[Missing] = []
    for name, position in names.items():
        if position > case.low[name]:
            scale = book.scale_named[name]
            questions.append(
                Missing(
                    scale=name,
                    title=scale.title(),
                    state="unsure" if case.state(name) == "unsure" else "not recorded",
                    danger=scale.danger,
                    at_best=_ceiling_with(case, scale.anchor(case.low[name])),
                    at_worst=level_of(book, evaluate(book, {**case.low, name: case.high[name]})),
                )
            )
    questions.sort(key=lambda question: (question.at_best.position - question.at_worst.position, not question.danger))
    return tuple(questions)
