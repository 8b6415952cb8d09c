from __future__ import annotations

from districtanalysis.domain.data import SourceRecord
from districtanalysis.report.sources_note import sources_note


def test_publisher_date_concept_and_licence_stand_under_every_output():
    first = SourceRecord("a", "a.csv", "Stadtteile", "Amt", "2019-12-31", "main_residence", "dl-de/by-2-0")
    second = SourceRecord("b", "b.csv", publisher="Büro", licence="frei")
    table = sources_note([first, second])
    assert table.rows == (
        ("Amt", "Stadtteile", "a.csv", "31.12.2019", "Hauptwohnsitz", "dl-de/by-2-0"),
        ("Büro", "b.csv", "b.csv", "nicht angegeben", "nicht angegeben", "frei"),
    )
    assert table.note == "Eigene Berechnung; Daten verändert: nein."
