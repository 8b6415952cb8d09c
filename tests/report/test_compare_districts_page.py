"""Districts beside each other where one lacks what the other has."""

from districtanalysis.domain.district_profile import DistrictProfile, Facility, KeyFigure, Step
from districtanalysis.report.compare_districts_page import compare_page, facilities_beside, figures_beside

OST = DistrictProfile(
    "ost",
    "Oststadt",
    "",
    (KeyFigure("n", "Nationalitäten", 54, 0, qualifier="at_least"), KeyFigure("s", "Anteil", 30.0)),
    2,
    (Facility("youth", "Jugendeinrichtung", float("nan"), ("Treff",)),),
    (Step("engagement_structure", "Engagementstruktur", 2, "Angebote", ("Treff",)),),
    (("Lage", "Tal"),),
)
WEST = DistrictProfile("west", "Weststadt", "", (KeyFigure("n", "Nationalitäten", 40, 0),), 2)


def test_what_one_lacks_is_said():
    table = figures_beside([OST, WEST])
    assert table.rows == (("Nationalitäten", 54, 40, "–"), ("Anteil", 30.0, None, "–"))
    assert table.marks == {(0, "ost"): "mind."}
    assert facilities_beside([OST, WEST]).rows == (("Jugendeinrichtung", "vorhanden", "nicht genannt"),)


def test_texts_stand_beside_each_other():
    page = compare_page([OST, WEST])
    steps = next(table for table in page.tables if table.key == "steps")
    assert steps.rows == (("Engagementstruktur", "2 – Angebote (Treff)", ""),)
    assert page.title == "Stadtteile im Vergleich: Oststadt und Weststadt"
