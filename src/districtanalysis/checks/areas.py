"""Areas within areas: the counts of the parts against the printed count of the area above."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from districtanalysis.checks.cube import Cube, Floats
from districtanalysis.checks.equations import allowed, tolerance_of
from districtanalysis.checks.readings import Broken
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.variables import variables

_EXACT = 1e-6


def broken_areas(cube: Cube, data: DistrictData) -> list[tuple[list[Broken], int]]:
    """Return by variable the counts of areas that their parts do not add up to, with the number of those compared.

    Only areas all of whose parts print the figure are compared; figures of one thing may stand in
    several tables, of one level of areas each.
    """
    children, parents = _within(cube, data)
    if not len(children):
        return []
    found: dict[str, list[Broken]] = {}
    compared: Counter[str] = Counter()
    counted = cube.grouped(
        lambda line: line.without("source", "sheet") if variables()[line.variable].additive else None
    )
    for lines in counted.values():
        values, home = together(cube, lines)
        sums = np.bincount(parents, weights=values[children], minlength=len(values))  # a missing part: no sum
        has_parts = np.zeros(len(values), dtype=np.bool_)
        has_parts[parents] = True
        with np.errstate(invalid="ignore"):
            missing = values - sums
            bad = has_parts & (np.abs(missing) > _EXACT)
            if bad.any():
                bad &= np.abs(missing) > allowed(tolerance_of(cube, lines, data, size=len(children)), values)
        variable = cube.lines[lines[0]].variable
        compared[variable] += int(np.count_nonzero(has_parts & ~np.isnan(missing)))
        for area in np.flatnonzero(bad).tolist():
            parts = tuple((int(home[child]), int(child)) for child in children[parents == area])
            broken = Broken("areas", (int(home[area]), area), parts, float(missing[area]))
            found.setdefault(variable, []).append(broken)
    return [(broken, compared[variable]) for variable, broken in found.items()]


def _within(cube: Cube, data: DistrictData) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return the places of the areas that lie in another one, and of that one."""
    places = {name: place for place, name in enumerate(cube.districts)}
    above = data.areas.get("parent", {})
    pairs = [
        (places[str(area)], places[str(parent)])
        for area, parent in above.items()
        if parent in places and area in places and parent != area
    ]
    columns = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return columns[:, 0], columns[:, 1]


def together(cube: Cube, lines: list[int]) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return one value per area, of the first table that has one, and the line that it comes from."""
    known = ~np.isnan(cube.values[lines])
    first = known.argmax(axis=0)
    home = np.array(lines, dtype=np.int64)[first]
    return cube.values[home, np.arange(len(cube.districts))], home


def families(cube: Cube, data: DistrictData) -> Iterator[tuple[int, list[int], list[int]]]:
    """Yield each area with the areas within it (places among the districts) and the lines that print both."""
    children, parents = _within(cube, data)
    counted = [place for place, line in enumerate(cube.lines) if variables()[line.variable].additive]
    there = cube.places >= 0
    for area in np.unique(parents).tolist():
        parts = children[parents == area].tolist()
        lines = [line for line in counted if there[line, [area, *parts]].all()]
        if lines:
            yield area, parts, lines
