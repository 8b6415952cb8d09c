"""Keys, names and levels of areas: keys are text, lost zeros are restored, a name on two levels is two areas."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from districtanalysis.domain.variables import fold
from districtanalysis.errors import LayoutError
from districtanalysis.language import say
from districtanalysis.sources.cells import Cells, Codes, Texts
from districtanalysis.sources.header import Header, listed, readable
from districtanalysis.sources.layout import Layout, LevelRule


@dataclass(frozen=True, slots=True)
class KeyColumn:
    """Where the keys of the areas stand, and their names beside them."""

    column: int
    name_column: int | None = None


class Area(NamedTuple):
    """An area as a table names it: ``id`` is its key or name, ``printed`` the cell as printed, ``row`` its first row."""

    id: str
    name: str
    level: str
    parent: str
    printed: str
    row: int


def find_key(cells: Cells, layout: Layout, header: Header) -> KeyColumn:
    """Return the key column that the layout names; raises ``LayoutError`` with the headings where it is not there."""
    if layout.area is not None:
        return KeyColumn(next((i for i, text in enumerate(header.headings) if text), 0))
    places: list[int] = []
    for pattern in (layout.key, layout.name_column):
        found = header.find(pattern) if pattern is not None else None
        if pattern is not None and found is None:
            words = {"what": readable(pattern), "found": listed(header.headings)}
            raise LayoutError(say("layout.no_key", place=cells.where(), **words))
        places += [found] if found is not None else []
    return KeyColumn(places[0], places[1] if len(places) > 1 else None)


def areas_of(
    cells: Cells, layout: Layout, key: KeyColumn, rows: npt.NDArray[np.int64], names: Texts
) -> tuple[list[Area], Codes, int]:
    """Return the areas in the order of their first rows, the place of each row's area, and how many keys got zeros back."""
    if layout.area is not None:
        whole = Area(layout.area, layout.area_name or layout.area, "", "", layout.area, int(rows[0]))
        return [whole], np.zeros(len(rows), dtype=np.int32), 0
    if not (layout.level or layout.widths or layout.key_pattern or key.name_column is not None):
        known, first, places = in_order(names.codes)  # nothing but names: the quick way for very long tables
        printed, lines = [names.names[code] for code in known.tolist()], rows[first].tolist()
        no = repeat("")
        parts = zip(printed, printed, no, no, printed, lines, strict=False)
        return list(map(tuple.__new__, repeat(Area), parts)), places, 0  # as Area._make, without a call for each
    plain = _plain(layout, names)
    levels = _level_of_rows(layout, names, plain)
    both = names.codes * np.int32(len(layout.level) + 1) + levels + np.int32(1)
    known, first, places = in_order(both)
    beside = _names_beside(cells, key, rows)
    found, padded = [], set()
    for whole, at in zip(known.tolist(), first.tolist(), strict=True):
        code, level = divmod(whole, len(layout.level) + 1)
        printed, (whole_key, name, short) = names.names[code], plain[code]
        if whole_key != short:
            padded.add(code)
        found.append((whole_key, beside.name(at) if beside else name, level - 1, printed, int(rows[at])))
    listed, places = _merged(_named(found, layout.level), places)
    return listed, places, len(padded)


def in_order(codes: Codes) -> tuple[Codes, npt.NDArray[np.int64], Codes]:
    """Return the codes that occur in the order of their first rows, these rows, and the place of every row's code.

    >>> [part.tolist() for part in in_order(np.array([4, 0, 4], dtype=np.int32))]
    [[4, 0], [0, 1], [0, 1, 0]]
    """
    first = np.full(int(codes.max(initial=-1)) + 1, -1, dtype=np.int64)
    first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
    known = np.flatnonzero(first >= 0)
    known = known[np.argsort(first[known], kind="stable")]
    place = np.empty(len(first), dtype=np.int32)
    place[known] = np.arange(len(known), dtype=np.int32)
    return known.astype(np.int32), first[known], place[codes]


def _plain(layout: Layout, names: Texts) -> list[tuple[str, str, str]]:
    """Return key, name, and the key as printed, of every text; without a pattern the text is all of them."""
    widths = layout.widths
    if layout.key_pattern is None:
        whole = not widths or {len(name) for name in names.names} == {widths[-1]}  # nothing was lost
        own = names.names if whole else [pad(name, widths) for name in names.names]
        if layout.name_column is None:
            return [(key, key, name) for key, name in zip(own, names.names, strict=True)]
        return list(zip(own, names.names, names.names, strict=True))
    parts = [split_key(layout, name) for name in names.names]
    return [(pad(key, widths), name, key) for key, name in parts]


