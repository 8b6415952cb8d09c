"""``compare_areas``: a group in the town, the county, the region, the state and the country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from districtanalysis.domain.change import AreasOptions
from districtanalysis.domain.compare_areas import AreaComparison
from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.variables import fold, variables
from districtanalysis.errors import StudyError
from districtanalysis.language import join, say

PART, REST = "with_migration_background", "without_migration_background"
# From this share on, a town weighs so much in an area that the area without it is worth a row of its own.
_HEAVY = 5.0
_COLUMNS = ("area", "kind", "block", "group", "total", "share", "low", "high", "ratio", "difference")


def compare_areas(data: DistrictData, options: AreasOptions | None = None) -> AreaComparison:
    """Return a group in areas within one another, from the smallest (the town) to the largest.

    The share is the group by all (percent), the ratio the location quotient, share of the town / share of the area.
    Census and register, or two dates, are kept apart: ratio and difference are computed within one population concept
    and date. Where the town makes up five percent of an area or more, the area without the town has a row. Counts of a
    smaller area that exceed those of a larger one are findings. Raises ``StudyError`` for areas that are not there and
    for figures without the group.
    """
    part, rest = (options.part, options.rest) if options else (PART, REST)
    counts = _counts(data, part, rest)
    names = _order(data, counts, options)
    rounding = options.rounded_to if options else 0.0
    parts, blocks, findings = [], {}, []
    for block, (key, own) in enumerate(counts.groupby(["concept", "date"], sort=True)):
        blocks[block] = {"concept": key[0], "date": key[1], "source": own["source"].iloc[0]}
        ordered = own.set_index("area").reindex([name for name in names if name in set(own["area"])])
        findings += list(_not_nested(data, ordered, rounding))
        parts.append(_block(ordered, names[0], block, rounding))
    return AreaComparison(
        town=names[0],
        label=variables()[part].label,
        frame=pd.concat(parts, ignore_index=True),
        blocks=pd.DataFrame.from_dict(blocks, orient="index"),
        nested=options is not None,
        findings=tuple(findings),
        recipe={"part": part, "rest": rest, "rounded_to": rounding},
    )


def _counts(data: DistrictData, part: str, rest: str) -> pd.DataFrame:
    """Return one row per area, concept and date: ``group`` and ``others`` (persons) and where they stand."""
    concepts = {record.id: record.population_concept for record in data.sources}
    columns = []
    for name, variable in (("group", part), ("others", rest)):
        variables()[variable]
        rows = data.observations.of(variable)
        rows = rows[(rows["age_from"] < 0) & rows[["sex", "origin", "kind"]].isna().all(axis=1)]
        if rows.empty:
            raise StudyError(say("compare_areas.no_figures", what=variables()[variable].label))
        frame = pd.DataFrame(
            {
                "area": rows["district_id"].astype(str).to_numpy(),
                "concept": [concepts.get(str(source), "not_stated") for source in rows["source"]],
                "date": rows["date"].astype(object).fillna("").astype(str).to_numpy(),
                "source": rows["source"].astype(str).to_numpy(),
                name: rows["value"].to_numpy(float),
                f"{name}_cell": [cell_name(int(r), int(c)) for r, c in zip(rows["row"], rows["column"], strict=True)],
            }
        )
        columns.append(frame)
    keys = ["area", "concept", "date"]
    return columns[0].merge(columns[1].drop(columns="source"), on=keys, how="outer").sort_values(keys)


def _order(data: DistrictData, counts: pd.DataFrame, options: AreasOptions | None) -> list[str]:
    """Return the ids of the areas from the smallest to the largest: as stated, else by their size."""
    if options is None:
        sizes = (counts["group"] + counts["others"]).groupby(counts["area"]).max()
        return [str(name) for name in sizes.sort_values(kind="stable").index]
    known = {fold(str(name)): str(key) for key, name in data.districts["name"].items()}
    lacking = [name for name in options.nested if fold(name) not in known]
    if lacking:
        shown = join(str(name) for name in data.districts["name"])
        raise StudyError(say("compare_areas.no_area", names=join(lacking), known=shown))
    return [known[fold(name)] for name in options.nested]


def _block(ordered: pd.DataFrame, town: str, block: int, rounding: float) -> pd.DataFrame:
    rows: list[tuple[str, str, float, float]] = []
    own = ordered.loc[town] if town in ordered.index else None
    for place, (area, row) in enumerate(ordered.iterrows()):
        group, others = float(row["group"]), float(row["others"])
        rows.append((str(area), "area", group, others))
        if own is not None and place and 100 * (own["group"] + own["others"]) >= _HEAVY * (group + others):
            rows.append((str(area), "without", group - float(own["group"]), others - float(own["others"])))
    frame = pd.DataFrame(rows, columns=["area", "kind", "group", "others"])
    frame["block"], frame["total"] = block, frame["group"] + frame["others"]
    # a difference of two rounded counts is off by twice as much
    half = np.where(frame["kind"] == "without", rounding, rounding / 2)
    frame["share"] = _share(frame["group"], frame["others"])
    frame["low"] = _share((frame["group"] - half).clip(lower=0), frame["others"] + half)
    frame["high"] = _share(frame["group"] + half, (frame["others"] - half).clip(lower=0))
    share = float("nan") if own is None else float(frame["share"].iloc[0])
    frame["ratio"] = share / frame["share"].where(frame["share"] > 0)
    frame["difference"] = share - frame["share"]
    return frame[list(_COLUMNS)]


def _share(group: pd.Series, others: pd.Series) -> pd.Series:
    total = group + others
    return 100 * group / total.where(total > 0)


def _not_nested(data: DistrictData, ordered: pd.DataFrame, rounding: float) -> Iterator[Finding]:
    """Yield a finding for each count of an area that is greater than the one of the next larger area."""
    files = {record.id: record.file for record in data.sources}
    names: Sequence[str] = [str(data.districts.loc[area, "name"]) for area in ordered.index]
    for (place, inner), (_, outer) in pairwise(enumerate(ordered.to_dict("records"))):
        for part in ("group", "others"):
            if inner[part] > outer[part] + rounding:
                yield Finding(
                    "area_not_nested",
                    "error",
                    file=files.get(str(inner["source"]), ""),
                    cell=str(inner[f"{part}_cell"]),
                    district=names[place],
                    details={"inner": inner[part], "outer_name": names[place + 1], "outer": outer[part]},
                )
