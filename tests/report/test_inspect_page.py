"""The page of an inspection."""

import datetime as dt
import tomllib

from districtanalysis.domain.inspection import Claim, ColumnClaim, Inspection, Preview, TableClaim
from districtanalysis.language import set_language
from districtanalysis.report.inspect_page import inspect_page, layout_toml, place_of
from districtanalysis.report.render import Style, render


def table(**more):
    columns = (
        ColumnClaim("A", "Stadtteil", "key", 0.9, ""),
        ColumnClaim("B", "unter 3", "figure", 0.9, "", variable="residents", age_from=0, age_to=2),
        ColumnClaim("C", "3 bis unter 6", "figure", 0.9, "", variable="residents", age_from=3, age_to=5),
        ColumnClaim("D", "65 u. ä.", "figure", 0.6, "", variable="residents", age_from=65, sex="male", date="2020"),
        ColumnClaim("E", "Hunde", "figure", 0.5, "", variable="published_count", kind="Hunde"),
        ColumnClaim("F", "Notiz", "unread", 0.7, ""),
    )
    given = {
        "sheet": "", "title": "Einwohner", "form": "wide", "header_rows": (2,), "key": "A", "key_heading": "Stadtteil",
        "rows": (3, 9), "areas": True, "confidence": 0.9, "claims": (Claim("key", "Spalte A", 0.9, "Überschrift"),),
        "columns": columns, "layout": {"name": "x", "date": {"cell": "A1"}, "column": [{"date": dt.date(2020, 12, 31)}]},
        "preview": Preview(("B", "E"), (("Ost", "10", "."),), 7, 28, 1, ("B5",), 4),
    }  # fmt: skip
    return TableClaim(**{**given, **more})


def shown(found, chosen=0, **more):
    return render(inspect_page(found, chosen, **more), "table", Style()).decode()


def test_neighbouring_columns_of_a_kind_share_a_line():
    text = shown(Inspection("a.csv", (table(),), ("Trennzeichen Semikolon erkannt.",)))
    assert "B–C" in text
    assert "unter 3 … 3 bis unter 6" in text
    assert "(2 Spalten)" in text
    assert "ab 65 Jahren," in text
    assert "männlich, Stand 2020" in text
    assert "keine bekannte Größe" in text
    assert "Eine Spalte nennt keine bekannte Größe" in text
    assert "Titel: Einwohner" in text
    assert "Trennzeichen Semikolon erkannt." in text


def test_the_preview_and_its_faults():
    text = shown(Inspection("a.csv", (table(),)))
    assert "Insgesamt 28 Zahlen für 7 Gebiete. 1 davon ohne Wert" in text
    assert "4 Zahlen aus Summen" in " ".join(text.split())
    assert "Nicht als Zahl lesbar: B5" in text


def test_what_is_unsure_is_said():
    assert "Nicht alles ist sicher erkannt" in shown(Inspection("a.csv", (table(confidence=0.6),)))
    assert "Nicht alles ist sicher erkannt" not in shown(Inspection("a.csv", (table(),)))
    text = shown(Inspection("a.csv", (table(refusal="Die Tabelle enthält keine Zahlen.", layout={}, preview=None),)))
    assert "Die Tabelle enthält keine Zahlen." in text


def test_several_tables_are_listed_first():
    second = table(sheet="Zwei", confidence=0.3)
    text = shown(Inspection("a.xlsx", (table(sheet="Eins"), second), skipped=("Leer",)), next_command="Weiter so.")
    assert text.index("Gefundene Tabellen") < text.index("Tabelle 1: Blatt „Eins“, Zeilen 2 bis 9")
    assert "unsicher" in text
    assert "Ohne erkennbare Tabelle: Leer." in text
    assert text.rstrip().endswith("Weiter so.")
    assert "Spalten" not in shown(Inspection("a.xlsx", (table(), second)), chosen=None)


def test_shipped_layouts_and_languages():
    found = Inspection("a.csv", (table(shipped=("berlin-ewr",)),))
    assert "„berlin-ewr“" in shown(found)
    set_language("en")
    assert "What stands where (rows 2 to 9)" in shown(found)


def test_data_for_programs():
    page = inspect_page(Inspection("a.csv", (table(),)), 0)
    text = render(page, "json", Style()).decode()
    assert '"sureness": "sure"' in text
    assert '"2020-12-31"' in text
    assert render(page, "csv", Style()).decode().count("\n") == 7


def test_the_layout_as_a_file():
    text = layout_toml("a.csv", table())
    assert text.startswith("# Vorschlag von „districtanalysis inspect a.csv“ (Zeilen 2 bis 9).")
    assert tomllib.loads(text)["column"] == [{"date": dt.date(2020, 12, 31)}]
    assert place_of(table(header_rows=())) == "Zeilen 3 bis 9"
