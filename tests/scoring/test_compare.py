from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import MethodError
from districtanalysis.scoring.compare import compare_recipes
from districtanalysis.scoring.hierarchy import Hierarchy
from districtanalysis.scoring.ties import ranks
from districtanalysis.scoring.variants import Column, Workshop


def test_two_rankings_by_hand(heidenheim: Ranking):
    turned = heidenheim.frame.assign(rank=[2, 1, 3])
    found = compare_recipes(heidenheim, replace(heidenheim, frame=turned), labels=("eins", "zwei"))
    assert found.frame["shift"].tolist() == [1, -1, 0]
    # three pairs, one discordant: (2 - 1) / 3
    assert found.tau == pytest.approx(1 / 3)
    assert found.mean_shift == pytest.approx(2 / 3)


def test_min_max_against_z_scores_of_coinr(
    asem: Path, asem_meta: pd.DataFrame, asem_tree: Hierarchy, heidenheim: Ranking
):
    published = pd.read_csv(asem / "compare_minmax_vs_zscore.csv").set_index("uCode")
    treated = pd.read_csv(asem / "dset_Treated.csv", index_col=0)[list(asem_tree.levels[0].names)]
    columns = [Column(key, "more" if asem_meta.loc[key, "Direction"] == 1 else "less") for key in treated]
    workshop = Workshop(treated, columns, asem_tree)

    def ranking(method: str) -> Ranking:
        index = asem_tree.scores(workshop.normalised("refuse", "none", method))[-1][:, 0]
        frame = pd.DataFrame({"name": treated.index, "rank": ranks(index).astype(int)}, index=treated.index)
        return replace(heidenheim, frame=frame)

    found = compare_recipes(ranking("min_max"), ranking("z_score")).frame.loc[published.index]
    assert found["first"].tolist() == published["coin.1"].tolist()
    assert found["second"].tolist() == published["coin.2"].tolist()
    # they subtract the second from the first
    assert (-found["shift"]).tolist() == published["Diff"].tolist()


def test_nothing_in_common_is_refused(heidenheim: Ranking):
    other = replace(heidenheim, frame=heidenheim.frame.rename(index=lambda name: f"{name} 2"))
    with pytest.raises(MethodError, match="weniger als zwei Stadtteile"):
        compare_recipes(heidenheim, other)
