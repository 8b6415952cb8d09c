"""Who lives in the made city, and where: cells, types, shares, residents by single year of age."""

from __future__ import annotations

import itertools

import numpy as np
import pandas as pd
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
AGES = 101
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


def cells(districts: int, rng: np.random.Generator) -> FloatArray:
    """Return the corners of each district (districts, 4, 2): a board of squares with shifted crossings."""
    columns = int(np.ceil(np.sqrt(districts)))
    rows = int(np.ceil(districts / columns))
    grid = np.stack(np.meshgrid(np.arange(columns + 1.0), np.arange(rows + 1.0)), axis=-1)
    crossings = (grid + rng.uniform(-0.25, 0.25, grid.shape)) * CELL + np.array(CORNER)
    places = [divmod(i, columns) for i in range(districts)]
    return np.array(
        [[crossings[r, c], crossings[r, c + 1], crossings[r + 1, c + 1], crossings[r + 1, c]] for r, c in places]
    )


def types(centres: FloatArray, rng: np.random.Generator) -> NDArray[np.int64]:
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


def district_shares(
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


def later(shares: dict[str, FloatArray], rng: np.random.Generator) -> dict[str, FloatArray]:
    """Return the shares five years on: small moves everywhere."""
    moved = {}
    for key, share in shares.items():
        odds = np.log(share / (1 - share)) + 0.05 * rng.standard_normal(len(share))
        moved[key] = 1 / (1 + np.exp(-odds))
    return moved


def sizes(corners: FloatArray, true: NDArray[np.int64], signal: float, rng: np.random.Generator) -> NDArray[np.int64]:
    """Return residents per district from area and density; the smallest district lies below 300."""
    density = PROFILE["density"].to_numpy()
    usual = density.mean() + signal * (density - density.mean())[true]
    size: NDArray[np.int64] = np.rint(area(corners) * usual * np.exp(0.25 * rng.standard_normal(len(true)))).astype(
        np.int64
    )
    size[int(rng.integers(len(size)))] = 240
    return size


def area(corners: FloatArray) -> FloatArray:
    """Return square kilometres per district by the shoelace formula."""
    x, y = corners[..., 0] - CORNER[0], corners[..., 1] - CORNER[1]
    twice = (x * np.roll(y, -1, axis=1) - y * np.roll(x, -1, axis=1)).sum(axis=1)
    area: FloatArray = np.abs(twice) / 2 / 1e6
    return area


def residents(shares: dict[str, FloatArray], sizes: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int32]:
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


def counts(
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
            "area_km2": np.round(area(corners), 4),
        },
        index=names.index,
    )
    for key in ("recent", "support", "active"):
        frame[key] = rng.binomial(residents, shares[key])
    frame["daycare"] = rng.poisson(frame["under_18"] / 220)
    frame["schools"] = rng.poisson(frame["under_18"] / 500)
    return frame
