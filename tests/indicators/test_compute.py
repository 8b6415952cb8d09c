from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.study import Study
from districtanalysis.errors import SelectionError, StudyError
from districtanalysis.indicators.compute import computable, compute_indicators
from districtanalysis.language import using
from districtanalysis.sources.loader import load
from districtanalysis.sources.study_file import load_study

INFINITE = math.inf


def figure(variable: str, value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, **more}


def asking(*keys: str) -> Study:
    source = {
        "id": "a",
        "file": "a.csv",
        "publisher": "p",
        "date": "not_stated",
        "population_concept": "not_stated",
        "licence": "l",
    }
    return Study.model_validate(
        {
            "schema_version": 1,
            "study": {"title": "t", "purpose": "p", "city": "c"},
            "source": [source],
            "criteria": {"one": {"label": "Eins", "indicator": [{"key": key} for key in keys]}},
        }
    )


@pytest.fixture(scope="module")
def heidenheim() -> IndicatorTable:
    study = load_study(town("heidenheim"))
    return compute_indicators(load(study), study)


@pytest.fixture(scope="module")
def kaiserslautern() -> IndicatorTable:
    return compute_indicators(load(load_study(town("kaiserslautern"))))


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("refugees_in_care_per_1000", (15 / 3.694, 47 / 3.715, 153 / 4.336)),
        ("generation_situation", (1, 2, 0)),
        ("foreign_share", (352 / 36.94, 724 / 37.15, 1338 / 43.36)),
        ("nationalities_at_least", (46, 48, 54)),
        ("everyday_place_kinds", (5, 6, 5)),
        ("daycare_per_1000", (2 / 3.694, 3 / 3.715, 3 / 4.336)),
        ("engagement_structure", (1, 3, 2)),
        ("programme_frame", (0, 1, 2)),
    ],
)
def test_every_indicator_of_the_shipped_study_by_hand(
    key: str, expected: tuple[float, ...], heidenheim: IndicatorTable
) -> None:
    found = heidenheim.frame[key]
    assert found.index.tolist() == ["Mergelstetten-Reutenen", "Mittelrain", "Oststadt"]
    assert found.tolist() == pytest.approx(expected)


def test_the_study_names_the_columns(heidenheim: IndicatorTable) -> None:
    assert heidenheim.frame.columns[0] == "refugees_in_care_per_1000"
    assert len(heidenheim.frame.columns) == 8


def test_the_town_has_the_pooled_share_and_not_the_mean_of_shares(heidenheim: IndicatorTable) -> None:
    # (352 + 724 + 1338) / (3694 + 3715 + 4336) = 2414 / 11745; the mean of the shares would be 19.9586
    assert heidenheim.city["foreign_share"] == pytest.approx(20.5534, abs=5e-5)
    # 215 / 11.745
    assert heidenheim.city["refugees_in_care_per_1000"] == pytest.approx(18.3057, abs=5e-5)


def test_what_cannot_be_added_has_no_value_for_the_town(heidenheim: IndicatorTable) -> None:
    for key in ("nationalities_at_least", "everyday_place_kinds", "engagement_structure", "generation_situation"):
        assert math.isnan(heidenheim.city[key])


def test_a_share_of_counts_says_its_base(heidenheim: IndicatorTable) -> None:
    assert heidenheim.base.loc["Oststadt", "foreign_share"] == 4336
    assert heidenheim.status.loc["Oststadt", "foreign_share"] == "exact"
    figures = heidenheim.figures["Oststadt", "foreign_share"]
    cells = heidenheim.observations.frame.set_index("figure_id")
    places = {name: tuple(cells.loc[ids[0], ["row", "column"]]) for name, ids in figures.items()}
    assert places == {"foreigners": (8, 3), "residents": (8, 2)}


def test_qualified_figures_keep_their_bound(heidenheim: IndicatorTable) -> None:
    where = ("Oststadt", "nationalities_at_least")
    assert (heidenheim.low.loc[where], heidenheim.high.loc[where]) == (54, INFINITE)
    assert heidenheim.qualifier.loc[where] == "at_least"


def test_kinds_that_are_not_named_leave_an_interval(heidenheim: IndicatorTable) -> None:
    ends = [tuple(end["everyday_place_kinds"]) for end in (heidenheim.low, heidenheim.high)]
    assert ends == [(5, 6, 5), (6, 6, 6)]
    assert heidenheim.qualifier["everyday_place_kinds"].tolist() == ["at_least", "exact", "at_least"]


def test_a_share_is_taken_as_printed_where_the_residents_were_derived_from_it(kaiserslautern: IndicatorTable) -> None:
    where = ("Innenstadt Ost", "foreign_share")
    assert kaiserslautern.frame.loc[where] == 17.6
    assert (kaiserslautern.low.loc[where], kaiserslautern.high.loc[where]) == pytest.approx((17.55, 17.65))
    assert kaiserslautern.status.loc[where] == "exact"
    assert list(kaiserslautern.figures[where]) == ["share"]
    # the one share that is printed without decimals has the wider interval
    odd = ("Erzhütten/ Wiesenthalerhof", "foreign_share")
    assert (kaiserslautern.low.loc[odd], kaiserslautern.high.loc[odd]) == pytest.approx((6.5, 7.5))


