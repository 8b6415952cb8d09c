"""``check``: every rule over the data, errors first."""

from __future__ import annotations

from districtanalysis.checks import (
    change,
    confidentiality,
    figures,
    headers,
    lists,
    meaning,
    names,
    rows,
    shares,
    sums,
    totals,
)
from districtanalysis.checks.registry import CHECKS
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, order
from districtanalysis.domain.study import Study

__all__ = [
    "CHECKS",
    "change",
    "check",
    "confidentiality",
    "figures",
    "headers",
    "lists",
    "meaning",
    "names",
    "rows",
    "shares",
    "sums",
    "totals",
]


def check(data: DistrictData, study: Study | None = None) -> tuple[Finding, ...]:
    """Return the findings of all rules and of reading itself, errors first, then by place.

    Raises nothing: whatever is wrong with the data is a finding.

    >>> from districtanalysis.domain.data import DistrictData
    >>> from districtanalysis.domain.observations import from_rows
    >>> import pandas as pd
    >>> figures = from_rows([{"district_id": "Ost", "variable": "residents", "value": -1}])
    >>> districts = pd.DataFrame({"name": ["Ost"], "level": "district", "group": ""}, index=["Ost"])
    >>> [finding.rule for finding in check(DistrictData(districts, figures))]
    ['negative_count']
    """
    found = [finding for _, rule in CHECKS.items() for finding in rule(data, study)]
    return tuple(sorted([*data.findings, *found], key=order))
