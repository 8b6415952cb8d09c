"""Contiguity against published neighbours, libpysal-free: polygons of Columbus and small drawings."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from districtanalysis.errors import MethodError
from districtanalysis.methods.neighbours import contiguity, from_pairs, lattice, nearest, within

SQUARE = shapely.box(0, 0, 1, 1)


def _pairs(neighbours) -> set[tuple[int, int]]:  # type: ignore[no-untyped-def]
    return set(zip(neighbours.focal.tolist(), neighbours.indices.tolist(), strict=True))


@pytest.mark.parametrize("kind", ["queen", "rook"])
def test_neighbours_of_columbus(reference: Path, kind: str) -> None:
    import geopandas

    folder = reference / "oracles" / "spatial"
    shapes = geopandas.read_file(folder / "columbus_polygons.geojson").geometry
    published = pd.read_csv(folder / f"columbus_{kind}.csv")
    found = contiguity(list(shapes), rook=kind == "rook")
    assert _pairs(found) == set(zip(published["focal"], published["neighbour"], strict=True))


def test_corner_counts_for_queen_only() -> None:
    shapes = [SQUARE, shapely.box(1, 0, 2, 1), shapely.box(1, 1, 2, 2), shapely.box(5, 5, 6, 6)]
    assert _pairs(contiguity(shapes)) == {(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)}
    assert _pairs(contiguity(shapes, rook=True)) == {(0, 1), (1, 0), (1, 2), (2, 1)}
    assert contiguity(shapes).islands.tolist() == [3]


def test_borders_without_common_corners() -> None:
    # one long edge against two short ones
    shapes = [shapely.box(0, 0, 1, 2), shapely.box(1, -1, 2, 0.7), shapely.box(1, 0.7, 2, 3)]
    assert _pairs(contiguity(shapes, rook=True)) == {(0, 1), (1, 0), (0, 2), (2, 0), (1, 2), (2, 1)}


def test_several_parts_are_one_area() -> None:
    both = shapely.MultiPolygon([SQUARE, shapely.box(5, 0, 6, 1)])
    assert contiguity([both, shapely.box(1, 0, 2, 1), shapely.box(6, 0, 7, 1)]).counts.tolist() == [2, 1, 1]


def test_gaps_can_be_bridged() -> None:
    apart = [SQUARE, shapely.box(1.01, 0, 2, 1)]
    assert contiguity(apart).counts.tolist() == [0, 0]
    assert contiguity(apart, tolerance=0.02).counts.tolist() == [1, 1]


def test_an_area_inside_another_is_its_neighbour() -> None:
    ring = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))
    assert contiguity([ring, shapely.box(1, 1, 2, 2)], rook=True).counts.tolist() == [1, 1]


def test_empty_geometry_is_refused() -> None:
    with pytest.raises(MethodError, match=r"Nr\. 2"):
        contiguity([SQUARE, shapely.Polygon()])


def test_lag_and_row_standardisation() -> None:
    board = lattice(2, 2)
    assert board.lag([1.0, 2.0, 3.0, 4.0]).tolist() == [5.0, 5.0, 5.0, 5.0]
    assert board.row_standardised().lag([1.0, 2.0, 3.0, 4.0]).tolist() == [2.5, 2.5, 2.5, 2.5]
    assert board.matrix().toarray().sum() == 8


def test_queen_board() -> None:
    assert lattice(3, 3, queen=True).counts.tolist() == [3, 5, 3, 5, 8, 5, 3, 5, 3]


def test_islands_are_tied_to_the_nearest_piece() -> None:
    neighbours = from_pairs(5, [(0, 1), (2, 3)])
    positions = np.array([[0.0, 0.0], [1.0, 0.0], [5.0, 0.0], [6.0, 0.0], [7.5, 0.0]])
    joined = neighbours.connected(positions)
    assert joined.pieces().max() == 0
    assert joined.added == ((4, 3), (1, 2))
    assert neighbours.connected(positions).indices.tolist() == joined.indices.tolist()


def test_subset_keeps_pairs_among_the_kept() -> None:
    part = lattice(1, 4).subset([0, 1, 3])
    assert _pairs(part) == {(0, 1), (1, 0)}


def test_nearest_and_within() -> None:
    points = [[0, 0], [1, 0], [3, 0], [3, 0.5]]
    assert _pairs(nearest(points, 1)) == {(0, 1), (1, 0), (2, 3), (3, 2)}
    assert within(points, 2.0).counts.tolist() == [1, 2, 2, 1]


@pytest.mark.parametrize("call", [lambda: from_pairs(2, [(0, 2)]), lambda: from_pairs(2, [(1, 1)])])
def test_impossible_pairs_are_refused(call) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match="Nachbarpaar"):
        call()


def test_too_few_areas_for_k() -> None:
    with pytest.raises(MethodError, match="nächste Nachbarn"):
        nearest([[0, 0], [1, 1]], 2)
