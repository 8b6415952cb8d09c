"""``load(study)``: every table of a study, read and joined by district."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from districtanalysis.domain.data import NAME_COLUMNS, DistrictData, Matching, SourceRecord, cell_name
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.study import Source, Study
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SourceError
from districtanalysis.language import say
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.layout import Layout, load_layout
from districtanalysis.sources.names import Match, match_names
from districtanalysis.sources.recognise import recognise
from districtanalysis.sources.table import ReadTable, Row, read_table

WORKBOOKS = {".xlsx", ".xlsm", ".xls", ".ods"}
DELIMITED = {".csv", ".txt", ".tsv"}
_SHOWN = {"alias", "case", "spelling", "letters"}


@dataclass(frozen=True, slots=True)
class _Read:
    source: Source
    grid: Grid
    table: ReadTable
    record: SourceRecord
    is_list: bool


def load(study: Study) -> DistrictData:
    """Return districts, figures and sources of ``study``; every figure knows its cell.

    Names of districts are matched to the candidates of the study, or to the names of its first
    table; how each was matched stands in ``matchings``. Remarks from reading stand in ``findings``.
    Raises ``SourceError`` for a file that cannot be read, ``LayoutError`` for a table that does not
    stand as described.
    """
    reads = [_read(source, study.folder) for source in study.source]
    matches = _match(study, reads)
    figures = [_placed(row, matches) for read in reads for row in read.table.figures]
    observations = from_rows(figures)
    return DistrictData(
        districts=_districts(reads, matches),
        observations=observations,
        sources=tuple(read.record for read in reads),
        headings=_headings(reads),
        matchings=tuple(_matchings(reads, matches)),
        findings=tuple(finding for read in reads for finding in _findings(read)),
        names=_names(reads, matches),
        totals=from_rows([{**row, "district_id": row["district"]} for read in reads for row in read.table.totals]),
    )


def read_grid(path: Path, source: Source | None = None, *, sheet: str | None = None) -> Grid:
    """Return the cells of one file as printed; the suffix says which reader, ``source`` its options.

    Raises ``SourceError`` for a missing file and for a kind of file that is not read.
    """
    if path.is_dir():
        raise SourceError(say("source.is_folder", file=path))
    if not path.exists():
        near = [other.name for other in sorted(path.parent.glob("*"))] if path.parent.is_dir() else []
        raise SourceError(say("layout.missing_file", file=path.name, folder=path.parent, found=", ".join(near) or "–"))
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        from districtanalysis.sources.workbook import read_workbook

        return read_workbook(path, source.sheet if source else sheet)
    if suffix in DELIMITED:
        from districtanalysis.sources.delimited import read_delimited

        if source is None:
            return read_delimited(path)
        options = {name: getattr(source, name) for name in ("encoding", "delimiter", "decimal", "thousands")}
        return read_delimited(path, **options)
    kinds = ", ".join(sorted(WORKBOOKS | DELIMITED))
    raise SourceError(say("layout.wrong_suffix", file=path.name, suffix=suffix or "–", known=kinds))


def _read(source: Source, folder: Path) -> _Read:
    path = Path(os.path.normpath(folder / source.file))  # also below a folder that is yet to be made
    grid = read_grid(path, source)
    notes = list(grid.notes)
    if source.layout == "auto":
        recognition = recognise(grid)
        layout = recognition.layout
        notes.append(recognition.evidence)
    else:
        layout = load_layout(source.layout, folder)
    layout = _with_signs(layout, source)
    table = read_table(grid, layout, source)
    return _Read(source, grid, table, _record(source, path, table, notes), layout.long is not None)


def _with_signs(layout: Layout, source: Source) -> Layout:
    return layout if source.signs is None else layout.model_copy(update={"signs": source.signs})


def _record(source: Source, path: Path, table: ReadTable, notes: list[str]) -> SourceRecord:
    stated = source.date.isoformat() if isinstance(source.date, dt.date) else ""
    return SourceRecord(
        id=source.id,
        file=path.name,
        title=source.title,
        publisher=source.publisher,
        date=table.date.isoformat() if table.date else stated,
        population_concept=source.population_concept,
        licence=source.licence,
        digest=hashlib.sha256(path.read_bytes()).hexdigest(),
        notes=tuple(notes),
    )


def _match(study: Study, reads: list[_Read]) -> dict[str, Match]:
    aliases = study.study.aliases
    known = list(study.study.candidates)
    matches: dict[str, Match] = {}
    for read in reads:
        names = known or [name for name in read.table.names if name not in aliases] + list(aliases.values())
        matches |= {
            name: match for name, match in match_names(read.table.names, names, aliases).items() if name not in matches
        }
        known = known or list(dict.fromkeys(match.district for match in matches.values()))
    return matches


def _placed(row: Row, matches: dict[str, Match]) -> Row:
    return {**row, "district_id": matches[str(row["district"])].district}


def _districts(reads: list[_Read], matches: dict[str, Match]) -> pd.DataFrame:
    groups: dict[str, str] = {}
    for read in reads:
        for name in read.table.names:
            district = matches[name].district
            groups[district] = groups.get(district) or read.table.groups.get(name, "")
    index = pd.Index(groups, name="district_id", dtype="str")
    return pd.DataFrame({"name": list(groups), "level": "district", "group": list(groups.values())}, index=index)


def _headings(reads: list[_Read]) -> pd.DataFrame:
    rows = [
        {
            "source": read.source.id,
            "sheet": read.grid.sheet,
            "cell": heading.cell,
            "heading": heading.text,
            "variable": heading.variable,
        }
        for read in reads
        for heading in read.table.headings
    ]
    return pd.DataFrame(rows, columns=["source", "sheet", "cell", "heading", "variable"])


def _matchings(reads: list[_Read], matches: dict[str, Match]) -> list[Matching]:
    return [
        Matching(name, matches[name].district, matches[name].evidence, read.source.id, read.grid.sheet, cell)
        for read in reads
        for name, cell in read.table.names.items()
        if matches[name].evidence in _SHOWN
    ]


def _names(reads: list[_Read], matches: dict[str, Match]) -> pd.DataFrame:
    rows = [
        (read.source.id, read.record.file, read.grid.sheet, cell, name, matches[name].district, read.is_list)
        for read in reads
        for name, cell in read.table.names.items()
    ]
    return pd.DataFrame(rows, columns=list(NAME_COLUMNS))


def _findings(read: _Read) -> list[Finding]:
    """Return what only reading can notice: rows that stand twice, formulas without a result, dates."""
    at = functools.partial(Finding, file=read.record.file, sheet=read.grid.sheet)
    found = [at("duplicate_district", "error", cell=cell, district=name) for name, cell in read.table.twice]
    found += [at("formula_without_result", "error", cell=cell) for cell in read.grid.uncached]
    found += [
        at(
            "figure_ambiguous",
            "warning",
            cell=cell_name(int(str(row["row"])), int(str(row["column"]))),
            district=str(row["district"]),
            variable=str(row["variable"]),
            details={"text": row["text"], "what": variables()[str(row["variable"])].label, "value": row["value"]},
        )
        for row in read.table.figures
        if row.get("ambiguous")
    ]
    stated, printed = read.source.date, read.table.date
    if printed is not None and isinstance(stated, dt.date) and printed != stated:
        found.append(at("date_differs", "warning", details={"stated": stated, "printed": printed}))
    return found
