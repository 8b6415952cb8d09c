"""``segregation``: how a group is spread over the districts of a study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from districtanalysis.domain.count_table import Composition, OwnIndicator
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.registry import unknown_name
from districtanalysis.domain.segregation import Segregation
from districtanalysis.domain.selection import Selection, select
from districtanalysis.domain.study import Study, worded
from districtanalysis.domain.variables import variables
from districtanalysis.errors import StudyError
from districtanalysis.indicators.derive import with_derived_residents
from districtanalysis.language import join, say
from districtanalysis.methods import segregation as index
from districtanalysis.methods.segregation_intervals import (
    Interval,
    chance_interval,
    change,
    corrected,
    rounding_interval,
)
from districtanalysis.pipeline.locate import locate
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.segregation_page import segregation_page
from districtanalysis.sources.count_tables import read_count_tables
from districtanalysis.sources.study_file import load_study
from districtanalysis.typology.options import TypesOptions, read_options

DRAWS = 2_000
DEFAULT_GROUP = "foreigners"


@dataclass(frozen=True, slots=True)
class Counts:
    """Group and total per district (persons, with the interval of the total) and how readers call the group."""

    frame: pd.DataFrame
    label: str
    study: Study
    sources: tuple[SourceRecord, ...]
    findings: tuple[Finding, ...] = ()
    messages: tuple[str, ...] = ()
    groups: pd.DataFrame | None = None
    level: pd.Series | None = None


def run(
    study: Path | None,
    *,
    group: str | None = None,
    draws: int | None = None,
    seed: int | None = None,
    before: Path | None = None,
    may_fall_back: bool = True,
) -> Outcome:
    """Return the page of the segregation of ``group`` (by default foreign nationals), the result behind it.

    ``before`` is a study of an earlier date with the same districts. Raises ``StudyError`` for a group that the
    data do not hold, and what reading and the indices raise.
    """
    given = counts(study, group, may_fall_back=may_fall_back)
    earlier = None if before is None else counts(before, group, may_fall_back=False)
    result = measure(given, earlier, draws=draws or DRAWS, seed=seed or 0)
    page = segregation_page(result, given.sources, subtitle=given.study.title)
    return Outcome(page, given.messages, given.findings, 0, result)


def measure(given: Counts, earlier: Counts | None = None, *, draws: int = DRAWS, seed: int = 0) -> Segregation:
    """Return the measures of ``given`` with their spans; ``earlier`` adds the change of the index."""
    frame, left_out = _complete(given.frame)
    group, total = frame["group"].to_numpy(), frame["total"].to_numpy()
    districts = frame[["name", "group", "total"]].copy()
    districts["share"] = group / np.where(total > 0, total, np.nan) * 100
    districts["location_quotient"] = index.location_quotient(group, total)
    mixture = None
    if given.groups is not None:
        groups = given.groups.loc[frame.index]
        mixture = _mixture(groups, given.level)
        districts["evenness"] = index.evenness(groups.to_numpy())
        districts["simpson"] = index.simpson(groups.to_numpy())
    moved = None if earlier is None else _change(frame, _complete(earlier.frame)[0], draws, seed)
    recipe = {"draws": draws, "seed": seed, "level": 0.95}
    return Segregation(given.label, _measures(frame, draws, seed), districts, moved, mixture, left_out, recipe)


def _mixture(groups: pd.DataFrame, level: pd.Series | None) -> dict[str, float]:
    """Return M, H and dissimilarity of all groups, with the parts of H between and within the upper level."""
    table = groups.to_numpy()
    found = {
        "mutual_information": index.mutual_information(table),
        "theil_h": index.theil_h(table),
        "dissimilarity": index.multigroup_dissimilarity(table),
        "groups": float(table.shape[1]),
    }
    if level is not None:
        parts = index.decompose(table, level.reindex(groups.index).astype(str))
        found |= {"h_between": parts.h_between, "h_within": parts.h_within}
    return found


def _measures(frame: pd.DataFrame, draws: int, seed: int) -> pd.DataFrame:
    group, total = frame["group"].to_numpy(), frame["total"].to_numpy()
    rows: dict[str, tuple[float, float, float, str]] = {}
    spanned: dict[str, Callable[..., float]] = {
        "segregation_index": index.segregation_index,
        "isolation": index.isolation,
        "eta_squared": index.eta_squared,
    }
    rounded = bool((frame["high"] > frame["low"]).any())
    for key, function in spanned.items():
        rows[key] = _row(chance_interval(group, total, index=function, draws=draws, seed=seed))
    if rounded:
        span = rounding_interval(group, total, frame["low"], frame["high"], draws=5 * draws, seed=seed)
        rows["rounding"] = _row(span)
    rows["corrected"] = (corrected(group, total, seed=seed), np.nan, np.nan, "")
    rows["exposure"] = (index.exposure(group, total - group, total), np.nan, np.nan, "")
    rows["gini"] = (index.gini(group, total), np.nan, np.nan, "")
    rows["theil_h"] = (index.theil_h(np.column_stack([group, total - group])), np.nan, np.nan, "")
    rows["city_share"] = (float(group.sum() / total.sum()), np.nan, np.nan, "")
    return pd.DataFrame.from_dict(rows, orient="index", columns=["value", "low", "high", "kind"])


def _row(interval: Interval) -> tuple[float, float, float, str]:
    return (interval.value, interval.low, interval.high, interval.kind)


def _change(frame: pd.DataFrame, before: pd.DataFrame, draws: int, seed: int) -> dict[str, float]:
    """Return the index before and its change, over the districts of both dates."""
    both = frame.index.intersection(before.index)
    if len(both) != len(frame) or len(both) != len(before):
        raise StudyError(say("segregation.other_areas", before=len(before), after=len(frame)))
    first, second = before.loc[both], frame.loc[both]
    pairs = [(part["group"].to_numpy(), part["total"].to_numpy()) for part in (first, second)]
    moved = change(pairs[0], pairs[1], draws=draws, seed=seed)
    earlier = index.segregation_index(*pairs[0])
    return {"before": earlier, "difference": moved.value, "low": moved.low, "high": moved.high}


def _complete(frame: pd.DataFrame) -> tuple[pd.DataFrame, tuple[str, ...]]:
    usable = frame[["group", "total"]].notna().all(axis=1)
    return frame[usable], tuple(str(name) for name in frame.loc[~usable, "name"])


def counts(study: Path | None, group: str | None, *, may_fall_back: bool = True) -> Counts:
    """Return group and total per district of a study, from its sources or from the tables of ``[types]``."""
    loaded = load_study(locate(study, may_fall_back=may_fall_back).path)
    options = read_options(loaded.types, loaded.path.name)
    if options.table:
        return _from_tables(loaded, options, group)
    prepared = prepare(study, may_fall_back=may_fall_back)
    prepared.refuse_errors()
    data = with_derived_residents(prepared.data)
    key = group or DEFAULT_GROUP
    known = _groups(data)
    if key not in known:
        raise StudyError(unknown_name("segregation", key, known) if known else say("segregation.no_group"))
    persons = select(data.observations, Selection(key)).frame
    total = select(data.observations, Selection("residents")).frame
    frame = pd.DataFrame(index=data.districts.index)
    frame["name"] = data.districts["name"]
    frame["group"] = persons["value"].reindex(frame.index).astype("float64")
    for column, source in (("total", "value"), ("low", "low"), ("high", "high")):
        frame[column] = total[source].reindex(frame.index).astype("float64")
    label = variables()[key].label
    return Counts(frame, label, prepared.study, data.sources, prepared.findings, prepared.messages)


def _groups(data: DistrictData) -> list[str]:
    """Return the counted groups of residents that the data hold; figures of a service are none."""
    present = set(data.observations.frame["variable"].astype(str))
    return [
        key
        for key, entry in variables().items()
        if key in present and entry.part_of == "residents" and not entry.caseload
    ]


def _from_tables(study: Study, options: TypesOptions, group: str | None) -> Counts:
    groups = {entry.key: entry for entry in options.indicator if entry.denominator}
    if not groups:
        raise StudyError(say("segregation.no_group"))
    key = group or next(iter(groups))
    if key not in groups:
        raise StudyError(unknown_name("segregation", key, list(groups)))
    table = read_count_tables(options.table, study.folder)
    entry: OwnIndicator = groups[key]
    lacking = [c for c in (*entry.numerator, *entry.minus, *entry.denominator) if c not in table.columns]
    if lacking:
        raise StudyError(say("segregation.column_missing", columns=join(lacking)))
    frame = pd.DataFrame({"name": table["district_name"]}, index=table.index)
    taken = table[list(entry.minus)].sum(axis=1, skipna=False) if entry.minus else 0.0
    frame["group"] = table[list(entry.numerator)].sum(axis=1, skipna=False) - taken
    for column in ("total", "low", "high"):
        frame[column] = table[list(entry.denominator)].sum(axis=1, skipna=False).astype("float64")
    parts, level = _composition(table, options.composition)
    records = tuple(
        SourceRecord(
            id=source.id,
            file=source.file,
            title=source.title,
            publisher=source.publisher,
            date="" if source.date == "not_stated" else source.date.isoformat(),
            population_concept=source.population_concept,
            licence=source.licence,
        )
        for source in study.source
    )
    return Counts(frame, worded(entry.label), study, records, groups=parts, level=level)


def _composition(table: pd.DataFrame, wanted: Composition | None) -> tuple[pd.DataFrame | None, pd.Series | None]:
    """Return the counts per group (districts x groups) and the upper level of each district."""
    if wanted is None:
        return None, None
    needed = [*wanted.columns, *(name for name in (wanted.rest_of, wanted.level) if name)]
    lacking = [column for column in needed if column not in table.columns]
    if lacking:
        raise StudyError(say("segregation.column_missing", columns=join(lacking)))
    groups = table[list(wanted.columns)].astype("float64").fillna(0.0)
    if wanted.rest_of:
        groups[wanted.rest_of] = (table[wanted.rest_of] - groups.sum(axis=1)).clip(lower=0).fillna(0.0)
    return groups, table[wanted.level] if wanted.level else None
