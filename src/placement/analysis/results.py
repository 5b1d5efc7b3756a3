"""Answers to questions about one person: frozen, and silent in `repr`, as every part of a recommendation."""

from typing import Final

from placement.assessment.confidential import Quiet
from placement.explain.markup import escaped
from placement.language.foreign_text import visible
from placement.language.graded import named_in_order
from placement.recommendation.placement import LevelValue
from placement.recommendation.reasoning import NO_ANSWER

Row = dict[str, str]


class AnswerChange(Quiet):
    """One answer that would be another.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        recorded: Label of the recorded anchor, "unsure", "not recorded" or "covered by ...".
        becomes: Label of the anchor that it would have to be at.
        steps: Single steps; more than 0 towards more need, less than 0 towards less.
        can_change: It is something that a person, or those around them, can change; not history, age or pregnancy.
    """

    scale: str
    title: str
    recorded: str
    becomes: str
    steps: int
    can_change: bool

    def text(self) -> str:
        """Return the change as part of a sentence."""
        fixed = "" if self.can_change else " (cannot be changed)"
        answered = not self.recorded.startswith(NO_ANSWER)
        was = f"“{self.recorded}” was recorded" if answered else f"it is {self.recorded}"
        return f"{self.title}: {self.becomes}, where {was}{fixed}"


class WhatIf(Quiet):
    """A smallest change: every answer in it is needed, and no smaller step of any would do.

    Attributes:
        answers: The answers that change; all others stay as they are.
        steps: Single steps in all.
        level: The level that it leads to.
    """

    answers: tuple[AnswerChange, ...]
    steps: int
    level: LevelValue

    @property
    def can_change(self) -> bool:
        """Whether all of it is something that can be changed."""
        return all(answer.can_change for answer in self.answers)


class WhatWouldChange(Quiet):
    """The smallest changes that lead to another level, the fewest steps first.

    Attributes:
        floor: The level at the least.
        ceiling: The level at the most.
        higher_to: The level that changes upwards were asked to reach; None if they were not asked for or there is none.
        lower_to: Likewise downwards.
        higher: Changes that lead to `higher_to` or a higher level, however open answers turn out.
        lower: Changes that lead to `lower_to` or a lower level, however open answers turn out.
        higher_in_all: How many there are, where a limit cut the list.
        lower_in_all: Likewise.
        names: What the levels are called, from the least to the most.
    """

    floor: LevelValue
    ceiling: LevelValue
    higher_to: LevelValue | None
    lower_to: LevelValue | None
    higher: tuple[WhatIf, ...]
    lower: tuple[WhatIf, ...]
    higher_in_all: int
    lower_in_all: int
    names: tuple[str, ...] = ()

    def _named(self, level: LevelValue) -> str:
        return named_in_order(level, self.names)

    def rows(self) -> list[Row]:
        """Return a row for each changed answer: direction, number of the change, level, scale, from, to, can change."""
        return [
            {
                "direction": direction,
                "change": str(number),
                "leads to": self._named(change.level),
                "answer": answer.title,
                "recorded": answer.recorded,
                "becomes": answer.becomes,
                "can change": "yes" if answer.can_change else "no",
            }
            for direction, changes in (("higher", self.higher), ("lower", self.lower))
            for number, change in enumerate(changes, start=1)
            for answer in change.answers
        ]

    def _asked(self) -> list[tuple[str, tuple[WhatIf, ...]]]:
        """Return a heading for each direction that was asked for, downwards first, with its changes."""
        asked: list[tuple[str, tuple[WhatIf, ...]]] = []
        if self.lower_to is not None:
            to = self._named(self.lower_to) + ("" if self.lower_to.is_lowest else " or lower")
            asked.append((f"To level {to}: {_of(len(self.lower), self.lower_in_all)}", self.lower))
        if self.higher_to is not None:
            to = self._named(self.higher_to) + ("" if self.higher_to.is_highest else " or higher")
            asked.append((f"To level {to}: {_of(len(self.higher), self.higher_in_all)}", self.higher))
        return asked or [("This is the level already.", ())]

    def to_text(self) -> str:
        """Return the changes, one a line, those that lead down first: they are what can be worked towards."""
        lines: list[str] = []
        for heading, changes in self._asked():
            levels = (self._named(change.level) for change in changes)
            answers = ("; ".join(answer.text() for answer in change.answers) for change in changes)
            lines += [heading, *(f"- level {level}: {text}" for level, text in zip(levels, answers, strict=True))]
        return visible("\n".join(lines))

    def to_html(self) -> str:
        """Return a self-contained table: only what changes is shown."""
        rows = self.rows()
        headings = "; ".join(escaped(heading) for heading, _ in self._asked())
        if not rows:
            return f"<p>{headings}</p>"
        head = "".join(f'<th scope="col">{escaped(name)}</th>' for name in rows[0])
        body = "".join(f"<tr>{''.join(f'<td>{escaped(cell)}</td>' for cell in row.values())}</tr>" for row in rows)
        return f"<table><caption>{headings}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _of(shown: int, in_all: int) -> str:
    if not in_all:
        return "no change of these answers"
    return f"{in_all} smallest change{'s' if in_all > 1 else ''}" + (f", {shown} shown" if shown < in_all else "")


