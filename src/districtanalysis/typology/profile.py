"""What a type is like: against the city, its typical districts, what sets it apart, and a neutral name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import worded
from districtanalysis.language import join, number, say, signed
from districtanalysis.typology.cluster import FloatArray, IntArray
from districtanalysis.typology.options import Feature

CLEAR = 0.5
SLIGHT = 0.25
NAMED = 2


def profiles(values: pd.DataFrame, labels: pd.Series, table: IndicatorTable) -> pd.DataFrame:
    """Return one row per type and feature: ``value``, ``city``, ``difference``, ``deviations`` and ``basis``.

    ``values`` (districts x features) are in plain units. A type's value pools its districts by their base n
    where the table holds it, so that shares are never averaged; else it is the mean of the districts.
    ``deviations`` is the difference in standard deviations of the districts (ddof 0). ``basis`` says what
    ``city`` is: ``counts``, or ``districts`` where only the mean of the districts is known.
    """
    rows = []
    for key in values.columns:
        column = values[key]
        spread = float(column.std(ddof=0))
        city = city_value(table, str(key), column)
        basis = "counts" if _pools(table, str(key), column) else "districts"
        for number_, members in column.groupby(labels):
            value = pooled(table, str(key), members)
            difference = value - city
            deviations = difference / spread if spread > 0 else 0.0
            rows.append((int(number_), str(key), table.label(str(key)), value, city, difference, deviations, basis))
    columns = ["type", "feature", "label", "value", "city", "difference", "deviations", "basis"]
    return pd.DataFrame(rows, columns=columns).sort_values(["type", "feature"], ignore_index=True)


def city_value(table: IndicatorTable, key: str, column: pd.Series) -> float:
    """Return the city's value where counts gave one, else the pooled value of the districts."""
    known = table.city.get(key, float("nan"))
    return float(known) if np.isfinite(known) else pooled(table, key, column)


def _pools(table: IndicatorTable, key: str, column: pd.Series) -> bool:
    known = np.isfinite(table.city.get(key, float("nan")))
    return bool(known) or (key in table.base.columns and bool(table.base[key].reindex(column.index).notna().all()))


def pooled(table: IndicatorTable, key: str, members: pd.Series) -> float:
    """Return the mean of ``members`` weighted by base n; the plain mean where no base is known."""
    base = table.base[key].reindex(members.index) if key in table.base.columns else pd.Series(np.nan, members.index)
    if base.notna().all() and base.sum() > 0:
        return float((members * base).sum() / base.sum())
    return float(members.mean())


