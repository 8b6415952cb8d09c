"""A comparison of areas shows itself in a notebook."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.compare_areas import AreaComparison


def test_a_notebook_shows_the_areas_with_words() -> None:
    line = {"area": "Stadt", "kind": "area", "block": 0, "group": 30.0, "total": 100.0, "share": 30.0, "low": 30.0,
            "high": 30.0, "ratio": 1.0, "difference": 0.0}  # fmt: skip
    blocks = pd.DataFrame({"concept": ["census"], "date": ["2011-05-09"], "source": ["z"]})
    result = AreaComparison("Stadt", "Gruppe", pd.DataFrame([line]), blocks)
    assert "Verhältnis" in result._repr_html_()
    assert result.to_frame()["share"].tolist() == [30]
