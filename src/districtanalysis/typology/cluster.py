"""Ways of forming types from the scaled matrix: one registered function each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from districtanalysis.domain.registry import Registry
from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.cluster_quality import distances
from districtanalysis.methods.k_means import k_means, means
from districtanalysis.methods.neighbours import Neighbours
from districtanalysis.methods.ward import ward_tree

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
DENSE_LIMIT = 12_000
CHAIN_LIMIT = 3_000


@dataclass(frozen=True, slots=True)
class Setting:
    """What a method may need beside the matrix.

    ``space`` is the weight of geographic distance (0 to 1) where it is mixed in; ``positions`` are
    centroids (districts, 2) in metres; ``effort`` how
    hard k-means looks for a better solution.
    """

    seed: int = 0
    starts: int = 20
    space: float = 0.3
    neighbours: Neighbours | None = None
    positions: FloatArray | None = None
    effort: int = 1


@dataclass(frozen=True, slots=True)
class Grouping:
    """``labels`` (districts,) from 0, ``centres`` (groups, features), ``membership`` (districts, groups) if soft."""

    labels: IntArray
    centres: FloatArray
    membership: FloatArray | None = field(default=None, compare=False)


Fit = Callable[[FloatArray, Sequence[int], Setting], dict[int, Grouping]]


@dataclass(frozen=True, slots=True)
class Method:
    """A registered way: ``fit(matrix, numbers of types, setting)``; ``spatial`` ones need boundaries."""

    key: str
    fit: Fit
    spatial: bool = False

    @property
    def label(self) -> str:
        """The name that readers see."""
        return say(f"typology.method.{self.key}.label")


METHODS: Registry[Method] = Registry("typology.method")


def fit(name: str, matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:
    """Return a grouping of the rows of ``matrix`` (districts, features) for each number of types.

    Raises ``StudyError`` for an unknown method, ``MethodError`` for more types than districts or a
    spatial method without boundaries.

    >>> found = fit("k_means", np.array([[0.0], [0.1], [9.0]]), [2], Setting())
    >>> found[2].labels[0] == found[2].labels[1] != found[2].labels[2]
    np.True_
    """
    chosen = METHODS[name]
    distinct = len(np.unique(matrix, axis=0))
    if max(numbers) > distinct:
        raise MethodError(say("typology.too_many_types", types=max(numbers), districts=distinct))
    if chosen.spatial and (setting.neighbours is None or setting.positions is None):
        raise MethodError(say("typology.boundaries_needed", method=chosen.label))
    return chosen.fit(matrix, numbers, setting)


def k_means_types(matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:
    """Return k-means types; Lloyd (1982) with single moves; Ward's solution is one of the starts."""
    first = ward(matrix, numbers, setting) if 3 <= len(matrix) <= 3000 else {}
    found = {}
    for k in numbers:
        start = first[k].labels if k in first else None
        result = k_means(matrix, k, starts=setting.starts, seed=setting.seed, first=start, effort=setting.effort)
        found[k] = Grouping(result.labels, result.centres)
    return found


