"""How far several raters of the same things agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


def krippendorff_alpha(ratings: FloatArray) -> float:
    """Return the agreement of raters on an ordinal scale: 1 = complete, 0 = as by chance, below 0 = less than by chance.

    ``ratings`` has one row per thing and one column per rater; NaN where somebody did not rate. Things with fewer than
    two ratings take no part. NaN where nothing is left, or where every rating is the same: then nothing can be told
    apart. Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, ordinal metric; Hayes and
    Krippendorff (2007), Communication Methods and Measures 1, 77-89.

    >>> krippendorff_alpha(np.array([[1.0, 1.0], [2.0, 2.0], [5.0, 5.0]]))
    1.0
    >>> round(krippendorff_alpha(np.array([[1.0, 5.0], [5.0, 1.0]])), 2)
    -0.5
    """
    table = np.asarray(ratings, dtype=np.float64)
    table = table[(~np.isnan(table)).sum(axis=1) >= 2]
    values = np.unique(table[~np.isnan(table)])
    if len(values) < 2:
        return float("nan")
    counts = (table[:, :, None] == values).sum(axis=1).astype(np.float64)  # things x values
    pairable = counts.sum(axis=1)
    weighted = counts / (pairable - 1)[:, None]
    coincidences = weighted.T @ counts - np.diag(weighted.sum(axis=0))
    totals = coincidences.sum(axis=1)
    distance = _ordinal(totals)
    observed = float((coincidences * distance).sum())
    expected = float((np.outer(totals, totals) * distance).sum()) / float(totals.sum() - 1)
    return 1 - observed / expected


def _ordinal(totals: FloatArray) -> FloatArray:
    """Return the squared distances of values by how many ratings lie between them."""
    middle = np.cumsum(totals) - totals / 2
    distance: FloatArray = (middle[:, None] - middle[None, :]) ** 2
    return distance
