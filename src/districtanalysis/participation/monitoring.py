"""How far goals have come on a given day: progress rolled up, traffic lights, what is due, and what changed since."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence

from districtanalysis.domain.goals import (
    LIGHTS,
    Goal,
    GoalChange,
    GoalStatus,
    GoalTree,
    Monitoring,
    Target,
    TargetStatus,
)
from districtanalysis.language import date, number, say

WITHIN = 90
# Where a measure has a state and no stated progress; given up measures take no part.
STATE_PROGRESS: Mapping[str, float] = {"planned": 0.0, "begun": 25.0, "running": 50.0, "implemented": 100.0}
_ASIDE = {"paused", "given_up", "unknown"}


def monitor_goals(
    tree: GoalTree, *, as_of: dt.date, within: int = WITHIN, scope: str = "", before: GoalTree | None = None
) -> Monitoring:
    """Return the state of everything in ``tree`` on the day ``as_of``.

    ``within`` is the number of days before a deadline from which it counts as due. ``scope`` keeps only the measures
    of one scope. The progress of a goal is the weighted mean of its measures in percent, that of a vision the mean of
    its goals; measures without a stated progress or that are not listed take no part, and the counts say so.
    """
    tree = scoped(tree, scope)
    status: dict[str, GoalStatus] = {}
    targets = tuple(target_status(target, as_of) for target in tree.targets)
    for goal in tree.children(""):
        _judge(tree, goal, as_of, within, targets, status)
    edition = tree.edition
    evaluation = _after(edition.date, edition.interval) if edition.date and edition.interval else None
    changes = tuple(changes_between(before, tree)) if before is not None else ()
    earlier = before.edition if before is not None else None
    return Monitoring(tree, as_of, within, status, targets, changes, earlier, evaluation)


def measure_progress(goal: Goal) -> float | None:
    """Return the progress of one measure in percent: as stated, else by its state; None where neither says anything.

    >>> measure_progress(Goal("1", "measure", "Sprachcafé", state="begun"))
    25.0
    """
    if goal.state == "given_up":
        return None
    return goal.progress if goal.progress is not None else STATE_PROGRESS.get(goal.state)


def rolled_up(parts: Sequence[tuple[float | None, float]]) -> float | None:
    """Return the weighted mean of progress (percent) over the parts that have one; None where none has.

    >>> rolled_up([(100.0, 1.0), (0.0, 3.0), (None, 5.0)])
    25.0
    """
    known = [(value, weight) for value, weight in parts if value is not None and weight > 0]
    total = sum(weight for _, weight in known)
    return sum(value * weight for value, weight in known) / total if total else None


def measure_light(goal: Goal, as_of: dt.date, within: int = WITHIN) -> str:
    """Return the traffic light of one measure on a day.

    >>> deadline = dt.date(2025, 6, 30)
    >>> measure_light(Goal("1", "measure", "", state="running", deadline=deadline), dt.date(2025, 7, 1))
    'late'
    """
    by_state = {"given_up": "given_up", "suspended": "paused", "implemented": "done"}
    if goal.state in by_state or (goal.progress or 0) >= 100:
        return by_state.get(goal.state, "done")
    not_begun = goal.state in {"", "planned"} and not goal.progress
    if (goal.deadline and goal.deadline < as_of) or (not_begun and goal.start and goal.start < as_of):
        return "late"
    if not goal.state and goal.progress is None:
        return "unknown"
    if goal.deadline is None:
        return "no_deadline"
    return "due" if (goal.deadline - as_of).days <= within else "on_track"


def target_status(target: Target, as_of: dt.date) -> TargetStatus:
    """Return how much of the way from IST to SOLL is done, in percent, against a straight line between the dates.

    Percent of the way = (value - IST) / (SOLL - IST) x 100; it may pass 100 and fall below 0. The line is read at the
    date of the value, at most ``as_of``. Source: definition of this package, printed under every table of targets.

    >>> target = Target("1", "Kurse", 10, 30, baseline_date=dt.date(2020, 1, 1), deadline=dt.date(2022, 1, 1), value=15)
    >>> found = target_status(target, dt.date(2021, 1, 1))
    >>> found.attained, round(found.expected), found.light
    (25.0, 50, 'behind')
    """
    attained = _attained(target)
    expected = _expected(target, as_of)
    if attained is None:
        overdue = target.deadline is not None and target.deadline < as_of
        return TargetStatus(target, "late" if overdue and target.value is None else "unknown", None, expected)
    if attained >= 100:
        return TargetStatus(target, "done", attained, expected)
    if target.deadline is not None and target.deadline < as_of:
        return TargetStatus(target, "late", attained, expected)
    if expected is None:
        return TargetStatus(target, "no_deadline", attained)
    return TargetStatus(target, "on_track" if attained >= expected else "behind", attained, expected)


def _attained(target: Target) -> float | None:
    if target.baseline is None or target.target is None or target.value is None:
        return None
    if target.baseline == target.target:
        held = target.value >= target.target if target.direction == "more" else target.value <= target.target
        return 100.0 if held else 0.0
    return 100 * (target.value - target.baseline) / (target.target - target.baseline)


def _expected(target: Target, as_of: dt.date) -> float | None:
    if target.baseline_date is None or target.deadline is None or target.deadline <= target.baseline_date:
        return None
    day = min(target.value_date or as_of, as_of)
    share = (day - target.baseline_date).days / (target.deadline - target.baseline_date).days
    return 100 * min(max(share, 0.0), 1.0)


def _judge(
    tree: GoalTree,
    goal: Goal,
    as_of: dt.date,
    within: int,
    targets: Sequence[TargetStatus],
    status: dict[str, GoalStatus],
) -> None:
    """Put the state of ``goal`` and of everything below it into ``status``."""
    children = tree.children(goal.key)
    for child in children:
        _judge(tree, child, as_of, within, targets, status)
    days = (goal.deadline - as_of).days if goal.deadline else None
    if goal.level == "measure" and not children:
        progress = measure_progress(goal)
        light, known = measure_light(goal, as_of, within), int(progress is not None)
        status[goal.key] = GoalStatus(goal.key, light, progress, known, 1, days)
        return
    below = [status[child.key] for child in children]
    weights = [child.weight for child in children]
    progress = rolled_up([(part.progress, weight) for part, weight in zip(below, weights, strict=True)])
    progress = goal.progress if progress is None else progress
    lights = [part.light for part in below] + [found.light for found in targets if found.target.goal == goal.key]
    light = _worst(lights)
    if days is not None and days < 0 and light not in {"done", "late"}:
        light = "late"
    known = sum(part.known for part in below)
    total = sum(part.total for part in below) + goal.unlisted
    status[goal.key] = GoalStatus(goal.key, light, progress, known, total, days)


def _worst(lights: Sequence[str]) -> str:
    """Return the light that needs a word first; what is set aside counts only where there is nothing else."""
    counted = [light for light in lights if light not in _ASIDE] or list(lights)
    return min(counted, key=list(LIGHTS).index, default="unknown")


def scoped(tree: GoalTree, scope: str) -> GoalTree:
    """Return the tree with the measures of one scope, and the goals that hold such measures or carry it themselves."""
    if not scope:
        return tree
    by_key = {goal.key: goal for goal in tree.goals}
    kept: set[str] = set()
    for goal in tree.goals:
        way = [goal, *_above(goal, by_key)]
        # what states no scope of its own has that of the goal above it
        if next((part.scope for part in way if part.scope), "") == scope:
            kept.update(part.key for part in way)
    goals = tuple(goal for goal in tree.goals if goal.key in kept)
    targets = tuple(target for target in tree.targets if target.goal in kept)
    return GoalTree(goals, targets, tree.criteria, tree.edition, tree.findings, tree.file)


def _above(goal: Goal, by_key: Mapping[str, Goal]) -> Iterator[Goal]:
    while (found := by_key.get(goal.parent)) is not None:
        yield found
        goal = found


def _after(day: dt.date, years: float) -> dt.date:
    """Return the day ``years`` later; half years count as six months."""
    months = round(years * 12) + day.month - 1
    year, month = day.year + months // 12, months % 12 + 1
    first_of_next = dt.date(year + month // 12, month % 12 + 1, 1)
    return dt.date(year, month, min(day.day, (first_of_next - dt.timedelta(days=1)).day))


def changes_between(before: GoalTree, after: GoalTree) -> Iterator[GoalChange]:
    """Yield what differs between two editions, in the order of the later one; what was dropped comes last."""
    earlier = {goal.key: goal for goal in before.goals}
    for goal in after.goals:
        old = earlier.pop(goal.key, None)
        if old is None:
            yield GoalChange(goal.key, goal.title, "new")
            continue
        yield from _moved(old, goal)
        yield from _indicators(goal, before.targets_of(goal.key), after.targets_of(goal.key))
    for goal in earlier.values():
        yield GoalChange(goal.key, goal.title, "dropped")


def _moved(old: Goal, new: Goal) -> Iterator[GoalChange]:
    if old.title != new.title:
        yield GoalChange(new.key, new.title, "title", old.title, new.title)
    if old.state != new.state:
        yield GoalChange(new.key, new.title, "state", _state(old.state), _state(new.state))
    if old.deadline != new.deadline:
        yield GoalChange(new.key, new.title, "deadline", _day(old.deadline), _day(new.deadline))
    if old.progress != new.progress:
        yield GoalChange(new.key, new.title, "progress", *(_number(goal.progress, "%") for goal in (old, new)))


def _indicators(goal: Goal, old: Sequence[Target], new: Sequence[Target]) -> Iterator[GoalChange]:
    earlier = {target.label: target for target in old}
    for target in new:
        known = earlier.get(target.label)
        if known is None:
            continue
        title = f"{goal.title}: {target.label}"
        for kind, a, b in (("target", known.target, target.target), ("value", known.value, target.value)):
            if a != b:
                yield GoalChange(goal.key, title, kind, _number(a, target.unit), _number(b, target.unit))


def _state(state: str) -> str:
    return say(f"goals.choice.state.{state}") if state else say("goals.not_stated")


def _day(day: dt.date | None) -> str:
    return date(day) if day else say("goals.not_stated")


def _number(value: float | None, unit: str = "") -> str:
    if value is None or math.isnan(value):
        return say("goals.not_stated")
    return f"{number(value, None)} {unit}".strip()
