"""The result of recognising tables."""

from districtanalysis.domain.inspection import Claim, Inspection, Preview, TableClaim, sureness

TABLE = TableClaim(
    "Daten", "Titel", "wide", (1, 2), "A", "Stadtteil", (3, 4), areas=True, confidence=0.9,
    preview=Preview(("B",), (("Ost", "10"),), 2, 2),
)  # fmt: skip


def test_confidence_in_words():
    assert [sureness(value) for value in (0.8, 0.79, 0.5, 0.49, 0.0)] == [
        "sure",
        "likely",
        "likely",
        "unsure",
        "unsure",
    ]
    assert Claim("key", "Spalte A", 0.6, "Überschrift").sureness == "likely"


def test_one_row_per_table():
    frame = Inspection("a.xlsx", (TABLE,)).to_frame()
    assert frame.iloc[0].to_dict() == {
        "sheet": "Daten",
        "title": "Titel",
        "form": "wide",
        "header_rows": [1, 2],
        "key": "A",
        "first_row": 3,
        "last_row": 4,
        "areas": 2,
        "figures": 2,
        "confidence": 0.9,
    }
    assert "Daten" in Inspection("a.xlsx", (TABLE,))._repr_html_()
