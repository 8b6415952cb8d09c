"""From the filled tables of a concept to its tree of goals, with everything that does not fit told by its place."""

from __future__ import annotations

import datetime as dt
import difflib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from districtanalysis.domain.finding import Finding
from districtanalysis.domain.form import FormRow, FormTable
from districtanalysis.domain.goals import (
    CRITERIA,
    EDITION,
    GOALS,
    LEVELS,
    TARGETS,
    AwardCriterion,
    Edition,
    Goal,
    GoalTree,
    Target,
)

Tables = Mapping[str, FormTable]


def goal_tree(tables: Tables) -> GoalTree:
    """Return the tree that the tables hold, with findings of reading and of the rules of this module.

    Errors: a key twice, an unknown parent, a cycle, a measure that hangs on no goal, a level above its parent, a
    deadline before the start, a target that cannot be reached or that names no goal, more points than there are.
    Notes: goals without a vision, goals without named actors, measures that are counted and not listed.
    """
    goals, targets, criteria = (tables[form.key] for form in (GOALS, TARGETS, CRITERIA))
    read = [finding for table in tables.values() for finding in table.findings]
    findings = [*read, *_goal_findings(goals), *_target_findings(targets, goals), *_criterion_findings(criteria)]
    # an entry without its name or key has been told as a fault of the form
    named = [row for row in goals.rows if row.text("key") and row.text("level")]
    return GoalTree(
        goals=tuple(_goal(row) for row in named),
        targets=tuple(_target(row) for row in targets.rows),
        criteria=tuple(_criterion(row) for row in criteria.rows if row.number("points") is not None),
        edition=_edition(tables[EDITION.key]),
        findings=tuple(findings),
        file=goals.file,
    )


def _goal(row: FormRow) -> Goal:
    weight, unlisted = row.number("weight"), row.number("unlisted")
    return Goal(
        key=row.text("key"),
        level=row.text("level"),
        title=row.text("title"),
        parent=row.text("parent"),
        field=row.text("field"),
        scope=row.text("scope"),
        roles=row.entries("roles"),
        actors=row.entries("actors"),
        weight=1.0 if weight is None else weight,
        state=row.text("state"),
        progress=row.number("progress"),
        start=_date(row, "start"),
        deadline=_date(row, "deadline"),
        unlisted=int(unlisted or 0),
        remark=row.text("remark"),
    )


def _target(row: FormRow) -> Target:
    return Target(
        goal=row.text("goal"),
        label=row.text("label"),
        baseline=row.number("baseline"),
        target=row.number("target"),
        unit=row.text("unit"),
        direction=row.text("direction") or _direction(row),
        baseline_date=_date(row, "baseline_date"),
        deadline=_date(row, "deadline"),
        value=row.number("value"),
        value_date=_date(row, "value_date"),
        source=row.text("source"),
    )


def _direction(row: FormRow) -> str:
    """Return what IST and SOLL say where the column is empty."""
    baseline, target = row.number("baseline"), row.number("target")
    return "less" if baseline is not None and target is not None and target < baseline else "more"


def _criterion(row: FormRow) -> AwardCriterion:
    return AwardCriterion(
        label=row.text("label"),
        points=row.number("points") or 0.0,
        own=row.number("own"),
        external=row.number("external"),
        assessor=row.text("assessor"),
        evidence=row.entries("evidence"),
    )


def _edition(table: FormTable) -> Edition:
    if not table.rows:
        return Edition()
    row = table.rows[0]
    texts = {key: row.text(key) for key in ("title", "town", "publisher", "licence", "note")}
    return Edition(**texts, date=_date(row, "date"), interval=row.number("interval"))


def _date(row: FormRow, key: str) -> dt.date | None:
    value = row.values.get(key)
    return value if isinstance(value, dt.date) else None


def _goal_findings(table: FormTable) -> Iterator[Finding]:
    levels = {row.text("key"): row.text("level") for row in table.rows}
    parents = {row.text("key"): row.text("parent") for row in table.rows}
    seen: set[str] = set()
    for row in table.rows:
        key, title = row.text("key"), row.text("title")
        if key and key in seen:
            yield _told(table, "goal_twice", row, "key", {"key": key, "title": title})
        seen.add(key)
        yield from _place_findings(table, row, levels, parents)
        yield from _course_findings(table, row)
    yield from _notes(table)


