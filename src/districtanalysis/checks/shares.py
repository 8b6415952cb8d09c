"""Shares: do they fit their counts, how precisely are they printed, and what must not be averaged."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from districtanalysis.checks.registry import CHECKS, at, rows_of
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import Variable, fold, variables
from districtanalysis.language import percent
from districtanalysis.methods.rounding import compatible, counts_for_percentages

_CUT = (r"\b(in|je|pro|von|der|im|per|of)$", r"[-–(/]$")


@CHECKS.register("share_matches_count")
def share_matches_count(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where count / base does not round to the printed share, else one remark that all fit.

    Unit: percent at the printed precision. Source: the definition of rounding; defect 1.
    """
    for key, numerator, denominator in _with_counts():
        table = _side_by_side(data, key, numerator, denominator)
        columns = [table[name].to_numpy(dtype="float64") for name in ("count", "base", "value")]
        fits = compatible(columns[0], columns[1], columns[2], table["decimals"].to_numpy())
        for row in rows_of(table[~fits]):
            exact = percent(row["count"] / row["base"] * 100, int(row["decimals"]) + 2)
            printed = percent(row["value"], int(row["decimals"]))
            yield at(data, row, "share_matches_count.differs", "warning", printed=printed, exact=exact)
        if len(table) and fits.all():
            first = table.iloc[0]
            file = data.source(first["source"]).file
            yield Finding("share_matches_count", "info", file=file, variable=key, details={"count": len(table)})


@CHECKS.register("mixed_precision")
def mixed_precision(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each share printed with fewer decimals than the others of its column.

    Unit: decimals as printed. Source: printed precision is information; defect 2.
    """
    frame = data.observations.frame
    shares = frame[frame["variable"].map(lambda key: variables()[key].concept == "share").to_numpy(dtype=bool)]
    for _, column in shares[shares["decimals"] >= 0].groupby(["source", "sheet", "column"], observed=True):
        usual = int(column["decimals"].mode().max())
        for row in rows_of(column[column["decimals"] < usual]):
            printed = f"{row['value']:.{int(row['decimals'])}f}"
            finer = percent(row["value"], usual)
            yield at(data, row, "mixed_precision", "warning", printed=printed, usual=usual, finer=finer)


@CHECKS.register("under_30_below_total")
def under_30_below_total(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where the share among the under-30s is below the share at all ages.

    Unit: percent as printed. Source: foreign nationals are usually younger; defect 6.
    """
    young = data.observations.of("foreign_share_under_30_printed").set_index("district_id")
    for row in rows_of(data.observations.of("foreign_share_printed")):
        if row["district_id"] not in young.index:
            continue
        other = young.loc[row["district_id"]]
        if other["value"] < row["value"]:
            place = other.copy()
            place["district_id"] = row["district_id"]
            words = {"young": percent(other["value"]), "all": percent(row["value"])}
            yield at(data, place, "under_30_below_total", "warning", **words)


@CHECKS.register("mean_of_shares")
def mean_of_shares(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark with the mean of the printed shares beside the share of all districts together.

    Unit: percent. Source: shares are pooled from counts, never averaged; defect 13.
    """
    for key, numerator, denominator in _with_counts():
        table = _joined(data, key, numerator, denominator)
        known = table[(table["value"] > 0) & table["count"].notna()]
        if len(known) < 2:
            continue
        base = known["base"].where(known["base"] > 0, known["count"] / known["value"] * 100)
        pooled = known["count"].sum() / base.sum() * 100
        file = data.source(str(known["source"].iloc[0])).file
        words = {"mean": percent(float(known["value"].mean()), 2), "pooled": percent(float(pooled), 2)}
        yield Finding("mean_of_shares", "info", file=file, variable=key, details=words)


@CHECKS.register("percentages_without_counts")
def percentages_without_counts(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where no whole numbers out of the printed n round to the printed percentages.

    Unit: percent, whole numbers; n = persons who answered. Source: own enumeration; defect 10.
    """
    answers = data.observations.of("survey_answers")
    asked = data.observations.of("respondents")["value"].dropna()
    if answers.empty or asked.empty:
        return
    shares, total = [round(value) for value in answers["value"].dropna()], int(asked.max())
    if counts_for_percentages(shares, total):
        return
    smaller = [n for n in range(total - 1, max(total - 10, 1), -1) if counts_for_percentages(shares, n)]
    row = answers.iloc[0]
    words = {"shares": "/".join(str(share) for share in shares), "total": total, "smaller": tuple(sorted(smaller))}
    yield at(data, row, "percentages_without_counts", "warning", **words)


@CHECKS.register("heading_cut")
def heading_cut(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each heading that breaks off, with the reading that was taken.

    Unit: one finding per heading. Source: own rule; defect 4.
    """
    for heading in data.headings.itertuples():
        if any(re.search(pattern, fold(str(heading.heading))) for pattern in _CUT) and heading.variable:
            variable = variables()[str(heading.variable)]
            yield Finding(
                "heading_cut",
                "warning",
                file=data.source(str(heading.source)).file,
                sheet=str(heading.sheet),
                cell=str(heading.cell),
                variable=variable.key,
                details={"heading": heading.heading, "reading": variable.label},
            )


def _with_counts() -> list[tuple[str, str, str]]:
    """Return the shares whose count and base are variables as well."""
    return [(key, entry.numerator, entry.denominator) for key, entry in variables().items() if _counted(entry)]


def _counted(entry: Variable) -> bool:
    return entry.concept == "share" and bool(entry.numerator and entry.denominator)


def _side_by_side(data: DistrictData, share: str, numerator: str, denominator: str) -> pd.DataFrame:
    """Return the printed shares whose count and base are printed too."""
    table = _joined(data, share, numerator, denominator)
    known = table["count"].notna() & (table["base"] > 0) & table["value"].notna() & (table["decimals"] >= 0)
    return table[known & np.isfinite(table["value"])]


def _joined(data: DistrictData, share: str, numerator: str, denominator: str) -> pd.DataFrame:
    table = data.observations.of(share)
    for name, variable in (("count", numerator), ("base", denominator)):
        rows = data.observations.of(variable)
        values = rows[rows["age_from"] == -1].drop_duplicates("district_id").set_index("district_id")["value"]
        table = table.assign(**{name: table["district_id"].astype(object).map(values.to_dict()).astype("float64")})
    return table
