"""Areas within areas and areas drawn anew: counts are added or divided, shares never."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.observations import Observations, coded, from_columns
from districtanalysis.domain.selection import WORST_FIRST
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.language import join, number, say

KEYS = ("date", "variable", "age_from", "age_to", "sex", "origin", "kind")
_SHOWN = 5
_TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """Which part of each old area went to which new one: ``links`` with ``old``, ``new`` and ``weight`` (0 to 1)."""

    links: pd.DataFrame
    name: str = ""

    @classmethod
    def of(cls, links: Iterable[tuple[str, str, float]], *, name: str = "") -> Crosswalk:
        """Return a crosswalk of (old, new, weight).

        Raises ``SelectionError`` for negative weights and for areas whose weights do not add up to
        one: sums would not be preserved.
        """
        frame = pd.DataFrame(list(links), columns=["old", "new", "weight"])
        frame = frame.groupby(["old", "new"], as_index=False, sort=True)["weight"].sum()
        whole = frame.groupby("old")["weight"].sum()
        wrong = whole[(whole - 1).abs() > _TOLERANCE]
        if (frame["weight"] < 0).any() or len(wrong):
            shown = join(f"{old}: {number(float(sum_), 4)}" for old, sum_ in wrong.head(_SHOWN).items())
            raise SelectionError(say("selection.crosswalk_sum", areas=shown))
        return cls(frame, name)

    @property
    def targets(self) -> list[str]:
        """The new areas, in the order of their names."""
        return sorted(set(self.links["new"]))


def roll_up(observations: Observations, parents: Mapping[str, str]) -> Observations:
    """Return the counts of the areas above: sums over their parts, each with its parts as lineage.

    Only figures that may be added are rolled up; shares and other quotients are left out. A part
    without a value leaves the sum without one, with the status of that part. Areas without a parent
    take no part.

    >>> figures = from_columns({"district_id": ["a", "b"], "variable": ["residents"] * 2, "value": [3.0, 4.0]})
    >>> roll_up(figures, {"a": "city", "b": "city"}).frame["value"].tolist()
    [7.0]
    """
    links = [(area, above, 1.0) for area, above in parents.items() if above]
    table = pd.DataFrame(links, columns=["old", "new", "weight"])
    return _moved(_additive(observations), table, split="derived")


def crosswalked(observations: Observations, crosswalk: Crosswalk) -> Observations:
    """Return counts for the new areas; every sum over all areas is preserved, lineage holds the weights.

    Counts that were divided have the status ``estimated``. Raises ``SelectionError`` for areas that
    the crosswalk does not know.
    """
    figures = _additive(observations)
    known = set(crosswalk.links["old"])
    unknown = sorted(set(figures.frame["district_id"].dropna().astype(str)) - known)
    if unknown:
        words = {"areas": join(unknown[:_SHOWN]), "count": len(unknown), "name": crosswalk.name}
        raise SelectionError(say("selection.crosswalk_unknown", **words))
    return _moved(figures, crosswalk.links, split="estimated")


def _additive(observations: Observations) -> Observations:
    column = observations.frame["variable"].array
    fits = [variables()[str(name)].additive and variables()[str(name)].concept == "count" for name in column.categories]
    keep = np.array([*fits, False], dtype=np.bool_)[column.codes]
    return Observations(observations.frame[keep], observations.lineage)


def _moved(figures: Observations, links: pd.DataFrame, *, split: str) -> Observations:
    """Return weighted sums over the links, grouped by everything that a figure is about."""
    frame = figures.frame.assign(district_id=figures.frame["district_id"].astype(str))
    both = frame.merge(links, left_on="district_id", right_on="old", how="inner", sort=False)
    for name in ("value", "low", "high"):
        both[name] = both[name] * both["weight"]
    worst = {status: place for place, status in enumerate(WORST_FIRST)}
    both["worst"] = both["status"].map(worst).astype("int64")
    both["whole"] = both["weight"] > 1 - _TOLERANCE
    groups = both.groupby(["new", *KEYS, "source"], observed=True, dropna=False, sort=False)
    both["group"] = groups.ngroup()
    found = groups[["value", "low", "high"]].sum(skipna=False)
    found["decimals"] = groups["decimals"].min()
    found["worst"] = groups["worst"].min()
    found["whole"] = groups["whole"].all()
    found["sheet"] = groups["sheet"].first()
    found = found.reset_index()
    start = int(figures.frame["figure_id"].max()) + 1 if len(figures) else 0
    lineage = both[["group", "figure_id", "weight"]].sort_values(["group", "figure_id"], kind="stable")
    lineage = pd.DataFrame(
        {
            "figure_id": lineage["group"].to_numpy() + start,
            "input_id": lineage["figure_id"].to_numpy(),
            "weight": lineage["weight"].to_numpy(),
        }
    )
    return Observations(_columns(found, start, split).frame, lineage)


def _columns(found: pd.DataFrame, start: int, split: str) -> Observations:
    known = ~np.isnan(found["value"].to_numpy())
    made = np.where(found["whole"].to_numpy(), WORST_FIRST.index("derived"), WORST_FIRST.index(split))
    status = np.where(known, np.minimum(found["worst"].to_numpy(), made), found["worst"].to_numpy())
    texts = {
        name: found[name].astype(object).to_numpy()
        for name in ("variable", "date", "sex", "origin", "kind", "source", "sheet")
    }
    numbers = {name: found[name].to_numpy() for name in ("value", "low", "high", "decimals", "age_from", "age_to")}
    columns = {"district_id": found["new"].to_numpy(), "status": coded(status, WORST_FIRST), **texts, **numbers}
    return from_columns(columns, first_id=start)
