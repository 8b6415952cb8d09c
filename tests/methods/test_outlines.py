import numpy as np
import pytest
import shapely

from districtanalysis.methods.outlines import district_of, holds_box, middles, simplified


def wavy_pair():
    """Two districts that share a wavy border at x = 10."""
    y = np.linspace(0, 10, 101)
    border = np.column_stack([10 + 0.05 * np.sin(8 * y), y])
    left = shapely.Polygon([(0, 0), *border, (0, 10)])
    right = shapely.Polygon([(20, 0), (20, 10), *border[::-1]])
    return np.array([left, right])


def test_shared_borders_stay_shared():
    shapes = simplified(wavy_pair(), 1.0)
    assert shapely.get_num_coordinates(shapes).sum() < 20
    assert shapely.coverage_is_valid(shapes)
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(200.0, rel=1e-3)


def test_shapes_that_overlap_are_left_as_they_are():
    shapes = np.array([shapely.box(0, 0, 2, 2), shapely.box(1, 1, 3, 3)])
    assert simplified(shapes, 1.0) is shapes


def test_a_point_inside_even_where_the_centroid_is_not():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 10, 8))
    middle = middles(np.array([ring]))
    assert shapely.contains_xy(ring, *middle[0])


def test_a_point_on_a_border_counts_once():
    shapes = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    assert district_of(np.array([1.0, 1.5, 5.0]), np.array([0.5, 0.5, 0.5]), shapes).tolist() == [0, 1, -1]


def test_room_for_a_label():
    shape = shapely.box(0, 0, 4, 1)
    assert holds_box(shape, np.array([2.0, 0.5]), 3.0, 0.8)
    assert not holds_box(shape, np.array([3.0, 0.5]), 3.0, 0.8)
