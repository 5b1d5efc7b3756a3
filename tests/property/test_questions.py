"""Questions about open answers, and interviews: what is said of everybody is compared with everybody, one by one."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product
from statistics import fmean

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from placement import FIVE_LEVEL, UNSURE, Answers, Assessment, Rulebook, Scale, place
from placement.analysis.interview import Interview
from placement.analysis.questions import fewest_questions, next_questions, smallest_meeting
from placement.analysis.region import Until
from placement.cohort.synthetic.population import population
from placement.engines.reference import Person, evaluate
from placement.rules.levels import Level
from placement.testing import assessments, people, rulebooks
from tests.judged_rulebooks import judged_rulebooks
from tests.often import OFTEN

MANY = settings(
    max_examples=OFTEN,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
UNTIL = st.sampled_from(["level", "service", "all"])
SMALL = rulebooks(most_scales=3) | judged_rulebooks()
MEDIUM = rulebooks(most_scales=6) | judged_rulebooks()

Result = tuple[object, ...]


def result(book: Rulebook, person: Person, until: Until) -> Result:
    """What is asked for, of somebody about whom everything is known."""
    outcome = evaluate(book, person)
    service = outcome.tracks[book.headline_track.id]
    if until == "all":
        return (*outcome.tracks.values(), *(flag.id in outcome.flags for flag in book.flags))
    return (service,) if until == "service" else (book.level_of_service[service],)


def everybody(low: Mapping[str, int], high: Mapping[str, int]) -> Iterator[dict[str, int]]:
    for positions in product(*(range(low[name], high[name] + 1) for name in low)):
        yield dict(zip(low, positions, strict=True))


def moved(found: Mapping[tuple[int, ...], Result], names: Iterable[str]) -> set[str]:
    """Scales in which alone two of the people differ, and what is asked for with them."""
    moving: set[str] = set()
    for place_, name in enumerate(names):
        by_rest: dict[tuple[int, ...], Result] = {}
        for person, one in found.items():
            if by_rest.setdefault((*person[:place_], *person[place_ + 1 :]), one) != one:
                moving.add(name)
                break
    return moving


def results(book: Rulebook, some: Iterable[Mapping[str, int]], until: Until) -> dict[tuple[int, ...], Result]:
    return {tuple(person.values()): result(book, person, until) for person in some}


def with_answers(assessment: Answers, names: Iterable[str], *, worst: bool) -> Answers:
    scales = {scale.id: scale for scale in assessment.scales}
    chosen = {name: scales[name].anchor(scales[name].highest() if worst else 0) for name in names}
    return type(assessment).model_validate({**dict(assessment), **chosen})


def ends(book: Rulebook, assessment: Answers, until: Until) -> tuple[Result, Result]:
    low, high = assessment.ends()
    return result(book, low, until), result(book, high, until)


@MANY
@given(st.data(), SMALL, UNTIL)
def test_just_those_answers_are_asked_for_that_can_move_the_result(
    data: st.DataObject, book: Rulebook, until: Until
) -> None:
    """An open answer can still move it just if two people who fit differ in it alone, and in what is asked for."""
    assessment = data.draw(assessments(book))
    low, high = assessment.ends()
    questions = next_questions(assessment, book, until=until)
    found = results(book, everybody(low, high), until)
    assert {one.scale for one in questions} == moved(found, low)
    floor, ceiling = result(book, low, until), result(book, high, until)
    assert bool(questions) == (floor != ceiling)
    for one in questions:
        for worst, text in ((False, one.if_best), (True, one.if_worst)):
            placed = place(with_answers(assessment, [one.scale], worst=worst), book, engine="reference")
            assert (text.floor, text.ceiling) == (placed.floor.level, placed.ceiling.level)
            assert (text.floor_service, text.ceiling_service) == (placed.floor.service, placed.ceiling.service)


def fewest(book: Rulebook, assessment: Answers, until: Until, *, worst: bool) -> int:
    """The size of the smallest set that settles it, by trying all."""
    low, high = assessment.ends()
    open_names = [name for name in low if high[name] > low[name]]
    wanted = ends(book, assessment, until)[worst]
    return next(
        size
        for size in range(len(open_names) + 1)
        for chosen in combinations(open_names, size)
        if ends(book, with_answers(assessment, chosen, worst=worst), until) == (wanted, wanted)
    )


@MANY
@given(st.data(), MEDIUM, UNTIL)
def test_no_smaller_set_of_answers_settles_it(data: st.DataObject, book: Rulebook, until: Until) -> None:
    """The fewest best answers hit every smallest way up; the fewest worst ones complete a way to each conclusion."""
    assessment = data.draw(assessments(book))
    floor, ceiling = ends(book, assessment, until)
    found = fewest_questions(assessment, book, until=until)
    for questions, worst, wanted in ((found.best, False, floor), (found.worst, True, ceiling)):
        settled = with_answers(assessment, [one.scale for one in questions], worst=worst)
        assert ends(book, settled, until) == (wanted, wanted)
        assert len(questions) == fewest(book, assessment, until, worst=worst)


@MANY
@given(st.lists(st.lists(st.integers(1, 63), min_size=1, max_size=4), max_size=6))
def test_no_smaller_set_meets_all_demands(demands: list[list[int]]) -> None:
    """A set meets a demand if it contains one of its options; everything that contains it does as well."""

    def meets(chosen: int) -> bool:
        return all(any(option & chosen == option for option in options) for options in demands)

    found = smallest_meeting(demands)
    assert meets(found)
    assert found.bit_count() == min(chosen.bit_count() for chosen in range(64) if meets(chosen))


def alone(book: Rulebook, person: Person, dimension: str, *, closes: bool) -> int:
    """The rating that the headlines of a dimension, or its details, give by themselves."""
    part = dict.fromkeys(person, 0)
    for scale in book.scales:
        if scale.dimension.id == dimension and scale.closes == closes and (closes or not scale.separate):
            part[scale.id] = person[scale.id]
    return evaluate(book, part).ratings[dimension]


def is_coherent(book: Rulebook, person: Person, dimensions: Iterable[str]) -> bool:
    rated = {dimension.id for dimension in book.dimensions if dimension.rated}
    return all(
        alone(book, person, name, closes=False) <= alone(book, person, name, closes=True)
        for name in rated.intersection(dimensions)
    )


def made_coherent(book: Rulebook, person: Mapping[str, int]) -> dict[str, int]:
    """The same person, with headlines as bad as they have to be and details milder where even that does not do."""
    mended = dict(person)
    for dimension in {scale.dimension.id for scale in book.scales if scale.closes}:
        of_it = [scale for scale in book.scales if scale.dimension.id == dimension]
        headlines = [scale for scale in of_it if scale.closes]
        while not is_coherent(book, mended, [dimension]):
            rising = [scale for scale in headlines if mended[scale.id] < scale.highest()]
            if rising:
                mended[rising[0].id] += 1
            else:
                mended |= {scale.id: 0 for scale in of_it if not scale.closes and not scale.separate}
    return mended


@MANY
@given(st.data(), SMALL, UNTIL)
def test_an_interview_ends_with_the_result_of_all_answers_of_a_coherent_person(
    data: st.DataObject, book: Rulebook, until: Until
) -> None:
    """And all along the way it is settled, and asks, just as the coherent people who fit the answers say."""
    person = made_coherent(book, data.draw(people(book)))
    closing = {scale.dimension.id for scale in book.scales if scale.closes}
    whole = list(everybody(dict.fromkeys(person, 0), {scale.id: scale.highest() for scale in book.scales}))
    interview = Interview(book, until, age=book.ages.least or 0)
    while True:
        known = interview.assessment.answered()
        closed = interview.assessment.closed_dimensions()
        assert closed <= closing
        fitting = [
            one
            for one in whole
            if all(one[name] == at for name, at in known.items())
            and all(one[scale.id] == 0 for scale in book.scales if not scale.dimension.need and scale.id not in known)
            and is_coherent(book, one, closed)
        ]
        found = results(book, fitting, until)
        assert interview.settled == (len(set(found.values())) == 1)
        levels = {book.level_of_service[evaluate(book, one).tracks[book.headline_track.id]] for one in fitting}
        assert (interview.floor, interview.ceiling) == (min(levels), max(levels))
        question = interview.ask()
        assert (question is None) == interview.settled
        if question is None:
            break
        assert question.scale in moved(found, person)
        interview.answer(person[question.scale])
    assert ends(book, interview.assessment, until) == (result(book, person, until),) * 2


def values(scale: type[Scale]) -> list[int | str | None]:
    """Answers to a scale; what makes trouble comes more often."""
    return [None, UNSURE, UNSURE, *map(int, scale), scale.highest(), scale.highest()]


@MANY
@given(st.data(), MEDIUM, UNTIL)
def test_whatever_is_answered_no_more_is_asked_than_was_said(data: st.DataObject, book: Rulebook, until: Until) -> None:
    """Unsure, skipped or contradictory: what may still be asked becomes less with each answer, and so it ends."""
    interview = Interview(book, until)
    while (question := interview.ask()) is not None:
        before = interview.remaining_at_most()
        assert 0 < before <= len(book.scales) - len(interview.asked)
        assert question.scale not in interview.asked
        interview.answer(data.draw(st.sampled_from(values(book.scale_named[question.scale]))))
        assert interview.remaining_at_most() < before
    assert interview.remaining_at_most() == 0
    floor, ceiling = ends(book, interview.assessment, until)
    assert interview.settled == (floor == ceiling)
    for name in (name for name in interview.asked if book.scale_named[name].danger):
        if interview.settled and not isinstance(interview.assessment.answer(name), Scale):
            for worst in (False, True):  # a danger that was asked about and not told changes nothing if it is settled
                told = with_answers(interview.assessment, [name], worst=worst)
                assert ends(book, told, until) == (floor, floor)


@given(people())
def test_under_the_shipped_rulebook_the_level_is_that_of_the_full_interview(person: dict[str, int]) -> None:
    """Given the answers of a coherent person, headlines and details alike."""
    coherent = made_coherent(FIVE_LEVEL, person)
    interview = Interview(age=40)
    for question in interview:
        interview.answer(coherent[question.scale])
    full = place(Assessment.model_validate({"age": 40, **coherent}), engine="reference")
    assert interview.settled
    assert (interview.floor, interview.result().level) == (full.level, full.level)


def test_simulated_people_are_asked_a_third_of_the_questions_and_get_their_level() -> None:
    """The order of asking is a good one: the mean over 20,000 is in the documentation."""
    counts: list[int] = []
    for person in population(150, 5):
        interview = Interview(age=person["age"])
        for question in interview:
            interview.answer(person[question.scale])
        full = place(Assessment.model_validate(person), engine="reference")
        assert (interview.settled, interview.floor) == (True, full.level)
        counts.append(len(interview.asked))
    assert fmean(counts) < 12.5


@given(assessments())
def test_the_questions_for_the_level_are_those_that_the_recommendation_misses(assessment: Assessment) -> None:
    placed = place(assessment, engine="reference")
    questions = next_questions(assessment)
    assert {one.scale for one in questions} == {one.scale for one in placed.missing}
    assert bool(questions) == (placed.floor.level != placed.ceiling.level)
    assert all(isinstance(one.if_best.ceiling, Level) for one in questions)
