"""What was recognised in a file, as a page: tables found, what stands where, columns, what would be read."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.inspection import SURE, ColumnClaim, Inspection, TableClaim, sureness
from districtanalysis.domain.variables import variables
from districtanalysis.language import join, number, say, say_count, span
from districtanalysis.report.toml_text import toml_text

_MOST_ROWS = 24
_ASIDE = {"zeros", "repeated", "notes"}
_SHORT, _CELL = 60, 24


def inspect_page(found: Inspection, chosen: int | None, next_command: str = "") -> Page:
    """Return the page of an inspection; ``chosen`` is the place of the table shown in full, None for the list alone."""
    blocks = list(_blocks(found, chosen))
    if next_command:
        blocks.append(Paragraph(next_command, "note"))
    data = {
        "file": found.file,
        "notes": list(found.notes),
        "skipped": list(found.skipped),
        "tables": [_as_data(table) for table in found.tables],
    }
    flat = _flat(found.tables[chosen]) if chosen is not None else None
    return Page(say("inspect.page.title", file=found.file), tuple(blocks), data=data, flat=flat)


def layout_toml(file: str, table: TableClaim) -> str:
    """Return the layout of a table as a TOML file, with a remark on where it comes from."""
    figures = number(table.preview.figures) if table.preview is not None else "–"
    head = say("inspect.page.layout_head", file=file, place=place_of(table), figures=figures)
    return "\n".join([*(f"# {line}" for line in head.splitlines()), toml_text(table.layout), ""])


def place_of(table: TableClaim) -> str:
    """Return in words where a table stands: its sheet and rows, header included."""
    first = min([*table.header_rows, table.rows[0]] if table.rows[0] else table.header_rows or (0,))
    rows = span(first, max(table.rows[1], first))
    return (
        say("inspect.page.place_sheet", sheet=table.sheet, rows=rows)
        if table.sheet
        else say("inspect.page.place", rows=rows)
    )


def _blocks(found: Inspection, chosen: int | None) -> Iterator[Block]:
    if len(found.tables) > 1:
        yield _overview(found.tables)
    if chosen is not None:
        yield from _table(found.tables[chosen], chosen + 1 if len(found.tables) > 1 else 0)
    if found.notes:
        yield Paragraph(" ".join(found.notes), heading=say("inspect.page.opened"))
    if found.skipped and found.tables:
        yield Paragraph(say("inspect.page.skipped", names=join(found.skipped)), "note")


def _overview(tables: Sequence[TableClaim]) -> Table:
    columns = (
        Column("number", say("inspect.shown.number"), 0),
        Column("sheet", say("inspect.shown.sheet")),
        Column("rows", say("inspect.shown.rows")),
        Column("key", say("inspect.what.key"), wide=True),
        Column("form", say("inspect.shown.form"), wide=True),
        Column("figures", say("inspect.shown.figures"), 0),
        Column("sureness", say("inspect.shown.sureness")),
    )
    rows = tuple(
        (
            place,
            table.sheet or "–",
            span(*table.rows) if table.rows[0] else "–",
            f"{table.key} {_cut(table.key_heading)}".strip() or "–",
            say(f"inspect.form.{table.form}"),
            table.preview.figures if table.preview is not None else None,
            say(f"inspect.sure.{sureness(table.confidence)}"),
        )
        for place, table in enumerate(tables, 1)
    )
    return Table("tables", say("inspect.page.tables"), columns, rows)


def _table(table: TableClaim, place: int) -> Iterator[Block]:
    key = "inspect.page.table" if place else "inspect.page.only_table"
    yield _claims(table, say(key, number=place, place=place_of(table)))
    if table.refusal:
        yield Paragraph(table.refusal, "warning")
    elif table.confidence < SURE:
        yield Paragraph(say("inspect.page.low"), "warning")
    if table.columns:
        yield _columns(table)
    if table.preview is not None:
        yield from _preview(table)
    if table.shipped:
        yield Paragraph(
            say("inspect.page.shipped", names=join(say("inspect.quoted", text=name) for name in table.shipped)), "lead"
        )


def _claims(table: TableClaim, title: str) -> Table:
    columns = (
        Column("what", say("inspect.shown.what")),
        Column("found", say("inspect.shown.found"), wide=True),
        Column("sureness", say("inspect.shown.sureness")),
        Column("evidence", say("inspect.shown.evidence"), wide=True),
    )
    rows = tuple(
        (say(f"inspect.what.{claim.what}"), claim.found, say(f"inspect.sure.{claim.sureness}"), claim.evidence)
        for claim in table.claims
    )
    return Table(
        "claims", title, columns, rows, note=say("inspect.page.heading", title=table.title) if table.title else ""
    )


def _columns(table: TableClaim) -> Table:
    columns = (
        Column("letter", say("inspect.shown.letter")),
        Column("heading", say("inspect.shown.heading"), wide=True),
        Column("meaning", say("inspect.shown.meaning"), wide=True),
        Column("sureness", say("inspect.shown.sureness")),
    )
    rows = [_column_row(list(group)) for _, group in groupby(table.columns, key=_alike)]
    unknown = sum(claim.role == "figure" and bool(claim.kind) for claim in table.columns)
    note = say_count("inspect.unknown_columns", unknown) if unknown else ""
    return Table("columns", say("inspect.page.columns"), columns, tuple(rows), note=note)


def _alike(claim: ColumnClaim) -> tuple[object, ...]:
    """Return what neighbouring columns have in common that are shown as one line."""
    if claim.role != "figure" or claim.kind:
        return (claim.role, bool(claim.kind))
    return (claim.role, claim.variable, claim.sex, claim.confidence, claim.age_from >= 0, bool(claim.date))


def _column_row(group: Sequence[ColumnClaim]) -> tuple[Value, ...]:
    first, last = group[0], group[-1]
    sure = "–" if first.kind or first.role == "unread" else say(f"inspect.sure.{sureness(first.confidence)}")
    if len(group) == 1:
        return (first.letter, _cut(first.heading) or "–", _meaning(first), sure)
    several = say("inspect.meaning.several", count=len(group))
    half = _SHORT // 2
    ends = {"first": _cut(first.heading, half), "last": _cut(last.heading, half)}
    heading = say("inspect.meaning.headings", **ends) if first.heading else "–"
    common = dataclasses.replace(first, date="", age_from=-1, age_to=-1)
    return (f"{first.letter}–{last.letter}", heading, f"{_meaning(common)} ({several})", sure)


def _cut(text: str, size: int = _SHORT) -> str:
    """Return a heading that is not too long: its end says more than the group it stands in."""
    return text if len(text) <= size else "…" + text[-size:]


def _meaning(claim: ColumnClaim) -> str:
    """Return in words what a column is read as."""
    if claim.role != "figure":
        return say(f"inspect.role.{claim.role}")
    if claim.kind:
        return say("inspect.by.unknown")
    parts = [variables()[claim.variable].label]
    if claim.age_from >= 0 and claim.age_to >= 0:
        parts.append(say("inspect.meaning.age_band", low=claim.age_from, high=claim.age_to))
    elif claim.age_from >= 0:
        parts.append(say("inspect.meaning.age_open", low=claim.age_from))
    if claim.sex:
        parts.append(say(f"inspect.sex.{claim.sex}"))
    if claim.date:
        parts.append(say("inspect.meaning.of_date", date=claim.date))
    return ", ".join(parts)


def _preview(table: TableClaim) -> Iterator[Block]:
    preview = table.preview
    if preview is None:
        return
    headings = {claim.letter: claim.heading for claim in table.columns}
    columns = (
        Column("area", say("inspect.shown.area" if table.areas else "inspect.shown.line")),
        *(Column(letter, _fitting(headings.get(letter, ""), letter)) for letter in preview.letters),
    )
    key = "inspect.page.preview_note" if preview.areas else "inspect.page.preview_note_whole"
    note = [say(key, figures=number(preview.figures), areas=number(preview.areas))]
    if preview.without_value:
        note.append(say("inspect.page.preview_without", count=number(preview.without_value)))
    if preview.checks:
        note.append(say("inspect.page.preview_checks", count=number(preview.checks)))
    rows = tuple(tuple(_short(cell) for cell in row) for row in preview.rows)
    yield Table("preview", say("inspect.page.preview"), columns, rows, note=" ".join(note))
    if preview.unreadable:
        yield Paragraph(say("inspect.page.unreadable", cells=join(preview.unreadable)), "warning")


def _fitting(heading: str, letter: str) -> str:
    """Return a heading that fits over a narrow column; the letter of the column where it is too long or blank."""
    return heading if 0 < len(heading) <= _CELL else say("inspect.column", letter=letter)


def _short(text: str) -> str:
    return text if len(text) <= _CELL else text[: _CELL - 1] + "…"


def _flat(table: TableClaim) -> Table:
    """Return the columns one by one, for CSV."""
    names = [field.name for field in dataclasses.fields(ColumnClaim)]
    columns = tuple(
        Column(name, name, 0 if name.startswith("age") else 2 if name == "confidence" else None) for name in names
    )
    rows = tuple(tuple(getattr(claim, name) for name in names) for claim in table.columns)
    return Table("columns", "", columns, rows)


def _as_data(table: TableClaim) -> dict[str, object]:
    data = dataclasses.asdict(table)
    data["sureness"] = sureness(table.confidence)
    data["claims"] = [{**dataclasses.asdict(claim), "sureness": claim.sureness} for claim in table.claims]
    data["layout"] = _plain(table.layout)
    return data


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    return value.isoformat() if isinstance(value, dt.date) else value
