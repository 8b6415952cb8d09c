"""How fast are types and the structure in space, measured against bare libraries and against peers?

    python benchmarks/typology.py                        # everything; peers where they are installed
    python benchmarks/typology.py --quick                # smaller sizes, one repetition
    python benchmarks/typology.py --peers PYTHON         # peers (geosnap, libpysal, esda) of another environment
    python benchmarks/typology.py --boundaries FILE      # municipalities (VG250) instead of a made board

Every ratio is measured in one run on one machine; medians of several repetitions, own and other taking turns.
Whole programs (imports included) run as processes of their own with one thread each.
"""

from __future__ import annotations

import argparse
import math
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
os.environ.update(THREADS)

OWN_TYPES = """
import sys
import pandas as pd
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import TypesOptions
table = IndicatorTable.from_frame(pd.read_csv(sys.argv[1], index_col=0))
found = form_types(table, TypesOptions(resamples=100, starts=20, range=(2, 10)))
print(found.choice.recommended)
"""
GEOSNAP = """
import sys, warnings
warnings.filterwarnings("ignore")
import geopandas, pandas as pd, shapely
from geosnap.analyze import find_k
frame = pd.read_csv(sys.argv[1], index_col=0).reset_index(names="unit")
points = geopandas.GeoSeries([shapely.Point(i % 24, i // 24) for i in range(len(frame))], crs="EPSG:25832")
gdf = geopandas.GeoDataFrame(frame.assign(year=2020), geometry=points)
columns = [c for c in frame.columns if c not in ("unit", "year", "geometry")]
print(find_k(gdf, columns=columns, method="kmeans", min_k=2, max_k=10, temporal_index="year",
             unit_index="unit"))
"""
LIBPYSAL = """
import sys, time, warnings, statistics
warnings.filterwarnings("ignore")
import geopandas
from libpysal.graph import Graph
frame = geopandas.read_file(sys.argv[1])
times = []
for _ in range(int(sys.argv[2])):
    start = time.perf_counter()
    Graph.build_contiguity(frame, rook=False)
    times.append(time.perf_counter() - start)
print(statistics.median(times))
"""
ESDA = """
import sys, time, warnings
warnings.filterwarnings("ignore")
import geopandas, numpy as np
from libpysal.weights import Queen
from esda import Moran_Local
frame = geopandas.read_file(sys.argv[1])
w = Queen.from_dataframe(frame, use_index=False, silence_warnings=True)
w.transform = "r"
y = np.log(frame.area.to_numpy())
times = []
for _ in range(1 + int(sys.argv[2])):
    start = time.perf_counter()
    Moran_Local(y, w, permutations=999, seed=1, n_jobs=1)
    times.append(time.perf_counter() - start)
print(times[0], sorted(times[1:])[len(times[1:]) // 2])
"""
MANY = """
import resource, sys, time
import numpy as np, pandas as pd
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import TypesOptions
size = int(sys.argv[1])
rng = np.random.default_rng(0)
centres = rng.normal(size=(6, 10)) * 2
frame = pd.DataFrame(centres[rng.integers(0, 6, size)] + rng.normal(size=(size, 10)), columns=[f"x{j}" for j in range(10)])
frame.index = [f"{i:06d}" for i in range(size)]
start = time.perf_counter()
found = form_types(IndicatorTable.from_frame(frame), TypesOptions(resamples=20))
seconds = time.perf_counter() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, len(found.types))
"""


def median(action: Callable[[], object], repeat: int) -> float:
    """Return the median seconds of ``action``."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def run(python: str, script: str, *arguments: object) -> str:
    """Return what ``script`` prints in a process of its own; "" where it fails."""
    done = subprocess.run(
        [python, "-c", script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **THREADS},
    )
    if done.returncode:
        print(f"  (not run: {done.stderr.strip().splitlines()[-1] if done.stderr else 'no message'})")
        return ""
    return done.stdout.strip()


def has(python: str, package: str) -> bool:
    """Return whether ``package`` can be imported there."""
    return subprocess.run([python, "-c", f"import {package}"], capture_output=True, check=False).returncode == 0


def line(what: str, own: float, other: float, name: str, goal: float) -> None:
    """Print one measurement: own, other, ratio and goal."""
    ratio = own / other
    verdict = "ok" if ratio <= goal else "MISSED"
    print(f"{what:<58} {own:8.3f} s  {name} {other:8.3f} s  ratio {ratio:6.3f}  goal {goal:.2f}  {verdict}")


def whole_programs(folder: Path, peers: str | None, repeat: int) -> None:
    """Compare all criteria with stability against geosnap's find_k, imports included on both sides."""
    import numpy as np
    import pandas as pd

    rng = np.random.default_rng(0)
    centres = rng.normal(size=(6, 10)) * 1.3
    values = centres[rng.integers(0, 6, 542)] + rng.normal(size=(542, 10))
    path = folder / "table.csv"
    pd.DataFrame(values, columns=[f"x{j}" for j in range(10)]).rename(index=lambda i: f"a{i:03d}").to_csv(path)
    run(sys.executable, OWN_TYPES, path)  # compile once
    own, other = [], []
    for _ in range(repeat):
        own.append(median(lambda: run(sys.executable, OWN_TYPES, path), 1))
        if peers is not None and has(peers, "geosnap"):
            other.append(median(lambda: run(peers, GEOSNAP, path), 1))
    what = "types: k 2-10, criteria, 100 resamples, 542 x 10, imports"
    if other:
        line(what, statistics.median(own), statistics.median(other), "geosnap find_k", 1 / 3)
    else:
        print(f"{what:<58} {statistics.median(own):8.3f} s  (geosnap is not installed)")


