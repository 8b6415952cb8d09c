"""CSV that Excel opens and does not run."""

import csv
import io

import numpy as np
import pytest

from districtanalysis.domain.display import Column, Page, Table
from districtanalysis.errors import UsageError
from districtanalysis.report.csv_ import harmless, render
from districtanalysis.report.render import Style


def test_german(page):
    assert (
        render(page, Style())
        == (
            "\ufeffrank;name;fit;nationalities;nationalities_mark;hint\r\n"
            "1;Oststadt;81,4815;86;–;a\r\n"
            "2;'=cmd|' /C calc'!A0;n. v.;46;mind.;–\r\n"
        ).encode()
    )


@pytest.mark.usefixtures("english")
def test_english(page):
    assert b"1,Oststadt,81.4815,86" in render(page, Style())


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝"])
def test_formulas_are_neutralised_and_numbers_stay(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"
    columns = (Column("a", "a"), Column("b", "b", 1))
    data = render(Page("T", (Table("t", "", columns, ((f"{start}1", -1.5),)),)), Style()).decode("utf-8-sig")
    row = list(csv.reader(io.StringIO(data, newline=""), delimiter=";"))[1]
    assert row == [f"'{start}1", "-1,5"]


def test_figures_keep_all_digits():
    columns = tuple(Column(key, key, 1) for key in "abcd")
    row = (1 / 3, np.float64(0.1), np.int64(7), 1e-7)
    data = render(Page("T", (Table("t", "", columns, (row,)),)), Style()).decode("utf-8-sig")
    assert data.splitlines()[1] == "0,3333333333333333;0,1;7;1e-07"


def test_whole_numbers_have_no_decimals():
    data = render(Page("T", (Table("t", "", (Column("n", "n", 0),), ((4336.0,),)),)), Style())
    assert data.endswith(b"4336\r\n")


def test_page_without_table_is_refused():
    with pytest.raises(UsageError, match="keine Tabelle"):
        render(Page("T", ()), Style())
