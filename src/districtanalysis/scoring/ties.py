"""Ranks from scores, with the rule for ties named."""

from __future__ import annotations

from districtanalysis.domain.registry import unknown_name
from districtanalysis.errors import StudyError
from districtanalysis.methods.transforms import FloatArray, Ties, ascending_ranks

TIES: tuple[Ties, ...] = ("min", "dense", "average")


def ranks(scores: FloatArray, ties: Ties = "min") -> FloatArray:
    """Return the rank of each score, 1 = highest; shape (n,), NaN where the score is missing.

    ``ties`` "min" gives equal scores the best of their places (1, 1, 3), "dense" leaves no gap
    (1, 1, 2), "average" the mean of their places (1.5, 1.5, 3). Scores within 1e-12 of the largest
    absolute score are equal. Raises ``StudyError`` for another rule.

    >>> import numpy as np
    >>> ranks(np.array([0.1 + 0.2, 0.3, 0.9])).tolist()
    [2.0, 2.0, 1.0]
    """
    if ties not in TIES:
        raise StudyError(unknown_name("ties", str(ties), list(TIES)))
    return ascending_ranks(-scores, ties)
