"""The registry of checks, and how a check names the place of a figure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pandas as pd

from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Severity
from districtanalysis.domain.registry import Registry
from districtanalysis.domain.study import Study

Check = Callable[[DistrictData, Study | None], Iterable[Finding]]

CHECKS: Registry[Check] = Registry("finding")


def at(data: DistrictData, row: pd.Series, rule: str, severity: Severity, **details: object) -> Finding:
    """Return a finding of ``rule`` at the cell of one figure (a row of the observations)."""
    source = row["source"]
    known = isinstance(source, str) and any(record.id == source for record in data.sources)
    return Finding(
        rule,
        severity,
        file=data.source(source).file if known else "",
        sheet=row["sheet"] if isinstance(row["sheet"], str) else "",
        cell=cell_name(int(row["row"]), int(row["column"])),
        district=str(row["district_id"]),
        variable=str(row["variable"]),
        details=details,
    )


def rows_of(frame: pd.DataFrame) -> Iterable[pd.Series]:
    """Yield the rows of a table of figures."""
    return (row for _, row in frame.iterrows())
