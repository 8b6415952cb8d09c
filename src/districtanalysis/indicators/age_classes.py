"""Age classes as printed: do they cover every age once, and how many are in each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import pandas as pd

from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.origins import AgeClasses
from districtanalysis.domain.selection import Band

_BAND = re.compile(r"(\d+)\s*(?:-|–|bis|to)\s*(\d+)")
_UNDER = re.compile(r"(?:unter|under|<)\s*(\d+)")
_ABOVE = re.compile(r"(?:über|older than|>)\s*(\d+)")
_FROM = re.compile(r"(?:ab\s*|from\s*)?(\d+)\s*(?:\+|und älter|and over|jahre und älter)|ab\s*(\d+)")
_SINGLE = re.compile(r"\d{1,3}")


def read_band(text: str) -> Band | None:
    """Return the ages that a printed class means, in completed years, both inclusive; None where it is none.

    >>> read_band("6-13"), read_band("unter 3 Jahre"), read_band(">25"), read_band("65+")
    ((6, 13), (0, 2), (26, None), (65, None))
    """
    plain = text.strip().casefold()
    if found := _BAND.search(plain):
        return int(found[1]), int(found[2])
    if found := _UNDER.search(plain):
        return 0, int(found[1]) - 1
    if found := _ABOVE.search(plain):
        return int(found[1]) + 1, None
    if found := _FROM.search(plain):
        return int(found[1] or found[2]), None
    return (int(plain), int(plain)) if _SINGLE.fullmatch(plain) else None


def age_classes(
    data: DistrictData, variable: str = "refugees_in_care"
) -> tuple[tuple[AgeClasses, ...], tuple[Finding, ...]]:
    """Return the classifications by age of ``variable``, one per area, and findings on gaps and overlaps.

    Classes are age bands of the figures, or texts such as "6-13" in their ``kind``. A lost value is missing, never
    zero. Persons are counts.
    """
    rows = data.observations.of(variable)
    rows = rows[rows["sex"].isna() & rows["origin"].isna()]
    files = {record.id: record.file for record in data.sources}
    results, findings = [], []
    for area, own in rows.groupby("district_id", observed=True, sort=False):
        classes = [(band, str(row["kind"]), row) for _, row in own.iterrows() if (band := _band_of(row)) is not None]
        if len(classes) < 2:
            continue
        classes.sort(key=lambda entry: (entry[0][0], entry[0][1] is None, entry[0][1] or 0))
        bands = [band for band, _, _ in classes]
        gaps, overlaps = gaps_and_overlaps(bands)
        frame = pd.DataFrame(
            {
                "label": [_label(band) for band in bands],
                "low": [band[0] for band in bands],
                "high": [float("nan") if band[1] is None else band[1] for band in bands],
                "persons": [float(row["value"]) for _, _, row in classes],
            }
        )
        first = classes[0][2]
        days = own["date"].dropna().astype(str)
        name = str(data.districts.loc[area, "name"])
        found = AgeClasses(
            name, frame, gaps, overlaps, any(band[1] is None for band in bands), days.max() if len(days) else ""
        )
        results.append(found)
        place = cell_name(int(first["row"]), int(first["column"]))
        findings += list(_findings(found, files.get(str(first["source"]), ""), place, variable))
    return tuple(results), tuple(findings)


def gaps_and_overlaps(bands: Sequence[Band]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the ages in no class and those in several, as texts; ``bands`` rise by their first age.

    >>> gaps_and_overlaps([(0, 5), (5, 13), (18, None)])
    (('14–17',), ('5',))
    """
    gaps = [_label((0, bands[0][0] - 1))] if bands and bands[0][0] > 0 else []
    overlaps = []
    reached: float = -1
    for band, after in pairwise([*bands, None]):
        reached = max(reached, float("inf") if band is None or band[1] is None else band[1])
        if after is None:
            break
        if after[0] > reached + 1:
            gaps.append(_label((int(reached) + 1, after[0] - 1)))
        elif after[0] <= reached:
            end = min(reached, float("inf") if after[1] is None else after[1])
            overlaps.append(_label((after[0], None if end == float("inf") else int(end))))
    return tuple(gaps), tuple(overlaps)


def _band_of(row: pd.Series) -> Band | None:
    if row["age_from"] >= 0:
        return int(row["age_from"]), None if row["age_to"] < 0 else int(row["age_to"])
    return read_band(row["kind"]) if isinstance(row["kind"], str) else None


def _label(band: Band) -> str:
    low, high = band
    if high is None:
        return f"{low}+"
    return str(low) if low == high else f"{low}–{high}"


def _findings(found: AgeClasses, file: str, cell: str, variable: str) -> Iterator[Finding]:
    for rule, ages in (("age_classes_gap", found.gaps), ("age_classes_overlap", found.overlaps)):
        if ages:
            details = {"title": found.title, "ages": list(ages)}
            yield Finding(rule, "warning", file=file, cell=cell, variable=variable, details=details)
