"""Who gets no score by a rule, on made tables and on the published exclusions of Berlin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, Exclude, IndicatorChoice
from districtanalysis.errors import StudyError
from districtanalysis.language import using
from districtanalysis.scoring.exclude import left_out, with_gaps
from districtanalysis.scoring.ranking import rank
from districtanalysis.scoring.robustness import robustness
from districtanalysis.scoring.sensitivity import leave_out

FRAME = pd.DataFrame(
    {"residents": [900.0, 299.0, 300.0, np.nan, 5000.0], "a": [10.0, 1000.0, 20.0, np.nan, 30.0]},
    index=["A", "B", "C", "D", "E"],
)
WHY = {"de": "Erstaufnahme des Landes", "en": "reception centre of the state"}


def rules(**given: object) -> Exclude:
    return Exclude.model_validate(given)


def ranked(exclude: Exclude, **options: object) -> Ranking:
    criteria = {"a": Criterion(label="A", indicator=(IndicatorChoice(key="a"),))}
    plan = Plan(criteria, normalisation="min_max", exclude=exclude, **options)  # type: ignore[arg-type]
    return rank(IndicatorTable.from_frame(FRAME), plan=plan)


def test_a_minimum_keeps_its_own_value_and_leaves_out_what_is_unknown():
    found = left_out(IndicatorTable.from_frame(FRAME), list("ABCDE"), rules(minimum={"value": 300}))
    assert {name: entry.rule for name, entry in found.items()} == {"B": "minimum", "D": "minimum"}
    assert str(found["B"].reason) == (
        "Nicht bewertet: weniger als 300 Einwohnerinnen und Einwohner. "
        "Das Gebiet bleibt in Tabelle und Karte aufgeführt."
    )
    assert "nicht verfügbar, verlangt sind mindestens 300" in str(found["D"].reason)


def test_a_minimum_of_another_figure_names_it():
    found = left_out(IndicatorTable.from_frame(FRAME), list("ABCE"), rules(minimum={"variable": "a", "value": 20}))
    assert str(found["A"].reason).startswith("Nicht bewertet: a unter 20.")


def test_a_named_district_has_its_reason_in_both_languages():
    entry = left_out(IndicatorTable.from_frame(FRAME), list("ABC"), rules(district=[{"name": "B", "why": WHY}]))["B"]
    assert (entry.rule, str(entry.reason)[:40]) == ("named", "Nicht bewertet: Erstaufnahme des Landes.")
    with using("en"):
        assert str(entry.reason).startswith("Not scored: reception centre of the state.")


def test_gaps_have_a_reason_of_their_own():
    found = with_gaps(IndicatorTable.from_frame(FRAME), FRAME.isna())
    assert {name: entry.rule for name, entry in found.items()} == {"D": "gaps"}


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"district": [{"name": "Ansel", "why": "x"}]},
            r"\[ranking.exclude.district\] Unbekannt: „Ansel“. Bekannt sind: A, B",
        ),
        ({"district": [{"name": "B", "why": "x"}, {"name": "B", "why": "y"}]}, "zweimal"),
        ({"minimum": {"variable": "residens", "value": 300}}, r"\[ranking.exclude.minimum\].*„residents“"),
        ({"minimum": {"value": 4000}}, r"bleiben 1 von 5 Stadtteilen"),
    ],
)
def test_faults_are_named(given: dict[str, object], message: str):
    with pytest.raises(StudyError, match=message):
        left_out(IndicatorTable.from_frame(FRAME), list("ABCDE"), rules(**given))


def test_a_name_that_two_districts_share_needs_the_key():
    table = IndicatorTable.from_frame(FRAME)
    twins = replace(table, names=pd.Series(["Alt", "Schloßstraße", "Schloßstraße", "Neu", "Au"], index=list("ABCDE")))
    with pytest.raises(StudyError, match=r"„Schloßstraße“ heißen mehrere Stadtteile \(B und C\)"):
        left_out(twins, list("ABCDE"), rules(district=[{"name": "Schloßstraße", "why": "x"}]))
    assert list(left_out(twins, list("ABCDE"), rules(district=[{"name": "C", "why": "x"}]))) == ["C"]
    assert list(left_out(twins, list("ABCDE"), rules(district=[{"name": "Au", "why": "x"}]))) == ["E"]


def test_those_who_are_out_set_no_scale_and_stay_in_the_result():
    # without B (1000) the scale ends at 30: C stands in the middle of 10 to 30; D has no value and is no gap
    found = ranked(rules(minimum={"value": 300}))
    assert found.frame["fit"].to_dict() == {"E": 100.0, "C": 50.0, "A": 0.0}
    assert list(found.excluded.index) == ["B", "D"]
    assert found.excluded["name"].tolist() == ["B", "D"]


def test_a_rule_comes_before_a_gap():
    named = rules(district=[{"name": "B", "why": "x"}])
    found = ranked(named, missing="leave_out_district")
    assert {name: entry.rule for name, entry in found.left_out.items()} == {"B": "named", "D": "gaps"}


def test_no_draw_and_no_leaving_out_brings_them_back():
    found = ranked(rules(minimum={"value": 300}))
    result = robustness(found, 50)
    assert list(result.names) == ["E", "C", "A"]
    said = next(entry for entry in result.held if entry.key == "districts")
    assert said.settings == "nicht bewertet und in keinem Durchlauf dabei: B und D"
    assert list(leave_out(found, "district").shift.index) == ["E", "C", "A"]


def test_the_exclusions_of_berlin_give_the_published_order_of_status(reference: Path):
    """Equal weights of z with n are a quarter of the published sum: the order of 436 areas is that of the monitor."""
    folder = reference / "berlin" / "mss"
    shares, published, z = (
        pd.read_csv(folder / f"mss-2017-00-{part}.csv", dtype={"id": str}, index_col="id") for part in ("2-1", "1", "3")
    )
    keys = [f"s{i}" for i in range(1, 5)]
    frame = shares.iloc[:, 1:6].set_axis(["residents", *keys], axis=1)
    choices = tuple(IndicatorChoice(key=key, direction="less") for key in keys)
    named = [{"name": name, "why": "veröffentlicht ohne Index"} for name in ("10010203", "04020314")]
    plan = Plan(
        {"status": Criterion(label="Status", indicator=choices)},
        normalisation="z_score",
        missing="leave_out_district",
        parameters={"z_score": {"ddof": 0}},
        exclude=rules(minimum={"value": 300}, district=named),
    )
    found = rank(IndicatorTable.from_frame(frame), plan=plan)
    assert set(found.frame.index) == set(published.index)
    assert len(found.excluded) == 447 - 436
    sums = z.loc[found.frame.index].iloc[:, 6].astype(float)
    assert (found.frame["fit"] + sums / 4).abs().max() < 1e-5
