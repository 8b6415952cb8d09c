from __future__ import annotations

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Paragraph
from districtanalysis.domain.finding import Finding
from districtanalysis.report.findings_page import findings_page

ERROR = Finding("negative_count", "error", "a.csv", "", "B2", "Ost", "residents", {"value": -5, "what": "Einwohner"})


def test_every_finding_says_where_what_usual_and_remedy():
    page = findings_page([ERROR], [SourceRecord("a", "a.csv", notes=("Trennzeichen Semikolon erkannt.",))], "Probe")
    (row,) = page.tables[0].rows
    shown = dict(zip((column.key for column in page.tables[0].columns), row, strict=True))
    assert (shown["severity"], shown["where"], shown["found"]) == ("Fehler", "a.csv, B2", "Einwohner: −5.")
    assert shown["usual"]
    assert shown["remedy"]
    assert page.tables[1].rows == (("a.csv", "Trennzeichen Semikolon erkannt."),)
    assert page.data["findings"][0]["severity"] == "error"
    assert page.subtitle == "Probe"


def test_nothing_found_is_said():
    page = findings_page([], [], "Probe")
    first = page.blocks[0]
    assert isinstance(first, Paragraph)
    assert first.text
    assert [table.key for table in page.tables] == ["sources"]
