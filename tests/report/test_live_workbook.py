"""A workbook that computes a ranking again: read back, and recalculated by LibreOffice."""

import dataclasses
import io
import shutil
import subprocess

import numpy as np
import openpyxl
import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Page
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, IndicatorChoice
from districtanalysis.language import using
from districtanalysis.pipeline import rank as pipeline
from districtanalysis.pipeline.live import live_of
from districtanalysis.pipeline.prepare import prepare
from districtanalysis.report.render import Style
from districtanalysis.report.workbook import render
from districtanalysis.scoring.ranking import rank

# Two pairs of equal districts, a value beyond the goalposts, an indicator where less is more.
VALUES = pd.DataFrame(
    {
        "a": [3.0, 1.0, 3.0, 7.5, 2.0, 1.0, 12.0],
        "b": [0.1, 0.9, 0.1, 0.4, 0.3, 0.9, 0.2],
        "c": [10.0, 30.0, 10.0, 20.0, 55.0, 30.0, 25.0],
    },
    index=["Nord", "Ost", "Süd", "West", "=Mitte", "O'Hof", "Am „Tor“"],
)


def plan(normalisation="goalposts", within="arithmetic", between="arithmetic", ties="min", **weights):
    posts = {"a": (-1.0, 10.0), "b": (-0.5, 1.0), "c": (0.0, 90.0)}
    choices = {
        key: IndicatorChoice(key=key, goalposts=posts[key], direction="less" if key == "c" else "more", weight=weight)
        for key, weight in {"a": 2.0, "b": 1.0, "c": 1.0, **weights}.items()
        if key in posts
    }
    criteria = {
        "x": Criterion(label="Struktur", weight=weights.get("x", 1.0), indicator=(choices["a"], choices["b"])),
        "y": Criterion(label="Orte", weight=weights.get("y", 2.0), indicator=(choices["c"],)),
    }
    return Plan(criteria, normalisation=normalisation, within=within, between=between, ties=ties)


def ranked(**settings):
    return rank(IndicatorTable.from_frame(VALUES), plan=plan(**settings))


def workbook(ranking: Ranking) -> bytes:
    return render(Page("Passung", (), live=live_of(ranking)), Style())


def opened(data: bytes, **how):
    return openpyxl.load_workbook(io.BytesIO(data), **how)


def test_every_computed_cell_is_a_formula_with_its_result():
    data = workbook(ranked())
    formulas, results = opened(data), opened(data, data_only=True)
    for name in ("Reihung", "Beiträge", "Skalenwerte", "Rechnung"):
        cells = [cell for row in formulas[name].iter_rows(min_row=2) for cell in row]
        computed = [cell for cell in cells if cell.column_letter not in "XYZ"]
        assert sum(cell.data_type == "f" for cell in computed) >= len(computed) - 2 * len(VALUES)
        values = [cell.value for row in results[name].iter_rows() for cell in row]
        assert all(value is not None for value in values)
        assert not formulas[name].merged_cells.ranges
        assert len(formulas[name].tables) == 1


def test_the_stored_results_are_those_of_the_library():
    ranking = ranked()
    rows = list(opened(workbook(ranking), data_only=True)["Reihung"].iter_rows(min_row=2, values_only=True))
    assert [row[1].lstrip("'") for row in rows] == [str(name) for name in ranking.frame["name"]]
    assert [row[0] for row in rows] == ranking.frame["rank"].tolist()
    assert np.allclose([row[2] for row in rows], ranking.frame["fit"], atol=1e-9)


def test_inputs_are_marked_and_guarded():
    book = opened(workbook(ranked()))
    weights = book["Gewichte Indikatoren"]
    assert weights["C2"].fill.start_color.rgb == "FFFFF7D6"
    assert weights["C2"].border.left.style == "thin"
    rules = {str(rule.sqref): (rule.type, rule.operator) for rule in weights.data_validations.dataValidation}
    assert rules["C2:C4"] == ("decimal", "greaterThanOrEqual")
    assert rules["E2:E4"][0] == "list"


def test_the_chart_follows_the_cells_and_is_described():
    sheet = opened(workbook(ranked()))["Beiträge"]
    assert len(sheet._charts) == 1
    assert [str(series.val.numRef.f) for series in sheet._charts[0].series] == [
        "Beiträge!$B$2:$B$8",
        "Beiträge!$C$2:$C$8",
    ]


def test_a_recipe_beyond_formulas_is_static_and_said_on_the_cover():
    live = live_of(rank(IndicatorTable.from_frame(VALUES), plan=plan(between="copeland")))
    assert live.model is None
    book = opened(render(Page("Passung", (), live=live), Style()))
    assert book.sheetnames == ["Deckblatt"]
    assert any("Copeland" in str(row[1]) for row in book["Deckblatt"].iter_rows(values_only=True))


