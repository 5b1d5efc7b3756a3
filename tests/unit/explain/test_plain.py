import re
from dataclasses import replace
from statistics import mean
from typing import Final

import pytest

from placement import Recommendation, place
from placement.explain.plain import to_plain_language
from placement.language.scale import HIGHEST_RATING
from placement.language.words import Letter
from placement.recommendation.contents import Deferred
from placement.recommendation.recommendation import Ratings
from placement.rules.five_level import FIVE_LEVEL
from placement.rules.levels import Level
from placement.rules.words import LETTER
from tests.unit.explain.people import ANSWERS, PEOPLE, PSYCHIATRIC, between, changed, determined
from tests.unit.explain.people import REASONS as BECAUSE

FLAGS: Final = {phrase.of: phrase.text for phrase in LETTER.flags}
POSSIBLE_FLAGS: Final = {phrase.of: phrase.text for phrase in LETTER.possible_flags}
ARRANGEMENTS: Final = {phrase.of: phrase.text for phrase in LETTER.arrangements}
QUESTIONS: Final = {phrase.of: phrase.text for phrase in LETTER.questions}
SERVICES: Final = {phrase.of: phrase.text for phrase in LETTER.services}
LEVELS: Final = {phrase.of: phrase.text for phrase in LETTER.levels}
REASONS: Final = {phrases.of: phrases.texts for phrases in LETTER.reasons}

GRADE = 8
"""Highest grade, in years of school in the United States, that the letter may need. Age is grade plus 5."""


def syllables(word: str) -> int:
    """Count groups of vowels; a silent e at the end does not count."""
    sounded = re.sub(r"(?<=[^aeiouy])(es|ed|e)$", "", word.lower())
    return max(1, len(re.findall(r"[aeiouy]+", sounded)))


def grade(text: str) -> float:
    """Return the Flesch-Kincaid grade (Kincaid 1975): 0.39 words a sentence + 11.8 syllables a word - 15.59."""
    sentences = [one for one in re.split(r"[.!?](?:\s|$)|\n\n|\n- ", text) if re.search(r"\w", one)]
    read = [word for one in sentences for word in re.findall(r"[A-Za-z]+|\d+", one)]
    return 0.39 * len(read) / len(sentences) + 11.8 * mean(map(syllables, read)) - 15.59


def test_the_grade_tells_a_letter_from_a_paper() -> None:
    assert grade("The cat sat on the mat. The dog ran.") < 1
    assert grade("Individualised multidisciplinary interventions necessitate comprehensive evaluation.") > GRADE * 2


@pytest.mark.parametrize("name", PEOPLE)
def test_a_letter_can_be_read_at_about_twelve(name: str) -> None:
    assert grade(to_plain_language(PEOPLE[name])) <= GRADE


@pytest.mark.parametrize(
    ("table", "highest"),
    [
        (FLAGS, 6),
        (POSSIBLE_FLAGS, 6),
        (ARRANGEMENTS, 6),
        ({str(one): one for row in REASONS.values() for one in row}, 6),
    ],
)
def test_the_everyday_words_are_plainer_than_that_on_the_whole(table: dict[str, str], highest: float) -> None:
    assert mean(grade(one) for one in table.values()) <= highest
    assert max(grade(one) for one in table.values()) <= highest + 6  # one long word weighs much in one short sentence


@pytest.mark.parametrize(
    "word", ["abuse", "addict", "alcoholic", "drunk", "clean", "relapse", "fail", "refuse", "violen"]
)
def test_the_everyday_words_blame_nobody(word: str) -> None:
    tables = (FLAGS, POSSIBLE_FLAGS, ARRANGEMENTS, SERVICES, LEVELS, QUESTIONS)
    said = [*(one for table in tables for one in table.values()), *(one for row in REASONS.values() for one in row)]
    assert not [one for one in said if re.search(rf"\b{word}", one, re.IGNORECASE)]


