"""A picture in words, made from the same table that it was drawn from."""

from __future__ import annotations

from collections.abc import Sequence

from districtanalysis.domain.display import Column, Table, Value
from districtanalysis.language import number, say, say_count

# A reader listens to this in one go; the whole table stands beside the picture.
_ROWS_READ = 8
_ENDS_READ = 3
_COLUMNS_READ = 4
_NAMES = ("district", "area", "name", "origin", "indicator", "label")


def alternative_text(kind: str, title: str, subtitle: str, table: Table, notes: Sequence[str] = ()) -> str:
    """Return what a picture shows: its kind, its finding, its values or the first and last of them, its notes.

    >>> table = Table("t", "", (Column("d", "Stadtteil"), Column("v", "Passung", 1)), (("Ost", 81.5), ("West", None)))
    >>> alternative_text("Balkendiagramm", "Ost vorn", "2 Stadtteile", table)
    'Balkendiagramm: Ost vorn. 2 Stadtteile. Ost: Passung 81,5; West: Passung n. v.'
    """
    head = f"{kind}: {_closed(title)}"
    parts = [head, _closed(subtitle), _rows(table), *(_closed(note) for note in notes)]
    return " ".join(part for part in parts if part)


def _rows(table: Table) -> str:
    rows = table.rows
    if not rows:
        return ""
    if len(rows) <= _ROWS_READ:
        return _closed("; ".join(_row(table.columns, row) for row in rows))
    first = "; ".join(_row(table.columns, row) for row in rows[:_ENDS_READ])
    last = "; ".join(_row(table.columns, row) for row in rows[-_ENDS_READ:])
    return say("chart.alternative_ends", count=say_count("chart.rows", len(rows)), first=first, last=last)


def _row(columns: Sequence[Column], row: Sequence[Value]) -> str:
    """Return a row as "name: label value, label value"; a column of names, or the first of text, names it."""
    texts = [i for i, column in enumerate(columns) if column.decimals is None]
    name = next((i for i in texts if columns[i].key in _NAMES), next(iter(texts), 0))
    rest = [i for i in range(len(columns)) if i != name][:_COLUMNS_READ]
    said = ", ".join(f"{columns[i].label} {_value(row[i], columns[i])}" for i in rest)
    return f"{row[name]}: {said}" if said else str(row[name])


def _value(value: Value, column: Column) -> str:
    if value is None:
        return say("words.not_available_sign")
    if isinstance(value, bool | str):
        return str(value)
    return number(float(value), column.decimals)


def _closed(text: str) -> str:
    return text if not text or text.endswith((".", "!", "?")) else f"{text}."
