"""Districts placed by a saved type model as a page, and how types changed between two dates."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.typology import TypeModel
from districtanalysis.language import say
from districtanalysis.report.sources_note import sources_note


def apply_page(
    placed: pd.DataFrame,
    model: TypeModel,
    model_name: str,
    sources: Sequence[SourceRecord] = (),
    *,
    subtitle: str = "",
    before: pd.DataFrame | None = None,
) -> Page:
    """Return the page of ``placed`` (name, type, certainty, next_type ...); ``before`` adds the changes of type."""
    blocks = tuple(_blocks(placed, model, sources, before))
    data: dict[str, object] = {"districts": json.loads(placed.to_json(orient="index")), "model": model_name}
    if before is not None:
        data["before"] = json.loads(before.to_json(orient="index"))
    return Page(say("typology.page.apply_title", model=model_name), blocks, subtitle, data)


def _blocks(
    placed: pd.DataFrame, model: TypeModel, sources: Sequence[SourceRecord], before: pd.DataFrame | None
) -> Iterator[Block]:
    yield _table(placed, ruled=model.method == "rules")
    if before is not None:
        yield _transitions(before["type"], placed["type"])
        changed = _changed(before, placed)
        if changed.rows:
            yield changed
    yield Paragraph(say("typology.page.areas"), "note")
    if sources:
        yield sources_note(sources)


def _table(placed: pd.DataFrame, *, ruled: bool) -> Table:
    columns = [
        Column("district", say("typology.column.district")),
        Column("type", say("typology.column.type"), 0),
        Column("name", say("typology.column.name"), wide=True),
    ]
    if not ruled:
        columns += [
            Column("distance", say("typology.column.distance"), 2),
            Column("certainty", say("typology.column.certainty"), 2),
            Column("next", say("typology.column.next"), 0),
            Column("note", say("typology.column.note"), wide=True),
        ]
    rows: list[tuple[Value, ...]] = []
    for _, row in placed.iterrows():
        more: tuple[Value, ...] = ()
        if not ruled:
            far = (
                say("typology.page.apply_far")
                if row["far"] is True or row["far"] == 1
                else say("typology.page.no_note")
            )
            more = (*(_value(row[key]) for key in ("distance", "certainty", "next_type")), far)
        name = None if pd.isna(row["type_name"]) else str(row["type_name"])
        rows.append((str(row["name"]), _value(row["type"]), name, *more))
    note = "" if ruled else say("typology.page.certainty")
    return Table("placed", say("typology.page.apply_table"), tuple(columns), tuple(rows), note=note)


def _transitions(before: pd.Series, after: pd.Series) -> Table:
    table = pd.crosstab(_shown(before), _shown(after.reindex(before.index)))
    columns = [Column("before", say("typology.column.before"))]
    columns += [Column(f"after_{key}", say("typology.column.type_n", number=key), 0) for key in table.columns]
    rows: list[tuple[Value, ...]] = [(str(key), *(int(value) for value in row)) for key, row in table.iterrows()]
    title, note = say("typology.page.transitions"), say("typology.page.transitions_note")
    return Table("transitions", title, tuple(columns), tuple(rows), note=note)


def _changed(before: pd.DataFrame, after: pd.DataFrame) -> Table:
    both = pd.DataFrame({"name": after["name"], "before": before["type"], "after": after["type"]}).dropna()
    both = both[both["before"] != both["after"]]
    columns = (
        Column("district", say("typology.column.district")),
        Column("before", say("typology.column.before"), 0),
        Column("after", say("typology.column.after"), 0),
    )
    rows = tuple((str(row["name"]), int(row["before"]), int(row["after"])) for _, row in both.iterrows())
    return Table("moved", say("typology.page.moved"), columns, rows)


def _shown(types: pd.Series) -> pd.Series:
    return types.astype("Int64").astype(object).where(types.notna(), "–").astype(str)


def _value(value: object) -> Value:
    return None if pd.isna(value) else float(str(value))
