"""Normalisations of the decision literature, for values from 0 upwards; on 0 to 100.

Source: Jahan and Edwards (2015), Materials & Design 65, 335-342, where each formula is listed for
benefits and costs (here directions "more" and "less").
"""

from __future__ import annotations

import numpy as np

from districtanalysis.domain.study import Direction
from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import EQUAL, FloatArray


def deviation_of_max(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return 100 x / max, or 100 (1 - x / max) for "less": 0 to 100.

    Source: Jahan and Edwards (2015), linear (max).

    >>> deviation_of_max(np.array([1.0, 4.0]), direction="less").tolist()
    [75.0, 0.0]
    """
    part = _positive(values, "deviation_of_max") / np.nanmax(values)
    return 100 * (part if direction == "more" else 1 - part)


def share_of_sum(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return the share of the sum in percent; of the sum of inverses for "less".

    Source: Jahan and Edwards (2015), linear (sum).

    >>> share_of_sum(np.array([1.0, 3.0])).tolist()
    [25.0, 75.0]
    """
    part = _positive(values, "share_of_sum", strict=direction == "less")
    part = part if direction == "more" else 1 / part
    return np.asarray(100 * part / np.nansum(part), dtype=np.float64)


def vector(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return 100 x / |x|, or 100 (1 - x / |x|) for "less": 0 to 100.

    Source: Hwang and Yoon (1981).

    >>> vector(np.array([3.0, 4.0])).tolist()
    [60.0, 80.0]
    """
    part = _positive(values, "vector") / np.sqrt(np.nansum(values**2))
    return np.asarray(100 * (part if direction == "more" else 1 - part), dtype=np.float64)


def logarithmic(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return 100 ln x / sum ln x, or 100 (1 - ln x / sum ln x) / (n - 1) for "less": shares in percent.

    Source: Zavadskas and Turskis (2008), Technological and Economic Development of Economy 14.

    >>> logarithmic(np.array([2.0, 8.0])).round(9).tolist()
    [25.0, 75.0]
    """
    logs = np.log(_positive(values, "logarithmic", strict=True))
    total = float(np.nansum(logs))
    if abs(total) <= EQUAL * float(np.nansum(np.abs(logs))):
        raise MethodError(say("normalisations.fault.log_sum"))
    part = logs / total
    count = int(np.count_nonzero(~np.isnan(values)))
    return np.asarray(100 * (part if direction == "more" else (1 - part) / (count - 1)), dtype=np.float64)


def nonlinear(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return 100 (x / max)^2, or 100 (min / x)^3 for "less": 0 to 100.

    Source: Peldschus et al. (1983).

    >>> nonlinear(np.array([1.0, 2.0])).tolist()
    [25.0, 100.0]
    """
    part = _positive(values, "nonlinear", strict=direction == "less")
    raised = (part / np.nanmax(part)) ** 2 if direction == "more" else (np.nanmin(part) / part) ** 3
    return np.asarray(100 * raised, dtype=np.float64)


def enhanced_accuracy(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return 100 (1 - distance to the best / sum of such distances), 0 to 100.

    Source: Zeng et al. (2013), enhanced accuracy method.

    >>> enhanced_accuracy(np.array([0.0, 3.0, 4.0])).round(9).tolist()
    [20.0, 80.0, 100.0]
    """
    known = _positive(values, "enhanced_accuracy")
    distance = np.nanmax(known) - known if direction == "more" else known - np.nanmin(known)
    return np.asarray(100 * (1 - distance / np.nansum(distance)), dtype=np.float64)


def zavadskas_turskis(values: FloatArray, *, direction: Direction = "more") -> FloatArray:
    """Return 100 (1 - |best - x| / best): 100 is the best; may fall below 0 to 100 where less is better.

    Source: Zavadskas and Turskis (2008).

    >>> zavadskas_turskis(np.array([1.0, 4.0])).tolist()
    [25.0, 100.0]
    """
    known = _positive(values, "zavadskas_turskis", strict=direction == "less")
    best = np.nanmax(known) if direction == "more" else np.nanmin(known)
    return np.asarray(100 * (1 - np.abs(best - known) / best), dtype=np.float64)


def _positive(values: FloatArray, key: str, *, strict: bool = False) -> FloatArray:
    lowest = np.nanmin(values)
    if lowest < 0 or np.nanmax(values) == 0 or (strict and lowest == 0):
        raise MethodError(say("normalisations.fault.needs_positive", method=say(f"normalisations.{key}.label")))
    return values


FORMULAS = {
    "deviation_of_max": deviation_of_max,
    "share_of_sum": share_of_sum,
    "vector": vector,
    "logarithmic": logarithmic,
    "nonlinear": nonlinear,
    "enhanced_accuracy": enhanced_accuracy,
    "zavadskas_turskis": zavadskas_turskis,
}
