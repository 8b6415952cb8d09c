"""Which districts are like a given one: scaled differences over the indicators of a study, and how sure they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.similarity import Similarity, band_of
from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.noise import Noise

FEW = 10  # fewer districts: fixed goalposts instead of their own spread
DRAWS = 1000
_BLOCK = 2_000_000  # values held at once
Goalposts = Mapping[str, tuple[float, float]]


def similar_districts(
    table: IndicatorTable,
    district: str,
    keys: Sequence[str],
    *,
    goalposts: Goalposts | None = None,
    nearest: int = 5,
    draws: int = DRAWS,
    seed: int = 0,
) -> Similarity:
    """Return the distances from ``district`` to all others over the indicators ``keys``.

    Distance = root of the mean squared scaled difference. With ten or more districts a difference is scaled by the
    standard deviation of the districts (ddof 0); with fewer by ``goalposts``, as points of 100, and indicators without
    goalposts take no part. Indicators that are missing for a fifth of the districts, or constant, and districts with a
    missing value take no part. ``draws`` redraws shares of persons at their printed n and derived values within their
    bounds: the bounds of a distance are the 5th and 95th percentile. Source: standardised Euclidean distance (Everitt et al., Cluster Analysis, 5th ed. 2011,
    chapter 3), divided by the root of the number of indicators.

    Raises ``MethodError`` where nothing can be compared.
    """
    values, scales, left_out, scaling = _prepared(table, district, list(keys), dict(goalposts or {}))
    matrix = values.to_numpy(float)
    place = values.index.get_loc(district)
    differences = (matrix - matrix[place]) / scales
    distance = np.sqrt((differences**2).mean(axis=1))
    others = np.flatnonzero(np.arange(len(values)) != place)
    count = min(nearest, len(others))
    low, high, among, moving = _spread(table, values, scales, place, count, draws=draws, seed=seed)
    frame = pd.DataFrame(
        {
            "name": table.names.reindex(values.index).astype(str),
            "distance": distance,
            "low": low,
            "high": high,
            "among_nearest": among,
            "band": [band_of(value, scaling) for value in distance],
        },
        index=values.index,
    ).iloc[others]
    centre = (matrix - np.median(matrix, axis=0)) / scales
    order = frame.sort_values(["distance", "name"], kind="stable").index
    return Similarity(
        district=district,
        name=str(table.names[district]),
        frame=frame.loc[order],
        differences=pd.DataFrame(differences, values.index, values.columns).loc[order],
        values=values,
        to_centre=pd.Series(np.sqrt((centre**2).mean(axis=1)), values.index),
        scaling=scaling,
        labels={key: table.label(key) for key in values.columns},
        decimals={k: table.indicators[k].decimals if k in table.indicators else 1 for k in values.columns},
        nearest=count,
        draws=draws if moving else 0,
        seed=seed,
        moving=moving,
        left_out=left_out,
    )


def _prepared(
    table: IndicatorTable, district: str, keys: list[str], goalposts: dict[str, tuple[float, float]]
) -> tuple[pd.DataFrame, FloatArray, dict[str, str], str]:
    """Return values (districts x indicators), the scale of each indicator, and who and what takes no part, and why."""
    frame = table.frame[keys].astype("float64")
    scaling = "z" if len(frame) >= FEW else "goalposts"
    left_out: dict[str, str] = {}
    for key in keys:
        if frame[key].isna().mean() > 0.2 or pd.isna(frame.loc[district, key]):
            left_out[table.label(key)] = "missing"
        elif scaling == "goalposts" and key not in goalposts:
            left_out[table.label(key)] = "no_goalposts"
        elif scaling == "z" and not np.nanstd(frame[key]) > 1e-12 * max(1.0, float(frame[key].abs().max())):
            left_out[table.label(key)] = "constant"
    used = [key for key in keys if table.label(key) not in left_out]
    whole = frame[used].dropna()
    left_out |= {str(table.names[name]): "district" for name in frame.index.difference(whole.index)}
    if not used or len(whole) < 2:
        raise MethodError(say("similar.nothing", district=table.names[district]))
    if scaling == "z":
        scales = whole.to_numpy(float).std(axis=0)
        kept = scales > 0
        return whole.loc[:, kept], scales[kept], left_out, scaling
    return whole, np.array([(goalposts[key][1] - goalposts[key][0]) / 100 for key in used]), left_out, scaling


def _spread(
    table: IndicatorTable,
    values: pd.DataFrame,
    scales: FloatArray,
    place: int,
    nearest: int,
    *,
    draws: int,
    seed: int,
) -> tuple[FloatArray, FloatArray, FloatArray, tuple[str, ...]]:
    """Return the 5th and 95th percentile of each distance and how often it is among the nearest, over the draws."""
    nothing = np.full(len(values), np.nan)
    keys = [str(key) for key in values.columns]
    noise = _noise(table, values.index, keys)
    ends = [table.low.loc[values.index, keys].to_numpy(float), table.high.loc[values.index, keys].to_numpy(float)]
    fluctuating = set(noise.columns) if noise is not None else set()
    bounded = [j for j in range(len(keys)) if j not in fluctuating and (ends[0][:, j] < ends[1][:, j]).any()]
    moving = tuple(table.label(keys[j]) for j in sorted({*fluctuating, *bounded}))
    if not moving:
        return nothing, nothing, nothing, ()
    generator = np.random.default_rng(seed)
    block = max(1, min(draws, _BLOCK // max(values.size, 1)))
    parts = []
    matrix = values.to_numpy(float)
    for start in range(0, draws, block):
        size = min(block, draws - start)
        drawn = noise.draw(size, generator) if noise is not None else {}
        drawn |= {j: generator.uniform(ends[0][:, j], ends[1][:, j], (size, len(values))) for j in bounded}
        squares = np.zeros((size, len(values)))
        for j in range(matrix.shape[1]):
            column = drawn.get(j, matrix[np.newaxis, :, j])
            # a share without a printed n keeps its value
            column = np.where(np.isnan(column), matrix[:, j], column)
            squares += ((column - column[:, [place]]) / scales[j]) ** 2
        parts.append(np.sqrt(squares / matrix.shape[1]))
    distances = np.concatenate(parts)
    low, high = np.percentile(distances, [5, 95], axis=0)
    others = np.delete(distances, place, axis=1)
    limit = np.partition(others, nearest - 1, axis=1)[:, [nearest - 1]]
    return low, high, (distances <= limit).mean(axis=0), moving


def _noise(table: IndicatorTable, index: pd.Index, keys: Sequence[str]) -> Noise | None:
    try:
        return Noise.of(table, index, keys)
    except MethodError:
        return None  # no share of persons among them: nothing fluctuates by chance
