"""Random small rulebooks, and the people whom they speak of. Strategies for hypothesis."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from hypothesis import strategies as st

from placement.language.condition import AtLeast, Condition, all_of, any_of, count_of
from placement.language.declarations import Criterion, Flag, Rule
from placement.language.graded import Track, new_track
from placement.language.scale import Dimension, Scale, new_scale

MIND = Dimension("mind", "Mind")
BODY = Dimension("body", "Body")
DUTIES = Dimension("duties", "Duties", rated=False, need=False)


@dataclass(frozen=True)
class SmallRulebook:
    """What an engine reads of a rulebook, and no more: nothing is checked."""

    scales: tuple[type[Scale], ...]
    criteria: tuple[Criterion, ...] = ()
    rules: tuple[Rule, ...] = ()
    flags: tuple[Flag, ...] = ()
    dimensions: tuple[Dimension, ...] = (MIND, BODY, DUTIES)
    tracks: tuple[type[Track], ...] = field(
        default=(
            new_track("service", "Service", ["none", "some", "more", "most"]),
            new_track("company", "Company", ["alone", "together"]),
        )
    )

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what is declared."""
        return hashlib.sha256(repr((self.criteria, self.rules, self.flags)).encode()).hexdigest()


def scale(fact: str, highest: int = 4) -> type[Scale]:
    """Return a scale of anchors that are called by their positions."""
    anchors = [(f"at_{position}", str(position)) for position in range(highest + 1)]
    return new_scale(fact, fact, anchors, dimension=MIND)


def criterion(name: str, when: Condition, rating: int = 1) -> Criterion:
    """Return a criterion that rates the mind."""
    return Criterion(name, "Something is true.", when, MIND.at(rating), ())


def rule(name: str, when: Condition, service: int = 1) -> Rule:
    """Return a rule that raises the service."""
    return Rule(name, "Something follows.", when, AtLeast("service", service), ())


def flag(name: str, when: Condition) -> Flag:
    """Return a flag."""
    return Flag(name, "Do something.", when, ())


def one_test(facts: Sequence[str], highest: int = 4) -> st.SearchStrategy[AtLeast]:
    """Tests of one fact."""
    return st.builds(AtLeast, st.sampled_from(facts), st.integers(1, highest))


def conditions(facts: Sequence[str], highest: int = 4) -> st.SearchStrategy[Condition]:
    """Conditions on these facts, nested, some of them redundant, some met by everybody and some by nobody."""

    def joined(parts: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
        several = st.lists(parts, max_size=4)
        return st.one_of(
            several.map(lambda found: all_of(*found)),
            several.map(lambda found: any_of(*found)),
            st.builds(lambda count, found: count_of(count, *found), st.integers(0, 5), several),
        )

    leaves: st.SearchStrategy[Condition] = one_test(facts, highest)
    return st.recursive(leaves, joined, max_leaves=12)


@st.composite
def small_rulebooks(draw: st.DrawFn) -> SmallRulebook:
    """Rulebooks of a few declarations. Ids of scales need not be words; rules for company may read the service."""
    names = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=12)
    odd = names.filter(lambda name: name not in {"mind", "body", "service", "company"})
    scales = tuple(
        scale(name, draw(st.integers(1, 4))) for name in draw(st.lists(odd, min_size=1, max_size=5, unique=True))
    )
    asked = [one.id for one in scales]
    read = [*asked, "mind", "body"]
    some = st.integers(0, 4)
    raised = [AtLeast("service", 1), AtLeast("service", 3), AtLeast("company", 1)]
    return SmallRulebook(
        scales=scales,
        criteria=tuple(
            Criterion(f"c.{n}", "", draw(conditions(asked)), draw(one_test(["mind", "body"])), ())
            for n in range(draw(some))
        ),
        rules=tuple(
            Rule(
                f"r.{n}",
                "",
                draw(conditions([*read, "service"] if raises.fact == "company" else read, 3)),
                raises,
                (),
            )
            for n, raises in enumerate(draw(st.lists(st.sampled_from(raised), max_size=4)))
        ),
        flags=tuple(Flag(f"f.{n}", "", draw(conditions(read)), ()) for n in range(draw(some))),
    )


def people(scales: Sequence[type[Scale]]) -> st.SearchStrategy[dict[str, int]]:
    """People about whom everything is known; most of a person is often at 0."""
    return st.fixed_dictionaries({one.id: st.just(0) | st.integers(0, one.highest()) for one in scales})
