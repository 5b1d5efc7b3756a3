"""Reasons as a tree that opens, in HTML: level, rule, rating, criterion, answer."""

from typing import TYPE_CHECKING

from placement.explain.markup import Element, element, folded, quiet
from placement.explain.sentences import cited, count
from placement.explain.wording import by_rule, cause_in_words, service_named

if TYPE_CHECKING:
    from collections.abc import Iterable

    from placement.explain.wording import Group
    from placement.recommendation.recommendation import Cause, Reason, Recommendation, Tested


def sources_of(sources: "Iterable[str]") -> Element:
    """Return the ids of sources, set back; nothing where there are none."""
    citations = cited(sources)
    return element("span", citations, css="sources") if citations else Element()


def answer_list(answers: "Iterable[Tested]") -> Element:
    """Return recorded answers side by side, each with what would have been enough where that is less."""
    items = [
        element(
            "li",
            quiet(f"{answer.title}: "),
            answer.answer,
            quiet(f", where {answer.needed} is enough") if answer.answer != answer.needed else "",
        )
        for answer in answers
    ]
    return element("ul", *items, css="answers")


class _Tree:
    def __init__(self, recommendation: "Recommendation") -> None:
        self._sources = {finding.id: finding.sources for finding in recommendation.findings}
        self._answers = {answer.scale: answer for answer in recommendation.answers}

    def _step(self, cause: "Cause") -> tuple[Element, ...]:
        kind = element("span", cause.kind, css=f"kind {cause.kind}")
        text = element("span", cause_in_words(cause, self._answers))
        if cause.kind not in {"rule", "criterion"}:
            return kind, text
        sources = sources_of(self._sources.get(cause.id, ()))
        return kind, Element(" "), element("span", cause.id, css="id"), Element("<br>"), text, sources

    def cause(self, cause: "Cause") -> Element:
        """Return a step and, opening under it, what it follows from."""
        if not cause.behind:
            return element("li", *self._step(cause), css="leaf")
        behind = element("ul", *(self.cause(inner) for inner in cause.behind))
        return element("li", element("details", element("summary", *self._step(cause)), behind, open=""))


def _reason(reason: "Reason", tree: _Tree, *, opened: bool) -> Element:
    steps = element("ul", tree.cause(reason.causes), css="tree")
    return folded(answer_list(reason.answers), steps, css="reason", opened=opened)


def _group(group: "Group", tree: _Tree, *, opened: bool) -> Element:
    first, *others = group.reasons
    shown = [_reason(first, tree, opened=opened)]
    if others:
        title = f"{count(len(others), 'other reason', 'other reasons')} by {group.rule}"
        inside = (_reason(other, tree, opened=False) for other in others)
        shown.append(element("details", element("summary", title, css="quiet"), *inside, css="further"))
    return element("div", *shown)


def reason_tree(recommendation: "Recommendation") -> tuple[Element, ...]:
    """Return why the level is what it is; the first reason is open, each further one opens when it is asked for."""
    groups = by_rule(recommendation.because)
    if not groups:
        return (element("p", "Nothing recorded meets a rule."),)
    tree = _Tree(recommendation)
    service = service_named(recommendation, recommendation.floor.service)
    introduction = f"Each line is enough by itself for {service}; none of its answers can be spared."
    shown = (_group(group, tree, opened=place == 0) for place, group in enumerate(groups))
    return (element("p", introduction, css="quiet"), *shown)
