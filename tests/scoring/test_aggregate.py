import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from districtanalysis.errors import MethodError, MissingValueError, StudyError
from districtanalysis.scoring.aggregate import AGGREGATIONS
from districtanalysis.scoring.outranking import pairwise_support
from districtanalysis.scoring.ties import ranks

SCORES = np.array([[88.2, 78.6, 77.8], [31.6, 93.6, 83.3], [10.2, 73.6, 22.2]])


def test_means_between_the_criteria_of_heidenheim():
    # field notes: arithmetic 81.5 / 69.5 / 35.3, geometric 81.4 / 62.7 / 25.5
    arithmetic = AGGREGATIONS["arithmetic"].apply(SCORES, np.ones(3))
    geometric = AGGREGATIONS["geometric"].apply(SCORES, np.ones(3))
    assert arithmetic == pytest.approx([81.5, 69.5, 35.3], abs=0.05)
    assert geometric == pytest.approx([81.4, 62.7, 25.5], abs=0.05)


def test_means_by_hand():
    # harmonic of 20 and 80: 2 / (1/20 + 1/80) = 32; power 1/2 of 4 and 16: ((2 + 4) / 2)^2 = 9
    assert AGGREGATIONS["harmonic"].apply(np.array([[20.0, 80.0]]), np.ones(2)) == pytest.approx([32])
    assert AGGREGATIONS["power"].apply(np.array([[4.0, 16.0]]), np.ones(2)) == pytest.approx([9])
    assert AGGREGATIONS["power"].apply(np.array([[1.0, 100.0]]), np.ones(2), exponent=0.0) == pytest.approx([10])


def test_copeland_of_coinr(asem: Path):
    table = pd.read_csv(asem / "copeland_ConEcFin.csv")
    scores = table[["Goods", "Services", "FDI", "PRemit", "ForPort"]].to_numpy(dtype=float)
    found = AGGREGATIONS["copeland"].apply(scores, np.ones(5))
    assert found.tolist() == table["copeland"].tolist()
    assert ranks(found).tolist() == table["rank"].tolist()


@pytest.fixture
def profiles(reference: Path) -> dict[int, dict[str, object]]:
    published = json.loads((reference / "oracles" / "handbook_tai" / "published.json").read_text(encoding="utf-8"))
    return {entry["table"]: entry for entry in published["borda_condorcet"]} | {35: published["table35_36"]}


def ballots(profile: list[tuple[int, str]], options: str) -> tuple[np.ndarray, np.ndarray]:
    """One column per group of voters, points by place; weights are the voters."""
    columns = [[len(order) - 1 - order.index(option) for option in options] for _, order in profile]
    return np.array(columns, dtype=float).T, np.array([float(count) for count, _ in profile])


@pytest.mark.parametrize("table", [25, 28, 31])
def test_borda_of_the_handbook(profiles, table):
    case = profiles[table]
    options = "".join(sorted(case["borda"]))
    scores, voters = ballots(case["profile"], options)
    found = AGGREGATIONS["borda"].apply(scores, voters) * voters.sum()
    assert found == pytest.approx([case["borda"][option] for option in options])


def test_borda_reverses_ranks_when_an_option_is_dropped(profiles):
    case = profiles[31]
    scores, voters = ballots([(count, order.replace("d", "")) for count, order in case["profile"]], "abc")
    without = AGGREGATIONS["borda"].apply(scores, voters) * voters.sum()
    assert without == pytest.approx([case["without_d"][option] for option in "abc"])
    assert [case["borda"][o] for o in "abc"] == sorted((case["borda"][o] for o in "abc"), reverse=True)
    assert without.tolist() == sorted(without.tolist())


@pytest.mark.parametrize("table", [25, 28])
def test_outranking_matrix_and_condorcet_order(profiles, table):
    case = profiles[table]
    options = "abcd"[: len(case["outranking"])]
    scores, voters = ballots(case["profile"], options)
    support = pairwise_support(scores, voters)
    assert support == pytest.approx(np.array(case["outranking"], dtype=float))
    wins = AGGREGATIONS["copeland"].apply(scores, voters)
    if case["condorcet"] == "cycle":
        assert wins.tolist() == [0, 0, 0]
    else:
        assert "".join(sorted(options, key=lambda o: -wins[options.index(o)])) == case["condorcet"]


def test_outranking_matrix_of_five_countries(profiles):
    case = profiles[35]
    support = pairwise_support(np.array(case["matrix"]), np.full(8, 1 / 8))
    assert support == pytest.approx(np.array(case["outranking"]))


def test_promethee_is_the_mean_margin():
    support = pairwise_support(SCORES, np.array([0.5, 0.3, 0.2]))
    expected = (support - support.T).sum(axis=1) / 2
    assert AGGREGATIONS["promethee_ii"].apply(SCORES, np.array([5.0, 3.0, 2.0])) == pytest.approx(expected)


