"""A monitor on the workshop page: classes, no sliders, everybody on the map."""

from __future__ import annotations

import json

import pandas as pd
import pytest

from districtanalysis.domain.monitored import Monitored, MonitoredIndex
from districtanalysis.domain.study import Head, Source, Study
from districtanalysis.language import using
from districtanalysis.methods.tile_grid import tiles
from districtanalysis.report.workshop_monitor import monitor_data


def found(classes: tuple[str, ...] = ("hoch", "niedrig"), attention: str = "besonderer Bedarf") -> Monitored:
    frame = pd.DataFrame({"score": [-0.5, 1.5], "rank": [1.0, 2.0], "step": [0, 1]}, index=["1", "2"])
    values = pd.DataFrame({"x": [3.0, 7.25]}, index=["1", "2"])
    index = MonitoredIndex("status", "Status", frame, classes, values, values - 5, {"x": "Anteil"}, "Rang 1: vorn.")
    return Monitored(
        "Monitor",
        pd.Series({"1": "West", "2": "Ost"}),
        (index,),
        pd.Series({"1": "hoch / stabil", "2": "niedrig / stabil"}),
        pd.Series({"1": False, "2": True}),
        attention,
        pd.Series({"3": "Park"}),
        ("zu klein",),
        ("Vorsicht",),
    )


def made(one: Monitored) -> dict[str, object]:
    head = Head(title="T", purpose="Z", city="S")
    source = Source(
        id="a", file="a.csv", publisher="S", date="not_stated", population_concept="not_stated", licence="–"
    )
    study = Study(schema_version=1, study=head, source=(source,))
    areas = tiles({"1": (1, 1), "2": (2, 1), "3": (1, 2)})
    return monitor_data({"de": one, "en": one}, study, (), areas)


def test_it_is_plain_json_and_holds_everybody():
    data = made(found())
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert data["names"] == ["Ost", "Park", "West"]
    fixed = data["fixed"]
    assert fixed["fit"] == [1.5, None, -0.5]
    assert fixed["rank"] == [2, None, 1]
    assert fixed["monitor"]["of"] == [1, 0, 0]
    assert fixed["monitor"]["groups"]["de"] == ["niedrig / stabil", "", "hoch / stabil"]
    assert data["indicators"][0]["values"] == [7.25, None, 3]
    assert data["excluded"] == [["Park", {"de": "zu klein", "en": "zu klein"}]]
    assert sorted(data["map"]["rows"]) == [0, 1, 2]


def test_the_answer_counts_classes_and_says_that_nothing_can_be_moved():
    fixed = made(found())["fixed"]
    assert fixed["monitor"]["lead"]["de"] == "Status: hoch 1, niedrig 1. Besonderer Bedarf: 1."
    assert "keine Regler" in fixed["words"]["de"]
    assert "no sliders" in fixed["words"]["en"]
    with using("en"):
        assert made(found((), ""))["fixed"]["monitor"]["lead"]["de"] == "2 Stadtteile, geordnet nach: Status."


@pytest.mark.parametrize("tone", ["warning", "note"])
def test_what_must_be_said_stands_below(tone: str):
    assert tone in [line[0] for line in made(found())["standing"]["de"]]
