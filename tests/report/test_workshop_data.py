"""The data of the page: everything that is needed to rank again, in both languages."""

from __future__ import annotations

import base64
import json
import tomllib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from districtanalysis.datasets import raw_folder, town
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, Exclude, IndicatorChoice, Preset, Study
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.workshop_data import column, computable, workshop_data
from districtanalysis.scoring.ranking import rank


@pytest.fixture(scope="module")
def shipped() -> tuple[Ranking, Study, tuple[object, ...]]:
    prepared = prepare(town("heidenheim"))
    return rank_prepared(prepared), prepared.study, prepared.data.sources


@pytest.fixture(scope="module")
def data(shipped):
    return workshop_data(*shipped)


def made(frame: pd.DataFrame, **settings: object) -> Ranking:
    criteria = {key: Criterion(label=key, indicator=(IndicatorChoice(key=key, goalposts=(0, 100)),)) for key in frame}
    return rank(IndicatorTable.from_frame(frame), plan=Plan(criteria, **settings))


def test_it_is_plain_json(data):
    assert json.loads(json.dumps(data, allow_nan=False)) == data


def test_the_shipped_town_is_whole(data):
    assert data["names"] == ["Mergelstetten-Reutenen", "Mittelrain", "Oststadt"]
    assert [entry["key"] for entry in data["criteria"]] == ["population", "infrastructure", "sustainability"]
    by_key = {entry["key"]: entry for entry in data["indicators"]}
    assert by_key["daycare_per_1000"]["goalposts"] == [0, 1]
    assert by_key["daycare_per_1000"]["criterion"] == 1
    # 153 of 4336 residents of Oststadt are in care: 35.286 per 1000
    assert by_key["refugees_in_care_per_1000"]["values"][2] == pytest.approx(153 / 4336 * 1000)
    assert by_key["nationalities_at_least"]["marks"] == {"0": "at_least", "1": "at_least", "2": "at_least"}
    assert data["presets"][1]["reverse"] == [1, 2]
    assert data["fixed"] is None


def test_nationality_gets_no_slider_but_other_context_does(data):
    locks = {entry["key"]: entry["lock"] for entry in data["indicators"]}
    assert locks["foreign_share"] == "origin"
    assert locks["generation_situation"] == ""


def test_words_stand_in_both_languages(data):
    assert data["texts"]["de"].keys() == data["texts"]["en"].keys()
    assert data["title"]["en"].startswith("Fit of the districts")
    assert data["texts"]["de"]["head.fit"] == "Passung"
    assert any("Wer hier nicht vorn liegt, hat nicht weniger Bedarf" in text for _, text in data["standing"]["de"])
    assert data["sources"]["de"][0].endswith("Bevölkerungsbegriff nicht angegeben. Lizenz: nicht angegeben.")


def test_the_head_of_the_study_comes_back(data):
    head = tomllib.loads(data["toml"]["head"])
    content = tomllib.loads((raw_folder() / "heidenheim" / "study.toml").read_text(encoding="utf-8"))
    assert head == {key: value for key, value in content.items() if key not in {"criteria", "ranking"}}


def test_figures_keep_all_their_digits():
    values = list(np.random.default_rng(0).uniform(size=50))
    packed = column([*values, float("nan")])
    assert isinstance(packed, str)
    found = np.frombuffer(base64.b64decode(packed), dtype="<f8")
    assert found[:50].tolist() == values
    assert np.isnan(found[50])
    assert column([3.0, float("nan"), 0.5]) == [3, None, 0.5]


def test_districts_without_a_value_stay_for_the_page_to_judge():
    frame = pd.DataFrame({"x": [10.0, np.nan, 30.0], "y": [1.0, 2.0, 3.0]}, index=["a", "b", "c"])
    ranking = made(frame, missing="leave_out_district")
    data = workshop_data(ranking, _study(), ())
    assert data["names"] == ["a", "b", "c"]
    assert data["indicators"][0]["values"] == [10, None, 30]
    assert data["excluded"] == []


def test_context_with_gaps_gets_no_slider():
    frame = pd.DataFrame({"x": [10.0, 30.0], "y": [1.0, np.nan]}, index=["a", "b"])
    choices = (IndicatorChoice(key="x", goalposts=(0, 100)), IndicatorChoice(key="y", weight=0))
    plan = Plan({"one": Criterion(label="Eins", indicator=choices)})
    data = workshop_data(rank(IndicatorTable.from_frame(frame), plan=plan), _study(), ())
    assert [entry["lock"] for entry in data["indicators"]] == ["", "missing"]


