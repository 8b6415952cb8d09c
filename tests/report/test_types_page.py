"""The page of a typology: what stands where, and what is never there."""

from __future__ import annotations

import pytest

from districtanalysis.datasets.made_city import FEATURES, example_city
from districtanalysis.domain.display import Page, Paragraph
from districtanalysis.report.types_page import types_page
from districtanalysis.typology.form import form_types
from districtanalysis.typology.options import Axis, AxisIndicator, Feature, TypesOptions

OPTIONS = TypesOptions(feature=tuple(Feature(key=key) for key in FEATURES), types=3, resamples=10)
NEED = Axis(indicator=(AxisIndicator(key="support"),))


def _page(**changed: object) -> Page:
    table = example_city(20).table()
    return types_page(form_types(table, OPTIONS.model_copy(update=changed)), table, city="Musterstadt", why="Darum.")


def _keys(page: Page) -> list[str]:
    return [table.key for table in page.tables]


def test_without_need_a_sentence_stands_in_its_place() -> None:
    page = _page()
    assert _keys(page) == ["types", "districts", "profiles", "criteria"]
    texts = [block.text for block in page.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("Keine Reihung nach Bedarf") for text in texts)
    assert "Darum." in texts
    assert texts[-1].startswith("Alle Werte beschreiben Gebiete.")


def test_need_alone_has_no_column_of_resources() -> None:
    page = _page(need=NEED)
    table = next(table for table in page.tables if table.key == "need")
    assert [column.key for column in table.columns] == ["priority", "type", "name", "need"]
    assert "Ressourcen nennt die Studie nicht" in table.note


def test_two_axes_stand_beside_each_other() -> None:
    page = _page(need=NEED, readiness=Axis(indicator=(AxisIndicator(key="active"),)))
    table = next(table for table in page.tables if table.key == "need")
    assert [column.key for column in table.columns][-2:] == ["readiness", "field"]
    assert [row[0] for row in table.rows] == [1, 2, 3]


def test_groups_within_types_stand_beside_the_type() -> None:
    table = next(table for table in _page(groups=3).tables if table.key == "districts")
    assert [column.key for column in table.columns][:4] == ["district", "type", "group", "reason"]
    assert {str(row[2])[0] for row in table.rows if row[2] is not None} <= {"1", "2", "3"}


@pytest.mark.parametrize("word", ["Problemviertel", "Brennpunkt", "schlecht"])
def test_words_that_never_occur(word: str) -> None:
    page = _page(need=NEED)
    text = page.title + str(page.blocks)
    assert word.casefold() not in text.casefold()
