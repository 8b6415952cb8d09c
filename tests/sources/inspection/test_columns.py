"""The key column and the names beside it."""

from districtanalysis.sources.inspection.columns import said


def test_a_key_with_names_beside_it(found):
    table = found(["lfd. Nr.", "Schlüssel", "Name", "Zahl"], [1, "0101", "Ost", 10], [2, "0102", "West", 20])
    assert table.key.column.heading == "Schlüssel"
    assert table.key.name is not None
    assert table.key.name.heading == "Name"
    assert table.key.areas
    assert table.key.confidence >= 0.8
    assert any("Schlüssel" in reason for reason in table.key.evidence)


def test_names_alone(found):
    table = found(["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20])
    assert (table.key.column.heading, table.key.name) == ("Stadtteil", None)


def test_the_finer_of_two_areas(found):
    table = found(["Bezirk", "Stadtteil", "Zahl"], *([f"B{row // 3}", f"Teil {row}", row * 7 + 3] for row in range(9)))
    assert table.key.column.heading == "Stadtteil"


def test_the_areas_of_a_long_table_repeat(found):
    rows = [["001", "Ost"], ["002", "West"], ["003", "Nord"]]
    data = [[*area, year, kind, 10 * year] for kind in ("a", "b") for year in (2019, 2020) for area in rows]
    table = found(["raum_id", "raum", "jahr", "merkmal", "zahl"], *data)
    assert table.key.column.heading == "raum_id"
    assert table.key.name is not None


def test_key_and_name_in_one_cell_without_a_header(found):
    table = found(["01 Ost", 1234, 11], ["02 West", 2345, 21], ["03 Nord", 3456, 31])
    assert table.key.in_one
    assert table.key.column.place == 0
    assert table.key.confidence < 0.8


def test_names_of_features_are_no_areas(found):
    table = found(["Kennzahl", 2019, 2020], ["Einwohner", 10, 11], ["Geburten", 1, 2])
    assert not table.key.areas


def test_an_unknown_heading_is_unsure(found):
    assert found(["xy", "wert"], ["Alpha", 10], ["Beta", 20]).key.confidence < 0.5


def test_areas_named_once_for_several_rows_are_carried_down(found):
    table = found(
        ["Stadtteil", "Geschlecht", "Anzahl"], ["Ost", "m", 10], ["", "w", 11], ["West", "m", 20], ["", "w", 21]
    )
    assert table.key.column.carried
    assert [table.key.column.texts.name(row) for row in range(4)] == ["Ost", "Ost", "West", "West"]


def test_a_few_decimals_are_typing_errors_and_a_dot_before_three_digits_is_none(found):
    table = found(["Stadtteil", "a", "b"], *([f"T{row}", "1.234", "1,5"] for row in range(20)), ["T99", "12.5", "2,5"])
    assert [column.decimals for column in table.columns[1:]] == [False, True]


def test_reasons_are_said_once():
    assert said(["a", "b", "a"]) == "a; b"
