import re

import pytest

from placement.explain.graph import to_mermaid
from placement.recommendation.contents import Deferred
from placement.recommendation.recommendation import Recommendation
from tests.unit.explain.people import HOSTILE, PEOPLE, PSYCHIATRIC, changed, hostile

ALL = {**PEOPLE, "hostile": hostile()}
each = pytest.mark.parametrize("name", ALL)

NODE = re.compile(r'(?P<name>[acdrf]\d+|service|level)\["(?P<label>[^"]*)"\]:::(?P<kind>\w+)')
EDGE = re.compile(r"(?P<start>[acdr]\d+|service) -(?:-|\.-)> (?P<end>[acdrf]\d+|service|level)")
STYLE = re.compile(r"classDef \w+ fill:#\w{6},stroke:#\w{6},color:#\w{6}(?:,stroke-dasharray:4)?")


def lines(recommendation: Recommendation) -> list[str]:
    first, title, closed, chart, notice, *rest = to_mermaid(recommendation).splitlines()
    assert (first, closed, chart) == ("---", "---", "flowchart LR")
    assert title.startswith('title: "')
    assert notice.startswith("    %% ")
    return [line.strip() for line in rest]


@each
def test_every_line_is_a_node_an_edge_or_a_style(name: str) -> None:
    assert [line for line in lines(ALL[name]) if not any(one.fullmatch(line) for one in (NODE, EDGE, STYLE))] == []


@each
def test_edges_join_nodes_that_are_drawn_once(name: str) -> None:
    nodes = [found["name"] for line in lines(ALL[name]) if (found := NODE.fullmatch(line))]
    edges = [(found["start"], found["end"]) for line in lines(ALL[name]) if (found := EDGE.fullmatch(line))]
    assert len(nodes) == len(set(nodes))
    assert len(edges) == len(set(edges))
    assert {one for edge in edges for one in edge} <= set(nodes)


@each
def test_every_node_has_a_style(name: str) -> None:
    said = lines(ALL[name])
    styled = {line.split()[1] for line in said if line.startswith("classDef")}
    assert {found["kind"] for line in said if (found := NODE.fullmatch(line))} <= styled


@each
def test_every_node_leads_to_the_level_or_to_what_cannot_wait(name: str) -> None:
    after: dict[str, set[str]] = {}
    for line in lines(ALL[name]):
        if found := EDGE.fullmatch(line):
            after.setdefault(found["start"], set()).add(found["end"])
    waiting = [found["name"] for line in lines(ALL[name]) if (found := NODE.fullmatch(line))]
    reached = {"level", *(one for one in waiting if one.startswith("f"))}
    for _ in waiting:
        reached |= {start for start, ends in after.items() if ends & reached}
    assert set(waiting) <= reached


def test_it_goes_from_answers_through_criteria_ratings_and_rules_to_the_level() -> None:
    assert lines(PEOPLE["determined"])[:-7] == [
        'r1["Rule<br/>service.home"]:::rule',
        'a1["Severity of the disorder<br/>severe"]:::answer',
        'd1["Recovery environment rated 3 or worse"]:::rating',
        'c1["Criterion<br/>environment.hostile"]:::criterion',
        'a2["People at home<br/>hostile"]:::answer',
        'a3["Something#58; that has no record"]:::answer',
        'r2["Rule<br/>own-rule"]:::rule',
        'service["Service 3.1<br/>low-intensity residential"]:::result',
        'level["Level 3, residential or inpatient"]:::result',
        "a1 --> r1",
        "a2 --> c1",
        "c1 --> d1",
        "d1 --> r1",
        "a3 --> r1",
        "a2 --> r2",
        "r1 --> service",
        "r2 --> service",
        "service --> level",
    ]


def test_what_cannot_wait_stands_by_itself_and_what_may_not_is_led_to_by_what_decides_it() -> None:
    urgent, open_level = lines(PEOPLE["urgent"]), lines(PEOPLE["open-level"])
    assert 'f1["Cannot wait<br/>Arrange emergency evaluation now<br/>flag.emergency"]:::urgent' in urgent
    assert not [line for line in urgent if "-.->" in line]
    flag = 'f1["Possibly urgent<br/>Same-day emergency psychiatric evaluation<br/>flag.same-day-psychiatric"]:::open'
    assert flag in open_level
    assert [line for line in open_level if line.startswith(("a4", "a5")) and "[" in line] == [
        'a4["Suicide risk<br/>not recorded"]:::answer',
        'a5["Risk of violence<br/>unsure"]:::answer',
    ]
    assert [line for line in open_level if "-.->" in line] == ["a4 -.-> f1", "a5 -.-> f1"]
    of_no_record = PSYCHIATRIC.model_copy(update={"depends_on": ("no_record",)})
    said = lines(changed(PEOPLE["nothing"], findings=Deferred.of((of_no_record,))))
    assert said[0] == 'a1["no_record"]:::answer'


def test_without_reasons_it_is_the_headline_alone() -> None:
    assert lines(PEOPLE["nothing"])[0] == 'level["No level of care is indicated"]:::result'
    assert "-->" not in to_mermaid(PEOPLE["nothing"])


def test_a_label_means_nothing_to_mermaid() -> None:
    labels = [found["label"] for line in lines(hostile()) if (found := NODE.fullmatch(line))]
    decoded = [re.sub(r"#(\d+);", lambda found: chr(int(found[1])), one) for one in labels]
    assert all(re.fullmatch(r"(?:[\w ,.()/+-]|#\d+;|<br/>)*", one) for one in labels)
    assert HOSTILE in decoded


def test_a_title_and_a_comment_mean_nothing_to_mermaid() -> None:
    said = to_mermaid(changed(hostile(), notice="%%{init: {}}%%\nflowchart TD"))
    assert "%%{" not in said.partition("flowchart LR")[2]
    assert "<" not in said.splitlines()[1]
    assert said.count("flowchart TD") == 1
    assert said.splitlines()[4].lstrip().startswith("%% ")
