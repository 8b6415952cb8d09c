"""Transforms and scaling of one column, fitted once and applied again to other districts or years."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from districtanalysis.errors import MethodError
from districtanalysis.language import say

FloatArray = NDArray[np.float64]
TRANSFORMS = ("none", "log", "asinh", "box_cox")
SCALINGS = ("z", "range", "robust", "none")
_GOLDEN = (5**0.5 - 1) / 2


@dataclass(frozen=True, slots=True)
class ColumnScale:
    """What is done to a column: transform with its parameter, minus ``centre``, divided by ``scale``."""

    transform: str = "none"
    parameter: float = 0.0
    centre: float = 0.0
    scale: float = 1.0

    def apply(self, values: ArrayLike) -> FloatArray:
        """Return the scaled values, shape as given, without unit; NaN stays NaN.

        Raises ``MethodError`` where the transform is not defined for a value.

        >>> ColumnScale("none", 0.0, 10.0, 2.0).apply([12.0]).tolist()
        [1.0]
        """
        return (transformed(values, self.transform, self.parameter) - self.centre) / self.scale

    def to_dict(self) -> dict[str, object]:
        """Return the parts by name, as a model keeps them."""
        return asdict(self)

    @classmethod
    def from_dict(cls, parts: Mapping[str, object]) -> ColumnScale:
        """Return the scale that ``to_dict`` described.

        >>> ColumnScale.from_dict(ColumnScale().to_dict()) == ColumnScale()
        True
        """
        numbers = {key: float(str(parts[key])) for key in ("parameter", "centre", "scale")}
        return cls(str(parts["transform"]), **numbers)


def fit_scale(values: ArrayLike, *, transform: str = "none", scaling: str = "z") -> ColumnScale:
    """Return transform and scale fitted to ``values``, shape (districts,); NaN is left out.

    ``z``: mean and standard deviation (population, ddof 0); ``range``: minimum and span; ``robust``: median
    and 1.4826 x median absolute deviation, or the interquartile range / 1.349 where that is 0; ``none``.
    Raises ``MethodError`` for a constant column, an unknown name, or values that the transform refuses.

    >>> fit_scale([1.0, 3.0]).scale
    1.0
    """
    column = np.asarray(values, dtype=np.float64)
    column = column[~np.isnan(column)]
    if column.size == 0:
        raise MethodError(say("typology.column_empty"))
    parameter = box_cox_parameter(column) if transform == "box_cox" else 0.0
    moved = transformed(column, transform, parameter)
    centre, scale = _centre_and_scale(moved, scaling)
    if not scale > 1e-12 * max(1.0, float(np.abs(moved).max())):
        raise MethodError(say("typology.column_constant", value=float(column[0])))
    return ColumnScale(transform, parameter, centre, scale)


def transformed(values: ArrayLike, kind: str, parameter: float = 0.0) -> FloatArray:
    """Return ``values`` transformed: none, log, asinh (inverse hyperbolic sine) or box_cox with its lambda.

    Source: Box and Cox, Journal of the Royal Statistical Society B 26 (1964); Burbidge, Magee and Robb (1988).

    >>> transformed([1.0, 4.0], "box_cox", 0.5).tolist()
    [0.0, 2.0]
    """
    column = np.asarray(values, dtype=np.float64)
    if kind == "none":
        return column
    if kind == "asinh":
        return np.arcsinh(column)
    if kind not in TRANSFORMS:
        raise MethodError(say("typology.unknown_transform", name=kind))
    if (column <= 0).any():
        raise MethodError(say("typology.not_positive", transform=kind, value=float(np.nanmin(column))))
    if kind == "log" or parameter == 0:
        return np.log(column)
    result: FloatArray = (column**parameter - 1) / parameter
    return result


def box_cox_parameter(values: ArrayLike, *, low: float = -3.0, high: float = 3.0) -> float:
    """Return the lambda of greatest profile likelihood between ``low`` and ``high``, to 1e-6.

    Source: Box and Cox (1964), section 3. Golden section search: the likelihood has one maximum.

    >>> abs(box_cox_parameter(np.exp(np.linspace(-1, 1, 51)))) < 0.01
    True
    """
    column = np.asarray(values, dtype=np.float64)
    if (column <= 0).any():
        raise MethodError(say("typology.not_positive", transform="box_cox", value=float(column.min())))
    if np.ptp(column) == 0:
        return 1.0
    logs = np.log(column / np.exp(np.log(column).mean()))

    def loss(parameter: float) -> float:
        # with the geometric mean as unit the likelihood depends on the variance alone
        moved = logs if abs(parameter) < 1e-9 else np.expm1(parameter * logs) / parameter
        return float(np.log(moved.var()))

    while high - low > 1e-6:
        left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
        if loss(left) <= loss(right):
            high = right
        else:
            low = left
    return (low + high) / 2


def _centre_and_scale(column: FloatArray, scaling: str) -> tuple[float, float]:
    if scaling == "z":
        return float(column.mean()), float(column.std())
    if scaling == "range":
        return float(column.min()), float(np.ptp(column))
    if scaling == "none":
        return 0.0, 1.0 if np.ptp(column) > 0 else 0.0
    if scaling != "robust":
        raise MethodError(say("typology.unknown_scaling", name=scaling))
    middle = float(np.median(column))
    spread = 1.4826 * float(np.median(np.abs(column - middle)))
    if spread == 0:
        upper, lower = np.quantile(column, [0.75, 0.25])
        spread = float(upper - lower) / 1.349
    return middle, spread
