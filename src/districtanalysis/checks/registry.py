"""The registry of checks, and what they share: places, names and figures about everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
import numpy.typing as npt
import pandas as pd

from districtanalysis.domain.data import DistrictData, cell_name
from districtanalysis.domain.finding import Finding, Phrase, Severity
from districtanalysis.domain.registry import Registry
from districtanalysis.domain.study import Study
from districtanalysis.domain.variables import variables
from districtanalysis.language import say

Bools = npt.NDArray[np.bool_]
Check = Callable[[DistrictData, Study | None], Iterable[Finding]]

CHECKS: Registry[Check] = Registry("finding")
MOST = 100  # findings of one rule: more would be read by nobody


def at(data: DistrictData, row: pd.Series, rule: str, severity: Severity, **details: object) -> Finding:
    """Return a finding of ``rule`` at the cell of one figure (a row of the observations)."""
    return Finding(
        rule,
        severity,
        file=file_of(data, row["source"]),
        sheet=row["sheet"] if isinstance(row["sheet"], str) else "",
        cell=cell_name(int(row["row"]), int(row["column"])),
        district=str(row["district_id"]),
        variable=str(row["variable"]),
        details=details,
    )


def file_of(data: DistrictData, source: object) -> str:
    """Return the file of a source; "" for figures that come from no known file."""
    return next((record.file for record in data.sources if record.id == source), "")


def label_of(variable: object) -> Phrase:
    """Return the name of a variable, worded when it is read."""
    return Phrase(say, (f"variable.{variable}",))


def about_everybody(data: DistrictData, variable: str) -> pd.DataFrame:
    """Return the figures of ``variable`` that are not about one age, sex, origin or kind."""
    rows = data.observations.of(variable)
    if not len(rows):
        return rows
    everybody = rows["age_from"].to_numpy() == -1
    for name in ("sex", "origin", "kind"):
        everybody &= rows[name].array.codes < 0
    return rows[everybody]


def of_same_date(data: DistrictData, variable: str, rows: pd.DataFrame) -> pd.Series:
    """Return the value of ``variable`` for the district and date of each of ``rows``, missing where there is none.

    Figures without a date go with any date.
    """
    others = about_everybody(data, variable) if len(rows) else rows
    values = {
        (district, date if isinstance(date, str) else ""): float(value)
        for district, date, value in zip(others["district_id"], others["date"], others["value"], strict=True)
    }
    undated = {district: value for (district, _), value in values.items()}
    found = [
        values.get((district, date), values.get((district, ""))) if isinstance(date, str) else undated.get(district)
        for district, date in zip(rows["district_id"], rows["date"], strict=True)
    ]
    return pd.Series(found, index=rows.index, dtype="float64")


def is_one_of(frame: pd.DataFrame, column: str, names: Iterable[str]) -> Bools:
    """Return which figures have one of ``names`` in a column of texts; compared once per text, not per figure.

    >>> frame = pd.DataFrame({"status": pd.Categorical(["exact", "suppressed", None])})
    >>> is_one_of(frame, "status", ["suppressed"]).tolist()
    [False, True, False]
    """
    wanted = set(names)
    return is_text(frame, column, lambda text: text in wanted)


def is_text(frame: pd.DataFrame, column: str, fits: Callable[[str], bool]) -> Bools:
    """Return which figures have a text that ``fits`` in a column; asked once per text, not per figure."""
    texts = frame[column].array
    wanted = np.array([*(fits(str(text)) for text in texts.categories), False], dtype=np.bool_)
    return np.asarray(wanted[texts.codes])


def of_concept(frame: pd.DataFrame, *concepts: str) -> Bools:
    """Return which figures are of a variable of one of the concepts (count, share, ordinal, text, figure)."""
    return is_text(frame, "variable", lambda key: variables()[key].concept in concepts)


def rows_of(frame: pd.DataFrame) -> Iterable[pd.Series]:
    """Yield the rows of a table of figures."""
    return (row for _, row in frame.iterrows())


def first_of(
    data: DistrictData,
    rows: pd.DataFrame,
    rule: str,
    severity: Severity,
    words: Callable[[pd.Series], Mapping[str, object]],
) -> Iterator[Finding]:
    """Yield a finding of ``rule`` for each of ``rows``; of very many the first, and one that says how many follow.

    ``words`` returns the details of one row.
    """
    for row in rows_of(rows.iloc[:MOST]) if len(rows) else ():
        yield at(data, row, rule, severity, **words(row))
    if len(rows) > MOST:
        yield and_more(rule, severity, len(rows) - MOST, file_of(data, rows["source"].iloc[MOST]))


def and_more(rule: str, severity: Severity, count: int, file: str = "") -> Finding:
    """Return the finding that stands for ``count`` further ones of a rule."""
    return Finding(
        "and_more", severity, file=file, details={"rule": Phrase(say, (f"finding.{rule}.title",)), "count": count}
    )


def limited(findings: Iterable[Finding | Callable[[], Finding]]) -> Iterator[Finding]:
    """Yield the first findings of a rule, and one that says how many follow.

    Where there may be very many, they come as functions that word them: what is only counted is never worded.
    """
    left, first = 0, None
    for count, found in enumerate(findings):
        if count < MOST or (isinstance(found, Finding) and found.rule == "and_more"):
            yield found if isinstance(found, Finding) else found()
        else:
            left, first = left + 1, first or found
    if first is not None:
        following = first if isinstance(first, Finding) else first()
        yield and_more(following.rule, following.severity, left, following.file)
