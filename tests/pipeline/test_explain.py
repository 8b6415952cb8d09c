"""A value leads back to the cells it rests on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from districtanalysis.datasets import raw_folder, town
from districtanalysis.domain.display import Tree
from districtanalysis.domain.study import Exclude, Minimum
from districtanalysis.errors import StudyError
from districtanalysis.pipeline import explain as pipeline
from districtanalysis.pipeline.explain import as_dict, explain
from districtanalysis.pipeline.prepare import Prepared, prepare
from districtanalysis.pipeline.rank import rank_prepared


@pytest.fixture(scope="module")
def prepared() -> Prepared:
    return prepare(town())


@pytest.fixture(scope="module")
def tree(prepared: Prepared) -> Tree:
    return explain(rank_prepared(prepared), prepared.data, "Oststadt")


def leaves(tree: Tree) -> Iterator[Tree]:
    if not tree.children:
        yield tree
    for child in tree.children:
        yield from leaves(child)


def of_kind(tree: Tree, kind: str) -> Iterator[Tree]:
    if tree.data.get("kind") == kind:
        yield tree
    for child in tree.children:
        yield from of_kind(child, kind)


def test_refugees_lead_to_e8_and_residents_to_b8(tree: Tree):
    refugees = next(t for t in of_kind(tree, "indicator") if t.data["indicator"] == "refugees_in_care_per_1000")
    cells = {str(leaf.data["variable"]): leaf.data for leaf in leaves(refugees)}
    assert {key: (data["file"], data["sheet"], data["cell"]) for key, data in cells.items()} == {
        "refugees_in_care": ("bevoelkerung.xlsx", "Stadtteile", "E8"),
        "residents": ("bevoelkerung.xlsx", "Stadtteile", "B8"),
    }
    assert (cells["refugees_in_care"]["value"], cells["residents"]["value"]) == (153, 4336)
    assert cells["residents"]["date"] == "2019-12-31"
    assert cells["refugees_in_care"]["date"] == ""
    text = "\n".join(leaf.text for leaf in leaves(refugees))
    assert "ohne Stichtag" in text
    assert "Stand 31.12.2019" in text
    assert "35,3 → 88,2 von 100 (Zielpunkte 0 bis 40)" in refugees.text


def test_the_points_of_the_criteria_add_up_to_the_fit(tree: Tree):
    parts = list(of_kind(tree, "criterion"))
    assert [part.data["criterion"] for part in parts] == ["population", "infrastructure", "sustainability"]
    total = sum(float(str(part.data["value"])) * float(str(part.data["weight"])) for part in parts)
    assert total == pytest.approx(float(str(tree.data["fit"])))
    # 153 / 4336 x 1000 of 40, a third of the weight
    assert "88,2 × 33,3\xa0% = 29,40 Punkte" in parts[0].text


def test_every_leaf_is_a_cell(tree: Tree):
    places = [leaf.data for leaf in leaves(tree)]
    assert all(place["file"] and place["cell"] for place in places)
    assert {str(place["file"]) for place in places} == {"bevoelkerung.xlsx", "einrichtungen.csv", "engagement.csv"}


def test_one_indicator_by_key_or_by_name(prepared: Prepared):
    ranking = rank_prepared(prepared)
    by_key = explain(ranking, prepared.data, "oststadt", "foreign_share")
    by_name = explain(ranking, prepared.data, "OSTSTADT", "Ausländeranteil in %")
    assert by_key == by_name
    assert "30,86" in by_key.text


def test_part_of_a_name_is_enough_where_only_one_fits(prepared: Prepared):
    tree = explain(rank_prepared(prepared), prepared.data, "Reutenen")
    assert tree.data["district"] == "Mergelstetten-Reutenen"


@pytest.mark.parametrize(
    ("district", "indicator", "expected"),
    [
        ("Oststatd", None, "„Oststatd“ ist nicht dabei. Gemeint ist vielleicht „Oststadt“"),
        ("stadt nirgends", None, "Bekannt sind: Mergelstetten-Reutenen, Mittelrain und Oststadt"),
        ("Oststadt", "foreign_shar", "Gemeint ist vielleicht „foreign_share“"),
    ],
)
def test_unknown_names_are_refused(prepared: Prepared, district: str, indicator: str | None, expected: str):
    with pytest.raises(StudyError, match=expected):
        explain(rank_prepared(prepared), prepared.data, district, indicator)


def test_a_study_without_criteria_shows_its_values():
    outcome = pipeline.run(raw_folder() / "kaiserslautern" / "study.toml", "Hohenecken")
    tree = outcome.result
    assert isinstance(tree, Tree)
    assert "Werte ohne Bewertung" in tree.text
    residents = next(t for t in of_kind(tree, "indicator") if t.data["indicator"] == "residents")
    # 331 / 9.2 %: between 331 / 9.25 % and 331 / 9.15 %
    assert "3 598 (3 579 bis 3 617)" in residents.text.replace("\xa0", " ")
    shown = "\n".join(leaf.text for leaf in leaves(residents))
    assert "auslaender_2016.xlsx, Blatt „Ausländer“, B22" in shown


def test_the_page_carries_the_tree_for_json(prepared: Prepared, tree: Tree):
    page = pipeline.run(town(), "Oststadt").page
    assert page is not None
    assert repr(page.data) == repr(as_dict(tree))  # a facility that is only present has no number, not even itself
    assert page.title == "Herkunft der Werte: Oststadt"
    assert page.data["fit"] == pytest.approx(81.54, abs=0.05)


def test_a_district_without_a_score_is_told_with_its_reason(prepared: Prepared):
    options = prepared.study.ranking.model_copy(update={"exclude": Exclude(minimum=Minimum(value=3700))})
    study = prepared.study.model_copy(update={"ranking": options})
    ranking = rank_prepared(Prepared(study, prepared.data, prepared.findings, ()))
    with pytest.raises(StudyError, match=r"Mergelstetten-Reutenen: Nicht bewertet: weniger als 3.700 Einwohnerinnen"):
        explain(ranking, prepared.data, "Reutenen")
    shown = explain(ranking, prepared.data, "Reutenen", "daycare_per_1000")
    assert shown.data["indicator"] == "daycare_per_1000"
