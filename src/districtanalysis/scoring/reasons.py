"""Why a district stands where it stands: what lifts it, what holds it back, and who is always ahead."""

from __future__ import annotations

import numpy as np
import pandas as pd

from districtanalysis.domain.ranking import Dominance, Plan, Reason
from districtanalysis.scoring.score import indicator_weights

COMPARED = 2_000  # every pair is looked at: beyond this the list helps nobody and costs seconds
NOTHING = 1e-9  # points of fit; less comes from rounding in the computer


def reasons(normalised: pd.DataFrame, plan: Plan) -> tuple[Reason, ...]:
    """Return one reason per district, in the order of ``normalised`` (district x scored indicator, 0-100).

    Points of fit: the distance of a normalised value from the mean of the other districts, times the
    weight of the indicator in the whole.

    >>> from districtanalysis.scoring.plan import read_recipe
    >>> from pathlib import Path
    >>> plan = Plan(read_recipe("three-criteria", Path()).criteria)
    >>> table = pd.DataFrame(0.0, index=["a", "b"], columns=list(plan.scored()))
    >>> table.loc["a", "programme_frame"] = 90.0
    >>> first = reasons(table, plan)[0]
    >>> first.lift, round(first.lift_points, 6), first.drag
    ('programme_frame', 10.0, '')
    """
    values = normalised.to_numpy(dtype="float64")
    others = (values.sum(axis=0) - values) / (len(values) - 1)
    weights = indicator_weights(plan).loc[normalised.columns].to_numpy()
    points = (values - others) * weights
    lifts, drags = points.argmax(axis=1), points.argmin(axis=1)
    keys = [str(key) for key in normalised.columns]
    found = []
    for row, district in enumerate(normalised.index):
        lift, drag = float(points[row, lifts[row]]), float(points[row, drags[row]])
        found.append(
            Reason(
                str(district),
                keys[lifts[row]] if lift > NOTHING else "",
                max(lift, 0.0),
                keys[drags[row]] if drag < -NOTHING else "",
                min(drag, 0.0),
            )
        )
    return tuple(found)


def dominated(normalised: pd.DataFrame) -> tuple[Dominance, ...]:
    """Return who is nowhere above another and somewhere below: no weighting puts it ahead of that one.

    One that is above everywhere is named first. Empty for more than ``COMPARED`` districts.

    >>> table = pd.DataFrame({"x": [1.0, 2.0], "y": [0.0, 0.0]}, index=["a", "b"])
    >>> dominated(table)
    (Dominance(district='a', by='b'),)
    """
    matrix = normalised.to_numpy(dtype="float64")
    names = [str(name) for name in normalised.index]
    if len(names) > COMPARED:
        return ()
    found = []
    for i, name in enumerate(names):
        never_below = np.all(matrix >= matrix[i], axis=1) & np.any(matrix > matrix[i], axis=1)
        if never_below.any():
            always_above = np.all(matrix > matrix[i], axis=1)
            ahead = always_above if always_above.any() else never_below
            found.append(Dominance(name, names[int(np.argmax(ahead))]))
    return tuple(found)
