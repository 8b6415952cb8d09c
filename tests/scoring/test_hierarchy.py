from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import MethodError
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.ties import ranks


def leaves(frame: pd.DataFrame, tree: Hierarchy) -> np.ndarray:
    return frame[list(tree.levels[0].names)].to_numpy(dtype=float)


def with_means(tree: Hierarchy, key: str) -> Hierarchy:
    for level in range(len(tree.levels)):
        tree = tree.with_aggregation(level, key)
    return tree


@pytest.mark.parametrize("file, key", [("a_amean", "arithmetic"), ("a_gmean", "geometric"), ("a_hmean", "harmonic")])
def test_aggregates_of_coinr_on_three_levels(asem: Path, asem_tree: Hierarchy, file, key):
    normalised = pd.read_csv(asem / "normalised_minmax_1_100.csv", index_col=0)
    expected = pd.read_csv(asem / f"aggregated_{file}.csv", index_col=0)
    tree = with_means(asem_tree, key)
    pillars, parts, whole = tree.scores(leaves(normalised, tree))
    assert np.abs(pillars - expected[list(tree.levels[1].names)]).to_numpy().max() < 1e-12
    assert np.abs(parts - expected[list(tree.levels[2].names)]).to_numpy().max() < 1e-12
    assert np.abs(whole[:, 0] - expected["Index"]).max() < 1e-12
    assert ranks(whole[:, 0]).tolist() == expected["IndexRank"].tolist()


def test_structural_weights_of_coinr(asem: Path, asem_tree: Hierarchy):
    published = pd.read_csv(asem / "effective_weights.csv")
    published = published[published["Level"] == 1].set_index("iCode")["EffWeight"]
    found = pd.Series(asem_tree.indicator_weights(), index=list(asem_tree.levels[0].names))
    assert (found - published[found.index]).abs().max() < 1e-12
    assert found.sum() == pytest.approx(1)


def test_fifty_weight_draws_of_coinr(asem: Path, asem_tree: Hierarchy):
    draws = pd.read_csv(asem / "ua_weights50_draws.csv").set_index("iCode")
    scores = pd.read_csv(asem / "ua_weights50_scores.csv", index_col=0)
    placed = pd.read_csv(asem / "ua_weights50_ranks.csv", index_col=0)
    columns = [f"X{i}" for i in range(1, 51)]
    normalised = pd.read_csv(asem / "dset_Normalised.csv", index_col=0)
    drawn = {
        level: draws.loc[list(asem_tree.levels[level].names), columns].to_numpy(dtype=float).T
        for level in range(len(asem_tree.levels))
        if set(asem_tree.levels[level].names) <= set(draws.index)
    }
    assert drawn
    found = asem_tree.draw_scores(list(leaves(normalised, asem_tree).T), drawn, 50)
    assert np.abs(found.T - scores[columns].to_numpy()).max() < 1e-12
    assert np.array_equal(np.stack([ranks(row) for row in found], axis=1), placed[columns].to_numpy())


def test_removal_of_pillars_and_sub_indices_of_coinr(asem: Path, asem_tree: Hierarchy):
    normalised = pd.read_csv(asem / "dset_Normalised.csv", index_col=0)
    shifts = pd.read_csv(asem / "remove_elements_meanabsdiff.csv").set_index(["Level", "Removed"])["MeanAbsRankDiff"]
    columns = list(leaves(normalised, asem_tree).T)
    nominal = ranks(asem_tree.draw_scores(columns, {}, 1)[0])
    for file_level, level in ((2, 1), (3, 2)):
        published = pd.read_csv(asem / f"remove_level{file_level}_ranks.csv", index_col=0)
        names = asem_tree.levels[level].names
        for i, name in enumerate(names):
            weights = np.ones((1, len(names)))
            weights[0, i] = 0
            found = ranks(asem_tree.draw_scores(columns, {level: weights}, 1)[0])
            assert found.tolist() == published[name].tolist()
            assert np.abs(found - nominal).mean() == pytest.approx(shifts[(file_level, name)])


