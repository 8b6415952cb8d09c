"""Areas of several tables joined to the districts of a study: by key, else by name, with the evidence kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.data import AREA_COLUMNS, NAME_COLUMNS, Matching
from districtanalysis.domain.observations import Observations, from_rows
from districtanalysis.sources.area_keys import Area
from districtanalysis.sources.names import Match, match_names
from districtanalysis.sources.source_table import Read

_SHOWN = {"alias", "case", "spelling", "letters", "name"}


@dataclass(frozen=True, slots=True)
class Parted:
    """The figures of one table: of the districts, and of the areas above them."""

    figures: Observations
    above: Observations


@dataclass(frozen=True, slots=True)
class Joined:
    """The districts of a study, all areas, and how each printed name was taken for a district.

    ``ids`` maps the areas of each source that are districts to their ids; ``alone``: there is one
    table, whose areas keep theirs.
    """

    districts: pd.DataFrame
    areas: pd.DataFrame
    matchings: tuple[Matching, ...]
    names: pd.DataFrame
    ids: dict[str, dict[str, str]]
    alone: bool = False

    def parted(self, read: Read) -> Parted:
        """Return the figures of one table under the ids of their districts, apart from those of the areas above."""
        ids = self.ids[read.source.id]
        if self.alone and len(ids) == len(read.table.areas):
            return Parted(read.table.figures, from_rows([]))
        column = read.table.figures.frame["district_id"].array
        below = np.array([name in ids for name in column.categories.tolist()] + [True], dtype=np.bool_)[column.codes]
        figures = read.table.figures
        if below.all() or read.source.crosswalk:  # the figures of the old areas stay as the inputs of the new ones
            same = all(area == district for area, district in ids.items())
            return Parted(figures if same else figures.with_districts(ids), from_rows([]))
        frame = figures.frame
        parts = [Observations(frame[rows].reset_index(drop=True), figures.lineage) for rows in (below, ~below)]
        return Parted(parts[0].with_districts(ids), parts[1])


def join_areas(reads: list[Read], candidates: Iterable[str], aliases: Mapping[str, str]) -> Joined:
    """Return the districts that the tables describe.

    An area is taken for a district by its key, or by its name where the key is not known. The known
    ones are the candidates, or the areas of the first table. A name that fits none is a district of
    its own.
    """
    listed = tuple(candidates)
    if len(reads) == 1 and not listed and not aliases:
        return _alone(reads[0])
    known = _Known(listed, aliases)
    matches: dict[str, dict[str, Match]] = {}
    for read in reads:
        own = _of_districts(read)
        if not known.names:
            known.learn(own)
        matches[read.source.id] = known.match(own)
        known.keep(own, matches[read.source.id])
    ids = {source: {area: match.district for area, match in found.items()} for source, found in matches.items()}
    districts, areas = _tables(reads, ids)
    return Joined(districts, areas, tuple(_matchings(reads, matches)), _names(reads, matches), ids)


def _alone(read: Read) -> Joined:
    """Return the districts of a single table: there is nothing to match them with."""
    own, table = _of_districts(read), read.table
    keys = [area.id for area in own]
    ids = dict(zip(keys, keys, strict=True))
    rest = table.areas if len(own) < len(table.areas) else []
    others = [area for area in rest if area.id not in ids and area.id in table.names]
    areas = _areas([*others, *own], table.groups)
    size = len(own)
    columns = {
        "source": _constant(read.source.id, size),
        "file": _constant(read.record.file, size),
        "sheet": _constant(read.cells.sheet, size),
        "cell": pd.array([table.names[key] for key in keys], dtype="str"),
        "printed": areas["name"].array[len(others) :],
        "district": areas.index.array[len(others) :],
        "list": np.full(size, read.is_list),
    }
    names = pd.DataFrame(columns, copy=False)
    return Joined(areas.iloc[len(others) :].drop(columns="parent"), areas, (), names, {read.source.id: ids}, alone=True)


def _areas(areas: list[Area], groups: Mapping[str, str]) -> pd.DataFrame:
    """Return areas as a table, by their ids."""
    keys, names = [area.id for area in areas], [area.name for area in areas]
    index = pd.Index(keys, name="district_id", dtype="str")
    columns = {
        "name": index.array if names == keys else pd.array(names, dtype="str"),
        "level": _texts([area.level or "district" for area in areas]),
        "parent": _texts([area.parent for area in areas]),
        "group": _texts([groups.get(key, "") for key in keys]) if groups else _constant("", len(areas)),
    }
    return pd.DataFrame(columns, index=index, copy=False)


def _texts(values: list[str]) -> pd.api.extensions.ExtensionArray:
    """Return texts as a column; one that is the same throughout is made once."""
    if values and values.count(values[0]) == len(values):
        return _constant(values[0], len(values))
    return pd.array(values, dtype="str")


def _constant(value: str, size: int) -> pd.api.extensions.ExtensionArray:
    return pd.array([value], dtype="str").repeat(size)


class _Known:
    """The districts known so far, by key and by name."""

    def __init__(self, candidates: tuple[str, ...], aliases: Mapping[str, str]) -> None:
        self.aliases = aliases
        self.names: dict[str, str] = {name: name for name in candidates}
        self.decided: dict[str, Match] = {}

    def learn(self, areas: list[Area]) -> None:
        """Take the areas of the first table as the districts, under their keys and, where they have one, their names."""
        self.names = {area.id: area.id for area in areas if area.id not in self.aliases}
        count = Counter(area.name for area in areas)
        for area in areas:
            if count[area.name] == 1 and area.name not in self.aliases:
                self.names.setdefault(area.name, area.id)
        self.names |= {name: self.names.get(name, name) for name in self.aliases.values()}

    def match(self, areas: list[Area]) -> dict[str, Match]:
        """Return the district of each area, by its key, else by its name."""
        exact = {area.id: self._found(area.id, self.names[area.id], "exact") for area in areas if area.id in self.names}
        others = [area for area in areas if area.id not in exact]
        by_key = match_names((area.id for area in others), self.names, self.aliases)
        named = [area for area in others if by_key[area.id].evidence == "new" and area.name != area.id]
        by_name = match_names((area.name for area in named), self.names, self.aliases) if named else {}
        for area in others:
            match = by_key[area.id]
            if area.name in by_name and by_name[area.name].evidence != "new":
                match = by_name[area.name]
            evidence = "name" if match.evidence == "exact" and match.printed != area.id else match.evidence
            exact[area.id] = self._found(
                area.id, self.names.get(match.district, match.district), evidence, match.printed
            )
        return {area.id: exact[area.id] for area in areas}

    def _found(self, area: str, district: str, evidence: str, printed: str = "") -> Match:
        return self.decided.get(area) or Match(printed or area, district, evidence)

    def keep(self, areas: list[Area], found: Mapping[str, Match]) -> None:
        """Remember what names were taken for: the same name means the same district in every table."""
        self.decided = {**{area.id: found[area.id] for area in areas}, **self.decided}


def _of_districts(read: Read) -> list[Area]:
    """Return the areas of a table that are districts: of the level that the source names, else of the lowest one."""
    areas = read.table.areas
    if len(read.table.names) < len(areas):  # total rows, and areas that only a heading names, are none
        areas = [area for area in areas if area.id in read.table.names]
    if not read.layout.level and read.source.level is None:
        return areas
    occurring = {area.level for area in areas}
    levels = [level.name for level in read.layout.level if level.name in occurring]
    wanted = read.source.level or (levels[-1] if levels else None)
    return [area for area in areas if wanted is None or area.level == wanted]


def _tables(reads: list[Read], ids: Mapping[str, Mapping[str, str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the districts, and the areas of all levels."""
    districts: dict[str, list[str]] = {}
    above: dict[str, list[str]] = {}
    for read in reads:
        own, names, groups = ids[read.source.id], read.table.names, read.table.groups
        for area in read.table.areas:
            if area.id not in names:
                continue
            district = own.get(area.id)
            name = district if district is not None and area.name == area.id else area.name
            entry = [name, area.level or "district", area.parent, groups.get(area.id, "")]
            rows = above if district is None else districts
            known = rows.setdefault(district or area.id, entry)
            if known is not entry:
                _complete(known, entry, named=area.name != area.id)
    areas = _frame({**above, **districts})
    own = areas if not above else areas.loc[list(districts)]
    return own.drop(columns="parent"), areas


