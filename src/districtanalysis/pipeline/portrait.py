"""What the tables of a study say about one district, gathered for profiles and comparisons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.district_profile import DistrictProfile, Facility, KeyFigure, Step
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.pictured import Against
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.variables import codebook, codebooks, kind_label, variables
from districtanalysis.errors import SelectionError
from districtanalysis.language import say
from districtanalysis.pipeline.pictured import against
from districtanalysis.pipeline.portrait_people import ages_of, changes_of, origins_of

# Counts that a profile opens with, before the indicators that are made of them.
_COUNTS = ("residents", "foreigners", "refugees_in_care")
_BOUNDS = ("at_least", "at_most")
_ENOUGH = 5  # fewer districts have no spread worth measuring distances in


def portrait(
    data: DistrictData,
    table: IndicatorTable,
    district: str,
    *,
    city: str = "",
    findings: tuple[Finding, ...] = (),
) -> DistrictProfile:
    """Return everything that ``data`` and its indicators say about ``district`` (an id of the data).

    Only what the tables hold is there; nothing is estimated. ``findings`` are narrowed to the district and the
    whole study.
    """
    figures = tuple(_figures(data, table, district))
    return DistrictProfile(
        district=district,
        name=str(table.names[district]),
        city=city,
        figures=figures,
        districts=len(table.frame),
        facilities=tuple(_facilities(data, district)),
        steps=tuple(_steps(data, district)),
        notes=tuple(_notes(data, district)),
        changes=tuple(changes_of(data, district)),
        ages=ages_of(data, district, str(table.names[district]), city),
        origins=origins_of(data, district, str(table.names[district])),
        against=_against(table, district),
        findings=tuple(finding for finding in findings if finding.district in {"", district}),
        sources=data.sources,
    )


def _figures(data: DistrictData, table: IndicatorTable, district: str) -> Iterator[KeyFigure]:
    for variable in _COUNTS:
        figure = _count(data, variable, district)
        if figure is not None:
            yield figure
    for key in map(str, table.frame.columns):
        entry = table.indicators.get(key)
        # codes of a code book stand with their evidence, not among the figures
        if key in _COUNTS or key in codebooks() or pd.isna(table.frame.loc[district, key]):
            continue
        yield KeyFigure(
            key=key,
            label=table.label(key),
            value=float(table.frame.loc[district, key]),
            decimals=entry.decimals if entry else 2,
            unit=entry.unit if entry else "",
            qualifier=str(table.qualifier.loc[district, key]),
            base=float(table.base.loc[district, key]),
            city=float(table.city.get(key, float("nan"))),
            caseload=bool(entry and entry.caseload),
            describes_origin=bool(entry and entry.describes_origin),
            **_places(table.frame[key], district, table.qualifier[key]),
        )


def _count(data: DistrictData, variable: str, district: str) -> KeyFigure | None:
    """Return a printed count of ``district``; None where the tables hold none, or several that differ."""
    try:
        found = select(data.observations, Selection(variable)).frame
    except SelectionError:
        return None
    if district not in found.index or pd.isna(found.loc[district, "value"]):
        return None
    entry = variables()[variable]
    whole = found["value"].reindex(data.districts.index)
    return KeyFigure(
        key=variable,
        label=_capital(entry.label),
        value=float(found.loc[district, "value"]),
        decimals=0,
        unit=entry.unit,
        qualifier=str(found.loc[district, "qualifier"]),
        city=float(whole.sum()) if whole.notna().all() else float("nan"),
        caseload=entry.caseload,
        describes_origin=variable == "foreigners",
        **_places(whole, district, found["qualifier"]),
    )


def _places(values: pd.Series, district: str, qualifiers: pd.Series) -> dict[str, int]:
    """Return the places of a value by height among those that are there.

    None where it stands alone, and where a value is a bound ("at least 46"): its order is not known.
    """
    known = values.dropna().astype("float64")
    if qualifiers.reindex(known.index).isin(_BOUNDS).any():
        return {}
    if len(known) < 2 or district not in known.index:
        return {}
    first = 1 + int((known > known[district]).sum())
    return {"first": first, "last": first + int((known == known[district]).sum()) - 1, "count": len(known)}


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    dates = sorted(rows["date"].dropna().unique())
    return rows if len(dates) < 2 else rows[(rows["date"] == dates[-1]) | rows["date"].isna()]


def _rows(data: DistrictData, variable: str, district: str) -> pd.DataFrame:
    rows = data.observations.of(variable)
    return _latest(rows[rows["district_id"] == district])


def _facilities(data: DistrictData, district: str) -> Iterator[Facility]:
    rows = _rows(data, "facilities", district)
    for kind, part in rows[rows["kind"].notna()].groupby("kind", observed=True, sort=False):
        amount = part["value"].sum() if part["value"].notna().all() else float("nan")
        if amount == 0:
            continue
        names = tuple(str(text) for text in part["text"] if isinstance(text, str))
        yield Facility(str(kind), kind_label(str(kind)), float(amount), names)


def _steps(data: DistrictData, district: str) -> Iterator[Step]:
    """Yield the highest documented step of each code book with the texts it was read from."""
    for key in codebooks():
        rows = _rows(data, key, district)
        known = rows[rows["value"].notna()]
        if known.empty:
            continue
        step = int(known["value"].max())
        texts = known.loc[known["value"] == step, "text"]
        evidence = tuple(str(text) for text in texts if isinstance(text, str))
        yield Step(key, _capital(variables()[key].label), step, codebook(key).step_label(step), evidence)


def _notes(data: DistrictData, district: str) -> Iterator[tuple[str, str]]:
    rows = _rows(data, "context", district)
    for kind, text in zip(rows["kind"], rows["text"], strict=True):
        if isinstance(kind, str) and isinstance(text, str):
            yield kind, text


def _capital(text: str) -> str:
    """Return a label as a row begins with it; English names of variables begin small."""
    return text[:1].upper() + text[1:]


def _against(table: IndicatorTable, district: str) -> Against | None:
    """Return the distances to all districts together; None for few districts, which have no spread to speak of."""
    if len(table.frame) < _ENOUGH:
        return None
    found = against(table, district, centre=say("profile.all"))
    known = found.frame["deviation"].notna() & found.frame["value"].notna()
    if not known.any():
        return None
    return replace(found, frame=found.frame[known], others=found.others[list(found.frame.index[known])])
