from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from districtanalysis.domain.study import Source
from districtanalysis.errors import LayoutError
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Cell, Grid, pad
from districtanalysis.sources.layout import Layout
from districtanalysis.sources.table import ReadTable, read_table

RESIDENTS = {"heading": "^einwohner", "variable": "residents"}


def source(**more: object) -> Source:
    return Source.model_validate(
        {
            "id": "t",
            "file": "t.csv",
            "publisher": "",
            "date": "not_stated",
            "population_concept": "not_stated",
            "licence": "",
            **more,
        }
    )


def read(rows: Sequence[Sequence[Cell]], first_row: int = 1, **layout: object) -> ReadTable:
    shape = Layout.model_validate({"name": "t", "key": "^stadtteil", **layout})
    return read_table(GridCells(Grid("t.xlsx", "Blatt", pad(rows), first_row=first_row)), shape, source())


def found(table: ReadTable, *columns: str) -> list[tuple[object, ...]]:
    frame = table.figures.frame
    return [
        tuple(None if value != value else value for value in row)  # noqa: PLR0124  NaN differs from itself
        for row in frame[list(columns)].astype(object).itertuples(index=False, name=None)
    ]


def test_four_header_rows_with_merged_cells_and_units() -> None:
    rows = [
        ["Stadtteil", "Bevölkerung", None, None, None],
        [None, "Einwohner", None, "Ausländer", None],
        [None, "männlich", "weiblich", "Anzahl", "Anteil"],
        [None, "Personen", "Personen", "Personen", "%"],
        ["Ost", 10, 12, 5, "22,7"],
    ]
    table = read(
        rows,
        header_rows=[1, 2, 3, 4],
        column=[
            {"heading": "einwohner (?P<sex>männlich|weiblich)", "variable": "residents"},
            {"heading": "ausländer anzahl", "variable": "foreigners"},
            {"heading": "ausländer anteil %$", "variable": "foreign_share_printed"},
        ],
    )
    assert found(table, "variable", "sex", "value", "decimals", "row", "column") == [
        ("residents", "male", 10.0, 0, 5, 2),
        ("residents", "female", 12.0, 0, 5, 3),
        ("foreigners", None, 5.0, 0, 5, 4),
        ("foreign_share_printed", None, 22.7, 1, 5, 5),
    ]
    assert table.headings[0].text == "Bevölkerung Einwohner männlich Personen"
    assert table.headings[0].cell == "B4"


@pytest.mark.parametrize("total", ["Insgesamt", "Summe", "Stadt gesamt", "Total", "Zusammen"])
def test_totals_are_for_checks_only(total: str) -> None:
    rows = [["Stadtteil", "Einwohner"], ["Ost", 3], ["West", 4], [total, 7]]
    table = read(rows, header_rows=[1], column=[RESIDENTS])
    assert found(table, "district_id", "value") == [("Ost", 3.0), ("West", 4.0)]
    assert table.totals.frame["value"].tolist() == [7.0]
    assert list(table.names) == ["Ost", "West"]


def test_section_rows_name_the_group_or_a_dimension() -> None:
    rows = [["Stadtteil", "Einwohner"], ["männlich", None], ["Ost", 3], ["weiblich", None], ["Ost", 4]]
    as_group = read(rows, header_rows=[1], column=[RESIDENTS], sections=True)
    assert as_group.groups == {"Ost": "männlich"}
    assert as_group.twice == [("Ost", "A5")]
    as_sex = read(rows, header_rows=[1], column=[RESIDENTS], sections="sex")
    assert found(as_sex, "district_id", "sex", "value") == [("Ost", "male", 3.0), ("Ost", "female", 4.0)]
    assert not as_sex.twice


def test_notes_end_the_table_and_are_kept() -> None:
    rows = [["Stadtteil", "Einwohner"], ["Ost", 3], [None, None], ["Quelle: Stadt", None], ["West", 9]]
    table = read(rows, header_rows=[1], column=[RESIDENTS])
    assert found(table, "district_id") == [("Ost",)]
    assert table.footnotes == ["Quelle: Stadt", "West 9"]


def test_several_tables_on_one_sheet() -> None:
    rows = [
        ["Tabelle 1: Einwohner", None],
        ["Stadtteil", "Anzahl"],
        ["Ost", 3],
        [None, None],
        ["Tabelle 2: Ausländer", None],
        ["Stadtteil", "Anzahl"],
        ["Ost", 1],
    ]
    shape = {"header_rows": [2], "ends_at_blank": True}
    first = read(rows, begin="^tabelle 1", column=[{"heading": "anzahl", "variable": "residents"}], **shape)
    second = read(rows, begin="^tabelle 2", column=[{"heading": "anzahl", "variable": "foreigners"}], **shape)
    assert found(first, "value", "row") == [(3.0, 3)]
    assert found(second, "value", "row") == [(1.0, 7)]


