"""Shares: do they fit their counts, how precisely are they printed, and what must not be averaged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from districtanalysis.checks.registry import (
    CHECKS,
    about_everybody,
    at,
    file_of,
    first_of,
    label_of,
    of_concept,
    of_same_date,
    rows_of,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import Variable, fold, variables
from districtanalysis.language import number, percent
from districtanalysis.methods.rounding import compatible, counts_exist

_CUT = (r"\b(in|je|pro|von|der|im|per|of)$", r"[-–(/]$")
_LARGE = 100_000  # so many answers give every whole percentage
_ONE_BY_ONE = 5  # of more, a program has dropped the zeros at the end
_NOBODY = r"^(unter|über|ab|bis|under|over)\s+\d(?!.*(jährige|year-olds))"  # an age without the people of that age


@CHECKS.register("share_matches_count")
def share_matches_count(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where count / base does not round to the printed share, else one remark that all fit.

    Unit: percent at the printed precision. Source: the definition of rounding; defect 1.
    """
    for key, numerator, denominator in _with_counts(data):
        table = _side_by_side(data, key, numerator, denominator)
        columns = [table[name].to_numpy(dtype="float64") for name in ("count", "base", "value")]
        fits = compatible(columns[0], columns[1], columns[2], table["decimals"].to_numpy())
        yield from first_of(data, table[~fits], "share_matches_count.differs", "warning", _both_shares)
        if len(table) and fits.all():
            file = file_of(data, table["source"].iloc[0])
            yield Finding("share_matches_count", "info", file=file, variable=key, details={"count": len(table)})


def _both_shares(row: pd.Series) -> dict[str, object]:
    decimals = int(row["decimals"])
    exact = Phrase(percent, (row["count"] / row["base"] * 100, decimals + 2))
    return {"printed": Phrase(percent, (row["value"], decimals)), "exact": exact}


