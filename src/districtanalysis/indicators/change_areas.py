"""Which group each district belongs to: as the tables print it, or an area above it."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import StudyError
from districtanalysis.language import say

GROUP = "group"
ABOVE = "above"


def group_of(data: DistrictData, by: str | None) -> pd.Series:
    """Return the group of each district by ``district_id``, "" where it has none.

    ``by`` is ``group`` (the sections of the tables, the default), the name of a level of areas, ``above`` (the area
    directly above) or a number: so many first characters of the keys, as in hierarchical keys. Raises
    ``StudyError`` for a level that the tables do not hold.

    >>> from districtanalysis.domain.observations import from_rows
    >>> districts = pd.DataFrame({"name": ["Ost"], "group": ["Kernstadt"]}, index=["0102"])
    >>> data = DistrictData(districts, from_rows([]))
    >>> group_of(data, None).tolist(), group_of(data, "2").tolist()
    (['Kernstadt'], ['01'])
    """
    keys = [str(district) for district in data.districts.index]
    if by is not None and by.isdecimal() and int(by) > 0:
        return pd.Series([key[: int(by)] for key in keys], index=data.districts.index)
    if by in {None, GROUP}:
        printed = data.districts["group"].fillna("").astype(str)
        if by == GROUP and not (printed != "").any():
            raise StudyError(say("change.fault.no_group"))
        return printed
    levels = [str(level) for level in data.areas["level"].dropna().unique()] if "level" in data.areas else []
    if by not in {*levels, ABOVE}:
        raise StudyError(unknown_name("level", str(by), [GROUP, ABOVE, *levels]))
    names = [_above(data.areas, key, str(by)) for key in keys]
    return pd.Series(names, index=data.districts.index)


def _above(areas: pd.DataFrame, district: str, level: str) -> str:
    """Return the name of the area of ``level`` above a district; "" where there is none."""
    place = district
    for _ in range(len(areas)):
        if place not in areas.index:
            return ""
        place = str(areas.loc[place, "parent"])
        known = place in areas.index
        if level == ABOVE or (known and areas.loc[place, "level"] == level):
            return str(areas.loc[place, "name"]) if known else place
    return ""