def test_everything_that_the_shipped_rulebook_says_has_everyday_words() -> None:
    assert set(FLAGS) == {flag.id for flag in FIVE_LEVEL.flags}
    assert set(POSSIBLE_FLAGS) == {flag.id for flag in FIVE_LEVEL.flags if flag.urgent}
    arranged = {arrangement.id for arrangement in FIVE_LEVEL.arrangements}
    assert set(ARRANGEMENTS) == arranged | {alternative.id for alternative in FIVE_LEVEL.alternatives}
    assert set(QUESTIONS) == {scale.id for scale in FIVE_LEVEL.scales if scale.dimension.need}
    assert set(SERVICES) == {service.service for service in FIVE_LEVEL.services}
    assert set(LEVELS) == {str(one) for one in Level if one is not Level.NONE}
    assert set(REASONS) == {dimension.id for dimension in FIVE_LEVEL.dimensions if dimension.need}
    rated = [dimension.id for dimension in FIVE_LEVEL.dimensions if dimension.rated]
    assert {name: len(REASONS[name]) for name in rated} == dict.fromkeys(rated, HIGHEST_RATING)


def test_a_letter_for_a_service_says_what_it_is_and_what_it_means() -> None:
    said = to_plain_language(PEOPLE["determined"])
    assert said.startswith(
        "We suggest a place to live that has staff day and night, with treatment beside it. Your care"
    )
    assert "What it means:\n- Hours in a week: 5 or more. Others say: 6 or more.\n- How long: about a month.\n" in said


def test_a_letter_gives_the_reasons_once_in_the_order_in_which_they_decide() -> None:
    assert (
        "Why we say this:\n"
        "- Drinking or drug use is causing you harm, or it could.\n"
        "- Where you live, or who is around you, makes it hard to get better.\n\n"
    ) in to_plain_language(PEOPLE["determined"])


def test_an_answer_that_decides_by_itself_is_a_reason_of_its_dimension() -> None:
    said = to_plain_language(PEOPLE["urgent"])
    assert "Why we say this:\n- We are worried that you or someone else may get hurt.\n- Duties and access is a" in said


def test_the_mildest_sentence_is_said_of_a_dimension_that_is_not_rated_up() -> None:
    at = determined().floor.model_copy(update={"ratings": Ratings(dict.fromkeys(determined().floor.ratings, 0))})
    said = to_plain_language(changed(determined(), floor=at, because=Deferred.of(BECAUSE[:1])))
    assert "- The place where you live could give you more support.\n" in said


def test_a_letter_says_what_is_still_to_be_talked_about_and_what_is_about_safety() -> None:
    findings = tuple(finding for finding in between().findings if not finding.urgent)
    person = changed(between(open_answers=3), findings=Deferred.of(findings))
    said = to_plain_language(person)
    assert (
        "What we still need to talk about:\n"
        "- Whether you have thoughts of ending your life.\n"
        "- Whether you have thoughts of hurting someone.\n"
        "- PAWSS score.\n"
    ) in said
    assert "Some of these are about your safety." in said
    harmless = changed(person, missing=Deferred.of(between().missing[1:]))
    assert "Some of these are about your safety." not in to_plain_language(harmless)


def test_a_letter_begins_with_the_questions_that_may_mean_help_at_once() -> None:
    assert (
        "Some questions are still open. They may mean that you need help at once:\n"
        "- You may need to see a mental health doctor today.\n\n"
        "Please talk with us about these as soon as you can:\n"
        "- Whether you have thoughts of ending your life.\n"
        "- Whether you have thoughts of hurting someone.\n\n"
        "What we still need to talk about:\n"
        "- PAWSS score.\n"
    ) in to_plain_language(between(open_answers=3))
    own = PSYCHIATRIC.model_copy(update={"id": "flag.own"})
    said = to_plain_language(changed(between(), findings=Deferred.of((own,))))
    assert "- This may be needed: same-day emergency psychiatric evaluation.\n" in said