def contiguous_ward(size: int, repeat: int) -> None:
    """Compare contiguous Ward with bare scikit-learn on a board."""
    import numpy as np
    from sklearn.cluster import AgglomerativeClustering

    from districtanalysis.methods.neighbours import lattice
    from districtanalysis.typology.cluster import Setting, fit

    side = math.isqrt(size)
    matrix = np.random.default_rng(0).normal(size=(side * side, 10))
    neighbours = lattice(side, side)
    positions = np.array([[i // side, i % side] for i in range(side * side)], dtype=float)
    setting, sparse = Setting(neighbours=neighbours, positions=positions), neighbours.matrix()
    own, other = [], []
    for _ in range(repeat):
        own.append(median(lambda: fit("contiguous_ward", matrix, [10], setting), 1))
        other.append(median(lambda: AgglomerativeClustering(10, connectivity=sparse).fit(matrix), 1))
    line(f"contiguous Ward, {side * side} areas", statistics.median(own), statistics.median(other), "scikit-learn", 1.2)


def spatial(path: Path, peers: str | None, repeat: int) -> None:
    """Compare contiguity and local Moran with libpysal and esda on the same polygons."""
    import geopandas
    import numpy as np

    from districtanalysis.methods.local_autocorrelation import local_moran
    from districtanalysis.methods.neighbours import contiguity

    frame = geopandas.read_file(path)
    shapes = list(frame.geometry)
    own = median(lambda: contiguity(shapes), repeat)
    neighbours = contiguity(shapes)
    values = np.log(frame.area.to_numpy())
    local = median(lambda: local_moran(values, neighbours, permutations=999), repeat)
    if peers is None or not has(peers, "libpysal"):
        print(
            f"contiguity, {len(frame)} areas {own:8.3f} s; local Moran x 999 {local:8.3f} s  (peers are not installed)"
        )
        return
    other = run(peers, LIBPYSAL, path, repeat)
    if other:
        line(f"contiguity, {len(frame)} areas", own, float(other), "libpysal Graph", 1.5)
    both = run(peers, ESDA, path, repeat)
    if both:
        cold, warm = map(float, both.split())
        line(f"local Moran x 999, {len(frame)} areas", local, warm, "esda warm", 1.0)
        line("the same against the first call", local, cold, "esda cold", 0.5)


def growth(sizes: list[int]) -> None:
    """Print seconds, memory and growth exponents of typing and profiling many areas."""
    before: tuple[int, float] | None = None
    for size in sizes:
        told = run(sys.executable, MANY, size)
        if not told:
            return
        seconds, memory, types = told.split()
        exponent = (
            ""
            if before is None
            else f"  exponent {math.log(float(seconds) / before[1]) / math.log(size / before[0]):.2f}"
        )
        verdict = "ok" if float(memory) < 2048 else "MISSED"
        print(
            f"types and profiles, {size:>7} x 10: {float(seconds):7.2f} s, {float(memory):6.0f} MB ({verdict}), {types} types{exponent}"
        )
        before = (size, float(seconds))


def board(folder: Path) -> Path:
    """Write a made board of polygons of the size of the German municipalities."""
    from districtanalysis.datasets.made_city import example_city

    path = folder / "board.gpkg"
    example_city(10_990).boundaries.reset_index().to_file(path)
    return path


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--peers", help="Python of the environment with geosnap, libpysal and esda")
    parser.add_argument("--boundaries", type=Path, help="polygons instead of a made board")
    given = parser.parse_args()
    repeat = 1 if given.quick else 5
    peers = given.peers or (sys.executable if has(sys.executable, "libpysal") else None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole_programs(folder, peers, repeat)
        contiguous_ward(2_500 if given.quick else 10_000, repeat)
        spatial(given.boundaries or board(folder), peers, repeat)
        growth([1_000, 10_000] if given.quick else [1_000, 10_000, 100_000])


if __name__ == "__main__":
    main()
