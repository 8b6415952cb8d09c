"""How many types the data carry: criteria, stability under resampling, and a recommendation with its reasons."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.typology import Choice
from districtanalysis.language import join, number, say
from districtanalysis.methods import cluster_quality as quality
from districtanalysis.methods.agreement import adjusted_rand_many
from districtanalysis.methods.k_means import k_means, nearest_many, plus_plus, run_many
from districtanalysis.typology.cluster import FloatArray, Grouping, IntArray, Setting, fit

SAMPLE = 1000
REFERENCES = 20
STABLE = 0.75
FAIRLY_STABLE = 0.7
SLIGHT = 0.08
CLEAR = 0.02


def choose(
    matrix: FloatArray, method: str, setting: Setting, numbers: Sequence[int], *, resamples: int = 100
) -> tuple[Choice, dict[int, Grouping]]:
    """Return the criteria per number of types with a recommendation, and the groupings themselves.

    ``matrix`` is scaled (districts, features). Above 1000 districts the criteria and the resamples rest on
    a drawn sample of 1000; the groupings rest on all.
    """
    usable = [k for k in numbers if k < len(np.unique(matrix, axis=0))]
    groupings = fit(method, matrix, usable, setting) if usable else {}
    rng = np.random.default_rng(setting.seed)
    rows = np.sort(rng.choice(len(matrix), SAMPLE, replace=False)) if len(matrix) > SAMPLE else np.arange(len(matrix))
    part = matrix[rows]
    labels = {k: np.unique(grouping.labels[rows], return_inverse=True)[1] for k, grouping in groupings.items()}
    plain = labels if method == "k_means" else {k: k_means(part, k, starts=4, seed=setting.seed).labels for k in usable}
    table = quality.distances(part)
    frame = pd.DataFrame({k: _criteria(part, table, labels[k]) for k in usable}).T
    frame = frame.join(_against_nothing(part, table, plain, rng))
    frame["stability"] = _stability(part, labels, method, setting, resamples, rng)
    frame["leave_one_out"], weakest = _leave_one_out(part, labels, rng)
    frame["weakest_feature"] = weakest
    frame.index.name = "types"
    verdict, recommended = _verdict(frame)
    reasons = _reasons(frame, verdict, recommended, resamples)
    flow = clustergram(part, labels)
    return Choice(frame, recommended, verdict, reasons, flow, resamples, setting.seed), groupings


def _criteria(matrix: FloatArray, table: FloatArray, labels: IntArray) -> dict[str, float]:
    return {
        "silhouette": float(quality.silhouettes(table, labels).mean()),
        "calinski_harabasz": quality.calinski_harabasz(matrix, labels),
        "davies_bouldin": quality.davies_bouldin(matrix, labels),
        "smallest": float(np.bincount(labels).min()),
    }


def _against_nothing(
    matrix: FloatArray, table: FloatArray, labels: Mapping[int, IntArray], rng: np.random.Generator
) -> pd.DataFrame:
    """Return gap statistic and the silhouette of data without types, from the same k-means on both."""
    nothing = quality.references(matrix, REFERENCES, rng)
    groups = {k: quality.group_many(nothing, k, rng, starts=1) for k in labels}
    reached = dict.fromkeys(labels, -1.0)
    for place, data in enumerate(nothing):
        distances = quality.distances(data)  # one table at a time: all of them together are too large
        for k in labels:
            reached[k] = max(reached[k], float(quality.silhouettes(distances, groups[k][place]).mean()))
    rows = {}
    for k, found in labels.items():
        sums = np.log([quality.within_sum(nothing[i], groups[k][i]) for i in range(REFERENCES)])
        inside = quality.within_sum(matrix, found)
        rows[k] = {
            "gap": float(sums.mean() - np.log(inside)) if inside > 0 else float("inf"),
            "gap_error": float(sums.std() * np.sqrt(1 + 1 / REFERENCES)),
            "separation": float(quality.silhouettes(table, found).mean()),
            "null": reached[k],
        }
    return pd.DataFrame(rows).T


def _stability(
    matrix: FloatArray,
    labels: Mapping[int, IntArray],
    method: str,
    setting: Setting,
    resamples: int,
    rng: np.random.Generator,
) -> pd.Series:
    """Return the mean adjusted Rand index between the types and those of resampled districts."""
    if not resamples:
        return pd.Series(np.nan, index=list(labels))
    rows = len(matrix)
    weights = rng.multinomial(rows, np.full(rows, 1 / rows), size=resamples).astype(np.float64)
    if method == "k_means":
        return pd.Series({k: _agreement(matrix, k, found, weights, rng) for k, found in labels.items()})
    spatial = method in {"contiguous_ward", "ward_space"}
    found: dict[int, list[float]] = {k: [] for k in labels}
    for repeat in range(resamples):
        groups = _refit_features(matrix, method, setting, labels, rng) if spatial else {}
        if not spatial:
            groups = _refit_rows(matrix, weights[repeat], method, setting, labels)
        for k, again in groups.items():
            found[k].append(float(adjusted_rand_many(again[None], labels[k])[0]))
    return pd.Series({k: float(np.mean(values)) if values else np.nan for k, values in found.items()})


def _agreement(matrix: FloatArray, k: int, found: IntArray, weights: FloatArray, rng: np.random.Generator) -> float:
    centres = run_many(
        matrix, plus_plus(matrix, k, len(weights), rng, weights), weights=weights, rounds=25, tolerance=1e-3
    )
    return float(adjusted_rand_many(nearest_many(matrix, centres)[0], found).mean())


def _refit_rows(
    matrix: FloatArray, weights: FloatArray, method: str, setting: Setting, labels: Mapping[int, IntArray]
) -> dict[int, IntArray]:
    """Return the types of one resample of districts; every district goes to the nearest centre."""
    drawn = np.repeat(matrix, weights.astype(np.int64), axis=0)
    usable = [k for k in labels if k < len(np.unique(drawn, axis=0))]
    once = Setting(setting.seed, 1, setting.space)
    again = fit(method, drawn, usable, once) if usable else {}
    return {k: nearest_many(matrix, grouping.centres[None])[0][0] for k, grouping in again.items()}


def _refit_features(
    matrix: FloatArray, method: str, setting: Setting, labels: Mapping[int, IntArray], rng: np.random.Generator
) -> dict[int, IntArray]:
    """Return the types under random weights of the features: districts on a map cannot be drawn twice."""
    if setting.neighbours is None or setting.neighbours.size != len(matrix):
        return {}
    weights = rng.exponential(size=matrix.shape[1])
    return {k: g.labels for k, g in fit(method, matrix * np.sqrt(weights), list(labels), setting).items()}


def _leave_one_out(
    matrix: FloatArray, labels: Mapping[int, IntArray], rng: np.random.Generator
) -> tuple[pd.Series, pd.Series]:
    """Return the lowest adjusted Rand index over leaving one feature out, and the position of that feature."""
    columns = matrix.shape[1]
    if columns < 2:
        return pd.Series(np.nan, index=list(labels)), pd.Series(-1, index=list(labels))
    data = np.repeat(matrix[None], columns, axis=0)
    data[np.arange(columns), :, np.arange(columns)] = 0.0
    lowest, place = {}, {}
    for k, found in labels.items():
        agreement = adjusted_rand_many(quality.group_many(data, k, rng, starts=2), found)
        lowest[k], place[k] = float(agreement.min()), int(agreement.argmin())
    return pd.Series(lowest), pd.Series(place)


def _verdict(frame: pd.DataFrame) -> tuple[str, int]:
    """Return what the data carry and the recommended number.

    ``types``: somewhere the silhouette clearly exceeds everything that data without types reached, and the types
    return under resampling; recommended is what gap statistic and criteria agree on best.
    ``gradual``: stable cuts through a continuum; recommended is the finest stable one. ``none``: one type.
    """
    steady = frame["stability"].fillna(1.0)
    separate = frame[(steady >= FAIRLY_STABLE) & (frame["separation"] > frame["null"] + CLEAR)]
    if len(separate):
        return "types", _best_on_the_whole(frame, separate)
    stable = frame.index[(steady >= STABLE)]
    if len(stable):
        return "gradual", int(stable.max())
    return "none", 1


def _best_on_the_whole(frame: pd.DataFrame, separate: pd.DataFrame) -> int:
    """Return the number after which the gap statistic hardly grows, if it is separate and stable.

    Else the number with the lowest mean rank over the criteria, the smaller one of equals.
    """
    by_gap = gap_choice(frame, least=SLIGHT * float(np.ptp(frame["gap"])))
    if by_gap in separate.index:
        return by_gap
    ranks = pd.DataFrame(
        {
            "lead": (separate["null"] - separate["separation"]).rank(),
            "calinski_harabasz": separate["calinski_harabasz"].rank(ascending=False),
            "davies_bouldin": separate["davies_bouldin"].rank(),
            "stability": separate["stability"].rank(ascending=False),
            "leave_one_out": separate["leave_one_out"].rank(ascending=False),
        }
    )
    return int(str(ranks.mean(axis=1).idxmin()))


def _reasons(frame: pd.DataFrame, verdict: str, recommended: int, resamples: int) -> tuple[str, ...]:
    reasons = [say(f"typology.verdict.{verdict}", types=recommended)]
    if recommended in frame.index:
        row = frame.loc[recommended]
        values = {"silhouette": number(row["separation"], 2), "null": number(row["null"], 2), "types": recommended}
        above = row["separation"] > row["null"] + CLEAR
        reasons.append(say(f"typology.reason.silhouette_{'above' if above else 'below'}", **values))
        if resamples:
            stability = number(row["stability"], 2)
            reasons.append(say("typology.reason.stability", count=resamples, stability=stability))
        if not np.isnan(row["leave_one_out"]):
            reasons.append(say("typology.reason.leave_one_out", lowest=number(row["leave_one_out"], 2)))
        if row["smallest"] == 1:
            reasons.append(say("typology.reason.single"))
    others = _other_votes(frame, recommended)
    if others:
        reasons.append(say("typology.reason.others", votes=join(others)))
    return tuple(reasons)


def _other_votes(frame: pd.DataFrame, recommended: int) -> list[str]:
    """Return the criteria that favour another number."""
    votes = {
        "calinski_harabasz": int(str(frame["calinski_harabasz"].idxmax())) if len(frame) else recommended,
        "davies_bouldin": int(str(frame["davies_bouldin"].idxmin())) if len(frame) else recommended,
        "gap": gap_choice(frame),
    }
    return [
        say("typology.reason.vote", criterion=say(f"typology.criterion.{key}"), types=value)
        for key, value in votes.items()
        if value != recommended
    ]


def gap_choice(frame: pd.DataFrame, *, least: float = 0.0) -> int:
    """Return the number of types of the gap statistic: the first k with gap(k) >= gap(k + 1) - error(k + 1).

    Growth below ``least`` counts as none. Source: Tibshirani, Walther and Hastie (2001). The greatest number
    where no k satisfies it.

    >>> gap_choice(pd.DataFrame({"gap": [0.1, 0.4, 0.41], "gap_error": [0.02, 0.02, 0.02]}, index=[2, 3, 4]))
    3
    """
    numbers = [int(str(k)) for k in frame.index]
    for k, further in itertools.pairwise(numbers):
        tolerance = max(float(frame.loc[further, "gap_error"]), least)
        if frame.loc[k, "gap"] >= frame.loc[further, "gap"] - tolerance:
            return k
    return numbers[-1] if numbers else 1


def clustergram(matrix: FloatArray, labels: Mapping[int, IntArray]) -> pd.DataFrame:
    """Return the clustergram: per number of types and group its size and mean on the first principal component.

    Columns: types, group, size, mean (scaled units), previous (the group of the number before that gave
    most districts). Source: Schonlau, The Stata Journal 2 (2002).
    """
    centred = matrix - matrix.mean(axis=0)
    axis = np.linalg.svd(centred, full_matrices=False)[2][0]
    score = centred @ (axis * np.sign(axis[np.abs(axis).argmax()]))
    rows = []
    before: IntArray | None = None
    for k, found in labels.items():
        for group in range(int(found.max()) + 1):
            inside = found == group
            previous = -1 if before is None else int(np.bincount(before[inside]).argmax())
            rows.append((k, group, int(inside.sum()), float(score[inside].mean()), previous))
        before = found
    return pd.DataFrame(rows, columns=["types", "group", "size", "mean", "previous"])
