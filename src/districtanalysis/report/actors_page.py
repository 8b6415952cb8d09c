"""Actors and offers as pages: who stands where, where the gaps are, and where there are no offers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import pandas as pd

from districtanalysis.domain.actors import MINIMUM, ActorAnalysis, Agreement
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.offers import Coverage
from districtanalysis.language import date, join, number, say, say_count, span
from districtanalysis.report.illustrate import illustrate
from districtanalysis.report.offers_page import offers_blocks, offers_data
from districtanalysis.report.survey_tables import HIDDEN

_PICTURES = ("svg", "png")
# Krippendorff (2004), Content Analysis, 2nd edition, p. 241
_RELIABLE, _TENTATIVE = 0.8, 0.667


def actors_page(
    result: ActorAnalysis, coverage: Coverage | None = None, *, pictures: Sequence[str] = _PICTURES
) -> Page:
    """Return the page of actors, and of offers where there are any; ``pictures`` are the forms of its drawings."""
    day = say("actors.as_of", date=date(result.date)) if result.date else ""
    blocks = list(actors_blocks(result, pictures=pictures)) if result.actors or coverage is None else []
    data: dict[str, object] = {"actors": _records(result.to_frame().reset_index()), "scale": list(result.scale)}
    data["agreement"] = [
        {"axis": part.axis, "alpha": _plain(part.alpha), "actors": part.actors, "raters": part.raters}
        for part in result.agreement
    ]
    for key, frame in result.by.items():
        small = frame["actors"] < MINIMUM if len(frame) and not result.shown else pd.Series(dtype=bool)
        data[key] = _records(frame[~small] if len(small) else frame)
    if coverage is not None:
        blocks += offers_blocks(coverage, pictures=pictures, headed=bool(blocks))
        data["offers"] = offers_data(coverage)
    subtitle = " · ".join(part for part in (result.town, day) if part)
    return Page(result.title or say("actors.title_plain"), tuple(blocks), subtitle, data)


def actors_blocks(result: ActorAnalysis, *, pictures: Sequence[str] = _PICTURES) -> Iterator[Block]:
    """Yield lead, drawing, gaps, table of actors, agreement, and themes and districts."""
    if not result.actors:
        yield Paragraph(say("actors.nothing"), "lead")
        return
    yield Paragraph(_lead(result), "lead")
    rated = bool(result.frame["raters"].any())
    if rated and pictures:
        yield illustrate("actors", result, forms=pictures)
    if rated:
        yield Paragraph(" ".join(_gaps(result)), heading=say("actors.gaps_heading"))
    yield _table(result)
    if rated:
        yield agreement_table(result.agreement)
    for key in ("theme", "district"):
        if not result.by[key].empty:
            yield _by_table(key, result.by[key], shown=result.shown)
    yield Paragraph(say("actors.opinion"), "note")
    if result.shown:
        yield Paragraph(say("actors.named"), "warning")
    else:
        yield Paragraph(say("actors.pseudonyms_keyed" if result.keyed else "actors.pseudonyms"), "note")
    if result.note:
        yield Paragraph(result.note, "note")


def _lead(result: ActorAnalysis) -> str:
    actors = say_count("actors.count", len(result.actors))
    raters = max(part.raters for part in result.agreement)
    if not raters:
        return say("actors.lead_unrated", actors=actors)
    counts = result.frame["quadrant"].value_counts()
    keys = ("active_cooperating", "active_alone", "quiet_cooperating", "quiet_alone", "between")
    numbers = {key: number(int(counts.get(key, 0))) for key in keys}
    return say("actors.lead", actors=actors, raters=say_count("actors.raters", raters), **numbers)


def _gaps(result: ActorAnalysis) -> Iterator[str]:
    found = {key: result.of(key) for key in ("active_alone", "quiet_cooperating")}
    for key, names in found.items():
        if names:
            yield say(f"actors.gap_{key}", names=join(names))
    if not any(found.values()):
        yield say("actors.gap_none")
    themes = result.by["theme"]
    if not themes.empty:
        thin = themes.loc[themes["active_cooperating"] == 0, "entry"]
        if len(thin):
            yield say("actors.thin_themes", names=join(str(name) for name in thin))
    divided = [result.label(str(code)) for code in result.frame.index[result.frame["divided"]]]
    if divided:
        yield say("actors.divided", names=join(divided))


def _table(result: ActorAnalysis) -> Table:
    columns = (
        Column("actor", say("actors.column.actor")),
        *((Column("kind", say("actors.column.kind")),) if result.shown else ()),
        Column("raters", say("actors.column.raters"), 0),
        Column("activity", say("actors.column.activity"), 1),
        Column("activity_span", say("actors.column.activity_span")),
        Column("cooperation", say("actors.column.cooperation"), 1),
        Column("cooperation_span", say("actors.column.cooperation_span")),
        Column("quadrant", say("actors.column.quadrant"), wide=True),
    )
    rows: list[tuple[Value, ...]] = []
    for code, row in result.frame.iterrows():
        place = say(f"actors.quadrant.{row['quadrant']}")
        place += f" ({say('actors.column.divided')})" if row["divided"] else ""
        values = [part for axis in ("activity", "cooperation") for part in (_plain(row[axis]), _span(row, axis))]
        kind = (str(row["kind"]),) if result.shown else ()
        rows.append((result.label(str(code)), *kind, int(row["raters"]), *values, place))
    note = say("actors.quadrant_rule", middle=number(result.middle, None))
    return Table("actors", say("actors.table"), columns, tuple(rows), note=note)


def _span(row: pd.Series, axis: str) -> str | None:
    low, high = float(row[f"{axis}_low"]), float(row[f"{axis}_high"])
    if pd.isna(low):
        return None
    return span(low, high, 0 if low.is_integer() and high.is_integer() else 1)


def agreement_table(parts: Sequence[Agreement]) -> Table:
    """Return how far the raters agree on each axis, with what that is worth."""
    columns = (
        Column("axis", say("actors.column.axis")),
        Column("alpha", say("actors.column.alpha"), 2),
        Column("several", say("actors.column.several"), 0),
        Column("reading", say("actors.column.reading")),
    )
    rows = tuple(
        (
            say(f"actors.column.{part.axis}"),
            _plain(part.alpha),
            part.actors,
            say(f"actors.agreement.{_reading(part.alpha)}"),
        )
        for part in parts
    )
    return Table("agreement", say("actors.agreement_heading"), columns, rows, note=say("actors.agreement_note"))


def _reading(alpha: float) -> str:
    if pd.isna(alpha):
        return "unknown"
    return "reliable" if alpha >= _RELIABLE else "tentative" if alpha >= _TENTATIVE else "low"


def _by_table(key: str, frame: pd.DataFrame, *, shown: bool) -> Table:
    """Return actors and quadrants per theme or district; in outputs without names small ones show no quadrants."""
    places = ("active_cooperating", "active_alone", "quiet_cooperating", "quiet_alone", "between")
    columns = (
        Column("entry", say(f"actors.column.{key}")),
        Column("actors", say("actors.column.actors"), 0),
        *(Column(name, say(f"actors.quadrant.{name}"), 0) for name in places),
    )
    rows: list[tuple[Value, ...]] = []
    for _, row in frame.iterrows():
        hidden = not shown and int(row["actors"]) < MINIMUM
        counts = [HIDDEN if hidden else int(row[place]) for place in places]
        rows.append((str(row["entry"]), int(row["actors"]), *counts))
    small = not shown and bool((frame["actors"] < MINIMUM).any())
    notes = [say("actors.by_note"), *([say("actors.by_hidden", minimum=MINIMUM)] if small else [])]
    return Table(f"by_{key}", say(f"actors.by_{key}"), columns, tuple(rows), note=" ".join(notes))


def _plain(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    records: list[dict[str, object]] = json.loads(frame.to_json(orient="records", double_precision=15))
    return records