def _place_findings(
    table: FormTable, row: FormRow, levels: Mapping[str, str], parents: Mapping[str, str]
) -> Iterator[Finding]:
    """Yield what is wrong with the place of an entry in the tree."""
    key, parent, title = row.text("key"), row.text("parent"), row.text("title")
    level, above = row.text("level"), levels.get(parent, "")
    words = {"key": key, "title": title, "parent": parent}
    if parent and parent not in levels:
        near = difflib.get_close_matches(parent, levels, n=1, cutoff=0.0)
        yield _told(table, "goal_unknown_parent", row, "parent", {**words, "near": near[0] if near else key})
    elif way := _cycle(key, parents):
        yield _told(table, "goal_cycle", row, "parent", {**words, "way": " → ".join(way)})
    elif level == "measure" and above not in {"goal", "measure"}:
        yield _told(table, "goal_measure_alone", row, "parent", {**words})
    elif parent and level and above and LEVELS.index(level) < LEVELS.index(above):
        yield _told(table, "goal_wrong_level", row, "level", {**words})


def _cycle(key: str, parents: Mapping[str, str]) -> list[str]:
    """Return the way from ``key`` up to itself; nothing where it ends at the top."""
    way, here = [key], parents.get(key, "")
    while here and here not in way:
        way.append(here)
        here = parents.get(here, "")
    return [*way, key] if here == key else []


def _course_findings(table: FormTable, row: FormRow) -> Iterator[Finding]:
    """Yield what is wrong with dates and state of an entry."""
    start, deadline = _date(row, "start"), _date(row, "deadline")
    words = {"key": row.text("key"), "title": row.text("title")}
    if start and deadline and deadline < start:
        yield _told(
            table, "goal_deadline_before_start", row, "deadline", {**words, "start": start, "deadline": deadline}
        )
    state, progress = row.text("state"), row.number("progress")
    # neither can stand beside the other; which of them is right nobody but the officer knows
    wrong = (state == "implemented" and progress is not None and progress < 100) or (
        state == "planned" and bool(progress)
    )
    if wrong:
        state_words = table.form.word("state", state)
        yield _told(
            table,
            "goal_state_contradicts",
            row,
            "progress",
            {**words, "state": state_words, "progress": progress},
            warning=True,
        )


def _notes(table: FormTable) -> Iterator[Finding]:
    """Yield, one each, what is allowed and worth knowing."""
    goals = [row for row in table.rows if row.text("level") == "goal"]
    levels = {row.text("key"): row.text("level") for row in table.rows}
    cases: tuple[tuple[str, Sequence[FormRow]], ...] = (
        ("goal_without_vision", [r for r in goals if levels.get(r.text("parent")) not in {"vision", "goal"}]),
        ("goal_without_actors", [r for r in goals if not r.entries("actors")]),
        ("goal_measures_unlisted", [r for r in goals if r.number("unlisted")]),
    )
    for rule, rows in cases:
        if rows:
            names = tuple(row.text("key") for row in rows)
            total = int(sum(row.number("unlisted") or 0 for row in rows))
            details = {"count": len(rows), "names": names} | ({"total": total} if rule.endswith("unlisted") else {})
            yield Finding(rule, "info", file=table.file, sheet=table.sheet, details=details)


def _target_findings(table: FormTable, goals: FormTable) -> Iterator[Finding]:
    keys = [row.text("key") for row in goals.rows]
    for row in table.rows:
        words = {"label": row.text("label"), "goal": row.text("goal")}
        if row.text("goal") and row.text("goal") not in keys:
            near = difflib.get_close_matches(row.text("goal"), keys, n=1, cutoff=0.0)
            yield _told(table, "target_unknown_goal", row, "goal", {**words, "near": near[0] if near else ""})
        baseline, target = row.number("baseline"), row.number("target")
        if baseline is not None and target is not None:
            values = {**words, "baseline": baseline, "target": target}
            if baseline == target:
                yield _told(table, "target_is_baseline", row, "target", {**values}, warning=True)
            elif row.text("direction") and row.text("direction") != _direction(row):
                direction = table.form.word("direction", row.text("direction"))
                yield _told(table, "target_against_direction", row, "target", {**values, "direction": direction})
        begun, deadline = _date(row, "baseline_date"), _date(row, "deadline")
        if begun and deadline and deadline <= begun:
            yield _told(
                table, "target_deadline_before", row, "deadline", {**words, "start": begun, "deadline": deadline}
            )


def _criterion_findings(table: FormTable) -> Iterator[Finding]:
    for row in table.rows:
        points, label = row.number("points"), row.text("label")
        for key in ("own", "external"):
            value = row.number(key)
            if points is not None and value is not None and not 0 <= value <= points:
                yield _told(table, "criterion_points", row, key, {"label": label, "value": value, "points": points})
        if row.number("own") and not row.entries("evidence"):
            yield _told(table, "criterion_without_evidence", row, "evidence", {"label": label}, warning=True)


def _told(
    table: FormTable, rule: str, row: FormRow, column: str, details: Mapping[str, object], *, warning: bool = False
) -> Finding:
    """Return a finding at a cell, which the words of ``details`` describe."""
    return replace(table.finding(rule, row, column, warning=warning), details=details)
