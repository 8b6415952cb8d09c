"""A choropleth of 542 areas as PNG against bare GeoPandas plotting, in one process.

    python benchmarks/charts.py [FOLDER OF BOUNDARIES KEY]

Ratios travel, milliseconds do not.
"""

from __future__ import annotations

import io
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas
import matplotlib as mpl
import numpy as np
import pandas as pd

mpl.use("Agg")

from matplotlib.figure import Figure

import districtanalysis as da
from districtanalysis.datasets.made_city import example_city
from districtanalysis.report.picture import picture
from districtanalysis.report.stage import plain_figures

DPI = 100
REPEATS = 7


def seconds(run: Callable[[], object]) -> float:
    """Return the median of several runs; the first one, which fills caches, does not count."""
    run()
    taken = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bare(areas: geopandas.GeoDataFrame) -> bytes:
    """Return what GeoPandas draws by itself: five shades, no words, no legend."""
    ax = Figure(figsize=(7.6, 6)).add_subplot()
    areas.plot(column="class", ax=ax, cmap="Blues", edgecolor="white", linewidth=0.4)
    stream = io.BytesIO()
    ax.figure.savefig(stream, format="png", dpi=DPI)
    return stream.getvalue()


def main() -> None:
    """Print each measurement and the ratio."""
    if len(sys.argv) > 2:
        areas = geopandas.read_file(Path(sys.argv[1])).set_index(sys.argv[2])
    else:
        areas = example_city(542).boundaries
    values = pd.Series(np.random.default_rng(0).gamma(2.0, 5.0, len(areas)), areas.index, name="Wert")
    areas["class"] = pd.qcut(values, 5, labels=False)
    given = da.plot.map
    with plain_figures():
        ours = seconds(lambda: picture(given(values, areas=areas), "png", dpi=DPI))
        plain = seconds(lambda: bare(areas))
        svg = seconds(lambda: picture(given(values, areas=areas), "svg"))
        size = len(picture(given(values, areas=areas), "svg"))
    print(
        f"{len(areas)} areas: map {1000 * ours:.0f} ms, bare GeoPandas {1000 * plain:.0f} ms, ratio {ours / plain:.2f}"
    )
    print(f"as SVG {1000 * svg:.0f} ms, {size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
