import pytest

from placement import FIVE_LEVEL, DefinitionError
from placement.assessment.answers import Answers
from placement.language.scale import new_scale
from placement.rulebook.mistakes import find_mistakes
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