def test_derived_residents_keep_their_interval(kaiserslautern: IndicatorTable) -> None:
    where = ("Innenstadt Ost", "residents")
    assert (kaiserslautern.low.loc[where], kaiserslautern.high.loc[where]) == (11321, 11384)
    assert (kaiserslautern.status.loc[where], kaiserslautern.qualifier.loc[where]) == ("derived", "between")


def test_the_interval_of_a_ratio_has_the_extremes_of_both_parts(kaiserslautern: IndicatorTable) -> None:
    where = ("Innenstadt Ost", "foreign_share_under_30_ratio")
    # 17.4 / 17.6; 17.35 / 17.65; 17.45 / 17.55
    assert kaiserslautern.frame.loc[where] == pytest.approx(0.98864, abs=5e-6)
    assert (kaiserslautern.low.loc[where], kaiserslautern.high.loc[where]) == pytest.approx(
        (0.98300, 0.99430), abs=5e-6
    )


def test_the_town_is_pooled_from_derived_residents_too(kaiserslautern: IndicatorTable) -> None:
    # 13918 foreigners of 98229 residents (sum of the estimates): 14.17, while the mean of the shares is 11.75
    assert kaiserslautern.city["residents"] == 98229
    assert kaiserslautern.city["foreign_share"] == pytest.approx(14.1689, abs=5e-5)
    # Innenstadt Ost: 1998 / 11352 = 0.176004; 0.176004 / 0.141689
    where = ("Innenstadt Ost", "location_quotient_foreigners")
    assert kaiserslautern.frame.loc[where] == pytest.approx(1.24218, abs=5e-5)


def test_without_criteria_everything_is_computed_that_the_data_carry(kaiserslautern: IndicatorTable) -> None:
    carried = {
        "residents",
        "foreign_share",
        "foreign_share_under_30",
        "foreign_share_under_30_ratio",
        "location_quotient_foreigners",
    }
    assert set(kaiserslautern.frame.columns) == carried
    assert set(computable(load(load_study(town("kaiserslautern"))))) == carried


def test_an_unknown_indicator_is_refused_with_the_nearest_name(made: Callable[..., DistrictData]) -> None:
    data = made([figure("residents", 100)])
    with pytest.raises(StudyError, match="Gemeint ist vielleicht „foreign_share“"):
        compute_indicators(data, asking("foreign_shar"))


def test_two_population_concepts_never_share_a_fraction(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 20, source="a"), figure("residents", 100, source="b")]
    data = made(rows, {"a": "main_residence", "b": "entitled_to_residence"})
    with pytest.raises(SelectionError) as caught:
        compute_indicators(data, asking("foreign_share"))
    assert str(caught.value) == (
        "Ausländeranteil in %: Zähler (Ausländerinnen und Ausländer, Hauptwohnsitz) und Nenner (Einwohnerinnen und "
        "Einwohner, wohnberechtigte Bevölkerung (mit Nebenwohnsitz)) folgen verschiedenen Bevölkerungsbegriffen und "
        "dürfen nicht geteilt werden."
    )
    with using("en"), pytest.raises(SelectionError, match=r"numerator \(foreign nationals, main residence\)"):
        compute_indicators(data, asking("foreign_share"))
    assert "foreign_share" not in computable(data)
    assert "residents" in computable(data)


def test_two_reference_dates_never_share_a_fraction(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 20, date="2018-12-31"), figure("residents", 100, date="2020-12-31")]
    with pytest.raises(SelectionError) as caught:
        compute_indicators(made(rows), asking("foreign_share"))
    assert str(caught.value).startswith(
        "Ausländeranteil in %: Ausländerinnen und Ausländer vom 31.12.2018 und Einwohnerinnen und Einwohner vom 31.12.2020"
    )
    assert "foreign_share" not in computable(made(rows))
    head = asking("foreign_share").study.model_copy(update={"mixed_dates": "So gewollt."})
    meant = asking("foreign_share").model_copy(update={"study": head})
    assert compute_indicators(made(rows), meant).frame.loc["Ost", "foreign_share"] == 20


def test_counts_of_several_dates_are_divided_at_the_latest_that_they_share(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 20, date="2018-12-31")]
    rows += [figure("residents", value, date=f"{year}-12-31") for value, year in ((80, 2018), (100, 2020))]
    assert compute_indicators(made(rows), asking("foreign_share")).frame.loc["Ost", "foreign_share"] == 25
    assert compute_indicators(made(rows), asking("residents")).frame.loc["Ost", "residents"] == 100