def k_means_published(matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:
    """Return k-means as scikit-learn's ``KMeans(n_init=starts, random_state=seed)``: to repeat published results."""
    from sklearn.cluster import KMeans
    from threadpoolctl import threadpool_limits

    found = {}
    with threadpool_limits(1):
        for k in numbers:
            model = KMeans(k, n_init=setting.starts, random_state=setting.seed).fit(matrix)
            found[k] = Grouping(model.labels_.astype(np.int64), model.cluster_centers_)
    return found


def ward(matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:  # noqa: ARG001
    """Return Ward's hierarchy cut at each number of types (Ward, JASA 58, 1963)."""
    return _hierarchy(matrix, numbers, lambda: distances(matrix) ** 2, lambda: matrix)


def gaussian_mixture(matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:
    """Return the most likely component of a Gaussian mixture with diagonal covariances, with soft membership.

    Expectation and maximisation from the k-means solution (Dempster, Laird and Rubin, 1977).
    """
    found = {}
    for k, start in k_means_types(matrix, numbers, setting).items():
        membership = _mixture(matrix, start.labels, k)
        labels = membership.argmax(axis=1)
        centres = (membership.T @ matrix) / membership.sum(axis=0)[:, None]
        found[k] = Grouping(labels, centres, membership)
    return found


def contiguous_ward(matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:
    """Return Ward's hierarchy that joins neighbours only: every type is one connected piece of the map.

    Islands are tied to the nearest district first. Their sizes differ a lot (see the notes of the page).
    """
    from sklearn.cluster import ward_tree

    if setting.neighbours is None or setting.positions is None:
        raise MethodError(say("typology.boundaries_needed", method=METHODS["contiguous_ward"].label))
    joined = setting.neighbours.connected(setting.positions)
    children, _, leaves, _ = ward_tree(matrix, connectivity=joined.matrix())
    return {k: _grouping(_labels_of_tree(children, leaves, k), matrix, k) for k in numbers}


def ward_space(matrix: FloatArray, numbers: Sequence[int], setting: Setting) -> dict[int, Grouping]:
    """Return Ward's hierarchy on a mixture of attribute and geographic distance.

    Both are divided by their maximum and squared; ``space`` is the weight of the geographic one.
    Source: Chavent et al., Computational Statistics 33 (2018), ClustGeo.
    """
    positions = setting.positions
    if positions is None:
        raise MethodError(say("typology.boundaries_needed", method=METHODS["ward_space"].label))

    def mixed() -> FloatArray:
        attribute, place = distances(matrix), distances(positions)
        both: FloatArray = (1 - setting.space) * (attribute / (attribute.max() or 1)) ** 2
        return both + setting.space * (place / (place.max() or 1)) ** 2

    return _hierarchy(matrix, numbers, mixed, lambda: np.sqrt(mixed()[np.triu_indices(len(matrix), 1)]))


for _key, _fit, _spatial in (
    ("k_means", k_means_types, False),
    ("k_means_published", k_means_published, False),
    ("ward", ward, False),
    ("gaussian_mixture", gaussian_mixture, False),
    ("contiguous_ward", contiguous_ward, True),
    ("ward_space", ward_space, True),
):
    METHODS.add(_key, Method(_key, _fit, _spatial))


def _hierarchy(
    matrix: FloatArray, numbers: Sequence[int], squared: Callable[[], FloatArray], for_scipy: Callable[[], FloatArray]
) -> dict[int, Grouping]:
    """Return Ward's hierarchy of ``squared`` distances cut at each number; many districts are left to scipy."""
    rows = len(matrix)
    if rows > DENSE_LIMIT:
        raise MethodError(say("typology.too_many_for_ward", districts=rows, limit=DENSE_LIMIT))
    if rows <= CHAIN_LIMIT:
        children = ward_tree(squared())[0]
    else:
        from scipy.cluster.hierarchy import linkage

        children = linkage(for_scipy(), "ward")[:, :2].astype(np.int64)
    return {k: _grouping(_labels_of_tree(children, rows, k), matrix, k) for k in numbers}


def _labels_of_tree(children: IntArray, leaves: int, k: int) -> IntArray:
    """Return the group of each leaf after all but the last ``k - 1`` joins."""
    parent = np.arange(leaves + len(children))
    for step, pair in enumerate(children[: leaves - k]):
        parent[pair] = leaves + step
    for node in range(leaves + len(children) - 1, -1, -1):
        parent[node] = parent[parent[node]]
    return np.unique(parent[:leaves], return_inverse=True)[1].astype(np.int64)


def _grouping(labels: IntArray, matrix: FloatArray, k: int) -> Grouping:
    return Grouping(labels, means(matrix, labels, k))


def _mixture(matrix: FloatArray, labels: IntArray, k: int, *, rounds: int = 300) -> FloatArray:
    """Return the membership (districts, k) after expectation and maximisation."""
    floor = 1e-3 * matrix.var(axis=0).mean() + 1e-9
    membership = np.eye(k)[labels]
    last = -np.inf
    for _ in range(rounds):
        size = membership.sum(axis=0) + 1e-12
        centres = (membership.T @ matrix) / size[:, None]
        spread = (membership.T @ matrix**2) / size[:, None] - centres**2 + floor
        log = (
            np.log(size / len(matrix))
            - 0.5 * np.log(2 * np.pi * spread).sum(axis=1)
            - 0.5
            * ((matrix**2) @ (1 / spread).T - 2 * matrix @ (centres / spread).T + (centres**2 / spread).sum(axis=1))
        )
        top = log.max(axis=1, keepdims=True)
        likelihood = top[:, 0] + np.log(np.exp(log - top).sum(axis=1))
        membership = np.exp(log - likelihood[:, None])
        if likelihood.sum() - last < 1e-7 * abs(likelihood.sum()):
            break
        last = float(likelihood.sum())
    return membership
