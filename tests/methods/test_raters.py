"""Agreement of raters, against the published example."""

import numpy as np
import pytest

from districtanalysis.methods.raters import krippendorff_alpha

NAN = float("nan")
# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, section D: four observers, twelve units.
PUBLISHED = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3],
        [NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN],
    ]
).T


def test_published_example():
    assert krippendorff_alpha(PUBLISHED) == pytest.approx(0.815, abs=0.0005)


def test_only_the_order_of_the_values_counts():
    assert krippendorff_alpha(PUBLISHED**3) == pytest.approx(krippendorff_alpha(PUBLISHED))


def test_order_of_raters_and_things_does_not_matter():
    assert krippendorff_alpha(PUBLISHED[::-1, ::-1]) == pytest.approx(krippendorff_alpha(PUBLISHED))


def test_two_raters_by_hand():
    # Values 1, 1, 2, 2 in pairs (1,1), (1,2)... coincidences: 11: 2, 12: 1, 21: 1; totals 3 and 1.
    # Only one distance: observed 2, expected 2 * 3 * 1 / (4 - 1) = 2, so alpha = 0.
    assert krippendorff_alpha(np.array([[1.0, 1.0], [1.0, 2.0]])) == pytest.approx(0.0)


@pytest.mark.parametrize(
    "ratings",
    [np.empty((0, 2)), np.array([[1.0, NAN], [NAN, 2.0]]), np.array([[3.0, 3.0], [3.0, 3.0]]), np.array([[3.0]])],
)
def test_nothing_to_compare(ratings):
    assert np.isnan(krippendorff_alpha(ratings))