def test_topsis_by_hand():
    # weighted: (0, 30), (40, 0), (20, 20); ideal (40, 30), worst (0, 0)
    scores = np.array([[0.0, 60], [80, 0], [40, 40]])
    to_best = np.array([40, 30, np.hypot(20, 10)])
    to_worst = np.array([30, 40, np.hypot(20, 20)])
    assert AGGREGATIONS["topsis"].apply(scores, np.ones(2)) == pytest.approx(100 * to_worst / (to_best + to_worst))


def test_vikor_by_hand():
    # regrets: (0.5 x 1, 0.5 x 0), (0, 0.5), (0.5 x 0.5, 0.5 x 1/3): S = 0.5, 0.5, 0.41667; R = 0.5, 0.5, 0.25
    scores = np.array([[0.0, 60], [80, 0], [40, 40]])
    assert AGGREGATIONS["vikor"].apply(scores, np.ones(2)) == pytest.approx([0, 0, 100])


def test_benefit_of_the_doubt_of_the_handbook(reference: Path):
    # Table 23 prints rank 1 for the countries on the frontier; Finland, the USA and Sweden are on it.
    data = pd.read_csv(reference / "oracles" / "handbook_tai" / "data.csv").drop(columns="country").to_numpy(float)
    found = AGGREGATIONS["benefit_of_the_doubt"].apply(data, np.ones(8))
    assert found[:3] == pytest.approx([100, 100, 100])
    assert found.max() <= 100 + 1e-9
    with pytest.raises(MethodError, match="ab 0"):
        AGGREGATIONS["benefit_of_the_doubt"].apply(-data, np.ones(8))


@pytest.mark.parametrize("key", list(AGGREGATIONS))
def test_every_aggregation_refuses_what_it_cannot_take(key):
    method = AGGREGATIONS[key]
    with pytest.raises(MissingValueError, match="Zeile 2"):
        method.apply(np.array([[1.0, 2], [np.nan, 3]]), np.ones(2))
    with pytest.raises(MethodError, match="Unendliche"):
        method.apply(np.array([[1.0, 2], [np.inf, 3]]), np.ones(2))
    with pytest.raises(MethodError, match="3 Gewichte für 2"):
        method.apply(np.ones((2, 2)), np.ones(3))
    for weights in ([0.0, 0.0], [-1.0, 2.0], [np.nan, 1.0]):
        with pytest.raises(MethodError, match="Erwartet werden endliche Zahlen"):
            method.apply(np.ones((2, 2)), np.array(weights))


@pytest.mark.parametrize("key", list(AGGREGATIONS))
def test_every_aggregation_takes_one_district_and_twins(key):
    alone = AGGREGATIONS[key].apply(np.array([[30.0, 60.0]]), np.ones(2))
    twins = AGGREGATIONS[key].apply(np.array([[30.0, 60.0], [30.0, 60.0], [10.0, 10.0]]), np.ones(2))
    assert np.isfinite(alone).all()
    assert twins[0] == pytest.approx(twins[1])
    assert ranks(twins).tolist() == [1, 1, 3]


def test_zero_under_a_geometric_mean_needs_a_declared_floor():
    scores = np.array([[0.0, 100.0], [50.0, 50.0]])
    with pytest.raises(MethodError, match="floor"):
        AGGREGATIONS["geometric"].apply(scores, np.ones(2))
    assert AGGREGATIONS["geometric"].apply(scores, np.ones(2), floor=1.0) == pytest.approx([10, 50])
    with pytest.raises(MethodError, match="Zahl über 0"):
        AGGREGATIONS["geometric"].apply(scores, np.ones(2), floor=0.0)


def test_unknown_rule_for_ties():
    with pytest.raises(StudyError, match="average"):
        ranks(np.ones(2), "avg")  # type: ignore[arg-type]


@given(arrays(float, (6, 3), elements=st.floats(1, 100)), st.permutations(range(6)))
def test_order_of_the_districts_does_not_matter(scores, order):
    weights = np.array([0.5, 0.3, 0.2])
    for key, method in AGGREGATIONS.items():
        if key != "benefit_of_the_doubt":
            straight, turned = method.apply(scores, weights), method.apply(scores[order], weights)
            assert turned == pytest.approx(straight[order], rel=1e-6, abs=1e-6), key


@given(arrays(float, (5, 3), elements=st.floats(1, 100)))
def test_means_are_ordered(scores):
    found = [AGGREGATIONS[key].apply(scores, np.ones(3)) for key in ("harmonic", "geometric", "power", "arithmetic")]
    for low, high in pairwise(found):
        assert (low <= high + 1e-9).all()
