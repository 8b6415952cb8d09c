"""What a reader of the ranking of the shipped town sees."""

from __future__ import annotations

import pandas as pd
import pytest

from districtanalysis.datasets import town
from districtanalysis.domain.display import Page, Paragraph, Table
from districtanalysis.domain.indicator_table import IndicatorTable
from districtanalysis.domain.ranking import Plan, Ranking
from districtanalysis.domain.study import Criterion, Exclude, IndicatorChoice
from districtanalysis.language import using
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.report.ranking_page import (
    flat_table,
    main_table,
    place,
    ranking_blocks,
    ranking_page,
    values_table,
)
from districtanalysis.scoring.ranking import rank

STANDING = (
    "Das Ergebnis unterstützt die Beratung; es ersetzt weder die Kenntnis vor Ort noch die Entscheidung. "
    "Die Passung gilt nur für den genannten Zweck und bewertet keinen Stadtteil. "
    "Wer hier nicht vorn liegt, hat nicht weniger Bedarf."
)
NATIONALITY = (
    "Staatsangehörigkeit und Migrationshintergrund beschreiben die Zusammensetzung der Bevölkerung. "
    "Sie sind kein Maß für Bedarf."
)


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(town())


@pytest.fixture(scope="module")
def ranking(prepared: Prepared) -> Ranking:
    return rank_prepared(prepared)


@pytest.fixture
def page(ranking: Ranking, prepared: Prepared) -> Page:
    return ranking_page(ranking, prepared.data.sources, prepared.study)


def texts(page: Page) -> list[str]:
    return [block.text for block in page.blocks if isinstance(block, Paragraph)]


def table(page: Page, key: str) -> Table:
    return next(block for block in page.tables if block.key == key)


def small(ties: str = "min", fits: tuple[float, ...] = (80, 60, 60, 20)) -> Ranking:
    frame = pd.DataFrame({"x": fits}, index=[f"G{i}" for i in range(len(fits))], dtype=float)
    choice = IndicatorChoice(key="x", goalposts=(0, 100))
    plan = Plan(criteria={"all": Criterion(label="Alles", indicator=(choice,))}, ties=ties)  # type: ignore[arg-type]
    return rank(IndicatorTable.from_frame(frame), plan=plan)


def test_the_title_names_the_purpose(page: Page):
    assert page.title == "Passung der Stadtteile: Pilotprojekt der Integrationsarbeit im Stadtteil"
    assert page.subtitle == "Pilotstadtteil Heidenheim"


def test_the_main_table(page: Page):
    main = page.tables[0]
    assert [column.label for column in main.columns] == [
        "Rang",
        "Stadtteil",
        "Passung (0–100)",
        "Bevölkerungsstruktur",
        "Infrastruktur",
        "Nachhaltigkeit",
        "Einwohner",
        "Hinweise",
    ]
    rows = [(row[0], row[1], *(round(float(str(value)), 1) for value in row[2:7])) for row in main.rows]
    assert rows == [
        (1, "Oststadt", 81.5, 88.2, 78.6, 77.8, 4336),
        (2, "Mittelrain", 69.5, 31.6, 93.6, 83.3, 3715),
        (3, "Mergelstetten-Reutenen", 35.3, 10.2, 73.6, 22.2, 3694),
    ]
    assert "Feste Zielpunkte" in main.note
    assert "Gleichstand: der bessere Rang" in main.note


def test_one_sentence_of_reason_per_district(page: Page):
    reasons = [text for text in texts(page) if "verglichen mit" in text]
    assert len(reasons) == 3
    # 88.21 against (31.63 + 10.15) / 2, a third of the weight: 22.4 points
    assert "Geflüchtete in Betreuung je 1 000 Einw. (35,3; +22,4 Punkte)" in reasons[0]
    assert "nichts bringt es nach oben" in reasons[2]


def test_both_readings_and_their_leaders(page: Page):
    readings = table(page, "readings")
    assert [(row[0], row[1]) for row in readings.rows] == [
        ("Ressourcen nutzen", "Oststadt"),
        ("Lücken schließen", "Oststadt"),
    ]
    assert "dahinter ändert sich die Reihenfolge" in readings.note


def test_dominance_is_told_of_those_it_concerns(page: Page):
    (told,) = [text for text in texts(page) if text.startswith("Keine Gewichtung")]
    assert told == (
        "Keine Gewichtung bringt Mergelstetten-Reutenen nach vorn: "
        "Mittelrain liegt bei jedem bewerteten Indikator höher."
    )


def test_standing_sentences(page: Page):
    assert STANDING in texts(page)
    assert NATIONALITY in texts(page)
    assert page.tables[-1].key == "sources"


def test_values_show_context_pooled_figures_and_lower_bounds(ranking: Ranking):
    values = values_table(ranking, list(ranking.frame.index))
    by_label = {str(row[0]): row for row in values.rows}
    # (352 + 724 + 1338) / (3694 + 3715 + 4336): pooled, not the mean of the three shares, 19.96
    *shares, use = by_label["Ausländeranteil in %"][1:]
    assert shares == pytest.approx([133800 / 4336, 72400 / 3715, 35200 / 3694, 241400 / 11745])
    assert use == "Kontext, nicht bewertet"
    assert by_label["Arten von Alltagsorten"][4] == "–"
    row = [str(row[0]) for row in values.rows].index("Nationalitäten, mindestens")
    assert values.marks[row, "Oststadt"] == "mind."
    assert "mind. = Untergrenze" in values.note


