"""Tables of differently drawn areas: brought to one delimitation by a crosswalk, refused without one."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from districtanalysis.domain.area_sums import Crosswalk, crosswalked
from districtanalysis.domain.variables import fold
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say
from districtanalysis.sources.area_keys import Area
from districtanalysis.sources.delimited import read_delimited
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.header import text_of
from districtanalysis.sources.notation import Figure, read_figure
from districtanalysis.sources.opening import normal
from districtanalysis.sources.source_table import Read

_FROM = {"von", "from", "alt", "old"}
_TO = {"nach", "to", "neu", "new"}
_WEIGHT = {"gewicht", "weight", "anteil", "share"}


def in_one_version(reads: list[Read], folder: Path) -> list[Read]:
    """Return the tables with the areas of one version.

    A source with a crosswalk is brought to the areas of the others. Raises ``SourceError`` where
    sources follow different versions and one of them names no crosswalk: such figures cannot be
    compared area by area.
    """
    brought = [_brought(read, folder) if read.source.crosswalk else read for read in reads]
    versions: dict[str, str] = {}
    for read in brought:
        if read.record.area_version and not read.source.crosswalk:
            versions.setdefault(read.record.area_version, read.record.file)
    if len(versions) > 1:
        named = join(f"{version} ({file})" for version, file in versions.items())
        raise SourceError(say("layout.area_break", versions=named))
    return brought


def read_crosswalk(path: Path) -> Crosswalk:
    """Return a crosswalk from a text table with the columns from, to and weight (von, nach, gewicht).

    Raises ``SourceError`` for a missing column or a weight that is no number, ``SelectionError``
    for weights of an area that do not add up to one.
    """
    grid = read_delimited(path)
    headings = [fold(text_of(grid, 0, column)) for column in range(grid.width)]
    places = [next((i for i, text in enumerate(headings) if text in names), None) for names in (_FROM, _TO, _WEIGHT)]
    if None in places:
        raise SourceError(say("layout.crosswalk_columns", file=path.name, found=join(headings)))
    start, to, weight = (int(place or 0) for place in places)
    links = []
    for row in range(1, grid.height):
        figure = _weight(grid, row, weight)
        if figure.status == "unreadable" or figure.value != figure.value:
            raise SourceError(say("layout.crosswalk_weight", place=grid.where(row, weight), found=figure.text))
        links.append((text_of(grid, row, start), text_of(grid, row, to), figure.value))
    return Crosswalk.of(links, name=path.name)


def _weight(grid: Grid, row: int, column: int) -> Figure:
    """Return a weight; programs write very small ones as powers of ten, whatever the decimal sign of the table."""
    text = text_of(grid, row, column)
    sign = "." if re.fullmatch(r"\d+([.,]\d+)?[eE]-\d+", text) else grid.decimal_sign(column)
    return read_figure(text.replace(",", ".") if sign == "." else text, decimal=sign)


def _brought(read: Read, folder: Path) -> Read:
    crosswalk = read_crosswalk(normal(folder, str(read.source.crosswalk)))
    table = read.table
    figures = table.figures.and_those(crosswalked(table.figures, crosswalk))
    cells = next(iter(table.names.values()), "")
    areas = [Area(name, name, "", "", name, -1) for name in crosswalk.targets]
    remark = say("layout.crosswalk_used", file=crosswalk.name, old=len(table.areas), new=len(areas))
    moved = replace(
        table, figures=figures, areas=areas, names=dict.fromkeys(crosswalk.targets, cells), groups={}, ambiguous=[]
    )
    record = replace(read.record, notes=(*read.record.notes, remark), area_version="")
    return replace(read, table=moved, record=record)