def typical(distances: pd.Series, labels: pd.Series, count: int = 3) -> dict[int, tuple[list[str], list[str]]]:
    """Return per type the districts nearest to its centre and those farthest from it, by id."""
    found = {}
    for number_, members in distances.groupby(labels):
        ordered = members.sort_values(kind="stable")
        names = [str(name) for name in ordered.index]
        few = min(count, max(1, len(names) // 2))
        found[int(number_)] = (names[:few], names[: -few - 1 : -1] if len(names) > 1 else [])
    return found


def set_apart(profile: pd.DataFrame, count: int = 3) -> pd.DataFrame:
    """Return the rows of one type's profile that set it apart most, at least slightly, strongest first."""
    strong = profile[profile["deviations"].abs() >= SLIGHT]
    order = strong["deviations"].abs().sort_values(ascending=False, kind="stable").index
    return strong.loc[order[:count]]


def apart_words(profile: pd.DataFrame, table: IndicatorTable) -> str:
    """Return what sets a type apart in words: feature, value, the city's value, difference."""
    parts = []
    for row in set_apart(profile).itertuples():
        decimals = decimals_of(table, str(row.feature))
        difference = signed(float(row.deviations), 1)
        value, city = number(float(row.value), decimals), number(float(row.city), decimals)
        key = "typology.apart" if row.basis == "counts" else "typology.apart_districts"
        parts.append(say(key, feature=short_label(str(row.label)), value=value, city=city, deviations=difference))
    return "; ".join(parts) or say("typology.near_city")


def decimals_of(table: IndicatorTable, key: str) -> int:
    """Return the decimals of a feature as the catalogue prints it; 2 for a column of one's own."""
    return table.indicators[key].decimals if key in table.indicators else 2


def suggested_name(profile: pd.DataFrame, taken: Sequence[str], resource: str = "") -> str:
    """Return a neutral name from the features that set a type apart, different from those ``taken``.

    ``resource`` is a feature on which the type has more than the city: it is shown beside.
    """
    for count in range(NAMED, max(NAMED, len(profile)) + 1):
        strong = set_apart(profile, count)
        clear = strong[strong["deviations"].abs() >= CLEAR]
        # a second type near the city is named by its strongest feature, however slight
        chosen = clear if len(clear) or say("typology.name.near") not in taken else strong[:1]
        name = _name(chosen, resource)
        if name not in taken:
            return name
    return say("typology.name.numbered", name=_name(set_apart(profile), resource), number=len(taken) + 1)


def _name(rows: pd.DataFrame, resource: str) -> str:
    high = [short_label(str(row.label)) for row in rows.itertuples() if row.deviations > 0]
    low = [short_label(str(row.label)) for row in rows.itertuples() if row.deviations < 0]
    if not high and not low:
        name = say("typology.name.near")
    elif high and low:
        name = say("typology.name.both", high=join(high), low=join(low))
    else:
        name = say("typology.name.high" if high else "typology.name.low", features=join(high or low))
    shown = short_label(resource)
    return say("typology.name.resource", name=name, resource=shown) if resource and shown not in [*high, *low] else name


def short_label(label: str) -> str:
    """Return a label without its unit and bracket.

    >>> short_label("Jugendquotient (unter 20 je 100 von 20 bis 64)"), short_label("Ausländeranteil in %")
    ('Jugendquotient', 'Ausländeranteil')
    """
    return label.partition(" (")[0].removesuffix(" in %").strip()


def why(row: FloatArray, centres: FloatArray, own: int, labels: Sequence[str]) -> str:
    """Return why a district has its type and not the next best: the features that speak for it and against it.

    ``row`` (features,) and ``centres`` (types, features) are scaled; ``own`` and the next are positions.
    """
    gaps = ((row - centres) ** 2).sum(axis=1)
    if len(centres) < 2:
        return say("typology.only_type")
    gaps[own] = np.inf
    other = int(gaps.argmin())
    favour = (row - centres[other]) ** 2 - (row - centres[own]) ** 2
    order = np.argsort(-favour, kind="stable")
    pro = [labels[i] for i in order[:2] if favour[i] > 0]
    contra = [labels[i] for i in order[::-1][:1] if favour[i] < -0.05 * np.abs(favour).sum()]
    words = say("typology.why_pro", features=join(short_label(name) for name in pro) or "–", next=other + 1)
    if contra:
        words += " " + say("typology.why_contra", features=join(short_label(name) for name in contra))
    return words


def order_of(labels: IntArray, centres: FloatArray) -> list[int]:
    """Return the groups in the documented order: most districts first, equal sizes by their centres.

    Centres compare feature by feature in alphabetical order of the keys, so neither seed nor the order of
    rows and columns plays a part.

    >>> order_of(np.array([0, 1, 1]), np.array([[1.0], [2.0]]))
    [1, 0]
    """
    sizes = np.bincount(labels, minlength=len(centres))
    return sorted(range(len(centres)), key=lambda k: (-int(sizes[k]), *np.round(centres[k], 6).tolist()))


def feature_label(feature: Feature, table: IndicatorTable) -> str:
    """Return the name of a feature: the study's own, else the catalogue's."""
    return worded(feature.label) or table.label(feature.key)
