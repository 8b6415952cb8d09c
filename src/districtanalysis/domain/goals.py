"""Goals: vision, goal, measure, with roles, actors, targets and award criteria; and how far they have come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields

import pandas as pd

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import Form, FormColumn
from districtanalysis.language import number, say

LEVELS = ("vision", "goal", "measure")
SCOPES = ("city", "neighbourhood", "project")
STATES = ("planned", "begun", "running", "implemented", "suspended", "given_up")
DIRECTIONS = ("more", "less")
# From what needs a word first to what needs none; the sign stands beside the word, never alone.
LIGHTS: Mapping[str, str] = {
    "late": "■",
    "behind": "▲",
    "due": "▲",
    "on_track": "●",
    "done": "●",
    "no_deadline": "○",
    "paused": "○",
    "given_up": "○",
    "unknown": "○",
}
_WEIGHT_MOST = 100.0

EDITION = Form(
    "goals",
    "edition",
    (
        FormColumn("title"),
        FormColumn("town"),
        FormColumn("date", "date"),
        FormColumn("interval", "number", low=0.5, high=20),
        FormColumn("publisher"),
        FormColumn("licence"),
        FormColumn("note"),
    ),
)
GOALS = Form(
    "goals",
    "goal",
    (
        FormColumn("key", needed=True, filled=True),
        FormColumn("parent"),
        FormColumn("level", "choice", needed=True, filled=True, choices=LEVELS),
        FormColumn("title", needed=True, filled=True),
        FormColumn("field"),
        FormColumn("scope", "choice", choices=SCOPES),
        FormColumn("roles", "list"),
        FormColumn("actors", "list"),
        FormColumn("weight", "number", low=0, high=_WEIGHT_MOST),
        FormColumn("state", "choice", choices=STATES),
        FormColumn("progress", "number", low=0, high=100),
        FormColumn("start", "date"),
        FormColumn("deadline", "date"),
        FormColumn("unlisted", "whole", low=0, high=999),
        FormColumn("remark"),
    ),
)
TARGETS = Form(
    "goals",
    "target",
    (
        FormColumn("goal", needed=True, filled=True),
        FormColumn("label", needed=True, filled=True),
        FormColumn("unit"),
        FormColumn("baseline", "number", needed=True),
        FormColumn("baseline_date", "date"),
        FormColumn("target", "number", needed=True),
        FormColumn("direction", "choice", choices=DIRECTIONS),
        FormColumn("deadline", "date"),
        FormColumn("value", "number"),
        FormColumn("value_date", "date"),
        FormColumn("source"),
    ),
)
CRITERIA = Form(
    "goals",
    "criterion",
    (
        FormColumn("label", needed=True, filled=True),
        FormColumn("points", "number", needed=True, filled=True),
        FormColumn("own", "number"),
        FormColumn("external", "number"),
        FormColumn("assessor"),
        FormColumn("evidence", "list"),
    ),
)
FORMS = (GOALS, TARGETS, CRITERIA, EDITION)


@dataclass(frozen=True, slots=True)
class Edition:
    """Which concept, whose, of which day; ``interval`` is the time between evaluations in years."""

    title: str = ""
    town: str = ""
    date: dt.date | None = None
    interval: float | None = None
    publisher: str = ""
    licence: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Goal:
    """One vision, goal or measure.

    ``progress`` is in percent, None where nobody has stated it; ``unlisted`` counts measures that the concept has and
    the file does not name.
    """

    key: str
    level: str
    title: str
    parent: str = ""
    field: str = ""
    scope: str = ""
    roles: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    weight: float = 1.0
    state: str = ""
    progress: float | None = None
    start: dt.date | None = None
    deadline: dt.date | None = None
    unlisted: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Target:
    """An indicator of a goal: where it began (IST), where it shall be (SOLL), and the latest value."""

    goal: str
    label: str
    baseline: float | None
    target: float | None
    unit: str = ""
    direction: str = "more"
    baseline_date: dt.date | None = None
    deadline: dt.date | None = None
    value: float | None = None
    value_date: dt.date | None = None
    source: str = ""


@dataclass(frozen=True, slots=True)
class AwardCriterion:
    """One criterion of an award: points to be had, own and external assessment, evidence."""

    label: str
    points: float
    own: float | None = None
    external: float | None = None
    assessor: str = ""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoalTree:
    """The goals of one edition of a concept, in the order of its file."""

    goals: tuple[Goal, ...]
    targets: tuple[Target, ...] = ()
    criteria: tuple[AwardCriterion, ...] = ()
    edition: Edition = Edition()
    findings: tuple[Finding, ...] = ()
    file: str = ""

    def children(self, key: str) -> tuple[Goal, ...]:
        """The visions, goals or measures directly below ``key``; the uppermost ones for ""."""
        return tuple(goal for goal in self.goals if goal.parent == key)

    def of_level(self, level: str) -> tuple[Goal, ...]:
        """All visions, all goals or all measures."""
        return tuple(goal for goal in self.goals if goal.level == level)

    def below(self, key: str) -> Iterator[Goal]:
        """Yield everything below ``key``, each before what is below it."""
        for goal in self.children(key):
            yield goal
            yield from self.below(goal.key)

    def targets_of(self, key: str) -> tuple[Target, ...]:
        """The indicators of one goal."""
        return tuple(target for target in self.targets if target.goal == key)

    def to_frame(self) -> pd.DataFrame:
        """Return one row per vision, goal or measure, indexed by its key, with the columns of the file."""
        columns = [column.key for column in GOALS.columns]
        rows = [{name: getattr(goal, name) for name in columns} for goal in self.goals]
        return pd.DataFrame(rows, columns=columns).set_index("key")

    def to_rows(self) -> dict[str, list[dict[str, object]]]:
        """Return what the file holds, by form and column, without what is empty: reading it again gives the same."""
        parts: tuple[tuple[Form, tuple[object, ...]], ...] = (
            (EDITION, (self.edition,)),
            (GOALS, self.goals),
            (TARGETS, self.targets),
            (CRITERIA, self.criteria),
        )
        return {form.key: [row for entry in entries if (row := _row(form, entry))] for form, entries in parts}

    def _repr_html_(self) -> str:
        return str(self.to_frame()[["level", "parent", "title", "state", "deadline"]].to_html(na_rep=""))


def _row(form: Form, entry: object) -> dict[str, object]:
    usual = {part.name: part.default for part in fields(entry)}  # type: ignore[arg-type]
    values = {column.key: getattr(entry, column.key) for column in form.columns}
    return {key: value for key, value in values.items() if value != usual[key]}


@dataclass(frozen=True, slots=True)
class GoalStatus:
    """How far one vision, goal or measure has come.

    ``progress`` in percent; ``known`` of the ``total`` measures below it have a stated progress. ``light`` is a key
    of ``LIGHTS``, ``days`` the days from the day of the review to the deadline (negative = past).
    """

    key: str
    light: str
    progress: float | None = None
    known: int = 0
    total: int = 0
    days: int | None = None


@dataclass(frozen=True, slots=True)
class TargetStatus:
    """How far one indicator has come from IST to SOLL.

    ``attained`` and ``expected`` are percent of the way; ``expected`` follows a straight line between the dates.
    """

    target: Target
    light: str
    attained: float | None = None
    expected: float | None = None


@dataclass(frozen=True, slots=True)
class GoalChange:
    """What differs between two editions: ``kind`` is new, dropped, title, state, progress, deadline, target or value."""

    key: str
    title: str
    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Monitoring:
    """A goal tree on the day ``as_of``; deadlines within ``within`` days count as due.

    ``changes`` compares it with the edition ``before``; ``evaluation`` is the day of the next evaluation.
    """

    tree: GoalTree
    as_of: dt.date
    within: int
    status: Mapping[str, GoalStatus]
    targets: tuple[TargetStatus, ...] = ()
    changes: tuple[GoalChange, ...] = ()
    before: Edition | None = None
    evaluation: dt.date | None = None
    notes: tuple[str, ...] = field(default=())

    def to_frame(self) -> pd.DataFrame:
        """Return one row per vision, goal or measure: level, title, state, progress (percent), light, deadline, days."""
        rows = []
        for goal in self.tree.goals:
            status = self.status[goal.key]
            rows.append(
                {
                    "key": goal.key,
                    "parent": goal.parent,
                    "level": goal.level,
                    "title": goal.title,
                    "state": goal.state,
                    "progress": float("nan") if status.progress is None else status.progress,
                    "known": status.known,
                    "total": status.total,
                    "light": status.light,
                    "deadline": goal.deadline,
                    "days": status.days,
                }
            )
        names = ["key", "parent", "level", "title", "state", "progress", "known", "total", "light", "deadline", "days"]
        return pd.DataFrame(rows, columns=names).set_index("key")

    def late(self) -> tuple[Goal, ...]:
        """What should be finished or begun and is not, the oldest deadline first."""
        return self._lit("late")

    def due(self) -> tuple[Goal, ...]:
        """What is to be finished soon, the next deadline first."""
        return self._lit("due")

    def _lit(self, light: str) -> tuple[Goal, ...]:
        found = [g for g in self.tree.goals if g.level == "measure" and self.status[g.key].light == light]
        return tuple(sorted(found, key=lambda goal: (goal.deadline or goal.start or dt.date.max, goal.key)))

    def _repr_html_(self) -> str:
        shown = self.to_frame().assign(light=[light_words(s.light) for s in self.status.values()])
        return str(shown.to_html(na_rep=say("words.not_available_sign"), float_format=lambda value: number(value, 0)))


def light_words(light: str) -> str:
    """Return a traffic light as sign and words: colour alone says nothing.

    >>> light_words("late")
    '■ rot: überfällig'
    """
    return f"{LIGHTS[light]} {say(f'goals.light.{light}')}"
