"""Dates above a table and in the name of its file."""

import pytest

from districtanalysis.sources.inspection.blocks import find_blocks
from districtanalysis.sources.inspection.draft_date import date_cells, printed_date

DATA = (["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20])


def test_a_date_in_the_title(window):
    seen = window(["Einwohner am 30.06.2023"], *DATA)
    block = find_blocks(seen)[0]
    assert list(date_cells(seen, block)) == [("A1", "30.06.2023")]
    assert printed_date(seen, block, "a.csv") == ("30.06.2023", "in Zelle A1")


def test_a_month_in_words_is_not_taken_for_the_whole_year(window):
    seen = window(["Population, June 2022"], *DATA)
    assert printed_date(seen, find_blocks(seen)[0], "a.csv")[0] == ""


@pytest.mark.parametrize("printed", ["30 June 2022", "30. Juni 2022", "1 Sept. 2021", "30.06.2022"])
def test_a_day_with_its_month_in_words_is_a_date(window, printed):
    seen = window([f"Population, {printed}"], *DATA)
    assert printed_date(seen, find_blocks(seen)[0], "a.csv") == (printed, "in Zelle A1")


def test_two_years_are_no_date(window):
    seen = window(["Einwohner 2011 bis 2021"], *DATA)
    block = find_blocks(seen)[0]
    assert printed_date(seen, block, "einwohner_2011_2021.csv")[0] == ""
    assert printed_date(seen, block, "einwohner_2021.csv") == ("2021", "im Dateinamen")
