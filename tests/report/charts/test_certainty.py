import numpy as np
import pandas as pd
import pytest

import districtanalysis as da
from districtanalysis.domain.ranking import Plan
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.report.caption import caption_of
from districtanalysis.report.charts.certainty import acceptability, colour_map, rank_intervals


def title(ax):
    return caption_of(ax).title.replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture(scope="module")
def robust(heidenheim):
    return da.robustness(heidenheim, 2000, seed=1)


def test_rank_intervals_show_the_middle_of_the_draws(robust):
    ax = rank_intervals(robust)
    spans = ax.collections[0].get_segments()
    expected = robust.interval()
    assert [(line[0][0], line[1][0]) for line in spans] == list(zip(expected["low"], expected["high"], strict=True))
    # Oststadt leads in 72 % of all weightings of the three criteria (exact share of the simplex)
    assert title(ax) in {f"Oststadt liegt in {share} % der Ziehungen vorn" for share in (71, 72, 73)}


def test_acceptability_writes_the_share_into_each_cell(robust, texts):
    ax = acceptability(robust)
    image = ax.images[0].get_array()
    np.testing.assert_allclose(image.sum(axis=1), 100)
    assert {"72", "28", "100", "–"} & set(texts(ax)) >= {"100", "–"}
    assert image.shape == (3, 3)


def test_ranks_begin_at_one(ranked):
    rng = np.random.default_rng(0)
    result = da.robustness(ranked(rng.uniform(0, 1, (60, 2)).tolist()), 100)
    assert min(rank_intervals(result).get_xticks()) == 1
    caption = caption_of(acceptability(result))
    assert len(caption.table.columns) == 6 + 60


def test_many_districts_are_a_picture_without_names(ranked):
    rng = np.random.default_rng(0)
    result = da.robustness(ranked(rng.uniform(0, 1, (542, 2)).tolist()), 50, pairwise=False)
    ax = acceptability(result)
    assert ax.images[0].get_array().shape == (542, 542)
    assert ax.get_ylabel().startswith("542 Stadtteile")


def test_an_open_first_place_is_called_open(ranked):
    # each of four is best in one of many balanced trade-offs
    rows = [[1.0, 0.0], [0.9, 0.5], [0.5, 0.9], [0.0, 1.0]]
    said = title(rank_intervals(da.robustness(ranked(rows), 500)))
    assert ("offen" in said) == (da.robustness(ranked(rows), 500).top(1).max() < 1 / 3)


def test_the_scale_runs_from_light_to_dark():
    scale = colour_map("sequential")
    assert sum(scale(0.0)[:3]) > sum(scale(1.0)[:3])


def test_districts_that_lead_equally_often_are_counted():
    frame = pd.DataFrame({"a": [5.0, 5.0, 5.0]}, index=list("xyz"))
    criteria = {"a": Criterion(label="A", indicator=(IndicatorChoice(key="a", goalposts=(0, 10)),))}
    level = da.robustness(da.rank(da.IndicatorTable.from_frame(frame), plan=Plan(criteria)), 50)
    assert title(rank_intervals(level)) == "3 Stadtteile liegen gleich häufig vorn: in 100 % der Ziehungen"
