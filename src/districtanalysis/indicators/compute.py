"""``compute_indicators``: from figures to the indicators of a study, with interval and status."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Mapping

import numpy as np
import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator import FloatArray, Indicator
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.observations import Observations
from districtanalysis.domain.selection import WORST_FIRST, Selection, select
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.indicators.derive import with_derived_residents
from districtanalysis.language import date, say

_FIELDS = ("value", "low", "high", "base", "status", "qualifier")
_ALONGSIDE = ("status", "qualifier", "figures")
_WITH_VALUE = {"exact", "exact_zero", "rounded_zero", "revised", "preliminary", "derived", "estimated"}
_QUALIFIERS = ("present", "at_least", "at_most", "between", "about", "nearly", "exact")


def compute_indicators(data: DistrictData, study: Study | None = None) -> IndicatorTable:
    """Return the indicators that ``study`` names, or all that ``data`` can carry.

    One row per district, one column per indicator, in the unit of the indicator; ``low`` and
    ``high`` are the extremes of the formula over the intervals of its inputs. A value with a missing
    input is missing, with the status of that input. Raises ``StudyError`` for an indicator that the
    catalogue does not hold and ``SelectionError`` where the figures do not follow from what is
    printed or two population concepts or two reference dates would share a fraction. Counts of several
    dates are taken at the latest one that they share; a study that means two dates says why under
    ``mixed_dates``.
    """
    mixed = study is not None and bool(study.study.mixed_dates)
    figures = _Figures(with_derived_residents(data), mixed_dates=mixed)
    keys = _chosen(study)
    columns = _carried(figures) if keys is None else {key: _column(figures, CATALOGUE[key]) for key in keys}
    return _table(figures, columns)


def compute_entries(data: DistrictData, entries: Mapping[str, Indicator]) -> IndicatorTable:
    """Return ``entries``, which need not stand in the catalogue, for every district of ``data``.

    Shape and faults are those of ``compute_indicators``.
    """
    figures = _Figures(with_derived_residents(data))
    return _table(figures, {key: _column(figures, entry) for key, entry in entries.items()}, entries)


def computable(data: DistrictData) -> tuple[str, ...]:
    """Return the indicators of the catalogue for which every district could have a value.

    An indicator counts where at least one district has all its inputs, in one population concept.
    """
    return tuple(_carried(_Figures(with_derived_residents(data))))


class _Figures:
    """The figures of all districts by selection; each selection is looked up once."""

    def __init__(self, data: DistrictData, *, mixed_dates: bool = False) -> None:
        self.data = data
        self._mixed = mixed_dates
        self._found: dict[tuple[Selection, str | None], pd.DataFrame | SelectionError] = {}
        self._days: dict[str, frozenset[str]] = {}

    def of(self, wanted: Selection, day: str | None = None) -> pd.DataFrame:
        """Return one row per district; raises ``SelectionError`` where the figures do not follow."""
        key = wanted, day if day in self.days(wanted) else None
        if key not in self._found:
            try:
                self._found[key] = _input(self.data.observations, wanted, self.data.districts.index, day=key[1])
            except SelectionError as error:
                self._found[key] = error
        found = self._found[key]
        if isinstance(found, SelectionError):
            raise found
        return found

    def total(self, wanted: Selection, day: str | None = None) -> float:
        """Return the sum over the districts; missing where one of them is missing: nothing is guessed."""
        return float(self.of(wanted, day)["value"].sum(skipna=False))

    def days(self, wanted: Selection) -> frozenset[str]:
        """Return the dates of a register count; none for other figures and where one of them has no date."""
        entry = variables()[wanted.variable]
        if wanted.variable not in self._days:
            rows = self.data.observations.of(wanted.variable)
            dated = entry.unit == "persons" and not entry.caseload and bool((rows["date"].array.codes >= 0).all())
            self._days[wanted.variable] = frozenset(map(str, rows["date"].unique())) if dated else frozenset()
        return self._days[wanted.variable]

    def shared_day(self, entry: Indicator) -> str | None:
        """Return the date at which the counts of an indicator are taken, None for the latest of each.

        Raises ``SelectionError`` where they have none in common and the study does not mean that.
        """
        counts = [wanted for wanted in (*entry.inputs.values(), *entry.city.values()) if self.days(wanted)]
        if self._mixed or len({max(self.days(wanted)) for wanted in counts}) < 2:
            return None
        shared = frozenset.intersection(*(self.days(wanted) for wanted in counts))
        if shared:
            return max(shared)
        first = counts[0]
        second = next(wanted for wanted in counts if not self.days(wanted) & self.days(first))
        words = {"first": first.label(), "second": second.label()}
        dates = {f"{key}_date": _day(max(self.days(each))) for key, each in (("first", first), ("second", second))}
        raise SelectionError(say("selection.dates_differ", indicator=entry.label, **words, **dates))


def _carried(figures: _Figures) -> dict[str, pd.DataFrame]:
    """Return the columns of the indicators that the figures carry for at least one district."""
    found = {}
    for key, entry in CATALOGUE.items():
        try:
            column = _column(figures, entry)
        except SelectionError:
            continue  # the figures do not carry it: that is the answer to the question asked here
        if column["value"].notna().any():
            found[key] = column
    return found


def _chosen(study: Study | None) -> list[str] | None:
    if study is None or not study.criteria:
        return None
    return list(dict.fromkeys(choice.key for criterion in study.criteria.values() for choice in criterion.indicator))


def _column(figures: _Figures, entry: Indicator) -> pd.DataFrame:
    """Return value, low, high, base, status, qualifier and figures of one indicator per district."""
    day = figures.shared_day(entry)
    inputs = {name: figures.of(wanted, day) for name, wanted in entry.inputs.items()}
    _same_concept(figures.data, entry, inputs)
    city = {name: figures.total(wanted, day) for name, wanted in entry.city.items()}
    column = _evaluated(entry, inputs, city)
    if not entry.printed:
        return column
    return _from_counts_else_printed(column, _as_printed(figures.of(Selection(entry.printed))))


def _from_counts_else_printed(counted: pd.DataFrame, printed: pd.DataFrame) -> pd.DataFrame:
    """Return the counted share where both counts are printed, else the printed one.

    A share counted from residents that were themselves derived from it would say nothing new.
    """
    weak = (counted["value"].isna() | (counted["status"] == "derived")) & printed["value"].notna()
    figures = [p if use else c for use, c, p in zip(weak, counted["figures"], printed["figures"], strict=True)]
    return counted.drop(columns="figures").where(~weak, printed.drop(columns="figures")).assign(figures=figures)


def _input(
    observations: Observations, wanted: Selection, districts: pd.Index, *, day: str | None = None
) -> pd.DataFrame:
    frame = select(observations, wanted, date=day).frame.reindex(districts)
    frame["status"] = frame["status"].astype(object).where(frame["status"].notna(), "not_available")
    frame["qualifier"] = frame["qualifier"].astype(object).where(frame["qualifier"].notna(), "exact")
    frame["figures"] = [ids if isinstance(ids, tuple) else () for ids in frame["figures"]]
    frame = frame.astype({"value": "float64", "low": "float64", "high": "float64"})
    return _widened(frame) if variables()[wanted.variable].concept == "share" else frame


def _widened(frame: pd.DataFrame) -> pd.DataFrame:
    """Return printed shares with the interval that their rounding leaves open."""
    decimals = frame["decimals"].astype("float64")
    half = (0.5 / 10.0**decimals).where(decimals >= 0, 0.0)
    plain = frame["low"] == frame["high"]
    return frame.assign(
        low=frame["low"].where(~plain, (frame["value"] - half).clip(lower=0)),
        high=frame["high"].where(~plain, (frame["value"] + half).clip(upper=100)),
    )


def _as_printed(frame: pd.DataFrame) -> pd.DataFrame:
    figures = [{"share": ids} for ids in frame["figures"]]
    return frame[["value", "low", "high", "status", "qualifier"]].assign(base=np.nan, figures=figures)


def _evaluated(entry: Indicator, inputs: Mapping[str, pd.DataFrame], city: Mapping[str, float]) -> pd.DataFrame:
    frames = list(inputs.values())
    value = _finite(_apply(entry, {name: frame["value"] for name, frame in inputs.items()}, city))
    corners = [
        _apply(entry, {name: frame[end] for (name, frame), end in zip(inputs.items(), ends, strict=True)}, city)
        for ends in itertools.product(("low", "high"), repeat=len(inputs))
    ]
    # division by zero: all inputs are there and yet no value; corners without a value (inf / inf) bound nothing
    undefined = np.isnan(value) & np.all([frame["value"].notna() for frame in frames], axis=0)
    low, high = (np.where(undefined, np.nan, _within(end.reduce(corners), entry)) for end in (np.fmin, np.fmax))
    together = {name: list(zip(*(frame[name] for frame in frames), strict=True)) for name in _ALONGSIDE}
    base = inputs[entry.base]["value"].to_numpy() if entry.base else np.full(len(value), np.nan)
    return pd.DataFrame(
        {
            "value": value,
            "low": low,
            "high": high,
            "base": base,
            "status": np.where(undefined, "not_meaningful", list(map(_status, value, together["status"]))),
            "qualifier": list(map(_qualifier, together["qualifier"], low, value, high)),
            "figures": [dict(zip(inputs, ids, strict=True)) for ids in together["figures"]],
        },
        index=frames[0].index,
    )


def _apply(entry: Indicator, arrays: Mapping[str, pd.Series], city: Mapping[str, float]) -> FloatArray:
    with np.errstate(divide="ignore", invalid="ignore"):
        values = entry.formula(**{name: a.to_numpy() for name, a in arrays.items()}, **city)
    return np.asarray(values, dtype="float64")


def _finite(values: FloatArray) -> FloatArray:
    return np.where(np.isfinite(values), values, np.nan)


def _within(values: FloatArray, entry: Indicator) -> FloatArray:
    return values if entry.bounds is None else np.clip(values, *entry.bounds)


def _status(value: float, statuses: tuple[str, ...]) -> str:
    """Return the worst status of the inputs; a thing that is there in unknown number has no value either."""
    worst = next(status for status in WORST_FIRST if status in statuses)
    return "not_available" if np.isnan(value) and worst in _WITH_VALUE else worst


def _qualifier(qualifiers: tuple[str, ...], low: float, value: float, high: float) -> str:
    """Return the weakest qualifier of the inputs, turned where it stood below the line."""
    weakest = next(qualifier for qualifier in _QUALIFIERS if qualifier in qualifiers)
    if weakest not in {"at_least", "at_most"} or low == value == high:
        return weakest
    if low < value:
        return "between" if value < high else "at_most"
    return "at_least"


def _same_concept(data: DistrictData, entry: Indicator, inputs: Mapping[str, pd.DataFrame]) -> None:
    """Refuse a fraction whose parts follow two population concepts, both of them stated."""
    known = {record.id: record.population_concept for record in data.sources}
    concepts: dict[str, str] = {}
    for name, wanted in entry.inputs.items():
        if variables()[wanted.variable].unit != "persons" or variables()[wanted.variable].caseload:
            continue
        used = {figure for ids in inputs[name]["figures"] for figure in ids}
        rows = data.observations.frame["figure_id"].isin(used)
        sources = data.observations.frame.loc[rows, "source"].dropna().astype(str).unique()
        stated = {known.get(source, "not_stated") for source in sources} - {"not_stated"}
        concepts |= dict.fromkeys(sorted(stated), variables()[wanted.variable].label)
    if len(concepts) > 1:
        (first, a), (second, b) = list(concepts.items())[:2]
        words = {"first": a, "second": b, "first_concept": _concept(first), "second_concept": _concept(second)}
        raise SelectionError(say("selection.concepts_differ", indicator=entry.label, **words))


def _concept(key: str) -> str:
    return say(f"concept.{key}")


def _day(day: str) -> str:
    return date(dt.date.fromisoformat(day))


def _table(
    figures: _Figures, columns: Mapping[str, pd.DataFrame], entries: Mapping[str, Indicator] | None = None
) -> IndicatorTable:
    data = figures.data
    index = data.districts.index
    parts = {
        name: pd.DataFrame({key: column[name] for key, column in columns.items()}, index=index) for name in _FIELDS
    }
    behind = {
        (str(district), key): ids
        for key, column in columns.items()
        for district, ids in zip(index, column["figures"], strict=True)
    }
    used = {key: CATALOGUE[key] if entries is None else entries[key] for key in columns}
    return IndicatorTable(
        frame=parts["value"],
        low=parts["low"],
        high=parts["high"],
        base=parts["base"],
        status=parts["status"],
        qualifier=parts["qualifier"],
        names=data.districts["name"],
        indicators=used,
        city={key: _city_value(figures, entry) for key, entry in used.items()},
        figures=behind,
        observations=data.observations,
        findings=data.findings,
    )


def _city_value(figures: _Figures, entry: Indicator) -> float:
    """Return the indicator of all districts together, from pooled counts; never a mean of shares."""
    if not all(variables()[wanted.variable].additive and wanted.reduce != "kinds" for wanted in entry.inputs.values()):
        return float("nan")
    day = figures.shared_day(entry)
    arrays = {name: pd.Series([figures.total(wanted, day)]) for name, wanted in entry.inputs.items()}
    city = {name: figures.total(wanted, day) for name, wanted in entry.city.items()}
    return float(_finite(_apply(entry, arrays, city))[0])
