from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_rows

Rows = Sequence[Mapping[str, object]]


@pytest.fixture(scope="session")
def made() -> Callable[..., DistrictData]:
    """Make data from rows; ``concepts`` states the population concept of each source."""

    def make(rows: Rows, concepts: Mapping[str, str] | None = None) -> DistrictData:
        names = list(dict.fromkeys(str(row["district_id"]) for row in rows))
        districts = pd.DataFrame({"name": names, "level": "district", "group": ""}, index=names)
        records = [SourceRecord(key, f"{key}.csv", population_concept=value) for key, value in (concepts or {}).items()]
        return DistrictData(districts, from_rows(rows), sources=tuple(records))

    return make


@pytest.fixture(scope="session")
def derived(reference: Path) -> list[dict[str, str]]:
    """The published districts of Kaiserslautern with the residents that follow from count and share."""
    path = reference.parent / "figures" / "kaiserslautern_derived_residents.csv"
    if not path.is_file():
        pytest.skip(f"no transcribed figures: {path}")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
