"""Lists of facilities and evidence."""

import pytest

from districtanalysis.domain.study import Source
from districtanalysis.sources.inspection.lists import find_list
from districtanalysis.sources.inspection.opened import open_sheets

SOURCE = Source(id="x", file="a", publisher="", date="not_stated", population_concept="not_stated", licence="")


def listed(path, text):
    path.write_text(text, encoding="utf-8")
    (opened,) = open_sheets(path, SOURCE)
    return find_list(opened, path, SOURCE)


@pytest.mark.parametrize(
    "text, roles",
    [
        ("Stadtteil;Art;Anzahl;Name\nOst;Kita;2;A\nOst;Schule;;B\nWest;Kita;1;C\n", ["key", "named", "value", "evidence"]),
        ("Stadtteil;Art;Bezeichnung\nOst;Kita;A\nWest;Schule;B\n", ["key", "named", "evidence"]),
        ("Stadtteil;Merkmal;Stufe;Beleg\nOst;Engagement;2;A\nWest;Engagement;1;B\n", ["key", "named", "value", "evidence"]),
    ],
)  # fmt: skip
def test_lists_are_known_by_their_headings(tmp_path, text, roles):
    table = listed(tmp_path / "liste.csv", text)
    assert (table.form, table.header_rows, table.key) == ("long", (1,), "A")
    assert [claim.role for claim in table.columns] == roles
    assert table.rows == (2, text.count("\n"))
    assert table.preview.areas == 2
    assert table.confidence >= 0.8


def test_another_table_is_no_list(tmp_path):
    assert listed(tmp_path / "a.csv", "Stadtteil;Einwohner\nOst;1\nWest;2\n") is None
