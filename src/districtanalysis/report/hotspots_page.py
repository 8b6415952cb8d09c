"""Structure on the map as a page: is there any, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.hotspots import Hotspots
from districtanalysis.language import number, say
from districtanalysis.report.sources_note import sources_note

KINDS = ("high_high", "low_low", "high_low", "low_high")
CLEAR = 0.05


def hotspots_page(result: Hotspots, sources: Sequence[SourceRecord] = (), *, subtitle: str = "") -> Page:
    """Return the page of ``result``: overall structure in words, then the districts that stand out."""
    data = {
        "indicator": result.indicator,
        "overall": json.loads(result.overall.to_json(orient="index", double_precision=15)),
        "districts": json.loads(result.districts.to_json(orient="index", double_precision=15)),
        "recipe": dict(result.recipe),
    }
    return Page(say("spatial.page.title", label=result.label), tuple(_blocks(result, sources)), subtitle, data)


def _blocks(result: Hotspots, sources: Sequence[SourceRecord]) -> Iterator[Block]:
    yield clusters_table(result)
    yield Paragraph(_overall(result), heading=say("spatial.page.overall"))
    for note in result.notes:
        yield Paragraph(note, "warning")
    yield Paragraph(say("spatial.page.wording"), "note")
    yield Paragraph(say("spatial.page.areas"), "note")
    if sources:
        yield sources_note(sources)


def clusters_table(result: Hotspots) -> Table:
    """Return the districts that stand out after false discovery control, by kind and name."""
    columns = (
        Column("kind", say("spatial.column.kind"), wide=True),
        Column("district", say("spatial.column.district")),
        Column("value", say("spatial.column.value"), 2),
        Column("neighbours", say("spatial.column.neighbours"), 2),
        Column("local", say("spatial.column.local"), 2),
        Column("p", say("spatial.column.p"), 3),
        Column("score", say("spatial.column.score"), 2),
    )
    rows: list[tuple[Value, ...]] = []
    for kind in KINDS:
        part = result.districts[result.districts["kind"] == kind].sort_values(["p", "name"], kind="stable")
        for _, row in part.iterrows():
            numbers = (_value(row[key]) for key in ("value", "neighbours", "local", "p", "score"))
            rows.append((say(f"spatial.kind.{kind}"), str(row["name"]), *numbers))
    note = say("spatial.page.method", **{key: result.recipe[key] for key in ("permutations", "contiguity", "seed")})
    count = say("spatial.page.count", found=len(rows), areas=len(result.districts))
    return Table("hotspots", say("spatial.page.clusters"), columns, tuple(rows), note=f"{count} {note}")


def _overall(result: Hotspots) -> str:
    row = result.overall.loc["moran"]
    side = "like" if row["value"] > row["expected"] else "unlike"
    key = side if row["p"] <= CLEAR else "none"
    values = {"moran": number(float(row["value"]), 2), "expected": number(float(row["expected"]), 3)}
    geary = number(float(result.overall.loc["geary", "value"]), 2)
    return say(f"spatial.page.overall_{key}", p=number(float(row["p"]), 3), geary=geary, **values)


def _value(value: float) -> Value:
    return None if pd.isna(value) else float(value)
