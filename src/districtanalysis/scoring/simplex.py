"""Exact shares of all weightings: which part of the weight triangle each district wins."""

from __future__ import annotations

import numpy as np

from districtanalysis.methods.transforms import FloatArray

_TRIANGLE = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])


def first_shares(scores: FloatArray) -> FloatArray | None:
    """Return the share of all weightings of at most three criteria that puts each district first.

    ``scores`` (n, k) are linear in the weights. Shares have shape (n,) and add up to 1 but for
    districts with identical scores, which each get the whole of what they share. None for more
    than three criteria, where draws take its place.

    >>> first_shares(np.array([[4.0, 0.0], [0.0, 12.0]])).tolist()
    [0.25, 0.75]
    """
    count = scores.shape[1]
    if count > 3:
        return None
    if count == 1:
        return np.asarray(scores[:, 0] >= scores[:, 0].max(), dtype=np.float64)
    if count == 2:
        return np.array([_length(scores, i) for i in range(len(scores))])
    return np.array([_area(polygon(scores, i)) for i in range(len(scores))])


def polygon(scores: FloatArray, district: int) -> FloatArray:
    """Return the corners (weights, shape (c, 3)) of the region of the triangle a district wins.

    The triangle is clipped by one half-plane per rival (Sutherland and Hodgman 1974).
    """
    corners = _TRIANGLE
    for i, other in enumerate(scores):
        if i == district or len(corners) == 0:
            continue
        corners = _clip(corners, scores[district] - other)
    return corners


def _clip(corners: FloatArray, gap: FloatArray) -> FloatArray:
    lead = corners @ gap
    kept: list[FloatArray] = []
    for i in range(len(corners)):
        j = (i + 1) % len(corners)
        if lead[i] >= 0:
            kept.append(corners[i])
        if (lead[i] > 0 > lead[j]) or (lead[i] < 0 < lead[j]):
            part = lead[i] / (lead[i] - lead[j])
            kept.append(corners[i] + part * (corners[j] - corners[i]))
    return np.array(kept).reshape(-1, 3)


def _area(corners: FloatArray) -> float:
    """Area as a share of the whole triangle, by the shoelace formula in the first two weights."""
    if len(corners) < 3:
        return 0.0
    x, y = corners[:, 0], corners[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1))))


def _length(scores: FloatArray, district: int) -> float:
    low, high = 0.0, 1.0
    for i, other in enumerate(scores):
        if i == district:
            continue
        at_zero, at_one = scores[district, 1] - other[1], scores[district, 0] - other[0]
        if at_zero < 0 and at_one < 0:
            return 0.0
        if at_zero < 0:
            low = max(low, at_zero / (at_zero - at_one))
        elif at_one < 0:
            high = min(high, at_zero / (at_zero - at_one))
    return max(0.0, high - low)
