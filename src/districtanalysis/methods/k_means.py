"""k-means of many starts, resamples or data sets at once: matrix products instead of loops.

Source: Lloyd, IEEE Transactions on Information Theory 28 (1982); starts after Arthur and Vassilvitskii
(k-means++, 2007); single moves after Hartigan and Wong, Applied Statistics 28 (1979).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
_CELLS = 8_000_000
_REARRANGED = 5_000_000
_REARRANGEMENTS = 20


@dataclass(frozen=True, slots=True)
class KMeans:
    """``labels`` (rows,) from 0, ``centres`` (k, columns), ``inertia``: the sum of squared distances."""

    labels: IntArray
    centres: FloatArray
    inertia: float


def k_means(
    matrix: FloatArray, k: int, *, starts: int = 20, seed: int = 0, first: IntArray | None = None, effort: int = 2
) -> KMeans:
    """Return the best of ``starts`` runs on ``matrix`` (rows, columns).

    The ``effort`` best of them are improved by single moves and by dissolving one group and halving another.
    ``first`` gives labels to start one further run from; it owes nothing to chance. Raises ``MethodError`` for fewer different
    rows than ``k``.

    >>> k_means(np.array([[0.0], [0.1], [5.0], [5.1]]), 2).inertia < 0.02
    True
    """
    distinct = len(np.unique(matrix, axis=0))
    if not 1 <= k <= distinct:
        raise MethodError(say("typology.too_many_types", types=k, districts=distinct))
    rng = np.random.default_rng(seed)
    block = max(1, _CELLS // (len(matrix) * k))
    centres = [
        run_many(matrix, plus_plus(matrix, k, min(block, starts - begin), rng)) for begin in range(0, starts, block)
    ]
    solutions = [settle(matrix, centre) for centre in _best(matrix, _distinct(np.concatenate(centres)), 2 * effort)]
    chosen = sorted(solutions, key=lambda solution: solution.inertia)[:effort]
    if first is not None:
        chosen.append(settle(matrix, run_many(matrix, means(matrix, first, k)[None])[0]))
    if k > 1 and len(matrix) * k**3 <= _REARRANGED:
        chosen = [_rearranged(matrix, solution, effort) for solution in chosen]
    return min(chosen, key=lambda solution: solution.inertia)


def _rearranged(matrix: FloatArray, best: KMeans, effort: int) -> KMeans:
    """Return ``best`` after dissolving one group and halving another, for as long as that lowers the inertia.

    Every pair of groups is tried at once; it leads out of most local minima, so that different seeds meet.
    """
    for _ in range(_REARRANGEMENTS):
        centres = run_many(matrix, _dissolved_and_halved(matrix, best), rounds=8)
        promising = run_many(matrix, _best(matrix, centres, 2 * effort))
        found = [settle(matrix, centre) for centre in _best(matrix, promising, max(1, effort // 2))]
        better = min(found, key=lambda solution: solution.inertia)
        if not better.inertia < best.inertia * (1 - 1e-9):
            break
        best = better
    return best


def _dissolved_and_halved(matrix: FloatArray, solution: KMeans) -> FloatArray:
    """Return one set of centres per ordered pair of groups, shape (k (k - 1), k, columns)."""
    k = len(solution.centres)
    halves = [_halves(matrix[solution.labels == group]) for group in range(k)]
    sets = []
    for gone in range(k):
        for split in range(k):
            if gone != split:
                centres = solution.centres.copy()
                centres[gone], centres[split] = halves[split]
                sets.append(centres)
    return np.stack(sets)


def _halves(rows: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the means of the two halves of a group along its longest axis."""
    centred = rows - rows.mean(axis=0)
    axis = np.linalg.eigh(centred.T @ centred)[1][:, -1]
    upper = centred @ axis > 0
    if not 0 < upper.sum() < len(rows):
        return rows[0], rows[-1]
    return rows[upper].mean(axis=0), rows[~upper].mean(axis=0)


def _best(matrix: FloatArray, centres: FloatArray, count: int) -> FloatArray:
    """Return the ``count`` sets of centres with the lowest inertia."""
    inertia = nearest_many(matrix, centres)[1].sum(axis=1)
    return centres[np.argsort(inertia, kind="stable")[:count]]


def _distinct(centres: FloatArray) -> FloatArray:
    """Return the centres of different solutions; many starts end in the same place."""
    keys = np.round(np.sort((centres**2).sum(axis=2), axis=1), 6)
    return centres[np.sort(np.unique(keys, axis=0, return_index=True)[1])]


def plus_plus(
    matrix: FloatArray, k: int, size: int, rng: np.random.Generator, weights: FloatArray | None = None
) -> FloatArray:
    """Return ``size`` sets of starting centres, shape (size, k, columns), drawn far apart from each other.

    ``matrix`` is one table (rows, columns) or one per set (size, rows, columns); ``weights`` (size, rows)
    counts each row.
    """
    data = matrix if matrix.ndim == 3 else np.broadcast_to(matrix, (size, *matrix.shape))
    weight = np.ones(data.shape[:2]) if weights is None else weights
    chosen = [_draw(weight, rng)]
    centres = [data[np.arange(size), chosen[0]]]
    nearest = np.full(data.shape[:2], np.inf)
    squares = (matrix**2).sum(axis=-1)
    for _ in range(1, k):
        step = squares - 2 * _products(matrix, centres[-1][:, None])[:, 0] + (centres[-1] ** 2).sum(-1)[:, None]
        nearest = np.minimum(nearest, np.maximum(step, 0))
        chosen.append(_draw(nearest * weight, rng))
        centres.append(data[np.arange(size), chosen[-1]])
    return np.stack(centres, axis=1)


