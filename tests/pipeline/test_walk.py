"""The parts of an explanation: values with their interval, remarks on figures, methods without contributions."""

from __future__ import annotations

import pytest

from districtanalysis.datasets import town
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared
from districtanalysis.pipeline.walk import fit_tree, indicator_tree, indicators_tree, scored_tree


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
