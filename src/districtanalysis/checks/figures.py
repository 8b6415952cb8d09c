"""Single figures: text in number cells, impossible values, parts above their whole, qualified figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from districtanalysis.checks.registry import CHECKS, at, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import codebook, variables
from districtanalysis.errors import SelectionError

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
            book = codebook(variable)
            steps = tuple(f"{step} ({book.step_label(step)})" for step in book.steps)
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
        wholes = _plain(data, variable.part_of)
        for row in rows_of(parts):
            whole = wholes.get(str(row["district_id"]), np.nan)
            if row["value"] > whole:
                words = {"part": variable.label, "whole": variables()[variable.part_of].label}
                yield at(
                    data, row, "part_exceeds_whole", "error", value=float(row["value"]), limit=float(whole), **words
                )


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
        text = row["text"] if isinstance(row["text"], str) else "–"
        yield at(data, row, "figure_withheld", "info", text=text, what=_label(row))


@CHECKS.register("thousands_sign")
def thousands_sign(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark for each variable whose figures are printed with a sign between thousands.

    Unit: one finding per source and variable. Source: points, blanks and apostrophes occur; defect 12.
    """
    frame = data.observations.frame
    printed = (
        frame["text"]
        .astype(object)
        .map(lambda text: isinstance(text, str) and bool(_THOUSANDS.fullmatch(text.strip())))
    )
    for _, rows in frame[printed.to_numpy(dtype=bool)].groupby(["source", "variable"], observed=True):
        row = rows.iloc[0]
        words = {"text": row["text"], "value": float(row["value"]), "count": len(rows)}
        yield replace(at(data, row, "thousands_sign", "info", what=_label(row), **words), district="")


@CHECKS.register("total_differs")
def total_differs(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where the districts do not add up to a printed total.

    Unit: one finding per total cell. Source: own rule; noise added for confidentiality is possible.
    """
    for row in rows_of(data.totals.frame):
        variable = str(row["variable"])
        if not variables()[variable].additive or pd.isna(row["value"]):
            continue
        parts = data.observations.of(variable)
        same = parts[(parts["source"] == row["source"]) & (parts["column"] == row["column"])]
        total = float(same["value"].sum())
        if same["value"].notna().all() and total != row["value"]:
            yield at(data, row, "total_differs", "warning", value=float(row["value"]), total=total, what=_label(row))


def _plain(data: DistrictData, variable: str) -> dict[str, float]:
    try:
        frame = select(data.observations, Selection(variable)).frame
    except SelectionError:
        return {}  # a district that stands twice, or parts without a whole: no one figure to compare with
    return {str(k): float(v) for k, v in frame["value"].items()}


def _label(row: pd.Series) -> str:
    return variables()[str(row["variable"])].label
