from districtanalysis.domain.display import Column, Table
from districtanalysis.language import using
from districtanalysis.report.alternative_text import alternative_text

COLUMNS = (Column("rank", "Rang"), Column("district", "Stadtteil"), Column("fit", "Passung", 1))


def table(count):
    return Table("t", "", COLUMNS, tuple((str(i), f"Ort {i}", float(i)) for i in range(1, count + 1)))


def test_few_rows_are_read_in_full_and_named_by_their_district():
    text = alternative_text("Balkendiagramm", "Ort 1 vorn", "2 Stadtteile", table(2), ("Quelle: Ulm.",))
    assert text == (
        "Balkendiagramm: Ort 1 vorn. 2 Stadtteile. Ort 1: Rang 1, Passung 1,0; Ort 2: Rang 2, Passung 2,0. Quelle: Ulm."
    )


def test_of_many_rows_the_ends_are_read_and_their_number():
    text = alternative_text("Karte", "T", "", table(542))
    assert "542 Zeilen. Zuerst: Ort 1" in text
    assert "Ort 542" in text
    assert "Ort 200" not in text


def test_missing_values_are_named_and_numbers_worded():
    rows = Table("t", "", COLUMNS, (("1", "Ost", None),))
    assert "Passung n. v." in alternative_text("Karte", "T", "", rows)
    with using("en"):
        assert "Passung 1.0" in alternative_text("Map", "T", "", table(1))


def test_nothing_to_read_is_no_fault():
    assert alternative_text("Karte", "T", "", Table("t", "", COLUMNS, ())) == "Karte: T."
