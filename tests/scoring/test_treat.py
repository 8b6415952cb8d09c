from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.scoring.treat import TREATMENTS, has_outliers, kurtosis, skewness


def test_winsorising_of_coinr(asem: Path):
    before, after = (pd.read_csv(asem / f"dset_{name}.csv", index_col=0) for name in ("Imputed", "Treated"))
    details = pd.read_csv(asem / "treatment_details.csv", index_col=0)
    for name in before:
        values = before[name].to_numpy(dtype=float)
        found = TREATMENTS["winsorise"].apply(values)
        assert skewness(values) == pytest.approx(details.loc[name, "check_SkewKurt0.Skew"], abs=1e-10)
        assert kurtosis(values) == pytest.approx(details.loc[name, "check_SkewKurt0.Kurt"], abs=1e-10)
        assert found.points == np.nan_to_num(details.loc[name, "winsorise.nwin"])
        assert found.values == pytest.approx(after[name].to_numpy(dtype=float), abs=1e-12)


@pytest.mark.parametrize("key", list(TREATMENTS))
def test_columns_without_outliers_are_left_alone(key):
    values = np.array([1.0, 2.0, 3.0, np.nan, 4.0])
    found = TREATMENTS[key].apply(values)
    assert found.step == ""
    assert np.array_equal(found.values, values, equal_nan=True)


@pytest.mark.parametrize("key", ["log", "box_cox"])
def test_transforms_keep_the_order_and_tame_the_column(key):
    values = np.array([1.0, 2, 2.5, 3, 3.5, 4, 5, 6, 7, 300])
    found = TREATMENTS[key].apply(values)
    assert found.step == key
    assert (np.diff(found.values) > 0).all()
    assert abs(skewness(found.values)) < abs(skewness(values))
    mirrored = TREATMENTS[key].apply(-values)
    assert mirrored.values == pytest.approx(-found.values)


def test_too_many_outliers_are_said_or_take_logarithms():
    # Six far values among forty: five points do not suffice.
    values = np.concatenate([np.linspace(0, 1, 60), np.array([40.0, 60, 90, 130, 200, 300])])
    plain = TREATMENTS["winsorise"].apply(values)
    assert plain.points == 5
    assert not plain.cleared
    assert has_outliers(plain.values)
    assert TREATMENTS["winsorise_or_log"].apply(values).step == "log"


def test_winsorising_to_nothing_is_refused():
    with pytest.raises(MethodError, match="alle denselben Wert 0"):
        TREATMENTS["winsorise"].apply(np.array([0.0] * 20 + [9.0]), name="x")


def test_infinite_values_are_refused():
    with pytest.raises(MethodError, match="unendlich"):
        TREATMENTS["none"].apply(np.array([1.0, np.inf]), name="x")


@pytest.mark.parametrize(("table", "stage"), [("stats_raw", "Raw"), ("stats_treated", "Treated")])
def test_skewness_and_kurtosis_of_coinr(asem: Path, table: str, stage: str):
    published = pd.read_csv(asem / f"{table}.csv").set_index("iCode")
    values = pd.read_csv(asem / f"dset_{stage}.csv", index_col=0)
    for key, row in published.iterrows():
        column = values[key].to_numpy(dtype=float)
        # printed with three digits
        assert skewness(column) == pytest.approx(row["Skew"], rel=5e-3, abs=5e-4)
        assert kurtosis(column) == pytest.approx(row["Kurt"], rel=5e-3, abs=5e-4)
