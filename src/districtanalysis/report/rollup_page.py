"""Several towns together as a page: values side by side, what can be compared, and the facts on each town."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pandas as pd

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.rollup import VERDICTS, RollUp
from districtanalysis.language import join, say, say_count, span
from districtanalysis.report.sources_note import sources_note


def rollup_page(result: RollUp, *, title: str = "") -> Page:
    """Return the page of ``result``; ``title`` is the name of the county."""
    frame = result.to_frame()
    data = {
        "towns": json.loads(result.towns.to_json(orient="index")),
        "values": json.loads(result.values.to_json(orient="index", double_precision=15)),
        "county": json.loads(result.county.to_json(orient="index", double_precision=15)),
        "comparable": {
            key: {"verdict": result.verdicts[key], "remarks": [remark.words for remark in result.remarks[key]]}
            for key in frame.columns
        },
    }
    heading = say("rollup.title_of", name=title) if title else say("rollup.title")
    return Page(heading, tuple(_blocks(result)), join(str(name) for name in result.towns.index), data)


def _blocks(result: RollUp) -> Iterator[Block]:
    counted = {key: sum(verdict == key for verdict in result.verdicts.values()) for key in VERDICTS}
    yield Paragraph(say("rollup.lead", total=len(result.verdicts), **counted), "lead")
    yield _values(result)
    yield _verdicts(result)
    yield _towns(result)
    yield Paragraph(say("rollup.pooled"), "note")
    yield Paragraph(say("rollup.areas"), "note")
    if any(indicator.describes_origin for indicator in result.indicators.values()):
        yield Paragraph(say("rollup.origin"), "note")
    if result.sources:
        yield sources_note(result.sources)


def _values(result: RollUp) -> Table:
    # what no town can sum up stands in the next table, with the reason
    keys = [key for key in result.indicators if result.values[key].notna().any()]
    used = {key: result.indicators[key] for key in keys}
    columns = [Column("town", say("rollup.column.town"))]
    columns += [Column(key, indicator.label, indicator.decimals) for key, indicator in used.items()]
    rows: list[tuple[Value, ...]] = [
        (str(town), *(_value(value) for value in row))
        for town, row in zip(result.values.index, result.values[keys].to_numpy(), strict=True)
    ]
    rows.append((say("rollup.county"), *(_value(value) for value in result.county.loc[keys, "value"])))
    wide = [
        say(
            "rollup.span",
            indicator=result.indicators[str(key)].label,
            span=span(row["low"], row["high"], result.indicators[str(key)].decimals),
        )
        for key, row in result.county.loc[keys].iterrows()
        if row["low"] < row["high"] and not pd.isna(row["value"])
    ]
    note = " ".join([say("rollup.values_note"), *wide])
    return Table("values", say("rollup.values"), tuple(columns), tuple(rows), note=note)


def _verdicts(result: RollUp) -> Table:
    columns = (
        Column("indicator", say("rollup.column.indicator"), wide=True),
        Column("verdict", say("rollup.column.verdict")),
        Column("reasons", say("rollup.column.reasons"), wide=True),
    )
    rows = tuple(
        (
            indicator.label,
            say(f"rollup.verdict.{result.verdicts[key]}"),
            " ".join(remark.words for remark in result.remarks[key]) or "–",
        )
        for key, indicator in result.indicators.items()
    )
    return Table("comparable", say("rollup.comparable"), columns, rows)


def _towns(result: RollUp) -> Table:
    columns = (
        Column("town", say("rollup.column.town")),
        Column("districts", say("rollup.column.districts"), 0),
        Column("scope", say("rollup.column.scope"), wide=True),
        Column("residents", say("rollup.column.residents"), 0),
        Column("median", say("rollup.column.median"), 0),
        Column("dates", say("rollup.column.dates"), wide=True),
        Column("concepts", say("rollup.column.concepts"), wide=True),
    )
    rows = tuple(
        (
            str(town),
            int(row["districts"]),
            say("rollup.scope_partial" if row["partial"] else "rollup.scope_all"),
            _value(row["residents"]),
            _value(row["median"]),
            str(row["dates"]),
            str(row["concepts"]),
        )
        for town, row in result.towns.iterrows()
    )
    note = say("rollup.sizes") if bool(result.towns["sizes_differ"].any()) else ""
    return Table("towns", say_count("rollup.towns", len(rows)), columns, rows, note=note)


def _value(value: float) -> Value:
    return None if pd.isna(value) else float(value)
