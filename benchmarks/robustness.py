"""How fast are the uncertainty analyses, measured against a plain numpy floor and against peers?

Run with one thread per process::

    python benchmarks/robustness.py            # everything; peers where they are installed
    python benchmarks/robustness.py --quick    # smaller sizes, for a look

Every ratio is measured in one run on one machine; medians of several repetitions. Peers
(``scikit-criteria``, ``pymcdm``) are optional and timed on a few draws, then scaled up: a loop costs
the same for every draw.
"""

from __future__ import annotations

import os

# Before numpy is imported: its libraries read these once.
for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import platform
import resource
import statistics
import sys
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator import Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.scoring.draws import WeightDraws
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.noise import Noise
from districtanalysis.scoring.simulation import Assumptions, simulate
from districtanalysis.scoring.ties import ranks
from districtanalysis.scoring.variants import Column, Variant, Workshop, workshop_of

QUICK = "--quick" in sys.argv
DISTRICTS, INDICATORS = 542, 20
FEW = 20
NOMINAL = Variant("refuse", "none", "goalposts", "arithmetic")


def median(action: Callable[[], object], repeat: int = 5) -> float:
    """Return the median seconds of ``action``."""
    times = []
    for _ in range(repeat):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def medians(*actions: Callable[[], object], repeat: int = 9) -> list[float]:
    """Return the median seconds of each action, all taking turns, so that a busy machine is busy for all."""
    times: list[list[float]] = [[] for _ in actions]
    for _ in range(repeat):
        for own, action in zip(times, actions, strict=True):
            start = time.perf_counter()
            action()
            own.append(time.perf_counter() - start)
    return [statistics.median(own) for own in times]


def values_of(districts: int, indicators: int = INDICATORS) -> pd.DataFrame:
    """Return random values between 5 and 95."""
    generator = np.random.default_rng(0)
    columns = [f"i{j}" for j in range(indicators)]
    return pd.DataFrame(generator.uniform(5, 95, (districts, indicators)), columns=columns)


def plan_of(frame: pd.DataFrame) -> Plan:
    """Return a plan with one criterion per indicator."""
    return Plan(
        criteria={
            str(key): Criterion(label=str(key), indicator=(IndicatorChoice(key=str(key), goalposts=(0, 100)),))
            for key in frame
        }
    )


