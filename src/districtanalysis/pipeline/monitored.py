"""A monitor's indices made ready for a page, in every language of the software."""

from __future__ import annotations

import pandas as pd

from districtanalysis.domain.monitored import Monitored, MonitoredIndex
from districtanalysis.domain.study import worded
from districtanalysis.language import LANGUAGES, say, using
from districtanalysis.pipeline.monitor import values_for
from districtanalysis.pipeline.prepare import Prepared
from districtanalysis.scoring.monitor import MonitorResult, monitor
from districtanalysis.scoring.recipe_file import Index, read_monitor

_SIZED = 5


def monitored(prepared: Prepared, recipe: str) -> dict[str, Monitored]:
    """Return the indices of the monitor ``recipe`` for the districts of a study, once per language.

    Raises ``StudyError`` where a figure is neither in the study's tables nor in ``[types]``, naming what there is.
    """
    read = read_monitor(recipe, prepared.study.folder)
    values, names = values_for(prepared, read)
    found = {}
    for code in LANGUAGES:
        with using(code):
            found[code] = worded_monitor(monitor(values, read), values, names)
    return found


def worded_monitor(result: MonitorResult, values: pd.DataFrame, names: pd.Series) -> Monitored:
    """Return ``result`` with its texts in the language in force; ``values`` as read, ``names`` by district."""
    recipe, matrix = result.recipe, result.recipe.matrix
    ids = next(iter(result.indices.values())).frame.index
    none = pd.Series("", index=ids)
    table = result.matrix
    return Monitored(
        label=worded(recipe.label),
        names=names.loc[ids],
        indices=tuple(_index(result, index, values) for index in recipe.index),
        groups=none if table is None else table["group"].astype(str),
        attention=none.astype(bool) if table is None else table["attention"],
        attention_label=worded(matrix.attention_label) if matrix is not None else "",
        left_out=names.reindex(result.excluded.index),
        reasons=tuple(str(reason) for reason in result.excluded["reason"]),
        notes=result.notes,
    )


def _index(result: MonitorResult, index: Index, values: pd.DataFrame) -> MonitoredIndex:
    found = result.indices[index.key]
    labels = {entry.key: worded(entry.label) or entry.key for entry in index.indicator}
    sized = index.quantiles if index.quantiles is not None and index.quantiles <= _SIZED else 0
    named = tuple(worded(label) for label in index.classes.labels) if index.classes is not None else ()
    return MonitoredIndex(
        key=index.key,
        label=worded(index.label) or index.key,
        frame=found.frame[["score", "rank", "step"]],
        classes=named or tuple(str(k + 1) for k in range(sized)),
        values=values.loc[found.frame.index, list(labels)],
        scaled=found.normalised,
        labels=labels,
        order=say(f"recipes.page.first_{index.first}"),
    )
