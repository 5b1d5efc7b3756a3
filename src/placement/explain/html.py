"""A recommendation as HTML: one self-contained article, without script, readable in light and dark and on paper.

Nothing in it has an id, so that several can be shown in one notebook.
"""

from functools import partial
from itertools import chain, groupby
from typing import TYPE_CHECKING, Final

from placement.explain.markup import Element, Node, element, folded, joined_by, quiet
from placement.explain.note import leads, nearest
from placement.explain.reason_tree import answer_list, reason_tree, sources_of
from placement.explain.sentences import count, ended, joined, upper_first
from placement.explain.stylesheet import CLASS, STYLE
from placement.explain.wording import (
    beside,
    between,
    called,
    deciding,
    flags,
    headline,
    is_nothing,
    levels_between,
    of_headline,
    provenance,
    rating,
    sides,
    sources_cited,
    wanted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from placement.explain.wording import Side
    from placement.recommendation.recommendation import Change, Finding, LevelCase, Reason, Recommendation, ServiceShown

_NEAREST: Final = 3
"""Changes shown in each direction; `what_would_change` gives them all."""


def _section(title: str, *children: Node, css: str = "") -> Element:
    """Return a section; nothing where nothing stands in it."""
    return element("section", element("h3", title), *children, css=css) if children else Element()


def _points(items: "Iterable[Element]") -> Element:
    return element("ul", *items, css="points")


def _id(name: str) -> Element:
    return element("span", f" {name}", css="id")


def _table(caption: str, columns: "Iterable[str]", rows: "Iterable[Element]", css: str) -> Element:
    head = element("tr", *(element("th", column, scope="col") for column in columns))
    table = element("table", element("caption", caption), element("thead", head), element("tbody", *rows), css=css)
    # It scrolls by itself where it is too wide, so a keyboard has to be able to reach it.
    return element("div", table, css="wide", tabindex="0", role="region", aria_label=caption)


def _unseen(text: str) -> Element:
    """Return text for those who listen or copy; to the eye, the layout says it."""
    return element("span", text, css="unseen")


# -------------------------------------------------------------------------------------------------- what comes first


def _headline(recommendation: "Recommendation") -> Element:
    first = headline(recommendation)
    main = "main" if recommendation.determined else "main range"
    parts = [
        element("span", first.label, _unseen(": "), css="label") if first.label else "",
        element("span", first.main, css=main),
        element("span", _unseen(" ("), upper_first(first.aside), _unseen(")"), css="aside") if first.aside else "",
        element("span", _unseen(": "), upper_first(first.open), css="open") if first.open else "",
    ]
    return element("h2", *parts)


def _ladder(recommendation: "Recommendation") -> Element:
    steps = [
        element(
            "li",
            _unseen("Level "),
            element("b", str(case.level)),
            element("span", case.verdict),
            css=case.verdict.replace(" ", "-"),
        )
        for case in recommendation.cases
    ]
    return element("ol", *steps, css="ladder", aria_label="The levels, from the least intensive to the most")


def _flag(finding: "Finding") -> Element:
    return element("li", *_flag_words(finding))


def _flag_words(finding: "Finding") -> tuple[Node, ...]:
    return upper_first(finding.text), _id(finding.id), sources_of(finding.sources)


def _urgent(recommendation: "Recommendation") -> Element:
    urgent, _, possible = flags(recommendation)
    perhaps = [_possibly(recommendation, flag) for flag in possible if flag.urgent]
    ask = element("p", "Open answers decide these; ask now.")
    return joined_by(
        Element(),
        _section("Cannot wait", _points(map(_flag, urgent)), css="urgent") if urgent else Element(),
        _section("Possibly urgent", ask, _points(perhaps), css="urgent perhaps") if perhaps else Element(),
    )


def _possibly(recommendation: "Recommendation", finding: "Finding") -> Element:
    depends = element("p", f"Depends on: {deciding(recommendation, finding)}", css="quiet")
    return element("li", *_flag_words(finding), depends)


def _why(recommendation: "Recommendation") -> Element:
    level = recommendation.floor.level
    least = "" if recommendation.determined else "at least "
    title = "Why" if is_nothing(recommendation, level) else f"Why {least}{called(recommendation, level)}"
    return _section(title, *reason_tree(recommendation))


# ----------------------------------------------------------------------------------------------------- the six sides


def _pips(recommendation: "Recommendation", dimension: str) -> Element:
    least: dict[str, int] = dict(recommendation.floor.ratings)
    most: dict[str, int] = dict(recommendation.ceiling.ratings)
    if dimension not in least:
        return element("span")
    pips = ["full"] * least[dimension] + ["maybe"] * (most[dimension] - least[dimension])
    top = recommendation.rulebook.ratings[dimension]
    drawn = (element("i", css=css) for css in [*pips, *["none"] * top][:top])
    return element("span", *drawn, css="pips", aria_hidden="true")


def _criterion(finding: "Finding") -> Element:
    verdict = "Met" if finding.verdict == "met" else "Could be met"
    return element("li", f"{verdict}: {finding.text}", _id(finding.id), sources_of(finding.sources))


def _side(recommendation: "Recommendation", side: "Side") -> Element:
    rated = rating(recommendation, side.id)
    summary = element(
        "summary",
        element("span", side.title),
        _pips(recommendation, side.id),
        element("span", rated or "not rated", css="rated" if rated else "rated quiet"),
    )
    lines = [element("li", quiet(f"{answer.title}: "), answer.answer) for answer in side.answered()]
    headlines, covered = side.covered()
    for label, titles in (
        (f"Covered by {headlines}", covered),
        ("Unsure", side.titles("unsure")),
        ("Not recorded", side.titles("not recorded")),
    ):
        if titles:
            lines.append(element("li", element("b", f"{label}: "), "; ".join(titles)))
    lines += map(_criterion, side.criteria)
    return element("details", summary, element("ul", *lines, css="inside"), css="side")


def _dimensions(recommendation: "Recommendation") -> Element:
    facts = ((element("dt", title), element("dd", value)) for title, value in beside(recommendation))
    tracks = element("dl", *chain.from_iterable(facts), css="facts")
    rows = (_side(recommendation, side) for side in sides(recommendation))
    heading = (element("h4", "Beside the level"), tracks) if beside(recommendation) else ()
    return _section("By dimension", *rows, *heading)


# --------------------------------------------------------------------------------------------- the levels, what is open


def _shortest(reasons: "tuple[Reason, ...]") -> tuple[Node, ...]:
    others = len(reasons) - 1
    more = f" and {count(others, 'other reason', 'other reasons')}" if others else ""
    return answer_list(reasons[0].answers), quiet(f"by {reasons[0].causes.id}{more}")


def _against(case: "LevelCase") -> tuple[Node, ...]:
    if case.reasons_against:
        return (element("p", "More is needed:"), *_shortest(case.reasons_against))
    nodes: list[Node] = []
    for label, changes in groupby(nearest(case), partial(leads, case)):
        nodes += element("p", f"{label}:"), element("ul", *map(_change, changes), css="changes")
    return tuple(nodes)


def _change(change: "Change") -> Element:
    answers = joined([wanted(answer) for answer in change.answers])
    return element("li", answers, quiet(f", {count(change.steps, 'step', 'steps')} away"))


def _level_row(recommendation: "Recommendation", case: "LevelCase") -> Element:
    nothing = is_nothing(recommendation, case.level)
    name = upper_first(recommendation.rulebook.nothing) if nothing else f"Level {case.level}"
    called_so = Element() if nothing else quiet(case.name)
    return element(
        "tr",
        element("th", element("b", name), called_so, scope="row"),
        element("td", element("span", case.verdict, css="verdict")),
        element("td", *(_shortest(case.reasons_for) if case.reasons_for else ("nothing",))),
        element("td", *(_against(case) or ("nothing",))),
        css=case.verdict.replace(" ", "-"),
    )


def _levels(recommendation: "Recommendation") -> Element:
    rows = (_level_row(recommendation, case) for case in recommendation.cases)
    return _section(
        "Every level, for and against",
        _table("From the least intensive to the most", ("Level", "Verdict", "For", "Against"), rows, "levels"),
    )


def _missing(recommendation: "Recommendation") -> Element:
    if not recommendation.missing:
        return Element()
    floor, ceiling = recommendation.floor.level, recommendation.ceiling.level
    danger = quiet("can mean danger by itself")
    rows = [
        element(
            "tr",
            element("th", element("b", question.title), danger if question.danger else "", scope="row"),
            element("td", question.state),
            element("td", levels_between(recommendation, floor, question.at_best)),
            element("td", levels_between(recommendation, question.at_worst, ceiling)),
        )
        for question in recommendation.missing
    ]
    caption = "Each of these could still move the level; the most decisive stands first"
    columns = ("Open answer", "State", "At its best", "At its worst")
    return _section("What to ask next", _table(caption, columns, rows, "open"))


# ------------------------------------------------------------------------------------------------ what is done about it


def _flags(recommendation: "Recommendation") -> Element:
    _, raised, possible = flags(recommendation)
    children: list[Node] = [
        element("p", ended(upper_first(sentence)), css="quiet") for sentence in recommendation.always
    ]
    if raised:
        children.append(_points(map(_flag, raised)))
    further = [_possibly(recommendation, flag) for flag in possible if not flag.urgent]
    if further:
        children.append(folded(f"{len(further)} possible, while answers are open", _points(further), css="card"))
    return _section("Whatever the level", *children)


def _conflicts(recommendation: "Recommendation") -> Element:
    if not recommendation.conflicts:
        return Element()
    titles = {answer.scale: answer.title for answer in recommendation.answers}
    items = (
        element(
            "li",
            upper_first(conflict.text),
            quiet(f" (about: {joined([titles.get(name, name) for name in conflict.scales])})"),
            _id(conflict.id),
        )
        for conflict in recommendation.conflicts
    )
    advice = "The answers stand and the recommendation is unchanged; please look at these again."
    return _section("Answers that contradict each other", element("p", advice, css="quiet"), _points(items))


def _delivery(recommendation: "Recommendation") -> Element:
    items = [
        element(
            "li",
            upper_first(arrangement.text),
            quiet(f" (for {of_headline(recommendation, joined(arrangement.services, 'or'))})"),
            _id(arrangement.id),
            sources_of(arrangement.sources),
            element("p", f"Depends on: {deciding(recommendation, arrangement)}", css="quiet")
            if arrangement.verdict == "unknown"
            else "",
        )
        for arrangement in recommendation.delivery
    ]
    items += [
        element(
            "li",
            element("b", "May be offered beside the recommendation, not instead of it: "),
            f"{offer.text}, with "
            f"{of_headline(recommendation, between(offer.at_least or offer.service, offer.service))}",
            _id(offer.id),
        )
        for offer in recommendation.alternatives
    ]
    return _section("How to provide it", _points(items)) if items else Element()


def _service(recommendation: "Recommendation", service: "ServiceShown", *, opened: bool) -> Element:
    beginning = {"Setting": service.setting, "For": service.for_whom}
    facts = {what: [element("span", text)] for what, text in beginning.items() if text}
    for figure in service.figures:
        shown = element("span", figure.text, sources_of(figure.sources))
        facts.setdefault(upper_first(figure.what), []).append(shown)
    if service.components:
        facts["Components"] = [element("span", "; ".join(service.components))]
    rows = [
        part
        for what, text in facts.items()
        for part in (element("dt", what), element("dd", joined_by(Element("<br>"), *text)))
    ]
    name = f"{upper_first(of_headline(recommendation, str(service.service)))}, {service.name}"
    return folded(name, element("dl", *rows, css="facts"), css="card", opened=opened)


def _services(recommendation: "Recommendation") -> Element:
    settled = recommendation.service is not None
    title = "What the service is" if settled else "What the possible services are"
    return _section(title, *(_service(recommendation, service, opened=settled) for service in recommendation.services))


def _turns(recommendation: "Recommendation") -> tuple[Element, ...]:
    """Return what would change the level and how sure it is, where the answers are held and can be asked."""
    if not recommendation.holds_answers:
        return ()
    nearest_changes = recommendation.what_would_change(limit=_NEAREST)
    points = recommendation.turning_points()
    return (
        _section(
            "What would change this",
            element("p", "The smallest changes that lead to another level; all other answers stay.", css="quiet"),
            element("div", Element(nearest_changes.to_html()), css="wide", tabindex="0"),
        ),
        _section(
            "How sure this is",
            element("p", recommendation.stability().to_text()),
            folded("Where each answer turns the level", Element(points.to_html())),
        ),
    )


def _sources(recommendation: "Recommendation") -> Element:
    sources = sources_cited(recommendation)
    if not sources:
        return Element()
    items = (element("li", element("b", f"{source.id}: "), source.title, css="source") for source in sources)
    summary = f"{count(len(sources), 'source', 'sources')} that this rests on"
    return _section("Sources", folded(summary, _points(items), css="card"))


def to_html(recommendation: "Recommendation") -> str:
    """Return one `<article>` with its own style: nothing is loaded, nothing runs, all text is escaped."""
    return element(
        "article",
        Element(f"<style>{STYLE}</style>"),
        element("header", _headline(recommendation), _ladder(recommendation)),
        _urgent(recommendation),
        _missing(recommendation),
        _why(recommendation),
        _levels(recommendation),
        _dimensions(recommendation),
        _flags(recommendation),
        _conflicts(recommendation),
        *_turns(recommendation),
        _delivery(recommendation),
        _services(recommendation),
        _sources(recommendation),
        element("footer", element("p", recommendation.notice), element("p", provenance(recommendation))),
        css=CLASS,
        lang="en-GB",
        aria_label=f"Recommended {recommendation.rulebook.called}",
    )
