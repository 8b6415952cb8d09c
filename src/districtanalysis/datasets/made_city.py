"""A made city with known types: for learning, testing and measuring. Every figure in it is invented."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.datasets import made_population as population
from districtanalysis.datasets import made_study
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.observations import from_columns
from districtanalysis.errors import UsageError
from districtanalysis.language import say
from districtanalysis.sources.count_tables import own_indicators

if TYPE_CHECKING:
    import geopandas

FloatArray = NDArray[np.float64]
DATES = ("2019-12-31", "2024-12-31")
CRS = "EPSG:25832"
PROFILE = population.PROFILE
FEATURES = made_study.FEATURES


@dataclass(frozen=True, slots=True)
class ExampleCity:
    """A made city: ``label`` says so and belongs under everything drawn from it.

    ``types`` is the true type of each district at the first date (key of ``PROFILE``), ``frames`` the counts per date
    (districts x counts), ``ages`` the residents (dates, districts, single years 0-100, sexes, origins).
    """

    label: str
    types: pd.Series
    frames: dict[str, pd.DataFrame]
    ages: NDArray[np.int32]
    corners: FloatArray

    @property
    def names(self) -> pd.Series:
        """The names of the districts."""
        return self.frames[DATES[0]]["district_name"]

    def table(self, date: str = DATES[-1]) -> IndicatorTable:
        """Return the indicators at ``date`` with base n, from counts."""
        return own_indicators(self.frames[date], made_study.indicators())

    @property
    def boundaries(self) -> geopandas.GeoDataFrame:
        """The districts as polygons in metres, indexed by ``district_id``."""
        import geopandas
        import shapely

        shapes = shapely.polygons(self.corners)
        return geopandas.GeoDataFrame({"name": self.names}, geometry=list(shapes), index=self.names.index, crs=CRS)

    @property
    def data(self) -> DistrictData:
        """Residents by single year of age, sex and origin with their margins, and facilities, as figures."""
        districts = pd.DataFrame({"name": self.names, "level": "district", "group": ""}, index=self.names.index)
        records = tuple(SourceRecord(f"made_{date}", "", title=self.label, date=date) for date in self.frames)
        return DistrictData(districts, from_columns(_figures(self)), records)

    def write(self, folder: Path) -> Path:
        """Write counts, boundaries and a study with need and readiness to ``folder``; return the study's path."""
        folder.mkdir(parents=True, exist_ok=True)
        for date, frame in self.frames.items():
            frame.to_csv(folder / f"zahlen_{date[:4]}.csv", sep=";", index_label="id", encoding="utf-8")
        # a GeoJSON stands in degrees; six decimals are about ten centimetres
        shapes = self.boundaries.reset_index(names="id").to_crs("EPSG:4326")
        collection = json.loads(shapes.to_json(drop_id=True))
        text = json.dumps(made_study.rounded(collection), ensure_ascii=False, sort_keys=True)
        (folder / "grenzen.geojson").write_text(text, encoding="utf-8")
        study = folder / "study.toml"
        study.write_text(made_study.study(self.label, DATES[-1]), encoding="utf-8")
        (folder / f"study_{DATES[0][:4]}.toml").write_text(made_study.study(self.label, DATES[0]), encoding="utf-8")
        return study


def example_city(districts: int = 60, *, seed: int = 0, signal: float = 1.0, noise: float = 1.0) -> ExampleCity:
    """Return a made city of ``districts`` districts at two dates; the same arguments give the same city.

    ``signal`` scales the differences between types (0: none, there are no types to find), ``noise`` the
    differences between districts of one type. Raises ``UsageError`` for fewer than ten districts or negative scales.

    >>> city = example_city(20)
    >>> len(city.types), sorted(city.frames)
    (20, ['2019-12-31', '2024-12-31'])
    """
    if districts < 2 * len(PROFILE) or signal < 0 or noise < 0:
        raise UsageError(say("spatial.made_city", districts=districts, signal=signal, noise=noise))
    rng = np.random.default_rng([seed, districts])
    corners = population.cells(districts, rng)
    true = population.types(corners.mean(axis=1), rng)
    shares = population.district_shares(true, signal, noise, rng)
    later = population.later(shares, rng)
    sizes = population.sizes(corners, true, signal, rng)
    index = pd.Index([f"{i + 1:03d}" for i in range(districts)], name="district_id")
    types = pd.Series(PROFILE.index.to_numpy()[true], index=index, dtype=object)
    names = pd.Series([f"Musterviertel {i + 1}" for i in range(districts)], index=index, dtype=object)
    ages = np.stack([population.residents(part, sizes, rng) for part in (shares, later)])
    frames = {
        date: population.counts(counts, part, names, corners, rng)
        for date, counts, part in zip(DATES, ages, (shares, later), strict=True)
    }
    return ExampleCity(say("spatial.made_label"), types, frames, ages, corners)


def _figures(city: ExampleCity) -> dict[str, list[object]]:
    """Return the figures in columns: totals, single years, single years by sex and origin, facilities."""
    keys = ("district_id", "date", "variable", "age_from", "age_to", "sex", "origin", "kind", "value", "source")
    columns: dict[str, list[object]] = {key: [] for key in keys}
    ids = [str(name) for name in city.names.index]
    years = list(range(population.AGES))
    ends = [*range(population.AGES - 1), -1]

    def add(date: str, variable: str, values: NDArray[np.int64], **dimensions: object) -> None:
        wide = values.ndim == 2
        repeat = population.AGES if wide else 1
        size = values.size
        columns["district_id"] += [name for name in ids for _ in range(repeat)]
        columns["age_from"] += years * len(ids) if wide else [None] * size
        columns["age_to"] += ends * len(ids) if wide else [None] * size
        columns["value"] += values.ravel().astype(float).tolist()
        given = {"date": date, "variable": variable, "source": f"made_{date}", **dimensions}
        for key in ("date", "variable", "sex", "origin", "kind", "source"):
            columns[key] += [given.get(key)] * size

    for place, (date, frame) in enumerate(city.frames.items()):
        ages = city.ages[place].astype(np.int64)
        add(date, "residents", ages.sum(axis=(1, 2, 3)))
        add(date, "residents", ages.sum(axis=(2, 3)))
        add(date, "foreigners", ages[..., 1].sum(axis=(1, 2)))
        add(date, "foreigners", ages[..., 1].sum(axis=2))
        for s, sex in enumerate(("female", "male")):
            for o, origin in enumerate(("national", "foreign")):
                add(date, "residents", ages[:, :, s, o], sex=sex, origin=origin)
        add(date, "area_km2", frame["area_km2"].to_numpy())
        for kind, column in (("daycare", "daycare"), ("primary_school", "schools")):
            add(date, "facilities", frame[column].to_numpy(), kind=kind)
    return columns
