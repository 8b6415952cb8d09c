"""The result of looking for structure on the map."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.hotspots import Hotspots


def test_frames_and_table_for_notebooks() -> None:
    districts = pd.DataFrame({"name": ["Ost"], "kind": ["none"]}, index=["1"])
    result = Hotspots("x", "X", pd.DataFrame(), districts)
    assert result.to_frame().equals(districts)
    assert "Ost" in result._repr_html_()
