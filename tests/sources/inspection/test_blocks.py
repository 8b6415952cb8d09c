"""Where tables begin and end."""

from districtanalysis.sources.inspection.blocks import find_blocks


def rows_of(window, block):
    return [window.printed_row(row) for row in block.header], [window.printed_row(row) for row in block.body]


def test_title_header_data_and_notes(window):
    seen = window(
        ["Tabelle 1: Einwohner"], [], ["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20], ["Insgesamt", 30],
        ["Quelle: Stadt"],
    )  # fmt: skip
    (block,) = find_blocks(seen)
    assert rows_of(seen, block) == ([3], [4, 5, 6])
    assert block.titles == [0]
    assert block.below == [6]


def test_years_and_numbers_of_columns_are_headings(window):
    (block,) = find_blocks(window(["id", "name", 2019, 2020], [1, "Ost", 10, 11], [2, "West", 20, 21]))
    assert (block.header, block.body) == ([0], [1, 2])
    head = ["von Bezirk", 1, 2, 3, 4, 5]
    (block,) = find_blocks(window(head, *([row, 30, 41, 52, 63, 74] for row in range(1, 6))))
    assert (block.header, block.body[0]) == ([0], 1)


def test_header_rows_with_a_merged_cell_that_reaches_down(window):
    seen = window(
        ["Umzüge"], ["", "zogen nach"], ["von Bezirk"], ["", "Ost", "West"], [], ["Ost", 1, 2], ["West", 3, 4],
        merged=((2, 0, 4, 0), (1, 1, 1, 2)),
    )  # fmt: skip
    (block,) = find_blocks(seen)
    assert rows_of(seen, block) == ([2, 3, 4], [6, 7])


def test_a_table_without_header(window):
    (block,) = find_blocks(window(["01 Ost", 10, 11], ["02 West", 20, 21]))
    assert (block.header, block.body) == ([], [0, 1])


def test_sections_belong_to_the_table(window):
    seen = window(
        ["Stadtteil", "insgesamt"], ["männlich"], ["Ost", 10], ["West", 20], ["weiblich"], ["Ost", 11], ["West", 21]
    )
    (block,) = find_blocks(seen)
    assert (block.header, block.alone, block.body) == ([0], [1, 4], [2, 3, 5, 6])


def test_two_tables_on_one_sheet(window):
    seen = window(
        ["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20], [], ["Tabelle 2: Haushalte"], ["Stadtteil", "Haushalte"],
        ["Ost", 5], ["West", 8],
    )  # fmt: skip
    first, second = find_blocks(seen)
    assert (first.header, first.body, first.blank_after) == ([0], [1, 2], True)
    assert (second.titles, second.header, second.body) == ([4], [5], [6, 7])


def test_a_header_that_comes_again_on_the_next_page(window):
    head = ["Stadtteil", "Einwohner", "Ausländer"]
    (block,) = find_blocks(window(head, ["Ost", 1, 1], ["West", 2, 1], head, ["Nord", 3, 1], ["Süd", 4, 1]))
    assert (block.repeated, block.body) == ([3], [1, 2, 4, 5])


def test_no_figures_no_table(window):
    assert find_blocks(window(["Tab. 1", "Einwohner"], ["Tab. 2", "Geburten"])) == []