def split_key(layout: Layout, printed: str) -> tuple[str, str]:
    """Return key and name of a cell; both are the cell itself where the layout does not part them.

    >>> rule = {"heading": "b", "variable": "residents"}
    >>> parted = "^(?P<key>[0-9]+) (?P<name>.*)$"
    >>> layout = Layout(name="x", header_rows=(1,), key="a", key_pattern=parted, column=(rule,))
    >>> split_key(layout, "03 Nordstadt")
    ('03', 'Nordstadt')
    """
    match = re.search(layout.key_pattern, printed) if layout.key_pattern else None
    if match is None:
        return printed, printed
    groups = match.groupdict()
    return groups.get("key") or printed, (groups.get("name") or printed).strip()


def pad(key: str, widths: Sequence[int]) -> str:
    """Return a key of digits with its lost leading zeros; anything else as it stands.

    >>> pad("1011102", (8,)), pad("10111", (2, 6, 8)), pad("Berlin", (8,))
    ('01011102', '010111', 'Berlin')
    """
    if not key.isdecimal():
        return key
    return key.zfill(next((width for width in widths if width >= len(key)), 0))


def _names_beside(cells: Cells, key: KeyColumn, rows: npt.NDArray[np.int64]) -> Texts | None:
    if key.name_column is None:
        return None
    start = int(rows[0])
    return cells.texts(key.name_column, start, int(rows[-1]) + 1).taken(rows - start)


def _level_of_rows(layout: Layout, names: Texts, plain: list[tuple[str, str, str]]) -> Codes:
    """Return the place of each row's level in the layout, -1 where it names none."""
    levels = np.full(len(names.codes), -1, dtype=np.int32)
    resting = next((i for i, level in enumerate(layout.level) if not (level.key or level.begins)), -1)
    levels[:] = resting
    for place, level in enumerate(layout.level):
        if level.key is not None:
            pattern = re.compile(level.key)
            fits = np.array([*(pattern.search(key) is not None for key, _, _ in plain), False], dtype=np.bool_)
            levels[fits[names.codes]] = place
    begins = []
    for place, level in enumerate(layout.level):
        if level.begins is not None:
            pattern = re.compile(level.begins)
            fits = np.array([*(pattern.search(fold(name)) is not None for name in names.names), False], dtype=np.bool_)
            rows = np.flatnonzero(fits[names.codes])
            begins += [(int(rows[0]), place)] if rows.size else []
    for row, place in sorted(begins):
        levels[row:] = place
    return levels


def _named(found: Sequence[tuple[str, str, int, str, int]], levels: Sequence[LevelRule]) -> list[Area]:
    """Return areas with ids of their own: on the upper levels a name that stands below too carries its level."""
    if not levels:
        return [Area(key, name, "", "", printed, row) for key, name, _, printed, row in found]
    lowest: dict[str, int] = {}
    for key, _, level, _, _ in found:
        lowest[key] = max(level, lowest.get(key, -1))
    parents = [_above(rule) for rule in levels]
    areas = []
    for key, name, level, printed, row in found:
        if level < 0:
            areas.append(Area(key, name, "", "", printed, row))
            continue
        own = f"{key} ({levels[level].name})" if level < lowest[key] else key
        areas.append(Area(own, name, levels[level].name, parents[level](key), printed, row))
    return areas


def _merged(listed: list[Area], places: Codes) -> tuple[list[Area], Codes]:
    """Return each area once: a key may be printed with another name, or with and without its zeros."""
    first: dict[str, int] = {}
    to = [first.setdefault(area.id, len(first)) for area in listed]
    if len(first) == len(listed):
        return listed, places
    once = {area.id: area for area in reversed(listed)}
    return [once[key] for key in first], np.array(to, dtype=np.int32)[places]


def _above(rule: LevelRule) -> Callable[[str], str]:
    """Return how the key of the area above follows from a key; "" where the level names none."""
    if rule.parent is None:
        return lambda _: ""
    if isinstance(rule.parent, int):
        length = rule.parent
        return lambda key: key[:length]
    pattern, template = re.compile(rule.parent[0]), rule.parent[1]
    return lambda key: pattern.sub(template, key)
