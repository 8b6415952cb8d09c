import pytest
from matplotlib.figure import Figure

from districtanalysis.domain.data import SourceRecord
from districtanalysis.domain.display import Column, Table
from districtanalysis.errors import UsageError
from districtanalysis.report.caption import Caption, as_of, caption_of, remember, source_line, subtitle

TABLE = Table("ranking", "Passung", (Column("district", "Stadtteil"), Column("fit", "Passung", 1)), (("Ost", 81.5),))


def record(**more):
    return SourceRecord(**{"id": "a", "file": "a.csv", "publisher": "Stadt Ulm", **more})


def test_words_are_kept_with_their_axes():
    ax = Figure().add_subplot()
    caption = Caption("ranking", "Ost vorn", "1 Stadtteil", TABLE, ("Hinweis.",))
    remember(ax, caption)
    assert caption_of(ax) is caption
    with pytest.raises(UsageError, match="kein Bild"):
        caption_of(Figure().add_subplot())


def test_the_page_holds_table_and_text():
    page = Caption("ranking", "Ost vorn", "1 Stadtteil", TABLE, ("Hinweis.",)).page
    assert page.tables == (TABLE,)
    assert page.data["alternative"] == "Balkendiagramm: Ost vorn. 1 Stadtteil. Ost: Passung 81,5. Hinweis."


def test_several_tables_of_one_publisher_are_counted():
    line = source_line([record(date="2019-12-31", licence="CC0"), record(licence="CC0")])
    assert line == "Quellen: Stadt Ulm, 2 Tabellen, Stand 31.12.2019 und ohne Stichtag. Lizenz: CC0. Eigene Berechnung."


def test_many_publishers_are_cut():
    line = source_line([record(publisher=f"Stadt {i}", title="T") for i in range(5)])
    assert "2 weitere" in line


def test_a_common_date_is_named_and_different_ones_are_not():
    assert as_of([record(date="2019-12-31"), record()]) == "Stand 31.12.2019"
    assert as_of([record(date="2019-12-31"), record(date="2020-12-31")]) == ""
    assert as_of([record(date="Juni 2020")]) == "Stand Juni 2020"


def test_empty_parts_leave_no_dots():
    assert subtitle("a", "", "b") == "a · b"
