import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.methods.correlation import (
    correlations,
    cronbach_alpha,
    kendall,
    principal_components,
    sampling_adequacy,
    variance_inflation,
)


def test_eigenvalues_of_the_handbook(reference: Path):
    # OECD/JRC handbook, table 7: printed with one decimal
    folder = reference / "oracles" / "handbook_tai"
    data = pd.read_csv(folder / "data.csv").drop(columns="country").to_numpy(dtype=float)
    published = json.loads((folder / "published.json").read_text(encoding="utf-8"))
    parts = principal_components(correlations(data))
    assert parts.eigenvalues == pytest.approx(published["eigenvalues_published"], abs=0.06)
    assert parts.explained == pytest.approx(published["variance_pct"], abs=0.3)
    assert parts.eigenvalues.sum() == pytest.approx(8)


def test_components_of_coinr(asem_p2p: tuple[np.ndarray, np.ndarray]):
    data, expected = asem_p2p
    assert np.sqrt(principal_components(correlations(data)).eigenvalues) == pytest.approx(expected, abs=1e-9)


@pytest.fixture
def asem_p2p(reference: Path) -> tuple[np.ndarray, np.ndarray]:
    folder = reference / "oracles" / "coinr_asem"
    meta = pd.read_csv(folder / "iMeta.csv")
    keys = meta.loc[meta["Parent"] == "P2P", "iCode"].tolist()
    data = pd.read_csv(folder / "dset_Normalised.csv")[keys].to_numpy(dtype=float)
    return data, pd.read_csv(folder / "pca_P2P_normalised_sdev.csv")["sdev"].to_numpy()


def test_correlations_of_pillars_with_sub_indices(reference: Path):
    folder = reference / "oracles" / "coinr_asem"
    data = pd.read_csv(folder / "dset_Aggregated.csv")
    published = pd.read_csv(folder / "corr_pillars_vs_subindex.csv")
    for row in published.itertuples():
        found = correlations(data[[row.Var1, row.Var2]].to_numpy(dtype=float))[0, 1]
        assert found == pytest.approx(row.Correlation, abs=1e-12)


def test_spearman_of_kaiserslautern():
    # 1, 2, 3, 4 against 1, 2, 4, 3: 1 - 6 (0 + 0 + 1 + 1) / (4 (16 - 1)) = 0.8
    data = np.array([[1.0, 10], [2, 20], [3, 45], [4, 30]])
    assert correlations(data, "spearman")[0, 1] == pytest.approx(0.8)


def test_constant_column_has_no_correlation():
    assert np.isnan(correlations(np.array([[1.0, 5], [2, 5], [3, 5]]))[0, 1])


def test_variance_inflation_by_hand_and_of_repeated_columns():
    # r = 0.6: 1 / (1 - 0.36) = 1.5625
    assert variance_inflation(np.array([[1, 0.6], [0.6, 1]])) == pytest.approx([1.5625, 1.5625])
    repeated = variance_inflation(np.array([[1, 1, 0], [1, 1, 0], [0, 0, 1.0]]))
    assert np.isinf(repeated[:2]).all()
    assert repeated[2] == pytest.approx(1)


def test_alpha_by_hand():
    # three columns, mean correlation 0.5: 3 x 0.5 / (1 + 2 x 0.5) = 0.75
    matrix = np.full((3, 3), 0.5)
    np.fill_diagonal(matrix, 1)
    assert cronbach_alpha(matrix) == pytest.approx(0.75)
    assert np.isnan(cronbach_alpha(np.ones((1, 1))))


def test_sampling_adequacy_by_hand():
    # three columns, all r = 0.5: partial r = (0.5 - 0.25) / (1 - 0.25) = 1/3; 0.25 / (0.25 + 1/9) = 9/13
    matrix = np.full((3, 3), 0.5)
    np.fill_diagonal(matrix, 1)
    assert sampling_adequacy(matrix) == pytest.approx(9 / 13)
    assert np.isnan(sampling_adequacy(np.ones((2, 2))))


def test_kendall_with_ties():
    # pairs: (1,2) tied in the first; (1,3), (2,3) agree: 2 / sqrt((3 - 1) (3 - 0)) = 0.8165
    assert kendall(np.array([1.0, 1, 2]), np.array([1.0, 2, 3])) == pytest.approx(2 / np.sqrt(6))
