from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import MethodError
from districtanalysis.scoring.robustness import Assumptions, WeightDraws
from districtanalysis.scoring.sobol import assumption_shares, sobol_indices


def test_estimator_of_coinr(asem: Path):
    sample = pd.read_csv(asem / "sobol_sample_N8_d3.csv")["y"].to_numpy()
    published = pd.read_csv(asem / "sobol_estimate_N8_d3.csv")
    alone, total = sobol_indices(sample[:8], sample[8:16], sample[16:].reshape(3, 8))
    assert alone == pytest.approx(published["Si"].to_numpy(), abs=1e-12)
    assert total == pytest.approx(published["STi"].to_numpy(), abs=1e-12)


def test_additive_function_with_known_indices():
    # y = 2 x1 + x2, uniform: variances 4/12 and 1/12, so indices 0.8 and 0.2
    generator = np.random.default_rng(0)
    a, b = generator.random((2, 200_000, 2))

    def model(x: np.ndarray) -> np.ndarray:
        return 2 * x[:, 0] + x[:, 1] - 1.5

    mixed = np.stack([model(np.column_stack([b[:, 0], a[:, 1]])), model(np.column_stack([a[:, 0], b[:, 1]]))])
    alone, total = sobol_indices(model(a), model(b), mixed)
    assert alone == pytest.approx([0.8, 0.2], abs=0.02)
    assert total == pytest.approx([0.8, 0.2], abs=0.02)


def test_weights_matter_most_for_heidenheim(heidenheim: Ranking):
    chosen = Assumptions(indicators=WeightDraws("spread"), aggregations=("arithmetic", "geometric"))
    found = assumption_shares(heidenheim, assumptions=chosen, draws=256)
    assert set(found.total) == {"criteria_weights", "indicator_weights", "aggregation"}
    assert max(found.total, key=found.total.get) == "criteria_weights"
    assert found.draws == 256 * 5
    assert found == assumption_shares(heidenheim, assumptions=chosen, draws=256)


def test_one_assumption_has_nothing_to_share(heidenheim: Ranking):
    with pytest.raises(MethodError, match="mindestens zwei"):
        assumption_shares(heidenheim, assumptions=Assumptions())
