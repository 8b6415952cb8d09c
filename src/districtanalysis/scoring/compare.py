"""Two rankings of the same districts, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import MethodError
from districtanalysis.language import join, say
from districtanalysis.methods.correlation import kendall


@dataclass(frozen=True, slots=True)
class Comparison:
    """District by district: ``name``, ``first`` and ``second`` (ranks), ``shift`` (second - first).

    ``tau`` is Kendall's tau-b, ``mean_shift`` the mean absolute shift. ``only_first`` and
    ``only_second`` are districts that only one of the two ranks.
    """

    frame: pd.DataFrame
    first_label: str
    second_label: str
    tau: float
    mean_shift: float
    only_first: tuple[str, ...] = ()
    only_second: tuple[str, ...] = ()


def compare_recipes(first: Ranking, second: Ranking, *, labels: tuple[str, str] = ("1", "2")) -> Comparison:
    """Return the ranks of two rankings over the districts that both rank.

    Raises ``MethodError`` where they have fewer than two districts in common.
    """
    a, b = first.frame["rank"], second.frame["rank"]
    both = [key for key in a.index if key in b.index]
    if len(both) < 2:
        raise MethodError(
            say("sensitivity.fault.nothing_common", first=join(map(str, a.index)), second=join(map(str, b.index)))
        )
    one, two = a.loc[both].to_numpy(dtype=np.float64), b.loc[both].to_numpy(dtype=np.float64)
    frame = pd.DataFrame(
        {"name": first.frame.loc[both, "name"], "first": one, "second": two, "shift": two - one}, index=both
    )
    return Comparison(
        frame,
        *labels,
        kendall(one, two),
        float(np.abs(two - one).mean()),
        tuple(str(key) for key in a.index if key not in b.index),
        tuple(str(key) for key in b.index if key not in a.index),
    )
