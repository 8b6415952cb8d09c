"""A board of four districts in metres, with what has no value, and plain figures."""

import geopandas
import numpy as np
import pandas as pd
import pytest
import shapely

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.report.stage import plain_figures

IDS = ["a", "b", "c", "d"]


@pytest.fixture(autouse=True)
def _plain():
    with plain_figures():
        yield


@pytest.fixture
def board():
    """Four squares of one kilometre, two by two, near Stuttgart."""
    corners = [(0, 0), (1000, 0), (0, 1000), (1000, 1000)]
    shapes = [shapely.box(500_000 + x, 5_400_000 + y, 501_000 + x, 5_401_000 + y) for x, y in corners]
    return geopandas.GeoDataFrame(geometry=shapes, index=IDS, crs="EPSG:25832")


@pytest.fixture
def table():
    """Values 1, 2, one suppressed and one missing."""
    frame = pd.DataFrame({"x": [1.0, 2.0, np.nan, np.nan]}, index=IDS)
    made = IndicatorTable.from_frame(frame)
    made.status.loc["c", "x"] = "suppressed"
    made.names.loc[:] = ["Ost", "West", "Nord", "Süd"]
    return made


@pytest.fixture
def texts():
    def of(ax):
        return [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in ax.texts]

    return of
