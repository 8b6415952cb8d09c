"""Change by district and group, against hand calculations and published tables."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.area_sums import Crosswalk
from districtanalysis.domain.change import Break, ChangeOptions
from districtanalysis.domain.data import DistrictData, SourceRecord
from districtanalysis.domain.observations import from_rows
from districtanalysis.errors import SelectionError, StudyError, UsageError
from districtanalysis.indicators.change import change
from districtanalysis.sources.reading import read_table

OLD, NEW = "2015-12-31", "2020-12-31"


def made(
    figures: Mapping[str, Mapping[str, tuple[float | None, ...]]],
    *,
    dates: tuple[str, ...] = (OLD, NEW),
    groups: Mapping[str, str] | None = None,
    concepts: tuple[str, ...] = ("main_residence", "main_residence"),
) -> DistrictData:
    """Figures by variable, district and date; one table per date."""
    rows = [
        {
            "district_id": district,
            "variable": variable,
            "date": day,
            "value": value,
            "source": day,
            "row": 2,
            "column": 3,
        }
        for variable, districts in figures.items()
        for district, values in districts.items()
        for day, value in zip(dates, values, strict=True)
        if value is not None
    ]
    names = list(next(iter(figures.values())))
    districts = pd.DataFrame(
        {"name": names, "level": "", "group": [(groups or {}).get(name, "") for name in names]},
        index=pd.Index(names, name="district_id"),
    )
    records = tuple(
        SourceRecord(day, f"{day}.csv", date=day, population_concept=concept)
        for day, concept in zip(dates, [*concepts, *[concepts[-1]] * len(dates)], strict=False)
    )
    return DistrictData(districts, from_rows(rows), records)


TOWN = {
    "residents": {"Nord": (1000.0, 1100.0), "Ost": (3000.0, 2900.0), "West": (2000.0, 2000.0)},
    "foreigners": {"Nord": (100.0, 220.0), "Ost": (900.0, 870.0), "West": (100.0, 110.0)},
}
GROUPS = {"Nord": "Ortsteile", "Ost": "Kernstadt", "West": "Kernstadt"}


def test_counts_change_in_persons_percent_and_per_year() -> None:
    found = change(made(TOWN), ["residents"]).of("residents")
    assert found["absolute"].tolist() == [100, -100, 0]
    assert found["percent"].round(4).tolist() == [10, -3.3333, 0]
    assert found["index"].round(4).tolist() == [110, 96.6667, 100]
    assert found.loc["Nord", "annual"] == pytest.approx(100 * (1.1 ** (1 / 5) - 1))
    assert found[["rank_before", "rank_after"]].to_numpy().tolist() == [[3, 3], [1, 1], [2, 2]]
    assert found["class"].tolist() == ["strong_increase", "decrease", "stable"]
    assert found["span"].tolist() == ["", "", ""]  # counts of a register are exact


def test_shares_change_in_points_with_the_interval_of_two_shares() -> None:
    result = change(made(TOWN), ["foreign_share"])
    found = result.of("foreign_share")
    assert found["absolute"].round(9).tolist() == [10, 0, 0.5]
    assert found["percent"].isna().all()
    assert set(found["span"]) == {"chance"}
    # Newcombe (1998), method 10, by hand for West: 100 of 2000 and 110 of 2000; Wilson (0.041281, 0.060445) and
    # (0.045835, 0.065872): low = 0.005 - sqrt((0.055 - 0.045835)^2 + (0.060445 - 0.05)^2) = -0.008896
    assert found.loc["West", "low"] == pytest.approx(-0.8896, abs=2e-4)
    assert found.loc["West", "class"] == "stable"
    assert found.loc["Nord", "class"] == "strong_increase"
    assert result.measure("foreign_share").step_unit == "Prozentpunkte"


def test_groups_and_town_are_pooled_and_never_averaged() -> None:
    result = change(made(TOWN, groups=GROUPS), ["foreign_share", "residents"])
    pooled = result.pooled("foreign_share")
    # Kernstadt: 1000 of 5000, then 980 of 4900; the mean of the shares would be 17.5 and 17.75
    assert pooled.loc["Kernstadt", ["before", "after"]].tolist() == [20.0, 20.0]
    assert pooled.loc["", "before"] == pytest.approx(100 * 1100 / 6000)
    assert pooled.loc["", "after"] == pytest.approx(100 * 1200 / 6000)
    assert pooled["districts"].tolist() == [1, 2, 3]
    assert result.pooled("residents").loc["Kernstadt", "absolute"] == -100
    assert result.course[(result.course["district_id"] == "") & (result.course["indicator"] == "residents")][
        "index"
    ].tolist() == [100, 100]


def test_a_district_at_one_date_only_is_told_and_not_pooled() -> None:
    figures = {"residents": {**TOWN["residents"], "Neu": (None, 500.0)}}
    result = change(made(figures), ["residents"])
    assert np.isnan(result.of("residents").loc["Neu", "absolute"])
    assert result.pooled("residents").loc["", ["before", "after", "districts"]].tolist() == [6000, 6000, 3]
    assert result.measure("residents").sums == (6000, 6500)
    (finding,) = result.findings
    assert (finding.rule, finding.file, finding.district) == ("district_at_one_date", f"{OLD}.csv", "Neu")
    assert "31.12.2015" in finding.message
    assert "neu geschnitten" in finding.remedy


def test_dates_in_the_wrong_order_are_refused() -> None:
    with pytest.raises(UsageError, match=re.escape("von 31.12.2020 bis 31.12.2015")):
        change(made(TOWN), start=dt.date(2020, 12, 31), end=dt.date(2015, 12, 31))
    with pytest.raises(UsageError, match=re.escape("Zum 31.12.2014 gibt es keine Zahlen")):
        change(made(TOWN), start=dt.date(2014, 12, 31))


def test_one_date_is_no_change() -> None:
    with pytest.raises(StudyError, match="mindestens zwei Stichtagen"):
        change(made({"residents": {"Nord": (5.0,)}}, dates=(OLD,)))


def test_another_population_concept_withholds_the_comparison() -> None:
    result = change(made(TOWN, concepts=("entitled_to_residence", "main_residence")), ["residents"])
    assert "Bevölkerungsbegriffen" in result.measure("residents").broken
    assert result.of("residents")["absolute"].isna().all()
    assert result.of("residents")["before"].tolist() == [1000, 3000, 2000]
    assert set(result.of("residents")["status"]) == {"not_meaningful"}


def test_a_concept_that_is_stated_once_is_a_warning() -> None:
    result = change(made(TOWN, concepts=("not_stated", "main_residence")), ["residents"])
    assert [finding.rule for finding in result.findings] == ["concept_at_one_date"]
    assert result.of("residents")["absolute"].notna().all()


def test_a_stated_break_withholds_what_it_names() -> None:
    options = ChangeOptions(
        breaks=(Break(date=dt.date(2018, 1, 1), why="Neue Zählung der Ausländer", indicators=("foreign_share",)),)
    )
    result = change(made(TOWN), ["residents", "foreign_share"], options=options)
    assert result.measure("residents").broken == ""
    assert result.measure("foreign_share").broken == "Neue Zählung der Ausländer"


def test_any_age_band_from_single_years_and_none_from_bands_that_do_not_nest() -> None:
    rows = []
    for day, factor in ((OLD, 1), (NEW, 2)):
        rows += [
            {
                "district_id": "Ost",
                "variable": "residents",
                "date": day,
                "age_from": age,
                "age_to": age,
                "value": factor * 10,
            }
            for age in range(100)
        ]
        rows.append(
            {"district_id": "Ost", "variable": "residents", "date": day, "age_from": 100, "age_to": -1, "value": 5}
        )
    districts = pd.DataFrame({"name": ["Ost"], "level": "", "group": ""}, index=["Ost"])
    data = DistrictData(districts, from_rows(rows))
    found = change(data, ["residents:21-29", "residents:21-29/residents"])
    assert found.of("residents:21-29")["absolute"].tolist() == [90]
    # 90 of 1005, then 180 of 2005
    assert found.of("residents:21-29/residents")["absolute"].tolist() == pytest.approx([100 * (180 / 2005 - 90 / 1005)])
    coarse = [row | {"age_from": 5 * (i % 20), "age_to": 5 * (i % 20) + 4} for i, row in enumerate(rows[:40])]
    for i, row in enumerate(coarse):
        row["date"] = OLD if i < 20 else NEW
    with pytest.raises(SelectionError, match="15–19, 20–24, 25–29"):
        change(DistrictData(districts, from_rows(coarse)), ["residents:21-29"])


def test_a_measure_that_does_not_follow_is_told_beside_those_that_do() -> None:
    result = change(made(TOWN), ["residents", "residents:21-29", "births"])
    assert [entry.key for entry in result.measures] == ["residents"]
    rules = {finding.rule: finding for finding in result.findings}
    assert set(rules) == {"measure_not_printed", "measure_at_one_date"}
    assert rules["measure_not_printed"].place == f"{OLD}.csv, C2"


def test_editions_of_two_studies_and_areas_drawn_anew() -> None:
    before = made({"residents": {"A": (100.0,), "B": (60.0,)}}, dates=(OLD,))
    after = made({"residents": {"A1": (70.0,), "A2": (50.0,), "B": (80.0,)}}, dates=(NEW,))
    with pytest.raises(StudyError, match="--crosswalk"):
        change(after, ["residents"], before=made({"residents": {"X": (1.0,), "Y": (2.0,)}}, dates=(OLD,)))
    crosswalk = Crosswalk.of([("A", "A1", 0.6), ("A", "A2", 0.4), ("B", "B", 1.0)], name="alt_neu.csv")
    result = change(after, ["residents"], before=before, crosswalk=crosswalk)
    assert result.of("residents")["before"].tolist() == [60, 40, 60]
    assert result.pooled("residents").loc["", ["before", "after"]].tolist() == [160, 200]  # sums are preserved
    assert "alt_neu.csv" in result.notes[0]
    assert result.of("residents").loc["A1", "status"] == "estimated"


def test_the_districts_of_berlin_change_and_the_new_one_is_told(reference: Path) -> None:
    folder = reference / "berlin" / "population"
    early, late = (
        read_table(folder / f"berlin-lor-population-{year}-02-t1-planning-areas.csv", "berlin-population")
        for year in (2018, 2020)
    )
    result = change(late, ["residents", "foreign_share"], before=early, group_by="2")
    frame = result.of("residents")
    assert int(frame["absolute"].notna().sum()) == 447
    assert result.measure("residents").sums == (3_748_148, 3_769_962)
    assert frame.loc["09041301", "percent"] == pytest.approx(-31.0, abs=0.05)
    (finding,) = [finding for finding in result.findings if finding.rule == "district_at_one_date"]
    assert finding.district == "09041403"
    assert len(result.pooled("residents")) == 13
    # 19.968... % of 3 748 148 are the 748 472 foreign nationals of the register
    town = result.pooled("foreign_share").loc[""]
    assert town["before"] == pytest.approx(100 * 748_472 / 3_748_148)


def test_berlin_2020_and_2023_need_a_crosswalk(reference: Path) -> None:
    folder = reference / "berlin" / "population"
    early, late = (
        read_table(folder / f"berlin-lor-population-{year}-02-t1-planning-areas.csv", "berlin-population")
        for year in (2020, 2023)
    )
    with pytest.raises(StudyError, match="neu geschnitten"):
        change(late, ["residents"], before=early)
    links = [(str(old), str(late.districts.index[place % 542]), 1.0) for place, old in enumerate(early.districts.index)]
    result = change(late, ["residents"], before=early, crosswalk=Crosswalk.of(links, name="made.csv"))
    assert float(result.of("residents")["before"].sum()) == 3_769_962


def test_cologne_is_the_sum_of_its_districts_in_every_year(reference: Path) -> None:
    data = read_table(reference / "koeln" / "bevoelkerung.csv", "koeln-statistik")
    result = change(data, ["residents"], group_by="Stadtbezirk")
    course = result.course
    town = course[course["district_id"] == ""].set_index("date")["value"]
    districts = course[course["district_id"].isin(data.districts.index)]
    assert len(town) == 8
    assert districts.groupby("date")["value"].sum().equals(town)
    assert town.iloc[[0, -1]].tolist() == [1_023_101, 1_044_555]
    groups = course[~course["district_id"].isin(data.districts.index) & (course["district_id"] != "")]
    assert groups.groupby("date")["value"].sum().tolist() == town.tolist()


def test_length_of_residence_of_berlin(reference: Path) -> None:
    folder = reference / "berlin" / "ewr"
    early, late = (read_table(folder / f"WHNDAUER{year}_Matrix.csv", "berlin-ewr") for year in (2018, 2019))
    keys = ["settled_5_years", "settled_10_years", "newcomers_5_years"]
    result = change(late, keys, before=early)
    town = {key: result.pooled(key).loc[""] for key in keys}
    assert town["settled_5_years"]["before"] + town["newcomers_5_years"]["before"] == pytest.approx(100)
    printed = late.wide("resident_for_5_years_share_printed").iloc[:, 0]
    assert (result.of("settled_5_years")["after"].reindex(printed.index) - printed).abs().max() < 0.0501


@pytest.mark.slow
def test_the_mobility_rate_of_munich_is_the_published_one_in_every_row(reference: Path) -> None:
    path = reference / "muenchen" / "indikat2510_bevoelkerung_mobilitaetsziffer_28_10_25.csv"
    data = read_table(path, "muenchen-indikatoren")
    moves = ("moves_in_from_outside", "moves_in_within_city", "moves_out_to_outside", "moves_out_within_city")
    rows = 0
    for figures in (data.observations, data.above):
        frame = figures.frame.assign(origin=figures.frame["origin"].astype(object).fillna(""))
        wide = frame.pivot_table(
            index=["district_id", "date", "origin"], columns="variable", values="value", aggfunc="first", observed=True
        )
        rate = 1000 * wide[list(moves)].sum(axis=1) / wide["mean_residents"]
        assert (rate - wide["mobility_rate_printed"]).abs().max() < 0.06
        rows += len(wide)
    assert rows == 1950
    found = change(data, ["mobility_rate"]).of("mobility_rate")
    printed = data.observations.of("mobility_rate_printed")
    last = printed[printed["origin"].isna() & (printed["date"] == printed["date"].astype(str).max())]
    last = last.set_index(last["district_id"].astype(str))["value"]
    assert (found["after"] - last.reindex(found.index)).abs().max() < 0.06
