from __future__ import annotations

import pandas as pd

from districtanalysis.domain.area_weights import AreaWeights


def test_weights_become_a_crosswalk() -> None:
    links = pd.DataFrame({"old": ["a", "a", "b"], "new": ["x", "y", "y"], "weight": [0.25, 0.75, 1.0]})
    areas = pd.DataFrame({"parts": [2, 1], "lost": [0.0, 0.0], "by": "overlay"}, index=["a", "b"])
    weights = AreaWeights(links, areas, "overlay", 2)
    assert weights.crosswalk.targets == ["x", "y"]
    assert weights.to_frame().equals(links)
    assert weights.to_frame() is not links
    assert "0.2500" in weights._repr_html_()
