"""Cases with known results, for a program that computes rankings again, such as the script of the workshop page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import product

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, Direction, Exclude, ExcludedDistrict, IndicatorChoice
from districtanalysis.errors import MethodError, MissingValueError, StudyError
from districtanalysis.methods.transforms import FloatArray
from districtanalysis.scoring.ranking import rank
from districtanalysis.scoring.sensitivity import sensitivity

METHODS = ("goalposts", "min_max", "z_score", "rank")
MEANS = ("arithmetic", "geometric")
# those who are out hold a gap and the largest figures, which therefore set no scale
_OUT = tuple(ExcludedDistrict(name=name, why="-") for name in ("d002", "d005"))
_EXCLUDED = {"excluded": Exclude(district=_OUT)}
_DIRECTIONS: tuple[Direction, Direction] = ("more", "less")


def vectors(seed: int = 0) -> list[dict[str, object]]:
    """Return cases as JSON holds them: ``data`` to compute from, and what is ``expected``.

    ``data`` has the shape of the workshop page (values with null where one is missing, weights, directions,
    goalposts, method), ``expected`` has ``fit`` and ``rank`` per district (null without one) and, where the fit is
    linear in the weights of the criteria, ``thresholds``, ``shift`` and ``first_share``; or ``fault``, why there is
    no ranking. All scales and means, ties, missing values, constant columns and equal districts occur.

    >>> cases = vectors()
    >>> len(cases) > 100, sorted(cases[0]["expected"])[:2]
    (True, ['first_share', 'fit'])
    """
    rng = np.random.default_rng(seed)
    return [case for name, frame in _frames(rng).items() for case in _cases(name, frame, rng)]


def _frames(rng: np.random.Generator) -> dict[str, pd.DataFrame]:
    """Return tables of figures, each with something that is easy to get wrong."""
    plain = _frame(rng.uniform(-20, 120, (12, 6)))
    steps = _frame(rng.integers(0, 4, (15, 6)).astype(float))
    holes = plain.mask(rng.random(plain.shape) < 0.04)
    holes.iloc[2, 1] = np.nan
    flat = plain.assign(i3=7.25)
    apart = plain.copy()
    apart.iloc[2, 1] = np.nan
    apart.iloc[5] = 1e4
    return {
        "plain": plain,
        "ties": pd.concat([steps, steps.iloc[:3].set_axis(["e0", "e1", "e2"])]),
        "missing": holes,
        "constant": flat,
        "equal": _frame(np.tile(rng.uniform(10, 90, 6), (4, 1))),
        "pair": _frame(rng.uniform(5, 95, (2, 6))),
        "many": _frame(rng.lognormal(3, 1, (120, 6))),
        # rounding of the computer: 0.1 + 0.2 and 0.3 are the same figure
        "excluded": apart,
        "almost": _frame(np.array([[0.1 + 0.2] * 6, [0.3] * 6, [0.25] * 6]) * 100),
    }


def _frame(values: FloatArray) -> pd.DataFrame:
    index = [f"d{i:03d}" for i in range(len(values))]
    return pd.DataFrame(values, index=index, columns=[f"i{j}" for j in range(values.shape[1])])


def _cases(name: str, frame: pd.DataFrame, rng: np.random.Generator) -> Iterator[dict[str, object]]:
    policies = ("refuse", "leave_out_district", "leave_out_indicator") if name == "missing" else ("refuse",)
    for number, (method, within, between, policy) in enumerate(product(METHODS, MEANS, MEANS, policies)):
        plan = _plan(rng, method, within, between, policy)
        if number % 3:
            plan = replace(plan, ties=("dense", "average")[number % 2])
        for constant in ("refuse", "middle") if name in {"constant", "equal"} else ("refuse",):
            # what a mean cannot take is moved, as the page does
            ruled = replace(plan, constant=constant, zeros="move", exclude=_EXCLUDED.get(name, Exclude()))
            yield {
                "name": f"{name} {method} {within} {between} {policy} {constant}",
                "data": _data(frame, ruled),
                "expected": _expected(frame, ruled),
            }


def _plan(rng: np.random.Generator, method: str, within: str, between: str, policy: str) -> Plan:
    """Return a plan of three criteria with one, two and three indicators, the last of them only for context."""
    weights = rng.choice([0.5, 1.0, 2.0, 3.7], 6)
    turned = rng.integers(0, 2, 6)
    choices = [
        IndicatorChoice(
            key=f"i{j}",
            weight=0.0 if j == 5 else float(weights[j]),
            direction=_DIRECTIONS[int(turned[j])],
            goalposts=(0.0, 100.0) if j % 2 else (-5.0, 60.5),
            normalisation="min_max" if j == 1 and rng.random() < 0.2 else None,
        )
        for j in range(6)
    ]
    criteria = {
        key: Criterion(label=key, weight=float(rng.choice([0.3, 1.0, 2.5])), indicator=tuple(choices[start:end]))
        for key, start, end in (("a", 0, 1), ("b", 1, 3), ("c", 3, 6))
    }
    return Plan(criteria, normalisation=method, within=within, between=between, missing=policy)


def _data(frame: pd.DataFrame, plan: Plan) -> dict[str, object]:
    names = list(plan.criteria)
    indicators = [
        {
            "key": choice.key,
            "criterion": c,
            "weight": choice.weight,
            "direction": choice.direction,
            "goalposts": list(choice.goalposts) if choice.goalposts else None,
            "normalisation": choice.normalisation,
            "values": _plain(frame[choice.key].to_numpy()),
        }
        for c, name in enumerate(names)
        for choice in plan.criteria[name].indicator
    ]
    method = {key: getattr(plan, key) for key in ("normalisation", "within", "between", "ties", "missing", "constant")}
    return {
        "count": len(frame),
        "criteria": [{"key": name, "weight": plan.criteria[name].weight} for name in names],
        "indicators": indicators,
        "method": method,
        "left_out": {str(frame.index.get_loc(entry.name)): entry.why for entry in plan.exclude.district},
    }


def _expected(frame: pd.DataFrame, plan: Plan) -> Mapping[str, object]:
    try:
        ranking = rank(IndicatorTable.from_frame(frame), plan=plan)
    except MissingValueError:
        return {"fault": "missing"}
    except StudyError:
        return {"fault": "too_few" if plan.missing == "leave_out_district" else "nothing"}
    except MethodError:
        return {"fault": "constant"}
    return {**_result(frame, ranking.frame["fit"], ranking.frame["rank"]), **_sensitivity(ranking, frame)}


def _result(frame: pd.DataFrame, fit: pd.Series, placed: pd.Series) -> dict[str, object]:
    ordered = (column.astype(float).reindex(frame.index).to_numpy() for column in (fit, placed))
    return dict(zip(("fit", "rank"), map(_plain, ordered), strict=True))


def _sensitivity(ranking: Ranking, frame: pd.DataFrame) -> dict[str, object]:
    if len(ranking.leaders) != 1 or len(ranking.plan.criteria) < 2 or len(frame) > 50:
        return {}
    found = sensitivity(ranking, left_out=False)
    names = list(ranking.plan.criteria)
    first = None if found.first_share is None else float(found.first_share.iloc[0])
    return {
        "thresholds": [[names.index(entry.criterion), entry.side, entry.share] for entry in found.thresholds],
        "shift": next((entry.shift for entry in found.lead), None),
        "first_share": first,
    }


def _plain(values: FloatArray) -> list[float | None]:
    return [None if np.isnan(value) else float(value) for value in values]