def test_a_recipe_that_the_page_cannot_compute_is_shown_as_it_is():
    frame = pd.DataFrame({"x": [10.0, 20.0, 30.0], "y": [30.0, 10.0, 20.0]}, index=["a", "b", "c"])
    ranking = made(frame, between="copeland")
    assert not computable(ranking.plan)
    fixed = workshop_data(ranking, _study(), ())["fixed"]
    # x: c > b > a, y: a > c > b with equal weights: c beats b, a and b draw with one win each, as do a and c
    assert fixed["rank"] == [2, 3, 1]
    assert "Copeland" in fixed["words"]["de"]
    assert not fixed["additive"]


def test_another_state_of_the_figures_has_another_digest():
    frame = pd.DataFrame({"x": [10.0, 20.0]}, index=["a", "b"])
    one, same, other = (
        workshop_data(made(table), _study(), ())["digest"] for table in (frame, frame.copy(), frame + 1e-9)
    )
    assert one == same != other


def test_weights_of_presets_are_numbered_like_the_criteria():
    frame = pd.DataFrame({"x": [10.0, 20.0], "y": [1.0, 2.0]}, index=["a", "b"])
    ranking = made(frame, presets={"p": Preset(label="P", reverse=("y",), weights={"y": 3})})
    assert workshop_data(ranking, _study(), ())["presets"][0]["weights"] == {"1": 3}


def _study() -> Study:
    source = {"id": "a", "file": "a.csv", "publisher": "P", "date": "not_stated", "population_concept": "census"}
    head = {"title": "Probe", "purpose": "Probe", "city": "Musterstadt"}
    content = {"schema_version": 1, "study": head, "source": [{**source, "licence": "–"}]}
    return Study.model_validate({**content, "folder": Path()})


def test_settings_of_a_method_are_not_for_the_page():
    frame = pd.DataFrame({"a": [1.0, 5.0, 9.0]}, index=list("xyz"))
    assert computable(made(frame, normalisation="z_score").plan)
    told = made(frame, normalisation="z_score", parameters={"z_score": {"ddof": 0}})
    assert not computable(told.plan)
    assert computable(made(frame, normalisation="z_score", parameters={"geometric": {"floor": 1.0}}).plan)


def test_districts_without_a_score_stay_on_a_page_without_sliders():
    frame = pd.DataFrame({"a": [10.0, None, 90.0], "b": [20.0, 50.0, 30.0]}, index=["x", "y", "z"])
    data = workshop_data(made(frame, between="copeland", missing="leave_out_district"), *without_sources())
    assert data["names"] == ["x", "y", "z"]
    assert data["fixed"]["fit"][1] is None
    assert data["fixed"]["rank"] == [2, None, 1]
    assert [name for name, _ in data["excluded"]] == ["y"]


def without_sources() -> tuple[Study, tuple[object, ...]]:
    prepared = prepare(town("heidenheim"))
    return prepared.study, ()


def test_ranks_that_rest_on_few_persons_are_told_on_the_page():
    ranked = made(pd.DataFrame({"a": [1.0, 5.0, 9.0]}, index=list("xyz")))
    ranked.table.base.loc["z", "a"] = 52.0
    data = workshop_data(ranked, *without_sources())
    assert data["remarks"]["de"][0].startswith("Weniger als 300 Personen: z (52).")
    assert data["remarks"]["en"][0].startswith("Fewer than 300 persons: z (52).")


def test_districts_left_out_by_a_rule_are_told_to_the_page_and_lock_nothing():
    frame = pd.DataFrame({"a": [10.0, 50.0, 90.0, 20.0], "b": [20.0, np.nan, 30.0, 10.0]}, index=list("xyzw"))
    exclude = Exclude.model_validate({"district": [{"name": "y", "why": {"de": "Wohnheim", "en": "student hall"}}]})
    criteria = {"a": Criterion(label="A", indicator=(IndicatorChoice(key="a"), IndicatorChoice(key="b", weight=0)))}
    plan = Plan(criteria, normalisation="min_max", exclude=exclude)
    data = workshop_data(rank(IndicatorTable.from_frame(frame), plan=plan), *without_sources())
    assert data["names"] == ["w", "x", "y", "z"]
    assert list(data["left_out"]) == ["2"]
    assert data["left_out"]["2"]["en"].startswith("Not scored: student hall.")
    assert data["indicators"][1]["lock"] == ""  # only y has no value of b
    assert data["method"]["exclude"] == {"district": ({"name": "y", "why": {"de": "Wohnheim", "en": "student hall"}},)}
    assert data["indicators"][0]["values"] == [20, 10, 50, 90]