def test_a_nationality_that_is_scored_is_told_with_its_reason(prepared: Prepared):
    criteria = dict(prepared.study.criteria)
    choices = tuple(
        choice.model_copy(update={"weight": 1.0, "goalposts": (0.0, 40.0), "why": "Das Vorhaben wirbt mehrsprachig."})
        if choice.key == "foreign_share"
        else choice
        for choice in criteria["population"].indicator
    )
    criteria["population"] = criteria["population"].model_copy(update={"indicator": choices})
    study = prepared.study.model_copy(update={"criteria": criteria})
    scored = rank_prepared(Prepared(study, prepared.data, prepared.findings, ()))
    told = [text for text in texts(ranking_page(scored, prepared.data.sources)) if "auf ausdrücklichen Wunsch" in text]
    expected = (
        "In dieser Studie fließt Ausländeranteil in % auf ausdrücklichen Wunsch ein; "
        "Begründung: Das Vorhaben wirbt mehrsprachig."
    )
    assert told == [expected]


def test_districts_left_out_are_listed(prepared: Prepared):
    holed = pd.DataFrame({"x": [80, 60, None]}, index=["Ost", "West", "Süd"])
    choice = IndicatorChoice(key="x", goalposts=(0, 100))
    plan = Plan(criteria={"all": Criterion(label="Alles", indicator=(choice,))}, missing="leave_out_district")
    page = ranking_page(rank(IndicatorTable.from_frame(holed), plan=plan), ())
    assert table(page, "excluded").rows == (("Süd", "Nicht bewertet: x nicht verfügbar."),)
    assert page.title == "Passung der Stadtteile"


@pytest.mark.parametrize(
    ("ties", "expected"),
    [("min", [1, "2–3", "2–3", 4]), ("average", [1, "2–3", "2–3", 4]), ("dense", [1, 2, 2, 3])],
)
def test_ranks_that_cannot_be_told_apart(ties: str, expected: list[object]):
    ranking = small(ties)
    assert [place(ranking, name) for name in ranking.frame.index] == expected


def test_two_candidates_are_compared_by_name():
    page = ranking_page(small(fits=(80, 20)), ())
    assert "G0 (80,0), verglichen mit G1: nach oben bringt es vor allem x (80,00; +60,0 Punkte)" in texts(page)[0]


def test_top_keeps_the_first_of_the_table_and_all_of_the_data(ranking: Ranking, prepared: Prepared):
    page = ranking_page(ranking, prepared.data.sources, prepared.study, top=2)
    assert [row[1] for row in page.tables[0].rows] == ["Oststadt", "Mittelrain"]
    assert len(page.data["districts"]) == 3


def test_csv_has_one_row_per_district_with_everything(ranking: Ranking):
    flat = flat_table(ranking, list(ranking.frame.index), [])
    assert len(flat.rows) == 3
    assert [column.key for column in flat.columns][:3] == ["rank", "district", "fit"]
    assert "foreign_share" in [column.key for column in flat.columns]
    assert main_table(ranking, ["Oststadt"], []).rows[0] == flat.rows[0][:8]


def test_english(ranking: Ranking, prepared: Prepared):
    with using("en"):
        page = ranking_page(ranking, prepared.data.sources, prepared.study)
        words = " ".join([page.title, page.subtitle, *texts(page), *(block.note for block in page.tables)])
    assert "Population structure" in words
    for word in ("Rang", "Passung", "Gewichtung", "bringt", "Kriterien"):
        assert word not in words


def test_ranks_that_rest_on_few_persons_are_warned_of():
    ranked = small()
    ranked.table.base.loc[["G0", "G2"], "x"] = [52.0, 299.0]
    ranked.table.base.loc[["G1", "G3"], "x"] = [300.0, 9000.0]
    (told,) = [block for block in ranking_page(ranked, ()).blocks if getattr(block, "tone", "") == "warning"]
    assert told.text.startswith("Weniger als 300 Personen: G0 (52) und G2 (299). ")
    assert not [block for block in ranking_page(small(), ()).blocks if getattr(block, "tone", "") == "warning"]


def test_a_document_reasons_for_the_first_and_puts_four_beside_each_other():
    ranked = small(fits=tuple(range(90, 30, -5)))
    shown = [str(name) for name in ranked.frame.index]
    blocks = list(ranking_blocks(ranked, shown, []))
    reasons = [block for block in blocks if isinstance(block, Paragraph) and "verglichen mit" in block.text]
    assert len(reasons) == 10
    assert any(isinstance(block, Paragraph) and "die ersten 10" in block.text for block in blocks)
    values = blocks[-1]
    assert isinstance(values, Table)
    assert [column.label for column in values.columns] == [
        "Indikator",
        "G0",
        "G1",
        "G2",
        "G3",
        "zusammen",
        "Verwendung",
    ]
    page = ranking_page(ranked, ())
    assert sum("verglichen mit" in text for text in texts(page)) == 12


def test_districts_without_a_score_stand_behind_the_others_with_their_values_and_the_reason():
    frame = pd.DataFrame({"x": [80.0, 60.0, 99.0]}, index=["Ost", "West", "Süd"])
    criteria = {"all": Criterion(label="Alles", indicator=(IndicatorChoice(key="x", goalposts=(0, 100)),))}
    exclude = Exclude.model_validate({"district": [{"name": "Süd", "why": "Wohnheim."}]})
    ranking = rank(IndicatorTable.from_frame(frame), plan=Plan(criteria, exclude=exclude))
    page = ranking_page(ranking, (), top=1)
    reason = "Nicht bewertet: Wohnheim. Das Gebiet bleibt in Tabelle und Karte aufgeführt."
    assert table(page, "excluded").rows == (("Süd", reason),)
    assert page.flat.rows[-1] == (None, "Süd", None, None, None, reason, 99.0)
    assert [column.key for column in table(page, "values").columns[1:3]] == ["Ost", "Süd"]
    assert page.data["excluded"] == [{"district": "Süd", "name": "Süd", "rule": "named", "reason": reason}]
