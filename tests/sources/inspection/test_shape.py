"""Headers as layouts describe them."""

from districtanalysis.sources.inspection.blocks import find_blocks
from districtanalysis.sources.inspection.shape import explains, levels_of, shape_of

GROUPS = (
    ["Stadtteil", "Einwohner", "", "Ausländer", ""],
    ["", "insgesamt", "unter 18", "insgesamt", "unter 18"],
    ["Ost", 10, 2, 3, 1],
    ["West", 20, 4, 5, 2],
)


def made(window, *rows, last=False, merged=()):
    seen = window(*rows, merged=merged)
    block = find_blocks(seen)[0]
    headings = [" ".join(levels) for levels in levels_of(seen, block)]
    return shape_of(seen, block, headings, list(range(len(rows[0]))), last=last)


def test_joined_header_rows(window):
    shape = made(window, *GROUPS)
    assert shape.entries == {"header_rows": [1, 2]}
    assert shape.header.folded[2] == "einwohner unter 18"
    assert shape.pattern(4) == "^ausländer unter 18$"


def test_the_last_row_alone_where_it_is_asked_for(window):
    head = ["von", "1", "2", "3", "4", "5"]
    shape = made(window, head, *([str(row), 6, 7, 8, 9, 10] for row in range(1, 6)), last=True)
    assert shape.entries == {"header_rows": [1], "heading_row": 1}


def test_headings_that_repeat_get_the_letter_of_their_column(window):
    shape = made(window, ["Stadtteil", "Anzahl", "Anzahl"], ["Ost", 1, 2], ["West", 3, 4])
    assert shape.entries == {"begin": "^stadtteil$", "headings": ["Stadtteil", "Anzahl Spalte B", "Anzahl Spalte C"]}


def test_no_header_at_all(window):
    shape = made(window, ["01 Ost", 10, 11], ["02 West", 20, 21])
    assert shape.entries == {"headings": ["Spalte A", "Spalte B", "Spalte C"]}


def test_rows_that_only_explain(window):
    long_text = "Anzahl der Einwohnerinnen und Einwohner mit Hauptwohnung am 31.12."
    seen = window(["Stadtteil", "Einwohner"], ["", long_text], ["Ost", 10], ["West", 20])
    block = find_blocks(seen)[0]
    assert not explains(seen, block)  # one description is no row of them
    seen = window(["Stadtteil", "Einwohner", "Kinder"], ["", long_text, long_text], ["Ost", 10, 1], ["West", 20, 2])
    block = find_blocks(seen)[0]
    assert explains(seen, block)
    assert levels_of(seen, block)[1] == ("Einwohner",)


def test_merged_cells_are_filled(window):
    seen = window(*GROUPS, merged=((0, 1, 0, 2), (0, 3, 0, 4), (0, 0, 1, 0)))
    assert levels_of(seen, find_blocks(seen)[0])[4] == ("Ausländer", "unter 18")