def test_years_in_headings_and_figures_in_thousands() -> None:
    rows = [["Stadtteil", "2019", "2020 (Tsd.)"], ["Ost", 3100, "3,2"]]
    table = read(
        rows,
        header_rows=[1],
        column=[
            {"heading": r"^(?P<date>\d{4})$", "variable": "residents"},
            {"heading": r"^(?P<date>\d{4}) \(tsd", "variable": "residents", "factor": 1000},
        ],
    )
    assert found(table, "date", "value", "decimals") == [("2019-12-31", 3100.0, 0), ("2020-12-31", 3200.0, -1)]


def test_blank_repeated_keys_are_filled_from_above() -> None:
    rows = [["Stadtteil", "Art", "Einwohner"], ["Ost", "Kita", 3], [None, "Schule", 1]]
    table = read(rows, header_rows=[1], fill_down=True, dimension={"kind": "^art"}, column=[RESIDENTS])
    assert found(table, "district_id", "kind", "value") == [("Ost", "Kita", 3.0), ("Ost", "Schule", 1.0)]


def test_a_header_is_found_by_what_it_says_wherever_it_stands() -> None:
    for above in range(4):
        rows = [*([["Titel", None]] * above), ["Stadtteil", "Einwohner"], ["Ost", 3]]
        table = read(rows, header={"row": "einwohner"}, column=[RESIDENTS], first_row=5)
        assert found(table, "value", "row") == [(3.0, above + 6)]


def test_tables_without_header_take_their_headings_from_the_layout() -> None:
    table = read(
        [["01 Ost", 3]],
        headings=["stadtteil", "einwohner"],
        key_pattern="^(?P<key>.. )?(?P<name>.*)$",
        column=[RESIDENTS],
    )
    assert found(table, "value", "row", "column") == [(3.0, 1, 2)]
    assert table.areas[0].name == "Ost"


def test_dates_from_a_cell_a_column_a_heading_and_the_name_of_the_file() -> None:
    rows = [["Stand: 30. Juni 2020", None, None], ["Stadtteil", "Jahr", "Einwohner 2018"], ["Ost", 2019, 3]]
    column = [RESIDENTS]
    days = [
        read(rows, header_rows=[2], column=column, date={"cell": "A1"}),
        read(rows, header_rows=[2], column=column, date={"column": "^jahr"}),
        read(rows, header_rows=[2], column=column, date={"heading": "^einwohner", "day": "06-30"}),
    ]
    assert [found(table, "date") for table in days] == [[("2020-06-30",)], [("2019-12-31",)], [("2018-06-30",)]]
    named = Layout.model_validate(
        {"name": "t", "key": "^stadtteil", "header_rows": [2], "column": column, "date": {"file": True}}
    )
    table = read_table(GridCells(Grid("ew_2017.csv", "", pad(rows))), named, source())
    assert table.date == dt.date(2017, 12, 31)


def test_columns_that_nobody_asked_for_are_named() -> None:
    rows = [["Stadtteil", "Einwohner", "Lage", "Nr"], ["Ost", 3, "am Fluss", 1]]
    table = read(rows, header_rows=[1], column=[RESIDENTS], not_read=["^nr$"])
    assert table.notes == ["Eine Spalte wird nicht gelesen: „Lage“."]


@pytest.mark.parametrize(
    ("layout", "says"),
    [
        ({"header_rows": [9], "column": [RESIDENTS]}, "Zeile 9"),
        ({"header_rows": [1], "column": [{"heading": "^fläche", "variable": "area_km2"}]}, "Fläche"),
        ({"header_rows": [1], "key": "^gebiet", "column": [RESIDENTS]}, "gebiet"),
        ({"header_rows": [1], "begin": "^tabelle 3", "column": [RESIDENTS]}, "tabelle 3"),
        ({"header": {"row": "kopf"}, "column": [RESIDENTS]}, "kopf"),
        ({"header_rows": [2], "column": [{"heading": "3", "variable": "residents"}], "key": "ost"}, "keine Zeile"),
        ({"header_rows": [1], "column": [RESIDENTS], "date": {"cell": "A1"}}, "Stichtag"),
    ],
)
def test_what_is_not_there_is_named_with_its_place(layout: dict[str, object], says: str) -> None:
    with pytest.raises(LayoutError, match=says) as error:
        read([["Stadtteil", "Einwohner"], ["Ost", 3]], **layout)
    assert "t.xlsx" in str(error.value)


def test_rows_with_nothing_but_zeros_can_mean_missing() -> None:
    rows = [["Stadtteil", "S1", "S2", "Einwohner"], ["Ost", 0, 0, 12], ["West", 0, 3, 9]]
    columns = [{"heading": r"^(?P<kind>s\d)$", "variable": "monitoring_share"}, RESIDENTS]
    table = read(rows, header_rows=[1], column=columns, missing_if_all_zero=[r"^s\d"], signs="plain")
    assert found(table, "district_id", "kind", "value", "status") == [
        ("Ost", "s1", None, "not_available"),
        ("West", "s1", 0.0, "exact_zero"),
        ("Ost", "s2", None, "not_available"),
        ("West", "s2", 3.0, "exact"),
        ("Ost", None, 12.0, "exact"),
        ("West", None, 9.0, "exact"),
    ]
