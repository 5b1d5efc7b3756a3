"""A Mermaid graph of what decides: answers, criteria, ratings, rules, service, level."""

import json
import re
from typing import TYPE_CHECKING, Final, assert_never

from placement.explain.sentences import one_line, upper_first
from placement.explain.wording import flags, headline, is_nothing, service_named

if TYPE_CHECKING:
    from collections.abc import Iterator

    from placement.recommendation.recommendation import Cause, Recommendation

_PLAIN: Final = re.compile(r"[^\w ,.()/+-]")
_FIRST_LETTER: Final = {"answer": "a", "criterion": "c", "rating": "d", "rule": "r"}

_STYLES: Final = (
    "classDef answer fill:#f4f4f5,stroke:#71717a,color:#18181b",
    "classDef criterion fill:#e0f2fe,stroke:#0369a1,color:#0c2d48",
    "classDef rating fill:#fef3c7,stroke:#b45309,color:#3b2304",
    "classDef rule fill:#ede9fe,stroke:#6d28d9,color:#2a1065",
    "classDef urgent fill:#b91c1c,stroke:#b91c1c,color:#ffffff",
    "classDef open fill:#ffffff,stroke:#b91c1c,color:#7f1d1d,stroke-dasharray:4",
    "classDef result fill:#0f766e,stroke:#0f766e,color:#ffffff",
)


def _escaped(text: str) -> str:
    """Return text as Mermaid shows it: every character that could mean something to it becomes its number."""
    return _PLAIN.sub(lambda special: f"#{ord(special[0])};", one_line(text))


def _label(*lines: str) -> str:
    return '["' + "<br/>".join(_escaped(line) for line in lines if line) + '"]'


def _without(text: str, pattern: str) -> str:
    """Return text on one line, without characters that cannot be escaped where it stands."""
    return one_line(re.sub(pattern, " ", text))


class _Graph:
    """Collects nodes and edges, each once, in the order in which they are first met."""

    def __init__(self, recommendation: "Recommendation") -> None:
        self._answers = {answer.scale: answer for answer in recommendation.answers}
        self._names: dict[tuple[str, str], str] = {}
        self.nodes: list[str] = []
        self.edges: dict[str, None] = {}

    def node(self, cause: "Cause") -> str:
        """Return the name of a cause's node; draw it, and all that is behind it, when it is first met."""
        # Ratings of one dimension are told apart by what is needed of them; all else by its id.
        name = self._add(cause.kind, cause.text if cause.kind == "rating" else cause.id, self._label_of(cause))
        for behind in cause.behind:
            self.edges[f"{self.node(behind)} --> {name}"] = None
        return name

    def answer(self, scale: str) -> str:
        """Return the name of an answer's node; draw it when it is first met."""
        answer = self._answers.get(scale)
        return self._add("answer", scale, _label(scale) if answer is None else _label(answer.title, answer.answer))

    def _add(self, kind: str, key: str, label: str) -> str:
        name = self._names.get((kind, key))
        if name is None:
            letter = _FIRST_LETTER[kind]
            name = f"{letter}{sum(known.startswith(letter) for known in self._names.values()) + 1}"
            self._names[kind, key] = name
            self.nodes.append(f"{name}{label}:::{kind}")
        return name

    def _label_of(self, cause: "Cause") -> str:
        match cause.kind:
            case "answer":
                answer = self._answers.get(cause.id)
                return _label(cause.text) if answer is None else _label(answer.title, answer.answer)
            case "rating":
                return _label(cause.text)
            case "criterion" | "rule":
                return _label(upper_first(cause.kind), cause.id)
            case _:
                assert_never(cause.kind)


def _urgent(graph: _Graph, recommendation: "Recommendation") -> "Iterator[str]":
    """Return a node for each flag that cannot wait, or may not; what may not has an open edge from what decides it."""
    raised, _, possible = flags(recommendation)
    for number, flag in enumerate((*raised, *(flag for flag in possible if flag.urgent)), start=1):
        heading, css = ("Cannot wait", "urgent") if flag.verdict == "met" else ("Possibly urgent", "open")
        yield f"f{number}{_label(heading, upper_first(flag.text), flag.id)}:::{css}"
        for name in flag.depends_on:
            graph.edges[f"{graph.answer(name)} -.-> f{number}"] = None


def to_mermaid(recommendation: "Recommendation") -> str:
    """Return a Mermaid flowchart, from the answers on the left to the level on the right.

    It shows the reasons of `because`, each through its first rule, drawn over each other: what several of them use is
    drawn once. Beside them stand the flags that cannot wait, and those that open answers may raise, each with these.
    Where there is nothing of either it is the headline alone.
    """
    graph = _Graph(recommendation)
    ends: list[str] = []
    edges = dict.fromkeys(f"{graph.node(reason.causes)} --> service" for reason in recommendation.because)
    urgent = [*_urgent(graph, recommendation)]
    if edges:
        service = service_named(recommendation, recommendation.floor.service).split(", ", 1)
        ends.append(f"service{_label(upper_first(service[0]), *service[1:])}:::result")
        edges["service --> level"] = None
    first = headline(recommendation)
    reached = recommendation.level is not None and not is_nothing(recommendation, recommendation.level)
    ends.append(f"level{_label(f'Level {first.main}' if reached else first.main)}:::result")
    # `%%{` opens a directive even inside a comment; a title is read as markup and has no entities.
    notice = f"%% {_without(recommendation.notice, '[%{}]')}"
    body = [notice, *graph.nodes, *urgent, *ends, *graph.edges, *edges, *_STYLES]
    title = json.dumps(_without(first.sentence, "[<>]"), ensure_ascii=False)
    return "\n".join(["---", f"title: {title}", "---", "flowchart LR", *(f"    {line}" for line in body)]) + "\n"
