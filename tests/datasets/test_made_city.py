"""The made city: the same arguments give the same city, margins add up, and nobody can take it for a real one."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import shapely

from districtanalysis.datasets.made_city import DATES, PROFILE, example_city
from districtanalysis.errors import UsageError
from districtanalysis.methods.neighbours import contiguity


def test_the_same_arguments_give_the_same_city(tmp_path: Path) -> None:
    first, second = example_city(30, seed=4), example_city(30, seed=4)
    assert first.frames[DATES[1]].equals(second.frames[DATES[1]])
    assert not first.frames[DATES[1]].equals(example_city(30, seed=5).frames[DATES[1]])
    for folder, city in (("a", first), ("b", second)):
        city.write(tmp_path / folder)
    names = sorted(path.name for path in (tmp_path / "a").iterdir())
    assert all((tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes() for name in names)


def test_every_type_occurs_more_than_once() -> None:
    for seed in range(10):
        counts = example_city(20, seed=seed).types.value_counts()
        assert set(counts.index) == set(PROFILE.index)
        assert counts.min() >= 2


def test_margins_add_up() -> None:
    city = example_city(15)
    for place, date in enumerate(DATES):
        frame = city.frames[date]
        assert (city.ages[place].sum(axis=(1, 2, 3)) == frame["residents"]).all()
        assert (city.ages[place][..., 1].sum(axis=(1, 2)) == frame["foreigners"]).all()
        assert (frame[["under_18", "aged_18_29", "over_64"]].sum(axis=1) < frame["residents"]).all()
        assert (frame[["recent", "support", "active"]].le(frame["residents"], axis=0)).all().all()


def test_figures_by_single_year_sex_and_origin() -> None:
    data = example_city(10).data
    rows = data.observations.frame
    rows = rows[(rows["district_id"] == "001") & (rows["date"] == DATES[1]) & (rows["variable"] == "residents")]
    total = rows.loc[(rows["age_from"] == -1) & rows["sex"].isna(), "value"].sum()
    assert rows.loc[(rows["age_from"] >= 0) & rows["sex"].isna(), "value"].sum() == total
    assert rows.loc[rows["sex"].notna(), "value"].sum() == total
    assert data.sources[0].title == "Erfundene Stadt, keine echten Daten"


def test_districts_share_borders_without_overlap() -> None:
    frame = example_city(23).boundaries
    neighbours = contiguity(list(frame.geometry), rook=True)
    assert neighbours.pieces().max() == 0
    assert shapely.area(shapely.union_all(frame.geometry.to_numpy())) == pytest.approx(frame.area.sum())
    assert frame.crs == "EPSG:25832"


def test_types_differ_without_signal_in_nothing() -> None:
    flat, steep = example_city(100, signal=0), example_city(100)
    for city, apart in ((flat, False), (steep, True)):
        share = city.frames[DATES[0]]["foreigners"] / city.frames[DATES[0]]["residents"]
        by_type = share.groupby(city.types).mean()
        assert bool(np.ptp(by_type) > 0.1) is apart


@pytest.mark.parametrize("arguments", [{"districts": 5}, {"signal": -1.0}, {"noise": -0.1}])
def test_impossible_cities_are_refused(arguments: dict[str, float]) -> None:
    with pytest.raises(UsageError, match="mindestens zehn"):
        example_city(**arguments)  # type: ignore[arg-type]
