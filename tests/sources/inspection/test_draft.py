"""The content of a layout."""

from districtanalysis.sources.inspection.draft import draft


def content(found, *rows, context="", last=False, merged=()):
    table = found(*rows, merged=merged)
    known = table.recognised(context)
    return draft(known, table.shape(known, last=last), "probe")


def test_a_plain_table(found):
    assert content(found, ["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20]) == {
        "schema_version": 1,
        "name": "probe",
        "header_rows": [1],
        "key": "^stadtteil$",
        "signs": "plain",
        "column": [{"heading": "^einwohner$", "variable": "residents"}],
    }


def test_keys_on_two_levels(found):
    made = content(
        found, ["Schlüssel", "Einwohner"], ["01", 5], ["02", 7], ["0101", 2], ["0102", 3], ["0201", 6], ["0202", 1]
    )
    assert made["width"] == [2, 4]
    assert [(level["key"], level.get("parent")) for level in made["level"]] == [(r"^\d{2}$", None), (r"^\d{4}$", 2)]


def test_upper_areas_by_name(found):
    made = content(
        found, ["Gebiet", "Einwohner"], ["Stadt", 1000], ["Nord", 400], ["a", 150], ["b", 250], ["Süd", 600],
        ["c", 200], ["d", 400],
    )  # fmt: skip
    assert [level.get("key") for level in made["level"]] == ["^(Stadt)$", "^(Nord|Süd)$", None]


def test_sections_notes_and_totals(found):
    made = content(
        found, ["Stadtteil", "insgesamt"], ["männlich"], ["Ost", 10], ["weiblich"], ["Ost", 11],
        ["Ort zusammen", 21], context="residents",
    )  # fmt: skip
    assert made["sections"] == "sex"
    assert "^ort zusammen$" in made["totals"]


def test_a_matrix_of_moves(found):
    head = ["von Bezirk", "1", "2", "3", "4", "5", "zusammen"]
    made = content(
        found, head, *([str(row), 1, 2, 3, 4, 5, 15] for row in range(1, 6)), context="moves_within_city", last=True
    )
    assert made["matrix"] == {
        "variable": "moves_within_city",
        "heading": r"^\d{1,3}$",
        "total": "^zusammen$",
        "rows": "from",
    }


def test_rows_of_ages_are_about_one_area(found):
    made = content(
        found, ["Altersgruppe", 2019, 2020], ["unter 18", 1, 2], ["18 bis unter 65", 3, 4], ["65 u. ä.", 5, 6]
    )
    assert made["dimension"] == {"age": "^altersgruppe$"}
    assert made["area"] == "Gesamtgebiet"