def _of_others(count: int) -> str:
    return "in another set of answers" if count == 1 else f"in one of {count} other sets of answers"


class Stability(Quiet):
    """How near the level is to another one.

    Attributes:
        floor: The level at the least.
        ceiling: The level at the most.
        steps_up: Fewest one-step differences of opinion that lift the ceiling's level; None if none can.
        steps_down: Fewest that lower the floor's level; None if none can.
        up: Every set of answers for which that few steps do it.
        down: Likewise.
    """

    floor: LevelValue
    ceiling: LevelValue
    steps_up: int | None
    steps_down: int | None
    up: tuple[tuple[AnswerChange, ...], ...]
    down: tuple[tuple[AnswerChange, ...], ...]

    def to_text(self) -> str:
        """Return how sure the level is, in two or three sentences."""
        blocks: list[str] = []
        if self.floor != self.ceiling:
            blocks.append("Open answers alone can move the level.")
        for word, steps, answers in (("higher", self.steps_up, self.up), ("lower", self.steps_down, self.down)):
            if steps is None:
                blocks.append(f"No difference of opinion about the recorded answers makes the level {word}.")
                continue
            first = " and ".join(answer.title for answer in answers[0])
            others = f" (or {_of_others(len(answers) - 1)})" if len(answers) > 1 else ""
            blocks.append(f"{steps} step{'s' if steps > 1 else ''} in {first}{others} would make the level {word}.")
        return visible(" ".join(blocks))


class TurningPoint(Quiet):
    """The level at each anchor of one scale, all else equal.

    Attributes:
        scale: Id of the scale.
        title: What it asks.
        anchors: Labels, the most favourable first.
        floors: The level at each anchor with open answers at their best.
        ceilings: The level at each anchor with open answers at their worst.
        recorded: Position of the recorded anchor; None if there is none.
    """

    scale: str
    title: str
    anchors: tuple[str, ...]
    floors: tuple[LevelValue, ...]
    ceilings: tuple[LevelValue, ...]
    recorded: int | None

    @property
    def turns_at(self) -> tuple[int, ...]:
        """Positions at which the level, at the floor or the ceiling, is another than one step before."""
        ends = list(zip(self.floors, self.ceilings, strict=True))
        return tuple(at for at in range(1, len(ends)) if ends[at] != ends[at - 1])

    def text(self) -> tuple[str, ...]:
        """Return each anchor with its level, in words."""
        ends = zip(self.anchors, self.floors, self.ceilings, strict=True)
        return tuple(f"{label}: {_between(floor, ceiling)}" for label, floor, ceiling in ends)


