"""Outlines on the grid of the page: words that a reader of the same rule turns back into corners."""

from __future__ import annotations

import numpy as np
import shapely

from districtanalysis.domain.areas import Areas
from districtanalysis.methods.tile_grid import tiles
from districtanalysis.report.workshop_map import map_data, ring_word


def corners(word: str) -> list[list[int]]:
    """Decode by the rule of the format: five bits per letter from "?", 32 more for "goes on", odd is negative."""
    numbers, value, shift = [], 0, 0
    for letter in word:
        bits = ord(letter) - 63
        value |= (bits & 31) << shift
        shift += 5
        if bits < 32:
            numbers.append(~(value >> 1) if value & 1 else value >> 1)
            value, shift = 0, 0
    return np.cumsum(np.array(numbers).reshape(-1, 2), axis=0).tolist()


def test_a_ring_comes_back():
    ring = [[0, 0], [500, -3], [-16, 1000], [7, 7]]
    assert corners(ring_word(np.array([*ring, ring[0]]))) == ring


def test_corners_that_fall_together_are_written_once():
    assert corners(ring_word(np.array([[0, 0], [5, 0], [5, 0], [5, 5], [0, 0]]))) == [[0, 0], [5, 0], [5, 5]]


def test_an_area_smaller_than_the_grid_stays_visible():
    assert corners(ring_word(np.array([[3, 4], [3, 4], [3, 4]]))) == [[3, 4], [4, 4], [4, 5], [3, 5]]


def test_north_is_up_and_districts_without_a_shape_are_left_out():
    # two squares of 10 x 10 m beside each other: 1000 units for 20 m, so 50 per metre, 500 high
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)])
    drawing = map_data(Areas(("w", "e"), shapes), ["e", "without", "w"])
    assert drawing["box"] == [1000, 500]
    assert drawing["rows"] == [2, 0]
    assert drawing["labels"] == [[250, 250], [750, 250]]
    assert sorted(corners(drawing["shapes"][0])) == [[0, 0], [0, 500], [500, 0], [500, 500]]
    assert not drawing["schematic"]


def test_holes_and_parts_are_kept():
    ring = shapely.box(0, 0, 90, 90) - shapely.box(30, 30, 60, 60)
    island = shapely.box(95, 0, 100, 5)
    drawing = map_data(Areas(("a",), np.array([shapely.union(ring, island)])), ["a"])
    assert len(drawing["shapes"][0].split(" ")) == 3


def test_shared_borders_stay_shared_when_corners_are_left_out():
    x = np.linspace(0, 1000, 400)
    border = np.column_stack([x, 500 + 0.3 * np.sin(x)])
    south = shapely.Polygon([*border, (1000, 0), (0, 0)])
    north = shapely.Polygon([*border, (1000, 1000), (0, 1000)])
    drawing = map_data(Areas(("s", "n"), np.array([south, north])), ["s", "n"])
    below, above = ({tuple(point) for point in corners(word)} for word in drawing["shapes"])
    shared = {point for point in below if point[1] < 900}
    assert len(shared) < 100
    assert shared <= above


def test_areas_that_overlap_are_drawn_all_the_same():
    shapes = np.array([shapely.box(0, 0, 10, 10), shapely.box(5, 5, 20, 20)])
    assert len(map_data(Areas(("a", "b"), shapes), ["a", "b"])["shapes"]) == 2


def test_tiles_keep_their_gaps_and_short_names():
    drawing = map_data(tiles({"Ost": (2, 1), "West": (1, 1)}, {"West": "W", "Nord": "N"}), ["Ost", "West"])
    assert drawing["schematic"]
    assert drawing["short"] == {"1": "W"}
    # a tile of 500 units with a gap of 4 % on each side: corners at 20 and 480
    assert min(corners(drawing["shapes"][1])) == [20, 20]
    assert drawing["side"] == 460
