"""The tables of a change: overview, districts, groups, and everything in one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from districtanalysis.domain.change import Change, Measure
from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.language import number, say, span
from districtanalysis.report.caption import opened, worded_date

MANY = 40
_FLAT = ("before", "after", "absolute", "percent", "annual", "index", "low", "high")
_TO = "\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}"
_RANKS = ("rank_before", "rank_after", "base_before", "base_after")


def overview_table(result: Change) -> Table:
    """Return one row per measure: the town then and now, and how many districts went which way."""
    columns = (
        Column("indicator", say("change.column.indicator"), wide=True),
        Column("period", say("change.column.period")),
        Column("before", say("change.column.before")),
        Column("after", say("change.column.after")),
        Column("absolute", say("change.column.absolute")),
        Column("percent", say("change.column.percent"), 1),
        Column("up", say("change.column.up"), 0),
        Column("same", say("change.column.same"), 0),
        Column("down", say("change.column.down"), 0),
    )
    rows = tuple(_overview_row(result, entry) for entry in result.measures)
    return Table("overview", say("change.page.overview"), columns, rows)


def _overview_row(result: Change, entry: Measure) -> tuple[Value, ...]:
    pooled, frame = result.pooled(entry.key), result.of(entry.key)
    row = pooled.loc[""] if "" in pooled.index else None
    ends = [None if row is None else number(float(row[name]), entry.decimals) for name in ("before", "after")]
    step = None if row is None or pd.isna(row["absolute"]) else _absolute(row, entry)
    part = None if row is None or pd.isna(row["percent"]) else float(row["percent"])
    known = frame["class"]
    up, down = (int(known.str.endswith(end).sum()) for end in ("increase", "decrease"))
    period = f"{worded_date(entry.start)}–{worded_date(entry.end)}"
    # an empty text is a dash: a share has no change in percent, which is no missing value
    percent: Value = "" if entry.share else part
    return (opened(entry.label), period, *ends, step, percent, up, int((known == "stable").sum()), down)


def _absolute(row: pd.Series, entry: Measure) -> str:
    return (
        f"{number(float(row['absolute']), points(entry) if entry.share else entry.decimals)} {entry.step_unit}".strip()
    )


def districts_table(result: Change, entry: Measure) -> Table:
    """Return the districts of one measure, the largest increase first."""
    frame = result.of(entry.key)
    by = "absolute" if entry.share or frame["percent"].isna().all() else "percent"
    ordered = frame.sort_values(by, ascending=False, kind="stable", na_position="last")
    notes = [say("change.page.ranks_note"), *_class_notes(result, entry, frame)]
    if len(ordered) > MANY:
        there = ordered.dropna(subset=by)
        half = MANY // 2
        ordered = pd.concat([there.head(half), there.tail(half)])
        notes.append(say("change.page.shortened", half=half, count=len(frame)))
    grouped = bool((frame["group"].fillna("") != "").any())
    columns = [Column("district", say("change.column.district"))]
    columns += [Column("group", say("change.column.group"))] if grouped else []
    columns += [*_columns(entry, frame), Column("ranks", say("change.column.ranks"))]
    columns += [Column("base", say("change.column.base"), 0)] if entry.share else []
    rows = []
    marks = {}
    for place, (_, row) in enumerate(ordered.iterrows()):
        if row["status"] == "estimated":
            marks[place, "absolute"] = say("change.page.estimated_sign")
        line: list[Value] = [str(row["name"]), *([str(row["group"])] if grouped else []), *_values(entry, frame, row)]
        line.append(_ranks(row))
        line += [plain_value(row["base_after"])] if entry.share else []
        rows.append(tuple(line))
    notes += [say("change.page.estimated_note")] if marks else []
    title = opened(entry.label)
    return Table(f"districts_{entry.key}", title, tuple(columns), tuple(rows), note=" ".join(notes), marks=marks)


def groups_table(result: Change, entry: Measure) -> Table:
    """Return groups and the whole town of one measure, pooled from counts."""
    frame = result.pooled(entry.key)
    columns = (
        Column("group", say("change.column.group")),
        Column("districts", say("change.column.districts"), 0),
        *_columns(entry, frame),
    )
    rows = tuple(
        (str(key) or say("change.page.town"), int(row["districts"]), *_values(entry, frame, row))
        for key, row in frame.iterrows()
    )
    title = say("change.page.groups", label=opened(entry.label))
    return Table(f"groups_{entry.key}", title, columns, rows, note=say("change.page.groups_note"))


def _columns(entry: Measure, frame: pd.DataFrame) -> list[Column]:
    step = points(entry) if entry.share else entry.decimals
    annual = say("change.page.annual_percent")
    found = [
        Column("before", f"{say('change.column.before')} {worded_date(entry.start)}", entry.decimals),
        Column("after", f"{say('change.column.after')} {worded_date(entry.end)}", entry.decimals),
        Column("absolute", say("change.page.absolute_in", unit=entry.step_unit), step),
    ]
    found += [] if entry.share else [Column("percent", say("change.column.percent"), 1)]
    # points per year are the points by the years: they stand in CSV and JSON
    found += [] if entry.share else [Column("annual", annual, 2)]
    found += [Column("span", say("change.column.span"))] if (frame["span"] != "").any() else []
    return [*found, Column("class", say("change.column.class"))]


def _values(entry: Measure, frame: pd.DataFrame, row: pd.Series) -> list[Value]:
    names = ["before", "after", "absolute", *([] if entry.share else ["percent", "annual"])]
    found: list[Value] = [plain_value(row[name]) for name in names]
    if (frame["span"] != "").any():
        step = points(entry) if entry.share else entry.decimals
        # no plus sign in tables: a spreadsheet would take the text for a formula
        found.append(span(float(row["low"]), float(row["high"]), step) if row["span"] else "")
    return [*found, say(f"change.class.{row['class']}") if row["class"] else None]


def _ranks(row: pd.Series) -> Value:
    ends = [row["rank_before"], row["rank_after"]]
    return None if any(pd.isna(end) for end in ends) else _TO.join(number(float(end)) for end in ends)


def _class_notes(result: Change, entry: Measure, frame: pd.DataFrame) -> Iterator[str]:
    limits = result.recipe.get("point_limits" if entry.share else "rate_limits")
    kind = "points" if entry.share else "rate"
    if isinstance(limits, list):
        yield say(f"change.page.class_note_{kind}", stable=number(limits[2], None), strong=number(limits[3], None))
    spans = set(frame["span"])
    if "chance" in spans:
        level = float(str(result.recipe.get("level", 0.95)))
        yield say("change.page.chance_note", level=number(100 * level, None))
    if "rounding" in spans:
        yield say("change.page.rounding_note")
    fewest = fewest_of(result)
    if (frame[["base_before", "base_after"]] < fewest).any(axis=None):
        yield say("change.page.small_note", limit=number(fewest))


def fewest_of(result: Change) -> float:
    """Return the number of persons below which a figure is called small."""
    return float(str(result.recipe.get("fewest", 0)))


def flat_table(result: Change) -> Table:
    """Return everything in one table, one row per measure and district or group, as CSV writes it."""
    texts = ("indicator", "district_id", "district", "group", "from", "to")
    labels = {"indicator": "indicator", "district_id": "district", "district": "district", "group": "group"}
    columns = [Column(name, say(f"change.column.{labels.get(name, 'period')}")) for name in texts]
    columns += [Column(name, say(f"change.column.{name}"), 4) for name in _FLAT]
    columns += [Column(name, say(f"change.column.{name}"), 0) for name in _RANKS]
    columns += [Column(name, say(f"change.column.{name}")) for name in ("span", "status", "class")]
    known = {entry.key: entry for entry in result.measures}
    rows = []
    for line in result.to_frame().to_dict("records"):
        entry = known[str(line["indicator"])]
        start = (
            entry.key,
            str(line["district_id"]),
            str(line["name"] or say("change.page.town")),
            str(line["group"] or ""),
        )
        figures = [plain_value(line[name]) for name in (*_FLAT, *_RANKS)]
        end = [str(line[name] or "") for name in ("span", "status", "class")]
        rows.append((*start, entry.start, entry.end, *figures, *end))
    return Table("change", say("change.page.overview"), tuple(columns), tuple(rows))


def plain_value(value: object) -> Value:
    """Return a figure as tables hold it: missing as None.

    >>> plain_value(float("nan")), plain_value(3)
    (None, 3.0)
    """
    return None if pd.isna(value) else float(value)  # type: ignore[arg-type]


def points(entry: Measure) -> int:
    """Return the decimals of a change: at least one, since points have few digits."""
    return max(entry.decimals, 1)
