"""A group in areas within one another: the golden values of Heidenheim and two concepts kept apart."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.datasets.shipped import raw_folder
from districtanalysis.domain.change import AreasOptions
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import StudyError
from districtanalysis.indicators.compare_areas import compare_areas
from districtanalysis.pipeline.change import options_of
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study


def made(*rows: tuple[str, str, float, float]) -> DistrictData:
    """Areas of (name, source, with, without); census of 2011 and register of 2019."""
    days = {"census": "2011-05-09", "register": "2019-12-31"}
    figures = [
        {
            "district_id": name,
            "variable": variable,
            "date": days[source],
            "value": value,
            "source": source,
            "row": i + 2,
            "column": c,
        }
        for i, (name, source, some, others) in enumerate(rows)
        for c, (variable, value) in enumerate(
            (("with_migration_background", some), ("without_migration_background", others)), 2
        )
    ]
    names = list(dict.fromkeys(name for name, *_ in rows))
    records = (
        SourceRecord("census", "z.csv", date=days["census"], population_concept="census"),
        SourceRecord("register", "r.csv", date=days["register"], population_concept="main_residence"),
    )
    return DistrictData(pd.DataFrame({"name": names}, index=names), from_rows(figures), records)


def test_heidenheim_has_the_published_shares() -> None:
    study = load_study(raw_folder() / "heidenheim" / "vergleichsgebiete.toml")
    frame = compare_areas(load(study), options_of(study).areas).frame
    # mh_stadt, mh_kreis, mh_kreis_ohne_stadt, mh_rb, mh_bw, mh_d of the golden values
    assert frame["share"].round(4).tolist() == [33.1585, 24.8685, 20.2229, 28.4679, 25.6781, 19.2053]
    assert frame["kind"].tolist() == ["area", "area", "without", "area", "area", "area"]
    without = frame.iloc[2]
    assert (without["group"], without["total"]) == (16510, 81640)
    assert without["ratio"] == pytest.approx(33.158469945 / 20.222930)
    assert without["difference"] == pytest.approx(33.1585 - 20.2229, abs=1e-4)
    # 15 170 and 30 580 are rounded to tens: 15 165 / 45 750 = 33.1475 % to 15 175 / 45 750 = 33.1694 %
    assert frame.loc[0, ["low", "high"]].round(4).tolist() == [33.1475, 33.1694]


def test_census_and_register_are_never_compared() -> None:
    data = made(("Stadt", "census", 30, 70), ("Kreis", "census", 50, 250), ("Stadt", "register", 45, 55))
    result = compare_areas(data, AreasOptions(nested=("Stadt", "Kreis")))
    assert len(result.blocks) == 2
    census = result.frame[result.frame["block"] == 0]
    assert census["ratio"].round(3).tolist() == [1.0, 1.8, 3.0]  # 30 / (50 of 300); without the town 20 of 200
    register = result.frame[result.frame["block"] == 1]
    assert register["area"].tolist() == ["Stadt"]


def test_without_the_town_in_a_block_there_is_no_ratio() -> None:
    data = made(("Stadt", "census", 30, 70), ("Kreis", "census", 50, 250), ("Kreis", "register", 60, 240))
    result = compare_areas(data, AreasOptions(nested=("Stadt", "Kreis")))
    assert result.frame[result.frame["block"] == 1]["ratio"].isna().all()


def test_an_area_greater_than_the_one_it_lies_in_is_a_finding_with_its_cell() -> None:
    result = compare_areas(
        made(("Stadt", "census", 60, 70), ("Kreis", "census", 50, 250)), AreasOptions(nested=("Stadt", "Kreis"))
    )
    (finding,) = result.findings
    assert (finding.rule, finding.severity, finding.place) == ("area_not_nested", "error", "z.csv, B2")
    assert finding.found == "Stadt: 60, aber Kreis nur 50."


def test_areas_are_ordered_by_size_where_nothing_is_stated() -> None:
    result = compare_areas(made(("Kreis", "census", 50, 250), ("Stadt", "census", 30, 70)))
    assert (result.town, result.nested) == ("Stadt", False)


def test_unknown_areas_and_groups_are_refused() -> None:
    data = made(("Stadt", "census", 30, 70), ("Kreis", "census", 50, 250))
    with pytest.raises(StudyError, match="Vorhanden sind: Stadt und Kreis"):
        compare_areas(data, AreasOptions(nested=("Stadt", "Bund")))
    with pytest.raises(StudyError, match="keine Zahlen"):
        compare_areas(data, AreasOptions(nested=("Stadt", "Kreis"), part="foreigners"))
