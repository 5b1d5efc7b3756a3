"""What a recommendation says by name: tracks, ratings and flags, of any rulebook."""

import copy
import pickle

import pytest

from placement import FIVE_LEVEL, Assessment, MismatchedAssessment, Recommendation, place
from placement.assessment.answers import answers_model
from placement.language.graded import graded, is_declared, new_track
from placement.recommendation.contents import Ratings
from placement.recommendation.placement import RulebookOutline, meant_by
from placement.rules.levels import Level, Service
from tests.known import known
from tests.other_rulebooks import SLEEP

_OPEN = place(known(use_disorder=4, relapse_risk=None), engine="reference")
_WHOLE = place(known(use_disorder=4, alcohol_withdrawal=1), engine="reference")


def test_where_both_ends_agree_a_track_and_a_rating_have_a_value() -> None:
    assert _OPEN.tracks["service"] is None
    assert _OPEN.ratings["relapse"] is None
    assert _OPEN.ratings["environment"] == 0
    assert _WHOLE.tracks == dict(_WHOLE.floor.tracks)
    assert _WHOLE.flags == _WHOLE.floor.flags


def test_a_track_is_an_attribute_and_other_names_are_not() -> None:
    assert _WHOLE.withdrawal_management == _WHOLE.floor.withdrawal_management
    assert _WHOLE.floor.ratings.withdrawal == _WHOLE.floor.ratings["withdrawal"]
    with pytest.raises(AttributeError, match="`Recommendation` has no attribute or track `study`"):
        _ = _WHOLE.study
    with pytest.raises(AttributeError, match="`Placement` has no attribute or track `study`"):
        _ = _WHOLE.floor.study
    with pytest.raises(AttributeError, match="no `night`; there are withdrawal, "):
        _ = _WHOLE.floor.ratings.night
    with pytest.raises(AttributeError, match=r"^no `_night`$"):
        _ = _WHOLE.floor.ratings._night


def test_values_by_name_are_copied_compared_and_counted() -> None:
    ratings = Ratings({"night": 2, "day": 0})
    assert copy.deepcopy(ratings) == pickle.loads(pickle.dumps(ratings)) == ratings  # noqa: S301 - our own bytes
    assert hash(ratings) == hash(Ratings({"night": 2, "day": 0}))
    assert (len(ratings), list(ratings)) == (2, ["night", "day"])
    assert "2" not in repr(ratings)


def test_rulebooks_by_which_people_were_placed_can_be_gathered() -> None:
    assert len({_OPEN.rulebook, _WHOLE.rulebook, place(SLEEP.assessment_model()()).rulebook}) == 2


def test_what_is_read_is_of_the_declared_class_where_there_is_one() -> None:
    assert graded("level", [str(level) for level in Level]) is Level
    assert graded("service", [str(service) for service in Service]) is Service
    named = graded("level", ["low", "high"])
    assert [str(level) for level in named] == ["low", "high"]
    assert is_declared(Level)
    assert not is_declared(named)
    assert not is_declared(graded("a track that no rulebook declares", ["alone", "together"]))


def test_an_outline_whose_headline_is_no_track_has_no_values_for_it() -> None:
    outline = RulebookOutline.of(FIVE_LEVEL).model_copy(update={"headline": "study"})
    assert "headline" not in meant_by(outline)


def test_an_assessment_that_was_made_for_no_rulebook_says_what_to_use() -> None:
    with pytest.raises(MismatchedAssessment, match="made for no rulebook: use `rulebook"):
        place(answers_model(FIVE_LEVEL.scales)(age=40))
    assert Assessment.made_for() is FIVE_LEVEL


def test_a_rule_that_read_another_track_is_a_reason_with_that_behind_it() -> None:
    placed = place(SLEEP.assessment_model().model_validate({"hours_asleep": 0, "snoring": 2, "drowsy": 0}))
    (reason,) = placed.because
    assert reason.rules == ("care.clinic",)
    (study,) = reason.causes.behind
    assert (study.kind, study.id) == ("rule", "study.home")
    tested = placed.finding("care.clinic").when
    assert tested.kind == "test"
    assert (tested.title, tested.answer, tested.needed, tested.verdict) == (
        "Sleep study",
        "in a laboratory",
        "at home",
        "met",
    )
    opened = place(SLEEP.assessment_model().model_validate({"snoring": "unsure", "drowsy": 0}))
    tested = opened.finding("care.clinic").when
    assert tested.kind == "test"
    assert (tested.answer, tested.verdict) == ("none to in a laboratory", "unknown")
    assert Recommendation.model_validate_json(opened.model_dump_json()) == opened


def test_values_that_were_read_before_their_author_wrote_them_are_of_the_authors_class_from_then_on() -> None:
    names = ["a while", "a year", "for good"]
    read = graded("sabbatical", names)
    assert not is_declared(read)
    written = new_track("sabbatical", "Sabbatical", names)
    assert graded("sabbatical", names) is written
    assert is_declared(written)
    assert list(read) == list(written)
