"""Towns and county in one frame."""

import pandas as pd

from districtanalysis.domain.rollup import Remark, RollUp


def test_the_county_is_the_last_row() -> None:
    towns = pd.DataFrame({"districts": [3, 2]}, index=["Ulm", "Aalen"])
    values = pd.DataFrame({"foreign_share": [10.0, 20.0]}, index=["Ulm", "Aalen"])
    county = pd.DataFrame({"value": [12.5], "low": [12.5], "high": [12.5]}, index=["foreign_share"])
    result = RollUp(towns, values, county, {}, {"foreign_share": "comparable"}, {"foreign_share": ()})
    assert result.to_frame()["foreign_share"].tolist() == [10, 20, 12.5]
    assert result.to_frame().index[-1] == "Zusammen"
    assert "12,50" in result._repr_html_()
    assert Remark("partial", (("towns", "Ulm"),)).words == "Nur ein Teil der Stadt: Ulm."
