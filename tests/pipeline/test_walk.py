"""The parts of an explanation: values with their interval, remarks on figures, methods without contributions."""

from __future__ import annotations

import pytest

from districtanalysis.datasets import town
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.pipeline.walk import fit_tree, indicator_tree, indicators_tree, scored_tree

REUTENEN = "Mergelstetten-Reutenen"


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(town())


def with_options(prepared: Prepared, **options: object) -> Prepared:
    ranking = prepared.study.ranking.model_copy(update=options)
    return Prepared(prepared.study.model_copy(update={"ranking": ranking}), prepared.data, prepared.findings, ())


def test_a_recipe_that_is_not_additive_shows_no_contributions(prepared: Prepared):
    ranking = rank_prepared(with_options(prepared, between="geometric"))
    tree = fit_tree(ranking, prepared.data, "Oststadt")
    assert tree.children[0].text.startswith("Bevölkerungsstruktur 88,2, Gewicht 33,3\xa0%")
    assert "Beitrag" not in scored_tree(ranking, prepared.data, "Oststadt", "daycare_per_1000").text


def test_a_scale_of_the_candidates_is_named(prepared: Prepared):
    ranking = rank_prepared(with_options(prepared, normalisation="min_max"))
    text = scored_tree(ranking, prepared.data, "Oststadt", "daycare_per_1000").text
    assert "Min-Max unter den verglichenen Stadtteilen" in text
    assert "Zielpunkte" not in text


def test_lower_bounds_and_printed_forms_are_told(prepared: Prepared):
    ranking = rank_prepared(prepared)
    tree = indicator_tree(ranking.table, prepared.data, "Oststadt", "nationalities_at_least", how="(Kontext)")
    assert tree.text == "Nationalitäten, mindestens: mind. 54 (Kontext)"
    figure = tree.children[0].children[0]
    assert "in der Quelle „mind. 54“" in figure.text
    assert figure.data["qualifier"] == "at_least"
    assert figure.data["text"] == "mind. 54"


def test_presence_without_a_number_is_told(prepared: Prepared):
    ranking = rank_prepared(prepared)
    tree = scored_tree(ranking, prepared.data, "Oststadt", "everyday_place_kinds")
    shown = [child.text for child in tree.children[0].children]
    assert any("Kirche oder Gemeindezentrum: vorhanden, ohne Anzahl" in text for text in shown)
    assert len(shown) == 5


def test_all_indicators_of_a_district(prepared: Prepared):
    ranking = rank_prepared(prepared)
    tree = indicators_tree(ranking.table, prepared.data, "Mittelrain")
    assert len(tree.children) == len(ranking.table.frame.columns) == 8


def test_steps_that_a_score_went_through_are_told(prepared: Prepared):
    moved = rank_prepared(with_options(prepared, within="geometric", zeros="move"))
    tree = scored_tree(moved, prepared.data, REUTENEN, "programme_frame")
    assert "0 → 1,0 von 100" in tree.text
    assert "von 0–100 auf 1–100 verschoben, weil „Geometrisches Mittel“ nur Werte über 0 zulässt" in tree.text
    assert tree.data["adjusted"] == ["scores_moved"]
    stretched = rank_prepared(with_options(prepared, normalisation="z_score", between="geometric", zeros="move"))
    assert "auf 1–100 gestreckt" in scored_tree(stretched, prepared.data, REUTENEN, "daycare_per_1000").text


def test_a_floor_is_told_where_it_raised_something(prepared: Prepared):
    floor = {"parameters": {"geometric": {"floor": 25.0}}}
    within = rank_prepared(with_options(prepared, within="geometric", **floor))
    raised = scored_tree(within, prepared.data, REUTENEN, "programme_frame")
    assert "zählt als 25, die Untergrenze für „Geometrisches Mittel“" in raised.text
    assert scored_tree(within, prepared.data, "Oststadt", "programme_frame").data["adjusted"] == []
    between = fit_tree(rank_prepared(with_options(prepared, between="geometric", **floor)), prepared.data, REUTENEN)
    # population 10.2 and sustainability 22.2 lie below 25, infrastructure 73.6 does not
    assert [child.data["adjusted"] for child in between.children] == [["raised_to_floor"], [], ["raised_to_floor"]]
    assert "; zählt als 25" in between.children[0].text


def test_the_middle_is_told_of_the_indicator_that_it_concerns(prepared: Prepared):
    two = prepared.study.study.model_copy(update={"candidates": ("Oststadt", REUTENEN)})
    flat = with_options(prepared, normalisation="min_max", constant="middle")
    flat = Prepared(flat.study.model_copy(update={"study": two}), flat.data, flat.findings, ())
    ranking = rank_prepared(flat)  # both have five kinds of places
    kinds = scored_tree(ranking, prepared.data, "Oststadt", "everyday_place_kinds")
    assert "überall derselbe Wert, deshalb für alle die Mitte der Skala" in kinds.text
    assert scored_tree(ranking, prepared.data, "Oststadt", "daycare_per_1000").data["adjusted"] == []


def test_an_open_scale_is_not_out_of_100(prepared: Prepared):
    ranking = rank_prepared(with_options(prepared, normalisation="z_score"))
    text = scored_tree(ranking, prepared.data, REUTENEN, "daycare_per_1000").text
    assert "Punkte (z-Wert" in text
    assert "von 100" not in text
