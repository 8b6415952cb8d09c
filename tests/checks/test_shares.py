from __future__ import annotations

from collections.abc import Callable

import pytest

from districtanalysis.checks.shares import (
    heading_cut,
    mean_of_shares,
    mixed_precision,
    percentages_without_counts,
    share_matches_count,
    under_30_below_total,
)
from districtanalysis.domain.data import DistrictData
from districtanalysis.domain.study import Study
from districtanalysis.language import using

Make = Callable[..., DistrictData]
Shipped = Callable[[str], tuple[DistrictData, Study]]
BLANK = "\N{NO-BREAK SPACE}"


def figure(variable: str, value: float | None, district: str = "Ost", **more: object) -> dict[str, object]:
    return {"district_id": district, "variable": variable, "value": value, "row": 6, "column": 4, **more}


def share(value: float, decimals: int = 2, district: str = "Ost", **more: object) -> dict[str, object]:
    return figure("foreign_share_printed", value, district, decimals=decimals, **more)


def test_the_printed_shares_of_the_shipped_town_fit_their_counts(shipped: Shipped) -> None:
    # 352 / 3694 = 9.5290, 724 / 3715 = 19.4886, 1338 / 4336 = 30.8579; printed 9.53, 19.49, 30.86
    (finding,) = share_matches_count(*shipped("heidenheim"))
    assert (finding.rule, finding.severity, finding.details["count"]) == ("share_matches_count", "info", 3)


def test_a_share_that_does_not_fit_its_count_is_a_warning(made: Make) -> None:
    rows = [figure("foreigners", 352), figure("residents", 3694), share(9.35)]
    (finding,) = share_matches_count(made(rows), None)
    assert (finding.rule, finding.severity, finding.cell) == ("share_matches_count.differs", "warning", "D6")
    assert finding.found == f"Gedruckt sind 9,35{BLANK}%, aus den Anzahlen folgen 9,5290{BLANK}%."
    with using("en"):
        assert finding.found == "Printed is 9.35%, the counts give 9.5290%."


def test_the_printed_precision_decides_whether_a_share_fits(made: Make) -> None:
    counts = [figure("foreigners", 352), figure("residents", 3694)]
    assert [f.rule for f in share_matches_count(made([*counts, share(10, 0)]), None)] == ["share_matches_count"]
    assert [f.rule for f in share_matches_count(made([*counts, share(9.5, 1)]), None)] == ["share_matches_count"]
    assert [f.severity for f in share_matches_count(made([*counts, share(9.6, 1)]), None)] == ["warning"]
    assert list(share_matches_count(made([*counts, share(9.6, -1)]), None)) == []


def test_shares_of_several_dates_are_compared_with_the_counts_of_their_own(made: Make) -> None:
    rows = [
        row
        for date, count in (("2018-12-31", 300), ("2019-12-31", 352))
        for row in (
            figure("foreigners", count, date=date),
            figure("residents", 3694, date=date),
            share(round(count / 36.94, 2), date=date),
        )
    ]
    assert [f.rule for f in share_matches_count(made(rows), None)] == ["share_matches_count"]


def test_the_base_is_everybody_and_not_the_men_alone(made: Make) -> None:
    rows = [figure("residents", 1800, sex="male"), figure("residents", 3694), figure("foreigners", 352), share(9.53)]
    assert [f.rule for f in share_matches_count(made(rows), None)] == ["share_matches_count"]


def test_the_seven_without_decimals_is_noticed_on_the_shipped_table(shipped: Shipped) -> None:
    (finding,) = mixed_precision(*shipped("kaiserslautern"))
    assert (finding.rule, finding.severity) == ("mixed_precision", "warning")
    assert finding.place == "auslaender_2016.xlsx, Blatt „Ausländer“, C16"
    assert finding.found.startswith("„7“ ist mit weniger Nachkommastellen gedruckt")
    assert f"7,0{BLANK}% oder ein gerundeter Wert" in finding.usual


def test_one_precision_in_a_column_is_no_remark(shipped: Shipped, made: Make) -> None:
    assert list(mixed_precision(*shipped("heidenheim"))) == []
    apart = [share(9.53, 2), share(7, 0, "West", column=9)]
    assert list(mixed_precision(made(apart), None)) == []


