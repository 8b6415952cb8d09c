"""Levels found by adding up; every sum below is done in the test."""

from districtanalysis.sources.inspection.levels import Levels, find_levels, groups_below


def test_city_then_districts_then_parts():
    values = [300, 100, 200, 40, 60, 50, 150]  # 300 = 100 + 200 = 40 + 60 + 50 + 150
    assert groups_below(values) == [2, 4]
    assert find_levels([values]) == Levels(0, (1, 2), "first")


def test_parts_then_districts_then_city_where_some_parts_are_withheld():
    values = [40, 60, 50, 149, 100, 200, 300]  # the parts miss one
    assert find_levels([values]) == Levels(6, (4, 5), "last")


def test_districts_before_or_after_their_parts():
    before = [1000, 400, 150, 250, 600, 200, 400]
    assert find_levels([before]) == Levels(0, (1, 4), "between")
    assert find_levels([before[::-1]]) == Levels(6, (2, 5), "between")


def test_a_column_without_sums_does_not_count_against_large_ones():
    assert find_levels([[1000, 400, 150, 250, 600, 200, 400], [7, 9, 8, 6, 7, 5, 8]]).upper == (1, 4)


def test_small_numbers_may_add_up_by_chance():
    assert find_levels([[3, 1, 2, 5, 4, 1], [7, 9, 8, 6, 7, 5]]) == Levels()


def test_nothing_adds_up():
    assert find_levels([[10, 11, 12, 13, 14]]) == Levels()
    assert find_levels([]) == Levels()
