import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from districtanalysis.errors import MethodError, StudyError
from districtanalysis.scoring.classical import FORMULAS
from districtanalysis.scoring.normalise import NORMALISATIONS

# These differ by the 15 digits of the CSV: equal to the last bit in the original (see the reference's notes).
ROUNDED = [("BGR", "TolMin"), ("CZE", "TolMin"), ("NOR", "TolMin")]


@pytest.mark.parametrize(
    "file, key, options, scale",
    [
        ("dset_Normalised.csv", "min_max", {}, 1),
        ("normalised_dist2max.csv", "distance_to_best", {}, 0.01),
        ("normalised_zscore.csv", "z_score", {"mean": 10, "sd": 2}, 1),
        ("normalised_rank.csv", "rank", {}, 1),
        ("normalised_borda.csv", "borda", {}, 1),
        ("normalised_prank.csv", "percentile", {}, 0.01),
    ],
)
def test_normalisations_of_coinr(asem: Path, asem_meta: pd.DataFrame, file, key, options, scale):
    treated = pd.read_csv(asem / "dset_Treated.csv", index_col=0)
    expected = pd.read_csv(asem / file, index_col=0)[treated.columns].astype(float)
    direction = {1: "more", -1: "less"}
    found = pd.DataFrame(
        {
            name: scale
            * NORMALISATIONS[key].apply(
                treated[name].to_numpy(), direction=direction[int(asem_meta.loc[name, "Direction"])], **options
            )
            for name in treated
        },
        index=treated.index,
    )
    difference = (found - expected).abs()
    for cell in ROUNDED if key in {"rank", "borda", "percentile"} else []:
        difference.loc[cell] = 0
    assert difference.to_numpy().max() < 1e-12


def test_fraction_of_best_of_coinr(asem: Path, asem_meta: pd.DataFrame):
    # Columns where less is better are inverted otherwise there (value / smallest); they are left out.
    treated = pd.read_csv(asem / "dset_Treated.csv", index_col=0)
    expected = pd.read_csv(asem / "normalised_fracmax.csv", index_col=0)
    more = [name for name in treated if asem_meta.loc[name, "Direction"] == 1 and treated[name].min() >= 0]
    assert len(more) > 25
    for name in more:
        found = NORMALISATIONS["fraction_of_best"].apply(treated[name].to_numpy()) / 100
        assert found == pytest.approx(expected[name].to_numpy(dtype=float), abs=1e-12)


def test_classical_normalisations_with_literature_references(reference: Path):
    cases = json.loads((reference / "oracles" / "pymcdm_normalizations.json").read_text(encoding="utf-8"))
    keys = {
        "Minmax": "min_max",
        "Max": "deviation_of_max",
        "Sum": "share_of_sum",
        "Vector": "vector",
        "Logarithmic": "logarithmic",
        "Linear": "fraction_of_best",
        "Nonlinear": "nonlinear",
        "EA": "enhanced_accuracy",
        "ZT": "zavadskas_turskis",
    }
    for case in cases:
        key = keys[case["case"].removeprefix("Test").partition("Normalization")[0]]
        matrix = np.array(case["matrix"], dtype=float)
        found = np.stack(
            [
                NORMALISATIONS[key].apply(column, direction="more" if kind == 1 else "less")
                for column, kind in zip(matrix.T, case["types"], strict=True)
            ],
            axis=1,
        )
        assert found.ravel() / 100 == pytest.approx(case["output"], abs=1e-8), case["case"]
    assert len(cases) == 10


def test_classical_normalisations_need_positive_values():
    for key in FORMULAS:
        with pytest.raises(MethodError, match=r"Werte ab 0"):
            NORMALISATIONS[key].apply(np.array([-1.0, 2.0]))


def test_goalposts_of_the_three_criteria():
    # 153 / 4336 x 1000 = 35.2860 between 0 and 40: 88.2149; field notes print 88.2
    found = NORMALISATIONS["goalposts"].apply(np.array([153 / 4336 * 1000]), goalposts=(0, 40))
    assert found == pytest.approx([88.2149], abs=1e-4)


def test_less_mirrors_values_and_goalposts():
    method = NORMALISATIONS["goalposts"]
    assert method.apply(np.array([10.0, 30.0, 99.0]), direction="less", goalposts=(0, 40)).tolist() == [75, 25, 0]


