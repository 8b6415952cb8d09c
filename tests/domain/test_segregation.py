"""The result of measuring segregation."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.segregation import Segregation


def test_frames_and_table_for_notebooks() -> None:
    measures = pd.DataFrame({"value": [0.2], "low": [0.1], "high": [0.3], "kind": ["chance"]}, index=["isolation"])
    result = Segregation("Gruppe", measures, pd.DataFrame())
    assert result.to_frame().loc["isolation", "value"] == 0.2
    assert "Isolationsindex" in result._repr_html_()
