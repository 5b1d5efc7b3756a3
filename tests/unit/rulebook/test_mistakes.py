import pytest

from placement import FIVE_LEVEL, AtLeast, DefinitionError, Rule
from placement.assessment.answers import Answers
from placement.engines.columns.placing import results
from placement.fhir import code_systems
from placement.language.graded import new_track
from placement.language.scale import new_scale
from placement.language.words import BASE
from placement.recommendation.recommendation import Placement, Recommendation
from placement.rulebook.mistakes import _CODED, _RESERVED, _RESULT, find_mistakes
from tests.tiny_rulebook import LEAFLET, MIND, TINY, tiny


@pytest.mark.parametrize("rulebook", [TINY, FIVE_LEVEL], ids=lambda one: one.id)
def test_a_rulebook_that_can_stand_has_no_mistakes(rulebook: object) -> None:
    assert find_mistakes(rulebook) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["age", *sorted(name for name in dir(Answers) if name[0] != "_")])
def test_no_fact_may_hide_a_part_of_an_assessment(name: str) -> None:
    hiding = new_scale(name, "More", [("a", "a"), ("b", "b")], dimension=MIND, sources=(LEAFLET,))
    with pytest.raises(DefinitionError) as raised:
        tiny(scales=(*TINY.scales, hiding))
    assert raised.value.mistakes[0] == f"`{name}` cannot name a fact: an assessment needs that name itself"


_ATTRIBUTES = {
    name for part in (Recommendation, Placement) for name in (*dir(part), *part.model_fields) if name[0] != "_"
}
_COLUMNS = {
    column.name
    for form in ("columns", "list")
    for column in results(
        tiny(flags=()), TINY.tracks[0], [str(value) for value in TINY.tracks[0]], flags=form, detail=False
    )
    if TINY.tracks[0].id not in column.name and not column.name.startswith("rating_")
}


@pytest.mark.parametrize("name", sorted((_ATTRIBUTES | _COLUMNS) - {"service"}))
def test_no_track_may_be_called_as_what_a_recommendation_or_a_column_is(name: str) -> None:
    hidden = new_track(name, "More", ["none", "some"])
    with pytest.raises(DefinitionError) as raised:
        tiny(tracks=(*TINY.tracks, hidden), headline="service")
    assert any(f"`{name}` cannot name a " in mistake for mistake in raised.value.mistakes)


def test_no_more_names_are_kept_from_tracks_than_are_needed() -> None:
    assert _RESULT == (_ATTRIBUTES | _COLUMNS) - _RESERVED - _CODED


def test_no_fact_may_have_the_code_system_of_something_else() -> None:
    coded = {str(one.url).removeprefix(f"{BASE}/CodeSystem/five-level-") for one in code_systems(FIVE_LEVEL)}
    facts = {scale.id for scale in FIVE_LEVEL.scales} | {track.id for track in FIVE_LEVEL.tracks}
    own = {name for name in coded if name.replace("-", "_") not in facts and "/" not in name}
    assert own - _RESERVED == _CODED
    for name in sorted(_CODED):
        hiding = new_scale(name, "More", [("a", "a"), ("b", "b")], dimension=MIND, sources=(LEAFLET,))
        with pytest.raises(DefinitionError) as raised:
            tiny(scales=(*TINY.scales, hiding))
        assert raised.value.mistakes[0] == f"`{name}` cannot name a fact: a code system in FHIR needs that name itself"


def test_only_the_headline_may_be_called_service() -> None:
    other = new_track("other", "Other", ["none", "some"])
    with pytest.raises(DefinitionError) as raised:
        tiny(tracks=(*TINY.tracks, other), headline="other")
    assert "`service` cannot name a track: a recommendation, or a cohort's result, needs that name itself" in (
        raised.value.mistakes
    )


def test_an_empty_track_is_all_that_is_said_of_it() -> None:
    empty = new_track("helper", "Helper", [])
    raising = Rule("helper.comes", "A helper comes.", MIND.at(1), AtLeast("helper", 1), (LEAFLET,))
    with pytest.raises(DefinitionError) as raised:
        tiny(tracks=(*TINY.tracks, empty), rules=(*TINY.rules, raising), guarantees=())
    assert raised.value.mistakes == ("track `helper` needs two or more values, each with a name of its own",)


@pytest.mark.parametrize("name", ["mood", "x", "low_mood_2", "answers", "class", "count"])
def test_other_names_may_be_used_and_asked(name: str) -> None:
    scale = new_scale(name, "More", [("a", "a"), ("b", "b")], dimension=MIND, sources=(LEAFLET,))
    model = tiny(scales=(*TINY.scales, scale)).assessment_model()
    assert model.model_validate({name: "b"}).floor()[name] == 1


def test_the_shape_is_judged_before_the_meaning() -> None:
    with pytest.raises(DefinitionError) as raised:
        tiny(id="No good", rules=(), guarantees=())
    assert raised.value.mistakes == ("`No good` cannot be an id: use kebab case, with dots between its parts",)
    with pytest.raises(DefinitionError) as raised:
        tiny(rules=(), guarantees=())
    assert raised.value.mistakes == (
        "track `service`: nobody can be given `clinic`",
        "track `service`: nobody can be given `ward`",
    )
