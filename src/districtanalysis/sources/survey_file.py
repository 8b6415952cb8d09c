"""Answers of a survey, one row per respondent, and printed results: cells as they stand, nothing is judged here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.form import FormTable
from districtanalysis.domain.survey import ANSWERS, DESCRIPTION, AnswerSheet
from districtanalysis.domain.variables import fold
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.form_file import EMPTY
from districtanalysis.sources.forms_file import read_forms
from districtanalysis.sources.grid import Cell, Grid
from districtanalysis.sources.header import listed, text_of
from districtanalysis.sources.numerals import read_numeral
from districtanalysis.sources.opening import DELIMITED, WORKBOOKS, found, read_grid

_HEADINGS_WITHIN = 10


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """One printed result: its answer, the number, its decimals, and where it stood.

    The number is NaN where none can be read; ``lost`` says that the cell is blank or has a sign for "not available".
    """

    answer: str
    value: float
    decimals: int
    text: str
    cell: str
    lost: bool


def read_plan(path: Path) -> dict[str, FormTable]:
    """Return the sheets that describe a survey, by their keys.

    Raises ``SourceError`` for a file that cannot be read or holds answers alone, ``StudyError`` for unknown keys.
    """
    if path.suffix.lower() in DELIMITED:
        found(path)
        raise SourceError(say("survey.description_needed", file=path.name))
    first, questions, *others = DESCRIPTION
    # the sheet of the questions is the one without which nothing can be said
    tables = read_forms(path, (questions, first, *others))
    return {form.key: tables[form.key] for form in DESCRIPTION}


def holds_answers(path: Path) -> bool:
    """Return whether a workbook has a sheet of answers beside its description."""
    return path.suffix.lower() in WORKBOOKS and _sheet_of(path, "") is not None


def read_answers(path: Path, wanted: Sequence[str], sheet: str = "") -> AnswerSheet:
    """Return the answers below the row of headings that has most of ``wanted``.

    Rows without any entry are passed over. A heading that is missing is simply not there. Raises ``SourceError`` for a
    file that cannot be read.
    """
    grid = _grid(path, sheet)
    names = {fold(heading): heading for heading in wanted}
    top, places = _headings(grid, names)
    body = grid.rows[top + 1 :]
    kept = [place for place, row in enumerate(body) if any(cell is not None for cell in row)]
    texts, numbers = {}, {}
    for heading, place in places.items():
        cells: list[Cell] = [body[row][place] for row in kept]
        texts[heading] = _texts(cells)
        numbers[heading] = _numbers(texts[heading])
    rows = np.array([grid.position(top + 1 + row, 0)[0] for row in kept], dtype=np.int64)
    columns = {heading: grid.position(0, place)[1] for heading, place in places.items()}
    return AnswerSheet(grid.file, grid.sheet, texts, numbers, rows, columns)


def read_printed_results(path: Path, answers: str, values: str, sheet: str = "") -> tuple[PrintedRow, ...]:
    """Return the printed results below the headings ``answers`` and ``values``.

    Raises ``SourceError`` for a file that cannot be read or lacks one of the headings.
    """
    grid = read_grid(path, sheet=sheet or None)
    top, places = _headings(grid, {fold(answers): answers, fold(values): values})
    missing = [heading for heading in (answers, values) if heading not in places]
    if missing:
        there = listed([text_of(grid, top, place) for place in range(grid.width)])
        raise SourceError(say("form.no_column", place=grid.where(), missing=listed(missing), found=there))
    rows = []
    for row in range(top + 1, grid.height):
        answer, text = text_of(grid, row, places[answers]), text_of(grid, row, places[values])
        if answer:
            numeral = read_numeral(text)
            known = None if numeral is None or numeral.ambiguous else numeral
            value, decimals = (known.value, known.decimals) if known is not None else (float("nan"), 0)
            decimals = max(grid.printed_decimals(row, places[values]), decimals)
            cell = grid.address(row, places[values])
            rows.append(PrintedRow(answer, value, decimals, text, cell, text in EMPTY))
    return tuple(rows)


def _grid(path: Path, sheet: str) -> Grid:
    if found(path) not in WORKBOOKS:
        return read_grid(path)
    from districtanalysis.sources.workbook import read_workbook, sheets

    name = _sheet_of(path, sheet)
    names = sheets(path)
    if name is None and len(names) == 1:
        name = names[0]
    if name is None:
        raise SourceError(say("form.no_sheet", file=path.name, sheet=sheet or ANSWERS.label(), found=join(names)))
    return read_workbook(path, name)


def _sheet_of(path: Path, sheet: str) -> str | None:
    from districtanalysis.sources.workbook import sheets

    wanted = {fold(sheet)} if sheet else {fold(label) for label in ANSWERS.labels()}
    return next((name for name in sheets(path) if fold(name) in wanted), None)


def _headings(grid: Grid, names: dict[str, str]) -> tuple[int, dict[str, int]]:
    best: tuple[int, dict[str, int]] = (0, {})
    for row in range(min(_HEADINGS_WITHIN, grid.height)):
        places: dict[str, int] = {}
        for place in range(grid.width):
            heading = names.get(fold(text_of(grid, row, place)))
            if heading is not None:
                places.setdefault(heading, place)
        if len(places) > len(best[1]):
            best = (row, places)
    return best


def _texts(cells: list[Cell]) -> NDArray[np.object_]:
    """Return the cells as texts, whole numbers without a decimal part."""
    found_ = np.empty(len(cells), dtype=object)
    for place, cell in enumerate(cells):
        if cell is None:
            found_[place] = ""
        elif isinstance(cell, float) and cell.is_integer():
            found_[place] = str(int(cell))
        elif isinstance(cell, float):
            found_[place] = str(cell).replace(".", ",")  # a point before three digits could be one of thousands
        else:
            found_[place] = str(cell).strip()
    return found_


def _numbers(texts: NDArray[np.object_]) -> NDArray[np.float64]:
    """Return the texts as numbers, each different one read once."""
    codes, different = pd.factorize(texts)
    read = np.full(len(different), np.nan)
    for place, text in enumerate(different):
        numeral = read_numeral(text)
        if numeral is not None and not numeral.ambiguous:
            read[place] = numeral.value
    numbers: NDArray[np.float64] = read[codes] if len(codes) else np.empty(0)
    return numbers