def _complete(known: list[str], entry: list[str], *, named: bool) -> None:
    """Fill in what an earlier table left open: the group, the area above, and a name where there was but a key."""
    known[1:] = [old or new for old, new in zip(known[1:], entry[1:], strict=True)]
    if named and known[0].isdecimal():
        known[0] = entry[0]


def _frame(rows: Mapping[str, list[str]]) -> pd.DataFrame:
    index = pd.Index(list(rows), name="district_id", dtype="str")
    columns = zip(*rows.values(), strict=True) if rows else [()] * len(AREA_COLUMNS)
    listed = {name: _texts(list(column)) for name, column in zip(AREA_COLUMNS, columns, strict=True)}
    return pd.DataFrame(listed, index=index, copy=False)


def _matchings(reads: list[Read], matches: Mapping[str, Mapping[str, Match]]) -> list[Matching]:
    return [
        Matching(
            match.printed, match.district, match.evidence, read.source.id, read.cells.sheet, read.table.names[area]
        )
        for read in reads
        for area, match in matches[read.source.id].items()
        if match.evidence in _SHOWN
    ]


def _names(reads: list[Read], matches: Mapping[str, Mapping[str, Match]]) -> pd.DataFrame:
    columns: dict[str, list[object]] = {name: [] for name in NAME_COLUMNS}
    for read in reads:
        found = matches[read.source.id]
        named = {area.id: area.name for area in read.table.areas}
        constant = {"source": read.source.id, "file": read.record.file, "sheet": read.cells.sheet, "list": read.is_list}
        for name, value in constant.items():
            columns[name] += [value] * len(found)
        columns["cell"] += [read.table.names[area] for area in found]
        columns["printed"] += [named[area] for area in found]
        columns["district"] += [match.district for match in found.values()]
    return pd.DataFrame(columns)
