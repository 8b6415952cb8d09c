"""What a study's sources hold: districts, figures, and a record of each source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import pandas as pd

from districtanalysis.domain.area_sums import roll_up
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.errors import SelectionError
from districtanalysis.language import join, say

AREA_COLUMNS = ("name", "level", "parent", "group")
NAME_COLUMNS = ("source", "file", "sheet", "cell", "printed", "district", "list")


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """Where figures come from, as the study states it; ``notes`` says what reading recognised."""

    id: str
    file: str
    title: str = ""
    publisher: str = ""
    date: str = ""
    population_concept: str = "not_stated"
    licence: str = ""
    digest: str = ""
    notes: tuple[str, ...] = ()
    area_version: str = ""


@dataclass(frozen=True, slots=True)
class Matching:
    """How a printed name was taken for a district: ``evidence`` is alias, spelling or letters."""

    printed: str
    district: str
    evidence: str
    source: str
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class DistrictData:
    """Districts, figures and sources of one study.

    ``districts`` is indexed by ``district_id`` with ``name``, ``level`` and ``group``; ``totals`` holds
    the figures of printed total rows, under the name printed there, for checks only. ``names`` has one row per printed name and table:
    where it stands, the district it was taken for, and whether the table is a list. ``areas`` holds
    the areas of all levels (``name``, ``level``, ``parent``, ``group``), ``above`` the figures of
    those that are no districts of the study: of the city, of its regions.
    """

    districts: pd.DataFrame
    observations: Observations
    sources: tuple[SourceRecord, ...] = ()
    headings: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=["source", "sheet", "cell", "heading"]))
    matchings: tuple[Matching, ...] = ()
    findings: tuple[Finding, ...] = ()
    totals: Observations = field(default_factory=lambda: from_rows([]))
    names: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(NAME_COLUMNS)))
    areas: pd.DataFrame = field(default_factory=lambda: pd.DataFrame(columns=list(AREA_COLUMNS)))
    above: Observations = field(default_factory=lambda: from_rows([]))

    def source(self, source_id: str) -> SourceRecord:
        """Return the record of one source; raises ``KeyError`` for an unknown id."""
        found = next((record for record in self.sources if record.id == source_id), None)
        if found is None:
            raise KeyError(source_id)
        return found

    def with_observations(self, observations: Observations) -> DistrictData:
        """Return the same data with other figures."""
        return replace(self, observations=observations)

    def wide(self, variable: str, *, by: str | None = None) -> pd.DataFrame:
        """Return the values of ``variable``, one row per district.

        One column, or one per value of ``by`` (``age``, ``sex``, ``origin``, ``kind`` or ``date``).
        Raises ``SelectionError`` where the data hold no such variable.
        """
        rows = self.observations.of(variable)
        rows = rows[rows["district_id"].isin(self.districts.index)]
        if rows.empty:
            known = sorted(self.observations.frame["variable"].dropna().unique())
            raise SelectionError(say("selection.no_variable", variable=variable, known=join(known)))
        if by is None:
            return rows.pivot_table(index="district_id", values="value", aggfunc="first", observed=True).rename(
                columns={"value": variable}
            )
        key = rows[["age_from", "age_to"]].apply(tuple, axis=1) if by == "age" else rows[by]
        return rows.assign(_by=key).pivot_table(index="district_id", columns="_by", values="value", observed=True)

    def rolled_up(self) -> Observations:
        """Return the counts of the areas above the districts, added up from their parts; shares are never added.

        Each sum keeps its parts as lineage. Areas whose parent is not known take no part.
        """
        parents = self.areas["parent"] if "parent" in self.areas else pd.Series(dtype="str")
        return roll_up(self.observations, {str(area): str(parent) for area, parent in parents.items()})

    def where(self, district: str, variable: str) -> pd.DataFrame:
        """Return the cells that hold ``variable`` of ``district``: source, sheet, cell, value, text, status."""
        rows = self.observations.of(variable)
        rows = rows[rows["district_id"] == district]
        cells = [cell_name(int(r), int(c)) for r, c in zip(rows["row"], rows["column"], strict=True)]
        return rows[["source", "sheet", "value", "text", "status", "qualifier"]].assign(cell=cells)

    def to_frame(self) -> pd.DataFrame:
        """Return the figures in long form, one row per printed figure."""
        return self.observations.frame.copy()

    def _repr_html_(self) -> str:
        return str(self.to_frame().drop(columns=["figure_id"]).to_html(max_rows=20, na_rep="", index=False))


def cell_name(row: int, column: int) -> str:
    """Return the spreadsheet name of a cell, 1-based; "" where the place is unknown.

    >>> cell_name(8, 5), cell_name(1, 28), cell_name(-1, -1)
    ('E8', 'AB1', '')
    """
    if row < 1 or column < 1:
        return ""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row}"
