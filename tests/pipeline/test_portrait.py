"""Profiles from the shipped town: figures of the forum slides (Heidenheim 2020)."""

from __future__ import annotations

import math

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.district_profile import DistrictProfile
from districtanalysis.indicators.compute import compute_indicators
from districtanalysis.pipeline.portrait import portrait
from districtanalysis.pipeline.prepare import prepare


@pytest.fixture(scope="module")
def oststadt() -> DistrictProfile:
    prepared = prepare(town())
    return portrait(
        prepared.data, compute_indicators(prepared.data), "Oststadt", city="Heidenheim", findings=prepared.findings
    )


def test_counts_shares_and_places(oststadt: DistrictProfile):
    frame = oststadt.to_frame()
    assert frame.loc["residents", ["value", "city", "place", "of"]].tolist() == [4336, 3694 + 3715 + 4336, 1, 3]
    assert frame.loc["foreigners", "value"] == 1338
    assert frame.loc["refugees_in_care", "value"] == 153
    # 1338 / 4336 and (352 + 724 + 1338) / 11745: pooled counts, never a mean of shares
    assert frame.loc["foreign_share", "value"] == pytest.approx(100 * 1338 / 4336)
    assert frame.loc["foreign_share", "city"] == pytest.approx(100 * 2414 / 11745)
    assert frame.loc["daycare_per_1000", "place"] == 2


def test_a_bound_has_no_place(oststadt: DistrictProfile):
    figure = next(f for f in oststadt.figures if f.key == "nationalities_at_least")
    assert (figure.value, figure.qualifier, figure.count) == (54, "at_least", 0)


def test_places_steps_and_notes(oststadt: DistrictProfile):
    kinds = {f.kind: f.amount for f in oststadt.facilities}
    assert kinds["daycare"] == 3
    assert math.isnan(kinds["sport"])  # "Sportangebote": present, number unknown
    steps = {step.key: step for step in oststadt.steps}
    assert steps["engagement_structure"].step == 2
    assert steps["engagement_structure"].evidence == ("Quartiersangebote", "Antrag auf Stadtteilarbeit läuft")
    assert dict(oststadt.notes)["Bebauung"] == "Kern Mehrfamilienhäuser, Rand Einfamilienhäuser"


def test_three_districts_have_no_spread_to_measure_distances_in(oststadt: DistrictProfile):
    assert oststadt.against is None
    assert oststadt.ages is None
    assert all(finding.district in {"", "Oststadt"} for finding in oststadt.findings)
