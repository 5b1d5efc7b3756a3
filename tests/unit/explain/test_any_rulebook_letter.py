"""A letter by another rulebook speaks in that rulebook's words, and in neutral ones where it has none."""

from dataclasses import replace

import pytest

from placement import (
    Dimension,
    LevelDescription,
    MismatchedAssessment,
    Recommendation,
    Rule,
    Rulebook,
    ServiceDescription,
    Source,
    Statement,
    place,
)
from placement.analysis import fewest_questions
from placement.language.graded import new_track
from placement.language.scale import new_scale
from placement.language.words import Letter, Phrase, Words
from tests.other_rulebooks import SCHOOL, SLEEP


def _letter(rulebook: Rulebook, **answers: object) -> str:
    person = rulebook.assessment_model().model_validate(answers)
    return " ".join(place(person, engine="reference").to_plain_language().split())


_GUIDE = Source("GUIDE", "A guide that nobody wrote", "Everything in this rulebook.", "read")
_ROOM = Dimension("room", "The room", rated=False)
_APART = {"age": 14, "days_missed": 2, "bullied": 1, "reading": 0}


@pytest.mark.parametrize(
    ("letter", "said"),
    [
        (Letter(), "The recommended level is 3 (lessons apart)."),
        (
            Letter(levels=(Phrase("3", "lessons in a small room"),)),
            "We suggest lessons in a small room. We call this level 3.",
        ),
        (
            Letter(services=(Phrase("room of its own", "a room"),), called="at school we call this"),
            "We suggest a room. At school we call this 3.",
        ),
    ],
)
def test_a_level_is_said_in_the_words_that_the_rulebook_has(letter: Letter, said: str) -> None:
    assert _letter(replace(SCHOOL, words=Words(letter=letter)), **_APART).startswith(said)


def test_neutral_words_name_no_clinic() -> None:
    said = _letter(SLEEP, snoring=0)
    assert "You need at least level advice. It could be up to level admission." in said
    assert "Please talk it over with us." in said
    assert "care team" not in said


def test_a_range_from_nothing_begins_with_the_rulebooks_own_words() -> None:
    _, *services = map(str, SLEEP.headline_track)
    levels = (LevelDescription("none", "", ("advice",)), *(LevelDescription(name, "", (name,)) for name in services))
    words = Words(nothing="no care", letter=Letter(perhaps_nothing="Perhaps nothing, perhaps"))
    letter = _letter(replace(SLEEP, levels=levels, words=words), snoring=0)
    assert letter.startswith("Perhaps nothing, perhaps level admission.")


def test_a_title_that_is_a_question_is_no_question_within_a_sentence() -> None:
    asked = new_scale("lit", "Is the lamp lit?", (("no", "no"), ("yes", "yes")), dimension=_ROOM, sources=(_GUIDE,))
    care = new_track("care", "Care", ("none", "visit"))
    rule = Rule("care.visit", "A visit is needed.", asked.at(1), care["VALUE_1"].or_more, (_GUIDE,))
    lamp = Rulebook(
        id="lamp", version="1", title="Lamps", dimensions=(_ROOM,), scales=(asked,), tracks=(care,), criteria=(),
        rules=(rule,), flags=(), sources=(_GUIDE,),
    )  # fmt: skip
    person = lamp.assessment_model()()
    assert place(person).to_text().splitlines()[0].endswith(": Is the lamp lit was not asked")
    assert fewest_questions(person).to_text().endswith(": Is the lamp lit?")


def test_what_nobody_says_of_a_service_has_no_heading_and_a_sentence_ends_once() -> None:
    lowest, *_ = map(str, SLEEP.headline_track)
    weeks = ServiceDescription(lowest, "a leaflet", "", Statement(""), (), length=(Statement("Two weeks."),))
    rulebook = replace(SLEEP, services=(weeks,))
    recommendation = place(rulebook.assessment_model().model_validate({"snoring": 0}), engine="reference")
    (shown,) = recommendation.services
    assert [(figure.what, figure.text) for figure in shown.figures] == [("length", "Two weeks.")]
    for rendering in (recommendation.to_text(), recommendation.to_markdown(), recommendation.to_html()):
        assert "Two weeks." in rendering
        assert not any(heading in rendering for heading in ("Setting", "Components", "Staffing"))
    assert "How long: Two weeks. " in _letter(rulebook, snoring=0)


def test_a_recommendation_that_was_read_has_its_letter_again_by_its_rulebook() -> None:
    school = replace(SCHOOL, words=Words(letter=Letter(levels=(Phrase("3", "lessons in a small room"),))))
    made = place(school.assessment_model().model_validate(_APART), engine="reference")
    read = Recommendation.model_validate_json(made.model_dump_json())
    assert "small room" not in read.to_plain_language()
    assert read.to_plain_language(school) == made.to_plain_language() == made.to_plain_language(school)
    for recommendation in (read, made):
        with pytest.raises(MismatchedAssessment, match=r"^recommended under another rulebook than `sleep-care` "):
            recommendation.to_plain_language(SLEEP)


def test_a_name_that_is_the_value_is_said_once() -> None:
    described = ServiceDescription("admission", "admission", "a ward", Statement("nurses"), ())
    rulebook = replace(SLEEP, services=(described,))
    worst = {scale.id: scale.highest() for scale in rulebook.scales}
    placed = place(rulebook.assessment_model().model_validate(worst), engine="reference")
    assert placed.to_text().startswith("Recommended level: admission\n")
    level = replace(
        rulebook, levels=tuple(LevelDescription(str(v), str(v), (str(v),)) for v in rulebook.headline_track)
    )
    placed = place(level.assessment_model().model_validate(worst), engine="reference")
    assert placed.to_text().startswith("Recommended level: admission\n")
    assert "admission (admission)" not in placed.to_text()
