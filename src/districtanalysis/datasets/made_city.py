"""A made city with known types: for learning, testing and measuring. Every figure in it is invented."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from districtanalysis.domain.count_table import OwnIndicator
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.observations import from_columns
from districtanalysis.errors import UsageError
from districtanalysis.language import say
from districtanalysis.sources.count_tables import own_indicators

if TYPE_CHECKING:
    import geopandas

FloatArray = NDArray[np.float64]
AGES = 101
DATES = ("2019-12-31", "2024-12-31")
CRS = "EPSG:25832"
CELL = 900.0
CORNER = (500_000.0, 5_400_000.0)
# Shares per type in percent: under 18, 18 to 29, 65 and over, foreign nationals, residents for under five years,
# residents with basic income support, residents active in associations; then persons per square kilometre.
PROFILE = pd.DataFrame(
    {
        "under_18": [24.0, 10.0, 13.0, 18.0, 17.0],
        "aged_18_29": [12.0, 42.0, 11.0, 19.0, 15.0],
        "over_64": [14.0, 9.0, 34.0, 15.0, 21.0],
        "foreign": [9.0, 19.0, 7.0, 33.0, 16.0],
        "recent": [28.0, 58.0, 17.0, 46.0, 33.0],
        "support": [6.0, 5.0, 8.0, 19.0, 12.0],
        "active": [30.0, 14.0, 27.0, 20.0, 21.0],
        "density": [2500.0, 8000.0, 3500.0, 9000.0, 5000.0],
    },
    index=["families", "students", "older", "arrival", "mixed"],
)
_SHARES = ("under_18", "aged_18_29", "over_64", "foreign", "recent", "support", "active")
_NOISE = 0.13
INDICATORS = (
    ("under_18", "Kinder und Jugendliche (unter 18 Jahren) in %", "Children and youth (under 18) in %", ("under_18",), "age"),
    ("aged_18_29", "Junge Erwachsene (18 bis 29 Jahre) in %", "Young adults (18 to 29) in %", ("aged_18_29",), "age"),
    ("over_64", "Ältere (ab 65 Jahren) in %", "Older people (65 and over) in %", ("over_64",), "age"),
    ("foreign", "Ausländeranteil in %", "Foreign share in %", ("foreigners",), "origin"),
    ("recent", "Kurze Wohndauer (unter 5 Jahren) in %", "Short residence (under 5 years) in %", ("recent",), "mobility"),
    ("support", "Grundsicherung in %", "Basic income support in %", ("support",), "need"),
    ("active", "In Vereinen Aktive in %", "Active in associations in %", ("active",), "readiness"),
)
FEATURES = ("under_18", "aged_18_29", "over_64", "foreign", "recent")


@dataclass(frozen=True, slots=True)
class ExampleCity:
    """A made city: ``label`` says so and belongs under everything drawn from it.

    ``types`` is the true type of each district at the first date (key of ``PROFILE``), ``frames`` the counts per
    date (districts x counts), ``ages`` the residents (dates, districts, single years 0-100, sexes, origins).
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
        return own_indicators(self.frames[date], indicators())

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
        text = json.dumps(_rounded(collection), ensure_ascii=False, sort_keys=True)
        (folder / "grenzen.geojson").write_text(text, encoding="utf-8")
        study = folder / "study.toml"
        study.write_text(_study(self.label, DATES[-1]), encoding="utf-8")
        (folder / f"study_{DATES[0][:4]}.toml").write_text(_study(self.label, DATES[0]), encoding="utf-8")
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
    corners = _cells(districts, rng)
    true = _types(corners.mean(axis=1), rng)
    shares = _district_shares(true, signal, noise, rng)
    later = _later(shares, rng)
    sizes = _sizes(corners, true, signal, rng)
    index = pd.Index([f"{i + 1:03d}" for i in range(districts)], name="district_id")
    types = pd.Series(PROFILE.index.to_numpy()[true], index=index, dtype=object)
    names = pd.Series([f"Musterviertel {i + 1}" for i in range(districts)], index=index, dtype=object)
    ages = np.stack([_residents(part, sizes, rng) for part in (shares, later)])
    frames = {
        date: _counts(counts, part, names, corners, rng)
        for date, counts, part in zip(DATES, ages, (shares, later), strict=True)
    }
    return ExampleCity(say("spatial.made_label"), types, frames, ages, corners)


