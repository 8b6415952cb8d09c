"""The letter: open places in brackets, bands and kinds in words."""

from districtanalysis.domain.request import DataRequest, RequestItem, Wishes
from districtanalysis.language import using
from districtanalysis.report.render import FORMATS, render
from districtanalysis.report.request_page import request_page

ITEMS = (
    RequestItem("residents", bands=((0, 17), (65, -1)), by_sex=True, needed_for=("old_age_quotient",)),
    RequestItem("foreigners", by_origin=True, needed_for=("foreign_share",), there="partly"),
    RequestItem("facilities", kinds=("daycare",), needed_for=("daycare_per_1000",), there="all"),
    RequestItem("households", needed_for=("foreign_share",)),
    RequestItem("residents", bands=tuple((age, age) for age in range(20)), needed_for=("foreign_share",)),
)


def letter(**wishes):
    return request_page(DataRequest("Ulm", "Studie", "Zweck", ITEMS, {"01": "Mitte"}, wishes=Wishes(**wishes)))


def test_the_table_of_what_is_needed():
    rows = letter().tables[0].rows
    assert rows[0][3] == (
        "Altersgruppen 0 bis 17 Jahre und 65 Jahre und älter, beide Grenzen eingeschlossen; einzelne Altersjahre sind "
        "ebenso willkommen; nach Geschlecht"
    )
    assert rows[1][3] == "nach Staatsangehörigkeit, einschließlich staatenlos und ungeklärt"
    assert rows[2][3] == "nach Art: Kindertagesstätte"
    assert rows[3][2:] == ("bitte mit der bei Ihnen gebräuchlichen Definition", "insgesamt")
    assert rows[4][3] == "nach einzelnen Altersjahren"
    flat = letter().flat
    assert flat is not None
    assert [row[-1] for row in flat.rows] == ["nein", "teilweise", "ja, bitte aktuell", "nein", "nein"]


def test_what_is_not_known_stays_open():
    text = render(letter(reply_by="2026-09-30", area_version="Stadtteile 2021"), "md").decode()
    assert "30.09.2026" in text
    assert "Stadtteile 2021" in text
    assert "der jüngste, zu dem alle Angaben vorliegen" in text
    assert "Statistikstelle: Ulm" in text
    assert "ein Gebiet" in text


def test_every_format_and_language():
    for language in ("de", "en"):
        with using(language):
            for key in FORMATS:
                assert render(letter(), key), key
