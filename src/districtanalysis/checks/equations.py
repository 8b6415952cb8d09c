"""Which printed figures must agree: parts with their total, and the same figure in two tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from districtanalysis.checks.cube import Cube, Floats
from districtanalysis.checks.registry import Bools
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.variables import variables

Band = tuple[int, int]
_OPEN = 1000  # older than anybody
# What a population consists of; a whole that no table prints takes no part.
GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("residents", ("germans", "foreigners")),
    ("residents", ("with_migration_background", "without_migration_background")),
    ("residents", ("with_migration_background_register", "germans_without_migration_background")),
    ("residents", ("foreigners", "germans_with_migration_background", "germans_without_migration_background")),
    ("germans", ("germans_with_migration_background", "germans_without_migration_background")),
    ("with_migration_background_register", ("foreigners", "germans_with_migration_background")),
)
# Cell-key noise of the 2022 census moves each figure by a few persons; parts and totals are disturbed one by one.
_NOISE, _CENSUS = 3.0, "census"
_EXACT, _FINE = 1e-6, 1e-5


@dataclass(frozen=True, slots=True)
class Equation:
    """Lines of a cube: the parts add up to the whole; ``kind`` is sexes, ages, groups or tables (the same figure twice)."""

    kind: str
    whole: int
    parts: tuple[int, ...]

    @property
    def lines(self) -> tuple[int, ...]:
        """The whole and its parts."""
        return self.whole, *self.parts

    def missing(self, cube: Cube) -> Floats:
        """Return per district what the parts lack to make the whole; missing where a figure is."""
        return np.asarray(cube.values[self.whole] - cube.values[list(self.parts)].sum(axis=0))


def equations(cube: Cube, data: DistrictData) -> list[Equation]:
    """Return what must add up, each sum within one table where it can be, every one once.

    >>> import pandas as pd
    >>> from districtanalysis.checks.cube import cube_of
    >>> from districtanalysis.domain.observations import from_rows
    >>> rows = [{"district_id": "Ost", "variable": "residents", "value": 1, "sex": s} for s in (None, "male", "female")]
    >>> data = DistrictData(pd.DataFrame(index=["Ost"]), from_rows(rows))
    >>> equations(cube_of(data), data)
    [Equation(kind='sexes', whole=0, parts=(1, 2))]
    """
    if "equations" not in cube.kept:
        cube.kept["equations"] = _equations(cube, data)
    return list(cube.kept["equations"])


def _equations(cube: Cube, data: DistrictData) -> list[Equation]:
    concepts = {record.id: record.population_concept for record in data.sources}
    additive = [variables()[line.variable].additive and not line.kind for line in cube.lines]
    counted = [place for place, counts in enumerate(additive) if counts]
    found = [*_sexes(cube, counted), *_ages(cube, counted, concepts), *_groups(cube, counted, concepts)]
    return list(dict.fromkeys([*found, *_twice(cube, counted, concepts)]))


def _sexes(cube: Cube, counted: Sequence[int]) -> Iterator[Equation]:
    for lines in _by(cube, counted, "sex").values():
        whole = [place for place in lines if not cube.lines[place].sex]
        parts = tuple(place for place in lines if cube.lines[place].sex)
        if whole and {"male", "female"} <= {cube.lines[place].sex for place in parts}:
            yield Equation("sexes", whole[0], parts)


def _by(cube: Cube, counted: Sequence[int], *names: str) -> dict[object, list[int]]:
    """Return lines that differ in ``names`` alone; without a date two tables are never of one day."""
    groups: dict[object, list[int]] = {}
    for place in counted:
        line = cube.lines[place]
        groups.setdefault((line.without(*names), "" if line.date else line.source), []).append(place)
    return groups


def _ages(cube: Cube, counted: Sequence[int], concepts: dict[str, str]) -> Iterator[Equation]:
    """Yield bands that tile a wider band or all ages: within each table, and of several tables where none does alone."""
    ages = ("age_from", "age_to")
    done: set[tuple[object, Band]] = set()
    for names, tables in (((*ages,), 1), ((*ages, "source", "sheet"), 2)):
        for lines in _by(cube, counted, *names).values():
            for part in _of_one_concept(cube, lines, concepts):
                bands: dict[Band, int] = {}
                for place in part:
                    bands.setdefault(cube.lines[place].ages, place)
                meaning = cube.lines[part[0]].without(*ages, "source", "sheet")
                for equation in _tiled(bands):
                    key = (meaning, cube.lines[equation.whole].ages)
                    if tables == 1 or key not in done:
                        yield equation
                    if tables == 1:
                        done.add(key)


def _of_one_concept(cube: Cube, lines: Sequence[int], concepts: dict[str, str]) -> list[list[int]]:
    """Part lines by the population concept of their tables: two concepts never share a sum."""
    groups: dict[str, list[int]] = {}
    for place in lines:
        groups.setdefault(concepts.get(cube.lines[place].source, "not_stated"), []).append(place)
    return list(groups.values())


def _tiled(bands: dict[Band, int]) -> Iterator[Equation]:
    """Yield every band with the narrowest and the widest bands that tile it."""
    if len(bands) > 2:
        for whole, tiles in _tilings(tuple(bands)):
            yield Equation("ages", bands[whole], tuple(bands[band] for band in tiles))


@lru_cache(maxsize=256)
def _tilings(printed: tuple[Band, ...]) -> tuple[tuple[Band, tuple[Band, ...]], ...]:
    """Return bands with those that tile them; kept, as every origin, date and sex of a table has the same ones."""
    bands = [band for band in printed if band == (-1, -1) or 0 <= band[0] <= _end(band)]
    found = []
    for whole in bands:
        low, high = (0, -1) if whole == (-1, -1) else whole
        others = [band for band in bands if band not in {whole, (-1, -1)} and low <= band[0]]
        for narrow in (True, False):
            tiles = tuple(tiling(others, low, high, narrow=narrow))
            if len(tiles) > 1 or (tiles and whole == (-1, -1)):
                found.append((whole, tiles))
    return tuple(found)


def tiling(bands: Sequence[Band], low: int, high: int, *, narrow: bool) -> list[Band]:
    """Return bands that cover ``low`` to ``high`` (-1 = open) without gap or overlap, [] where none do.

    >>> tiling([(0, 17), (0, 6), (7, 17), (18, -1)], 0, -1, narrow=True)
    [(0, 6), (7, 17), (18, -1)]
    """
    first: dict[int, Band] = {}
    for band in sorted(
        (band for band in bands if band[0] <= _end(band)),
        key=lambda band: (-band[0], -_end(band) if narrow else _end(band)),
    ):
        inside = _end(band) < (_OPEN if high < 0 else high)
        if band[1] == high or (inside and _end(band) + 1 in first):
            first[band[0]] = band
    if low not in first:
        return []
    tiles = [first[low]]
    while tiles[-1][1] != high:
        tiles.append(first[_end(tiles[-1]) + 1])
    return tiles


def _end(band: Band) -> int:
    return _OPEN if band[1] < 0 else band[1]


def _groups(cube: Cube, counted: Sequence[int], concepts: dict[str, str]) -> Iterator[Equation]:
    named = {whole for whole, _ in GROUPS} | {part for _, parts in GROUPS for part in parts}
    own = [place for place in counted if cube.lines[place].variable in named and not cube.lines[place].origin]
    for lines in _by(cube, own, "variable", "source", "sheet").values():
        for part in _of_one_concept(cube, lines, concepts):
            first: dict[str, int] = {}
            for place in part:
                first.setdefault(cube.lines[place].variable, place)
            for whole, parts in GROUPS:
                if whole in first and all(name in first for name in parts):
                    yield Equation("groups", first[whole], tuple(first[name] for name in parts))


def _twice(cube: Cube, counted: Sequence[int], concepts: dict[str, str]) -> Iterator[Equation]:
    for lines in _by(cube, counted, "source", "sheet").values():
        for part in _of_one_concept(cube, lines, concepts):
            for place in part[1:]:
                yield Equation("tables", part[0], (place,))


def tolerance_of(cube: Cube, lines: Sequence[int], data: DistrictData, *, size: int = 0) -> float:
    """Return by how much ``size`` parts may miss their whole: noise of a census, rounding, nothing for exact counts."""
    figures = size + 1 if size else len(lines)
    concepts = {record.id: record.population_concept for record in data.sources}
    if any(concepts.get(cube.lines[place].source) == _CENSUS for place in lines):
        return _NOISE * figures
    return figures * max(_unit(cube, place) for place in lines) / 2 + _EXACT


def _unit(cube: Cube, line: int) -> float:
    """Return the unit to which the figures of a line are rounded; 0 for whole numbers."""
    units: dict[int, float] = cube.kept.setdefault("units", {})  # a whole is asked for once per part
    if line not in units:
        units[line] = _rounded_to(cube, line)
    return units[line]


def _rounded_to(cube: Cube, line: int) -> float:
    known = cube.values[line][~np.isnan(cube.values[line])]
    if "decimals" not in cube.kept:
        cube.kept["decimals"] = cube.frame["decimals"].to_numpy()
    decimals = int(cube.kept["decimals"][cube.places[line][cube.places[line] >= 0]].max(initial=0))
    if decimals > 0 and bool((known != np.round(known)).any()):
        return float(10.0**-decimals)
    for unit in (1000.0, 100.0, 10.0, 5.0, 3.0):
        if len(known) >= 12 and len(np.unique(known)) >= 6 and bool((known % unit == 0).all()):
            return unit
    return 0.0


def holds(cube: Cube, equation: Equation, data: DistrictData) -> tuple[Floats, Bools]:
    """Return what is missing per district, and where that is more than the tolerance."""
    missing = equation.missing(cube)
    apart = np.abs(missing)
    bad = apart > _EXACT
    if not bad.any():
        return missing, bad
    return missing, bad & (apart > allowed(tolerance_of(cube, equation.lines, data), cube.values[equation.whole]))


def allowed(tolerance: float, whole: Floats) -> Floats:
    """Return what may be missing per district: means and rounded figures are never exact to the last digit of millions."""
    return np.asarray(tolerance + (_FINE * np.abs(whole) if tolerance > _EXACT else 0 * whole))