class TurningPoints(Quiet):
    """Where the level turns, scale by scale, all else equal.

    Attributes:
        scales: One entry for each scale of need, in the order of asking.
        names: What the levels are called, from the least to the most.
    """

    scales: tuple[TurningPoint, ...]
    names: tuple[str, ...] = ()

    def turning(self) -> tuple[TurningPoint, ...]:
        """Return the scales on which the level turns at all."""
        return tuple(scale for scale in self.scales if scale.turns_at)

    def to_text(self) -> str:
        """Return a line for each scale on which the level turns; then what these levels are called."""
        lines = [f"{point.title}: {'; '.join(point.text())}" for point in self.turning()]
        return visible("\n".join([*lines, *filter(None, [self.legend()])]))

    def legend(self) -> str:
        """Return what the levels are called at which the level turns; empty where they have no other names."""
        ends = {level for point in self.turning() for level in (*point.floors, *point.ceilings)}
        levels = sorted(ends, key=lambda level: level.position)
        called = [named_in_order(level, self.names) for level in levels if self.names and self.names[level.position]]
        return f"Levels: {'; '.join(called)}." if called else ""

    def to_html(self) -> str:
        """Return a small chart: a row for each scale that turns the level, a cell for each anchor. No script."""
        return chart(self)

    def _repr_html_(self) -> str:
        return self.to_html()


def _between(floor: LevelValue, ceiling: LevelValue) -> str:
    return f"level {floor}" if floor == ceiling else f"level {floor} to {ceiling}"


_ROW: Final = 26
_TITLE: Final = 430
_CELL: Final = 76
_HEAD: Final = 24
_COLOUR: Final = "currentColor"


def _cell(point: TurningPoint, at: int, top: int) -> str:
    floor, ceiling = point.floors[at], point.ceilings[at]
    levels = str(floor) if floor == ceiling else f"{floor}\u2013{ceiling}"
    left = _TITLE + at * _CELL
    shade = ceiling.position / (len(type(ceiling)) - 1) * 0.5
    width = 2 if at == point.recorded else 0.5
    middle = left + (_CELL - 4) / 2
    title = f"{point.anchors[at]}: level {levels}" + (" (recorded)" if at == point.recorded else "")
    return (
        f"<g><title>{escaped(title)}</title>"
        f'<rect x="{left}" y="{top}" width="{_CELL - 4}" height="{_ROW - 4}" rx="3" fill="{_COLOUR}" '
        f'fill-opacity="{shade:.2f}" stroke="{_COLOUR}" stroke-width="{width}"/>'
        f'<text x="{middle:g}" y="{top + 15}" text-anchor="middle" fill="{_COLOUR}">{escaped(levels)}</text>'
        "</g>"
    )


def chart(points: TurningPoints) -> str:
    """Return a figure with a row for each scale on which the level turns; it shows the recorded answers."""
    rows = points.turning()
    if not rows:
        return "<p>No single answer turns the level.</p>"
    widest = max(len(row.anchors) for row in rows)
    width, height = _TITLE + widest * _CELL, _HEAD + len(rows) * _ROW
    head = "".join(
        f'<text x="{_TITLE + at * _CELL + (_CELL - 4) / 2:g}" y="15" text-anchor="middle" fill="{_COLOUR}">{at}</text>'
        for at in range(widest)
    )
    drawn = "".join(
        f'<text x="0" y="{_HEAD + place * _ROW + 15}" fill="{_COLOUR}">{escaped(point.title)}</text>'
        + "".join(_cell(point, at, _HEAD + place * _ROW) for at in range(len(point.anchors)))
        for place, point in enumerate(rows)
    )
    caption = "The level at each anchor of a scale, all else equal. The recorded anchor has the thick frame."
    return (
        f"<figure><figcaption>{' '.join(filter(None, (caption, escaped(points.legend()))))}</figcaption>"
        f'<svg role="img" viewBox="0 0 {width} {height}" width="100%" style="max-width:{width}px" '
        f'font-family="system-ui, sans-serif" font-size="12">{head}{drawn}</svg></figure>'
    )
