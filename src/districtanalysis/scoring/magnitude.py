"""Numbers that no town has: so large or so small that their squares leave what a computer can hold."""

from __future__ import annotations

import numpy as np

from districtanalysis.methods.transforms import FloatArray

LARGEST = 1e50
SMALLEST = 1e-50


def beyond(values: FloatArray) -> float | None:
    """Return the first of ``values`` whose magnitude is above 1e50, or below 1e-50 and not 0; None without any.

    Missing values have no magnitude.

    >>> beyond(np.array([0.0, 12.5, np.nan])), beyond(np.array([3.0, 1e300])), beyond(np.array([1e-300, 1.0]))
    (None, 1e+300, 1e-300)
    """
    size = np.abs(values)
    out = (size > LARGEST) | ((size < SMALLEST) & (size > 0))
    return float(values[out][0]) if out.any() else None
