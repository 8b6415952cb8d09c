"""``compare-districts`` of the shipped town."""

from __future__ import annotations

import pytest

from districtanalysis.datasets import town
from districtanalysis.errors import UsageError
from districtanalysis.pipeline.compare_districts import run


def test_districts_stand_beside_each_other_in_the_order_given():
    page = run(town(), ["Mittelrain", "Oststadt"]).page
    assert page is not None
    figures = next(table for table in page.tables if table.key == "figures")
    assert [column.label for column in figures.columns][1:3] == ["Mittelrain", "Oststadt"]
    assert figures.rows[0][1:4] == (3715, 4336, 11745)
    fit = next(table for table in page.tables if table.key == "fit")
    assert fit.rows[0] == ("Rang", "2", "1")


@pytest.mark.parametrize("names", [["Oststadt"], ["Oststadt"] * 5, ["Oststadt", "ost"]])
def test_two_to_four_different_districts(names: list[str]):
    with pytest.raises(UsageError):
        run(town(), names)