def _draw(chance: FloatArray, rng: np.random.Generator) -> IntArray:
    cumulated = np.cumsum(chance, axis=1)
    wanted = rng.random(len(chance)) * cumulated[:, -1]
    place: IntArray = (cumulated <= wanted[:, None]).sum(axis=1)
    np.minimum(place, chance.shape[1] - 1, out=place)
    return place


def run_many(
    matrix: FloatArray,
    centres: FloatArray,
    *,
    weights: FloatArray | None = None,
    rounds: int = 100,
    tolerance: float = 1e-9,
) -> FloatArray:
    """Return the centres after Lloyd's iteration, shape (sets, k, columns).

    ``matrix`` is one table for all sets or one per set; ``weights`` (sets, rows) counts each row. A set
    stops when its centres move by less than ``tolerance``, or after ``rounds``.
    """
    result = centres.copy()
    active = np.arange(len(centres))
    for _ in range(rounds):
        data = matrix if matrix.ndim == 2 else matrix[active]
        weight = None if weights is None else weights[active]
        moved = _step(data, result[active], weight)
        still = np.abs(moved - result[active]).max(axis=(1, 2)) < tolerance
        result[active] = moved
        active = active[~still]
        if not active.size:
            break
    return result


def _step(matrix: FloatArray, centres: FloatArray, weights: FloatArray | None) -> FloatArray:
    sets, k, columns = centres.shape
    labels, distances = nearest_many(matrix, centres)
    rows = labels.shape[1]
    member = np.zeros((sets, k, rows))
    np.put_along_axis(member, labels[:, None, :], 1.0 if weights is None else weights[:, None, :], axis=1)
    sizes = member.sum(axis=2)
    if matrix.ndim == 2:
        sums = (member.reshape(sets * k, rows) @ matrix).reshape(sets, k, columns)
    else:
        sums = np.matmul(member, matrix)
    moved: FloatArray = np.divide(sums, sizes[..., None], out=centres.copy(), where=sizes[..., None] > 0)
    data = np.broadcast_to(matrix, (sets, rows, columns))
    for group, empty in np.argwhere(sizes == 0):
        # an empty group restarts at the row that its own centre represents worst
        seen = distances[group] if weights is None else np.where(weights[group] > 0, distances[group], -1)
        farthest = int(np.argmax(seen))
        moved[group, empty] = data[group, farthest]
        distances[group, farthest] = -1
    return moved


def nearest_many(matrix: FloatArray, centres: FloatArray) -> tuple[IntArray, FloatArray]:
    """Return labels and squared distances to the nearest centre, both (sets, rows).

    Groups stand before rows: the comparison runs over long stretches of memory, several times faster than
    looking for the greatest of a few neighbouring numbers.
    """
    score = _products(matrix, centres)
    score -= ((centres**2).sum(axis=2) / 2)[:, :, None]
    best = score.max(axis=1)
    labels = np.zeros(best.shape, dtype=np.int16)
    for group in range(1, centres.shape[1]):
        np.maximum(labels, (score[:, group] == best) * np.int16(group), out=labels)
    squares = (matrix**2).sum(axis=-1)
    return labels.astype(np.int64), np.maximum(squares - 2 * best, 0.0)


def _products(matrix: FloatArray, centres: FloatArray) -> FloatArray:
    """Return the products of centres and rows, shape (sets, k, rows)."""
    if matrix.ndim == 3:
        separate: FloatArray = np.matmul(centres, matrix.transpose(0, 2, 1))
        return separate
    sets, k, columns = centres.shape
    return (centres.reshape(sets * k, columns) @ matrix.T).reshape(sets, k, len(matrix))


def settle(matrix: FloatArray, centres: FloatArray, *, moves: int = 1000) -> KMeans:
    """Return the solution after moving single rows as long as that lowers the inertia (at most ``moves``)."""
    labels = nearest_many(matrix, centres[None])[0][0]
    k = len(centres)
    current = means(matrix, labels, k)
    sizes = np.bincount(labels, minlength=k).astype(np.float64)
    distances = _distances(matrix, current)
    rows = np.arange(len(matrix))
    for _ in range(moves):
        own = distances[rows, labels]
        leave = own * sizes[labels] / np.maximum(sizes[labels] - 1, 1e-9)
        enter = distances * (sizes / (sizes + 1))
        enter[rows, labels] = np.inf
        gain = np.where(sizes[labels] > 1, leave - enter.min(axis=1), -np.inf)
        row = int(gain.argmax())
        if not gain[row] > 1e-10 * max(1.0, float(own.sum())):
            break
        source, target = int(labels[row]), int(enter[row].argmin())
        labels[row] = target
        for group in (source, target):
            current[group] = matrix[labels == group].mean(axis=0)
            sizes[group] = (labels == group).sum()
            distances[:, group] = ((matrix - current[group]) ** 2).sum(axis=1)
    inertia = float(((matrix - current[labels]) ** 2).sum())
    return KMeans(labels, current, inertia)


def means(matrix: FloatArray, labels: IntArray, k: int) -> FloatArray:
    """Return the mean row of each group, shape (k, columns); NaN for an empty group.

    >>> means(np.array([[1.0], [3.0]]), np.array([0, 0]), 1).tolist()
    [[2.0]]
    """
    sizes = np.bincount(labels, minlength=k)
    sums = np.stack([np.bincount(labels, weights=column, minlength=k) for column in matrix.T], axis=1)
    with np.errstate(invalid="ignore"):
        result: FloatArray = sums / sizes[:, None]
    return result


def _distances(matrix: FloatArray, centres: FloatArray) -> FloatArray:
    return np.stack([((matrix - centre) ** 2).sum(axis=1) for centre in centres], axis=1)
