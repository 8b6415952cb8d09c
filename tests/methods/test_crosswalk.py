from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from districtanalysis.domain.area_sums import Crosswalk, crosswalked
from districtanalysis.errors import MethodError
from districtanalysis.methods.crosswalk import overlay_weights, people_in, point_weights, uncovered
from districtanalysis.sources.reading import read_table


def strips(edges: list[float]) -> np.ndarray:
    return shapely.box(edges[:-1], [0.0] * (len(edges) - 1), edges[1:], [1.0] * (len(edges) - 1))


@given(st.lists(st.floats(0.05, 0.95), min_size=1, max_size=6, unique=True))
def test_the_weights_of_every_old_area_add_up_to_one(cuts: list[float]) -> None:
    new = strips([0.0, *sorted(cuts), 1.0])
    old = strips([0.0, 0.3, 1.0])
    names = [f"n{place}" for place in range(len(new))]
    table = overlay_weights(old, new, ["a", "b"], names)
    assert np.allclose(table.groupby("old")["weight"].sum(), 1.0)
    assert (table["weight"] > 0).all()


def test_slivers_of_inexact_borders_are_left_out() -> None:
    table = overlay_weights(strips([0.0, 1.0, 2.0]), strips([0.0, 1.001, 2.0]), ["a", "b"], ["c", "d"])
    assert table.to_dict("list") == {"old": ["a", "b"], "new": ["c", "d"], "weight": [1.0, 1.0]}


def test_people_weigh_where_they_live() -> None:
    """30 of 120 people live in the left part: one quarter, whatever the areas."""
    spots = shapely.points([0.1, 0.2, 1.5, 9.0], [0.5, 0.5, 0.5, 0.5])
    table = point_weights(
        spots, np.array([10.0, 20.0, 90.0, 5.0]), strips([0.0, 2.0]), strips([0.0, 1.0, 2.0]), ["a"], ["b", "c"]
    )
    assert table["weight"].tolist() == [0.25, 0.75]


def test_an_area_that_meets_nothing_is_named() -> None:
    with pytest.raises(MethodError, match="b"):
        overlay_weights(strips([0.0, 1.0, 2.0]), strips([0.0, 1.0]), ["a", "b"], ["c"])
    with pytest.raises(MethodError):
        point_weights(
            shapely.points([0.5], [0.5]), np.array([-1.0]), strips([0.0, 1.0]), strips([0.0, 1.0]), ["a"], ["b"]
        )


def test_the_areas_of_berlin_before_2021_are_brought_to_the_542_of_today(reference: Path) -> None:
    import geopandas

    folder = reference / "berlin" / "boundaries"
    old = geopandas.read_file(folder / "planungsraeume_bis_2020.geojson").to_crs("EPSG:25833")
    new = geopandas.read_file(folder / "planungsraeume_ab_2021" / "lor_planungsraeume_2021.shp")
    old_key = next(c for c in old.columns if old[c].astype(str).str.fullmatch(r"\d{8}").all())
    new_key = next(c for c in new.columns if new[c].astype(str).str.fullmatch(r"\d{8}").all())
    shapes = [shapely.make_valid(frame.geometry.to_numpy()) for frame in (old, new)]
    table = overlay_weights(shapes[0], shapes[1], old[old_key].tolist(), new[new_key].tolist())
    crosswalk = Crosswalk.of(table.itertuples(index=False, name=None))
    assert len(crosswalk.targets) == 542
    figures = read_table(
        reference / "berlin" / "population" / "berlin-lor-population-2020-02-t1-planning-areas.csv", "berlin-population"
    ).observations
    brought = crosswalked(figures, crosswalk)
    for variable, people in (("residents", 3_769_962), ("foreigners", float(figures.of("foreigners")["value"].sum()))):
        rows = brought.of(variable)
        assert len(rows) == 542
        assert float(rows["value"].sum()) == pytest.approx(people, abs=1e-6)
    weights = brought.lineage.groupby("input_id")["weight"].sum()
    assert np.allclose(weights, 1.0)


def test_what_is_left_out_is_counted() -> None:
    old, new = strips([0.0, 10.0, 20.0]), strips([0.04, 10.0, 15.0])
    assert uncovered(old, new).tolist() == pytest.approx([0.004, 0.5])
    spots = shapely.points([5.0, 12.0, 18.0], [0.5, 0.5, 0.5])
    assert people_in(spots, np.array([3.0, 4.0, 5.0]), new).tolist() == [3.0, 4.0, 5.0]
