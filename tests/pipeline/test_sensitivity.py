import shutil

import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Page, Table
from districtanalysis.language import using
from districtanalysis.pipeline import sensitivity

TEXT = "Oststadt bleibt in 72 von 100 Gewichtungen vorn; der erste Platz geht an Mittelrain"


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


def test_sensitivity_page():
    outcome = sensitivity.run(None, draws=64)
    assert TEXT in outcome.page.data["statement"]
    thresholds = table(outcome.page, "thresholds")
    assert thresholds.rows[0][:2] == ("Bevölkerungsstruktur", pytest.approx(100 / 3))
    assert thresholds.rows[0][3] == pytest.approx(15.35, abs=0.01)
    swaps = table(outcome.page, "swaps")
    assert any(row[2] is None for row in swaps.rows)  # no weighting brings Reutenen level
    readings = table(outcome.page, "readings")
    assert [row[1:] for row in readings.rows] == [(1, 1, 1), (2, 2, 3), (3, 3, 2)]
    assert table(outcome.page, "influence").rows
    assert {block.key for block in outcome.page.tables} >= {
        "left_out_indicator", "left_out_criterion", "left_out_district",
    }  # fmt: skip


def test_sensitivity_in_english():
    with using("en"):
        page = sensitivity.run(None, draws=64).page
    assert "stays first in 72 of 100 weightings" in page.data["statement"]
    assert page.title == "What would change the order?"


def test_districts_without_a_score_are_named_and_take_no_part(tmp_path):
    folder = tmp_path / "stadt"
    shutil.copytree(town("heidenheim").parent, folder)
    text = (folder / "study.toml").read_text(encoding="utf-8")
    rule = "[ranking.exclude.minimum]\nvalue = 3700\n\n[ranking.presets.ressourcen]"
    (folder / "study.toml").write_text(text.replace("[ranking.presets.ressourcen]", rule), encoding="utf-8")
    page = sensitivity.run(folder / "study.toml", draws=16).page
    excluded = table(page, "excluded")
    assert [row[0] for row in excluded.rows] == ["Mergelstetten-Reutenen"]
    assert excluded.note == "Diese Stadtteile nehmen an keiner der folgenden Rechnungen teil."
    assert [entry["rule"] for entry in page.data["excluded"]] == ["minimum"]
    assert [row[0] for row in table(page, "left_out_district").rows] == ["Oststadt", "Mittelrain"]
