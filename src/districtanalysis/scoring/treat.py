"""Outliers: rules that pull single extreme values in, column by column, and say what they did."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from districtanalysis.domain.registry import Registry
from districtanalysis.errors import MethodError
from districtanalysis.language import number, say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.normalise import refuse_beyond

LARGEST_SKEWNESS = 2.0
LARGEST_KURTOSIS = 3.5
MOST_POINTS = 5


@dataclass(frozen=True, slots=True)
class Treated:
    """A treated column: the values, the step that was taken ("" = none), and how many values moved.

    ``cleared`` says whether the column meets the rule now.
    """

    values: FloatArray
    step: str = ""
    points: int = 0
    cleared: bool = True


@dataclass(frozen=True, slots=True)
class Treatment:
    """One rule for outliers."""

    key: str
    function: Callable[..., Treated]

    @property
    def label(self) -> str:
        """The name that readers see."""
        return say(f"treatments.{self.key}.label")

    def apply(self, values: FloatArray, *, name: str = "", **options: float) -> Treated:
        """Return the treated column, shape (n,); NaN stays NaN.

        Raises ``MethodError`` for infinite values and such as no town has, and where nothing but one value
        would be left after winsorising.

        >>> TREATMENTS["winsorise"].apply(np.array([1.0, 2.0, 3.0, 2.0, 1.0, 2.0, 90.0])).values.max()
        np.float64(3.0)
        """
        column = np.asarray(values, dtype=np.float64)
        if np.isinf(column).any():
            raise MethodError(say("normalisations.fault.infinite", name=name or "?"))
        refuse_beyond(column, name)
        result = self.function(column, **options)
        known = result.values[~np.isnan(result.values)]
        if result.points and known.size and np.ptp(known) == 0:
            raise MethodError(
                say(
                    "treatments.fault.no_spread", name=name or "?", value=number(float(known[0]), None), n=result.points
                )
            )
        return result


TREATMENTS: Registry[Treatment] = Registry("treatments")


def skewness(values: FloatArray) -> float:
    """Return the sample skewness G1 (as in SAS, SPSS, Excel); 0 for constant or fewer than 3 values.

    >>> round(skewness(np.array([1.0, 2.0, 9.0])), 4)
    1.6301
    """
    x = values[~np.isnan(values)]
    n = len(x)
    spread = x - x.mean() if n else x
    variance = (spread**2).mean() if n else 0.0
    if n < 3 or variance == 0:
        return 0.0
    return float((spread**3).mean() / variance**1.5 * np.sqrt(n * (n - 1)) / (n - 2))


def kurtosis(values: FloatArray) -> float:
    """Return the sample excess kurtosis G2; 0 for constant or fewer than 4 values.

    >>> round(kurtosis(np.array([1.0, 2.0, 3.0, 4.0])), 4)
    -1.2
    """
    x = values[~np.isnan(values)]
    n = len(x)
    spread = x - x.mean() if n else x
    variance = (spread**2).mean() if n else 0.0
    if n < 4 or variance == 0:
        return 0.0
    excess = (spread**4).mean() / variance**2 - 3
    return float((n - 1) / ((n - 2) * (n - 3)) * ((n + 1) * excess + 6))


def has_outliers(values: FloatArray, *, skew: float = LARGEST_SKEWNESS, kurt: float = LARGEST_KURTOSIS) -> bool:
    """Return whether |skewness| > 2 and kurtosis > 3.5 (the rule of COINr and of the JRC).

    >>> has_outliers(np.array([1.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 60.0]))
    True
    """
    return abs(skewness(values)) > skew and kurtosis(values) > kurt


def _none(values: FloatArray) -> Treated:
    return Treated(values, cleared=not has_outliers(values))


def _winsorise(values: FloatArray, *, most: float = MOST_POINTS) -> Treated:
    """Set the k most extreme values to the next one, k = 1, 2, ... until the rule is met."""
    if not has_outliers(values):
        return Treated(values)
    order = np.argsort(-values if skewness(values) > 0 else values, kind="stable")
    limit = min(int(most), int(np.count_nonzero(~np.isnan(values))) - 1)
    current = values
    for points in range(1, limit + 1):
        current = values.copy()
        current[order[:points]] = values[order[points]]
        if not has_outliers(current):
            return Treated(current, "winsorise", points)
    return Treated(current, "winsorise", limit, cleared=False)


def _log(values: FloatArray) -> Treated:
    """log(x - min + 1 % of the range), mirrored for columns skewed to the left."""
    if not has_outliers(values):
        return Treated(values)
    return _stepped("log", values, lambda x: np.log(x - np.nanmin(x) + 0.01 * (np.nanmax(x) - np.nanmin(x))))


def _box_cox(values: FloatArray) -> Treated:
    """(x^l - 1) / l of the values from 1 upwards, with the l that makes them most normal."""
    if not has_outliers(values):
        return Treated(values)
    return _stepped("box_cox", values, lambda x: _power_transform(x - np.nanmin(x) + 1))


def _winsorise_or_log(values: FloatArray) -> Treated:
    """Winsorise at most five values; take logarithms instead where that does not suffice."""
    first = _winsorise(values)
    return first if first.cleared else _log(values)


def _stepped(step: str, values: FloatArray, transform: Callable[[FloatArray], FloatArray]) -> Treated:
    mirrored = skewness(values) < 0
    out = -transform(-values) if mirrored else transform(values)
    return Treated(out, step, int(np.count_nonzero(~np.isnan(values))), cleared=not has_outliers(out))


def _power_transform(values: FloatArray) -> FloatArray:
    logs = np.log(values[~np.isnan(values)])

    def bent(power: float, x: FloatArray) -> FloatArray:
        return x if abs(power) < 1e-9 else np.expm1(power * x) / power

    def likelihood(power: float) -> float:
        return float(-len(logs) / 2 * np.log(bent(power, logs).var()) + (power - 1) * logs.sum())

    best = max((round(-3 + 0.01 * i, 2) for i in range(601)), key=likelihood)
    return bent(best, np.log(values))


for _entry in (
    Treatment("none", _none),
    Treatment("winsorise", _winsorise),
    Treatment("log", _log),
    Treatment("box_cox", _box_cox),
    Treatment("winsorise_or_log", _winsorise_or_log),
):
    TREATMENTS.add(_entry.key, _entry)
