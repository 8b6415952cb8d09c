import json
from pathlib import Path

import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.scoring.kemeny import kemeny
from districtanalysis.scoring.outranking import pairwise_support


@pytest.fixture
def published(reference: Path) -> dict:
    return json.loads((reference / "oracles" / "handbook_tai" / "published.json").read_text(encoding="utf-8"))


def test_order_of_the_handbook_where_majorities_run_in_a_circle(published):
    case = next(entry for entry in published["borda_condorcet"] if entry["table"] == 28)
    support = np.array(case["outranking"], dtype=float)
    found = kemeny(support)
    assert ["".join("abc"[i] for i in order) for order in found.orders] == [case["kemeny"]]
    assert found.support == max(case["kemeny_scores"].values())


def test_three_best_orders_of_five_countries(published):
    case = published["table35_36"]
    found = kemeny(pairwise_support(np.array(case["matrix"]), np.full(8, 1 / 8)))
    orders = sorted([case["countries"][i] for i in order] for order in found.orders)
    assert orders == sorted(case["kemeny_best"])
    assert found.support == pytest.approx(case["kemeny_best_score"])


def test_too_many_orders_are_refused():
    with pytest.raises(MethodError, match="höchstens 9"):
        kemeny(np.zeros((10, 10)))