def floor(scores: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """Return the rank acceptability matrix as one would write it: product, argsort, bincount scatter."""
    count = len(scores)
    order = np.argsort(-(weights @ scores.T), axis=1)
    return np.bincount((order * count + np.arange(count)).ravel(), minlength=count * count)


def product_and_sort(scores: np.ndarray, weights: np.ndarray) -> None:
    """Do the two steps without which there are no ranks."""
    (weights @ scores.T).sort(axis=1)


def draws_of_weights(frame: pd.DataFrame, draws: int, *, pairwise: bool = False) -> None:
    """Run the library: draw weights, rank, count."""
    simulate(workshop_of(frame, plan_of(frame)), NOMINAL, Assumptions(), draws=draws, seed=0, pairwise=pairwise)


def noise_of(frame: pd.DataFrame) -> Noise:
    """Return binomial noise at a base of 800 persons in every cell."""
    names = list(map(str, frame.columns))
    entries = {key: Indicator("foreign_share", "population", "percent", lambda: np.zeros(0), {}) for key in names}
    base = pd.DataFrame(800.0, index=frame.index, columns=frame.columns)
    return Noise.of(IndicatorTable.from_frame(frame, base=base, indicators=entries), frame.index, names)


def method_uncertainty(draws: int) -> Callable[[], object] | None:
    """Return full method uncertainty on the ASEM example, where its reference tables are at hand."""
    folder = Path(os.environ.get("DISTRICTANALYSIS_REFERENCE", Path(__file__).parents[2] / "shared" / "reference"))
    folder = folder / "oracles" / "coinr_asem"
    if not folder.is_dir():
        return None
    meta = pd.read_csv(folder / "iMeta.csv").set_index("iCode")
    tree = Hierarchy.from_parents({str(key): str(parent) for key, parent in meta["Parent"].dropna().items()})
    imputed = pd.read_csv(folder / "dset_Imputed.csv", index_col=0)[list(tree.levels[0].names)]
    columns = [Column(key, "more" if meta.loc[key, "Direction"] == 1 else "less") for key in tree.levels[0].names]
    chosen = Assumptions(
        criteria=WeightDraws("spread"),
        indicators=WeightDraws("spread"),
        normalisations=("min_max", "z_score", "percentile"),
        aggregations=("arithmetic", "geometric"),
        treatments=("none", "winsorise"),
    )
    nominal = Variant("refuse", "winsorise", "min_max", "arithmetic")

    def run() -> object:
        return simulate(Workshop(imputed, columns, tree), nominal, chosen, draws=draws, seed=0)

    return run


def peers(frame: pd.DataFrame, weights: np.ndarray) -> dict[str, Callable[[], None]]:
    """Return the loop over ``FEW`` draws of each peer that is installed, counting of ranks included.

    scikit-criteria runs the chain of its tutorial (invert, scale weights, scale matrix, weighted sum),
    and the weighted sum alone on a matrix that needs no more; pymcdm normalises by itself.
    """
    found: dict[str, Callable[[], None]] = {}
    scores, few = frame.to_numpy(), weights[:FEW]
    count = len(scores)

    def loop(ranks_of: Callable[[np.ndarray], np.ndarray]) -> Callable[[], None]:
        def run() -> None:
            table = np.zeros((count, count), dtype=np.int64)
            for row in few:
                table[np.arange(count), np.asarray(ranks_of(row), dtype=np.int64) - 1] += 1

        return run

    try:
        import skcriteria
        from skcriteria.agg.simple import WeightedSumModel
        from skcriteria.pipelines import mkpipe
        from skcriteria.preprocessing.invert_objectives import InvertMinimize
        from skcriteria.preprocessing.scalers import MinMaxScaler, SumScaler

        name = f"scikit-criteria {metadata.version('scikit-criteria')}"
        model, best = WeightedSumModel(), [max] * scores.shape[1]
        steps = (InvertMinimize(), SumScaler(target="weights"), MinMaxScaler(target="matrix"))
        pipe = mkpipe(*steps, model)
        found[f"{name}, chain of its tutorial"] = loop(
            lambda row: pipe.evaluate(skcriteria.mkdm(scores, best, weights=row)).rank_
        )
        found[f"{name}, aggregation alone"] = loop(
            lambda row: model.evaluate(skcriteria.mkdm(scores, best, weights=row)).rank_
        )
    except ImportError:
        pass
    try:
        from pymcdm.methods import WSM

        method, kinds = WSM(), np.ones(scores.shape[1])
        name = f"pymcdm {metadata.version('pymcdm')}, validation off"
        found[name] = loop(lambda row: method.rank(method(scores, row, kinds, validation=False)))
    except ImportError:
        pass
    return found


def exponent(sizes: list[int], seconds: list[float]) -> float:
    """Return the slope of log time over log size: 1 = linear."""
    return float(np.polyfit(np.log(sizes), np.log(seconds), 1)[0])


def peak() -> float:
    """Return the largest memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def row(what: str, seconds: float, against: str, goal: str) -> None:
    """Print one row of the table."""
    print(f"| {what} | {seconds:.3f} s | {against} | {goal} |", flush=True)


def main() -> None:
    """Print the table."""
    draws = 2_000 if QUICK else 10_000
    frame = values_of(DISTRICTS)
    scores = frame.to_numpy()
    weights = np.random.default_rng(1).dirichlet(np.ones(INDICATORS), draws)
    print(f"{platform.processor() or platform.machine()}, {os.cpu_count()} cores (shared), one thread per process; ")
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, pandas {pd.__version__}; start {peak():.0f} MB\n"
    )
    print("| what | time | against | goal |\n|---|---|---|---|")
    low, least, ours = medians(
        lambda: floor(scores, weights),
        lambda: product_and_sort(scores, weights),
        lambda: draws_of_weights(frame, draws),
    )
    row(f"numpy floor, {draws} draws x {DISTRICTS} x {INDICATORS}", low, "product, argsort, bincount", "")
    row("matrix product + sort alone", least, f"{low / least:.1f}x below the floor", "")
    row(
        "rank acceptability, whole call",
        ours,
        f"{ours / low:.2f}x floor; {ours / least:.1f}x product + sort",
        "<= 1x; moonshot 2x",
    )
    pairs = median(lambda: draws_of_weights(frame, draws, pairwise=True), 3)
    row("the same with pairwise probabilities", pairs, f"{pairs / low:.1f}x floor", "<= 10x")
    for name, loop in peers(frame, weights).items():
        few, own = medians(loop, lambda: draws_of_weights(frame, draws), repeat=5)
        seconds = few / FEW * draws
        row(f"{name}, loop", seconds, f"we are {seconds / own:.0f}x faster", "300x / 50x")
    before = peak()
    many = 10_000 if QUICK else 100_000
    start = time.perf_counter()
    draws_of_weights(frame, many)
    row(f"{many} draws", time.perf_counter() - start, f"peak {peak():.0f} MB (before: {before:.0f})", "< 500 MB")
    noise, noisy_draws = noise_of(frame), draws // 10 if QUICK else draws
    start = time.perf_counter()
    chosen = Assumptions(criteria=WeightDraws("given"), noise="binomial")
    simulate(workshop_of(frame, plan_of(frame)), NOMINAL, chosen, draws=noisy_draws, seed=0, noise=noise)
    row(f"{noisy_draws} draws of sampling noise", time.perf_counter() - start, f"peak {peak():.0f} MB", "< 30 s")
    full = method_uncertainty(draws)
    if full is not None:
        seconds = median(full, 3)
        row(f"method uncertainty, ASEM 51 x 49, {draws} draws", seconds, "COINr: 348 s per 1 000", "< 1 s")
    large = values_of(10_000 if QUICK else 100_000).to_numpy()
    equal = np.full(INDICATORS, 1 / INDICATORS)
    tree = Hierarchy.from_plan(plan_of(pd.DataFrame(columns=[f"i{j}" for j in range(INDICATORS)])))
    once = median(lambda: ranks(tree.draw_scores(list(large.T), {}, 1)[0]))
    plain = median(lambda: np.argsort(np.argsort(-(large @ equal))))
    row(f"{len(large)} districts ranked once", once, f"{once / plain:.2f}x numpy ({plain:.3f} s)", "<= 2x")
    sizes = [1_000, 2_000, 4_000, 8_000]
    slope = exponent(sizes, [median(lambda n=n: draws_of_weights(frame, n), 3) for n in sizes])
    print(f"\nCost grows with draws to the power {slope:.2f} (linear: 1).")
    # One summary per series: every rank (a result of n x n), then the first 100 ranks and 400 bands.
    growth("every rank counted", [500, 1_000, 2_000], draws)
    growth("100 ranks and 400 bands", [4_000, 8_000] if QUICK else [4_000, 8_000, 16_000, 32_000], 300)


def growth(summary: str, widths: list[int], draws: int) -> None:
    """Print how the cost grows with the districts, and how that of product and argsort alone does."""
    weights = np.random.default_rng(1).dirichlet(np.ones(INDICATORS), draws)
    frames = {n: values_of(n) for n in widths}

    def plain(n: int) -> None:
        scores = frames[n].to_numpy()
        for first in range(0, draws, 100):
            np.argsort(weights[first : first + 100] @ scores.T, axis=1)

    own = exponent(widths, [median(lambda n=n: draws_of_weights(frames[n], draws), 3) for n in widths])
    bare = exponent(widths, [median(lambda n=n: plain(n), 3) for n in widths])
    least = exponent(widths, [n * float(np.log(n)) for n in widths])
    print(
        f"{widths[0]} to {widths[-1]} districts, {draws} draws, {summary}: power {own:.2f} "
        f"(product and argsort alone: {bare:.2f}; n log n: {least:.2f})."
    )


if __name__ == "__main__":
    main()
