"""Values of a map in their classes: limits, the class of each value, and how many lie in each."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import MethodError, StudyError
from districtanalysis.language import join, number, say
from districtanalysis.methods.classes import SCHEMES, classify, given

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
# Their number of classes follows from the values.
_NOISE = 1e-12  # values closer than this, relative to the largest, differ by rounding only
_OWN_NUMBER = {"deviations", "box_plot", "percentiles", "head_tail"}


@dataclass(frozen=True, slots=True)
class MapClasses:
    """``limits`` (k + 1) from the lowest to the highest in the unit of the values; a class holds its upper limit.

    ``codes`` is the class of each value from 0, -1 where it is missing; ``counts`` (k) how many lie in each.
    ``asked`` is the number that was asked for: equal values are never divided, which can leave fewer.
    """

    limits: FloatArray
    codes: IntArray
    counts: IntArray
    asked: int

    def __len__(self) -> int:
        return len(self.counts)


def in_classes(values: FloatArray, method: str = "quantiles", k: int = 5, own: Sequence[float] = ()) -> MapClasses:
    """Return ``values`` in ``k`` classes of ``method``, or between the upper limits ``own``.

    Empty classes below the lowest value are left out. Raises ``MethodError`` where no value is there or own limits
    do not rise, ``StudyError`` for an unknown method.

    >>> in_classes(np.array([1.0, 2.0, 3.0, np.nan]), "equal_interval", 2).codes.tolist()
    [0, 0, 1, -1]
    """
    if not len(own) and method not in SCHEMES:
        raise StudyError(unknown_name("classes", method, list(SCHEMES)))
    values = _settled(values)
    there = values[~np.isnan(values)]
    if not len(there):
        raise MethodError(say("map.no_values"))
    lowest, highest = float(there.min()), float(there.max())
    if lowest == highest:
        upper = np.array([highest])
    elif len(own):
        upper = given(there, _rising(own))
    else:
        upper = SCHEMES[method](there) if method in _OWN_NUMBER else SCHEMES[method](there, k)
    upper = np.unique(upper)
    upper = upper[(upper >= lowest).argmax() :]
    # limits of one's own, or round ones, begin where they say; the others with the lowest value
    codes = classify(values, upper)
    counts = np.bincount(codes[codes >= 0], minlength=len(upper)).astype(np.int64)
    asked = len(upper) if len(own) or method in {*_OWN_NUMBER, "pretty"} else k
    return MapClasses(np.append(min(lowest, upper[0]), upper), codes, counts, asked)


def _settled(values: FloatArray) -> FloatArray:
    """Return ``values`` in which those that differ by rounding noise only are the same, so that no limit divides them.

    >>> _settled(np.array([250 / 3, 250 / 3 + 2e-14, np.nan, 1.0])).tolist()[:2]
    [83.33333333333333, 83.33333333333333]
    """
    found, places = np.unique(values, return_inverse=True)
    if len(found) < 2:
        return values
    noise = _NOISE * float(np.nanmax(np.abs(found)))
    begins = np.append(True, ~(np.diff(found) <= noise))
    return np.asarray(found[np.maximum.accumulate(np.where(begins, np.arange(len(found)), 0))][places])


def _rising(own: Sequence[float]) -> Sequence[float]:
    if any(not low < high for low, high in itertools.pairwise(own)):
        raise MethodError(say("map.limits_order", limits=join(number(value, None) for value in own)))
    return own
