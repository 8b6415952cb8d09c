"""Pictures for notebooks: ``da.plot.ranking(ranking)``, ``da.plot.map(typology, areas=boundaries)``.

Every function returns matplotlib axes to go on with; ``save`` writes them with their text alternative inside,
``table`` and ``alternative_text`` return what stands behind them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.pictured import (
    Against,
    Ages,
    Amounts,
    Course,
    Differences,
    Pairs,
    Panels,
    Parts,
    Places,
    StatusDynamics,
)
from districtanalysis.domain.ranking import Ranking
from districtanalysis.domain.typology import TypeChange, Typology
from districtanalysis.errors import UsageError
from districtanalysis.language import say
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.answers import answers
from districtanalysis.report.charts.certainty import acceptability, rank_intervals
from districtanalysis.report.charts.comparison import age_structure, change, profile, shares
from districtanalysis.report.charts.goals import goal_tree
from districtanalysis.report.charts.offers import offers
from districtanalysis.report.charts.participation import actors, priority
from districtanalysis.report.charts.people import origins, pyramid
from districtanalysis.report.charts.ranking import ranking
from districtanalysis.report.charts.registry import CHARTS
from districtanalysis.report.charts.relation import scatter
from districtanalysis.report.charts.time import time_series
from districtanalysis.report.charts.types import clustergram, number_of_types, type_profiles
from districtanalysis.report.maps.change import change_map
from districtanalysis.report.maps.groups import status_map, type_change, type_map
from districtanalysis.report.maps.places import facility_map
from districtanalysis.report.maps.values import small_multiples, value_map
from districtanalysis.report.picture import picture
from districtanalysis.report.writing import write

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = [
    "CHARTS",
    "Against",
    "Ages",
    "Amounts",
    "Course",
    "Differences",
    "Pairs",
    "Panels",
    "Parts",
    "Places",
    "StatusDynamics",
    "TypeChange",
    "acceptability",
    "actors",
    "age_structure",
    "alternative_text",
    "answers",
    "change",
    "change_map",
    "clustergram",
    "facility_map",
    "goal_tree",
    "map",
    "number_of_types",
    "offers",
    "origins",
    "priority",
    "profile",
    "pyramid",
    "rank_intervals",
    "ranking",
    "save",
    "scatter",
    "shares",
    "small_multiples",
    "status_map",
    "table",
    "time_series",
    "type_change",
    "type_map",
    "type_profiles",
    "value_map",
]


_MAPS: Mapping[type, Callable[..., Axes]] = {
    Typology: type_map,
    TypeChange: type_change,
    StatusDynamics: status_map,
    Differences: change_map,
    Panels: small_multiples,
    IndicatorTable: value_map,
}


def map(  # noqa: A001 - da.plot.map is what it is called
    result: Typology | TypeChange | Ranking | IndicatorTable | StatusDynamics | Panels | Differences | pd.Series,
    *,
    areas: Any = None,
    ax: Axes | None = None,
    sources: Sequence[SourceRecord] = (),
    **how: Any,
) -> Axes:
    """Return the map that fits ``result``: types, their changes, status, change, values of a column, or the fit of a ranking (0-100).

    ``areas`` is a GeoDataFrame indexed by district, or polygons or tiles as this package reads them; without it the
    districts are drawn as tiles in the order of the table, and the map says so. Raises ``UsageError`` for anything
    else.
    """
    if isinstance(result, pd.Series):
        result = IndicatorTable.from_frame(result.to_frame(str(result.name or say("chart.column.value"))))
    if isinstance(result, Ranking):
        result = _fit(result)
    for kind, draw in _MAPS.items():
        if isinstance(result, kind):
            return draw(result, areas=areas, ax=ax, sources=sources, **how)
    raise UsageError(say("chart.no_map", found=type(result).__name__))


def save(ax: Axes, path: str | Path, *, force: bool = False) -> None:
    """Write the picture on ``ax`` as PNG, SVG or PDF by the ending of ``path``, with its text alternative inside.

    Raises ``UsageError`` for another ending and ``OutputError`` where the file exists or cannot be written.
    """
    target = Path(path)
    write(target, picture(ax, target.suffix.removeprefix(".").lower()), force=force)


def table(ax: Axes) -> pd.DataFrame:
    """Return the values behind the picture on ``ax``, one row per row of its table, labelled as readers see them."""
    content = caption_of(ax).table
    return pd.DataFrame(list(content.rows), columns=[column.label for column in content.columns])


def alternative_text(ax: Axes) -> str:
    """Return the picture on ``ax`` in words."""
    return caption_of(ax).alternative


def _fit(result: Ranking) -> IndicatorTable:
    found = IndicatorTable.from_frame(result.frame[["fit"]].set_axis([say("chart.column.fit")], axis=1))
    found.names.loc[:] = result.frame["name"]
    return found
