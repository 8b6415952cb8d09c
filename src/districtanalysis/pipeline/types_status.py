"""Status and dynamics beside the types: from the recipe of a monitor, or from the axes that the study names."""

from __future__ import annotations

from pathlib import Path

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import worded
from districtanalysis.domain.typology import StatusView, Typology
from districtanalysis.errors import StudyError
from districtanalysis.language import say
from districtanalysis.scoring.monitor import monitor
from districtanalysis.scoring.recipe_file import Index, read_monitor
from districtanalysis.typology.need import status_view
from districtanalysis.typology.options import TypesOptions


def status_beside(
    typology: Typology, table: IndicatorTable, options: TypesOptions, folder: Path = Path()
) -> StatusView | None:
    """Return status and dynamics of the districts with their types, or None where the study asks for none.

    A monitor classes every district that its own recipe admits, typed or not; ``folder`` is where a recipe of one's
    own is looked for. Raises ``StudyError`` for an unknown recipe, one that crosses nothing or columns that are
    missing.
    """
    if not options.monitor:
        return status_view(table, typology.labels, options)
    recipe = read_monitor(options.monitor, folder)
    result = monitor(table.frame, recipe)
    if recipe.matrix is None or result.matrix is None:
        raise StudyError(say("typology.no_matrix", name=options.monitor))
    rows = result.indices[recipe.matrix.rows]
    by_key = {index.key: index for index in recipe.index}
    found = result.matrix
    frame = found.rename(columns={"row": "status", "column": "dynamics"})[["status", "dynamics", "attention"]]
    frame.insert(0, "name", table.names.reindex(frame.index))
    frame.insert(1, "type", typology.frame["type"].reindex(frame.index))
    # where the first rank belongs to low scores, high scores are those to look at
    sign = 1.0 if by_key[recipe.matrix.rows].first == "low" else -1.0
    frame.insert(2, "index", sign * rows.frame["score"])
    return StatusView(
        frame,
        _classes(by_key[recipe.matrix.rows]),
        _classes(by_key[recipe.matrix.columns]),
        label=worded(recipe.label),
        attention=worded(recipe.matrix.attention_label) or say("typology.page.attention_label"),
        notes=result.notes,
        without=len(result.excluded),
    )


def _classes(index: Index) -> tuple[str, ...]:
    return tuple(worded(label) for label in index.classes.labels) if index.classes is not None else ()
