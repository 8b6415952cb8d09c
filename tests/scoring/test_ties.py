import numpy as np
import pytest

from districtanalysis.errors import StudyError
from districtanalysis.scoring.ties import TIES, ranks


@pytest.mark.parametrize(
    "rule, expected", [("min", [1, 1, 3, 4]), ("dense", [1, 1, 2, 3]), ("average", [1.5, 1.5, 3, 4])]
)
def test_the_rule_for_ties_is_named(rule, expected):
    assert ranks(np.array([9.0, 9.0, 5.0, 1.0]), rule).tolist() == expected
    assert rule in TIES


def test_unknown_rules_name_the_nearest():
    with pytest.raises(StudyError, match="average"):
        ranks(np.ones(2), "avg")  # type: ignore[arg-type]


def test_a_missing_score_has_no_rank():
    assert np.isnan(ranks(np.array([1.0, np.nan, 2.0]))).tolist() == [False, True, False]
