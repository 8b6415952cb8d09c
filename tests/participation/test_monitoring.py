"""Progress, lights, deadlines and editions, by hand calculation."""

from __future__ import annotations

import datetime as dt

import pytest

from districtanalysis.domain.goals import Edition, Goal, GoalTree, Target
from districtanalysis.participation.monitoring import (
    changes_between,
    measure_light,
    measure_progress,
    monitor_goals,
    rolled_up,
    scoped,
    target_status,
)

DAY = dt.date(2026, 4, 15)


def measure(key: str, **how: object) -> Goal:
    return Goal(key, "measure", key, **{"parent": "Z1", **how})  # type: ignore[arg-type]


def tree(*measures: Goal, edition: Edition | None = None, **how: object) -> GoalTree:
    goals = (Goal("V", "vision", "Vision"), Goal("Z1", "goal", "Ziel", parent="V", **how), *measures)  # type: ignore[arg-type]
    return GoalTree(goals, edition=edition or Edition())


def test_progress_is_rolled_up_with_weights() -> None:
    found = monitor_goals(
        tree(
            measure("1", state="implemented", weight=2),  # 100
            measure("2", state="begun"),  # 25
            measure("3", state="given_up", weight=9),  # takes no part
            measure("4"),  # nobody knows
        ),
        as_of=DAY,
    )
    # (2 x 100 + 1 x 25) / 3 = 75
    assert found.status["Z1"].progress == pytest.approx(75)
    assert found.status["V"].progress == pytest.approx(75)
    assert (found.status["Z1"].known, found.status["Z1"].total) == (2, 4)


def test_unlisted_measures_are_unknown_and_not_zero() -> None:
    found = monitor_goals(tree(unlisted=3), as_of=DAY)
    assert found.status["Z1"].progress is None
    assert (found.status["V"].light, found.status["V"].known, found.status["V"].total) == ("unknown", 0, 3)
    assert rolled_up([]) is None


@pytest.mark.parametrize(
    ("how", "light"),
    [
        ({"state": "running", "deadline": dt.date(2026, 4, 14)}, "late"),
        ({"state": "running", "deadline": DAY}, "due"),
        ({"state": "running", "deadline": dt.date(2026, 7, 14)}, "due"),  # 90 days
        ({"state": "running", "deadline": dt.date(2026, 7, 15)}, "on_track"),
        ({"state": "running"}, "no_deadline"),
        ({"state": "planned", "start": dt.date(2026, 4, 14), "deadline": dt.date(2027, 1, 1)}, "late"),
        ({"state": "planned", "start": DAY, "deadline": dt.date(2027, 1, 1)}, "on_track"),
        ({"state": "suspended", "deadline": dt.date(2020, 1, 1)}, "paused"),
        ({"state": "given_up", "deadline": dt.date(2020, 1, 1)}, "given_up"),
        ({"state": "implemented", "deadline": dt.date(2020, 1, 1)}, "done"),
        ({"progress": 100.0, "deadline": dt.date(2020, 1, 1)}, "done"),
        ({"deadline": dt.date(2020, 1, 1)}, "late"),
        ({}, "unknown"),
    ],
)
def test_lights(how: dict[str, object], light: str) -> None:
    assert measure_light(measure("1", **how), DAY) == light


def test_a_goal_carries_its_most_urgent_light() -> None:
    late = measure("1", state="running", deadline=dt.date(2026, 1, 1))
    found = monitor_goals(tree(late, measure("2", state="implemented")), as_of=DAY)
    assert found.status["V"].light == "late"
    assert [goal.key for goal in found.late()] == ["1"]
    assert found.status["1"].days == -104  # 1 January to 15 April 2026
    paused = monitor_goals(tree(measure("1", state="suspended"), measure("2", state="implemented")), as_of=DAY)
    assert paused.status["Z1"].light == "done"
    overdue = monitor_goals(tree(measure("1", state="running"), deadline=dt.date(2026, 1, 1)), as_of=DAY)
    assert overdue.status["Z1"].light == "late"


def test_targets_against_a_straight_line() -> None:
    ends = {"baseline_date": dt.date(2024, 1, 1), "deadline": dt.date(2026, 1, 1)}  # 731 days
    target = Target("Z1", "Lücken", 5, 0, direction="less", value=3, value_date=dt.date(2025, 1, 1), **ends)
    found = target_status(target, DAY)
    assert found.attained == pytest.approx(40)
    assert found.expected == pytest.approx(100 * 366 / 731)
    assert found.light == "late"  # the deadline has passed
    before = target_status(target, dt.date(2025, 6, 1))
    assert before.light == "behind"
    assert target_status(Target("Z1", "Kurse", 10, 20, value=21), DAY).light == "done"
    assert target_status(Target("Z1", "Kurse", 10, 20, value=12), DAY).light == "no_deadline"
    assert target_status(Target("Z1", "Kurse", 10, 20), DAY).light == "unknown"
    assert target_status(Target("Z1", "Kurse", 10, 20, **ends), DAY).light == "late"
    assert target_status(Target("Z1", "Plätze", 20, 20, value=20), DAY).light == "done"
    assert target_status(Target("Z1", "Plätze", 20, 20, value=19), DAY).attained == 0


def test_the_evaluation_every_two_years() -> None:
    edition = Edition(date=dt.date(2024, 2, 29), interval=2)
    assert monitor_goals(tree(edition=edition), as_of=DAY).evaluation == dt.date(2026, 2, 28)
    half = Edition(date=dt.date(2025, 8, 31), interval=0.5)
    assert monitor_goals(tree(edition=half), as_of=DAY).evaluation == dt.date(2026, 2, 28)
    assert monitor_goals(tree(), as_of=DAY).evaluation is None


def test_editions_are_compared() -> None:
    old = tree(measure("1", state="planned", deadline=dt.date(2025, 1, 1)), measure("2"))
    new = tree(measure("1", state="running", deadline=dt.date(2026, 1, 1), progress=30.0), measure("3"))
    old = GoalTree(old.goals, (Target("Z1", "Kurse", 10, 20, value=10),))
    new = GoalTree(new.goals, (Target("Z1", "Kurse", 10, 25, value=15),))
    found = [(change.key, change.kind, change.before, change.after) for change in changes_between(old, new)]
    assert found == [
        ("Z1", "target", "20", "25"),
        ("Z1", "value", "10", "15"),
        ("1", "state", "geplant", "laufend"),
        ("1", "deadline", "01.01.2025", "01.01.2026"),
        ("1", "progress", "ohne Angabe", "30 %"),
        ("3", "new", "", ""),
        ("2", "dropped", "", ""),
    ]
    assert list(changes_between(new, new)) == []


def test_scope_is_inherited_and_keeps_what_is_above() -> None:
    whole = tree(measure("1"), measure("2", scope="city"), scope="neighbourhood")
    assert [goal.key for goal in scoped(whole, "neighbourhood").goals] == ["V", "Z1", "1"]
    assert [goal.key for goal in scoped(whole, "city").goals] == ["V", "Z1", "2"]
    assert scoped(whole, "project").goals == ()


def test_a_stated_percentage_comes_before_the_state() -> None:
    assert measure_progress(measure("1", state="begun", progress=60.0)) == 60
    assert measure_progress(measure("1", state="suspended")) is None
