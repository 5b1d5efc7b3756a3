"""Everybody on an edge is given what is written of them, and loses what is written with one answer a step better."""

import pytest

from placement import FIVE_LEVEL, Assessment, place
from tests.golden.edges import Edge, edge_of, edges, people_of, person_of

_EDGES = edges()


@pytest.mark.parametrize("edge", _EDGES, ids=lambda edge: "-".join(edge["answers"]))
def test_somebody_on_an_edge_is_given_what_is_written(edge: Edge) -> None:
    assert edge_of(person_of(edge["answers"])) == edge


@pytest.mark.parametrize("edge", _EDGES, ids=lambda edge: "-".join(edge["answers"]))
def test_both_engines_and_the_recommendation_say_the_same_of_everybody_on_an_edge(edge: Edge) -> None:
    tracks = {track.id: list(track) for track in FIVE_LEVEL.tracks}
    for person in people_of(person_of(edge["answers"])):
        placed = place(Assessment.model_validate(person)).floor
        written = edge_of(person)["gives"] if any(person.values()) else {"flags": []}
        for name, values in tracks.items():
            assert str(getattr(placed, name)) == written.get(name, str(values[0]))
        assert dict(placed.ratings) == {name: written.get(name, 0) for name in dict(placed.ratings)}
        assert list(placed.flags) == written["flags"]


def test_every_declaration_has_somebody_on_its_edge() -> None:
    watched = {name for edge in _EDGES for name in edge["edge_of"]}
    assert watched == {*FIVE_LEVEL.declared}


def test_nobody_is_written_down_twice() -> None:
    people = [tuple(edge["answers"].items()) for edge in _EDGES]
    assert len({*people}) == len(people)
