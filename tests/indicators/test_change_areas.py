"""Groups of districts: sections, levels above, characters of the keys."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import StudyError
from districtanalysis.indicators.change_areas import group_of

AREAS = pd.DataFrame(
    [("Ost", "Stadtteil", "b1", ""), ("Bezirk 1", "Bezirk", "s", ""), ("Stadt", "Stadt", "", "")],
    columns=["name", "level", "parent", "group"],
    index=["a1", "b1", "s"],
)
DATA = DistrictData(pd.DataFrame({"name": ["Ost"], "group": [""]}, index=["a1"]), from_rows([]), areas=AREAS)


def test_an_area_of_a_level_above() -> None:
    assert group_of(DATA, "Bezirk").tolist() == ["Bezirk 1"]
    assert group_of(DATA, "Stadt").tolist() == ["Stadt"]
    assert group_of(DATA, "above").tolist() == ["Bezirk 1"]
    assert group_of(DATA, "1").tolist() == ["a"]


def test_no_groups_are_none() -> None:
    assert group_of(DATA, None).tolist() == [""]
    with pytest.raises(StudyError, match="keine Gruppen"):
        group_of(DATA, "group")
    with pytest.raises(StudyError, match="Bezirk"):
        group_of(DATA, "Bezrik")
