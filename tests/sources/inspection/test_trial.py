"""Layouts are tried before they are proposed."""

from districtanalysis.domain.study import Source
from districtanalysis.sources.cells import GridCells
from districtanalysis.sources.grid import Grid
from districtanalysis.sources.inspection.trial import try_layout

SOURCE = Source(id="x", file="a.csv", publisher="", date="not_stated", population_concept="not_stated", licence="")
CELLS = GridCells(Grid("a.csv", "", (("Stadtteil", "Einwohner"), ("Ost", 10), ("West", "."), ("Süd", "1.3066"))))
LAYOUT = {
    "name": "x",
    "header_rows": [1],
    "key": "^stadtteil$",
    "column": [{"heading": "^einwohner$", "variable": "residents"}],
}


def test_what_a_layout_reads():
    layout, preview, reason = try_layout(CELLS, LAYOUT, SOURCE, [0])
    assert (layout is not None, reason) == (True, "")
    assert preview.letters == ("B",)
    assert preview.rows == (("Ost", "10"), ("West", "."), ("Süd", "1.3066"))
    assert (preview.areas, preview.figures, preview.without_value, preview.unreadable) == (3, 3, 1, ("B4",))


def test_a_layout_that_reads_nothing_says_why():
    layout, preview, reason = try_layout(CELLS, {**LAYOUT, "key": "^gebiet$"}, SOURCE, [0])
    assert (layout, preview) == (None, None)
    assert "gebiet" in reason