def test_zeros_dropped_at_the_end_are_one_remark(made: Make) -> None:
    rows = [figure("foreign_share_printed", 10.5, f"D{i}", decimals=1 if i < 6 else 2) for i in range(40)]
    (finding,) = mixed_precision(made(rows), None)
    assert (finding.rule, finding.severity, finding.district) == ("mixed_precision.many", "info", "")
    assert finding.found == "6 Werte der Spalte haben weniger Nachkommastellen als die übrigen (2)."


@pytest.mark.parametrize("heading", ["unter 18-Jährige", "Unter 15-Jährige in Mindestsicherung"])
def test_a_heading_that_says_who_is_counted_is_whole(heading: str, made: Make) -> None:
    assert list(heading_cut(made(headings=[("C4", heading, "residents")]), None)) == []


def test_a_share_is_quoted_as_it_is_printed(made: Make) -> None:
    column = [share(9.53, 2), share(8.12, 2, "West"), share(6.5, 1, "Nord", row=9)]
    (finding,) = mixed_precision(made(column), None)
    assert finding.found.startswith("„6,5“")
    with using("en"):
        assert finding.found.startswith("“6.5”")


def test_the_five_lower_shares_of_the_young_are_noticed(shipped: Shipped) -> None:
    found = list(under_30_below_total(*shipped("kaiserslautern")))
    assert {(f.rule, f.severity) for f in found} == {("under_30_below_total", "warning")}
    # printed pairs (under 30, all ages): 17.4/17.6, 17.4/19.8, 6.5/6.7, 5.8/6.2, 5.0/6.9
    assert {(f.cell, f.district): f.found for f in found} == {
        ("D6", "Innenstadt Ost"): f"Unter 30 Jahren 17,4{BLANK}%, insgesamt 17,6{BLANK}%.",
        ("D10", "Grübentälchen/ Volkspark"): f"Unter 30 Jahren 17,4{BLANK}%, insgesamt 19,8{BLANK}%.",
        ("D19", "Erlenbach"): f"Unter 30 Jahren 6,5{BLANK}%, insgesamt 6,7{BLANK}%.",
        ("D21", "Dansenberg"): f"Unter 30 Jahren 5,8{BLANK}%, insgesamt 6,2{BLANK}%.",
        ("D24", "Erfenbach"): f"Unter 30 Jahren 5,0{BLANK}%, insgesamt 6,9{BLANK}%.",
    }


def test_the_young_are_compared_with_everybody_of_the_same_date(made: Make) -> None:
    rows = [
        row
        for date, young in (("2018-12-31", 12.0), ("2019-12-31", 9.0))
        for row in (share(10.0, 1, date=date), figure("foreign_share_under_30_printed", young, decimals=1, date=date))
    ]
    (finding,) = under_30_below_total(made(rows), None)
    assert finding.found == f"Unter 30 Jahren 9,0{BLANK}%, insgesamt 10,0{BLANK}%."


@pytest.mark.parametrize(
    ("town", "mean", "pooled"),
    # (9.53 + 19.49 + 30.86) / 3 = 19.96, 2414 / 11745; 211.5 / 18 = 11.75, 13918 / sum of count / share
    [("heidenheim", "19,96", "20,55"), ("kaiserslautern", "11,75", "14,17")],
)
def test_the_mean_of_the_shares_stands_beside_the_share_of_all(
    town: str, mean: str, pooled: str, shipped: Shipped
) -> None:
    (finding,) = mean_of_shares(*shipped(town))
    assert (finding.rule, finding.severity) == ("mean_of_shares", "info")
    assert f"wäre {mean}{BLANK}%" in finding.found
    assert f"ergeben {pooled}{BLANK}%" in finding.found


def test_one_share_alone_has_no_mean(made: Make) -> None:
    assert list(mean_of_shares(made([figure("foreigners", 352), share(9.53)]), None)) == []


def test_figures_of_no_known_source_can_be_checked_too(made: Make) -> None:
    rows = [figure("foreigners", 352, name, source=None) for name in ("Ost", "West")]
    rows += [figure("residents", 3694, name, source=None) for name in ("Ost", "West")]
    rows += [share(9.53, district=name, source="elsewhere") for name in ("Ost", "West")]
    for check in (share_matches_count, mean_of_shares):
        (finding,) = check(made(rows), None)
        assert finding.file == ""


