"""Figures as printed: one row per figure, with its dimensions, its interval and where it stood."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.types import union_categoricals

CATEGORIES = (
    "district_id",
    "date",
    "variable",
    "sex",
    "origin",
    "kind",
    "text",
    "status",
    "qualifier",
    "source",
    "sheet",
)
NUMBERS: dict[str, tuple[str, float]] = {
    "age_from": ("int16", -1),
    "age_to": ("int16", -1),
    "value": ("float64", np.nan),
    "low": ("float64", np.nan),
    "high": ("float64", np.nan),
    "decimals": ("int8", -1),
    "row": ("int32", -1),
    "column": ("int16", -1),
}
COLUMNS = (
    "figure_id",
    "district_id",
    "date",
    "variable",
    "age_from",
    "age_to",
    "sex",
    "origin",
    "kind",
    "value",
    "low",
    "high",
    "text",
    "status",
    "qualifier",
    "decimals",
    "source",
    "sheet",
    "row",
    "column",
)
STATUSES = (
    "exact",
    "exact_zero",
    "rounded_zero",
    "suppressed",
    "unknown_or_secret",
    "unreliable",
    "not_meaningful",
    "not_yet",
    "not_available",
    "preliminary",
    "revised",
    "estimated",
    "derived",
    "withheld_by_us",
    "unreadable",
)
QUALIFIERS = ("exact", "about", "nearly", "at_least", "at_most", "between", "present")


@dataclass(frozen=True, slots=True)
class Observations:
    """Figures in long form; ``lineage`` names the inputs of the derived ones.

    ``frame`` has the columns of ``COLUMNS``: ``value`` with ``low`` and ``high`` in the unit of the
    variable, ``age_from`` and ``age_to`` in completed years (both inclusive, -1 = missing),
    ``row`` and ``column`` 1-based as a spreadsheet counts them. A missing dimension means "all".
    ``lineage`` has ``figure_id``, ``input_id`` and ``weight``.
    """

    frame: pd.DataFrame
    lineage: pd.DataFrame = field(default_factory=lambda: _lineage(()))
    _parts: dict[str, pd.DataFrame] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.frame)

    def of(self, variable: str) -> pd.DataFrame:
        """Return the rows of one variable; kept, since most stages ask for the same few."""
        if variable not in self._parts:
            there = variable in self.frame["variable"].cat.categories
            self._parts[variable] = self.frame[self.frame["variable"] == variable] if there else self.frame.iloc[:0]
        return self._parts[variable]

    def with_districts(self, names: Mapping[str, str]) -> Observations:
        """Return these figures with other names of districts; a name that ``names`` lacks stays as it is."""
        old = self.frame["district_id"].array
        renamed = [names.get(name, name) for name in old.categories.tolist()]
        places = {name: place for place, name in enumerate(dict.fromkeys(renamed))}
        moved = np.array([places[name] for name in renamed] + [-1], dtype=np.int32)  # the last one is for "missing"
        column = coded(moved[old.codes], list(places))
        return Observations(self.frame.assign(district_id=column), self.lineage)

    def and_those(self, derived: Observations) -> Observations:
        """Return these figures and others that were derived from them, whose ids go on from these."""
        lineage = pd.concat([self.lineage, derived.lineage], ignore_index=True)
        return Observations(_stack([self.frame, derived.frame]), lineage)

    def with_rows(
        self, rows: Sequence[Mapping[str, object]], inputs: Sequence[Sequence[tuple[int, float]]] | None = None
    ) -> Observations:
        """Return these figures and ``rows``; ``inputs`` names ``(figure_id, weight)`` for each new row."""
        if not rows:
            return self
        start = int(self.frame["figure_id"].max()) + 1 if len(self.frame) else 0
        added = from_rows(rows, first_id=start)
        links = [(start + i, *link) for i, parts in enumerate(inputs or ()) for link in parts]
        lineage = pd.concat([self.lineage, _lineage(links)], ignore_index=True)
        return Observations(_stack([self.frame, added.frame]), lineage)


def from_rows(rows: Iterable[Mapping[str, object]], *, first_id: int = 0) -> Observations:
    """Return figures from mappings that hold any of the columns; what is absent is missing.

    >>> figures = from_rows([{"district_id": "Oststadt", "variable": "residents", "value": 4336}])
    >>> figures.frame.loc[0, "district_id"], float(figures.frame.loc[0, "value"]), figures.frame.loc[0, "status"]
    ('Oststadt', 4336.0, 'exact')
    """
    listed = list(rows)
    if not listed:
        return _nothing()
    return from_columns({name: [row.get(name) for row in listed] for name in COLUMNS[1:]}, first_id=first_id)


def from_columns(columns: Mapping[str, Sequence[object]], *, first_id: int = 0) -> Observations:
    """Return figures from equally long columns; status and qualifier default to exact.

    Arrays of numbers and categoricals are taken as they are: a million figures need no loop.
    """
    size = len(next(iter(columns.values()), ()))
    data: dict[str, Any] = {"figure_id": np.arange(first_id, first_id + size, dtype="int64")}
    for name in COLUMNS[1:]:
        given = columns.get(name)
        if name in NUMBERS:
            data[name] = _numbers(given, size, *NUMBERS[name])
        else:
            data[name] = _category(given, size, "exact" if name in {"status", "qualifier"} else None)
    for bound in ("low", "high"):
        open_ = np.isnan(data[bound])
        if open_.any():
            data[bound] = np.where(open_, data["value"], data[bound])
    return Observations(pd.DataFrame(data, copy=False))


def coded(codes: npt.NDArray[np.integer], names: Sequence[str]) -> pd.Categorical:
    """Return a column of texts from their numbers in ``names``; -1 is missing.

    >>> coded(np.array([1, -1, 0]), ["Nord", "Ost"]).tolist()
    ['Ost', nan, 'Nord']
    """
    return pd.Categorical.from_codes(codes, dtype=_texts(tuple(names)), validate=False)


@lru_cache(maxsize=64)
def _texts(names: tuple[str, ...]) -> pd.CategoricalDtype:
    """Return the type of a column of texts; the columns of many tables share it."""
    return pd.CategoricalDtype(pd.Index(names, dtype="str"))


def concat(parts: Sequence[Observations]) -> Observations:
    """Return all figures in one table, numbered anew; categories are united, lineage is kept."""
    frames, lineages, offset = [], [], 0
    for part in parts:
        shift = offset - (int(part.frame["figure_id"].min()) if len(part) else 0)
        frames.append(part.frame.assign(figure_id=part.frame["figure_id"] + shift))
        lineages.append(part.lineage.assign(**{key: part.lineage[key] + shift for key in ("figure_id", "input_id")}))
        offset = int(frames[-1]["figure_id"].max()) + 1 if len(part) else offset
    if not frames:
        return from_rows([])
    return Observations(_stack(frames), pd.concat(lineages, ignore_index=True))


def _stack(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    data: dict[str, object] = {}
    for name in COLUMNS:
        if name in CATEGORIES:
            data[name] = union_categoricals([frame[name] for frame in frames])
        else:
            data[name] = np.concatenate([frame[name].to_numpy() for frame in frames])
    return pd.DataFrame(data, columns=list(COLUMNS))


def _numbers(
    given: Sequence[object] | npt.NDArray[np.generic] | None, size: int, dtype: str, missing: float
) -> npt.NDArray[np.generic]:
    if given is None:
        return np.full(size, missing, dtype=dtype)
    if isinstance(given, np.ndarray) and given.dtype != object:
        return given.astype(dtype, copy=False)
    filled = [missing if value is None else value for value in given]
    return np.asarray(filled, dtype=dtype)


def _category(given: Sequence[object] | None, size: int, missing: str | None) -> pd.Categorical:
    if isinstance(given, pd.Categorical):
        return given
    if given is None:
        return coded(np.full(size, -1 if missing is None else 0, dtype=np.int8), [] if missing is None else [missing])
    listed = given
    # NaN is the one value that differs from itself: missing, whatever kind of table it came from
    values = [missing if value is None or value != value else str(value) for value in listed]  # noqa: PLR0124
    return pd.Categorical(pd.array(values, dtype="str"))


@cache
def _nothing() -> Observations:
    """Return no figures at all; tables without totals share them."""
    return from_columns({name: [] for name in COLUMNS[1:]})


@cache
def _no_lineage() -> pd.DataFrame:
    """Return an empty lineage; it is never changed in place, so that all printed figures share it."""
    return _lineage_of(())


def _lineage(links: Sequence[tuple[int, int, float]]) -> pd.DataFrame:
    return _lineage_of(links) if links else _no_lineage()


def _lineage_of(links: Sequence[tuple[int, int, float]]) -> pd.DataFrame:
    table = pd.DataFrame(links, columns=["figure_id", "input_id", "weight"])
    return table.astype({"figure_id": "int64", "input_id": "int64", "weight": "float64"})
