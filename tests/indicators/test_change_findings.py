"""Findings of a comparison that say the same are told once."""

from __future__ import annotations

from districtanalysis.domain.finding import Finding
from districtanalysis.indicators.change_findings import told_once
from districtanalysis.language import using


def test_the_same_of_two_measures_is_one_finding() -> None:
    details = {"names": "Neu", "date": "31.12.2018", "count": 1}
    pair = [
        Finding("district_at_one_date", "warning", file="a.csv", district="Neu", details={**details, "what": what})
        for what in ("Einwohner", "Ausländeranteil")
    ]
    other = Finding("district_at_one_date", "warning", file="b.csv", details={**details, "what": "Einwohner"})
    found = told_once([*pair, other])
    assert len(found) == 2
    assert found[0].found.startswith("Einwohner und Ausländeranteil: Am 31.12.2018")
    with using("en"):
        assert "there is no value for Neu" in found[0].message
