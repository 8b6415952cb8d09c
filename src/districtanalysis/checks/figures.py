"""Single figures: text in number cells, impossible values, parts above their whole, qualified figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd

from districtanalysis.checks.areas import together
from districtanalysis.checks.cube import Cube, Line, cube_of
from districtanalysis.checks.equations import tolerance_of
from districtanalysis.checks.registry import (
    CHECKS,
    Bools,
    at,
    first_of,
    is_one_of,
    is_text,
    label_of,
    limited,
    of_concept,
    rows_of,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import codebook, variables
from districtanalysis.language import number, say

_THOUSANDS = re.compile(r"[-\u2212]?\d{1,3}([.'\u2019 \u00a0\u2009\u202f]\d{3})+")
# Units of which there is no half.
_WHOLE = {"persons", "households", "facilities", "nationalities"}
_OLDEST = 120
_ONE_BY_ONE = 10  # figures of one column and sign that are named cell by cell
_WITHHELD = ("suppressed", "unknown_or_secret", "unreliable", "not_yet", "not_available")


@CHECKS.register("not_a_number")
def not_a_number(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each cell with text where a number belongs.

    Unit: one finding per cell. Source: own rule.
    """
    rows = _unread(data, ordinal=False)
    yield from first_of(data, rows, "not_a_number", "error", lambda row: {"text": row["text"], "what": _label(row)})


