"""Single figures: text in number cells, impossible values, parts above their whole, qualified figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from districtanalysis.checks.registry import CHECKS, at, label_of, of_same_date, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import codebook, variables
from districtanalysis.language import say

_THOUSANDS = re.compile(r"[-\u2212]?\d{1,3}([.'\u2019 \u00a0\u2009\u202f]\d{3})+")
_WITHHELD = ("suppressed", "unknown_or_secret", "unreliable", "not_yet", "not_available")


@CHECKS.register("not_a_number")
def not_a_number(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each cell with text where a number belongs.

    Unit: one finding per cell. Source: own rule.
    """
    frame = data.observations.frame
    for row in rows_of(frame[(frame["status"] == "unreadable")]):
        if variables()[row["variable"]].concept != "ordinal":
            yield at(data, row, "not_a_number", "error", text=row["text"], what=_label(row))


@CHECKS.register("unknown_code")
def unknown_code(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each code that the code book does not hold.

    Unit: one finding per cell. Source: the code book of the variable.
    """
    frame = data.observations.frame
    for row in rows_of(frame[(frame["status"] == "unreadable")]):
        variable = str(row["variable"])
        if variables()[variable].concept == "ordinal":
            steps = tuple(Phrase(_step, (variable, step)) for step in codebook(variable).steps)
            yield at(data, row, "unknown_code", "error", text=row["text"], what=_label(row), steps=steps)


@CHECKS.register("negative_count")
def negative_count(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each count below zero.

    Unit: one finding per cell. Source: the definition of a count.
    """
    frame = data.observations.frame
    counts = frame["variable"].map(lambda key: variables()[key].concept == "count").to_numpy(dtype=bool)
    for row in rows_of(frame[counts & (frame["value"] < 0)]):
        yield at(data, row, "negative_count", "error", value=float(row["value"]), what=_label(row))


@CHECKS.register("share_out_of_range")
def share_out_of_range(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error for each share below 0 or above 100 percent.

    Unit: one finding per cell. Source: the definition of a share.
    """
    frame = data.observations.frame
    shares = frame["variable"].map(lambda key: variables()[key].concept == "share").to_numpy(dtype=bool)
    for row in rows_of(frame[shares & ((frame["value"] < 0) | (frame["value"] > 100))]):
        yield at(data, row, "share_out_of_range", "error", value=float(row["value"]), what=_label(row))


@CHECKS.register("part_exceeds_whole")
def part_exceeds_whole(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield an error where a count is greater than the one it is part of.

    Unit: one finding per district and variable. Source: ``part_of`` of the variable.
    """
    for key, variable in variables().items():
        parts = data.observations.of(key)
        if not variable.part_of or parts.empty:
            continue
        parts = parts.assign(whole=of_same_date(data, variable.part_of, parts))
        for row in rows_of(parts[parts["value"] > parts["whole"]]):
            words = {"part": label_of(key), "whole": label_of(variable.part_of)}
            numbers = {"value": float(row["value"]), "limit": float(row["whole"])}
            yield at(data, row, "part_exceeds_whole", "error", **numbers, **words)


@CHECKS.register("qualified_figure")
def qualified_figure(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each figure printed with "at least", "about" and the like.

    Unit: one finding per cell. Source: the printed qualifier.
    """
    frame = data.observations.frame
    qualified = frame["qualifier"].isin(["about", "nearly", "at_least", "at_most", "between"]) & (
        frame["status"] != "derived"
    )
    for row in rows_of(frame[qualified]):
        yield at(data, row, "qualified_figure", "info", text=row["text"], what=_label(row))


@CHECKS.register("figure_withheld")
def figure_withheld(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each figure that is suppressed, unknown, unreliable or not available.

    Unit: one finding per cell. Source: the sign profile of the table.
    """
    frame = data.observations.frame
    numbers = frame["variable"].map(lambda key: variables()[key].concept != "text").to_numpy(dtype=bool)
    for row in rows_of(frame[numbers & frame["status"].isin(_WITHHELD) & (frame["qualifier"] != "present")]):
        text = row["text"] if isinstance(row["text"], str) else Phrase(say, ("words.not_available_sign",))
        yield at(data, row, "figure_withheld", "info", text=text, what=_label(row))


@CHECKS.register("thousands_sign")
def thousands_sign(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each variable whose figures are printed with a sign between thousands.

    Unit: one finding per source and variable. Source: points, blanks and apostrophes occur; defect 12.
    """
    frame = data.observations.frame
    texts = [text for text in frame["text"].cat.categories if _THOUSANDS.fullmatch(text.strip())]
    grouped = frame["text"].isin(texts) & (frame["value"].abs() >= 1000)  # 1.234 can be a decimal
    for _, rows in frame[grouped].groupby(["source", "variable"], observed=True):
        row = rows.iloc[0]
        words = {"text": row["text"], "value": float(row["value"]), "count": len(rows)}
        yield replace(at(data, row, "thousands_sign", "info", what=_label(row), **words), district="")


@CHECKS.register("total_differs")
def total_differs(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where the districts do not add up to a printed total.

    A total may stand for the whole table or for the rows since the total before it.
    Unit: one finding per total cell. Source: own rule; noise added for confidentiality is possible.
    """
    above: dict[tuple[object, int], int] = {}
    for row in rows_of(data.totals.frame.sort_values("row", kind="stable")):
        place = (row["source"], int(row["column"]))
        start = above.get(place, -1)
        above[place] = int(row["row"])
        parts = data.observations.of(str(row["variable"]))
        same = parts[(parts["source"] == row["source"]) & (parts["column"] == row["column"])]
        if not variables()[str(row["variable"])].additive or pd.isna(row["value"]) or same["value"].isna().any():
            continue
        block = same[same["row"].between(start, int(row["row"]))]
        sums = [float(rows["value"].sum()) for rows in (same, block) if len(rows)]
        near = min(sums, key=lambda total: abs(total - row["value"]), default=None)
        if near is not None and abs(near - row["value"]) > _left_by_rounding(same, row):
            words = {"value": float(row["value"]), "total": near, "what": _label(row)}
            yield at(data, row, "total_differs", "warning", **words)


def _left_by_rounding(parts: pd.DataFrame, total: pd.Series) -> float:
    """Return by how much rounded parts can miss their rounded total; nothing for whole numbers."""
    decimals = int(total["decimals"])
    return (len(parts) + 1) * 0.5 / 10.0**decimals if decimals > 0 else 1e-6


def _step(variable: str, step: int) -> str:
    return f"{step} ({codebook(variable).step_label(step)})"


def _label(row: pd.Series) -> Phrase:
    return label_of(row["variable"])
