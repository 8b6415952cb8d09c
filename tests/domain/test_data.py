from __future__ import annotations

import math

import pandas as pd
import pytest

from districtanalysis.domain.data import DistrictData, SourceRecord, cell_name
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import SelectionError
from districtanalysis.language import using

ROWS = [
    {"district_id": "Ost", "variable": "residents", "value": 4336, "row": 8, "column": 2, "source": "a", "sheet": "S"},
    {"district_id": "West", "variable": "residents", "status": "suppressed", "text": ".", "row": 9, "column": 2},
    {"district_id": "Ost", "variable": "foreigners", "age_from": 0, "age_to": 17, "value": 30},
    {"district_id": "Ost", "variable": "foreigners", "age_from": 18, "age_to": -1, "value": 70},
    {"district_id": "Ost", "variable": "facilities", "kind": "daycare", "value": 3},
    {"district_id": "West", "variable": "facilities", "kind": "youth", "value": 1},
]


@pytest.fixture
def data() -> DistrictData:
    districts = pd.DataFrame({"name": ["Ost", "West"], "level": "district", "group": ""}, index=["Ost", "West"])
    return DistrictData(districts, from_rows(ROWS), sources=(SourceRecord("a", "a.xlsx"),))


def test_analysts_get_a_wide_table(data: DistrictData) -> None:
    wide = data.wide("residents")
    assert wide.loc["Ost", "residents"] == 4336
    assert list(wide.columns) == ["residents"]


def test_a_wide_table_can_be_spread_over_a_dimension(data: DistrictData) -> None:
    assert data.wide("foreigners", by="age").loc["Ost"].to_dict() == {(0, 17): 30.0, (18, -1): 70.0}
    kinds = data.wide("facilities", by="kind")
    assert kinds.loc["Ost", "daycare"] == 3
    assert math.isnan(kinds.loc["West", "daycare"])


def test_a_variable_that_is_not_there_names_those_that_are(data: DistrictData) -> None:
    with pytest.raises(
        SelectionError, match=r"Keine Zahlen zu „nationalities“\. Vorhanden sind: facilities, foreigners"
    ):
        data.wide("nationalities")
    with using("en"), pytest.raises(SelectionError, match="No figures on “nationalities”"):
        data.wide("nationalities")


def test_a_figure_leads_to_its_cell(data: DistrictData) -> None:
    (cell,) = data.where("Ost", "residents").to_dict("records")
    assert (cell["source"], cell["sheet"], cell["cell"], cell["value"]) == ("a", "S", "B8", 4336.0)
    (cell,) = data.where("West", "residents").to_dict("records")
    assert (cell["cell"], cell["text"], cell["status"]) == ("B9", ".", "suppressed")
    assert data.where("Nord", "residents").empty


def test_a_source_is_known_by_its_id(data: DistrictData) -> None:
    assert data.source("a").file == "a.xlsx"
    with pytest.raises(KeyError, match="b"):
        data.source("b")


def test_other_figures_leave_the_rest_as_it_is(data: DistrictData) -> None:
    other = data.with_observations(from_rows([]))
    assert len(other.observations) == 0
    assert other.districts is data.districts
    assert len(data.observations) == 6


def test_the_long_form_is_a_copy(data: DistrictData) -> None:
    frame = data.to_frame()
    frame["value"] = 0.0
    assert data.observations.frame.loc[0, "value"] == 4336.0


def test_a_notebook_shows_the_figures_escaped() -> None:
    rows = [{"district_id": "<b>", "variable": "residents", "value": 1}]
    html = DistrictData(pd.DataFrame({"name": ["<b>"]}, index=["<b>"]), from_rows(rows))._repr_html_()
    assert "&lt;b&gt;" in html
    assert "<b>" not in html


@pytest.mark.parametrize(
    ("row", "column", "cell"),
    [
        (8, 5, "E8"),
        (1, 1, "A1"),
        (3, 26, "Z3"),
        (3, 27, "AA3"),
        (1, 52, "AZ1"),
        (1, 703, "AAA1"),
        (0, 1, ""),
        (1, -1, ""),
    ],
)
def test_cells_are_named_as_a_spreadsheet_names_them(row: int, column: int, cell: str) -> None:
    assert cell_name(row, column) == cell
