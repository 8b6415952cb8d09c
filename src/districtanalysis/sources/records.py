"""Tables of programs: Parquet files and JSON records, with their column names as the first row."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.container import read_bytes
from districtanalysis.sources.grid import Cell, Grid, pad

MAX_CELLS = 20_000_000


def read_records(path: Path) -> Grid:
    """Return a Parquet file or a JSON list of records; row 1 holds the names of the columns.

    Numbers of JSON keep the decimals that are written; those of Parquet are unknown, and the notes
    say so. Raises ``SourceError`` for a damaged file and for JSON that is no list of flat records.
    """
    return _parquet(path) if path.suffix.lower() == ".parquet" else _json(path)


def _parquet(path: Path) -> Grid:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        if file.metadata.num_rows * file.metadata.num_columns > MAX_CELLS:
            raise SourceError(say("source.too_many_cells", file=path.name, end="", limit=MAX_CELLS))
        table = file.read()
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError(say("source.damaged", file=path.name)) from error
    columns = [_plain(column.to_pylist()) for column in table.columns]
    rows = pad([tuple(table.column_names), *zip(*columns, strict=True)])
    return Grid(path.name, "", rows, notes=(say("source.decimals_unknown", kind=".parquet"),))


def _plain(cells: Sequence[object]) -> list[Cell]:
    """Return cells of the kinds that a sheet holds; a missing number is a blank cell."""
    known = (str, int, float, bool)
    found: list[Cell] = [cell if isinstance(cell, known) else None if cell is None else str(cell) for cell in cells]
    return [None if isinstance(cell, float) and np.isnan(cell) else cell for cell in found]


def _json(path: Path) -> Grid:
    try:
        content = json.loads(read_bytes(path).decode("utf-8-sig"), parse_float=_Written)
    except (ValueError, RecursionError) as error:
        raise SourceError(say("source.not_json", file=path.name, reason=error)) from error
    records = _records(content)
    if not records:
        raise SourceError(say("source.no_records", file=path.name))
    names = list(dict.fromkeys(str(name) for record in records for name in record))
    rows = pad([tuple(names), *(tuple(_cell(record.get(name), path) for name in names) for record in records)])
    return Grid(path.name, "", rows, decimal_signs=(".",) * len(names))


class _Written(str):
    """A number with decimals as it is written."""

    __slots__ = ()


def _records(content: object) -> list[Mapping[str, object]]:
    """Return the records of a list, or of the first list in an object."""
    if isinstance(content, Mapping):
        content = next((value for value in content.values() if isinstance(value, list)), None)
    if not isinstance(content, list):
        return []
    return [record for record in content if isinstance(record, Mapping)] if content else []


def _cell(value: object, path: Path) -> Cell:
    if value is None or isinstance(value, str | int | float):
        return str(value) if isinstance(value, _Written) else value
    raise SourceError(say("source.not_flat", file=path.name, found=type(value).__name__))
