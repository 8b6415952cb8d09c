from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.methods import transforms


def test_exponential_transform_of_published_ranks():
    # Scottish Indices of Deprivation 2003, appendix 5: R = 1 -> 100; R = 0.9 -> 50.4267
    assert transforms.exponential(np.array([1.0, 0.9])) == pytest.approx([100, 50.4267], abs=1e-4)


def test_ranks_name_their_rule_for_ties():
    values = np.array([3.0, 1.0, 3.0, 2.0])
    assert transforms.ascending_ranks(values, "min").tolist() == [3, 1, 3, 2]
    assert transforms.ascending_ranks(values, "dense").tolist() == [3, 1, 3, 2]
    assert transforms.ascending_ranks(values, "average").tolist() == [3.5, 1, 3.5, 2]
    assert transforms.ascending_ranks(np.array([1.0, 1.0, 5.0]), "min").tolist() == [1, 1, 3]
    assert transforms.ascending_ranks(np.array([1.0, 1.0, 5.0]), "dense").tolist() == [1, 1, 2]


def test_rounding_of_the_computer_is_a_tie():
    assert transforms.ascending_ranks(np.array([0.1 + 0.2, 0.3, 0.2])).tolist() == [2, 2, 1]


def test_missing_values_have_no_rank():
    assert np.isnan(transforms.ascending_ranks(np.array([np.nan, 1.0]))[0])
    assert np.isnan(transforms.ascending_ranks(np.array([np.nan, np.nan]))).all()


def test_handbook_table_15(reference: Path):
    # OECD/JRC handbook, table 15: mean years of schooling; printed with two decimals (percentile: one)
    table = pd.read_csv(reference / "oracles" / "handbook_tai" / "table15_schooling.csv")
    years = table["value"].to_numpy()
    assert transforms.z_score(years) == pytest.approx(table["zscore"], abs=0.0051)
    assert transforms.min_max(years) / 100 == pytest.approx(table["minmax"], abs=0.0051)
    assert transforms.ascending_ranks(years).tolist() == table["rank_high_is_top"].tolist()
    assert transforms.percentile_rank(years, inclusive=True) == pytest.approx(table["percentile"], abs=0.051)


def test_basel_ranks_2018(reference: Path):
    # Published ranks: ascending, ties take the better place; 18 indicators x 22 quarters
    table = pd.read_csv(reference / "basel" / "quartierindex_2018.csv")
    found = table.groupby("Indikator_Nr")["Wert"].transform(lambda v: transforms.ascending_ranks(v.to_numpy(float)))
    assert int((found == table["Rang"]).sum()) == 396
