"""``load(study)``: every table of a study, read and joined by district."""

from __future__ import annotations

import datetime as dt
import functools

import pandas as pd

from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.observations import Observations, concat, from_rows
from districtanalysis.domain.study import Study
from districtanalysis.language import say
from districtanalysis.sources.area_join import join_areas
from districtanalysis.sources.area_versions import in_one_version
from districtanalysis.sources.opening import read_grid
from districtanalysis.sources.source_table import Read, each_file, read_source

__all__ = ["load", "read_grid"]


def load(study: Study) -> DistrictData:
    """Return districts, figures and sources of ``study``; every figure knows its cell.

    Names of districts are matched to the candidates of the study, or to the names of its first
    table; how each was matched stands in ``matchings``. Where a table holds several levels of areas,
    the lowest one (or the one that the source names) holds the districts, the others stand in
    ``areas`` and ``above``. Remarks from reading stand in ``findings``. Raises ``SourceError`` for a
    file that cannot be read and for tables of differently drawn areas without a crosswalk,
    ``LayoutError`` for a table that does not stand as described.
    """
    sources = [each for source in study.source for each in each_file(source, study.folder)]
    reads = in_one_version([read_source(source, study.folder) for source in sources], study.folder)
    return data_of(reads, candidates=study.study.candidates, aliases=study.study.aliases)


def data_of(
    reads: list[Read], *, candidates: tuple[str, ...] = (), aliases: dict[str, str] | None = None
) -> DistrictData:
    """Return the data of tables that were read, their districts joined."""
    joined = join_areas(reads, candidates, aliases or {})
    parts = [joined.parted(read) for read in reads]
    return DistrictData(
        districts=joined.districts,
        observations=_all([part.figures for part in parts]),
        sources=tuple(read.record for read in reads),
        headings=_headings(reads),
        matchings=joined.matchings,
        findings=tuple(finding for read in reads for finding in _findings(read)),
        names=joined.names,
        totals=_all([read.table.totals for read in reads]),
        areas=joined.areas,
        above=_all([part.above for part in parts]),
    )


def _all(parts: list[Observations]) -> Observations:
    filled = [part for part in parts if len(part)]
    if not filled:
        return from_rows([])
    return filled[0] if len(filled) == 1 else concat(filled)


def _headings(reads: list[Read]) -> pd.DataFrame:
    rows = [
        (read.source.id, read.cells.sheet, heading.cell, heading.text, heading.variable)
        for read in reads
        for heading in read.table.headings
    ]
    names = ("source", "sheet", "cell", "heading", "variable")
    columns = zip(*rows, strict=True) if rows else [()] * len(names)
    return pd.DataFrame({name: list(column) for name, column in zip(names, columns, strict=True)})


def _findings(read: Read) -> list[Finding]:
    """Return what only reading can notice: rows that stand twice, formulas without a result, dates."""
    at = functools.partial(Finding, file=read.record.file, sheet=read.cells.sheet)
    found = [at("duplicate_district", "error", cell=cell, district=name) for name, cell in read.table.twice]
    found += [at("formula_without_result", "error", cell=cell) for cell in read.cells.uncached]
    frame = read.table.figures.frame.iloc[read.table.ambiguous] if read.table.ambiguous else pd.DataFrame()
    found += [
        at(
            "figure_ambiguous",
            "warning",
            cell=cell_name(int(row["row"]), int(row["column"])),
            district=str(row["district_id"]),
            variable=str(row["variable"]),
            details={"text": row["text"], "what": Phrase(say, (f"variable.{row['variable']}",)), "value": row["value"]},
        )
        for _, row in frame.iterrows()
    ]
    stated, printed = read.source.date, read.table.date
    if printed is not None and isinstance(stated, dt.date) and printed != stated:
        found.append(at("date_differs", "warning", details={"stated": stated, "printed": printed}))
    return found
