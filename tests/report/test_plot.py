import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.datasets import town
from districtanalysis.errors import OutputError, UsageError
from districtanalysis.report.stage import plain_figures


@pytest.fixture(autouse=True)
def _plain():
    with plain_figures():
        yield


@pytest.fixture(scope="module")
def ranking():
    study = da.load_study(town("heidenheim"))
    return da.rank(da.compute_indicators(da.load(study), study), study)


def test_the_library_draws_results(ranking):
    ax = da.plot.ranking(ranking)
    table = da.plot.table(ax)
    assert table["Passung (0–100)"].round(1).tolist() == [81.5, 69.5, 35.3]
    assert da.plot.alternative_text(ax).startswith("Balkendiagramm: Oststadt liegt vorn")


def test_a_map_fits_what_it_is_given(ranking):
    assert "Passung" in da.plot.alternative_text(da.plot.map(ranking))
    assert "Schematische Darstellung" in da.plot.alternative_text(da.plot.map(ranking))
    column = pd.Series([1.0, 2.0], index=["Ost", "West"], name="Wert")
    assert da.plot.table(da.plot.map(column))["Stadtteil"].tolist() == ["West", "Ost"]
    assert "foreign" not in da.plot.alternative_text(da.plot.map(ranking.table, indicator="foreign_share"))
    with pytest.raises(UsageError, match="str"):
        da.plot.map("Ost")


def test_panels_and_status_are_maps_too():
    index = ["a", "b"]
    panels = da.plot.Panels("Anteil", pd.DataFrame({"1": [1.0, 2.0], "2": [2.0, 3.0]}, index=index))
    assert len(da.plot.map(panels).child_axes) == 2
    frame = {"name": index, "status": ["high", "low"], "dynamics": ["stable", "negative"], "attention": [False, True]}
    assert "1 von 2" in da.plot.alternative_text(da.plot.map(da.plot.StatusDynamics(pd.DataFrame(frame, index=index))))


def test_pictures_are_written_once(ranking, tmp_path):
    ax = da.plot.ranking(ranking)
    da.plot.save(ax, tmp_path / "rang.svg")
    assert (tmp_path / "rang.svg").read_bytes().startswith(b"<?xml")
    with pytest.raises(OutputError, match=r"rang\.svg"):
        da.plot.save(ax, tmp_path / "rang.svg")
    da.plot.save(ax, tmp_path / "rang.svg", force=True)
    with pytest.raises(UsageError, match="gif"):
        da.plot.save(ax, tmp_path / "rang.gif")


def test_every_name_is_there():
    assert all(hasattr(da.plot, name) for name in da.plot.__all__)
