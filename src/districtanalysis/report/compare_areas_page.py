"""A group in the town and in the areas it belongs to, as a page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.compare_areas import AreaComparison
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Picture, Table, Value
from districtanalysis.language import number, percent, say, signed, span
from districtanalysis.report.caption import worded_date
from districtanalysis.report.sources_note import sources_note

_NEAR = 0.05


def compare_areas_page(
    result: AreaComparison,
    sources: Sequence[SourceRecord] = (),
    *,
    subtitle: str = "",
    pictures: Sequence[Picture] = (),
) -> Page:
    """Return the page of ``result``: what the town has in a sentence, one table per population concept and date."""
    data = {
        "town": result.town,
        "group": result.label,
        "areas": json.loads(result.frame.to_json(orient="records", double_precision=15)),
        "blocks": json.loads(result.blocks.to_json(orient="index")),
        "recipe": dict(result.recipe),
    }
    blocks = [*compare_areas_blocks(result, pictures), *([sources_note(sources)] if sources else [])]
    return Page(say("compare_areas.page.title", group=result.label), tuple(blocks), subtitle, data)


def compare_areas_blocks(result: AreaComparison, pictures: Sequence[Picture] = ()) -> Iterator[Block]:
    """Yield what a report says of the comparison."""
    for place, block in enumerate(result.blocks.index):
        own = result.frame[result.frame["block"] == block]
        told = _told(result, own)
        if told:
            yield Paragraph(told, "lead" if place == 0 else "plain")
        yield areas_table(result, int(str(block)))
    yield from pictures
    if len(result.blocks) > 1:
        yield Paragraph(say("compare_areas.page.apart"), "warning")
    if not result.nested:
        yield Paragraph(say("compare_areas.page.by_size"), "warning")
    yield Paragraph(say("compare_areas.page.composition"), "note")


def areas_table(result: AreaComparison, block: int) -> Table:
    """Return the areas of one population concept and date, from the town to the largest."""
    own = result.frame[result.frame["block"] == block]
    spans = bool((own["high"] - own["low"] > _NEAR).any())
    columns = [
        Column("area", say("compare_areas.column.area"), wide=True),
        Column("group", result.label, 0),
        Column("total", say("compare_areas.column.total"), 0),
        Column("share", say("compare_areas.column.share"), 2),
        *([Column("span", say("compare_areas.column.span"))] if spans else []),
        Column("ratio", say("compare_areas.column.ratio"), 2),
        Column("difference", say("compare_areas.column.difference"), 2),
    ]
    rows = []
    for _, row in own.iterrows():
        line: list[Value] = [_name(result, row), *(_plain(row[name]) for name in ("group", "total", "share"))]
        line += [span(float(row["low"]), float(row["high"]), 1)] if spans else []
        rows.append((*line, _plain(row["ratio"]), _plain(row["difference"])))
    about = result.blocks.loc[block]
    concept, date = say(f"concept.{about['concept']}"), worded_date(str(about["date"])) or say("sources.no_date")
    note = say("compare_areas.page.note", town=result.town)
    rounded = float(str(result.recipe.get("rounded_to", 0)))
    if rounded:
        most = number(float((own["high"] - own["low"]).max()) / 2, 2)
        note += f" {say('compare_areas.page.rounded', step=number(rounded, None), most=most)}"
    title = say("compare_areas.page.block", concept=concept[:1].upper() + concept[1:], date=date)
    return Table(f"areas_{block}", title, tuple(columns), tuple(rows), note=note)


def _told(result: AreaComparison, own: pd.DataFrame) -> str:
    town, others = own.iloc[0], own.iloc[1:]
    if town["area"] != result.town or pd.isna(town["share"]) or others.empty:
        return ""
    first = say("compare_areas.page.town", town=result.town, share=percent(float(town["share"])), group=result.label)
    parts = [
        say(
            "compare_areas.page.against",
            area=_name(result, row),
            share=percent(float(row["share"])),
            difference=signed(float(row["difference"]), 1),
            ratio=number(float(row["ratio"]), 2),
        )
        for _, row in others.iterrows()
        if not pd.isna(row["share"])
    ]
    return f"{first} {say('compare_areas.page.compared', parts='; '.join(parts))}"


def _name(result: AreaComparison, row: pd.Series) -> str:
    if row["kind"] == "without":
        return say("compare_areas.page.without", area=row["area"], town=result.town)
    return str(row["area"])


def _plain(value: object) -> Value:
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]
