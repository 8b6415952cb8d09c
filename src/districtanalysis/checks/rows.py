"""Rows and columns of a table: zeros that stand for nothing known, rows or columns twice, rows that slipped."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.checks.cube import Cube, Floats, cube_of
from districtanalysis.checks.registry import CHECKS, Bools, at, label_of, limited
from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables

_COLUMNS = 3  # zeros side by side that are no chance any more
_SELDOM = 0.25
_DIFFERENT = 5  # different values from which a row or column is recognised again
_RUN = 5  # rows one after the other that fit their neighbours better
_ENOUGH = 8  # columns of a row that say where it belongs
_NEAR, _FAR = 0.08, 0.16  # on a logarithmic scale


@CHECKS.register("zeros_for_missing")
def zeros_for_missing(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each district whose shares in a table are all zero at once, where zeros are rare otherwise.

    Unit: one finding per district and table, from three columns on. Source: areas that an office
    leaves out often hold 0 where a sign for "not available" belongs.
    """
    cube = cube_of(data)
    for lines in _tables(cube, ("share", "figure")).values():
        zero = cube.values[lines] == 0
        known = ~np.isnan(cube.values[lines])
        empty = (zero | ~known).all(axis=0) & (zero.sum(axis=0) >= max(_COLUMNS, 0.75 * len(lines)))
        others = zero[:, ~empty].sum() / max(known[:, ~empty].sum(), 1)
        if others > _SELDOM:
            continue
        yield from limited(
            partial(_zeros, cube, data, lines, zero, int(district)) for district in np.flatnonzero(empty)
        )


def _zeros(cube: Cube, data: DistrictData, lines: list[int], zero: Bools, district: int) -> Finding:
    used = [line for place, line in enumerate(lines) if zero[place, district]]
    rows = sorted((cube.row(line, district) for line in used), key=lambda row: int(row["column"]))
    words = {"count": len(rows), "last": _cell(rows[-1])}
    return replace(at(data, rows[0], "zeros_for_missing", "warning", **words), variable="")


