"""From what was recognised to the content of a layout."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from districtanalysis.domain.variables import fold
from districtanalysis.language import say
from districtanalysis.sources.dimensions import read_age, read_sex
from districtanalysis.sources.inspection.areas import Rows, key_lengths, lost_zeros
from districtanalysis.sources.inspection.blocks import Block
from districtanalysis.sources.inspection.columns import Column, Key
from districtanalysis.sources.inspection.draft_columns import column_rules, long_rules
from districtanalysis.sources.inspection.draft_date import date_cells, printed_date
from districtanalysis.sources.inspection.headings import escaped
from districtanalysis.sources.inspection.plan import Plan
from districtanalysis.sources.inspection.shape import Shape
from districtanalysis.sources.inspection.window import Window
from districtanalysis.sources.layout import FOOTER, TOTAL

Content = dict[str, object]
_STOP = re.compile("|".join(f"(?:{pattern})" for pattern in FOOTER))
_TOTAL = re.compile("|".join(f"(?:{pattern})" for pattern in TOTAL))
_FROM = re.compile(r"\b(von|vom|from|herkunft|quelle)\b")


@dataclass(frozen=True, slots=True)
class Recognised:
    """All that was recognised in one table."""

    window: Window
    block: Block
    columns: Sequence[Column]
    key: Key
    rows: Rows
    plan: Plan
    context: str
    file: str
    sheet: str
    signs: str
    several: bool = False


def draft(table: Recognised, shape: Shape, name: str) -> Content:
    """Return the content of a layout that reads the table as it was recognised."""
    content: Content = {"schema_version": 1, "name": name}
    if table.sheet and table.several:
        content["sheet"] = f"^{escaped(fold(table.sheet))}$"
    content |= shape.entries
    content |= _subject(table, shape)
    content |= {"signs": table.signs}
    content |= _rows(table) | _date(table, shape)
    levels = _levels(table)
    if levels:
        content["level"] = levels
    if table.plan.form == "matrix":
        content["matrix"] = _matrix(table, shape)
    elif table.plan.form == "long":
        content["long"] = long_rules(table.plan, shape, table.context)
    else:
        content["column"] = column_rules(table.plan, shape)
    return content


def _subject(table: Recognised, shape: Shape) -> Content:
    """Return key and name column, or the one area that the whole table is about and what its rows are."""
    key = table.key
    pattern = shape.pattern(key.column.place)
    stated = {
        entry.role: shape.pattern(entry.column.place)
        for entry in table.plan.of("sex", "age", "origin")
        if table.plan.form in {"wide", "long"}
    }
    if table.plan.form == "features":
        ages = sum(read_age(text) is not None for text in key.column.texts.names)
        dimension = "age" if ages > 0.8 * len(key.column.texts.names) else "kind"
        return {"area": say("inspect.whole_area"), "dimension": {dimension: pattern}}
    found: Content = {"key": pattern}
    if key.in_one:
        found["key_pattern"] = r"^(?P<key>\d+) (?P<name>.*)$"
    if key.column.carried:
        found["fill_down"] = True
    if key.name is not None:
        found["name_column"] = shape.pattern(key.name.place)
    lengths = key_lengths(key)
    if lengths and (len(lengths) > 1 or lost_zeros(key, lengths)):
        found["width"] = lengths if len(lengths) > 1 else lengths[0]
    if stated:
        found["dimension"] = stated
    return found


def _rows(table: Recognised) -> Content:
    """Return what the layout says about totals, sections and the end of the table."""
    found: Content = {}
    window, place = table.window, table.key.column.place
    named = [fold(window.texts[row][place]) for row in table.rows.totals]
    unknown = [text for text in dict.fromkeys(named) if text and not _TOTAL.search(text)]
    if unknown and table.plan.form != "matrix":
        found["totals"] = [*TOTAL, *(f"^{escaped(text)}$" for text in unknown)]
    alone = [window.texts[row][place] for row in table.block.alone]
    if alone:
        sexes, ages = ([read(text) for text in alone] for read in (read_sex, read_age))
        known = {"male", "female", "diverse", ""}
        found["sections"] = "sex" if set(sexes) <= known else "age" if all(ages) else True
    below = [next(text for text in window.texts[row] if text) for row in table.block.below[:1]]
    later = window.rows[-1] > window.rows[table.block.body[-1]] if table.block.body else False
    gap = any(not any(window.texts[row]) for row in range(*_span(table.block)))
    if below and not _STOP.search(fold(below[0])):
        found["stop"] = [*FOOTER, f"^{escaped(fold(below[0])[:40])}"]
    elif later and table.block.blank_after and not below and not gap:
        found["ends_at_blank"] = True
    return found


def _span(block: Block) -> tuple[int, int]:
    return (block.header[-1] + 1 if block.header else block.body[0], block.body[-1] + 1)


def _date(table: Recognised, shape: Shape) -> Content:
    """Return where the reference date stands: in a column, above the table or in the name of the file."""
    dated = table.plan.of("date")
    if dated:
        return {"date": {"column": shape.pattern(dated[0].column.place)}}
    figures = table.plan.of("figure")
    if figures and all(entry.said.date for entry in figures):
        return {}
    for cell, _ in date_cells(table.window, table.block):
        return {"date": {"cell": cell}}
    return {"date": {"file": True}} if printed_date(table.window, table.block, table.file)[0] else {}


def _levels(table: Recognised) -> list[Content]:
    """Return the levels of areas that keys of several lengths, or rows that add up others, show."""
    if table.plan.form in {"features", "flat"}:
        return []
    lengths = key_lengths(table.key)
    if len(lengths) > 1:
        return list(_levels_by_length(table.key, lengths))
    return _levels_by_sum(table)


def _levels_by_sum(table: Recognised) -> list[Content]:
    """Return the level of the whole and of the upper areas: by key, or by its first row where names come twice."""
    rows, place = table.rows, table.key.column.place
    above = [(say("inspect.level.whole"), [rows.whole] if rows.whole >= 0 else [])]
    above.append((say("inspect.level.upper"), list(rows.upper)))
    keys = [[table.window.texts[row][place] for row in part] for _, part in above]
    twice = len(rows.areas) > table.key.column.distinct and table.plan.form == "wide"
    if not any(keys) or (twice and rows.order != "last"):
        return []
    levels: list[Content] = []
    for (name, _), own in zip(above, keys, strict=True):
        if own and twice:
            levels.append({"name": name, "begins": f"^{escaped(fold(own[0]))}$"})
        elif own:
            levels.append({"name": name, "key": f"^({'|'.join(escaped(_key(key, table.key)) for key in own)})$"})
    return [*levels, {"name": say("inspect.level.lower")}]


def _key(text: str, key: Key) -> str:
    """Return the key that a cell holds, as the layout parts it from the name."""
    return text.split(" ", 1)[0] if key.in_one else text


def _levels_by_length(key: Key, lengths: list[int]) -> Iterator[Content]:
    keys = {name.zfill(next(size for size in lengths if size >= len(name))) for name in key.column.texts.names}
    for above, size in zip([0, *lengths], lengths, strict=False):
        level: Content = {"name": say("inspect.level.digits", count=size), "key": rf"^\d{{{size}}}$"}
        own = [name for name in keys if len(name) == size]
        if above and sum(name[:above] in keys for name in own) >= 0.9 * len(own):
            level["parent"] = above
        yield level


def _matrix(table: Recognised, shape: Shape) -> Content:
    across, totals = table.plan.of("figure"), table.plan.of("total")
    headings = [shape.header.folded[entry.column.place] for entry in across]
    numbered = all(re.fullmatch(r"\d{1,3}", heading) for heading in headings)
    heading = r"^\d{1,3}$" if numbered else "|".join(f"^{escaped(text)}$" for text in headings)
    named = [shape.header.folded[entry.column.place] for entry in totals]
    place = table.key.column.place
    named += [fold(table.window.texts[row][place]) for row in table.rows.totals]
    total = "|".join(dict.fromkeys(f"^{escaped(text)}$" for text in named if text)) or r"^insgesamt$"
    return {
        "variable": table.context if table.context == "moves_within_city" else "published_count",
        "heading": heading,
        "total": total,
        "rows": "from" if _FROM.search(fold(table.key.column.heading)) else "to",
    }
