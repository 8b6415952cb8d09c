"""Tables side by side are told from one table with an empty column."""

from districtanalysis.sources.inspection.beside import side_by_side

ROWS = (("Ost", 10, "", "West", 2), ("West", 20, "", "Ost", 1), ("Süd", 30, "", "Süd", 3))


def places(found, *table):
    return [[column.place for column in part] for part in side_by_side(found(*map(list, table)).columns)]


def test_an_empty_column_before_names_of_areas_parts_two_tables(found):
    assert places(found, ("Stadtteil", "Einwohner", "", "Stadtteil", "Ausländer"), *ROWS) == [[0, 1], [3, 4]]


def test_what_is_no_table_of_its_own_stays(found):
    assert places(found, ("Stadtteil", "Einwohner", "", "Bemerkung", "Ausländer"), *ROWS) == [[0, 1, 3, 4]]
    close = [tuple(row[:2] + row[3:]) for row in ROWS]
    assert places(found, ("Stadtteil", "Einwohner", "Bezirk", "Ausländer"), *close) == [[0, 1, 2, 3]]
    alone = [row[:4] for row in ROWS]
    assert places(found, ("Stadtteil", "Einwohner", "", "Stadtteil"), *alone) == [[0, 1, 3]]
