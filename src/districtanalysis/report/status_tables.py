"""Status and dynamics beside the types as two small tables: how many districts, and which types to look at."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.domain.typology import StatusView, Typology
from districtanalysis.language import say
from districtanalysis.report.caption import opened

NAMED = 5


def status_tables(view: StatusView, typology: Typology) -> Iterator[Table]:
    """Yield the table of status and dynamics and, where districts stand out, those by type."""
    yield status_table(view)
    if view.frame["attention"].any():
        yield attention_table(view, typology)


def status_table(view: StatusView) -> Table:
    """Return the number of districts per class of status (rows) and of dynamics (columns), with sums."""
    total = say("typology.page.status_total")
    counts = pd.crosstab(view.frame["status"], view.frame["dynamics"])
    counts = counts.reindex(index=list(view.statuses), columns=list(view.changes), fill_value=0)
    columns = (
        Column("status", say("typology.column.status")),
        *(Column(f"dynamics_{i}", label, 0) for i, label in enumerate(view.changes, 1)),
        Column("total", total, 0),
    )
    sums = counts.sum()
    rows: list[tuple[Value, ...]] = [
        (str(status), *(int(value) for value in row), int(row.sum())) for status, row in counts.iterrows()
    ]
    rows.append((total, *(int(value) for value in sums), int(sums.sum())))
    title = say("typology.page.status_of", label=view.label) if view.label else say("typology.page.status")
    without = [say("typology.page.status_without", count=view.without)] if view.without else []
    note = " ".join((say("typology.page.status_rows"), *without, *view.notes))
    return Table("status", title, columns, tuple(rows), note=note)


def attention_table(view: StatusView, typology: Typology) -> Table:
    """Return one row per type: how many of its districts stand out, and the first of them by name."""
    columns = (
        Column("type", say("typology.column.type"), 0),
        Column("name", say("typology.column.name"), wide=True),
        Column("all", say("typology.column.districts"), 0),
        Column("attention", opened(view.attention), 0),
        Column("named", say("typology.column.named"), wide=True),
    )
    order = view.frame.sort_values(["index", "name"], ascending=[False, True], kind="stable")
    rows: list[tuple[Value, ...]] = []
    for number, part in order.groupby("type", dropna=False):
        typed = not pd.isna(number)
        name = typology.name(int(number)) if typed else say("typology.page.attention_no_type")
        marked = part[part["attention"].astype(bool)]
        if len(marked) or typed:
            named = ", ".join(map(str, marked["name"].head(NAMED))) or say("typology.page.no_note")
            rows.append((int(number) if typed else None, name, len(part), len(marked), named))
    note = say("typology.page.attention_plain" if view.label else "typology.page.attention_note", count=NAMED)
    title = say("typology.page.attention", label=opened(view.attention))
    return Table("attention", title, columns, tuple(rows), note=note)


def status_data(view: StatusView) -> dict[str, object]:
    """Return classes and districts as JSON values."""
    return {
        "label": view.label,
        "statuses": list(view.statuses),
        "dynamics": list(view.changes),
        "districts": json.loads(view.frame.to_json(orient="index")),
    }
