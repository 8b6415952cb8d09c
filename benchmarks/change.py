"""The change of everything against what pandas needs at least, in one run.

    python benchmarks/change.py [REPEATS]

Ten yearly tables of 542 districts with 200 variables (half of them counts, half shares of these counts): absolute,
percent or points, status and interval of every figure from year to year; shares get the interval of two shares at their n. The floor is what any pandas solution does: sort by district,
variable and date, group by the categorical keys, take differences.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable
from statistics import median

import numpy as np
import pandas as pd

from districtanalysis.domain.observations import Observations, coded, from_columns
from districtanalysis.indicators.change_figures import change_of_figures

DISTRICTS, VARIABLES, YEARS = 542, 200, 10
KEYS = ["district_id", "variable", "kind"]


def tables(districts: int = DISTRICTS, variables: int = VARIABLES, years: int = YEARS) -> Observations:
    """Return yearly tables one below the other, as offices publish them."""
    random = np.random.default_rng(7)
    shape = (years, districts, variables)
    year, district, variable = (index.ravel() for index in np.indices(shape))
    share = variable % 2 == 1
    value = np.where(share, random.uniform(0, 100, len(year)).round(1), random.integers(0, 5000, len(year)))
    names = [f"{number:08d}" for number in range(districts)]
    kinds = [f"k{number:03d}" for number in range(variables // 2)]
    return from_columns(
        {
            "district_id": coded(district, names),
            "date": coded(year, [f"{2014 + number}-12-31" for number in range(years)]),
            "variable": coded(share.astype(np.int64), ["residents", "foreign_share_printed"]),
            "kind": coded(variable // 2, kinds),
            "value": value.astype(float),
            "decimals": np.where(share, 1, 0).astype("int8"),
        }
    )


def floor(observations: Observations) -> pd.Series:
    """Return the differences as plain pandas finds them."""
    frame = observations.frame.sort_values([*KEYS, "date"])
    return frame.groupby(KEYS, observed=True)["value"].diff()


def seconds(call: Callable[[], object]) -> float:
    """Return the seconds of one call."""
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


def measured(observations: Observations, repeats: int) -> tuple[float, float]:
    """Return the medians of the floor and of ours, taken in turn."""
    pairs = [
        (seconds(lambda: floor(observations)), seconds(lambda: change_of_figures(observations))) for _ in range(repeats)
    ]
    return median(first for first, _ in pairs), median(second for _, second in pairs)


def main(repeats: int = 7) -> None:
    """Print the ratio of the medians and how the time grows with the rows."""
    whole = tables()
    expected = floor(whole).dropna().sort_index()
    found = change_of_figures(whole)["absolute"]
    assert math.isclose(float(expected.abs().sum()), float(found.abs().sum()), rel_tol=1e-9)
    ours = []
    print("| rows | pandas floor | change of everything | ratio |\n|---:|---:|---:|---:|")
    for districts in (DISTRICTS // 4, DISTRICTS // 2, DISTRICTS, 2 * DISTRICTS):
        given = tables(districts)
        pair = measured(given, repeats)
        ours.append((len(given), *pair))
        print(f"| {len(given):,} | {pair[0]:.3f} s | {pair[1]:.3f} s | {pair[1] / pair[0]:.2f} |")
    (rows, *first), (more, *last) = ours[0], ours[-1]
    exponents = [math.log(end / start) / math.log(more / rows) for start, end in zip(first, last, strict=True)]
    print(f"grows with the rows to the power {exponents[1]:.2f} (pandas floor: {exponents[0]:.2f})")


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:2]))
