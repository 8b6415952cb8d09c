"""Places for labels that do not collide: boxes in, boxes out; the unit is that of the boxes."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
# Right, left, above, below, then the corners: the reading order of a label beside its point.
_SIDES = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))


def spread(wanted: FloatArray, gap: float, low: float, high: float) -> FloatArray:
    """Return places in the same order as ``wanted``, at least ``gap`` apart and as near to it as can be.

    Places stay between ``low`` and ``high``; where they do not fit, the gap shrinks.

    Source: least squares under an order, Ayer and others (1955), Annals of Mathematical Statistics 26, 641-647.

    >>> spread(np.array([1.0, 1.0, 5.0]), 1.0, 0.0, 10.0).tolist()
    [0.5, 1.5, 5.0]
    """
    size = len(wanted)
    if size < 2:
        return np.clip(wanted, low, high)
    step = min(gap, (high - low) / (size - 1))
    order = np.argsort(wanted, kind="stable")
    shift = step * np.arange(size)
    blocks: list[list[float]] = []  # mean of the wanted places less their steps, and how many
    for value in wanted[order] - shift:
        blocks.append([float(value), 1.0])
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            mean, count = blocks.pop()
            blocks[-1] = [
                (blocks[-1][0] * blocks[-1][1] + mean * count) / (blocks[-1][1] + count),
                blocks[-1][1] + count,
            ]
    base = np.concatenate([np.full(int(count), mean) for mean, count in blocks])
    placed = np.empty(size)
    placed[order] = np.clip(base, low, high - shift[-1]) + shift
    return placed


def beside_points(
    points: FloatArray, sizes: FloatArray, taken: FloatArray, bounds: tuple[float, float, float, float], gap: float
) -> FloatArray:
    """Return the centres (n, 2) of labels beside ``points`` (n, 2); NaN where every side collides.

    ``sizes`` (n, 2) are widths and heights, ``taken`` (m, 4) boxes that must stay free (left, bottom, right, top),
    ``bounds`` the box that labels stay in. The first points choose first.

    >>> beside_points(np.array([[5.0, 5.0]]), np.array([[2.0, 1.0]]), np.empty((0, 4)), (0, 0, 10, 10), 1.0).tolist()
    [[7.0, 5.0]]
    """
    boxes = np.empty((len(taken) + len(points), 4))
    boxes[: len(taken)] = taken
    used = len(taken)
    placed = np.full((len(points), 2), np.nan)
    sides = np.array(_SIDES, dtype=float)
    low, high = np.array(bounds[:2]), np.array(bounds[2:])
    for i, (point, size) in enumerate(zip(points, sizes, strict=True)):
        centres = point + sides * (size / 2 + gap)
        tried = np.hstack([centres - size / 2, centres + size / 2])
        inside = (tried[:, :2] >= low).all(axis=1) & (tried[:, 2:] <= high).all(axis=1)
        there = boxes[:used]
        begins = (tried[:, None, :2] < there[None, :, 2:]).all(axis=2)
        ends = (tried[:, None, 2:] > there[None, :, :2]).all(axis=2)
        hit = np.any(begins & ends, axis=1)
        free = np.flatnonzero(inside & ~hit)
        if len(free):
            placed[i] = centres[free[0]]
            boxes[used] = tried[free[0]]
            used += 1
    return placed
