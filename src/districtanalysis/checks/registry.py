"""The registry of checks, and what they share: places, names and figures about everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Phrase, Severity
from districtanalysis.domain.registry import Registry
from districtanalysis.domain.study import Study
from districtanalysis.language import say

Check = Callable[[DistrictData, Study | None], Iterable[Finding]]

CHECKS: Registry[Check] = Registry("finding")


def at(data: DistrictData, row: pd.Series, rule: str, severity: Severity, **details: object) -> Finding:
    """Return a finding of ``rule`` at the cell of one figure (a row of the observations)."""
    return Finding(
        rule,
        severity,
        file=file_of(data, row["source"]),
        sheet=row["sheet"] if isinstance(row["sheet"], str) else "",
        cell=cell_name(int(row["row"]), int(row["column"])),
        district=str(row["district_id"]),
        variable=str(row["variable"]),
        details=details,
    )


def file_of(data: DistrictData, source: object) -> str:
    """Return the file of a source; "" for figures that come from no known file."""
    return next((record.file for record in data.sources if record.id == source), "")


def label_of(variable: object) -> Phrase:
    """Return the name of a variable, worded when it is read."""
    return Phrase(say, (f"variable.{variable}",))


def about_everybody(data: DistrictData, variable: str) -> pd.DataFrame:
    """Return the figures of ``variable`` that are not about one age, sex, origin or kind."""
    rows = data.observations.of(variable)
    return rows[(rows["age_from"] == -1) & rows[["sex", "origin", "kind"]].isna().all(axis=1)]


def of_same_date(data: DistrictData, variable: str, rows: pd.DataFrame) -> pd.Series:
    """Return the value of ``variable`` for the district and date of each of ``rows``, missing where there is none.

    Figures without a date go with any date.
    """
    others = about_everybody(data, variable)
    values = {
        (district, date if isinstance(date, str) else ""): float(value)
        for district, date, value in zip(others["district_id"], others["date"], others["value"], strict=True)
    }
    undated = {district: value for (district, _), value in values.items()}
    found = [
        values.get((district, date), values.get((district, ""))) if isinstance(date, str) else undated.get(district)
        for district, date in zip(rows["district_id"], rows["date"], strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype="float64")


def rows_of(frame: pd.DataFrame) -> Iterable[pd.Series]:
    """Yield the rows of a table of figures."""
    return (row for _, row in frame.iterrows())
