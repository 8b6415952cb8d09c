"""``hotspots``: where high and low values of an indicator lie beside each other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.domain.count_table import BoundaryFile
from districtanalysis.domain.hotspots import Hotspots
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say
from districtanalysis.methods.autocorrelation import geary, moran
from districtanalysis.methods.local_autocorrelation import LocalMoran, local_g, local_moran
from districtanalysis.methods.neighbours import Neighbours, contiguity
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.types import inputs
from districtanalysis.report.hotspots_page import hotspots_page
from districtanalysis.sources.boundaries import Polygons, read_boundaries
from districtanalysis.sources.boundary_join import fitted

PERMUTATIONS = 999
_KINDS = {1: "high_high", 2: "low_high", 3: "low_low", 4: "high_low"}


def run(
    study: Path | None,
    indicator: str,
    *,
    boundaries: Path | None = None,
    key: str | None = None,
    permutations: int | None = None,
    seed: int | None = None,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the spatial structure of ``indicator``, the result behind it.

    Boundaries come from ``[types.boundaries]`` of the study, or from ``boundaries`` with the column ``key``.
    Raises ``StudyError`` where neither is given or the indicator is not there, and what reading raises.
    """
    given = inputs(study, may_fall_back=may_fall_back, types_needed=False)
    if indicator not in given.table.frame.columns:
        raise StudyError(unknown_name("indicator", indicator, [str(name) for name in given.table.frame.columns]))
    folder = given.study.folder
    wanted = given.options.boundaries
    if boundaries is not None:
        if key is None:
            raise StudyError(say("spatial.key_needed", file=boundaries))
        wanted, folder = BoundaryFile(file=boundaries.name, key=key), boundaries.parent
    if wanted is None:
        raise StudyError(say("spatial.boundaries_needed"))
    polygons = fitted(read_boundaries(wanted, folder), {str(key): str(name) for key, name in given.table.names.items()})
    rook = wanted.contiguity == "rook"
    result = find(
        given.table, indicator, polygons, rook=rook, permutations=permutations or PERMUTATIONS, seed=seed or 0
    )
    page = hotspots_page(result, given.sources, subtitle=given.study.title)
    return Outcome(page, given.messages, given.findings, 0, result)


def find(
    table: IndicatorTable,
    indicator: str,
    polygons: Polygons,
    *,
    rook: bool = False,
    permutations: int = PERMUTATIONS,
    seed: int = 0,
) -> Hotspots:
    """Return global and local structure of ``indicator`` over the districts that have a value and a polygon."""
    neighbours = contiguity(list(polygons.shapes), rook=rook)
    column = table.frame[indicator].reindex(list(polygons.ids))
    keep = np.flatnonzero(column.notna().to_numpy())
    part, values = neighbours.subset(keep), column.to_numpy()[keep]
    weighted = part.row_standardised()
    local = local_moran(values, part, permutations=permutations, seed=seed)
    statistics = (
        moran(values, weighted, permutations=permutations, seed=seed),
        geary(values, weighted, permutations=permutations, seed=seed),
    )
    overall = pd.DataFrame(
        {s.name: {"value": s.value, "expected": s.expected, "p": s.p_permuted} for s in statistics}
    ).T
    districts = pd.DataFrame(
        {
            "name": table.names.reindex(column.index[keep]).to_numpy(),
            "value": values,
            "neighbours": np.where(part.counts > 0, weighted.lag(values), np.nan),
            "local": local.values,
            "p": local.p,
            "score": local_g(values, part, star=True),
            "kind": _kinds(local, part),
        },
        index=column.index[keep],
    )
    recipe = {
        "permutations": permutations,
        "seed": seed,
        "contiguity": "rook" if rook else "queen",
        "level": local.level,
    }
    notes = (*polygons.notes, *_notes(districts, table, polygons, part))
    return Hotspots(indicator, table.label(indicator), overall, districts, notes, recipe)


def _kinds(local: LocalMoran, neighbours: Neighbours) -> list[str]:
    lonely = neighbours.counts == 0
    return [
        "island" if alone else _KINDS[int(quadrant)] if clear else "none"
        for quadrant, clear, alone in zip(local.quadrant, local.significant, lonely, strict=True)
    ]


def _notes(
    districts: pd.DataFrame, table: IndicatorTable, polygons: Polygons, neighbours: Neighbours
) -> tuple[str, ...]:
    notes = []
    if len(neighbours.islands):
        names = join(str(districts["name"].iloc[i]) for i in neighbours.islands[:10])
        notes.append(say("spatial.islands", names=names))
    lacking = [str(table.names[name]) for name in table.frame.index if str(name) not in set(polygons.ids)]
    if lacking:
        notes.append(say("spatial.no_polygon", count=len(lacking), names=join(lacking[:10])))
    return tuple(notes)