@CHECKS.register("mixed_precision")
def mixed_precision(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each share printed with fewer decimals than the others of its column.

    Unit: decimals as printed. Source: printed precision is information; defect 2.
    """
    frame = data.observations.frame
    chosen = of_concept(frame, "share") & (frame["decimals"].to_numpy() >= 0)
    places = ["source", "sheet", "column"]
    for _, column in frame[chosen].groupby(places, observed=True, dropna=False) if chosen.any() else ():
        decimals = column["decimals"].to_numpy()
        usual = int(np.bincount(decimals).argmax())
        if (decimals >= usual).all():
            continue
        short = column[decimals < usual]
        if len(short) > _ONE_BY_ONE:
            words = {"count": len(short), "usual": usual}
            yield replace(at(data, short.iloc[0], "mixed_precision.many", "info", **words), district="")
            continue
        for row in rows_of(short):
            printed = Phrase(number, (row["value"], int(row["decimals"])))
            finer = Phrase(percent, (row["value"], usual))
            yield at(data, row, "mixed_precision", "warning", printed=printed, usual=usual, finer=finer)


@CHECKS.register("under_30_below_total")
def under_30_below_total(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where the share among the under-30s is below the share at all ages.

    Unit: percent as printed. Source: foreign nationals are usually younger; defect 6.
    """
    young = data.observations.of("foreign_share_under_30_printed")
    if not len(young):
        return
    table = young.assign(total=of_same_date(data, "foreign_share_printed", young))
    yield from first_of(
        data,
        table[table["value"] < table["total"]],
        "under_30_below_total",
        "warning",
        lambda row: {"young": Phrase(percent, (row["value"],)), "all": Phrase(percent, (row["total"],))},
    )


@CHECKS.register("mean_of_shares")
def mean_of_shares(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a remark with the mean of the printed shares beside the share of all districts together.

    Unit: percent. Source: shares are pooled from counts, never averaged; defect 13.
    """
    for key, numerator, denominator in _with_counts(data):
        table = _joined(data, key, numerator, denominator)
        known = table[(table["value"] > 0) & table["count"].notna()]
        if len(known) < 2:
            continue
        base = known["base"].where(known["base"] > 0, known["count"] / known["value"] * 100)
        pooled = known["count"].sum() / base.sum() * 100
        file = file_of(data, known["source"].iloc[0])
        words = {"mean": Phrase(percent, (float(known["value"].mean()), 2)), "pooled": Phrase(percent, (pooled, 2))}
        yield Finding("mean_of_shares", "info", file=file, variable=key, details=words)


@CHECKS.register("percentages_without_counts")
def percentages_without_counts(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning where no whole numbers out of the printed n round to the printed percentages.

    Percentages that add up to about 100 are taken for the answers to one question with one choice;
    others only have to be possible one by one.
    Unit: percent, whole numbers; n = persons who answered. Source: own enumeration; defect 10.
    """
    answers = data.observations.of("survey_answers")
    if not len(answers):
        return
    answers = answers[answers["value"].between(0, 100)]
    asked = data.observations.of("respondents").dropna(subset=["value"])
    for (source, _), question in answers[answers["decimals"] <= 0].groupby(["source", "column"], observed=True):
        total = asked.loc[asked["source"] == source, "value"].max()
        shares = [round(value) for value in question["value"]]
        if not 0 < total < _LARGE or _possible(shares, int(total)):
            continue
        smaller = tuple(n for n in range(max(int(total) - 10, 1), int(total)) if _possible(shares, n))
        rule = "percentages_without_counts" if smaller else "percentages_without_counts.none"
        words = {"shares": "/".join(map(str, shares)), "total": int(total), "smaller": smaller}
        yield at(data, question.iloc[0], rule, "warning", **words)


def _possible(shares: list[int], total: int) -> bool:
    if abs(sum(shares) - 100) <= len(shares) / 2:
        return counts_exist(shares, total)
    return all(counts_exist([share, 100 - share], total) for share in shares)


@CHECKS.register("heading_cut")
def heading_cut(data: DistrictData, study: Study | None) -> Iterator[Finding]:
    """Yield a warning for each heading that breaks off or does not say who is counted, with the reading taken.

    Unit: one finding per heading. Source: own rule; defect 4.
    """
    for heading in data.headings.itertuples():
        folded = fold(str(heading.heading))
        cut = any(re.search(pattern, folded) for pattern in _CUT)
        if heading.variable and (cut or re.search(_NOBODY, folded)):
            yield Finding(
                "heading_cut" if cut else "heading_cut.subject",
                "warning",
                file=file_of(data, heading.source),
                sheet=str(heading.sheet),
                cell=str(heading.cell),
                variable=str(heading.variable),
                details={"heading": heading.heading, "reading": label_of(heading.variable)},
            )


def _with_counts(data: DistrictData) -> list[tuple[str, str, str]]:
    """Return the printed shares whose count and base are variables as well."""
    there = set(data.observations.frame["variable"].array.categories)
    named = [(key, entry.numerator, entry.denominator) for key, entry in variables().items() if _counted(entry)]
    return [(key, above, below) for key, above, below in named if key in there]


def _counted(entry: Variable) -> bool:
    return entry.concept == "share" and bool(entry.numerator and entry.denominator)


def _side_by_side(data: DistrictData, share: str, numerator: str, denominator: str) -> pd.DataFrame:
    """Return the printed shares whose count and base are printed too."""
    table = _joined(data, share, numerator, denominator)
    known = table["count"].notna() & (table["base"] > 0) & table["value"].notna() & (table["decimals"] >= 0)
    return table[known]


def _joined(data: DistrictData, share: str, numerator: str, denominator: str) -> pd.DataFrame:
    table = about_everybody(data, share)
    return table.assign(
        count=of_same_date(data, numerator, table),
        base=of_same_date(data, denominator, table),
    )
