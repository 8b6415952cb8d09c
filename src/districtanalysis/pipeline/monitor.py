"""``rank --recipe`` with the recipe of a monitor: its indices instead of the study's criteria."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.display import Block, Column, Page, Paragraph, Table, Value
from districtanalysis.domain.study import worded
from districtanalysis.errors import SelectionError
from districtanalysis.indicators.compute import computable, compute_indicators
from districtanalysis.language import say
from districtanalysis.pipeline.outcome import Outcome
from districtanalysis.pipeline.prepare import Prepared
from districtanalysis.pipeline.types import inputs
from districtanalysis.scoring.monitor import MonitorResult, monitor
from districtanalysis.scoring.recipe_file import MonitorRecipe, monitor_path, read_monitor

_WIDE = 8


def is_monitor_recipe(name: str | None, folder: Path) -> bool:
    """Return whether ``name`` is the recipe of a monitor, shipped or beside the study.

    >>> is_monitor_recipe("berlin-mss-2017", Path()), is_monitor_recipe("three-criteria", Path())
    (True, False)
    """
    return name is not None and monitor_path(name, folder) is not None


def run(prepared: Prepared, recipe: str, *, top: int | None = None) -> Outcome:
    """Return the page of a monitor's indices for the districts of a study, the result beside it.

    An indicator of the recipe is an indicator of the catalogue, a variable of the study's tables, or an own
    indicator of ``[types]``, with that name. Raises ``StudyError`` where one is missing, naming what there is.
    """
    read = read_monitor(recipe, prepared.study.folder)
    values, names = values_for(prepared, read)
    result = monitor(values, read)
    return Outcome(monitor_page(result, names, top=top), prepared.messages, prepared.findings, 0, result)


def values_for(prepared: Prepared, recipe: MonitorRecipe) -> tuple[pd.DataFrame, pd.Series]:
    """Return one column per figure that ``recipe`` needs and the study holds, one row per district, and the names.

    Figures are indicators and variables of the study's tables; where an indicator is not among them, those that
    ``[types]`` declares take their place.
    """
    wanted = [entry.key for entry in recipe.indicators]
    minimum = [recipe.exclude.minimum.column] if recipe.exclude.minimum is not None else []
    values = _columns(prepared.data, list(dict.fromkeys([*wanted, *minimum])))
    names = prepared.data.districts["name"].astype(str)
    if set(wanted) <= set(values.columns) or not prepared.study.types:
        return values, names
    typed = inputs(prepared.study.path, may_fall_back=False).table
    if not set(wanted) <= set(typed.frame.columns):
        return values, names
    beside = [key for key in minimum if key in values.columns and key not in typed.frame.columns]
    return typed.frame.join(values[beside]), typed.names.astype(str)


def _columns(data: DistrictData, wanted: list[str]) -> pd.DataFrame:
    table = compute_indicators(data).frame if set(wanted) & set(computable(data)) else pd.DataFrame()
    columns: dict[str, pd.Series] = {}
    for key in wanted:
        if key in table.columns:
            columns[key] = table[key]
            continue
        try:
            columns[key] = data.wide(key)[key]
        except SelectionError:
            continue  # ``monitor`` names every missing column at once
    return pd.DataFrame(columns, index=data.districts.index)


def monitor_page(result: MonitorResult, names: pd.Series, *, top: int | None = None) -> Page:
    """Return the page: notes, one table per index, the matrix, and who has no index and why."""
    recipe = result.recipe
    blocks: list[Block] = [Paragraph(worded(recipe.why), "lead")] if recipe.why else []
    blocks += [Paragraph(note, "warning") for note in result.notes]
    blocks += [_index(result, key, names, top) for key in result.indices]
    if result.matrix is not None and recipe.matrix is not None:
        blocks.append(_matrix(result, names, top))
    if len(result.excluded):
        columns = (
            Column("district", say("recipes.page.district")),
            Column("reason", say("recipes.page.reason"), wide=True),
        )
        rows = tuple(
            (_name(names, unit), str(result.excluded["reason"].iloc[i])) for i, unit in enumerate(result.excluded.index)
        )
        blocks.append(Table("excluded", say("recipes.page.excluded"), columns, rows))
    if recipe.source:
        blocks.append(Paragraph(say("recipes.page.source", source=recipe.source), "note"))
    return Page(worded(recipe.label), tuple(blocks), data=_data(result))


def _index(result: MonitorResult, key: str, names: pd.Series, top: int | None) -> Table:
    index = next(entry for entry in result.recipe.index if entry.key == key)
    found = result.indices[key]
    classed = index.classes is not None or index.quantiles is not None
    parts = list(found.groups.columns) if found.groups.shape[1] <= _WIDE else []
    labels = {entry.key: worded(entry.label) or entry.key for entry in index.indicator}
    columns = (
        Column("rank", say("recipes.page.rank"), 0),
        Column("district", say("recipes.page.district")),
        Column("score", say("recipes.page.score"), 2),
        *([Column("class", say("recipes.page.class"))] if classed else []),
        *(Column(part, labels.get(part, part), 2) for part in parts),
    )
    order = found.frame.sort_values("rank", kind="stable").index[:top]
    rows: list[tuple[Value, ...]] = []
    for unit in order:
        place = found.frame.index.get_loc(unit)
        row = found.frame.iloc[place]
        classes = (str(row["class"]),) if classed else ()
        values = (float(found.groups[part].iloc[place]) for part in parts)
        rows.append((float(row["rank"]), _name(names, unit), float(row["score"]), *classes, *values))
    note = say("recipes.page.first_" + index.first)
    return Table(key, worded(index.label) or key, columns, tuple(rows), note)


def _matrix(result: MonitorResult, names: pd.Series, top: int | None) -> Table:
    matrix, table = result.recipe.matrix, result.matrix
    if matrix is None or table is None:
        raise ValueError("the recipe has no matrix")
    columns = [
        Column("district", say("recipes.page.district")),
        Column("group", worded(matrix.label) or say("recipes.page.group")),
    ]
    label = worded(matrix.attention_label)
    if label:
        columns.append(Column("attention", label))
    marked = [say("words.yes") if flag else say("words.no") for flag in table["attention"]]
    rows = [
        (_name(names, unit), str(table["group"].iloc[i]), *((marked[i],) if label else ()))
        for i, unit in enumerate(table.index)
    ]
    return Table("matrix", say("recipes.page.matrix"), tuple(columns), tuple(rows[:top]))


def _name(names: pd.Series, unit: object) -> str:
    return str(names.get(unit, unit))


def _data(result: MonitorResult) -> dict[str, object]:
    return {
        "recipe": result.recipe.name,
        "indices": {
            key: {
                str(unit): {
                    "score": float(row["score"]),
                    "class": None if row["class"] is None else str(row["class"]),
                    "rank": float(row["rank"]),
                }
                for unit, row in found.frame.iterrows()
            }
            for key, found in result.indices.items()
        },
        "excluded": {str(unit): str(reason) for unit, reason in result.excluded["reason"].items()},
    }
