"""The spread of a group as a page: measures with reading aids, districts, change."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.segregation import Segregation
from districtanalysis.language import join, number, say, signed, span
from districtanalysis.report.sources_note import sources_note

MANY = 40
# shares of a handful of residents say nothing; the same limit as in the Berlin and Hamburg monitors
FEWEST = 300
_PERCENT = {"segregation_index", "rounding", "corrected", "city_share", "isolation", "exposure", "eta_squared"}


def segregation_page(result: Segregation, sources: Sequence[SourceRecord] = (), *, subtitle: str = "") -> Page:
    """Return the page of ``result``; percentages are the indices times 100."""
    data = {
        "group": result.group,
        "measures": json.loads(result.measures.to_json(orient="index", double_precision=15)),
        "districts": json.loads(result.districts.to_json(orient="index", double_precision=15)),
        "change": result.change,
        "mixture": result.mixture,
        "recipe": dict(result.recipe),
    }
    title = say("segregation.page.title", group=result.group)
    return Page(title, tuple(_blocks(result, sources)), subtitle, data)


def _blocks(result: Segregation, sources: Sequence[SourceRecord]) -> Iterator[Block]:
    yield measures_table(result)
    if result.change is not None:
        yield Paragraph(_change(result.change), heading=say("segregation.page.change"))
    if result.mixture is not None:
        yield Paragraph(_mixture(result.mixture), heading=say("segregation.page.mixture"))
    yield districts_table(result)
    if result.left_out:
        yield Paragraph(say("segregation.page.left_out", names=join(result.left_out)), "warning")
    for key in ("areas", "context", "units"):
        yield Paragraph(say(f"segregation.page.{key}"), "note")
    if sources:
        yield sources_note(sources)


def measures_table(result: Segregation) -> Table:
    """Return one row per measure: value, span, scale and how to read it."""
    columns = (
        Column("measure", say("segregation.column.measure")),
        Column("value", say("segregation.column.value"), 2),
        Column("span", say("segregation.column.span")),
        Column("scale", say("segregation.column.scale")),
        Column("aid", say("segregation.column.aid"), wide=True),
    )
    rows: list[tuple[Value, ...]] = []
    for key, row in result.measures.iterrows():
        factor, decimals = (100, 2) if key in _PERCENT else (1, 3)
        value = number(float(row["value"]) * factor, decimals)
        between = say("segregation.page.no_span")
        if row["kind"]:
            between = span(float(row["low"]) * factor, float(row["high"]) * factor, decimals)
        words = {"value": number(float(row["value"]) * factor, 1), "group": result.group}
        aid = say(f"segregation.measure.{key}.aid", **words)
        label, scale = (say(f"segregation.measure.{key}.{part}") for part in ("label", "scale"))
        rows.append((label, value, between, scale, aid))
    title, note = say("segregation.page.measures"), say("segregation.page.span_note", draws=result.recipe["draws"])
    return Table("measures", title, columns, tuple(rows), note=note)


def districts_table(result: Segregation) -> Table:
    """Return one row per district, highest location quotient first."""
    columns = [
        Column("district", say("segregation.column.district")),
        Column("group", say("segregation.column.group"), 0),
        Column("total", say("segregation.column.total"), 0),
        Column("share", say("segregation.column.share"), 1),
        Column("location_quotient", say("segregation.column.location_quotient"), 2),
    ]
    note = say("segregation.page.quotient_note")
    if result.mixture is not None:
        columns += [Column(key, say(f"segregation.column.{key}"), 2) for key in ("evenness", "simpson")]
        note += " " + say("segregation.page.diversity_note", groups=number(result.mixture["groups"]))
    ordered = result.districts.sort_values("location_quotient", ascending=False, kind="stable")
    small = int((ordered["total"] < FEWEST).sum())
    if small:
        note += " " + say("segregation.page.small", count=small, limit=FEWEST)
        ordered = ordered[ordered["total"] >= FEWEST]
    if len(ordered) > MANY:
        note += " " + say("segregation.page.shortened", shown=MANY, areas=len(ordered))
    keys = [column.key for column in columns[1:]]
    rows = tuple((str(row["name"]), *(_value(row[key]) for key in keys)) for _, row in ordered.head(MANY).iterrows())
    return Table("districts", say("segregation.page.districts"), tuple(columns), rows, note=note)


def _mixture(mixture: Mapping[str, float]) -> str:
    words = {key: number(value, 3) for key, value in mixture.items()}
    words["groups"] = number(mixture["groups"])
    text = say("segregation.page.mixture_all", **words)
    return f"{text} {say('segregation.page.mixture_parts', **words)}" if "h_between" in mixture else text


def _change(change: object) -> str:
    values = {key: float(value) * 100 for key, value in dict(change).items()}  # type: ignore[call-overload]
    words = {
        "before": number(values["before"], 2),
        "difference": signed(values["difference"], 2),
        "span": f"{signed(values['low'], 2)} {say('words.to')} {signed(values['high'], 2)}",
    }
    clear = values["low"] > 0 or values["high"] < 0
    return say(f"segregation.page.changed_{'clear' if clear else 'open'}", **words)


def _value(value: float) -> Value:
    return None if value != value else float(value)  # noqa: PLR0124
