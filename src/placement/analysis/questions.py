"""Which open answers can still move the result, what each would settle, and how few of them settle it.

Theorems, for one assessment under a monotone rulebook:

- An open answer can move what is asked for if, and only if, it has a step in a smallest way from the floor to a
  conclusion that is still open.
- Best answers settle it at the floor if, and only if, they take a step from every smallest way to the next conclusion:
  the fewest are a minimum hitting set. A best answer that completes the headlines of a dimension takes away its details
  too, so a way through a detail is hit by either.
- Worst answers settle it at the ceiling if, and only if, they complete a smallest way to every conclusion of the
  ceiling.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count

from placement.analysis.question_model import Question, question, standing, urgency, waiting, weights
from placement.analysis.region import Until, between, judged, ladders, scales_in
from placement.assessment.answers import UNSURE, Answers, rulebook_for
from placement.assessment.confidential import Quiet
from placement.explain.sentences import ended
from placement.language.foreign_text import visible
from placement.rulebook.lattice import smallest
from placement.rulebook.rulebook import Rulebook


class FewestQuestions(Quiet):
    """How few answers would settle what is asked for; both are empty where it is settled.

    Attributes:
        best: The fewest questions whose most favourable answers settle it, at the floor.
        worst: The fewest questions whose worst answers settle it, at the ceiling.
    """

    best: tuple[Question, ...]
    worst: tuple[Question, ...]

    def to_text(self) -> str:
        """Return two sentences."""
        lines: list[str] = []
        for kind, end, questions in (("most favourable", "floor", self.best), ("worst", "ceiling", self.worst)):
            answers = (
                "answer to this one settles" if len(questions) == 1 else f"answers to these {len(questions)} settle"
            )
            titles = "; ".join(question.title for question in questions)
            if questions:
                lines.append(ended(f"The {kind} {answers} it at the {end}: {titles}"))
        return visible("\n".join(lines)) or "Nothing is open."


def _asked(rulebook: Rulebook, assessment: Answers, name: str, until: Until) -> Question:
    scale = rulebook.scale_named[name]
    least = assessment.floor()[name] if assessment.provenance else 0  # what a score shows of it
    best, worst = (
        standing(rulebook, between(rulebook, assessment.model_copy(update={name: scale.anchor(at)})), until)
        for at in (least, scale.highest())
    )
    return question(rulebook, scale, unsure=assessment.answer(name) == UNSURE, if_best=best, if_worst=worst)


def next_questions(
    assessment: Answers, rulebook: Rulebook | None = None, *, until: Until = "level"
) -> tuple[Question, ...]:
    """Return the open answers that can still move what is asked for.

    Args:
        assessment: What is known.
        rulebook: The rulebook; the one that the assessment was made for if none is given.
        until: What is to be settled: the level, the service within it, or every track and every flag.

    Returns:
        What alone can lead to the highest service first, then what else can mean danger; then what settles more, by its
        best answer from above and its worst from below; then a headline before the details for which it stands; then
        what has a part in more and shorter ways. Empty where it is settled.

    Raises:
        MismatchedAssessment: The assessment does not ask what the rulebook reads.
        ValueError: `until` is none of the three.
    """
    rulebook = rulebook_for(assessment, rulebook)
    region, asked_for = between(rulebook, assessment), ladders(rulebook, until)
    weight = weights(rulebook, region.moving(asked_for))
    later = waiting(rulebook, weight)
    urgent = urgency(rulebook)
    questions = [_asked(rulebook, assessment, name, until) for name in weight]
    questions.sort(
        key=lambda question: (
            urgent[question.scale],
            question.if_best.open + question.if_worst.open,
            question.scale in later,
            -weight[question.scale] if urgent[question.scale] else 0,
        )
    )
    return tuple(questions)


def _closing(rulebook: Rulebook, assessment: Answers) -> Mapping[str, list[str]]:
    """Return, for each detail that headlines would still close, the headlines that are not yet answered.

    Where a score answered a headline, no other answer closes the dimension.
    """
    definite, screened = assessment.answered(), assessment.screened_dimensions()
    return {
        detail.id: [headline.id for headline in judgement.headlines if headline.id not in definite]
        for judgement in judged(rulebook)
        if judgement.dimension not in screened
        for detail in judgement.details
        if not (detail.danger and assessment.answer(detail.id) == UNSURE)
    }


def fewest_questions(
    assessment: Answers, rulebook: Rulebook | None = None, *, until: Until = "level"
) -> FewestQuestions:
    """Return how few answers would settle what is asked for; the fewest are found exactly (branch and bound).

    The arguments, and what is raised, are those of `next_questions`.

    Returns:
        Both sets, in the order of asking. Of several as small, it is the same one every time.
    """
    rulebook = rulebook_for(assessment, rulebook)
    region = between(rulebook, assessment)
    bit = {scale.id: 1 << place for place, scale in enumerate(rulebook.scales)}  # a set of scales is so many bits

    def bits(names: Iterable[str]) -> int:
        return sum(bit[name] for name in names)

    closing = {detail: bits(headlines) for detail, headlines in _closing(rulebook, assessment).items()}
    best: set[tuple[int, ...]] = set()
    worst: list[set[int]] = []
    for ladder in ladders(rulebook, until):
        floor, ceiling = region.floor(ladder), region.ceiling(ladder)
        if floor < ceiling:
            to_next, to_last = (
                {tuple(scales_in(rulebook.lattice, way)) for way in region.ways(ladder.rungs[rung])}
                for rung in (floor, ceiling - 1)
            )
            for names in to_next:
                best.add((*(bit[name] for name in names), *(closing[name] for name in names if name in closing)))
            worst.append(set(map(bits, to_last)))

    def asked(demands: Iterable[Iterable[int]]) -> tuple[Question, ...]:
        chosen = smallest_meeting(demands)
        return tuple(_asked(rulebook, assessment, name, until) for name in bit if bit[name] & chosen)

    return FewestQuestions(best=asked(best), worst=asked(worst))


_Options = tuple[int, ...]


def smallest_meeting(demands: Iterable[Iterable[int]]) -> int:
    """Return the smallest set that contains an option of each demand; of several, the same one every time.

    Where each option is a single thing, this is the minimum hitting set. Exact: sizes are tried from the least, and
    within a size every choice, except those of which a lower bound says that they cannot do (branch and bound).

    Args:
        demands: For each demand its options, one or more, as bits.
    """
    wanted = _left([tuple(options) for options in demands], 0)
    return next(chosen for size in count(_least(wanted)) if (chosen := _within(size, 0, wanted)) is not None)


def _left(demands: Iterable[_Options], chosen: int) -> list[_Options]:
    """Return what a choice leaves to be met, without demands that others take in, the fewest options first."""
    rest = {tuple(smallest(option & ~chosen for option in options)) for options in demands}
    kept: list[_Options] = []
    for options in sorted(rest, key=lambda demand: (len(demand), demand)):
        if options != (0,) and not any(_implies(other, options) for other in kept):
            kept.append(options)
    return kept


def _implies(other: _Options, options: _Options) -> bool:
    """Say whether whatever meets the other demand meets the one with these options."""
    return all(any(not option & ~way for option in options) for way in other)


def _least(demands: Iterable[_Options]) -> int:
    """Return a size that no set meeting these demands goes below: what demands that share nothing need together."""
    size = used = 0
    for options in demands:
        whole = 0
        for option in options:
            whole |= option
        if not whole & used:
            used |= whole
            size += min(option.bit_count() for option in options)
    return size


def _within(size: int, chosen: int, demands: Sequence[_Options]) -> int | None:
    """Return a set of at most this size that adds to what is chosen what the demands need; None if there is none."""
    if chosen.bit_count() + _least(demands) > size:
        return None
    if not demands:
        return chosen
    for option in sorted(demands[0], key=lambda steps: (steps.bit_count(), steps)):
        covering = _within(size, chosen | option, _left(demands, option))
        if covering is not None:
            return covering
    return None
