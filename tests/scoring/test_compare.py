from dataclasses import replace

import pytest

from districtanalysis.domain.ranking import Ranking
from districtanalysis.errors import MethodError
from districtanalysis.scoring.compare import compare


def test_normalisations_of_coinr_side_by_side(heidenheim: Ranking):
    turned = heidenheim.frame.assign(rank=[2, 1, 3])
    found = compare(heidenheim, replace(heidenheim, frame=turned), labels=("eins", "zwei"))
    assert found.frame["shift"].tolist() == [1, -1, 0]
    # three pairs, one discordant: (2 - 1) / 3
    assert found.tau == pytest.approx(1 / 3)
    assert found.mean_shift == pytest.approx(2 / 3)


def test_nothing_in_common_is_refused(heidenheim: Ranking):
    other = replace(heidenheim, frame=heidenheim.frame.rename(index=lambda name: f"{name} 2"))
    with pytest.raises(MethodError, match="weniger als zwei Stadtteile"):
        compare(heidenheim, other)
