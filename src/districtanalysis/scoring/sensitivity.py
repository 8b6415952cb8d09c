"""What would change a ranking: exact thresholds of weights, and what leaving something out does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import pandas as pd

from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.sensitivity import LeftOut, Sensitivity, Swap, Threshold
from districtanalysis.errors import MethodError
from districtanalysis.language import say
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.means import MEANS, linear_form
from districtanalysis.scoring.plan import without
from districtanalysis.scoring.score import score
from districtanalysis.scoring.simplex import first_shares
from districtanalysis.scoring.ties import ranks

TIE = 1e-12


def sensitivity(ranking: Ranking, *, left_out: bool = True) -> Sensitivity:
    """Return what would change ``ranking``, in weights of criteria and by leaving things out.

    Swaps and thresholds are exact for weighted means (arithmetic, geometric, harmonic, power);
    other aggregations have none, and ``exact`` says so.
    """
    found = tuple(leave_out(ranking, kind) for kind in ("indicator", "criterion", "district")) if left_out else ()
    if ranking.plan.between not in MEANS:
        return Sensitivity(False, (), (), (), (), found)
    scores, weights, names = linear_scores(ranking)
    districts = [str(name) for name in ranking.frame.index]
    shares = first_shares(scores)
    never = _never_first(scores, shares)
    leader = 0
    return Sensitivity(
        exact=True,
        swaps=tuple(
            swap(districts[i], districts[i + 1], scores=(scores[i], scores[i + 1]), weights=weights, names=names)
            for i in range(len(districts) - 1)
        ),
        lead=lead_swaps(scores, weights, districts, names, leader),
        thresholds=thresholds(scores, weights, districts, names, leader),
        never_first=tuple(districts[i] for i in np.flatnonzero(never)),
        left_out=found,
        first_share=None if shares is None else pd.Series(shares, index=ranking.frame.index),
    )


def linear_scores(ranking: Ranking) -> tuple[FloatArray, FloatArray, tuple[str, ...]]:
    """Return scores of criteria (n, k) whose weighted sum orders like the fit, weights (k,), names.

    A weighted geometric mean orders like the weighted sum of logarithms, a harmonic one like that
    of the negative inverses. Raises ``MethodError`` for aggregations without such a form.
    """
    between = ranking.plan.between
    if between not in MEANS:
        raise MethodError(say("sensitivity.fault.not_linear", method=AGGREGATIONS[between].label))
    shares = ranking.plan.criterion_shares()
    names = tuple(shares)
    options: dict[str, Any] = ranking.plan.parameters_of(between)
    form = linear_form(between, **options)
    scores = form.forward(ranking.frame[list(names)].to_numpy(dtype=np.float64))
    return (-scores if form.falling else scores), np.array(list(shares.values())), names


def swap(
    above: str, below: str, *, scores: tuple[FloatArray, FloatArray], weights: FloatArray, names: Sequence[str]
) -> Swap:
    """Return the smallest change of weights that brings ``below`` level with ``above``.

    Weight moves to the criterion that favours ``below`` most, from those that favour ``above``
    most: each unit moved from i to j narrows the gap by d_i - d_j, so this order is the solution of
    the linear programme min 1/2 sum |v - w| subject to d v <= 0, sum v = 1, v >= 0.

    >>> scores = np.array([4.0, 0.0]), np.array([0.0, 4.0])
    >>> swap("a", "b", scores=scores, weights=np.array([0.75, 0.25]), names=("x", "y")).shift
    0.25
    """
    gap = scores[0] - scores[1]
    target = int(gap.argmin())
    new = np.asarray(weights / weights.sum(), dtype=np.float64)
    missing = float(gap @ new)
    if missing <= 0:
        return Swap(above, below, 0.0, dict(zip(names, new.tolist(), strict=True)))
    if gap[target] > 0:
        return Swap(above, below, None)
    moved = 0.0
    for source in np.argsort(-gap, kind="stable"):
        gain = float(gap[source] - gap[target])
        if gain <= 0:
            break
        amount = min(float(new[source]), missing / gain)
        new[source] -= amount
        new[target] += amount
        moved += amount
        missing -= amount * gain
        if missing <= 1e-15:
            break
    return Swap(above, below, moved, dict(zip(names, new.tolist(), strict=True)))


def lead_swaps(
    scores: FloatArray, weights: FloatArray, districts: Sequence[str], names: Sequence[str], leader: int
) -> tuple[Swap, ...]:
    """Return, nearest first, the smallest change by which each rival draws level with the leader."""
    found = [
        swap(districts[leader], districts[i], scores=(scores[leader], scores[i]), weights=weights, names=names)
        for i in range(len(districts))
        if i != leader
    ]
    return tuple(sorted(found, key=lambda entry: np.inf if entry.shift is None else entry.shift))


def thresholds(
    scores: FloatArray, weights: FloatArray, districts: Sequence[str], names: Sequence[str], leader: int
) -> tuple[Threshold, ...]:
    """Return where each weight alone ends the lead, the others keeping their proportions.

    With weight t on criterion c the lead over b is t d_c + (1 - t) r, r being the gap on the
    others: linear in t, so that the nearest zero on either side of the given weight is exact.

    >>> found = thresholds(np.array([[90.0, 70.0], [30.0, 90.0]]), np.array([0.5, 0.5]), ("a", "b"), ("x", "y"), 0)
    >>> [(entry.criterion, entry.side, round(entry.share, 4)) for entry in found]
    [('x', 'below', 0.25), ('y', 'above', 0.75)]
    """
    shares = weights / weights.sum()
    gaps = scores[leader] - scores
    found: list[Threshold] = []
    for c, name in enumerate(names):
        rest = np.delete(shares, c)
        if rest.size == 0 or rest.sum() <= 0:
            continue
        others = np.delete(gaps, c, axis=1) @ (rest / rest.sum())
        slope = gaps[:, c] - others
        with np.errstate(divide="ignore", invalid="ignore"):
            zero = np.where(np.abs(slope) > TIE, -others / slope, np.nan)
        zero[leader] = np.nan
        given = float(shares[c])
        for side, falls in (("below", slope > 0), ("above", slope < 0)):
            inside = falls & (zero > TIE) & (zero < 1 - TIE)
            if inside.any():
                pick = np.where(inside, zero, -np.inf if side == "below" else np.inf)
                rival = int(pick.argmax() if side == "below" else pick.argmin())
                found.append(
                    Threshold(name, "below" if side == "below" else "above", float(zero[rival]),
                              districts[leader], districts[rival], given)
                )  # fmt: skip
    return tuple(found)


def leave_out(ranking: Ranking, kind: Literal["indicator", "criterion", "district"]) -> LeftOut:
    """Return the ranks with each indicator, criterion or district left out in turn.

    Leaving out a district can change the order of the others where scores depend on who is
    compared (min-max, ranks, Copeland ...): rank reversal.
    """
    plan, index = ranking.plan, ranking.frame.index
    values = ranking.table.frame.loc[index, list(plan.scored())]
    names = {"indicator": list(plan.scored()), "criterion": list(plan.criteria), "district": [str(d) for d in index]}
    columns = {"": _ranks(values, plan)}
    for name in names[kind]:
        kept = values.drop(index=name) if kind == "district" else values
        smaller = _smaller(plan, kind, name)
        columns[name] = _ranks(kept, smaller) if smaller is not None and len(kept) > 1 else pd.Series(dtype="float64")
    frame = pd.DataFrame(columns, index=index)
    shift = {name: _shift(frame, name) for name in names[kind]}
    reversals = {name: _reversals(frame, name) for name in names[kind]}
    return LeftOut(kind, frame, pd.Series(shift, dtype="float64"), reversals)


def _smaller(plan: Plan, kind: str, name: str) -> Plan | None:
    if kind == "district":
        return plan
    if kind == "criterion":
        gone = {choice.key for choice in plan.criteria[name].indicator}
        return None if len(plan.criteria) == 1 else without(plan, gone)
    return None if len(plan.scored()) == 1 else without(plan, {name})


def _ranks(values: pd.DataFrame, plan: Plan) -> pd.Series:
    try:
        fit = score(values[list(plan.scored())], plan).fit
    except MethodError:
        # Without this district a column has one value only: no ranking, and no rank is made up.
        return pd.Series(np.nan, index=values.index)
    return pd.Series(ranks(fit.to_numpy(), plan.ties), index=values.index)


def _shift(frame: pd.DataFrame, name: str) -> float:
    kept = frame[name].notna()
    if not kept.any():
        return float("nan")
    before = frame.loc[kept, ""].rank(method="min")
    return float((frame.loc[kept, name] - before).abs().mean())


def _reversals(frame: pd.DataFrame, name: str) -> tuple[tuple[str, str], ...]:
    kept = frame[frame[name].notna()]
    before, after = kept[""].to_numpy(), kept[name].to_numpy()
    turned = (before[:, None] < before) & (after[:, None] > after)
    return tuple((str(kept.index[i]), str(kept.index[j])) for i, j in np.argwhere(turned))


def _never_first(scores: FloatArray, shares: FloatArray | None) -> np.ndarray:
    """Return who cannot be first under any weighting: exact, by polygons or by linear programming."""
    count = len(scores)
    top = scores.max(axis=0)
    can = (scores >= top - TIE).any(axis=1)
    if shares is not None:
        can |= shares > 0
    for i in np.flatnonzero(~can):
        if (np.all(scores > scores[i] + TIE, axis=1)).any():
            continue
        can[i] = _can_lead(scores, int(i))
    return np.asarray(~can if count > 1 else np.zeros(count, dtype=bool), dtype=np.bool_)


def _can_lead(scores: FloatArray, district: int) -> bool:
    if scores.shape[1] <= 3:
        return False  # three weights or fewer: the polygons have answered already
    from scipy.optimize import linprog

    others = np.delete(scores, district, axis=0) - scores[district]
    constraints = np.column_stack([others, np.ones(len(others))])
    weights = np.append(np.ones(scores.shape[1]), 0.0)[None, :]
    bounds = [(0, None)] * scores.shape[1] + [(None, None)]
    aim = np.append(np.zeros(scores.shape[1]), -1.0)
    solution = linprog(aim, constraints, np.zeros(len(others)), weights, [1.0], bounds, method="highs")
    return bool(solution.status == 0 and solution.fun is not None and solution.fun <= 1e-9)