def indicators() -> tuple[OwnIndicator, ...]:
    """Return the indicators of the made city as a study would state them.

    >>> [entry.key for entry in indicators()][:2]
    ['under_18', 'aged_18_29']
    """
    shares = [
        OwnIndicator(
            key=key,
            label={"de": de, "en": en},
            numerator=columns,
            denominator=("residents",),
            theme=theme,
            describes_origin=theme == "origin",
        )
        for key, de, en, columns, theme in INDICATORS
    ]
    residents = OwnIndicator(
        key="residents",
        label={"de": "Einwohner", "en": "Residents"},
        numerator=("residents",),
        unit="persons",
        decimals=0,
    )
    return (*shares, residents)


def _cells(districts: int, rng: np.random.Generator) -> FloatArray:
    """Return the corners of each district (districts, 4, 2): a board of squares with shifted crossings."""
    columns = int(np.ceil(np.sqrt(districts)))
    rows = int(np.ceil(districts / columns))
    grid = np.stack(np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0)), axis=-1)
    crossings = (grid + rng.uniform(-0.25, 0.25, grid.shape)) * CELL + np.array(CORNER)
    places = [divmod(i, columns) for i in range(districts)]
    return np.array(
        [[crossings[r, c], crossings[r, c + 1], crossings[r + 1, c + 1], crossings[r + 1, c]] for r, c in places]
    )