def test_a_letter_says_no_flag_and_no_arrangement_that_may_not_hold() -> None:
    person = determined()
    own = person.finding("flag.house")
    for services, holds in ((None, True), (("3.1", "3.5"), True), (("3.5",), False)):
        findings = Deferred.of((own.model_copy(update={"services": services}),))
        said = to_plain_language(changed(person, findings=findings))
        assert ("- Ask about the garden.\n" in said) is holds
    assert "Ask for childcare" in to_plain_language(person)
    assert "Ask for childcare" not in to_plain_language(PEOPLE["open-service"])  # it is for service 3.1 alone
    assert "boat" not in to_plain_language(person)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "open-from-none",
            "You may need no treatment at all, or up to care in a hospital (your care team calls this level 4",
        ),
        (
            "open-service",
            "We suggest a stay in a place that has staff day and night (your care team calls this level 3).",
        ),
        ("nothing", "Nothing that we know calls for treatment right now.\n"),
        (
            "urgent",
            "We suggest care in a hospital. Your care team calls this level 4.\n\nPlease do this now:\n- Please see",
        ),
    ],
)
def test_a_letter_begins_with_the_suggestion(name: str, said: str) -> None:
    assert " ".join(to_plain_language(PEOPLE[name]).split()).startswith(" ".join(said.split()))


@pytest.mark.parametrize(("name", "means"), [("open-service", True), ("open-level", True), ("open-from-none", False)])
def test_a_letter_about_a_range_says_what_the_least_of_it_means(name: str, *, means: bool) -> None:
    said = to_plain_language(PEOPLE[name])
    assert ("What it means at the least:\n- Hours in a week: 5 or more." in said) is means
    assert "What it means:" not in said


def test_a_letter_tells_answers_that_do_not_fit_from_an_age_that_is_not_known() -> None:
    both, misfits, age = determined().conflicts, determined().conflicts[:1], determined().conflicts[1:]
    for conflicts, fits, known in ((both, False, False), (misfits, False, True), (age, True, False), ((), True, True)):
        said = to_plain_language(changed(determined(), conflicts=Deferred.of(conflicts)))
        assert ("Some answers do not fit together." not in said) is fits
        assert ("Please tell us your age." not in said) is known


def test_a_letter_says_what_another_rulebook_says_where_there_are_no_everyday_words() -> None:
    (childcare, boat) = determined().delivery
    by_boat = boat.model_copy(update={"verdict": "met", "depends_on": ()})
    said = to_plain_language(changed(determined(), delivery=Deferred.of((childcare, by_boat))))
    assert "- Ask about the garden.\n" in said
    assert "- Come by boat.\n" in said
    assert "- A house nearby.\n" in said


def test_a_letter_names_no_id_and_no_answer() -> None:
    said = to_plain_language(PEOPLE["determined"])
    names = [finding.id for finding in PEOPLE["determined"].findings]
    assert not [one for one in (*names, *(one.answer for one in ANSWERS)) if one in said]


def test_what_was_read_is_said_in_the_shipped_words_only_where_the_shipped_rulebook_made_it() -> None:
    silent = replace(FIVE_LEVEL, id="silent", words=replace(FIVE_LEVEL.words, letter=Letter()))
    asked = {"use_disorder": 4, "relapse_risk": 3}
    theirs, ours = (place(book.assessment_model().model_validate(asked), book) for book in (silent, FIVE_LEVEL))
    assert theirs.rulebook.levels == ours.rulebook.levels
    read_theirs, read_ours = (Recommendation.model_validate_json(one.model_dump_json()) for one in (theirs, ours))
    assert "drinking" not in to_plain_language(read_theirs)
    assert to_plain_language(read_ours) == to_plain_language(ours)
    assert "drinking" in to_plain_language(read_ours)
