"""Published values (see the reference folder) and Kaiserslautern by hand."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from districtanalysis.errors import MethodError
from districtanalysis.methods import segregation as seg

GROUPS = ["asian", "black", "hisp", "white", "native"]


@pytest.fixture
def schools(reference: Path) -> pd.DataFrame:
    return pd.read_csv(reference / "oracles" / "spatial" / "schools00_wide.csv")


@pytest.fixture
def expected(reference: Path) -> dict[str, dict[str, dict[str, float]]]:
    path = reference / "oracles" / "spatial" / "segregation_expected.json"
    content: dict[str, dict[str, dict[str, float]]] = json.loads(path.read_text())
    return content


@pytest.fixture
def kaiserslautern(reference: Path) -> dict[str, np.ndarray]:
    path = reference.parent / "figures" / "kaiserslautern_derived_residents.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        "group": np.array([float(row["auslaender_anzahl"]) for row in rows]),
        # residents = count / printed share, as the field notes derive them
        "total": np.array(
            [float(row["auslaender_anzahl"]) / float(row["auslaender_anteil_pct"]) * 100 for row in rows]
        ),
        "low": np.array([float(row["einwohner_min"]) for row in rows]),
        "high": np.array([float(row["einwohner_max"]) for row in rows]),
    }


def test_kaiserslautern(kaiserslautern: dict[str, np.ndarray]) -> None:
    group, total = kaiserslautern["group"], kaiserslautern["total"]
    assert 100 * seg.segregation_index(group, total) == pytest.approx(16.48, abs=0.005)
    assert seg.isolation(group, total) == pytest.approx(0.1568, abs=0.00005)
    assert seg.eta_squared(group, total) == pytest.approx(0.018, abs=0.0005)


def test_multigroup_values_of_the_schools(schools: pd.DataFrame, expected: dict) -> None:
    table = schools[GROUPS].to_numpy()
    published = expected["published_schools00"]
    computed = expected["computed_here_pysal_segregation_2.5.4"]["multigroup_all5"]
    assert seg.mutual_information(table) == pytest.approx(published["M"], abs=5e-4)
    assert seg.theil_h(table) == pytest.approx(published["H"], abs=5e-4)
    assert seg.mutual_information(table) == pytest.approx(expected["recomputed_full_precision"]["M"], rel=1e-12)
    assert seg.theil_h(table) == pytest.approx(computed["MultiInfoTheory"], rel=1e-9)
    assert seg.multigroup_dissimilarity(table) == pytest.approx(computed["MultiDissim"], rel=1e-9)
    assert seg.normalised_exposure(table) == pytest.approx(computed["MultiNormExposure"], rel=1e-9)
    assert seg.relative_diversity(table) == pytest.approx(computed["MultiRelativeDiversity"], rel=1e-9)
    city = table.sum(axis=0)[None, :]
    assert seg.entropy(city)[0] == pytest.approx(computed["MultiDiversity"], rel=1e-9)
    assert seg.simpson(city, unbiased=False)[0] == pytest.approx(computed["SimpsonsInteraction"], rel=1e-9)


def test_decomposition_by_state(schools: pd.DataFrame, expected: dict) -> None:
    part = seg.decompose(schools[GROUPS].to_numpy(), schools["state"])
    exact = expected["recomputed_full_precision"]
    assert part.m_between == pytest.approx(exact["M_between_state"], rel=1e-9)
    assert part.m_within == pytest.approx(exact["M_within_state"], rel=1e-9)
    assert part.h_between == pytest.approx(exact["H_between_state"], rel=1e-9)
    assert part.h_between + part.h_within == pytest.approx(part.h, rel=1e-12)


def test_two_group_values_of_the_schools(schools: pd.DataFrame, expected: dict) -> None:
    single = expected["computed_here_pysal_segregation_2.5.4"]["single_black_vs_total"]
    group, total = schools["black"].to_numpy(), schools[GROUPS].sum(axis=1).to_numpy()
    assert seg.segregation_index(group, total) == pytest.approx(single["Dissim"], rel=1e-9)
    assert seg.gini(group, total) == pytest.approx(single["Gini"], rel=1e-9)
    assert seg.isolation(group, total) == pytest.approx(single["Isolation"], rel=1e-9)
    assert seg.exposure(group, total - group, total) == pytest.approx(single["Interaction"], rel=1e-9)
    assert seg.theil_h(np.column_stack([group, total - group])) == pytest.approx(single["Entropy"], rel=1e-9)
    assert seg.atkinson(group, total) == pytest.approx(single["Atkinson"], rel=1e-9)
    assert seg.eta_squared(group, total) == pytest.approx(single["CorrelationR"], rel=1e-9)


@pytest.mark.parametrize(("key", "value"), [("D_0", 0.0), ("D_0.6_a", 0.6), ("D_0.6_b", 0.6), ("D_1", 1.0)])
def test_small_tables_with_known_dissimilarity(expected: dict, key: str, value: float) -> None:
    table = np.array(expected["exact_small_tables"][key], dtype=float)
    assert seg.dissimilarity(table[:, 0], table[:, 1]) == pytest.approx(value, abs=1e-12)


def test_entropy_of_two_tables(expected: dict) -> None:
    for case in expected["entropy"]:
        assert seg.entropy(case["n"])[0] == pytest.approx(case["H"], abs=1e-12)


def test_empty_areas_change_nothing() -> None:
    assert seg.isolation([30, 10, 0], [100, 100, 0]) == seg.isolation([30, 10], [100, 100])
    assert np.isnan(seg.location_quotient([30, 10, 0], [100, 100, 0])[2])
    assert seg.theil_h([[3, 1], [1, 3], [0, 0]]) == pytest.approx(seg.theil_h([[3, 1], [1, 3]]))


def test_simpson_counts_pairs_of_different_residents() -> None:
    # three residents, groups of 2 and 1: of 3 pairs 2 are mixed
    assert seg.simpson([[2, 1]])[0] == pytest.approx(2 / 3)
    assert np.isnan(seg.simpson([[1, 0]])[0])


def test_normalised_entropy_counts_the_classification() -> None:
    # four groups, two of them present in equal numbers: ln 2 / ln 4
    assert seg.evenness([[5, 5, 0, 0]])[0] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: seg.segregation_index([5], [4]), "nicht größer"),
        (lambda: seg.segregation_index([1, 2], [3]), "verschieden lang"),
        (lambda: seg.segregation_index([0, 0], [3, 3]), "Summe 0"),
        (lambda: seg.segregation_index([-1, 2], [3, 3]), "keine Anzahl"),
        (lambda: seg.segregation_index([np.nan, 2], [3, 3]), "keine Anzahl"),
        (lambda: seg.eta_squared([3, 3], [3, 3]), "Alle Einwohner"),
        (lambda: seg.theil_h([[3, 0], [3, 0]]), "zwei besetzte"),
        (lambda: seg.entropy([[3], [3]]), "zwei Gruppen"),
        (lambda: seg.atkinson([1, 2], [3, 3], aversion=1.0), "Atkinson"),
        (lambda: seg.decompose([[1, 2]], ["a", "b"]), "verschieden lang"),
        (lambda: seg.decompose([[1, 0]], ["a"]), "zwei besetzte"),
        (lambda: seg.multigroup_dissimilarity([[1, 0]]), "zwei besetzte"),
    ],
)
def test_what_cannot_be_computed_is_refused(call, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(MethodError, match=words):
        call()


COUNTS = st.lists(st.tuples(st.integers(0, 500), st.integers(1, 500)), min_size=2, max_size=12)


@given(COUNTS, st.integers(2, 9))
def test_indices_stay_on_their_scales_and_ignore_the_size_of_the_town(
    pairs: list[tuple[int, int]], factor: int
) -> None:
    group = np.array([g for g, _ in pairs], dtype=float)
    total = group + np.array([o for _, o in pairs])
    assume(group.sum() > 0)
    for index in (seg.segregation_index, seg.gini, seg.eta_squared, seg.isolation):
        value = index(group, total)
        assert -1e-9 <= value <= 1 + 1e-9
        assert index(factor * group, factor * total) == pytest.approx(value, abs=1e-9)
    assert seg.gini(group, total) >= seg.segregation_index(group, total) - 1e-9
    order = np.argsort(group, kind="stable")
    assert seg.theil_h(np.column_stack([group, total - group])[order]) == pytest.approx(
        seg.theil_h(np.column_stack([group, total - group])), abs=1e-9
    )
