"""``from_frame``: a wide table that an analyst holds already -> ``DistrictData``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_columns
from districtanalysis.domain.variables import variables as known_variables
from districtanalysis.errors import SourceError
from districtanalysis.language import join, say


def from_frame(
    frame: pd.DataFrame,
    *,
    district: str,
    variables: Mapping[str, str],
    publisher: str = "",
    date: dt.date | None = None,
    population_concept: str = "not_stated",
) -> DistrictData:
    """Return the columns of a wide table as figures.

    ``district`` names the column with the districts, ``variables`` maps columns to variables
    (``{"Einwohner": "residents"}``). Missing values become figures that are not available. Raises
    ``SourceError`` for a column that is not there, a district that stands twice or text where a
    number belongs, and ``StudyError`` for an unknown variable.

    >>> data = from_frame(pd.DataFrame({"Ort": ["Ost"], "Ew": [100]}), district="Ort", variables={"Ew": "residents"})
    >>> float(data.wide("residents").loc["Ost", "residents"])
    100.0
    """
    _check_columns(frame, [district, *variables], variables)
    names = frame[district].astype(str)
    if names.duplicated().any():
        raise SourceError(
            say("layout.frame_twice", column=district, names=join(sorted(names[names.duplicated()].unique())))
        )
    columns: dict[str, list[object]] = {
        key: [] for key in ("district_id", "variable", "value", "status", "date", "source", "row", "column")
    }
    for column, variable in variables.items():
        values = _numbers(frame, column)
        columns["district_id"] += list(names)
        columns["variable"] += [variable] * len(frame)
        columns["value"] += list(values)
        columns["status"] += ["not_available" if missing else "exact" for missing in values.isna()]
        columns["row"] += range(2, len(frame) + 2)
        columns["column"] += [int(frame.columns.get_loc(column)) + 1] * len(frame)
    columns["date"] = [date] * len(columns["value"])
    columns["source"] = ["frame"] * len(columns["value"])
    index = pd.Index(names, name="district_id")
    record = SourceRecord(
        "frame",
        "DataFrame",
        publisher=publisher,
        date=date.isoformat() if date else "",
        population_concept=population_concept,
    )
    return DistrictData(
        districts=pd.DataFrame({"name": list(names), "level": "district", "group": ""}, index=index),
        observations=from_columns(columns),
        sources=(record,),
    )


def _check_columns(frame: pd.DataFrame, wanted: list[str], chosen: Mapping[str, str]) -> None:
    for variable in chosen.values():
        known_variables()[variable]
    missing = [column for column in wanted if column not in frame.columns]
    if missing:
        found = join(str(column) for column in frame.columns)
        raise SourceError(say("layout.frame_column", columns=join(missing), found=found))


def _numbers(frame: pd.DataFrame, column: str) -> pd.Series:
    try:
        return pd.to_numeric(frame[column]).astype("float64")
    except (ValueError, TypeError) as error:
        raise SourceError(say("layout.frame_text", column=column, reason=error)) from error
