"""Similar districts as a page: the nearest with reasons and differences, how sure that is, how typical the pilot is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.similarity import BANDS, LIMITS, Similarity
from districtanalysis.language import join, number, say, say_count, span
from districtanalysis.report.sources_note import sources_note

TOP = 5
_FEW = 10
_FEW_INDICATORS = 4


def similar_page(
    result: Similarity,
    sources: Sequence[SourceRecord] = (),
    *,
    subtitle: str = "",
    origin: int = 0,
    top: int | None = None,
) -> Page:
    """Return the page of ``result``; ``origin`` counts the indicators that describe nationality or migration."""
    data = {
        "district": result.district,
        "scaling": result.scaling,
        "districts": json.loads(result.frame.to_json(orient="index", double_precision=15)),
        "differences": json.loads(result.differences.to_json(orient="index", double_precision=15)),
        "to_centre": float(result.to_centre[result.district]),
        "place_to_centre": result.place_to_centre,
        "draws": result.draws,
        "seed": result.seed,
        "left_out": dict(result.left_out),
    }
    blocks = tuple(_blocks(result, sources, origin=origin, top=TOP if top is None else top))
    return Page(
        say("similar.title", district=result.name), blocks, subtitle, data, similar_table(result, len(result.frame))
    )


def _blocks(result: Similarity, sources: Sequence[SourceRecord], *, origin: int, top: int) -> Iterator[Block]:
    yield Paragraph(_lead(result), "lead")
    if len(result.values) < _FEW:
        yield Paragraph(say("similar.few", count=len(result.values)), "warning")
    if len(result.labels) < _FEW_INDICATORS:
        yield Paragraph(say_count("similar.few_indicators", len(result.labels)), "warning")
    if origin == len(result.labels):
        yield Paragraph(say("similar.origin_only"), "warning")
    yield similar_table(result, top)
    yield reasons_table(result, top)
    yield _differences(result, top)
    yield Paragraph(_typical(result), heading=say("similar.typical"))
    yield Paragraph(_method(result), "note", say("similar.method_heading"))
    if result.left_out:
        yield Paragraph(_left_out(result), "note")
    yield Paragraph(say("similar.standing"), "note")
    if origin:
        yield Paragraph(say("similar.origin"), "note")
    if sources:
        yield sources_note(sources)


def _lead(result: Similarity) -> str:
    groups = [list(result.frame.index[result.frame["band"] == band]) for band in BANDS[:2]]
    named = [str(result.frame.loc[key, "name"]) for group in groups for key in group]
    if not named:
        nearest = str(result.frame["name"].iloc[0])
        return say("similar.lead_none", district=result.name, nearest=nearest)
    shown = join(named[:TOP])
    rest = len(named) - TOP
    lead = say("similar.lead", district=result.name, names=shown)
    return f"{lead} {say_count('similar.more', rest)}" if rest > 0 else lead


def similar_table(result: Similarity, top: int) -> Table:
    """Return the nearest districts: distance, its span and the band."""
    columns = [
        Column("place", say("similar.column.place"), 0),
        Column("district", say("similar.column.district")),
        Column("distance", say(f"similar.column.distance_{result.scaling}"), _decimals(result)),
        Column("band", say("similar.column.band")),
    ]
    sure = result.draws > 0
    chosen = _chosen_from_many(result)
    if sure:
        columns.insert(3, Column("span", say("similar.column.span")))
    if chosen:
        columns.insert(4, Column("among", say("similar.column.among", count=result.nearest), 0))
    if result.types:
        columns.insert(2, Column("type", say("similar.column.type"), wide=True))
    rows = [_row(result, str(key), place, sure=sure) for place, key in enumerate(result.frame.index[:top], start=1)]
    hidden = len(result.frame) - len(rows)
    note = say_count("similar.hidden", hidden) if hidden else ""
    return Table("similar", say("similar.nearest"), tuple(columns), tuple(rows), note=note)


def _row(result: Similarity, key: str, place: int, *, sure: bool) -> tuple[Value, ...]:
    entry = result.frame.loc[key]
    row: list[Value] = [place, str(entry["name"])]
    row += [result.types.get(key)] if result.types else []
    row.append(float(entry["distance"]))
    if sure:
        low, high = float(entry["low"]), float(entry["high"])
        row.append(span(low, high, _decimals(result)))
    if _chosen_from_many(result):
        row.append(100 * float(entry["among_nearest"]))
    return (*row, say(f"similar.band.{entry['band']}"))


def reasons_table(result: Similarity, top: int) -> Table:
    """Return in which indicators the nearest districts are alike, and in which they differ most."""
    columns = (
        Column("district", say("similar.column.district")),
        Column("alike", say("similar.column.alike"), wide=True),
        Column("unlike", say("similar.column.unlike"), wide=True),
    )
    rows = []
    for key in map(str, result.frame.index[:top]):
        alike = join(result.labels[name] for name in result.alike(key)) or "–"
        unlike = "; ".join(_against(result, key, name) for name in result.unlike(key)) or "–"
        rows.append((str(result.frame.loc[key, "name"]), alike, unlike))
    return Table("reasons", say("similar.reasons"), columns, tuple(rows))


def _chosen_from_many(result: Similarity) -> bool:
    """Return whether being among the nearest says anything: there are draws, and more districts than that."""
    return result.draws > 0 and len(result.frame) > result.nearest


def _against(result: Similarity, other: str, key: str) -> str:
    """Return "Ausländeranteil 19,5 statt 30,9"."""
    here, there = (
        number(float(result.values.loc[name, key]), result.decimals[key]) for name in (result.district, other)
    )
    return say("similar.against", label=result.labels[key], there=there, here=here)


def _differences(result: Similarity, top: int) -> Table:
    """Return the values of the pilot and of the nearest districts side by side, in plain units."""
    shown = [result.district, *map(str, result.frame.index[:top])]
    names = [result.name, *(str(name) for name in result.frame["name"].iloc[:top])]
    columns = (
        Column("indicator", say("similar.column.indicator"), wide=True),
        *(Column(f"district_{place}", name, 1) for place, name in enumerate(names)),
    )
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (result.labels[key], *(float(result.values.loc[name, key]) for name in shown)) for key in result.values
    )
    decimals = {place: result.decimals[str(key)] for place, key in enumerate(result.values)}
    return Table("values", say("similar.values"), columns, rows, row_decimals=decimals)


def _typical(result: Similarity) -> str:
    place, count = result.place_to_centre, len(result.to_centre)
    words = {
        "district": result.name,
        "place": place,
        "count": count,
        "distance": number(float(result.to_centre[result.district]), _decimals(result)),
        "unit": say(f"similar.unit.{result.scaling}"),
    }
    if count < _FEW:
        return say("similar.typical_few", **words)
    third = "typical" if place <= count / 3 else "between" if place <= 2 * count / 3 else "unusual"
    return say(f"similar.typical_{third}", **words)


def _method(result: Similarity) -> str:
    first, second = (number(limit, None) for limit in LIMITS[result.scaling])
    parts = [
        say(
            f"similar.method_{result.scaling}",
            count=len(result.values.columns),
            indicators=join(result.labels.values()),
        ),
        say("similar.bands", first=first, second=second, unit=say(f"similar.unit.{result.scaling}")),
    ]
    if result.draws:
        moving = join(result.moving)
        parts.append(say("similar.draws", draws=number(result.draws), seed=result.seed, moving=moving))
    else:
        parts.append(say("similar.no_draws"))
    return " ".join(parts)


def _left_out(result: Similarity) -> str:
    reasons = dict.fromkeys(result.left_out.values())
    return " ".join(
        say(f"similar.left_out.{reason}", names=join(n for n, why in result.left_out.items() if why == reason))
        for reason in reasons
    )


def _decimals(result: Similarity) -> int:
    return 2 if result.scaling == "z" else 0
