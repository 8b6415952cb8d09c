from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache

import pandas as pd
import pytest

from districtanalysis.datasets import raw_folder
from districtanalysis.domain.data import NAME_COLUMNS, DistrictData, Matching, SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.observations import from_rows
from districtanalysis.domain.study import Study
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

Rows = Sequence[Mapping[str, object]]
STUDIES = {
    "heidenheim": "heidenheim/study.toml",
    "vergleichsgebiete": "heidenheim/vergleichsgebiete.toml",
    "gefluechtete": "heidenheim/gefluechtete.toml",
    "umfrage": "hechingen/umfrage.toml",
    "kaiserslautern": "kaiserslautern/study.toml",
}


@cache
def read(name: str) -> tuple[DistrictData, Study]:
    study = load_study(raw_folder() / STUDIES[name])
    return load(study), study


@pytest.fixture(scope="session")
def shipped() -> Callable[[str], tuple[DistrictData, Study]]:
    """Read one of the shipped studies, once."""
    return read


@pytest.fixture(scope="session")
def made() -> Callable[..., DistrictData]:
    """Make data from rows of figures, all from source "a" (file a.csv) unless they name another.

    ``names`` lists (source, printed, district, list); ``headings`` (cell, heading, variable) of source "a", or
    (source, cell, heading, variable); ``parents`` names the area above each area.
    """

    def make(
        rows: Rows = (),
        *,
        concepts: Mapping[str, str] | None = None,
        names: Sequence[tuple[str, str, str, bool]] = (),
        headings: Sequence[tuple[str, ...]] = (),
        matchings: Sequence[Matching] = (),
        totals: Rows = (),
        parents: Mapping[str, str] | None = None,
        level: Mapping[str, str] | None = None,
    ) -> DistrictData:
        found = list(dict.fromkeys([str(row["district_id"]) for row in rows] + [name[2] for name in names]))
        listed = [(s, f"{s}.csv", "", f"A{i}", p, d, many) for i, (s, p, d, many) in enumerate(names, start=2)]
        return DistrictData(
            districts=pd.DataFrame(
                {"name": found, "level": [(level or {}).get(name, "district") for name in found], "group": ""},
                index=found,
            ),
            observations=from_rows([{"source": "a", **row} for row in rows]),
            sources=tuple(
                SourceRecord(key, f"{key}.csv", population_concept=concept)
                for key, concept in {"a": "not_stated", "b": "not_stated", **(concepts or {})}.items()
            ),
            headings=pd.DataFrame(
                [("a", "S", *heading) if len(heading) == 3 else (heading[0], "", *heading[1:]) for heading in headings],
                columns=["source", "sheet", "cell", "heading", "variable"],
            ),
            matchings=tuple(matchings),
            totals=from_rows([{"source": "a", **row} for row in totals]),
            names=pd.DataFrame(listed, columns=list(NAME_COLUMNS)),
            areas=pd.DataFrame(
                {"parent": list((parents or {}).values())}, index=pd.Index(list(parents or {}), dtype="str")
            ),
        )

    return make


@pytest.fixture(scope="session")
def cells() -> Callable[[Sequence[Finding]], list[str]]:
    """Name the cells of findings in their order."""
    return lambda findings: [finding.cell for finding in findings]
