"""The second level: groups within types."""

from __future__ import annotations

import numpy as np
import pandas as pd

from districtanalysis.methods import cluster_quality as quality
from districtanalysis.typology.cluster import Setting, fit
from districtanalysis.typology.profile import order_of

SMALLEST = 6


def groups(matrix: pd.DataFrame, labels: pd.Series, most: int) -> pd.Series:
    """Return the group of each district within its type: "1a", "1b" ..., at most ``most`` per type.

    Ward's hierarchy inside each type, cut where the silhouette is greatest; a type of fewer than six
    districts, or without any cut of positive silhouette, stays whole. Letters follow the order of types.

    >>> groups(pd.DataFrame({"x": [0.0, 1.0]}), pd.Series([1, 1]), 3).tolist()
    ['1', '1']
    """
    parts = [_within(matrix.loc[labels.index[labels == number]], int(number), most) for number in sorted(set(labels))]
    return pd.concat(parts).reindex(labels.index)


def _within(part: pd.DataFrame, number: int, most: int) -> pd.Series:
    whole = pd.Series(str(number), index=part.index, dtype=object)
    values = part.to_numpy()
    highest = min(most, len(np.unique(values, axis=0)) - 1)
    if len(part) < SMALLEST or highest < 2:
        return whole
    found = fit("ward", values, range(2, highest + 1), Setting())
    table = quality.distances(values)
    scores = {k: float(quality.silhouettes(table, grouping.labels).mean()) for k, grouping in found.items()}
    best = max(scores, key=lambda k: (scores[k], -k))
    if scores[best] <= 0:
        return whole
    order = order_of(found[best].labels, found[best].centres)
    letters = {group: chr(ord("a") + place) for place, group in enumerate(order)}
    return pd.Series([f"{number}{letters[int(group)]}" for group in found[best].labels], index=part.index, dtype=object)
