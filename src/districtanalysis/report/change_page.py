"""Change as a page: what has changed in a paragraph, an overview, districts and groups, parts, notes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.change import CLASSES, Change, Measure
from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Picture, Table, Value
from districtanalysis.language import join, number, say, signed
from districtanalysis.report.caption import opened, worded_date
from districtanalysis.report.change_tables import (
    MANY,
    districts_table,
    fewest_of,
    flat_table,
    groups_table,
    overview_table,
    plain_value,
    points,
)
from districtanalysis.report.sources_note import sources_note


def change_page(
    result: Change,
    sources: Sequence[SourceRecord] = (),
    *,
    subtitle: str = "",
    pictures: Sequence[Picture] = (),
    doubts: Sequence[str] = (),
) -> Page:
    """Return the page of ``result``; ``-f csv`` holds every district and group, ``-f json`` the whole result.

    ``doubts`` stand first: the cells of headings that do not fit their values, which make a change out of nothing.
    """
    starts, ends = ({getattr(entry, name) for entry in result.measures} for name in ("start", "end"))
    title = say("change.page.title", start=worded_date(min(starts)), end=worded_date(max(ends)))
    doubted = say("change.page.doubts", count=len(doubts), places=join(doubts))
    warnings = [Paragraph(doubted, "warning")] if doubts else []
    blocks = [*warnings, *change_blocks(result, pictures), *([sources_note(sources)] if sources else [])]
    return Page(title, tuple(blocks), subtitle, json.loads(result.to_json()), flat_table(result))


def change_blocks(result: Change, pictures: Sequence[Picture] = ()) -> Iterator[Block]:
    """Yield what a report says of the change: paragraph, overview, pictures, districts and groups, parts, notes."""
    for place, entry in enumerate(result.measures):
        heading = say("change.page.since") if place == 0 else ""
        yield Paragraph(told(result, entry), "lead" if place == 0 else "plain", heading)
    yield overview_table(result)
    yield from pictures
    for entry in result.measures:
        if not entry.broken:
            yield districts_table(result, entry)
            if len(result.pooled(entry.key)):
                yield groups_table(result, entry)
    yield from _parts(result)
    yield from _notes(result)


def told(result: Change, entry: Measure) -> str:
    """Return in one paragraph how one measure changed: the town, the districts, the ends."""
    if entry.broken:
        why = say("change.page.broken", label=opened(entry.label), why=entry.broken.rstrip("."))
        return f"{why} {say('change.page.broken_hint')}"
    frame = result.of(entry.key)
    counts = frame["class"].value_counts()
    up, down = (
        sum(int(counts.get(name, 0)) for name in CLASSES if name.endswith(end)) for end in ("increase", "decrease")
    )
    same = int(counts.get("stable", 0))
    words = [_town(result, entry), *_everywhere(result, entry)]
    if up + down + same > 1:
        words.append(say("change.page.districts_told", up=up, down=down, same=same, all=up + down + same))
        words.append(_ends(frame, entry, fewest_of(result)))
    return " ".join(filter(None, words))


def _town(result: Change, entry: Measure) -> str:
    pooled = result.pooled(entry.key)
    label = opened(entry.label)
    if "" not in pooled.index or pd.isna(pooled.loc["", "absolute"]):
        return say("change.page.town_unknown", label=label)
    row = pooled.loc[""]
    ends = {name: number(float(row[name]), entry.decimals) for name in ("before", "after")}
    if entry.share:
        span = {name: signed(float(row[name]), points(entry)) for name in ("low", "high") if row["span"]}
        key = "town_points_span" if span else "town_points"
        return say(
            f"change.page.{key}", label=label, **ends, points=signed(float(row["absolute"]), points(entry)), **span
        )
    if pd.isna(row["percent"]):
        return say("change.page.town_other", label=label, **ends, step=_step(row, entry))
    rates = {name: signed(float(row[name]), 1) for name in ("percent", "annual")}
    return say("change.page.town_counts", label=label, **ends, **rates)


def _everywhere(result: Change, entry: Measure) -> Iterator[str]:
    """Yield the sums of all areas where some are known at one date only."""
    pooled = result.pooled(entry.key)
    if entry.sums is None or "" not in pooled.index:
        return
    if entry.sums != (float(pooled.loc["", "before"]), float(pooled.loc["", "after"])):
        before, after = (number(value, entry.decimals) for value in entry.sums)
        yield say("change.page.everywhere", before=before, after=after)


def _ends(frame: pd.DataFrame, entry: Measure, fewest: float) -> str:
    by = "absolute" if entry.share or frame["percent"].isna().all() else "percent"
    # a handful of persons and a figure that was converted make the largest percentages and say the least
    large = frame[~(frame[["base_before", "base_after"]] < fewest).any(axis=1) & (frame["status"] != "estimated")]
    steps = (large if large[by].notna().any() else frame)[by].dropna()
    if set(frame["class"].dropna()) == {"stable"}:
        return ""  # who is first among equals says nothing
    top, bottom = steps.idxmax(), steps.idxmin()
    words: dict[str, str] = {}
    for name, key in (("top", top), ("bottom", bottom)):
        words |= {name: str(frame.loc[key, "name"]), f"{name}_step": _step(frame.loc[key], entry)}
    if steps[top] <= 0:
        return say("change.page.bottom_told", bottom=words["bottom"], bottom_step=words["bottom_step"])
    if steps[bottom] >= 0:
        return say("change.page.top_told", top=words["top"], top_step=words["top_step"])
    return say("change.page.ends_told", **words)


def _step(row: pd.Series, entry: Measure) -> str:
    if not entry.share and not pd.isna(row["percent"]):
        return f"{signed(float(row['percent']), 1)} %"
    return f"{signed(float(row['absolute']), points(entry))} {entry.step_unit}".strip()


def _parts(result: Change) -> Iterator[Block]:
    missing = join(say(f"variable.{name}") for name in result.parts_missing)
    if result.parts.empty:
        if missing:
            yield Paragraph(say("change.page.parts_none", missing=missing), heading=say("change.page.parts"))
        return
    names = ("total", "natural", "moves", "reclassified", "rest")
    shown = [name for name in names if result.parts[name].notna().any()]
    columns = (
        Column("district", say("change.column.district")),
        *(Column(name, say(f"change.column.{name}"), 0) for name in shown),
    )
    rows: list[tuple[Value, ...]] = [
        (str(row["name"]), *(plain_value(row[name]) for name in shown)) for _, row in result.parts.head(MANY).iterrows()
    ]
    sums = [plain_value(result.parts[name].sum(skipna=False)) for name in shown]
    rows.append((say("change.page.town"), *sums))
    note = say("change.page.parts_note") + (f" {say('change.page.parts_some', missing=missing)}" if missing else "")
    yield Table("parts", say("change.page.parts"), columns, tuple(rows), note=note)


def _notes(result: Change) -> Iterator[Block]:
    for note in result.notes:
        yield Paragraph(say("change.page.crosswalk", note=note), "warning")
    undated = result.recipe.get("undated")
    if isinstance(undated, list) and undated:
        yield Paragraph(say("change.page.undated", names=join(say(f"variable.{name}") for name in undated)), "note")
    if any(entry.describes_origin for entry in result.measures):
        yield Paragraph(say("change.page.origin"), "note")
    yield Paragraph(say("change.page.areas"), "note")
