"""The proof of a recognition: the layout is written, read again and used; what comes of it is the preview."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from districtanalysis.domain.inspection import Preview
from districtanalysis.domain.parsing import parse
from districtanalysis.domain.study import Source
from districtanalysis.errors import DistrictAnalysisError
from districtanalysis.language import number
from districtanalysis.sources.cells import Cells
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.table import ReadTable, read_table

_AREAS, _COLUMNS, _CELLS = 4, 4, 5


def try_layout(
    cells: Cells, content: Mapping[str, object], source: Source, labels: Sequence[int]
) -> tuple[Layout | None, Preview | None, str]:
    """Return the layout and what it reads, or None twice and the reason why it reads nothing.

    ``labels`` are the columns that name a row in the preview.
    """
    try:
        layout = parse(Layout, content, source.file)
        table = read_table(cells, layout, source)
    except DistrictAnalysisError as error:
        return None, None, str(error)
    return layout, preview_of(cells, layout, table, labels), ""


def preview_of(cells: Cells, layout: Layout, table: ReadTable, labels: Sequence[int]) -> Preview:
    """Return the first areas with their first columns of figures, each as its cell is printed."""
    frame = table.figures.frame
    status = frame["status"].astype("str")
    unreadable = frame[status == "unreadable"]
    shown = frame[frame["row"] > 0]
    columns = sorted(set(shown["column"].tolist()))[:_COLUMNS]
    lines = list(dict.fromkeys(shown["row"].tolist()))[:_AREAS]
    places = list(zip(shown["row"].tolist(), shown["column"].tolist(), strict=True))
    read = zip(
        shown["value"].tolist(), shown["decimals"].tolist(), shown["text"].astype("object").tolist(), strict=True
    )
    printed = {place: _printed(*cell) for place, cell in zip(places, read, strict=True) if place[0] in lines}
    areas = dict(zip(shown["row"].tolist(), shown["district_id"].astype("str").tolist(), strict=True))
    letters = {column: cells.address(0, column - cells.first_column).rstrip("0123456789") for column in columns}
    rows = []
    for line in lines:
        label = " ".join(cells.text(line - cells.first_row, column) for column in labels)
        rows.append((" ".join(label.split()) or areas[line], *(printed.get((line, column), "") for column in columns)))
    faulty = zip(unreadable["row"].tolist(), unreadable["column"].tolist(), strict=True)
    return Preview(
        letters=tuple(letters[column] for column in columns),
        rows=tuple(rows),
        areas=0 if layout.area is not None else frame["district_id"].nunique(),
        figures=len(frame),
        without_value=int(np.isnan(frame["value"].to_numpy(dtype=np.float64)).sum()) - len(unreadable),
        unreadable=tuple(
            cells.address(row - cells.first_row, column - cells.first_column) for row, column in list(faulty)[:_CELLS]
        ),
        checks=len(table.totals.frame),
    )


def _printed(value: float, decimals: int, text: object) -> str:
    """Return a figure as readers write it, a sign as it is printed."""
    if np.isnan(value):
        return " ".join(text.split()) if isinstance(text, str) else "–"
    return number(value, decimals if decimals >= 0 else None)