def test_english_and_names_that_look_like_formulas():
    with using("en"):
        book = opened(workbook(ranked()))
    assert book.sheetnames[1:3] == ["Ranking", "Contributions"]
    assert "'=Mitte" in [cell.value for cell in book["Raw values"]["A"]]


def test_the_shipped_town_comes_with_context_that_can_be_tried():
    page = pipeline.run(town()).page
    assert page is not None
    sheet = opened(render(page, Style()))["Gewichte Indikatoren"]
    weights = {row[0]: row[2] for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert weights["Generationenlage"] == 0
    assert "Ausländeranteil in %" not in weights


SETTINGS = {
    "goalposts": {},
    "min_max": {"normalisation": "min_max"},
    "z_score": {"normalisation": "z_score", "ties": "average"},
    "rank": {"normalisation": "rank", "ties": "dense"},
    "geometric": {"within": "geometric", "between": "geometric"},
    "rank_geometric": {"normalisation": "rank", "within": "geometric", "between": "geometric"},
}


@pytest.fixture(scope="module")
def office():
    found = shutil.which("soffice")
    if found is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-calc-nogui libreoffice-writer-nogui")
    return found


def recalculated(office, books, folder):
    """Return the results after LibreOffice has computed every formula anew; openpyxl drops the stored ones."""
    for name, book in books.items():
        book.save(folder / f"{name}.xlsx")
    out = folder / "out"
    profile = f"-env:UserInstallation=file://{folder / 'profile'}"
    files = [str(folder / f"{name}.xlsx") for name in books]
    command = [
        office,
        profile,
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
        "--outdir",
        str(out),
        *files,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return {name: openpyxl.load_workbook(out / f"{name}.xlsx", data_only=True) for name in books}


def assert_equal(book, ranking):
    rows = list(book["Reihung"].iter_rows(min_row=2, values_only=True))
    by_name = {row[1].lstrip("'"): row for row in rows}
    fits = [row[2] for row in rows]
    assert fits == sorted(fits, reverse=True)
    for _, expected in ranking.frame.iterrows():
        row = by_name[str(expected["name"])]
        assert row[0] == pytest.approx(expected["rank"], abs=1e-9)
        assert row[2] == pytest.approx(expected["fit"], abs=1e-9)
        for place, key in enumerate(ranking.plan.criteria):
            assert row[3 + place] == pytest.approx(expected[key], abs=1e-9)
    scores = list(book["Skalenwerte"].iter_rows(min_row=2, values_only=True))
    for row in scores:
        name = next(key for key, shown in ranking.table.names.items() if str(shown) == row[0].lstrip("'"))
        scored = [value for value, key in zip(row[1:], ranking.normalised.columns, strict=False)]
        if len(row) - 1 == len(ranking.normalised.columns):
            assert np.allclose(scored, ranking.normalised.loc[name], atol=1e-9, rtol=0)


@pytest.mark.slow
def test_libreoffice_computes_what_the_library_computes(office, tmp_path):
    rankings = {name: ranked(**settings) for name, settings in SETTINGS.items()}
    books = {name: opened(workbook(ranking)) for name, ranking in rankings.items()}
    # a planner moves the weights: criterion "x" to 3, indicator "b" to 5
    books["moved"] = opened(workbook(rankings["goalposts"]))
    books["moved"]["Gewichte Kriterien"]["B2"] = 3
    books["moved"]["Gewichte Indikatoren"]["C3"] = 5
    rankings["moved"] = ranked(x=3.0, b=5.0)
    # and turns the direction of the third indicator
    books["turned"] = opened(workbook(rankings["min_max"]))
    books["turned"]["Gewichte Indikatoren"]["E4"] = "mehr"
    turned = plan(normalisation="min_max")
    criteria = dict(turned.criteria)
    choice = criteria["y"].indicator[0].model_copy(update={"direction": "more"})
    criteria["y"] = criteria["y"].model_copy(update={"indicator": (choice,)})
    rankings["turned"] = rank(IndicatorTable.from_frame(VALUES), plan=dataclasses.replace(turned, criteria=criteria))
    study = prepare(town())
    books["town"] = opened(workbook(pipeline.rank_prepared(study)))
    books["town"]["Gewichte Kriterien"]["B2"] = 0.3
    rankings["town"] = pipeline.rank_prepared(study, weights={"population": 0.3})
    for name, book in recalculated(office, books, tmp_path).items():
        assert_equal(book, rankings[name])
