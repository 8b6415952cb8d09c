"""The workbook to fill in, by itself; filling, reading and ranking it is tested end to end."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pandas as pd

from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.observations import from_rows
from districtanalysis.report.study_template import study_template
from districtanalysis.scoring.plan import read_recipe

HEAD = {"title": "Probe", "purpose": "Zweck", "city": "Ort"}
CRITERIA = read_recipe("three-criteria", Path()).criteria


def book(data: DistrictData | None = None, **source: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(study_template(HEAD, CRITERIA, data, source)))


def figures(*rows: dict[str, object]) -> DistrictData:
    names = list(dict.fromkeys(str(row["district_id"]) for row in rows))
    index = pd.Index(names, name="district_id")
    return DistrictData(pd.DataFrame({"name": names, "level": "district", "group": ""}, index=index), from_rows(rows))


def test_the_same_input_gives_the_same_bytes():
    assert study_template(HEAD, CRITERIA) == study_template(HEAD, CRITERIA)


def test_the_weights_are_those_of_the_recipe():
    rows = list(book()["Gewichte"].values)
    assert rows[1][:8] == (
        "Bevölkerungsstruktur",
        1,
        "refugees_in_care_per_1000",
        "Geflüchtete in Betreuung je 1 000 Einw.",
        "mehr",
        2,
        0,
        40,
    )
    assert len(rows) == 1 + 8
    assert all(row[8] for row in rows)


def test_every_heading_has_a_help_text():
    for sheet in book().worksheets[1:]:
        assert all(cell.comment is not None for cell in sheet[1])


def test_figures_keep_what_their_source_says():
    ost = {"district_id": "Ost"}
    data = figures(
        {**ost, "variable": "residents", "value": 4336},
        {**ost, "variable": "residents", "value": 700, "age_from": 0, "age_to": 17},
        {**ost, "variable": "nationalities", "value": 54, "qualifier": "at_least", "text": "mind. 54"},
        {**ost, "variable": "refugees_in_care", "status": "suppressed", "text": "."},
        {**ost, "variable": "generation_situation", "value": 2, "text": "im Umbruch"},
        {**ost, "variable": "facilities", "kind": "sport", "qualifier": "present", "text": "Vereine"},
        {**ost, "variable": "facilities", "kind": "Eisbahn", "value": 1},
        {**ost, "variable": "programme_frame", "value": 1, "text": "bis 2018"},
    )
    filled = book(data)
    (row,) = list(filled["Stadtteile"].values)[1:]
    assert row == ("Ost", 4336, None, ".", "mind. 54", "2 – Generationenumbruch läuft")
    assert list(filled["Einrichtungen"].values)[1:] == [
        ("Ost", "Sportangebot", "vorhanden", "Vereine"),
        ("Ost", "Eisbahn", 1, None),
    ]
    assert list(filled["Engagement"].values)[1:] == [("Ost", "Förderrahmen", 1, "bis 2018")]


def test_a_figure_printed_twice_is_left_to_the_reader():
    two = [{"district_id": "Ost", "variable": "residents", "value": value, "source": str(value)} for value in (1, 2)]
    assert list(book(figures(*two))["Stadtteile"].values)[1][:2] == ("Ost", None)


def test_names_that_read_like_formulas_are_texts():
    data = figures({"district_id": "=1+1", "variable": "residents", "value": 5})
    cell = book(data)["Stadtteile"]["A2"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_the_source_of_the_figures_stands_on_the_first_sheet():
    sheet = book(publisher="Amt", date="2023-12-31", population_concept="main_residence", licence="frei")["Studie"]
    entries = {row[0]: row[1] for row in sheet.values}
    assert entries["Bevölkerungsbegriff"] == "Hauptwohnsitz"
    assert entries["Stichtag (TT.MM.JJJJ)"].date().isoformat() == "2023-12-31"
    assert book(date="not_stated")["Studie"]["B6"].value == "nicht angegeben"
