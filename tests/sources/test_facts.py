from __future__ import annotations

import numpy as np
import pandas as pd

from districtanalysis.sources.cells import Texts
from districtanalysis.sources.facts import Facts, filled_in, meanings, numbered, to_observations, together
from districtanalysis.sources.figure_columns import Signs, read_cells
from districtanalysis.sources.meaning import Meant


def texts(*values: str | None) -> Texts:
    return numbered(values)


def named(column: Texts) -> list[str]:
    return [column.name(row) for row in range(len(column.codes))]


def facts() -> Facts:
    figures = read_cells(["1", "mind. 2", None], np.full(3, -1, dtype="int8"), Signs())
    columns, age_from, age_to = meanings([Meant("residents"), Meant("residents", sex="male"), Meant("births")])
    places = np.arange(3)
    return Facts(
        figures,
        np.array([0, 1, 0], dtype="int32"),
        columns,
        age_from,
        age_to,
        places + 2,
        places + 5,
        np.zeros(3, dtype=bool),
    )


def test_what_is_missing_is_filled_from_the_second_column() -> None:
    assert named(filled_in(texts("a", None, None), texts("b", "c", None))) == ["a", "c", ""]
    assert named(filled_in(texts(None, None), texts("b", "c"))) == ["b", "c"]
    assert named(filled_in(texts("a"), None)) == ["a"]


def test_kept_facts_become_figures_with_their_places() -> None:
    made = facts()
    found, places = to_observations(made, ~made.figures.blank, ["Ost", "West"], source="s", sheet="")
    assert places.tolist() == [0, 1]
    frame = found.frame
    assert frame["district_id"].tolist() == ["Ost", "West"]
    assert frame["text"].tolist()[1] == "mind. 2"
    assert pd.isna(frame["text"].iloc[0])
    assert pd.isna(frame["sheet"]).all()
    assert frame[["row", "column"]].to_numpy().tolist() == [[2, 5], [3, 6]]
    assert frame["qualifier"].tolist() == ["exact", "at_least"]


def test_parts_of_one_table_are_numbered_together() -> None:
    made = facts()
    parts = [to_observations(made, ~made.figures.blank, ["Ost", "West"], source="s", sheet="")[0] for _ in range(2)]
    assert together(parts).frame["figure_id"].tolist() == [0, 1, 2, 3]
    assert len(together([])) == 0
