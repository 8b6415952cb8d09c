"""Printed total rows against the rows that they add up."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from districtanalysis.checks.readings import misread
from districtanalysis.checks.registry import CHECKS, at, is_text, label_of, limited, rows_of
from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.language import join, number

_SHOWN = 2


@CHECKS.register("total_differs")
def total_differs(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where the districts do not add up to a printed total.

    A total may stand for the whole table or for the rows since the total before it. One digit that
    would repair the sum is proposed and never applied. Unit: one finding per total cell. Source: own
    rule; noise added for confidentiality is possible.
    """
    if len(data.totals):
        yield from limited(_totals(data))


def _totals(data: DistrictData) -> Iterator[Finding]:
    totals = data.totals.frame[is_text(data.totals.frame, "variable", lambda key: variables()[key].additive)]
    frame = data.observations.frame
    places = ["source", "column", "variable"]
    columns = dict(iter(frame[frame["column"].isin(totals["column"])].groupby(places, observed=True)))
    for key, rows in totals.sort_values("row", kind="stable").groupby(places, observed=True):
        same = columns.get(key)
        if same is None or same["value"].isna().any():
            continue
        lines = same["row"].to_numpy()
        above = -1
        for row in rows_of(rows):
            block = same[(lines >= above) & (lines <= int(row["row"]))]
            above = int(row["row"])
            parts = min((part for part in (same, block) if len(part)), key=lambda part: abs(_missing(part, row)))
            if abs(_missing(parts, row)) > _left_by_rounding(same, row):
                yield _differing(data, row, parts)


def _missing(parts: pd.DataFrame, total: pd.Series) -> float:
    return float(total["value"]) - float(parts["value"].sum())


def _differing(data: DistrictData, total: pd.Series, parts: pd.DataFrame) -> Finding:
    missing = _missing(parts, total)
    words = {
        "value": float(total["value"]),
        "total": float(total["value"]) - missing,
        "what": label_of(total["variable"]),
    }
    candidates = [(total, float(total["value"]) - missing)]
    candidates += [(row, float(row["value"]) + missing) for row in rows_of(parts)]
    found = tuple((_cell(row), value) for row, value in candidates if misread(row, value))
    if 0 < len(found) <= _SHOWN:  # among many rows some digit always fits
        return at(data, total, "total_differs.reading", "warning", **words, reading=Phrase(_worded, found))
    return at(data, total, "total_differs", "warning", **words)


def _worded(*readings: tuple[str, float]) -> str:
    return join([f"{place}: {number(value)}" for place, value in readings], "words.or")


def _cell(row: pd.Series) -> str:
    return cell_name(int(row["row"]), int(row["column"]))


def _left_by_rounding(parts: pd.DataFrame, total: pd.Series) -> float:
    """Return by how much rounded parts can miss their rounded total; nothing for whole numbers."""
    decimals = int(total["decimals"])
    return (len(parts) + 1) * 0.5 / 10.0**decimals if decimals > 0 else 1e-6