def _types(centres: FloatArray, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return the true type of each district: neighbours tend to be alike, every type occurs about equally often."""
    seeds = centres[rng.choice(len(centres), min(len(centres), 3 * len(PROFILE)), replace=False)]
    nearest = ((centres[:, None] - seeds) ** 2).sum(axis=2).argmin(axis=1)
    types: NDArray[np.int64] = nearest % len(PROFILE)
    stray = rng.random(len(centres)) < 0.1
    types[stray] = rng.integers(0, len(PROFILE), int(stray.sum()))
    for kind in range(len(PROFILE)):
        # at least two of each, so that no type is a single case
        lacking = 2 - int((types == kind).sum())
        if lacking > 0:
            common = np.flatnonzero(types == np.bincount(types).argmax())
            types[common[:lacking]] = kind
    return types


def _district_shares(
    true: NDArray[np.int64], signal: float, noise: float, rng: np.random.Generator
) -> dict[str, FloatArray]:
    """Return the shares (0 to 1) per district, type by type with noise on the scale of log odds."""
    found = {}
    for key in _SHARES:
        by_type = PROFILE[key].to_numpy() / 100
        odds = np.log(by_type / (1 - by_type))
        centre = odds.mean()
        value = centre + signal * (odds - centre)[true] + noise * _NOISE * rng.standard_normal(len(true))
        found[key] = 1 / (1 + np.exp(-value))
    return found


def _later(shares: dict[str, FloatArray], rng: np.random.Generator) -> dict[str, FloatArray]:
    """Return the shares five years on: small moves everywhere."""
    moved = {}
    for key, share in shares.items():
        odds = np.log(share / (1 - share)) + 0.05 * rng.standard_normal(len(share))
        moved[key] = 1 / (1 + np.exp(-odds))
    return moved


def _sizes(corners: FloatArray, true: NDArray[np.int64], signal: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return residents per district from area and density; the smallest district lies below 300."""
    density = PROFILE["density"].to_numpy()
    usual = density.mean() + signal * (density - density.mean())[true]
    size: NDArray[np.int64] = np.rint(_area(corners) * usual * np.exp(0.25 * rng.standard_normal(len(true)))).astype(
        np.int64
    )
    size[int(rng.integers(len(size)))] = 240
    return size


def _area(corners: FloatArray) -> FloatArray:
    """Return square kilometres per district by the shoelace formula."""
    x, y = corners[..., 0] - CORNER[0], corners[..., 1] - CORNER[1]
    twice = (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    area: FloatArray = np.abs(twice) / 2 / 1e6
    return area


def _residents(shares: dict[str, FloatArray], sizes: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int32]:
    """Return residents (districts, ages, sexes, origins); origins: 0 = nationals, 1 = foreign nationals."""
    rest = np.clip(1 - shares["under_18"] - shares["aged_18_29"] - shares["over_64"], 0.05, None)
    bands = np.stack([shares["under_18"], shares["aged_18_29"], rest, shares["over_64"]], axis=1)
    bands /= bands.sum(axis=1, keepdims=True)
    limits = (0, 18, 30, 65, AGES)
    by_age = np.zeros((len(sizes), AGES))
    for band, (low, high) in enumerate(itertools.pairwise(limits)):
        fading = np.exp(-np.maximum(np.arange(low, high) - 65, 0) / 12.0)
        by_age[:, low:high] = bands[:, [band]] * fading / fading.sum()
    persons = rng.multinomial(sizes, by_age)
    women = rng.binomial(persons, np.where(np.arange(AGES) > 70, 0.57, 0.5))
    sexes = np.stack([women, persons - women], axis=2)
    foreign = rng.binomial(sexes, shares["foreign"][:, None, None])
    return np.stack([sexes - foreign, foreign], axis=3).astype(np.int32)


def _counts(
    ages: NDArray[np.int32],
    shares: dict[str, FloatArray],
    names: pd.Series,
    corners: FloatArray,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the counts per district at one date."""
    by_age = ages.sum(axis=(2, 3))
    residents = by_age.sum(axis=1)
    frame = pd.DataFrame(
        {
            "district_name": names,
            "residents": residents,
            "foreigners": ages[..., 1].sum(axis=(1, 2)),
            "under_18": by_age[:, :18].sum(axis=1),
            "aged_18_29": by_age[:, 18:30].sum(axis=1),
            "over_64": by_age[:, 65:].sum(axis=1),
            "area_km2": np.round(_area(corners), 4),
        },
        index=names.index,
    )
    for key in ("recent", "support", "active"):
        frame[key] = rng.binomial(residents, shares[key])
    frame["daycare"] = rng.poisson(frame["under_18"] / 220)
    frame["schools"] = rng.poisson(frame["under_18"] / 500)
    return frame


def _figures(city: ExampleCity) -> dict[str, list[object]]:
    """Return the figures in columns: totals, single years, single years by sex and origin, facilities."""
    keys = ("district_id", "date", "variable", "age_from", "age_to", "sex", "origin", "kind", "value", "source")
    columns: dict[str, list[object]] = {key: [] for key in keys}
    ids = [str(name) for name in city.names.index]
    years = list(range(AGES))
    ends = [*range(AGES - 1), -1]

    def add(date: str, variable: str, values: NDArray[np.int64], **dimensions: object) -> None:
        wide = values.ndim == 2
        repeat = AGES if wide else 1
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


def _rounded(value: object) -> object:
    if isinstance(value, float):
        return round(value, 6)
    if isinstance(value, list):
        return [_rounded(part) for part in value]
    if isinstance(value, dict):
        return {key: _rounded(part) for key, part in value.items()}
    return value


def _study(label: str, date: str) -> str:
    """Return the study of the made city as TOML."""
    blocks = [
        f"""# {label}
schema_version = 1

[study]
title = {{ de = "Gebietstypen einer erfundenen Stadt", en = "Neighbourhood types of a made city" }}
purpose = {{ de = "Verfahren zeigen und prüfen", en = "show and test methods" }}
city = "Musterstadt"

[[source]]
id = "zahlen"
file = "zahlen_{date[:4]}.csv"
title = "{label}"
publisher = "districtanalysis"
date = {date}
population_concept = "main_residence"
licence = "CC0-1.0"

[types]
method = "k_means"
minimum_population = 300

[types.boundaries]
file = "grenzen.geojson"
key = "id"

[[types.table]]
file = "zahlen_{date[:4]}.csv"
district = "id"
name = "district_name"
width = 3
""",
        *(f'[[types.feature]]\nkey = "{key}"\n' for key in FEATURES),
    ]
    for entry in indicators():
        words = entry.label if isinstance(entry.label, dict) else {"de": entry.label, "en": entry.label}
        lines = [
            "[[types.indicator]]",
            f'key = "{entry.key}"',
            f'label = {{ de = "{words["de"]}", en = "{words["en"]}" }}',
            f"numerator = {json.dumps(list(entry.numerator))}",
        ]
        if entry.denominator:
            lines.append(f"denominator = {json.dumps(list(entry.denominator))}")
            lines.append(f'theme = "{entry.theme}"')
        else:
            lines += [f'unit = "{entry.unit}"', "decimals = 0"]
        if entry.describes_origin:
            lines.append("describes_origin = true")
        blocks.append("\n".join(lines) + "\n")
    blocks.append(
        """[[types.need.indicator]]
key = "support"
why = { de = "Grundsicherung zeigt Unterstützungsbedarf.", en = "Basic income support shows need for support." }

[[types.readiness.indicator]]
key = "active"
why = { de = "Vereine sind Partner vor Ort.", en = "Associations are partners on the spot." }
"""
    )
    return "\n".join(blocks)
