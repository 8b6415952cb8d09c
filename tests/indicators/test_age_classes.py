"""Age classes as printed: gaps, overlaps, lost values."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.datasets.shipped import raw_folder
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_rows
from districtanalysis.indicators.age_classes import age_classes, gaps_and_overlaps, read_band
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("0-5", (0, 5)),
        ("18 bis 25 Jahre", (18, 25)),
        (">25", (26, None)),
        ("über 25", (26, None)),
        ("unter 6", (0, 5)),
        ("65 und älter", (65, None)),
        ("ab 80", (80, None)),
        ("65+", (65, None)),
        ("7", (7, 7)),
        ("insgesamt", None),
        ("je Herkunftsland", None),
    ],
)
def test_classes_are_read_as_they_are_printed(text: str, band: object) -> None:
    assert read_band(text) == band


def test_gaps_and_overlaps_are_named() -> None:
    assert gaps_and_overlaps([(0, 5), (6, 13), (14, 17), (18, 25), (26, None)]) == ((), ())
    assert gaps_and_overlaps([(3, 5), (10, None)]) == (("0–2", "6–9"), ())
    assert gaps_and_overlaps([(0, 18), (18, 25), (25, None)]) == ((), ("18", "25"))
    assert gaps_and_overlaps([(0, None), (65, None)]) == ((), ("65+",))


def test_the_classes_of_heidenheim_are_whole_and_their_values_lost() -> None:
    found, findings = age_classes(load(load_study(raw_folder() / "heidenheim" / "gefluechtete.toml")))
    (classes,) = found
    assert classes.frame["label"].tolist() == ["0–5", "6–13", "14–17", "18–25", "26+"]
    assert classes.whole
    assert classes.frame["persons"].isna().all()
    assert not findings


def test_a_gap_is_a_finding_with_its_place() -> None:
    rows = [
        {
            "district_id": "A",
            "variable": "refugees_in_care",
            "kind": kind,
            "value": value,
            "source": "s",
            "row": 4 + i,
            "column": 2,
        }
        for i, (kind, value) in enumerate((("0-5", 4), ("7-17", 9), ("17-30", 3)))
    ]
    data = DistrictData(pd.DataFrame({"name": ["Stadt"]}, index=["A"]), from_rows(rows), (SourceRecord("s", "a.csv"),))
    (classes,), findings = age_classes(data)
    assert (classes.gaps, classes.overlaps, classes.open_ended) == (("6",), ("17",), False)
    assert [finding.rule for finding in findings] == ["age_classes_gap", "age_classes_overlap"]
    assert findings[0].message.startswith("a.csv, B4: Stadt: In keiner Klasse liegt das Alter 6.")
