"""The tables of a survey as pages and charts show them."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.survey import Question, SurveyPlan
from districtanalysis.domain.survey_results import (
    ChoiceTable,
    CrossTable,
    PrintedTable,
    Priority,
    ScaleTable,
    WaveTable,
)
from districtanalysis.language import join, number, say, say_count

HIDDEN = "*"  # as the offices print it
_FEW = 100  # from here on a tenth of a percent is less than one person


def answer_decimals(table: ChoiceTable | PrintedTable | ScaleTable) -> int:
    """Return the decimals of percent or means: none where a percent is about one person."""
    if isinstance(table, PrintedTable):
        return table.decimals
    if isinstance(table, ChoiceTable):
        return 0 if table.forced or table.n < _FEW else 1
    return 1


def choice_page_table(table: ChoiceTable, plan: SurveyPlan) -> Table:
    """Return answer, count and percent; intervals only where the sample was drawn by lot."""
    decimals = answer_decimals(table)
    columns = [
        Column("answer", say(f"survey.column.{'tag' if table.question.kind == 'text' else 'answer'}"), wide=True),
        Column("count", say("survey.column.count"), 0),
        Column("percent", say("survey.column.percent"), decimals),
    ]
    several = table.question.kind in {"multiple", "text"}
    columns += [Column("of_answers", say("survey.column.of_answers"), decimals)] if several else []
    random = plan.sample == "random"
    columns += [Column(key, say(f"survey.column.{key}"), 1) for key in ("low", "high")] if random else []
    rows = tuple(tuple(_plain(row[column.key]) for column in columns) for _, row in table.frame.iterrows())
    return Table(table.question.key, table.question.label, tuple(columns), rows, note=" ".join(_choice_notes(table)))


def _choice_notes(table: ChoiceTable) -> list[str]:
    everybody = table.missing == 0 and table.n > 0
    told = say_count("survey.note.all", table.n) if everybody else ""
    notes = [told or say_count("survey.note.n", table.n, missing=number(table.missing))]
    if table.question.kind == "multiple":
        notes.append(say("survey.note.multiple"))
    if table.question.kind == "text":
        notes.append(say("survey.note.text"))
        notes += [say_count("survey.note.untagged", table.untagged)] if table.untagged else []
    notes += [say("survey.note.forced")] if table.forced else []
    return [*notes, *_merged(table.question)]


def _merged(question: Question) -> list[str]:
    return [
        say("survey.note.merged", category=name, answers=join(say("survey.quoted", text=part) for part in parts))
        for name, parts in question.merged.items()
    ]


def scale_page_table(table: ScaleTable) -> Table:
    """Return item, n, mean, median and the gap to the upper end."""
    columns = (
        Column("item", say("survey.column.item"), wide=True),
        Column("n", say("survey.column.n"), 0),
        Column("mean", say("survey.column.mean"), 1),
        Column("median", say("survey.column.median"), 1),
        Column("gap", say("survey.column.gap", high=number(table.question.high, None)), 1),
    )
    rows = tuple(tuple(_plain(row[column.key]) for column in columns) for _, row in table.frame.iterrows())
    return Table(table.question.key, table.question.label, columns, rows, note=_ends(table))


def distribution_table(table: ScaleTable) -> Table:
    """Return how many persons gave each value."""
    steps = [number(float(step), None) for step in table.distribution.columns]
    columns = (Column("item", say("survey.column.item"), wide=True), *(Column(f"v{step}", step, 0) for step in steps))
    rows: list[tuple[Value, ...]] = [
        (str(item), *(int(value) for value in row))
        for item, row in zip(table.distribution.index, table.distribution.to_numpy(), strict=True)
    ]
    title = say("survey.distribution", question=table.question.label)
    return Table(f"{table.question.key}_distribution", title, columns, tuple(rows), note=say("survey.note.persons"))


def _ends(table: ScaleTable) -> str:
    return say("survey.note.scale", low=number(table.question.low, None), high=number(table.question.high, None))


def printed_page_table(table: PrintedTable) -> Table:
    """Return published percent, or means with their gap, as they were printed."""
    scale = table.question.kind == "scale"
    label = say("survey.column.mean" if scale else "survey.column.percent")
    columns = [
        Column("answer", say(f"survey.column.{'item' if scale else 'answer'}"), wide=True),
        Column("value", label, table.decimals),
    ]
    if scale:
        high = number(table.question.high, None)
        columns.append(Column("gap", say("survey.column.gap", high=high), table.decimals))
    rows = tuple(tuple(_plain(row[column.key]) for column in columns) for _, row in table.frame.iterrows())
    notes = [say("survey.note.printed", file=table.file)]
    notes += [say("survey.note.lost")] if table.frame["value"].isna().any() else []
    return Table(table.question.key, table.question.label, tuple(columns), rows, note=" ".join(notes))


def cross_page_table(cross: CrossTable) -> Table:
    """Return groups as rows and answers as columns: percent of the group, or means; withheld cells carry a sign."""
    scale = cross.question.kind == "scale"
    decimals = 1 if scale else 0
    names = [str(name) for name in cross.values.columns]
    columns = [Column("group", cross.group.label), Column("n", say("survey.column.n"), 0)]
    columns += [Column(f"a{place}", name, decimals) for place, name in enumerate(names)]
    rows = []
    for group in cross.values.index:
        hidden = cross.withheld.loc[group].to_numpy(bool)
        cells: list[Value] = [
            HIDDEN if withheld else _plain(value)
            for value, withheld in zip(cross.values.loc[group].to_numpy(float), hidden, strict=True)
        ]
        rows.append((str(group), int(cross.base[group]), *cells))
    notes = [say(f"survey.note.cross_{'mean' if scale else 'percent'}")]
    notes += [say("survey.note.withheld", minimum=cross.minimum)] if cross.withheld.to_numpy().any() else []
    title = say("survey.cross", question=cross.question.label, group=cross.group.label)
    return Table(f"{cross.question.key}_by_{cross.group.key}", title, tuple(columns), tuple(rows), note=" ".join(notes))


def wave_page_table(wave: WaveTable) -> Table:
    """Return answers or items by round, with the difference of the last two in percentage points or points."""
    scale = wave.question.kind == "scale"
    rounds = [str(name) for name in wave.frame.columns]
    columns = [Column("answer", say("survey.column.answer"), wide=True)]
    decimals = 0 if not scale and int(wave.base.min()) < _FEW else 1
    columns += [Column(f"w{place}", name, decimals) for place, name in enumerate(rounds)]
    columns.append(
        Column("difference", say("survey.column.difference_mean" if scale else "survey.column.difference"), decimals)
    )
    rows: list[tuple[Value, ...]] = []
    for answer, row in zip(wave.frame.index, wave.frame.to_numpy(float), strict=True):
        rows.append((str(answer), *(_plain(value) for value in row), _plain(row[-1] - row[-2])))
    rows.append((say("survey.column.n"), *(int(wave.base[name]) for name in rounds), ""))
    notes = _merged(wave.question)
    title = say("survey.waves", question=wave.question.label)
    last = {len(rows) - 1: 0}
    return Table(
        f"{wave.question.key}_waves", title, tuple(columns), tuple(rows), note=" ".join(notes), row_decimals=last
    )


def quarter_label(result: Priority, quarter: str) -> str:
    """Return what a quarter of the map is called: few mentions are something else than a low rating."""
    rated = "_rated" if quarter.startswith("lower") and not result.in_percent else ""
    return say(f"chart.priority.{quarter}{rated}")


def priority_table(result: Priority) -> Table:
    """Return item, relevance, coverage and quarter of the map."""
    unit = "relevance_percent" if result.in_percent else "relevance"
    columns = (
        Column("name", say("survey.column.item")),
        Column("relevance", say(f"survey.column.{unit}"), 0 if result.in_percent else 1),
        Column("coverage", say("survey.column.coverage"), 1),
        Column("quarter", say("survey.column.quarter")),
    )
    rows = []
    for item, row in result.frame.iterrows():
        found = result.quarter(str(item))
        values = (_plain(row["relevance"]), _plain(row["coverage"]))
        rows.append((str(item), *values, quarter_label(result, found) if found else None))
    return Table("priority", say("survey.priority_table"), columns, tuple(rows))


def _plain(value: object) -> Value:
    if isinstance(value, str):
        return value
    number_ = float(value)  # type: ignore[arg-type] # cells of a table of numbers
    return None if pd.isna(number_) else int(number_) if number_.is_integer() else number_
