import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.robustness import Robustness


@pytest.fixture
def result() -> Robustness:
    """Three districts in ten draws: A 7 times first and 3 times second, B the reverse, C always third."""
    names = pd.Series(["Alpha", "Beta", "Gamma"], index=["A", "B", "C"])
    return Robustness(
        names=names,
        rank=pd.Series([1, 2, 3], index=names.index),
        counts=np.array([[7, 3, 0], [3, 7, 0], [0, 0, 10]]),
        edges=np.array([1, 2, 3, 4]),
        draws=10,
        seed=1,
    )


def test_shares_means_and_quantiles_by_hand(result: Robustness):
    assert result.top(1).tolist() == [0.7, 0.3, 0]
    assert result.top(2).tolist() == [1, 1, 0]
    assert result.mean_rank.tolist() == pytest.approx([1.3, 1.7, 3])
    assert result.quantile(0.5).tolist() == [1, 2, 3]
    assert result.quantile(0.7).tolist() == [1, 2, 3]
    assert result.quantile(0.71).tolist() == [2, 2, 3]
    assert result.interval(0.9).to_numpy().tolist() == [[1, 2], [1, 2], [3, 3]]
    assert result.interval(0.2).to_numpy().tolist() == [[1, 1], [2, 2], [3, 3]]


def test_acceptability_adds_up_both_ways(result: Robustness):
    assert result.acceptability.sum(axis=1).tolist() == [1, 1, 1]
    assert result.acceptability.sum(axis=0).tolist() == [1, 1, 1]


def test_quantiles_of_coinr(asem_ranks: tuple[np.ndarray, pd.DataFrame]):
    ranks, published = asem_ranks
    count = len(ranks)
    counts = np.stack([(ranks == place).sum(axis=1) for place in range(1, count + 1)], axis=1)
    names = pd.Series(published.index, index=published.index)
    found = Robustness(names, names, counts, np.arange(1, count + 2), ranks.shape[1], 0)
    assert found.mean_rank.to_numpy() == pytest.approx(published["Mean"].to_numpy())
    # COINr interpolates between ranks; ours is a rank that occurs, never more than one away.
    assert (found.quantile(0.95) - published["Q95"]).abs().max() < 1
    assert (found.quantile(0.5) - published["Median"]).abs().max() < 1


@pytest.fixture
def asem_ranks(reference) -> tuple[np.ndarray, pd.DataFrame]:
    folder = reference / "oracles" / "coinr_asem"
    ranks = pd.read_csv(folder / "ua_weights50_ranks.csv", index_col=0)
    published = pd.read_csv(folder / "ua_weights50_rankstats.csv", index_col=0)
    return ranks.loc[published.index].to_numpy(), published


def test_bands_of_ranks_give_the_safe_side():
    names = pd.Series(["A"], index=["A"])
    banded = Robustness(names, names, np.array([[0, 10]]), np.array([1, 2, 6]), 10, 0)
    assert banded.interval().to_numpy().tolist() == [[2, 5]]
    with pytest.raises(ValueError, match="k must be a counted rank such as 1, got 3"):
        banded.top(3)


def test_results_can_be_written_and_shown(result: Robustness):
    written = result.to_dict()
    assert written["districts"]["A"]["first"] == 0.7
    assert "Alpha" in result._repr_html_()
    assert result.pairwise.empty
