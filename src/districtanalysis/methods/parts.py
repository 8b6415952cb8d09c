"""Parts of a whole: shares of rows, the largest with what remains, ages in bands."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray


def shares_of_rows(counts: pd.DataFrame) -> pd.DataFrame:
    """Return each count as a share of its row, in percent; a row without a whole stays missing.

    >>> shares_of_rows(pd.DataFrame({"a": [1.0], "b": [3.0]})).iloc[0].tolist()
    [25.0, 75.0]
    """
    whole = counts.sum(axis=1, skipna=False)
    return 100 * counts.div(whole.where(whole > 0), axis=0)


def top_with_rest(amounts: pd.Series, n: int) -> tuple[pd.Series, float, int]:
    """Return the ``n`` largest amounts in falling order, the sum of the others and how many those are.

    Equal amounts keep the order of their names, so that the same table gives the same picture.

    >>> top, rest, others = top_with_rest(pd.Series({"a": 1.0, "b": 3.0, "c": 2.0}), 2)
    >>> list(top.index), rest, others
    (['b', 'c'], 1.0, 1)
    """
    there = amounts.dropna().astype("float64")
    ordered = there.loc[sorted(there.index, key=lambda name: (-there[name], str(name)))]
    rest = ordered.iloc[n:]
    return ordered.iloc[:n], float(rest.sum()), len(rest)


def in_bands(ages: pd.Series, starts: Sequence[int]) -> pd.Series:
    """Return the sum of ``ages`` (indexed by completed years) per band that begins at ``starts``.

    >>> in_bands(pd.Series({0: 1, 17: 2, 18: 4, 90: 8}), (0, 18, 65)).tolist()
    [3, 4, 8]
    """
    place = np.searchsorted(np.asarray(starts), ages.index.to_numpy(), side="right") - 1
    return ages.groupby(place).sum().reindex(range(len(starts)), fill_value=0).set_axis(list(starts))


def deviations(values: pd.Series, centre: float) -> pd.Series:
    """Return the distance of each value to ``centre`` in standard deviations of the values (divided by n).

    All equal values have no spread: their distances are missing.

    >>> deviations(pd.Series([1.0, 3.0]), 1.0).tolist()
    [0.0, 2.0]
    """
    spread = float(values.std(ddof=0))
    return (values - centre) / spread if spread > 0 else values * float("nan")


def digits_needed(values: NDArray[np.float64], at_most: int) -> int:
    """Return the fewest decimals that print every value in full, at most ``at_most``: 6.2 is not 6.20.

    >>> digits_needed(np.array([6.2, 7.0, np.nan]), 2), digits_needed(np.array([9.5344]), 2)
    (1, 2)
    """
    there = values[~np.isnan(values)]
    return next(
        (digits for digits in range(at_most) if np.allclose(there, there.round(digits), rtol=0, atol=1e-9)), at_most
    )