def answers(*shares: float, total: float = 78, **more: object) -> list[dict[str, object]]:
    rows = [figure("survey_answers", value, f"Feld {i}", decimals=0, **more) for i, value in enumerate(shares)]
    return [*rows, figure("respondents", total, column=5)]


def test_the_printed_percentages_of_the_survey_have_no_counts(shipped: Shipped) -> None:
    (finding,) = percentages_without_counts(*shipped("umfrage"))
    assert (finding.rule, finding.severity, finding.place) == (
        "percentages_without_counts",
        "warning",
        "umfrage_relevanz.csv, B2",
    )
    assert finding.found == (
        "Keine ganzen Anzahlen mit der Summe 78 ergeben 73/12/11/4 %. "
        "Möglich wäre das bei n = 73, 74 und 75; oder die Werte wurden auf 100 % ausgeglichen."
    )
    assert "Beide Lesarten nennen und keine behaupten" in finding.remedy


def test_percentages_with_counts_are_no_remark(made: Make) -> None:
    # 57/78 = 73.08, 9/78 = 11.54 twice, 3/78 = 3.85
    assert list(percentages_without_counts(made(answers(73, 12, 12, 4)), None)) == []
    assert list(percentages_without_counts(made(answers(73, 12, 11, 4, total=75)), None)) == []
    assert list(percentages_without_counts(made(answers(73, 12, 11, 4)[:-1]), None)) == []


def test_percentages_that_no_smaller_number_gives_are_said_apart(made: Make) -> None:
    # of at most 5 answers nothing rounds to 1 %
    (finding,) = percentages_without_counts(made(answers(98, 1, 1, total=5)), None)
    assert finding.rule == "percentages_without_counts.none"
    assert "auch nicht bei etwas kleinerem n" in finding.found


def test_several_choices_need_not_add_up_to_a_hundred(made: Make) -> None:
    # 39/78 = 50.0, 31/78 = 39.7, 23/78 = 29.5
    assert list(percentages_without_counts(made(answers(50, 40, 29)), None)) == []
    # 8/78 = 10.3 and 9/78 = 11.5, which rounds to 12
    assert [f.severity for f in percentages_without_counts(made(answers(50, 40, 11)), None)] == ["warning"]


def test_two_questions_are_not_taken_for_one(made: Make) -> None:
    rows = [*answers(73, 12, 12, 4), *answers(50, 50, column=9)]
    assert list(percentages_without_counts(made(rows), None)) == []


def test_a_large_survey_is_checked_at_once(made: Make) -> None:
    assert list(percentages_without_counts(made(answers(25, 25, 20, 10, 10, 10, total=100_000)), None)) == []


def test_the_cut_heading_of_the_shipped_table_is_noticed(shipped: Shipped) -> None:
    cut, subject = heading_cut(*shipped("kaiserslautern"))
    assert (cut.rule, cut.severity) == ("heading_cut", "warning")
    assert cut.place == "auslaender_2016.xlsx, Blatt „Ausländer“, C4"
    assert cut.found == "Die Überschrift „Ausländer in“ bricht ab; gelesen als „Ausländeranteil, wie angegeben“."
    assert (subject.rule, subject.cell) == ("heading_cut.subject", "D4")
    assert "„unter 30 Jahre in %“ sagt nicht, wer gezählt wird" in subject.found
    assert "gelesen als „Ausländeranteil unter den unter 30-Jährigen" in subject.found


@pytest.mark.parametrize("heading", ["Ausländer je", "Einwohner pro", "Anteil (", "Ausländer -", "Share of"])
def test_other_headings_that_break_off_are_noticed(heading: str, made: Make) -> None:
    (finding,) = heading_cut(made(headings=[("C4", heading, "foreign_share_printed")]), None)
    assert finding.rule == "heading_cut"


@pytest.mark.parametrize("heading", ["Ausländer in %", "Bewohner", "Berlin", "Ausländer unter 30 Jahre in %", "Verein"])
def test_whole_headings_are_no_remark(heading: str, made: Make) -> None:
    assert list(heading_cut(made(headings=[("C4", heading, "foreign_share_printed")]), None)) == []


def test_a_heading_that_nothing_was_read_from_is_no_remark(made: Make) -> None:
    assert list(heading_cut(made(headings=[("C4", "Bemerkung in", "")]), None)) == []
