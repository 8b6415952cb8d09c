"""Missing values: a policy that is declared, and a result that names every cell it touched."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from districtanalysis.domain.registry import Registry
from districtanalysis.errors import MissingValueError
from districtanalysis.language import join, number, say


@dataclass(frozen=True, slots=True)
class Imputed:
    """One cell that was filled: with what, and by which rule."""

    district: str
    indicator: str
    value: float
    rule: str


@dataclass(frozen=True, slots=True)
class Completed:
    """A table without gaps. ``left_out`` names districts or indicators dropped, with their gaps."""

    frame: pd.DataFrame
    policy: str
    imputed: tuple[Imputed, ...] = ()
    districts: Mapping[str, tuple[str, ...]] | None = None
    indicators: Mapping[str, tuple[str, ...]] | None = None

    @property
    def statement(self) -> str:
        """What was done, in one sentence."""
        return self.worded(str)

    def worded(self, label: Callable[[str], str]) -> str:
        """Return what was done in one sentence; ``label`` gives an indicator the name that readers know."""
        if self.imputed:
            cells = join(f"{cell.district} – {label(cell.indicator)}: {number(cell.value, 2)}" for cell in self.imputed)
            return say(f"missing.{self.policy}.done", cells=cells)
        if self.districts:
            gaps = [f"{district} ({join(map(label, keys))})" for district, keys in self.districts.items()]
        else:
            gaps = [f"{label(key)} ({join(names)})" for key, names in (self.indicators or {}).items()]
        return say(f"missing.{self.policy}.done", cells=join(gaps)) if gaps else say("missing.nothing")


Policy = Callable[..., Completed]
MISSING: Registry[Policy] = Registry("missing")


def complete(frame: pd.DataFrame, policy: str = "refuse", *, groups: pd.Series | None = None) -> Completed:
    """Return ``frame`` (districts x indicators) without gaps, by one of the policies of ``MISSING``.

    ``groups`` (indexed like ``frame``) is needed by "impute_group". Raises ``MissingValueError``
    under "refuse", and wherever a policy leaves nothing or finds no value to fill in.

    >>> table = pd.DataFrame({"x": [1.0, np.nan, 4.0]}, index=["A", "B", "C"])
    >>> complete(table, "impute_median").imputed[0].value
    2.5
    """
    rule = MISSING[policy]
    if not frame.isna().to_numpy().any():
        return Completed(frame, policy)
    return rule(frame, groups=groups)


def gaps_of(frame: pd.DataFrame) -> list[tuple[str, str]]:
    """Return ``(district, indicator)`` of every missing value.

    >>> gaps_of(pd.DataFrame({"x": [1.0, np.nan]}, index=["A", "B"]))
    [('B', 'x')]
    """
    return [(str(frame.index[i]), str(frame.columns[j])) for i, j in np.argwhere(frame.isna().to_numpy())]


@MISSING.register("refuse")
def _refuse(frame: pd.DataFrame, *, groups: pd.Series | None) -> Completed:
    cells = join(f"{district} – {indicator}" for district, indicator in gaps_of(frame)[:10])
    raise MissingValueError(say("missing.fault.refused", cells=cells, policies=join(list(MISSING)[1:])))


@MISSING.register("leave_out_district")
def _leave_out_district(frame: pd.DataFrame, *, groups: pd.Series | None) -> Completed:
    kept = frame.dropna()
    if kept.empty:
        raise MissingValueError(say("missing.fault.nothing_left"))
    return Completed(kept, "leave_out_district", districts=_by(gaps_of(frame), 0))


@MISSING.register("leave_out_indicator")
def _leave_out_indicator(frame: pd.DataFrame, *, groups: pd.Series | None) -> Completed:
    kept = frame.dropna(axis=1)
    if kept.columns.empty:
        raise MissingValueError(say("missing.fault.nothing_left"))
    return Completed(kept, "leave_out_indicator", indicators=_by(gaps_of(frame), 1))


@MISSING.register("impute_median")
def _impute_median(frame: pd.DataFrame, *, groups: pd.Series | None) -> Completed:
    return _filled(frame, pd.DataFrame({key: frame[key].median() for key in frame}, index=frame.index), "impute_median")


@MISSING.register("impute_group")
def _impute_group(frame: pd.DataFrame, *, groups: pd.Series | None) -> Completed:
    """The mean of the district's own group, as COINr does."""
    if groups is None or bool(groups.reindex(frame.index).isna().any()):
        raise MissingValueError(say("missing.fault.no_groups"))
    means = frame.groupby(groups.reindex(frame.index).to_numpy()).transform("mean")
    return _filled(frame, means, "impute_group")


@MISSING.register("impute_nearest")
def _impute_nearest(frame: pd.DataFrame, *, groups: pd.Series | None) -> Completed:
    """The value of the district that is most alike on the indicators both have (standardised)."""
    values = frame.to_numpy(dtype=np.float64, copy=True)
    scaled = ((frame - frame.mean()) / frame.std(ddof=0).replace(0, 1.0)).to_numpy()
    for row, column in np.argwhere(np.isnan(scaled)):
        squared = (scaled - scaled[row]) ** 2
        shared = (~np.isnan(squared)).sum(axis=1)
        usable = (shared > 0) & ~np.isnan(scaled[:, column])
        usable[row] = False
        distance = np.full(len(squared), np.inf)
        distance[usable] = np.nansum(squared[usable], axis=1) / shared[usable]
        if usable.any():
            values[row, column] = frame.to_numpy()[int(distance.argmin()), column]
    return _filled(frame, pd.DataFrame(values, index=frame.index, columns=frame.columns), "impute_nearest")


def _filled(frame: pd.DataFrame, guesses: pd.DataFrame, policy: str) -> Completed:
    out = frame.where(frame.notna(), guesses)
    if out.isna().to_numpy().any():
        cells = join(f"{district} – {indicator}" for district, indicator in gaps_of(out)[:10])
        raise MissingValueError(say("missing.fault.no_value", cells=cells, policy=say(f"missing.{policy}.label")))
    places = np.argwhere(frame.isna().to_numpy())
    values = out.to_numpy(dtype=np.float64)
    imputed = tuple(Imputed(str(frame.index[i]), str(frame.columns[j]), float(values[i, j]), policy) for i, j in places)
    return Completed(out, policy, imputed=imputed)


def _by(gaps: list[tuple[str, str]], key: int) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for gap in gaps:
        found.setdefault(gap[key], []).append(gap[1 - key])
    return {name: tuple(others) for name, others in found.items()}
