"""Indicator sheets say how a value is computed and used."""

from districtanalysis.datasets import town
from districtanalysis.indicators.catalogue import CATALOGUE
from districtanalysis.language import using
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.indicator_sheets import indicator_sheets


def test_scored_indicators_come_first_with_scale_and_reason():
    ranking = rank_prepared(prepare(town()))
    sheets = list(indicator_sheets([CATALOGUE["foreign_share"], CATALOGUE["daycare_per_1000"]], ranking))
    assert [sheet.key for sheet in sheets] == ["sheet_daycare_per_1000", "sheet_foreign_share"]
    rows = dict(sheets[0].rows)
    assert rows["Skala"] == "Feste Zielpunkte (0–100): 0 bis 1"
    assert rows["Verwendung"] == "Infrastruktur, Gewicht 33\N{NO-BREAK SPACE}%"
    assert "0,69" in str(rows["Begründung"])
    assert "kein Maß für Bedarf" in str(dict(sheets[1].rows)["Hinweis"])


def test_without_a_ranking_the_definition_stands_alone():
    with using("en"):
        (sheet,) = indicator_sheets([CATALOGUE["billeter_j"]])
    assert {"Computation", "Definition"} <= {str(row[0]) for row in sheet.rows}
