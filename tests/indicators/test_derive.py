from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.data import DistrictData
from districtanalysis.indicators.derive import with_derived_residents
from districtanalysis.methods.rounding import denominator_range
from districtanalysis.sources.loader import load
from districtanalysis.sources.names import spelling
from districtanalysis.sources.study_file import load_study


@pytest.fixture(scope="module")
def kaiserslautern() -> DistrictData:
    return with_derived_residents(load(load_study(town("kaiserslautern"))))


def count(value: float, **more: object) -> dict[str, object]:
    return {"district_id": "Ost", "variable": "foreigners", "value": value, "decimals": 0, **more}


def share(value: float, decimals: int = 1, **more: object) -> dict[str, object]:
    return {"district_id": "Ost", "variable": "foreign_share_printed", "value": value, "decimals": decimals, **more}


def residents(value: float | None, **more: object) -> dict[str, object]:
    return {"district_id": "Ost", "variable": "residents", "value": value, **more}


def test_all_eighteen_districts_have_the_published_interval(
    kaiserslautern: DistrictData, derived: list[dict[str, str]]
) -> None:
    found = kaiserslautern.observations.of("residents").set_index("district_id")
    assert len(found) == len(derived) == 18
    by_spelling = {spelling(str(name)): name for name in found.index}
    for row in derived:
        figure = found.loc[by_spelling[spelling(row["stadtteil"])]]
        assert figure["low"] == int(row["einwohner_min"])
        assert figure["value"] == int(row["einwohner_punktschaetzung"])
        assert figure["high"] == int(row["einwohner_max"])


def test_the_sums_of_both_groups_are_the_published_ones(kaiserslautern: DistrictData) -> None:
    found = kaiserslautern.observations.of("residents").set_index("district_id")
    groups = kaiserslautern.districts["group"]
    core, outer = (found.loc[groups.index[groups == name]] for name in ("Kernstadt", "Ortsteile"))
    assert (len(core), len(outer)) == (9, 9)
    assert (core["low"].sum(), core["high"].sum()) == (76030, 76515)
    # the published 21812 to 22108 read the printed 7 as 7.0: 2696 to 2733 in place of 2534 to 2923
    low, high = denominator_range(190, 7.0, 1)
    odd = outer.loc["Erzhütten/ Wiesenthalerhof"]
    assert (odd["low"], odd["high"]) == (2534, 2923)
    assert (outer["low"].sum() - odd["low"] + low, outer["high"].sum() - odd["high"] + high) == (21812, 22108)


def test_a_derived_figure_says_so_and_names_its_inputs(kaiserslautern: DistrictData) -> None:
    figures = kaiserslautern.observations
    row = figures.of("residents").set_index("district_id").loc["Innenstadt Ost"]
    assert (row["value"], row["low"], row["high"]) == (11352, 11321, 11384)
    assert (row["status"], row["qualifier"]) == ("derived", "between")
    inputs = figures.lineage.loc[figures.lineage["figure_id"] == row["figure_id"], "input_id"]
    behind = figures.frame.set_index("figure_id").loc[inputs]
    assert behind["variable"].tolist() == ["foreigners", "foreign_share_printed"]
    assert behind["value"].tolist() == [1998, 17.6]


def test_printed_residents_are_not_derived() -> None:
    data = load(load_study(town("heidenheim")))
    assert with_derived_residents(data).observations is data.observations


def test_deriving_twice_changes_nothing(kaiserslautern: DistrictData) -> None:
    assert with_derived_residents(kaiserslautern).observations is kaiserslautern.observations


def test_residents_that_are_not_available_are_derived(made: Callable[..., DistrictData]) -> None:
    data = with_derived_residents(made([count(1998), share(17.6), residents(None, status="not_available")]))
    assert data.observations.of("residents")["value"].dropna().tolist() == [11352]


@pytest.mark.parametrize("status", ["suppressed", "unknown_or_secret", "withheld_by_us"])
def test_residents_that_are_withheld_are_not_worked_out(status: str, made: Callable[..., DistrictData]) -> None:
    data = with_derived_residents(made([count(1998), share(17.6), residents(None, status=status)]))
    assert data.observations.of("residents")["value"].isna().all()


@pytest.mark.parametrize(
    "rows",
    [
        [count(1998)],
        [share(17.6)],
        [count(0), share(0.0)],
        [count(1998), share(17.6, decimals=-1)],
        [count(1998, qualifier="about"), share(17.6)],
        [count(46, qualifier="at_least", high=float("inf")), share(17.6)],
        [count(1998), share(17.6, qualifier="about")],
        [count(1), share(30.0)],
        [count(1998), count(2000), share(17.6)],
    ],
    ids=[
        "no share",
        "no count",
        "zero",
        "unknown precision",
        "about",
        "at least",
        "share about",
        "no whole number",
        "two counts",
    ],
)
def test_nothing_is_derived_from_less(rows: list[dict[str, object]], made: Callable[..., DistrictData]) -> None:
    data = made(rows)
    assert with_derived_residents(data).observations.of("residents").empty


def test_a_full_share_leaves_no_fewer_residents_than_foreigners(made: Callable[..., DistrictData]) -> None:
    (row,) = with_derived_residents(made([count(10000), share(100.0)])).observations.of("residents").to_dict("records")
    assert (row["low"], row["value"], row["high"]) == (10000, 10000, 10005)
