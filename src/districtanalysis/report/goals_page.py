"""Goals as a page: how many there are, the tree as picture and outline, tables, and the assessment by criteria."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.form import FormColumn
from districtanalysis.domain.goals import GOALS, AwardCriterion, Goal, GoalTree, TargetStatus, light_words
from districtanalysis.language import date, join, say, say_count
from districtanalysis.report.goal_tree import goal_outline
from districtanalysis.report.illustrate import illustrate


def goals_page(tree: GoalTree, *, pictures: Sequence[str] = ("svg", "png")) -> Page:
    """Return the page of ``tree``; ``pictures`` are the forms of the drawn tree, none for no drawing."""
    town = tree.edition.town
    title = say("goals.title", town=town) if town else say("goals.title_plain")
    blocks = tuple(goals_blocks(tree, pictures=pictures))
    return Page(title, blocks, subtitle_of(tree), tree.to_rows(), _everything(tree))


def goals_blocks(tree: GoalTree, *, pictures: Sequence[str] = ("svg", "png")) -> Iterator[Block]:
    """Yield lead, picture, tables and outline; one sentence for a file without goals."""
    if not tree.goals:
        yield Paragraph(say("goals.nothing"), "lead")
        return
    yield Paragraph(_lead(tree), "lead")
    if pictures:
        yield illustrate("goal_tree", tree, forms=pictures)
    yield Paragraph("", heading=say("goals.outline"))
    yield goal_outline(tree)
    yield goals_table(tree)
    if tree.of_level("measure"):
        yield _measures(tree)
    if tree.criteria:
        yield criteria_table(tree.criteria)
    yield from source_blocks(tree)


def subtitle_of(tree: GoalTree) -> str:
    """Return title and day of the edition."""
    edition = tree.edition
    day = say("goals.as_printed", date=date(edition.date)) if edition.date else ""
    return " · ".join(part for part in (edition.title, day) if part)


def source_blocks(tree: GoalTree) -> Iterator[Block]:
    """Yield what must stand below every output of these goals."""
    edition = tree.edition
    if edition.note:
        yield Paragraph(edition.note, "note")
    if edition.publisher:
        licence = edition.licence or say("goals.licence_unknown")
        yield Paragraph(say("goals.licence", publisher=edition.publisher, licence=licence), "note")


def _lead(tree: GoalTree) -> str:
    visions, goals = (len(tree.of_level(level)) for level in ("vision", "goal"))
    named, unlisted = len(tree.of_level("measure")), sum(goal.unlisted for goal in tree.goals)
    alone = sum(goal.level == "goal" and not goal.parent for goal in tree.goals)
    counts = {"visions": say_count("goals.visions", visions), "goals": say_count("goals.goals", goals)}
    if unlisted and not named:
        parts = [say("goals.lead.counts_only", **counts, measures=say_count("goals.measures", unlisted))]
    else:
        parts = [say("goals.lead.counts", **counts, measures=say_count("goals.named_measures", named))]
    if unlisted and named:
        parts.append(say("goals.lead.unlisted", unlisted=say_count("goals.measures", unlisted)))
    if alone and visions:
        key = "no_vision_one" if alone == 1 else "no_vision"
        parts.append(say(f"goals.lead.{key}", goals=say_count("goals.goals", alone)))
    return " ".join(parts)


def goals_table(tree: GoalTree) -> Table:
    """Return the goals with the number of measures, the role of the town and who carries them out."""
    columns = (
        Column("key", say("goals.column.key")),
        Column("title", say("goals.column.title"), wide=True),
        Column("measures", say("goals.column.measures"), 0),
        Column("roles", say("goals.column.roles"), wide=True),
        Column("actors", say("goals.column.actors"), wide=True),
    )
    rows: list[tuple[Value, ...]] = []
    for goal in tree.of_level("goal"):
        texts = ("; ".join(goal.roles) or None, "; ".join(goal.actors) or None)
        rows.append((goal.key, goal.title, _count(tree, goal), *texts))
    return Table("goals", say("goals.table"), columns, tuple(rows))


def _count(tree: GoalTree, goal: Goal) -> int:
    below = [goal, *tree.below(goal.key)]
    return sum(part.unlisted for part in below) + sum(part.level == "measure" for part in below)


def _everything(tree: GoalTree) -> Table:
    """Return every entry with all columns of the file, in the words of the language in force."""
    columns = tuple(Column(column.key, GOALS.heading(column.key), _decimals(column.kind)) for column in GOALS.columns)
    rows = tuple(tuple(_cell(column, getattr(goal, column.key)) for column in GOALS.columns) for goal in tree.goals)
    return Table("goals", say("goals.table"), columns, rows)


def _decimals(kind: str) -> int | None:
    return {"number": 1, "whole": 0}.get(kind)


def _cell(column: FormColumn, value: object) -> Value:
    if column.kind == "choice":
        return GOALS.word(column.key, str(value)) if value else None
    if isinstance(value, dt.date):
        return date(value)
    if isinstance(value, tuple):
        return "; ".join(value) or None
    return value if isinstance(value, int | float) else str(value or "") or None


def _measures(tree: GoalTree) -> Table:
    columns = (
        Column("key", say("goals.column.key")),
        Column("goal", say("goals.column.goal")),
        Column("measure", say("goals.column.measure"), wide=True),
        Column("scope", say("goals.column.scope")),
        Column("actors", say("goals.column.actors"), wide=True),
        Column("state", say("goals.column.state")),
        Column("deadline", say("goals.column.deadline")),
    )
    rows = []
    for goal in tree.of_level("measure"):
        scope = say(f"goals.choice.scope.{goal.scope}") if goal.scope else None
        state = say(f"goals.choice.state.{goal.state}") if goal.state else None
        deadline = date(goal.deadline) if goal.deadline else None
        actors = "; ".join(goal.actors) or None
        rows.append((goal.key, goal.parent, goal.title, scope, actors, state, deadline))
    return Table("measures", say("goals.measures_table"), columns, tuple(rows))


def criteria_table(criteria: Sequence[AwardCriterion]) -> Table:
    """Return own and external assessment side by side, with the sums; never averaged."""
    columns = (
        Column("criterion", say("goals.column.criterion"), wide=True),
        Column("points", say("goals.column.points"), 0),
        Column("own", say("goals.column.own"), 0),
        Column("external", say("goals.column.external"), 0),
        Column("difference", say("goals.column.difference"), 0),
        Column("evidence", say("goals.column.evidence"), wide=True),
    )
    rows: list[tuple[Value, ...]] = []
    for entry in criteria:
        both = entry.own is not None and entry.external is not None
        difference = (entry.external or 0) - (entry.own or 0) if both else None
        evidence = "; ".join(entry.evidence) or None
        rows.append((entry.label, entry.points, entry.own, entry.external, difference, evidence))
    sums = [_sum(criteria, key) for key in ("points", "own", "external")]
    rows.append((say("goals.criteria_sum"), *sums, None, None))
    without = [entry.label for entry in criteria if entry.own and not entry.evidence]
    assessors = list(dict.fromkeys(entry.assessor for entry in criteria if entry.assessor))
    notes = [say("goals.criteria_note")]
    notes += [say("goals.criteria_assessors", names=join(assessors))] if assessors else []
    notes += [say("goals.criteria_without", names=join(without))] if without else []
    return Table("criteria", say("goals.criteria_table"), columns, tuple(rows), note=" ".join(notes))


def _sum(criteria: Sequence[AwardCriterion], key: str) -> float | None:
    values = [value for entry in criteria if (value := getattr(entry, key)) is not None]
    return float(sum(values)) if values else None


def targets_table(targets: Sequence[TargetStatus]) -> Table:
    """Return indicators with IST, SOLL, the latest value, and the part of the way in percent."""
    columns = (
        Column("goal", say("goals.column.goal")),
        Column("indicator", say("goals.column.indicator"), wide=True),
        Column("unit", say("goals.column.unit")),
        Column("baseline", say("goals.column.baseline"), 1),
        Column("target", say("goals.column.target"), 1),
        Column("deadline", say("goals.column.deadline")),
        Column("value", say("goals.column.value"), 1),
        Column("value_date", say("goals.column.value_date")),
        Column("attained", say("goals.column.attained"), 0),
        Column("expected", say("goals.column.expected"), 0),
        Column("light", say("goals.column.light")),
    )
    rows = []
    decimals: dict[int, int] = {}
    for place, found in enumerate(targets):
        target = found.target
        numbers = (target.baseline, target.target, target.value)
        if all(value is None or float(value).is_integer() for value in numbers):
            decimals[place] = 0
        days = [date(day) if day else None for day in (target.deadline, target.value_date)]
        ends = (target.baseline, target.target, days[0], target.value, days[1])
        way = (found.attained, found.expected, light_words(found.light))
        rows.append((target.goal, target.label, target.unit or None, *ends, *way))
    note = say("goals.targets_note")
    return Table("targets", say("goals.targets_table"), columns, tuple(rows), note=note, row_decimals=decimals)
