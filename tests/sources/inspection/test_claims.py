"""What was recognised, in sentences."""

from districtanalysis.sources.inspection.claims import claims_of, column_claims, header_claim
from districtanalysis.sources.inspection.signs import SignsSeen

PLAIN = SignsSeen("plain", 0.6, ())


def said(table, context="", file="a.csv"):
    return {claim.what: claim for claim in claims_of(table.recognised(context, file), PLAIN)}


def test_every_claim_has_its_evidence(found):
    claims = said(
        found(["Einwohner am 31.12.2023"], ["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20], ["Insgesamt", 30])
    )
    assert claims["header"].found == "Zeile 2"
    assert "Titel in Zeile 1" in claims["header"].evidence
    assert claims["key"].found == "Spalte A „Stadtteil“"
    assert claims["rows"].found == "Zeilen 3 bis 4: 2 Gebiete"
    assert claims["totals"].found == "Zeile 5 „Insgesamt“"
    assert claims["totals"].evidence == "Summe von 2 Zeilen, nachgerechnet"
    assert claims["dates"].found == "31.12.2023"
    assert all(claim.evidence for claim in claims.values())


def test_no_header_and_no_date_are_said(found):
    claims = said(found(["01 Ost", 10, 11], ["02 West", 20, 21]))
    assert claims["header"].found == "keine Kopfzeile"
    assert claims["dates"].sureness == "unsure"


def test_levels_sections_and_notes(found):
    claims = said(
        found(
            ["Gebiet", "Einwohner"], ["Stadt", 1000], ["Nord", 400], ["a", 150], ["b", 250], ["Süd", 600], ["c", 200],
            ["d", 400], ["Quelle: Stadt"],
        )
    )  # fmt: skip
    assert claims["levels"].found == "obere Ebene mit 2 Gebieten: „Nord“ und „Süd“; „Stadt“ ist das Ganze"
    assert claims["notes"].found == "Zeile 9"


def test_columns_with_and_without_a_date(found):
    table = found(["Stadtteil", 2019, 2020, "gesamt"], ["Ost", 10, 11, 12], ["West", 20, 21, 22])
    assert "ohne Stichtag: Spalte D" in said(table, "residents")["dates"].evidence


def test_columns_from_left_to_right(found):
    table = found(["Schlüssel", "Name", "Einwohner", "Hunde"], ["01", "Ost", 10, 1], ["02", "West", 20, 2])
    claims = list(column_claims(table.recognised()))
    assert [(claim.letter, claim.role, claim.variable) for claim in claims] == [
        ("A", "key", ""),
        ("B", "name", ""),
        ("C", "figure", "residents"),
        ("D", "figure", "published_count"),
    ]
    assert claims[3].kind == "Hunde"
    assert header_claim(table.recognised()).sureness == "sure"
