import json
from pathlib import Path

import numpy as np
import pytest

from districtanalysis.errors import MethodError
from districtanalysis.scoring.ahp import ahp, weights_from_matrix


@pytest.fixture
def published(reference: Path) -> dict:
    return json.loads((reference / "oracles" / "ahp" / "ahp.json").read_text(encoding="utf-8"))


def as_dict(result) -> dict[str, float]:
    return dict(zip(result.names, result.weights, strict=True))


def pairs(rows) -> list[tuple[str, str, float]]:
    return [(a, b, float(value)) for a, b, value in rows]


def test_drinks_of_saaty(published):
    case = published["drinks"]
    found = ahp(pairs(case["comparisons"]))
    assert as_dict(found) == pytest.approx(case["weights"], abs=5e-5)
    assert found.consistency_ratio == pytest.approx(case["cr_donegan_dodd"], abs=5e-5)
    other = ahp(pairs(case["comparisons"]), scale="saaty")
    assert other.consistency_ratio == pytest.approx(case["cr_saaty"], abs=5e-4)
    assert found.consistent


def test_cities_of_saaty(published):
    case = published["cities"]
    criteria = as_dict(ahp(pairs(case["criteria"])))
    found = dict.fromkeys(case["target"], 0.0)
    for name, rows in case["alternatives"].items():
        for city, weight in as_dict(ahp(pairs(rows))).items():
            found[city] += criteria[name] * weight
    assert found == pytest.approx(case["target"], abs=1e-4)


def test_missing_comparisons_are_filled_as_published(published):
    case = published["incomplete"]
    found = ahp(pairs(case["comparisons"]))
    assert as_dict(found) == pytest.approx(case["weights"], abs=5e-5)
    assert found.consistency_ratio == pytest.approx(case["cr"], abs=5e-5)
    (first, second, value), *_ = found.filled
    assert (first, second) == ("c", "d")
    assert value == pytest.approx(case["completed"][0][2], abs=1e-5)


def test_consistent_comparisons_have_ratio_zero():
    found = ahp([("a", "b", 2), ("b", "c", 3), ("a", "c", 6)])
    assert found.weights == pytest.approx(np.array([6, 3, 1]) / 10)
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)


def test_circular_comparisons_are_inconsistent_and_the_worst_is_named():
    found = ahp([("a", "b", 3), ("b", "c", 3), ("a", "c", 1 / 3)])
    assert not found.consistent
    assert found.worst is not None


@pytest.mark.parametrize(
    "rows, message",
    [
        ([("a", "b", 0.0)], "Zahl über 0"),
        ([("a", "b", float("nan"))], "Zahl über 0"),
        ([("a", "b", 2.0), ("b", "a", 2.0)], "widerspricht sich"),
        ([("a", "b", 2.0), ("c", "d", 2.0)], "über keine Kette"),
        ([("a", "a", 2.0)], "Zahl über 0"),
    ],
)
def test_comparisons_that_cannot_be_are_refused(rows, message):
    with pytest.raises(MethodError, match=message):
        ahp(rows)


def test_matrix_must_be_square_positive_and_reciprocal():
    with pytest.raises(MethodError, match="quadratische"):
        weights_from_matrix(np.ones((2, 3)))
    with pytest.raises(MethodError, match="widerspricht sich"):
        weights_from_matrix(np.array([[1.0, 2], [2, 1]]))
    with pytest.raises(MethodError, match="Zahl über 0"):
        weights_from_matrix(np.array([[1.0, -2], [-0.5, 1]]))
