"""Weights between two delimitations of areas as a page: how many areas are divided, what is lost, how to go on."""

from __future__ import annotations

from collections.abc import Iterator

from districtanalysis.domain.area_weights import AreaWeights
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.language import join, number, percent, say, say_count

SHOWN = 20
_NAMED = 5
_MUCH = 0.01


def crosswalk_page(result: AreaWeights) -> Page:
    """Return the page of ``result``; CSV holds one row per pair with its weight, as a study reads it."""
    columns = (
        Column("old", say("areas.column.old")),
        Column("new", say("areas.column.new")),
        Column("weight", say("areas.column.weight"), 4),
    )
    rows: list[tuple[Value, ...]] = [
        (str(old), str(new), float(weight)) for old, new, weight in result.links.to_numpy()
    ]
    title = say("areas.page.title", old=number(len(result.areas)), new=number(result.reached + len(result.unreached)))
    data = {
        "method": result.method,
        "recipe": dict(result.recipe),
        "links": [{"old": old, "new": new, "weight": weight} for old, new, weight in rows],
        "areas": {str(name): row.to_dict() for name, row in result.areas.iterrows()},
        "unreached": list(result.unreached),
    }
    flat = Table("weights", title, columns, tuple(rows))
    return Page(title, tuple(_blocks(result, columns, rows)), data=data, flat=flat)


def _blocks(result: AreaWeights, columns: tuple[Column, ...], rows: list[tuple[Value, ...]]) -> Iterator[Block]:
    split = result.areas["parts"] > 1
    counts = {"whole": int((~split).sum()), "split": int(split.sum())}
    worded = {key: say_count(f"areas.page.{key}", count) for key, count in counts.items()}
    yield Paragraph(say("areas.page.parts", **worded), "lead")
    yield Paragraph(_method(result))
    yield Paragraph(_lost(result))
    much = result.areas[result.areas["lost"] > _MUCH].sort_values("lost", ascending=False, kind="stable")
    if len(much):
        named = [f"{name} ({percent(float(lost) * 100, 1)})" for name, lost in much["lost"].head(_NAMED).items()]
        yield Paragraph(say("areas.page.most_lost", areas=join(named)), "warning")
    by_area = [str(name) for name in result.areas.index[result.areas["by"] != result.method]]
    if by_area:
        yield Paragraph(say("areas.page.by_overlay", areas=_some(by_area)), "warning")
    if result.unreached:
        yield Paragraph(say("areas.page.unreached", areas=_some(result.unreached)), "warning")
    divided = set(result.areas.index[split])
    chosen = tuple(row for row in rows if row[0] in divided)
    if chosen:
        note = say("areas.page.pairs_note", shown=min(SHOWN, len(chosen)), count=number(len(chosen)))
        yield Table("pairs", say("areas.page.pairs"), columns, chosen[:SHOWN], note=note)
    else:
        yield Paragraph(say("areas.page.none_split"))
    yield Paragraph(say("areas.page.use"), "note")


def _method(result: AreaWeights) -> str:
    recipe = result.recipe
    if result.method == "overlay":
        return say("areas.page.overlay", sliver=number(float(str(recipe["sliver"])) * 100, 1))
    words = {key: number(float(str(recipe[key]))) for key in ("people", "points")}
    return say("areas.page.points", file=recipe["file"], **words)


def _lost(result: AreaWeights) -> str:
    recipe = result.recipe
    if result.method == "overlay":
        return say("areas.page.lost_area", share=number(float(str(recipe["lost_area"])) * 100, 2))
    if not (recipe["outside_old"] or recipe["outside_new"]):
        return say("areas.page.lost_nobody")
    words = {key: number(float(str(recipe[f"outside_{key}"]))) for key in ("old", "new")}
    return say("areas.page.lost_people", **words)


def _some(names: tuple[str, ...] | list[str]) -> str:
    shown = join(names[:_NAMED]) if len(names) <= _NAMED else ", ".join(names[:_NAMED]) + " …"
    return f"{shown} ({number(len(names))})" if len(names) > _NAMED else shown
