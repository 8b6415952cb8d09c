"""Figures laid side by side: one line per thing counted, one column per district; what rules on sums and dates compare."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.checks.registry import of_concept
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import concat

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
_NAMES = ("variable", "date", "sex", "origin", "kind", "source", "sheet")
# A line that few districts have is left out of a large cube: side by side it would be mostly holes.
_LARGE, _FEWEST = 4_000_000, 0.02


class Line(NamedTuple):
    """What the figures of one line are about, and the table they stand in; "" means all."""

    variable: str
    date: str
    sex: str
    origin: str
    kind: str
    source: str
    sheet: str
    age_from: int
    age_to: int

    @property
    def ages(self) -> tuple[int, int]:
        """The band of ages; (-1, -1) for all."""
        return self.age_from, self.age_to

    @property
    def about_everybody(self) -> bool:
        """Whether no age, sex, origin or kind is singled out."""
        return self.age_from == -1 and not (self.sex or self.origin or self.kind)

    def without(self, *names: str) -> tuple[object, ...]:
        """Return what the line is about but for ``names``; equal for lines that differ in these alone."""
        return tuple(part for name, part in zip(self._fields, self, strict=True) if name not in names)


@dataclass(frozen=True, slots=True)
class Cube:
    """Lines x districts: ``values`` (missing where there is no number) and ``places`` in ``frame`` (-1: no figure).

    ``frame`` holds the figures of the districts and of the areas above them; ``kept`` what several
    rules work out of them.
    """

    frame: pd.DataFrame
    lines: list[Line]
    districts: list[str]
    values: Floats
    places: Places
    statuses: npt.NDArray[np.int8]
    names_of_statuses: tuple[str, ...]
    kept: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    def row(self, line: int, district: int) -> pd.Series:
        """Return the figure that stands there, a row of ``frame``."""
        return self.frame.iloc[int(self.places[line, district])]

    def grouped(self, key: Callable[[Line], object | None]) -> dict[object, list[int]]:
        """Return the lines by ``key``; those with the key None are left out."""
        groups: dict[object, list[int]] = {}
        for place, line in enumerate(self.lines):
            found = key(line)
            if found is not None:
                groups.setdefault(found, []).append(place)
        return groups


_latest: tuple[weakref.ref[pd.DataFrame], pd.DataFrame, Cube] | None = None


def cube_of(data: DistrictData) -> Cube:
    """Return the figures of ``data`` side by side (counts, shares and other numbers); kept for the rule that asks next.

    >>> from districtanalysis.domain.observations import from_rows
    >>> figures = from_rows([{"district_id": name, "variable": "residents", "value": 7} for name in ("Ost", "West")])
    >>> cube_of(DistrictData(pd.DataFrame(index=["Ost", "West"]), figures)).values.tolist()
    [[7.0, 7.0]]
    """
    global _latest  # noqa: PLW0603  one data set at a time is checked; it is forgotten with its districts
    frame, latest = data.observations.frame, _latest
    if latest is not None and latest[0]() is data.districts and latest[1] is frame:
        return latest[2]
    cube = _built(data)
    _latest = (weakref.ref(data.districts, _forget), frame, cube)
    return cube


def _forget(gone: weakref.ref[pd.DataFrame]) -> None:
    global _latest  # noqa: PLW0603
    if _latest is not None and _latest[0] is gone:
        _latest = None


def _built(data: DistrictData) -> Cube:
    frame = data.observations.frame
    if len(data.above):
        frame = concat([data.observations, data.above]).frame
    used = np.flatnonzero(of_concept(frame, "count", "share", "figure") & (frame["district_id"].array.codes >= 0))
    keys, shapes = _keys(frame, used)
    codes, found = pd.factorize(keys)
    districts = frame["district_id"].array
    columns = districts.codes[used].astype(np.int64)
    size = len(districts.categories)
    if len(found) * size > _LARGE:
        kept = np.bincount(codes) >= size * _FEWEST
        renumbered = np.cumsum(kept) - 1
        rows = kept[codes]
        used, columns, codes, found = used[rows], columns[rows], renumbered[codes[rows]], found[kept]
    places = np.full((len(found), size), -1, dtype=np.int64)
    last_first = np.arange(len(used))[::-1].copy()  # of figures that stand twice the first counts
    places[codes[last_first], columns[last_first]] = used[last_first]
    known, printed = places >= 0, frame["value"].to_numpy()[places]
    statuses = frame["status"].array
    return Cube(
        frame,
        _lines(frame, shapes, [int(key) for key in found]),
        [str(name) for name in districts.categories],
        np.where(known & np.isfinite(printed), printed, np.nan),
        places,
        np.where(known, statuses.codes[places], -1).astype(np.int8),
        tuple(str(name) for name in statuses.categories),
    )


def _keys(frame: pd.DataFrame, used: Places) -> tuple[npt.NDArray[np.int64], list[int]]:
    """Return one number per figure for everything but its district, and the sizes that take it apart again."""
    keys = np.zeros(len(used), dtype=np.int64)
    shapes = []
    for name in _NAMES:
        column = frame[name].array
        shapes.append(len(column.categories) + 1)
        keys = keys * shapes[-1] + column.codes[used] + 1
    for name in ("age_from", "age_to"):
        ages = frame[name].to_numpy()[used].astype(np.int64)
        shapes.append(int(ages.max(initial=0)) + 2)
        keys = keys * shapes[-1] + ages + 1
    return keys, shapes


def _lines(frame: pd.DataFrame, shapes: list[int], keys: list[int]) -> list[Line]:
    names = [["", *map(str, frame[name].array.categories)] for name in _NAMES]
    lines = []
    for key in keys:
        rest, parts = key, []
        for size in reversed(shapes):
            rest, part = divmod(rest, size)
            parts.append(part)
        age_to, age_from, *codes = parts
        variable, date, sex, origin, kind, source, sheet = (
            texts[code] for texts, code in zip(names, reversed(codes), strict=True)
        )
        lines.append(Line(variable, date, sex, origin, kind, source, sheet, age_from - 1, age_to - 1))
    return lines