def test_plan_and_hierarchy_agree(heidenheim: Ranking):
    tree = Hierarchy.from_plan(heidenheim.plan)
    criteria, whole = tree.scores(heidenheim.normalised[list(tree.levels[0].names)].to_numpy())
    assert whole[:, 0] == pytest.approx(heidenheim.frame["fit"].to_numpy())
    assert criteria == pytest.approx(heidenheim.frame[list(tree.levels[1].names)].to_numpy())


@pytest.mark.parametrize("key", ["arithmetic", "geometric", "harmonic", "power", "copeland", "topsis", "borda"])
def test_a_block_of_draws_is_the_same_as_draw_by_draw(key):
    generator = np.random.default_rng(3)
    tree = Hierarchy.from_parents({"a": "x", "b": "x", "c": "y", "d": "y", "x": "all", "y": "all"})
    tree = tree.with_aggregation(1, key)
    values = generator.uniform(1, 100, (6, 4))
    weights = generator.dirichlet(np.ones(2), 5)
    block = tree.draw_scores(list(values.T), {1: weights}, 5)
    for row, drawn in zip(block, weights, strict=True):
        assert row == pytest.approx(tree.draw_scores(list(values.T), {1: drawn[None, :]}, 1)[0])
    moving = tree.draw_scores([np.tile(column, (5, 1)) for column in values.T], {1: weights}, 5)
    assert moving == pytest.approx(block)


@pytest.mark.parametrize(
    "parents, message",
    [
        ({"a": "x", "b": "y"}, "genau eine Spitze"),
        ({"a": "x", "x": "all", "b": "all"}, "verschiedener Tiefe"),
        ({"a": "b", "b": "a"}, "genau eine Spitze"),
    ],
)
def test_trees_that_are_none_are_refused(parents, message):
    with pytest.raises(MethodError, match=message):
        Hierarchy.from_parents(parents)


def test_scores_and_ranks_of_every_node_of_coinr(asem: Path, asem_tree: Hierarchy):
    normalised = pd.read_csv(asem / "dset_Normalised.csv", index_col=0)
    levels = asem_tree.scores(leaves(normalised, asem_tree))
    names = [*asem_tree.levels[1].names, *asem_tree.levels[2].names, "Index"]
    found = pd.DataFrame(np.hstack(levels), index=normalised.index, columns=names)
    scores = pd.read_csv(asem / "results_aggs_scores.csv").set_index("uCode")
    placed = pd.read_csv(asem / "results_aggs_ranks.csv").set_index("uCode")
    for name in names:
        assert found.loc[scores.index, name].to_numpy() == pytest.approx(scores[name].to_numpy(), abs=0.00501)
        assert ranks(found.loc[placed.index, name].to_numpy()).tolist() == placed[name].tolist()


def test_parameters_reach_the_mean_they_belong_to():
    parents = {"a": "x", "b": "x", "x": "all"}
    scores = np.array([[0.0, 64.0], [16.0, 4.0]])
    tree = Hierarchy.from_parents(parents, aggregations=("geometric", "arithmetic"))
    floored = replace(tree, parameters={"geometric": {"floor": 1.0}, "power": {"exponent": 2.0}})
    # sqrt(1 x 64) and sqrt(16 x 4)
    assert floored.scores(scores)[-1][:, 0].tolist() == pytest.approx([8, 8])
    assert floored.draw_scores(list(scores.T), {}, 1)[0].tolist() == pytest.approx([8, 8])
    squares = replace(floored.with_aggregation(0, "power"), parameters={"power": {"exponent": 2.0, "floor": 1e-9}})
    # the root of the mean of 0 and 4096, of 256 and 16
    assert squares.draw_scores(list(scores.T), {}, 1)[0].tolist() == pytest.approx([2048**0.5, 136**0.5])
