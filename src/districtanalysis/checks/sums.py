"""Parts against totals: sexes, ages, nationalities, areas, and the same figure in two tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
import pandas as pd

from districtanalysis.checks.areas import broken_areas
from districtanalysis.checks.cube import Cube, cube_of
from districtanalysis.checks.equations import Equation, equations, holds
from districtanalysis.checks.readings import Broken, Cell, digits_of, nearly_read, readings
from districtanalysis.checks.registry import CHECKS, at, file_of, label_of, limited
from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.language import join, number, say

# Sums that fail in more than this part of the districts do so by definition, not by misprint.
_RULE, _FEW = 0.25, 3


@dataclass(frozen=True, slots=True)
class General:
    """A sum that fails nearly everywhere: its first place, in how many districts, and of how many."""

    kind: str
    line: int
    district: int
    part: Cell
    count: int
    known: int


@CHECKS.register("sum_differs")
def sum_differs(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where sexes, ages, nationalities or areas do not add up to their printed total.

    One digit that would repair the sum is proposed and never applied. Noise of a census and rounding
    are tolerated. Unit: counts; one finding per sum and district, one per sum where most districts
    differ. Source: own rule.
    """
    yield from limited(_differing(data, tables=False))


@CHECKS.register("tables_disagree")
def tables_disagree(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where two tables print different values for the same thing, day and district.

    Unit: counts; one finding per district, one per pair of columns where most districts differ.
    Source: own rule.
    """
    yield from limited(_differing(data, tables=True))


def _differing(data: DistrictData, *, tables: bool) -> Iterator[Callable[[], Finding]]:
    cube = cube_of(data)
    if "sums" not in cube.kept:
        every = equations(cube, data)
        sums, general = _broken(cube, data, every)
        cube.kept["sums"] = sums, general, readings(cube, sums, every)
    sums, general, best = cube.kept["sums"]
    for each in (each for each in sums if (each.kind == "tables") == tables):
        yield partial(_one, cube, data, each, best[each])
    yield from (partial(_general, cube, data, entry) for entry in general if (entry.kind == "tables") == tables)


def _broken(cube: Cube, data: DistrictData, every: list[Equation]) -> tuple[list[Broken], list[General]]:
    """Return the sums that fail district by district, and those that fail nearly everywhere with their numbers."""
    sums: list[Broken] = []
    general: list[General] = []
    for equation in every:
        missing, bad = holds(cube, equation, data)
        where = np.flatnonzero(bad)
        known = int(np.count_nonzero(~np.isnan(missing)))
        if len(where) > max(_FEW, _RULE * known):
            first = int(where[0])
            part = (equation.parts[0], first)
            general.append(General(equation.kind, equation.whole, first, part, len(where), known))
            continue
        for district in where.tolist():
            parts = tuple((line, district) for line in equation.parts)
            sums.append(Broken(equation.kind, (equation.whole, district), parts, float(missing[district])))
    for found, known in broken_areas(cube, data):
        if len(found) > max(_FEW, _RULE * known):
            line, area = found[0].whole
            general.append(General("areas", line, area, found[0].parts[0], len(found), known))
        else:
            sums += found
    return sums, general


def _one(cube: Cube, data: DistrictData, broken: Broken, found: dict[Cell, float]) -> Finding:
    value = float(cube.values[broken.whole])
    rule = "tables_disagree" if broken.kind == "tables" else "sum_differs"
    home = cube.row(*(next(iter(found)) if len(found) == 1 else broken.whole))
    words: dict[str, object] = {
        "what": label_of(home["variable"]),
        "parts": _parts(broken.kind),
        "value": value,
        "total": value - broken.missing,
        "whole": _places(cube, data, home, [broken.whole]),
        "other": _places(cube, data, home, broken.parts),
    }
    if found:
        shown = [(_places(cube, data, home, [cell]), value) for cell, value in found.items()]
        return at(data, home, f"{rule}.reading", "warning", **words, reading=Phrase(_worded, tuple(shown)))
    return at(data, home, rule, "warning", **words)


def _worded(*readings: tuple[str, float]) -> str:
    return join([f"{place}: {number(value)}" for place, value in readings], "words.or")


def _general(cube: Cube, data: DistrictData, general: General) -> Finding:
    home = cube.row(general.line, general.district)
    words = {"what": label_of(home["variable"]), "parts": _parts(general.kind), "count": general.count}
    words |= {"known": general.known, "other": _places(cube, data, home, [general.part])}
    rule = "tables_disagree.many" if general.kind == "tables" else "sum_differs.many"
    return at(data, home, rule, "warning", **words)


def _parts(kind: str) -> Phrase:
    return Phrase(say, (f"finding.parts.{kind}",))


def _places(cube: Cube, data: DistrictData, home: pd.Series, cells: Sequence[Cell]) -> str:
    """Return where parts stand: cells of the table of the whole alone, of others with their file."""
    tables: dict[tuple[str, str], list[str]] = {}
    for cell in cells:
        row = cube.row(*cell)
        file = "" if row["source"] == home["source"] else file_of(data, row["source"])
        sheet = row["sheet"] if isinstance(row["sheet"], str) and row["sheet"] != home["sheet"] else ""
        tables.setdefault((file, sheet), []).append(cell_name(int(row["row"]), int(row["column"])))
    listed = []
    for (file, sheet), places in tables.items():
        named = [place for place in places if place]
        span = named if len(named) <= _FEW else [f"{named[0]} … {named[-1]}"]
        listed.append(" ".join(part for part in (file, sheet, ", ".join(span)) if part))
    return "; ".join(listed)


@CHECKS.register("digits_unclear")
def digits_unclear(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for text in a number cell whose digits, but for one, are about the number that a sum leaves open.

    Unit: counts; one finding per cell, with the reading, which is never applied. Source: own rule.
    """
    cube = cube_of(data)
    if "unreadable" not in cube.names_of_statuses:
        return
    unread = (cube.statuses == cube.names_of_statuses.index("unreadable")) & np.isnan(cube.values)
    found: dict[Cell, float] = {}
    for equation in equations(cube, data) if unread.any() else ():
        for district in np.flatnonzero(unread[list(equation.lines)].sum(axis=0) == 1).tolist():
            cell, value = _solved(cube, equation, district)
            if nearly_read(digits_of(cube.row(*cell)), value):
                found.setdefault(cell, value)
    for cell, value in found.items():
        row = cube.row(*cell)
        yield at(data, row, "digits_unclear", "warning", text=row["text"], what=label_of(row["variable"]), value=value)


def _solved(cube: Cube, equation: Equation, district: int) -> tuple[Cell, float]:
    """Return the one cell without a number and the number that the others leave for it; -1 where they do not."""
    values = cube.values[list(equation.lines), district]
    line = equation.lines[int(np.flatnonzero(np.isnan(values))[0])]
    rest = float(np.nansum(values[1:]))
    value = rest if line == equation.whole else float(values[0]) - rest
    return (line, district), value if np.count_nonzero(np.isnan(values)) == 1 else -1.0
