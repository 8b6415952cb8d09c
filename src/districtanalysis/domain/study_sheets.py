"""The sheets of a study workbook: their names and columns, as people see them in either language."""

from __future__ import annotations

from collections.abc import Iterator

from districtanalysis.language import LANGUAGES, say, using

SHEETS = ("study", "districts", "facilities", "engagement", "weights")
COLUMNS: dict[str, tuple[str, ...]] = {
    "study": ("field", "entry"),
    "districts": (
        "district",
        "residents",
        "foreigners",
        "refugees_in_care",
        "nationalities",
        "generation_situation",
    ),
    "facilities": ("district", "kind", "number", "name"),
    "engagement": ("district", "feature", "step", "evidence"),
    "weights": (
        "criterion",
        "criterion_weight",
        "indicator",
        "indicator_name",
        "direction",
        "weight",
        "goalpost_low",
        "goalpost_high",
        "why",
    ),
}
HEAD = ("title", "purpose", "city", "publisher", "date", "population_concept", "licence")


def sheet_name(sheet: str) -> str:
    """Return the name of a sheet in the language in force.

    >>> sheet_name("districts")
    'Stadtteile'
    """
    return say(f"workbook.sheet.{sheet}")


def column_name(column: str) -> str:
    """Return the heading of a column in the language in force.

    >>> column_name("district")
    'Stadtteil'
    """
    return say(f"workbook.column.{column}")


def in_all_languages(key: str) -> Iterator[str]:
    """Yield a text in each language: a workbook is read whatever language it was written in.

    >>> list(in_all_languages("workbook.sheet.weights"))
    ['Gewichte', 'Weights']
    """
    for code in LANGUAGES:
        with using(code):
            yield say(key)