@CHECKS.register("unknown_code")
def unknown_code(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each code that the code book does not hold.

    Unit: one finding per cell. Source: the code book of the variable.
    """

    def words(row: pd.Series) -> dict[str, object]:
        variable = str(row["variable"])
        steps = tuple(Phrase(_step, (variable, step)) for step in codebook(variable).steps)
        return {"text": row["text"], "what": _label(row), "steps": steps}

    yield from first_of(data, _unread(data, ordinal=True), "unknown_code", "error", words)


def _unread(data: DistrictData, *, ordinal: bool) -> pd.DataFrame:
    frame = data.observations.frame
    unread = is_one_of(frame, "status", ["unreadable"])
    return _chosen(frame, unread & (of_concept(frame, "ordinal") == ordinal)) if unread.any() else frame.iloc[:0]


@CHECKS.register("negative_count")
def negative_count(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each count below zero.

    Unit: one finding per cell. Source: the definition of a count.
    """
    frame = data.observations.frame
    rows = _chosen(frame, (frame["value"].to_numpy() < 0) & of_concept(frame, "count"))
    yield from first_of(data, rows, "negative_count", "error", _value)


@CHECKS.register("share_out_of_range")
def share_out_of_range(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each share below 0 or above 100 percent.

    Unit: one finding per cell. Source: the definition of a share.
    """
    frame = data.observations.frame
    value = frame["value"].to_numpy()
    rows = _chosen(frame, ((value < 0) | (value > 100)) & of_concept(frame, "share"))
    yield from first_of(data, rows, "share_out_of_range", "error", _value)


@CHECKS.register("not_a_whole_number")
def not_a_whole_number(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each count of persons, households or facilities that is printed with a fraction.

    Estimated and derived figures may have one, and columns that are given in thousands or rounded
    throughout. Unit: one finding per cell. Source: the definition of a count.
    """
    frame = data.observations.frame
    value = frame["value"].to_numpy()
    odd = (value != np.round(value)) & ~np.isnan(value)
    if not odd.any():
        return
    odd &= of_concept(frame, "count") & is_text(frame, "variable", lambda key: variables()[key].unit in _WHOLE)
    odd &= ~is_one_of(frame, "status", ["estimated", "derived"]) & ~is_one_of(frame, "qualifier", ["about"])
    if not odd.any():
        return
    rows = frame[odd]
    usual = rows.groupby(["source", "column"], observed=True, dropna=False)["value"].transform("size")
    table = _chosen(frame, ~np.isnan(value)).groupby(["source", "column"], observed=True, dropna=False).size()
    size = [table.get(key, 0) for key in zip(rows["source"], rows["column"], strict=True)]
    yield from first_of(data, rows[usual.to_numpy() < 0.5 * np.array(size)], "not_a_whole_number", "warning", _printed)


@CHECKS.register("age_impossible")
def age_impossible(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each column or row of ages that nobody reaches, or whose upper bound lies below the lower.

    Unit: completed years, up to 120; one finding per age and table. Source: own rule.
    """
    frame = data.observations.frame
    low, high = frame["age_from"].to_numpy(), frame["age_to"].to_numpy()
    odd = (low > _OLDEST) | (high > _OLDEST) | ((high >= 0) & (high < low))
    if odd.any():
        rows = _chosen(frame, odd).drop_duplicates(["source", "sheet", "age_from", "age_to"])
        for row in rows_of(rows):
            words = {"low": int(row["age_from"]), "high": int(row["age_to"]), "what": _label(row)}
            yield replace(at(data, row, "age_impossible", "error", **words), district="")


@CHECKS.register("part_exceeds_whole")
def part_exceeds_whole(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error where a count is greater than the one it is part of: foreigners, an age, a sex or an origin.

    Unit: one finding per district and variable. Source: ``part_of`` of the variable, and all ages,
    sexes and origins of the same one.
    """
    cube = cube_of(data)
    yield from limited(_exceeding(cube, data))


def _exceeding(cube: Cube, data: DistrictData) -> Iterator[Callable[[], Finding]]:
    wholes: dict[object, dict[str, list[int]]] = {}
    for place, line in enumerate(cube.lines):
        if variables()[line.variable].concept == "count" and not line.kind and not line.origin:
            wholes.setdefault((line.variable, line.ages, line.sex), {}).setdefault(line.date, []).append(place)
    for place, line in enumerate(cube.lines):
        for lines in _wholes_of(line, wholes):
            own_first = sorted(lines, key=lambda whole: cube.lines[whole].source != line.source)
            whole, home = together(cube, own_first)
            above = cube.values[place] - whole
            if not (above > 0).any():
                continue
            for district in np.flatnonzero(above > tolerance_of(cube, (place, *own_first), data, size=1)).tolist():
                yield partial(_exceeds, cube, data, (place, int(home[district])), district)


def _exceeds(cube: Cube, data: DistrictData, lines: tuple[int, int], district: int) -> Finding:
    part, whole = lines
    row = cube.row(part, district)
    numbers = {"value": float(row["value"]), "limit": float(cube.values[whole, district])}
    words = {"part": label_of(cube.lines[part].variable), "whole": label_of(cube.lines[whole].variable)}
    return at(data, row, "part_exceeds_whole", "error", **numbers, **words)


def _wholes_of(line: Line, wholes: Mapping[object, dict[str, list[int]]]) -> Iterator[list[int]]:
    """Yield the lines that this one must not exceed: what it is part of, and everybody of the same kind."""
    variable = variables()[line.variable]
    keys: list[object] = []
    if variable.part_of:
        near = (variable.part_of, line.ages, line.sex)
        keys.append(near if near in wholes else (variable.part_of, (-1, -1), ""))
    if variable.additive and variable.concept == "count" and not line.about_everybody and not line.kind:
        keys.append((line.variable, (-1, -1), ""))
    for key in keys:
        days = wholes.get(key, {})
        found = days.get(line.date, days.get("")) if line.date else next(reversed(days.values()), None)
        if found is not None:
            yield found


@CHECKS.register("qualified_figure")
def qualified_figure(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each figure printed with "at least", "about" and the like.

    Unit: one finding per cell. Source: the printed qualifier.
    """
    frame = data.observations.frame
    qualified = is_one_of(frame, "qualifier", ["about", "nearly", "at_least", "at_most", "between"])
    rows = _chosen(frame, qualified & ~is_one_of(frame, "status", ["derived"]))
    yield from first_of(data, rows, "qualified_figure", "info", _printed)


@CHECKS.register("figure_withheld")
def figure_withheld(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each figure that is suppressed, unknown, unreliable or not available.

    Unit: one finding per cell, one per column and sign where there are many. Source: the sign
    profile of the table.
    """
    frame = data.observations.frame
    withheld = is_one_of(frame, "status", _WITHHELD)
    if not withheld.any():
        return
    rows = _chosen(frame, withheld & ~of_concept(frame, "text") & ~is_one_of(frame, "qualifier", ["present"]))
    for _, part in rows.groupby(["source", "sheet", "column", "text"], observed=True, dropna=False, sort=False):
        if len(part) <= _ONE_BY_ONE:
            yield from (at(data, row, "figure_withheld", "info", **_printed(row)) for row in rows_of(part))
        else:
            row = part.iloc[0]
            finding = at(data, row, "figure_withheld.many", "info", count=len(part), **_printed(row))
            yield replace(finding, district="")


@CHECKS.register("thousands_sign")
def thousands_sign(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each variable whose figures are printed with a sign between thousands.

    Unit: one finding per source and variable. Source: points, blanks and apostrophes occur; defect 12.
    """
    frame = data.observations.frame
    grouped = is_text(frame, "text", lambda text: _THOUSANDS.fullmatch(text.strip()) is not None)
    grouped &= np.abs(frame["value"].to_numpy()) >= 1000  # 1.234 can be a decimal
    if not grouped.any():
        return
    for _, rows in frame[grouped].groupby(["source", "variable"], observed=True):
        row = rows.iloc[0]
        words = {"text": row["text"], "value": float(row["value"]), "count": len(rows)}
        yield replace(at(data, row, "thousands_sign", "info", what=_label(row), **words), district="")


def _chosen(frame: pd.DataFrame, which: Bools) -> pd.DataFrame:
    return frame[which] if which.any() else frame.iloc[:0]


def _value(row: pd.Series) -> dict[str, object]:
    return {"value": float(row["value"]), "what": _label(row)}


def _printed(row: pd.Series) -> dict[str, object]:
    """Return the text of a cell as printed; where it is empty, the sign for "not available"."""
    text: object = row["text"]
    if not isinstance(text, str):
        known = row["value"] == row["value"]
        text = Phrase(number, (float(row["value"]), None)) if known else Phrase(say, ("words.not_available_sign",))
    return {"text": text, "what": _label(row)}


def _step(variable: str, step: int) -> str:
    return f"{step} ({codebook(variable).step_label(step)})"


def _label(row: pd.Series) -> Phrase:
    return label_of(row["variable"])
