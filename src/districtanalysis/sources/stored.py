"""What was read from the tables of a study as files of its own, and back: the same figures, notes and findings."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from districtanalysis import language
from districtanalysis.domain.data import DistrictData, Matching, SourceRecord
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.observations import CATEGORIES, COLUMNS, Observations, coded

RECORD = "record.json"
_FIGURES = ("observations", "above", "totals")
_TABLES = ("districts", "areas", "names", "headings")
_NAMES = b"districtanalysis.names"
_WORDING = {make.__name__: make for make in (language.say, language.number, language.date, language.join)}


def to_files(data: DistrictData) -> dict[str, bytes]:
    """Return the content of the files that hold ``data``, by their names.

    Figures and tables are Parquet files that other programs read too; sources, matchings and
    findings stand in ``record.json``. Equal data give equal bytes.
    """
    files: dict[str, bytes] = {}
    for name in _FIGURES:
        figures: Observations = getattr(data, name)
        files[f"{_file(name)}.parquet"] = _figures(figures)
        if len(figures.lineage):
            files[f"{_file(name)}_lineage.parquet"] = _table(figures.lineage)
    for name in _TABLES:
        files[f"{name}.parquet"] = _table(getattr(data, name))
    record = {
        "sources": [asdict(source) for source in data.sources],
        "matchings": [asdict(matching) for matching in data.matchings],
        "findings": [{**asdict(each), "details": _plain(each.details)} for each in data.findings],
    }
    files[RECORD] = (json.dumps(record, ensure_ascii=False, indent=1) + "\n").encode()
    return files


def from_files(files: Mapping[str, bytes]) -> DistrictData:
    """Return the data that ``to_files`` put into ``files``.

    Raises ``KeyError``, ``ValueError`` or an error of the Parquet reader for files that are no such ones.

    >>> from districtanalysis.domain.observations import from_rows
    >>> kept = DistrictData(pd.DataFrame(), from_rows([{"district_id": "01", "variable": "residents", "value": 7}]))
    >>> from_files(to_files(kept)).observations.frame["value"].tolist()
    [7.0]
    """
    record = json.loads(files[RECORD])
    parts = {name: _read_figures(files, name) for name in _FIGURES}
    tables = {name: _read_table(files[f"{name}.parquet"]) for name in _TABLES}
    return DistrictData(
        sources=tuple(SourceRecord(**{**each, "notes": tuple(each["notes"])}) for each in record["sources"]),
        matchings=tuple(Matching(**each) for each in record["matchings"]),
        findings=tuple(Finding(**{**each, "details": _whole(each["details"])}) for each in record["findings"]),
        **parts,
        **tables,
    )


def _file(name: str) -> str:
    return "figures" if name == "observations" else name


def _figures(figures: Observations) -> bytes:
    """Return figures as Parquet: texts as texts for other programs, the order of their names beside them."""
    import pyarrow as pa

    columns, names = {}, {}
    for name in COLUMNS:
        column = figures.frame[name]
        if name in CATEGORIES:
            names[name] = column.cat.categories.tolist()
            codes = column.cat.codes.to_numpy()
            indices = pa.array(codes.astype(np.int32), mask=codes < 0)
            columns[name] = pa.DictionaryArray.from_arrays(indices, pa.array(names[name], type=pa.string()))
        else:
            columns[name] = pa.array(column.to_numpy(), from_pandas=False)
    table = pa.table(columns).replace_schema_metadata({_NAMES: json.dumps(names, ensure_ascii=False)})
    return _parquet(table, coded_columns=list(CATEGORIES))


def _table(frame: pd.DataFrame) -> bytes:
    import pyarrow as pa

    return _parquet(pa.Table.from_pandas(frame))


def _parquet(table: Any, *, coded_columns: Sequence[str] | bool = True) -> bytes:
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(table, buffer, compression="zstd", use_dictionary=coded_columns)
    return buffer.getvalue()


def _read_table(content: bytes) -> pd.DataFrame:
    import pyarrow as pa
    import pyarrow.parquet as pq

    return pq.ParquetFile(pa.BufferReader(content)).read(use_threads=False).to_pandas()


def _read_figures(files: Mapping[str, bytes], name: str) -> Observations:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(pa.BufferReader(files[f"{_file(name)}.parquet"]), read_dictionary=list(CATEGORIES))
    table = file.read(use_threads=False)  # starting threads takes longer than they save
    names = json.loads(table.schema.metadata[_NAMES])
    table = table.unify_dictionaries().combine_chunks()
    columns: dict[str, object] = {}
    for column in COLUMNS:
        chunked = table.column(column)
        columns[column] = _texts(chunked, names[column]) if column in CATEGORIES else chunked.to_numpy()
    lineage = files.get(f"{_file(name)}_lineage.parquet")
    frame = pd.DataFrame(columns, copy=False)
    return Observations(frame) if lineage is None else Observations(frame, _read_table(lineage))


def _texts(column: Any, names: list[str]) -> pd.Categorical:
    """Return a column of texts with all its names in their order, also those that no row has."""
    if not len(column):
        return coded(np.zeros(0, dtype=np.int8), names)
    chunk = column.chunk(0)
    codes = chunk.indices.fill_null(-1).to_numpy(zero_copy_only=False)
    found = chunk.dictionary.to_pylist()
    if found != names[: len(found)]:
        place = {text: code for code, text in enumerate(names)}
        codes = np.array([*(place[text] for text in found), -1], dtype=np.int32)[codes]
    return coded(codes, names)


def _plain(value: object) -> object:
    """Return a detail of a finding as JSON; what is more than text and number says what it is."""
    if isinstance(value, Phrase):
        return {"phrase": value.make.__name__, "parts": [_plain(part) for part in value.parts]}
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(part) for part in value]
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    return value.item() if isinstance(value, np.generic) else value


def _whole(value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_whole(part) for part in value)
    if not isinstance(value, dict):
        return value
    if value.keys() == {"phrase", "parts"}:
        return Phrase(_WORDING[value["phrase"]], _whole(value["parts"]))
    if value.keys() == {"date"} and isinstance(value["date"], str):
        return dt.date.fromisoformat(value["date"])
    return {key: _whole(part) for key, part in value.items()}