@pytest.mark.parametrize("concepts", [("census", "census"), ("census", "not_stated"), ("not_stated", "census")])
def test_one_concept_or_one_that_is_not_stated_may_be_divided(
    concepts: tuple[str, str], made: Callable[..., DistrictData]
) -> None:
    rows = [figure("foreigners", 20, source="a"), figure("residents", 100, source="b")]
    data = made(rows, dict(zip("ab", concepts, strict=True)))
    assert compute_indicators(data, asking("foreign_share")).frame.loc["Ost", "foreign_share"] == 20


def test_a_caseload_may_stand_over_the_residents_of_a_register(made: Callable[..., DistrictData]) -> None:
    rows = [figure("refugees_in_care", 5, source="a"), figure("residents", 1000, source="b")]
    data = made(rows, {"a": "caseload", "b": "main_residence"})
    assert compute_indicators(data).frame.loc["Ost", "refugees_in_care_per_1000"] == 5


def test_a_missing_input_is_missing_with_its_status(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", None, status="suppressed"), figure("residents", 1000)]
    rows += [figure("foreigners", 10, "West"), figure("residents", 1000, "West"), figure("residents", 7, "Nord")]
    table = compute_indicators(made(rows), asking("foreign_share"))
    assert table.frame["foreign_share"].tolist() == pytest.approx([math.nan, 1.0, math.nan], nan_ok=True)
    assert table.status["foreign_share"].tolist() == ["suppressed", "exact", "not_available"]
    assert math.isnan(table.city["foreign_share"])


def test_a_division_by_zero_has_no_meaning_and_no_interval(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 0), figure("residents", 0), figure("refugees_in_care", 3)]
    table = compute_indicators(made(rows), asking("foreign_share", "refugees_in_care_per_1000"))
    for key in ("foreign_share", "refugees_in_care_per_1000"):
        assert math.isnan(table.frame.loc["Ost", key])
        assert math.isnan(table.low.loc["Ost", key])
        assert math.isnan(table.high.loc["Ost", key])
        assert table.status.loc["Ost", key] == "not_meaningful"
        assert math.isnan(table.city[key])


def test_an_open_bound_below_the_line_is_an_upper_bound(made: Callable[..., DistrictData]) -> None:
    # 40 / "at least 4000" x 1000 is at most 10
    rows = [figure("refugees_in_care", 40), figure("residents", 4000, low=4000, high=INFINITE, qualifier="at_least")]
    table = compute_indicators(made(rows), asking("refugees_in_care_per_1000"))
    where = ("Ost", "refugees_in_care_per_1000")
    assert (table.low.loc[where], table.frame.loc[where], table.high.loc[where]) == (0, 10, 10)
    assert table.qualifier.loc[where] == "at_most"


def test_open_bounds_above_and_below_leave_everything_open(made: Callable[..., DistrictData]) -> None:
    open_ended = {"high": INFINITE, "qualifier": "at_least"}
    rows = [figure("nationalities", 46, low=46, **open_ended), figure("residents", 4000, low=4000, **open_ended)]
    table = compute_indicators(made(rows), asking("nationalities_per_1000"))
    where = ("Ost", "nationalities_per_1000")
    assert (table.low.loc[where], table.frame.loc[where], table.high.loc[where]) == (0, 11.5, INFINITE)
    assert table.qualifier.loc[where] == "between"


def test_an_interval_stays_within_what_a_share_can_be(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 90, low=80, high=120, qualifier="about"), figure("residents", 100)]
    table = compute_indicators(made(rows), asking("foreign_share"))
    assert (table.low.loc["Ost", "foreign_share"], table.high.loc["Ost", "foreign_share"]) == (80, 100)
    rows = [figure("foreign_share_printed", 100, decimals=0), figure("foreign_share_printed", 0, "West", decimals=1)]
    table = compute_indicators(made(rows), asking("foreign_share"))
    assert table.high.loc["Ost", "foreign_share"] == 100
    assert (table.low.loc["West", "foreign_share"], table.high.loc["West", "foreign_share"]) == pytest.approx((0, 0.05))


def test_the_worst_status_of_the_inputs_counts(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 10, status="preliminary"), figure("residents", 100, status="estimated")]
    table = compute_indicators(made(rows), asking("foreign_share"))
    assert table.status.loc["Ost", "foreign_share"] == "estimated"


def test_a_printed_share_fills_the_gap_only_where_a_count_is_missing(made: Callable[..., DistrictData]) -> None:
    rows = [figure("foreigners", 10), figure("residents", 100), figure("foreign_share_printed", 10.1, decimals=1)]
    rows += [figure("foreign_share_printed", 12.5, "West", decimals=1)]
    table = compute_indicators(made(rows), asking("foreign_share"))
    assert table.frame["foreign_share"].tolist() == [10.0, 12.5]
    assert list(table.figures["Ost", "foreign_share"]) == ["foreigners", "residents"]
    assert list(table.figures["West", "foreign_share"]) == ["share"]
