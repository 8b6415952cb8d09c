"""Monitoring as a page: what is late and due, how far goals have come, and what changed since the earlier edition."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.goals import Goal, Monitoring, light_words
from districtanalysis.language import date, number, say, say_count
from districtanalysis.report.goal_tree import goal_outline
from districtanalysis.report.goals_page import criteria_table, source_blocks, targets_table
from districtanalysis.report.illustrate import illustrate


def monitoring_page(result: Monitoring, *, scope: str = "", pictures: Sequence[str] = ("svg", "png")) -> Page:
    """Return the page of ``result``; ``scope`` names the only one that was looked at, "" for all."""
    edition = result.tree.edition
    title = say("goals.monitor.title", town=edition.town) if edition.town else say("goals.monitor.title_plain")
    kept = say("goals.scope_only", scope=say(f"goals.choice.scope.{scope}")) if scope else ""
    day = say("goals.monitor.as_of", date=date(result.as_of))
    subtitle = " · ".join(part for part in (edition.title, day, kept) if part)
    blocks = tuple(monitoring_blocks(result, pictures=pictures))
    return Page(title, blocks, subtitle, _data(result), state_table(result))


def monitoring_blocks(
    result: Monitoring, *, pictures: Sequence[str] = ("svg", "png"), beside_goals: bool = False
) -> Iterator[Block]:
    """Yield lead, evaluation, tables, picture and outline; ``beside_goals`` leaves out what the goals show already."""
    yield Paragraph(_lead(result), "lead")
    yield from _evaluation(result)
    if not result.tree.goals:
        return
    if pictures:
        yield illustrate("goal_tree", result, forms=pictures)
    yield state_table(result)
    if result.tree.of_level("measure"):
        yield _listed(result, "late", result.late())
        yield _listed(result, "due", result.due())
    if result.targets:
        yield targets_table(result.targets)
    yield from _changes(result)
    if result.tree.criteria and not beside_goals:
        yield criteria_table(result.tree.criteria)
    if not beside_goals:
        yield Paragraph("", heading=say("goals.outline"))
        yield goal_outline(result.tree, result)
    yield Paragraph(say("goals.monitor.method"), "note")
    yield from source_blocks(result.tree)


def _lead(result: Monitoring) -> str:
    tree = result.tree
    measures = tree.of_level("measure")
    if not measures:
        return say("goals.no_measure_named" if any(goal.unlisted for goal in tree.goals) else "goals.nothing")
    unknown = sum(result.status[goal.key].light == "unknown" for goal in measures)
    if unknown == len(measures):
        return say("goals.monitor.lead_unknown")
    late, due = len(result.late()), number(len(result.due()))
    if late:
        lead = say("goals.monitor.lead_late", late=say_count("goals.late", late), due=due)
    else:
        lead = say("goals.monitor.lead_fine", due=due)
    return f"{lead} {say('goals.monitor.some_unknown', unknown=unknown, total=len(measures))}" if unknown else lead


def _evaluation(result: Monitoring) -> Iterator[Block]:
    day = result.evaluation
    if day is None:
        return
    words = {"date": date(day), "years": number(result.tree.edition.interval, None)}
    if day < result.as_of:
        yield Paragraph(say("goals.monitor.evaluation_late", **words, days=(result.as_of - day).days), "warning")
    else:
        yield Paragraph(say("goals.monitor.evaluation_due", **words))


def state_table(result: Monitoring) -> Table:
    """Return one row per vision, goal and measure: light in words, progress in percent, deadline."""
    columns = (
        Column("key", say("goals.column.key")),
        Column("level", say("goals.column.level")),
        Column("title", say("goals.column.title"), wide=True),
        Column("light", say("goals.column.light")),
        Column("progress", say("goals.column.progress"), 0),
        Column("state", say("goals.column.state")),
        Column("deadline", say("goals.column.deadline")),
    )
    rows: list[tuple[Value, ...]] = []
    for goal in result.tree.goals:
        found = result.status[goal.key]
        # only measures must have a state and a deadline
        absent = None if goal.level == "measure" else "–"
        state = say(f"goals.choice.state.{goal.state}") if goal.state else absent
        deadline = date(goal.deadline) if goal.deadline else absent
        level = say(f"goals.choice.level.{goal.level}")
        rows.append((goal.key, level, goal.title, light_words(found.light), found.progress, state, deadline))
    return Table("state", say("goals.monitor.goals"), columns, tuple(rows))


def _listed(result: Monitoring, key: str, goals: Sequence[Goal]) -> Block:
    title = say(f"goals.monitor.{key}", days=result.within) if key == "due" else say("goals.monitor.late")
    if not goals:
        text = say("goals.monitor.none_due") if key == "due" else say("goals.monitor.none_late")
        return Paragraph(text, heading=title)
    columns = (
        Column("key", say("goals.column.key")),
        Column("measure", say("goals.column.measure"), wide=True),
        Column("actors", say("goals.column.actors"), wide=True),
        Column("reason", say("goals.column.reason"), wide=True),
    )
    rows = tuple((goal.key, goal.title, "; ".join(goal.actors) or None, _reason(result, goal)) for goal in goals)
    return Table(key, title, columns, rows)


def _reason(result: Monitoring, goal: Goal) -> str:
    days = result.status[goal.key].days
    if goal.deadline is None or days is None or (days >= 0 and result.status[goal.key].light == "late"):
        return say("goals.monitor.start_overdue", date=date(goal.start)) if goal.start else ""
    if days == 0:
        return say("goals.monitor.due_today", date=date(goal.deadline))
    key = "overdue_by" if days < 0 else "due_on"
    return say(f"goals.monitor.{key}", date=date(goal.deadline), days=abs(days))


def _changes(result: Monitoring) -> Iterator[Block]:
    if result.before is None:
        return
    day = result.before.date
    title = say("goals.monitor.changes", date=date(day)) if day else say("goals.monitor.changes_undated")
    if not result.changes:
        yield Paragraph(say("goals.monitor.no_changes"), heading=title)
        return
    columns = (
        Column("key", say("goals.column.key")),
        Column("title", say("goals.column.title"), wide=True),
        Column("change", say("goals.column.change")),
        Column("before", say("goals.column.before"), wide=True),
        Column("after", say("goals.column.after"), wide=True),
    )
    rows = tuple(
        (part.key, part.title, say(f"goals.change.{part.kind}"), part.before or "–", part.after or "–")
        for part in result.changes
    )
    counted = {kind: sum(part.kind == kind for part in result.changes) for kind in ("new", "dropped")}
    changed = len({part.key for part in result.changes if part.kind not in counted})
    note = say("goals.monitor.changes_count", **counted, changed=changed)
    yield Table("changes", title, columns, rows, note=note)


def _data(result: Monitoring) -> dict[str, object]:
    frame = result.to_frame()
    goals = json.loads(frame.assign(deadline=frame["deadline"].astype(str)).to_json(orient="index"))
    targets = [
        {
            "goal": found.target.goal,
            "label": found.target.label,
            "light": found.light,
            "attained": found.attained,
            "expected": found.expected,
        }
        for found in result.targets
    ]
    changes = [{name: getattr(part, name) for name in ("key", "kind", "before", "after")} for part in result.changes]
    return {
        "as_of": result.as_of.isoformat(),
        "within": result.within,
        "evaluation": result.evaluation.isoformat() if result.evaluation else None,
        "goals": goals,
        "targets": targets,
        "changes": changes,
    }
