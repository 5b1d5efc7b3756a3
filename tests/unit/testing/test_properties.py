"""The laws hold of the shipped rulebook elsewhere; here: that each of them notices when it is broken."""

import re
import sys
import unittest
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from unittest import TestCase

import pytest
from hypothesis import Phase, settings

from placement import FIVE_LEVEL, MissingExtra, Rulebook
from placement.engines.reference import Outcome, Person, evaluate
from placement.testing import LAWS, laws
from tests.other_rulebooks import SCHOOL

_Evaluate = Callable[[Rulebook, Person], Outcome]


def _the_other_way_round(rulebook: Rulebook, person: Person) -> Outcome:
    return evaluate(rulebook, {scale.id: scale.highest() - person[scale.id] for scale in rulebook.scales})


def _duties_count(rulebook: Rulebook, person: Person) -> Outcome:
    outcome = evaluate(rulebook, person)
    return replace(outcome, tracks={name: at + person["work_duties"] for name, at in outcome.tracks.items()})


def _the_first_rule_wins(rulebook: Rulebook, person: Person) -> Outcome:
    outcome = evaluate(rulebook, person)
    first = next((rule.id for rule in rulebook.rules if rule.id in outcome.met), "")
    return replace(outcome, met=frozenset([first]))


def _nothing_for_anybody(rulebook: Rulebook, person: Person) -> Outcome:
    outcome = evaluate(rulebook, person)
    return replace(outcome, tracks=dict.fromkeys(outcome.tracks, 0), ratings=dict.fromkeys(outcome.ratings, 0))


def _everything_for_everybody(rulebook: Rulebook, person: Person) -> Outcome:
    return replace(evaluate(rulebook, person), tracks={track.id: track.highest() for track in rulebook.tracks})


def _run(law: str) -> unittest.TestResult:
    made = laws(FIVE_LEVEL)
    # Found is enough: what breaks here breaks everywhere, and to make the example small would take minutes.
    setattr(made, f"test_{law}", settings(phases=[Phase.generate], database=None)(getattr(made, f"test_{law}")))
    result = unittest.TestResult()
    made(f"test_{law}").run(result)
    assert result.testsRun == 1
    return result


def _failure(law: str) -> str:
    result = _run(law)
    assert not result.errors
    [(_, shown)] = result.failures
    return shown


@pytest.mark.parametrize(
    ("law", "broken", "message"),
    [
        ("more_need_never_lowers_a_result", _the_other_way_round, "lower, or no longer met: "),
        ("every_completion_lies_within_the_range", _the_other_way_round, "lower, or no longer met: "),
        ("an_answer_never_widens_the_range", _the_other_way_round, "lower, or no longer met: "),
        ("answers_that_nothing_reads_never_matter", _duties_count, "lower, or no longer met: service"),
        ("the_order_of_declarations_never_matters", _the_first_rule_wins, "lower, or no longer met: "),
        ("the_smallest_people_say_who_is_given_what", _nothing_for_anybody, "above a smallest person and not given it"),
        ("the_smallest_people_say_who_is_given_what", _everything_for_everybody, "given it, above nobody"),
        ("every_guarantee_is_kept", _nothing_for_anybody, "` is broken"),
        ("every_guarantee_is_kept", _everything_for_everybody, "` is broken"),
        ("both_engines_agree", _duties_count, "lower, or no longer met: "),
    ],
)
def test_a_broken_law_is_noticed(monkeypatch: pytest.MonkeyPatch, law: str, broken: _Evaluate, message: str) -> None:
    if law == "both_engines_agree":
        monkeypatch.setattr("placement.testing.properties.durable.why_unavailable", lambda: None)
        monkeypatch.setattr("placement.testing.properties.durable.evaluate", broken)
    else:
        monkeypatch.setattr("placement.testing.properties.evaluate", broken)
    assert message in _failure(law)


def test_a_rulebook_that_is_not_the_same_as_json_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    other = replace(FIVE_LEVEL, version="another")
    monkeypatch.setattr(Rulebook, "from_json", lambda _: other)
    assert "the rulebook read back says something else" in _failure("it_survives_as_json")


def test_engines_are_not_compared_where_there_is_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.testing.properties.durable.why_unavailable", lambda: "no compiler")
    [(_, reason)] = _run("both_engines_agree").skipped
    assert reason == "no compiler"


def test_a_rulebook_that_promises_nothing_breaks_no_promise() -> None:
    made = laws(replace(SCHOOL, guarantees=()))
    result = unittest.TestResult()
    made("test_every_guarantee_is_kept").run(result)
    assert (result.testsRun, result.errors, result.failures) == (1, [], [])


def test_there_is_a_test_for_each_law_with_its_clause() -> None:
    made = laws(FIVE_LEVEL)
    assert issubclass(made, TestCase)
    assert [name for name in vars(made) if name.startswith("test_")] == [f"test_{law.__name__}" for law in LAWS]
    assert [getattr(made, f"test_{law.__name__}").__doc__ for law in LAWS] == [law.__doc__ for law in LAWS]
    assert all(law.__doc__ for law in LAWS)


def test_a_failing_example_shows_the_person_in_full(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("placement.testing.properties.evaluate", _the_other_way_round)
    assert "'work_duties': " in _failure("more_need_never_lowers_a_result")
    assert "Draw 1 (assessment): Assessment(" in _failure("every_completion_lies_within_the_range")


def test_an_unbroken_law_holds() -> None:
    assert _run("it_survives_as_json").wasSuccessful()


def test_without_hypothesis_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    monkeypatch.delitem(sys.modules, "placement.testing")
    expected = "`placement.testing` needs the `testing` extra: from a checkout, `pip install '.[testing]'`"
    with pytest.raises(MissingExtra, match=f"^{re.escape(expected)}$"):
        import_module("placement.testing")
