"""Kaiserslautern's types as the field notes state them, and the rules by hand."""

from __future__ import annotations

import csv
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.errors import StudyError
from districtanalysis.typology.options import Condition, Rule, Uncertainty, read_options
from districtanalysis.typology.rules import assign, doubts, ratio_span, resolve, rounding_doubts

LQ, RATIO = "location_quotient_foreigners", "foreign_share_under_30_ratio"
RULES = (
    Rule(key="above", name="x", when=(Condition(feature=LQ, above=1.2),)),
    Rule(key="near_young", name="x", when=(Condition(feature=LQ, at_least=0.8), Condition(feature=RATIO, above=1.25))),
    Rule(key="near", name="x", when=(Condition(feature=LQ, at_least=0.8),)),
    Rule(key="below_young", name="x", when=(Condition(feature=RATIO, above=1.25),)),
    Rule(key="below", name="x", when=(Condition(feature=LQ, below=0.8),)),
)
SETTING = Uncertainty(
    feature=RATIO, part="foreign_share_under_30", whole="foreign_share", base_share=0.3, count_below=300
)
# field notes, "What Kaiserslautern's table can carry"
EXPECTED = {
    "above": {"Innenstadt Ost", "Innenstadt Südwest", "Innenstadt West/Kotten", "Grübentälchen/Volkspark"},
    "near_young": {"Innenstadt Nord/Kaiserberg", "Lämmchesberg/Uniwohnstadt", "Bännjerrück/Karl-Pfaff-Siedlung"},
    "near": {"Kaiserslautern-West", "Einsiedlerhof"},
    "below": {"Betzenberg", "Hohenecken", "Siegelbach", "Erlenbach", "Dansenberg", "Erfenbach"},
    "below_young": {"Erzhütten/Wiesenthalerhof", "Morlautern", "Mölschbach"},
}


@pytest.fixture
def kaiserslautern(reference: Path) -> IndicatorTable:
    path = reference.parent / "figures" / "kaiserslautern_derived_residents.csv"
    with path.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    count = pd.Series({row["stadtteil"]: float(row["auslaender_anzahl"]) for row in rows})
    share = pd.Series({row["stadtteil"]: float(row["auslaender_anteil_pct"]) for row in rows})
    young = pd.Series({row["stadtteil"]: float(row["auslaender_unter30_anteil_pct"]) for row in rows})
    residents = count / share * 100
    frame = pd.DataFrame(
        {
            "residents": residents,
            "foreign_share": share,
            "foreign_share_under_30": young,
            LQ: share / 100 / (count.sum() / residents.sum()),
            RATIO: young / share,
        }
    )
    return IndicatorTable.from_frame(frame)


def test_types_of_the_field_notes(kaiserslautern: IndicatorTable) -> None:
    assigned = assign(kaiserslautern.frame, RULES)
    assert {key: set(assigned.index[assigned == key]) for key in EXPECTED} == EXPECTED


def test_three_memberships_are_uncertain(kaiserslautern: IndicatorTable) -> None:
    found = doubts(kaiserslautern, RULES, assign(kaiserslautern.frame, RULES), SETTING)
    assert {doubt.district for doubt in found if doubt.uncertain} == EXPECTED["below_young"]
    assert all(doubt.low < 1.25 < doubt.high for doubt in found if doubt.uncertain)
    # stands on 1128 persons, and its span reaches the threshold all the same: said, not hidden
    assert {doubt.district for doubt in found if doubt.close} == {"Innenstadt Nord/Kaiserberg"}


@pytest.mark.parametrize("base_share", [0.2, 0.25, 0.35, 0.4, 0.45])
def test_the_three_do_not_hang_on_the_assumed_share_of_the_young(
    kaiserslautern: IndicatorTable, base_share: float
) -> None:
    setting = SETTING.model_copy(update={"base_share": base_share})
    found = doubts(kaiserslautern, RULES, assign(kaiserslautern.frame, RULES), setting)
    assert {doubt.district for doubt in found if doubt.uncertain} == EXPECTED["below_young"]


def test_span_of_a_ratio_by_hand() -> None:
    # shares 10 % of 1000 and 10 % of 4000: sqrt(0.9/100 + 0.9/400) = 0.10607; exp(1.96 x 0.10607) = 1.2310
    low, high = ratio_span(0.1, 0.1, 1000, 4000)
    assert high == pytest.approx(1.2310, abs=1e-4)
    assert low == pytest.approx(1 / 1.2310, abs=1e-4)


def test_span_of_an_empty_group_is_everything() -> None:
    assert ratio_span(0.0, 0.1, 100, 100) == (0.0, float("inf"))


def test_quantiles_become_values() -> None:
    values = pd.DataFrame({"x": [0.0, 1.0, 2.0, 3.0, 4.0]})
    rule = Rule(key="top", name="top", when=(Condition(feature="x", at_least=0.75, quantiles=True),))
    fixed = resolve([rule], values)
    assert fixed[0].when[0].at_least == 3.0
    assert assign(values, fixed).tolist() == [None, None, None, "top", "top"]


def test_a_missing_value_that_decides_leaves_the_district_without_type() -> None:
    values = pd.DataFrame({LQ: [float("nan"), 1.5], RATIO: [1.0, float("nan")]}, index=["a", "b"])
    assert assign(values, RULES).tolist() == [None, "above"]


def test_rounding_that_crosses_a_threshold_is_named() -> None:
    frame = pd.DataFrame({LQ: [1.21, 1.5], RATIO: [1.0, 1.0]}, index=["edge", "clear"])
    table = IndicatorTable.from_frame(frame)
    wide = IndicatorTable.from_frame(frame - 0.02)
    table = IndicatorTable(
        frame=table.frame, low=wide.frame, high=table.high, base=table.base, status=table.status,
        qualifier=table.qualifier, names=table.names, indicators={},
    )  # fmt: skip
    assert rounding_doubts(table, RULES, assign(frame, RULES)) == ("edge",)


def test_unknown_features_are_named() -> None:
    with pytest.raises(StudyError, match="kommt in den Daten nicht vor"):
        resolve(RULES, pd.DataFrame({LQ: [1.0]}))


def test_a_block_with_faults_names_all_of_them() -> None:
    block = tomllib.loads('metod = "rules"\nresamples = -1\n[[feature]]\nkey = "x"\nweight = 0\n')
    with pytest.raises(StudyError) as caught:
        read_options(block)
    text = str(caught.value)
    assert "„method“" in text
    assert "resamples" in text
    assert "größer als 0" in text


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"method": "rules"}, "types.rule"),
        ({"range": [5, 2]}, "darf nicht größer"),
        ({"feature": [{"key": "x"}, {"key": "x"}]}, "zweimal"),
        ({"rule": [{"key": "x", "name": "x"}, {"key": "x", "name": "y"}]}, "zweimal"),
        ({"rule": [{"key": "x", "name": "x", "when": [{"feature": "y"}]}]}, "fehlt eine"),
        ({"rule": [{"key": "x", "name": "x", "when": [{"feature": "y", "above": 3, "quantiles": True}]}]}, "Quantile"),
        ({"schema_version": 1}, "gehört an den Anfang"),
    ],
)
def test_impossible_settings_are_refused(block: dict[str, object], words: str) -> None:
    with pytest.raises(StudyError, match=words):
        read_options(block)
