"""Which rows are areas."""

from districtanalysis.sources.inspection.areas import key_lengths, lost_zeros


def test_totals_leftovers_and_areas(found):
    table = found(
        ["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20], ["nicht zuzuordnen", 1], ["Stadt insgesamt", 31]
    )
    assert (table.rows.areas, table.rows.leftovers, table.rows.totals) == ([1, 2], [3], [4])
    assert (table.rows.adds_up, table.rows.summed) == (4, 3)  # 10 + 20 + 1


def test_a_total_above_the_areas(found):
    table = found(["Stadtteil", "Einwohner"], ["Insgesamt", 30], ["Ost", 10], ["West", 20])
    assert (table.rows.totals, table.rows.adds_up) == ([1], 1)


def test_a_total_that_does_not_add_up_is_said_to_be_one_by_its_name_only(found):
    table = found(["Stadtteil", "Einwohner"], ["Ost", 10], ["West", 20], ["Insgesamt", 31])
    assert (table.rows.totals, table.rows.adds_up) == ([3], -1)


def test_a_row_without_key_is_a_total(found):
    table = found(["Schlüssel", "Name", "Zahl"], ["01", "Ost", 10], ["02", "West", 20], ["", "Land", 30])
    assert table.rows.totals == [3]


def test_upper_areas_among_the_lower_ones(found):
    table = found(
        ["Gebiet", "Einwohner"], ["Stadt", 1000], ["Nord", 400], ["a", 150], ["b", 250], ["Süd", 600], ["c", 200],
        ["d", 400],
    )  # fmt: skip
    assert (table.rows.whole, table.rows.upper, table.rows.order) == (1, (2, 5), "between")


def test_lengths_of_keys(found):
    levels = found(
        ["Schlüssel", "Zahl"], ["01", 5], ["02", 7], ["010101", 2], ["010102", 3], ["020101", 6], ["020102", 1]
    )
    assert key_lengths(levels.key) == [2, 6]
    lost = found(["Schlüssel", "Zahl"], ["1011101", 5], ["1011102", 7], ["12011103", 2], ["11011104", 3])
    assert key_lengths(lost.key) == [8]
    assert lost_zeros(lost.key, [8]) == 2


def test_numbers_that_count_on_lost_no_zeros(found):
    table = found(["id", "stadtteil", "Zahl"], *([row, f"Teil {row}", row * 31 % 17] for row in range(1, 12)))
    assert key_lengths(table.key) == []
