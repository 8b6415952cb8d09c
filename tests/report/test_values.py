"""Values as readers see them."""

import numpy as np
import pytest

from districtanalysis.domain.display import Column, Table
from districtanalysis.language import using
from districtanalysis.report.values import cells, drawn, native, row_header

FIT = Column("fit", "Passung", 1)
NAME = Column("name", "Stadtteil")


@pytest.mark.parametrize(
    ("value", "column", "mark", "expected"),
    [
        (81.4815, FIT, "", "81,5"),
        (4336, Column("n", "n", 0), "", "4\u00a0336"),
        (46, Column("n", "n", 0), "mind.", "mind.\u00a046"),
        (30.86, Column("n", "n", 2), "*", "30,86\u00a0*"),
        (None, FIT, "", "n. v."),
        (float("nan"), FIT, "", "n. v."),
        (float("inf"), FIT, "", "n. v."),
        ("", NAME, "", "–"),
        ("Oststadt", NAME, "", "Oststadt"),
        (True, NAME, "", "ja"),
        (2.5, NAME, "", "2,5"),
    ],
)
def test_drawn(value, column, mark, expected):
    assert drawn(value, column, mark) == expected


def test_english_notation():
    with using("en"):
        assert drawn(4336.25, FIT) == "4,336.2"
        assert drawn(None, FIT) == "n/a"


def test_values_of_numpy_are_values():
    table = Table("t", "", (FIT, NAME), ((np.float64(81.4815), "x"), (np.int64(3), "y"), (np.float32("nan"), "z")))
    assert list(cells(table)) == [("81,5", "x"), ("3,0", "y"), ("n. v.", "z")]
    assert native(np.bool_(True)) is True


def test_the_name_column_names_the_rows():
    assert row_header(Table("t", "", (FIT, NAME), ())) == 1
    assert row_header(Table("t", "", (FIT,), ())) == 0
