"""A study workbook (sheets Stadtteile, Einrichtungen, Engagement, Gewichte) -> ``Study``."""

from __future__ import annotations

import math
from collections.abc import Collection
from pathlib import Path
from typing import get_args

from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import SCHEMA_VERSION, PopulationConcept, Study
from districtanalysis.domain.study_sheets import COLUMNS, HEAD, in_all_languages
from districtanalysis.domain.variables import fold
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.sources.dimensions import read_date
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.header import text_of
from districtanalysis.sources.workbook import read_workbook, sheets

LAYOUTS = {"districts": "workbook-districts", "facilities": "facility-list", "engagement": "engagement-list"}


def read_study_workbook(path: Path) -> Study:
    """Return the study that a workbook holds; its sheets are its sources.

    Sheets without entries are left out. Raises ``StudyError`` for a missing sheet or column, a
    weight that is no number and whatever a ``study.toml`` would be refused for.
    """
    names = sheets(path)
    head = _head(_grid(path, "study", names))
    sources = [entry for kind in LAYOUTS if (entry := _source(path, kind, names, head)) is not None]
    if not sources:
        raise StudyError(say("workbook.empty", file=path.name))
    criteria = _criteria(_grid(path, "weights", names), path.name)
    content: dict[str, object] = {
        "schema_version": SCHEMA_VERSION,
        "study": {key: head.get(key, "") for key in ("title", "purpose", "city")},
        "source": sources,
        "criteria": criteria,
        "ranking": {"presets": _presets(criteria)},
    }
    study = parse(Study, content, path.name)
    return study.model_copy(update={"folder": path.parent, "path": path})


def _grid(path: Path, sheet: str, names: list[str]) -> Grid:
    wanted = list(in_all_languages(f"workbook.sheet.{sheet}"))
    found = next((name for name in names if name in wanted), None)
    if found is None:
        raise StudyError(say("workbook.no_sheet", file=path.name, sheet=wanted[0], found=join(names)))
    return read_workbook(path, found)


def _columns(grid: Grid, sheet: str) -> dict[str, int]:
    """Return the position of each column by its heading in the first row."""
    headings = {fold(text_of(grid, 0, i)): i for i in range(len(grid.rows[0]))} if grid.rows else {}
    places: dict[str, int] = {}
    for column in COLUMNS[sheet]:
        names = list(in_all_languages(f"workbook.column.{column}"))
        place = next((headings[fold(name)] for name in names if fold(name) in headings), None)
        if place is None:
            found = join(text for text in (text_of(grid, 0, i) for i in range(len(grid.rows[0]))) if text)
            raise StudyError(say("workbook.no_column", place=grid.where(), column=names[0], found=found or "–"))
        places[column] = place
    return places


def _head(grid: Grid) -> dict[str, str]:
    places = _columns(grid, "study")
    fields = {fold(text): key for key in HEAD for text in in_all_languages(f"workbook.head.{key}")}
    found: dict[str, str] = {}
    for row in range(1, len(grid.rows)):
        key = fields.get(fold(text_of(grid, row, places["field"])))
        if key is not None:
            found[key] = text_of(grid, row, places["entry"])
    return found


def _source(path: Path, kind: str, names: list[str], head: dict[str, str]) -> dict[str, object] | None:
    grid = _grid(path, kind, names)
    _columns(grid, kind)
    if not any(text_of(grid, row, 0) for row in range(1, len(grid.rows))):
        return None
    day = read_date(head.get("date", "")[:10])
    return {
        "id": kind,
        "file": path.name,
        "sheet": grid.sheet,
        "layout": LAYOUTS[kind],
        "title": grid.sheet,
        "publisher": head.get("publisher") or say("sources.no_date"),
        "date": day if day is not None and kind == "districts" else "not_stated",
        "population_concept": _concept(head.get("population_concept", "")) if kind == "districts" else "documents",
        "licence": head.get("licence") or say("sources.no_date"),
    }


def _concept(text: str) -> str:
    """Return the key of a population concept that is named by its key or in either language."""
    words: dict[str, str] = {
        fold(word): key for key in get_args(PopulationConcept) for word in (key, *in_all_languages(f"concept.{key}"))
    }
    return words.get(fold(text), text or "not_stated")


def _criteria(grid: Grid, file: str) -> dict[str, object]:
    places = _columns(grid, "weights")
    criteria: dict[str, dict[str, object]] = {}
    for row in range(1, len(grid.rows)):
        cells = {column: text_of(grid, row, place) for column, place in places.items()}
        if not cells["indicator"]:
            continue
        label = cells["criterion"]
        numbers = {key: _number(grid, row, places[key], cells[key], file) for key in _NUMBERS}
        criterion = criteria.setdefault(
            _key(label), {"label": label, "weight": numbers["criterion_weight"], "indicator": []}
        )
        indicators = criterion["indicator"]
        if isinstance(indicators, list):
            indicators.append(_choice(cells, numbers))
    return dict(criteria)


_NUMBERS = ("criterion_weight", "weight", "goalpost_low", "goalpost_high")


def _choice(cells: dict[str, str], numbers: dict[str, float | None]) -> dict[str, object]:
    low, high = numbers["goalpost_low"], numbers["goalpost_high"]
    less = {fold(word) for word in in_all_languages("workbook.direction.less")}
    choice: dict[str, object] = {
        "key": cells["indicator"],
        "direction": "less" if fold(cells["direction"]) in less else "more",
        "weight": 1.0 if numbers["weight"] is None else numbers["weight"],
        "why": cells["why"],
    }
    return choice if low is None or high is None else {**choice, "goalposts": (low, high)}


def _number(grid: Grid, row: int, column: int, text: str, file: str) -> float | None:
    if not text:
        return None
    try:
        value = float(text.replace(",", "."))
    except ValueError as error:
        place = f"{grid.where()}, {grid.address(row, column)}"
        raise StudyError(say("workbook.no_number", place=place, found=text)) from error
    if math.isnan(value):
        raise StudyError(say("workbook.no_number", place=file, found=text))
    return value


def _key(label: str) -> str:
    """Return the key of a criterion: that of the three known ones, else its name folded."""
    known = {fold(word): key for key in _KNOWN for word in in_all_languages(f"workbook.criterion.{key}")}
    return known.get(fold(label), fold(label).replace(" ", "_"))


_KNOWN = ("population", "infrastructure", "sustainability")


def _presets(criteria: Collection[str]) -> dict[str, object]:
    """Return the two readings, where the criteria that they turn are there."""
    turned = ("infrastructure", "sustainability")
    if not set(turned) <= set(criteria):
        return {}
    labels = {name: say(f"written.preset_{name}") for name in ("ressourcen", "luecken")}
    return {"ressourcen": {"label": labels["ressourcen"]}, "luecken": {"label": labels["luecken"], "reverse": turned}}