@CHECKS.register("rows_repeated")
def rows_repeated(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where two districts hold the same figures in every column of a table.

    Unit: one finding per repeated row with at least five different figures. Source: own rule.
    """
    cube = cube_of(data)
    for lines in _tables(cube, ("count", "share", "figure")).values():
        rows = np.ascontiguousarray(cube.values[lines].T)
        yield from limited(
            partial(_repeated, cube, data, lines, first, again) for first, again in _alike(rows) if _varied(rows[first])
        )


def _repeated(cube: Cube, data: DistrictData, lines: list[int], first: int, again: int) -> Finding:
    row = min(
        (cube.row(line, again) for line in lines if cube.places[line, again] >= 0), key=lambda r: int(r["column"])
    )
    count = int(np.count_nonzero(~np.isnan(cube.values[lines, again])))
    return replace(at(data, row, "rows_repeated", "warning", other=cube.districts[first], count=count), variable="")


@CHECKS.register("column_twice")
def column_twice(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where two columns of a table hold the same figures but mean different things.

    Unit: one finding per pair of columns with at least five different figures in twelve districts.
    Source: own rule.
    """
    cube = cube_of(data)
    for lines in _tables(cube, ("count", "share", "figure")).values():
        values = np.ascontiguousarray(cube.values[lines])
        for first, again in _alike(values):
            many = np.count_nonzero(~np.isnan(values[again])) >= 12
            if many and _varied(values[again]) and _different(cube, lines[first], lines[again]):
                yield _twice(cube, data, lines[first], lines[again])


def _different(cube: Cube, one: int, two: int) -> bool:
    """Return whether two lines mean different things; all ages and 0 and over, or a whole with one part, do not."""
    a, b = cube.lines[one], cube.lines[two]
    plain = {a.ages, b.ages} <= {(-1, -1), (0, -1)} and a.without("age_from", "age_to") == b.without(
        "age_from", "age_to"
    )
    return not plain and (a.variable, a.date) == (b.variable, b.date)


def _twice(cube: Cube, data: DistrictData, one: int, two: int) -> Finding:
    district = int(np.flatnonzero(~np.isnan(cube.values[two]))[0])
    row = cube.row(two, district)
    words = {"what": label_of(row["variable"]), "other": _cell(cube.row(one, district))}
    return replace(at(data, row, "column_twice", "warning", **words), district="")


@CHECKS.register("rows_shifted")
def rows_shifted(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for rows that fit the row above or below them in another date or table, and not their own.

    Compared are the same things counted at another date or in another table, district by district in
    the order of the rows; five rows in succession are a shift. Unit: one finding per block of rows.
    Source: own rule on the ratio of the counts.
    """
    cube = cube_of(data)
    tables = sorted(_tables(cube, ("count",)).items(), key=lambda table: table[0][::-1])
    meant = [{cube.lines[place].without("date", "source", "sheet"): place for place in lines} for _, lines in tables]
    for place, own in enumerate(meant):
        later = (other for other in meant[place + 1 :] if not own.keys().isdisjoint(other))
        mate = next(later, None)  # each with the next one of its kind: what slips against one slips against all
        if mate is not None:
            shared = [key for key in own if key in mate]
            chosen = shared[:: max(1, len(shared) // _ENOUGH)]
            yield from _slipped(cube, data, [(own[key], mate[key]) for key in chosen])


def _slipped(cube: Cube, data: DistrictData, pairs: list[tuple[int, int]]) -> Iterator[Finding]:
    one, two = ([pair[side] for pair in pairs] for side in (0, 1))
    both = (~np.isnan(cube.values[one]).all(axis=0)) & (~np.isnan(cube.values[two]).all(axis=0))
    order = np.flatnonzero(both)
    if len(order) < 3 * _RUN:
        return
    rows = cube.frame["row"].to_numpy()
    order = order[np.argsort(rows[cube.places[two][:, order].max(axis=0)], kind="stable")]
    a, b = cube.values[one][:, order], cube.values[two][:, order]
    for step in (1, -1):
        for start, end in shifted_runs(a, b, step):
            row = cube.row(two[0], int(order[start]))
            names = {"last": cube.districts[int(order[end])], "count": end - start + 1}
            other = at(data, cube.row(one[0], int(order[start])), "rows_shifted", "warning").file
            words = {**names, "other": other, "neighbour": cube.districts[int(order[start + step])]}
            yield at(data, row, "rows_shifted", "warning", **words)


def shifted_runs(one: Floats, two: Floats, step: int) -> list[tuple[int, int]]:
    """Return first and last column of each run in which ``two`` fits ``one`` a column further and not in place.

    >>> people = np.array([[100.0, 900, 50, 400, 70, 3000, 20, 600, 90, 1500]])
    >>> slipped = np.concatenate([people[:, :2], people[:, 3:9], people[:, 2:3], people[:, 9:]], axis=1)
    >>> shifted_runs(people, slipped, 1)
    [(2, 7)]
    """
    size = two.shape[1]
    places = np.arange(size)
    near = np.clip(places + step, 0, size - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        away = _typical(np.abs(np.log((two + 1) / (one + 1))))
        beside = _typical(np.abs(np.log((two + 1) / (one[:, near] + 1))))
    fits = (beside < _NEAR) & (away > _FAR) & (near == places + step)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], fits.astype(np.int8), [0]])))
    runs = [(int(start), int(end) - 1) for start, end in zip(edges[::2], edges[1::2], strict=True)]
    return [run for run in runs if run[1] - run[0] + 1 >= _RUN]


def _typical(distances: Floats) -> Floats:
    known = ~np.isnan(distances).all(axis=0)
    typical = np.full(distances.shape[1], np.nan)
    typical[known] = np.nanmedian(distances[:, known], axis=0)
    return typical


def _alike(rows: Floats) -> list[tuple[int, int]]:
    """Return the places of rows that are the same as an earlier one, with that one."""
    filled = np.where(np.isnan(rows), -np.inf, rows) + 0.0
    keys = pd.factorize(pd.util.hash_array(np.array([row.tobytes() for row in filled], dtype=object)))[0]
    first: dict[int, int] = {}
    found = []
    for place, key in enumerate(keys.tolist()):
        if key in first:
            found.append((first[key], place))
        else:
            first[key] = place
    return found


def _varied(values: npt.NDArray[np.float64]) -> bool:
    known = values[~np.isnan(values)]
    return len(np.unique(known[np.abs(known) > 1])) >= _DIFFERENT


def _tables(cube: Cube, concepts: tuple[str, ...]) -> dict[tuple[str, str, str], list[int]]:
    """Return the lines of the given concepts by source, sheet and date."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for place, line in enumerate(cube.lines):
        if variables()[line.variable].concept in concepts:
            found.setdefault((line.source, line.sheet, line.date), []).append(place)
    return found


def _cell(row: pd.Series) -> str:
    return cell_name(int(row["row"]), int(row["column"]))
