"""Headings against values: columns that look like those of another heading, in another edition or another table."""

from __future__ import annotations

import difflib
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from districtanalysis.checks.cube import Cube, Floats, Line, cube_of
from districtanalysis.checks.registry import CHECKS, Bools, file_of, label_of, limited
from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Severity
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import fold

_FEWEST = 12  # districts that two columns must share
_ALIKE = 0.9  # correlation from which a column may be the other one
_SAME = 0.99999  # equal but for the print, or one a multiple of the other
_CLEARER = 1.0  # by how much, on Fisher's scale, the other heading must fit better than its own
_NAMED = 0.6  # likeness from which two headings mean the same
_WORD = 0.7  # the same of two words: "polen" and "poland"
_MOST = 400


@dataclass(frozen=True, slots=True)
class Table:
    """The columns of numbers of one sheet: their headings as printed, cells, values per district, lines of the cube."""

    source: str
    sheet: str
    date: str
    headings: tuple[str, ...]
    columns: tuple[int, ...]
    lines: tuple[int, ...]
    values: Floats


@dataclass(frozen=True, slots=True)
class Shift:
    """A column whose values are those of another heading, and the column of another table that shows it.

    ``meant`` is the place of that heading in its own table, None where it has no such one.
    """

    own: int
    meant: int | None
    other: int
    fit: float


