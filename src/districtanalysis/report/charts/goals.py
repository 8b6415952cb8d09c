"""The tree of goals: visions left, goals in the middle, measures right, lines between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.goals import LEVELS, LIGHTS, Goal, GoalTree, Monitoring, light_words
from districtanalysis.language import date, say, say_count
from districtanalysis.report.caption import Caption, opened, source_line, subtitle
from districtanalysis.report.charts.registry import chart
from districtanalysis.report.measure import height, wrap
from districtanalysis.report.stage import WIDTH, stage
from districtanalysis.report.style import SMALL, colour, palette

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_EDGE = 0.14
_BETWEEN = 0.3  # for the lines between two levels
_PAD, _STRIP, _ROW = 0.06, 0.07, 0.09
_DESCENT = 0.04  # from the baseline to the foot of a line
_DRAWN = 60
SHADES = {
    "late": "red",
    "behind": "amber",
    "due": "amber",
    "on_track": "green",
    "done": "green",
}


@dataclass(slots=True)
class _Box:
    """One entry on the sheet, in inches from the upper left: column, lines of text, and where it stands."""

    goal: Goal
    column: int
    left: float
    wide: float
    lines: list[str]
    light: str
    parent: _Box | None
    top: float = 0.0

    @property
    def high(self) -> float:
        return height(len(self.lines), SMALL) + 2 * _PAD


@chart("goal_tree")
def goal_tree(result: GoalTree | Monitoring, *, ax: Axes | None = None, sources: Sequence[SourceRecord] = ()) -> Axes:
    """Return visions, goals and measures as boxes with lines between them; a ``Monitoring`` adds the traffic lights.

    The lights stand as sign and words, progress in percent is in the table. Beyond 60 measures only visions and
    goals are drawn.
    """
    state = result if isinstance(result, Monitoring) else None
    tree = state.tree if state is not None else result
    assert isinstance(tree, GoalTree)  # noqa: S101 - one of the two
    levels = [level for level in LEVELS if tree.of_level(level)]
    if len(tree.of_level("measure")) > _DRAWN:
        levels = [level for level in levels if level != "measure"]
    boxes, end = _placed(tree, state, levels)
    left = len(tree.goals) - len(boxes)
    drawn = stage(ax, _caption(tree, state, left, sources), body=max(end, 0.3))
    drawn.set_xlim(0, WIDTH - 2 * _EDGE + 0.02)  # with the line of the last box
    drawn.set_ylim(max(end, 0.3), 0)
    drawn.axis("off")
    for box in boxes:
        _draw(drawn, box)
    return drawn


def _columns(levels: Sequence[str]) -> list[tuple[float, float]]:
    """Return left end and width of each column in inches; visions are short and take less room."""
    shares = [0.8 if level == "vision" and len(levels) > 1 else 1.0 for level in levels]
    room = WIDTH - 2 * _EDGE - _BETWEEN * (len(levels) - 1)
    found, left = [], 0.0
    for share in shares:
        wide = room * share / sum(shares)
        found.append((left, wide))
        left += wide + _BETWEEN
    return found


def _placed(tree: GoalTree, state: Monitoring | None, levels: Sequence[str]) -> tuple[list[_Box], float]:
    """Return every box in its place, and where the last one ends."""
    boxes: list[_Box] = []
    columns = _columns(levels)

    def put(goal: Goal, parent: _Box | None, top: float) -> float:
        if goal.level not in levels:
            return top
        light = state.status[goal.key].light if state is not None else ""
        column = levels.index(goal.level)
        left, wide = columns[column]
        box = _Box(goal, column, left, wide, _words(tree, goal, light, wide), light, parent)
        boxes.append(box)
        below = tree.children(goal.key)
        right = [child for child in below if child.level in levels and levels.index(child.level) > box.column]
        end = top
        first = len(boxes)
        for child in right:
            end = put(child, box, end)
        if right:
            # the box stands in the middle of what hangs on it
            ends = [part for part in boxes[first:] if part.parent is box]
            middle = (ends[0].top + ends[-1].top + ends[-1].high) / 2
            box.top = max(top, middle - box.high / 2)
        else:
            box.top = top
        end = max(end, box.top + box.high + _ROW)
        for child in below:
            if child not in right:
                end = put(child, box, end)
        return end

    end = 0.0
    for goal in tree.children(""):
        end = put(goal, None, end) + _ROW
    return boxes, max(end - 2 * _ROW, 0.0)


def _words(tree: GoalTree, goal: Goal, light: str, wide: float) -> list[str]:
    room = wide - _STRIP - 2 * _PAD
    lines = wrap(f"{goal.key}  {goal.title}", room, SMALL, bold=goal.level == "vision")
    if goal.unlisted and not any(child.level == "measure" for child in tree.children(goal.key)):
        lines += wrap(say_count("goals.measures", goal.unlisted), room, SMALL)
    if light and (light != "unknown" or goal.level == "measure"):
        lines += wrap(light_words(light), room, SMALL, bold=True)
    return lines


def _draw(ax: Axes, box: _Box) -> None:
    from matplotlib.patches import Rectangle

    shade = str(palette()["lights"][SHADES.get(box.light, "grey")]) if box.light else colour("accent")
    frame = Rectangle((box.left, box.top), box.wide, box.high, edgecolor=colour("line"), linewidth=0.6)
    frame.set_facecolor(colour("faint"))
    ax.add_patch(frame)
    ax.add_patch(Rectangle((box.left, box.top), _STRIP, box.high, facecolor=shade, edgecolor="none"))
    for place, line in enumerate(box.lines):
        y = box.top + _PAD + height(place + 1, SMALL) - _DESCENT
        lit = line[:1] in set(LIGHTS.values())
        ax.text(
            box.left + _STRIP + _PAD,
            y,
            line,
            fontsize=SMALL,
            va="baseline",
            color=colour("ink"),
            fontweight="bold" if box.goal.level == "vision" or (lit and box.light == "late") else "normal",
        )
    if box.parent is not None and box.parent.column < box.column:
        start = box.parent.left + box.parent.wide
        y0, y1 = box.parent.top + box.parent.high / 2, box.top + box.high / 2
        bend = box.left - _BETWEEN / 2
        ax.plot([start, bend, bend, box.left], [y0, y0, y1, y1], color=colour("line"), linewidth=0.9, zorder=0)


def _caption(tree: GoalTree, state: Monitoring | None, left_out: int, sources: Sequence[SourceRecord]) -> Caption:
    columns = [
        Column("key", say("goals.column.key")),
        Column("level", say("goals.column.level")),
        Column("title", say("goals.column.title"), wide=True),
        Column("parent", say("goals.form.goal.column.parent")),
    ]
    if state is not None:
        columns += [Column("light", say("goals.column.light")), Column("progress", say("goals.column.progress"), 0)]
    rows = tuple(tuple(_row(state, goal)) for goal in tree.goals)
    notes = [say_count("chart.goal_tree.left_out", left_out)] if left_out else []
    notes += [tree.edition.note] if tree.edition.note else []
    notes += [source_line(sources)]
    counts = [
        say_count(f"goals.{level}s", len(tree.of_level(level)))
        for level in ("vision", "goal", "measure")
        if tree.of_level(level)
    ]
    unlisted = sum(goal.unlisted for goal in tree.goals)
    counts += [say("goals.lead.unlisted_short", measures=say_count("goals.measures", unlisted))] if unlisted else []
    day = say("goals.monitor.as_of", date=date(state.as_of)) if state is not None else ""
    late = [goal for goal in tree.of_level("measure") if state is not None and state.status[goal.key].light == "late"]
    title = say_count("chart.goal_tree.late", len(late)) if late else opened(", ".join(counts))
    table = Table("goal_tree", say("chart.goal_tree.label"), tuple(columns), rows)
    line = subtitle(tree.edition.title, *(counts if late else ()), day)
    return Caption("goal_tree", title, line, table, tuple(note for note in notes if note))


def _row(state: Monitoring | None, goal: Goal) -> Iterator[Value]:
    yield from (goal.key, say(f"goals.choice.level.{goal.level}"), goal.title, goal.parent or "–")
    if state is not None:
        found = state.status[goal.key]
        yield light_words(found.light)
        yield found.progress
