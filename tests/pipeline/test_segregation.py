"""Segregation of Kaiserslautern and of the made city, from study to page."""

from __future__ import annotations

from pathlib import Path

import pytest

from districtanalysis.datasets.made_city import example_city
from districtanalysis.datasets.shipped import town
from districtanalysis.domain.segregation import Segregation
from districtanalysis.errors import StudyError
from districtanalysis.methods.segregation import segregation_index
from districtanalysis.pipeline import segregation
from districtanalysis.pipeline.outcome import Outcome


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_city(20).write(tmp_path_factory.mktemp("made"))


def _result(outcome: Outcome) -> Segregation:
    assert isinstance(outcome.result, Segregation)
    return outcome.result


def test_kaiserslautern() -> None:
    found = _result(segregation.run(town("kaiserslautern"), draws=300)).measures
    assert 100 * found.loc["segregation_index", "value"] == pytest.approx(16.48, abs=0.005)
    assert found.loc["isolation", "value"] == pytest.approx(0.1568, abs=5e-5)
    assert found.loc["eta_squared", "value"] == pytest.approx(0.018, abs=5e-4)
    assert 100 * found.loc["city_share", "value"] == pytest.approx(14.17, abs=0.005)
    # 16.26 to 16.70 by simulated rounding
    assert 100 * found.loc["rounding", "low"] == pytest.approx(16.26, abs=0.08)
    assert 100 * found.loc["rounding", "high"] == pytest.approx(16.70, abs=0.08)


def test_own_tables_and_change(made: Path) -> None:
    outcome = segregation.run(made, group="foreign", draws=100, before=made.with_name("study_2019.toml"))
    found, frame = _result(outcome), example_city(20).frames["2024-12-31"]
    expected = segregation_index(frame["foreigners"], frame["residents"])
    assert found.measures.loc["segregation_index", "value"] == pytest.approx(expected)
    assert found.change is not None
    assert found.change["low"] < found.change["difference"] < found.change["high"]
    assert "rounding" not in found.measures.index
    assert (found.districts["location_quotient"] > 0).all()


def test_several_groups_and_an_upper_level(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text(
        "id;ew;tuerk;pol;bez\n1;100;50;0;A\n2;100;0;50;A\n3;200;20;20;B\n", encoding="utf-8"
    )
    study = (tmp_path / "study.toml").resolve()
    study.write_text(
        """
schema_version = 1
[study]
title = "T"
purpose = "P"
city = "C"
[[source]]
id = "a"
file = "a.csv"
publisher = "X"
date = "not_stated"
population_concept = "main_residence"
licence = "keine"
[[types.table]]
file = "a.csv"
district = "id"
[[types.indicator]]
key = "tuerk"
label = "T"
numerator = ["tuerk"]
denominator = ["ew"]
[types.composition]
columns = ["tuerk", "pol"]
rest_of = "ew"
level = "bez"
""",
        encoding="utf-8",
    )
    found = _result(segregation.run(study, draws=20))
    assert found.mixture is not None
    # A as a whole is 50 / 50 / 100 and B 20 / 20 / 160: both parts are above 0 and add up
    assert found.mixture["h_between"] > 0
    assert found.mixture["h_between"] + found.mixture["h_within"] == pytest.approx(found.mixture["theil_h"])
    # first district 50 / 0 / 50: ln 2 / ln 3, and 1 - 2 x 50 x 49 / (100 x 99)
    assert found.districts.loc["1", "evenness"] == pytest.approx(0.6309, abs=1e-4)
    assert found.districts.loc["1", "simpson"] == pytest.approx(1 - 2 * 50 * 49 / (100 * 99))


def test_unknown_and_missing_groups(made: Path) -> None:
    with pytest.raises(StudyError, match="foreign"):
        segregation.run(made, group="foreigner")
    with pytest.raises(StudyError, match="foreigners"):
        segregation.run(town("kaiserslautern"), group="foreigner")


def test_other_areas_are_not_compared(made: Path, tmp_path: Path) -> None:
    other = example_city(25).write(tmp_path)
    with pytest.raises(StudyError, match="Gebietsstand"):
        segregation.run(made, group="foreign", draws=20, before=other)
