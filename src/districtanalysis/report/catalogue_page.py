"""The catalogue of indicators as a page."""

from __future__ import annotations

from collections.abc import Sequence

from districtanalysis.domain.display import Column, Page, Paragraph, Table
from districtanalysis.domain.indicator import Indicator
from districtanalysis.language import say


def catalogue_page(entries: Sequence[Indicator]) -> Page:
    """Return one table per theme: key, name, unit and formula of each indicator."""
    themes = list(dict.fromkeys(entry.theme for entry in entries))
    tables = tuple(_table(theme, [entry for entry in entries if entry.theme == theme]) for theme in themes)
    data = {
        "indicators": [
            {"key": e.key, "theme": e.theme, "label": e.label, "unit": e.unit, "formula": e.short, "source": e.source}
            for e in entries
        ]
    }
    rows = tuple(row for table in tables for row in table.rows)
    flat = Table("indicators", say("catalogue.title"), _columns(), rows)
    return Page(say("catalogue.title"), (Paragraph(say("catalogue.intro")), *tables), data=data, flat=flat)


def _columns() -> tuple[Column, ...]:
    return (
        Column("key", say("catalogue.key")),
        Column("label", say("catalogue.label"), wide=True),
        Column("unit", say("catalogue.unit")),
        Column("formula", say("catalogue.formula"), wide=True),
    )


def _table(theme: str, entries: list[Indicator]) -> Table:
    rows = tuple((entry.key, entry.label, say(f"unit.{entry.unit}"), entry.short) for entry in entries)
    return Table(theme, say(f"indicator.theme.{theme}"), _columns(), rows)
