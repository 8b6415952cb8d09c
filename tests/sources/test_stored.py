from __future__ import annotations

import datetime as dt
import io

import numpy as np
import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.finding import Finding, Phrase
from districtanalysis.domain.observations import Observations, coded, from_rows
from districtanalysis.language import number, say, using
from districtanalysis.sources.loader import load
from districtanalysis.sources.stored import from_files, to_files
from districtanalysis.sources.study_file import load_study

TABLES = ("districts", "areas", "names", "headings")


def same(one: DistrictData, other: DistrictData) -> None:
    for name in ("observations", "above", "totals"):
        first, second = getattr(one, name), getattr(other, name)
        pd.testing.assert_frame_equal(first.frame, second.frame)
        pd.testing.assert_frame_equal(first.lineage, second.lineage)
        for column in first.frame.select_dtypes("category"):
            assert list(first.frame[column].cat.categories) == list(second.frame[column].cat.categories)
    for name in TABLES:
        pd.testing.assert_frame_equal(getattr(one, name), getattr(other, name))
    assert one.sources == other.sources
    assert one.matchings == other.matchings


@pytest.mark.parametrize("name", ["heidenheim", "kaiserslautern"])
def test_a_shipped_town_comes_back_as_it_was_read(name: str) -> None:
    data = load(load_study(town(name)))
    files = to_files(data)
    back = from_files(files)
    same(data, back)
    assert back.findings == data.findings
    assert to_files(back) == files == to_files(data)


def test_names_without_rows_and_their_order_are_kept() -> None:
    figures = from_rows([{"district_id": "b", "variable": "residents", "value": 1.5, "decimals": 1}, {"value": np.nan}])
    frame = figures.frame.assign(district_id=coded(np.array([2, -1]), ["never", "a", "b"]))
    lineage = pd.DataFrame({"figure_id": [1], "input_id": [0], "weight": [0.25]})
    data = DistrictData(pd.DataFrame({"name": ["Ost"]}), Observations(frame, lineage))
    back = from_files(to_files(data)).observations
    assert list(back.frame["district_id"].cat.categories) == ["never", "a", "b"]
    assert back.lineage.to_dict("list") == lineage.to_dict("list")


def test_findings_are_still_worded_when_they_are_read() -> None:
    phrase = Phrase(say, ("variable.residents",))
    details = {"what": phrase, "value": np.float64(30.86), "stated": dt.date(2020, 6, 30), "parts": ("a", phrase, None)}
    finding = Finding("date_differs", "warning", cell="B2", details={**details, "shown": Phrase(number, (2.5, 2))})
    data = DistrictData(pd.DataFrame(), from_rows([]), findings=(finding,))
    found = from_files(to_files(data)).findings[0]
    assert found.details["stated"] == dt.date(2020, 6, 30)
    assert str(found.details["shown"]) == "2,50"
    with using("en"):
        assert str(found.details["what"]) == say("variable.residents")
        assert str(found.details["shown"]) == "2.50"
    assert found.details["parts"] == ("a", phrase, None)


def test_other_programs_read_the_figures_as_texts_and_numbers() -> None:
    data = load(load_study(town()))
    frame = pd.read_parquet(io.BytesIO(to_files(data)["figures.parquet"]))
    assert {"Oststadt", "Mittelrain"} <= set(frame["district_id"])
    assert frame.loc[(frame["variable"] == "residents") & (frame["district_id"] == "Oststadt"), "value"].item() == 4336


def test_other_files_are_refused() -> None:
    with pytest.raises(KeyError):
        from_files({})
    with pytest.raises(ValueError, match="Expecting"):
        from_files({"record.json": b"{"})