def test_handbook_steps():
    # 21 values 0..20: percentiles 15, 25, 65, 85, 95 are 3, 5, 13, 17, 19
    found = NORMALISATIONS["categorical"].apply(np.arange(21.0))
    assert found[[2, 3, 5, 13, 17, 19]].tolist() == [0, 20, 40, 60, 80, 100]
    given = NORMALISATIONS["categorical"].apply(np.array([1.0, 5.0, 9.0]), breaks=[4, 8], scores=[0, 10, 20])
    assert given.tolist() == [0, 10, 20]


def test_deviation_from_the_city_value():
    method = NORMALISATIONS["distance_to_reference"]
    assert method.apply(np.array([10.0, 25.0]), reference=20).tolist() == [-50, 25]
    assert method.apply(np.array([10.0, 25.0]), reference=20, direction="less").tolist() == [50, -25]
    with pytest.raises(MethodError, match="Bezugswert"):
        method.apply(np.array([1.0, 2.0]))


def test_highest_exponential_rank_is_100():
    found = NORMALISATIONS["exponential_rank"].apply(np.arange(1.0, 11.0))
    assert found[[9, 8]] == pytest.approx([100, 50.4267], abs=1e-4)


@pytest.mark.parametrize("key", list(NORMALISATIONS))
def test_every_normalisation_keeps_gaps_and_refuses_infinity(key):
    method = NORMALISATIONS[key]
    options = {"reference": 3.0} if key == "distance_to_reference" else {}
    found = method.apply(np.array([1.0, np.nan, 3.0, 5.0]), goalposts=(0, 10), **options)
    assert np.isnan(found).tolist() == [False, True, False, False]
    assert (np.diff(found[[0, 2, 3]]) >= 0).all()
    with pytest.raises(MethodError, match="unendlich"):
        method.apply(np.array([1.0, np.inf]), goalposts=(0, 10), **options)
    with pytest.raises(MethodError, match="keinen einzigen Wert"):
        method.apply(np.array([np.nan]), goalposts=(0, 10), **options)


@pytest.mark.parametrize("key", [key for key, entry in NORMALISATIONS.items() if entry.needs_spread])
def test_constant_columns_are_refused_by_name_or_put_in_the_middle(key):
    with pytest.raises(MethodError, match=r"daycare.*überall denselben Wert"):
        NORMALISATIONS[key].apply(np.array([2.0, 2.0]), name="daycare")
    assert np.isfinite(NORMALISATIONS[key].apply(np.array([2.0, 2.0]), constant="middle")).all()


def test_faults_are_named():
    with pytest.raises(MethodError, match="Zielpunkte"):
        NORMALISATIONS["goalposts"].apply(np.array([1.0]))
    with pytest.raises(MethodError, match="kleiner sein"):
        NORMALISATIONS["goalposts"].apply(np.array([1.0]), goalposts=(4, 2))
    with pytest.raises(MethodError, match="Werte ab 0"):
        NORMALISATIONS["fraction_of_best"].apply(np.array([-1.0, 2.0]))
    with pytest.raises(MethodError, match="2 Grenzen brauchen 3"):
        NORMALISATIONS["categorical"].apply(np.array([1.0, 2.0]), breaks=[1, 2], scores=[1, 2])
    with pytest.raises(StudyError, match="min_max"):
        NORMALISATIONS["minmax"]


@given(arrays(float, st.integers(2, 20), elements=st.floats(0.1, 1e6)))
def test_bounded_normalisations_stay_between_0_and_100(values):
    for method in dict(NORMALISATIONS.items()).values():
        if method.bounded:
            found = method.apply(values, goalposts=(0.0, 1e6), constant="middle")
            assert found.min() >= -1e-9
            assert found.max() <= 100 + 1e-9


def test_inverse_hyperbolic_sine_by_hand():
    # asinh(x) = ln(x + sqrt(x^2 + 1)); asinh(0.75) = ln 2
    found = NORMALISATIONS["inverse_hyperbolic_sine"].apply(np.array([0.0, 0.75, -0.75]))
    assert found == pytest.approx([0, np.log(2), -np.log(2)])