@CHECKS.register("heading_shifted")
def heading_shifted(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for a column whose values fit another heading of its own table better than the printed one.

    Headings are compared as printed, with the tables of other dates and contents; where the layout
    already reads a column by its values, a remark says so. Unit: correlation (-1 to 1) of the values
    over the districts. Source: own rule, on Fisher's z of the correlations.
    """
    cube = cube_of(data)
    tables = _tables(cube, data)
    pairs = {(a, b): _both_ways(tables[a], tables[b]) for a, b in _compared(tables)}
    pairs = {pair: found for pair, found in pairs.items() if any(found)}
    contradicted = Counter(table for pair in pairs for table in pair)
    seen: set[tuple[int, int]] = set()
    for (a, b), (first, second) in pairs.items():
        faulty = _faulty(cube, tables[a], tables[b], first, second) or contradicted[a] - contradicted[b]
        own, other, shifts = (a, b, first) if (faulty >= 0 and first) or not second else (b, a, second)
        new = [shift for shift in shifts if (own, shift.own) not in seen]
        seen |= {(own, shift.own) for shift in new}
        yield from limited(_finding(cube, data, tables[own], tables[other], shift) for shift in new)


def _compared(tables: Sequence[Table]) -> list[tuple[int, int]]:
    """Return which tables are compared: editions of one family in succession, of two families those nearest in time."""
    families: dict[tuple[str, ...], list[int]] = {}
    for place in sorted(range(len(tables)), key=lambda place: tables[place].date):
        families.setdefault(tables[place].headings, []).append(place)
    pairs = {tuple(sorted(pair)) for family in families.values() for pair in itertools.pairwise(family)}
    for one, two in itertools.permutations(families.values(), 2):
        for place in one:
            mate = min(two, key=lambda other: abs(_year(tables[other].date) - _year(tables[place].date)))
            pairs.add(tuple(sorted((place, mate))))
    return sorted((a, b) for a, b in pairs)


def _year(date: str) -> float:
    return float(date[:4]) + float(date[5:7]) / 12 if date else 0.0


def _both_ways(one: Table, two: Table) -> tuple[list[Shift], list[Shift]]:
    if max(len(one.headings), len(two.headings)) > _MOST:
        return [], []
    alike = likeness(one.headings, two.headings)
    if alike.max(initial=0.0) < _NAMED:
        return [], []
    fits, shared = correlations(one.values, two.values)
    fits = np.where(shared >= _FEWEST, fits, 0.0)
    return shifts_of(alike, fits), shifts_of(alike.T, fits.T)


def _faulty(cube: Cube, one: Table, two: Table, first: list[Shift], second: list[Shift]) -> int:
    """Return more than 0 where the first table is the one whose layout already reads columns against their headings."""
    return sum(_reread(cube, one, shift) for shift in first) - sum(_reread(cube, two, shift) for shift in second)


def _reread(cube: Cube, table: Table, shift: Shift) -> bool:
    line = cube.lines[table.lines[shift.own]]
    return bool(line.kind or line.origin) and not _read_as(line, table.headings[shift.own])


def _read_as(line: Line, heading: str) -> bool:
    """Return whether the layout gives a column the meaning that a heading has."""
    said = line.kind or line.origin
    return bool(said) and bool(likeness((heading,), (said,))[0, 0] >= _NAMED)


def shifts_of(alike: Floats, fits: Floats) -> list[Shift]:
    """Return the columns of one table that look like a column of another table with another heading.

    ``alike`` holds how alike their headings are, ``fits`` how their values correlate: own columns x
    the other's. A column that is one of the other's but for the print is taken even where its own
    table has no heading for that one.
    """
    found = []
    back = alike.argmax(axis=0)
    for own, place in enumerate(alike.argmax(axis=1).tolist()):
        best = int(np.argmax(fits[own]))
        named, meant = bool(alike[own, place] >= _NAMED), int(back[best])
        listed = bool(alike[meant, best] >= _NAMED)
        if best == place or fits[own, best] < _ALIKE or (listed and meant == own):
            continue
        if not (named or fits[own, best] >= _SAME):
            continue
        if not listed and (not named or fits[own, best] < _SAME or fits[own, place] >= _ALIKE):
            continue
        others = max(fits[own, place] if named else 0.0, fits[meant, best] if listed else 0.0)
        if _fisher(fits[own, best]) - _fisher(others) > _CLEARER:
            found.append(Shift(own, meant if listed else None, best, float(fits[own, best])))
    return found if len(found) > 1 or any(shift.fit >= _SAME for shift in found) else []


def correlations(one: Floats, two: Floats) -> tuple[Floats, npt.NDArray[np.int64]]:
    """Return the correlation of each line of ``one`` with each of ``two`` over the columns known in both, and their number.

    Lines that do not vary correlate with nothing (0).

    >>> fits, shared = correlations(np.array([[1.0, 2.0, 3.0]]), np.array([[2.0, 4.0, 6.0], [1.0, 1.0, np.nan]]))
    >>> fits.round(6).tolist(), shared.tolist()
    ([[1.0, 0.0]], [[3, 2]])
    """
    known: list[Bools] = [np.logical_not(np.isnan(part)) for part in (one, two)]
    if known[0].all() and known[1].all():
        return _plainly(one) @ _plainly(two).T, np.full((len(one), len(two)), one.shape[1])
    means = [np.nansum(p, axis=1) / np.maximum(k.sum(axis=1), 1) for p, k in zip((one, two), known, strict=True)]
    a, b = (np.where(k, p - m[:, None], 0.0) for p, k, m in zip((one, two), known, means, strict=True))
    ka, kb = (part.astype(np.float64) for part in known)
    shared = ka @ kb.T
    with np.errstate(divide="ignore", invalid="ignore"):
        sum_a, sum_b = a @ kb.T, ka @ b.T
        product = a @ b.T - sum_a * sum_b / shared
        square_a, square_b = (a**2) @ kb.T - sum_a**2 / shared, ka @ (b**2).T - sum_b**2 / shared
        fits = product / np.sqrt(square_a * square_b)
    flat: Bools = ~np.isfinite(fits) | (square_a <= 1e-9 * (a**2 @ kb.T)) | (square_b <= 1e-9 * (ka @ (b**2).T))
    return np.where(flat, 0.0, np.clip(fits, -1, 1)), shared.astype(np.int64)


def _plainly(values: Floats) -> Floats:
    """Return lines of mean 0 and length 1; those that do not vary are 0 throughout."""
    centred = values - values.mean(axis=1, keepdims=True)
    length = np.sqrt((centred**2).sum(axis=1, keepdims=True))
    flat = length <= 1e-9 * np.sqrt((values**2).sum(axis=1, keepdims=True))
    return np.where(flat, 0.0, centred / np.where(flat, 1.0, length))


@lru_cache(maxsize=256)
def likeness(one: tuple[str, ...], two: tuple[str, ...]) -> Floats:
    """Return how alike headings are (0 to 1), by the words that tell the columns of their tables apart.

    >>> poland = ("inhabitants_from_poland", "inhabitants_from_bulgaria")
    >>> likeness(poland, ("HK_Polen", "HK_Turk")).round(1).tolist()
    [[0.9, 0.0], [0.0, 0.0]]
    """
    table = np.zeros((len(one), len(two)))
    for (i, a), (j, b) in itertools.product(enumerate(telling(one)), enumerate(telling(two))):
        if a and b:
            hits = sum(max(_same(word, mate) for mate in b) for word in a)
            table[i, j] = min(hits / min(len(a), len(b)), 1.0) - 0.001 * abs(len(a) - len(b))
    return table


@lru_cache(maxsize=65536)
def _same(one: str, two: str) -> float:
    """Return 1 for the same word, 0.9 for one that is nearly spelled so; codes with digits are the same or not."""
    if one == two:
        return 1.0
    near = min(len(one), len(two)) > 3 and not re.search(r"\d", one + two)
    return 0.9 if near and difflib.SequenceMatcher(None, one, two).ratio() >= _WORD else 0.0


def telling(headings: Sequence[str]) -> list[set[str]]:
    """Return the words of each heading but for those that stand in more than half of the headings.

    >>> [sorted(words) for words in telling(["k01_jobs", "K 02", "k03_jobs_percentage"])]
    [['k01'], ['k02'], ['k03', 'percentage']]
    """
    words = [set(re.findall(r"[^\W_]+", re.sub(r"\b([a-zäöü]{1,2}) (\d)", r"\1\2", fold(text)))) for text in headings]
    count = Counter(word for each in words for word in each)
    return [{word for word in each if count[word] <= len(headings) / 2} or each for each in words]


def _fisher(correlation: float) -> float:
    return float(np.arctanh(min(correlation, 1 - 1e-9)))


def _tables(cube: Cube, data: DistrictData) -> list[Table]:
    """Return the sheets with a heading per column of numbers, each column one line of the cube."""
    if not len(data.headings):
        return []
    names = {
        (str(h.source), str(h.sheet), str(h.cell).rstrip("0123456789")): str(h.heading)
        for h in data.headings.itertuples()
    }
    columns = cube.frame["column"].to_numpy()
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for place, line in enumerate(cube.lines):
        used = columns[cube.places[place][cube.places[place] >= 0]]
        if len(used) and (used == used[0]).all() and used[0] > 0:
            found.setdefault((line.source, line.sheet), []).append((int(used[0]), place))
    tables = []
    for (source, sheet), entries in found.items():
        each = Counter(column for column, _ in entries)
        own = [entry for entry in entries if each[entry[0]] == 1]  # of a long table all figures stand in one column
        named = [(c, p, names.get((source, sheet, cell_name(1, c)[:-1]), "")) for c, p in own]
        named = [entry for entry in named if entry[2]]
        if len(named) > 2:
            order, lines, headings = zip(*named, strict=True)
            date = max(cube.lines[line].date for line in lines)
            tables.append(Table(source, sheet, date, headings, order, lines, cube.values[list(lines)]))
    return tables


def _finding(cube: Cube, data: DistrictData, table: Table, other: Table, shift: Shift) -> Finding:
    line = cube.lines[table.lines[shift.own]]
    mate = cube.lines[other.lines[shift.other]]
    same = line.without("date", "source", "sheet") == mate.without("date", "source", "sheet")
    known = same or _read_as(line, other.headings[shift.other]) > _read_as(line, table.headings[shift.own])
    severity: Severity = "info" if known else "warning"
    shown = other.headings[shift.other]
    meant = shown if shift.meant is None else table.headings[shift.meant]
    rule = "heading_shifted.read" if known else "heading_shifted.elsewhere" if meant == shown else "heading_shifted"
    words = {
        "heading": table.headings[shift.own],
        "meant": meant,
        "other": shown,
        "file": file_of(data, other.source),
        "what": label_of(line.variable),
    }
    cells = {str(h.heading): str(h.cell) for h in data.headings.itertuples() if h.source == table.source}
    return Finding(
        rule,
        severity,
        file=file_of(data, table.source),
        sheet=table.sheet,
        cell=cells.get(table.headings[shift.own], ""),
        variable=line.variable,
        details=words,
    )
