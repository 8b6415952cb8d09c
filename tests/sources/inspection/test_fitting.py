"""Shipped layouts that fit."""

import pytest

from districtanalysis.sources.inspection.examine import inspect_file


@pytest.mark.parametrize(
    "file, layout",
    [
        ("berlin/ewr/EWRMIGRA201812H_Matrix.csv", "berlin-ewr"),
        ("berlin/mss/mss-2017-00-2-3.csv", "berlin-mss"),
        ("flensburg/tab_5_einwohner_in_stadtteilen_2021_nach_altersgruppen.csv", "flensburg-altersgruppen"),
        ("hamburg/Daten_fuer_die_Stadtteilprofile_2014.xlsx", "hamburg-stadtteilprofile"),
        ("muenchen/jt240142.xlsx", "muenchen-umzuege"),
    ],
)
def test_the_layout_of_its_own_table(reference, file, layout):
    (table,) = inspect_file(reference / file).tables
    assert layout in table.shipped


def test_no_layout_for_a_table_of_somebody_else(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Stadtteil;Einwohner;Hunde\nOst;10;1\nWest;20;2\n", encoding="utf-8")
    assert inspect_file(path).tables[0].shipped == ()
